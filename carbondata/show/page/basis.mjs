// What a change of the basis changed, and what it could not.

import { onBasis } from "./comparing.mjs";
import { operand } from "./operands.mjs";
import { massOf, nameOf } from "./sidewords.mjs";
import { pick } from "./sides.mjs";
import { SIGNS } from "./phrases.mjs";
import { capital, typeset } from "./typeset.mjs";
import { word } from "./words.mjs";

const PLAIN = { gas: "", boundary: "" };

export function basisTold(known, state, made) {
  if (!state.gas && !state.boundary) return word("basis_hint", state.lang);
  if (!made) return "";
  const sides = [[state.s, made.subject], [state.r[0], made.reference]];
  return sides.filter(([given]) => operand(given).unit === null).map(([given, q]) => told(known, given, q, state)).join(" ");
}

function told(known, given, q, state) {
  const [before] = pick(known, onBasis(known, given, { ...state, ...PLAIN }));
  const { lang } = state;
  const name = typeset(capital(nameOf(q, lang)), lang);
  const [from, to] = [before, q].map((one) => massOf(one, lang));
  const asked = onBasis(known, given, state) !== onBasis(known, given, { ...state, ...PLAIN });
  const key = asked ? (from === to ? "basis_already" : "basis_changed") : "basis_missing";
  return word(key, lang, { name: `${name}${SIGNS[lang].colon}`.trim(), from, to });
}
