"""Read files of runs, of whatever tool, into one table `runs` that the batch query takes."""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError
from carbondata.runs.batch import ADDED, NEEDED
from carbondata.runs.files import File, literal, rows
from carbondata.runs.lines import sifted
from carbondata.runs.plain import NO_TIME, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

# The columns that a reader's SQL names; those that a file has not are null.
READ = {
    "codecarbon": (
        "run_id experiment_id task_name timestamp duration emissions energy_consumed pue "
        "country country_name country_iso_code"
    ),
    "hugging_face": "modelId created_at co2_eq_emissions",
    "boamps": "report",
    "green_algorithms": "energy_needed carbonEmissions carbonIntensity PUE location runTime",
}
# Those that a reader turns into columns of the answer.
CONSUMED = {"run_id", "modelId", "pue", "PUE", "report"}


class Overrides(NamedTuple):
    """What the user says of every run: `area` and `year` as if, the others where none is known."""

    area: str | None = None
    year: int | None = None
    pue: float | None = None
    energy_scope: str | None = None
    timezone: str | None = None


def read_files(
    con: duckdb.DuckDBPyConnection, found: Iterable[File], said: Overrides, work: Path
) -> None:
    """Make the view `runs` of the rows of all files, those that cannot be read among them.

    The folder `work` holds what must be kept until the rows are read.
    """
    begin(con, said)
    read: list[File] = []
    lost: list[tuple[str, int, int, str]] = []
    for one in found:
        readable, broken = sifted(con, one, work)
        read.append(readable)
        lost += [(one.name, *each) for each in broken]
    read.sort(key=lambda one: (one.tool, one.form != "parquet"))
    parts = []
    for tool, same in groupby(read, key=lambda one: one.tool):
        if tool == "plain":
            parts += [_plain(con, n, like) for n, like in _alike(con, list(same))]
        else:
            parts.append(_tool(con, tool, list(same)))
    if lost:
        parts.append(_lost(con, lost))
    con.execute(f"CREATE TEMP VIEW read_runs AS {' UNION ALL BY NAME '.join(parts)}")
    finish(con, "read_runs", said)


def read_table(con: duckdb.DuckDBPyConnection, said: Overrides) -> None:
    """Make the view `runs` of the rows of `raw`, a plain table."""
    begin(con, said)
    con.execute(
        f"CREATE TEMP VIEW read_runs AS {plain(_types(con, 'FROM raw', 'the table'), 'the table')}"
    )
    finish(con, "read_runs", said)


def begin(con: duckdb.DuckDBPyConnection, said: Overrides) -> None:
    """Make what the readers stand on: macros for times, names of places, the zone."""
    if said.timezone is not None:
        zones = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
        if con.execute(zones, [said.timezone]).fetchall() == [(0,)]:
            message = f"there is no time zone {said.timezone!r}; name one like Europe/Paris"
            raise QueryError(message)
    con.execute(f"SET VARIABLE zone = {'NULL' if not said.timezone else literal(said.timezone)}")
    con.execute(_sql("sql", "moments"))


def finish(con: duckdb.DuckDBPyConnection, view: str, said: Overrides) -> None:
    """Make `runs`: every column that the batch query needs, with what the user said of all."""
    types = _types(con, f"FROM {view}", "the runs")
    new = {
        name: f"CAST({name if name in types else 'NULL'} AS {kind})"
        for name, kind in NEEDED.items()
    }
    kept = [_kept(name) for name in types if name not in NEEDED and name != "spans_years"]
    if said.area is not None:
        kept.append(f"{new['area_id']} AS stated_area_id")
        new["area_id"] = literal(said.area)
    if said.year is not None:
        new["year"] = f"CAST({said.year} AS BIGINT)"
        new["unread"] = f"nullif({new['unread']}, '{NO_TIME}')"
    elif "spans_years" in types:
        new["unread"] = (
            f"coalesce(unread, CASE WHEN spans_years AND NOT {_HOURLY} THEN 'spans_years' END)"
        )
    if said.energy_scope is not None:
        new["energy_scope"] = f"coalesce({new['energy_scope']}, {literal(said.energy_scope)})"
    if said.pue is not None:
        new["pue"] = (
            f"CASE WHEN {new['energy_scope']} = 'facility' THEN {new['pue']} "
            f"ELSE coalesce({new['pue']}, {said.pue}) END"
        )
    columns = [*kept, *(f"{sql} AS {name}" for name, sql in new.items())]
    con.execute(f"CREATE OR REPLACE TEMP VIEW runs AS SELECT {', '.join(columns)} FROM {view}")


_HOURLY = "coalesce(getvariable('hourly'), false)"


def _tool(con: duckdb.DuckDBPyConnection, tool: str, mine: list[File]) -> str:
    empty = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in READ[tool].split())
    parts = [
        f"SELECT *, {literal(one.name)} AS file, row_number() OVER () AS row FROM ({rows(one)})"
        for one in mine
    ]
    raw = " UNION ALL BY NAME ".join([*parts, f"SELECT {empty} WHERE false"])
    script = f"WITH raw AS ({raw}), read AS (\n{_sql('readers', tool)}) {_sql('sql', 'timed')}"
    # A column that no file has, and that is no column of the answer, says nothing.
    absent = set(READ[tool].split()) - CONSUMED - {n for one in mine for n in one.names}
    less = (
        f" EXCLUDE ({', '.join(map(_quoted, sorted(absent)))})" if mine[0].names and absent else ""
    )
    con.execute(f"CREATE OR REPLACE TEMP VIEW {tool}_runs AS SELECT *{less} FROM ({script})")
    return f"FROM {tool}_runs"


def _plain(con: duckdb.DuckDBPyConnection, number: int, same: list[File]) -> str:
    parts = [rows(one) for one in same]
    raw = " UNION ALL ".join(parts)
    if len(same) > 1:
        raw = " UNION ALL ".join(
            f"SELECT *, {literal(one.name)} AS file FROM ({part})"
            for one, part in zip(same, parts, strict=True)
        )
    read = plain(_types(con, raw, same[0].name), same[0].name)
    con.execute(f"CREATE OR REPLACE TEMP VIEW plain_{number} AS WITH raw AS ({raw}) {read}")
    return f"FROM plain_{number}"


def _alike(con: duckdb.DuckDBPyConnection, mine: list[File]) -> list[tuple[int, list[File]]]:
    """Put together the plain files whose columns are the same."""
    types = [(tuple(_types(con, rows(one), one.name).items()), one) for one in mine]
    groups = groupby(sorted(types, key=lambda pair: str(pair[0])), key=lambda pair: pair[0])
    return [(n, [one for _, one in same]) for n, (_, same) in enumerate(groups)]


def _lost(con: duckdb.DuckDBPyConnection, lost: list[tuple[str, int, int, str]]) -> str:
    con.execute("CREATE TEMP TABLE lost (file VARCHAR, row BIGINT, lines BIGINT, text VARCHAR)")
    con.executemany(
        "INSERT INTO lost VALUES (?, ?, ?, ?)",
        [[name, line, lines, text[:1000]] for name, line, lines, text in lost],
    )
    return """SELECT file, row,
        CASE WHEN lines > 1 THEN lines || ' lines: ' ELSE '' END || text AS unread_text,
        CASE WHEN lines > 1 THEN 'lines_unreadable' ELSE 'row_unreadable' END AS unread FROM lost"""


def _types(con: duckdb.DuckDBPyConnection, query: str, where: str) -> dict[str, str]:
    import duckdb

    try:
        described = con.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as error:
        message = f"{where} cannot be read; is it cut short? {str(error).splitlines()[0]}"
        raise QueryError(message) from None
    return {str(name): str(kind) for name, kind, *_ in described}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _kept(name: str) -> str:
    return f'"{name}" AS "{name}_given"' if name in ADDED else f'"{name}"'


def _sql(folder: str, name: str) -> str:
    return resources.files("carbondata.runs").joinpath(folder, f"{name}.sql").read_text("utf-8")
