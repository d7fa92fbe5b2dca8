"""A source's new values beside its last good ones, a row a pair, for checks to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.publish.revisions import row_key
from carbondata.pipeline.publish.sources_table import TIME_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    # Row, value and what is wrong with it; of a whole column or area no single one.
    Found = tuple[str | None, str | None, str]
    Look = Callable[[duckdb.DuckDBPyConnection], Iterator[Found]]

SHOWN = 10
# Of the newest years a reader asks first.
NEWEST = 10
# `thing` is what has a value at each time: an area, a network; `kind` tells its series apart.
# Large values are those above the median; of a rate (g/kWh, percent) all are, whoever's it is.
PAIRS = """
    CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT {named} AS row, {row_key} AS row_key, '{column}' AS column_name,
      {thing} AS thing, {year} AS year, {kind} AS kind,
      o.{column} AS old, n.{column} AS new, n.{column} / nullif(o.{column}, 0) AS ratio,
      {is_rate} OR abs(o.{column}) >= median(abs(o.{column})) OVER () AS is_large,
      {year} > max({year}) OVER () - {newest} AS is_newest
    FROM new AS n JOIN old AS o USING ({keys})"""
# A month or an hour says little; a year of them is what a reader asks for.
YEARLY = """
    CREATE OR REPLACE TEMP TABLE yearly AS
    SELECT concat('{thing} ', thing, ', year ', year, ', ' || nullif(kind, '')) AS row, thing, year,
      kind, avg(p.old) AS old, avg(p.new) AS new, avg(p.new) / nullif(avg(p.old), 0) AS ratio,
      bool_or(is_large) AS is_large, bool_or(is_newest) AS is_newest
    FROM pairs AS p WHERE year IS NOT NULL AND p.old IS NOT NULL AND p.new IS NOT NULL
    GROUP BY thing, year, kind"""

# Years that were not there before, each thing beside its year before.
STEPS = """
    CREATE OR REPLACE TEMP TABLE steps AS
    WITH means AS (
      SELECT {thing} AS thing, {year} AS year, {kind} AS kind, avg(n.{column}) AS amount
      FROM new AS n WHERE {year} IS NOT NULL GROUP BY ALL),
    known AS (SELECT DISTINCT {year} AS year FROM old AS n)
    SELECT concat('{first} ', n.thing, ', year ', n.year, ', ' || nullif(n.kind, '')) AS row,
      n.thing, n.year, n.kind, p.amount AS old, n.amount AS new,
      n.amount / nullif(p.amount, 0) AS ratio,
      greatest(abs(p.amount), abs(n.amount)) >= median(abs(p.amount)) OVER () AS is_large
    FROM means AS n JOIN means AS p
      ON p.thing = n.thing AND p.kind = n.kind AND p.year = n.year - 1
    WHERE n.year NOT IN (FROM known) AND p.amount IS NOT NULL AND n.amount IS NOT NULL"""


def look_at(
    source: str, table: str, old: pa.Table, new: pa.Table, looks: Iterable[Look]
) -> list[Problem]:
    """Look at each column with a unit, value by value; most problems name the values that decide.

    Parameters
    ----------
    source, table : str
        Whose rows, and of which table.
    old, new : Arrow table
        The rows before and after.
    looks : iterable of callable
        Each is handed a connection that has the pairs as `pairs`, as means of years as `yearly`,
        and the years that are new, beside the year before, as `steps`; of a table that is not of
        values over time the last two are empty.
    """
    if not (old.num_rows and new.num_rows) or new.equals(old):
        return []
    remedy = (
        f"if the publisher means it, build again with --accept {source}; else mend the unit, or "
        "tell the publisher"
    )
    problems = []
    keys = schema.key(table)
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        for column in (f for f in schema.fields(table) if f.unit and f.name not in keys):
            parts = _parts(table, column)
            con.execute(PAIRS.format(**parts))
            con.execute(YEARLY.format(thing=keys[0]))
            con.execute(STEPS.format(first=keys[0], **parts))
            problems += [
                Problem(source, table, what, remedy, row, column.name, value)
                for look in looks
                for row, value, what in look(con)
            ]
    return problems


def ten(con: duckdb.DuckDBPyConnection, condition: str, of: str = "pairs") -> str:
    """Name the values that decide, those that moved by most first: a line each, ten at most."""
    found = con.execute(f"""
        SELECT row, old, new FROM {of} WHERE {condition}
        ORDER BY abs(new - old) DESC NULLS LAST, row LIMIT {SHOWN}""").fetchall()
    return "".join(f"\n{row}: {_written(old)} to {_written(new)}" for row, old, new in found)


def _written(value: float | None) -> str:
    return "none" if value is None else f"{value:.6g}"


def _parts(table: str, column: schema.Field) -> dict[str, object]:
    keys = schema.key(table)
    own = [key for key in keys if key != "source_id"]
    time = next((name for name in TIME_COLUMNS if name in own), None)
    year = "CAST(NULL AS BIGINT)" if time is None else f"year(n.{time})"
    rest = [f"n.{key}" for key in own[1:] if key != time]
    return {
        "named": " || ', ' || ".join(f"'{key} ' || n.{key}" for key in own),
        "row_key": row_key(table, "n"),
        "thing": f"CAST(n.{own[0]} AS VARCHAR)",
        "year": f"n.{time}" if time == "year" else year,
        "kind": f"concat_ws(', ', {', '.join(rest)})" if rest else "''",
        "column": column.name,
        "is_rate": "/" in (column.unit or "") or column.unit in {"percent", "1"},
        "keys": ", ".join(keys),
        "newest": NEWEST,
    }
