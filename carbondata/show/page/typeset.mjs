// How a text is set: text/typeset.py in JavaScript.

import { SIGNS } from "./phrases.mjs";

const NARROW = "\u202f";
export const NO_BREAK = "\u00a0";

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// What a source says, between quotation marks.
export const quoted = (text, language) => `${SIGNS[language].opening}${text}${SIGNS[language].closing}`;

// The thousands of a number, and the space between a number and its unit.
const GROUPED = /(?<![\p{L}\p{N}_,.-])\d{1,3}(?: \d{3})+(?!\d)/gu;
const MEASURED =
  /(?<=\d) (?=(?:[kMG]?t|k?g|[kMGT]?Wh?|km|Mo|°C|livres?|millions?|milliards?)(?![\p{L}\p{N}_]))/gu;

// The spaces that French asks for: in numbers, before units and signs, inside guillemets.
export function typeset(text, language) {
  if (language === "en") return text;
  return text
    .replace(GROUPED, (found) => found.replaceAll(" ", NARROW))
    .replace(MEASURED, NO_BREAK)
    .replaceAll(" éq. CO₂", `${NO_BREAK}éq.${NO_BREAK}CO₂`)
    .replace(/ ([;!?%])/g, `${NARROW}$1`)
    .replaceAll(" :", `${NO_BREAK}:`)
    .replaceAll("« ", `«${NO_BREAK}`)
    .replaceAll(" »", `${NO_BREAK}»`);
}

// The apposition at a phrase's end is closed by a comma; brackets and guillemets close theirs.
export const closed = (phrase) =>
  (phrase.replace(/\([^()]*\)|«[^»]*»/g, "").includes(", ") ? `${phrase},` : phrase);
