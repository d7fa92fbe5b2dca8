"""The words on the charts, in English and French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.query.writing import LANGUAGES, MASSES, NO_BREAK, plain

if TYPE_CHECKING:
    from carbondata.query.writing import Language

FRENCH = {
    # the vocabulary of the tables
    "operational": "électricité utilisée",
    "operational_embodied": "électricité et fabrication du matériel",
    "use_phase": "utilisation",
    "life_cycle": "cycle de vie",
    "location": "selon le réseau",
    "market": "selon les contrats",
    "territorial": "émissions du territoire",
    "consumption": "émissions de la consommation",
    "co2_only": "sans effets hors CO2",
    "with_non_co2": "avec effets hors CO2",
    "measured": "mesuré",
    "derived": "recalculé",
    "modelled": "modélisé",
    "estimated": "estimé",
    "current": "en vigueur",
    "corrected": "corrigé",
    "superseded": "remplacé",
    "disputed": "contesté",
    "withdrawn": "retiré",
    "ok": "comparable",
    "note": "avec une remarque",
    "caution": "avec prudence",
}
ENGLISH = {
    "operational": "electricity used",
    "operational_embodied": "electricity and making of hardware",
    "location": "location-based",
    "market": "market-based",
    "territorial": "emissions of the territory",
    "consumption": "emissions of what is consumed",
    "co2_only": "without non-CO2 effects",
    "with_non_co2": "with non-CO2 effects",
    "derived": "worked out",
    "ok": "comparable",
    "note": "with a note",
    "caution": "with caution",
}


def spoken(language: str) -> Language:
    """Return the language, if the charts speak it.

    Raises
    ------
    QueryError
        When they do not.

    Examples
    --------
    >>> spoken("fr")
    'fr'
    """
    if language not in LANGUAGES:
        message = f"there are no charts in {language!r}, but in {' and '.join(LANGUAGES)}"
        raise QueryError(message)
    return language


def word(term: str | None, language: Language) -> str:
    """Say a word of the tables' vocabularies.

    Examples
    --------
    >>> word("life_cycle", "en"), word("life_cycle", "fr"), word(None, "fr")
    ('life cycle', 'cycle de vie', '')
    """
    if not term:
        return ""
    words = ENGLISH if language == "en" else FRENCH
    return words.get(term, term.replace("_", " "))


def one_of(language: Language, english: str, french: str) -> str:
    """Return the one of two texts that is in the language."""
    return english if language == "en" else french


def colon(language: Language) -> str:
    """Return a colon with the spaces of the language."""
    return one_of(language, ": ", f"{NO_BREAK}: ")


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
