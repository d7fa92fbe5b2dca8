"""A process that forks after a question: parent and child both go on asking."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

import carbondata
from carbondata.engine import decisions

pytestmark = pytest.mark.slow

LONGEST_S = 120


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("is_built", [True, False])
def test_parent_and_child_go_on_asking(
    is_built: bool,  # noqa: FBT001  (pytest gives it by name)
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(built if is_built else tmp_path)
    expected = carbondata.compare("gpt-3", "car").ratio
    carbondata.sql("SELECT 1")
    child = os.fork()
    if not child:
        signal.alarm(LONGEST_S)
        same = carbondata.compare("gpt-3", "car").ratio == expected
        counted = carbondata.sql("SELECT count(*) > 249 AS all FROM areas").to_pylist()
        # Out of pytest's hands: the tests that follow are the parent's.
        os._exit(0 if same and counted == [{"all": True}] else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert carbondata.compare("gpt-3", "car").ratio == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_waits_for_a_thread_that_reads_the_tables(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Path(shutil.copy(built / "carbondata.duckdb", tmp_path))  # not open yet
    begun, read = Event(), decisions.read

    def slowly(con: duckdb.DuckDBPyConnection) -> decisions.Decisions:
        begun.set()
        time.sleep(1)
        return read(con)

    monkeypatch.setattr(decisions, "read", slowly)
    thread = Thread(target=carbondata.compare, args=("gpt-3", "car"), kwargs={"database": database})
    thread.start()
    assert begun.wait(LONGEST_S)
    child = os.fork()
    if not child:
        signal.alarm(20)
        carbondata.compare("gpt-3", "car", database=database)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    thread.join()


def test_a_child_that_ends_as_usual_does_not_crash(built: Path) -> None:
    code = """
import os, sys, carbondata
carbondata.compare("gpt-3", "car")
child = os.fork()
if not child:
    carbondata.compare("gpt-3", "car")
    sys.exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=built, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
