// Who says what: the studies of both sides, and the two over the years.

import { byId, element } from "./elements.mjs";
import { strips } from "./strips.mjs";
import { word } from "./words.mjs";
import { years } from "./years.mjs";

// `take(side, operand)` takes another study of a side.
export function whoSays(known, made, language, take) {
  const drawing = made && years(known, made, language);
  byId("studies-panel").replaceChildren(
    ...(made ? strips(known, made, language, take) : []),
    ...(drawing ? [element("h3", {}, word("over_years", language)), drawing, element("p", { class: "hint" }, word("over_years_hint", language))] : []),
  );
}
