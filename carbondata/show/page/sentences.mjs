// Comparisons in plain sentences: text/sentences.py in JavaScript, held against it in the tests.

import { isPlural, of } from "./grammar.mjs";
import { studiesHigh, studiesLow } from "./measure.mjs";
import { onScale, plain, read } from "./numbers.mjs";
import { SIGNS, isPhrase, phrase } from "./phrases.mjs";
import { isSeveral, several } from "./plurals.mjs";
import { MUCH, apart, ratioOf, readingOf, withoutBounds } from "./ratio.mjs";
import { contestedStudies, filled, stands } from "./reasons.mjs";
import { countOf, massOf, nameOf, oneOf, withoutYear, written } from "./sidewords.mjs";
import { capital, closed, typeset } from "./typeset.mjs";

const DIGITS = 3;
// A range of studies is written to two digits.
const RANGE_DIGITS = 2;
// From here on a share is told as so many times.
const MOST_SHARE = 10;
// Dimensions that a sentence covers before its doubts.
const SAID = ["status", "studies"];

export function tell(comparison, language, doubt = true) {
  const { subject, reference, reading } = comparison;
  if (!reading) return refusal(comparison, language);
  const told = isRange(comparison)
    ? range(comparison, language)
    : `${bounded(whole(comparison, ...clauses(comparison, language), language), comparison, language)}.`;
  const parts = [told, ...standing(subject, reference, language)];
  if (doubt) parts.push(cautions(comparison, language));
  return typeset(parts.filter(Boolean).join(" "), language);
}

// Whether the studies of a side differ by so much that their range is the answer.
export const isRange = ({ subject, reference, ratio: { low, central, high } }) =>
  ![low, central, high].includes(null) && Math.max(apart(subject), apart(reference)) > MUCH;

// What the subject did, and how much of the reference that is; of studies, their range.
export function clauses(comparison, language) {
  const { subject, reading } = comparison;
  const did = (amount) => done(subject, amount, language);
  if (!isRange(comparison)) return [did(massOf(subject, language)), asMuchAs(comparison, reading, language)];
  const much = asMuchAs(comparison, far(comparison), language);
  if (apart(subject) <= MUCH) return [did(massOf(subject, language)), much];
  const between = written(studiesHigh(subject) || 0, subject, language, studiesLow(subject) || 0);
  return [phrase("range.by_study", language, { told: did(between) }), much];
}

// The range of the studies, before the figure taken: each is compared with the figure taken of the
// other side; if the studies of both differ by much, the sentence says so.
function range(comparison, language) {
  const { subject, reference, reading } = comparison;
  let told = whole(comparison, ...clauses(comparison, language), language);
  if (apart(subject) <= MUCH) told = phrase("range.by_study.after", language, { told });
  else if (apart(reference) > MUCH) told = phrase("range.of_both", language, { told });
  for (const [side, found] of Object.entries(comparison.beside)) {
    const ratios = found.map((one) => withOther(comparison, side, one, language));
    if (found.length) told += SIGNS[language].semicolon + contestedStudies(found, language, ratios);
  }
  const ranging = apart(reference) > apart(subject) ? reference : subject;
  const taken = phrase("range.taken", language, {
    amount: massOf(ranging, language), source: ranging.source_id,
    ratio: read({ ...reading, digits: RANGE_DIGITS }, language),
  });
  return `${told}. ${taken}`;
}

// The reading from the lowest ratio to the highest of the studies in the range.
export function far({ subject, reference, reading, ratio }) {
  const scale = reading.value / ratio.central;
  const { low, high } = ratioOf(...[subject, reference].map((side) => (apart(side) > MUCH ? side : withoutBounds(side))));
  return { ...reading, value: (high || 0) * scale, low: (low || 0) * scale, digits: RANGE_DIGITS };
}

// The reading that another figure of a side would give.
function withOther({ subject, reference, reading }, side, other, language) {
  const [s, r] = side === "subject" ? [other, reference] : [subject, other];
  let found = readingOf(ratioOf(s, r), s, r);
  if (!found) return "?";
  if (reading.unit === "percent" && ["count", "times"].includes(found.unit)) {
    // Beside 9.4% it is 300%, and neither 3.0 nor 3.0 times.
    found = found.value < MOST_SHARE ? { ...found, unit: "percent", value: 100 * found.value } : { ...found, unit: "times" };
  }
  return read({ ...found, digits: RANGE_DIGITS, low: null }, language);
}

// What one side did: "Bitcoin in 2017 emitted 6.75 Mt CO2e"; for an amount, its name.
function done(subject, amount, language) {
  const who = nameOf(subject, language);
  if (subject.figure === "given") return capital(who);
  const one = oneOf(subject, language);
  const many = isPlural(one, language) || (subject.times !== null && isSeveral(countOf(subject, language), one, language));
  const verb = phrase(`verb.${deedOf(subject)}.${tenseOf(subject)}.${many ? "many" : "one"}`, language);
  const bare = subject.times === null ? withoutYear(subject, language) : null;
  const sum = isSum(subject) ? "emissions" : subject.measure;
  if (bare === null) return capital(phrase(`did.${sum}`, language, { who: closed(who), verb, amount }));
  return capital(phrase(`did.${subject.measure}.annual`, language, { who: closed(bare), verb, amount, year: subject.year }));
}

const KINDS = { percent: "share", times: "share", count: "count" };

// What one side did, and how much of the other side that is.
export function whole({ subject, reference, reading, ratio }, did, much, language) {
  const isSame = subject.id === reference.id && subject.measure === reference.measure;
  let kind = isSame && ratio?.central === 1 ? "same" : KINDS[reading.unit] ?? "time";
  if (subject.figure !== "given") return phrase(`told.${kind}`, language, { did, much });
  // 300 kg of what is emitted, not 300 kg of the thing that is counted.
  if (kind === "count" && subject.measure === "emissions" && !subject.gas) kind = "count.bare";
  return phrase(`told.given.${kind}`, language, { who: did, much });
}

// What one does: emit, use electricity, or generate it.
const deedOf = ({ flow, measure }) => (flow === "generation" ? flow : measure);

// Whether a name is itself emissions or electricity, which neither emit nor use any.
const isSum = ({ measure, name_en: name }) =>
  ["by", "for", "of"].some((word) => (name ?? "").includes(` of ${measure} ${word} `))
  || [`the ${measure} `, "the carbon footprint "].some((start) => (name ?? "").startsWith(start));

// Whether a name has the year of what was done once: a year of a company, a craze.
const isOver = ({ name_en: name }) => /\((fiscal )?\d{4}( to \d{4})?\)|\d{4} season/.test(name ?? "");

function tenseOf(subject) {
  const { boundary, scenario, figure, id, kind } = subject;
  // The emissions that something saves are the subject of their sentence: they emit nothing.
  if (boundary === "avoided") return "avoided";
  if (isSum(subject)) return "sum";
  if (scenario) return "projected";
  if (figure === "at_grid" && id.includes("@") && kind === "event") return "moved";
  return kind === "unit" && !isOver(subject) ? "present" : "past";
}

// How much of the reference that is: 5.0 lifetimes of a car, 16% of the emissions of Sweden.
function asMuchAs({ reference }, reading, language) {
  const [other, amount] = [nameOf(reference, language), read(reading, language)];
  if (reading.unit === "count") return several(amount, other, language).join("");
  const isShare = ["percent", "times"].includes(reading.unit);
  if (isShare && (reference.figure === "given" || isSum(reference))) {
    const whose = reading.unit === "percent" ? of(other, language) : other;
    return phrase(`much.${reading.unit}.of_it`, language, { amount, other: whose });
  }
  const bare = isShare ? null : withoutYear(reference, language);
  // "l'aviation (Suède) (2017)" would have two parentheses in a row.
  const whose = bare === null
    ? other
    : phrase("of_year", language, { name: bare, year: reference.year }).replaceAll(") (", ", ");
  const key = `much.${isShare ? reading.unit : "time"}.${deedOf(reference)}`;
  return phrase(key, language, { amount, of_other: of(whose, language) });
}

// The bounds of the ratio in the unit of the reading; null if there are none.
export function between({ ratio, reading }, language) {
  if (ratio.low === null || ratio.high === null || !ratio.central || !reading) return null;
  const scale = reading.value / ratio.central;
  const [low, high] = [ratio.low, ratio.high].map((bound) => onScale(bound * scale, reading, language));
  return low === high ? null : [low, high];
}

// Add the bounds; behind a bracket with a semicolon, not in another bracket.
function bounded(told, comparison, language) {
  const ends = between(comparison, language);
  if (!ends) return told;
  const key = told.endsWith(")") ? "ratio.bounds.after" : "ratio.bounds";
  return phrase(key, language, { told, low: ends[0], high: ends[1] });
}

export function status(side, language) {
  if (!isPhrase(`published.${side.status}`)) return "";
  let said = phrase(`published.${side.status}`, language);
  if (side.status_year) said = phrase("published.year", language, { said, year: side.status_year });
  if (side.status_source) said += ` (${side.status_source})`;
  const amount = stands(side, language);
  if (amount) said = phrase("published.stands", language, { said, amount });
  return `${said}.`;
}

// The same of both sides; the reference's would else be taken for the subject's.
export function standing(subject, reference, language) {
  const other = status(reference, language);
  const said = other && `${other.charAt(0).toLowerCase()}${other.slice(1)}`;
  return [status(subject, language), said && phrase("published.reference", language, { said })];
}

function cautions(comparison, language) {
  const told = comparison.reasons
    .filter((one) => ["caution", "refuse"].includes(one.outcome) && !SAID.includes(one.dimension))
    .map((one) => sized(one, comparison, language));
  return told.length ? phrase("caution", language, { reasons: told.join(SIGNS[language].semicolon) }) : "";
}

function sized(reason, comparison, language) {
  const text = filled(reason, comparison, language);
  if (reason.error_factor === null || reason.outcome === "refuse") return text;
  return phrase("reason.sized", language, {
    reason: text,
    size: plain(reason.error_factor, DIGITS, language),
    case: language === "en" ? reason.error_case : reason.error_case_fr,
    source: reason.error_source,
  });
}

// The reasons of a comparison as [outcome, text].
export const reasonsOf = (comparison, language) => comparison.reasons.map((one) =>
  [one.outcome, typeset(sized(one, comparison, language), language)]);

function refusal(comparison, language) {
  const { subject, reference, reasons } = comparison;
  const [one, other] = [subject, reference].map((side) => closed(nameOf(side, language)));
  const why = reasons
    .filter((reason) => reason.outcome === "refuse")
    .map((reason) => filled(reason, comparison, language))
    .join(SIGNS[language].semicolon);
  return typeset(capital(phrase("refused", language, { one, other, why })), language);
}
