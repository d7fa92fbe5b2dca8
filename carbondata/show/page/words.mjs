// The phrases of the page itself, in the typography of the language.

import { SIGNS, isPhrase, phrase, phrasesOf } from "./phrases.mjs";
import { capital, typeset } from "./typeset.mjs";

// The languages of the page.
export const languages = () => Object.keys(SIGNS);

export const word = (key, language, values) => typeset(phrase(`page.${key}`, language, values), language);

// A name in one language; if it has none there, in the other.
export const inLanguage = ([english, french], language) =>
  (language === "fr" ? french ?? english : english ?? french);

const sentence = (text) => `${capital(text).replace(/\.$/, "")}.`;

// Why a figure is taken, or what bars it. The tables say it in English; a common reason is a phrase,
// whose text as a pattern finds the value of its blank. Those of single studies are in `reasons`.
export function whyTold(why, language, reasons) {
  if (language !== "en" && reasons[why]) {
    return [typeset(inLanguage([why, reasons[why]], language), language), language];
  }
  for (const [key, english] of phrasesOf("why.", "en")) {
    const pattern = english.replace(/[.\\?]/g, "\\$&").replace(/\{(\w+)\}/, "(?<$1>.+)");
    const found = new RegExp(`^${pattern}$`).exec(why);
    if (!found) continue;
    const said = key.replace("why.", "why_said.");
    const text = phrase(isPhrase(said) ? said : key, language, found.groups);
    return [typeset(sentence(text), language), language];
  }
  return [sentence(why), "en"];
}
