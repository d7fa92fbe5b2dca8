"""Claims in words: what was said, whether its sum is right, what is to be said of it today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.claim_units import PERCENT, UNITLESS
from carbondata.text.language import SIGNS
from carbondata.text.numbers import number, plain
from carbondata.text.phrases import phrase, phrases
from carbondata.text.plurals import is_one
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbondata.text.language import Language

DIGITS, FACTOR_DIGITS = 3, 2
# A ratio of two figures, with or without a word for it.
RATIOS = (UNITLESS, "times")
# More or less than as much.
BEYOND = {"claim.stated.at_least": "claim.more", "claim.stated.at_most": "claim.less"}
PRESENT = ("present_low", "present_value", "present_high")
# At which end alone a bound is respected.
ENDS = {"at_least": "claim.arithmetic.upper_only", "at_most": "claim.arithmetic.lower_only"}
# A unit in which a small amount is easier to read, and how many of it make one.
FINER, SMALL = {"kg": ("g", 1000), "kWh": ("Wh", 1000)}, 0.1


def claim_rows(claim: dict[str, Any], language: Language) -> list[tuple[str, str]]:
    """Tell one claim as (what, text), for a reader."""
    rows = {
        "claim": claim.get(f"text_{language}", claim["text_en"]),
        "who": _who(claim, language),
        "counts": claim["measure"] and phrase(f"claim.measure.{claim['measure']}", language),
        "stated": stated(claim, language),
        "worked_out": worked_out(claim, language),
        "arithmetic": arithmetic(claim, language),
        "why_not": claim.get(f"why_not_{language}", claim["why_not_en"]),
        "verdict": _verdict_by(claim, language),
        "today": _present(claim, language),
        "from": _pair(claim, language),
        "note": claim.get(f"note_{language}", claim["note_en"]),
    }
    return [
        (say(f"claim.head.{what}", language), typeset(text, language))
        for what, text in rows.items()
        if text
    ]


def verdict(claim: dict[str, Any], language: Language) -> str:
    """Write what a fact-checker would call a claim: exaggerated 3.9 to 25 times."""
    said = phrase(f"claim.verdict.{claim['verdict']}", language)
    if claim["verdict"] == "right_in_another_unit" and claim["subject_gas"]:
        gas = phrase(f"claim.measure.{claim['subject_gas']}", language)
        return f"{said}{SIGNS[language].colon}{gas}"
    factors = [claim[name] for name in ("factor_low", "factor", "factor_high")]
    known = [factor for factor in factors if factor is not None]
    if not known:
        return said
    if min(known) < 1:
        factor = number(known[-1], FACTOR_DIGITS, language)
        return phrase("claim.off.up_to", language, said=said, factor=factor)
    ends = (number(end, FACTOR_DIGITS, language) for end in (known[0], known[-1]))
    return phrase("claim.off.by", language, said=said, factor=_from_to(ends, language))


def _from_to(ends: Iterable[str], language: Language) -> str:
    """Write from what to what; of two that are the same, the one."""
    low, *more = dict.fromkeys(ends)
    return phrase("range.to", language, low=low, high=more[0]) if more else low


def _who(claim: dict[str, Any], language: Language) -> str:
    who = claim.get(f"who_{language}") or claim["who"]
    return f"{who}, {claim['year'] or phrase('claim.undated', language)}"


def _verdict_by(claim: dict[str, Any], language: Language) -> str:
    """Write a verdict with the sources behind it: one that fails to support is no such source."""
    said, source = verdict(claim, language), claim["standing_source"]
    if source is None:
        return said
    if claim["verdict"] == "not_supported":
        return phrase("claim.by.compare", language, said=said, source=source)
    if claim["verdict"] == "disputed" and source == claim["subject_source"] and _at_one_end(claim):
        return phrase("claim.by.own", language, said=said, source=source)
    # A factor may be that of another's figure.
    also = claim["present_source"] if claim["factor"] or claim["factor_high"] else None
    sources = [source] if also in {None, claim["subject_source"], source} else [also, source]
    return f"{said} ({', '.join(sources)})"


def _at_one_end(claim: dict[str, Any]) -> bool:
    """Return whether a claim states a bound that only one end of its range respects."""
    ends = (claim["value_low"], claim["value_high"])
    stated, bound = claim["stated_value"], claim["stated_as"]
    if None in (*ends, stated) or claim["value_here"] is not None or bound not in ENDS:
        return False
    low, high = ends
    return bool(low < stated <= high if bound == "at_least" else low <= stated < high)


def stated(claim: dict[str, Any], language: Language) -> str | None:
    """Write what a claim states, a bound as a bound."""
    text = _value(claim, ("stated_value",), language)
    key = f"claim.stated.{claim['stated_as']}"
    if text == phrase("claim.as_much", language) and key in BEYOND:
        return phrase(BEYOND[key], language)
    return phrase(key, language, amount=text) if text and key in phrases() else text


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
        return phrase("claim.rank", language, number=text)
    if unit in RATIOS:
        if text == "1":
            return phrase("claim.as_much", language)
        return f"{text}{SIGNS[language].space}{phrase('unit.times', language)}"
    if unit == PERCENT:
        return f"{text}{SIGNS[language].percent}"
    key = f"claim.unit.{unit}.{'one' if is_one(text, language) else 'many'}"
    named = phrase(key, language) if key in phrases() else unit
    return f"{text}{SIGNS[language].space}{named}"


def _digits(amount: float, said: float | None) -> int:
    """Count the digits to write: those of a whole number, and as many as were said: 99.95."""
    whole = len(str(int(amount))) if float(amount).is_integer() else 0
    parts = 0 if said is None or float(said).is_integer() else len(f"{said:f}".strip("0")) - 1
    # A little more than as much is not as much.
    near = amount != 1 and f"{amount:.{DIGITS}g}" == "1"
    return max(whole, parts, DIGITS + near)


def arithmetic(claim: dict[str, Any], language: Language) -> str:
    """Say how the arithmetic came out, and of a range if it holds at one end only."""
    said = phrase(f"claim.arithmetic.{claim['arithmetic'].replace(' ', '_')}", language)
    if claim["arithmetic"] != "reproduced" or claim["stated_as"] not in ENDS:
        return said
    if _at_one_end(claim):
        return phrase(ENDS[claim["stated_as"]], language, said=said)
    return phrase("claim.arithmetic.bound_holds", language)


def _present(claim: dict[str, Any], language: Language) -> str | None:
    """Write the figure that answers a claim today, with its range and whose it is."""
    claim = _finer(claim)
    low, middle, high = PRESENT
    text, span = _value(claim, (low, high), language), []
    if claim[middle] is not None:
        # The same digits on all three: a range holds what it is the range of.
        text = _with_unit(_span(claim, (middle,), PRESENT, language), claim, language)
        span = _ends(claim, PRESENT, PRESENT, language)
        if claim["stated_unit"] == PERCENT:
            span = [_with_unit(end, claim, language) for end in span]
    sides = [claim[side] for side in ("present_subject", "present_reference") if claim[side]]
    known = (
        _from_to(span, language) if len(span) > 1 else "",
        " / ".join(sides),
        claim["present_source"],
        claim["present_also"],
    )
    told = SIGNS[language].semicolon.join(part for part in known if part)
    return f"{text} ({told})" if text else None


def _finer(claim: dict[str, Any]) -> dict[str, Any]:
    """Return a claim with today's figure in the finer unit, where it is a small part of one."""
    known = {name: claim[name] for name in PRESENT if claim[name] is not None}
    unit, parts = FINER.get(claim["stated_unit"], (None, 1))
    if unit is None or not known or max(known.values()) >= SMALL:
        return claim
    today = {name: value * parts for name, value in known.items()}
    return claim | today | {"stated_unit": unit, "stated_value": None}


def _span(
    claim: dict[str, Any], columns: tuple[str, ...], beside: tuple[str, ...], language: Language
) -> str:
    """Write from what to what some columns go."""
    ends = _ends(claim, columns, beside, language)
    return _from_to(ends, language) if ends else ""


def _ends(
    claim: dict[str, Any], columns: tuple[str, ...], beside: tuple[str, ...], language: Language
) -> list[str]:
    """Write the ends of some columns, to as many digits as those beside them need."""
    values = [claim[column] for column in columns if claim[column] is not None]
    ends = [claim[column] for column in beside if claim[column] is not None]
    digits = max((_digits(end, claim["stated_value"]) for end in ends), default=DIGITS)
    texts = (plain(end, digits, language) for end in (values[0], values[-1])) if values else ()
    return list(dict.fromkeys(texts))


def _pair(claim: dict[str, Any], language: Language) -> str | None:
    sides = [
        f"{claim[side]} ({claim[f'{side}_source']})"
        if claim[f"{side}_source"]
        else _given(claim[side], language)
        for side in ("subject", "reference")
        if claim[side]
    ]
    return " / ".join(sides)


def _given(amount: str, language: Language) -> str:
    """Write an amount that is nobody's figure, as a sentence would: 52,2 Mt de CO2."""
    number, _, gas = amount.partition(" CO2")
    number = number.replace(".", SIGNS[language].point)
    return phrase(f"gas.CO2{gas}", language, amount=number) if " CO2" in amount else number
