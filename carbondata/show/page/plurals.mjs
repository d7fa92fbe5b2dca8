// A number of a thing: its unit of counting, and which numbers take the plural; text/plurals.py in
// JavaScript.

import { ONE, isSingular, manyOf, of, plural } from "./grammar.mjs";
import { SIGNS, phrase, phrasesOf } from "./phrases.mjs";

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

// Whether a number of a thing takes the plural, as `several` writes it.
export const isSeveral = (text, name, language) =>
  valueOf(text, language) >= 1 && !isOne(text, language) && ONE[language].test(name);

// A number of a thing, in two parts; less than one is not plural.
export function several(text, name, language) {
  const { space } = SIGNS[language];
  if (isPart(text, language) && !text.includes(MINUS)) return [text, ` ${of(name, language)}`];
  const found = ONE[language].exec(name);
  const large = isLarge(text, language);
  if (found === null || !(large || valueOf(text, language) >= 1)) {
    const times = phrase("unit.times", language);
    return [large ? manyOf(text, times, language) : `${text}${space}${times}`, ` ${name}`];
  }
  const [things, rest] = [plural(found[1], language), name.slice(found[0].length)];
  if (large) return [manyOf(text, things, language), rest];
  return [`${text}${space}${isOne(text, language) ? found[1] : things}`, rest];
}
