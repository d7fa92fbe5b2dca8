"""Read files of runs from any tool into one table `runs` for the batch query."""

from __future__ import annotations

import re
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError
from carbondata.files import identifier, literal
from carbondata.runs.batch_query import NEEDED, ORDER
from carbondata.runs.input.columns import refuse_answer, refuse_too_many, safe_names, selected
from carbondata.runs.input.csv_rejects import SHOWN, without_rejects
from carbondata.runs.input.generic_table import KNOWN, NO_TIME, TIMES, generic_query
from carbondata.runs.input.inputs import File, rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import duckdb

# The columns that a reader's SQL uses; those missing from a file are null.
READ = {
    "codecarbon": (
        "run_id experiment_id project_name task_name timestamp duration emissions energy_consumed "
        "pue country country_name country_iso_code"
    ),
    "hugging_face": "modelId created_at co2_eq_emissions",
    "boamps": "report",
    "green_algorithms": "energy_needed carbonEmissions carbonIntensity PUE location runTime",
}
# Columns that a reader turns into columns of the output.
CONSUMED = {"run_id", "modelId", "pue", "PUE", "report"}
# The position of a row in its file.
PLACE_IN_FILE = {"file", "row", "unread_text"}
MOMENTS = {"DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}


class Overrides(NamedTuple):
    """Options for every run: `area` and `year` override, the others are defaults."""

    area: str | None = None
    year: int | None = None
    pue: float | None = None
    energy_scope: str | None = None
    timezone: str | None = None


def read_files(
    con: duckdb.DuckDBPyConnection, sources: list[File], overrides: Overrides, work: Path
) -> None:
    """Create the view `runs` of the rows of all files, including unreadable ones.

    The folder `work` holds temporary copies until the rows are read; in `sources`, each file is
    replaced by the one that is actually read.
    """
    _create_macros(con, overrides)
    rejects: list[tuple[str, int, int, str]] = []
    for n, file in enumerate(sources):
        readable, rejected = without_rejects(con, file, work)
        sources[n] = _typed(con, readable)
        rejects += [(file.name, *reject) for reject in rejected]
    in_order = sorted(sources, key=lambda file: (file.tool, file.form != "parquet"))
    parts = []
    for tool, of_tool in groupby(in_order, key=lambda file: file.tool):
        if tool == "generic":
            several = len(in_order) > 1 or bool(rejects)
            groups = _with_the_same_columns(con, list(of_tool))
            parts += [_generic_rows(con, n, group, several=several) for n, group in groups]
        else:
            parts.append(_tool_rows(con, tool, list(of_tool)))
    if rejects:
        parts.append(_rejected_rows(con, rejects))
    con.execute(f"CREATE TEMP VIEW read_runs AS {' UNION ALL BY NAME '.join(parts)}")
    _create_runs(con, "read_runs", overrides)


def read_table(con: duckdb.DuckDBPyConnection, overrides: Overrides, *, ordered: bool) -> None:
    """Create the view `runs` of the rows of `input_table`, optionally numbered in its order."""
    _create_macros(con, overrides)
    columns = selected(safe_names(_types(con, "FROM input_table", "the table"), KNOWN))
    number = f", row_number() OVER () AS {ORDER}" if ordered else ""
    con.execute(f"CREATE TEMP VIEW raw AS SELECT {columns}{number} FROM input_table")
    query = generic_query(_types(con, "FROM raw", "the table"), "the table")
    con.execute(f"CREATE TEMP VIEW read_runs AS {query}")
    _create_runs(con, "read_runs", overrides)


def _create_macros(con: duckdb.DuckDBPyConnection, overrides: Overrides) -> None:
    """Create what the readers need: macros for times, names of places, the zone."""
    if overrides.timezone is not None:
        zones = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
        if con.execute(zones, [overrides.timezone]).fetchall() == [(0,)]:
            message = f"there is no time zone {overrides.timezone!r}; name one like Europe/Paris"
            raise QueryError(message)
    con.execute(
        f"SET VARIABLE zone = {'NULL' if not overrides.timezone else literal(overrides.timezone)}"
    )
    con.execute(_sql("sql", "datetimes"))


def _create_runs(con: duckdb.DuckDBPyConnection, view: str, overrides: Overrides) -> None:
    """Create `runs` with every column that the batch query needs, and apply the overrides."""
    types = _types(con, f"FROM {view}", "the runs")
    new = {
        name: f"CAST({name if name in types else 'NULL'} AS {kind})"
        for name, kind in NEEDED.items()
    }
    kept = [identifier(name) for name in types if name not in NEEDED and name != "spans_years"]
    if overrides.area is not None:
        kept.append(f"{new['area_id']} AS stated_area_id")
        new["area_id"] = literal(overrides.area)
    if overrides.year is not None:
        new["year"] = f"CAST({overrides.year} AS BIGINT)"
        new["unread"] = f"nullif({new['unread']}, '{NO_TIME}')"
    elif "spans_years" in types:
        new["unread"] = (
            f"coalesce(unread, CASE WHEN spans_years AND NOT {_HOURLY} THEN 'spans_years' END)"
        )
    if overrides.energy_scope is not None:
        new["energy_scope"] = f"coalesce({new['energy_scope']}, {literal(overrides.energy_scope)})"
    if overrides.pue is not None:
        new["pue"] = (
            f"CASE WHEN {new['energy_scope']} = 'facility' THEN {new['pue']} "
            f"ELSE coalesce({new['pue']}, {overrides.pue}) END"
        )
    columns = [*kept, *(f"{sql} AS {name}" for name, sql in new.items())]
    con.execute(f"CREATE OR REPLACE TEMP VIEW runs AS SELECT {', '.join(columns)} FROM {view}")


_HOURLY = "coalesce(getvariable('hourly'), false)"


def _tool_rows(con: duckdb.DuckDBPyConnection, tool: str, files: list[File]) -> str:
    known = READ[tool].split()
    empty = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in known)
    reader, timed = _sql("input", tool), _sql("sql", "timed")
    used = PLACE_IN_FILE | set(re.findall(r"\w+", re.sub("--.*", "", reader + timed)))
    parts = [
        f"SELECT *, {literal(file.name)} AS file, row_number() OVER () AS row FROM "
        f"({_renamed(con, file, known, used)})"
        for file in files
    ]
    raw = " UNION ALL BY NAME ".join([*parts, f"SELECT {empty} WHERE false"])
    script = f"WITH raw AS ({raw}), read AS (\n{reader}) {timed}"
    # Drop columns that no file has and the output does not need.
    there = {name for file in files for name in safe_names(file.names, known).values()}
    absent = set(known) - CONSUMED - there
    less = (
        f" EXCLUDE ({', '.join(map(identifier, sorted(absent)))})"
        if files[0].names and absent
        else ""
    )
    con.execute(f"CREATE OR REPLACE TEMP VIEW {tool}_runs AS SELECT *{less} FROM ({script})")
    return f"FROM {tool}_runs"


def _generic_rows(
    con: duckdb.DuckDBPyConnection, number: int, files: list[File], *, several: bool
) -> str:
    raw = " UNION ALL ".join(
        f"SELECT *{f', {literal(file.name)} AS file' if several else ''} FROM "
        f"({_renamed(con, file, KNOWN, PLACE_IN_FILE)})"
        for file in files
    )
    query = generic_query(_types(con, raw, files[0].name), files[0].name)
    con.execute(f"CREATE OR REPLACE TEMP VIEW generic_{number} AS WITH raw AS ({raw}) {query}")
    return f"FROM generic_{number}"


def _renamed(
    con: duckdb.DuckDBPyConnection, file: File, known: Collection[str], used: Collection[str]
) -> str:
    """Return the SQL of a file's rows, with columns renamed so that none clashes with ours."""
    types = _types_of(con, file)
    refuse_answer(types, file.name)
    return f"SELECT {selected(safe_names(types, known, used))} FROM ({rows(file)})"


def _typed(con: duckdb.DuckDBPyConnection, file: File) -> File:
    """Fix the types of generic JSON, which DuckDB would detect again and again.

    Times stay text, as DuckDB would convert them to a zone.
    """
    if file.tool != "generic" or file.form not in {"json", "lines"}:
        return file
    types = _types_of(con, file)
    as_text = {n for n, kind in types.items() if n.casefold() in TIMES and kind in MOMENTS}
    fixed = {n: "VARCHAR" if n in as_text else kind for n, kind in types.items()}
    return file._replace(types=tuple(fixed.items()))


def _with_the_same_columns(
    con: duckdb.DuckDBPyConnection, files: list[File]
) -> list[tuple[int, list[File]]]:
    """Group the generic files that have the same columns."""
    types = [(tuple(_types_of(con, file).items()), file) for file in files]
    groups = groupby(sorted(types, key=lambda pair: str(pair[0])), key=lambda pair: pair[0])
    return [(n, [file for _, file in group]) for n, (_, group) in enumerate(groups)]


def _rejected_rows(con: duckdb.DuckDBPyConnection, rejects: list[tuple[str, int, int, str]]) -> str:
    con.execute("CREATE TEMP TABLE rejects (file VARCHAR, row BIGINT, lines BIGINT, text VARCHAR)")
    columns = [list(cells) for cells in zip(*rejects, strict=True)]
    columns[-1] = [text[:SHOWN] for text in columns[-1]]
    con.execute("INSERT INTO rejects SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)
    return """SELECT file, row,
        CASE WHEN lines > 1 THEN lines || ' lines: ' ELSE '' END || text AS unread_text,
        CASE WHEN lines > 1 THEN 'lines_unreadable' ELSE 'row_unreadable' END AS unread
        FROM rejects"""


def _types_of(con: duckdb.DuckDBPyConnection, file: File) -> dict[str, str]:
    try:
        return _types(con, rows(file), file.name)
    except QueryError as error:
        # Standard input and cleaned files have temporary paths.
        raise QueryError(str(error).replace(str(file.path), file.name)) from None


def _types(con: duckdb.DuckDBPyConnection, query: str, where: str) -> dict[str, str]:
    import duckdb

    try:
        described = con.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as error:
        message = f"{where} cannot be read; it may be truncated: {str(error).splitlines()[0]}"
        raise QueryError(message) from None
    refuse_too_many(described, where)
    return {str(name): str(kind) for name, kind, *_ in described}


def _sql(folder: str, name: str) -> str:
    return resources.files("carbondata.runs").joinpath(folder, f"{name}.sql").read_text("utf-8")
