"""The archive that a workbook is: each part is looked at, and what was looked at is read."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from test_workbook import MAIN, ROWS, refusal, workbook

from carbondata.pipeline.ingest import workbook_sheet
from carbondata.pipeline.ingest.fault import FaultError
from carbondata.pipeline.ingest.workbook import sheet_cells
from carbondata.pipeline.ingest.workbook_parts import checked


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


@pytest.mark.parametrize("root", ["worksheet", "sst"])
def test_what_is_nested_deeply_is_refused_at_once(root: str) -> None:
    # Each element within so many others took as long as all before it.
    deep = f"<{root}>{'<a>' * 200_000}{'</a>' * 200_000}</{root}>".encode()
    assert "nested deeply" in refusal(replaced(workbook(), deep))


@pytest.mark.parametrize("tag", [f"a b='{'x' * 9_000_000}'", "x" * 9_000_000])
def test_a_tag_that_goes_on_and_on_is_refused_at_once(tag: str) -> None:
    # Expat before 2.6 begins it again for each piece of the part: 26 seconds.
    sheet = f"<worksheet><{tag}/><sheetData/></worksheet>".encode()
    assert "a tag of more than a hundred kilobytes" in refusal(replaced(workbook(), sheet))
    # Long texts are none.
    text = f"<worksheet><sheetData/><a>{'x' * 9_000_000}</a></worksheet>".encode()
    assert checked(replaced(workbook(), text))


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
    # Or, if it is no part of texts, there is none.
    said = "texts that unpack to more than 200000000 bytes|'0' for a text that cells share, of 0"
    with pytest.raises(FaultError, match=said):
        sheet_cells(content.getvalue(), "Data", 1)


@pytest.mark.parametrize("place", ["+0", "0.0", " 0", "x", "1", ""])
def test_a_text_is_shared_by_its_number_which_readers_take_for_the_first_if_it_is_none(
    place: str,
) -> None:
    cells = f'<row r="1"><c r="A1" t="s"><v>{place}</v></c></row>'
    content = io.BytesIO(workbook(cells))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst><si><t>Sweden</t></si></sst>")
    assert f"{place!r} for a text that cells share, of 1" in refusal(content.getvalue())


def test_no_two_parts_have_the_texts_that_cells_share() -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        for name in ("xl/others.xml", "xl/sharedStrings.xml"):
            archive.writestr(name, "<sst><si><t>Sweden</t></si></sst>")
    assert "has texts that cells share, as another part has" in refusal(content.getvalue())


@pytest.mark.parametrize("name", ["xl/worksheets/SHEET2.xml", "xl\\worksheets\\sheet2.xml"])
def test_no_two_parts_have_one_name_for_readers_that_fold_them(name: str) -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, "<worksheet><sheetData/></worksheet>")
    assert "it has xl/worksheets/sheet2.xml twice" in refusal(content.getvalue())


@pytest.mark.parametrize("begin", ["", "<x>"])
def test_no_two_parts_are_called_the_same_by_the_workbook(begin: str) -> None:
    # Some readers take the first, others the last.
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w") as archive:
        for part in old.namelist():
            content = old.read(part).decode()
            if part == "xl/_rels/workbook.xml.rels":
                one = re.search(r"<Relationship [^>]*sheet2.xml[^>]*>", content)
                assert one is not None
                content = content.replace(one[0], one[0] + one[0].replace("sheet2", "sheet1"))
                content = content.replace("<Relationships", f"{begin}<Relationships")
                content += "</x>" if begin else ""
            archive.writestr(part, content)
    said = refusal(made.getvalue())
    assert said.startswith(
        "the workbook cannot" if begin else "xl/_rels/workbook.xml.rels has two parts"
    )


@pytest.mark.parametrize("begin", ["<row>", "<x>", "<row><c>"])
def test_rows_and_cells_are_where_spreadsheets_write_them(begin: str) -> None:
    end = "".join(f"</{tag}>" for tag in reversed(begin.strip("<>").split("><")))
    wrapped = f"{begin}{ROWS}{end}"
    assert "<row> in <" in refusal(workbook(wrapped))
    texts = "<sst><si><t>Sweden</t><si/></si></sst>"
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    assert "has <si> in <si>, where spreadsheets write none" in refusal(content.getvalue())


def test_formulas_of_other_things_than_cells_do_not_matter() -> None:
    # A format that depends on a formula, as newer spreadsheets write it after the rows.
    rule = "<extLst><ext><cfRule><f>A1</f></cfRule></ext></extLst>"
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    other = replaced(content, sheet.replace("</sheetData>", f"</sheetData>{rule}").encode())
    assert sheet_cells(other, "Data", 1) == sheet_cells(content, "Data", 1)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_part_that_is_packed_otherwise_and_damaged_is_no_workbook(method: int) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 1000)
    damaged = bytearray(content.getvalue())
    damaged[60:70] = b"x" * 10
    with pytest.raises(FaultError, match="not a workbook"):
        sheet_cells(bytes(damaged), "Data", 1)


def test_a_sheet_of_tags_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two hundred megabytes of them, two hundred kilobytes as packed, took minutes.
    monkeypatch.setattr(workbook_sheet, "MAX_ELEMENTS", 1_000)
    sheet = f"<worksheet>{'<a/>' * 2_000}<sheetData/></worksheet>".encode()
    assert "more than 1000 elements" in refusal(replaced(workbook(), sheet))
