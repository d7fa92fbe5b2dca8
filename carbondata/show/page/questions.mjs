// What a reader may type instead of a name: so many of a thing, an amount and its place, chips and
// for how long, two things at once, words of a published claim.

import { positive } from "./amounts.mjs";
import { search } from "./choices.mjs";
import { parted } from "./names.mjs";
import { plain } from "./numbers.mjs";
import { ofHours } from "./permalinks.mjs";
import { phrase } from "./phrases.mjs";
import { inLanguage, languages, word } from "./words.mjs";

const FEW = 5;
const DIGITS = 15;
const YEAR = /^(?:19|20)\d\d\s*$/;
const GAS = /^(?:(?:of|de)\s+)?co2(e?)$/i;
const HOURS = { hours: 1, days: 24, months: 730 };

// The words that are typed around names, in every language: carbondata/text/phrases.csv.
const words = (key) => languages().flatMap((language) => phrase(`page.typed.${key}`, language).split(" "));

let made = null;
function grammar() {
  if (made) return made;
  const any = (key) => `(?:${words(key).join("|")})`;
  const said = Object.fromEntries(words("numbers").map((one) => one.split("=")));
  const article = `${any("articles")}[\\s\\u00a0\\u202f]+`;
  const number = `(?:${article})?(\\d[\\d\\s.,]*|(?:${Object.keys(said).join("|")})(?!\\p{L}))`;
  const units = Object.keys(HOURS).map((unit) => `(?<${unit}>${any(unit)})`).join("|");
  made = {
    said,
    several: new RegExp(`^${number}[\\s*×-]*([^\\d\\s].*)$`, "iu"),
    amount: new RegExp(`^${number}\\s*([a-z]+)(?!\\p{L})\\s*(.*)$`, "iu"),
    duration: new RegExp(`(?:^|\\s)(?:${number}\\s*|${article})(?:${units})(?!\\p{L})`, "iu"),
    // Between two things; the words may also be part of a name.
    sign: new RegExp(`,\\s+|\\s+[;/]\\s+|\\s+${any("against")}\\.?\\s+`, "giu"),
    word: new RegExp(`\\s+${any("and")}\\s+`, "giu"),
    placed: new RegExp(`^${any("in")}\\s+(?:${any("the")}\\s+)?`, "iu"),
    of: new Set(words("of")),
  };
  return made;
}

// Where electricity is used, if that is not said.
const ANYWHERE = ["WLD", "FRA", "USA", "CHN", "SWE"];

// The digits of a number as it was typed; null if it is none. In English 1,000 is a thousand.
function digits(text, language) {
  const typed = text.trim().toLowerCase();
  if (typed in grammar().said) return grammar().said[typed];
  return positive(language === "en" ? typed.replace(/,(?=\d{3}(?!\d))/g, "") : typed);
}

const written = (number, language) => plain(Number(number), DIGITS, language);

// So many of a thing or a model: 10 chatgpt, half an hour of Netflix.
function several(all, typed, language) {
  const [, number, rest] = grammar().several.exec(typed) ?? [];
  const many = number && !YEAR.test(number) ? digits(number, language) : null;
  if (many === null) return [];
  return search(all, rest, language)
    .filter(({ isYearly }) => !isYearly)
    .map((one) => ({ ...one, operand: `${many}*${one.operand}`, name: `${written(many, language)} × ${one.name}` }));
}

// Places whose name begins as typed, each with the year that was typed, else its newest.
function places(known, typed, language) {
  const [, named, year] = /^(.*?)\s*(?:(?:(?:^|\s)(?:in|en)\s+)?((?:19|20)\d\d))?$/i.exec(typed.trim());
  const wanted = parted(`${named} `.replace(grammar().placed, ""));
  const isMeant = (area) => [area, ...known.areas[area]].some((name) => `${parted(name ?? "")} `.startsWith(wanted));
  const called = (area) => inLanguage(known.areas[area], language);
  const areas = wanted ? known.gridAreas.filter(isMeant).sort((a, b) => called(a).length - called(b).length) : ANYWHERE;
  return areas
    .map((area) => ({ area, year: known.gridYears(area).find((one) => !year || one === Number(year)) }))
    .filter((one) => one.year)
    .map((one) => ({ ...one, name: `${called(one.area)} ${one.year}` }))
    .slice(0, FEW);
}

// An amount: 284 t, 10 MWh in Texas 2022.
function amounts(known, typed, language) {
  const [, number, named, rest] = grammar().amount.exec(typed) ?? [];
  const symbol = named?.toLowerCase().replace(/^tonnes?$/, "t");
  const unit = Object.keys(known.units).find((one) => one.toLowerCase() === symbol);
  const many = unit ? digits(number, language) : null;
  if (many === null) return [];
  const hint = word("own", language);
  const name = `${written(many, language)} ${unit}`;
  if (known.units[unit].measure === "electricity") {
    return places(known, rest, language)
      .map(({ area, year, name: place }) => ({ operand: `${many} ${unit}@${area}@${year}`, name: `${name} · ${place}`, hint }));
  }
  const [, equivalent] = GAS.exec(rest) ?? [];
  const gas = equivalent === undefined ? "" : ` CO2${equivalent.toLowerCase()}`;
  return rest && !gas ? [] : [{ operand: `${many} ${unit}${gas}`, name: name + gas, hint }];
}

// Chips and for how long: H100 720 h Poland, a month of H100 in Texas.
function chips(known, typed, language) {
  const found = grammar().duration.exec(typed);
  const many = found && digits(found[1] ?? "1", language);
  if (!many) return [];
  const unit = Object.keys(HOURS).find((one) => found.groups[one]);
  const hours = String(Number(many) * HOURS[unit]);
  const named = typed.replace(found[0], " ").trim().split(/\s+/).filter((one) => !grammar().of.has(one.toLowerCase()));
  // As many words as are the name of a chip; the rest is the place.
  for (let at = named.length; at > 0; at -= 1) {
    const meant = known.chips
      .filter(({ name }) => named.slice(0, at).every((one) => ` ${parted(name)} `.includes(` ${parted(one)} `)))
      .sort((one, other) => other.tdp_w - one.tdp_w);
    const where = meant.length ? places(known, named.slice(at).join(" "), language) : [];
    if (where.length) return where.flatMap((place) => meant.map((chip) => onChip(known, chip, hours, place, language))).slice(0, FEW);
  }
  return [];
}

function onChip(known, chip, hours, { area, year, name }, language) {
  const kwh = ofHours(known, hours, chip.accelerator_id, "");
  return {
    operand: `${kwh} kWh@${area}@${year}`, hours, chip: chip.accelerator_id,
    name: `${written(hours, language)} h × ${chip.name} · ${name}`, hint: word("own", language),
  };
}

function one(known, all, typed, language) {
  const own = [...amounts(known, typed, language), ...chips(known, typed, language)];
  return [...own.length ? own : several(all, typed, language), ...search(all, typed, language)];
}

// Two things at once: gpt-3, voiture; the best of each with the others.
function both(known, all, typed, language, between) {
  for (const { 0: found, index } of typed.matchAll(between)) {
    const [ones, others] = [typed.slice(0, index), typed.slice(index + found.length)]
      .map((text) => one(known, all, text, language).slice(0, FEW));
    if (!ones.length || !others.length) continue;
    return [...others.map((other) => [ones[0], other]), ...ones.slice(1).map((first) => [first, others[0]])]
      .map(([first, other]) => ({ ...first, beside: other.operand, name: `${first.name} / ${other.name}`, hint: other.hint }));
  }
  return [];
}

// Published claims with all the words.
function claims(typed, language) {
  const sought = parted(typed).split(" ");
  return [...document.querySelectorAll(`.claim .said[lang="${language}"]`)]
    .map((said) => ({ said, name: said.querySelector("blockquote").textContent }))
    .filter(({ name }) => sought.every((one) => ` ${parted(name)}`.includes(` ${one}`)))
    .map(({ said, name }) => ({ claim: said.closest(".claim").id.replace("claim-", ""), name, hint: said.querySelector(".finding").textContent }));
}

// The choices for one side, of what was typed.
export const forOne = one;

// The choices for the subject: also both sides at once, and claims.
export function forSubject(known, all, typed, language) {
  const found = [...both(known, all, typed, language, grammar().sign), ...one(known, all, typed, language)];
  return [
    ...found.length ? found : both(known, all, typed, language, grammar().word),
    ...typed.trim() ? claims(typed, language) : [],
  ];
}
