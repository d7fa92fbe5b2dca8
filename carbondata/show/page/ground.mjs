// Which figure each side takes: years that meet, then the first basis that the sides share, as
// carbondata/engine/ground.py chooses.

// The measures a side has.
const measuresOf = ({ figures, openYears }) =>
  (figures === null ? Object.keys(openYears) : figures.map((one) => one.measure));

// Each side in one measure: the one that most sides have, emissions if tied. A side without it is
// left unchanged.
export function chooseMeasure(sides) {
  const own = sides.map(measuresOf);
  const count = (measure) => own.filter((measures) => measures.includes(measure)).length;
  const [taken] = [...new Set(own[0])].sort((one, other) =>
    count(other) - count(one) || (other === "emissions") - (one === "emissions"));
  const isLacking = taken === "electricity" && count(taken) > 1;
  return sides.map((side, at) => {
    if (!own[at].includes(taken)) return side;
    const figures = side.figures && side.figures.filter((one) => one.measure === taken);
    const isAlone = isLacking && !own[at].includes("emissions");
    return withYears({ ...side, measure: taken, figures, isAlone });
  });
}

// The years that a side leaves open in its measure, or in any before one is chosen.
export function withYears(side) {
  const years = Object.entries(side.openYears)
    .flatMap(([measure, own]) => (side.measure === null || side.measure === measure ? own : []));
  return { ...side, years: [...new Set(years)] };
}

// The year for a side that leaves it open: that of an event, or one that is named.
export function anchorOf(sides) {
  const fixed = sides.map(fixedYear);
  return fixed[0] ?? newest(fixed.slice(1).filter((year) => year !== null));
}

// The year of each side; null if it has none to choose. An open year is the other side's, if it
// exists; else the newest that all open sides have.
export function chooseYears(sides) {
  const anchor = anchorOf(sides);
  const isLoose = ({ years }) => years.length > 0 && !years.includes(anchor);
  const loose = sides.filter(isLoose).map(({ years }) => years);
  const shared = loose.length ? loose.reduce((all, own) => all.filter((year) => own.includes(year))) : [];
  return sides.map((side) => {
    if (!side.years.length) return side.year;
    return isLoose(side) ? newest(shared.length ? shared : side.years) : anchor;
  });
}

const newest = (years) => (years.length ? Math.max(...years) : null);

// The year of an event, or one that is named; a thing has none.
function fixedYear({ years, figures, year }) {
  if (years.length) return null;
  if (!figures) return year;
  const leading = first(figures);
  return leading.kind === "unit" ? null : leading.year;
}

// A figure for each side, the subject first: on the first ground that most sides share, the others
// at their headline, in the gas of an amount beside them if that states one.
export function choose(found) {
  const grounds = found.map(byGround);
  const count = (ground) => grounds.filter((own) => own.has(ground)).length;
  const shared = [...grounds[0].keys()].filter((ground) => count(ground) > 1)
    .sort((one, other) => count(other) - count(one) || one - other);
  const gases = found.flat().filter((one) => one.figure === "given" && one.gas !== null).map((one) => one.gas);
  return found.map((figures, at) => {
    const headline = first(figures);
    const ofGas = figures.filter((one) => gases.includes(one.gas));
    const taken = grounds[at].get(shared[0]) ?? (ofGas.length ? first(ofGas) : headline);
    if (taken === headline || !taken.asked.isDefault) return taken;
    return { ...taken, asked: { ...taken.asked, headline } };
  });
}

function byGround(figures) {
  const found = new Map();
  for (const one of figures) {
    if (one.ground !== null && !(place(found.get(one.ground)) <= place(one))) found.set(one.ground, one);
  }
  return found;
}

const place = (q) => q && (q.place ?? 1);

// The figures of a named source are in the order of its own bases, regardless of preferences.
const order = (q) => (q.asked?.isDefault ? 0 : (q.eligible ? 0 : 99) + (q.ground ?? 99));

// The headline figure: the first in the order of all studies.
export const first = (figures) => figures.reduce((one, other) => (
  (order(other) - order(one) || place(other) - place(one)) < 0 ? other : one));
export const foremost = (figures) =>
  figures.reduce((one, other) => (place(other) < place(one) ? other : one));
