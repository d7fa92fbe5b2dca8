"""Each kind of log goes through: what is a call in it, how many tokens, and what is left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import CHECKOUT

from carbondata import QueryError, calls
from carbondata.model_calls.formats import FORMATS, call_formats
from carbondata.model_calls.summary import CallsSummary, calls_text

pytestmark = pytest.mark.slow

LOGS = CHECKOUT / "tests" / "calls"
NAMES = sorted(path.name for path in LOGS.iterdir())
TOKENS = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning")


def by_model(path: Path | str, **options: Any) -> dict[tuple[str | None, str | None], Any]:  # noqa: ANN401
    """Return the rows of a log by model and reason."""
    answer = calls(path, by="model,month,user", **options)
    assert isinstance(answer, pa.Table)
    rows = answer.to_pylist()
    found = {(row["model"], row["reason"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def tokens(row: dict[str, Any]) -> tuple[int | None, ...]:
    """Return the tokens of a row: in, of these cached, out, of these for reasoning."""
    return tuple(row[name] for name in TOKENS)


def test_litellm() -> None:
    llama = "together_ai/meta-llama/Meta-Llama-3.1-70B-Instruct"
    rows = by_model(LOGS / "litellm.csv", area="USA")
    assert {key: row["rows"] for key, row in rows.items()} == {
        (llama, None): 1,
        (llama, "answered_from_cache"): 1,
        (llama, "no_output"): 1,  # a call that failed
        ("gpt-4o-2024-08-06", "prompt_length_unstated"): 1,
        ("gpt-4o-2024-08-06", "duplicate_call"): 1,
    }
    row = rows[llama, None]
    assert tokens(row) == (200, 50, 1000, 10)
    assert (row["month"], row["user"]) == ("2024-05", "ana")
    # 52.41 and 103.65 Wh a million tokens out.
    assert row["energy_kwh_low"] == pytest.approx(5.241e-5)
    assert row["energy_kwh_high"] == pytest.approx(1.0365e-4)
    assert rows["gpt-4o-2024-08-06", "prompt_length_unstated"]["user"] == "cleo"


def test_langfuse() -> None:
    summary = calls(LOGS / "langfuse.jsonl", by="model,month,user", out=None)
    assert isinstance(summary, pa.Table)
    rows = {(row["user"], row["reason"]): row for row in summary.to_pylist()}
    # Of one generation 300 + 100 went in, 40 + 60 came out: parts add up to the total of 500.
    assert tokens(rows["ana", "area_missing"]) == (400, 100, 100, 60)
    # Cached tokens beside a total that does not have them: nobody knows which is right.
    assert rows[None, "tokens_contradict"]["rows"] == 1
    # An agent has the tokens of its two generations together; the span has none.
    assert rows[None, "total_of_calls"]["rows"] == 1
    assert tokens(rows[None, "area_missing"]) == (10, None, 200, None)
    assert sum(row["rows"] for row in rows.values()) == 5


def test_opentelemetry() -> None:
    rows = by_model(LOGS / "otel.jsonl")
    gemma = "google/gemma-3-27b-it"  # of the response, not as it was asked for
    assert {key: row["rows"] for key, row in rows.items()} == {
        (gemma, "area_missing"): 2,
        (gemma, "total_of_calls"): 1,
        (gemma, "duplicate_call"): 1,
        (None, "row_unreadable"): 1,
    }
    assert tokens(rows[gemma, "area_missing"]) == (150, 40, 300, 20)
    assert rows[gemma, "area_missing"]["month"] == "2024-05"
    printed = by_model(LOGS / "otel_printed.jsonl")
    assert tokens(printed["gpt-4o", "prompt_length_unstated"]) == (100, None, 200, None)


def spans(*rows: tuple[str, str, str, int]) -> str:
    """Write spans of one trace: id, parent, operation, tokens out."""
    return "".join(
        json.dumps(
            {
                "name": operation,
                "context": {"trace_id": "0xaa", "span_id": own},
                "parent_id": parent or None,
                "start_time": "2024-05-01T10:00:00.000000Z",
                "attributes": {
                    "gen_ai.operation.name": operation,
                    "gen_ai.request.model": "llama-3.1-8b",
                    "gen_ai.usage.input_tokens": 10,
                    "gen_ai.usage.output_tokens": out,
                },
            }
        )
        + "\n"
        for own, parent, operation, out in rows
    )


@pytest.mark.parametrize(
    ("rows", "tokens_out", "totals"),
    [
        # An agent far above its calls; the same with more tokens than they have; one alone.
        ([("1", "", "invoke_agent", 7), ("2", "x", "chat", 3), ("3", "x", "chat", 4)], 7, 1),
        ([("1", "", "invoke_agent", 9), ("2", "x", "chat", 3), ("3", "x", "chat", 4)], 16, 0),
        ([("1", "", "invoke_agent", 7)], 7, 0),
        # A library's span around that of another: the same call. A call within a call is another.
        ([("1", "", "chat", 5), ("2", "1", "chat", 5)], 5, 1),
        ([("1", "", "chat", 5), ("2", "1", "chat", 3)], 8, 0),
    ],
)
def test_a_total_and_its_parts(
    tmp_path: Path, rows: list[tuple[str, str, str, int]], tokens_out: int, totals: int
) -> None:
    log = tmp_path / "spans.jsonl"
    log.write_text(spans(*rows))
    summary = calls(log, tmp_path / "rows.csv")
    assert isinstance(summary, CallsSummary)
    assert (summary.tokens_out, summary.reasons.get("total_of_calls", 0)) == (tokens_out, totals)
    assert summary.rows == len(rows)


def test_openai() -> None:
    rows = by_model(LOGS / "openai.json")
    row = rows["gpt-4o-2024-08-06", "prompt_length_unstated"]
    assert (row["calls"], row["user"], row["month"]) == (5, "user-1", "2024-05")
    assert tokens(row) == (1000, 800, 500, None)
    # An export that is not grouped by model does not name one.
    assert rows[None, "model_missing"]["calls"] == 3
    asked = by_model(
        LOGS / "openai.json", proxy={"gpt-4o": "epoch-2025-chatgpt/chatgpt-prompt"}, area="USA"
    )
    assert asked["gpt-4o-2024-08-06", None]["energy_kwh_low"] == pytest.approx(5 * 0.0003)


@pytest.mark.parametrize("name", ["anthropic.json", "anthropic.csv"])
def test_anthropic(name: str) -> None:
    claude = "claude-sonnet-4-20250514"
    row = by_model(LOGS / name)[claude, "no_study"]
    # 1500 fresh, 1500 written to the cache, 200 read from it.
    assert tokens(row) == (3200, 200, 500, None)
    assert (row["rows"], row["calls"], row["month"]) == (1, None, "2025-08")
    proxy = {claude: "elsworth-2025/gemini-prompt"}
    assert (claude, "calls_unknown") in by_model(LOGS / name, proxy=proxy)
    by_token = by_model(LOGS / name, proxy={claude: "llama-3.1-8b"}, area="USA", year=2024)
    assert by_token[claude, None]["energy_kwh_high"] == pytest.approx(500 * 19.5e-9)


def test_claude_code() -> None:
    rows = by_model(LOGS / "claude_code.jsonl")
    opus = "claude-opus-4-6"
    assert {key: row["rows"] for key, row in rows.items()} == {
        (opus, "no_study"): 1,
        (opus, "duplicate_call"): 1,  # the same message, while it was written
        (None, "row_unreadable"): 1,  # cut in the middle
    }
    assert tokens(rows[opus, "no_study"]) == (3010, 1000, 42, None)


def test_codex() -> None:
    rows = by_model(LOGS / "codex.jsonl")
    assert {key: row["rows"] for key, row in rows.items()} == {
        ("gpt-5.2-codex", "no_study"): 1,
        ("gpt-5.2-codex", "duplicate_call"): 1,
        ("openai/gpt-oss", "no_study"): 1,
    }
    assert tokens(rows["gpt-5.2-codex", "no_study"]) == (1000, 600, 70, 30)
    # Where only totals are written, what they grew by: 1800 - 1000, 1100 - 600, 110 - 70.
    assert tokens(rows["openai/gpt-oss", "no_study"]) == (800, 500, 40, None)


def test_ecologits_own_figures_stand_beside(tmp_path: Path) -> None:
    # Written by EcoLogits 0.11.3 for these calls.
    rows = by_model(LOGS / "ecologits.jsonl", area="USA")
    row = rows["meta-llama/Meta-Llama-3.1-8B-Instruct", None]
    assert row["tool_energy_kwh_low"] == pytest.approx(3.8773e-5, rel=1e-4)
    assert row["tool_emissions_t_high"] == pytest.approx(1.8843e-8, rel=1e-4)
    assert row["energy_kwh_high"] == pytest.approx(500 * 19.5e-9)
    summary = calls(LOGS / "ecologits.jsonl", tmp_path / "rows.csv", area="USA")
    assert isinstance(summary, CallsSummary)
    theirs = summary.theirs
    assert theirs is not None
    assert (theirs.rows, theirs.rows_of_ours) == (4, 3)
    lines = [json.loads(line) for line in (LOGS / "ecologits.jsonl").read_text().splitlines()]
    assert theirs.tool_energy_kwh_high == pytest.approx(
        sum(line["impacts"]["energy"]["value"]["max"] for line in lines)
    )
    # 500, 400 and 600 tokens at 19.5, 103.65 and 572.94 Wh a million.
    assert theirs.energy_kwh_high == pytest.approx(
        500 * 19.5e-9 + 400 * 103.65e-9 + 600 * 572.94e-9
    )
    # The American grid of EcoLogits, 384 g/kWh, comes out of its own use and electricity.
    assert theirs.tool_g_per_kwh == pytest.approx(384.4, rel=1e-3)
    assert "EcoLogits' own figures for 4 rows" in calls_text(summary)


@pytest.mark.parametrize("name", NAMES)
def test_every_log_says_the_same_alone_and_beside_the_others(name: str, tmp_path: Path) -> None:
    alone = calls(LOGS / name, tmp_path / "rows.csv")
    assert isinstance(alone, CallsSummary)
    shutil.copy(LOGS / name, tmp_path / name)
    again = calls([LOGS / name, tmp_path / name], tmp_path / "rows.csv")
    assert isinstance(again, CallsSummary)
    # A copy of a file changes nothing but the number of rows.
    assert again.rows >= 2 * alone.rows - alone.reasons.get("row_unreadable", 0)
    assert again.with_energy == alone.with_energy
    assert (again.tokens_in, again.tokens_out) == (alone.tokens_in, alone.tokens_out)
    assert alone.rows == alone.with_energy + sum(
        n for reason, n in alone.reasons.items() if reason != "area_missing"
    )


@pytest.mark.slow
def test_a_folder_of_all_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    shutil.copytree(LOGS, folder)
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    summary = calls(folder, tmp_path / "rows.parquet", by="model")
    assert isinstance(summary, CallsSummary)
    each = [calls(LOGS / name, tmp_path / "rows.csv") for name in NAMES]
    assert summary.rows == sum(one.rows for one in each if isinstance(one, CallsSummary))
    assert [Path(name).name for name in summary.passed_over] == ["notes.csv"]
    assert "passed over, as they hold no calls: 1" in calls_text(summary)


def test_every_format_is_told_and_has_a_log() -> None:
    assert len(call_formats()) == len(FORMATS) + 1
    assert len(NAMES) >= len(FORMATS) + 1


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    for name, text in (
        ("a.csv", "name,price\nx,1\n"),
        ("b.json", '{"name": "x", "price": 1}'),
        ("c.csv", "time,tokens_out\n2024-01-01,5\n"),
    ):
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(QueryError, match="is not a log of calls in a known format"):
            calls(path)
    with pytest.raises(QueryError, match="is not a log of calls"):
        calls(pa.table({"name": ["x"]}))
    with pytest.raises(QueryError, match=r"there is no log of calls .*nowhere"):
        calls(tmp_path / "nowhere.csv")


def test_a_compressed_log_is_refused_with_the_command_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08rest")
    with pytest.raises(QueryError, match=r"gunzip -c FILE \| carbondata calls -"):
        calls(path)


def test_a_page_of_an_interface_has_its_objects_inside(tmp_path: Path) -> None:
    lines = (LOGS / "langfuse.jsonl").read_text().splitlines()
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"data": [json.loads(line) for line in lines], "meta": {}}))
    answers = [calls(log) for log in (page, LOGS / "langfuse.jsonl")]
    assert answers[0] == answers[1]
