"""Write the output to a file atomically, and summarise what was written."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carbondata.errors import QueryError
from carbondata.faces import as_cell, cell_in_sql
from carbondata.files import TEMPORARY, exactly, identifier, literal
from carbondata.outputs import refuse, writing
from carbondata.runs.input.csv_rejects import has_multiline_cells
from carbondata.runs.input.inputs import File, rows
from carbondata.runs.refusals import run_error
from carbondata.runs.summarise import summarise
from carbondata.runs.summary import COUNTED_ELSEWHERE, Summary
from carbondata.tables.vocabulary import ENERGY_SCOPE

if TYPE_CHECKING:
    import duckdb

FORMATS = {
    # Give up on a dictionary for distinct numbers early: saves a tenth of the time.
    ".parquet": "FORMAT parquet, DICTIONARY_SIZE_LIMIT 5000",
    ".csv": "FORMAT csv, HEADER",
    ".jsonl": "FORMAT json",
}
# What a spreadsheet never runs; a type with parts begins otherwise, or ends in a bracket.
NUMBER = r"BOOLEAN|DOUBLE|FLOAT|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?"
NUMBER_OR_TIME = rf"^({NUMBER}|DATE|TIME.*)$"
NAME_ANOTHER = "free space or change permissions there, or name another place"


def refuse_to_write(out: Path) -> None:
    """Refuse an output file that cannot be written, before anything is read.

    Raises
    ------
    QueryError
        When it is a folder, or its suffix is not a known format.
    """
    if out.suffix.lower() not in FORMATS:
        raise run_error(key="form", name=out, forms=", ".join(FORMATS))
    if not out.parent.is_dir():
        raise run_error(key="no_folder", name=out)
    try:
        refuse(out)
    except OSError as error:
        message = f"{out}: {error.strerror}; {NAME_ANOTHER}"
        raise QueryError(message) from None


def write_answer(
    con: duckdb.DuckDBPyConnection,
    query: str,
    out: Path,
    database: str | Path | None,
    *,
    strict: bool,
) -> Summary:
    """Write the rows of a query, and summarise them.

    Raises
    ------
    QueryError
        When the file cannot be written, or with `strict` any row could not be worked out.
    """
    suffix = out.suffix.lower()
    try:
        with writing(out) as temporary:
            copy_rows(con, query, temporary)
            names = [str(name) for name, *_ in con.execute(f"DESCRIBE {query}").fetchall()]
            summary = summarise(con, _read_back(con, temporary, suffix, names), database)
            if strict:
                refuse_failed_rows(summary)
    except OSError as error:
        message = f"{out} was not written: {error.strerror}; {NAME_ANOTHER}"
        raise QueryError(message) from None
    return summary


def copy_rows(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query to a file, in the form that its suffix says."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        query = _finite(con, query)
    if suffix == ".csv":
        query = without_formulas(con, query)
    con.execute(f"COPY ({query}) TO {literal(path)} ({FORMATS[suffix]})")


def in_the_users_name(text: str, out: Path) -> str:
    """Replace the name of the temporary file by that of the output."""
    real = Path(os.path.realpath(out))
    ours = rf"{re.escape(str(real.parent))}.{re.escape(TEMPORARY)}\w+.{re.escape(real.name)}"
    return re.sub(ours, lambda _: str(out), text)


def refuse_failed_rows(summary: Summary) -> None:
    """Refuse rows that could not be worked out.

    Raises
    ------
    QueryError
        When there are any.
    """
    fine = {"year_gap", *COUNTED_ELSEWHERE}
    if bad := {name: count for name, count in summary.reasons.items() if name not in fine}:
        counts = ", ".join(f"{count:,} {name}" for name, count in bad.items())
        told = {"n": f"{sum(bad.values()):,}", "rows": f"{summary.rows:,}"}
        told |= {"option": "--strict (strict=True)", "column": "`reason`"}
        raise run_error(key="strict", counts=counts, **told)


def narrow(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Store the texts of a factor as enums, which are written four times faster on every row."""
    columns = ("factor_id", "source_id", "boundary", "gas")
    for column in columns:
        words = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
        con.execute(f"CREATE TEMP TYPE {table}_{column} AS ENUM ({words})")
    words = ", ".join(f"{column}::{table}_{column} AS {column}" for column in columns)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * REPLACE ({words}) FROM {table}")


def narrow_scope(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """Do the same with the one text that the query itself puts on every row."""
    words = ", ".join(map(literal, ENERGY_SCOPE))
    con.execute(f"CREATE TEMP TYPE emissions_scope AS ENUM ({words})")
    cases = " ".join(
        f"WHEN {word} THEN {word}::emissions_scope" for word in map(literal, ENERGY_SCOPE)
    )
    scope = f"CASE emissions_scope {cases} END AS emissions_scope"
    return f"SELECT * REPLACE ({scope}) FROM ({query})"


def without_formulas(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """Escape texts and column names that a spreadsheet would run as formulas."""
    answer = con.sql(query)
    columns = [
        f"{_as_text(identifier(name), kind)} AS {identifier(as_cell(name))}"
        for name, kind in zip(answer.columns, answer.types, strict=True)
    ]
    return f"SELECT {', '.join(columns)} FROM ({query})"


def _as_text(column: str, kind: Any) -> str:  # noqa: ANN401  (DuckDB's type of a type)
    if kind.id == "enum":
        # Those of carbondata's own factors are written faster as they are.
        runs = any(word != as_cell(word) for word in kind.children[0][1])
    else:
        runs = re.match(NUMBER_OR_TIME, str(kind)) is None
    text = column if kind.id == "varchar" else f"CAST({column} AS VARCHAR)"
    return f"({cell_in_sql(text)})" if runs else column


def _finite(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """Replace NaN and infinity, which JSON lacks, by null."""
    answer = con.sql(query)
    columns = [
        f"{_only_finite(identifier(name), kind)} AS {identifier(name)}"
        for name, kind in zip(answer.columns, answer.types, strict=True)
        if {"DOUBLE", "FLOAT"} & set(re.findall(r"\w+", str(kind)))
    ]
    return f"SELECT * REPLACE ({', '.join(columns)}) FROM ({query})"


def _only_finite(cell: str, kind: Any, depth: int = 0) -> str:  # noqa: ANN401  (a type's parts)
    if kind.id in {"double", "float"}:
        return f"CASE WHEN isfinite({cell}) THEN {cell} END"
    if kind.id in {"list", "array"}:
        part = f"x{depth}"
        inside = _only_finite(part, kind.children[0][1], depth + 1)
        return f"list_transform({cell}, lambda {part}: {inside})"
    if kind.id == "struct":
        inner = ((name, f"struct_extract({cell}, {literal(name)})", k) for name, k in kind.children)
        parts = ", ".join(
            f"{identifier(n)} := {_only_finite(part, k, depth)}" for n, part, k in inner
        )
        return f"CASE WHEN {cell} IS NOT NULL THEN struct_pack({parts}) END"
    return cell


def _read_back(con: duckdb.DuckDBPyConnection, path: Path, suffix: str, names: list[str]) -> str:
    """Return the SQL that reads an output, as text if its format has no types."""
    if suffix == ".parquet":
        return f"read_parquet({exactly(path)})"
    if suffix == ".csv":
        # A user's cell may hold a line break.
        file = File(str(path), path, "generic", "csv", tuple(names))
        return f"({rows(file._replace(multiline=has_multiline_cells(con, file)))})"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    return f"read_json({exactly(path)}, columns = {{{columns}}}, format = 'newline_delimited')"
