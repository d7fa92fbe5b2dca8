"""Read files of runs from any tool into one table `runs` for the batch query."""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.files import identifier
from carbondata.runs.batch_query import ORDER
from carbondata.runs.input.column_types import refuse_durations
from carbondata.runs.input.columns import refuse_answer, safe_names, selected
from carbondata.runs.input.copies import copies
from carbondata.runs.input.csv_rejects import SHOWN, Rejects, without_rejects
from carbondata.runs.input.generic_table import KNOWN, TIMES, generic_query, refuse_columns
from carbondata.runs.input.inputs import File, rows
from carbondata.runs.input.known_tools import tool_of
from carbondata.runs.input.model_cards import with_cards
from carbondata.runs.input.once import of_tools, script, words
from carbondata.runs.input.overrides import (
    Overrides,
    create_macros,
    create_places,
    create_runs,
    types_of,
)
from carbondata.runs.input.pool import pooled, unpooled
from carbondata.runs.input.reports import with_reports
from carbondata.runs.input.second_header import refuse_second_header

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import duckdb

# The columns that a reader's SQL uses; those missing from a file are null.
READ = {
    "codecarbon": (
        "run_id experiment_id project_name task_name timestamp duration emissions emissions_sum "
        "energy_consumed pue country country_name country_iso_code region cloud_provider "
        "cloud_region tracking_mode cpu_count cpu_model cpu_energy gpu_count gpu_model gpu_energy "
        "ram_total_size ram_energy"
    ),
    "hugging_face": "modelId created_at co2_eq_emissions",
    "boamps": "report",
    "eco2ai": (
        "id project_name start_time duration(s) power_consumption(kWh) power_consumption(kWTh) "
        "CO2_emissions(kg) CPU_name GPU_name region/country"
    ),
    "nf_co2footprint": "task_id name status energy_consumption CO2e carbon_intensity",
    "carbontracker": (
        "log first end duration_s energy_kwh co2eq_g epochs predicted_epochs predicted_kwh country "
        "region"
    ),
    "perun": "app run round last_run runtime energy",
    "ml_energy": "model_id date completed time gpus gpu_energy",
    "zeus": "start_time window_name elapsed_time gpu0_energy",
    "slurm": "Cluster JobID ConsumedEnergyRaw ConsumedEnergy Start End ElapsedRaw",
    "green_algorithms": "energy_needed carbonEmissions carbonIntensity PUE location runTime",
}
# What a reader may give besides; what it does not is null.
OF_READERS = """SELECT
    NULL::VARCHAR AS place, NULL::VARCHAR AS place_name, NULL::VARCHAR AS part_of_place,
    NULL::VARCHAR AS cloud, NULL::VARCHAR AS begin_text, NULL::VARCHAR AS end_text,
    NULL::DOUBLE AS energy_kwh, NULL::VARCHAR AS energy_scope, NULL::DOUBLE AS pue,
    NULL::DOUBLE AS duration_s, NULL::DOUBLE AS tool_emissions_t, NULL::DOUBLE AS tool_g_per_kwh
    WHERE false"""
# Columns that a reader turns into columns of the output.
CONSUMED = {
    *("run_id", "modelId", "pue", "PUE", "report", "id", "task_id", "JobID"),
    *("log", "first", "app", "run", "round", "window_name", "model_id", "gpu_energy"),
}
# The position of a row in its file.
PLACE_IN_FILE = {"file", "row", "file_number", "copy_of", "unread_text"}
# The scripts that judge the rows of tools.
OF_ONCE = ("named", "sittings", "once", "at_once")
POSITION = ("file_number", "row")
# A table that somebody may have added up is smaller.
BY_HAND = 1_000_000
MOMENTS = {"DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}


def read_files(
    con: duckdb.DuckDBPyConnection, sources: list[File], overrides: Overrides, work: Path
) -> None:
    """Create the view `runs` of the rows of all files, including unreadable ones.

    The folder `work` holds temporary copies until the rows are read; in `sources`, each file is
    replaced by the one that is actually read.
    """
    create_macros(con, overrides)
    names = _create_input_files(con, sources)
    several = len(sources) > 1
    rejects: list[tuple[str, int, int, str]] = []
    joined, sources[:] = pooled(with_reports(with_cards(sources, work), work), work), []
    for file in joined:
        try:
            readable, rejected = _readable(con, file, work)
        except QueryError as error:
            if not file.in_folder or (file is joined[-1] and not sources):
                raise
            rejects.append((file.name, 0, 0, str(error)))
            continue
        sources.append(readable)
        if file.pooled:
            texts = (unpooled(text, file.delimiter) for _, _, text in rejected)
            rejects += [(names[number], row + 1, 1, text) for number, row, text in texts]
        else:
            rejects += [(file.name, *reject) for reject in rejected]
    in_order = sorted(sources, key=lambda file: (file.tool, file.form != "parquet"))
    parts: list[str] = []
    tools: list[str] = []
    for tool, of_tool in groupby(in_order, key=lambda file: file.tool):
        if tool == "generic":
            groups = _with_the_same_columns(con, list(of_tool))
            named = several or bool(rejects)
            parts += [_generic_rows(con, n, group, named=named) for n, group in groups]
        else:
            if not tools:
                create_places(con)
            tools.append(_tool_rows(con, tool, list(of_tool)))
    if tools:
        parts.append(of_tools(con, tools, several=several, take_one=overrides.take_one))
    if rejects:
        parts.append(_rejected_rows(con, rejects))
    con.execute(f"CREATE TEMP VIEW read_runs AS {' UNION ALL BY NAME '.join(parts)}")
    create_runs(con, "read_runs", overrides)


def read_table(
    con: duckdb.DuckDBPyConnection, overrides: Overrides, *, ordered: bool, is_stream: bool
) -> None:
    """Create the view `runs` of the rows of `input_table`, optionally numbered in its order.

    A stream can be read only once.
    """
    create_macros(con, overrides)
    columns = selected(safe_names(types_of(con, "FROM input_table", "the table"), KNOWN))
    number = f", row_number() OVER () AS {ORDER}" if ordered else ""
    con.execute(f"CREATE TEMP VIEW raw AS SELECT {columns}{number} FROM input_table")
    query = generic_query(types_of(con, "FROM raw", "the table"), "the table")
    con.execute(f"CREATE TEMP VIEW read_runs AS {query}")
    create_runs(con, "read_runs", overrides, is_stream=is_stream)


def _create_input_files(con: duckdb.DuckDBPyConnection, sources: list[File]) -> list[str]:
    """Create the table of the files, with what each is a copy of; return their names."""
    same = copies(sources)
    names = [file.name for file in sources]
    con.execute(
        """CREATE TEMP TABLE input_files AS SELECT unnest(?::BIGINT[]) AS file_number,
        unnest(?) AS file, unnest(?::VARCHAR[]) AS copy_of""",
        [list(range(len(names))), names, [same.get(number) for number in range(len(names))]],
    )
    return names


def _tool_rows(con: duckdb.DuckDBPyConnection, tool: str, files: list[File]) -> str:
    known = READ[tool].split()
    empty = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in known)
    reader, timed = _reader(tool), script("timed")
    used = PLACE_IN_FILE | words("".join((reader, timed, *map(script, OF_ONCE))))
    parts = [
        f"SELECT *{_trimmed(file, known)}{_position(file)} "
        f"FROM ({_renamed(con, file, known, used)})"
        for file in files
    ]
    raw = " UNION ALL BY NAME ".join([*parts, f"SELECT {empty} WHERE false"])
    raw = f"FROM ({raw}) JOIN input_files USING (file_number)"
    stated = f"FROM (\n{reader}) UNION ALL BY NAME {OF_READERS}"
    query = f"WITH raw AS ({raw}), read AS ({stated}) {timed}"
    # Drop columns that no file has and the output does not need.
    there = {name for file in files for name in safe_names(file.names, known).values()}
    absent = set(known) - CONSUMED - there
    less = (
        f" EXCLUDE ({', '.join(map(identifier, sorted(absent)))})"
        if files[0].names and absent
        else ""
    )
    con.execute(f"CREATE OR REPLACE TEMP VIEW {tool}_runs AS SELECT *{less} FROM ({query})")
    return f"FROM {tool}_runs"


def _generic_rows(
    con: duckdb.DuckDBPyConnection, number: int, files: list[File], *, named: bool
) -> str:
    raw = " UNION ALL BY NAME ".join(
        f"SELECT *{_position(file) if named else ''} FROM "
        f"({_renamed(con, file, KNOWN, PLACE_IN_FILE)})"
        for file in files
    )
    if named:
        raw = (
            f"SELECT * EXCLUDE (file_number, row) FROM ({raw}) JOIN input_files USING (file_number)"
        )
    first, *more = files
    has_sum = not more and first.path.stat().st_size < BY_HAND
    query = generic_query(types_of(con, raw, first.name), first.name, has_sum=has_sum)
    con.execute(f"CREATE TEMP VIEW generic_{number} AS WITH raw AS ({raw}) {query}")
    if not named:
        return f"FROM generic_{number}"
    copied = "CASE WHEN copy_of IS NOT NULL THEN 'duplicate_file' END"
    return f"""SELECT * EXCLUDE (copy_of) REPLACE (coalesce(unread, {copied}) AS unread),
        CASE WHEN unread IS NULL THEN copy_of END AS counted_in FROM generic_{number}"""


def _trimmed(file: File, known: Collection[str]) -> str:
    """Return the SQL that strips the spaces of a table that was aligned with them."""
    there = [name for name in safe_names(file.names, known).values() if name in known]
    cells = ", ".join(
        f"nullif(trim({identifier(name)}), '') AS {identifier(name)}" for name in there
    )
    return f" REPLACE ({cells})" if there else ""


def _position(file: File) -> str:
    """Return the columns of a row's place: the number of its file, and its row."""
    if file.pooled:
        return ""
    return f", {file.number} AS file_number, row_number() OVER () AS row"


def _renamed(
    con: duckdb.DuckDBPyConnection, file: File, known: Collection[str], used: Collection[str]
) -> str:
    """Return the SQL of a file's rows, with columns renamed so that none clashes with ours."""
    types = _types_of_file(con, file)
    refuse_answer(types, file.name)
    given = {name: kind for name, kind in types.items() if not file.pooled or name not in POSITION}
    ours = f"{', '.join(POSITION)}, " if file.pooled else ""
    return f"SELECT {ours}{selected(safe_names(given, known, used))} FROM ({rows(file)})"


def _readable(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Rejects]:
    """Return a file as it can be read, and its rejected rows; refuse one that holds no runs."""
    if file.why is not None:
        raise QueryError(file.why)
    if file.form == "parquet":
        refuse_durations(file.types, file.name, READ.get(file.tool, " ".join(KNOWN)).split())
    if not file.pooled:
        refuse_second_header(file)
    readable, rejected = without_rejects(con, file, work)
    readable = _typed(con, readable)
    if readable.tool == "generic":
        types = _types_of_file(con, readable)
        columns = safe_names(types, KNOWN, PLACE_IN_FILE)
        refuse_columns({columns[name]: kind for name, kind in types.items()}, file.name)
    return readable, rejected


def _typed(con: duckdb.DuckDBPyConnection, file: File) -> File:
    """Fix the types of generic JSON, which DuckDB would detect again and again.

    Times stay text, as DuckDB would convert them to a zone.
    """
    if file.tool != "generic" or file.form not in {"json", "lines"}:
        return file
    types = _types_of_file(con, file)
    as_text = {n for n, kind in types.items() if n.casefold() in TIMES and kind in MOMENTS}
    fixed = {n: "VARCHAR" if n in as_text else kind for n, kind in types.items()}
    # An export of a tool's interface is its table in JSON.
    return file._replace(types=tuple(fixed.items()), names=tuple(types), tool=tool_of(types))


def _with_the_same_columns(
    con: duckdb.DuckDBPyConnection, files: list[File]
) -> list[tuple[int, list[File]]]:
    """Group the generic files that have the same columns."""
    types = [(tuple(_types_of_file(con, file).items()), file) for file in files]
    groups = groupby(sorted(types, key=lambda pair: str(pair[0])), key=lambda pair: pair[0])
    return [(n, [file for _, file in group]) for n, (_, group) in enumerate(groups)]


def _rejected_rows(con: duckdb.DuckDBPyConnection, rejects: list[tuple[str, int, int, str]]) -> str:
    con.execute("CREATE TEMP TABLE rejects (file VARCHAR, row BIGINT, lines BIGINT, text VARCHAR)")
    columns = [list(cells) for cells in zip(*rejects, strict=True)]
    columns[-1] = [text[:SHOWN] for text in columns[-1]]
    con.execute("INSERT INTO rejects SELECT unnest(?), unnest(?), unnest(?), unnest(?)", columns)
    return """SELECT file, row,
        CASE WHEN lines > 1 THEN lines || ' lines: ' ELSE '' END || text AS unread_text,
        CASE WHEN lines = 0 THEN 'file_not_of_runs'
          WHEN lines > 1 THEN 'lines_unreadable' ELSE 'row_unreadable' END AS unread
        FROM rejects"""


def _types_of_file(con: duckdb.DuckDBPyConnection, file: File) -> dict[str, str]:
    try:
        return types_of(con, rows(file), file.name)
    except QueryError as error:
        # Standard input and cleaned files have temporary paths.
        raise QueryError(str(error).replace(str(file.path), file.name)) from None


def _reader(tool: str) -> str:
    return resources.files("carbondata.runs").joinpath("input", f"{tool}.sql").read_text("utf-8")
