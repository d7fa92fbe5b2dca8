"""Join many small files of the same kind into one, as DuckDB takes a while to open each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbondata.bounded import parsed
from carbondata.runs.input.generic_table import ENERGY
from carbondata.runs.input.inputs import HEAD, File
from carbondata.runs.input.second_header import second_header

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The tools that write one record into a file.
RECORDS = {"boamps", "hugging_face"}
# Fewer are read one by one.
MANY = 8


def pooled(sources: Iterable[File], work: Path) -> list[File]:
    """Join the small files of the same tool and columns, each line with its file and row.

    Only plain text is joined: what has quotes, or odd bytes, is read by itself. So is a record
    that is not whole.
    """
    groups: dict[tuple[object, ...], list[File]] = {}
    for file in sources:
        groups.setdefault(_kind(file) or (file.number,), []).append(file)
    joined = []
    for group in groups.values():
        join = _joined if group[0].form == "csv" else _joined_records
        joined += group if len(group) < MANY else [join(group, work)]
    return joined


def _kind(file: File) -> tuple[object, ...] | None:
    """Return what files must have in common to be joined; None for one that is read by itself."""
    if file.pooled or file.why is not None or file.path.stat().st_size > HEAD:
        return None
    if file.form == "csv" and _holds_runs(file) and _is_plain(file):
        return None if second_header(file) else (file.tool, file.names, file.delimiter)
    if file.tool in RECORDS and file.form in {"json", "lines"} and _record(file) is not None:
        return (file.tool,)
    return None


def _record(file: File) -> dict[str, object] | None:
    """Return a file's one record; None if there are more, or none that can be read."""
    try:
        record = parsed(file.path.read_bytes())
        json.dumps(record, ensure_ascii=False).encode()  # half a character cannot be written
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _holds_runs(file: File) -> bool:
    """Tell whether a table is of a tool, or has energies: what is refused is refused by itself."""
    names = {name.casefold() for name in file.names}
    return file.tool != "generic" or bool(names & ENERGY)


def _is_plain(file: File) -> bool:
    content = file.path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not (b'"' in content or b"\0" in content or b"\r" in content.replace(b"\r\n", b"\n"))


def _joined(group: list[File], work: Path) -> File:
    path = work / f"{len(list(work.iterdir()))}.pool"
    first, between = group[0], group[0].delimiter
    with path.open("w", encoding="utf-8", newline="\n") as pool:
        pool.write(between.join(("file_number", "row", *first.names)) + "\n")
        for file in group:
            # Other signs that Python takes for the end of a line are part of a cell.
            lines = file.path.read_text(encoding="utf-8").split("\n")
            filled = [line for line in lines if line][1:]
            pool.writelines(
                f"{file.number}{between}{row}{between}{line}\n"
                for row, line in enumerate(filled, 1)
            )
    return first._replace(path=path, pooled=True)


def _joined_records(group: list[File], work: Path) -> File:
    path = work / f"{len(list(work.iterdir()))}.pool"
    with path.open("w", encoding="utf-8") as pool:
        for file in group:
            line = (_record(file) or {}) | {"file_number": file.number, "row": 1}
            pool.write(json.dumps(line, ensure_ascii=False) + "\n")
    return group[0]._replace(path=path, form="lines", pooled=True)


def unpooled(text: str, delimiter: str) -> tuple[int, int, str]:
    """Take a joined line apart: the number of its file, its row, and its text.

    Examples
    --------
    >>> unpooled("17,3,a,b", ",")
    (17, 3, 'a,b')
    """
    number, row, line = text.split(delimiter, 2)
    return int(number), int(row), line
