"""A paragraph for a paper, in Markdown (as pandoc cites) or LaTeX, with its BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.faces import shown
from carbondata.forms.prose import sentences
from carbondata.forms.record import needs
from carbondata.query.tabulate import escaped

if TYPE_CHECKING:
    from carbondata.forms.made import Made


def write_markdown(made: Made) -> str:
    """Write the paragraph with `[@key]`, and the BibTeX in a block of code."""
    needs(made.record, "paper", "emissions_t")
    made = made.in_markdown()
    marks = {source: f" [@{key}]" for source, key in made.keys().items()}
    cited = shown(made.bibtex())
    # A fence ends at one that is as long.
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", cited)), default=0))
    return f"{sentences(made, marks)}\n\n{fence}bibtex\n{cited}\n{fence}"


def write_latex(made: Made) -> str:
    r"""Write the paragraph with `\cite`, and the BibTeX for the file of references as a comment."""
    needs(made.record, "paper", "emissions_t")
    # Marks of letters alone, which the record has not, pass through the escaping.
    stem = "MARK"
    while stem in str(made.record):
        stem += "K"
    keys = {source: (f"{stem}{place}END", key) for place, (source, key) in _numbered(made)}
    text = escaped(sentences(made, {source: mark for source, (mark, _) in keys.items()}))
    for mark, key in keys.values():
        text = text.replace(mark, f"~\\cite{{{key}}}")
    references = "\n".join(f"% {line}".rstrip() for line in made.bibtex().splitlines())
    return f"{text}\n\n{references}"


def _numbered(made: Made) -> enumerate[tuple[str, str]]:
    return enumerate(made.keys().items())
