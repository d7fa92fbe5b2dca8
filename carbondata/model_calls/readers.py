"""Read logs of calls into one view, `calls_read`: a row for each call, or for each sum of calls."""

from __future__ import annotations

from functools import partial
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from carbondata.files import identifier
from carbondata.model_calls.formats import READERS, reader_of_table
from carbondata.model_calls.months import month_cells
from carbondata.model_calls.plain import plain_query
from carbondata.model_calls.refusals import calls_error
from carbondata.model_calls.set_aside import read_rows, set_aside
from carbondata.model_calls.sources import (
    Log,
    of_tool,
    of_tool_in_json,
    plain_in_json,
    refuse_plain_types,
)
from carbondata.runs.input.copies import copies
from carbondata.runs.input.overrides import types_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import duckdb

# What a reader may give; what it does not is null.
TEXTS = ("own_id", "parent_id", "trace", "model", "area", "user")
COUNTS = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning", "calls")
OF_TOOL = ("energy_kwh", "emissions_t", "embodied_t")
TOOL = tuple(f"tool_{name}_{end}" for name in OF_TOOL for end in ("low", "high"))
FLAGS = ("is_timed", "has_zone", "may_be_total", "is_no_call")
# No call has so many tokens, nor a sum of calls.
MOST = 1e15
# Ids are only compared with each other: a number is quicker to keep and to sort than a text. Of a
# hundred million ids two have one number once in some four thousand logs.
# A blank one is none, nor is a word for it; most are longer, and begin with no space.
# In a table of somebody's own an id that is not sure may be the number of a row, as in other
# tables: of another month, or of another prompt, it is another call.
PLAIN_HASH = "WHEN is_sure(CAST(call_id AS VARCHAR)) THEN hash(lower(CAST(call_id AS VARCHAR))) "
HASH = """CASE {sure}WHEN strlen(CAST(call_id AS VARCHAR)) > 9 AND CAST(call_id AS VARCHAR) >= '!'
      OR says_something(CAST(call_id AS VARCHAR))
    THEN hash(CAST(call_id AS VARCHAR){also}) END AS call_hash"""
# What every row of `calls_read` has, known of or not.
EMPTY = ", ".join(
    (
        *(f'NULL::VARCHAR AS "{name}"' for name in TEXTS),
        *(f"NULL::DOUBLE AS {name}" for name in (*COUNTS, *TOOL)),
        *(f"NULL::BOOLEAN AS {name}" for name in FLAGS),
        "NULL::VARCHAR AS file_number",
        "NULL::UBIGINT AS call_hash",
        "NULL::VARCHAR AS reason",
    )
)


def script(name: str) -> str:
    """Return the text of one of the files in `model_calls/sql`.

    Examples
    --------
    >>> "gen_ai.usage" in script("otel")
    True
    """
    path = resources.files("carbondata.model_calls").joinpath("sql", f"{name}.sql")
    return path.read_text("utf-8")


def read_logs(
    con: duckdb.DuckDBPyConnection, logs: list[Log], work: Path, *, by_user: bool
) -> tuple[int, list[str]]:
    """Create the view `calls_read` of all rows; return the broken ones, and files without calls.

    Text is read once: its rows are set aside, without their users if nobody asks for them.

    Raises
    ------
    QueryError
        When a file that was named is a log of calls by its words, and has none where they belong.
    """
    same = copies(log.file for log in logs)
    logs = [log._replace(is_copy=log.file.number in same) for log in logs]
    parts: list[str] = []
    silent: list[Log] = []
    broken = 0
    judge = partial(_judged, con, by_user=by_user)
    for log in logs:
        if not log.is_json:
            part, rejected = read_rows(con, log.file, partial(_of_table, con, judge, log), work)
        elif log.reader == "plain":
            source, rejected = plain_in_json(con, log)
            part = set_aside(con, _of_table(con, judge, log, source), work)[0]
        else:
            continue
        broken += rejected
        parts.append(part)
    in_json = sorted((log for log in logs if log.is_json and log.reader != "plain"), key=_kind)
    for kind, group in groupby(in_json, key=_kind):
        reader, _, is_copy = kind
        query = judge(_answer(of_tool_in_json(list(group)), reader), is_copy=is_copy)
        part = set_aside(con, query, work)[0]
        silent += _without_calls(con, part, [log for log in in_json if _kind(log) == kind])
        parts.append(part)
    for log in silent:
        if not log.file.in_folder or len(silent) == len(logs):
            layout = READERS[log.reader].name
            raise calls_error(key="none", name=log.file.name, layout=layout, option="--formats")
    _create_view(con, parts)
    return broken, [log.file.name for log in silent]


def _without_calls(con: duckdb.DuckDBPyConnection, part: str, logs: list[Log]) -> Iterator[Log]:
    """Yield the logs of which nothing in the rows set aside is a call, not even a broken one."""
    no_call = "is_no_call" if "is_no_call" in types_of(con, part, "the log") else "false"
    query = f"""SELECT DISTINCT file_number FROM ({part})
        WHERE {no_call} IS NOT true AND reason IS DISTINCT FROM 'tokens_elsewhere'"""
    found = {name for (name,) in con.execute(query).fetchall()}
    yield from (log for log in logs if str(log.file.path) not in found)


def _of_table(
    con: duckdb.DuckDBPyConnection, judge: Callable[..., str], log: Log, source: str
) -> str:
    """Return the SQL of the judged rows of a table, given the SQL that reads it."""
    if log.reader == "plain":
        types = types_of(con, source, log.file.name)
        refuse_plain_types(types, log.file.name)
        query = plain_query(types, source, log.file.number)
    else:
        query = _answer(of_tool(log, source), log.reader)
    return judge(query, is_copy=log.is_copy, is_plain=log.reader == "plain")


def read_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the view `calls_read` of the registered `input_table`."""
    types = types_of(con, "FROM input_table", "the table")
    if reader_of_table(types) is None:
        raise calls_error(key="unknown_table", option="--formats")
    refuse_plain_types(types, "the table")
    query = plain_query(types, "FROM input_table")
    _create_view(con, [_judged(con, query, is_copy=False, by_user=True, is_plain=True)])


def judged(query: str, there: Mapping[str, str], *, is_copy: bool, is_plain: bool = False) -> str:
    """Return the SQL of a reader's rows with numbers as numbers, and the reason of what is none.

    `there` are the types of its columns. Nearly every row is fine, which is quick to see.
    """

    def cell(name: str) -> str:
        return identifier(name) if name in there else "NULL"

    counts = [name for name in (*COUNTS, "tokens_total") if name in there]
    numbers = ", ".join(f"number_of({name}) AS n_{name}" for name in counts)
    kept = [
        f"CAST({identifier(name)} AS VARCHAR) AS {identifier(name)}"
        for name in TEXTS
        if name in there
    ]
    kept += [f"n_{name} AS {name}" for name in COUNTS[:-1] if name in there]
    also = ["n_tokens_in"] if "tokens_in" in there else []
    some = f"n_calls > 0 AND n_calls < {MOST:g}"
    if "calls" in there:
        kept.append(f"CASE WHEN {some} THEN n_calls END AS calls")
    kept += [name for name in ("may_be_total", *TOOL) if name in there]
    if "written_at" in there:
        cells = month_cells(there["written_at"], in_utc="in_utc" in there)
        names = ("month", "is_timed", "has_zone")
        kept += [f"{cell} AS {name}" for cell, name in zip(cells, names, strict=True)]
        # Of the moment, as two exports may write it in two zones.
        moment = "strftime(TRY_CAST(CAST(written_at AS VARCHAR) AS TIMESTAMPTZ), '%Y-%m')"
        also += [f"coalesce({moment}, left(CAST({cells[0]} AS VARCHAR), 7))"]
    if "call_id" in there:
        parts = {"sure": PLAIN_HASH, "also": "".join(f", {one}" for one in also)}
        kept.append(HASH.format(**(parts if is_plain else {"sure": "", "also": ""})))
    unread = cell("unread")
    if "is_broken" in there:
        unread = f"CASE WHEN is_broken THEN 'row_unreadable' ELSE {unread} END"
    if is_copy:
        unread = "'duplicate_file'"
    fine = [f"({unread}) IS NULL", f"n_tokens_out > 0 AND n_tokens_out < {MOST:g}"]
    # A part of a token, or thousands with a point, are looked at closely.
    fine += [f"n_{name} = trunc(n_{name})" for name in ("tokens_in", "tokens_out")]
    fine += [
        f"(strlen({identifier(name)}) > 4 AND contains({identifier(name)}, '.')) IS NOT true"
        for name in counts
        if name != "calls" and there[name] == "VARCHAR"
    ]
    fine += [f"n_tokens_in >= 0 AND n_tokens_in < {MOST:g}", some]
    fine += [
        f"({part} IS NULL OR n_{part} BETWEEN 0 AND n_{whole})"
        for part, whole in (("tokens_cached", "tokens_in"), ("tokens_reasoning", "tokens_out"))
        if part in there
    ]
    if "tokens_total" in there:
        fine.append("(tokens_total IS NULL OR n_tokens_total = n_tokens_in + n_tokens_out)")
    is_fine = " AND ".join(fine) if {"tokens_in", "tokens_out", "calls"} <= {*there} else "false"
    given = (*COUNTS[:4], "tokens_total", "calls", "cost")
    # A test before would read each object twice.
    kept += ["is_no_call"] if "is_no_call" in there else []
    # Of objects it is the name of their file.
    kept += ["file_number"] if there.get("file_number") == "VARCHAR" else []
    return f"""SELECT {", ".join(kept)},
        CASE WHEN {is_fine} THEN NULL
          ELSE call_reason({", ".join((unread, *map(cell, given)))}) END AS reason
      FROM (SELECT *, {numbers} FROM ({query}))"""


def _judged(
    con: duckdb.DuckDBPyConnection,
    query: str,
    *,
    is_copy: bool,
    by_user: bool,
    is_plain: bool = False,
) -> str:
    there = types_of(con, query, "the log")
    if not by_user:
        there.pop("user", None)
    return judged(query, there, is_copy=is_copy, is_plain=is_plain)


def _answer(raw: str, reader: str) -> str:
    once = "AS NOT MATERIALIZED"  # the texts of all rows would be held
    return f"WITH raw {once} ({raw}), answer {once} ({script(reader)}) FROM answer"


def _create_view(con: duckdb.DuckDBPyConnection, parts: list[str]) -> None:
    every = " UNION ALL BY NAME ".join(
        f"({part})" for part in (*parts, f"SELECT {EMPTY} WHERE false")
    )
    query = (
        f"SELECT * EXCLUDE (is_no_call, file_number) FROM ({every}) WHERE is_no_call IS NOT true"
    )
    if "month" not in types_of(con, query, "the calls"):
        # Not in EMPTY, as a text there would make one of every time.
        query = f"SELECT *, NULL::VARCHAR AS month FROM ({query})"
    con.execute(f"CREATE TEMP VIEW calls_read AS {query}")
    con.execute(f"""CREATE TEMP VIEW spans_between AS SELECT own_id, parent_id FROM ({every})
        WHERE is_no_call AND own_id IS NOT NULL""")


def _kind(log: Log) -> tuple[str, str, bool]:
    return log.reader, log.form, log.is_copy
