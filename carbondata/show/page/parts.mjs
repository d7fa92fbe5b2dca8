// The sentence of a comparison in parts: text/parts.py in JavaScript, held against it in the tests.

import { read } from "./numbers.mjs";
import { clauses, far, isRange, whole } from "./sentences.mjs";
import { nameOf, withoutYear } from "./sidewords.mjs";
import { capital, closed, typeset } from "./typeset.mjs";

// They stand for the two clauses of a sentence, and occur in no text.
const [DID, MUCH] = ["\ue001", "\ue002"];

const cut = (text, at) => {
  const place = text.indexOf(at);
  return place < 0 ? [text, "", ""] : [text.slice(0, place), at, text.slice(place + at.length)];
};

// When, who, did what, how much, of what; null if the comparison was refused.
export function parts(comparison, language) {
  if (!comparison.reading) return null;
  const [did, much] = clauses(comparison, language);
  const [start, , rest] = cut(whole(comparison, DID, MUCH, language), DID);
  const [middle, , end] = cut(rest, MUCH);
  const reading = isRange(comparison) ? far(comparison) : comparison.reading;
  const [before, amount, after] = cut(much, read(reading, language));
  const [when, who, done] = aroundName(comparison.subject, did, language);
  return [start + when, who, done + middle + before, amount, after + end]
    .map((text) => typeset(text, language));
}

// What the subject did before and after its name; around all of it if it has none.
function aroundName(subject, did, language) {
  const names = [nameOf(subject, language), withoutYear(subject, language)].filter(Boolean).map(closed);
  const found = names.flatMap((name) => [capital(name), name]).find((name) => did.includes(name));
  return cut(did, found ?? did);
}
