// The phrases of the page and the signs of each language: carbondata/text/phrases.csv and
// language.py, which the page holds beside its script.

export const SIGNS = {};
const PHRASES = {};

export function learn({ phrases, signs }) {
  Object.assign(PHRASES, phrases);
  Object.assign(SIGNS, signs);
}

// A phrase with its blanks filled; a missing phrase or value is a bug of the page.
export function phrase(key, language, values = {}) {
  if (!(key in PHRASES)) throw new Error(`no phrase ${key}`);
  return PHRASES[key][language].replace(/\{(\w+)\}/g, (_, name) => {
    if ([undefined, null, ""].includes(values[name])) throw new Error(`${key}: nobody fills ${name}`);
    return values[name];
  });
}

// The first names, and how many there are besides, never that there is one more. Names that have a
// comma are parted by semicolons.
export function listed(names, most, language) {
  const told = names.length > most + 1 ? names.slice(0, most) : names;
  const between = told.some((name) => name.includes(",")) ? SIGNS[language].semicolon : ", ";
  const [few, n] = [told.join(between), names.length - told.length];
  return n ? phrase("list.more", language, { listed: few, n }) : few;
}

// Whether there is such a phrase.
export const isPhrase = (key) => key in PHRASES;

// A term of a column in words; as the tables write it if it has none.
export const termOf = (column, term, language) =>
  (isPhrase(`${column}.${term}`) ? phrase(`${column}.${term}`, language) : term.replaceAll("_", " "));

// The phrases whose keys begin with a prefix, as [key, text] in a language.
export const phrasesOf = (start, language) => Object.entries(PHRASES)
  .filter(([key]) => key.startsWith(start)).map(([key, said]) => [key, said[language]]);
