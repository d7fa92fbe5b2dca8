"""One sheet of an .xlsx workbook as a table of text cells."""

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
# A formula at the end of its cell: no value was kept of it.
UNCOMPUTED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*</c>")
# Where a cell stands (B7), and a row that has cells (7). Publishers style the last row of all,
# which takes no memory while no cell is in it.
PLACE = re.compile(
    rb"""<(?:\w+:)?(?:c\b[^>]*?|row\b(?=[^>]*[^/]>\s*<(?:\w+:)?c\b)[^>]*?)"""
    rb"""\br\s*=\s*["']([A-Z]{0,9})([0-9]{1,18})["']"""
)
# Ten times those of the largest sheet of a publisher.
MAX_CELLS = 5_000_000
LETTERS = 26


def sheet_cells(content: bytes, sheet: str, preamble: int) -> pa.Table:
    """Read a sheet whose header is the row after `preamble` rows; numbers as Python writes them.

    A column without a name has its letter for one. Rows and columns without any cell are left out.

    Raises
    ------
    FaultError
        When it is no workbook, unpacks to too much, has no such sheet in sight, a cell twice,
        merged cells in its header, or formulas of which no value was kept.
    """
    _check_archive(content)
    found = _sheet(content, sheet)
    header, *rows = found.to_python(skip_empty_area=False)[preamble:] or [[]]
    merged = found.merged_cell_ranges or []
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
            # A part that unpacks to more than it says has another checksum.
            if damaged := archive.testzip():
                message = f"no workbook (.xlsx): {damaged} is damaged"
                raise FaultError(message)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/"):
                    _check_sheet(name, archive.read(name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        message = f"no workbook (.xlsx): {error}"
        raise FaultError(message) from None


def _check_sheet(name: str, content: bytes) -> None:
    if UNCOMPUTED.search(content):
        message = f"{name} has formulas without values: it was never calculated"
        raise FaultError(message)
    # All from the first cell to the last is laid out in memory, be there two cells.
    places = [(int(row), _number(letters)) for letters, row in PLACE.findall(content)]
    if len(set(places)) < len(places):
        message = f"{name} has a cell or a row twice; which one counts, it does not say"
        raise FaultError(message)
    rows = max((row for row, _ in places), default=0)
    columns = max((column for _, column in places), default=0)
    if rows * columns > MAX_CELLS:
        message = (
            f"{name} reaches over {rows} rows and {columns} columns, more than the ceiling of "
            f"{MAX_CELLS} cells"
        )
        raise FaultError(message)


def _sheet(content: bytes, name: str) -> CalamineSheet:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        message = "reading a workbook takes python-calamine: pip install 'carbondata[refresh]'"
        raise FaultError(message) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible
        ]
        if name not in shown:
            hidden = ", which is hidden" if name in book.sheet_names else ""
            message = f"there is no sheet {name!r}{hidden}; it has {', '.join(map(repr, shown))}"
            raise FaultError(message)
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        message = f"no workbook that can be read: {error}"
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
    """Write a cell: what is a whole number without a point, a day as in ISO 8601."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (dt.date, dt.time)) else str(cell)


def _number(letters: bytes) -> int:
    """Count a column from its letters.

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
    """Name a column as a spreadsheet does.

    Examples
    --------
    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    above, last = divmod(place, LETTERS)
    return (_letter(above - 1) if above else "") + chr(ord("A") + last)
