"""What the bytes of a raw file become: text as printed, or a fault that names its place."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbondata.errors import SourceError
from carbondata.pipeline.ingest import cells
from carbondata.pipeline.ingest.raw_file import RawFile

if TYPE_CHECKING:
    from pathlib import Path

UTF_8_MARK = b"\xef\xbb\xbf"
ENTRY = {"url": "https://example.org/data.csv", "file": "data.csv"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hold the files."""
    return tmp_path


def read(folder: Path, *contents: bytes, **keys: Any) -> pa.Table:  # noqa: ANN401  (manifest keys)
    """Read bytes as the files of one manifest entry."""
    file = RawFile.model_validate({**ENTRY, "max_bytes": 10**6, "min_rows": 1, **keys})
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / (f"{number}-{file.file}" if number else file.file))
        paths[-1].write_bytes(content)
    return cells.read("meadow-2020", file, paths)


def refusal(folder: Path, *contents: bytes, **keys: Any) -> str:  # noqa: ANN401  (as above)
    """Return what is said of bytes that are refused."""
    with pytest.raises(SourceError) as caught:
        read(folder, *contents, **keys)
    assert str(caught.value).startswith("meadow-2020: data.csv")
    assert "remedy: " in str(caught.value)
    return str(caught.value)


def test_every_cell_is_text_exactly_as_printed(folder: Path) -> None:
    table = read(folder, b"year,co2\n2017,1.10\n02018, 7 \n")
    assert table.to_pydict() == {"year": ["2017", "02018"], "co2": ["1.10", " 7 "]}
    assert {field.type for field in table.schema} == {pa.string()}


def test_an_empty_cell_is_null_with_and_without_quotes(folder: Path) -> None:
    assert read(folder, b'a,b\n,""\n').to_pylist() == [{"a": None, "b": None}]


@pytest.mark.parametrize("text", ["NA", "NaN", "null", "None", "n/a", "-", "#N/A"])
def test_only_an_empty_cell_is_null(folder: Path, text: str) -> None:
    assert read(folder, f"iso2,x\n{text},1\n".encode())["iso2"].to_pylist() == [text]


def test_a_byte_order_mark_is_not_part_of_the_first_name(folder: Path) -> None:
    assert read(folder, UTF_8_MARK + b"year\n2017\n").column_names == ["year"]


def test_a_byte_order_mark_before_a_quoted_name_is_no_matter(folder: Path) -> None:
    table = read(folder, UTF_8_MARK + b'"Data Source",\n\n"year","co2"\n2017,1\n', preamble_lines=2)
    assert table.to_pylist() == [{"year": "2017", "co2": "1"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_three_ways(folder: Path, end: str) -> None:
    content = end.join(["year,co2", "2017,1", "2018,2", ""]).encode()
    assert read(folder, content).to_pydict() == {"year": ["2017", "2018"], "co2": ["1", "2"]}


def test_the_last_line_needs_no_end(folder: Path) -> None:
    assert read(folder, b"year\n2017").to_pydict() == {"year": ["2017"]}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_a_file_is_read_in_the_encoding_that_its_manifest_says(folder: Path, encoding: str) -> None:
    content = "name\nCôte d'Ivoire\n".encode(encoding)
    assert read(folder, content, encoding=encoding).to_pydict() == {"name": ["Côte d'Ivoire"]}


def test_another_encoding_is_refused_by_line_and_bytes(folder: Path) -> None:
    said = refusal(folder, "name\nSweden\nCôte d'Ivoire\n".encode("latin-1"))
    assert "line 3" in said
    assert "Côte" in said
    assert "not valid utf-8" in said


def test_utf_16_under_the_name_of_utf_8_is_refused(folder: Path) -> None:
    assert "not valid utf-8" in refusal(folder, "name\nSweden\n".encode("utf-16"))


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_ends(folder: Path) -> None:
    table = read(folder, b'a,b\n"1,234","say ""so""\r\nor not"\n3,4\n')
    assert table["a"].to_pylist() == ["1,234", "3"]
    assert table["b"].to_pylist() == ['say "so"\r\nor not', "4"]


def test_a_quoted_name_may_hold_a_line_end(folder: Path) -> None:
    assert read(folder, b'"power\nGW",b\n3,4\n').to_pylist() == [{"power\nGW": "3", "b": "4"}]


def test_the_lines_before_the_header_are_left_out(folder: Path) -> None:
    content = b'Cost: 0.05 USD/kWh,\n\n"a","b"\n1,2\n'
    assert read(folder, content, preamble_lines=2).to_pylist() == [{"a": "1", "b": "2"}]


def test_another_delimiter_leaves_commas_alone(folder: Path) -> None:
    assert read(folder, b"a;b\n1,5;2\n", delimiter=";").to_pylist() == [{"a": "1,5", "b": "2"}]


@pytest.mark.parametrize("row", [b"2018", b"2018,1,2"])
def test_a_row_of_another_length_is_refused_by_number_and_content(folder: Path, row: bytes) -> None:
    said = refusal(folder, b"year,co2\n2017,1\n" + row + b"\n2019,3\n")
    assert "row 3" in said
    assert f"value '{row.decode()}'" in said
    assert "header has 2" in said


def test_rows_are_counted_from_the_top_of_the_file(folder: Path) -> None:
    said = refusal(folder, b"preamble\nyear,co2\n2017,1\n2018\n", preamble_lines=1)
    assert "row 4" in said


def test_a_quote_that_is_never_closed_is_refused(folder: Path) -> None:
    said = refusal(folder, b'year,co2\n2017,1\n2018,"2\n2019,3\n2020,4\n')
    assert "row 3" in said
    assert "quote" in said


def test_a_name_that_stands_twice_is_refused(folder: Path) -> None:
    assert "'co2'" in refusal(folder, b"year,co2,co2\n2017,1,2\n")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_refused(folder: Path, content: bytes) -> None:
    assert "the file is empty" in refusal(folder, content)


def test_a_file_without_a_header_is_refused(folder: Path) -> None:
    assert "header" in refusal(folder, b"one\ntwo\n", preamble_lines=2)


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>404</body></html>",
        b"\n\n  <html lang='en'>\n<body>Just a moment...</body></html>",
        UTF_8_MARK + b"<HEAD><title>Moved</title></HEAD>",
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_web_page_is_refused_whatever_was_expected(folder: Path, page: bytes, form: str) -> None:
    assert "a web page (HTML)" in refusal(folder, page, format=form)


def test_fewer_rows_than_the_floor_are_refused(folder: Path) -> None:
    said = refusal(folder, b"year\n2017\n2018\n", min_rows=3)
    assert "2 rows, fewer than the minimum of 3" in said


def test_a_header_alone_is_no_rows(folder: Path) -> None:
    assert "0 rows" in refusal(folder, b"year,co2\n")


def test_more_bytes_than_the_ceiling_are_refused(folder: Path) -> None:
    assert "10 bytes" in refusal(folder, b"year\n2017\n", max_bytes=9)


def test_the_rows_of_several_files_follow_each_other(folder: Path) -> None:
    table = read(folder, b"year\n2017\n", b"year\n2018\n")
    assert table.to_pydict() == {"year": ["2017", "2018"]}


def test_several_files_with_different_columns_are_refused(folder: Path) -> None:
    assert "part 2 has different columns from part 1, year: Year" in refusal(
        folder, b"year\n2017\n", b"Year\n2018\n"
    )


def test_rows_in_json_are_found_by_steps(folder: Path) -> None:
    content = b'[{"pages": 1}, [{"year": 2017, "co2": 1.10}, {"year": 2018, "note": "none"}]]'
    assert read(folder, content, format="json", rows=[1]).to_pylist() == [
        {"key": "0", "year": "2017", "co2": "1.10", "note": None},
        {"key": "1", "year": "2018", "co2": None, "note": "none"},
    ]


def test_an_object_keyed_by_name_gives_each_name_as_key(folder: Path) -> None:
    content = b'{"NA": {"value": 61}, "SE": {"value": 21}}'
    table = read(folder, content, format="json")
    assert table.to_pydict() == {"key": ["NA", "SE"], "value": ["61", "21"]}


@pytest.mark.parametrize("number", ["1.10", "1e-3", "12345678901234567890.5", "-0", "NaN"])
def test_numbers_in_json_stay_as_printed(folder: Path, number: str) -> None:
    table = read(folder, f'[{{"co2": {number}}}]'.encode(), format="json")
    assert table["co2"].to_pylist() == [number]


def test_null_in_json_is_null_and_true_is_text(folder: Path) -> None:
    table = read(folder, b'[{"a": null, "b": true}, {"a": "", "b": false}]', format="json")
    assert table["a"].to_pylist() == [None, ""]
    assert table["b"].to_pylist() == ["true", "false"]


def test_what_is_nested_in_json_stays_json(folder: Path) -> None:
    table = read(folder, b'{"SE": {"carbonIntensity": {"value": 21.50}}}', format="json")
    assert table["carbonIntensity"].to_pylist() == ['{"value": "21.50"}']


@pytest.mark.parametrize(
    "nested", ['{"2023": 35.1, "2024": "4_73"}', '{"2_023": 35.1, "2024": 34}', '[1, [2, "0x10"]]']
)
def test_what_would_be_read_as_another_number_is_refused_within_json_too(
    folder: Path, nested: str
) -> None:
    content = f'[{{"area": "SWE", "years": {nested}}}]'.encode()
    with pytest.raises(SourceError, match="not a number, but it would be read as one"):
        read(folder, content, format="json")


@pytest.mark.parametrize("depth", [450, 900])
def test_what_is_nested_too_deeply_is_refused(folder: Path, depth: int) -> None:
    content = f'[{{"area": "SWE", "years": {"[" * depth}1{"]" * depth}}}]'.encode()
    with pytest.raises(SourceError, match="nested too deeply"):
        read(folder, content, format="json")


def test_plain_members_in_json_are_values(folder: Path) -> None:
    table = read(folder, b'{"SE": 21, "NA": 61}', format="json")
    assert table.to_pydict() == {"key": ["SE", "NA"], "value": ["21", "61"]}


def test_a_name_that_stands_twice_in_a_json_object_is_refused(folder: Path) -> None:
    said = refusal(folder, b'{"SE": {"value": 21}, "SE": {"value": 22}}', format="json")
    assert "SE" in said


@pytest.mark.parametrize(
    "content", [b'[{"year": 2017}', b"year\n2017\n", b'["\xe9"]', b"[" * 100_000], ids=range(4)
)
def test_what_is_not_json_is_refused(folder: Path, content: bytes) -> None:
    assert "not JSON" in refusal(folder, content, format="json")


@pytest.mark.parametrize("content", [b'{"message": "quota"}', b"[]", b"7", b"null"])
def test_json_without_the_steps_is_refused(folder: Path, content: bytes) -> None:
    assert "no rows at [1]" in refusal(folder, content, format="json", rows=[1])


@pytest.mark.parametrize("content", [b"true", b"7", b'"rows"'])
def test_json_that_is_no_table_is_refused(folder: Path, content: bytes) -> None:
    assert "there are no rows at []" in refusal(folder, content, format="json")


@pytest.mark.parametrize("content", [rb'[{"a": "\ud800"}]', rb'[{"\ud800": 1}]'])
def test_json_that_is_no_text_is_refused(folder: Path, content: bytes) -> None:
    assert "half of a surrogate pair" in refusal(folder, content, format="json")


def test_json_with_a_column_for_each_row_is_refused(folder: Path) -> None:
    content = json.dumps([{f"k{row}": 1} for row in range(2000)]).encode()
    # One is the key.
    assert "2001 columns, more than the ceiling of 2000" in refusal(folder, content, format="json")


@pytest.mark.parametrize("content", [b"[]", b"{}", b"null", b'[{"pages": 1}, null]'])
def test_json_without_rows_is_under_the_floor(folder: Path, content: bytes) -> None:
    steps = [1] if b"pages" in content else []
    assert "0 rows" in refusal(folder, content, format="json", rows=steps)


LETTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
CELLS = st.text(st.sampled_from(',"\r\n ') | LETTERS, max_size=8)
NAMES = CELLS.map("a{}".format)  # so that it looks neither empty nor like a byte order mark
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(NAMES, min_size=width, max_size=width, unique=True),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5),
    )
)


@given(table=TABLES, quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_the_csv_module_writes_is_read_back_the_same(
    folder: Path, table: tuple[list[str], list[list[str]]], quoting: int
) -> None:
    header, rows = table
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting).writerows([header, *rows])
    found = read(folder, written.getvalue().encode())
    assert found.column_names == header
    assert [list(row.values()) for row in found.to_pylist()] == [
        [cell or None for cell in row] for row in rows
    ]
