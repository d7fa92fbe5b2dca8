"""Claims in words: what was said, whether its sum is right, what is to be said of it today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.claim_units import SHARES, UNITLESS
from carbondata.french import NO_BREAK
from carbondata.text.numbers import TO, is_one, number, plain, typeset

if TYPE_CHECKING:
    from carbondata.text.numbers import Language

DIGITS, FACTOR_DIGITS = 3, 2
# A ratio of two figures, with or without a word for it.
RATIOS = (UNITLESS, "times")
AS_MUCH = {"en": "as much", "fr": "autant"}
PRESENT = ("present_low", "present_value", "present_high")
# One of it, then several.
UNITS_FR = {
    "car lifetimes": ("vie de voiture", "vies de voiture"),
    "car-years": ("année-voiture", "années-voiture"),
    "million car-years": ("million d'années-voiture", "millions d'années-voiture"),
    "person-years": ("année-personne", "années-personne"),
    "percent": ("%", "%"),
    "percent less": ("% de moins", "% de moins"),
    "percent more": ("% de plus", "% de plus"),
    "flights": ("vol", "vols"),
    "days": ("jour", "jours"),
    "phone charges": ("recharge de téléphone", "recharges de téléphone"),
    "miles": ("mile", "miles"),
    "searches": ("recherche", "recherches"),
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


def claim_rows(claim: dict[str, Any], language: Language) -> list[tuple[str, str]]:
    """Tell one claim as (what, text), for a reader."""
    english = language == "en"
    rows = [
        ("claim" if english else "affirmation", claim[f"text_{language}"]),
        ("who" if english else "qui", _who(claim, language)),
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
    factors = [claim[name] for name in ("factor_low", "factor", "factor_high")]
    known = [factor for factor in factors if factor is not None]
    if not known:
        return said
    if min(known) < 1:
        up_to = "up to" if language == "en" else "d'un facteur allant jusqu'à"
        return f"{said} {up_to} {_times(known[-1:], language)}"
    by = "" if language == "en" else "d'un facteur "
    return f"{said} {by}{_times(known, language)}"


def _times(factors: list[float], language: Language) -> str:
    """Write how many times a claim is off, from the least to the most."""
    ends = dict.fromkeys(number(end, FACTOR_DIGITS, language) for end in (factors[0], factors[-1]))
    return TO[language].join(ends) + (" times" if language == "en" else "")


def _who(claim: dict[str, Any], language: Language) -> str:
    who = (claim["who_fr"] if language == "fr" else None) or claim["who"]
    return f"{who}, {claim['year'] or '?'}"


def _verdict_by(claim: dict[str, Any], language: Language) -> str:
    said = verdict(claim, language)
    return f"{said} ({claim['standing_source']})" if claim["standing_source"] else said


def stated(claim: dict[str, Any], language: Language) -> str | None:
    """Write what a claim states, a bound as a bound."""
    text = _value(claim, ("stated_value",), language)
    return text and BOUNDS[language].get(claim["stated_as"], "") + text


def worked_out(claim: dict[str, Any], language: Language) -> str | None:
    """Write a claim's value from the tables; its bounds where it has no middle."""
    if claim["value_here"] is not None:
        return _value(claim, ("value_here",), language)
    return _value(claim, ("value_low", "value_high"), language)


def _value(claim: dict[str, Any], columns: tuple[str, ...], language: Language) -> str | None:
    """Write a value of a claim, or from what to what it goes, in the claim's unit."""
    text = _span(claim, columns, columns, language)
    return _with_unit(text, claim, language) if text else None


def _with_unit(text: str, claim: dict[str, Any], language: Language) -> str:
    unit = claim["stated_unit"] or UNITLESS
    if unit == "rank":
        return f"rank {text}" if language == "en" else f"rang {text}"
    if unit in RATIOS:
        times = " times" if language == "en" else f"{NO_BREAK}fois"
        return AS_MUCH[language] if text == "1" else f"{text}{times}"
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
    low, middle, high = PRESENT
    text, span = _value(claim, (low, high), language), ""
    if claim[middle] is not None:
        # The same digits on all three: a range holds what it is the range of.
        text = _with_unit(_span(claim, (middle,), PRESENT, language), claim, language)
        span = _span(claim, PRESENT, PRESENT, language)
    sides = [claim[side] for side in ("present_subject", "present_reference") if claim[side]]
    known = (
        span if TO[language] in span else "",
        " / ".join(sides),
        claim["present_source"],
        claim["present_also"],
    )
    inside = "; " if language == "en" else f"{NO_BREAK}; "
    told = inside.join(part for part in known if part)
    return f"{text} ({told})" if text else None


def _span(
    claim: dict[str, Any], columns: tuple[str, ...], beside: tuple[str, ...], language: Language
) -> str:
    """Write from what to what some columns go, to as many digits as those beside them need."""
    values = [claim[column] for column in columns if claim[column] is not None]
    ends = [claim[column] for column in beside if claim[column] is not None]
    digits = max((_digits(end, claim["stated_value"]) for end in ends), default=DIGITS)
    texts = (plain(end, digits, language) for end in (values[0], values[-1])) if values else ()
    return TO[language].join(dict.fromkeys(texts))


def _pair(claim: dict[str, Any]) -> str | None:
    sides = [
        f"{claim[side]} ({claim[f'{side}_source']})" if claim[f"{side}_source"] else claim[side]
        for side in ("subject", "reference")
        if claim[side]
    ]
    return " / ".join(sides)
