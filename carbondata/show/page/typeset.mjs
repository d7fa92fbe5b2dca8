// Typography: text/typeset.py in JavaScript.

import { elided } from "./grammar.mjs";
import { SIGNS } from "./phrases.mjs";

const NARROW = "\u202f";
export const NO_BREAK = "\u00a0";

// Its first letter is capital, unless it begins with a name such as iPhone.
export const capital = (text) => (/^.\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));

// The same text within a sentence.
export const small = (text) => text.charAt(0).toLowerCase() + text.slice(1);

// A quotation from a source in quotation marks.
export const quoted = (text, language) => `${SIGNS[language].opening}${text}${SIGNS[language].closing}`;

// Long digits of an amount given by the user; in an operand, as 656347 kWh@USA, they stay.
const LONG = /(?<![\p{L}\p{N}_.,/#@*:-])\d{4,400}(?=[ \u00a0](?:[kMG]?t|k?g|lb|[kMGT]?Wh?)(?![\p{L}\p{N}_@]))/gu;
// The thousands of a number, and the space between a number and its unit.
const GROUPED = /(?<![\p{L}\p{N}_,.-])\d{1,3}(?: \d{3})+(?!\d)/gu;
const MEASURED =
  /(?<=\d) (?=(?:[kMG]?t|k?g|[kMGT]?Wh?|km|Mo|°C|livres?|millions?|milliards?|Md)(?![\p{L}\p{N}_]))/gu;
const GAS = /(?<![=\p{L}\p{N}_])CO2(?![\p{L}\p{N}_])/gu;

// A text in the typography of its language: grouped thousands, and French spaces and apostrophes.
export function typeset(text, language) {
  const { thousands, high, apostrophe, percent } = SIGNS[language];
  const parted = text.replace(LONG, (found) => String(BigInt(found)).replace(/\B(?=(\d{3})+$)/g, thousands));
  if (!high) return elided(parted, language).replace(/(?<=\d) %/g, percent);
  return elided(parted, language)
    .replace(GROUPED, (found) => found.replaceAll(" ", NARROW))
    .replace(MEASURED, NO_BREAK)
    .replaceAll(" éq. CO₂", `${NO_BREAK}éq.${NO_BREAK}CO₂`)
    .replace(/(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_«])/gu, apostrophe)
    .replace(GAS, "CO₂")
    .replace(/(?<=«)[ \u00a0]/g, high)
    .replace(/[ \u00a0](?=[;:!?%»])/g, high);
}

// Close an apposition at the end of a phrase with a comma, unless it is enclosed.
export const closed = (phrase) =>
  (phrase.replace(/\([^()]*\)/g, "").includes(", ") ? `${phrase},` : phrase);
