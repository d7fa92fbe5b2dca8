// The sides of a comparison before a figure is chosen, with what their operands leave open, as in
// carbondata/engine/sides.py.

import { anchorOf, choose, chooseMeasure, chooseYears, foremost, withYears } from "./ground.mjs";
import { UNASKED } from "./asked.mjs";
import { counted, held, isCounted, made, operand } from "./operands.mjs";
import { yearsByMeasure } from "./tables.mjs";

// What an operand may mean: its figures, or null while they are still the preferred studies of `name`
// in one of the open years, by measure. Null if it means nothing.
function sideOf(known, given) {
  const side = read(known, given);
  return side && withYears({ openYears: {}, measure: null, isAlone: false, ...side });
}

function read(known, given) {
  const o = operand(given);
  if (!o.sound) return null;
  if (o.unit !== null || o.area !== null) {
    const figures = made(known, o);
    return figures.length ? { o, name: null, year: null, figures } : null;
  }
  const name = known.meaning(o.name);
  if (name === null || !isCounted(o)) return null;
  // A thing or a training has one study for all years: a named year selects its rows.
  const annual = known.kindOf(name.subject) === "annual";
  if (name.rowId === null && o.bare && (annual || o.year === null)) return leftOpen(known, o, name, annual);
  return picked(known, o, name);
}

function leftOpen(known, o, name, annual) {
  if (annual && o.year === null) {
    const openYears = known.openYearsOf(name.subject);
    return Object.keys(openYears).length ? { o, name, year: null, figures: null, openYears } : null;
  }
  const figures = preferred(known, { o, name, openYears: {} }, annual ? o.year : null);
  return figures.length ? { o, name, year: o.year, figures } : null;
}

function picked(known, o, name) {
  let figures = held(known, o, name);
  if (!figures.length) return null;
  const own = figures.filter((one) => one.preferred);
  // The id of a row names its own figure, in each measure; asking for a basis leaves the study open.
  if (name.rowId !== null && !o.filters.length) {
    const measures = [...new Set(figures.map((one) => one.measure))];
    figures = measures.map((measure) => foremost(figures.filter((one) => one.measure === measure)));
  }
  else if (name.rowId === null && o.source === null && own.length) {
    figures = own.map((one) => ({ ...one, asked: { ...one.asked, isDefault: true } }));
  }
  return { o, name, year: o.year, figures, openYears: yearsByMeasure(figures.filter((one) => one.asked.isOpen)) };
}

// The preferred studies of a side, in its year if it has one.
function preferred(known, { o, name, openYears }, year) {
  const isOpen = Object.keys(openYears).length > 0;
  const asked = { ...UNASKED, isOpen, isDefault: true, name };
  return known.rowsOf(name.subject)
    .filter((one) => one.preferred && (one.kind === "annual" ? one.year === year : year === null))
    .map((one) => counted(known, { ...one, asked }, o.count));
}

// Whether an open year of a nation would be one that the page leaves out.
const isBefore = (known, side, anchor) =>
  side !== null && side.years.length > 0 && side.name.subject in known.areas
  && anchor !== null && anchor < known.since;

// The figures that a side may take in its year and measure.
const taken = (known, side, year, namedYear) => (side.figures ?? preferred(known, side, year))
  .filter((one) => (!side.years.length || one.year === year) && [one.measure, null].includes(side.measure))
  .map((one) => ({ ...one, asked: {
    ...one.asked, namedYear, newestYear: side.years.length ? Math.max(...side.years) : null,
    isAlone: side.isAlone && one.figure !== "given",
  } }));

// pick(...): the figure of each operand, the first compared with the others; null for operands that
// mean nothing, and for all if the first does.
export function pick(known, ...operands) {
  const read = operands.map((given) => sideOf(known, given));
  const anchor = anchorOf(read.filter((side) => side !== null));
  const sides = read.map((side) => (isBefore(known, side, anchor) ? null : side));
  const at = sides.flatMap((side, place) => (side === null ? [] : [place]));
  if (sides[0] === null) return operands.map(() => null);
  const meant = chooseMeasure(at.map((place) => sides[place]));
  const years = chooseYears(meant);
  const named = anchorOf(meant);
  const found = choose(meant.map((side, of) => taken(known, side, years[of], named)));
  return sides.map((side, place) => (side === null ? null : found[at.indexOf(place)]));
}
