"""Pairs of a source's new and last good values, one pair per row, as input for checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.publish.revisions import row_key
from carbondata.pipeline.publish.sources_table import TIME_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    # Row, value and what is wrong; None for row and value if it is a whole column or area.
    Found = tuple[str | None, str | None, str]
    Look = Callable[[duckdb.DuckDBPyConnection], Iterator[Found]]

SHOWN = 10
# Readers ask for the newest years first.
NEWEST = 10
# A new year is compared with the nearest known year, if it is at most this far away.
NEAR = 5
# No revision of a recent figure has been as large as JUMP; so few values of a thing say little.
JUMP, FEW = 3.0, 5
# From this share of a year's total on, amounts of long ago count as seen too: a fiftieth of all
# nations, as the world's own figure is part of the total.
GREAT = 0.01
# `thing` is what has a value at each time: an area, a network; `kind` distinguishes its series.
# Large values are those above the median, before or after, and all rates (g/kWh, percent). Rates,
# and what has no year, always count as seen; amounts in the newest years, whatever their size;
# those of long ago only if they are great, as small ones are often restated, like Iran's of 1949.
# Small nations have small changes in every release: for those to count, an amount must be large
# as well, which is called prominent. What was zero is infinitely more now.
RATIO = "CASE WHEN {old} = 0 AND {new} <> 0 THEN 'infinity' ELSE {new} / nullif({old}, 0) END"
PAIRS = """
    CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT {named} AS row, {row_key} AS row_key, '{column}' AS column_name,
      {thing} AS thing, {year} AS year, {kind} AS kind,
      {finer} AS date, o.{column} AS old, n.{column} AS new, {ratio} AS ratio,
      greatest(abs(o.{column}), abs(n.{column})) AS size,
      {is_rate} OR size >= median(abs(o.{column})) OVER () AS is_large,
      {year} IS NOT NULL
        AND size >= {great} * sum(abs(o.{column})) OVER (PARTITION BY {year}, {kind}) AS is_great,
      coalesce({year} > max({year}) OVER () - {newest}, false) AS is_newest,
      {thing} IN (FROM wholes) AS is_whole
    FROM new AS n JOIN old AS o USING ({keys})"""
# An hour says little; readers ask for a year, and for a day or a month of those that have them.
MEANS = """
    CREATE OR REPLACE TEMP TABLE {{means}} AS
    SELECT concat('{first} ', thing, ', {{at}} ' || {{at}}, ', ' || nullif(kind, '')) AS row,
      thing, year, kind, avg(p.old) AS old, avg(p.new) AS new, {ratio_of_means} AS ratio,
      bool_or(is_large) AS is_large, bool_or(is_newest) AS is_newest, bool_or(is_whole) AS is_whole,
      bool_or(year IS NULL OR is_great OR is_newest OR {is_rate}) AS is_seen,
      bool_or(year IS NULL OR is_great OR is_large AND (is_newest OR {is_rate})) AS is_prominent,
      {is_rate} AS is_rate
    FROM pairs AS p WHERE p.old IS NOT NULL AND p.new IS NOT NULL AND {{some}}
    GROUP BY thing, year, kind, {{at}}"""
# A thing's new values as yearly means, beside its old values of that year (some months), else of
# the year before; and beside the year after, if it existed. Large are those above the median of
# their year, as small ones grow fast; a rate of zero is not small. Small or not, shares do not fall
# fast, and intensities do neither: twelve of 200 grids in 34 years, each a small one of hydropower.
# One month may be far from the others of its year: for Montenegro, in spring, a third.
STEPS = """
    CREATE OR REPLACE TEMP TABLE steps AS
    WITH means AS (
      SELECT {thing} AS thing, {kind} AS kind, {year} AS year, avg(n.{column}) AS amount,
        avg(n.{column}) FILTER (o.had) AS had, avg(n.{column}) FILTER (o.had IS NULL) AS came
      FROM new AS n
      LEFT JOIN (SELECT {keys}, true AS had FROM old WHERE {column} IS NOT NULL) AS o USING ({keys})
      WHERE {year} IS NOT NULL AND n.{column} IS NOT NULL GROUP BY ALL),
    beside AS (
      SELECT *, median(abs(amount)) OVER (PARTITION BY year, kind) AS middle,
        {is_rate} OR year > max(year) OVER () - {newest} AS is_near,
        CASE WHEN year - lag(year) OVER w <= {near} THEN lag(amount) OVER w END AS before,
        -- The last that was there before, whatever came since.
        CASE WHEN year - max(year) FILTER (had IS NOT NULL) OVER earlier <= {near}
          THEN last_value(had IGNORE NULLS) OVER earlier END AS known,
        CASE WHEN lead(year) OVER w - year <= {near} THEN lead(had) OVER w END AS after
      FROM means
      WINDOW w AS (PARTITION BY thing, kind ORDER BY year),
        earlier AS (
          PARTITION BY thing, kind ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      QUALIFY count(had) OVER (PARTITION BY thing, kind) > 0),
    held AS (
      SELECT *, coalesce(had, before) AS old FROM beside
      UNION ALL SELECT *, known FROM beside WHERE had IS NULL AND known IS DISTINCT FROM before
      UNION ALL SELECT *, after FROM beside WHERE had IS NULL)
    SELECT concat('{first} ', thing, ', year ', year, ', ' || nullif(kind, '')) AS row,
      thing, year, kind, old, came AS new, {ratio_of_steps} AS ratio,
      greatest(abs(old), abs(came)) >= middle OR ({is_rate} AND came <= 0) AS is_large,
      (is_large OR {is_intensity} OR ({is_rate} AND came < old)) AND is_near AND had IS NULL
        AS is_seen
    FROM held WHERE came IS NOT NULL AND old IS NOT NULL"""

# New values beside the largest that could be expected, and the smallest. A month, a day or an hour,
# new or changed, has all that its thing had, and so has a year far from all that are known, though
# an amount may be small then; a new kind of a thing has what its other kinds had; a new thing, or
# one with hardly any values, what all others like it had.
STRAYS = """
    CREATE OR REPLACE TEMP TABLE strays AS
    WITH had AS (
      SELECT {thing} AS thing, {kind} AS kind, {thing} IN (FROM wholes) AS is_whole,
        {year} AS year, abs({column}) AS size
      FROM old AS n WHERE {column} IS NOT NULL),
    came AS (
      SELECT {named} AS row, {thing} AS thing, {kind} AS kind, {thing} IN (FROM wholes) AS is_whole,
        {year} AS year, {finer} IS NOT NULL AS is_fine, n.{column} AS new
      FROM new AS n LEFT JOIN (SELECT {keys}, {column} AS value FROM old) AS o USING ({keys})
      WHERE {year} IS NOT NULL AND n.{column} IS NOT NULL
        AND (o.value IS NULL OR ({finer} IS NOT NULL AND o.value <> n.{column}))),
    own AS (
      SELECT thing, kind, max(size) AS most, min(size) FILTER (size > 0) AS least,
        min(year) - {near} AS first, max(year) + {near} AS last
      FROM had GROUP BY ALL HAVING count(*) >= {few}),
    others AS (
      SELECT thing, max(size) AS most, min(size) FILTER (size > 0) AS least FROM had
      GROUP BY ALL HAVING count(*) >= {few}),
    every AS (SELECT is_whole, max(size) AS most FROM had GROUP BY ALL)
    SELECT c.row, c.new, CASE
        WHEN own.most IS NOT NULL
          THEN CASE WHEN is_fine OR year NOT BETWEEN first AND last THEN {jump} * own.most END
        WHEN others.most IS NOT NULL THEN {jump} * others.most
        ELSE every.most END AS highest,
      CASE WHEN own.most IS NOT NULL THEN CASE
          WHEN is_fine OR {is_rate} AND year NOT BETWEEN first AND last THEN own.least / {jump} END
        ELSE others.least / {jump} END AS lowest,
      CASE WHEN abs(new) > highest THEN highest ELSE lowest END AS old
    FROM came AS c LEFT JOIN own USING (thing, kind) LEFT JOIN others USING (thing)
    LEFT JOIN every USING (is_whole)
    WHERE abs(new) > highest OR abs(new) < lowest"""


def look_at(  # noqa: PLR0913
    source: str,
    table: str,
    old: pa.Table,
    new: pa.Table,
    looks: Iterable[Look],
    *,
    wholes: Iterable[str] = (),
) -> list[Problem]:
    """Run checks on each column with a unit; most problems name the decisive values.

    Parameters
    ----------
    source, table : str
        The source and the table of the rows.
    old, new : Arrow table
        The rows before and after.
    looks : iterable of callable
        Each gets a connection with the tables `pairs`, `yearly` (the pairs as yearly means),
        `finer` (as means of days or months, if there are any), `steps` (new values beside those
        of the adjacent year) and `strays` (new values beyond what could be expected).
    wholes : iterable of str
        The areas that are the sum or the mean of others.
    """
    if not (old.num_rows and new.num_rows) or new.equals(old):
        return []
    remedy = (
        f"if the publisher intends it, build again with --accept {source}; else fix the unit, or "
        "tell the publisher"
    )
    problems = []
    keys = schema.key(table)
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        con.register("wholes", pa.table({"area_id": pa.array(wholes, pa.string())}))
        for column in (f for f in schema.fields(table) if f.unit and f.name not in keys):
            parts = _parts(table, column)
            con.execute(PAIRS.format(**parts))
            if not column.nullable:
                # Rows kept from an older carbondata, which did not have the column.
                con.execute("DELETE FROM pairs WHERE old IS NULL")
            means = MEANS.format(**parts)
            con.execute(means.format(means="yearly", at="year", some="true"))
            con.execute(means.format(means="finer", at="date", some="date IS NOT NULL"))
            con.execute(STEPS.format(**parts))
            con.execute(STRAYS.format(**parts))
            problems += [
                Problem(source, table, what, remedy, row, column.name, value)
                for look in looks
                for row, value, what in look(con)
            ]
    return problems


def ten(con: duckdb.DuckDBPyConnection, condition: str, of: str = "pairs") -> str:
    """List the ten decisive values that moved most, one per line."""
    decisive = con.execute(f"""
        SELECT row, old, new FROM {of} WHERE {condition}
        ORDER BY abs(new - old) DESC NULLS LAST, row LIMIT {SHOWN}""").fetchall()
    return "".join(f"\n{row}: {_written(old)} to {_written(new)}" for row, old, new in decisive)


def _written(value: float | None) -> str:
    return "none" if value is None else f"{value:.6g}"


def _parts(table: str, column: schema.Field) -> dict[str, object]:
    keys = schema.key(table)
    own = [key for key in keys if key != "source_id"]
    time = next((name for name in TIME_COLUMNS if name in own), None)
    year = "CAST(NULL AS BIGINT)" if time is None else f"year(n.{time})"
    rest = [f"n.{key}" for key in own[1:] if key != time]
    return {
        "first": own[0],
        "named": " || ', ' || ".join(f"'{key} ' || n.{key}" for key in own),
        "row_key": row_key(table, "n"),
        "thing": f"CAST(n.{own[0]} AS VARCHAR)",
        "year": f"n.{time}" if time == "year" else year,
        "kind": f"concat_ws(', ', {', '.join(rest)})" if rest else "''",
        "finer": "CAST(NULL AS DATE)" if time in {None, "year"} else f"CAST(n.{time} AS DATE)",
        "column": column.name,
        "ratio": RATIO.format(old=f"o.{column.name}", new=f"n.{column.name}"),
        "ratio_of_means": RATIO.format(old="avg(p.old)", new="avg(p.new)"),
        "ratio_of_steps": RATIO.format(old="old", new="came"),
        "is_intensity": "/" in (column.unit or ""),
        "is_rate": "/" in (column.unit or "") or column.unit in {"percent", "1"},
        "keys": ", ".join(keys),
        "newest": NEWEST,
        "near": NEAR,
        "great": GREAT,
        "jump": JUMP,
        "few": FEW,
    }
