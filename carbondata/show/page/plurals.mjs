// A number of a thing: its unit of counting, and which numbers take the plural; text/plurals.py in
// JavaScript.

import { ONE, isSingular, manyOf, of } from "./grammar.mjs";
import { SIGNS, phrase, phrasesOf } from "./phrases.mjs";

// Endings of words whose plural is not formed with s.
const IRREGULAR = /(?:al|au|eu|s|x|y|z)$/;

export const isOne = (text, language) => isSingular(text, valueOf(text, language), language);

function valueOf(text, language) {
  // For a range, the upper end counts.
  const last = text.split(" ").at(-1);
  const value = Number(last.replaceAll(SIGNS[language].thousands, "").replace(SIGNS[language].point, "."));
  return Number.isNaN(value) ? (isPart(text, language) ? 0 : Infinity) : value;
}

const endsIn = (start, text, language) =>
  phrasesOf(start, language).some(([, said]) => text.endsWith(said.replace("{n}", "")));
// The sign of a power of ten below one.
const MINUS = "⁻";
// Whether a number ends in a word for many (15 million), for a part (6.7 millionths) or in a power.
const isLarge = (text, language) => endsIn("large.", text, language);
const isPart = (text, language) => endsIn("part.", text, language) || text.includes(MINUS);

// What a thing is counted in, if its name begins with one of it: one hour of video streaming.
function counted(name, language) {
  const unit = ONE[language].exec(name)?.[1] ?? null;
  return unit === null || IRREGULAR.test(unit) ? null : unit;
}

// Whether a number of a thing takes the plural, as `several` writes it.
export const isSeveral = (text, name, language) =>
  valueOf(text, language) >= 1 && !isOne(text, language) && counted(name, language) !== null;

// A number of a thing, in two parts; less than one is not plural.
export function several(text, name, language) {
  const { space } = SIGNS[language];
  const unit = counted(name, language);
  if (isPart(text, language) && !text.includes(MINUS)) return [text, ` ${of(name, language)}`];
  if (isLarge(text, language)) {
    return unit === null
      ? [manyOf(text, phrase("unit.times", language), language), ` ${name}`]
      : [manyOf(text, `${unit}s`, language), name.slice(name.indexOf(` ${unit}`) + unit.length + 1)];
  }
  if (unit === null || valueOf(text, language) < 1) return [`${text}${space}${phrase("unit.times", language)}`, ` ${name}`];
  const units = `${unit}${isOne(text, language) ? "" : "s"}`;
  return [`${text}${space}${units}`, name.slice(name.indexOf(` ${unit}`) + unit.length + 1)];
}
