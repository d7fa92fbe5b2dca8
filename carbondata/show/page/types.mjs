// Types of quantities and the rules that two of them meet: data of the page, worked out by the build.

// The types by id, the type with certain words, and the rules that two types meet; `together` gives
// them for each pair of types, which are numbered once, row by row.
export function types(rows, together) {
  const dimensions = Object.keys(rows[0]).filter((name) => name !== "alone");
  // As the tables write it: the words that apply, in the order of the columns.
  const idOf = (type) => dimensions.filter((name) => type[name] !== null).map((name) => `${name}=${type[name]}`).join(" ");
  const every = rows.map((type, at) => ({ ...type, at, type_id: idOf(type) }));
  const known = new Map(every.map((type) => [type.type_id, type]));
  const split = (text) => (text === "" ? [] : text.split(" "));
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
    typeIds: every.map((type) => type.type_id),
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
