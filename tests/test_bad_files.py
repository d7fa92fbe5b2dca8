"""Files of runs as they should not be: each row told, or one clear refusal; the rest unharmed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet
from workshop import COMMAND, run

import carbondata
from carbondata import QueryError, footprints

pytestmark = pytest.mark.slow

HEADER = "run_id,energy_kwh,energy_scope,pue,area_id,year"
ROW = "a,100,server,1.2,FRA,2023"


def _csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def _reasons(path: Path, **options: Any) -> list[str]:  # noqa: ANN401
    return sorted(str(row["reason"]) for row in footprints(path, **options).to_pylist())


def test_every_row_of_a_spoilt_csv_is_in_the_output(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(
        "run_id,energy_kwh,energy_scope,pue,area_id,year,team\n"
        "a,100,server,1.2,FRA,2023,x\n"
        "b,lots,server,1.2,FRA,2023,x\n"
        "c,100,server,1.2,FRA,2023,x,one,too,many\n"
        "d,100,server,1.2,FRA,20x3,x\n"
        "e,100,ser"
    )
    out = tmp_path / "out.parquet"
    summary = footprints(path, out)
    assert (summary.rows, summary.worked_out) == (5, 1)
    rows = parquet.read_table(out).to_pylist()
    assert sorted((row["run_id"] or row["unread_text"], str(row["reason"])) for row in rows) == [
        ("a", "None"),
        ("b", "energy_kwh_not_a_number"),
        ("c,100,server,1.2,FRA,2023,x,one,too,many", "row_unreadable"),
        ("d", "year_not_a_number"),
        ("e,100,ser", "row_unreadable"),
    ]
    assert {row["team"] for row in rows} == {"x", None}


def test_an_endless_line_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("energy_kwh,energy_scope,area_id,year\n1,server,FRA,2023\n" + "9" * 5_000_000)
    with pytest.raises(QueryError, match="line 3: longer than a megabyte"):
        footprints(path)


def test_a_parquet_of_the_wrong_types_is_refused_by_its_column(tmp_path: Path) -> None:
    path = tmp_path / "runs.parquet"
    parquet.write_table(pa.table({"energy_kwh": [[1.0]], "area_id": ["FRA"]}), path)
    with pytest.raises(QueryError, match=r"column energy_kwh: DOUBLE\[\] cannot be read"):
        footprints(path)


def test_json_lines_that_are_no_json_are_told_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    good = '{"energy_kwh": 1.0, "energy_scope": "server", "area_id": "FRA", "year": 2023}'
    path.write_bytes(f"{good}\n[1]\n\n{good}\n{good[:30]}".encode() + b"\xff")
    rows = footprints(path).to_pylist()
    told = [(row["row"], row["unread_text"]) for row in rows if row["reason"] == "row_unreadable"]
    assert sorted(told) == [(2, "[1]"), (5, good[:30] + "\ufffd")]
    assert [row["energy_kwh"] for row in rows if row["reason"] is None] == [1.0, 1.0]


# The last is what a cast would take for 344.
QUOTED = ("100", '"200"', '"x"', '"3_44"')


def test_a_number_in_quotes_is_a_number_and_one_cell_of_text_harms_no_other(tmp_path: Path) -> None:
    rest = '"energy_scope": "server", "area_id": "FRA", "year": 2023}'
    path = tmp_path / "runs.jsonl"
    path.write_text("\n".join(f'{{"energy_kwh": {one}, {rest}' for one in QUOTED))
    rows = footprints(path).to_pylist()
    assert sorted((str(row["reason"]), row["counted_kwh"]) for row in rows) == [
        ("None", 100.0),
        ("None", 200.0),
        ("energy_kwh_not_a_number", None),
        ("energy_kwh_not_a_number", None),
    ]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(
    ("lines", "counts"),
    [([], (0, 0)), (["a,lots,server,,FRA,2023"], (1, 0)), ([ROW, "b,1,2,3"], (2, 1))],
)
def test_counts_add_up_whatever_is_written(
    tmp_path: Path, suffix: str, lines: list[str], counts: tuple[int, int]
) -> None:
    out = tmp_path / f"out.{suffix}"
    summary = footprints(_csv(tmp_path / "runs.csv", *lines), out)
    assert (summary.rows, summary.worked_out) == counts
    # 100 kWh x 1.2 x 53.26 g/kWh, or nothing
    assert sum(part.emissions_t for part in summary.parts) == pytest.approx(
        counts[1] * 0.0063912, rel=1e-12
    )
    read = {"csv": "read_csv", "jsonl": "read_json", "parquet": "read_parquet"}[suffix]
    assert duckdb.sql(f"SELECT count(*) FROM {read}('{out}')").fetchall() == [(counts[0],)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        # Without its clock: two workers must collect the same test.
        (gzip.compress(f"{HEADER}\n{ROW}\n".encode(), mtime=0), "is compressed; unpack it: gunzip"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "is in UTF-16; save it as UTF-8"),
        (b"\x7fELF\0\0\0", "is neither text nor Parquet"),
        (b"", "is empty"),
        (b"PAR1 and no more", "cannot be read; it may be truncated"),
        (b'[{"energy_kwh": 1.0},\n{"energ', "cannot be read; it may be truncated"),
        (b"[" * 9_000 + b"]" * 9_000, "cannot be read; .*maximum recursion depth"),
        (
            b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
            "cannot be read; .*exceeds maximum recursion depth",
        ),
        (",".join(map(str, range(20_000))).encode(), "has more than 1,000 columns; keep those of"),
    ],
    ids=["gzip", "utf-16", "elf", "empty", "cut-parquet", "cut-json", "deep", "deeper", "wide"],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "runs.any"
    path.write_bytes(content)
    with pytest.raises(QueryError, match=f"runs.any {said}"):
        footprints(path)


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a pipe"), (Path.mkdir, "a folder")])
def test_a_log_that_is_no_file_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None], kind: str
) -> None:
    make(tmp_path / "log.csv")
    with pytest.raises(QueryError, match=f"log.csv cannot be read: {kind}, where a file belongs"):
        carbondata.footprint(area="FRA", year=2023, power_log=tmp_path / "log.csv")


def test_runs_from_a_pipe_are_named_as_such(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "runs.csv")
    with pytest.raises(QueryError, match=r"a pipe.*; name a pipe as -"):
        footprints(tmp_path)


def test_spaces_around_the_cells_of_a_csv_mean_nothing(tmp_path: Path) -> None:
    path = _csv(tmp_path / "runs.csv", ROW.replace(",", " , "))
    assert _reasons(path) == ["None"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("1.4,2,2023-01-01", "None"),
        ("0.4,2,2023-01-01", "power_below_1_w"),
        ("2e9,2,2023-01-01", "power_above_1_gw"),
        ("500,0,2023-01-01", "duration_not_positive"),
        ("500,2,yesterday", "time_unreadable"),
    ],
)
def test_power_in_kilowatts_and_times_that_say_nothing(
    tmp_path: Path, cells: str, reason: str
) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(f"power_w,duration_h,start,energy_scope,area_id\n{cells},server,FRA\n")
    assert _reasons(path) == [reason]
    if reason == "time_unreadable":
        assert _reasons(path, year=2023) == ["None"]


def test_an_answer_is_not_counted_as_runs_the_next_day(tmp_path: Path) -> None:
    out = tmp_path / "answer.parquet"
    _csv(tmp_path / "runs.csv", ROW)
    footprints(tmp_path, out)
    with pytest.raises(QueryError, match="is one of the input files"):
        footprints(tmp_path, out)


def test_a_cut_record_of_a_tool_is_a_row_and_the_others_stand(tmp_path: Path) -> None:
    measure = '{"measurementMethod": "codecarbon", "powerConsumption": 2'
    report = '{"task": {}, "environment": {"country": "France"}, "measures": [' + measure
    (tmp_path / "a.json").write_text(report)
    whole = f'{report}, "measurementDateTime": "2023-05-01 00:00:00"}}]}}'
    (tmp_path / "b.json").write_text(whole)
    rows = footprints(tmp_path).to_pylist()
    told = sorted((str(r["reason"]), r["unread_text"], r["counted_kwh"]) for r in rows)
    assert told == [("None", None, 2.0), ("row_unreadable", report, None)]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("d.parquet", "is a folder"),
        ("none/d.parquet", "there is no such folder"),
        ("d.txt", "write to one"),
    ],
)
def test_where_nothing_can_be_written_is_said_before_anything_is_read(
    tmp_path: Path, out: str, said: str
) -> None:
    (tmp_path / "d.parquet").mkdir()
    with pytest.raises(QueryError, match=f"{out}:? {said}"):
        footprints(tmp_path / "not-there.csv", tmp_path / out)


def test_an_impossible_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="there is no year 99999999999999999999"):
        footprints(_csv(tmp_path / "runs.csv", ROW), year=99999999999999999999)


def test_what_duckdb_cannot_do_is_told_with_the_users_name(tmp_path: Path) -> None:
    path, out = tmp_path / "runs.parquet", tmp_path / "out.csv"
    parquet.write_table(pa.table({"energy_kwh": [1.0] * 1000}), path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"x" * 40 + whole[44:])
    for options in ({}, {"out": out}):
        with pytest.raises(QueryError) as refused:
            footprints(path, **options)
        assert "unfinished" not in str(refused.value)
        assert str(path) in str(refused.value)


def test_json_lines_have_null_for_what_is_no_number(tmp_path: Path) -> None:
    nan = float("nan")
    runs = {"energy_kwh": [nan], "energy_scope": ["server"], "area_id": ["FRA"], "year": [2023]}
    deep = [{"a": [nan, 2.0], "b c": {"d": nan, "e": "x"}}]
    table = pa.table({**runs, "lists": [[[1.0, float("inf")]]], "deep": deep, "whole": [1]})
    footprints(table, tmp_path / "out.jsonl")
    row = json.loads((tmp_path / "out.jsonl").read_text(), parse_constant=pytest.fail)
    assert (row["energy_kwh"], row["reason"]) == (None, "energy_impossible")
    assert (row["lists"], row["whole"]) == ([[1.0, None]], 1)
    assert row["deep"] == {"a": [None, 2.0], "b c": {"d": None, "e": "x"}}


def test_line_breaks_of_the_users_cells_are_written_and_summed_up(tmp_path: Path) -> None:
    runs = {"energy_kwh": [1.0] * 3, "energy_scope": ["server"] * 3, "area_id": ["FRA"] * 3,
            "year": [2023] * 3, "note": ['a "b"\n,c\n'] * 3}  # fmt: skip
    summary = footprints(pa.table(runs), tmp_path / "out.csv")
    assert (summary.rows, summary.worked_out) == (3, 3)


def test_standard_input_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(COMMAND), "footprint", "-"],
        input=f"{HEADER}\n{'9' * 3_000_000}",
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: standard input, line 2: longer than a megabyte")
    assert list(tmp_path.iterdir()) == []


def test_standard_input_that_is_cut_short_is_named_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(COMMAND), "footprint", "-"],
        input='[{"energy_kwh": 1.0},\n{"energ',
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "standard input cannot be read" in done.stderr
    assert str(tmp_path) not in done.stderr


def test_what_is_of_runs_is_refused_for_one_run() -> None:
    done = run("footprint", "--area", "FRA", "--out", "x.parquet", "--strict")
    assert done.returncode == 2
    assert "--out, --strict applies to RUNS" in done.stderr
