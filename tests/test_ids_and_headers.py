"""An id that is used again, a second header, a key that is repeated: nothing is lost by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

MODEL = "llama-3.1-8b"


def reasons(*files: Path, built: Path) -> dict[str | None, int]:
    rows = carbondata.calls(
        list(files), area="FRA", year=2024, by=["model"], database=built
    ).to_pylist()
    return {row["reason"]: row["rows"] for row in rows}


def answer(created: int, tokens_in: int, tokens_out: int = 100) -> dict[str, Any]:
    usage = {"prompt_tokens": tokens_in, "completion_tokens": tokens_out}
    return {"id": "chatcmpl-7", "model": MODEL, "created": created, "usage": usage}


def test_answers_that_share_an_id_by_chance_are_calls_of_their_own(
    built: Path, tmp_path: Path
) -> None:
    # Ollama numbers its answers from 0 to 998, at random.
    rows = [answer(1709251200, 10), answer(1709251999, 10), answer(1709251999, 11)]
    # The last is written twice, as in files that overlap.
    log = tmp_path / "a.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in [*rows, rows[2]]))
    assert reasons(log, built=built) == {None: 3, "duplicate_call": 1}


def test_the_number_of_a_row_is_an_id_in_its_own_table_only(built: Path, tmp_path: Path) -> None:
    head = "call_id,model,time,tokens_in,tokens_out\n"
    january, february, again = (tmp_path / f"{name}.csv" for name in ("jan", "feb", "again"))
    january.write_text(head + "".join(f"{n},{MODEL},2024-01-09,10,{n}\n" for n in range(1, 6)))
    february.write_text(head + "".join(f"{n},{MODEL},2024-02-09,10,{n}\n" for n in range(1, 6)))
    assert reasons(january, february, built=built) == {None: 10}
    # A part of January, exported once more with a longer answer.
    again.write_text(head + f"2,{MODEL},2024-01-09,10,50\n")
    assert reasons(january, february, again, built=built) == {None: 10, "duplicate_call": 1}


@pytest.mark.parametrize(
    "second",
    ["model,time,tokens_out,tokens_in", 'tokens_in,"model",time,tokens_out', "user,Model,time,b"],
)
def test_calls_below_another_header_are_not_read_by_the_first(
    built: Path, tmp_path: Path, second: str
) -> None:
    head, row = "model,time,tokens_in,tokens_out", f"{MODEL},2024-03-01,10,100"
    log = tmp_path / "log.csv"
    log.write_text(f"{head}\n{row}\n{second}\n{row}\n")
    with pytest.raises(QueryError, match=r"log\.csv, line 3: another header, with other columns"):
        reasons(log, built=built)
    # The same header once more is a row that is told.
    log.write_text(f"{head}\n{row}\n{head}\n{row}\n")
    assert reasons(log, built=built) == {None: 2, "tokens_not_a_number": 1}


def test_nor_are_runs(built: Path, tmp_path: Path) -> None:
    head = "run_id,energy_kwh,pue,energy_scope,area_id,year"
    table = tmp_path / "runs.csv"
    rows = "a,100,1.5,server,FRA,2023\n"
    table.write_text(f"{head}\n{rows}run_id,pue,energy_kwh,energy_scope,area_id,year\n{rows}")
    with pytest.raises(QueryError, match=r"runs\.csv, line 3: another header"):
        carbondata.footprints(table, database=built)
    # Neither among many, which are read as one.
    for n in range(9):
        (tmp_path / f"{n}.csv").write_text(f"{head}\n{n}{rows}")
    found = carbondata.footprints(tmp_path, database=built).to_pylist()
    told = [row for row in found if row["reason"] == "file_not_of_runs"]
    assert len(found) == 10
    assert ["line 3: another header" in row["unread_text"] for row in told] == [True]
    table.write_text(f"{head}\n{rows}{head}\nb{rows}")
    again = carbondata.footprints(table, database=built).to_pylist()
    assert sorted(row["reason"] or "" for row in again) == ["", "", "energy_kwh_not_a_number"]


@pytest.mark.parametrize("files", [1, 9])
def test_a_report_that_repeats_a_key_is_not_read(built: Path, tmp_path: Path, files: int) -> None:
    measure = '[{"measurementMethod": "codecarbon", "powerConsumption": %s}]'
    for n in range(files):
        text = f'{{"header": {{"reportId": "{n}"}}, "task": {{}}, "measures": {measure % 1}'
        (tmp_path / f"{n}.json").write_text(f'{text}, "measures": {measure % 1000}}}')
    rows = carbondata.footprints(tmp_path, area="FRA", year=2023, database=built).to_pylist()
    assert [row["reason"] for row in rows] == ["row_unreadable"] * files


def test_nor_is_one_that_repeats_it_within_a_measure(built: Path, tmp_path: Path) -> None:
    measure = '{"measurementMethod": "codecarbon", "powerConsumption": 1, "powerConsumption": 1000}'
    file = tmp_path / "a.json"
    file.write_text(f'{{"header": {{}}, "task": {{}}, "measures": [{measure}]}}\n')
    (row,) = carbondata.footprints(file, area="FRA", year=2023, database=built).to_pylist()
    assert row["reason"] == "row_unreadable"


def test_a_long_line_that_begins_like_a_header_is_none(built: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    row = f"{MODEL},2024-03-01,10,100,x\n"
    text = f"model,{'y' * 200_000},10,100,x\n"
    log.write_text(f"model,time,tokens_in,tokens_out,text\n{row}{text}{row}x,2024-03-01,1,no,x\n")
    # The two rows of a studied model; the other two have their reasons.
    assert reasons(log, built=built)[None] == 2


@pytest.mark.parametrize("part", ["-3600000", "true", "NaN", '"1"', "1e999"])
def test_a_gpu_of_no_energy_is_no_sum(built: Path, tmp_path: Path, part: str) -> None:
    file = tmp_path / "results.json"
    energy = f'{{"0": {part}, "1": 7200000}}'
    file.write_text(
        '{"model_id": "m", "date": "20240301_120000", "completed": 1, '
        f'"entire_benchmark_measurement": {{"time": 9, "gpu_energy": {energy}}}}}'
    )
    (row,) = carbondata.footprints(file, area="FRA", year=2023, database=built).to_pylist()
    assert (row["energy_kwh"], row["reason"]) == (None, "energy_missing")


def test_a_sum_of_a_thousand_words_costs_no_other(built: Path, tmp_path: Path) -> None:
    result = {"model": MODEL, "input_tokens": 1, "output_tokens": 100, "num_model_requests": 1}
    odd = result | {f"word_{n}": "x" * 9 for n in range(20_000)}
    page = {"data": [{"start_time": 1709251200, "end_time": 1709337600, "results": [result, odd]}]}
    log = tmp_path / "a.json"
    log.write_text(json.dumps(page))
    assert reasons(log, built=built) == {None: 1, "row_unreadable": 1}


@pytest.mark.parametrize("time", ["202403011200", "20240301120000"])
def test_a_time_without_its_signs_is_no_count_of_seconds(
    built: Path, tmp_path: Path, time: str
) -> None:
    log = tmp_path / "a.csv"
    log.write_text(f"model,time,tokens_in,tokens_out\n{MODEL},{time},10,100\n")
    (row,) = carbondata.calls(log, area="FRA", database=built).to_pylist()
    assert (row["month"], row["reason"]) == (None, "time_unreadable")


SPAN = {
    "trace_id": "t", "span_id": "a", "start_time": "2024-03-01T00:00:00Z",
    "attributes": {"gen_ai.usage.input_tokens": 1, "gen_ai.usage.output_tokens": 100,
                   "gen_ai.request.model": MODEL, "gen_ai.operation.name": "chat"},
}  # fmt: skip
MESSAGE = {"id": "m", "model": MODEL, "usage": {"input_tokens": 1, "output_tokens": 100}}
LINE = {"sessionId": "s", "type": "assistant", "timestamp": "2024-03-01T00:00:00Z"}
INFO = {"last_token_usage": {"input_tokens": 1, "output_tokens": 100}}
EVENT = {"timestamp": "2024-03-01T00:00:00Z", "type": "event_msg"}


@pytest.mark.parametrize(
    ("call", "elsewhere", "none"),
    [
        (SPAN, {"span": SPAN}, {"name": "GET", "attributes": {"http.method": "GET"}}),
        (SPAN, SPAN | {"attributes": {"gen_ai": {"usage": {"output_tokens": 9}}}}, {"name": "x"}),
        (SPAN, {"attributes": {"llm.token_count.prompt": 9, "llm.model": "m"}}, {"name": "x"}),
        (LINE | {"message": MESSAGE}, MESSAGE, LINE | {"toolUseResult": MESSAGE}),
        (LINE | {"message": MESSAGE}, [LINE | {"message": MESSAGE}], LINE | {"message": {}}),
        (
            EVENT | {"payload": {"type": "token_count", "info": INFO}},
            EVENT | {"type": "token_count", "info": INFO},
            EVENT | {"payload": {"type": "token_count", "info": None}},
        ),
    ],
)
def test_each_log_tells_of_calls_that_it_lays_out_otherwise(
    built: Path, tmp_path: Path, call: object, elsewhere: object, none: object
) -> None:
    log = tmp_path / "a.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in (call, elsewhere, none)))
    told = reasons(log, built=built)
    model = {None, "model_missing"} & told.keys()
    assert told == {"tokens_elsewhere": 1} | dict.fromkeys(model, 1)
    assert len(model) == 1


LONG = "chatcmpl-9f8e7d6c5b4a39281706f5e4d3c2b1a0"


def test_of_a_stream_each_chunk_of_which_has_its_own_second_the_longest_counts(
    built: Path, tmp_path: Path
) -> None:
    chunks = [answer(1709287200 + n, 10, 100 * n) | {"id": LONG} for n in range(1, 11)]
    log = tmp_path / "a.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in chunks))
    out = tmp_path / "out.parquet"
    done = carbondata.calls([log], area="FRA", year=2024, database=built, out=out)
    assert (done.tokens_out, done.reasons) == (1000, {"duplicate_call": 9})


@pytest.mark.parametrize("created", ["1709287200", "1709287200.0", 1709287200.25])
def test_a_second_is_one_however_it_is_written(
    built: Path, tmp_path: Path, created: str | float
) -> None:
    rows = [answer(1709287200, 10), answer(1709287200, 10) | {"created": created}]
    log = tmp_path / "a.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert reasons(log, built=built) == {None: 1, "duplicate_call": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same moment, exported in two zones at the turn of a month.
        ("7,{},2024-02-29T23:30:00Z,10", "7,{},2024-03-01T00:30:00+01:00,10"),
        (
            "0190a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b,{},2024-03-01,10",
            "0190A2B3-C4D5-7E6F-8A9B-0C1D2E3F4A5B,{},,",
        ),
    ],
)
def test_of_one_call_in_two_exports_one_counts(
    built: Path, tmp_path: Path, one: str, other: str
) -> None:
    log = tmp_path / "a.csv"
    rows = "".join(f"{row.format(MODEL)},100\n" for row in (one, other))
    log.write_text(f"call_id,model,time,tokens_in,tokens_out\n{rows}")
    assert reasons(log, built=built) == {None: 1, "duplicate_call": 1}
