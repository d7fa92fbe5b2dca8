"""Escaping of text from elsewhere, for terminals, Markdown, HTML and spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from carbondata.files import literal

# A spreadsheet that opens a CSV file runs a cell that begins with one of these, unless it is a
# number; East Asian editions also run the full-width forms.
RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
FORMULA = f"^[{re.escape(RUN)}]"
NUMBER = r"^[+-]?[\d.,]+([eE][+-]?\d+)?$"
# Inline Markdown syntax; an HTML tag or entity; the start of a formula for a notebook or GitHub,
# which may hold a link: a dollar, a backslash before a bracket; and what GitHub turns into a
# mention or a link to an issue, as SWE@2017 is not.
MARKS = re.compile(
    r"(?P<dollar>\$)|(?P<math>\\(?=[\[\]()]|(?:begin|end)\{))|(?P<notice>(?<!\w)@(?=\w)|#(?=\d))"
    r"|[\\`*|\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
# A plain escape is undone before formulas are searched for; a formula does not span a tag or a
# zero-width space.
DOLLAR, NOTHING = r"<span>\$</span>", "&#8203;"
# HTML classes that MathJax 2 and 3 skip.
NO_MATH = "tex2jax_ignore mathjax_ignore"


def shown(text: str) -> str:
    r"""Escape unprintable characters by number, as JSON does, but keep newlines.

    Control characters move the cursor of a terminal, and kill the process that draws a chart;
    bidirectional marks reorder a line.

    Examples
    --------
    >>> print(shown("a\x1b[2J\u202eb é"))
    a\u001b[2J\u202eb é
    """
    return text if text.isprintable() else "".join(map(_readable, text))


def _readable(sign: str) -> str:
    if sign == "\n" or sign.isprintable() or unicodedata.category(sign) == "Zs":
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def all_shown(value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    r"""Do the same with every string in a JSON value.

    Examples
    --------
    >>> print(*all_shown({"name": [chr(0), 1]})["name"])
    \u0000 1
    """
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {all_shown(name): all_shown(one) for name, one in value.items()}
    return [all_shown(one) for one in value] if isinstance(value, (list, tuple)) else value


def markdown(text: str) -> str:
    r"""Escape a text for a line of Markdown, so that it reads as it is and mentions nobody.

    Examples
    --------
    >>> print(markdown("a | b, <script>, ![x](y), 3 < 4"))
    a \| b, \<script>, !\[x\](y), 3 < 4
    >>> print(markdown(r"$x$ \(y\)"))
    <span>\$</span>x<span>\$</span> \\&#8203;(y\\&#8203;)
    >>> markdown("@who"), markdown("SWE@2017")
    ('@&#8203;who', 'SWE@2017')
    >>> print(markdown("R&D, &dollar;x&#36;"))
    R&D, \&dollar;x\&#&#8203;36;
    """
    return MARKS.sub(_escaped, shown(text)).replace("\n", "<br>")


def _escaped(mark: re.Match[str]) -> str:
    if mark["dollar"]:
        return DOLLAR
    if mark["notice"]:
        return f"{mark[0]}{NOTHING}"
    return f"\\{mark[0]}{NOTHING if mark['math'] else ''}"


def as_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Examples
    --------
    >>> as_cell("=HYPERLINK(1)"), as_cell("-5"), as_cell("- note")
    ("'=HYPERLINK(1)", '-5', "'- note")
    """
    return f"'{text}" if re.match(FORMULA, text) and not re.match(NUMBER, text) else text


def cell_in_sql(column: str) -> str:
    """Do the same in SQL; `column` is a quoted identifier.

    Examples
    --------
    >>> import duckdb
    >>> duckdb.sql(f"SELECT {cell_in_sql('x')} FROM (VALUES ('=1+1'), ('-5')) AS t(x)").fetchall()
    [("'=1+1",), ('-5',)]
    """
    # The first character, which is quick to test, decides most cells.
    runs = f"{column} <> '' AND contains({literal(RUN)}, left({column}, 1))"
    is_number = f"regexp_matches({column}, {literal(NUMBER)})"
    return f"CASE WHEN {runs} AND NOT {is_number} THEN '''' || {column} ELSE {column} END"
