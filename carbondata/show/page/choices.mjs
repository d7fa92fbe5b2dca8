// The choices, and a field to choose by typing: the ARIA pattern of a combobox with a list.

import { byId, element } from "./elements.mjs";
import { parted, withoutArticle } from "./names.mjs";
import { capital, typeset } from "./typeset.mjs";
import { inLanguage, word } from "./words.mjs";

const MANY = 30;
// Words that every other name has.
const SMALL = ["a", "an", "the", "of", "in", "by", "for", "un", "une", "le", "la", "les", "l", "d", "de", "du", "des", "en"];
// What readers usually ask for comes first, then the marks of the ruler; the rest follows by name.
export const FIRST = [
  "gpt-3-175b", "bloom-176b", "evolved-transformer-search", "llama-3.1-405b", "bitcoin", "aviation",
  "ict", "data_centres", "SWE", "FRA", "USA", "CHN", "WLD", "car-lifetime-usa", "car-year-usa",
  "flight-new-york-san-francisco", "person-year-fra",
];

// The name of a subject without its year.
export function label(row, language) {
  const name = inLanguage([row.name_en, row.name_fr], language);
  const year = row.kind === "annual" ? new RegExp(` (in|en) ${row.year}$`) : /$^/;
  return typeset(capital(name.replace(year, "")), language);
}

// The title of a subject in a list, if its figure has a longer name in sentences.
export const titleOf = (known, row, language) =>
  (known.titles[row.subject]
    ? typeset(inLanguage(known.titles[row.subject], language), language)
    : label(row, language));

export function choices(known, language) {
  const familiar = [...new Set([...FIRST, ...Object.keys(known.marks)])];
  const found = known.subjects().map((subject) => {
    const row = known.firstOf(subject);
    const name = titleOf(known, row, language);
    const kind = word(row.kind === "unit" ? "unit_kind" : row.kind, language);
    const whose = { annual: "", event: `, ${subject}`, unit: `, ${row.source_id}` }[row.kind];
    const first = familiar.indexOf(subject);
    const spaced = (names) => names.filter(Boolean).map((one) => ` ${parted(withoutArticle(one))} `);
    const sought = spaced([name, row.name_en, row.name_fr, subject, ...(known.areas[subject] ?? []), ...known.namesOf(subject)]);
    const ids = spaced(known.rowIdsOf(subject));
    const years = () => (row.kind === "annual" ? known.yearsOf(subject) : []);
    return { subject, operand: subject, name, hint: `${kind}${whose}`, first: first < 0 ? familiar.length : first, sought, ids, years, isYearly: row.kind === "annual" };
  });
  const order = new Intl.Collator(language);
  return found.sort((a, b) => a.first - b.first || order.compare(a.name, b.name));
}

// The choices with every word that was typed; those that begin with it come first. A year after a
// name chooses that year, where there is one: bitcoin 2017; where there is none, that is said.
export function search(all, typed, language) {
  const [, name, year] = /^(.*\S)[\s@]+((?:18|19|20)\d\d)$/.exec(typed.trim()) ?? [];
  const dated = name ? matching(all, name).filter(({ years }) => years().includes(Number(year))) : [];
  if (dated.length) return dated.map((one) => ({ ...one, operand: `${one.subject}@${year}`, name: `${one.name} ${year}` }));
  const undated = (one) => (one.years().length ? word("no_such_year", language, { year, newest: one.years()[0] }) : one.hint);
  return name ? matching(all, name).map((one) => ({ ...one, hint: undated(one) })) : matching(all, typed);
}

// Whether a word is the beginning of a name from one of its words on: gpt3 of gpt 3 175 b.
const beginsIn = (word) => (name) => {
  const words = name.trim().split(" ");
  return words.some((_, at) => words.slice(at).join("").startsWith(word));
};

// How well a choice matches what was typed: by a whole name, by whole words, by beginnings of words,
// also where these are written in one, each better by its title, which comes first; null if it does
// not. In names "gpt 3" is GPT3.
function fit({ sought, ids }, words, whole) {
  if (ids.includes(` ${whole} `)) return 0;
  const [titled, named] = [sought.slice(0, 1), sought].map((names) => likeness(names, words, whole));
  // The ids of studies have names of sources, which may be those of other things.
  if (named === null) return likeness(ids, words, whole) === null ? null : 4;
  return titled === null ? named : Math.min(titled - 0.5, named);
}

function likeness(sought, words, whole) {
  if (sought.includes(` ${whole} `)) return 0;
  const has = (mark) => words.every((word) => sought.some((name) => name.includes(mark(word))));
  if (has((word) => ` ${word} `)) return 1;
  if (has((word) => ` ${word}`)) return 2;
  return words.every((word) => sought.some(beginsIn(word.replaceAll(" ", "")))) ? 3 : null;
}

function matching(all, typed) {
  const typedWords = typed.split(/[\s,;'\u2019]+/).map(parted).filter(Boolean);
  const telling = typedWords.filter((one) => !SMALL.includes(one));
  const words = telling.length ? telling : typedWords;
  const single = words.map((one) => one.replace(/([a-z]{3})s$/, "$1"));
  const found = fitting(all, words);
  return found.length ? found : fitting(all, single);
}

function fitting(all, words) {
  return all.map((choice) => [fit(choice, words, words.join(" ")), choice])
    .filter(([rank]) => rank !== null)
    .sort(([rank, one], [other, two]) => Math.ceil(rank) - Math.ceil(other) || one.first - two.first || rank - other || one.name.length - two.name.length)
    .map(([, choice]) => choice).slice(0, MANY);
}

// Make an input a combobox: `found(typed)` returns the choices, `picked(choice)` receives the choice,
// `resting()` returns the text of the field when it is not being edited.
export function combobox(input, { found, picked, resting, language }) {
  const list = byId(input.getAttribute("aria-controls"));
  const status = byId(`${input.id}-status`);
  let shown = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) return;
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(at) {
    const choice = shown[at];
    close();
    if (!choice) return;
    picked(choice);
    input.value = resting();
  }

  function open(typed) {
    shown = found(typed);
    list.replaceChildren(...shown.map((choice, at) => element(
      "li",
      { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", onpointerdown: (event) => {
        event.preventDefault();
        choose(at);
      } },
      element("span", { class: "name" }, choice.name),
      element("span", { class: "hint" }, choice.hint),
    )));
    if (!shown.length) list.replaceChildren(element("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "hint" }, word("nothing_found", language())));
    list.hidden = false;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    status.textContent = shown.length
      ? word("found", language(), { n: shown.length })
      : word("nothing_found", language());
    mark(shown.length && typed ? 0 : -1);
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) open("");
      else mark((active + step + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden) choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      // Only the list closes, not what it is in.
      event.stopPropagation();
      close();
      input.value = resting();
    }
  }

  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => {
    if (input.value === resting()) input.select();
    open("");
  });
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("keydown", key);
  input.addEventListener("blur", () => {
    close();
    status.textContent = "";
    input.value = resting();
  });
}
