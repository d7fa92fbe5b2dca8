// Numbers, masses and readings as English and French write them: text/numbers.py in JavaScript.

export const NARROW = "\u202f";
export const NO_BREAK = "\u00a0";
const MASS_DIGITS = 3;
export const TO = { en: " to ", fr: " à " };
const MASSES = [[1e9, "Gt"], [1e6, "Mt"], [1, "t"], [1e-3, "kg"], [1e-6, "g"]];
const ENERGIES = [[1e9, "TWh"], [1e6, "GWh"], [1e3, "MWh"], [1, "kWh"], [1e-3, "Wh"]];
const TIMES_FR = {
  year: ["an", "ans"], day: ["jour", "jours"], hour: ["heure", "heures"],
  minute: ["minute", "minutes"], second: ["seconde", "secondes"],
};

// A name that begins with one of what is counted, and goes on with what it is of.
const ONE = {
  en: /^one ([\p{L}\p{N}_]+)(?= (?:at|by|in|of|on) )/u,
  fr: /^une? ([\p{L}\p{N}_]+)(?= (?:à |d'|dans |de |en |sur ))/u,
};
// What forms its plural otherwise than with an s.
const IRREGULAR = /(?:al|au|eu|s|x|y|z)$/;

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

export function energy(kwh, language) {
  const [scale, unit] = ENERGIES.find(([least]) => Math.abs(kwh) >= least) ?? ENERGIES.at(-1);
  return `${plain(kwh / scale, MASS_DIGITS, language)}${language === "en" ? " " : NO_BREAK}${unit}`;
}

export function mass(tonnes, gas, language) {
  const [scale, unit] = MASSES.find(([least]) => Math.abs(tonnes) >= least) ?? MASSES.at(-1);
  const amount = plain(tonnes / scale, MASS_DIGITS, language);
  if (language === "en") return `${amount} ${unit}${gas ? ` ${gas}` : ""}`;
  const words = { CO2e: `${NO_BREAK}éq.${NO_BREAK}CO₂`, CO2: " de CO₂" };
  return `${amount}${NO_BREAK}${unit}${words[gas] ?? ""}`;
}

// A reading: 2.6 minutes, 5.0, 12%, 3.1 times; from one bound to the other where these are all.
export function read({ value, unit, digits, low = null }, language) {
  const text = [low, value].filter((one) => one !== null)
    .map((one) => number(one, digits, language)).join(TO[language]);
  const english = language === "en";
  if (unit === "count") return text;
  if (unit === "percent") return english ? `${text}%` : `${text}${NARROW}%`;
  if (unit === "times") return english ? `${text} times` : `${text}${NO_BREAK}fois`;
  if (english) return `${text} ${unit}${isOne(text, language) ? "" : "s"}`;
  return `${text}${NO_BREAK}${TIMES_FR[unit][isOne(text, language) ? 0 : 1]}`;
}

// French counts 1.9 as one, English does not.
const isOne = (text, language) =>
  (language === "en" ? text === "1" : Math.abs(valueOf(text, language)) < 2);

function valueOf(text, language) {
  const last = text.split(TO[language]).at(-1);
  return Number(language === "en" ? last.replaceAll(",", "") : last.replaceAll(NARROW, "").replace(",", "."));
}

// What a thing is counted in, where its name begins with one of it and says of what.
function counted(name, language) {
  const unit = ONE[language].exec(name)?.[1] ?? null;
  return unit === null || IRREGULAR.test(unit) ? null : unit;
}

// Whether a number of a thing takes the plural, as `several` writes it.
export const isSeveral = (text, name, language) =>
  valueOf(text, language) >= 1 && !isOne(text, language) && counted(name, language) !== null;

// A number of a thing, in two parts; less than one of it is a part, not several.
export function several(text, name, language) {
  const [space, times] = language === "en" ? [" ", "times"] : [NO_BREAK, "fois"];
  const unit = counted(name, language);
  if (unit === null || valueOf(text, language) < 1) return [`${text}${space}${times}`, ` ${name}`];
  const units = `${unit}${isOne(text, language) ? "" : "s"}`;
  return [`${text}${space}${units}`, name.slice(name.indexOf(` ${unit}`) + unit.length + 1)];
}

// What a source says, between quotation marks.
export const quoted = (text, language) =>
  (language === "en" ? `“${text}”` : `«${NO_BREAK}${text}${NO_BREAK}»`);

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

// The French "de" before a phrase with its article: du Canada, des États-Unis, d'Israël.
export function of(phrase) {
  if (phrase.startsWith("le ")) return `du ${phrase.slice(3)}`;
  if (phrase.startsWith("les ")) return `des ${phrase.slice(4)}`;
  // The h of Haïti is mute; that of other names is not.
  return /^(?:[AEIOUYÉÎaeiouéî]|Haïti)/.test(phrase) ? `d'${phrase}` : `de ${phrase}`;
}
