// What is below the answer: a card for each comparison, who says what, and the other grids.

import { card } from "./cards.mjs";
import { byId } from "./elements.mjs";
import { elsewhere } from "./elsewhere.mjs";
import { whoSays } from "./who.mjs";

export function details(known, list, state, shapes, change) {
  const first = list[0]?.made ?? null;
  const others = (given) => state.r.filter((one) => one !== given);
  const instead = (given, operand) => change({ r: state.r.map((one) => (one === given ? operand : one)) });
  byId("cards").replaceChildren(...list.map(({ given, operand, made }) => card(known, made, operand, state.lang, {
    removed: () => {
      change({ r: others(given) });
      byId("more").focus();
    },
    replaced: (by) => instead(given, by),
    moved: (year) => instead(given, `${made.reference.subject}${year ? `@${year}` : ""}`),
  })));
  whoSays(known, first, state.lang, (side, operand) =>
    change(side === "subject" ? { s: operand, hours: "", chip: "", pue: "" } : { r: [operand, ...state.r.slice(1)] }));
  elsewhere(known, first, shapes, state.lang);
}
