"""The archive that a workbook is: each part is looked at, and what was looked at is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from test_workbook import MAIN, ROWS, refusal, workbook

from carbondata.pipeline.ingest.fault import FaultError
from carbondata.pipeline.ingest.workbook import sheet_cells


def replaced(content: bytes, sheet: bytes) -> bytes:
    """Put another part in the place of the second sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as archive:
        for part in old.namelist():
            archive.writestr(part, sheet if part.endswith("sheet2.xml") else old.read(part))
    return made.getvalue()


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<dialogsheet>", "</dialogsheet>"),
        ("<x><worksheet>", "</worksheet></x>"),
        ("x<worksheet>", "</worksheet>"),
        ("\0<worksheet>", "</worksheet>"),
        (" " * 99 + "<worksheet>", "</worksheet>"),
    ],
)
def test_rows_are_those_of_a_sheet_whatever_a_reader_takes(begin: str, end: str) -> None:
    # A formula without a value, and a row for which memory would be set aside.
    cells = '<row r="4294967290"><c><f>A1</f></c></row>'
    content = replaced(workbook(), f"{begin}<sheetData>{cells}</sheetData>{end}".encode())
    assert refusal(content).startswith("sheet 'Data' cannot be read: ")
    wide = f"<x><sheetData>{cells}</sheetData></x>".encode("utf-16-be")
    assert refusal(replaced(workbook(), wide)).startswith("sheet 'Data' cannot be read: ")


def test_rows_that_are_remembered_of_another_workbook_do_not_matter() -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        rows = '<row r="4294967290"><cell r="A1"><v>1</v></cell></row>'
        link = f'<externalLink xmlns="{MAIN}"><sheetData>{rows}</sheetData></externalLink>'
        archive.writestr("xl/externalLinks/externalLink1.xml", link)
    assert sheet_cells(content.getvalue(), "Data", 1) == sheet_cells(workbook(), "Data", 1)


@pytest.mark.parametrize("name", ["content.xml", "mimetype", "xl/Workbook.bin"])
def test_a_spreadsheet_of_another_format_is_no_workbook(name: str) -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet")
    assert f"it has {name}, as other formats have" in refusal(content.getvalue())


def test_what_is_read_is_what_was_looked_at() -> None:
    # Two archives in one file; the end of the second says that a comment follows, which does not:
    # some readers take the second all the same, others the first.
    first, second = workbook(ROWS.replace("74.25", "99999")), bytearray(workbook())
    end = second.rfind(b"PK\5\6")
    second[end + 20 : end + 22] = (100).to_bytes(2, "little")
    assert sheet_cells(first + second, "Data", 1) == sheet_cells(workbook(), "Data", 1)


def test_what_unpacks_without_end_is_not_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", bytes(70_000_000))
    assert len(content.getvalue()) < 1_000_000
    with pytest.raises(FaultError, match="unpacks to 210000000 bytes, more than the ceiling"):
        sheet_cells(content.getvalue(), "Data", 1)


def test_a_part_that_is_larger_than_it_says_is_not_unpacked() -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet2.xml").file_size.to_bytes(4, "little")
    with pytest.raises(FaultError, match=r"sheet2\.xml is damaged"):
        sheet_cells(content.replace(size, (100).to_bytes(4, "little")), "Data", 1)


@pytest.mark.parametrize("name", ["xl/data/sheet2.xml", "XL/Worksheets/sheet2.bin"])
def test_a_sheet_is_looked_at_whatever_its_part_is_called(name: str) -> None:
    far = workbook(ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(far)) as old, zipfile.ZipFile(content, "w") as archive:
        for part in old.namelist():
            called = name if part.endswith("sheet2.xml") else part
            archive.writestr(called, old.read(part))
    with pytest.raises(FaultError, match=f"{name} spans 1048576 rows and 16384 columns"):
        sheet_cells(content.getvalue(), "Data", 1)


@pytest.mark.parametrize("begin", ["", "x", " " * 99, "<x>"])
def test_a_text_that_many_cells_share_is_counted_for_each(begin: str) -> None:
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 300)
    )
    content = io.BytesIO(workbook(cells))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        text = f"{begin}<sst><si><t>{'a' * 1_000_000}</t></si></sst>{'</x>' * (begin == '<x>')}"
        archive.writestr("xl/sharedStrings.xml", text)
    # Or, if it is no part of texts, not at all.
    said = "texts that unpack to more than 200000000 bytes|sheet 'Data' cannot be read|detect"
    with pytest.raises(FaultError, match=said):
        sheet_cells(content.getvalue(), "Data", 1)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_part_that_is_packed_otherwise_and_damaged_is_no_workbook(method: int) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 1000)
    damaged = bytearray(content.getvalue())
    damaged[60:70] = b"x" * 10
    with pytest.raises(FaultError, match="not a workbook"):
        sheet_cells(bytes(damaged), "Data", 1)
