"""A figure, and what it is compared with, on a ruler of familiar things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata._version import __version__
from carbondata.draw.picture import Picture, lines, written
from carbondata.draw.ruler import LETTER, Axis, axis_of, lying, marks
from carbondata.engine.ratio import bounds
from carbondata.plot.words import only_zeros
from carbondata.query.compare import compare, picked
from carbondata.text.language import SIGNS, spoken
from carbondata.text.refusals import refusing_in
from carbondata.text.sentences import tell
from carbondata.text.side_words import amount, name, without_year
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

WIDTH, HEIGHT = 1120, 400
# The ruler is below the title, and its axis so far below its top.
TOP, MIDDLE = 110, 112
TITLE_LETTERS = 96
STYLE = (
    ".ruler text{font-size:13px;fill:#1d2327}.ruler .axis{font-size:11px;fill:#59636b}"
    ".ruler line{stroke:#d9ddd8}.ruler .rule{stroke:#1d2327}.ruler circle{fill:#1d2327}"
    "@media screen and (prefers-color-scheme:dark){.ruler text,.ruler circle{fill:#e8ecea}"
    ".ruler .rule{stroke:#e8ecea}.ruler line{stroke:#364045}.ruler .axis{fill:#a4aeb2}}"
)


def ruler(
    subject: str,
    reference: str | None = None,
    *,
    measure: str | None = None,
    language: str = "en",
    database: str | Path | None = None,
) -> Picture:
    """Draw a figure on a ruler from one prompt to the world's year, beside a reference if given.

    Parameters
    ----------
    subject, reference : str
        As for `carbondata.compare`; the sentence about them is the title.
    measure : {"emissions", "electricity"}, optional
        As for `carbondata.compare`.
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Picture
        A logarithmic scale in t or kWh, the familiar things on it, and the range of each figure.

    Raises
    ------
    QueryError
        As for `carbondata.compare`.

    Examples
    --------
    >>> ruler("gpt-3", "SWE@2020").title[:38]
    'Training GPT-3 (175B) emitted 552 t CO'
    """
    lang = spoken(language)
    with refusing_in(lang):
        if reference is None:
            own = picked(subject, database, measure=measure)
            _refuse_zeros(own)
            who = capital(typeset(name(own, lang), lang))
            return _picture([own], f"{who}{SIGNS[lang].colon}{amount(own, lang)}", lang, database)
        made = compare(subject, reference, measure=measure, database=database)
        _refuse_zeros(made.subject, made.reference)
    return _picture([made.subject, made.reference], tell(made, lang, doubt=False), lang, database)


def _refuse_zeros(*sides: Quantity) -> None:
    """Refuse what is zero, which has no place on a logarithmic scale."""
    for side in sides:
        if not (side.amount or side.amount_high or side.amount_low):
            raise only_zeros(side.id)


def _picture(
    sides: list[Quantity], title: str, lang: Language, database: str | Path | None
) -> Picture:
    measure = sides[0].measure
    axis = axis_of(measure)
    ours = [
        _mark(side, axis, lang, look)
        for side, look in zip(sides, ("accent", "warn"), strict=False)
        if side.measure == measure
    ]
    heads = [
        written(line, (24, 40 + at * 28), 20, "ink", weight="bold")
        for at, line in enumerate(lines(title, TITLE_LETTERS))
    ]
    sources = sorted({side.source_id for side in sides if side.source_id})
    told = edition = f"carbondata {__version__}."
    if sources:
        key = "plot.sources" if len(sources) > 1 else "plot.source"
        told = say(key, lang, listed=", ".join(sources), edition=edition)
    drawn = {side.subject for side in sides}
    others = [mark for mark in marks(measure, lang, database) if mark.subject not in drawn]
    inner = lying(measure, lang, others).replace("<svg ", f'<svg y="{TOP}" height="236" ', 1)
    body = "".join([*heads, inner, *ours, written(told, (24, HEIGHT - 20), 12, "quiet")])
    colon, semicolon = SIGNS[lang].colon, SIGNS[lang].semicolon
    each = semicolon.join(f"{name(one, lang)}{colon}{amount(one, lang)}" for one in sides)
    style = f"<style>{STYLE}</style>"
    return Picture(style + body, WIDTH, HEIGHT, title, capital(typeset(each, lang)), lang)


def _mark(side: Quantity, axis: Axis, lang: Language, look: str) -> str:
    """Draw one side on the axis: its range, its dot, its name above or below."""
    ends = bounds(side)
    middle = side.amount or side.amount_high or side.amount_low or 0
    x = axis.at(middle)
    low, high = (axis.at(end) if end else x for end in (ends.low, ends.high))
    y = TOP + MIDDLE
    called = typeset(capital(without_year(side, lang) or name(side, lang)), lang)
    half = len(called) * LETTER * 0.6
    at = (min(max(x, half + 8), WIDTH - half - 8), y - 16 if look == "accent" else y + 40)
    return (
        f'<line class="{look}-line" x1="{low}" x2="{high}" y1="{y}" y2="{y}" stroke-width="8" '
        f'stroke-linecap="round" stroke-opacity="0.45"/>'
        f'<circle class="{look}" cx="{x}" cy="{y}" r="9"/>'
        f"{written(called, at, 14, look, weight='bold', anchor='middle')}"
    )
