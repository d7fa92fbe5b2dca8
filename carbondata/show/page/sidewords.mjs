// One side of a comparison in words: its name, its amount: text/side_words.py in JavaScript.

import { central, lower, upper } from "./measure.mjs";
import { energy, mass, plain, spelled } from "./numbers.mjs";
import { phrase } from "./phrases.mjs";
import { several } from "./plurals.mjs";

const COUNT_DIGITS = 15;
// A longer amount is the result of a calculation: its digits are not for reading.
const WRITTEN_BY_HAND = 16;
// Nor is an exponent: 1e6 t.
const EXPONENT = /^[\d.,]+[eE]/;

export function nameOf(q, language) {
  const told = oneOf(q, language);
  const isUnread = told.length > WRITTEN_BY_HAND || EXPONENT.test(told);
  if (q.figure === "given" && central(q) && isUnread) return written(central(q), q, language);
  return q.times ? several(countOf(q, language), told, language).join("") : told;
}

export const oneOf = (q, language) => q[`name_${language}`];
export const countOf = (q, language) => spelled(q.times, COUNT_DIGITS, language, plain);

// The name of an annual figure without its year; null if it does not end in one.
export function withoutYear(q, language) {
  const told = nameOf(q, language);
  const ending = ` ${phrase("in_year", language, { year: q.year ?? "?" })}`;
  return q.kind === "annual" && told.endsWith(ending) ? told.slice(0, -ending.length) : null;
}

// An amount in the measure of a side, t of its gas or kWh; with `low`, a range.
export const written = (value, q, language, low = null) =>
  (q.measure === "electricity" ? energy(value, language, low) : mass(value, q.gas, language, low));

// What a side emits or uses; a range if only bounds are published.
export function massOf(q, language) {
  const known = (central(q) === null ? [lower(q), upper(q)] : [central(q)]).filter((one) => one !== null);
  return written(known.at(-1), q, language, known.length > 1 ? known[0] : null);
}
