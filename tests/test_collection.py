"""Two workers collect the same tests: no id hangs on the clock, a hash seed or a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from conftest import CHECKOUT


def _collect(seed: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:randomly"]
    return subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        text=True,
    )


def _ids(collecting: subprocess.Popen[str]) -> list[str]:
    said, _ = collecting.communicate()
    assert collecting.returncode == 0, said[-2000:]
    return [line for line in said.splitlines() if "::" in line]


def test_what_is_collected_at_different_seconds_is_the_same() -> None:
    first = _collect("1")
    time.sleep(1.1)
    second = _collect("2")
    ids = _ids(first)
    assert len(ids) > 3000
    assert ids == _ids(second)
