// Operands: what stands for one side of a comparison, as carbondata/engine/operands.py reads it.
//   [COUNT*]NAME[@YEAR][#SOURCE][:column=value ...]     NUMBER UNIT [CO2|CO2e] [@AREA@YEAR]

import { NO_BREAK, of } from "./numbers.mjs";

const NUMBER = "(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?";
const READ = {
  amount: new RegExp(`^(${NUMBER}) *[A-Za-z]+`),
  unit: new RegExp(`^${NUMBER} *([A-Za-z]+)(?: +CO2e?)?(?:@|$)`),
  gas: /^[0-9.]+[^@]* (CO2e?)(?:@|$)/,
  count: new RegExp(`^(${NUMBER}) *[*×]`),
  name: new RegExp(`^(?:${NUMBER} *[*×])?([^@#:]+)`),
  area: /@([A-Za-z][A-Za-z0-9-]*)/,
  year: /@([0-9]+)(?:[#:]|$)/,
  source: /#([^@#:]+)/,
};
const WHOLE = new RegExp(
  `^(?:${NUMBER} *[*×] *)?[^@#:*×]+`
  + "(@[A-Za-z][A-Za-z0-9-]*)?(@[0-9]{4})?(#[^@#:]+)?(:[a-z_]+=[^:@#]+)*$",
);

const asNumber = (text) => (text === null || Number.isNaN(Number(text)) ? null : Number(text));

export function operand(given) {
  const text = given.trim();
  const parts = Object.fromEntries(
    Object.entries(READ).map(([part, pattern]) => [part, pattern.exec(text)?.[1] ?? null]),
  );
  return {
    ...parts,
    text,
    amount: asNumber(parts.amount),
    count: asNumber(parts.count),
    name: parts.name?.trim() ?? "",
    year: asNumber(parts.year),
    filters: [...text.matchAll(/:([a-z_]+)=([^:@#]+)/g)].map(([, name, word]) => [name, word]),
    sound: WHOLE.test(text),
  };
}

// Above zero, and below a number that nothing on earth comes near.
const inReach = (x) => x !== null && x > 0 && x < 1e18;
const french = (text) =>
  text.replaceAll(".", ",").replaceAll("CO2e", "éq. CO₂").replaceAll("CO2", "de CO₂").replaceAll(" ", NO_BREAK);

const AMOUNTS = ["emissions", "energy"].flatMap((one) => {
  const unit = one === "emissions" ? "t" : "kwh";
  return [`${one}_${unit}_low`, `${one}_${unit}`, `${one}_${unit}_high`];
});

function counted(known, row, count) {
  const scaled = [...AMOUNTS, "standing_t"].map((name) => [name, row[name] === null ? null : row[name] * count]);
  return { ...row, ...Object.fromEntries(scaled), times: count, type_id: known.countedType(row.type_id) };
}

// Whether a quantity is in some dimension what a filter names: in its type, or in its own column.
const TEXTS = ["scope", "scenario"];
function fits(known, row, [name, word]) {
  if (![...known.dimensions, ...TEXTS].includes(name)) return false;
  return known.type(row)[name] === word || (typeof row[name] === "string" && row[name] === word);
}

function held(known, o) {
  if (o.count !== null && !inReach(o.count)) return [];
  return known
    .named(o.name)
    .filter((row) => o.year === null || row.year === o.year)
    .filter((row) => o.source === null || row.source_id === o.source)
    .filter((row) => o.filters.every((filter) => fits(known, row, filter)))
    .map((row) => (o.count === null ? row : counted(known, row, o.count)))
    .map((row) => ({ ...row, is_open: row.kind === "annual" && o.year === null && !known.isRow(o.name) }));
}

function onGrid(known, o, kwh) {
  const factor = known.factor(o.area.toUpperCase(), o.year);
  if (!factor) return [];
  const [, , phraseEn, phraseFr] = known.areas[factor.area_id];
  const bound = (intensity) => (factor.studies > 1 ? (kwh * intensity) / 1e6 : null);
  const said = /^[^@]+/.exec(o.text)[0];
  return [{
    id: o.text, subject: o.text, year: factor.year, kind: "event", measure: "emissions",
    figure: "at_grid",
    name_en: `${said} of electricity on the grid of ${phraseEn} in ${factor.year}`,
    name_fr: `${french(said)} d'électricité sur le réseau ${of(phraseFr)} en ${factor.year}`,
    emissions_t_low: bound(factor.intensity_g_per_kwh_low),
    emissions_t: (kwh * factor.intensity_g_per_kwh) / 1e6,
    emissions_t_high: bound(factor.intensity_g_per_kwh_high),
    interval: factor.studies > 1 ? "study_spread" : null,
    gas: factor.gas, gwp: factor.gwp, boundary: "operational", accounting: factor.accounting,
    area_id: factor.area_id, energy_kwh: kwh, intensity_g_per_kwh: factor.intensity_g_per_kwh,
    factor: [factor.source_id, factor.area_id, factor.year, factor.boundary].join(" "),
    factor_source: factor.source_id, status: "current", verified: true,
    source_id: factor.source_id,
    electricity: factor.boundary,
    type_id: known.typeOf({
      ...EVENT, measure: "emissions", gas: factor.gas, gwp: factor.gwp, boundary: "use",
      electricity: factor.boundary, accounting: factor.accounting, figure: "at_grid",
    }),
  }];
}

const EVENT = {
  accounting: "none", forcing: "none", land_use: "none", functional_unit: "event", status: "current",
  verified: "true",
};

function amounts(known, o) {
  const unit = known.units[o.unit];
  const value = unit && o.amount !== null ? o.amount * unit.factor : null;
  if (!inReach(value) || o.source !== null || o.filters.length) return [];
  if (o.gas !== null && unit.measure === "energy") return [];
  if (unit.measure === "energy" && o.area && o.year) return onGrid(known, o, value);
  if (o.area !== null || o.year !== null) return [];
  return [{
    id: o.text, subject: o.text, year: null, kind: "event", figure: "given",
    name_en: o.text, name_fr: french(o.text), measure: unit.measure, verified: true, status: "current",
    emissions_t: unit.measure === "emissions" ? value : null,
    energy_kwh: unit.measure === "energy" ? value : null,
    gas: o.gas,
    type_id: known.typeOf({
      ...EVENT, measure: unit.measure, gas: unit.measure === "emissions" ? o.gas ?? "unstated" : null,
      figure: "given",
    }),
  }];
}

// bases(...): every row that an operand may mean; none where it means nothing.
export function bases(known, given) {
  const o = operand(given);
  if (!o.sound) return [];
  if (o.unit === null) return o.area === null ? held(known, o) : [];
  const nothing = Object.fromEntries(known.columns.map((name) => [name, null]));
  return amounts(known, o).map((row) => ({ ...nothing, is_open: false, ...row }));
}
