// How a name changes when it enters a sentence: text/grammar.py in JavaScript.

// The French "de" before a phrase with its article: du Canada, des États-Unis, d'Israël.
export function frenchOf(phrase) {
  if (phrase.startsWith("le ")) return `du ${phrase.slice(3)}`;
  if (phrase.startsWith("les ")) return `des ${phrase.slice(4)}`;
  // The h of Haïti is mute; that of other names is not. Guillemets do not prevent elision.
  return /^(?:« ?)?(?:[AEIOUYÉÎaeiouéî]|Haïti)/.test(phrase) ? `d'${phrase}` : `de ${phrase}`;
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

// A name that begins with a single counted thing: one hour of video streaming.
export const ONE = {
  en: /^one ([\p{L}\p{N}_]+)(?= (?:at|by|in|of|on) )/u,
  // Not if a participle agrees with it: un achat en ligne retiré en magasin.
  fr: /^(?:une(?! [\p{L}]+[^,(]* (?:[\p{L}]+ée|faite) (?:en|par) )|un(?! [\p{L}]+[^,(]* (?:[\p{L}]+é|fait) (?:en|par) )) ([\p{L}\p{N}_]+)(?= (?:à |d'|dans |de |en |sur ))/u,
};
// Powers of ten that a language has no common word for: 13 000 milliards.
export const WORDLESS = { fr: ["e12"] };

// Whether a number takes the singular: French counts 1.9 as one, English does not.
export const isSingular = (text, value, language) => (language === "fr" ? Math.abs(value) < 2 : text === "1");

// Elide "que" before a range in French.
export const elided = (text) => text.replaceAll("que entre", "qu'entre");
