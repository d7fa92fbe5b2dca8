"""Every phrase of the output, in each language: one file, which the page uses too."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.errors import CarbondataError
from carbondata.text.language import LANGUAGES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from carbondata.text.language import Language

FILE = places.PACKAGE / "text" / "phrases.csv"
BLANK = re.compile(r"\{(\w*)\}")


def phrase(key: str, language: Language, **values: object) -> str:
    """Return a phrase with its blanks filled.

    Raises
    ------
    CarbondataError
        When there is no such phrase, or one of its blanks is missing or empty.

    Examples
    --------
    >>> phrase("caution", "en", reasons="it was disputed")
    'Caution: it was disputed.'
    """
    if key not in phrases():
        message = f"{FILE.name} has no phrase {key!r}\n  remedy: add a row that begins {key},"
        raise CarbondataError(message)
    text = phrases()[key][language]
    for name in BLANK.findall(text):
        if values.get(name) in {None, ""}:
            message = f"{FILE.name}, {key}: {{{name}}} has no value\n  remedy: pass {name}=..."
            raise CarbondataError(message)
    return filled(text, values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Fill the blanks of a text, which may come from a table: nothing in it is evaluated.

    A blank that nothing fills stays as it is.

    Examples
    --------
    >>> filled("{side}: {side:>9} {side.__class__} {other}", {"side": "the subject"})
    'the subject: {side:>9} {side.__class__} {other}'
    """
    return BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), text)


@cache
def phrases() -> dict[str, dict[Language, str]]:
    """Return every phrase in each language, by key."""
    return read(FILE)


def keys(start: str) -> list[str]:
    """List the keys with a prefix, without it.

    Examples
    --------
    >>> keys("side.")
    ['subject', 'reference']
    """
    return [key.removeprefix(start) for key in phrases() if key.startswith(start)]


def retold(text: str, start: str, language: Language, told: str = "") -> str | None:
    """Return an English text in a language, if a phrase with a prefix says it.

    With `told`, in the words of the phrase of the same name with that prefix, if there is one. A
    blank that a phrase has twice is filled with the same both times.

    Examples
    --------
    >>> retold("superseded by gcb", "why.", "fr")
    'Remplacé par gcb.'
    """
    for key, blanks in fitting(text, start):
        other = told + key if told and told + key in phrases() else start + key
        return phrase(other, language, **blanks)
    return None


def fitting(text: str, start: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Find the phrases with a prefix that an English text may be, with what fills their blanks.

    Examples
    --------
    >>> list(fitting("figure 2", "locator."))
    [('figure', {'n': '2'})]
    """
    for key in keys(start):
        if match := re.fullmatch(_pattern(phrases()[start + key]["en"]), text):
            yield key, match.groupdict()


@cache
def _pattern(english: str) -> str:
    r"""Return what a text must look like to be a phrase with its blanks filled.

    Examples
    --------
    >>> _pattern("{a} of {b}: {a}")
    '(?P<a>.+)\\ of\\ (?P<b>.+):\\ (?P=a)'
    """
    seen: set[str] = set()

    def blank(match: re.Match[str]) -> str:
        name = match[1]
        again = name in seen
        seen.add(name)
        return f"(?P={name})" if again else f"(?P<{name}>.+)"

    return re.sub(r"\\\{(\w+)\\\}", blank, re.escape(english))


def listed(names: Sequence[str], most: int, language: Language) -> str:
    """List the first names, and how many there are besides: never that there is one more.

    Examples
    --------
    >>> listed(["a", "b", "c"], 2, "en"), listed(["a", "b", "c", "d"], 2, "fr")
    ('a, b, c', 'a, b et 2 autres')
    >>> listed(["a car, empty", "b"], 2, "en")
    'a car, empty; b'
    """
    told = names[:most] if len(names) > most + 1 else names
    between = SIGNS[language].semicolon if any("," in name for name in told) else ", "
    few, more = between.join(told), len(names) - len(told)
    return phrase("list.more", language, listed=few, n=more) if more else few


def read(path: Path) -> dict[str, dict[Language, str]]:
    """Read a file of phrases: a key, and a column for each language.

    Raises
    ------
    CarbondataError
        When a phrase is missing in a language, its blanks differ between languages, or a key is
        repeated; the message names it.
    """
    texts: dict[str, dict[Language, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["key"]
            text: dict[Language, str] = {
                language: row.get(language) or "" for language in LANGUAGES
            }
            fault = _fault(text, is_repeated=key in texts)
            if None in row:
                fault = "too many cells\n  remedy: put a text with a comma in quotation marks"
            if fault:
                message = f"{path.name}, {key}: {fault}"
                raise CarbondataError(message)
            texts[key] = text
    return texts


def _fault(text: dict[Language, str], *, is_repeated: bool) -> str | None:
    """Return what is wrong with a phrase, and the remedy; None if nothing is."""
    if is_repeated:
        return "this key appears twice\n  remedy: delete one of the two rows"
    if lacking := [language for language, words in text.items() if not words.strip()]:
        languages = ", ".join(lacking)
        return f"no text in {languages}\n  remedy: write one in the column {languages}"
    blanks = {language: sorted(set(BLANK.findall(words))) for language, words in text.items()}
    first, *others = blanks.values()
    if any(other != first for other in others):
        return f"its blanks differ: {blanks}\n  remedy: use the same {{names}} in every language"
    if "" in first:
        return "a blank has no name\n  remedy: name it after what fills it: {amount}"
    return None
