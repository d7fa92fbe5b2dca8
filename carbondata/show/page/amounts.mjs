// The reader's own amount: its fields, the operand they form, and the fields of an operand.

import { byId, refill } from "./elements.mjs";
import { inReach, operand } from "./operands.mjs";
import { ofHours } from "./permalinks.mjs";
import { inLanguage, word } from "./words.mjs";
import { number, plain } from "./numbers.mjs";

const UNITS = ["kWh", "MWh", "GWh", "TWh", "hours", "t", "kg", "Mt", "lb"];
const ENERGY = ["Wh", "kWh", "MWh", "GWh", "TWh"];
const FIELDS = ["number", "unit", "area", "grid-year", "chip", "pue", "own-gas"];
const WATTS_DIGITS = 6;

const value = (id) => byId(id).value.trim();
const isElectric = (unit) => unit === "hours" || ENERGY.includes(unit);
// As a reader may write it: 656 347, 3,2.
const asWritten = (text) => text.replace(/[\s\u202f\u00a0]/g, "").replace(/,(?=\d+$)/, ".");

// Whether a comma could just as well separate thousands, so that the number is ambiguous.
const ambiguous = (text) => /^\d{1,3},\d{3}$/.test(text.trim());

// The digits of a positive number as the reader wrote it; null if it is not one.
export function positive(text) {
  const digits = asWritten(text);
  const sound = !ambiguous(text) && /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits);
  return sound && inReach(Number(digits)) ? digits : null;
}

let filledIn = "";

// Fill the fields in a language when they are first needed.
export function fillAmounts(known, language) {
  if (filledIn === language) return;
  filledIn = language;
  refill(byId("unit"), UNITS.map((unit) => [unit, unit === "hours" ? word("hours", language) : unit]));
  const order = new Intl.Collator(language);
  const areas = known.gridAreas
    .map((area) => [area, inLanguage(known.areas[area], language)])
    .sort((a, b) => order.compare(a[1], b[1]));
  const choose = ["", word("choose", language)];
  refill(byId("area"), [choose, ...areas]);
  refill(byId("chip"), [choose, ...known.chips.map((chip) => [chip.accelerator_id, `${chip.name} (${plain(chip.tdp_w, WATTS_DIGITS, language)} W)`])]);
  refill(byId("own-gas"), [["", word("gas_unstated", language)], ["CO2e", word("own_co2e", language)], ["CO2", word("own_co2", language)]]);
  fillYears(known, language);
}

export function fillYears(known, language) {
  const years = known.gridYears(value("area"));
  refill(byId("grid-year"), [["", word("choose", language)], ...years.map((year) => [year, year])]);
}

// Which fields the unit needs.
export function showAmounts() {
  const unit = value("unit");
  for (const one of document.querySelectorAll("[data-for]")) {
    const wanted = { energy: isElectric(unit), hours: unit === "hours", mass: !isElectric(unit) };
    one.hidden = !wanted[one.dataset.for];
  }
}

// What the fields form: {s, hours, chip, pue}, or {trouble}, a word for what is wrong.
export function readAmounts(known) {
  const unit = value("unit");
  const typed = value("number");
  const amount = positive(typed);
  if (!typed) return { trouble: "incomplete" };
  if (amount === null) return { trouble: "bad_number" };
  const place = `@${value("area")}@${value("grid-year")}`;
  if (isElectric(unit) && !(value("area") && value("grid-year"))) return { trouble: "incomplete" };
  if (unit === "hours") return readHours(known, amount, place);
  if (isElectric(unit)) return { s: `${amount} ${unit}${place}`, hours: "", chip: "", pue: "" };
  const gas = value("own-gas");
  return { s: `${amount} ${unit}${gas ? ` ${gas}` : ""}`, hours: "", chip: "", pue: "" };
}

function readHours(known, hours, place) {
  const [chip, pue] = [value("chip"), asWritten(value("pue"))];
  if (!chip) return { trouble: "incomplete" };
  if (pue !== "" && !(Number(pue) >= 1)) return { trouble: "bad_pue" };
  const kwh = ofHours(known, hours, chip, pue);
  if (kwh === null) return { trouble: "bad_number" };
  return { s: `${kwh} kWh${place}`, hours, chip, pue };
}

// Put a state's amount into the fields; false if its figure is a published one.
export function writeAmounts(known, state, language) {
  const o = operand(state.s);
  if (o.unit === null) return false;
  fillAmounts(known, language);
  const set = (id, to) => { byId(id).value = to ?? ""; };
  set("unit", state.hours ? "hours" : o.unit);
  set("number", state.hours || String(o.amount));
  set("own-gas", o.gas);
  set("area", o.area?.toUpperCase());
  fillYears(known, language);
  set("grid-year", o.year);
  set("chip", state.chip);
  set("pue", state.pue);
  showAmounts();
  return true;
}

// How GPU-hours became kWh, in words.
export function hoursTold(known, state, language) {
  if (!state.hours) return "";
  const chip = known.chips.find((one) => one.accelerator_id === state.chip);
  return word("hours_told", language, {
    hours: plain(Number(state.hours), 15, language), watts: plain(chip.tdp_w, WATTS_DIGITS, language), chip: chip.name,
    pue: state.pue ? ` × ${plain(Number(state.pue), 4, language)} (PUE)` : word("no_pue", language),
    kwh: number(operand(state.s).amount, 3, language),
  });
}

export const AMOUNT_FIELDS = FIELDS;
