"""Bad rows of logs of calls: each has a reason or a clear error, and the counts add up."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from carbondata import QueryError, calls
from carbondata.model_calls.summary import CallsSummary

FINE = {
    "model": "llama-3.1-8b",
    "time": "2023-03-01T10:00:00Z",
    "tokens_in": "200",
    "tokens_out": "1000",
}
NAMES = (
    *("model", "time", "tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning"),
    *("total_tokens", "calls", "cost", "call_id", "user"),
)
# Cells that differ from those of a fine call, and the reason why it does not count then.
CELLS: list[tuple[dict[str, str], str | None]] = [
    ({}, None),
    ({"tokens_out": "-1"}, "tokens_negative"),
    ({"tokens_in": "-1"}, "tokens_negative"),
    ({"tokens_cached": "-1"}, "tokens_negative"),
    ({"tokens_out": ""}, "tokens_missing"),
    ({"tokens_in": ""}, None),  # the energy is of what comes out
    ({"tokens_out": "many"}, "tokens_not_a_number"),
    ({"tokens_out": "nan"}, "tokens_not_a_number"),
    ({"tokens_in": "inf"}, "tokens_not_a_number"),
    ({"tokens_out": "1e300"}, "tokens_impossible"),
    ({"tokens_out": "0"}, "no_output"),
    ({"tokens_cached": "201"}, "tokens_contradict"),
    ({"tokens_cached": "200"}, None),
    ({"tokens_reasoning": "1001"}, "tokens_contradict"),
    ({"total_tokens": "1200"}, None),
    ({"total_tokens": "1199"}, "tokens_contradict"),
    ({"tokens_in": "", "tokens_out": "", "total_tokens": "1200"}, "only_total_tokens"),
    ({"tokens_in": "", "tokens_out": "", "cost": "0.2"}, "cost_without_tokens"),
    ({"tokens_in": "", "tokens_out": "", "cost": "0"}, "tokens_missing"),
    ({"calls": "0"}, "calls_not_positive"),
    ({"calls": "-2"}, "calls_not_positive"),
    ({"calls": "few"}, "calls_not_a_number"),
    ({"model": ""}, "model_missing"),
    ({"time": ""}, "time_missing"),
    ({"time": "yesterday"}, "time_unreadable"),
    ({"time": "2023-13-01"}, "time_unreadable"),
    ({"time": "1677664800"}, None),  # seconds since 1970
    ({"time": "1677664800000"}, None),
    ({"time": "2023-3-1"}, None),
    ({"time": "2023-03"}, None),
    ({"time": "1900-01-01"}, "year_out_of_range"),
]


def log_of(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a log in the form that its name says."""
    if path.suffix == ".csv":
        lines = [",".join(row.get(name, "") for name in NAMES) for row in rows]
        path.write_text("\n".join([",".join(NAMES), *lines]) + "\n")
    elif path.suffix == ".jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    else:
        columns = {name: [row.get(name) or None for row in rows] for name in NAMES}
        schema = pa.schema([(name, pa.string()) for name in NAMES])
        parquet.write_table(pa.table(columns, schema), path)
    return path


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl", "log.parquet"])
def test_a_bad_cell_has_a_reason_in_every_form(tmp_path: Path, name: str) -> None:
    rows = [FINE | cells | {"user": str(at)} for at, (cells, _) in enumerate(CELLS)]
    answer = calls(log_of(tmp_path / name, rows), area="FRA", by="user")
    assert isinstance(answer, pa.Table)
    assert set(answer["rows"].to_pylist()) == {1}
    found = {int(row["user"]): row["reason"] for row in answer.to_pylist()}
    told = [(cells, found[at]) for at, (cells, _) in enumerate(CELLS)]
    assert told == CELLS


@pytest.mark.parametrize(
    ("kind", "time", "month", "zoneless"),
    [
        (pa.timestamp("us"), dt.datetime(2023, 3, 1), "2023-03", 1),  # noqa: DTZ001
        (pa.timestamp("us", "UTC"), dt.datetime(2023, 3, 1, tzinfo=dt.UTC), "2023-03", 0),
        (pa.timestamp("ns", "UTC"), dt.datetime(2023, 3, 1, tzinfo=dt.UTC), "2023-03", 0),
        (pa.timestamp("s"), dt.datetime(2023, 3, 1), "2023-03", 1),  # noqa: DTZ001
        (pa.date32(), dt.date(2023, 3, 1), "2023-03", 0),
        (pa.int64(), 1677664800, "2023-03", 0),
        (pa.float64(), 1677664800.5, "2023-03", 0),
        (pa.string(), "2023-03-01 10:00:00", "2023-03", 1),
        (pa.string(), "2023-03-01T10:00:00+02:00", "2023-03", 0),
    ],
)
def test_times_of_each_type(
    tmp_path: Path, kind: pa.DataType, time: object, month: str, zoneless: int
) -> None:
    table = pa.table({"model": ["llama-3.1-8b"], "tokens_in": [1], "tokens_out": [5]})
    table = table.append_column("time", pa.array([time], kind))
    summary = calls(table, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert [line["month"] for line in summary.lines] == [month]
    assert summary.rows_without_zone == zoneless
    assert summary.with_emissions == 1


@pytest.mark.parametrize("microseconds", [316_516_204_800_000_000, 2**63 - 1])
def test_a_time_beyond_all_calendars_cannot_be_read(microseconds: int) -> None:
    times = pa.array([microseconds], pa.int64()).cast(pa.timestamp("us"))
    table = pa.table(
        {"model": ["llama-3.1-8b"], "tokens_in": [1], "tokens_out": [5], "time": times}
    )
    answer = calls(table, area="FRA", by="user")
    assert answer["reason"].to_pylist() == ["time_unreadable"]


def test_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "model,time,tokens_in,tokens_out\n"
        "llama-3.1-8b,2023-03-01,1,5\n"
        "llama-3.1-8b,2023-03-01,1\n"
        "llama-3.1-8b,2023-03-01,1,5,9\n"
        '"llama-3.1-8b",2023-03-01,1,5\n'
    )
    summary = calls(log, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.with_energy) == (4, 2)
    assert summary.reasons == {"row_unreadable": 2}
    # A quote that nobody closes swallows two rows, until the next one ends it in vain.
    log.write_text(
        "model,time,tokens_in,tokens_out,user\n"
        "llama-3.1-8b,2023-03-01,1,5,ana\n"
        'llama-3.1-8b,2023-03-01,1,5,"bob\n'
        "llama-3.1-8b,2023-03-01,1,5,ana\n"
        'llama-3.1-8b,2023-03-01,1,5,"eve\nadams"\n'
        "llama-3.1-8b,2023-03-01,1,5,ana\n"
    )
    summary = calls(log, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.reasons) == (6, {"row_unreadable": 4})
    lines = tmp_path / "log.jsonl"
    lines.write_text(
        '{"model": "llama-3.1-8b", "time": "2023-03-01", "tokens_in": 1, "tokens_out": 5}\n'
        '[1, 2]\n\n{"model": "llama-3.1-8b", "time": "2023-03-01", "tokens_in": 1, "toke'
    )
    summary = calls(lines, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.reasons) == (3, {"row_unreadable": 2})


def test_a_json_that_is_cut_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "usage.json"
    path.write_text('{\n "data": [{"results": [{"uncached_input_tokens": 5,\n')
    with pytest.raises(QueryError, match=r"the calls cannot be worked out: .*usage\.json"):
        calls(path)


def test_a_call_with_the_same_id_counts_once_with_its_longest_answer() -> None:
    rows = [FINE | {"call_id": "a", "tokens_out": n} for n in ("10", "1000", "500")]
    answer = calls(pa.Table.from_pylist([*rows, FINE | {"call_id": None}]), area="FRA")
    assert isinstance(answer, pa.Table)
    found = {row["reason"]: (row["rows"], row["tokens_out"]) for row in answer.to_pylist()}
    assert found == {None: (2, 2000), "duplicate_call": (2, None)}


def test_a_stream_is_read_once_and_an_empty_log_is_no_error(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([FINE | {"call_id": "a"}, FINE | {"call_id": "a"}])
    answer = calls(rows.to_reader(), area="FRA")
    assert isinstance(answer, pa.Table)
    assert sorted(answer["reason"].to_pylist(), key=str) == [None, "duplicate_call"]
    log = tmp_path / "log.csv"
    log.write_text("model,time,tokens_out\n")
    summary = calls(log, tmp_path / "rows.csv")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.share, summary.lines) == (0, None, [])


def test_bytes_that_are_no_text_are_counted(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_bytes(
        b"model,time,tokens_in,tokens_out\nllama-3.1-8b,2023-03-01,1,5\n\xff\xfe,2023,1,5\n"
    )
    summary = calls(log, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.with_energy) == (2, 1)
    lines = tmp_path / "log.jsonl"
    fine = b'{"model": "llama-3.1-8b", "time": "2023-03-01", "tokens_in": 1, "tokens_out": 5}\n'
    lines.write_bytes(fine + fine.replace(b"llama", b"\xff\xfe") + fine)
    summary = calls(lines, tmp_path / "rows.csv", area="FRA")
    assert isinstance(summary, CallsSummary)
    assert (summary.rows, summary.with_energy) == (3, 2)


def test_an_unknown_place_of_all_is_an_error() -> None:
    with pytest.raises(QueryError, match="there is no area 'Atlantis'"):
        calls(pa.Table.from_pylist([FINE]), area="Atlantis")


def test_an_output_over_a_log_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("model,time,tokens_out\nllama-3.1-8b,2023-03-01,5\n")
    with pytest.raises(QueryError, match="is one of the logs; write the output elsewhere"):
        calls(log, log)


NUMBER = st.sampled_from(["", "0", "1", "7", "-3", "nan", "inf", "x", "1e400", "5.5", "=1", '""'])


@pytest.mark.slow
@settings(max_examples=10)
@given(st.lists(st.lists(NUMBER, min_size=7, max_size=7), min_size=1, max_size=40))
def test_whatever_the_numbers_every_row_is_counted(rows: list[list[str]]) -> None:
    columns = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning", "total_tokens")
    table = pa.table(
        {
            "model": ["llama-3.1-8b"] * len(rows),
            "time": ["2023-03-01"] * len(rows),
            **{
                name: [row[at] for row in rows]
                for at, name in enumerate((*columns, "calls", "cost"))
            },
        }
    )
    answer = calls(table, area="FRA")
    assert isinstance(answer, pa.Table)
    assert sum(answer["rows"].to_pylist()) == len(rows)
    for row in answer.to_pylist():
        assert (row["reason"] is None) == (row["emissions_t_high"] is not None)
        if row["reason"] is None:
            assert 0 < row["energy_kwh_low"] <= row["energy_kwh_high"] < 1e-3
