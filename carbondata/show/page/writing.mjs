// Numbers, masses and readings as English and French write them: query/writing.py in JavaScript.

export const NARROW = "\u202f";
export const NO_BREAK = "\u00a0";
const MASS_DIGITS = 3;
const MASSES = [[1e9, "Gt"], [1e6, "Mt"], [1, "t"], [1e-3, "kg"], [1e-6, "g"]];
const TIMES_FR = {
  year: ["an", "ans"], day: ["jour", "jours"], hour: ["heure", "heures"],
  minute: ["minute", "minutes"], second: ["seconde", "secondes"],
};

// Rounded to so many significant digits; exactly half goes to the even digit, as in Python.
function significant(value, digits) {
  const rounded = Number(value.toPrecision(digits));
  const [mantissa, exponent] = Math.abs(value).toExponential(60).split("e");
  const all = mantissa.replace(".", "");
  const half = /^50*$/.test(all.slice(digits));
  if (!half || Number(all[digits - 1]) % 2 === 1) return rounded;
  return Math.sign(value) * Number(`${all.slice(0, digits)}e${Number(exponent) - digits + 1}`);
}

const magnitude = (value) => Number(Math.abs(value).toExponential(15).split("e")[1]);

export function number(value, digits, language) {
  if (value === 0) return "0";
  const rounded = significant(value, digits);
  const decimals = Math.max(0, digits - 1 - magnitude(rounded));
  const [whole, part] = rounded.toFixed(Math.min(decimals, 100)).split(".");
  const french = language === "fr";
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, french ? NARROW : ",");
  return part ? `${grouped}${french ? "," : "."}${part}` : grouped;
}

// The same without zeros that say nothing.
export function plain(value, digits, language) {
  const text = number(value, digits, language);
  const point = language === "en" ? "." : ",";
  const at = text.lastIndexOf(point);
  if (at < 0 || (language === "en" && !text.includes("."))) return text;
  const decimals = text.slice(at + 1).replace(/0+$/, "");
  return text.slice(0, at) + (decimals ? point + decimals : "");
}

export function mass(tonnes, gas, language) {
  const [scale, unit] = MASSES.find(([least]) => Math.abs(tonnes) >= least) ?? MASSES.at(-1);
  const amount = plain(tonnes / scale, MASS_DIGITS, language);
  if (language === "en") return `${amount} ${unit}${gas ? ` ${gas}` : ""}`;
  const words = { CO2e: `${NO_BREAK}éq.${NO_BREAK}CO₂`, CO2: " de CO₂" };
  return `${amount}${NO_BREAK}${unit}${words[gas] ?? ""}`;
}

// A reading: 2.6 minutes, 5.0, 12%, 3.1 times.
export function read({ value, unit, digits }, language) {
  const text = number(value, digits, language);
  const english = language === "en";
  if (unit === "count") return text;
  if (unit === "percent") return english ? `${text}%` : `${text}${NARROW}%`;
  if (unit === "times") return english ? `${text} times` : `${text}${NO_BREAK}fois`;
  if (english) return `${text} ${unit}${text === "1" ? "" : "s"}`;
  // French counts 1.9 as one, English does not.
  const one = Math.abs(Number(text.replaceAll(NARROW, "").replace(",", "."))) < 2;
  return `${text}${NO_BREAK}${TIMES_FR[unit][one ? 0 : 1]}`;
}

// The spaces that French asks for before its signs, and inside its quotation marks.
export function typeset(text, language) {
  if (language === "en") return text;
  return text
    .replace(/ ([;!?%])/g, `${NARROW}$1`)
    .replaceAll(" :", `${NO_BREAK}:`)
    .replaceAll("« ", `«${NO_BREAK}`)
    .replaceAll(" »", `${NO_BREAK}»`);
}

// The French "de" before a phrase with its article: du Canada, des États-Unis, d'Israël.
export function of(phrase) {
  if (phrase.startsWith("le ")) return `du ${phrase.slice(3)}`;
  if (phrase.startsWith("les ")) return `des ${phrase.slice(4)}`;
  return /^[AEIOUYÉÎaeiouéî]/.test(phrase) ? `d'${phrase}` : `de ${phrase}`;
}
