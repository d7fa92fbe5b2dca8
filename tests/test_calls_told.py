"""Calls as the command tells them: rows in each form, everyday things, both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyarrow import parquet
from test_calls import summed, table
from workshop import run

import carbondata
from carbondata import QueryError, calls


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
    assert "1 ligne\u202f; avec une énergie\u202f: 1" in french
    assert "LiteLLM spend logs" in run("calls", "--formats").stdout
    assert run("calls").returncode == 2
    assert run("calls", str(log), "--proxy", "gpt-4o").returncode == 2


def test_compare_takes_prompts() -> None:
    # 0.3 Wh and 0.24 Wh.
    found = carbondata.compare("chatgpt-prompt", "gemini-prompt", measure="electricity")
    assert found.ratio == pytest.approx(1.25)
