// Names by which figures can be asked for, as carbondata/engine/decisions.py looks them up.

// The words of a name: runs of letters, numbers and slashes, without case and accents: gpt 3.
export const parted = (name) =>
  (name.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[a-z]+|[0-9]+|\//g) ?? []).join(" ");

// The same joined: gpt-3 is GPT3, suede is Suède.
export const folded = (name) => parted(name).replaceAll(" ", "");

// What a name may begin with in a sentence.
const ARTICLE = /^(?:(?:an?|the|une?|des|du|la|les?) |l['\u2019])/i;
export const withoutArticle = (name) => name.replace(ARTICLE, "").trimStart();

// A name and what it stands for; its words are worked out when they are first asked for.
class Entry {
  #words = null;

  constructor(name, subject, rowId, why_en, why_fr) {
    Object.assign(this, { name, subject, rowId, why_en, why_fr });
  }

  get words() { return this.#words ??= parted(this.name); }

  get folded() { return this.words.replaceAll(" ", ""); }
}

// A subject by its own name.
export const itself = (subject) => new Entry(subject, subject, null, null, null);

// Every name, with what it stands for: a subject, or one of its rows. `pairs` are the subjects and
// rows with figures, `names` the names that follow neither from these nor from areas.
export function directory(pairs, areas, names) {
  const entries = [];
  const add = (name, subject, rowId = null, why_en = null, why_fr = null) => {
    entries.push(new Entry(name, subject, rowId, why_en, why_fr));
  };
  const rows = new Set(pairs.map(([, rowId]) => rowId));
  const subjects = new Set(pairs.map(([subject]) => subject));
  for (const subject of subjects) {
    // If a row has the name of its subject, the name means the row.
    if (!rows.has(subject)) add(subject, subject);
  }
  for (const [subject, rowId] of pairs) if (rowId !== null) add(rowId, subject, rowId);
  // A subdivision (US-CA) has a grid, but no emissions.
  const nations = Object.entries(areas).filter(([area]) => !area.includes("-"));
  for (const [area, [english, french]] of nations) {
    if (!subjects.has(area)) add(area, area);
    add(english, area);
    if (french) add(french, area);
  }
  for (const [name, subject, why_en, why_fr, rowId] of names) add(name, subject, rowId, why_en, why_fr);
  return entries;
}

// How well a name matches: exactly, by the part after its slash, by the beginning of that, or by
// words, of which the last may be cut short; null if it does not.
function likeness(wanted, words, entry) {
  if (entry.folded === wanted) return 1;
  if (entry.folded.endsWith(`/${wanted}`)) return 2;
  if (entry.words.slice(entry.words.lastIndexOf("/ ") + 1).trimStart().startsWith(words)) return 3;
  return ` ${entry.words}`.includes(` ${words}`) ? 4 : null;
}

// What reads as an amount is not part of a name: -400 t is not the answer of 400 tokens.
const AMOUNT_LIKE = /^[0-9][0-9 ]* [a-z]{1,3}(?: co 2(?: e)?)?$/;

// The name of a subject or row that matches best; null if there is none, or several. A leading
// article is dropped if the match is better without it.
export function resolve(entries, name) {
  // Digits of other scripts, full-width digits and fractions are numbers too.
  const isWhole = AMOUNT_LIKE.test(parted(name.normalize("NFKC").replace(/(?![0-9])\p{Nd}/gu, "1")));
  const whole = folded(name);
  // Few names begin with the same sign, or have an accent: the others need not be folded.
  const mayBe = new RegExp(`^[^a-z0-9/]*${whole[0] ?? "$"}|[^\\0-\\x7f]`, "i");
  const exact = entries.filter((entry) => mayBe.test(entry.name) && entry.folded === whole);
  // Nothing matches better than the whole name.
  const sought = exact.length ? exact : entries;
  const alike = [...new Set([name, withoutArticle(name)])].flatMap((form, place) => {
    const [wanted, words] = [folded(form), parted(form)];
    return (wanted ? sought : [])
      .filter((entry) => (isWhole ? entry.folded === wanted : entry.folded.includes(wanted)))
      .map((entry) => ({ entry, fit: likeness(wanted, words, entry) }))
      .filter(({ fit }) => fit !== null)
      .map(({ entry, fit }) => ({ ...entry, likeness: 2 * fit + place }));
  });
  const best = Math.min(...alike.map((entry) => entry.likeness));
  const meant = new Map();
  for (const entry of alike.filter((one) => one.likeness === best)) {
    const key = `${entry.subject}|${entry.rowId}`;
    // Of several names of one thing, the alphabetically first.
    if (!(meant.get(key)?.name <= entry.name)) meant.set(key, entry);
  }
  // A subject's own name comes before those of its rows.
  const own = [...meant.values()].filter((entry) => entry.rowId === null);
  const subjects = new Set([...meant.values()].map((entry) => entry.subject));
  if (own.length === 1 && subjects.size === 1) return own[0];
  return meant.size === 1 ? [...meant.values()][0] : null;
}

// What else a word could mean: the subjects with it in one of their names.
export function othersOf(entries, { name, subject }) {
  const wanted = ` ${parted(name)} `;
  const found = entries
    .filter((one) => one.rowId === null && one.subject !== subject)
    .filter((one) => ` ${one.words} `.includes(wanted));
  return [...new Set(found.map((one) => one.subject))].sort();
}

// The id of an area by its id or a name; names of nations come before those of subdivisions.
export function areaNamed(areas, names) {
  const found = new Map();
  const add = ([id, [english, french]]) => [id, english, french ?? english].forEach((name) => found.set(folded(name), id));
  const all = Object.entries(areas);
  all.filter(([id]) => id.includes("-")).forEach(add);
  all.filter(([id]) => !id.includes("-")).forEach(add);
  for (const [name, subject] of names) if (subject in areas) found.set(folded(name), subject);
  return (given) => found.get(folded(given)) ?? found.get(folded(withoutArticle(given))) ?? null;
}
