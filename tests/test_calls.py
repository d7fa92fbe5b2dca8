"""Calls of models: tokens times published studies times the grid, worked out by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from conftest import CHECKOUT

import carbondata
from carbondata import QueryError, calls
from carbondata.model_calls.studies import Study, read_studies
from carbondata.model_calls.summary import CallsSummary, calls_text
from carbondata.model_calls.warehouse import calls_sql
from carbondata.text.phrases import keys

ROOM = CHECKOUT / "carbondata" / "model_calls"
# What the grid factors give.
OF_FACTORS = {"year_gap"}
CALL: dict[str, Any] = {
    "model": "llama-3.1-8b",
    "time": "2023-03-01T10:00:00Z",
    "tokens_in": 200,
    "tokens_out": 1000,
    "area": "FRA",
}
# What ml-energy-2025 printed: Wh per million tokens out, on one B200 and one H100.
LLAMA_8B = (12.97e-9, 19.5e-9)


def table(*rows: dict[str, Any]) -> pa.Table:
    """Return a table of calls, each like the first but for what is said."""
    return pa.Table.from_pylist([CALL | row for row in rows])


def rows_of(answer: pa.Table | CallsSummary) -> list[dict[str, Any]]:
    """Return the rows of an answer."""
    assert isinstance(answer, pa.Table)
    rows: list[dict[str, Any]] = answer.to_pylist()
    return rows


def worked(*rows: dict[str, Any], **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Work out calls, each like the first but for what is said."""
    return rows_of(calls(table(*rows), **options))


def summed(folder: Path, *rows: dict[str, Any], **options: Any) -> CallsSummary:  # noqa: ANN401
    """Do the same, and return the summary."""
    found = calls(table(*rows), folder / "answer.parquet", **options)
    assert isinstance(found, CallsSummary)
    return found


def test_a_call_is_its_tokens_out_times_each_study_and_the_grid_of_its_place_and_year() -> None:
    (row,) = worked({})
    (grid,) = carbondata.sql("""SELECT intensity_g_per_kwh_low AS low,
        intensity_g_per_kwh_high AS high FROM footprint_factors
        WHERE preferred AND area_id = 'FRA' AND year = 2023 AND boundary = 'life_cycle'
        """).to_pylist()
    assert row["energy_kwh_low"] == pytest.approx(1000 * LLAMA_8B[0], rel=1e-12)
    assert row["energy_kwh_high"] == pytest.approx(1000 * LLAMA_8B[1], rel=1e-12)
    # 1.297e-05 kWh x 53.26 g/kWh and 1.95e-05 kWh x 55.28 g/kWh, in t.
    assert row["emissions_t_low"] == pytest.approx(1.297e-5 * grid["low"] / 1e6, rel=1e-12)
    assert row["emissions_t_high"] == pytest.approx(1.95e-5 * grid["high"] / 1e6, rel=1e-12)
    assert row["emissions_t_low"] == pytest.approx(6.91e-10, rel=1e-3)
    assert row["energy_scope"] == "accelerator"
    assert row["reason"] is None
    assert row["studies"].split("; ") == [
        "ml-energy-2025/llama-3.1-8b-instruct-b200",
        "ml-energy-2025/llama-3.1-8b-instruct-h100",
    ]
    # No study counts what the call reads: it is told, not guessed.
    assert row["tokens_left_out"] == 200


def test_a_study_per_prompt_speaks_of_answers_of_about_its_length() -> None:
    # Ten tokens out at 3.74e-5 kWh a prompt (batch 1), or at 15.67e-9 and 24.69e-9 kWh a token.
    rows = worked(
        *(
            {"model": "Qwen/Qwen3-30B-A3B", "tokens_out": n, "area": f"{area}"}
            for n, area in ((4, "FRA"), (5, "DEU"), (20, "SWE"), (21, "USA"))
        ),
    )
    kwh = {row["area_id"]: (row["energy_kwh_low"], row["energy_kwh_high"]) for row in rows}
    assert kwh["FRA"] == pytest.approx((4 * 15.67e-9, 4 * 24.69e-9))
    assert kwh["DEU"] == pytest.approx((5 * 15.67e-9, 3.74e-5))
    assert kwh["SWE"] == pytest.approx((20 * 15.67e-9, 3.74e-5))
    assert kwh["USA"] == pytest.approx((21 * 15.67e-9, 21 * 24.69e-9))


def test_what_is_added_up_elsewhere_gives_the_same() -> None:
    # Four calls of Qwen3-30B-A3B: answers of 10, 12, 500 and 700 tokens.
    parts = {"model": "Qwen/Qwen3-30B-A3B", "tokens_cached": 5, "tokens_reasoning": 2}
    four = table(*(parts | {"tokens_out": n} for n in (10, 12, 500, 700)))
    with duckdb.connect() as con:
        con.register("log", four)
        con.execute("CREATE VIEW calls AS SELECT * REPLACE (time::TIMESTAMP AS time) FROM log")
        grouped = con.sql(calls_sql().rstrip(";")).to_arrow_table()
    assert grouped.num_rows == 2
    (one,), (other,) = rows_of(calls(four)), rows_of(calls(grouped))
    assert one.keys() == other.keys()
    assert one.pop("rows") == 4
    assert other.pop("rows") == 2
    for name, value in one.items():
        exact = not isinstance(value, float)
        assert other[name] == (value if exact else pytest.approx(value, rel=1e-12)), name
    # The two short answers are two prompts of 3.74e-5 kWh, the others 1200 tokens of 24.69e-9.
    assert one["energy_kwh_high"] == pytest.approx(2 * 3.74e-5 + 1200 * 24.69e-9, rel=1e-12)
    assert one["energy_kwh_low"] == pytest.approx(1222 * 15.67e-9, rel=1e-12)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("claude-sonnet-4-5-20250929", "no_study"),
        ("gpt-4o-mini", "no_study"),  # never the nearest
        ("gpt-4", "no_study"),
        ("deepseek-r1", "no_study"),  # its distillates are other models
        ("llama-3.1-8b-instant", "no_study"),  # nobody says what that is
        ("qwen3", "model_ambiguous"),
        ("meta-llama/Llama-3.1-Instruct", "model_ambiguous"),
        ("openai/gpt-4o-2024-08-06", "prompt_length_unstated"),
        ("tencent/Hunyuan-1.8B-Instruct", "prompt_of_other_length"),
        ("", "model_missing"),
    ],
)
def test_a_model_that_no_study_fits_has_a_reason_and_no_energy(model: str, reason: str) -> None:
    (row,) = worked({"model": model})
    assert row["reason"] == reason
    assert row["energy_kwh_low"] is row["energy_kwh_high"] is row["emissions_t_low"] is None
    assert (row["calls"], row["tokens_out"]) == (1, 1000)


def test_a_proxy_is_named_by_the_reader_and_said_on_every_row(tmp_path: Path) -> None:
    rows = worked(
        {"model": "openai/gpt-4o-2024-08-06"},
        {"model": "claude-sonnet-4-5-20250929"},
        {},
        proxy={"gpt-4o": "epoch-2025-chatgpt/chatgpt-prompt", "claude-sonnet-4-5": "llama-3.1-8b"},
    )
    by_model = {row["model"]: row for row in rows}
    asked = by_model["openai/gpt-4o-2024-08-06"]
    # Roughly 0.3 Wh, whatever the length: that is what was asked for. It says not what it covers.
    assert (asked["energy_kwh_low"], asked["energy_kwh_high"]) == (0.0003, 0.0003)
    assert asked["energy_scope"] == "unstated"
    assert asked["proxy"] == "gpt-4o=epoch-2025-chatgpt/chatgpt-prompt"
    assert asked["tokens_left_out"] is None
    claude = by_model["claude-sonnet-4-5-20250929"]
    assert claude["energy_kwh_high"] == pytest.approx(1000 * LLAMA_8B[1])
    assert claude["proxy"] == "claude-sonnet-4-5=llama-3.1-8b"
    assert by_model["llama-3.1-8b"]["proxy"] is None
    summary = summed(tmp_path, {}, proxy={"claude-x": "llama-3.1-8b"})
    assert summary.unused_proxies == ["claude-x"]
    with pytest.raises(QueryError, match=r"no study 'llama-3\.1-9b'.* near: llama-3\.1-8b"):
        worked({}, proxy={"a": "llama-3.1-9b"})
    with pytest.raises(QueryError, match="takes a model and a study"):
        worked({}, proxy=5)


def test_a_study_that_stands_no_more_is_only_taken_by_name(
    monkeypatch: pytest.MonkeyPatch, con: duckdb.DuckDBPyConnection
) -> None:
    fallen = {study.inference_id for study in read_studies(con) if not study.stands}
    assert fallen == {"de-vries-2023/chatgpt-prompt"}
    (row,) = worked({}, proxy={"llama-3.1-8b": "de-vries-2023/chatgpt-prompt"})
    assert row["energy_kwh_low"] == pytest.approx(0.0029)

    def of_h100_withdrawn(tables: duckdb.DuckDBPyConnection) -> list[Study]:
        return [one._replace(stands="h100" not in one.inference_id) for one in read_studies(tables)]

    monkeypatch.setattr("carbondata.model_calls.work.read_studies", of_h100_withdrawn)
    (row,) = worked({})
    assert row["energy_kwh_high"] == row["energy_kwh_low"] == pytest.approx(1000 * LLAMA_8B[0])


def test_a_pue_is_applied_once_and_never_to_what_is_unstated() -> None:
    (row,) = worked({}, pue=1.2)
    assert row["energy_kwh_high"] == pytest.approx(1.2 * 1000 * LLAMA_8B[1])
    assert row["energy_scope"] == "facility"
    proxy = {"a": "elsworth-2025/gemini-prompt", "b": "altman-2025/chatgpt-prompt"}
    of = {row["model"]: row for row in worked({"model": "a"}, {"model": "b"}, pue=1.2, proxy=proxy)}
    assert (of["a"]["energy_kwh_high"], of["a"]["energy_scope"]) == (0.00024, "facility")
    assert (of["b"]["energy_kwh_high"], of["b"]["energy_scope"]) == (0.00034, "unstated")


def test_an_unknown_place_leaves_the_energy_and_says_so() -> None:
    rows = worked({"area": None}, {"area": "Atlantis"}, {"area": "la Suède"}, by="area")
    found = {row["area_id"]: (row["reason"], row["energy_kwh_low"] is None) for row in rows}
    assert found == {
        None: ("area_missing", False),
        "Atlantis": ("area_unknown", False),
        "SWE": (None, False),
    }
    (row,) = worked({"area": None}, {"area": "Atlantis"}, area="FRA", by="area")
    assert (row["area_id"], row["calls"], row["reason"]) == ("FRA", 2, None)
    assert row["emissions_t_low"] > 0


def test_the_year_is_the_calls_own_unless_another_is_asked_for() -> None:
    (row,) = worked({"time": "1960-01-01"})
    assert row["reason"] == "no_factor_for_year"
    assert row["energy_kwh_low"] > 0
    (row,) = worked({"time": "1960-01-01"}, {"time": None}, year=2023, by="model")
    assert (row["factor_id"], row["calls"]) == ("FRA@2023/life_cycle/owid-energy", 2)
    (row,) = worked({"time": "2100-01-01"}, allow_year_gap=100)
    assert row["reason"] == "year_gap"
    assert row["emissions_t_low"] > 0


def test_what_differs_in_kind_is_never_added() -> None:
    rows = worked(
        {},
        {"tokens_out": -1},
        {"model": "gpt-4o"},
        by="month",
        proxy={"gpt-4o": "epoch-2025-chatgpt/chatgpt-prompt"},
    )
    kinds = {(row["energy_scope"], row["reason"]): row["calls"] for row in rows}
    assert kinds == {("accelerator", None): 1, (None, "tokens_negative"): 1, ("unstated", None): 1}


def test_calls_are_added_up_by_what_is_asked_for() -> None:
    rows = [
        {"user": "ana", "time": "2023-03-31T23:59:59-05:00"},
        {"user": "ben", "time": "2023-04-01T00:00:00Z"},
        {"user": "ben", "time": "2023-04-30"},
    ]
    by_month = {row["month"]: row["tokens_out"] for row in worked(*rows, by="month")}
    assert by_month == {"2023-03": 1000, "2023-04": 2000}  # as it is written
    by_user = {row["user"]: row["calls"] for row in worked(*rows, by=["user"])}
    assert by_user == {"ana": 1, "ben": 2}
    assert worked(*rows, by="model")[0]["calls"] == 3
    with pytest.raises(QueryError, match="added up by 'day'; give some of model, month, area"):
        worked({}, by="day")


def test_the_summary_adds_up(tmp_path: Path) -> None:
    summary = summed(
        tmp_path,
        {"tokens_cached": 50, "tokens_reasoning": 100},
        {"model": "gpt-4o", "tokens_out": 3000},
        {"tokens_out": -5},
        {"area": None},
        {"time": "2023-03-01 10:00:00"},
    )
    assert (summary.rows, summary.calls, summary.with_energy, summary.with_emissions) == (
        5,
        5,
        3,
        2,
    )
    assert summary.rows == summary.with_energy + sum(
        n for reason, n in summary.reasons.items() if reason != "area_missing"
    )
    assert summary.reasons == {
        "area_missing": 1,
        "prompt_length_unstated": 1,
        "tokens_negative": 1,
    }
    # Those of the negative row are of no use.
    assert (summary.tokens_in, summary.tokens_cached) == (800, 50)
    assert (summary.tokens_out, summary.tokens_reasoning) == (6000, 100)
    assert (summary.tokens_out_covered, summary.share) == (3000, 0.5)
    assert summary.tokens_left_out == 600
    assert summary.rows_without_zone == 1
    text = calls_text(summary)
    assert "50.0% of the output tokens" in text
    assert "tokens_negative (1): a token count is negative" in text
    assert max(map(len, text.splitlines())) <= 80
    french = calls_text(summary, "fr")
    assert "50,0\u202f% des jetons en sortie" in french
    assert max(map(len, french.splitlines())) <= 80


def test_every_reason_is_told_in_the_summary_and_on_the_page() -> None:
    files = [*ROOM.rglob("*.sql"), *ROOM.rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    told = {*keys("calls.reason.")}
    assert len(told) > 25
    # Each is given somewhere, and what looks like one has a phrase.
    assert {name for name in told if not re.search(rf"""['"]{name}['"]""", text)} == OF_FACTORS
    assert {*re.findall(r"THEN '([a-z]+_[a-z_]+)'", text)} <= told
    page = (CHECKOUT / "docs" / "how-to" / "calls.md").read_text(encoding="utf-8")
    assert {name for name in told if f"`{name}`" not in page} == set()
