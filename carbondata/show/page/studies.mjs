// The studies of a figure: all of them, and those that no longer stand, as in
// carbondata/engine/studies.py.

import { central, studiesHigh, studiesLow } from "./measure.mjs";
import { counted, every } from "./operands.mjs";

const OWN = ["territorial", "consumption", "market"];
const STAGES = { operational: "use", use_phase: "use", operational_embodied: "life_cycle" };

const stage = (boundary) => STAGES[boundary] ?? boundary;
const accounting = (q) => (OWN.includes(q.accounting) ? q.accounting : "none");

// What makes figures rivals: they count the same thing in the same year.
export const basisOf = (q) => JSON.stringify([
  q.kind === "annual" ? q.year : 0, q.measure, q.gas ?? "unstated", stage(q.boundary) ?? "unstated",
  accounting(q), q.forcing ?? "none", q.land_use ?? "none", q.flow ?? "none",
]);

// Whether a figure once stood and no longer does; an older edition of a thing is not another
// opinion. A figure within a tenth of the standing studies adds nothing.
function isContested(q) {
  const believed = q.verified && q.scenario === null && q.as_if === null && (q.counts ?? "whole") === "whole";
  const not = ["disputed", "corrected"].includes(q.status) || (q.status === "superseded" && q.kind !== "unit");
  const [value, low, high] = [central(q), studiesLow(q), studiesHigh(q)];
  if (!believed || !not || value === null || low === null) return false;
  return value < low / 1.1 || value > high * 1.1;
}

// The corrected, superseded and disputed figures beside one, the largest first.
export function contested(known, q) {
  if (!(q.asked.isDefault && q.contested)) return [];
  return known.rowsOf(q.subject)
    .filter((one) => isContested(one) && one.gas === q.gas && basisOf(one) === basisOf(q))
    .sort((x, y) => central(y) - central(x) || (x.source_id < y.source_id ? -1 : 1))
    .map((one) => ({ ...counted(known, one, q.times), type_id: one.type_id }));
}

const SAME = ["source_id", "year", "row_id", "measure", "figure", "gas", "gwp", "boundary", "accounting",
  "land_use", "forcing", "scope"];

// The figures that an operand may mean: the one taken first, then in the order of their places.
export function studies(known, given, taken) {
  const isTaken = (q) => SAME.every((name) => q[name] === taken[name]);
  return every(known, given)
    .map((q) => ({ q, isTaken: isTaken(q) }))
    .sort((x, y) => y.isTaken - x.isTaken || (y.q.year ?? 0) - (x.q.year ?? 0)
      || (x.q.measure !== taken.measure) - (y.q.measure !== taken.measure)
      || (x.q.place ?? 1) - (y.q.place ?? 1));
}

// The figures of the same subject and year in one measure, on every basis; none for what was typed.
export function rivals(known, q) {
  if (q.figure === "given" || q.factor_source && q.id.includes(" ")) return [];
  return studies(known, `${q.times ? `${q.times}*` : ""}${q.id}:measure=${q.measure}`, q);
}
