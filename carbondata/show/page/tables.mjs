// The tables that come with the page: columns, some of them as words and their places, as rows.

import { directory, resolve } from "./names.mjs";

// The bytes are gzip in base64, in a script element that no browser runs.
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

const cell = (column, at) =>
  column.words ? (column.words[column.places[at]] ?? null) : column.values[at];

function rows(columns) {
  const names = Object.keys(columns);
  return (at) => Object.fromEntries(names.map((name) => [name, cell(columns[name], at)]));
}

const size = (columns) => {
  const first = Object.values(columns)[0];
  return (first.values ?? first.places).length;
};

function placesOf(columns, name) {
  const found = new Map();
  for (let at = 0; at < size(columns); at += 1) {
    const key = cell(columns[name], at);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), at]);
  }
  return found;
}

// A row of `quantities`: its id and its names have the year written in.
function quantity(row) {
  const year = String(row.year);
  const annual = row.kind === "annual";
  return {
    ...row,
    id: annual ? `${row.subject}@${year}` : row.subject,
    measure: "emissions",
    name_en: row.name_en?.replace("{year}", year) ?? null,
    name_fr: row.name_fr?.replace("{year}", year) ?? null,
  };
}

export function tables(payload) {
  const row = rows(payload.quantities);
  const grid = rows(payload.grid);
  const subjects = placesOf(payload.quantities, "subject");
  const factors = new Map();
  for (let at = 0; at < size(payload.grid); at += 1) {
    const one = grid(at);
    factors.set(`${one.area_id}@${one.year}`, one);
  }
  const pairs = [...subjects].flatMap(([subject, places]) =>
    places.map((at) => [subject, cell(payload.quantities.row_id, at)]));
  const entries = directory(pairs, payload.areas);
  const held = new Map();
  // The rows of a subject, worked out once.
  const rowsOf = (subject) => {
    if (!held.has(subject)) {
      held.set(subject, (subjects.get(subject) ?? []).map((at) => quantity(row(at))));
    }
    return held.get(subject);
  };
  const column = (name, at) => cell(payload.quantities[name], at);
  const usable = (at) => column("emissions_t", at) > 0 && column("verified", at);
  // Of each subject that can be chosen, the place of its newest figure.
  const newest = new Map();
  for (const [subject, places] of subjects) {
    const last = places.findLast(usable);
    if (last !== undefined) newest.set(subject, last);
  }
  return {
    ...payload,
    factors,
    rowsOf,
    subjects: [...newest.keys()],
    // Other runs of the same name: the same model, by another study or on another basis.
    namesakes: (q) => [...newest.keys()].filter((subject) =>
      subject !== q.subject && cell(payload.quantities.name_en, newest.get(subject)) === q.name_en),
    firstOf: (subject) => quantity(row(newest.get(subject))),
    named(name) {
      const meant = resolve(entries, name);
      return meant
        ? rowsOf(meant.subject).filter((one) => meant.rowId === null || one.row_id === meant.rowId)
        : [];
    },
  };
}
