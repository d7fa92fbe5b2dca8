// What a reader may type instead of a name: so many of a thing, an amount and its place, chips and
// for how long, two things at once, words of a published claim.

import { positive } from "./amounts.mjs";
import { search } from "./choices.mjs";
import { parted } from "./names.mjs";
import { plain } from "./numbers.mjs";
import { ofHours } from "./permalinks.mjs";
import { inLanguage, word } from "./words.mjs";

const FEW = 5;
const DIGITS = 15;
// Numbers that are said in a word.
const SAID = { half: 0.5, demi: 0.5, demie: 0.5, ten: 10, dix: 10, hundred: 100, cent: 100, thousand: 1000, mille: 1000 };
const ARTICLE = "(?:an?|une?)[\\s\\u00a0\\u202f]+";
const NUMBER = `(?:${ARTICLE})?(\\d[\\d\\s.,]*|(?:${Object.keys(SAID).join("|")})(?![a-z]))`;
const SEVERAL = new RegExp(`^${NUMBER}[\\s*×-]*([^\\d\\s].*)$`, "i");
const AMOUNT = new RegExp(`^${NUMBER}\\s*([a-z]+)(?![\\p{L}])\\s*(.*)$`, "iu");
const YEAR = /^(?:19|20)\d\d\s*$/;
const GAS = /^(?:(?:of|de)\s+)?co2(e?)$/i;
const DURATION = new RegExp(`(?:^|\\s)(?:${NUMBER}\\s*|${ARTICLE})(h|hours?|heures?|d|days?|j|jours?|months?|mois)(?!\\p{L})`, "iu");
const HOURS = { h: 1, d: 24, j: 24, m: 730 };
// Between two things; the words may also be part of a name.
const SIGN = /,\s+|\s+[;/]\s+|\s+(?:vs\.?|versus|against|contre)\s+/gi;
const WORD = /\s+(?:and|with|in|for|et|avec|en|pour|sur)\s+/gi;
const PLACED = /^(?:in|on|for|at|en|au|aux|à|sur|pour|pendant)\s+(?:(?:the|le|la|les)\s+)?/i;
// Where electricity is used, if that is not said.
const ANYWHERE = ["WLD", "FRA", "USA", "CHN", "SWE"];

// The digits of a number as it was typed; null if it is none. In English 1,000 is a thousand.
function digits(text, language) {
  const typed = text.trim().toLowerCase();
  if (typed in SAID) return String(SAID[typed]);
  return positive(language === "en" ? typed.replace(/,(?=\d{3}(?!\d))/g, "") : typed);
}

const written = (number, language) => plain(Number(number), DIGITS, language);

// So many of a thing or a model: 10 chatgpt, half an hour of Netflix.
function several(all, typed, language) {
  const [, number, rest] = SEVERAL.exec(typed) ?? [];
  const many = number && !YEAR.test(number) ? digits(number, language) : null;
  if (many === null) return [];
  return search(all, rest, language)
    .filter(({ isYearly }) => !isYearly)
    .map((one) => ({ ...one, operand: `${many}*${one.operand}`, name: `${written(many, language)} × ${one.name}` }));
}

// Places whose name begins as typed, each with the year that was typed, else its newest.
function places(known, typed, language) {
  const [, named, year] = /^(.*?)\s*(?:(?:(?:^|\s)(?:in|en)\s+)?((?:19|20)\d\d))?$/i.exec(typed.trim());
  const wanted = parted(`${named} `.replace(PLACED, ""));
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
  const [, number, named, rest] = AMOUNT.exec(typed) ?? [];
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
  const found = DURATION.exec(typed);
  const many = found && digits(found[1] ?? "1", language);
  if (!many) return [];
  const hours = String(Number(many) * HOURS[found[2][0].toLowerCase()]);
  const words = typed.replace(found[0], " ").trim().split(/\s+/).filter((one) => !/^(?:of|de|d|for|pour|pendant)$/i.test(one));
  // As many words as are the name of a chip; the rest is the place.
  for (let at = words.length; at > 0; at -= 1) {
    const meant = known.chips
      .filter(({ name }) => words.slice(0, at).every((one) => ` ${parted(name)} `.includes(` ${parted(one)} `)))
      .sort((one, other) => other.tdp_w - one.tdp_w);
    const where = meant.length ? places(known, words.slice(at).join(" "), language) : [];
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
  const words = parted(typed).split(" ");
  return [...document.querySelectorAll(`.claim .said[lang="${language}"]`)]
    .map((said) => ({ said, name: said.querySelector("blockquote").textContent }))
    .filter(({ name }) => words.every((one) => ` ${parted(name)}`.includes(` ${one}`)))
    .map(({ said, name }) => ({ claim: said.closest(".claim").id.replace("claim-", ""), name, hint: said.querySelector(".finding").textContent }));
}

// The choices for one side, of what was typed.
export const forOne = one;

// The choices for the subject: also both sides at once, and claims.
export function forSubject(known, all, typed, language) {
  const found = [...both(known, all, typed, language, SIGN), ...one(known, all, typed, language)];
  return [
    ...found.length ? found : both(known, all, typed, language, WORD),
    ...typed.trim() ? claims(typed, language) : [],
  ];
}
