// The reasons of a verdict in words: each rule's text, filled with what it is about, as
// carbondata/query/reasons.py fills it.

import { mass, plain } from "./numbers.mjs";
import { PHRASES } from "./phrases.mjs";
import { apart, energies } from "./ratio.mjs";

const MASS_DIGITS = 3;
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

// Which side, who says what of it, what stands instead.
function told(side, q, language) {
  const english = language === "en";
  return {
    side: () => PHRASES.SIDES[language][side] ?? "",
    year: () => q.year,
    status_source: () => q.status_source ?? "?",
    standing: () => (q.standing_t === null
      ? ""
      : `${PHRASES.STANDS[language]}${mass(q.standing_t, null, language)} (${q.replaced_by})`),
    factor: () => q.factor ?? "?",
    as_if: () => (english ? q.as_if : q.as_if_fr) ?? "?",
    caveat: () => (english ? q.caveat_en : q.caveat_fr),
  };
}

// How far the studies go, which are not believed, and which figure leads.
function ofStudies(q, beside, language) {
  const bound = (t) => (t === null ? "?" : mass(t, q.gas, language));
  return {
    studies: () => q.studies,
    apart: () => plain(apart(q), RATIO_DIGITS, language),
    low: () => bound(q.studies_t_low),
    high: () => bound(q.studies_t_high),
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
  const value = one.emissions_t ?? one.emissions_t_high ?? one.emissions_t_low;
  if (value === null) return `${plain(one.energy_kwh ?? 0, MASS_DIGITS, language)} kWh`;
  return mass(value, one.gas, language);
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
