"""Who imports whom: the two wings share only a folder, and asking loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT

PACKAGE = CHECKOUT / "carbondata"


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


# Words and numbers alone, which load nothing: every room may have them.
SHARED = ("carbondata.tables.bounds", "carbondata.tables.vocabulary")


def _importers(of: str, among: Path) -> list[str]:
    return [
        path.name
        for path in sorted(among.rglob("*.py"))
        if any(
            (name == of or name.startswith(f"{of}.")) and not name.startswith(SHARED)
            for name in _imported(path)
        )
    ]


def test_the_wing_that_makes_never_imports_the_wing_that_answers() -> None:
    assert _importers("carbondata.query", PACKAGE / "pipeline") == []


@pytest.mark.parametrize("wing", ["carbondata.pipeline", "carbondata.tables", "pandera"])
def test_the_wings_that_answer_never_import_the_wing_that_makes(wing: str) -> None:
    assert _importers(wing, PACKAGE / "query") == []
    assert _importers(wing, PACKAGE / "runs") == []


def test_the_wing_that_counts_runs_stands_on_the_wing_that_answers() -> None:
    assert _importers("carbondata.runs", PACKAGE / "query") == []
    assert _importers("carbondata.cli", PACKAGE / "runs") == []


def test_the_wing_that_shows_stands_on_the_one_that_answers_alone() -> None:
    for wing in ("carbondata.pipeline", "carbondata.tables", "pandera"):
        assert _importers(wing, PACKAGE / "show") == []
    assert _importers("carbondata.show", PACKAGE / "query") == []
    assert _importers("carbondata.show", PACKAGE / "pipeline") == []


@pytest.mark.parametrize("room", ["pipeline", "query"])
def test_no_wing_stands_on_the_charts(room: str) -> None:
    assert _importers("carbondata.plot", PACKAGE / room) == []
    assert _importers("altair", PACKAGE / room) == []


@pytest.mark.parametrize("wing", ["carbondata.pipeline", "carbondata.tables"])
def test_the_charts_stand_on_the_answers_alone(wing: str) -> None:
    assert _importers(wing, PACKAGE / "plot") == []


def test_only_fetch_imports_requests() -> None:
    assert _importers("requests", PACKAGE) == ["http.py"]


def test_import_loads_duckdb_and_nothing_heavy() -> None:
    code = "import sys, carbondata; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "duckdb" in loaded
    assert loaded.isdisjoint(
        {"pandera", "pyarrow", "requests", "typer", "rich", "pydantic", "altair", "vl_convert"}
    )


def test_an_offline_build_does_not_load_requests(tmp_path: Path) -> None:
    code = "import sys, carbondata; carbondata.build(sys.argv[1]); print(*sys.modules)"
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "requests" not in done.stdout.split()


def test_no_file_of_the_package_is_longer_than_300_lines() -> None:
    written = [
        path for kind in ("*.py", "*.mjs", "*.css", "*.html") for path in PACKAGE.rglob(kind)
    ]
    lengths = {path.name: len(path.read_text().splitlines()) for path in written}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
