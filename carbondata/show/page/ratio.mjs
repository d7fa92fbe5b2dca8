// How many times one quantity goes into another, with bounds: carbondata/engine/ratio.py in
// JavaScript, held against it in tests/test_page_sums.py.

import { central, upper, lower, studiesHigh, studiesLow } from "./measure.mjs";

// If studies differ by more than this factor, the answer is a range.
export const MUCH = 2;
const DIGITS = 2;

const divided = (a, b) => (a === null || !b ? null : a / b);

// The highest study on a figure's basis over the lowest; 1 if a study was named, or if it is the only one.
export function apart(q) {
  const [low, high] = [studiesLow(q), studiesHigh(q)];
  const isOpen = q.asked.isDefault && q.studies > 1;
  return !isOpen || !low || low < 0 || high === null ? 1 : high / low;
}

// Whether the only study on a figure's basis gives bounds and no central value.
export function isOneRange(q) {
  const [low, high] = [studiesLow(q), studiesHigh(q)];
  return q.asked.isDefault && q.studies === 1 && low !== null && high !== null && low < high;
}

// Whether two are the same figure, regardless of their counts.
export const isFigure = (s, r) => s.id === r.id && s.measure === r.measure && s.place === r.place;

const BOUNDS = ["emissions_t", "energy_kwh", "studies_t", "studies_kwh"].flatMap((one) => [`${one}_low`, `${one}_high`]);
// The figure alone, without the bounds of its own or of its studies.
export const withoutBounds = (q) => ({ ...q, ...Object.fromEntries(BOUNDS.map((one) => [one, null])) });

// The bounds of a figure, in t or kWh, and where they come from: published, grid, studies; or null.
export function bounds(q) {
  const own = { low: lower(q), high: upper(q), what: q.factor === null ? "published" : "grid" };
  const [middle, least, most] = [central(q), studiesLow(q), studiesHigh(q)];
  const hasOwn = own.low !== null || own.high !== null;
  const several = q.asked.isDefault && q.studies > 1 && least !== null;
  const isWider = q.factor !== null && middle !== null
    && most - least > (own.high ?? middle) - (own.low ?? middle);
  if (several && (!hasOwn || apart(q) > MUCH || isWider)) return { low: least, high: most, what: "studies" };
  return hasOwn ? own : { low: null, high: null, what: null };
}

// A side's low, middle and high, in t or in kWh.
function spans(q, byEnergy) {
  const { low, high, what } = bounds(q);
  if (!byEnergy) return [low, central(q), high];
  if (what !== "studies" || !q.emissions_t) return [q.energy_kwh_low, q.energy_kwh, q.energy_kwh_high];
  const kwhPerT = q.energy_kwh / q.emissions_t;
  return [low && low * kwhPerT, q.energy_kwh, high && high * kwhPerT];
}

// If both sides use the same grid factor row, it cancels; two measures have no ratio. A figure over
// itself is exact, however uncertain it is.
export function ratioOf(s, r) {
  if (isFigure(s, r)) return { low: null, central: (s.times || 1) / (r.times || 1), high: null };
  if (s.measure !== r.measure) return { low: null, central: null, high: null };
  const byEnergy = s.factor !== null && s.factor === r.factor;
  const [[sl, sc, sh], [rl, rc, rh]] = [spans(s, byEnergy), spans(r, byEnergy)];
  // A reference that may be zero gives no upper bound.
  const bounded = (rl ?? rc) > 0;
  return {
    low: sl !== null || rh !== null ? divided(sl ?? sc, rh ?? rc) : null,
    central: divided(sc, rc),
    high: bounded && (sh !== null || rl !== null) ? divided(sh ?? sc, rl ?? rc) : null,
  };
}

// A year is 365.25 days.
function inTime(years) {
  if (years >= 1) return { value: years, unit: "year" };
  if (years * 365.25 >= 2) return { value: years * 365.25, unit: "day" };
  if (years * 8766 >= 1) return { value: years * 8766, unit: "hour" };
  if (years * 525960 >= 1) return { value: years * 525960, unit: "minute" };
  return { value: years * 31557600, unit: "second" };
}

function inUnit(ratio, s, r) {
  if (r.kind === "annual" && s.kind !== "annual") return inTime(ratio);
  // Less than one of it is a part of its emissions, not a count: 0.3 flights.
  if (r.kind === "unit" && r.times === null && ratio >= 1) return { value: ratio, unit: "count" };
  return ratio < 1 ? { value: 100 * ratio, unit: "percent" } : { value: ratio, unit: "times" };
}

// The reading of a ratio; if only bounds are published, the upper one, with the lower as `low`.
export function readingOf(ratio, s, r) {
  const read = ratio.central ?? ratio.high ?? ratio.low;
  if (read === null) return null;
  const found = { ...inUnit(read, s, r), digits: DIGITS, low: null };
  const between = ratio.central === null && ratio.low !== null && Boolean(ratio.high);
  return between ? { ...found, low: (found.value * ratio.low) / ratio.high } : found;
}

// The ratio of two energies, for the rule of two mixes.
export const energies = (s, r) => divided(s.energy_kwh, r.energy_kwh);
