"""Claims: what was said, whether its sum is right, and apart from that what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.claim_units import SHARES
from carbondata.errors import QueryError
from carbondata.french import NO_BREAK
from carbondata.query.connection import opened
from carbondata.query.describe import suggest
from carbondata.query.find import suggestion
from carbondata.query.numbers import TO, is_one, number, plain, typeset

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.query.numbers import Language

# The article with which this began comes first, in its own order.
CHECKS = """
    FROM claim_checks
    WHERE $1 IS NULL OR claim_id = $1 OR ends_with(claim_id, '/' || $1)
    ORDER BY source_id <> 'article-2019', source_id, place"""
DIGITS, RANGE_DIGITS = 3, 2
# One of it, then several.
UNITS_FR = {
    "car lifetimes": ("vie de voiture", "vies de voiture"),
    "car-years": ("année de voiture", "années de voiture"),
    "million car-years": ("million d'années de voiture", "millions d'années de voiture"),
    "person-years": ("année de personne", "années de personne"),
    "percent": ("%", "%"),
    "percent less": ("% de moins", "% de moins"),
    "percent more": ("% de plus", "% de plus"),
    "flights": ("vol", "vols"),
    "days": ("jour", "jours"),
    "phone charges": ("recharge de téléphone", "recharges de téléphone"),
    "miles": ("mile", "miles"),
    "searches": ("recherche", "recherches"),
    "times": ("fois", "fois"),
    "lb": ("livre", "livres"),
    "lb/kWh": ("livre/kWh", "livres/kWh"),
}
BOUNDS = {
    "en": {"at_least": "at least ", "at_most": "at most "},
    "fr": {"at_least": "au moins ", "at_most": "au plus "},
}
MEASURES = {
    "en": {"CO2": "CO2", "CO2e": "CO2e", "electricity": "electricity", "energy": "energy"},
    "fr": {"CO2": "CO₂", "CO2e": "éq. CO₂", "electricity": "électricité", "energy": "énergie"},
}
WORDS_FR = {
    "reproduced": "le calcul est juste",
    "near": "à un dixième près",
    "not reproduced": "le calcul ne tombe pas juste",
    "not stated": "aucune valeur énoncée",
    "not computable": "pas calculable ici",
}
VERDICTS = {
    "en": {
        "right": "right",
        "right_in_another_unit": "right in another unit",
        "outdated": "outdated",
        "exaggerated": "exaggerated",
        "understated": "understated",
        "not_supported": "not supported",
        "disputed": "disputed",
    },
    "fr": {
        "right": "juste",
        "right_in_another_unit": "juste dans une autre unité",
        "outdated": "dépassée",
        "exaggerated": "exagérée",
        "understated": "sous-estimée",
        "not_supported": "non étayée",
        "disputed": "contestée",
    },
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
    reproduced, the figure that answers it today with its range, the verdict and who says so.

    Raises
    ------
    QueryError
        When there is no such claim; the message names the nearest.

    Examples
    --------
    >>> found = claims("nlp-five-cars").to_pylist()[0]
    >>> round(found["value_here"], 2), found["arithmetic"], found["verdict"]
    (4.97, 'reproduced', 'exaggerated')
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
        ("claim" if english else "affirmation", claim[f"text_{language}"]),
        ("who" if english else "qui", f"{claim['who']}, {claim['year'] or '?'}"),
        ("counts" if english else "compte", MEASURES[language].get(claim["measure"])),
        ("stated" if english else "énoncé", stated(claim, language)),
        ("worked out" if english else "recalculé", worked_out(claim, language)),
        ("arithmetic" if english else "calcul", word(claim["arithmetic"], language)),
        ("why not" if english else "pourquoi", claim[f"why_not_{language}"]),
        ("verdict", _verdict_by(claim, language)),
        ("today" if english else "aujourd'hui", _present(claim, language)),
        ("from" if english else "d'après", _pair(claim)),
        ("note", claim[f"note_{language}"]),
    ]
    return [(what, typeset(text, language)) for what, text in rows if text]


def verdict(claim: dict[str, Any], language: Language) -> str:
    """Write what a fact-checker would call a claim: exaggerated 3.9 to 25 times."""
    said = VERDICTS[language][claim["verdict"]]
    if claim["verdict"] == "right_in_another_unit" and claim["subject_gas"]:
        colon = ": " if language == "en" else f"{NO_BREAK}: "
        return f"{said}{colon}{MEASURES[language][claim['subject_gas']]}"
    times = _times(claim, language)
    if not times:
        return said
    return f"{said} {times}" + (" times" if language == "en" else f"{NO_BREAK}fois")


def _times(claim: dict[str, Any], language: Language) -> str:
    """Write how many times a claim is off: a range, or one factor where a bound is no such."""
    low, factor, high = (claim[column] for column in ("factor_low", "factor", "factor_high"))
    ends = [end for end in (low, high) if end is not None]
    if len(ends) == 2 and min(ends) >= 1:  # noqa: PLR2004  (a range has two ends)
        return TO[language].join(dict.fromkeys(number(end, RANGE_DIGITS, language) for end in ends))
    if factor is not None:
        return number(factor, RANGE_DIGITS, language)
    up_to = "up to " if language == "en" else "jusqu'à "
    return up_to + number(max(ends), RANGE_DIGITS, language) if ends else ""


def _verdict_by(claim: dict[str, Any], language: Language) -> str:
    said = verdict(claim, language)
    return f"{said} ({claim['standing_source']})" if claim["standing_source"] else said


def stated(claim: dict[str, Any], language: Language) -> str | None:
    """Write what a claim states, a bound as a bound."""
    text = value(claim["stated_value"], claim, language)
    return text and BOUNDS[language].get(claim["stated_as"], "") + text


def value(amount: float | None, claim: dict[str, Any], language: Language) -> str | None:
    """Write a value of a claim in the claim's unit."""
    if amount is None:
        return None
    return _with_unit(
        plain(amount, _digits(amount, claim["stated_value"]), language), claim, language
    )


def worked_out(claim: dict[str, Any], language: Language) -> str | None:
    """Write a claim's value from the tables; its bounds where it has no middle."""
    middle = value(claim["value_here"], claim, language)
    span = _span(claim, ("value_low", "value_here", "value_high"), language)
    return middle or (_with_unit(span, claim, language) if span else None)


def _with_unit(text: str, claim: dict[str, Any], language: Language) -> str:
    unit = claim["stated_unit"]
    if unit == "rank":
        return f"rank {text}" if language == "en" else f"rang {text}"
    if unit in {None, "1"}:
        return text
    if unit == "percent" and language == "en":
        return f"{text}%"
    if language == "en":
        # Of units that end in s only shares (percent less) are no plural.
        return f"{text} {unit if text != '1' or unit in SHARES else unit.removesuffix('s')}"
    singular, plural = UNITS_FR.get(unit, (unit, unit))
    return f"{text}{NO_BREAK}{singular if is_one(text, language) else plural}"


def _digits(amount: float, said: float | None) -> int:
    """Count the digits to write: those of a whole number, and as many as were said: 99.95."""
    whole = len(str(int(amount))) if float(amount).is_integer() else 0
    parts = 0 if said is None or float(said).is_integer() else len(f"{said:f}".strip("0")) - 1
    return max(whole, parts, DIGITS)


def word(text: str, language: Language) -> str:
    """Say how the arithmetic came out, in the language."""
    return text if language == "en" else WORDS_FR[text]


def _present(claim: dict[str, Any], language: Language) -> str | None:
    """Write the figure that answers a claim today, with its range and whose it is."""
    middle = value(claim["present_value"], claim, language)
    span = _span(claim, ("present_low", "present_value", "present_high"), language)
    if middle is None:
        middle, span = _with_unit(span, claim, language) if span else None, ""
    inside = "; " if language == "en" else f"{NO_BREAK}; "
    sides = [claim[side] for side in ("present_subject", "present_reference") if claim[side]]
    known = [part for part in (span, " / ".join(sides), claim["present_source"]) if part]
    return f"{middle} ({inside.join(known)})" if middle and known else middle


def _span(claim: dict[str, Any], columns: tuple[str, str, str], language: Language) -> str:
    """Write from what to what a value goes; a bound that nobody gives is its middle."""
    low, middle, high = (claim[column] for column in columns)
    ends = [middle if end is None else end for end in (low, high)]
    texts = dict.fromkeys(number(end, RANGE_DIGITS, language) for end in ends if end is not None)
    return TO[language].join(texts) if len(texts) > 1 or middle is None else ""


def _pair(claim: dict[str, Any]) -> str | None:
    sides = [
        f"{claim[side]} ({claim[f'{side}_source']})" if claim[f"{side}_source"] else claim[side]
        for side in ("subject", "reference")
        if claim[side]
    ]
    return " / ".join(sides)
