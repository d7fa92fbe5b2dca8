// Names by which figures can be asked for, as carbondata/engine/decisions.py looks them up.

// Without case, accents and punctuation: gpt-3 is GPT3, suede is Suède.
export const folded = (name) =>
  name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9/]/g, "");

// [subject, row_id] of each name; a subject's own has no row_id.
export function directory(pairs, areas, names) {
  const entries = [];
  const add = (name, subject, rowId) => {
    const short = folded(name);
    entries.push({ folded: short, ending: short.slice(short.lastIndexOf("/") + 1), subject, rowId });
  };
  for (const [subject, rowId] of pairs) {
    add(subject, subject, null);
    if (rowId !== null && rowId !== subject) add(rowId, subject, rowId);
  }
  // A subdivision (US-CA) has a grid, and no emissions.
  const nations = Object.entries(areas).filter(([area]) => !area.includes("-"));
  for (const [area, [english, french]] of nations) {
    add(area, area, null);
    add(english, area, null);
    if (french) add(french, area, null);
  }
  for (const [name, subject] of names) add(name, subject, null);
  return entries;
}

function likeness(wanted, entry) {
  if (entry.folded === wanted) return 1;
  if (entry.ending === wanted) return 2;
  return entry.ending.startsWith(wanted) ? 3 : 4;
}

// The one subject, or row of it, that a name stands for; null where there is none, or several.
export function resolve(entries, name) {
  const wanted = folded(name);
  if (!wanted) return null;
  const alike = entries
    .filter((entry) => entry.folded.includes(wanted))
    .map((entry) => ({ ...entry, likeness: likeness(wanted, entry) }));
  const best = Math.min(...alike.map((entry) => entry.likeness));
  const meant = new Map(alike
    .filter((entry) => entry.likeness === best)
    .map((entry) => [`${entry.subject}|${entry.rowId}`, entry]));
  return meant.size === 1 ? [...meant.values()][0] : null;
}
