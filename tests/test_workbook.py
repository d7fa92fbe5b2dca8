"""Workbooks: one sheet as text, as it is seen; what cannot be read as it is meant is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from carbondata.pipeline.ingest.fault import FaultError
from carbondata.pipeline.ingest.workbook import sheet_cells

pytestmark = pytest.mark.slow

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROWS = """
  <row r="1"><c r="A1" t="inlineStr"><is><t>All values in MtC</t></is></c></row>
  <row r="2"><c r="B2" t="inlineStr"><is><t>France </t></is></c>
    <c r="C2" t="inlineStr"><is><t>Sweden</t></is></c></row>
  <row r="3"><c r="A3"><v>2023</v></c><c r="B3"><v>74.25</v></c><c r="C3"><v>10.5</v></c></row>
  <row r="4"><c r="A4"><v>2024</v></c><c r="C4" t="b"><v>1</v></c></row>"""


STYLES = f"""<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>
    <xf numFmtId="46"/></cellXfs></styleSheet>"""
DATE, DURATION = 's="1"', 's="2"'


def workbook(rows: str = ROWS, *, after: str = "", state: str = "", first: str = "Notes") -> bytes:
    """Write the least that is a workbook of two sheets, `Notes` and `Data`."""
    parts = {
        "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
            <Default Extension="rels"
              ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
            <Relationship Id="r0" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>""",
        "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>
            <sheet name="{first}" sheetId="1" r:id="r1"/>
            <sheet name="Data" sheetId="2" r:id="r2" {state}/></sheets></workbook>""",
        "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
            <Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="r2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>
            <Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/>
            </Relationships>""",
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        "xl/worksheets/sheet2.xml": f"""<worksheet xmlns="{MAIN}">
            <sheetData>{rows}</sheetData>{after}</worksheet>""",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_a_sheet_is_read_as_text_and_a_column_without_a_name_by_its_letter() -> None:
    assert sheet_cells(workbook(), "Data", 1).to_pylist() == [
        {"A": "2023", "France": "74.25", "Sweden": "10.5"},
        {"A": "2024", "France": None, "Sweden": "true"},
    ]


def test_the_last_row_of_all_is_no_row_while_it_has_no_cell() -> None:
    styled = ROWS + '<row r="1048575" ht="9"/><row r="1048576" ht="9"></row>'
    assert sheet_cells(workbook(styled), "Data", 1) == sheet_cells(workbook(), "Data", 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (workbook().replace(b"PK", b"KP"), "not a workbook"),
        (b"year,t\n2020,1\n", "not a workbook"),
        (workbook(state='state="hidden"'), "no sheet 'Data', which is hidden; it has 'Notes'"),
        (workbook(state='state="veryHidden"'), "which is hidden"),
        (
            workbook(after='<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'),
            "the header of sheet 'Data', row 2, has merged cells",
        ),
        (
            workbook(ROWS.replace("<v>74.25</v>", "<f>SUM(B5:B9)</f>")),
            "sheet2.xml has formulas without values",
        ),
        (workbook(ROWS.replace("Sweden", "France")), "the header has 'France' twice"),
        (workbook(""), "there is no header line"),
        (
            workbook(ROWS.replace('<c r="C3">', '<c r="B3"><v>99</v></c><c r="C3">')),
            "sheet2.xml has a cell or a row twice",
        ),
        *(
            (workbook(ROWS.replace("<v>74.25</v>", cell)), said)
            for cell, said in (
                ("<f>SUM(B5:B9)</f><v/>", "sheet2.xml has formulas without values"),
                ("<f>SUM(B5:B9)</f><v></v>", "sheet2.xml has formulas without values"),
                ('<f ref="B3>4">SUM(B5:B9)</f>', "sheet2.xml has formulas without values"),
                ("<v><![CDATA[74.25]]></v>", "has a document type, CDATA or a comment"),
                ("<v>74.25", "sheet2.xml is not XML"),
            )
        ),
        (
            workbook(ROWS.replace('<c r="B3"><v>74.25', '<c r="B3" t="e"><v>#REF!')),
            "sheet2.xml has #REF! for the value of a cell",
        ),
        (
            workbook(ROWS.replace('<c r="C3">', '<c r="b3"><v>99</v></c><c r="C3">')),
            "sheet2.xml has a cell or a row twice",
        ),
        (
            workbook(ROWS.replace('<c r="C3">', '<c x=">" r="B3"><v>99</v></c><c r="C3">')),
            "sheet2.xml has a cell or a row twice",
        ),
        (
            workbook(ROWS.replace('<c r="C3">', '<c r="C9">')),
            "sheet2.xml has a cell 'C9' in its row 3",
        ),
        (
            workbook(ROWS + '<row r="4"><c r="B4"><v>99</v></c></row>'),
            "sheet2.xml has a cell or a row twice",
        ),
        # Two cells, for which 400 GB would be set aside.
        (
            workbook(ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "spans 1048576 rows and 16384 columns, more than the ceiling of 5000000 cells",
        ),
    ],
)
def test_what_is_not_what_it_was_is_refused_by_name(content: bytes, says: str) -> None:
    with pytest.raises(FaultError, match=says):
        sheet_cells(content, "Data", 1)


def refusal(content: bytes) -> str:
    with pytest.raises(FaultError) as refused:
        sheet_cells(content, "Data", 1)
    return str(refused.value)


@pytest.mark.parametrize(
    "number", ["0", "-1", "007", "1048577", "10000000", "4294967290", "\u0663", "3.0", " 3", ""]
)
def test_a_row_is_numbered_as_spreadsheets_do(number: str) -> None:
    # The cell does not say its row: a reader believes the row, and sets memory aside for all.
    far = workbook(f'{ROWS}<row r="{number}"><c><v>1</v></c></row>')
    assert f"sheet2.xml has a row {number}" in refusal(far).replace("'", "")


def test_rows_are_in_order() -> None:
    rows = '<row r="9"><c r="A9"><v>9</v></c></row><row r="5"><c r="A5"><v>5</v></c></row>'
    assert "a cell or a row twice, or not in order" in refusal(workbook(ROWS + rows))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        # Readers disagree what these are: with all of it, with its first or its last part.
        ("<v>74<!-- -->.25</v>", "a comment, which spreadsheets do not write"),
        ("<v>74<?x y?>.25</v>", "a comment, which spreadsheets do not write"),
        ("<v>7<x>4</x>.25</v>", "a value of a cell with other things in it"),
        ("<v>7&#52;.25</v>", "an entity in the value of a cell"),
        ("<v>74.25</v><v>7425</v>", "a cell with two values"),
        # Readers drop these.
        ("<v>74.25</v><f>A1</f>", "or a formula after one"),
        ("<is><t>74.25</t></is>", "a cell of kind None with a value of another"),
        ("<v>74.25</v><is><t>7425</t></is>", "a cell with two values"),
        *((f"<v>{figure}</v>", f"'{figure}' for a number") for figure in ("NaN", "inf", "1e999")),
        *((f"<v>{figure}</v>", f"'{figure}' for a number") for figure in ("7_4", "0x4A", "7,4")),
    ],
)
def test_a_value_is_plain_text_and_a_number_is_a_number(value: str, said: str) -> None:
    assert said in refusal(workbook(ROWS.replace("<v>74.25</v>", value)))


def test_a_text_may_have_entities_and_a_number_an_exponent() -> None:
    rows = ROWS.replace("<v>74.25</v>", "<v>7.425E+1</v>")
    rows += '<row r="5"><c r="B5" t="str"><v>R&amp;D</v></c></row>'
    assert sheet_cells(workbook(rows), "Data", 1)["France"].to_pylist() == ["74.25", None, "R&D"]


@pytest.mark.parametrize(("style", "value"), [(DATE, "-1e300"), (DURATION, "1e300")])
def test_a_time_outside_the_calendar_is_a_fault_of_the_workbook(style: str, value: str) -> None:
    rows = ROWS.replace('<c r="B3"><v>74.25', f'<c r="B3" {style}><v>{value}')
    assert refusal(workbook(rows)).startswith("the workbook cannot be read: ")


def test_two_things_of_one_name_are_refused() -> None:
    assert "there are two sheets 'Data'" in refusal(workbook(first="Data"))
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet2.xml", f'<worksheet xmlns="{MAIN}"/>')
    assert "it has xl/worksheets/sheet2.xml twice" in refusal(content.getvalue())
    assert "two tables of cells" in refusal(workbook(after="<sheetData/>"))


def test_an_encoding_that_no_parser_knows_is_named() -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/more.xml", '<?xml version="1.0" encoding="UTF-7"?><worksheet/>')
    assert "xl/more.xml is not XML: " in refusal(content.getvalue())


def test_a_sheet_of_another_name_is_told_with_those_there_are() -> None:
    with pytest.raises(FaultError, match="there is no sheet 'Daten'; it has 'Notes', 'Data'"):
        sheet_cells(workbook(), "Daten", 1)


def test_a_formula_with_its_value_is_that_value() -> None:
    rows = ROWS.replace("<v>74.25</v>", "<f>74+0.25</f><v>74.25</v>")
    assert sheet_cells(workbook(rows), "Data", 1)["France"].to_pylist() == ["74.25", None]
