// What a change of the basis changed, and what it could not.

import { compareAll, hasMeasure, onBasis } from "./comparing.mjs";
import { operand } from "./operands.mjs";
import { massOf, nameOf } from "./sidewords.mjs";
import { SIGNS } from "./phrases.mjs";
import { capital, typeset } from "./typeset.mjs";
import { word } from "./words.mjs";

const PLAIN = { gas: "", boundary: "" };

export function basisTold(known, state, made) {
  if (!state.gas && !state.boundary) return word("basis_hint", state.lang);
  if (!made) return "";
  const sides = [state.s, state.r[0]];
  const [before] = compareAll(known, ...sides.map((given) => onBasis(known, given, { ...state, ...PLAIN }))
    .map((given, at) => (at ? [given] : given)));
  return ["subject", "reference"]
    .filter((_, at) => operand(sides[at]).unit === null)
    .flatMap((side) => told(known, before?.[side] ?? made[side], made[side], state)).join(" ");
}

// The sides of the sentence without the measure that is asked for; then both stay in their own.
export const lacking = (known, { s, r, in: measure }) =>
  (measure ? [s, r[0]].filter((given) => given && !hasMeasure(known, given, measure)) : []);

// Whether a figure is on all of the basis that was asked for.
const isOn = (known, q, { gas, boundary }) =>
  (!gas || q.gas === gas) && (!boundary || known.type(q).boundary === boundary);

function told(known, before, q, state) {
  const { lang } = state;
  const name = `${typeset(capital(nameOf(q, lang)), lang)}${SIGNS[lang].colon}`.trim();
  const [from, to] = [before, q].map((one) => massOf(one, lang));
  const isSame = before.id === q.id && before.source_id === q.source_id && from === to;
  const on = isOn(known, q, state);
  const texts = [];
  if (!isSame) texts.push(word("basis_changed", lang, { name, from, to }));
  if (isSame && on) texts.push(word("basis_already", lang, { name, to }));
  if (!on) texts.push(word("basis_missing", lang, { name, to }));
  return texts;
}
