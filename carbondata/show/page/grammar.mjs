// How a name changes when it enters a sentence: text/grammar.py in JavaScript.

// The French "de" before a phrase with its article: du Canada, des États-Unis, d'Israël.
export function frenchOf(phrase) {
  if (phrase.startsWith("le ")) return `du ${phrase.slice(3)}`;
  if (phrase.startsWith("les ")) return `des ${phrase.slice(4)}`;
  // The h of Haïti and of an hour is mute; that of other names is not.
  return /^(?:[AEIOUYÉÎaeiouéî]|Haïti|heure)/.test(phrase) ? `d'${phrase}` : `de ${phrase}`;
}

export const of = (name, language) => (language === "fr" ? frenchOf(name) : `of ${name}`);

// Whether a name takes a plural verb; English names here never do.
export function isPlural(name, language) {
  if (language === "en") return false;
  const amount = /^\d+(?:,\d+)?(?:[eE][+]?\d+)?(?=[ \u00a0])/.exec(name);
  return amount ? Number(amount[0].replace(",", ".")) >= 2 : name.toLowerCase().startsWith("les ");
}

// A number that ends in a word with what it counts: French needs "de" in between.
export const manyOf = (amount, what, language) =>
  (language === "fr" ? `${amount} ${frenchOf(what)}` : `${amount} ${what}`);

// A name that begins with a single thing: an espresso machine, one hour of video streaming. The thing
// ends where the name says of what, for what, or how it is meant.
export const ONE = {
  en: /^(?:an?|one) ((?:[\p{L}\p{N}_'-]+ )*?[\p{L}\p{N}_'-]+)(?=$|,| \(| (?:around|at|between|by|downloaded|for|from|in|made|of|on|per|stored|to|with|within|without)(?: |$))/u,
  fr: /^une? ((?:[\p{L}\p{N}_'-]+ )*?[\p{L}\p{N}_'-]+)(?=$|,| \(| (?:à |au |avec |d'|dans |de |du |en |entre |par |pour |sans |sur ))/u,
};
// Words that do not take the plural: acronyms, names, nouns behind nouns.
const FIXED = { en: /(?!)/, fr: /^(?:[A-Z-]+|Internet|iPhone|Pro|Max|\d+|aller-retour|expresso|filtre|non|lave-.*|.*[sxz])$/u };
const IRREGULAR = {
  en: [[/([^aeiou])y$/, "$1ies"], [/(s|x|z|ch|sh)$/, "$1es"]],
  fr: [[/(eau|eu)$/, "$1x"], [/al$/, "aux"]],
};

function pluralOfWord(word, language) {
  if (FIXED[language].test(word)) return word;
  const [ending, instead] = IRREGULAR[language].find(([one]) => one.test(word)) ?? [/$/, "s"];
  return word.replace(ending, instead);
}

// A thing in the plural: in English its last word, in French each that agrees with it.
export function plural(thing, language) {
  const words = thing.split(" ");
  return words.map((word, at) =>
    (language === "fr" || at === words.length - 1 ? pluralOfWord(word, language) : word)).join(" ");
}

// Powers of ten that a language has no common word for: 13 000 milliards.
export const WORDLESS = { fr: ["e12"] };

// Whether a number takes the singular: French counts 1.9 as one, English does not.
export const isSingular = (text, value, language) => (language === "fr" ? Math.abs(value) < 2 : text === "1");

// Fit "as much as" to a range behind it: as much as 2 to 3 flights.
export const elided = (text, language) => (language === "fr"
  ? text.replaceAll("que entre", "qu'entre")
  : text.replace(/as much as between ([\d.,]+(?: [a-z]*illion)*) and /g, "as much as $1 to "));
