"""Read logs of calls into one view, `calls_read`: a row for each call, or for each sum of calls."""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from carbondata.files import exactly, identifier
from carbondata.model_calls.formats import PLAIN, READERS, reader_of_table, reader_of_text
from carbondata.model_calls.refusals import calls_error
from carbondata.runs.input.copies import copies
from carbondata.runs.input.csv_rejects import without_rejects
from carbondata.runs.input.inputs import rows
from carbondata.runs.input.overrides import types_of

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from carbondata.runs.input.inputs import File

# What a reader may give; what it does not is null.
TEXTS = ("call_id", "own_id", "parent_id", "trace", "model", "area", "user")
COUNTS = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning", "calls")
OF_TOOL = ("energy_kwh", "emissions_t", "embodied_t")
TOOL = tuple(f"tool_{name}_{end}" for name in OF_TOOL for end in ("low", "high"))
FLAGS = ("in_utc", "is_no_call", "is_broken", "may_be_total")
REST = ("tokens_total", "cost", "unread", "written_at")
# A line of a session may hold a picture.
LONGEST_OBJECT = 1 << 25
HEAD = 1 << 20
LINES = {".jsonl", ".ndjson"}
# In so many objects every column of a plain table is looked for.
MANY_OBJECTS = 10_000


class Log(NamedTuple):
    """A file, the reader that it is for, and its broken rows that are no part of what is read."""

    file: File
    reader: str
    broken: int = 0


def script(name: str) -> str:
    """Return the text of one of the files in `calls/sql`.

    Examples
    --------
    >>> "gen_ai.usage" in script("otel")
    True
    """
    return (
        resources.files("carbondata.model_calls").joinpath("sql", f"{name}.sql").read_text("utf-8")
    )


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
            logs.append(Log(file, reader))
        elif (file.in_folder and file is not sources[-1]) or (file.in_folder and logs):
            passed_over.append(file.name)
        else:
            raise calls_error(key="unknown", name=file.name, option="--formats")
    return logs, passed_over


def read_logs(con: duckdb.DuckDBPyConnection, logs: list[Log], work: Path) -> None:
    """Create the view `calls_read` of all rows; those of tools are set aside without texts."""
    same = copies(log.file for log in logs)
    con.execute(
        """CREATE TEMP TABLE call_files AS SELECT unnest(?::BIGINT[]) AS file_number,
        unnest(?::VARCHAR[]) AS path, unnest(?::BOOLEAN[]) AS is_copy""",
        [
            [log.file.number for log in logs],
            [str(log.file.path) for log in logs],
            [log.file.number in same for log in logs],
        ],
    )
    parts: list[str] = []
    broken = 0
    of_tools = sorted((log for log in logs if log.reader != "plain"), key=_kind)
    for (reader, form), group in groupby(of_tools, key=_kind):
        for raw, rejected in _raw(con, reader, form, list(group), work):
            broken += rejected
            name = f"read_{len(parts)}"
            query = judged(f"WITH raw AS ({raw}), answer AS ({script(reader)}) FROM answer")
            con.execute(f"CREATE TEMP TABLE {name} AS {query}")
            parts.append(f"FROM {name}")
    for log in logs:
        if log.reader == "plain":
            source, rejected = _plain_source(con, log.file, work)
            broken += rejected
            types = types_of(con, source, log.file.name)
            parts.append(judged(plain_query(types, source, log.file.number)))
    if broken:
        parts.append(f"SELECT 'row_unreadable' AS reason FROM range({broken})")
    con.execute(
        f"CREATE TEMP VIEW calls_read AS {' UNION ALL BY NAME '.join(map(_in_brackets, parts))}"
    )


def read_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the view `calls_read` of the registered `input_table`."""
    types = types_of(con, "FROM input_table", "the table")
    if reader_of_table(types) is None:
        raise calls_error(key="unknown", name="the table", option="--formats")
    con.execute("CREATE TEMP TABLE call_files AS SELECT 0::BIGINT AS file_number, false AS is_copy")
    con.execute(f"CREATE TEMP VIEW calls_read AS {judged(plain_query(types, 'FROM input_table'))}")


def plain_query(types: dict[str, str], source: str, number: int = 0) -> str:
    """Return the SQL that gives the columns of a plain table their names.

    Examples
    --------
    >>> plain_query({"Model": "VARCHAR", "output_tokens": "BIGINT"}, "FROM t")[:53]
    'SELECT "Model" AS model, "output_tokens" AS tokens_out'
    """
    there = {name.casefold(): name for name in types}
    columns = []
    for column, names in PLAIN.items():
        own = [identifier(there[name]) for name in names if name in there]
        cell = own[0] if len(own) == 1 else f"coalesce({', '.join(own)})"
        if column == "calls":
            cell = f"coalesce({', '.join([*own, '1'])})" if own else "1"
        if own or column == "calls":
            columns.append(f"{cell} AS {identifier(column) if column == 'user' else column}")
    at = next((name for name in PLAIN["written_at"] if name in there), None)
    if at is not None and types[there[at]] == "TIMESTAMP WITH TIME ZONE":
        columns.append("true AS in_utc")
    return f"SELECT {', '.join(columns)}, {number} AS file_number FROM ({source})"


def judged(query: str) -> str:
    """Return the SQL of a reader's rows with numbers as numbers, and the reason of what is none."""
    empty = [f'NULL::VARCHAR AS "{name}"' for name in (*TEXTS, *COUNTS, *REST[:-1])]
    empty += [f"NULL::DOUBLE AS {name}" for name in TOOL]
    empty += [f"NULL::BOOLEAN AS {name}" for name in FLAGS]
    counts = ", ".join(f"number_of({name}) AS {name}" for name in COUNTS)
    texts = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in TEXTS)
    return f"""SELECT {texts}, {counts}, written_at, coalesce(in_utc, false) AS in_utc,
        coalesce(may_be_total, false) AS may_be_total, {", ".join(TOOL)},
        call_reason(CASE WHEN is_broken THEN 'row_unreadable' WHEN is_copy THEN 'duplicate_file'
          ELSE unread END, tokens_in, tokens_cached, tokens_out, tokens_reasoning, tokens_total,
          calls, cost) AS reason
      FROM (FROM ({query}) UNION ALL BY NAME SELECT {", ".join(empty)} WHERE false)
      JOIN call_files USING (file_number) WHERE is_no_call IS NOT true"""


def _in_brackets(query: str) -> str:
    return f"({query})"


def _kind(log: Log) -> tuple[str, str]:
    return log.reader, _form(log.file)


def _form(file: File) -> str:
    """Return how a file is read: `lines` of objects, `json`, csv, parquet."""
    lines = file.form in {"json", "lines"} and file.path.suffix.lower() in LINES
    return "lines" if lines else file.form


def _reader(file: File) -> str | None:
    if file.form in {"csv", "parquet"}:
        return reader_of_table(file.names)
    if file.form not in {"json", "lines"}:
        return None
    with file.path.open("rb") as source:
        head = source.read(HEAD).decode("utf-8", errors="replace")
    return reader_of_text(head)


def _raw(
    con: duckdb.DuckDBPyConnection, reader: str, form: str, logs: list[Log], work: Path
) -> list[tuple[str, int]]:
    """Return the SQL of the rows of a tool's files as its reader takes them, and broken lines."""
    columns = READERS[reader].columns.split()
    if form in {"json", "lines"}:
        objects = _objects([log.file for log in logs], form)
        if not columns:
            return [(objects, 0)]
        cells = ", ".join(f"json ->> '$.{name}' AS {identifier(name)}" for name in columns)
        return [(f"SELECT {cells}, json IS NULL AS is_broken, file_number FROM ({objects})", 0)]
    found = []
    for log in logs:
        file, rejected = without_rejects(con, log.file, work)
        there = {name.casefold(): name for name in file.names}
        cells = ", ".join(
            f"CAST({identifier(there[name.casefold()])} AS VARCHAR) AS {identifier(name)}"
            if name.casefold() in there
            else f"NULL::VARCHAR AS {identifier(name)}"
            for name in columns
        )
        query = (
            f"SELECT {cells}, false AS is_broken, {file.number} AS file_number FROM ({rows(file)})"
        )
        found.append((query, len(rejected)))
    return found


def _objects(files: list[File], form: str) -> str:
    """Return the SQL of the objects of files: of lines, a broken one is null."""
    how = (
        "format = 'newline_delimited', ignore_errors = true"
        if form == "lines"
        else "format = 'auto'"
    )
    paths = ", ".join(exactly(file.path) for file in files)
    return f"""SELECT json, file_number FROM read_json_objects([{paths}], {how}, filename = true,
        maximum_object_size = {LONGEST_OBJECT}) AS o JOIN call_files AS f ON f.path = o.filename"""


def _plain_source(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[str, int]:
    """Return the SQL of a plain table's rows, and the number of lines that cannot be read."""
    if file.form in {"json", "lines"}:
        names = {name for of_column in PLAIN.values() for name in of_column}
        objects = f"SELECT json FROM ({_objects([file], _form(file))})"
        whole = "json_type(json) = 'OBJECT'"
        found = con.execute(f"""SELECT DISTINCT unnest(json_keys(json))
            FROM ({objects} WHERE {whole} LIMIT {MANY_OBJECTS})""").fetchall()
        cells = ", ".join(
            f"json ->> '$.{name}' AS {identifier(name)}"
            for (name,) in sorted(found)
            if name.casefold() in names
        )
        broken = f"SELECT count(*) FROM ({objects}) WHERE {whole} IS NOT true"
        rejected = con.execute(broken).fetchall()[0][0]
        return f"SELECT {cells} FROM ({objects} WHERE {whole})", int(rejected)
    readable, lines = without_rejects(con, file, work)
    return rows(readable), len(lines)
