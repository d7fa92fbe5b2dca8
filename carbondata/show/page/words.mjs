// What the page says of itself, set as its language sets it.

import { SIGNS, phrase, phrasesOf } from "./phrases.mjs";
import { typeset } from "./typeset.mjs";

// The languages that the page speaks.
export const languages = () => Object.keys(SIGNS);

export const word = (key, language, values) => typeset(phrase(`page.${key}`, language, values), language);

// The text that a name in both languages has in one; where it has none there, the other's.
export const inLanguage = ([english, french], language) =>
  (language === "fr" ? french ?? english : english ?? french);

// Why a figure is taken, or what bars it: the tables say it in English, and what they often say is a
// phrase; its text as a pattern finds what fills its blank. Those of single studies are in `reasons`.
export function whyTold(why, language, reasons) {
  if (language !== "en" && reasons[why]) {
    return [typeset(inLanguage([why, reasons[why]], language), language), language];
  }
  for (const [key, english] of phrasesOf("why.", "en")) {
    const pattern = english.replace(/[.\\?]/g, "\\$&").replace(/\{(\w+)\}/, "(?<$1>.+)");
    const found = new RegExp(`^${pattern}$`).exec(why);
    if (found && language !== "en") return [typeset(phrase(key, language, found.groups), language), language];
  }
  return [`${why.charAt(0).toUpperCase()}${why.slice(1).replace(/\.$/, "")}.`, "en"];
}
