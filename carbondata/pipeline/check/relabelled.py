"""Compare new rows with the last good ones: what rows are called and of what type, not how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.check.drift import MOVED_SHARE, SHOWN
from carbondata.pipeline.check.levels import JUMP

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from carbondata.pipeline.check.pairs import Found

# Words about a value, which change with it.
ABOUT = {"source_id", "locator", "printed", "note"}
# Unknowns of a column that may become known at once: Epoch learned one power of 168 in four months.
LEARNED_SHARE = 0.1
WORDS = """
    CREATE OR REPLACE TEMP TABLE words AS
    SELECT {named} AS row, CAST(o.{column} AS VARCHAR) AS old, CAST(n.{column} AS VARCHAR) AS new
    FROM new AS n JOIN old AS o USING ({keys})"""
CHANGED = "old IS NOT NULL AND new IS DISTINCT FROM old"
# Names, of which no two rows have the same.
EXCHANGED = f"""
    SELECT count(*) FROM words AS w
    WHERE {CHANGED} AND new IN (SELECT old FROM words) AND old IN (SELECT new FROM words)
      AND (SELECT count(DISTINCT old) = count(old) FROM words)"""
BEYOND = f"""
    SELECT row, new FROM pairs, (
      SELECT min(abs(old)) FILTER (old <> 0) AS least, max(abs(old)) AS most FROM pairs)
    WHERE old IS NULL AND (abs(new) < least / {JUMP} OR abs(new) > most * {JUMP})
    ORDER BY row LIMIT {SHOWN}"""


def relabelled(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Find words that changed: a type in any row, names or places in more than a twentieth.

    Words that were unknown may become known; names that changed places are found in any two rows.
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
        for field in schema.fields(table):
            if field.unit or field.name in {*keys, *ABOUT} or field.sql.endswith("[]"):
                continue
            query = WORDS.format(named=named, column=field.name, keys=", ".join(keys))
            con.execute(query)
            if what := _changed(con, is_type=bool(field.words)):
                problems.append(Problem(source, table, what, remedy, column=field.name))
    return problems


def _changed(con: duckdb.DuckDBPyConnection, *, is_type: bool) -> str | None:
    query = f"SELECT count(*) FILTER ({CHANGED}), count(old), ({EXCHANGED}) FROM words"
    changed, known, exchanged = con.execute(query).fetchall()[0]
    if not changed:
        return None
    if is_type:
        what = f"the type of {changed:,} of {known:,} rows changed"
    elif changed >= SHOWN and changed > MOVED_SHARE * known:
        what = f"{changed:,} of {known:,} rows are called otherwise"
    elif exchanged > 1:
        what = f"{exchanged:,} rows exchanged their names"
    else:
        return None
    shown = con.execute(f"FROM words WHERE {CHANGED} ORDER BY row LIMIT {SHOWN}").fetchall()
    return what + "".join(f"\n{row}: {was} to {now}" for row, was, now in shown)


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
