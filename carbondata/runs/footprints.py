"""The footprints of many runs: files, an Arrow table or a relation in, rows with provenance out."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from carbondata.arguments import expect, expect_if_given
from carbondata.errors import QueryError
from carbondata.files import TEMPORARY, exactly, literal, scratch
from carbondata.query.given_table import as_arrow
from carbondata.runs.batch_query import (
    HOURLY_SCAFFOLDING,
    ORDER,
    SCAFFOLDING,
    TOOL_RATIOS,
    batch_query,
)
from carbondata.runs.energy import known_scope, possible_pue
from carbondata.runs.grid_factor import known_boundary, named_area
from carbondata.runs.input.columns import refuse_repeated
from carbondata.runs.input.inputs import File, as_names, files
from carbondata.runs.input.overrides import Overrides
from carbondata.runs.input.tool_readers import read_files, read_table
from carbondata.runs.period import known_year
from carbondata.runs.refusals import run_error
from carbondata.runs.summarise import summarise
from carbondata.runs.workspace import workspace
from carbondata.runs.write_answer import (
    in_the_users_name,
    narrow,
    narrow_scope,
    refuse_failed_rows,
    refuse_to_write,
    write_answer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import pyarrow as pa

    from carbondata.runs.summary import Summary

# How many files an error names.
SHOWN = 3


def footprints(  # noqa: PLR0913  (keywords, as of footprint)
    runs: Any,  # noqa: ANN401  (anything pyarrow accepts, which has no common type)
    out: str | Path | None = None,
    *,
    area: str | None = None,
    year: int | None = None,
    pue: float | None = None,
    energy_scope: str | None = None,
    timezone: str | None = None,
    boundary: str = "life_cycle",
    hourly: bool = False,
    allow_year_gap: int = 0,
    take_one: bool = False,
    strict: bool = False,
    database: str | Path | None = None,
) -> pa.Table | Summary:
    """Work out the emissions of many runs, each row with its factor, source, year and reason.

    Parameters
    ----------
    runs : path, pattern or folder, or several; or a table
        A table comes from Arrow, DuckDB, pandas or polars, or has `__arrow_c_stream__`; its columns
        are those of `carbondata.runs.input.generic_table`. Files may also come from codecarbon,
        Hugging Face, BoAmps or Green Algorithms.
    out : path, optional
        Write there (.parquet, .csv, .jsonl) without holding the rows in memory.
    area, year : optional
        Treat every run as if it had been there, or then.
    pue, energy_scope, timezone : optional
        Defaults for runs that state none.
    boundary, hourly, allow_year_gap
        As for `footprint`.
    take_one : bool
        Of runs of the same machine, place and time, such as the ranks of one job, count one.
    strict : bool
        Raise an error if any row cannot be worked out, instead of noting it on the row.

    Returns
    -------
    Arrow table, or with `out` a Summary.

    Raises
    ------
    QueryError
        When a file cannot be read at all, or with `strict` when any row cannot.

    Examples
    --------
    >>> import pyarrow as pa
    >>> runs = pa.table({"energy_kwh": [1000.0], "energy_scope": ["server"], "pue": [1.2],
    ...                  "area_id": ["FRA"], "year": [2023]})
    >>> row = footprints(runs).to_pylist()[0]
    >>> row["factor_id"], row["emissions_t"] == 1200 * row["intensity_g_per_kwh"] / 1e6
    ('FRA@2023/life_cycle/owid-energy', True)
    """
    expect("a text", boundary=boundary)
    expect_if_given("a text", area=area, energy_scope=energy_scope, timezone=timezone)
    expect_if_given("a number", pue=pue)
    expect("a whole number", allow_year_gap=allow_year_gap)
    expect_if_given("a whole number", year=year)
    expect("true or false", hourly=hourly, strict=strict, take_one=take_one)
    expect_if_given("a path", out=out, database=database)
    area = None if area is None else named_area(area, database)
    overrides = Overrides(area, year, pue, energy_scope, timezone, take_one)
    refuse_overrides(overrides, boundary)
    if out is not None:
        refuse_to_write(Path(out))
    sources: list[File] = []
    with (
        errors_in_the_users_names(sources, out),
        scratch(Path(gettempdir()), "*") as work,
        workspace(work, database, boundary, hourly, allow_year_gap) as con,
    ):
        if (table := as_arrow(runs)) is not None:
            is_stream = _register(con, table, work if out is not None else None)
            read_table(con, overrides, ordered=out is None, is_stream=is_stream)
            _stream(con, counted=False)
        else:
            sources += files(as_names(runs), work)
            _refuse_overwriting(sources, out)
            read_files(con, sources, overrides, work)
            _stream(con, counted=all(file.form == "parquet" for file in sources))
        query = _query(con, hourly=hourly)
        if out is not None:
            narrow(con, "series" if hourly else "factors")
            return write_answer(con, narrow_scope(con, query), Path(out), database, strict=strict)
        answer = con.sql(query).to_arrow_table()
        if strict:
            con.register("answer", answer)
            refuse_failed_rows(summarise(con, "answer", database))
        return answer


def _register(con: duckdb.DuckDBPyConnection, table: Any, work: Path | None) -> bool:  # noqa: ANN401  (one of Arrow's kinds)
    """Register a table; keep a stream, which can be read once, if its names are read before.

    Tell whether it is still a stream.
    """
    refuse_repeated(table.schema.names, "the table")
    con.register("input_table", table)
    if not hasattr(table, "read_all"):
        return False
    if "run_id" not in table.schema.names:
        return True
    if work is None:
        con.register("input_table", table.read_all())
        return False
    kept = work / "input_table.parquet"
    con.execute(f"COPY (FROM input_table) TO {literal(kept)} (FORMAT parquet)")
    con.unregister("input_table")
    con.execute(f"CREATE VIEW input_table AS FROM read_parquet({exactly(kept)})")
    return False


def _query(con: duckdb.DuckDBPyConnection, *, hourly: bool) -> str:
    names = {name for name, *_ in con.execute("DESCRIBE runs").fetchall()}
    both = {"tool_emissions_t", "tool_g_per_kwh"} <= names
    ratios = "".join(f", {sql} AS {name}" for name, sql in TOOL_RATIOS.items()) if both else ""
    left_out = HOURLY_SCAFFOLDING if hourly else SCAFFOLDING
    # A table keeps its order; files, which may exceed memory, do not.
    ordered, sort = ((ORDER,), f" ORDER BY {ORDER}") if ORDER in names else ((), "")
    dropped = ", ".join((*left_out, *ordered))
    return f"SELECT * EXCLUDE ({dropped}){ratios} FROM ({batch_query(hourly=hourly)}){sort}"


def refuse_overrides(overrides: Overrides, boundary: str) -> None:
    """Refuse options that no run can have."""
    known_boundary(boundary)
    if overrides.energy_scope is not None:
        known_scope(overrides.energy_scope)
    if overrides.year is not None:
        known_year(overrides.year)
    if overrides.pue is not None:
        possible_pue(overrides.pue)


def _refuse_overwriting(sources: list[File], out: str | Path | None) -> None:
    """Refuse to overwrite an input, as in a folder with yesterday's output."""
    if out is not None and Path(out).resolve() in {file.path.resolve() for file in sources}:
        raise run_error(key="overwrite", name=out)


@contextmanager
def errors_in_the_users_names(
    sources: list[File], out: str | Path | None, rows: str = "the runs"
) -> Iterator[None]:
    """Report DuckDB's errors with the user's file names, not those of our copies."""
    import duckdb

    # Without --out the command writes into a temporary folder.
    nameless = out is None or TEMPORARY in str(out)
    what = f"{rows} cannot be worked out" if nameless else f"{out} was not written"
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        remedy = "rename it, or free space, or set TMPDIR to another folder"
        message = f"{what}: {where}{error.strerror or error}; {remedy}"
        raise QueryError(message) from None
    except duckdb.Error as error:
        # DuckDB reports an error in another thread as JSON.
        in_json = re.search(r'"exception_message":("(?:[^"\\]|\\.)*")', str(error))
        why = (json.loads(in_json[1]) if in_json else str(error)).partition("\n")[0]
        reading = [file.name for file in sources]
        for file in sources:
            why = why.replace(str(file.path), file.name)
        if out is not None:
            why = in_the_users_name(why, Path(out))
        # DuckDB does not say which Parquet file is damaged.
        if sources and not any(name in why for name in (*reading, str(out))):
            why += f" (reading {', '.join(reading[:SHOWN])})"
        message = f"{what}: {why}"
        raise QueryError(message) from None


def _stream(con: duckdb.DuckDBPyConnection, *, counted: bool) -> None:
    """Stream the runs past the factors, even if DuckDB does not know how many there are.

    DuckDB underestimates the rows of CSVs and streams, and would hold them all in memory.
    """
    con.execute(f"SET disabled_optimizers = '{'' if counted else 'build_side_probe_side'}'")
