"""Where a text begins to speak of something else: its headings of any kind, and its lead-ins."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# ## A; \section{A} and \frametitle{A}; <h2>A.
HEADING = re.compile(
    r"[ >]{0,8}(?:#|</?(?:h[1-6]|summary|details)\b"
    r"|\\[a-z]{0,9}(?:part|chapter|section|paragraph|title|caption)\*?(?![A-Za-z])"
    r"|\\begin\{frame\})"
)
# 1.2 A and IV. A; of one number, it may be an item of a list.
NUMBERED = re.compile(r"[ >]{0,8}(?:\d{1,3}(?:\.\d{1,3}){1,5}[.)]?|[IVX]{1,5}[.)])[ \t]")
# A line that is only bold or slanted, whatever sign stands behind it.
BOLD = re.compile(
    r"[ >]{0,8}(?:(?P<mark>[*_]{1,3})(?![\s*_])[^*\n]{1,200}(?P=mark)"
    r"|<(?:b|strong)>[^<]{1,200}</\w{1,6}>)[ \t]{0,8}[:.]?[ \t]{0,8}"
)
# What stands under a heading, or between two parts of a text.
UNDER = re.compile(r"[ \t]{0,3}(?P<sign>[-=~^\"'*_+#`:.])(?P=sign){1,200}[ \t]{0,80}")
ITEM = re.compile(r"[ \t>]{0,40}(?:(?:[-*+\N{BULLET}]|\d{1,3}[.)]|[A-Za-z][.)])(?=\s)|\\item\b)")
# A longer line is a text; and so is one that ends as a sentence does, and is as long as one.
LONGEST = 100
ENDS = (".", "!", "?", ";", ",")
FEW_WORDS = 3


class Begins(Enum):
    """What begins with a line: a section, a part of one that its lead-in names, or nothing."""

    SECTION = "section"
    PART = "part"
    NOTHING = "nothing"


def with_beginnings(lines: list[str], labelled: re.Pattern[str]) -> Iterator[tuple[str, Begins]]:
    r"""Yield each line, and what begins with it. A line with a label and what it says is no title.

    Examples
    --------
    >>> lines = ["## A", "", "B", "=====", "**C**", "", "On H100:", "", "SCI = 3"]
    >>> [one[1].value for one in with_beginnings(lines, re.compile(".+ = .+")) if one[0]]
    ['section', 'part', 'section', 'section', 'part', 'nothing']
    """
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        yield line, _begins(above, line, below, labelled)


def _begins(above: str, line: str, below: str, labelled: re.Pattern[str]) -> Begins:
    if HEADING.match(line) or UNDER.fullmatch(line):
        return Begins.SECTION
    said = labelled.match(line)
    if BOLD.fullmatch(line) and not (said and _has_digit(said[0])):
        return Begins.SECTION
    if said or not line.strip() or len(line) > LONGEST:
        return Begins.NOTHING
    if not _is_title(above, line, below, labelled):
        return Begins.NOTHING
    return Begins.SECTION if NUMBERED.match(line) else Begins.PART


def _is_title(above: str, line: str, below: str, labelled: re.Pattern[str]) -> bool:
    """Tell whether a line is an item or a paragraph of its own, and no sentence."""
    is_sentence = line.rstrip().endswith(ENDS) and len(line.split()) > FEW_WORDS
    if is_sentence or line.lstrip().startswith(("|", "<")):
        return False
    if ITEM.match(line):
        return True
    if line.lstrip().startswith("\\"):
        return False
    is_first = not above.strip() or labelled.match(above) is not None
    return is_first and any(
        (not below.strip(), labelled.match(below), ITEM.match(below), UNDER.fullmatch(below))
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
