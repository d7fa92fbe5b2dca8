"""The file of phrases: whole in each language, filled or refused, typed nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import CHECKOUT

from carbondata.errors import CarbondataError
from carbondata.text.phrases import keys, phrase, phrases, read, retold

PACKAGE = CHECKOUT / "carbondata"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            'greeting,"good day",\n',
            "greeting: no text in fr\n  remedy: write one in",
        ),
        ("greeting,{who}: hail,{qui} : salut\n", "greeting: its blanks differ: {'en': ['who'], 'f"),
        ("greeting,hail,salut\ngreeting,hi,salut\n", "greeting: this key appears twice\n  remedy"),
        (
            "greeting,hail,salut, toi\n",
            "greeting: too many cells\n  remedy: put a text with",
        ),
        ("greeting,{} hail,{} salut\n", "greeting: a blank has no name\n  remedy: name it after"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, lines: str, fault: str) -> None:
    file = tmp_path / "phrases.csv"
    file.write_text(f"key,en,fr\n{lines}", encoding="utf-8")
    with pytest.raises(CarbondataError, match=re.escape(f"phrases.csv, {fault}")):
        read(file)


@pytest.mark.parametrize("values", [{}, {"reasons": ""}, {"reasons": None}, {"other": "a"}])
def test_a_blank_is_filled_or_refused(values: dict[str, str | None]) -> None:
    with pytest.raises(CarbondataError, match=r"caution: {reasons} has no value\n  remedy: pass"):
        phrase("caution", "fr", **values)


def test_a_phrase_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(
        CarbondataError, match=r"no phrase 'cation'\n  remedy: add a row that begins cation"
    ):
        phrase("cation", "en")


def test_no_phrase_is_typed_in_code_as_well() -> None:
    """What is long enough to be no chance: four words, of either language."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.mjs"), *PACKAGE.rglob("*.html")]
    code = {path.name: path.read_text(encoding="utf-8") for path in files}
    said = [
        part.strip(" .,:;()")
        for key, one in phrases().items()
        # Those find the English of a refusal of a run or of a finding, which is written there.
        if not key.startswith(("error.run.", "lint.what.", "lint.do."))
        for text in one.values()
        for part in re.split(r"\{\w+\}", text)
    ]
    long = {text for text in said if text.count(" ") > 2}
    assert len(long) > 60
    strings = {
        (name, text)
        for name, lines in code.items()
        for text in long
        # In quotation marks, or beginning an element: not in a comment, not in an example.
        if any(mark + text in lines for mark in '"`>')
    }
    assert strings == set()


@pytest.mark.parametrize("start", ["why.", "error.run.", "locator.", "lint.what.", "lint.do."])
def test_every_text_that_is_told_again_is_known_for_its_own(start: str) -> None:
    for key in keys(start):
        blanks = set(re.findall(r"\{(\w+)\}", phrases()[start + key]["en"]))
        told = retold(phrase(start + key, "en", **dict.fromkeys(blanks, "7")), start, "fr")
        assert told is not None, key
