// The reasons of a verdict in words: each rule's text, filled with what it is about, as
// carbondata/text/reasons.py fills it.

import { central, upper, lower, studiesHigh, studiesLow } from "./measure.mjs";
import { energy, mass, plain } from "./numbers.mjs";
import { PHRASES } from "./phrases.mjs";
import { apart, energies } from "./ratio.mjs";

const RATIO_DIGITS = 2;

// A text with its empty braces filled one by one.
export const fill = (text, ...parts) => text.replace(/\{\}/g, () => parts.shift());

// A rule's text with its placeholders filled, without the size of the error.
export function filled(reason, comparison, language) {
  const q = comparison[reason.side === "reference" ? "reference" : "subject"];
  const values = {
    ...told(reason.side, q, language),
    ...ofStudies(q, comparison.beside[reason.side] ?? [], language),
    ...ofName(q, language),
    energies: ratioOfEnergies(comparison, language),
  };
  return reason[`text_${language}`].replace(/\{(\w+)\}/g, (_, name) => values[name]());
}

export const reasonTexts = (comparison, reason) =>
  ["en", "fr"].map((language) => filled(reason, comparison, language));

// An amount in the measure of a side: t of its gas, or kWh.
export const written = (value, q, language) =>
  (q.measure === "electricity" ? energy(value, language) : mass(value, q.gas, language));

// The figure that stands instead of one; null where none does.
export function stands(q, language) {
  if (q.measure === "electricity") return q.standing_kwh === null ? null : energy(q.standing_kwh, language);
  return q.standing_t === null ? null : mass(q.standing_t, null, language);
}

// Which side, who says what of it, what stands instead.
function told(side, q, language) {
  const english = language === "en";
  return {
    side: () => PHRASES.SIDES[language][side] ?? "",
    why_year: () => whyYear(q, language),
    status_source: () => q.status_source ?? "?",
    standing: () => {
      const said = stands(q, language);
      return said ? `${PHRASES.STANDS[language]}${said} (${q.replaced_by})` : "";
    },
    factor: () => q.factor ?? "?",
    as_if: () => (english ? q.as_if : q.as_if_fr) ?? "?",
    caveat: () => (english ? q.caveat_en : q.caveat_fr),
  };
}

// How a year that was left open came about.
function whyYear({ year, asked: { namedYear, newestYear } }, language) {
  const words = PHRASES.WHY_YEAR[language];
  if (year === namedYear) return words.other.replace("{year}", year);
  const lacking = namedYear ? words.lacking.replace("{named}", namedYear) : "";
  return lacking + words[year === newestYear ? "newest" : "both"].replace("{year}", year);
}

// How far the studies go, which are not believed, and which figure leads.
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

// The figures that are believed no more: a study now disputed says 69 Mt (mora-2018); with `ratios`,
// each with what it would make of the comparison.
export function contestedStudies(beside, language, ratios = []) {
  const words = PHRASES.CONTESTED[language];
  const said = beside.map((one, at) => {
    const status = beside.length > 1 ? `, ${words[one.status]}` : "";
    return `${amountOf(one, language)}${ratios[at] ? words.with.replace("{}", ratios[at]) : ""} (${one.source_id}${status})`;
  });
  if (beside.length === 1) return fill(words.one, words[beside[0].status], said[0]);
  return fill(words.several, said.join(PHRASES.SEMICOLON[language]));
}

// The figure that leads: 763 Mt CO2e (malmodin-2024, whole life cycle).
function headline(leading, language) {
  const words = PHRASES.VOCABULARY.boundary[leading.boundary];
  const stage = leading.boundary && (words?.[language === "fr" ? 1 : 0] ?? leading.boundary.replaceAll("_", " "));
  return `${amountOf(leading, language)} (${[leading.source_id, stage].filter(Boolean).join(", ")})`;
}

function amountOf(one, language) {
  return written(central(one) ?? upper(one) ?? lower(one) ?? 0, one, language);
}

// Why a word is taken for what it is, and what else it could mean.
function ofName(q, language) {
  const { name } = q.asked;
  if (!name?.why_en) return { subject: () => q.subject ?? "?", why_name: () => "", others: () => "" };
  const { others } = name;
  return {
    subject: () => name.subject,
    why_name: () => (language === "en" ? name.why_en : name.why_fr),
    others: () => (others.length ? ` ${PHRASES.OTHERS[language]}${others.join(", ")}` : ""),
  };
}

function ratioOfEnergies({ subject, reference }, language) {
  const ratio = energies(subject, reference);
  return () => (ratio === null ? "?" : plain(ratio, RATIO_DIGITS, language));
}
