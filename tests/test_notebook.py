"""In Jupyter: the example notebook runs, and what it shows is fit to be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT

NOTEBOOK = CHECKOUT / "docs" / "how-to" / "example.ipynb"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Execute the notebook in a kernel of its own; return what each cell of code shows."""
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    folder = tmp_path_factory.mktemp("notebook")
    copy = folder / NOTEBOOK.name
    copy.write_bytes(NOTEBOOK.read_bytes())
    env = os.environ | {"IPYTHONDIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder)}
    program = Path(sys.executable).with_name("jupyter-execute")
    done = subprocess.run(
        [program, "--inplace", copy], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    cells = json.loads(copy.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert not any(one["output_type"] in {"error", "stream"} for c in code for one in c["outputs"])
    return [cell["outputs"][0]["data"] if cell["outputs"] else {} for cell in code]


def test_the_notebook_is_kept_without_its_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)


def test_a_comparison_says_its_sentence_and_each_reason_once(shown: list[dict[str, Any]]) -> None:
    text = "".join(shown[1]["text/markdown"])
    assert text.startswith("**Evolved Transformer, architecture search")
    assert text.count("one side counts CO2 alone") == 1
    assert text.count("\n- caution: ") == 4


def test_an_arrow_table_is_a_table(shown: list[dict[str, Any]]) -> None:
    studies, grid = ("".join(one["text/html"]) for one in shown[2:4])
    assert studies.count("<tr>") == 1 + 6
    assert "<th>emissions_t</th>" in studies
    assert studies.index("It rests on the Cambridge index") < studies.index("disputed by houy-2019")
    assert [grid.index(area) for area in ("SWE", "FRA", "POL")] == sorted(
        grid.index(area) for area in ("SWE", "FRA", "POL")
    )


def test_a_chart_is_a_chart(shown: list[dict[str, Any]]) -> None:
    picture = "".join(shown[4]["image/svg+xml"])
    assert picture.startswith("<svg")
    assert "Training GPT-3 (175B)" in picture
