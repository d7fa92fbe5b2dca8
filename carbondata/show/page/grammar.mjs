// What grammar a language asks of a name before it stands in a sentence: text/grammar.py in JavaScript.

// The French "de" before a phrase with its article: du Canada, des États-Unis, d'Israël.
export function frenchOf(phrase) {
  if (phrase.startsWith("le ")) return `du ${phrase.slice(3)}`;
  if (phrase.startsWith("les ")) return `des ${phrase.slice(4)}`;
  // The h of Haïti is mute; that of other names is not.
  return /^(?:[AEIOUYÉÎaeiouéî]|Haïti)/.test(phrase) ? `d'${phrase}` : `de ${phrase}`;
}

export const of = (name, language) => (language === "fr" ? frenchOf(name) : `of ${name}`);

// Whether a name asks for a verb in the plural; English names ask for none.
export function isPlural(name, language) {
  if (language === "en") return false;
  const amount = /^\d+(?:,\d+)?(?=[ \u00a0])/.exec(name);
  return amount ? Number(amount[0].replace(",", ".")) >= 2 : name.toLowerCase().startsWith("les ");
}

// What is counted behind a number that ends in a word: French asks for a "de" there.
export const manyOf = (amount, what, language) =>
  (language === "fr" ? `${amount} ${frenchOf(what)}` : `${amount} ${what}`);
