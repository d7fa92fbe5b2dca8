"""Completion installs into a shell's own files, and completes when a reader presses Tab."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path
from select import select

import pytest

pytestmark = pytest.mark.slow

PROGRAM = Path(sys.executable).with_name("carbondata")
INSTALLED = {
    "bash": {".bashrc": "carbondata.sh", ".bash_completions/carbondata.sh": "carbondata"},
    "zsh": {".zshrc": "fpath+=~/.zfunc", ".zfunc/_carbondata": "carbondata"},
    "fish": {".config/fish/completions/carbondata.fish": "carbondata"},
}
PATIENCE_S = 60


def _install(shell: str, home: Path) -> dict[str, str]:
    """Install as a reader does, from that shell, in a home of its own; return its environment."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    path = os.pathsep.join([str(PROGRAM.parent), os.environ["PATH"]])
    env = {"HOME": str(home), "PATH": path, "TERM": "vt100", "LC_ALL": "C.UTF-8"}
    # typer looks which shell it was called from; a second command keeps that one in between.
    command = [shell, "-c", f"{PROGRAM} --install-completion; true"]
    done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=True)
    assert f"{shell} completion installed" in done.stdout, done.stderr
    return env


@pytest.mark.parametrize("shell", INSTALLED)
def test_it_installs(shell: str, tmp_path: Path) -> None:
    _install(shell, tmp_path)
    for name, word in INSTALLED[shell].items():
        assert word in (tmp_path / name).read_text(encoding="utf-8"), name


def test_tab_in_a_bash_of_today_completes(tmp_path: Path) -> None:
    env = _install("bash", tmp_path)
    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "-i"], cwd=tmp_path, env=env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    try:
        os.write(ours, b"carbondata sources strub\t")
        shown, end = b"", time.monotonic() + PATIENCE_S
        while b"sources strubell-2019" not in shown:
            assert time.monotonic() < end, shown.decode()
            if select([ours], [], [], 0.1)[0]:
                shown += os.read(ours, 4096)
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
        os.close(theirs)
