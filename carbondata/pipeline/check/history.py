"""Compare new rows with the history in `revisions`: small steps that add up, and steps back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from carbondata.files import literal
from carbondata.pipeline import schema
from carbondata.pipeline.check.drift import moved_by, unit_slips
from carbondata.pipeline.check.exchanges import exchanges
from carbondata.pipeline.check.levels import levels, strays
from carbondata.pipeline.check.pairs import FEW, look_at, ten
from carbondata.pipeline.publish.revisions import NOISE, row_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from carbondata.errors import Problem
    from carbondata.pipeline.check.pairs import Found

# More of the history may move over several releases than in one; readers notice a quarter.
MOVED = 0.25
CAME = "the tables that came with carbondata"
# The value before the first step.
FIRST = """
    SELECT row_key AS key, arg_min(old_value, refreshed_utc) AS value, min(refreshed_utc) AS since
    FROM ledger WHERE column_name = {column} AND table_name = {table} GROUP BY row_key"""
BACK = f"""
    CREATE OR REPLACE TEMP TABLE back AS
    SELECT p.row, p.old, p.new, max(l.refreshed_utc) AS since
    FROM pairs AS p JOIN ledger AS l ON l.row_key = p.row_key AND l.column_name = p.column_name
      AND abs(l.old_value - p.new) <= {NOISE} * abs(p.new)
    WHERE abs(p.new - p.old) > {NOISE} * abs(p.old)
    GROUP BY ALL"""
MOVED_NOW = f"SELECT count(*) FROM pairs WHERE abs(new - old) > {NOISE} * abs(old)"


def unaccepted(ledger: pa.Table, accepted: dt.datetime | None) -> pa.Table:
    """Return the steps since somebody last looked at a source and accepted it; else all."""
    if accepted is None:
        return ledger
    return ledger.filter(pc.greater(ledger["refreshed_utc"], pa.scalar(accepted)))


def small_steps(  # noqa: PLR0913, PLR0917
    source: str,
    table: str,
    old: pa.Table,
    new: pa.Table,
    ledger: pa.Table,
    shipped: pa.Table | None = None,
    *,
    wholes: Iterable[str] = (),
) -> list[Problem]:
    """Compare all values with what they were before all steps, whichever of them move now.

    Rows that are not among those `shipped` count as new: since then, each refresh may have added
    some that were like those it found, and left out a few.
    """
    if new.equals(old):
        return []
    first, since = _first(table, old, new, ledger)
    if shipped is not None:
        first = _among(table, first, shipped)
    if first.equals(old):
        return []
    checks = (unit_slips, levels, strays, exchanges, lambda con: moved_by(con, MOVED))
    began = since or CAME
    return [
        replace(problem, what=f"in small steps since {began}: {problem.what}")
        for problem in look_at(source, table, first, new, checks, wholes=wholes)
    ]


def steps_back(
    source: str, table: str, old: pa.Table, new: pa.Table, ledger: pa.Table
) -> list[Problem]:
    """Detect an older edition: most values that move return to an earlier value."""

    def look(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
        con.register("ledger", _of(ledger, table))
        con.execute(BACK)
        (moved,) = con.execute(MOVED_NOW).fetchall()[0]
        query = "SELECT count(*), CAST(max(since) AS DATE) FROM back"
        returned, since = con.execute(query).fetchall()[0]
        if returned >= FEW and 2 * returned > moved:
            what = (
                f"an older edition: {returned:,} of the {moved:,} values that moved go back to "
                f"what they were before {since}"
            )
            yield None, None, what + ten(con, "true", "back")

    return look_at(source, table, old, new, (look,))


def _of(ledger: pa.Table, table: str) -> pa.Table:
    with duckdb.connect() as con:
        con.register("every", ledger)
        return con.sql("FROM every WHERE table_name = $1", params=[table]).to_arrow_table()


def _first(
    table: str, old: pa.Table, new: pa.Table, ledger: pa.Table
) -> tuple[pa.Table, object | None]:
    """Replace old values by those from before all steps; say since when.

    Rows that an earlier refresh left out, and that are back now, have theirs too.
    """
    keys = schema.key(table)
    columns = [f.name for f in schema.fields(table) if f.unit and f.name not in keys]
    first, since = old, None
    with duckdb.connect() as con:
        con.register("ledger", ledger)
        con.register("new", new)
        for column in columns:
            con.register("old", first)
            con.execute(
                "CREATE OR REPLACE TEMP TABLE first AS "
                + FIRST.format(column=literal(column), table=literal(table))
            )
            (began,) = con.execute("SELECT CAST(min(since) AS DATE) FROM first").fetchall()[0]
            since = min((date for date in (began, since) if date), default=None)
            first = con.sql(f"""
                SELECT o.* REPLACE (coalesce(f.value, o.{column}) AS {column})
                FROM old AS o LEFT JOIN first AS f ON f.key = {row_key(table, "o")}
                UNION ALL BY NAME
                SELECT n.* REPLACE (f.value AS {column})
                FROM new AS n ANTI JOIN old AS o USING ({", ".join(keys)})
                JOIN first AS f ON f.key = {row_key(table, "n")}
                WHERE n.{column} IS NOT NULL AND f.value IS NOT NULL""").to_arrow_table()
    return schema.conform(table, first), since


def _among(table: str, rows: pa.Table, shipped: pa.Table) -> pa.Table:
    with duckdb.connect() as con:
        con.register("every", rows)
        con.register("shipped", shipped)
        query = f"FROM every SEMI JOIN shipped USING ({', '.join(schema.key(table))})"
        return schema.conform(table, con.sql(query).to_arrow_table())
