"""Without its extra a door says which line installs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Python's own way to say that a module is not there, wherever these tests run.
ABSENT = "import sys; sys.modules['{module}'] = None; "


@pytest.mark.parametrize(
    ("module", "asked", "extra"),
    [
        ("sqlglot", "import carbondata.spark; carbondata.spark.footprints(None)", "spark"),
        ("altair", "import carbondata; carbondata.plot.runs()", "plot"),
        ("vl_convert", "import carbondata; carbondata.plot.runs()", "plot"),
    ],
)
def test_the_message_has_the_install_line(module: str, asked: str, extra: str) -> None:
    command = [sys.executable, "-c", ABSENT.format(module=module) + asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("carbondata.errors.CarbondataError: ")
    assert last.endswith(f"which is not installed: pip install 'carbondata[{extra}]'")
    assert module in last
