"""LaTeX as it is set: without its comments, its code, and what is hidden or behind its end."""

from __future__ import annotations

import re
from typing import NamedTuple

# A line that begins so is of LaTeX, in which % begins a comment; a mention in a sentence is not.
LATEX = re.compile(
    r"^\\(?:documentclass|usepackage|begin\{document\}"
    r"|(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?[\[{])",
    re.MULTILINE,
)
OPTION = r"(?:\[[^\]\n]{0,60}\])?"
ARGUMENT = r"\{[^{}\n]{0,500}(?:\{[^{}\n]{0,200}\}[^{}\n]{0,200}){0,4}\}"
# What is looked at in the order of a text. In an address a % is a sign like others; what a macro
# is to do, it does not do where it is defined.
MARK = re.compile(
    r"(?P<code>\\(?:verb|lstinline)\*?(?P<sign>[^A-Za-z*\s{\[]))"
    rf"|\\(?:url|nolinkurl|path|href){OPTION}{ARGUMENT}"
    r"|\\(?:(?:re)?new|provide)command\*?[ ]?\{?\\[A-Za-z@]{1,60}\}?(?:\[\d\])?\{[^{}%\n]{0,200}\}"
    r"|\\(?:def[ ]?\\[A-Za-z@]{1,60}\{[^{}%\n]{0,200}\}"
    r"|let[ ]?\\[A-Za-z@]{1,60}[ ]?=?[ ]?\\[A-Za-z@]{1,60})"
    r"|(?P<hidden>\\begin\{(?:verbatim\*?|Verbatim|comment|lstlisting|minted)\})"
    r"|(?P<false>\\iffalse(?![A-Za-z@]))"
    r"|(?P<last>\\end\{document\})"
    r"|\\[^A-Za-z]"
    r"|(?P<comment>%.*)"
)
# Conditions, of which \iff and \ifthenelse are none; comments and escaped signs are passed over.
CONDITION = re.compile(
    r"\\(?:if(?!f(?![A-Za-z@])|thenelse)[A-Za-z@]*|fi|else)(?![A-Za-z@])|\\[^A-Za-z]|%.*"
)
# From 20--433 MWh: no minus.
DASH = re.compile(r"(?<=\d)--(?=\d)")
# Of code as short as this a word or a number is read.
LONGEST_CODE = 200
WORDS = re.compile(r"[\w .,]*")


class Part(NamedTuple):
    """Where a part that is not read ends, and what is read for it."""

    end: int
    read: str = ""


def begins_latex(text: str) -> bool:
    r"""Tell whether a text is LaTeX, and not one that mentions it or has a formula.

    Examples
    --------
    >>> begins_latex("\\section{Energy} 10\\% of it"), begins_latex("100%, see \\section{Energy}")
    (True, False)
    """
    return LATEX.search(text) is not None


def as_set(text: str) -> str:
    r"""Return a LaTeX text without comments, code, and what is hidden; its lines keep their places.

    Beginnings without an end hide nothing, and are passed over once for all.

    Examples
    --------
    >>> as_set("433 MWh % once 99\n57"), as_set(r"\url{a%20b} 433 \verb|%| 57")
    ('433 MWh \n57', '\\url{a%20b} 433  57')
    """
    parts, done, at = [], 0, 0
    endless: set[str] = set()
    while mark := MARK.search(text, at):
        at = mark.end()
        begin = mark["hidden"] or mark["false"]
        if mark.lastgroup is None or begin in endless:
            continue
        part = _part(mark, text)
        if part is not None:
            lines = "\n" * text.count("\n", mark.start(), part.end)
            parts += [text[done : mark.start()], part.read, lines]
            done = at = part.end
        elif begin:
            endless.add(begin)
    return DASH.sub("\N{EN DASH}", "".join((*parts, text[done:])))


def _part(mark: re.Match[str], text: str) -> Part | None:
    """Return a part that is not read, or nothing if it has no end."""
    start = mark.end()
    if mark["comment"]:
        return Part(start)
    if mark["last"]:
        return Part(len(text))
    if mark["false"]:
        return _false(text, start)
    if mark["hidden"]:
        end = mark["hidden"].replace("begin", "end")
        place = text.find(end, start)
        return Part(place + len(end)) if place >= 0 else None
    place = text.find(mark["sign"], start, start + LONGEST_CODE)
    code = text[start:place]
    if place < 0 or "\n" in code:
        return None
    return Part(place + 1, code if WORDS.fullmatch(code) else "")


def _false(text: str, start: int) -> Part | None:
    """Return what is false, which ends at its own else or fi."""
    depth = 1
    for one in CONDITION.finditer(text, start):
        if one[0].startswith((r"\if", r"\fi", r"\else")):
            depth += {"\\fi": -1, "\\else": 0}.get(one[0], 1)
        if not depth or (depth == 1 and one[0] == "\\else"):
            return Part(one.end())
    return None
