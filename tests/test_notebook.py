"""In Jupyter: the example notebook runs, and what it shows is fit to be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.query import notebook

pytestmark = pytest.mark.slow

HOW_TO = CHECKOUT / "docs" / "how-to"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Execute the example; return what each cell of code shows."""
    return executed(HOW_TO / "example.ipynb", tmp_path_factory.mktemp("notebook"))


def executed(notebook: Path, folder: Path) -> list[dict[str, Any]]:
    """Execute a notebook in a kernel of its own; return what each cell of code shows."""
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    copy = folder / notebook.name
    copy.write_bytes(notebook.read_bytes())
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


@pytest.mark.parametrize("name", ["example", "trainings"])
def test_a_notebook_is_kept_without_its_outputs(name: str) -> None:
    cells = json.loads((HOW_TO / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)


def test_a_comparison_says_its_sentence_and_each_reason_once(shown: list[dict[str, Any]]) -> None:
    text, table = ("".join(shown[1][form]) for form in ("text/markdown", "text/html"))
    assert text.startswith("**Evolved Transformer (architecture search")
    assert text.count("\n- caution: ") == table.count("<br>- caution: ") == 4
    assert "><p><strong>Evolved Transformer (architecture search" in table
    for told in (text, table):
        assert told.count("one side counts CO2 alone") == 1


def test_several_comparisons_are_one_table(shown: list[dict[str, Any]]) -> None:
    table = "".join(shown[5]["text/html"])
    assert table.count("<tr>") == 1 + 10
    assert ">9.7 lifetimes of an average American car, fuel included</td>" in table


def test_the_twenty_largest_trainings_are_twenty_and_all_are_compared(tmp_path: Path) -> None:
    _, top, compared, largest, electricity, chart = executed(HOW_TO / "trainings.ipynb", tmp_path)
    for table in (top, compared, electricity):
        assert "".join(table["text/html"]).count("<tr>") == 1 + 20
    assert "".join(largest["text/html"]).count("<tr>") == 1 + 10
    assert "<svg" in "".join(chart["image/svg+xml"])


def test_a_footprint_says_what_it_was_worked_out_from(shown: list[dict[str, Any]]) -> None:
    table = "".join(shown[6]["text/html"])
    # 1000 kWh at a PUE of 1.2 and 53.26 g/kWh.
    assert "><p><strong>63.91 kg CO2e (" in table
    grid = "53.26 g/kWh (53.26 to 55.28, depending on the source)"
    for told in ("1,000 kWh, server", grid, "FRA@2023/life_cycle/owid-energy"):
        assert f">{told}</td>" in table


def test_an_arrow_table_is_a_table(shown: list[dict[str, Any]]) -> None:
    studies, grid = ("".join(one["text/html"]) for one in shown[2:4])
    assert studies.count("<tr>") == 1 + 6 + 2  # of emissions, of electricity
    assert ">emissions_t</th>" in studies
    # What floating point makes of 30 TWh at the grid's mix is 15661199.999999998 t.
    assert ">15,661,200</td>" in studies
    assert "999999" not in studies
    assert studies.index("It rests on the Cambridge index") < studies.index("disputed by houy-2019")
    assert [grid.index(area) for area in ("SWE", "FRA", "POL")] == sorted(
        grid.index(area) for area in ("SWE", "FRA", "POL")
    )


def test_a_chart_is_a_chart(shown: list[dict[str, Any]]) -> None:
    picture = "".join(shown[4]["image/svg+xml"])
    assert picture.startswith("<svg")
    assert "Training GPT-3 (175B)" in picture


def test_tables_that_somebody_shows_already_are_left_to_them() -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    display = formatters.DisplayFormatter()
    shell = SimpleNamespace(display_formatter=display)
    notebook.load_ipython_extension(shell)
    shown = display.formatters["text/html"]
    table = pa.table({"area_id": ["<SWE>"], "t": [None]})
    assert "&lt;SWE&gt;" in shown(table)
    shown.for_type(pa.Table, lambda _rows: "mine")
    notebook.load_ipython_extension(shell)
    assert shown(table) == "mine"


def test_a_summary_of_many_runs_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    runs = pa.table({"energy_kwh": [10.0], "energy_scope": ["server"], "area_id": ["FRA"],
                     "year": [2023]})  # fmt: skip
    summary = carbondata.footprints(runs, tmp_path / "out.csv")
    assert summary._repr_html_().startswith("<pre>1 row, 1 worked out, 0 not")
