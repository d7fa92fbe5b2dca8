"""The README as the front door: short, two commands, a picture of today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import CHECKOUT
from pages import PICTURE, Session, blocks

README = CHECKOUT / "README.md"
TEXT = README.read_text(encoding="utf-8")


def test_it_is_shorter_than_two_hundred_lines() -> None:
    assert len(TEXT.splitlines()) < 200


def test_two_commands_do_all_the_setting_up() -> None:
    first, second = (block.code for block in blocks(README) if block.mark == "setup")
    assert first.count("\n") == second.count("\n") == 1
    assert "pip install . && carbondata build && carbondata compare" in first
    assert second.rstrip().endswith("&& pytest")


def test_its_first_lines_say_what_it_is_and_what_it_is_not() -> None:
    opening = TEXT.split("```", 1)[0]
    assert "carbondata is a data package" in opening
    assert "nothing to do with Apache CarbonData" in opening


@pytest.mark.slow
def test_its_picture_is_what_its_command_draws_today(tmp_path: Path) -> None:
    assert f"]({PICTURE.relative_to(CHECKOUT)})" in TEXT
    (drawing,) = (block for block in blocks(README) if "five-cars.svg" in block.code)
    start = drawing.code.index("carbondata plot")
    drawing.code = drawing.code[start:].split("\ncarbondata", 1)[0]
    Session(tmp_path).run(drawing)
    drawn = tmp_path / "five-cars.svg"
    assert _said(drawn) == _said(PICTURE), "python docs/pages.py README.md draws it"


def _said(picture: Path) -> list[str]:
    """Return the words of a picture; where they stand depends on the fonts of a machine."""
    return sorted(re.findall(r">([^<>\n]+)</(?:text|title|desc)>", picture.read_text("utf-8")))
