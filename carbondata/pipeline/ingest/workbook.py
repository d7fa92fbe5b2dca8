"""Read one sheet of an .xlsx workbook as a table of text cells."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata.pipeline.ingest.fault import FaultError, check_header, twice
from carbondata.pipeline.ingest.workbook_parts import checked
from carbondata.pipeline.ingest.workbook_sheet import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from python_calamine import CalamineSheet

    Cell = int | float | str | bool | dt.date | dt.time | dt.timedelta


def sheet_cells(content: bytes, sheet: str, preamble: int) -> pa.Table:
    """Read a sheet whose header is the row after `preamble` rows; numbers as Python writes them.

    A column without a name is named by its letter. Empty rows and columns are left out.

    Raises
    ------
    FaultError
        When it is not a workbook that can be read as it is meant (`checked`), has no such sheet
        in sight, or merged cells in its header.
    """
    found, rows = _cells(checked(content), sheet)
    header, *rows = rows[preamble:] or [[]]
    merged = found.merged_cell_ranges or []
    if any(top <= preamble <= bottom for (top, _), (bottom, _) in merged):
        message = f"the header of sheet {sheet!r}, row {preamble + 1}, has merged cells"
        raise FaultError(message)
    return _table(header, rows, preamble)


def _cells(content: bytes, sheet: str) -> tuple[CalamineSheet, list[list[Cell]]]:
    """Have python-calamine read a sheet; its panics are no Exceptions, and have no name to catch.

    It panics over a date before all calendars, and overflows over a very long duration.
    """
    try:
        found = _sheet(content, sheet)
        return found, found.to_python(skip_empty_area=False)
    except BaseException as error:
        if not isinstance(error, (OverflowError, ValueError)) and (
            type(error).__name__ != "PanicException"
        ):
            raise
        message = f"the workbook cannot be read: {error}"
        raise FaultError(message) from None


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
        if repeated := twice(book.sheet_names):
            message = f"there are two sheets {repeated[0]!r}; which one counts, it does not say"
            raise FaultError(message)
        if name not in shown:
            hidden = ", which is hidden" if name in book.sheet_names else ""
            message = f"there is no sheet {name!r}{hidden}; it has {', '.join(map(repr, shown))}"
            raise FaultError(message)
    except CalamineError as error:
        message = f"the workbook cannot be read: {error}"
        raise FaultError(message) from None
    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        message = f"sheet {name!r} cannot be read: {error}"
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


def _letter(place: int) -> str:
    """Return a column's letters, as in a spreadsheet.

    Examples
    --------
    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    above, last = divmod(place, LETTERS)
    return (_letter(above - 1) if above else "") + chr(ord("A") + last)
