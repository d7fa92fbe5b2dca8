"""Count each run once, over all files: the newest state of it, and a total without its parts."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import duckdb

# What the rows of a tool may have beside the columns of the batch query.
OF_TOOLS = """SELECT
    NULL::VARCHAR AS tool, NULL::VARCHAR AS run_name, NULL::VARCHAR AS job, NULL::VARCHAR AS part,
    NULL::VARCHAR AS attempt, NULL::VARCHAR AS hardware, NULL::VARCHAR AS run_id,
    NULL::VARCHAR AS other_id, NULL::VARCHAR AS other_name, NULL::DOUBLE AS duration_s
    WHERE false"""
# What tells whether rows are of one run, and what of it is of no use afterwards.
KEYS = """tool, job, part, attempt, hardware, duration_s, local_end, start_us, energy_kwh,
    energy_scope, in_country, area_id, place_basis,
    parts_g_per_kwh_low, parts_g_per_kwh_high, year, file, row, file_number, copy_of, unread"""
JUDGED = """run_name, other_id, other_name, job, part, attempt, hardware, local_end, in_country,
    file_number, copy_of, unread"""
# Facts that the other rows of a run have.
COMPLETED = """coalesce(t.run_id, o.other_id) AS run_id,
    coalesce(t.area_id, o.placed.area_id) AS area_id,
    CASE WHEN t.area_id IS NULL THEN o.placed.basis ELSE t.place_basis END AS place_basis,
    CASE WHEN t.area_id IS NULL THEN o.placed.low ELSE t.parts_g_per_kwh_low END
      AS parts_g_per_kwh_low,
    CASE WHEN t.area_id IS NULL THEN o.placed.high ELSE t.parts_g_per_kwh_high END
      AS parts_g_per_kwh_high,
    coalesce(t.year, o.dated) AS year"""
# The rows to judge: those of a file in which no run has a name may have another one.
TO_JUDGE = f"""CREATE TEMP VIEW tool_keys AS
    SELECT t.rowid AS id, coalesce(run_name, CASE WHEN is_nameless THEN other_name END) AS run_name,
      CASE WHEN is_nameless THEN other_id END AS other_id, {KEYS}
    FROM tool_rows AS t JOIN (
      SELECT file_number, bool_and(run_name IS NULL) AS is_nameless FROM tool_rows
      GROUP BY file_number) USING (file_number)"""
OF_RUNS = """SELECT
    NULL::VARCHAR AS carbondata_run, NULL::VARCHAR AS carbondata_part, NULL::VARCHAR AS file,
    NULL::VARCHAR AS counted_in WHERE false"""


def script(name: str) -> str:
    """Return the text of one of the files in `runs/sql`.

    Examples
    --------
    >>> "WITH" in script("once")
    True
    """
    return resources.files("carbondata.runs").joinpath("sql", f"{name}.sql").read_text("utf-8")


def words(text: str) -> set[str]:
    """Return every word of a script, so that no column of a file has the name of one of its own.

    Examples
    --------
    >>> sorted(words("SELECT run AS x -- a comment"))
    ['AS', 'SELECT', 'run', 'x']
    """
    return set(re.findall(r"\w+", re.sub("--.*", "", text)))


def of_tools(
    con: duckdb.DuckDBPyConnection, tools: Sequence[str], *, several: bool, take_one: bool
) -> str:
    """Judge the rows of all tools together; return the SQL that reads them.

    Only what is needed for it is sorted and compared: rows are wide, and may be many.
    """
    rows = " UNION ALL BY NAME ".join([*tools, OF_TOOLS])
    # The tables of names are what is to be held in memory, not the rows.
    con.execute("SET disabled_optimizers = 'build_side_probe_side'")
    con.execute(f"CREATE TEMP TABLE tool_rows AS {rows}")
    con.execute(TO_JUDGE)
    before = ", ".join(f"{name} AS ({script(name)})" for name in ("named", "sittings", "once"))
    parts = f"WITH {before}"
    con.execute(f"CREATE TEMP TABLE once AS {parts}{script('at_once')}")
    if take_one:
        con.execute("""UPDATE once SET unread = 'same_machine', counted_in = first_at_once
            WHERE unread IS NULL AND rank_at_once > 1""")
        con.execute("UPDATE once SET runs_at_once = NULL")
    alone = con.execute("SELECT count(runs_at_once) = 0 FROM once").fetchall() == [(True,)]
    told = ["carbondata_run", "carbondata_part", "unread"]
    told += [] if alone else ["runs_at_once"]
    told += ["counted_in"] if several else []
    return f"""SELECT t.* EXCLUDE ({JUDGED}) REPLACE ({COMPLETED}),
        {", ".join(f"o.{name}" for name in told)}
        FROM tool_rows AS t JOIN once AS o ON o.id = t.rowid"""


def of_names(con: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    """Judge the rows of the view `runs` that share the name of a run with others.

    Only the names are looked at first, so that of most tables nothing else is read twice.
    """
    named = [name for name in ("carbondata_run", "run_id") if name in names]
    if not named:
        return
    key = f"coalesce({', '.join(f'CAST({name} AS VARCHAR)' for name in named)})"
    # To ask whether any name is written in another way is quicker than to write each in one way.
    if con.execute(f"SELECT bool_or(is_odd({key})) FROM runs").fetchall() == [(True,)]:
        key = f"known_by({key})"
    # Sorting numbers is twice as fast as grouping by them.
    con.execute(f"""CREATE TEMP TABLE repeated_names AS
        SELECT DISTINCT name FROM (SELECT name, lag(name) OVER (ORDER BY name) AS before
          FROM (SELECT hash({key}) AS name FROM runs)) WHERE name = before""")
    if con.execute("SELECT count(*) FROM repeated_names").fetchall() == [(0,)]:
        if ours := {"carbondata_run", "carbondata_part"} & set(names):
            con.execute("ALTER VIEW runs RENAME TO all_runs")
            con.execute(f"CREATE TEMP VIEW runs AS SELECT {_without(ours)} FROM all_runs")
        return
    con.execute(script("places"))
    con.execute("ALTER VIEW runs RENAME TO all_runs")
    shared = f"unread IS NULL AND stated({key}) IS NOT NULL"
    shared += f" AND hash({key}) IN (FROM repeated_names)"
    con.execute(f"""CREATE TEMP TABLE same_named AS
        SELECT * REPLACE ({key} AS carbondata_run)
        FROM (FROM all_runs UNION ALL BY NAME {OF_RUNS}) WHERE {shared}""")
    added = {"carbondata_run", "carbondata_part", "file", "counted_in"} - set(names)
    ours = {"carbondata_run", "carbondata_part"} & set(names)
    con.execute(f"""CREATE TEMP VIEW runs AS SELECT {_without(ours)} FROM (
        SELECT * FROM all_runs WHERE ({shared}) IS NOT true
        UNION ALL BY NAME SELECT {_without(added)} FROM (
          WITH compared AS ({script("same_rows")}){script("repeated")}))""")


def _without(names: Collection[str]) -> str:
    return f"* EXCLUDE ({', '.join(sorted(names))})" if names else "*"
