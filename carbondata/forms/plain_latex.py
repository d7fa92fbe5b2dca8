"""The marks of LaTeX as plain text, which mean the same in a cell of a table as in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.forms.set_latex import OPTION

if TYPE_CHECKING:
    from collections.abc import Callable

# What leaves out a part of a text leaves out no end of a line, so that lines keep their places.
QUANTITY = re.compile(rf"\\(?:qty|SI){OPTION}\{{([^{{}}]{{0,60}})\}}\{{([^{{}}]{{0,60}})\}}")
UNIT = re.compile(r"\\([A-Za-z]{1,20})[ ]?")
UNITS = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "milli": "m", "per": "/"} | {
    "watt": "W", "hour": "h", "joule": "J", "gram": "g", "kilogram": "kg", "tonne": "t"
}  # fmt: skip
# What a number is set in, and stays; colours come first.
AROUND = re.compile(
    r"\\(?:(?:math|text)?(?:bf|it|rm|sf|tt|sc|normal|color\{[^{}\n]{0,40}\})|emph|num|text|ce"
    rf"|underline|uline|mbox|makecell|thead|shortstack){OPTION}\{{([^{{}}]{{0,200}})\}}"
)
# Sizes, faces and colours from here on, and room: they set nothing.
SWITCH = re.compile(
    r"\\(?:(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large"
    r"|bf|it|em|rm|bfseries|itshape|mdseries|boldmath|centering|raggedleft|raggedright)"
    r"(?![A-Za-z])[ ]{0,9}"
    r"|(?:color|cellcolor|rowcolor|hspace\*?|[hv]?phantom)"
    rf"{OPTION}\{{[^{{}}\n]{{0,60}}\}})"
)
BRACES = re.compile(r"(?<![\^A-Za-z\]}])\{([^{}]{0,200})\}")
CITED = re.compile(rf"[~ ]?\\cite\w{{0,4}}{OPTION}\{{[^{{}}\n]{{0,200}}\}}")
# What stands behind a number and says no more of it: a mark, its uncertainty; in a cell, a note.
MARKS = (
    rf"[~ ]?\\footnotemark{OPTION}(?:\{{\}})?|\\textsuperscript\{{[^{{}}\n\d]{{0,9}}\}}"
    r"|\^\{?(?:\\[a-z]{1,10}|[*a-z]{1,3})\}?|[ ]?(?:\\pm|\+-)[ ]?[\d.,]{1,20}"
)
NOTE = rf"[~ ]?\\(?:footnote|tablefootnote|tnote){OPTION}\{{[^{{}}\n]{{0,200}}\}}"
BEHIND = re.compile(MARKS)
BEHIND_IN_CELL = re.compile(f"{NOTE}|{MARKS}")
RAISED = re.compile(r"\\textsuperscript\{(-?\d{1,3})\}")
SPACE = re.compile(r"(?<!\\)\\[,:; ]|\\(?:thinspace|thickspace)\b")
# Not those that stand for thousands.
BLANKS = re.compile(r"[ \t\n~]+")
TIMES = re.compile(r"\\(?:times|cdot|ast)(?![A-Za-z])")
SUBSCRIPT = "CO_2"
# Of what is in itself: \textbf{\underline{99}}.
DEEPEST = 4
# A longer cell is a text.
LONGEST = 4000


def cell_text(cell: str, *, is_head: bool = False) -> str:
    r"""Return a cell of a table as it reads. In a head, a note may say of what the numbers are.

    Examples
    --------
    >>> cell_text(r"$\mathbf{433}$~\cite{a}"), cell_text(r"\qty{24.7}{t} $\pm$ 1")
    ('433', '24.7 t')
    >>> cell_text("{\\bf 99}$^\\dagger$"), cell_text("MWh$^\\dagger$", is_head=True)
    ('99', 'MWh^\\dagger')
    """
    if len(cell) > LONGEST:
        return ""
    plain = plain_text(BLANKS.sub(" ", cell), None if is_head else BEHIND_IN_CELL)
    return BLANKS.sub(" ", plain).strip()


def plain_text(text: str, left_out: re.Pattern[str] | None = None) -> str:
    r"""Return a text with the marks of LaTeX as plain text, and its lines in their places.

    Examples
    --------
    >>> plain_text(r"$433{,}000$ MWh, \SI{57}{\gram} \ce{CO2}e, 24 t of CO$_\mathrm{2}$")
    '433,000 MWh, 57 g CO2e, 24 t of CO2'
    """
    if not any(mark in text for mark in "\\{$^"):
        return text
    plain = text.replace("$", "").replace("{,}", ",")
    plain = TIMES.sub("\N{MULTIPLICATION SIGN}", plain)
    plain = SPACE.sub("\N{NO-BREAK SPACE}", plain.replace(r"\!", ""))
    patterns: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
        (QUANTITY, _quantity),
        (SWITCH, ""),
        (AROUND, r"\1"),
        (CITED, ""),
        *([(left_out, "")] if left_out else []),
        (RAISED, r"^{\1}"),
        (BRACES, r"\1"),
    ]
    for _ in range(DEEPEST):
        before = plain
        for pattern, becomes in patterns:
            plain = pattern.sub(becomes, plain)
        if plain == before:
            break
    return plain.replace(SUBSCRIPT, "CO2")


def _quantity(match: re.Match[str]) -> str:
    unit = UNIT.sub(lambda name: UNITS.get(name[1], name[1]), match[2])
    return f"{match[1]} {unit}"
