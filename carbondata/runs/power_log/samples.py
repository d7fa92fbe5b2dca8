"""Bring a power log of any format into one table: row, device, time in s, value in W or J."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import duckdb

from carbondata.files import exactly, literal
from carbondata.runs.power_log import exporters, formats, processors, texts
from carbondata.runs.power_log.columns import ENERGY_UNITS, POWER_UNITS
from carbondata.runs.power_log.comments import without_comments
from carbondata.runs.power_log.layout import HEADER, Layout, Value, head_of, layout_of
from carbondata.runs.power_log.left_out import LeftOut, taken_out
from carbondata.runs.power_log.unread_names import refuse_unread_names
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from carbondata.runs.power_log.formats import Format
    from carbondata.runs.power_log.texts import Sample

READERS = {
    formats.DMON: texts.dmon,
    formats.PMON: texts.pmon,
    formats.ROCM: texts.rocm,
    formats.TEGRASTATS: texts.tegrastats,
    formats.IPMI: texts.ipmitool,
    formats.PTDAEMON: texts.ptdaemon,
    formats.PERF: texts.perf,
    formats.TURBOSTAT: processors.turbostat,
    formats.POWERMETRICS: processors.powermetrics,
}
# A device of which a tenth of the samples are missing is none.
UNEVEN = 10
CELLS = re.compile(r"CSV Error on Line: (\d+)\n.*\nExpected Number of Columns: (\d+) Found: (\d+)")
# What a reader's samples are written down as, for DuckDB to read.
COLUMNS = ("time", "lasted", "value", "device")

# Devices are told apart by the cells of their columns, with SEPARATOR between them. (A cell is
# trimmed at once: DuckDB would move a bare TRY_CAST into its CSV reader, and fail there.)
SEPARATOR = "\x1f"
TABLE = """
SELECT row_number() OVER () - {skip} AS row, {device} AS device, {time} AS time, {values},
       {lasted} AS lasted, {reach} AS reach
FROM {read} WHERE {only}"""
WIDE = """
SELECT row, device || {separator} || one.label AS device, time, one.cell AS cell,
       one.factor AS factor, lasted, reach
FROM ({table})"""
# PowerJoular writes the 99th thousandth of a second as 7.99, and may put spaces before numbers.
MILLISECONDS = r"""
regexp_replace(regexp_replace(regexp_replace({time}, '([-:.]) +', '\1', 'g'),
                              '\.(\d)$', '.00\1'), '\.(\d\d)$', '.0\1')"""
# (It skips empty lines by itself, and counts none. Comments are left out before: to DuckDB one
# would begin at any # of a line, such as in GPU #1.)
READ = """
read_csv({log}, columns = {{{columns}}}, auto_detect = false, header = false,
         delim = {between}, quote = {quote}, escape = {quote}, comment = '',
         null_padding = true, max_line_size = 1000000)"""

# A cell may say its own unit: 300.00 W. A line without a number or a time may be a header again.
SAMPLES = """
CREATE TABLE log.samples AS
SELECT row, device, CASE WHEN isfinite(read) THEN read END AS s,
       CASE WHEN isfinite(number) THEN number * factor END AS value,
       CASE WHEN value IS NOT NULL THEN factor END AS factor,
       CASE WHEN value IS NULL OR s IS NULL THEN {title} END AS title,
       TRY_CAST(lasted AS DOUBLE) AS lasted, TRY_CAST(reach AS DOUBLE) AS reach
FROM (
  SELECT row, device, time, cell, lasted, reach,
         {number} AS number,
         CASE WHEN unit = '' THEN factor {units} END AS factor,
         coalesce(TRY_CAST(time AS DOUBLE) * {time_factor},
           epoch(TRY_CAST(replace(replace(time, '/', '-'), ',', '.') AS TIMESTAMPTZ))) AS read
  FROM (SELECT *, regexp_extract(cell, '[A-Za-z]*$') AS unit FROM ({table}) WHERE row > 0)
)"""


def read_samples(con: duckdb.DuckDBPyConnection, path: Path, work: Path) -> tuple[Layout, LeftOut]:
    """Read a log of any format into the table `log.samples`; `work` holds what is written for it.

    Raises
    ------
    QueryError
        When the log has no known format, or lacks a fact that is needed.
    """
    head = head_of(path)
    known = formats.marked(head)
    if known is None:
        layout, table = layout_of(path, head), without_comments(path, work)
        layout = _with_index(con, path, layout, table)
        _refuse_other_total(con, path, layout, table)
        _create(con, layout, table_of(table, layout), path)
        refuse_unread_names(con, path, layout, _read(table, layout))
    elif known is formats.PERF_CSV:
        layout = _perf_csv(head, known)
        _create(con, layout, table_of(without_comments(path, work), layout), path)
    elif known is formats.SCAPHANDRE:
        layout = _written(known, known.kind)
        form = "'array'" if head.lstrip().startswith("[") else "'unstructured'"
        _create(con, layout, exporters.SCAPHANDRE.format(log=exactly(path), form=form), path)
    else:
        layout, samples = _read_text(path, head, known)
        written = work / "samples.tsv"
        _write(samples, written)
        _create(con, layout, table_of(written, layout), path)
    return layout, taken_out(con, path, lines=layout.lasted is None)


def table_of(path: Path, layout: Layout) -> str:
    """Write the query that reads the columns of a table."""
    first = layout.values[0]
    device = f" || {literal(SEPARATOR)} || ".join(_cell(n) for n in layout.devices)
    time = " || ' ' || ".join(_cell(n) for n in layout.time)
    values = f"{_cell(first.column)} AS cell, {first.factor!r}::DOUBLE AS factor"
    if layout.wide:
        each = ", ".join(
            f"{{'label': {literal(value.label)}, 'cell': {_cell(value.column)}, "
            f"'factor': {value.factor!r}::DOUBLE}}"
            for value in layout.values
        )
        values = f"unnest([{each}]) AS one"
    table = TABLE.format(
        read=_read(path, layout),
        skip=layout.skip,
        device=device or "''",
        time=MILLISECONDS.format(time=time) if layout.format is formats.POWERJOULAR else time,
        values=values,
        lasted="NULL" if layout.lasted is None else _cell(layout.lasted),
        reach="NULL" if layout.range is None else _cell(layout.range),
        only=f"{_cell(2)} = 'Joules'" if layout.format is formats.PERF_CSV else "true",
    )
    return WIDE.format(separator=literal(SEPARATOR), table=table) if layout.wide else table


def _cell(number: int) -> str:
    return f"coalesce(trim(c{number}), '')"


def _number(cell: str) -> str:
    return f"TRY_CAST(regexp_replace({cell}, ' *[A-Za-z]*$', '') AS DOUBLE)"


def _read(path: Path, layout: Layout) -> str:
    return READ.format(
        log=exactly(path),
        columns=", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(layout.names))),
        between=literal(layout.between),
        quote="''" if layout.lasted is not None else "'\"'",
    )


def _create(con: duckdb.DuckDBPyConnection, layout: Layout, table: str, path: Path) -> None:
    units = ENERGY_UNITS if layout.kind in {formats.COUNTER, formats.INTERVAL} else POWER_UNITS
    spelled: dict[str, float] = {}
    for unit, factor in units.items():
        spelled |= {unit: factor, unit.capitalize(): factor, unit[:-1] + unit[-1].upper(): factor}
    named = [layout.names[value.column] for value in layout.values]
    query = SAMPLES.format(
        number=_number("cell"),
        units=" ".join(
            f"WHEN unit = {literal(unit)} THEN {factor!r}::DOUBLE"
            for unit, factor in spelled.items()
            if unit not in {"MW", "Mw"}
        ),
        title=_title(" ".join(layout.names[n] for n in layout.time), named, layout),
        time_factor=repr(layout.time_factor),
        table=table,
    )
    _execute(con, query, path)


# Whatever its columns are called: no time is a word, and no power but one that is missing.
# A driver says what it failed to do in a sentence.
WORDED = """regexp_full_match(time, '[^0-9 ]*[A-Za-z]{2}[^0-9 ]*( [^0-9 ]+)?')
  AND regexp_full_match(cell, '[^0-9 ]*[A-Za-z]{2}[^0-9 ]*( [^0-9 ]+){0,2}')
  AND NOT regexp_full_match(cell,
    '.?(n/?a|nan|null|none|inf|unknown|error|not supported).?', 'i')"""


def _title(time: str, named: list[str], layout: Layout) -> str:
    """Tell a header that comes again, with the same columns or others."""
    if not layout.skip:
        return "NULL"
    values = ", ".join(literal(name) for name in named)
    names = ", ".join(literal(name) for name in layout.names)
    return (
        f"CASE WHEN time = {literal(time)} AND cell IN ({values}) THEN 'same' "
        f"WHEN time IN ({names}) OR cell IN ({names}) OR ({WORDED}) THEN 'other' END"
    )


def _execute(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> list[tuple[Any, ...]]:
    try:
        return con.execute(query).fetchall()
    except duckdb.Error as error:
        said = str(error)
        if found := CELLS.search(said):
            line, header, cells = found.groups()
            values = {"line": line, "header": header, "cells": cells}
            raise run_error(key="log.cells", name=path, **values) from None
        raise run_error(key="log.table", name=path, why=said.splitlines()[0]) from None


def _with_index(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, table: Path) -> Layout:
    """Find the index of the devices in a log without a header: 0 to n, each as often as the others.

    A temperature is also a whole number, but is hardly that.
    """
    devices = list(layout.devices)
    for number in layout.perhaps:
        query = f"SELECT trim(c{number}), count(*) FROM {_read(table, layout)} GROUP BY ALL"
        counts = {cell: count for cell, count in _execute(con, query, path) if cell}
        if counts.keys() != {str(index) for index in range(len(counts))}:
            continue
        if max(counts.values()) - min(counts.values()) > max(1, max(counts.values()) / UNEVEN):
            raise run_error(key="log.rarer", name=path, n=number + 1, header=HEADER)
        devices.append(number)
    return layout._replace(devices=tuple(devices))


def _refuse_other_total(
    con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, table: Path
) -> None:
    """Refuse a column called total that is not the sum of the columns that are read."""
    if layout.total is None:
        return
    parts = " + ".join(_number(_cell(value.column)) for value in layout.values)
    total = _number(_cell(layout.total))
    query = f"""SELECT count(*) FILTER (abs({total} - ({parts})) > 0.01 * abs({total}) + 1)
    FROM {_read(table, layout)}"""
    ((others,),) = _execute(con, query, path)
    if others:
        names = ", ".join(layout.names[value.column] for value in layout.values)
        total = layout.names[layout.total]
        raise run_error(key="log.sum", name=path, total=total, names=names, n=others)


def _written(known: Format, kind: str, devices: int = 1) -> Layout:
    """Return the layout of what a reader's samples are written down as."""
    names = (*COLUMNS[:3], *(("host", "domain") if devices > 1 else ("device",)))
    return Layout(
        *(known, names, (0,), 1.0, (Value(2, "", 1.0),), tuple(range(3, 3 + devices)), kind),
        between="\t",
        lasted=1,
    )


def _read_text(path: Path, head: str, known: Format) -> tuple[Layout, Iterable[Sample]]:
    if known is formats.PROMETHEUS:
        counter, samples = exporters.prometheus(path)
        kind = formats.COUNTER if counter else formats.POWER
        return _written(known, kind, devices=2)._replace(wraps=exporters.is_rapl(head)), samples
    kind = known.kind
    if known is formats.TURBOSTAT and processors.is_joules(head):
        kind = formats.INTERVAL
    return _written(known, kind), READERS[known](_lines(path), str(path))


def _perf_csv(head: str, known: Format) -> Layout:
    found = known.mark.search(head) if known.mark else None
    between = found[1] if found else ","
    names = tuple(f"column{n}" for n in range(12))
    value = Value(1, "", 1.0)
    return Layout(known, names, (0,), 1.0, (value,), (3,), known.kind, between=between)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


def _write(samples: Iterable[Sample], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for time, lasted, device, value in samples:
            cells = ("" if time is None else repr(time), "" if lasted is None else repr(lasted))
            file.write("\t".join((*cells, value, device)) + "\n")
