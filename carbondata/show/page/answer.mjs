// The first screen: the sentence with its two names to be changed, the number, how sure it is.

import { doubt, onPage } from "./cards.mjs";
import { attributed, citation } from "./citations.mjs";
import { titleOf } from "./choices.mjs";
import { byId, element } from "./elements.mjs";
import { isotype } from "./isotype.mjs";
import { plain } from "./numbers.mjs";
import { parts } from "./parts.mjs";
import { phrase } from "./phrases.mjs";
import { measure } from "./rulers.mjs";
import { far, isRange, reasonsOf, standing, tell } from "./sentences.mjs";
import { nameOf } from "./sidewords.mjs";
import { capital, typeset } from "./typeset.mjs";
import { languages, word } from "./words.mjs";

const FEW = 1;
// A longer amount is written smaller.
const SHORT = 9;
// It stands for a name, and occurs in no text.
const SPLIT = "\ue001";
const [SUBJECT, REFERENCE] = ["subject-picker", "reference-picker"];

// A name in the sentence that opens its picker.
const name = (picker, text) => element(
  "button", { type: "button", class: "pick", "aria-controls": picker, "aria-expanded": String(!byId(picker).hidden), "data-key": picker },
  text,
);

// The sentence for one comparison, or for none with the name of what is to be compared.
export function sentence(made, alone, language) {
  if (!made) {
    return [name(SUBJECT, alone || word("which", language)), " ", name(REFERENCE, word("add", language))];
  }
  const cut = parts(made, language);
  if (!cut) {
    const [one, other] = [made.subject, made.reference].map((q) => typeset(nameOf(q, language), language));
    const [, and] = typeset(phrase("list.and", language, { one: SPLIT, other: SPLIT }), language).split(SPLIT);
    return [name(SUBJECT, capital(one)), and, name(REFERENCE, other)];
  }
  const [when, who, did, amount, of] = cut;
  return [
    element("span", { class: "did" }, when, name(SUBJECT, who), did),
    element("span", { class: "much" }, element("strong", { class: amount.length > SHORT ? "amount long" : "amount" }, amount), " ", name(REFERENCE, of.trim())),
  ];
}

// Who says so, and the doubt.
export function doubts(known, made, language) {
  if (!made.reading) return [element("strong", { class: "refuse" }, onPage(typeset(tell(made, language), language)))];
  const found = reasonsOf(made, language).filter(([outcome]) => outcome === "caution").slice(0, FEW).map(([, text]) => text);
  const verdict = element("strong", { class: made.verdict }, typeset(capital(phrase(`verdict.${made.verdict}`, language)), language));
  // That a figure was corrected or is disputed comes before every other doubt.
  const stood = standing(made.subject, made.reference, language).filter(Boolean).join(" ");
  const corrected = stood ? [" · ", element("strong", {}, attributed(known, typeset(stood, language)))] : [];
  const texts = [doubt(made, language).replace(/\.$/, ""), ...found.map(capital)];
  const ids = [...new Set([made.subject, made.reference].filter((q) => q.figure !== "given").map((q) => q.source_id))];
  const cited = ids.flatMap((id, at) => [at ? " · " : "", citation(known, id, language, true)]);
  return [verdict, ...corrected, ` · ${texts.map((text) => attributed(known, text.replace(/\.$/, ""))).join(". ")}. `, element("span", { class: "who" }, ...cited)];
}

function pictures(made, language) {
  const found = made && isotype(made, isRange(made) ? far(made) : null);
  if (!found) return [];
  const each = found.each > 1 ? element("span", { class: "hint" }, word("per_picture", language, { n: plain(found.each, 15, language) })) : null;
  return [found.drawing, ...(each ? [each] : [])];
}

// The short names of the sides of a comparison, for a ruler.
export function shortNames(known, sides, language) {
  const [subject, reference] = sides.map((q) => {
    if (!q) return "";
    if (q.times || q.figure === "given" || q.id.includes(" ")) return nameOf(q, language);
    return known.marks[q.subject]?.[languages().indexOf(language)] ?? titleOf(known, q, language).split(", ")[0];
  });
  return { subject, reference };
}

// Show the first comparison; `names` are the short names of its sides, `alone` the subject's.
export function answer(known, made, names, language) {
  byId("sentence").replaceChildren(...sentence(made, names.subject, language));
  byId("isotype").replaceChildren(...pictures(made, language));
  byId("doubt").replaceChildren(...(made ? doubts(known, made, language) : []));
  if (made) document.documentElement.dataset.measure = made.subject.measure;
  measure(document.querySelectorAll(".ruler"), made?.subject, made?.reference, names);
}
