"""Join many small CSVs of the same columns into one file, as DuckDB takes a while to open each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.input.generic_table import ENERGY
from carbondata.runs.input.inputs import HEAD, File

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Fewer are read one by one.
MANY = 8


def pooled(sources: Iterable[File], work: Path) -> list[File]:
    """Join the small files of the same tool and columns, each line with its file and row.

    Only plain text is joined: what has quotes, or odd bytes, is read by itself.
    """
    groups: dict[tuple[object, ...], list[File]] = {}
    for file in sources:
        small = file.form == "csv" and _holds_runs(file) and file.path.stat().st_size <= HEAD
        small = small and _is_plain(file)
        key = (file.tool, file.names, file.delimiter) if small else (file.number,)
        groups.setdefault(key, []).append(file)
    joined = []
    for group in groups.values():
        joined += group if len(group) < MANY else [_joined(group, work)]
    return joined


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
            lines = file.path.read_text(encoding="utf-8").splitlines()
            filled = [line for line in lines if line][1:]
            pool.writelines(
                f"{file.number}{between}{row}{between}{line}\n"
                for row, line in enumerate(filled, 1)
            )
    return first._replace(path=path, pooled=True)


def unpooled(text: str, delimiter: str) -> tuple[int, int, str]:
    """Take a joined line apart: the number of its file, its row, and its text.

    Examples
    --------
    >>> unpooled("17,3,a,b", ",")
    (17, 3, 'a,b')
    """
    number, row, line = text.split(delimiter, 2)
    return int(number), int(row), line
