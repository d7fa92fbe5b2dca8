"""Suggestions for an unknown name: the known names most like it."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ENCLOSED = re.compile(r"\([^()]*\)")
# Two names that share fewer letters than this are alike by chance.
CUTOFF = 0.65
# How alike a prefix and its whole are; a prefix of a single letter says nothing.
BEGINNING, SHORTEST = 0.96, 2


def nearest(name: str, known: Iterable[str], limit: int = 3, cutoff: float = CUTOFF) -> list[str]:
    """List the known names most like one, ignoring case and accents.

    Two names are alike when they share most letters, or when the words of one are prefixes of words
    of the other. The part of an id after its slash counts as a name too.

    Examples
    --------
    >>> nearest("swden", ["Sweden", "Spain", "Colombia"]), nearest("foo bar", ["Colombia"])
    (['Sweden'], [])
    >>> nearest("bitcoi", ["bitcoin", "ethereum"]), nearest("h100", ["NVIDIA A100", "NVIDIA H100"])
    (['bitcoin'], ['NVIDIA H100'])
    >>> nearest("nas-gpo", ["strubell-2019/nas-gpu", "areas"])
    ['strubell-2019/nas-gpu']
    """
    wanted = folded(name)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scores = {
        each: max(_likeness(matcher, wanted, folded(part)) for part in {each, each.split("/")[-1]})
        for each in dict.fromkeys(known)
    }
    near = [each for each, score in scores.items() if score >= cutoff]
    return nlargest(limit, near, key=lambda each: (scores[each], -len(each)))


def folded(name: str) -> str:
    """Strip case and accents from a name.

    Examples
    --------
    >>> folded(" Suède ")
    'suede'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _likeness(matcher: SequenceMatcher[str], wanted: str, name: str) -> float:
    """Return 1 for the same name, less for a prefix, else the share of letters in common."""
    beginning = BEGINNING if _begins(wanted, name) else 0.0
    matcher.set_seq1(name)
    # The two quick ratios are upper bounds and rule out most names.
    if matcher.real_quick_ratio() < CUTOFF or matcher.quick_ratio() < CUTOFF:
        return beginning
    # A two-letter code shares half its letters with fifty others.
    common = matcher.ratio()
    return max(beginning, common) if len(name) > SHORTEST or common == 1 else beginning


def _begins(wanted: str, name: str) -> bool:
    words = name.split()
    return len(wanted) >= SHORTEST and (
        name.startswith(wanted)
        or all(any(word.startswith(part) for word in words) for part in wanted.split())
    )


def closed(name: str) -> str:
    """Close an apposition at the end of a name with a comma, unless it is enclosed.

    Examples
    --------
    >>> closed("a flight, per passenger"), closed("Gemma 2 (2B, 9B)")
    ('a flight, per passenger,', 'Gemma 2 (2B, 9B)')
    """
    return f"{name}," if ", " in ENCLOSED.sub("", name) else name
