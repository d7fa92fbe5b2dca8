// The sides of a comparison before a figure is taken: what an operand leaves open, as
// carbondata/engine/sides.py reads it.

import { anchorOf, choose, chooseYears, first } from "./ground.mjs";
import { counted, held, isCounted, made, operand } from "./operands.mjs";

// What an operand may mean: its figures; null while it is for the preferred studies of `name` in
// `year`, or in one of `years`, which it leaves open. Null where it means nothing.
function sideOf(known, given) {
  const o = operand(given);
  if (!o.sound) return null;
  if (o.unit !== null || o.area !== null) {
    const figures = made(known, o);
    return figures.length ? { o, name: null, year: null, figures, years: [] } : null;
  }
  const name = known.meaning(o.name);
  if (name === null || !isCounted(o)) return null;
  // A thing and a training have one study for all years: a year that is named picks its rows.
  const annual = known.kindOf(name.subject) === "annual";
  if (name.rowId === null && o.bare && (annual || o.year === null)) return leftOpen(known, o, name, annual);
  return picked(known, o, name);
}

function leftOpen(known, o, name, annual) {
  const years = annual && o.year === null ? known.yearsOf(name.subject) : [];
  const side = { o, name, year: o.year, figures: null, years };
  if (years.length) return side;
  const figures = preferred(known, side, o.year);
  if (!figures.length) return null;
  return annual ? side : { ...side, figures };
}

function picked(known, o, name) {
  let figures = held(known, o, name);
  if (!figures.length) return null;
  const own = figures.filter((one) => one.preferred);
  // A row's own figure is what its id names: its emissions, where it has any; a basis that is asked
  // for leaves the study open.
  if (name.rowId !== null && !o.filters.length) {
    const emitted = figures.filter((one) => one.measure === "emissions");
    figures = [first(emitted.length ? emitted : figures)];
  }
  else if (name.rowId === null && o.source === null && own.length) {
    figures = own.map((one) => ({ ...one, asked: { ...one.asked, isDefault: true } }));
  }
  const years = [...new Set(figures.filter((one) => one.asked.isOpen).map((one) => one.year))];
  return { o, name, year: o.year, figures, years };
}

// The preferred studies of a side, in its year if it has one.
function preferred(known, { o, name, years }, year) {
  const asked = { isOpen: years.length > 0, isDefault: true, name, headline: null };
  return known.rowsOf(name.subject)
    .filter((one) => one.preferred && (one.kind === "annual" ? one.year === year : year === null))
    .map((one) => counted(known, { ...one, asked }, o.count));
}

// Whether a nation's year that is left open would be one of those that the page leaves out.
const isBefore = (known, side, anchor) =>
  side !== null && side.years.length > 0 && side.name.subject in known.areas
  && anchor !== null && anchor < known.since;

// pick(...): the figure of each operand, the first beside the others; null of what means nothing,
// and of all where the first does.
export function pick(known, ...operands) {
  const read = operands.map((given) => sideOf(known, given));
  const anchor = anchorOf(read.filter((side) => side !== null));
  const sides = read.map((side) => (isBefore(known, side, anchor) ? null : side));
  const meant = sides.filter((side) => side !== null);
  if (sides[0] === null) return operands.map(() => null);
  const years = chooseYears(meant);
  const found = choose(meant.map((side, at) => (side.figures ?? preferred(known, side, years[at]))
    .filter((one) => !side.years.length || one.year === years[at])));
  return sides.map((side) => (side === null ? null : found[meant.indexOf(side)]));
}
