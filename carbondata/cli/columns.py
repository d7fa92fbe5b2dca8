"""The columns of an answer, each of a type that the format it is printed in can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.files import identifier

if TYPE_CHECKING:
    import duckdb

NUMBERS = {
    *("boolean", "tinyint", "smallint", "integer", "bigint", "hugeint", "decimal"),
    *("utinyint", "usmallint", "uinteger", "ubigint", "float", "double", "null"),
}
TIMES = {
    *("date", "time", "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"),
    "timestamp with time zone",
}
# Python has no date after 9999, and none that is infinite: what it reads is given as text.
READ = NUMBERS | {"varchar", "blob", "uuid"}
HELD = {
    "csv": NUMBERS | TIMES - {"time"} | {"varchar"},
    "parquet": READ | TIMES | {"enum"},
}
LISTS = {"list", "array"}


def held(rows: duckdb.DuckDBPyRelation, form: str) -> duckdb.DuckDBPyRelation:
    """Turn the columns that a format cannot hold into text, or into lists of texts.

    Examples
    --------
    >>> import duckdb
    >>> rows = duckdb.sql("SELECT [1, 2] AS a, {'b': DATE 'infinity'} AS c, 3 AS d")
    >>> [str(kind) for kind in held(rows, "json").types]
    ['INTEGER[]', 'STRUCT(b VARCHAR)', 'INTEGER']
    >>> [str(kind) for kind in held(rows, "csv").types]
    ['VARCHAR[]', 'VARCHAR', 'INTEGER']
    """
    fit = _in_csv if form == "csv" else _inside
    kinds = [(kind, fit(kind, HELD.get(form, READ))) for kind in rows.types]
    if all(type_ is None for _, type_ in kinds):
        return rows
    cells = (
        f"{f'#{at}' if type_ is None else f'CAST(#{at} AS {type_})'} AS {identifier(name)}"
        for at, (name, (_, type_)) in enumerate(zip(rows.columns, kinds, strict=True), 1)
    )
    return rows.project(", ".join(cells))


def _in_csv(kind: Any, held: set[str]) -> str | None:  # noqa: ANN401  (DuckDB's type of a type)
    """Return the type of a cell; members of a list are joined, whatever else has parts is text."""
    if kind.id in held:
        return None
    is_flat = kind.id in LISTS and kind.children[0][1].id in {*held, "enum", "uuid", "blob"}
    return "VARCHAR[]" if is_flat else "VARCHAR"


def _inside(kind: Any, held: set[str]) -> str | None:  # noqa: ANN401  (DuckDB's type of a type)
    """Return the type with the parts that are not held as text; nothing where all are held."""
    if kind.id in held:
        return None
    if kind.id not in LISTS | {"struct", "map"}:
        return "VARCHAR"
    parts = kind.children[:1] if kind.id in LISTS else kind.children
    inside = [(name, part, _inside(part, held)) for name, part in parts]
    if all(type_ is None for *_, type_ in inside):
        return None
    types = [
        (name, type_ or ("VARCHAR" if part.id == "null" else str(part)))
        for name, part, type_ in inside
    ]
    if kind.id == "struct":
        return f"STRUCT({', '.join(f'{identifier(name)} {type_}' for name, type_ in types)})"
    if kind.id == "map":
        return f"MAP({', '.join(type_ for _, type_ in types)})"
    return f"{types[0][1]}[]"
