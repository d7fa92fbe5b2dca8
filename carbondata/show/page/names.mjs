// Names by which figures can be asked for, as carbondata/engine/decisions.py looks them up.

// Without case, accents and punctuation: gpt-3 is GPT3, suede is Suède.
export const folded = (name) =>
  name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9/]/g, "");

// Of the subjects that a word could mean as well, so many are told.
const FEW = 5;

// Every name, with what it stands for: a subject, or one row of it. `pairs` are subjects and rows
// that have figures, `names` the names that follow neither from these nor from areas.
export function directory(pairs, areas, names) {
  const entries = [];
  const add = (name, subject, rowId = null, why_en = null, why_fr = null) => {
    const short = folded(name);
    const ending = folded(name.slice(name.lastIndexOf("/") + 1));
    entries.push({ name, folded: short, ending, subject, rowId, why_en, why_fr });
  };
  const rows = new Set(pairs.map(([, rowId]) => rowId));
  const subjects = new Set(pairs.map(([subject]) => subject));
  for (const subject of subjects) {
    // Where one row is called as its subject is, the name is the row's.
    if (!rows.has(subject)) add(subject, subject);
  }
  for (const [subject, rowId] of pairs) if (rowId !== null) add(rowId, subject, rowId);
  // A subdivision (US-CA) has a grid, and no emissions.
  const nations = Object.entries(areas).filter(([area]) => !area.includes("-"));
  for (const [area, [english, french]] of nations) {
    if (!subjects.has(area)) add(area, area);
    add(english, area);
    if (french) add(french, area);
  }
  for (const [name, subject, why_en, why_fr, rowId] of names) add(name, subject, rowId, why_en, why_fr);
  return entries;
}

function likeness(wanted, entry) {
  if (entry.folded === wanted) return 1;
  if (entry.ending === wanted) return 2;
  return entry.ending.startsWith(wanted) ? 3 : 4;
}

// The one name, of a subject or of a row of it, that fits best; null where there is none, or several.
export function resolve(entries, name) {
  const wanted = folded(name);
  if (!wanted) return null;
  const alike = entries
    .filter((entry) => entry.folded.includes(wanted))
    .map((entry) => ({ ...entry, likeness: likeness(wanted, entry) }));
  const best = Math.min(...alike.map((entry) => entry.likeness));
  const meant = new Map();
  for (const entry of alike.filter((one) => one.likeness === best)) {
    const key = `${entry.subject}|${entry.rowId}`;
    // Of several names of one thing, the first by the alphabet.
    if (!(meant.get(key)?.name <= entry.name)) meant.set(key, entry);
  }
  // A subject's own name comes before those of its rows.
  const own = [...meant.values()].filter((entry) => entry.rowId === null);
  const subjects = new Set([...meant.values()].map((entry) => entry.subject));
  if (own.length === 1 && subjects.size === 1) return own[0];
  return meant.size === 1 ? [...meant.values()][0] : null;
}

// What else a word could mean: the subjects that have it in one of their names.
export function othersOf(entries, { name, subject }) {
  const wanted = folded(name);
  const found = entries
    .filter((one) => one.rowId === null && one.subject !== subject)
    .filter((one) => one.name.split(/[^\p{L}\p{N}]+/u).some((part) => folded(part) === wanted));
  return [...new Set(found.map((one) => one.subject))].sort().slice(0, FEW);
}
