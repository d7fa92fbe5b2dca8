"""Add calls up before anything else is done: by model, month, place, user and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.model_calls.readers import TOOL, script
from carbondata.model_calls.studies import ALIKE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

# Of a call that is not counted no tokens are added up: they may be of any kind.
SUMS = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning")
# Sums that are no number of calls (`calls` is null) have rows all the same.
ADDED = ", ".join(
    (
        "count(*) AS rows",
        "sum(calls) AS calls",
        "count(*) - count(calls) AS rows_without_calls",
        *(f"sum({name}) FILTER (reason IS NULL) AS {name}" for name in (*SUMS, *TOOL)),
        "count(tool_energy_kwh_low) FILTER (reason IS NULL) AS tool_rows",
    )
)
# A year beyond 2999, or none at all, such as infinity, is no time that can be read.
MONTH = "nullif(regexp_extract(CAST(month AS VARCHAR), '^[12][0-9]{3}-[0-9]{2}'), '')"
AGAIN = ", ".join(
    f"sum({name}) AS {name}"
    for name in ("rows", "calls", "rows_without_calls", *SUMS, *TOOL, "tool_rows")
)


def each_once(con: duckdb.DuckDBPyConnection) -> None:
    """Create `calls_apart` from `calls_read`: of repeated rows one counts, of totals the parts do.

    Sorting numbers is quick, and most logs repeat nothing.
    """
    con.execute("""CREATE TEMP TABLE repeated_calls AS SELECT DISTINCT call_hash FROM (
        SELECT call_hash, lag(call_hash) OVER (ORDER BY call_hash) AS before
        FROM calls_read WHERE call_hash IS NOT NULL)
        WHERE call_hash = before""")
    once = "FROM calls_read"
    if con.execute("SELECT count(*) FROM repeated_calls").fetchall() != [(0,)]:
        con.execute(f"CREATE TEMP TABLE calls_again AS {script('again')}")
        once = """SELECT * FROM calls_read
            WHERE (call_hash IN (FROM repeated_calls)) IS NOT true
            UNION ALL FROM calls_again"""
    con.execute(f"CREATE TEMP VIEW calls_once AS {once}")
    nested = con.execute("SELECT count(*) > 0 FROM calls_read WHERE own_id IS NOT NULL").fetchall()
    apart = script("totals") if nested == [(True,)] else "FROM calls_once"
    con.execute(f"CREATE TEMP VIEW calls_apart AS {apart}")


def add_up(
    con: duckdb.DuckDBPyConnection, lengths: Sequence[float], *, timed: bool, by_user: bool
) -> None:
    """Create the table `call_groups`, the only one that what follows reads.

    `lengths` are those of the studies per prompt; `timed` says whether the time of a call matters,
    or the year is given for all; users, who may be many, are only kept apart if they are asked for.
    """
    no_time = (
        "CASE WHEN is_timed THEN 'time_unreadable' ELSE 'time_missing' END" if timed else "NULL"
    )
    user = '"user"' if by_user else "CAST(NULL AS VARCHAR)"
    con.execute(f"""CREATE TEMP TABLE call_groups AS
      SELECT nullif(trim(model), '') AS model, {MONTH} AS month,
        nullif(trim(area), '') AS area,
        nullif("user", '') AS "user", length, has_zone, coalesce(reason,
          CASE WHEN nullif(trim(model), '') IS NULL THEN 'model_missing'
            WHEN {MONTH} IS NULL THEN {no_time} END) AS reason, {AGAIN}
      FROM (
        SELECT model, month, is_timed, has_zone, area, {user} AS "user", reason,
          {length_class(lengths)} AS length, {ADDED}
        FROM calls_apart GROUP BY ALL)
      GROUP BY ALL""")


def add_broken(con: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Add the rows that could not be read to the groups."""
    if rows:
        con.execute(
            """INSERT INTO call_groups BY NAME
            SELECT 'row_unreadable' AS reason, ? AS rows, 0 AS rows_without_calls""",
            [rows],
        )


def length_class(lengths: Sequence[float], times: str = " * calls") -> str:
    r"""Return the SQL of the length class of an answer, or of the mean answer of a sum.

    Examples
    --------
    >>> print(length_class([10]).replace(" + ", " +\n"))
    CASE WHEN tokens_out >= 5 * calls THEN 1 ELSE 0 END +
    CASE WHEN tokens_out > 20 * calls THEN 2 ELSE 0 END
    """
    beyond = [
        test
        for length in lengths
        for test in (
            f"tokens_out >= {length / ALIKE:g}{times}",
            f"tokens_out > {length * ALIKE:g}{times}",
        )
    ]
    classes = [f"CASE WHEN {test} THEN {1 << bit} ELSE 0 END" for bit, test in enumerate(beyond)]
    return " + ".join(classes) or "0"
