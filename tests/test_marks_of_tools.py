"""What a text says is no mark of the tool that wrote a file of runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbondata import footprints


@pytest.mark.parametrize("note", ["co2_eq_emissions", "entire_benchmark_measurement", "measures"])
@pytest.mark.slow
def test_a_note_is_no_mark_of_a_tool(tmp_path: Path, note: str) -> None:
    run = {"energy_kwh": 100, "energy_scope": "server", "area_id": "FRA", "year": 2023}
    file = tmp_path / "runs.jsonl"
    notes = ({"note": said, "task": "train"} for said in ("none", note))
    file.write_text("".join(json.dumps(run | more) + "\n" for more in notes))
    assert footprints(file)["reason"].to_pylist() == [None, None]
