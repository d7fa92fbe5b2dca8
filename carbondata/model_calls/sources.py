"""Where the rows of a log come from: the SQL that reads its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.files import exactly, identifier, literal
from carbondata.model_calls.formats import PLAIN, READERS, reader_of_table, reader_of_text
from carbondata.model_calls.refusals import calls_error
from carbondata.runs.input.column_types import refuse_durations, refuse_types
from carbondata.runs.input.columns import refuse_repeated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from carbondata.runs.input.inputs import File

# A line of a session may hold a picture.
LONGEST_OBJECT = 1 << 24
HEAD = 1 << 20
PLAIN_NAMES = tuple(name for names in PLAIN.values() for name in names)
LINES = {".jsonl", ".ndjson"}


class Log(NamedTuple):
    """A file, the reader that it is for, and whether another has the same content."""

    file: File
    reader: str
    is_copy: bool = False

    @property
    def form(self) -> str:
        """How the file is read: `lines` of objects, json, csv, parquet."""
        as_lines = self.file.form in {"json", "lines"} and self.file.path.suffix.lower() in LINES
        return "lines" if as_lines else self.file.form

    @property
    def is_json(self) -> bool:
        """Whether it holds objects."""
        return self.form in {"json", "lines"}


def recognised(sources: list[File]) -> tuple[list[Log], list[str]]:
    """Find the reader of each file; name those of a folder that are no logs of calls.

    Raises
    ------
    QueryError
        When a file that was named is none, or no file of a folder is one.
    """
    logs: list[Log] = []
    passed_over: list[str] = []
    for file in sources:
        reader = None if file.why is not None else _reader(file)
        if reader is not None:
            if file.form == "parquet":
                refuse_durations(file.types, file.name, (*PLAIN_NAMES, *_columns(reader)))
            logs.append(Log(file, reader))
        elif (file.in_folder and file is not sources[-1]) or (file.in_folder and logs):
            passed_over.append(file.name)
        else:
            raise calls_error(key="unknown", name=file.name, option="--formats")
    return logs, passed_over


def refuse_plain_types(types: Mapping[str, str], where: str) -> None:
    """Refuse a column of a plain table whose type is none of what it holds.

    Raises
    ------
    QueryError
        When there is one.
    """
    folded = {name.casefold(): name for name in types}
    there = {
        column: [folded[name] for name in names if name in folded]
        for column, names in PLAIN.items()
    }
    words = [name for column in ("model", "area", "user") for name in there[column]]
    times = there["written_at"]
    numbers = {name for names in there.values() for name in names} - {
        *(*words, *times, *there["call_id"])
    }
    refuse_types(types, where, numbers=numbers, times=times, words=words)


def objects(logs: Sequence[Log]) -> str:
    """Return the SQL of the objects of files of one form; of lines, a broken one is null."""
    lines = "format = 'newline_delimited', ignore_errors = true"
    how = lines if logs[0].form == "lines" else "format = 'auto'"
    paths = ", ".join(exactly(log.file.path) for log in logs)
    return f"""SELECT json, filename AS file_number FROM read_json_objects([{paths}], {how},
        filename = true, maximum_object_size = {LONGEST_OBJECT})"""


def of_tool(log: Log, source: str) -> str:
    """Return the SQL of a tool's table as its reader takes it: as texts."""
    there = {name.casefold(): name for name in log.file.names}
    cells = ", ".join(
        f"CAST({identifier(there[name.casefold()])} AS VARCHAR) AS {identifier(name)}"
        if name.casefold() in there
        else f"NULL::VARCHAR AS {identifier(name)}"
        for name in READERS[log.reader].columns.split()
    )
    return f"SELECT {cells}, false AS is_broken, {log.file.number} AS file_number FROM ({source})"


def of_tool_in_json(logs: Sequence[Log]) -> str:
    """Return the SQL of a tool's objects as its reader takes them."""
    columns = READERS[logs[0].reader].columns.split()
    if not columns:
        return objects(logs)
    # A page of an interface has its objects in `data`.
    each = "unnest(coalesce(nullif(json_extract(json, '$.data[*]'), []), [json]))"
    query = objects(logs)
    if any(log.file.path.suffix.lower() not in LINES for log in logs):
        query = f"SELECT {each} AS json, file_number FROM ({query})"
    return cells_of(query, columns, "json IS NULL AS is_broken, file_number")


def cells_of(query: str, names: Sequence[str], others: str) -> str:
    """Return the SQL of the members of objects: all at once, as each would read an object again.

    Members that differ in capitals are one column: the first that an object fills.
    """
    paths = ", ".join(literal(f'$."{name}"') for name in names)
    alike: dict[str, list[int]] = {}
    for at, name in enumerate(names, 1):
        alike.setdefault(name.casefold(), []).append(at)
    cells = ", ".join(
        f"coalesce({', '.join(f'cell[{at}]' for at in places)})"
        f" AS {identifier(names[places[0] - 1])}"
        for places in alike.values()
    )
    return f"""SELECT {cells}, * EXCLUDE (cell) FROM (
        SELECT json_extract_string(json, [{paths}]) AS cell, {others} FROM ({query}))"""


def plain_in_json(con: duckdb.DuckDBPyConnection, log: Log) -> tuple[str, int]:
    """Return the SQL of the objects of a plain table, and how many lines hold none.

    A member that only the last object has is a column too.

    Raises
    ------
    QueryError
        When no object has a column that is known.
    """
    names = sorted({name for of_column in PLAIN.values() for name in of_column})
    query = f"SELECT json FROM ({objects([log])})"
    whole = "json_type(json) = 'OBJECT'"
    found = con.execute(
        f"""SELECT list_filter(json_keys(CASE WHEN {whole} THEN json END),
            lambda k: list_contains($1, lower(k))) AS names, count(*) FROM ({query}) GROUP BY 1""",
        [names],
    ).fetchall()
    known = sorted({name for of_object, _ in found for name in of_object or ()})
    for of_object, _ in found:
        refuse_repeated(of_object or (), log.file.name, folded=False)
    if not known:
        raise calls_error(key="unknown", name=log.file.name, option="--formats")
    broken = sum(count for of_object, count in found if of_object is None)
    return cells_of(f"{query} WHERE {whole}", known, "1 AS one"), int(broken)


def _columns(reader: str) -> list[str]:
    return READERS[reader].columns.split() if reader in READERS else []


def _reader(file: File) -> str | None:
    if file.form in {"csv", "parquet"}:
        return reader_of_table(file.names)
    if file.form not in {"json", "lines"}:
        return None
    with file.path.open("rb") as source:
        head = source.read(HEAD).decode("utf-8", errors="replace")
    return reader_of_text(head)
