// Types of quantities and the rules that two of them meet: data of the page, worked out by the build.

// A type's id, which its words make up: measure=emissions gas=CO2 ...
const idOf = ({ alone, ...words }) => Object.entries(words)
  .filter(([, word]) => word !== null).map((pair) => pair.join("=")).join(" ");

// Types with their ids, and the column of quantities with ids in place of the types' numbers.
export function named(rows, column) {
  const types = rows.map((type) => ({ ...type, type_id: idOf(type) }));
  const ids = (numbers) => numbers?.map((at) => types[at].type_id);
  return [types, { ...column, words: ids(column.words), values: ids(column.values) }];
}

// The types by id, the type with certain words, and the rules that two types meet; `together` gives
// them for each pair of types, which are numbered once, row by row.
export function types(rows, together) {
  const known = new Map(rows.map((type, at) => [type.type_id, { ...type, at }]));
  const every = [...known.values()];
  const split = (text) => (text === "" ? [] : text.split(" "));
  const dimensions = Object.keys(rows[0]).filter((name) => !["type_id", "alone"].includes(name));
  const same = (type, wanted) => dimensions.every((name) => type[name] === (wanted[name] ?? null));

  function pair(one, other) {
    const [row, column] = one < other ? [one, other] : [other, one];
    return row * rows.length - (row * (row + 1)) / 2 + column;
  }
  function typeOf(wanted) {
    return every.find((type) => same(type, wanted)).type_id;
  }
  return {
    dimensions,
    type: (q) => known.get(q.type_id),
    typeOf,
    // A counted quantity is no longer a rate.
    countedType(id) {
      const type = known.get(id);
      return type.functional_unit === "per_unit" ? typeOf({ ...type, functional_unit: "counted" }) : id;
    },
    // The rules that two quantities meet, each with its side.
    rulesOf(s, r) {
      const [one, other] = [known.get(s.type_id), known.get(r.type_id)];
      const on = (side, text) => split(text).map((rule) => [rule, side]);
      return [
        ...on("both", together(pair(one.at, other.at))),
        ...on("subject", one.alone),
        ...on("reference", other.alone),
      ];
    },
  };
}
