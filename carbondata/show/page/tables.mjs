// The tables in the page, by column: rows are made only when they are needed.

import { UNASKED } from "./asked.mjs";
import { central, upper, lower } from "./measure.mjs";
import { areaNamed, directory, itself, othersOf, resolve } from "./names.mjs";
import { basisOf } from "./studies.mjs";
import { types } from "./types.mjs";

// The value of a column at a row: its own, or a word by its place; places may be stored as runs
// (place, times, place, times, ...), whole numbers as series (start, step, length, ...). Columns are
// unpacked when they are first asked for.
function saying(column) {
  let found = null;
  return (at) => (found ??= unpacked(column))(at);
}

function unpacked({ values, words, places, runs, series }) {
  if (values) return (at) => values[at];
  if (places) return (at) => words[places[at]];
  if (series) {
    const ends = endsOf(series, 3);
    return (at) => {
      const stretch = above(ends, at);
      const [start, step] = [series[3 * stretch], series[3 * stretch + 1]];
      return start === null ? null : start + step * (at - (stretch && ends[stretch - 1]));
    };
  }
  const ends = endsOf(runs, 2);
  return (at) => words[runs[2 * above(ends, at)]];
}

// Where the stretches of a packed column end; each has `size` numbers, of which the last is its length.
function endsOf(packed, size) {
  const ends = new Uint32Array(packed.length / size);
  for (let one = 0, end = 0; one < ends.length; one += 1) ends[one] = end += packed[size * one + size - 1];
  return ends;
}

// The index of the first of increasing numbers that exceeds another.
function above(numbers, other) {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] > other) high = middle;
    else low = middle + 1;
  }
  return low;
}

function stepped(series) {
  const values = [];
  for (let at = 0; at < series.length; at += 3) {
    const [start, step] = [series[at], series[at + 1]];
    for (let one = 0; one < series[at + 2]; one += 1) values.push(start === null ? null : start + step * one);
  }
  return values;
}

// All values of a column.
function spread({ values, words, places, runs, series }) {
  if (series) return stepped(series);
  if (values) return values;
  if (places) return places.map((place) => words[place]);
  return stretches({ words, runs }).flatMap(([word, from, to]) => Array(to - from).fill(word));
}

// The stretches of a column in which it has one value: [value, from, to].
function stretches({ words, runs, ...others }) {
  if (!runs) return spread({ words, ...others }).map((value, at) => [value, at, at + 1]);
  const found = [];
  for (let at = 0, from = 0; at < runs.length; at += 2) found.push([words[runs[at]], from, from += runs[at + 1]]);
  return found;
}

// The rows of a table.
function rows(columns) {
  const all = Object.entries(columns).map(([name, one]) => [name, spread(one)]);
  return all[0][1].map((_, at) => Object.fromEntries(all.map(([name, values]) => [name, values[at]])));
}

// A table sorted by one of its columns: its cells, its rows, and the rows of each key.
function table(columns, key) {
  const cells = Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, saying(one)]));
  const names = Object.keys(cells);
  const ranges = new Map();
  for (const [value, from, to] of stretches(columns[key])) ranges.set(value, [ranges.get(value)?.[0] ?? from, to]);
  const rowsOf = (name) => {
    const [from, to] = ranges.get(name) ?? [0, 0];
    return Array.from({ length: to - from }, (_, at) => from + at);
  };
  const row = (at) => Object.fromEntries(names.map((name) => [name, cells[name](at)]));
  const first = (name) => ranges.get(name)[0];
  return { cells, keys: [...ranges.keys()], first, rowsOf, row };
}

const measureOf = (typeId) => (typeId.startsWith("measure=electricity") ? "electricity" : "emissions");

// The id of a row, which leaves out that of its source.
const inFull = (id, source) => (id?.startsWith("/") ? `${source}${id}` : id);

// A row of `quantities`, with the year filled into its id, names and locator.
function quantity(row) {
  const year = String(row.year);
  const annual = row.kind === "annual";
  return {
    ...row,
    id: annual ? `${row.subject}@${year}` : row.subject,
    measure: measureOf(row.type_id),
    times: null,
    asked: UNASKED,
    name_en: row.name_en?.replace("{year}", year) ?? null,
    name_fr: row.name_fr?.replace("{year}", year) ?? null,
    locator: row.locator?.replace("{year}", year) ?? null,
    row_id: inFull(row.row_id, row.source_id),
  };
}

// Items grouped by a key, in order.
function grouped(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    if (groups.has(key)) groups.get(key).push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

// The lowest and the highest study on each row's basis, unless the row has them.
function withStudies(rows) {
  for (const group of grouped(rows, basisOf).values()) {
    const own = group.filter((one) => one.eligible);
    const known = (...ends) => own.map((one) => ends.map((end) => end(one)).find((value) => value !== null) ?? null)
      .filter((value) => value !== null);
    const [low, high] = [known(central, lower, upper), known(central, upper, lower)];
    const unit = group[0].measure === "electricity" ? "kwh" : "t";
    for (const one of group) {
      one[`studies_${unit}_low`] ??= low.length ? Math.min(...low) : null;
      one[`studies_${unit}_high`] ??= high.length ? Math.max(...high) : null;
    }
  }
  return rows;
}

// The years of figures, by measure.
export function yearsByMeasure(figures) {
  const years = (own) => [...new Set(own.map((one) => one.year))].sort((a, b) => b - a);
  return Object.fromEntries([...grouped(figures, (one) => one.measure)].map(([measure, own]) => [measure, years(own)]));
}

// Each subject with the ids of its rows, once.
function pairs({ subject, row_id, source_id }) {
  const [ids, sources] = [row_id, source_id].map(spread);
  return stretches(subject).flatMap(([name, from, to]) =>
    [...new Set(ids.slice(from, to).map((id, at) => inFull(id, sources[from + at])))].map((id) => [name, id]));
}

// The result of `make`, computed once for each name, when it is first needed.
function once(make) {
  const made = new Map();
  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name);
  };
}

export function tables(payload) {
  const kinds = types(rows(payload.types), saying(payload.together));
  const type_id = { words: kinds.typeIds, places: spread(payload.quantities.type_id) };
  const { cells, keys, first, rowsOf: places, row } = table({ ...payload.quantities, type_id }, "subject");
  const grid = table(payload.grid, "area_id");
  const rowsOf = once((subject) => withStudies(places(subject).map((at) => quantity(row(at)))));

  const rowId = (at) => inFull(cells.row_id(at), cells.source_id(at));
  const isElectric = (at) => measureOf(cells.type_id(at)) === "electricity";
  // The index of a subject's newest figure that can be chosen, of emissions if there are any;
  // undefined if there is none.
  const newest = once((subject) => places(subject)
    .filter((at) => cells.preferred(at) && (cells.emissions_t(at) > 0 || isElectric(at)))
    .sort((one, other) => isElectric(other) - isElectric(one) || cells.year(one) - cells.year(other)).at(-1));
  const openYearsOf = once((subject) => yearsByMeasure(rowsOf(subject).filter((one) => one.preferred)));
  const subjects = once(() => keys.filter((subject) => newest(subject) !== undefined));

  const entries = once(() => directory(
    pairs(payload.quantities),
    payload.areas,
    payload.names,
  ));
  // The id of a subject is its name, without a look at all others, unless a row has the same.
  const ownName = (name) => (places(name).length && !places(name).some((at) => rowId(at) === name)
    ? itself(name) : null);
  const meaning = once((name) => {
    const found = ownName(name) ?? resolve(entries(), name);
    return found?.why_en ? { ...found, others: othersOf(entries(), found) } : found;
  });
  const called = once(() => grouped(payload.names, ([, subject]) => subject));
  return {
    ...payload,
    ...kinds,
    // The columns of a quantity, in a receipt as in `quantities`.
    columns: ["id", "measure", "times", ...Object.keys(payload.quantities)],
    areaOf: once(() => areaNamed(payload.areas, payload.names)),
    // What a name stands for; the rows of a subject, and their kind.
    meaning,
    rowsOf,
    kindOf: (subject) => (keys.includes(subject) ? cells.kind(first(subject)) : "annual"),
    // The places and years with a grid intensity, and its value.
    gridAreas: grid.keys,
    gridYears: (area) => grid.rowsOf(area).map(grid.cells.year).sort((a, b) => b - a),
    factor: (area, year) => {
      const at = grid.rowsOf(area).find((one) => grid.cells.year(one) === year);
      return at === undefined ? null : grid.row(at);
    },
    // The years with a default figure in a measure; of emissions if there are any.
    yearsOf: (subject, measure = "emissions") =>
      openYearsOf(subject)[measure] ?? openYearsOf(subject).electricity ?? [],
    openYearsOf,
    subjects,
    // Other names of a subject, and the ids of its rows, that a reader may search for.
    namesOf: (subject) => (called().get(subject) ?? []).map(([name]) => name),
    rowIdsOf: (subject) => [...new Set(places(subject).map(rowId).filter((name) => name !== null))],
    firstOf: (subject) => quantity(row(newest(subject))),
  };
}
