"""Read one sheet of an .xlsx workbook as a table of text cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata.pipeline.ingest.fault import FaultError, check_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from python_calamine import CalamineSheet

    Cell = int | float | str | bool | dt.date | dt.time | dt.timedelta

# Publishers' workbooks unpack to some 20 MB.
MAX_UNPACKED = 200_000_000
# A formula at the end of its cell: its value was not saved.
UNCOMPUTED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*</c>")
# The position of a cell (B7), and of a row with cells (7). Publishers style the very last row,
# which takes no memory while it has no cells.
PLACE = re.compile(
    rb"""<(?:\w+:)?(?:c\b[^>]*?|row\b(?=[^>]*[^/]>\s*<(?:\w+:)?c\b)[^>]*?)"""
    rb"""\br\s*=\s*["']([A-Z]{0,9})([0-9]{1,18})["']"""
)
# Ten times the largest sheet of a publisher.
MAX_CELLS = 5_000_000
LETTERS = 26


def sheet_cells(content: bytes, sheet: str, preamble: int) -> pa.Table:
    """Read a sheet whose header is the row after `preamble` rows; numbers as Python writes them.

    A column without a name is named by its letter. Empty rows and columns are left out.

    Raises
    ------
    FaultError
        When it is not a workbook, unpacks to too much, has no such visible sheet, a repeated cell,
        merged cells in its header, or formulas without saved values.
    """
    _check_archive(content)
    opened = _sheet(content, sheet)
    header, *rows = opened.to_python(skip_empty_area=False)[preamble:] or [[]]
    merged = opened.merged_cell_ranges or []
    if any(top <= preamble <= bottom for (top, _), (bottom, _) in merged):
        message = f"the header of sheet {sheet!r}, row {preamble + 1}, has merged cells"
        raise FaultError(message)
    return _table(header, rows, preamble)


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MAX_UNPACKED:
                message = f"it unpacks to {size} bytes, more than the ceiling of {MAX_UNPACKED}"
                raise FaultError(message)
            # A part that unpacks to more than it declares fails its checksum.
            if damaged := archive.testzip():
                message = f"not a workbook (.xlsx): {damaged} is damaged"
                raise FaultError(message)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/"):
                    _check_sheet(name, archive.read(name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        message = f"not a workbook (.xlsx): {error}"
        raise FaultError(message) from None


def _check_sheet(name: str, content: bytes) -> None:
    if UNCOMPUTED.search(content):
        message = f"{name} has formulas without values: it was never calculated"
        raise FaultError(message)
    # Everything from the first cell to the last takes memory, even for two cells.
    places = [(int(row), _number(letters)) for letters, row in PLACE.findall(content)]
    if len(set(places)) < len(places):
        message = f"{name} has a cell or a row twice, and which one counts is unclear"
        raise FaultError(message)
    rows = max((row for row, _ in places), default=0)
    columns = max((column for _, column in places), default=0)
    if rows * columns > MAX_CELLS:
        message = (
            f"{name} spans {rows} rows and {columns} columns, more than the ceiling of "
            f"{MAX_CELLS} cells"
        )
        raise FaultError(message)


def _sheet(content: bytes, name: str) -> CalamineSheet:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        message = "reading a workbook needs python-calamine: pip install 'carbondata[refresh]'"
        raise FaultError(message) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible
        ]
        if name not in shown:
            hidden = ", which is hidden" if name in book.sheet_names else ""
            message = f"there is no sheet {name!r}{hidden}; it has {', '.join(map(repr, shown))}"
            raise FaultError(message)
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        message = f"the workbook cannot be read: {error}"
        raise FaultError(message) from None


def _table(header: Sequence[Cell], rows: Sequence[Sequence[Cell]], preamble: int) -> pa.Table:
    texts = [[_text(cell) for cell in row] for row in rows]
    texts = [row for row in texts if any(cell is not None for cell in row)]
    names = [_text(name) for name in header]
    used = [
        place
        for place, name in enumerate(names)
        if name is not None or any(row[place] is not None for row in texts)
    ]
    named = [names[place] or _letter(place) for place in used]
    check_header(named if any(names) else [])
    columns = {name: _column(texts, place) for name, place in zip(named, used, strict=True)}
    return pa.table(columns).replace_schema_metadata({"first_row": str(preamble + 2)})


def _column(rows: Iterable[Sequence[str | None]], place: int) -> pa.Array:
    return pa.array([row[place] for row in rows], pa.string())


def _text(cell: Cell) -> str | None:
    """Format a cell: a whole number without a decimal point, a date as in ISO 8601."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (dt.date, dt.time)) else str(cell)


def _number(letters: bytes) -> int:
    """Return a column's number from its letters.

    Examples
    --------
    >>> _number(b"A"), _number(b"Z"), _number(b"AA"), _number(b"")
    (1, 26, 27, 0)
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def _letter(place: int) -> str:
    """Return a column's letters, as in a spreadsheet.

    Examples
    --------
    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    above, last = divmod(place, LETTERS)
    return (_letter(above - 1) if above else "") + chr(ord("A") + last)
