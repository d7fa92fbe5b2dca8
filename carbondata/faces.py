"""How a text from elsewhere is shown: it moves no cursor, is no markup, and runs as no formula."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from carbondata.files import literal

# A cell that begins so a spreadsheet would run when it opens a CSV file, unless it is a number; the
# wide signs are taken for the others in East Asian editions.
RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
FORMULA = f"^[{re.escape(RUN)}]"
NUMBER = r"^[+-]?[\d.,]+([eE][+-]?\d+)?$"
# What Markdown would take for its own within a line; a tag of HTML; and where a notebook or GitHub
# would begin a formula, which may hold a link: a dollar, a backslash before a bracket.
MARKS = re.compile(
    r"(?P<dollar>\$)|(?P<math>\\(?=[\[\]()]|(?:begin|end)\{))|[\\`*|\[\]]|<(?=[A-Za-z/!?])"
)
# An escape alone is undone before formulas are looked for; none reaches over a tag, or nothing.
DOLLAR, NOTHING = r"<span>\$</span>", "&#8203;"
# Of HTML: MathJax 2 and 3 leave what has these alone.
NO_MATH = "tex2jax_ignore mathjax_ignore"
# What GitHub makes a notice to somebody of, or a link to an issue; SWE@2017 is neither.
NOTICE = re.compile(r"(?<!\w)@(?=\w)|#(?=\d)")


def shown(text: str) -> str:
    r"""Write what is no character to be read by its number, as JSON does; lines stay lines.

    Control characters move the cursor of a terminal, and end the process that draws a picture;
    marks of direction turn a line around.

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
    r"""Do so with every text of a value of JSON.

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
    r"""Write a text within a line of Markdown, so that it reads as it is and calls nobody.

    Examples
    --------
    >>> print(markdown("a | b, <script>, ![x](y), 3 < 4"))
    a \| b, \<script>, !\[x\](y), 3 < 4
    >>> print(markdown(r"$x$ \(y\)"))
    <span>\$</span>x<span>\$</span> \\&#8203;(y\\&#8203;)
    >>> markdown("@who"), markdown("SWE@2017")
    ('@&#8203;who', 'SWE@2017')
    """
    line = NOTICE.sub(rf"\g<0>{NOTHING}", shown(text))
    return MARKS.sub(_escaped, line).replace("\n", "<br>")


def _escaped(mark: re.Match[str]) -> str:
    if mark["dollar"]:
        return DOLLAR
    return f"\\{mark[0]}{NOTHING if mark['math'] else ''}"


def as_cell(text: str) -> str:
    """Keep a text from being a formula in a spreadsheet, by an apostrophe before it.

    Examples
    --------
    >>> as_cell("=HYPERLINK(1)"), as_cell("-5"), as_cell("- note")
    ("'=HYPERLINK(1)", '-5', "'- note")
    """
    return f"'{text}" if re.match(FORMULA, text) and not re.match(NUMBER, text) else text


def cell_in_sql(column: str) -> str:
    """Do the same in SQL with a column, as SQL writes its name.

    Examples
    --------
    >>> import duckdb
    >>> duckdb.sql(f"SELECT {cell_in_sql('x')} FROM (VALUES ('=1+1'), ('-5')) AS t(x)").fetchall()
    [("'=1+1",), ('-5',)]
    """
    # Most cells are told by their first character, which is quick.
    runs = f"{column} <> '' AND contains({literal(RUN)}, left({column}, 1))"
    is_number = f"regexp_matches({column}, {literal(NUMBER)})"
    return f"CASE WHEN {runs} AND NOT {is_number} THEN '''' || {column} ELSE {column} END"
