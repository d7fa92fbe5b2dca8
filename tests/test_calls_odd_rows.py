"""Odd rows of logs of calls cost themselves alone: times, names of counts, members of objects."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from carbondata import QueryError, calls

pytestmark = pytest.mark.slow

TIME = "2023-03-01T00:00:00Z"


@pytest.mark.parametrize("kind", [pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us", "UTC")])
def test_a_time_beyond_all_dates_is_that_of_one_row(kind: pa.DataType) -> None:
    times = pa.array([1677664800 * (1000 if kind.unit == "ms" else 1), 2**62], pa.int64())
    if kind.unit == "us":
        times = pa.array([1677664800 * 10**6, 2**63 - 2], pa.int64())
    columns = {"model": ["llama-3.1-8b"] * 2, "tokens_in": [1, 1], "tokens_out": [5, 5]}
    table = pa.table(columns).append_column("time", times.cast(kind))
    answer = calls(table, area="FRA", by="month")
    assert isinstance(answer, pa.Table)
    found = {row["month"]: row["energy_kwh_low"] for row in answer.to_pylist()}
    assert found["2023-03"] is not None
    assert answer["rows"].to_pylist() == [1, 1]


def test_a_log_without_times_has_rows_without_one(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"model": "llama-3.1-8b", "tokens_in": 1, "tokens_out": 5}\n')
    table = pa.table({"model": ["llama-3.1-8b"], "tokens_in": [1], "tokens_out": [5]})
    for logs in (log, table):
        for year, reason in ((None, "time_missing"), (2023, None)):
            answer = calls(logs, area="FRA", year=year)
            assert isinstance(answer, pa.Table)
            assert answer["reason"].to_pylist() == [reason]


@pytest.mark.parametrize("key", ['in"put', "*", "", "\\", "$", "a.b[0]", "~1/x", "x" * 10_000])
def test_a_count_may_be_called_anything(tmp_path: Path, key: str) -> None:
    one = {"type": "GENERATION", "startTime": TIME, "providedModelName": "llama-3.1-8b"}
    usual = one | {"id": "a", "usageDetails": {"input": 1, "output": 5}}
    # (Without its total, a count of unknown name would be one of tokens that are not known.)
    odd = one | {"id": "b", "usageDetails": {"input": 1, "output": 5, "total": 6, key: 3}}
    span = {
        "traceId": "t",
        "spanId": "s",
        "start_time": TIME,
        "attributes": {
            "gen_ai.request.model": "llama-3.1-8b",
            "gen_ai.usage.input_tokens": 1,
            "gen_ai.usage.output_tokens": 5,
            f"gen_ai.usage.{key}": 3,
        },
    }
    for objects, rows, out in (([usual, odd], 2, 10), ([span], 1, 5)):
        log = tmp_path / "log.jsonl"
        log.write_text("".join(f"{json.dumps(each)}\n" for each in objects))
        answer = calls(log, area="FRA")
        assert isinstance(answer, pa.Table)
        assert answer["rows"].to_pylist() == [rows]
        assert answer["tokens_out"].to_pylist() == [out]
        assert answer["reason"].to_pylist() == [None]


def test_what_is_no_object_where_one_belongs_is_that_of_one_row(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    usage = {"input_tokens": 1, "output_tokens": 5}
    model = {"type": "turn_context", "payload": {"model": "llama-3.1-8b"}}
    events = [
        {"type": "event_msg", "payload": {"type": "token_count", "info": info}}
        for info in ("x", {"last_token_usage": "{"}, {"last_token_usage": usage})
    ]
    lines = [
        line | {"timestamp": f"2023-03-01T00:00:0{at}Z"} for at, line in enumerate([model, *events])
    ]
    log.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    answer = calls(log, area="FRA", by="model")
    assert isinstance(answer, pa.Table)
    found = {row["reason"]: (row["rows"], row["tokens_out"]) for row in answer.to_pylist()}
    assert found[None] == (1, 5)
    assert sum(rows for rows, _ in found.values()) == 3


@pytest.mark.parametrize("value", ["inf", "nan", "-1", -1e308, 1e300])
def test_what_a_tool_wrote_that_is_no_amount_is_none(tmp_path: Path, value: object) -> None:
    impacts = {"energy": {"value": value}, "gwp": {"value": value}}
    usage = {"prompt_tokens": 1, "completion_tokens": 5}
    answer = {"id": "a", "model": "llama-3.1-8b", "created": 1677664800, "usage": usage}
    log = tmp_path / "log.jsonl"
    log.write_text(f"{json.dumps(answer | {'impacts': impacts})}\n")
    rows = calls(log, area="FRA")
    assert isinstance(rows, pa.Table)
    assert rows["reason"].to_pylist() == [None]
    assert rows["tool_energy_kwh_low"].to_pylist() == [None]
    assert rows["tool_emissions_t_high"].to_pylist() == [None]


def test_keys_that_are_no_texts_are_refused() -> None:
    for by in (5, ["model", 5]):
        with pytest.raises(QueryError, match="by must be texts in a list"):
            calls(pa.table({"model": ["m"], "tokens_out": [5]}), by=by)  # type: ignore[arg-type]


def test_sums_beyond_all_numbers_are_unknown() -> None:
    many = 10_000
    table = pa.table(
        {
            "model": ["llama-3.1-8b"] * many,
            "time": [TIME] * many,
            "tokens_in": [1] * many,
            "tokens_out": [9.9e14] * many,
        }
    )
    answer = calls(table, area="FRA")
    assert isinstance(answer, pa.Table)
    assert answer["rows"].to_pylist() == [many]
    assert answer["tokens_in"].to_pylist() == [many]
    assert answer["tokens_out"].to_pylist() == [None]


@pytest.mark.parametrize(
    "text",
    ["token_count", "resourceSpans", "parentUuid", 'set "gen_ai.usage.input_tokens"', ["gen_ai."]],
)
def test_what_a_user_writes_is_no_mark_of_a_tool(tmp_path: Path, text: str | list[str]) -> None:
    row = {"model": "gpt-4o", "time": "2024-05-01", "tokens_in": 10, "tokens_out": 100}
    log = tmp_path / "calls.jsonl"
    log.write_text("".join(json.dumps(row | {"prompt": said}) + "\n" for said in ("hi", text)))
    answer = calls(log, area="FRA")
    assert isinstance(answer, pa.Table)
    assert answer["rows"].to_pylist() == [2]


def test_a_blank_id_is_no_id_that_others_share(tmp_path: Path) -> None:
    row = {"model": "gpt-4o", "time": "2024-05-01", "tokens_in": 10, "tokens_out": 100}
    log = tmp_path / "calls.jsonl"
    log.write_text("".join(json.dumps(row | {"call_id": name}) + "\n" for name in ("", "", " ")))
    answer = calls(log, area="FRA")
    assert isinstance(answer, pa.Table)
    assert answer["rows"].to_pylist() == [3]


def test_a_span_of_thousands_of_attributes_costs_no_others(tmp_path: Path) -> None:
    told = {
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.output_tokens": 100,
    }
    odd = {f"gen_ai.usage.of_{number}": number for number in range(20_000)}
    log = tmp_path / "spans.jsonl"
    log.write_text(
        "".join(
            json.dumps(
                {
                    "name": "chat",
                    "context": {"trace_id": f"{number}", "span_id": "1"},
                    "start_time": TIME,
                    "attributes": told | more,
                }
            )
            + "\n"
            for number, more in enumerate(({}, odd, {}))
        )
    )
    answer = calls(log, area="FRA")
    assert isinstance(answer, pa.Table)
    assert answer["rows"].to_pylist() == [3]
