// Receipts: query/receipts.py in JavaScript; `carbondata verify` accepts them.

import { compareAll } from "./comparing.mjs";
import { reasonTexts } from "./reasons.mjs";
import { tell } from "./sentences.mjs";
import { read } from "./numbers.mjs";
import { bounds } from "./ratio.mjs";

const BASIS = ["figure", "gas", "accounting", "land_use"];
const OPEN_BASIS = ["figure", "gas", "boundary", "accounting", "forcing", "land_use"];

// Written so that it is picked again, regardless of what it is compared with. A study that was left
// open stays open: the other studies are part of the answer.
export function asOperand(q) {
  if (q.figure === "given") return q.id;
  const count = q.times ? `${q.times}*` : "";
  if (q.kind === "event" && q.id.includes("@")) return count + q.id;
  const isOpen = q.asked.isDefault;
  const name = isOpen ? q.id : q.row_id ?? `${q.id}#${q.source_id}`;
  const basis = (isOpen ? OPEN_BASIS : BASIS)
    .filter((column) => q[column])
    .map((column) => `:${column}=${q[column]}`);
  if (q.measure === "electricity") basis.push(":measure=electricity");
  return count + name + basis.join("");
}

const rivalsOf = (q) => (q.asked.isDefault ? (q.study_sources ?? "").split(" ") : []);
const sourcesOf = (q) =>
  [q.source_id, q.factor_source, q.status_source, ...rivalsOf(q)].filter(Boolean);

// The ids of all sources behind a comparison.
export const sources = ({ subject, reference, reasons, beside }) => [...new Set([
  ...[subject, reference, ...beside.subject, ...beside.reference].flatMap(sourcesOf),
  ...reasons.map((reason) => reason.error_source).filter(Boolean),
])];

function side(known, q) {
  return Object.fromEntries(known.columns.map((column) => [column, q[column]]));
}

function body(known, comparison) {
  const operands = {
    subject: asOperand(comparison.subject),
    reference: asOperand(comparison.reference),
  };
  const [pinned] = compareAll(known, operands.subject, [operands.reference]);
  const bounded = pinned.ratio.low !== null || pinned.ratio.high !== null;
  const sides = (make) => ({ subject: make("subject"), reference: make("reference") });
  const kept = ["title", "licence", "sha256", "citation"];
  return {
    receipt: 1,
    carbondata: known.version,
    data: known.data,
    operands,
    forced: false,
    ...sides((one) => side(known, pinned[one])),
    bounds: sides((one) => (bounded ? bounds(pinned[one]).what : null)),
    beside: sides((one) => pinned.beside[one].map((q) => side(known, q))),
    ratio: pinned.ratio.central,
    ratio_low: pinned.ratio.low,
    ratio_high: pinned.ratio.high,
    reading: pinned.reading && read(pinned.reading, "en"),
    verdict: pinned.verdict,
    reasons: pinned.reasons.map((reason) => {
      const [text_en, text_fr] = reasonTexts(pinned, reason);
      return {
        dimension: reason.dimension, side: reason.side, outcome: reason.outcome, text_en, text_fr,
        error_factor: reason.error_factor, error_source: reason.error_source,
        error_case: reason.error_case, error_case_fr: reason.error_case_fr,
      };
    }),
    sentence: tell(pinned, "en"),
    sources: Object.fromEntries(sources(pinned).sort().map((id) => [
      id, Object.fromEntries(kept.map((key) => [key, known.sources[id][key]])),
    ])),
  };
}

// A number as Python writes it, as the hash is of Python's JSON: 1e-05 and 1e+16.
function numeral(x) {
  if (Math.abs(x) >= 1e16) return x.toExponential();
  if (Number.isInteger(x) || Math.abs(x) >= 1e-4) return String(x);
  return x.toExponential().replace(/e-(\d)$/, "e-0$1");
}

// JSON with sorted keys; one line for each entry if `gap` begins a line.
function json(value, gap = "") {
  if (typeof value === "number") return numeral(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const [deeper, colon] = gap ? [`${gap} `, ": "] : ["", ":"];
  const entries = Array.isArray(value)
    ? value.map((one) => json(one, deeper))
    : Object.keys(value).sort()
      .map((key) => `${JSON.stringify(key)}${colon}${json(value[key], deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}${deeper}${entries.join(`,${deeper}`)}${gap}${close}`;
}

async function hash(value) {
  const bytes = new TextEncoder().encode(json(value));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function receipt(known, comparison) {
  const made = body(known, comparison);
  return `${json({ ...made, sha256: await hash(made) }, "\n")}\n`;
}
