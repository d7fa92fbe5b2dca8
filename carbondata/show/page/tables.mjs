// The tables that come with the page: columns, some of them as words and their places, as rows.

import { directory, resolve } from "./names.mjs";

// The bytes are gzip in base64, in a script element that no browser runs.
export async function unpack(text) {
  const letters = atob(text.trim());
  const packed = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) packed[at] = letters.charCodeAt(at);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// The runs of a column (place, times, place, times, ...) as the places that they are.
function unrolled(columns) {
  for (const column of Object.values(columns).filter((one) => one.runs)) {
    const rows = column.runs.reduce((sum, one, at) => sum + (at % 2 ? one : 0), 0);
    column.places = new Uint32Array(rows);
    for (let at = 0, from = 0; at < column.runs.length; at += 2) {
      column.places.fill(column.runs[at], from, from += column.runs[at + 1]);
    }
  }
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
    if (key === null) continue;
    if (found.has(key)) found.get(key).push(at);
    else found.set(key, [at]);
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
  unrolled(payload.quantities);
  unrolled(payload.grid);
  const row = rows(payload.quantities);
  const grid = rows(payload.grid);
  const subjects = placesOf(payload.quantities, "subject");
  const factors = new Map();
  for (let at = 0; at < size(payload.grid); at += 1) {
    const one = grid(at);
    factors.set(`${one.area_id}@${one.year}`, one);
  }
  const column = (name, at) => cell(payload.quantities[name], at);
  const pairs = [...subjects].flatMap(([subject, places]) =>
    [...new Set(places.map((at) => column("row_id", at)))].map((rowId) => [subject, rowId]));
  const entries = directory(pairs, payload.areas);
  const meanings = new Map();
  const meaning = (name) => {
    if (!meanings.has(name)) meanings.set(name, resolve(entries, name));
    return meanings.get(name);
  };
  const held = new Map();
  // The rows of a subject, worked out once.
  const rowsOf = (subject) => {
    if (!held.has(subject)) {
      held.set(subject, (subjects.get(subject) ?? []).map((at) => quantity(row(at))));
    }
    return held.get(subject);
  };
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
    // The years of which there is a figure that was seen and is no projection, the newest first.
    yearsOf: (subject) => [...new Set(rowsOf(subject)
      .filter((one) => one.verified && one.scenario === null)
      .map((one) => one.year))].sort((a, b) => b - a),
    subjects: [...newest.keys()],
    // Other runs of the same name: the same model, by another study or on another basis.
    namesakes: (q) => [...newest.keys()].filter((subject) =>
      subject !== q.subject && cell(payload.quantities.name_en, newest.get(subject)) === q.name_en),
    firstOf: (subject) => quantity(row(newest.get(subject))),
    named(name) {
      const meant = meaning(name);
      return meant
        ? rowsOf(meant.subject).filter((one) => meant.rowId === null || one.row_id === meant.rowId)
        : [];
    },
  };
}
