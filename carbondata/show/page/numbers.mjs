// Numbers, masses and readings as English and French write them: text/numbers.py in JavaScript.

import { WORDLESS, manyOf } from "./grammar.mjs";
import { SIGNS, phrase } from "./phrases.mjs";
import { isOne } from "./plurals.mjs";
import { typeset } from "./typeset.mjs";

const MASS_DIGITS = 3;
const MASSES = [[1e9, "Gt"], [1e6, "Mt"], [1, "t"], [1e-3, "kg"], [1e-6, "g"]];
// From a million on, and below a ten thousandth, numbers are written in words; beyond these, as
// powers of ten.
const [MANY, MOST, FEW, TINY] = [1e6, 1e21, 1e-4, 1e-9];
const LARGE = [[1e18, "e18"], [1e15, "e15"], [1e12, "e12"], [1e9, "e9"], [1e6, "e6"]];
const PARTS = [[1e-6, "e-6"], [1e-9, "e-9"], [1e-12, "e-12"]];
const SECONDS = [[1e-3, "millisecond"], [1e-6, "microsecond"], [1e-9, "nanosecond"]];
const [SHORTEST, SHORTEST_UNIT] = [0.1, [1e-12, "picosecond"]];
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const ENERGIES = [[1e9, "TWh"], [1e6, "GWh"], [1e3, "MWh"], [1, "kWh"], [1e-3, "Wh"]];

// Rounded to so many significant digits; exactly half goes to the even digit, as in Python.
function significant(value, digits) {
  const rounded = Number(value.toPrecision(digits));
  const [mantissa, exponent] = Math.abs(value).toExponential(60).split("e");
  const all = mantissa.replace(".", "");
  const half = /^50*$/.test(all.slice(digits));
  if (!half || Number(all[digits - 1]) % 2 === 1) return rounded;
  return Math.sign(value) * Number(`${all.slice(0, digits)}e${Number(exponent) - digits + 1}`);
}

// From the shortest digits of a number: its binary value may be 9.99… for 10.
const magnitude = (value) => Number(value.toExponential().split("e")[1]);

export function number(value, digits, language) {
  if (value === 0) return "0";
  if (!(Math.abs(value) >= TINY && Math.abs(value) < MOST)) return power(value, digits, language);
  const rounded = significant(value, digits);
  const decimals = Math.max(0, digits - 1 - magnitude(rounded));
  const [whole, part] = rounded.toFixed(Math.min(decimals, 100)).split(".");
  const { point, thousands } = SIGNS[language];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return part ? `${grouped}${point}${part}` : grouped;
}

// A number without a word as a power of ten: 1.5 × 10²⁴.
function power(value, digits, language) {
  const [mantissa, exponent] = significant(value, digits).toExponential(digits - 1).split("e");
  const raised = exponent.replace("+", "").replace("-", "⁻").replace(/\d/g, (digit) => RAISED[digit]);
  return `${mantissa.replace(".", SIGNS[language].point)} × 10${raised}`;
}

// The power of ten in which a number is written, and the key of its word.
function scaleOf(value, language) {
  const large = LARGE.filter(([, key]) => !(WORDLESS[language] ?? []).includes(key));
  const from = (list, start) => {
    const [size, key] = list.find(([least]) => Math.abs(value) >= least);
    return [size, `${start}.${key}`];
  };
  if (Math.abs(value) >= MANY && Math.abs(value) < MOST) return from(large, "large");
  if (Math.abs(value) >= PARTS.at(-1)[0] && Math.abs(value) < FEW) return from(PARTS, "part");
  return [1, ""];
}

// A number as people read it: the very large and very small in words.
export function spelled(value, digits, language, write = number) {
  const [size, key] = scaleOf(value, language);
  const n = write(value / size, digits, language);
  return key ? phrase(`${key}.${isOne(n, language) ? "one" : "many"}`, language, { n }) : n;
}

// The divisor of a reading, the key of the word for it, and the unit.
export function scaleOfReading({ value, unit }, language) {
  if (unit === "second" && Math.abs(value) < SHORTEST) {
    const [size, shorter] = SECONDS.find(([least]) => Math.abs(value) >= least) ?? SHORTEST_UNIT;
    return [size, "", shorter];
  }
  if (unit === "percent") {
    const [size, key] = Math.abs(value) < FEW ? scaleOf(value / 100, language) : [1, ""];
    return key ? [size * 100, key, unit] : [1, "", unit];
  }
  return [...scaleOf(value, language), unit];
}

// The same without trailing zeros.
export function plain(value, digits, language) {
  const text = number(value, digits, language);
  const { point } = SIGNS[language];
  const at = text.lastIndexOf(point);
  if (at < 0 || text.includes("×")) return text;
  const decimals = text.slice(at + 1).replace(/0+$/, "");
  return text.slice(0, at) + (decimals ? point + decimals : "");
}

// An amount in the largest unit of which there is at least one; a range in one unit.
function inUnit(value, low, units, language) {
  const [scale, unit] = units.find(([least]) => Math.abs(value) >= least) ?? units.at(-1);
  let text = plain(value / scale, MASS_DIGITS, language);
  if (low !== null) text = phrase("range.between", language, { low: plain(low / scale, MASS_DIGITS, language), high: text });
  return `${text}${SIGNS[language].space}${unit}`;
}

export const energy = (kwh, language, low = null) => inUnit(kwh, low, ENERGIES, language);

export function mass(tonnes, gas, language, low = null) {
  const amount = inUnit(tonnes, low, MASSES, language);
  return gas ? typeset(phrase(`gas.${gas}`, language, { amount }), language) : amount;
}

// A value in the scale of a reading, with the word for many or the percent sign, without its unit.
export function onScale(value, reading, language) {
  const [size, key, unit] = scaleOfReading(reading, language);
  if (key.startsWith("large.") && Math.abs(value) < size) return spelled(value, reading.digits, language);
  const n = number(value / size, reading.digits, language);
  if (key) return phrase(`${key}.${isOne(n, language) ? "one" : "many"}`, language, { n });
  return unit === "percent" ? `${n}${SIGNS[language].percent}` : n;
}

// A reading: 2.6 minutes, 5.0, 12%, 3.1 times; a range if only bounds are published.
export function read(reading, language) {
  const { value, digits, low = null } = reading;
  const [size, key, unit] = scaleOfReading(reading, language);
  const high = onScale(value, reading, language);
  const ending = isOne(number(value / size, digits, language), language) ? "one" : "many";
  const text = low === null
    ? high
    : phrase("range.between", language, { low: onScale(low, reading, language), high });
  if (["count", "percent"].includes(unit) || key.startsWith("part.")) return text;
  const named = phrase(unit === "times" ? "unit.times" : `unit.${unit}.${ending}`, language);
  return key ? manyOf(text, named, language) : `${text}${SIGNS[language].space}${named}`;
}
