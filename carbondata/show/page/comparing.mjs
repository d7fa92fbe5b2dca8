// The comparison: the choice, the ratio and the verdict of carbondata/engine in JavaScript, held
// against it in tests/test_page_sums.py; the rules that two types meet come as data.

import { central, lower } from "./measure.mjs";
import { operand } from "./operands.mjs";
import { MUCH, apart, isFigure, isOneRange, ratioOf, readingOf } from "./ratio.mjs";
import { pick } from "./sides.mjs";
import { contested } from "./studies.mjs";

const VERDICTS = ["ok", "note", "caution", "refuse"];
const MANY_YEARS = 5;
// Studies that differ by less agree.
const SOME = 1.1;

export const severity = (outcome) => VERDICTS.indexOf(outcome);

function yearsApart(s, r) {
  if (s.year === null || r.year === null || s.year === r.year) return null;
  if (Math.abs(s.year - r.year) > MANY_YEARS) return "many_years";
  return s.kind !== "unit" && r.kind !== "unit" ? "some_years" : null;
}

// Whether one side's electricity is on a grid here, and the other's on its study's own mix.
function hasTwoMixes(s, r) {
  if ([s, r].some((q) => q.kind !== "annual" || !q.energy_kwh)) return false;
  return (s.factor === null) !== (r.factor === null);
}

// What must be said about one side, given how it was asked for.
function own(q) {
  const { asked } = q;
  const factor = apart(q);
  return [
    asked.isOpen && "year open",
    factor > SOME && (factor > MUCH ? "studies differ" : "studies vary"),
    isOneRange(q) && "studies one_range",
    asked.isDefault && q.contested && "studies contested",
    asked.headline && "headline other",
    asked.name?.why_en && "name default",
    q.caveat_en && "caveat stated",
    asked.isAlone && "measure electricity_alone",
  ].filter(Boolean);
}

// The rules that depend on the two figures themselves, each with its side.
function ofPair(known, s, r) {
  const words = [[`period ${yearsApart(s, r)}`, "both"]];
  if (hasTwoMixes(s, r)) words.push(["grid two_mixes", "both"]);
  for (const [side, q] of [["subject", s], ["reference", r]]) words.push(...own(q).map((one) => [one, side]));
  if (isFigure(s, r)) {
    // Differences between its studies do not make it uncertain.
    words.splice(0, words.length, ...words.filter(([one]) => !one.startsWith("studies ")), ["figure same", "both"]);
  }
  return Object.values(known.rules).filter((rule) => rule.judges === "pair")
    .flatMap(({ rule, dimension, a }) => words
      .filter(([one]) => one === `${dimension} ${a}`).map(([, side]) => [rule, side]));
}

const textOrder = (a, b) => (a < b ? -1 : Number(a > b));

function reasons(known, s, r) {
  return [...known.rulesOf(s, r), ...ofPair(known, s, r)]
    .map(([rule, side]) => ({ ...known.rules[rule], side }))
    .sort((x, y) => severity(y.outcome) - severity(x.outcome)
      || textOrder(x.dimension, y.dimension) || textOrder(x.side, y.side));
}

function compared(known, subject, reference) {
  if ((central(reference) || lower(reference) || 0) <= 0) return null;
  const why = reasons(known, subject, reference);
  const verdict = VERDICTS[Math.max(0, ...why.map((reason) => severity(reason.outcome)))];
  const refused = verdict === "refuse";
  const ratio = refused ? { low: null, central: null, high: null } : ratioOf(subject, reference);
  return {
    subject, reference, ratio, verdict, refused, reasons: why,
    reading: readingOf(ratio, subject, reference),
    beside: { subject: contested(known, subject), reference: contested(known, reference) },
  };
}

// compareAll(...): one operand with several, on the first ground they share; null if an operand
// means nothing, or the reference is zero.
export function compareAll(known, one, others) {
  const [subject, ...references] = pick(known, one, ...others);
  return references.map((reference) => reference && compared(known, subject, reference));
}

// Whether an operand has a figure in a measure.
export function hasMeasure(known, given, measure) {
  const [one] = pick(known, given);
  return one?.measure === measure || (operand(given).unit === null && Boolean(pick(known, `${given}:measure=${measure}`)[0]));
}

// An operand on the measure, gas and boundary that the reader chose, if a default figure of the same
// year exists; else unchanged.
export function onBasis(known, given, { in: measure = "", gas, boundary }) {
  if (operand(given).unit !== null) return given;
  const measured = measure && pick(known, `${given}:measure=${measure}`)[0] ? `${given}:measure=${measure}` : given;
  const [plainly] = pick(known, measured);
  if (!plainly) return given;
  const wanted = [gas && `:gas=${gas}`, boundary && `:boundary=${boundary}`].filter(Boolean);
  for (const filters of [wanted, ...wanted.map((one) => [one])]) {
    const [there] = pick(known, measured + filters.join(""));
    const sound = there && (there.emissions_t ?? there.energy_kwh) !== null && (there.eligible || !plainly.eligible)
      && there.verified && there.scenario === null;
    if (sound && there.year === plainly.year) return measured + filters.join("");
  }
  return measured;
}
