"""Calls as the command tells them: rows in each form, everyday things, both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from test_calls import summed, table
from workshop import run

import carbondata
from carbondata import QueryError, calls
from carbondata.model_calls.everyday import everyday
from carbondata.model_calls.summary import calls_text


@pytest.mark.slow
def test_rows_are_written_in_each_form(tmp_path: Path) -> None:
    for suffix in (".parquet", ".csv", ".jsonl"):
        summed(tmp_path, {})
        out = tmp_path / f"rows{suffix}"
        calls(table({}, {"model": "=cmd()"}), out)
    rows = parquet.read_table(tmp_path / "rows.parquet").to_pylist()
    assert [row["model"] for row in rows] == ["llama-3.1-8b", "=cmd()"]
    text = (tmp_path / "rows.csv").read_text()
    assert [row["model"] for row in csv.DictReader(io.StringIO(text))] == [
        "llama-3.1-8b",
        "'=cmd()",
    ]
    lines = (tmp_path / "rows.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["energy_kwh_high"] == pytest.approx(1.95e-5)
    with pytest.raises(QueryError, match=r"write to one of \.parquet, \.csv, \.jsonl"):
        calls(table({}), tmp_path / "rows.xlsx")


@pytest.mark.slow
def test_the_command_says_it_in_everyday_things(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "model,time,tokens_in,tokens_out,area\nllama-3.1-8b,2023-03-01,1,1000000000,FRA\n"
    )
    done = run("calls", str(log), "--to", "car-km-usa")
    assert done.returncode == 0, done.stderr
    # 19.5 kWh at 55.28 g/kWh is 1.078 kg, of 244 g a kilometre: 4.4.
    assert "energy: between 13 and 19.5 kWh (accelerator; 1 row)" in done.stdout
    said = "1.08 kg CO2e is as much as 4.4 kilometres in an average American petrol car"
    assert said in " ".join(done.stdout.split())
    facts = json.loads(run("calls", str(log), "--format", "json").stdout)
    assert facts["parts"][0]["energy_kwh_high"] == pytest.approx(19.5)
    printed = run("calls", str(log), "--format", "csv").stdout
    assert next(csv.DictReader(io.StringIO(printed)))["tokens_out"] == "1000000000"
    french = run("calls", str(log), "--lang", "fr").stdout
    assert "1 ligne\u202f; énergie connue\u202f: 1" in french
    assert "LiteLLM spend logs" in run("calls", "--formats").stdout
    assert run("calls").returncode == 2
    assert run("calls", str(log), "--proxy", "gpt-4o").returncode == 2


def test_compare_takes_prompts() -> None:
    # 0.3 Wh and 0.24 Wh.
    found = carbondata.compare("chatgpt-prompt", "gemini-prompt", measure="electricity")
    assert found.ratio == pytest.approx(1.25)


def test_a_share_is_not_as_much_as_a_share(tmp_path: Path) -> None:
    # 0.523 g, of 244 g a kilometre: 0.21%.
    summary = summed(tmp_path, {"tokens_out": 1_000_000, "time": "2024-03-01"})
    told = everyday(summary, ["car-km-usa"])[0]["text"]
    assert told.startswith("0.523 g CO2e is 0.21% of the emissions of one kilometre")
    french = everyday(summary, ["car-km-usa"], "fr")[0]["text"]
    assert french.startswith("0,523\xa0g\xa0éq.\xa0CO₂, c\u2019est 0,21\u202f% des émissions")


def test_what_has_no_electricity_is_said_once_to_have_none(tmp_path: Path) -> None:
    summary = summed(tmp_path, {"area": ""})
    told = everyday(summary, ["car-km-usa", "smartphone-charge"])
    assert [one["text"] for one in told if one["much"] is None] == [
        "no electricity figure is published for car-km-usa"
    ]
    assert len(told) == 3  # and both ends of the range in charges
    text = calls_text(summary)
    assert "emissions: unknown, as no place is given" in text
    assert "g CO2e, or" in text
    summary = summed(tmp_path, {"area": ""}, {"area": "Atlantis"})
    assert "emissions: unknown, as the place or the year has no factor" in calls_text(summary)


def test_a_list_that_is_cut_says_how_much_is_left_out(tmp_path: Path) -> None:
    summary = summed(tmp_path, {})
    seven = summary._replace(studies={f"study-{n}": 1 for n in range(7)})
    assert "  study-4 (1)\n  … and 2 more\n" in calls_text(seven)
    assert "  study-4 (1)\n  … autres études\u202f: 2\n" in calls_text(seven, "fr")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "colour"}, "ne peuvent pas être additionnés par «\u202fcolour\u202f»"),
        (
            {"proxy": {"gpt-4o": "nonsense"}},
            "ni étude «\u202fnonsense\u202f», ni modèle étudié de ce nom\u202f; la liste",
        ),
        ({"proxy": {"gpt-4o": "llama-3.1-9b"}}, "de ce nom\u202f; proches\u202f: llama-3.1-8b"),
    ],
)
def test_what_is_refused_is_quoted_in_french(options: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError) as refused:
        calls(table({}), **options)
    assert said in refused.value.text("fr")


def test_a_log_that_is_missing_is_refused_in_french(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as refused:
        calls(tmp_path / "nowhere.csv")
    assert refused.value.text("fr").startswith("pas de journal d\u2019appels «\u202f")
