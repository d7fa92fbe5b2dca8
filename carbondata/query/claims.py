"""Claims: what was said, whether its sum is right, and apart from that whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.errors import QueryError
from carbondata.french import NO_BREAK
from carbondata.query.connection import opened
from carbondata.query.describe import suggest
from carbondata.query.find import suggestion
from carbondata.query.numbers import is_one, plain, typeset

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.query.numbers import Language

# The article with which this began comes first.
CHECKS = """
    FROM claim_checks
    WHERE $1 IS NULL OR claim_id = $1 OR ends_with(claim_id, '/' || $1)
    ORDER BY source_id <> 'article-2019', claim_id"""
DIGITS = 3
# One of it, then several.
UNITS_FR = {
    "car lifetimes": ("vie de voiture", "vies de voiture"),
    "car-years": ("année de voiture", "années de voiture"),
    "person-years": ("année de personne", "années de personne"),
    "percent": ("%", "%"),
    "percent less": ("% de moins", "% de moins"),
    "flights": ("vol", "vols"),
    "day": ("jour", "jours"),
    "phone charges": ("recharge de téléphone", "recharges de téléphone"),
    "miles": ("mile", "miles"),
    "countries": ("pays", "pays"),
    "kg/half hour": ("kg par demi-heure", "kg par demi-heure"),
    "Wh/query": ("Wh par requête", "Wh par requête"),
}
BOUNDS = {
    "en": {"at_least": "at least ", "at_most": "at most "},
    "fr": {"at_least": "au moins ", "at_most": "au plus "},
}
WORDS_FR = {
    "reproduced": "le calcul est juste",
    "near": "à un dixième près",
    "not reproduced": "le calcul ne tombe pas juste",
    "not stated": "aucune valeur énoncée",
    "not computable": "pas calculable ici",
    "stands": "tient",
    "corrected": "corrigée",
    "disputed": "contestée",
    "unsupported": "sans fondement connu",
}


def claims(claim: str | None = None, database: str | Path | None = None) -> pa.Table:
    """Work the claims out again, all of them or one.

    Parameters
    ----------
    claim : str, optional
        A claim's id, or the part of it behind the slash.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Arrow table of `claim_checks`: stated value, value from the tables, whether the arithmetic is
    reproduced, the standing and who says so, the best present figure.

    Raises
    ------
    QueryError
        When there is no such claim; the message names the nearest.

    Examples
    --------
    >>> found = claims("nlp-five-cars").to_pylist()[0]
    >>> round(found["value_here"], 2), found["arithmetic"], found["standing"]
    (4.97, 'reproduced', 'corrected')
    """
    con = opened(database).cursor()
    found = con.sql(CHECKS, params=[claim]).to_arrow_table()
    if not found.num_rows:
        known = [claim_id for (claim_id,) in con.execute("SELECT claim_id FROM claims").fetchall()]
        near = suggestion(con, str(claim), "claim")
        near = near or f"; {suggest(str(claim), known, '`carbondata claims` lists all')}"
        message = f"there is no claim {claim!r}{near}"
        raise QueryError(message)
    return found


def claim_rows(claim: dict[str, Any], language: Language) -> list[tuple[str, str]]:
    """Tell one claim as (what, text), for a reader."""
    english = language == "en"
    rows = [
        ("claim" if english else "affirmation", claim["text_en" if english else "text_fr"]),
        ("who" if english else "qui", f"{claim['who']}, {claim['year'] or '?'}"),
        ("stated" if english else "énoncé", stated(claim, language)),
        ("worked out" if english else "recalculé", value(claim["value_here"], claim, language)),
        ("arithmetic" if english else "calcul", word(claim["arithmetic"], language)),
        ("standing" if english else "validité", _standing(claim, language)),
        ("present figure" if english else "valeur actuelle", _present(claim, language)),
        ("from" if english else "d'après", _pair(claim)),
        ("note" if english else "note (en anglais)", claim["note"]),
    ]
    return [(what, typeset(text, language)) for what, text in rows if text]


def stated(claim: dict[str, Any], language: Language) -> str | None:
    """Write what a claim states, a bound as a bound."""
    text = value(claim["stated_value"], claim, language)
    return text and BOUNDS[language].get(claim["stated_as"], "") + text


def value(amount: float | None, claim: dict[str, Any], language: Language) -> str | None:
    """Write a value of a claim in the claim's unit."""
    if amount is None:
        return None
    text = plain(amount, _digits(amount, claim["stated_value"]), language)
    unit = claim["stated_unit"]
    if unit == "rank":
        return f"rank {text}" if language == "en" else f"rang {text}"
    if unit in {None, "1"}:
        return text
    if unit == "percent" and language == "en":
        return f"{text}%"
    if language == "en":
        return f"{text} {unit}"
    singular, plural = UNITS_FR.get(unit, (unit, unit))
    return f"{text}{NO_BREAK}{singular if is_one(text, language) else plural}"


def _digits(amount: float, said: float | None) -> int:
    """Count the digits to write: those of a whole number, and as many as were said: 99.95."""
    whole = len(str(int(amount))) if float(amount).is_integer() else 0
    parts = 0 if said is None or float(said).is_integer() else len(f"{said:f}".strip("0")) - 1
    return max(whole, parts, DIGITS)


def word(text: str, language: Language) -> str:
    """Write a verdict in the language."""
    return text if language == "en" else WORDS_FR.get(text, text)


def _standing(claim: dict[str, Any], language: Language) -> str:
    said = word(claim["standing"], language)
    return f"{said} ({claim['standing_source']})" if claim["standing_source"] else said


def _present(claim: dict[str, Any], language: Language) -> str | None:
    corrected = value(claim["corrected_value"], claim, language)
    present = value(claim["present_value"], claim, language)
    if present and claim["present_source"]:
        return f"{present} ({claim['present_source']})"
    return present or corrected


def _pair(claim: dict[str, Any]) -> str | None:
    sides = [
        f"{claim[side]} ({claim[f'{side}_source']})" if claim[f"{side}_source"] else claim[side]
        for side in ("subject", "reference")
        if claim[side]
    ]
    return " / ".join(sides)
