"""LaTeX as it is read: without comments and what is not set, its marks as plain text."""

from __future__ import annotations

import re

# A text that has one of these is LaTeX, in which % begins a comment.
LATEX = re.compile(r"\\(?:documentclass|begin\{document\}|(?:sub)?section\*?\{|usepackage)")
COMMENT = re.compile(r"(?<!\\)%.*")
# What begins a part that is not set, and what ends it.
HIDDEN = re.compile(r"\\iffalse\b|\\begin\{(?:verbatim|comment|lstlisting)\}")
FI = re.compile(r"\\fi\b")
# From 20--433 MWh: no minus.
DASH = re.compile(r"(?<=\d)--(?=\d)")
QUANTITY = re.compile(r"\\(?:qty|SI)\{([^{}]{0,60})\}\{\\?([^{}]{0,60})\}")
SET = re.compile(r"\\(?:(?:math|text)?(?:bf|it|rm)|emph|num|text|ce|tnote)\{([^{}]{0,200})\}")
SWITCH = re.compile(r"\{\\(?:bf|it|bfseries|itshape)\s+([^{}]{0,200})\}")
# What stands behind a number and says no more of it: a citation, a note, a mark, its uncertainty.
BEHIND = re.compile(
    r"[~ ]?\\(?:cite\w{0,4}|footnote(?:mark)?|tablefootnote)(?:\[[^\]]{0,60}\])?\{[^{}]{0,200}\}"
    r"|\^\{?(?:\\[a-z]{1,10}|[*a-z]{1,3})\}?|[ ]?\\pm[ ]?[\d.,]{1,20}"
)


def is_latex(text: str) -> bool:
    r"""Tell whether a text is LaTeX, and not Markdown with a formula.

    Examples
    --------
    >>> is_latex(r"\section{Energy} 10\% of it"), is_latex("10 % of $433$ MWh")
    (True, False)
    """
    return LATEX.search(text) is not None


def as_set(text: str) -> str:
    r"""Return a LaTeX text without comments and what is not set; its lines keep their places.

    Examples
    --------
    >>> as_set("433 MWh % once 99\n57")
    '433 MWh \n57'
    """
    return DASH.sub("\N{EN DASH}", _shown(COMMENT.sub("", text)))


def _shown(text: str) -> str:
    """Leave out what is not set. Beginnings without an end are passed over once for all."""
    parts, done = [], 0
    endless: set[str] = set()
    for begin in HIDDEN.finditer(text):
        if begin.start() < done or begin[0] in endless:
            continue
        ends = (
            FI if "iffalse" in begin[0] else re.compile(re.escape(begin[0].replace("begin", "end")))
        )
        end = ends.search(text, begin.end())
        if end is None:
            endless.add(begin[0])
            continue
        parts += [text[done : begin.start()], "\n" * text.count("\n", begin.start(), end.end())]
        done = end.end()
    return "".join((*parts, text[done:]))


def cell_text(cell: str) -> str:
    r"""Return a cell of a table as it reads.

    Examples
    --------
    >>> cell_text(r"$\mathbf{433}$~\cite{a}"), cell_text(r"\qty{24.7}{t} $\pm$ 1")
    ('433', '24.7 t')
    >>> cell_text("{\\bf 99}$^\\dagger$")
    '99'
    """
    plain = cell.replace("$", "").replace("{,}", ",").replace(r"\times", "\N{MULTIPLICATION SIGN}")
    plain = QUANTITY.sub(r"\1 \2", plain)
    for pattern, becomes in ((SET, r"\1"), (SWITCH, r"\1"), (BEHIND, "")):
        plain = pattern.sub(becomes, plain)
    return " ".join(plain.replace(r"\,", "\N{NO-BREAK SPACE}").replace("~", " ").split(" ")).strip()
