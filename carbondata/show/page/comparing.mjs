// The comparison: the choice and the ratio of carbondata/engine in JavaScript, held against it in
// tests/test_page_sums.py; what two types mean for each other comes as data.

import { operand } from "./operands.mjs";

const LAND_USE = ["excluded", "excluded_with_agriculture", "included"];
const VERDICTS = ["ok", "note", "caution", "refuse"];

export const severity = (outcome) => VERDICTS.indexOf(outcome);
const differ = (a, b) => a !== null && b !== null && a !== b;
const uses = (known, q) => known.type(q).boundary === "use";

// Smaller is preferred, entry by entry; what is null comes last. `own` is the other side, or null.
function preference(known, q, own) {
  return [
    !q.verified, q.scenario !== null,
    q.kind === "annual" && differ(q.year, own?.year ?? null),
    q.kind === "annual" ? -q.year : 0,
    q.figure !== "published", q.emissions_t === null, q.status !== "current", differ(q.gas, own?.gas ?? null),
    q.land_use === null ? 0 : LAND_USE.indexOf(q.land_use) + 1,
    ["market", "consumption"].includes(q.accounting),
    own !== null && uses(known, q) !== uses(known, own),
    differ(q.gwp, own?.gwp ?? null), q.priority ?? null, q.year === null ? null : -q.year,
    q.source_id, q.row_id,
  ];
}

function before(a, b) {
  for (let at = 0; at < a.length; at += 1) {
    if (a[at] !== b[at]) {
      if (a[at] === null || b[at] === null) return a[at] === null ? 1 : -1;
      return a[at] < b[at] ? -1 : 1;
    }
  }
  return 0;
}

// The row that is preferred; null of none.
const best = (known, rows, own) => rows
  .map((row) => ({ row, wanted: preference(known, row, own) }))
  .reduce((one, other) => (one && before(one.wanted, other.wanted) <= 0 ? one : other), null)?.row ?? null;

export const pick = (known, given) => best(known, known.bases(given), null);

const divided = (a, b) => (a === null || !b ? null : a / b);

function ratioOf(s, r) {
  const same = s.factor !== null && s.factor === r.factor;
  const energy = same || (s.measure === "energy" && r.measure === "energy");
  const name = energy ? "energy_kwh" : "emissions_t";
  const [sl, sc, sh] = [s[`${name}_low`], s[name], s[`${name}_high`]];
  const [rl, rc, rh] = [r[`${name}_low`], r[name], r[`${name}_high`]];
  // A reference that may be nothing sets no upper bound.
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

function reading(ratio, s, r) {
  if (r.kind === "annual" && s.kind !== "annual") return inTime(ratio);
  if (r.kind === "unit" && r.times === null) return { value: ratio, unit: "count" };
  return ratio < 1 ? { value: 100 * ratio, unit: "percent" } : { value: ratio, unit: "times" };
}

// Where nobody published the middle, the upper bound is read, and told with the lower one.
function told(ratio, s, r) {
  const read = ratio.central ?? ratio.high ?? ratio.low;
  if (read === null) return null;
  const found = { ...reading(read, s, r), digits: digits(ratio), low: null };
  const between = ratio.central === null && ratio.low !== null && Boolean(ratio.high);
  return between ? { ...found, low: (found.value * ratio.low) / ratio.high } : found;
}

// Two digits where there are no bounds, one where they are wide.
const digits = ({ low, central, high }) =>
  low !== null && central !== null && high !== null && (high - low) / 2 > 0.3 * Math.abs(central) ? 1 : 2;

function yearsApart(s, r) {
  if (s.year === null || r.year === null || s.year === r.year) return null;
  if (Math.abs(s.year - r.year) > 5) return "many_years";
  return s.kind !== "unit" && r.kind !== "unit" ? "some_years" : null;
}

// The rules that depend on the two figures themselves, each with its side.
function ofPair(known, s, r) {
  const apart = yearsApart(s, r);
  return Object.values(known.rules).filter((rule) => rule.judges === "pair").flatMap(({ rule, dimension, a }) => {
    if (dimension === "period") return a === apart ? [[rule, "both"]] : [];
    if (dimension !== "year" || a !== "open") return [];
    return [["subject", s], ["reference", r]].filter(([, q]) => q.is_open).map(([side]) => [rule, side]);
  });
}

function reasons(known, s, r) {
  return [...known.rulesOf(s, r), ...ofPair(known, s, r)]
    .map(([rule, side]) => ({ ...known.rules[rule], side }))
    .sort((x, y) => before(
      [-severity(x.outcome), x.dimension, x.side],
      [-severity(y.outcome), y.dimension, y.side],
    ));
}

// compare(...): null where an operand means nothing, or where there is nothing to divide by.
export function compare(known, one, other) {
  const subject = pick(known, one);
  const reference = subject && best(known, known.bases(other), subject);
  if (!reference) return null;
  const figure = reference.emissions_t ?? reference.emissions_t_low ?? reference.energy_kwh ?? 0;
  if (figure <= 0) return null;
  const why = reasons(known, subject, reference);
  const verdict = VERDICTS[Math.max(0, ...why.map((reason) => severity(reason.outcome)))];
  const refused = verdict === "refuse";
  const ratio = refused ? { low: null, central: null, high: null } : ratioOf(subject, reference);
  return {
    subject, reference, ratio, verdict, refused, reasons: why,
    reading: told(ratio, subject, reference),
  };
}

// The figures that operands may mean, the one taken first, then the largest.
export function studies(known, operands, taken) {
  const size = (q) => q.emissions_t ?? -1;
  return operands.flatMap((given) => known.bases(given))
    .map((q) => ({ q, why: whyNot(q, taken) }))
    .sort((x, y) => before(
      [x.why !== "taken", -size(x.q), x.q.source_id],
      [y.why !== "taken", -size(y.q), y.q.source_id],
    ));
}

const SAME = ["source_id", "year", "row_id", "figure", "gas", "gwp", "boundary", "accounting",
  "land_use", "forcing", "scope"];

function whyNot(q, taken) {
  if (SAME.every((name) => q[name] === taken[name])) return "taken";
  if (!q.verified) return "unseen";
  if (q.scenario !== null) return "projection";
  if (q.emissions_t === null) return "bounds_only";
  if (q.year !== taken.year) return "other_year";
  if (q.figure !== taken.figure) return q.figure;
  if (q.status !== taken.status) return q.status;
  if (["land_use", "accounting", "gas", "boundary"].some((name) => q[name] !== taken[name])) {
    return "other_basis";
  }
  return "priority";
}

// An operand on the gas and the boundary that a reader asks for, where there is a figure that was
// seen of the same year; else as it was.
export function onBasis(known, given, { gas, boundary }) {
  const plainly = pick(known, given);
  if (!plainly || operand(given).unit !== null) return given;
  const wanted = [gas && `:gas=${gas}`, boundary && `:boundary=${boundary}`].filter(Boolean);
  for (const filters of [wanted, ...wanted.map((one) => [one])]) {
    const there = pick(known, given + filters.join(""));
    const sound = there?.verified && there.scenario === null && there.emissions_t !== null;
    if (sound && there.year === plainly.year) return given + filters.join("");
  }
  return given;
}
