"""What a log of calls says late, twice, in parts or elsewhere: counted as it stands, or told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

MODEL = "llama-3.1-8b"


def call(**members: object) -> dict[str, Any]:
    row = {"model": MODEL, "time": "2024-03-01T10:00Z", "tokens_in": 10, "tokens_out": 100}
    return row | members


def lines(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def told(*paths: Path, built: Path) -> dict[str | None, tuple[int, int]]:
    rows = carbondata.calls(list(paths), area="FRA", year=2024, database=built).to_pylist()
    return {row["reason"]: (row["rows"], row["calls"]) for row in rows}


def test_a_member_that_only_late_objects_have_counts(built: Path, tmp_path: Path) -> None:
    early = [call()] * 12_000
    late = [call(call_id="a")] * 5
    log = lines(tmp_path / "ids.jsonl", [*early, *late])
    assert told(log, built=built) == {None: (12_001, 12_001), "duplicate_call": (4, 4)}
    log = lines(tmp_path / "sums.jsonl", [*early, call(calls=500)])
    assert told(log, built=built) == {None: (12_001, 12_500)}


@pytest.mark.parametrize("ids", ["", " ", "\t", "None", "nan", "NULL", "-"])
def test_a_word_for_no_id_is_none_and_hides_no_other(built: Path, tmp_path: Path, ids: str) -> None:
    log = lines(tmp_path / "a.jsonl", [call(call_id=ids), call(call_id=ids)])
    assert told(log, built=built) == {None: (2, 2)}
    blank = ids if not ids.strip() else ""
    log = lines(tmp_path / "b.jsonl", [call(call_id=blank, request_id="r")] * 3)
    assert told(log, built=built) == {None: (1, 1), "duplicate_call": (2, 2)}


@pytest.mark.parametrize("tokens", ["5.678", "1.000", "0.5", "12.345.678"])
def test_thousands_with_a_point_are_no_tokens(built: Path, tmp_path: Path, tokens: str) -> None:
    log = tmp_path / "german.csv"
    log.write_text(f"model;time;tokens_in;tokens_out\n{MODEL};2024-03-01T10:00Z;10;{tokens}\n")
    assert told(log, built=built) == {"tokens_not_a_number": (1, 1)}
    log.write_text(f"model;time;tokens_in;tokens_out\n{MODEL};2024-03-01T10:00Z;10;100.0\n")
    assert told(log, built=built) == {None: (1, 1)}


def test_two_columns_of_one_meaning_agree_or_it_is_told(built: Path, tmp_path: Path) -> None:
    rows = [call(completion_tokens=100), call(completion_tokens=9000), call(Tokens_Out=100)]
    log = lines(tmp_path / "a.jsonl", rows)
    assert told(log, built=built) == {None: (2, 2), "tokens_contradict": (1, 1)}


@pytest.mark.parametrize("head", ["tokens_out,tokens_out", "tokens_out,Tokens_Out"])
def test_two_columns_of_one_name_are_refused(built: Path, tmp_path: Path, head: str) -> None:
    log = tmp_path / "a.csv"
    log.write_text(f"model,time,tokens_in,{head}\n{MODEL},2024-03-01,10,100,9000\n")
    with pytest.raises(QueryError, match=r"okens_[oO]ut is the name of two columns; rename one"):
        told(log, built=built)
    log.write_text(f"area,year,energy_kwh,{head}\nFRA,2024,1,2,3\n")
    with pytest.raises(QueryError, match="is the name of two columns"):
        carbondata.footprints(str(log), database=built)
    text = json.dumps(call()).replace('"tokens_out": 100', '"tokens_out": 100, "tokens_out": 900')
    twice = tmp_path / "a.jsonl"
    twice.write_text(f"{text}\n")
    with pytest.raises(QueryError, match="tokens_out is the name of two columns"):
        told(twice, built=built)


def bucket(start: int, hours: int, **result: object) -> dict[str, Any]:
    of = {"object": "organization.usage.completions.result", "model": MODEL, "input_tokens": 10}
    of |= {"output_tokens": 100, "num_model_requests": 1, **result}
    return {
        "object": "bucket",
        "start_time": start,
        "end_time": start + hours * 3600,
        "results": [of],
    }


def page(path: Path, *buckets: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"object": "page", "data": buckets}))
    return path


def test_an_hour_of_a_day_that_is_there_too_is_no_other_sum(built: Path, tmp_path: Path) -> None:
    # 2024-03-01 00:00 UTC.
    day = page(tmp_path / "day.json", bucket(1709251200, 24))
    hours = page(tmp_path / "hours.json", *(bucket(1709251200 + 3600 * n, 1) for n in (0, 5)))
    assert told(day, hours, built=built) == {None: (1, 1), "duplicate_call": (2, 2)}
    # Of other projects they are others.
    other = page(tmp_path / "other.json", bucket(1709251200, 1, project_id="x"))
    assert told(day, other, built=built) == {None: (2, 2)}
    assert told(hours, built=built) == {None: (2, 2)}


def test_sums_that_differ_in_anything_they_say_are_others(built: Path, tmp_path: Path) -> None:
    ones = ({"project_id": "x", "user_id": None}, {"project_id": None, "user_id": "x"})
    log = page(tmp_path / "a.json", *(bucket(1709251200, 24, **one) for one in ones))
    assert told(log, built=built) == {None: (2, 2)}
    result = {"model": MODEL, "uncached_input_tokens": 10, "output_tokens": 100}
    results = [{**result, "speed": "fast"}, {**result, "speed": "standard"}]
    times = {"starting_at": "2024-03-01T00:00:00Z", "ending_at": "2024-03-02T00:00:00Z"}
    log = tmp_path / "b.json"
    log.write_text(json.dumps({"data": [{**times, "results": [*results, results[0]]}]}))
    assert told(log, built=built)[None][0] == 2


def span(own: str, parent: str) -> dict[str, Any]:
    attributes = {
        "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 100,
        "gen_ai.response.model": MODEL, "gen_ai.operation.name": "chat",
    }  # fmt: skip
    return {
        "name": "chat", "context": {"trace_id": "t", "span_id": own}, "parent_id": parent,
        "start_time": "2024-03-01T00:00:00Z", "attributes": attributes,
    }  # fmt: skip


@pytest.mark.parametrize("spans", [[("a", "a")], [("a", "b"), ("b", "a")]])
def test_a_span_above_itself_is_no_total(
    built: Path, tmp_path: Path, spans: list[tuple[str, str]]
) -> None:
    log = lines(tmp_path / "a.jsonl", [span(*one) for one in spans])
    assert told(log, built=built) == {None: (len(spans), len(spans))}


USAGE = {"prompt_tokens": 10, "completion_tokens": 100, "total_tokens": 110}
ANSWER = {"id": "x", "model": MODEL, "created": 1709251200, "usage": USAGE}


def test_the_answers_of_a_batch_are_calls(built: Path, tmp_path: Path) -> None:
    rows = [{"custom_id": "c", "response": {"status_code": 200, "body": ANSWER}}]
    assert told(lines(tmp_path / "a.jsonl", rows), built=built) == {None: (1, 1)}


@pytest.mark.parametrize(
    "log",
    [
        {"resource_spans": [{"scope_spans": [{"spans": [span("a", "")]}]}]},
        {"batches": [{"scopeSpans": [{"spans": [span("a", "")]}]}]},
        {"object": "list", "answers": [ANSWER]},
        {"pages": [{"data": [bucket(1709251200, 24)]}]},
    ],
)
def test_calls_that_lie_elsewhere_are_refused_and_not_none(
    built: Path, tmp_path: Path, log: dict[str, Any]
) -> None:
    file = tmp_path / "log.json"
    file.write_text(json.dumps(log))
    with pytest.raises(QueryError, match=r"no call was found where that has them; --formats"):
        told(file, built=built)
    # In a folder it is passed over, and named.
    lines(tmp_path / "calls.jsonl", [call()])
    done = carbondata.calls(
        tmp_path, area="FRA", year=2024, database=built, out=tmp_path / "o.parquet"
    )
    assert "log.json" in str(done)


def test_a_row_of_a_thousand_counts_costs_no_other(built: Path, tmp_path: Path) -> None:
    row = {"id": "1", "type": "GENERATION", "startTime": "2024-03-01T00:00:00Z", "model": MODEL}
    good = row | {"id": "2", "usageDetails": {"input": 10, "output": 100}}
    many = row | {"usageDetails": {f"input_{n}": 1 for n in range(20_000)}}
    log = lines(tmp_path / "a.jsonl", [many, good])
    assert told(log, built=built) == {None: (1, 1), "row_unreadable": (1, 1)}


def usage_of_openai(start: float, tokens: int, calls: int) -> dict[str, Any]:
    result = {"model": MODEL, "input_tokens": 1, "output_tokens": tokens}
    result |= {"object": "organization.usage.completions.result", "num_model_requests": calls}
    return {"data": [{"start_time": start, "end_time": 1709337600, "results": [result]}]}


def usage_of_anthropic(start: str, tokens: int) -> dict[str, Any]:
    result = {"model": MODEL, "uncached_input_tokens": 1, "output_tokens": tokens}
    ends = "2024-03-02T00:00:00Z"
    return {"data": [{"starting_at": start, "ending_at": ends, "results": [result]}]}


@pytest.mark.parametrize(
    ("noon", "full"),
    [
        (usage_of_openai(1709251200, 100, 1), usage_of_openai(1709251200.0, 900, 9)),
        (
            usage_of_anthropic("2024-03-01T00:00:00Z", 100),
            usage_of_anthropic("2024-03-01T01:00:00+01:00", 900),
        ),
    ],
)
def test_of_one_bucket_exported_twice_the_fuller_counts(
    built: Path, tmp_path: Path, noon: dict[str, Any], full: dict[str, Any]
) -> None:
    for name, first, second in (("a", noon, full), ("b", full, noon)):
        folder = tmp_path / name
        folder.mkdir()
        lines(folder / "1.json", [first])
        lines(folder / "2.json", [second])
        out = tmp_path / f"{name}.parquet"
        done = carbondata.calls(folder, area="FRA", year=2024, database=built, out=out)
        assert (done.rows, done.tokens_out, done.reasons["duplicate_call"]) == (2, 900, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "response.completed", "response": {"model": MODEL, "usage": {"output_tokens": 9}}},
        {"request": {"max_tokens": 5}, "response": ANSWER},
        [ANSWER, ANSWER],
        {"id": "x", "model": MODEL, "Usage": USAGE},
    ],
)
def test_a_call_laid_out_otherwise_than_its_log_is_told(
    built: Path, tmp_path: Path, other: object
) -> None:
    said = {"role": "user", "content": 'count {"prompt_tokens": 5}', "max_tokens": 512}
    log = lines(tmp_path / "a.jsonl", [ANSWER, other, said])
    assert told(log, built=built) == {None: (1, 1), "tokens_elsewhere": (1, 1)}


@pytest.mark.parametrize(
    "other",
    [
        {
            "modelVersion": MODEL,
            "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 9},
        },
        {"model": MODEL, "prompt_eval_count": 10, "eval_count": 100_000},
        {"model": MODEL, "content": "x", "tokens_predicted": 9},
        {"generated_text": "x", "details": {"finish_reason": "length", "generated_tokens": 9}},
        {"output": {"outputTokenCount": 9}},
        {"model": MODEL, "metrics": {"output_token_count": "9"}},
        {"model": MODEL, "tokens_in": 10, "tokens_out": 100_000},
        {"model": MODEL, "meta": {"tokens": {"output": 9}}},
        {"response": json.dumps({"model": MODEL, "usage": USAGE})},
    ],
)
def test_an_answer_of_another_provider_is_told(
    built: Path, tmp_path: Path, other: dict[str, Any]
) -> None:
    asked = {"model": MODEL, "messages": [], "maxOutputTokens": 512, "thinking_budget_tokens": 9}
    log = lines(tmp_path / "a.jsonl", [ANSWER, other, asked])
    assert told(log, built=built) == {None: (1, 1), "tokens_elsewhere": (1, 1)}


def codex(session: str, model: str, total: int, forked_from: str | None = None) -> list[Any]:
    """Return a session of two calls, of ten tokens each, from a total on."""

    def event(minute: int, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {"timestamp": f"2024-03-01T10:0{minute}:00Z", "type": kind, "payload": payload}

    counts = [
        {"input_tokens": total + 10 * n, "output_tokens": total + 10 * n, "cached_input_tokens": 0}
        for n in range(1, 3)
    ]
    meta = {"id": session} | ({"forked_from_id": forked_from} if forked_from else {})
    last = {"input_tokens": 10, "output_tokens": 10}
    return [
        event(0, "session_meta", meta),
        event(0, "turn_context", {"model": model}),
        *(
            event(
                n,
                "event_msg",
                {
                    "type": "token_count",
                    "info": {"total_token_usage": count, "last_token_usage": last},
                },
            )
            for n, count in enumerate(counts, 1)
        ),
    ]


def test_of_sessions_joined_in_one_file_no_call_is_whose(built: Path, tmp_path: Path) -> None:
    first, second = codex("a", MODEL, 0), codex("b", "gpt-5-codex", 0)
    joined = lines(tmp_path / "all.jsonl", [*first, *second])
    assert told(joined, built=built) == {"sessions_joined": (4, 4)}
    # In files of their own each has its model.
    apart = tmp_path / "apart"
    apart.mkdir()
    lines(apart / "a.jsonl", first)
    lines(apart / "b.jsonl", second)
    assert told(apart, built=built) == {None: (2, 2), "no_study": (2, 2)}


def test_a_session_that_goes_on_from_another_repeats_it(built: Path, tmp_path: Path) -> None:
    parent, child = codex("a", MODEL, 0), codex("b", MODEL, 20, forked_from="a")
    folder = tmp_path / "sessions"
    folder.mkdir()
    lines(folder / "a.jsonl", parent)
    # The fork has its own head first, then all of its parent, then what is new.
    lines(folder / "b.jsonl", [child[0], *parent, *child[1:]])
    assert told(folder, built=built) == {None: (4, 4), "duplicate_call": (2, 2)}


def span_of(
    own: str, above: str | None, tokens: tuple[int, int] | None, name: str
) -> dict[str, Any]:
    used = dict(
        zip(("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"), tokens or (), strict=False)
    )
    return {
        "name": name,
        "context": {"trace_id": "0xa1", "span_id": own},
        "parent_id": above,
        "start_time": "2024-03-01T10:00:00Z",
        "attributes": {"gen_ai.request.model": MODEL, **used} if tokens else {"http.url": "x"},
    }


@pytest.mark.parametrize(
    "spans",
    [
        # The framework counts no cached tokens, the provider does.
        [
            span_of("0xb1", None, (10, 100), "chat"),
            span_of("0xb2", "0xb1", (12, 100), "openai.chat"),
        ],
        # A chain and a request stand between the two.
        [
            span_of("0xb1", None, (10, 100), "chat"),
            span_of("0xb2", "0xb1", None, "chain"),
            span_of("0xb3", "0xb2", None, "POST"),
            span_of("0xb4", "0xB3", (10, 100), "openai.chat"),
        ],
    ],
)
def test_a_call_within_the_span_of_its_framework_counts_once(
    built: Path, tmp_path: Path, spans: list[Any]
) -> None:
    assert told(lines(tmp_path / "a.jsonl", spans), built=built) == {
        None: (1, 1),
        "total_of_calls": (1, 1),
    }


def test_spans_that_are_each_others_parents_are_no_totals(built: Path, tmp_path: Path) -> None:
    spans = [
        span_of("0xb1", "0xb3", (10, 100), "chat"),
        span_of("0xb2", "0xb3", None, "chain"),
        span_of("0xb3", "0xb2", None, "chain"),
    ]
    assert told(lines(tmp_path / "a.jsonl", spans), built=built) == {None: (1, 1)}


def test_tokens_of_langfuse_that_neither_go_in_nor_come_out_are_told(
    built: Path, tmp_path: Path
) -> None:
    rows = [
        {
            "id": name,
            "traceId": "t",
            "type": "GENERATION",
            "startTime": "2024-03-01T10:00:00Z",
            "model": MODEL,
            "usageDetails": {"input": 10, "output": 100} | more,
        }
        for name, more in (("a", {}), ("b", {"thinking": 99_999}), ("c", {"total": 110}))
    ]
    log = lines(tmp_path / "a.jsonl", rows)
    assert told(log, built=built) == {None: (2, 2), "tokens_elsewhere": (1, 1)}


def test_a_line_without_the_id_of_its_message_is_told_apart_by_its_own(
    built: Path, tmp_path: Path
) -> None:
    line = {
        "sessionId": "s",
        "type": "assistant",
        "timestamp": "2024-03-01T10:00:00Z",
        "message": {"id": None, "model": MODEL, "usage": {"input_tokens": 1, "output_tokens": 70}},
    }
    log = lines(tmp_path / "a.jsonl", [line | {"uuid": "u"}, line | {"uuid": "u"}])
    assert told(log, built=built) == {None: (1, 1), "duplicate_call": (1, 1)}


def test_a_row_that_adds_up_the_others_is_no_call(built: Path, tmp_path: Path) -> None:
    log = tmp_path / "days.csv"
    rows = "".join(f"2024-03-0{n},{MODEL},50,100,200\n" for n in (1, 2, 3))
    log.write_text(f"date,model,requests,input_tokens,output_tokens\n{rows}Total,,150,300,600\n")
    # Three days of fifty requests each.
    assert told(log, built=built) == {None: (3, 150), "total_of_calls": (1, 150)}


@pytest.mark.parametrize("called", ["Total", "Grand total", "TOTAL (2 days)", "Total général"])
def test_so_is_one_whose_time_says_so_whatever_the_year(
    built: Path, tmp_path: Path, called: str
) -> None:
    log = tmp_path / "days.csv"
    log.write_text(
        "date,model,tokens_in,tokens_out,count\n"
        f"2024-01-01,{MODEL},10,100,5\n2024-01-02,{MODEL},10,100,5\n{called},{MODEL},20,200,10\n"
    )
    assert told(log, built=built) == {None: (2, 10), "total_of_calls": (1, 10)}
