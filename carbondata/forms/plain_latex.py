"""LaTeX as it is read: without comments and what is not set, its marks as plain text."""

from __future__ import annotations

import re

# A text that has one of these is LaTeX, in which % begins a comment.
LATEX = re.compile(r"\\(?:documentclass|begin\{document\}|(?:sub)?section\*?\{|usepackage)")
COMMENT = re.compile(r"(?<!\\)%.*")
# What begins a part that is not set, and what ends it.
HIDDEN = re.compile(r"\\iffalse\b|\\begin\{(?:verbatim|comment|lstlisting)\}")
# Conditions, of which \iff and \ifthenelse are none.
CONDITION = re.compile(r"\\(?:if(?!f(?![A-Za-z@])|thenelse)[A-Za-z@]*|fi|else)(?![A-Za-z@])")
# From 20--433 MWh: no minus.
DASH = re.compile(r"(?<=\d)--(?=\d)")
OPTION = r"(?:\[[^\]]{0,60}\])?"
QUANTITY = re.compile(rf"\\(?:qty|SI){OPTION}\{{([^{{}}]{{0,60}})\}}\{{\\?([^{{}}]{{0,60}})\}}")
# What a number is set in, and stays; colours come first.
AROUND = re.compile(
    rf"\\(?:(?:math|text)?(?:bf|it|rm|sf|tt|sc|normal|color\{{[^{{}}]{{0,40}}\}})|emph|num|text|ce"
    rf"|underline|uline|mbox|makecell|thead|shortstack){OPTION}\{{([^{{}}]{{0,200}})\}}"
)
# Sizes, faces and colours from here on, and room: they set nothing.
SWITCH = re.compile(
    r"\\(?:(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large"
    r"|bf|it|em|rm|bfseries|itshape|mdseries|boldmath|centering|raggedleft|raggedright)"
    r"(?![A-Za-z])[ ]{0,9}"
    r"|(?:color|cellcolor|rowcolor|hspace\*?|[hv]?phantom)"
    rf"{OPTION}\{{[^{{}}]{{0,60}}\}})"
)
BRACES = re.compile(r"(?<![\^A-Za-z\]}])\{([^{}]{0,200})\}")
CITED = re.compile(rf"[~ ]?\\cite\w{{0,4}}{OPTION}\{{[^{{}}]{{0,200}}\}}")
# What stands behind a number and says no more of it: a note, a mark, its uncertainty.
BEHIND = re.compile(
    rf"[~ ]?\\(?:footnote|tablefootnote|tnote){OPTION}\{{[^{{}}]{{0,200}}\}}"
    rf"|[~ ]?\\footnotemark{OPTION}(?:\{{\}})?|\\textsuperscript\{{[^{{}}\d]{{0,9}}\}}"
    r"|\^\{?(?:\\[a-z]{1,10}|[*a-z]{1,3})\}?|[ ]?(?:\\pm|\+-)[ ]?[\d.,]{1,20}"
)
RAISED = re.compile(r"\\textsuperscript\{(-?\d{1,3})\}")
SPACE = re.compile(r"\\[,:; ]|\\(?:thinspace|thickspace)\b")
# Not those that stand for thousands.
BLANKS = re.compile(r"[ \t\n~]+")
# Of what is in itself: \textbf{\underline{99}}.
DEEPEST = 4
# A longer cell is a text.
LONGEST = 4000


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
        end = _end_of(begin[0], text, begin.end())
        if end is None:
            endless.add(begin[0])
            continue
        parts += [text[done : begin.start()], "\n" * text.count("\n", begin.start(), end)]
        done = end
    return "".join((*parts, text[done:]))


def _end_of(hidden: str, text: str, start: int) -> int | None:
    """Return where a part that is not set ends: what is false at its own else or fi."""
    if "iffalse" not in hidden:
        end = hidden.replace("begin", "end")
        place = text.find(end, start)
        return place + len(end) if place >= 0 else None
    depth = 1
    for one in CONDITION.finditer(text, start):
        depth += {"\\fi": -1, "\\else": 0}.get(one[0], 1)
        if not depth or (depth == 1 and one[0] == "\\else"):
            return one.end()
    return None


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
    plain = cell.replace("$", "").replace("{,}", ",").replace(r"\times", "\N{MULTIPLICATION SIGN}")
    plain = SPACE.sub("\N{NO-BREAK SPACE}", plain.replace(r"\!", ""))
    patterns = [(QUANTITY, r"\1 \2"), (SWITCH, ""), (AROUND, r"\1"), (CITED, "")]
    patterns += [] if is_head else [(BEHIND, "")]
    patterns += [(RAISED, r"^{\1}"), (BRACES, r"\1")]
    for _ in range(DEEPEST):
        before = plain
        for pattern, becomes in patterns:
            plain = pattern.sub(becomes, plain)
        if plain == before:
            break
    return BLANKS.sub(" ", plain).strip()
