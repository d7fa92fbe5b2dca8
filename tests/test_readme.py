"""The README keeps its word: its commands, its SQL and its Python are run as printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT

import carbondata

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def _shell(command: str, cwd: Path) -> str:
    bin_folder = str(Path(sys.executable).parent)
    env = os.environ | {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_commands_do_all_the_setting_up() -> None:
    first, second, *_ = _blocks("sh")
    assert first.count("\n") == second.count("\n") == 1
    assert "pip install . && carbondata build && carbondata compare" in first
    assert second.rstrip().endswith("&& pytest")


def test_the_first_question_has_the_printed_answer(built: Path) -> None:
    question = re.search(r"carbondata compare .*", _blocks("sh")[0])
    assert question
    answer = [line.rstrip() for line in _shell(question[0], built).splitlines()]
    assert answer == _blocks("text")[0].splitlines()


@pytest.mark.parametrize("command", "".join(_blocks("sh")[2:]).splitlines())
def test_a_listed_command_answers(built: Path, command: str) -> None:
    assert _shell(command, built)


@pytest.mark.parametrize("query", _blocks("sql"))
def test_a_query_answers(built: Path, query: str) -> None:
    assert carbondata.sql(query, built).num_rows > 1


@pytest.mark.parametrize("code", _blocks("python"))
def test_python_runs(code: str, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_its_first_lines_say_what_it_is_and_what_it_is_not() -> None:
    opening = README.split("```", 1)[0]
    assert "carbondata is a data package" in opening
    assert "nothing to do with Apache CarbonData" in opening
