"""Check that a source's SQL depends only on its cells: no clock, no randomness, no other table.

It reads the parsed statement and DuckDB's list of functions, so a column named `now` is fine.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import duckdb

from carbondata.files import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    _Node = dict[str, Any]
    # What is wrong, and the remedy.
    Impurity = tuple[str, str]

# DuckDB does not say which table functions depend only on their arguments; these do.
PURE_TABLES = {"generate_series", "json_each", "json_tree", "range", "repeat", "unnest"}
# DuckDB calls functions consistent that depend on the clock or its version, and `error` volatile.
DEPENDS = {"age", "current_localtime", "current_localtimestamp", "version"}
ENDS = {"error"}
SCALAR = {"aggregate", "macro", "scalar", "window"}
# A column has a catalog, a schema, a table, and fields within fields; for thousands of parts DuckDB
# takes the square of their number, and does not stop in time.
MOST_PARTS = 20
# DuckDB writes a query out before it runs it, and heeds no time meanwhile: steps of a WITH that are
# read twice, columns that are taken twice, a name of a column used twice. The largest query of a
# source has a few hundred parts then; ten thousand take it a few seconds.
MOST_WRITTEN_OUT = 10_000
COUNTED = {"cte_map", "from_table", "select_list"}
# What makes one column of several.
PACKING = {"map", "row", "struct_insert", "struct_pack", "struct_update"}
GROWN = ("too large when its steps are written out", "read each step, and take each column, once")
DEEP = ("nested too deeply", "write it in several steps, each in a WITH")
ONE_SELECT = "write one SELECT or FROM; put a PIVOT in its FROM, with its columns listed by IN"


def impurity(
    query: str, tables: Mapping[str, pa.Table], within: frozenset[str] = frozenset()
) -> Impurity | None:
    """Return what makes a query's result depend on more than these tables; None if nothing does.

    DuckDB reports by itself what it cannot parse. `within` names the macros whose text this is:
    some of DuckDB's call themselves, by a scalar function of the same name.

    Examples
    --------
    >>> import pyarrow as pa
    >>> raw = {"raw": pa.table({"now": [1]})}
    >>> impurity("SELECT now FROM raw", raw)
    >>> impurity("SELECT now() FROM raw", raw)[0]
    'it calls now, whose result is not constant'
    """
    ((parsed,),) = _duckdb().execute("SELECT json_serialize_sql(?)", [query]).fetchall()
    try:
        tree = json.loads(parsed)
    except RecursionError:
        return DEEP
    if tree["error"]:
        return ("not a SELECT", ONE_SELECT) if tree["error_type"] == "not implemented" else None
    if len(tree["statements"]) != 1:
        return "more than one statement", ONE_SELECT
    nodes = list(_nodes(tree))
    found = chain(_of_size(tree, nodes, tables), _of_tables(nodes, tables))
    return next(chain(found, _of_functions(nodes, within)), None)


def _of_size(tree: _Node, nodes: list[_Node], tables: Mapping[str, pa.Table]) -> Iterator[Impurity]:
    if any(len(node.get("column_names") or ()) > MOST_PARTS for node in nodes):
        yield DEEP
    # A table of a thousand columns is as ten, of which some may be taken twice.
    sizes = {name.lower(): max(1, table.num_columns // 100) for name, table in tables.items()}
    try:
        if _written_out(tree, sizes) > MOST_WRITTEN_OUT:
            yield GROWN
    except RecursionError:
        yield DEEP


def _of_tables(nodes: list[_Node], tables: Mapping[str, pa.Table]) -> Iterator[Impurity]:
    given = {name.lower() for name in tables}
    known = given | {entry["key"].lower() for node in nodes for entry in _ctes(node)}
    for node in nodes:
        kind, name = node.get("type"), node.get("table_name", "")
        strange = kind == "BASE_TABLE" and (node["schema_name"] or name.lower() not in known)
        if kind == "TABLE_FUNCTION":
            name = node["function"]["function_name"]
            strange = name.lower() not in PURE_TABLES
        if kind == "SHOW_REF":
            strange, name = True, "what DuckDB says of tables"
        if strange:
            yield f"it reads {name}, which it may not", f"it may read {', '.join(given)}"
        if node.get("sample"):
            yield "it takes a sample", "take all rows, or select them by a condition"


def _of_functions(nodes: list[_Node], within: frozenset[str]) -> Iterator[Impurity]:
    called = {node["function_name"].lower() for node in nodes if node.get("class") == "FUNCTION"}
    impure = {name for name in called - within if not _is_pure(name, within)} | {*_bare(nodes)}
    if impure:
        remedy = "remove it: the same cells must give the same rows, on any day and machine"
        if columns := sorted(impure & {*_bare(nodes)}):
            remedy += f"; if it is a column, name its table: raw.{columns[0]}"
        yield f"it calls {', '.join(sorted(impure))}, whose result is not constant", remedy


def _bare(nodes: list[_Node]) -> Iterator[str]:
    """Yield names that have a value without being columns: current_date, user.

    Whether a column of that name is in scope is known only to DuckDB; elsewhere it may not be.
    """
    for node in nodes:
        if node.get("class") == "COLUMN_REF" and len(node["column_names"]) == 1:
            name = node["column_names"][0].lower()
            if _stands_alone(name):
                yield name


def _ctes(node: _Node) -> list[_Node]:
    entries: list[_Node] = (node.get("cte_map") or {}).get("map", [])
    return entries


def _written_out(node: Any, sizes: dict[str, int]) -> int:  # noqa: ANN401  (JSON)
    """Count the tables and names of a query with each step and alias in place of its name."""
    if isinstance(node, list):
        return sum(_written_out(one, sizes) for one in node)
    if not isinstance(node, dict):
        return 0
    chosen = node.get("select_list") or []
    known = {**sizes} if chosen or _ctes(node) else sizes
    for step in _ctes(node):
        known[step["key"].lower()] = _written_out(step["value"], known)
    if node.get("type") == "BASE_TABLE":
        name: str = node["table_name"]
        return known.get(name.lower(), 1)
    if node.get("class") == "COLUMN_REF":
        # An alias may be called as a table is.
        alias: str = node["column_names"][-1]
        return known.get(f". {alias.lower()}", 1)
    # What it selects from knows nothing of its aliases.
    own = _written_out(node.get("from_table"), known)
    for one in chosen:
        size = _written_out(one, known)
        own += size
        if one.get("alias"):
            known[f". {one['alias'].lower()}"] = size
    inner = (value for key, value in node.items() if key not in COUNTED)
    own += sum(_written_out(one, known) for one in inner)
    return _times(chosen) * own if chosen else own


def _times(chosen: list[_Node]) -> int:
    """Return how often a SELECT takes all columns, or the one that it takes most often whole."""
    # An unnest of a struct takes all of its columns.
    every = sum(
        one.get("class") == "STAR" or one.get("function_name") == "unnest" for one in chosen
    )
    whole = [one for one in chosen if one.get("class") == "COLUMN_REF"]
    for node in _nodes(chosen):
        if node.get("function_name") in PACKING:
            parts = _nodes(node.get("arguments"))
            whole += [one for one in parts if one.get("class") == "COLUMN_REF"]
    names = Counter(one["column_names"][-1].lower() for one in whole)
    most: int = max(1, every) * max(names.values(), default=1)
    return most


def _nodes(node: Any) -> Iterator[_Node]:  # noqa: ANN401  (JSON)
    """Yield every node of a parsed query, without recursion, as it may be deep."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


@cache
def _is_pure(name: str, within: frozenset[str]) -> bool:
    """Return whether all overloads of a function depend only on their arguments."""
    if name in DEPENDS | ENDS:
        return name in ENDS
    return all(
        impurity(f"SELECT {definition}", {}, within | {name}) is None
        if kind == "macro"
        else stability == "CONSISTENT"
        for kind, stability, definition in _functions().get(name, ())
        if kind in SCALAR
    )


@cache
def _functions() -> dict[str, list[tuple[str, str | None, str]]]:
    """List the overloads of each DuckDB function: kind, stability, text of a macro."""
    query = """
        SELECT lower(function_name),
            list_sort(list(DISTINCT (function_type, stability, macro_definition)))
        FROM duckdb_functions() GROUP BY ALL"""
    return dict(_duckdb().execute(query).fetchall())


@cache
def _stands_alone(name: str) -> bool:
    """Return whether a name has a value without any table."""
    try:
        _duckdb().execute(f"SELECT {identifier(name)}")
    except duckdb.Error:
        return False
    return True


def _duckdb() -> duckdb.DuckDBPyConnection:
    return _empty().cursor()


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """Open an empty database."""
    return duckdb.connect()
