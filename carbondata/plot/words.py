"""What the charts say in English and in French: which language, its signs, its ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.french import NO_BREAK
from carbondata.text.numbers import MASSES, plain

if TYPE_CHECKING:
    from carbondata.text.numbers import Language


def one_of(language: Language, english: str, french: str) -> str:
    """Return the one of two texts that is in the language."""
    return english if language == "en" else french


def colon(language: Language) -> str:
    """Return a colon with the spaces of the language."""
    return one_of(language, ": ", f"{NO_BREAK}: ")


def counted(count: int, singular: str, plural: str) -> str:
    """Return a count with its noun, which is singular for one.

    Examples
    --------
    >>> counted(1, "study", "studies"), counted(2, "study", "studies")
    ('1 study', '2 studies')
    """
    return f"{count} {singular if count == 1 else plural}"


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
    return f"{plain(tonnes / scale, 3, language)}{one_of(language, ' ', NO_BREAK)}{unit}"
