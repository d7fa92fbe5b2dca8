// Comparisons in plain sentences: text/sentences.py in JavaScript, held against it in the tests.

import {
  NO_BREAK, TO, closed, isSeveral, number, of, plain, read, several, typeset,
} from "./numbers.mjs";
import { PHRASES } from "./phrases.mjs";
import { central, upper, lower, studiesHigh, studiesLow } from "./measure.mjs";
import { MUCH, apart, ratioOf, readingOf, withoutBounds } from "./ratio.mjs";
import { contestedStudies, fill, filled, stands, written } from "./reasons.mjs";

const DIGITS = 3;
const COUNT_DIGITS = 15;
// A longer amount came out of a sum: its digits are not for reading.
const WRITTEN_BY_HAND = 16;
// Of a range of studies two digits are told.
const RANGE_DIGITS = 2;
// What a sentence says before its doubts.
const SAID = ["status", "studies"];

const isEnglish = (language) => language === "en";
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function tell(comparison, language, doubt = true) {
  const { subject, reference, reading } = comparison;
  if (!reading) return refusal(comparison, language);
  const told = isRange(comparison)
    ? range(comparison, language)
    : `${emitted(subject, massOf(subject, language), language)}${asMuchAs(comparison, reading, language)}`
      + `${bounds(comparison, language)}.`;
  const parts = [told, ...new Set([subject, reference].map((side) => status(side, language)))];
  if (doubt) parts.push(cautions(comparison, language));
  return typeset(parts.filter(Boolean).join(" "), language);
}

// Whether the studies of a side differ by so much that their range is the answer.
export const isRange = ({ subject, reference, ratio: { low, central, high } }) =>
  ![low, central, high].includes(null) && Math.max(apart(subject), apart(reference)) > MUCH;

// How far the studies go before the figure that is taken of them: each is held against what is taken
// of the other side; where the studies of both differ by much, that is said.
function range(comparison, language) {
  const { subject, reference, reading } = comparison;
  const by = PHRASES.BY_STUDY[language];
  const ranges = apart(subject) > MUCH;
  const spread = [studiesLow(subject) || 0, studiesHigh(subject) || 0].map((end) => written(end, subject, language));
  let told = ranges
    ? `${emitted(subject, fill(PHRASES.BETWEEN[language], ...spread), language).replace(/,$/, "")} ${by},`
    : emitted(subject, massOf(subject, language), language);
  told += asMuchAs(comparison, far(comparison), language);
  if (!ranges) told += `, ${by}`;
  else if (apart(reference) > MUCH) told += PHRASES.OF_BOTH[language];
  for (const [side, found] of Object.entries(comparison.beside)) {
    const ratios = found.map((one) => withOther(comparison, side, one, language));
    if (found.length) told += PHRASES.SEMICOLON[language] + contestedStudies(found, language, ratios);
  }
  const ranging = apart(reference) > apart(subject) ? reference : subject;
  const values = {
    amount: massOf(ranging, language), source: ranging.source_id,
    ratio: read({ ...reading, digits: RANGE_DIGITS }, language),
  };
  return `${told}. ${PHRASES.TAKEN[language].replace(/\{(\w+)\}/g, (_, part) => values[part])}`;
}

// The reading from the least ratio to the greatest of the studies that range.
export function far({ subject, reference, reading, ratio }) {
  const scale = reading.value / ratio.central;
  const { low, high } = ratioOf(...[subject, reference].map((side) => (apart(side) > MUCH ? side : withoutBounds(side))));
  return { ...reading, value: (high || 0) * scale, low: (low || 0) * scale, digits: RANGE_DIGITS };
}

// The reading that another figure of a side would give.
function withOther({ subject, reference }, side, other, language) {
  const [s, r] = side === "subject" ? [other, reference] : [subject, other];
  const found = readingOf(ratioOf(s, r), s, r);
  return found ? read({ ...found, digits: RANGE_DIGITS, low: null }, language) : "?";
}

export function nameOf(q, language) {
  const told = oneOf(q, language);
  if (q.figure === "given" && central(q) && told.length > WRITTEN_BY_HAND) return written(central(q), q, language);
  return q.times ? several(countOf(q, language), told, language).join("") : told;
}

const oneOf = (q, language) => (isEnglish(language) ? q.name_en : q.name_fr);
const countOf = (q, language) => plain(q.times, COUNT_DIGITS, language);

// What one side did: "Bitcoin in 2017 emitted 6.75 Mt CO2e,".
function emitted(subject, amount, language) {
  const who = capital(nameOf(subject, language));
  if (subject.figure === "given") return isEnglish(language) ? `${who} is` : `${who}, c'est`;
  const one = oneOf(subject, language);
  let many = !isEnglish(language) && one.toLowerCase().startsWith("les ");
  if (subject.times && !many) many = isSeveral(countOf(subject, language), one, language);
  const verb = PHRASES.VERBS[deedOf(subject)][language][tenseOf(subject)][many ? 1 : 0];
  const ofWhat = subject.measure === "electricity" ? PHRASES.OF_ELECTRICITY[language] : "";
  return `${closed(who)} ${verb} ${amount}${ofWhat},`;
}

// What one does: emit, use electricity, or generate it.
const deedOf = ({ flow, measure }) => (flow === "generation" ? flow : measure);

function tenseOf({ boundary, scenario, figure, id, kind }) {
  // The emissions that something saves are the subject of their sentence: they emit nothing.
  if (boundary === "avoided") return "avoided";
  if (scenario) return "projected";
  if (figure === "at_grid" && id.includes("@") && kind === "event") return "moved";
  return kind === "unit" ? "present" : "past";
}

// What a side emits or uses; where only bounds are published, from the one to the other.
export function massOf(q, language) {
  return (central(q) === null ? [lower(q), upper(q)] : [central(q)])
    .filter((one) => one !== null)
    .map((one) => written(one, q, language)).join(TO[language]);
}

function asMuchAs({ subject, reference }, reading, language) {
  const phrases = PHRASES.AS_MUCH_AS[language];
  const kind = reference.figure === "given" ? " of amount" : "";
  let phrase = phrases[`${reading.unit}${kind}`] ?? phrases.time;
  if (subject.figure === "given") phrase = phrase.replace(/^ soit/, "");
  const other = nameOf(reference, language);
  const amount = read(reading, language);
  const values = {
    amount, other, of_other: of(other), several: several(amount, other, language).join(""),
    ...PHRASES.WHOSE[deedOf(reference)][language],
  };
  return phrase.replace(/\{(\w+)\}/g, (_, part) => values[part]);
}

// The bounds of the ratio in the unit of the reading; null where there are none to tell.
export function between({ ratio, reading }, language) {
  if (ratio.low === null || ratio.high === null || !ratio.central || !reading) return null;
  const scale = reading.value / ratio.central;
  const [low, high] = [ratio.low, ratio.high]
    .map((bound) => number(bound * scale, reading.digits, language));
  return low === high ? null : [low, high];
}

function bounds(comparison, language) {
  const told = between(comparison, language);
  return told ? ` (${told.join(TO[language])})` : "";
}

function status(side, language) {
  let said = PHRASES.STATUS[language][side.status];
  if (!said) return "";
  if (side.status_year) said += ` ${isEnglish(language) ? "in" : "en"} ${side.status_year}`;
  if (side.status_source) said += ` (${side.status_source})`;
  const standing = stands(side, language);
  if (standing) said += `${isEnglish(language) ? " to " : `${NO_BREAK}: `}${standing}`;
  return `${said}.`;
}

function cautions(comparison, language) {
  const told = comparison.reasons
    .filter((one) => ["caution", "refuse"].includes(one.outcome) && !SAID.includes(one.dimension))
    .map((one) => sized(one, comparison, language));
  if (!told.length) return "";
  return `${isEnglish(language) ? "Caution: " : "Attention : "}${told.join(PHRASES.SEMICOLON[language])}.`;
}

function sized(reason, comparison, language) {
  const text = filled(reason, comparison, language);
  if (reason.error_factor === null || reason.outcome === "refuse") return text;
  const size = plain(reason.error_factor, DIGITS, language);
  return isEnglish(language)
    ? `${text} (a factor of ${size} for ${reason.error_case}, by ${reason.error_source})`
    : `${text} (d'un facteur ${size} pour ${reason.error_case_fr}, selon ${reason.error_source})`;
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
    .join(PHRASES.SEMICOLON[language]);
  const told = isEnglish(language)
    ? `${one} and ${other} may not be compared: ${why}.`
    : `${one} et ${other} ne se comparent pas : ${why}.`;
  return typeset(capital(told), language);
}
