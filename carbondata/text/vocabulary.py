"""The words of the tables in a reader's words, in English and French."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbondata.text.numbers import Language

# Of each column its terms, as English and French say them.
VOCABULARY = {
    "boundary": {
        "operational": ("electricity used", "électricité utilisée"),
        "operational_embodied": (
            "electricity and making of hardware",
            "électricité et fabrication du matériel",
        ),
        "use_phase": ("use alone", "usage seul"),
        "life_cycle": ("whole life cycle", "cycle de vie entier"),
        "avoided": ("avoided, not emitted", "évitées, non émises"),
    },
    "accounting": {
        "territorial": ("emissions of the territory", "émissions du territoire"),
        "consumption": ("emissions of what is consumed", "émissions de la consommation"),
        "location": ("at the grid's mix", "au mix du réseau"),
        "market": ("as bought by contract", "selon les contrats d'achat"),
    },
    "energy_scope": {
        "accelerator": ("accelerators alone", "accélérateurs seuls"),
        "server": ("whole servers", "serveurs entiers"),
        "facility": ("whole facility", "site entier"),
    },
    "flow": {
        "demand": ("used in the country", "consommée dans le pays"),
        "generation": ("generated in the country", "produite dans le pays"),
    },
    "electricity": {
        "direct": (
            "electricity counted at the power plant",
            "électricité comptée à la centrale",
        ),
        "life_cycle": ("electricity over its life cycle", "électricité en cycle de vie"),
    },
    "land_use": {
        "excluded": ("without land use", "sans usage des terres"),
        "included": ("with land use", "avec usage des terres"),
        "excluded_with_agriculture": (
            "without land use and farming",
            "sans usage des terres ni agriculture",
        ),
    },
    "forcing": {
        "co2_only": ("CO₂ of flights alone", "CO₂ des vols seul"),
        "with_non_co2": ("with contrails and other effects", "avec traînées et autres effets"),
    },
    "method": {
        "measured": ("measured", "mesuré"),
        "derived": ("worked out", "calculé"),
        "modelled": ("modelled", "modélisé"),
        "estimated": ("estimated", "estimé"),
    },
    "status": {
        "current": ("current", "en vigueur"),
        "corrected": ("corrected", "corrigé"),
        "superseded": ("superseded", "remplacé"),
        "disputed": ("disputed", "contesté"),
        "withdrawn": ("withdrawn", "retiré"),
    },
    "verdict": {
        "ok": ("comparable", "comparable"),
        "note": ("with a note", "avec une remarque"),
        "caution": ("with caution", "avec prudence"),
    },
    "gwp": {"unstated": ("GWP unstated", "PRG non précisé")},
}


def word(column: str, term: str | None, language: Language) -> str:
    """Say a term of a column; one without words of its own as the tables write it.

    Examples
    --------
    >>> word("boundary", "life_cycle", "en"), word("boundary", "life_cycle", "fr")
    ('whole life cycle', 'cycle de vie entier')
    >>> word("gwp", "AR6-100", "fr"), word("gwp", None, "fr")
    ('AR6-100', '')
    """
    if not term:
        return ""
    english, french = VOCABULARY[column].get(term, (term.replace("_", " "),) * 2)
    return english if language == "en" else french
