// Numbers, masses and readings as English and French write them: text/numbers.py in JavaScript.

import { SIGNS, phrase } from "./phrases.mjs";
import { isOne } from "./plurals.mjs";
import { typeset } from "./typeset.mjs";

const MASS_DIGITS = 3;
const MASSES = [[1e9, "Gt"], [1e6, "Mt"], [1, "t"], [1e-3, "kg"], [1e-6, "g"]];
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

// Of the digits that name a number: those of its binary value may be 9.99… where it is 10.
const magnitude = (value) => Number(value.toExponential().split("e")[1]);

export function number(value, digits, language) {
  if (value === 0) return "0";
  const rounded = significant(value, digits);
  const decimals = Math.max(0, digits - 1 - magnitude(rounded));
  const [whole, part] = rounded.toFixed(Math.min(decimals, 100)).split(".");
  const { point, thousands } = SIGNS[language];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return part ? `${grouped}${point}${part}` : grouped;
}

// The same without zeros that say nothing.
export function plain(value, digits, language) {
  const text = number(value, digits, language);
  const { point } = SIGNS[language];
  const at = text.lastIndexOf(point);
  if (at < 0) return text;
  const decimals = text.slice(at + 1).replace(/0+$/, "");
  return text.slice(0, at) + (decimals ? point + decimals : "");
}

export function energy(kwh, language) {
  const [scale, unit] = ENERGIES.find(([least]) => Math.abs(kwh) >= least) ?? ENERGIES.at(-1);
  return `${plain(kwh / scale, MASS_DIGITS, language)}${SIGNS[language].space}${unit}`;
}

export function mass(tonnes, gas, language) {
  const [scale, unit] = MASSES.find(([least]) => Math.abs(tonnes) >= least) ?? MASSES.at(-1);
  const amount = `${plain(tonnes / scale, MASS_DIGITS, language)}${SIGNS[language].space}${unit}`;
  return gas ? typeset(phrase(`gas.${gas}`, language, { amount }), language) : amount;
}

// A reading: 2.6 minutes, 5.0, 12%, 3.1 times; from one bound to the other where these are all.
export function read({ value, unit, digits, low = null }, language) {
  const { space, percent } = SIGNS[language];
  let text = number(value, digits, language);
  const one = isOne(text, language);
  if (low !== null) text = phrase("range.to", language, { low: number(low, digits, language), high: text });
  if (unit === "count") return text;
  if (unit === "percent") return `${text}${percent}`;
  const key = unit === "times" ? unit : `${unit}.${one ? "one" : "many"}`;
  return `${text}${space}${phrase(`unit.${key}`, language)}`;
}
