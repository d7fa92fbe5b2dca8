"""Files of runs: which there are, what wrote them, and their rows as text or as they are typed."""

from __future__ import annotations

import csv
import glob
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

SUFFIXES = {".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson"}
HEAD = 65_536
CHUNK = 1 << 20
DELIMITERS = ",;\t|"

# What wrote a table is told by columns that no other tool has together.
TABLES = {
    "codecarbon": {"timestamp", "duration", "emissions", "energy_consumed"},
    "green_algorithms": {"energy_needed", "carbonEmissions"},
    "hugging_face": {"modelId", "co2_eq_emissions"},
}


class File(NamedTuple):
    """A file of runs: what wrote it, and for a CSV its column names and delimiter."""

    path: Path
    tool: str
    form: str
    names: tuple[str, ...] = ()
    delimiter: str = ","


def files(inputs: Iterable[str | Path]) -> list[File]:
    """List the files that paths, patterns, folders and `-` (standard input) name.

    Raises
    ------
    QueryError
        When a name stands for no file, or a file is of no known kind.
    """
    return [_recognised(path) for one in inputs for path in _paths(str(one))]


def rows(file: File) -> str:
    """Give the SQL that reads a file's rows, those that cannot be read left out."""
    where = literal(file.path)
    if file.form == "parquet":
        return f"SELECT * FROM read_parquet({where})"
    if file.tool == "boamps":
        return f"SELECT json AS report FROM read_json_objects({where})"
    if file.tool == "hugging_face" and file.form == "json":
        return f"""SELECT json ->> '$.id' AS "modelId", json ->> '$.createdAt' AS created_at,
            coalesce(json ->> '$.cardData.co2_eq_emissions.emissions',
                     json ->> '$.cardData.co2_eq_emissions') AS co2_eq_emissions,
            json::VARCHAR AS card
            FROM read_json_objects({where})"""
    if file.form == "json":
        return f"SELECT * FROM read_json({where}, ignore_errors = true, format = 'auto')"
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in file.names)
    return f"""SELECT * FROM read_csv({where}, columns = {{{columns}}}, auto_detect = false,
        header = true, delim = {literal(file.delimiter)}, quote = '"', escape = '"',
        ignore_errors = true)"""


def unreadable(con: duckdb.DuckDBPyConnection, file: File) -> list[tuple[int, str]]:
    """List the lines of a CSV whose cells do not fit its header: number and text."""
    if file.form != "csv":
        return []
    _no_endless_line(file.path)
    scan = rows(file).replace("ignore_errors = true", "store_rejects = true")
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    con.execute(f"SELECT count(COLUMNS(*)) FROM ({scan})").fetchall()
    found: list[tuple[int, str]] = con.execute(
        "SELECT line, min(csv_line) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    return found


def literal(text: object) -> str:
    """Write a text as a literal of SQL.

    Examples
    --------
    >>> literal("the world's")
    "'the world''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def _paths(name: str) -> Iterator[Path]:
    if name == "-":
        yield _spooled()
        return
    path = Path(name)
    if path.is_dir():
        found = [one for one in sorted(path.rglob("*")) if one.suffix.lower() in SUFFIXES]
    elif path.exists():
        found = [path]
    else:
        found = [Path(one) for one in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207  (any root)
    if not found:
        message = f"there is no file of runs {name!r}; name a file, a folder, a pattern, or -"
        raise QueryError(message)
    yield from found


def _spooled() -> Path:
    """Keep standard input on disk: it is read more than once."""
    with tempfile.NamedTemporaryFile(prefix="carbondata-", suffix=".stdin", delete=False) as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
    return Path(kept.name)


def _recognised(path: Path) -> File:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise QueryError(message) from None
    if head.startswith(b"PAR1"):
        return File(path, "plain", "parquet")
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    if not text:
        message = f"{path} is empty"
        raise QueryError(message)
    if text[0] in "[{":
        boamps = '"measures"' in text and '"task"' in text
        cards = '"co2_eq_emissions"' in text
        return File(path, "boamps" if boamps else "hugging_face" if cards else "plain", "json")
    first = text.splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    names = next(csv.reader([first], delimiter=delimiter))
    known = set(names)
    tool = next((tool for tool, needs in TABLES.items() if needs <= known), "plain")
    return File(path, tool, "csv", tuple(_distinct(names)), delimiter)


def _distinct(names: list[str]) -> Iterator[str]:
    """Name the columns that have no name, or one that is taken."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        one = name.strip() or f"column{number}"
        while one.casefold() in seen:
            one = f"{one}_{number}"
        seen.add(one.casefold())
        yield one


def _no_endless_line(path: Path) -> None:
    """Refuse a line of more than a megabyte: DuckDB would leave it out without a word."""
    lines = 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            breaks = chunk.count(b"\n")
            if not breaks and len(chunk) == CHUNK:
                message = (
                    f"{path}, line {lines}: longer than a megabyte; is it a CSV whose lines end "
                    "in line feeds?"
                )
                raise QueryError(message)
            lines += breaks
