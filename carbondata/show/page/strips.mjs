// Who says what: the studies of each side as dots on a line, to be taken by a click.

import { citation } from "./citations.mjs";
import { element } from "./elements.mjs";
import { valueOf } from "./measure.mjs";
import { massOf, nameOf, written } from "./sidewords.mjs";
import { rivals } from "./studies.mjs";
import { capital, typeset } from "./typeset.mjs";
import { word } from "./words.mjs";

// The operand that names one figure.
function operandOf(q) {
  const count = q.times ? `${q.times}*` : "";
  return q.row_id ? `${count}${q.row_id}` : `${count}${q.id}#${q.source_id}`;
}

const standing = (q, isTaken) => (isTaken ? "taken" : q.eligible ? "eligible" : "barred");

function strip(known, q, language, take) {
  const found = rivals(known, q).filter(({ q: one }) => valueOf(one) > 0);
  const name = typeset(capital(nameOf(q, language)), language);
  if (found.length < 2) return element("div", { class: "strip" }, element("h3", {}, name), element("p", { class: "hint" }, word("one_study", language)));
  const values = found.map(({ q: one }) => Math.log10(valueOf(one)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, 0.05);
  const at = (one) => `${4 + (92 * (Math.log10(valueOf(one)) - low)) / span}%`;
  const dots = found.map(({ q: one, isTaken }) => {
    const dot = element("button", {
      type: "button", class: `dot ${standing(one, isTaken)}`, tabindex: "-1", "aria-hidden": "true",
      title: `${massOf(one, language)}, ${one.source_id}`, onclick: () => take(operandOf(one)),
    });
    dot.style.left = at(one);
    return dot;
  });
  const ends = element("p", { class: "ends hint" },
    element("span", {}, written(10 ** low, { ...q, gas: null }, language)),
    element("span", {}, written(10 ** high, { ...q, gas: null }, language)));
  return element(
    "div", { class: "strip" },
    element("h3", {}, name),
    element("div", { class: "line" }, ...dots.reverse()), ends,
    element("ol", { class: "takes" }, ...found.map(({ q: one, isTaken }) => element(
      "li", { class: standing(one, isTaken) },
      element("button", { type: "button", "aria-pressed": String(isTaken), "data-key": `take ${operandOf(one)}`, onclick: () => take(operandOf(one)) }, massOf(one, language)),
      " ", citation(known, one.source_id, language, true),
      element("span", { class: "quiet" }, ` · ${standingTold(one, isTaken, language)}`),
    ))),
  );
}

function standingTold(q, isTaken, language) {
  const rank = q.preferred ? "preferred" : q.eligible ? "eligible" : "barred";
  return word(isTaken ? "taken" : rank, language);
}

// `take(side, operand)` takes another study of a side.
export const strips = (known, { subject, reference }, language, take) => [
  strip(known, subject, language, (operand) => take("subject", operand)),
  strip(known, reference, language, (operand) => take("reference", operand)),
];
