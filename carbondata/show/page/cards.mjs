// An answer: the result, how sure it is, whose figures it uses, and the competing ones.

import { positive } from "./amounts.mjs";
import { label } from "./choices.mjs";
import { attributed, citation } from "./citations.mjs";
import { element } from "./elements.mjs";
import { operand } from "./operands.mjs";
import { copy, save } from "./exports.mjs";
import { receipt, sources } from "./receipts.mjs";
import { between, far, isRange, reasonsOf, tell } from "./sentences.mjs";
import { massOf, nameOf, written } from "./sidewords.mjs";
import { central, upper, lower } from "./measure.mjs";
import { bounds } from "./ratio.mjs";
import { rivals } from "./studies.mjs";
import { inLanguage, whyTold, word } from "./words.mjs";
import { read } from "./numbers.mjs";
import { SIGNS, phrase, termOf } from "./phrases.mjs";
import { several } from "./plurals.mjs";
import { capital, quoted, small, typeset } from "./typeset.mjs";

const BASIS = ["boundary", "accounting", "electricity", "land_use", "forcing", "method"];
const MARKS = { ok: "✓", note: "✓", caution: "!", refuse: "✕" };

// A text without how an operand or an option is written, which is of no use here: (NAME@USA@2022).
export const onPage = (text) => text.replace(/\s\((?:[^()]*@|--)[^()]*\)/g, "");

// The reading in large: "9.7 lifetimes", "12 times", "12%", "5.4 hours"; of studies that differ by
// much their range.
function large(comparison, language) {
  const { reading, reference } = comparison;
  if (!reading) return "—";
  const told = read(isRange(comparison) ? far(comparison) : reading, language);
  return reading.unit === "count" ? several(told, nameOf(reference, language), language)[0] : told;
}

// The factor of an electricity grid: its place, its year, its source.
function factorOf(known, q, language) {
  if (!q.factor) return null;
  const [source, area, year] = q.factor.split(" ");
  return word("grid_of", language, { area: inLanguage(known.areas[area], language), year, source });
}

// What a figure counts and how it was made, as far as it is stated.
const described = (q, language) => BASIS
  .filter((column) => q[column])
  .map((column) => termOf(column, q[column], language))
  .join(", ");

// What it counts, how it was made, and its place in the source.
function where(known, q, language) {
  const english = (text) => text && element("span", { lang: "en" }, text);
  const own = q[`scope_${language}`];
  const scope = own ? typeset(small(own), language) : english(q.scope && quoted(q.scope, language));
  const said = [described(q, language), factorOf(known, q, language), scope, english(q.locator)]
    .filter(Boolean)
    .flatMap((one, at) => (at ? [" · ", one] : [one]));
  return said.length ? element("span", { class: "quiet where" }, ...said) : null;
}

function side(known, q, language) {
  return element(
    "li", {},
    element("strong", {}, typeset(capital(nameOf(q, language)), language)), `${SIGNS[language].colon}${massOf(q, language)}. `,
    q.figure === "given" ? element("span", {}, word("typed", language)) : citation(known, q.source_id, language),
    where(known, q, language),
  );
}

function ownBounds(q, language) {
  if ([lower(q), central(q), upper(q)].includes(null)) return "";
  const [low, high] = [lower(q), upper(q)].map((one) => written(one, { ...q, gas: null }, language));
  return low === high ? "" : ` (${low} – ${high})`;
}

// Whether a figure is taken here, taken on its basis, could be taken, or is taken only on request.
function standing(q, isTaken, language) {
  const rank = q.preferred ? "preferred" : q.eligible ? "eligible" : "barred";
  return isTaken ? word("taken", language) : word(rank, language);
}

function reasonOf(known, q, language) {
  const [text, spoken] = whyTold(q.why, language, known.reasons);
  return element("span", { class: "quiet where", lang: spoken }, text);
}

function competing(known, q, language) {
  const all = rivals(known, q);
  if (all.length < 2) return null;
  const rows = all.map(({ q: one, isTaken }) => element(
    "li", { class: isTaken ? "taken" : null },
    element("strong", {}, massOf(one, language)),
    ownBounds(one, language),
    ` · ${standing(one, isTaken, language)}`,
    element("br"), citation(known, one.source_id, language),
    where(known, one, language),
    reasonOf(known, one, language),
  ));
  const name = nameOf(q, language);
  return element(
    "details", { "data-key": `studies ${q.id}` },
    element("summary", {}, word("studies", language, { name, n: all.length })),
    element("ol", { class: "studies" }, ...rows),
  );
}

// The bounds of the answer in words; a single one if only one is published.
export function doubt(comparison, language) {
  const { ratio, reading } = comparison;
  if (isRange(comparison)) return word("by_study", language);
  const told = between(comparison, language);
  const kinds = new Set([comparison.subject, comparison.reference].map((q) => bounds(q).what).filter(Boolean));
  const what = [...kinds].map((kind) => phrase(`bounds.${kind}`, language)).join(", ");
  if (told) return word("between", language, { low: told[0], high: told[1], what });
  if (ratio.central === null) return word("bounds_only", language);
  const at = (bound) => large({ ...comparison, reading: { ...reading, value: (bound * reading.value) / ratio.central } }, language);
  if (ratio.low !== null && ratio.low < ratio.central && ratio.high === null) return word("at_least", language, { x: at(ratio.low), what });
  if (ratio.high > ratio.central && ratio.low === null) return word("at_most", language, { x: at(ratio.high), what });
  return word(ratio.low === null && ratio.high === null ? "no_bounds" : "close_bounds", language);
}

function sure(known, comparison, language) {
  const reasons = reasonsOf(comparison, language);
  if (!reasons.length) return element("p", {}, word("why_ok", language));
  return element("ul", { class: "reasons" }, ...reasons.map(([outcome, text]) =>
    element("li", { class: outcome }, onPage(attributed(known, capital(text.replace(/\.$/, "")))) + ".")));
}

// Save the receipt of a comparison to a file.
export async function giveReceipt(known, comparison, language) {
  const name = `carbondata-${comparison.subject.id}-${comparison.reference.id}`.replace(/[^\w.-]+/g, "-");
  const text = await receipt(known, comparison);
  save(`${name}.json`, new Blob([text], { type: "application/json" }), language);
}

function actions(known, comparison, language) {
  const cited = () => sources(comparison).map((id) => known.sources[id].line).join("\n");
  const button = (key, onclick) => element("button", { type: "button", onclick }, word(key, language));
  return element(
    "p", { class: "actions" },
    button("copy_sentence", () => copy(tell(comparison, language), language)),
    button("copy_citation", () => copy(cited(), language)),
    button("receipt", () => giveReceipt(known, comparison, language)),
  );
}

function years(known, comparison, language, given, moved) {
  const { reference } = comparison;
  if (reference.kind !== "annual") return null;
  const all = known.yearsOf(reference.subject, reference.measure);
  const chosen = operand(given).year;
  const own = comparison.subject.year;
  // If left open, it is the year that was chosen.
  const open = reference.asked.isOpen ? reference.year : null;
  const unasked = (open ?? own) === own && all.includes(own)
    ? word("year_alike", language, { year: own })
    : word("year_newest", language, { year: open ?? all[0] });
  const options = [["", unasked], ...all.map((year) => [year, year])]
    .map(([value, text]) => element("option", { value, selected: String(chosen ?? "") === String(value) }, String(text)));
  const select = element("select", {
    "data-key": `year ${reference.subject}`,
    "aria-label": `${word("year", language)}, ${label(reference, language)}`,
    onchange: (event) => moved(event.target.value),
  }, ...options);
  return element(
    "p", { class: "year" },
    element("label", {}, `${word("year", language)} `, select),
    element("span", {}, newest(all, language)),
  );
}

// Which year is the newest, and whether last year is missing here.
export function newest([year], language) {
  if (!year) return "";
  const last = new Date().getFullYear() - 1;
  return word(year < last ? "newest_old" : "newest_year", language, { year, last });
}

// How many of a thing are meant.
function count(comparison, language, replaced) {
  const { reference } = comparison;
  if (reference.kind !== "unit") return null;
  const field = element("input", {
    type: "text", inputmode: "decimal", size: "8", "data-key": `count ${reference.subject}`,
    "aria-label": `${word("count", language)}, ${label(reference, language)}`,
    value: String(reference.times ?? 1).replace(".", SIGNS[language].point),
    onchange: ({ target }) => {
      const many = positive(target.value);
      const name = reference.row_id ?? reference.subject;
      if (many === null) target.value = target.defaultValue;
      else replaced(Number(many) === 1 ? name : `${many}*${name}`);
    },
  });
  return element("label", { class: "year" }, `${word("count", language)} `, field);
}

// One answer; `on` has the callbacks for removing it, changing its year and its count.
export function card(known, comparison, given, language, on) {
  const { reference, verdict } = comparison;
  const name = typeset(capital(nameOf(reference, language)), language);
  return element(
    "li", { class: `card ${verdict}` },
    element("h3", {}, reference.kind === "annual" ? label(reference, language) : name),
    years(known, comparison, language, given, on.moved),
    count(comparison, language, on.replaced),
    element("p", { class: "reading" }, capital(large(comparison, language))),
    element(
      "p", { class: "verdict" },
      element("span", { class: "sign", "aria-hidden": "true" }, MARKS[verdict]),
      capital(phrase(`verdict.${verdict}`, language)),
      comparison.reading ? element("span", { class: "quiet" }, ` · ${doubt(comparison, language)}`) : null,
    ),
    element("p", { class: "sentence" }, onPage(typeset(tell(comparison, language, false), language))),
    element("h4", {}, word("why", language)), sure(known, comparison, language),
    element("h4", {}, word("whose", language)),
    element("ul", { class: "whose" }, side(known, comparison.subject, language), side(known, reference, language)),
    competing(known, comparison.subject, language),
    competing(known, reference, language),
    actions(known, comparison, language),
    element("button", {
      type: "button", class: "remove", "data-key": `remove ${reference.subject}`,
      "aria-label": word("remove_one", language, { name }), onclick: on.removed,
    }, word("remove", language)),
  );
}
