"""Each process that runs tests finds the same ones; else several cannot share them out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CHECKOUT

pytestmark = pytest.mark.slow


COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-m", ""]
COLLECT += ["-p", "no:randomly", "-p", "no:cacheprovider"]
# The clock within packed bytes counts seconds.
APART_S = 1.1


def collecting(folder: Path, seed: int, zone: str) -> subprocess.Popen[bytes]:
    """Start to write the names of all tests, with all that may differ between two processes."""
    folder.mkdir()
    known = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    own = {"PYTHONHASHSEED": f"{seed}", "TZ": zone, "TMPDIR": f"{folder}"}
    # A file and no pipe: a pipe that is full would have one wait for the other.
    with (folder / "names").open("wb") as names:
        return subprocess.Popen(
            COLLECT, cwd=CHECKOUT, env=known | own, stdout=names, stderr=subprocess.STDOUT
        )


def test_two_processes_find_the_same_tests_in_the_same_order(tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    first = collecting(folders[0], 1, "UTC")
    time.sleep(APART_S)
    second = collecting(folders[1], 2, "Asia/Tokyo")
    left = [first.wait(), second.wait()]
    told = [(folder / "names").read_text(encoding="utf-8") for folder in folders]
    assert left == [0, 0], told
    one, other = ([line for line in text.splitlines() if "::" in line] for text in told)
    own = test_two_processes_find_the_same_tests_in_the_same_order.__name__
    assert f"tests/test_collection.py::{own}" in one
    assert len(one) > 2000
    assert one == other
