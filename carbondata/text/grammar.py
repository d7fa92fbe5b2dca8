"""What grammar a language asks of a name before it stands in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata import french

if TYPE_CHECKING:
    from carbondata.text.language import Language


def of(name: str, language: Language) -> str:
    """Put a name behind what is its own.

    Examples
    --------
    >>> of("Sweden in 2017", "en"), of("le Canada en 2017", "fr")
    ('of Sweden in 2017', 'du Canada en 2017')
    """
    return french.of(name) if language == "fr" else f"of {name}"


def is_plural(name: str, language: Language) -> bool:
    """Tell whether a name asks for a verb in the plural; English names ask for none.

    Examples
    --------
    >>> is_plural("Les États-Unis en 2019", "fr"), is_plural("the United States", "en")
    (True, False)
    """
    return language == "fr" and name.lower().startswith("les ")
