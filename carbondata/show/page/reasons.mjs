// The reasons of a verdict in words: the text of each rule with its blanks filled, as in
// carbondata/text/reasons.py.

import { central, upper, lower, studiesHigh, studiesLow } from "./measure.mjs";
import { of } from "./grammar.mjs";
import { energy, mass, plain } from "./numbers.mjs";
import { SIGNS, listed, phrase, termOf } from "./phrases.mjs";
import { apart, energies } from "./ratio.mjs";
import { nameOf, withoutYear, written } from "./sidewords.mjs";

const RATIO_DIGITS = 2;
// The number of other meanings of a word that are named.
const FEW = 5;
// The grid and the year of an example.
const GRID = "USA@2022";

// A rule's text with its placeholders filled, without the size of the error.
export function filled(reason, comparison, language) {
  const [q, other] = reason.side === "reference"
    ? [comparison.reference, comparison.subject]
    : [comparison.subject, comparison.reference];
  const values = {
    ...told(reason.side, q, other, language),
    ...ofStudies(q, comparison.beside[reason.side] ?? [], language),
    ...ofName(q, language),
    energies: ratioOfEnergies(comparison, language),
    years_apart: () => yearsApart(comparison, language),
    on_grid: () => onGrid(comparison),
    or_electricity: () => orElectricity(comparison, language),
  };
  return reason[`text_${language}`].replace(/\{(\w+)\}/g, (_, name) => values[name]());
}

export const reasonTexts = (comparison, reason) =>
  Object.keys(SIGNS).map((language) => filled(reason, comparison, language));

// The figure that replaces one; null if there is none.
export function stands(q, language) {
  if (q.measure === "electricity") return q.standing_kwh === null ? null : energy(q.standing_kwh, language);
  return q.standing_t === null ? null : mass(q.standing_t, null, language);
}

// Which side, who says what about it, what replaces it.
function told(side, q, other, language) {
  const english = language === "en";
  return {
    side: () => phrase(`side.${side}`, language),
    why_year: () => whyYear(q, other, language),
    for_year: () => (q.kind === "annual" ? ` ${phrase("for_year", language, { year: q.year })}` : ""),
    status_source: () => q.status_source ?? "?",
    standing: () => {
      const amount = stands(q, language);
      return amount ? SIGNS[language].semicolon + phrase("stands", language, { amount, by: q.replaced_by }) : "";
    },
    factor: () => (q.factor ? factor(q.factor, language) : "?"),
    as_if: () => (english ? q.as_if : q.as_if_fr) ?? "?",
    caveat: () => q[`caveat_${language}`],
  };
}

// The factor that electricity was multiplied by: owid-energy, WLD 2018, life cycle.
function factor(given, language) {
  const [source, area, year, stage] = given.split(" ");
  return `${source}, ${area} ${year}, ${termOf("factor", stage, language)}`;
}

// How an open year was chosen.
function whyYear({ year, asked: { namedYear, newestYear } }, other, language) {
  if (year === namedYear) {
    const who = withoutYear(other, language) ?? nameOf(other, language);
    return phrase("why_year.other", language, { year, of_other: of(who, language) });
  }
  const why = phrase(`why_year.${year === newestYear ? "newest" : "both"}`, language, { year });
  return namedYear ? phrase("why_year.lacking", language, { named: namedYear, rest: why }) : why;
}

// The range of the studies, those that no longer stand, and the headline figure.
function ofStudies(q, beside, language) {
  const bound = (value) => (value === null ? "?" : written(value, q, language));
  return {
    studies: () => q.studies,
    apart: () => plain(apart(q), RATIO_DIGITS, language),
    low: () => bound(studiesLow(q)),
    high: () => bound(studiesHigh(q)),
    contested: () => contestedStudies(beside, language),
    headline: () => (q.asked.headline ? headline(q.asked.headline, language) : "?"),
  };
}

// The figures that no longer stand: a figure since disputed gave 69 Mt (mora-2018); with `ratios`, each
// with the ratio it would give.
export function contestedStudies(beside, language, ratios = []) {
  const stood = (one) => phrase(`contested.${one.status}.one`, language);
  const figures = beside.map((one, at) => {
    const who = beside.length > 1 ? `${one.source_id}, ${termOf("status", one.status, language)}` : one.source_id;
    const amount = amountOf(one, language);
    return `${ratios[at] ? phrase("contested.with", language, { amount, ratio: ratios[at] }) : amount} (${who})`;
  });
  if (beside.length === 1) return phrase("contested.one", language, { status: stood(beside[0]), figure: figures[0] });
  return phrase("contested.several", language, { figures: figures.join(SIGNS[language].semicolon) });
}

// The headline figure: 763 Mt CO2e (malmodin-2024, whole life cycle).
function headline(leading, language) {
  const stage = leading.boundary && termOf("boundary", leading.boundary, language);
  return `${amountOf(leading, language)} (${[leading.source_id, stage].filter(Boolean).join(", ")})`;
}

const valueOf = (one) => central(one) ?? upper(one) ?? lower(one) ?? 0;
const amountOf = (one, language) => written(valueOf(one), one, language);

// Why a word means what it does here, and what else it could mean.
function ofName(q, language) {
  const { name } = q.asked;
  const { others } = name ?? {};
  return {
    subject: () => name?.subject ?? q.subject ?? "?",
    why_name: () => name[`why_${language}`],
    others: () => (others?.length ? ` ${phrase("other_meanings", language, { others: listed(others, FEW, language) })}` : ""),
  };
}

function yearsApart({ subject, reference }, language) {
  const n = Math.abs((subject.year ?? 0) - (reference.year ?? 0));
  return n === 1 ? phrase("unit.years.one", language) : phrase("unit.years.many", language, { n });
}

// The operand that puts the side with electricity alone on a grid.
function onGrid({ subject, reference }) {
  const side = subject.measure === "electricity" ? subject : reference;
  const called = side.asked.isDefault || side.factor ? side.id : side.row_id ?? side.id;
  if (side.figure === "given") return `${side.id}@${GRID}`;
  if (side.kind === "event") return `${side.times ? `${side.times}*` : ""}${called}@${GRID}`;
  return `${energy(valueOf(side), "en").replaceAll(SIGNS.en.thousands, "")}@${GRID}`;
}

// That two may be compared by electricity, where both have it.
function orElectricity({ subject, reference }, language) {
  if ([subject, reference].some((side) => side.energy_kwh === null)) return "";
  return SIGNS[language].semicolon + phrase("or_electricity", language);
}

function ratioOfEnergies({ subject, reference }, language) {
  const ratio = energies(subject, reference);
  return () => (ratio === null ? "?" : plain(ratio, RATIO_DIGITS, language));
}
