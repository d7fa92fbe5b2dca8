"""Markdown as it is read: without comments and code, which are no part of what it says."""

from __future__ import annotations

import re

# A comment, or code between fences; or code within a line, which hides none of them.
BEGIN = re.compile(
    r"(?P<span>(?<!`)(?P<ticks>`{1,2})(?!`)[^`\n]{1,200}(?P=ticks)(?!`))|(?P<comment><!--)"
    r"|^(?:[ \t]|>){0,12}(?P<fence>`{3,9}(?=[^`\n]{0,100}$)|~{3,9})",
    re.MULTILINE,
)


def as_shown(text: str) -> str:
    r"""Return a text without its comments and fenced code; its lines keep their places.

    Beginnings without an end hide nothing, and are passed over once for all.

    Examples
    --------
    >>> as_shown("433 MWh <!-- once\n99 --> at 57"), as_shown("~~~\n99\n~~~\n57")
    ('433 MWh \n at 57', '\n\n\n57')
    """
    parts, done, at = [], 0, 0
    endless: set[str] = set()
    while begin := BEGIN.search(text, at):
        at = begin.end()
        mark = begin["comment"] or begin["fence"]
        if mark is None or mark in endless:
            continue
        # Of <!--> the end is in the beginning.
        end = _end(mark).search(text, at if begin["fence"] else at - 2)
        if end is None:
            endless.add(mark)
            continue
        parts += [text[done : begin.start()], "\n" * text.count("\n", begin.start(), end.end())]
        done = at = end.end()
    return "".join((*parts, text[done:]))


def _end(mark: str) -> re.Pattern[str]:
    """Return what ends a comment, or code: a fence of as many signs or more."""
    if mark[0] == "<":
        return re.compile("-->")
    return re.compile(rf"^(?:[ \t]|>){{0,12}}{mark}{mark[0]}*[ \t]*$", re.MULTILINE)
