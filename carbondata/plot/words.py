"""Texts that several charts use: counts, and the amounts at ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.language import SIGNS
from carbondata.text.numbers import MASSES, plain
from carbondata.text.refusals import refusal, refused
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from carbondata.errors import QueryError
    from carbondata.text.language import Language


def counted(key: str, count: int, language: Language) -> str:
    """Return a count with its noun, singular for one.

    Examples
    --------
    >>> counted("plot.studies", 1, "en"), counted("plot.studies", 2, "en")
    ('one study', '2 studies')
    """
    return say(f"{key}.{'one' if count == 1 else 'many'}", language, n=count)


def only_zeros(id_: str) -> QueryError:
    """Return the refusal of what has figures, but none above zero."""
    shows = f"carbondata studies '{id_}'"
    return refused(lambda language: refusal("only_zeros", language, id=id_, command=shows))


def mass_tick(tonnes: float, language: Language) -> str:
    r"""Write the amount at a tick of an axis, grams and kilograms below a tonne.

    Examples
    --------
    >>> mass_tick(1e-6, "en"), mass_tick(1000, "en"), mass_tick(2.5e6, "fr")
    ('1 g', '1,000 t', '2,5\xa0Mt')
    """
    if not tonnes:
        return "0"
    scale, unit = next((pair for pair in MASSES if tonnes >= pair[0] * 0.999), MASSES[-1])
    return f"{plain(tonnes / scale, 3, language)}{SIGNS[language].space}{unit}"
