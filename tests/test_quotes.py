"""Quotes in a CSV of runs: breaks inside them are of the cell, and a stray one hides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbondata import QueryError, footprints
from carbondata.runs.summary import Summary

pytestmark = pytest.mark.slow

HEADER = "energy_kwh,energy_scope,area_id,year,note\n"
ROW = "10,server,FRA,2023,fine\n"


def _lost(path: Path) -> list[tuple[int, str, str]]:
    rows = footprints(path).to_pylist()
    return [(r["row"], r["reason"], r["unread_text"]) for r in rows if r.get("unread_text")]


def test_breaks_inside_quotes_lose_no_row_and_make_none(tmp_path: Path) -> None:
    """DuckDB divides a file of more than 8 MB among its threads."""
    cell = '"a\n10,server,FRA,2023,b\n10,server,FRA,2023,c\n"'
    path = tmp_path / "runs.csv"
    path.write_text(HEADER + f"10,server,FRA,2023,{cell}\n" * 200_000)
    summary = footprints(path, tmp_path / "out.parquet")
    assert isinstance(summary, Summary)
    assert (summary.rows, summary.worked_out) == (200_000, 200_000)


@pytest.mark.parametrize("rows", [0, 3, 120_000])
def test_a_quote_that_is_never_closed_is_refused_by_its_line(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(HEADER + ROW * 5 + '10,server,FRA,2023,"unclosed\n' + ROW * rows)
    with pytest.raises(QueryError, match=r"runs\.csv, line 7: a quote is never closed"):
        footprints(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_of_several_lines_says_how_many(tmp_path: Path, end: str) -> None:
    path = tmp_path / "runs.csv"
    good = '10,server,FRA,2023,"a\nb"\n'
    stray = '10,server,FRA,2023,"a\n' + ROW * 2 + '10,server,FRA,2023,"b"\n'
    text = HEADER + good + "1,2\n" + stray + ROW
    path.write_bytes(text.replace("\n", end).encode())
    told = f"4 lines: {stray.strip()}".replace("\n", end)
    assert _lost(path) == [
        (4, "row_unreadable", "1,2"),
        (5, "lines_unreadable", told),
    ]
    assert len(footprints(path).to_pylist()) == 4


@pytest.mark.parametrize("cell", ['a"b', '"x,"""', '"a""b"', ' "a"'])
def test_quotes_that_open_nothing_are_left_alone(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(HEADER + f"10,server,FRA,2023,{cell}\n" + ROW)
    assert len(footprints(path).to_pylist()) == 2


def test_lines_that_end_in_different_ways_are_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_bytes((HEADER + ROW.replace("\n", "\r\n") * 3).encode())
    with pytest.raises(QueryError, match=r"runs\.csv cannot be read.*line endings differ: tr -d"):
        footprints(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_array_of_an_object_a_line_is_no_json_lines(tmp_path: Path, mark: str) -> None:
    one = '{"energy_kwh": 10, "energy_scope": "server", "area_id": "FRA", "year": 2023}'
    path = tmp_path / "runs.json"
    path.write_text(f"{mark}[\n{one},\n{one},\n{one}\n]\n", encoding="utf-8")
    assert [row["reason"] for row in footprints(path).to_pylist()] == [None] * 3


def test_json_lines_may_begin_with_a_mark(tmp_path: Path) -> None:
    one = '{"energy_kwh": 10, "energy_scope": "server", "area_id": "FRA", "year": 2023}\n'
    path = tmp_path / "runs.jsonl"
    path.write_text(f"\ufeff{one}{one}", encoding="utf-8")
    assert [row["reason"] for row in footprints(path).to_pylist()] == [None] * 2


def test_a_pattern_in_the_name_of_a_file_is_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "runs1.csv").write_text(HEADER + ROW * 2)
    (tmp_path / "runs[1].csv").write_text(HEADER + ROW)
    assert len(footprints(tmp_path / "runs[1].csv").to_pylist()) == 1


def test_quotes_that_can_be_read_in_two_ways_are_refused(tmp_path: Path) -> None:
    """DuckDB goes on within quotes behind a stray one, and leaves out rows without a word."""
    path = tmp_path / "runs.csv"
    path.write_text(HEADER + '10,server,FRA,2023,"a"b,"c\nd"\n' + ROW * 3)
    with pytest.raises(QueryError, match=r"runs\.csv, line 2: its quotes do not pair up"):
        footprints(path)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_have_cells_of_several_lines_as_well(
    tmp_path: Path, delimiter: str
) -> None:
    path = tmp_path / "runs.csv"
    text = HEADER + '10,server,FRA,2023,"a\n10,b"\n1,2\n' + ROW
    path.write_text(text.replace(",", delimiter))
    reasons = [row["reason"] for row in footprints(path).to_pylist()]
    assert sorted(map(str, reasons)) == ["None", "None", "row_unreadable"]
    assert [line for line, *_ in _lost(path)] == [4]


def test_a_bad_row_at_the_end_hides_none_before_it(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(HEADER + ROW * 2 + '10,server,FRA,2023,"a "quoted" word"')
    assert _lost(path) == [(4, "row_unreadable", '10,server,FRA,2023,"a "quoted" word"')]
    assert len(footprints(path).to_pylist()) == 3


def test_a_line_that_is_no_text_hides_no_break_within_quotes(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    text = HEADER.replace("note", '"no\nte"') + '10,server,FRA,2023,"\u00e9\nb"\n' + ROW
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("latin-1"))
    (lost,) = _lost(path)
    assert lost[:2] == (3, "lines_unreadable")
    assert len(footprints(path).to_pylist()) == 2
