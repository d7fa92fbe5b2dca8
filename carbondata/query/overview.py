"""Comparisons of one subject as a table for reading, one line each, without reasons."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from carbondata import faces
from carbondata.query import tabulate
from carbondata.query.layout import width
from carbondata.text import sentences, side_words
from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrase
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from carbondata.query.comparison import Comparison, Comparisons
    from carbondata.text.language import Language

HEADS = ("as_much_as", "which_is", "id", "verdict")


def table(comparisons: Comparisons, language: Language = "en") -> pa.Table:
    """Return one line for each comparison: as much as what, the amount, the id, the verdict.

    Examples
    --------
    >>> from carbondata.query.compare import compare
    >>> table(compare("gpt-3", "car-lifetime-usa", "SWE@2017"))[0].to_pylist()[1]
    '6.9 minutes of the emissions of Sweden in 2017'
    """
    import pyarrow as pa

    lines = [_line(comparison, language) for comparison in comparisons]
    columns = zip(*lines, strict=True)
    heads = [say(f"head.{head}", language) for head in HEADS]
    return pa.table(dict(zip(heads, map(list, columns), strict=True)))


def text(comparisons: Comparisons, language: Language) -> str:
    """Lay the comparisons out for a terminal."""
    what = fill(subject(comparisons, language), width(), break_on_hyphens=False)
    return f"{what}\n\n{tabulate.text(table(comparisons, language), width())}"


def markdown(comparisons: Comparisons, language: Language) -> str:
    """Write the comparisons in Markdown."""
    what = faces.markdown(subject(comparisons, language))
    return f"{what}\n\n{tabulate.markdown(table(comparisons, language))}"


def latex(comparisons: Comparisons, language: Language, keys: Iterable[str]) -> str:
    """Write the comparisons in LaTeX, for the package booktabs, with the keys of their BibTeX."""
    what = tabulate.escaped(subject(comparisons, language))
    cited = rf"\cite{{{','.join(keys)}}}"
    return f"{what} {cited}\n\n{tabulate.latex(table(comparisons, language))}"


def subject(comparisons: Comparisons, language: Language) -> str:
    """Say what is compared: its name, its figure, and what that is if studies differ."""
    side = comparisons[0].subject
    told = side_words.side_basis(side, language)
    if side.figure != "given":
        told = f"{capital(side_words.name(side, language))}. {told}"
    low, high = side.studies_low, side.studies_high
    if low is not None and high is not None and low < high:
        span = phrase(
            "range.by_study", language, told=side_words.written(high, side, language, low)
        )
        told = f"{told}{SIGNS[language].semicolon}{span}"
    return typeset(told, language)


def _line(comparison: Comparison, language: Language) -> tuple[str, ...]:
    reading, reference = comparison.reading, comparison.reference
    much = "-"
    if reading is not None:
        if comparison.is_range:
            reading = sentences.whole_reading(comparison, reading)
        much = typeset(sentences.as_much_as(comparison, reading, language), language)
    verdict = say(f"verdict.{comparison.verdict}", language)
    return much, side_words.amount(reference, language), reference.called, verdict
