// The tables that come with the page, by column: nothing is made a row before it is asked for.

import { directory, resolve } from "./names.mjs";
import { bases } from "./operands.mjs";
import { PHRASES } from "./phrases.mjs";
import { types } from "./types.mjs";

// What a column says at a row: a value of its own, or a word by its place, the places perhaps as
// runs (place, times, place, times, ...).
function saying({ values, words, places, runs }) {
  if (values) return (at) => values[at];
  if (places) return (at) => words[places[at]];
  const ends = [];
  for (let run = 1, end = 0; run < runs.length; run += 2) ends.push(end += runs[run]);
  return (at) => words[runs[2 * above(ends, at)]];
}

// The place of the first of some growing numbers that is above another.
function above(numbers, other) {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] > other) high = middle;
    else low = middle + 1;
  }
  return low;
}

// All that a column says.
function spread({ values, words, places, runs }) {
  if (values) return values;
  if (places) return places.map((place) => words[place]);
  return runs.flatMap((times, at) => (at % 2 ? Array(times).fill(words[runs[at - 1]]) : []));
}

// A table sorted by one of its columns: its cells, its rows, and where each key has its rows.
function table(columns, key) {
  const cells = Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, saying(one)]));
  const names = Object.keys(cells);
  const sorted = spread(columns[key]);
  const ranges = new Map();
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (sorted[to] === sorted[from]) to += 1;
    ranges.set(sorted[from], [from, to]);
  }
  const rowsOf = (name) => {
    const [from, to] = ranges.get(name) ?? [0, 0];
    return Array.from({ length: to - from }, (_, at) => from + at);
  };
  const row = (at) => Object.fromEntries(names.map((name) => [name, cells[name](at)]));
  const first = (name) => ranges.get(name)[0];
  return { cells, keys: [...ranges.keys()], first, rowsOf, row };
}

// A row of `quantities`: its id and its names have the year written in.
function quantity(row) {
  const year = String(row.year);
  const annual = row.kind === "annual";
  return {
    ...row,
    id: annual ? `${row.subject}@${year}` : row.subject,
    measure: "emissions",
    times: null,
    name_en: row.name_en?.replace("{year}", year) ?? null,
    name_fr: row.name_fr?.replace("{year}", year) ?? null,
  };
}

// What `make` gives, made when it is first asked for, once for each name.
function once(make) {
  const made = new Map();
  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name);
  };
}

export function tables(payload) {
  Object.assign(PHRASES, payload.phrases);
  const { cells, keys, first, rowsOf: places, row } = table(payload.quantities, "subject");
  const grid = table(payload.grid, "area_id");
  const rowsOf = once((subject) => places(subject).map((at) => quantity(row(at))));

  // The place of a subject's newest figure, of those that can be chosen; undefined without any.
  const newest = once((subject) => places(subject)
    .filter((at) => cells.emissions_t(at) > 0 && cells.verified(at))
    .sort((one, other) => cells.year(one) - cells.year(other)).at(-1));
  const subjects = once(() => keys.filter((subject) => newest(subject) !== undefined));

  const entries = once(() => directory(
    keys.flatMap((subject) =>
      [...new Set(places(subject).map(cells.row_id))].map((rowId) => [subject, rowId])),
    payload.areas,
    payload.names,
  ));
  const meaning = once((name) => resolve(entries(), name));
  const runs = once(() => keys.filter((subject) => cells.kind(first(subject)) === "event"));
  const known = {
    ...payload,
    ...types(payload.types, spread(payload.together)),
    // The columns of a quantity, in a receipt as in `quantities`.
    columns: ["id", "measure", "times", ...Object.keys(payload.quantities)],
    // Every row that an operand may mean.
    bases: once((given) => bases(known, given)),
    // Where the electricity has an intensity, in which years, and what it is.
    gridAreas: grid.keys,
    gridYears: (area) => grid.rowsOf(area).map(grid.cells.year).sort((a, b) => b - a),
    factor: (area, year) => {
      const at = grid.rowsOf(area).find((one) => grid.cells.year(one) === year);
      return at === undefined ? null : grid.row(at);
    },
    // The years of which there is a figure that was seen and is no projection, the newest first.
    yearsOf: (subject) => [...new Set(rowsOf(subject)
      .filter((one) => one.verified && one.scenario === null)
      .map((one) => one.year))].sort((a, b) => b - a),
    subjects,
    // Other runs of the same name: the same model, by another study or on another basis.
    namesakes: (q) => runs().filter((run) =>
      run !== q.subject && newest(run) !== undefined && cells.name_en(newest(run)) === q.name_en),
    firstOf: (subject) => quantity(row(newest(subject))),
    // Whether a name is that of one row, which has its year.
    isRow: (name) => (meaning(name)?.rowId ?? null) !== null,
    named(name) {
      const meant = meaning(name);
      return meant
        ? rowsOf(meant.subject).filter((one) => meant.rowId === null || one.row_id === meant.rowId)
        : [];
    },
  };
  return known;
}
