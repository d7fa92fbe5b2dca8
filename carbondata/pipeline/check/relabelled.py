"""Compare new rows with the last good ones: what rows are called and of what type, not how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.check.drift import MOVED_SHARE, SHOWN
from carbondata.pipeline.check.pairs import JUMP

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from carbondata.pipeline.check.pairs import Found

# Words about a value, which change with it.
ABOUT = {"source_id", "locator", "printed", "note"}
# This share of a column may become known at once: Epoch learned one power of 168 in four months.
LEARNED_SHARE = 0.1
WORDS = """
    CREATE OR REPLACE TEMP TABLE words AS
    SELECT {named} AS row, CAST(o.{column} AS VARCHAR) AS old, CAST(n.{column} AS VARCHAR) AS new
    FROM new AS n JOIN old AS o USING ({keys})"""
CHANGED = "old IS NOT NULL AND new IS DISTINCT FROM old"
# Two rows of which each has what the other had, or, where no two had the same, some that have what
# others of them had.
EXCHANGED = f"""
    SELECT count(*) FROM words AS w WHERE {CHANGED} AND (
      (old, new) IN (SELECT (new, old) FROM words WHERE {CHANGED})
      OR new IN (SELECT old FROM words) AND old IN (SELECT new FROM words)
        AND (SELECT count(DISTINCT old) = count(old) FROM words))"""
# Rows that are gone, beside new ones that differ in a type alone: it is part of the key.
RETYPED = """
    WITH gone AS (FROM old ANTI JOIN new USING ({keys})),
      came AS (FROM new ANTI JOIN old USING ({keys}))
    SELECT {named} AS row, concat_ws(', ', {gone}) AS old, concat_ws(', ', {came}) AS new
    FROM came AS n JOIN gone AS o USING ({others}) ORDER BY ALL"""
BEYOND = f"""
    SELECT row, new FROM pairs, (
      SELECT min(abs(old)) FILTER (old <> 0) AS least, max(abs(old)) AS most FROM pairs)
    WHERE old IS NULL AND (abs(new) < least / {JUMP} OR abs(new) > most * {JUMP})
    ORDER BY row LIMIT {SHOWN}"""


def relabelled(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Find words that changed: a type in any row; names, places or years in more than a twentieth.

    A tenth of the unknown words may become known; what two rows exchanged is found in any two.
    """
    if not (old.num_rows and new.num_rows) or new.equals(old):
        return []
    keys = schema.key(table)
    remedy = f"if the publisher intends it, build again with --accept {source}; else tell them"
    named = " || ', ' || ".join(f"'{key} ' || n.{key}" for key in keys if key != "source_id")
    problems = []
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        if what := _retyped(con, table, named):
            problems.append(Problem(source, table, what, remedy))
        for field in schema.fields(table):
            if field.name in {*keys, *ABOUT} or field.sql.endswith("[]"):
                continue
            if field.unit not in {None, "year"}:
                continue
            query = WORDS.format(named=named, column=field.name, keys=", ".join(keys))
            con.execute(query)
            is_type = bool(field.words) or field.sql == "BOOLEAN"
            if what := _changed(con, is_type=is_type):
                problems.append(Problem(source, table, what, remedy, column=field.name))
    return problems


def _retyped(con: duckdb.DuckDBPyConnection, table: str, named: str) -> str | None:
    keys = schema.key(table)
    types = [field.name for field in schema.fields(table) if field.words and field.name in keys]
    others = [key for key in keys if key not in types]
    if not types or others == ["source_id"]:
        return None
    query = RETYPED.format(
        named=named,
        keys=", ".join(keys),
        others=", ".join(others),
        gone=", ".join(f"o.{name}" for name in types),
        came=", ".join(f"n.{name}" for name in types),
    )
    rows = con.execute(query).fetchall()
    return f"the type of {len(rows):,} rows changed{_shown(rows[:SHOWN])}" if rows else None


def _changed(con: duckdb.DuckDBPyConnection, *, is_type: bool) -> str | None:
    query = f"""
        SELECT count(*) FILTER ({CHANGED}), count(old), count(*), ({EXCHANGED}),
          count(*) FILTER (old IS NULL AND new IS NOT NULL) FROM words"""
    changed, known, every, exchanged, learnt = con.execute(query).fetchall()[0]
    which = CHANGED
    if changed and is_type:
        what = f"the type of {changed:,} of {known:,} rows changed"
    elif changed >= SHOWN and changed > MOVED_SHARE * known:
        what = f"{changed:,} of {known:,} rows are called otherwise"
    elif exchanged > 1:
        what = f"{exchanged:,} rows exchanged their names"
    elif known and learnt >= SHOWN and learnt > LEARNED_SHARE * every:
        # If none was known, the older rows may be from before there was such a column.
        what = f"{learnt:,} of {every:,} rows became known at once"
        which = "old IS NULL AND new IS NOT NULL"
    else:
        return None
    shown = con.execute(f"FROM words WHERE {which} ORDER BY row LIMIT {SHOWN}").fetchall()
    return what + _shown(shown)


def _shown(rows: list[tuple[str, str, str]]) -> str:
    return "".join(f"\n{row}: {was or 'none'} to {now}" for row, was, now in rows)


def learned(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report unknowns that became known, for `look_at`: too many, or beyond all that was known."""
    query = "SELECT count(*) FILTER (old IS NULL AND new IS NOT NULL), count(*) FROM pairs"
    count, every = con.execute(query).fetchall()[0]
    if count >= SHOWN and count > LEARNED_SHARE * every:
        yield None, None, f"{count:,} of {every:,} values became known at once"
        return
    for row, value in con.execute(BEYOND).fetchall():
        what = f"was unknown, and is {JUMP:g} times beyond all values that were known"
        yield row, f"{value:g}", what
