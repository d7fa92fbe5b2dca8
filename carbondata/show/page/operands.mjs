// Operands: one side of a comparison as written, parsed as in carbondata/engine/operands.py.
//   [COUNT*]NAME[@YEAR][#SOURCE][:column=value ...]     NUMBER UNIT [CO2|CO2e] [@AREA@YEAR]

import { UNASKED } from "./asked.mjs";
import { frenchOf } from "./grammar.mjs";
import { NO_BREAK } from "./typeset.mjs";

const NUMBER = "(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?";
const READ = {
  amount: new RegExp(`^(${NUMBER}) *[A-Za-z]+`),
  unit: new RegExp(`^${NUMBER} *([A-Za-z]+)(?: +CO2e?)?(?:@|$)`),
  gas: /^[0-9.]+[^@]* (CO2e?)(?:@|$)/,
  count: new RegExp(`^(${NUMBER}) *[*×]`),
  name: new RegExp(`^(?:${NUMBER} *[*×])?([^@#:]+)`),
  area: /@(\p{L}[^@#:]*)/u,
  year: /@([0-9]+)(?:[#:]|$)/,
  source: /#([^@#:]+)/,
};
const WHOLE = new RegExp(
  `^(?:${NUMBER} *[*×] *)?[^@#:*×]+`
  + "(@\\p{L}[^@#:]*)?(@[0-9]{4})?(#[^@#:]+)?(:[a-z_]+=[^:@#]+)*$",
  "u",
);

const asNumber = (text) => (text === null || Number.isNaN(Number(text)) ? null : Number(text));

export function operand(given) {
  const text = given.trim();
  const parts = Object.fromEntries(
    Object.entries(READ).map(([part, pattern]) => [part, pattern.exec(text)?.[1] ?? null]),
  );
  const filters = [...text.matchAll(/:([a-z_]+)=([^:@#]+)/g)].map(([, name, word]) => [name, word]);
  return {
    ...parts,
    text,
    amount: asNumber(parts.amount),
    count: asNumber(parts.count),
    name: parts.name?.trim() ?? "",
    year: asNumber(parts.year),
    filters,
    // Whether it selects neither a source nor a column.
    bare: parts.source === null && !filters.length,
    sound: WHOLE.test(text),
  };
}

// Below a number that no real amount is near, and above its inverse.
export const inReach = (x) => x !== null && x > 1 / 1e18 && x < 1e18;
const french = (text) =>
  text.replaceAll(".", ",").replaceAll("CO2e", "éq. CO₂").replaceAll("CO2", "de CO₂").replaceAll(" ", NO_BREAK);

const SCALED = [
  "emissions_t_low", "emissions_t", "emissions_t_high", "energy_kwh_low", "energy_kwh", "energy_kwh_high",
  "standing_t", "studies_t_low", "studies_t_high", "standing_kwh", "studies_kwh_low", "studies_kwh_high",
];

// A multiple of a quantity; null leaves it unchanged.
export function counted(known, row, count) {
  if (count === null) return row;
  const scaled = SCALED.map((name) => [name, row[name] === null ? null : row[name] * count]);
  return { ...row, ...Object.fromEntries(scaled), times: count, type_id: known.countedType(row.type_id) };
}

// Whether a quantity matches a filter, in its type or in its own column.
const TEXTS = ["scope", "scenario"];
function fits(known, row, [name, word]) {
  const ofType = known.dimensions.includes(name) ? known.type(row)[name] : null;
  if (ofType === null && !TEXTS.includes(name)) return false;
  return ofType === word || (typeof row[name] === "string" && row[name] === word);
}

// Whether an operand's count, if any, is within range.
export const isCounted = (o) => o.count === null || inReach(o.count);

// The rows that an operand may mean, of every year that it leaves open.
export function held(known, o, name) {
  // Of a copy or an older edition the page has a part only: it answers for none of it.
  if (known.editions.includes(o.source)) return [];
  const isOpen = o.year === null && name.rowId === null && known.kindOf(name.subject) === "annual";
  const asked = { ...UNASKED, isOpen, name };
  return known.rowsOf(name.subject)
    .filter((row) => name.rowId === null || row.row_id === name.rowId)
    .filter((row) => o.year === null || row.year === o.year)
    .filter((row) => o.source === null || row.source_id === o.source)
    .filter((row) => o.filters.every((filter) => fits(known, row, filter)))
    .filter((row) => !asksForGasAlone(o) || isInventory(known, row))
    .map((row) => counted(known, { ...row, asked }, o.count));
}

// Whether an operand names a gas, but not how land and farming count: then it counts as in the
// totals of inventories, with farming and without land use.
function asksForGasAlone({ source, filters }) {
  const columns = filters.map(([column]) => column);
  return source === null && columns.includes("gas") && !columns.includes("land_use");
}

const isInventory = (known, row) => !["included", "excluded_with_agriculture"]
  .some((word) => fits(known, row, ["land_use", word]));

// The rank of the common ground that a type is on; null if it is on none.
function groundOf(known, type) {
  const of = (row) => row.gas === (type.gas ?? "none") && row.boundary === (type.boundary ?? "*")
    && row.accounting === (["none", "location"].includes(type.accounting) ? "*" : type.accounting)
    && row.land_use === type.land_use && row.forcing === type.forcing;
  return known.grounds.find(of)?.rank ?? null;
}

// A quantity that no row holds, with the type of these words.
function makeUp(known, words, columns) {
  const type = { ...EVENT, ...words };
  return [{ ...columns, type_id: known.typeOf(type), ground: groundOf(known, type), studies: 1, contested: 0 }];
}

// Whole numbers below this are exact to the digit.
const EXACT = 1e15;
const plainly = (number) =>
  (/e/i.test(number) && Number.isInteger(Number(number)) && Number(number) < EXACT ? String(Number(number)) : number);

// An amount as its name has it: a space before the unit, no exponent.
const spaced = (amount) =>
  amount.replace(new RegExp(`^(${NUMBER}) *(?=[A-Za-z])`), (_, number) => `${plainly(number)} `);

function onGrid(known, o, kwh) {
  const factor = known.factor(known.areaOf()(o.area), o.year);
  if (!factor) return [];
  const [, , phraseEn, phraseFr] = known.areas[factor.area_id];
  const bound = (intensity) => (factor.studies > 1 ? (kwh * intensity) / 1e6 : null);
  const said = spaced(/^[^@]+/.exec(o.text)[0]);
  const words = {
    measure: "emissions", gas: factor.gas, gwp: factor.gwp, boundary: "use",
    electricity: factor.boundary, accounting: factor.accounting, figure: "at_grid",
  };
  return makeUp(known, words, {
    id: o.text, subject: o.text, year: factor.year, kind: "event", measure: "emissions",
    figure: "at_grid",
    name_en: `${said} of electricity on the grid of ${phraseEn} in ${factor.year}`,
    name_fr: `${french(said)} d'électricité sur le réseau ${frenchOf(phraseFr)} en ${factor.year}`,
    emissions_t_low: bound(factor.intensity_g_per_kwh_low),
    emissions_t: (kwh * factor.intensity_g_per_kwh) / 1e6,
    emissions_t_high: bound(factor.intensity_g_per_kwh_high),
    interval: factor.studies > 1 ? "study_spread" : null,
    gas: factor.gas, gwp: factor.gwp, boundary: "operational", accounting: factor.accounting,
    area_id: factor.area_id, energy_kwh: kwh, intensity_g_per_kwh: factor.intensity_g_per_kwh,
    factor: [factor.source_id, factor.area_id, factor.year, factor.boundary].join(" "),
    factor_source: factor.source_id, status: "current", verified: true,
    source_id: factor.source_id, electricity: factor.boundary,
  });
}

const EVENT = {
  accounting: "none", forcing: "none", land_use: "none", functional_unit: "event", status: "current",
  verified: "true",
};

function amounts(known, o) {
  const unit = known.units[o.unit];
  const value = unit && o.amount !== null ? o.amount * unit.factor : null;
  if (!inReach(value) || !o.bare) return [];
  if (o.gas !== null && unit.measure === "electricity") return [];
  if (unit.measure === "electricity" && o.area && o.year) return onGrid(known, o, value);
  if (o.area !== null || o.year !== null) return [];
  const emitted = unit.measure === "emissions";
  const words = { measure: unit.measure, gas: emitted ? o.gas ?? "unstated" : null, figure: "given" };
  return makeUp(known, words, {
    id: o.text, subject: o.text, year: null, kind: "event", figure: "given",
    name_en: spaced(o.text), name_fr: french(spaced(o.text)), measure: unit.measure, verified: true, status: "current",
    emissions_t: emitted ? value : null, energy_kwh: emitted ? null : value, gas: o.gas,
  });
}

// What an operand makes: an amount, or electricity on a grid.
export function made(known, o) {
  if (o.unit === null) return [];
  const nothing = Object.fromEntries(known.columns.map((name) => [name, null]));
  return amounts(known, o).map((row) => ({ ...nothing, asked: UNASKED, ...row }));
}

// every(...): every figure that an operand may mean; none if it means nothing.
export function every(known, given) {
  const o = operand(given);
  if (!o.sound) return [];
  if (o.unit !== null || o.area !== null) return made(known, o);
  const name = known.meaning(o.name);
  return name !== null && isCounted(o) ? held(known, o, name) : [];
}
