"""Sources of one's own, beside those that come along: `build --with FOLDER`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import CHECKOUT
from test_cli import run

import carbondata
from carbondata.errors import SourceError

pytestmark = pytest.mark.slow

TOML = """
id = "lab-2024"
title = "What our machines took"
publisher = "A lab"
homepage = "https://example.org/lab"
licence = "facts-only"
redistribute = true
published = 2024-05-01
priority = 50
citation = "@misc{lab-2024, title = {What our machines took}, year = {2024}, url = {https://example.org/lab}}"
"""
RUNS = """run_id,subject,model,activity,year,energy_kwh,energy_scope,emissions_t,gas,boundary,\
method,status,locator,verified,evidence
lab-2024/small,lab-small,Lab,training,2024,10000,facility,0.5,CO2e,operational,measured,current,\
page 1,true,primary
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    source = tmp_path / "own" / "lab-2024"
    source.mkdir(parents=True)
    (source / "source.toml").write_text(TOML, encoding="utf-8")
    (source / "training_runs.csv").write_text(RUNS, encoding="utf-8")
    return source.parent


def _sources(out: Path) -> set[str]:
    return set(carbondata.sources(database=out)["source"].to_pylist())


def test_they_come_to_those_that_ship(built: Path, own: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    done = run("build", str(out), "--with", str(own), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^lab-2024 +curated +1 rows  training_runs$", done.stderr, re.MULTILINE)
    assert _sources(out) == _sources(built) | {"lab-2024"}
    # 0.5 t over 57.15 t.
    found = carbondata.compare("lab-small", "car-lifetime-usa", database=out)
    assert found.ratio == pytest.approx(0.5 / (126000 * 0.45359237e-3))
    # Without it, they are gone again.
    carbondata.build(out)
    assert _sources(out) == _sources(built)


def test_one_that_there_is_already_is_refused_by_name(own: Path, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "sources" / "lee-2021", own / "lee-2021")
    with pytest.raises(SourceError, match=r"lee-2021: .*there is already a source with this id"):
        carbondata.build(tmp_path / "out", with_sources=own)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_folder_of_sources_says_which_to_name(
    own: Path, tmp_path: Path
) -> None:
    done = run("build", "out", "--with", str(own / "lab-2024"), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"it is a single source\n  remedy: name the folder above it: {own}" in done.stderr
    (tmp_path / "empty").mkdir()
    done = run("build", "out", "--with", "empty", cwd=tmp_path)
    assert done.returncode == 1
    assert "it contains no source folder" in done.stderr


def test_a_fault_in_one_is_told_and_nothing_is_written(own: Path, tmp_path: Path) -> None:
    runs = own / "lab-2024" / "training_runs.csv"
    runs.write_text(RUNS.replace("facility", "rack"), encoding="utf-8")
    done = run("build", "out", "--with", str(own), cwd=tmp_path)
    assert done.returncode == 1
    assert "lab-2024/training_runs.csv, row 2" in done.stderr
    assert not (tmp_path / "out" / "carbondata.duckdb").exists()
