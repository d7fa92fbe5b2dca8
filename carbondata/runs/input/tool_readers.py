"""Read files of runs, of whatever tool, into one table `runs` that the batch query takes."""

from __future__ import annotations

import re
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError
from carbondata.runs.batch_query import NEEDED, ORDER
from carbondata.runs.input.columns import named, quoted, refuse_answer, selected
from carbondata.runs.input.csv_rejects import SHOWN, sifted
from carbondata.runs.input.generic_table import KNOWN, NO_TIME, TIMES, plain
from carbondata.runs.input.inputs import File, literal, rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import duckdb

# The columns that a reader's SQL names; those that a file has not are null.
READ = {
    "codecarbon": (
        "run_id experiment_id project_name task_name timestamp duration emissions energy_consumed "
        "pue country country_name country_iso_code"
    ),
    "hugging_face": "modelId created_at co2_eq_emissions",
    "boamps": "report",
    "green_algorithms": "energy_needed carbonEmissions carbonIntensity PUE location runTime",
}
# Those that a reader turns into columns of the answer.
CONSUMED = {"run_id", "modelId", "pue", "PUE", "report"}
# What is said of a row's place in its file.
TOLD = {"file", "row", "unread_text"}
MOMENTS = {"DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}


class Overrides(NamedTuple):
    """What the user says of every run: `area` and `year` as if, the others where none is known."""

    area: str | None = None
    year: int | None = None
    pue: float | None = None
    energy_scope: str | None = None
    timezone: str | None = None


def read_files(
    con: duckdb.DuckDBPyConnection, found: list[File], said: Overrides, work: Path
) -> None:
    """Make the view `runs` of the rows of all files, those that cannot be read among them.

    The folder `work` holds what must be kept until the rows are read; in `found`, each file is
    replaced by the one that is read in its place.
    """
    begin(con, said)
    lost: list[tuple[str, int, int, str]] = []
    for n, one in enumerate(found):
        readable, broken = sifted(con, one, work)
        found[n] = _typed(con, readable)
        lost += [(one.name, *each) for each in broken]
    read = sorted(found, key=lambda one: (one.tool, one.form != "parquet"))
    parts = []
    for tool, same in groupby(read, key=lambda one: one.tool):
        if tool == "plain":
            several = len(read) > 1 or bool(lost)
            parts += [_plain(con, n, like, several=several) for n, like in _alike(con, list(same))]
        else:
            parts.append(_tool(con, tool, list(same)))
    if lost:
        parts.append(_lost(con, lost))
    con.execute(f"CREATE TEMP VIEW read_runs AS {' UNION ALL BY NAME '.join(parts)}")
    finish(con, "read_runs", said)


def read_table(con: duckdb.DuckDBPyConnection, said: Overrides, *, ordered: bool) -> None:
    """Make the view `runs` of the rows of `given`, a plain table; they can be put in its order."""
    begin(con, said)
    columns = selected(named(_types(con, "FROM given", "the table"), KNOWN))
    number = f", row_number() OVER () AS {ORDER}" if ordered else ""
    con.execute(f"CREATE TEMP VIEW raw AS SELECT {columns}{number} FROM given")
    read = plain(_types(con, "FROM raw", "the table"), "the table")
    con.execute(f"CREATE TEMP VIEW read_runs AS {read}")
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
    kept = [quoted(name) for name in types if name not in NEEDED and name != "spans_years"]
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
    known = READ[tool].split()
    empty = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in known)
    reader, timed = _sql("input", tool), _sql("sql", "timed")
    used = TOLD | set(re.findall(r"\w+", re.sub("--.*", "", reader + timed)))
    parts = [
        f"SELECT *, {literal(one.name)} AS file, row_number() OVER () AS row FROM "
        f"({_called(con, one, known, used)})"
        for one in mine
    ]
    raw = " UNION ALL BY NAME ".join([*parts, f"SELECT {empty} WHERE false"])
    script = f"WITH raw AS ({raw}), read AS (\n{reader}) {timed}"
    # A column that no file has, and that is no column of the answer, says nothing.
    absent = set(known) - CONSUMED - {n for one in mine for n in named(one.names, known).values()}
    less = (
        f" EXCLUDE ({', '.join(map(quoted, sorted(absent)))})" if mine[0].names and absent else ""
    )
    con.execute(f"CREATE OR REPLACE TEMP VIEW {tool}_runs AS SELECT *{less} FROM ({script})")
    return f"FROM {tool}_runs"


def _plain(con: duckdb.DuckDBPyConnection, number: int, same: list[File], *, several: bool) -> str:
    raw = " UNION ALL ".join(
        f"SELECT *{f', {literal(one.name)} AS file' if several else ''} FROM "
        f"({_called(con, one, KNOWN, TOLD)})"
        for one in same
    )
    read = plain(_types(con, raw, same[0].name), same[0].name)
    con.execute(f"CREATE OR REPLACE TEMP VIEW plain_{number} AS WITH raw AS ({raw}) {read}")
    return f"FROM plain_{number}"


def _called(
    con: duckdb.DuckDBPyConnection, file: File, known: Collection[str], used: Collection[str]
) -> str:
    """Give the SQL of a file's rows, its columns under names that are none of ours."""
    types = _types_of(con, file)
    refuse_answer(types, file.name)
    return f"SELECT {selected(named(types, known, used))} FROM ({rows(file)})"


def _typed(con: duckdb.DuckDBPyConnection, file: File) -> File:
    """Fix the types of plain JSON, which DuckDB would look for again and again; times stay text.

    DuckDB would put them into a zone.
    """
    if file.tool != "plain" or file.form not in {"json", "lines"}:
        return file
    types = _types_of(con, file)
    told = {n: "VARCHAR" if n.casefold() in TIMES and k in MOMENTS else k for n, k in types.items()}
    return file._replace(kinds=tuple(told.items()))


def _alike(con: duckdb.DuckDBPyConnection, mine: list[File]) -> list[tuple[int, list[File]]]:
    """Put together the plain files whose columns are the same."""
    types = [(tuple(_types_of(con, one).items()), one) for one in mine]
    groups = groupby(sorted(types, key=lambda pair: str(pair[0])), key=lambda pair: pair[0])
    return [(n, [one for _, one in same]) for n, (_, same) in enumerate(groups)]


def _lost(con: duckdb.DuckDBPyConnection, lost: list[tuple[str, int, int, str]]) -> str:
    con.execute("CREATE TEMP TABLE lost (file VARCHAR, row BIGINT, lines BIGINT, text VARCHAR)")
    columns = [list(cells) for cells in zip(*lost, strict=True)]
    columns[-1] = [text[:SHOWN] for text in columns[-1]]
    con.execute("INSERT INTO lost SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)
    return """SELECT file, row,
        CASE WHEN lines > 1 THEN lines || ' lines: ' ELSE '' END || text AS unread_text,
        CASE WHEN lines > 1 THEN 'lines_unreadable' ELSE 'row_unreadable' END AS unread FROM lost"""


def _types_of(con: duckdb.DuckDBPyConnection, file: File) -> dict[str, str]:
    try:
        return _types(con, rows(file), file.name)
    except QueryError as error:
        # Standard input, and what is mended, lie elsewhere.
        raise QueryError(str(error).replace(str(file.path), file.name)) from None


def _types(con: duckdb.DuckDBPyConnection, query: str, where: str) -> dict[str, str]:
    import duckdb

    try:
        described = con.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as error:
        message = f"{where} cannot be read; is it cut short? {str(error).splitlines()[0]}"
        raise QueryError(message) from None
    return {str(name): str(kind) for name, kind, *_ in described}


def _sql(folder: str, name: str) -> str:
    return resources.files("carbondata.runs").joinpath(folder, f"{name}.sql").read_text("utf-8")
