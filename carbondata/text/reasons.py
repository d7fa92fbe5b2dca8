"""The reasons of a verdict in words: each rule's text, filled with what it is about."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from carbondata.engine.operands import parted
from carbondata.engine.ratio import apart, divide
from carbondata.text.numbers import LANGUAGES, plain
from carbondata.text.phrases import CONTESTED, OTHERS, SEMICOLON, SIDES, STANDS, WHY_YEAR
from carbondata.text.side_words import stands, written
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.engine.compare import Compared
    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.verdict import Met
    from carbondata.text.numbers import Language

# Of the subjects that a word could mean as well, so many are told.
FEW = 5
RATIO_DIGITS = 2


def texts(
    known: Decisions, met: Met, compared: Compared, beside: Sequence[Quantity]
) -> dict[str, str]:
    """Write a rule that is met in English and French.

    Returns
    -------
    dict of text_en and text_fr, their placeholders filled.
    """
    rule = known.rules[met.rule]
    quantity = compared.reference if met.side == "reference" else compared.subject
    return {
        f"text_{language}": rule[f"text_{language}"].format_map(
            _told(met.side, quantity, language)
            | _of_studies(quantity, beside, language)
            | _of_name(known, quantity, language)
            | {"energies": _energies(compared, language)}
        )
        for language in LANGUAGES
    }


def _told(which: str, side: Quantity, language: Language) -> dict[str, Any]:
    """Say which side, who says what of it, what stands instead."""
    amount = stands(side, language)
    standing = f"{STANDS[language]}{amount} ({side.replaced_by})" if amount else ""
    return {
        "side": SIDES[language].get(which, ""),
        "why_year": _why_year(side, language),
        "status_source": side.status_source or "?",
        "standing": standing,
        "factor": side.factor or "?",
        "as_if": side.as_if if language == "en" else side.as_if_fr,
        "caveat": side.caveat_en if language == "en" else side.caveat_fr,
    }


def _why_year(side: Quantity, language: Language) -> str:
    """Say how a year that was left open came about."""
    words, named = WHY_YEAR[language], side.asked.named_year
    if side.year == named:
        return words["other"].format(year=side.year)
    lacking = words["lacking"].format(named=named) if named else ""
    which = "newest" if side.year == side.asked.newest_year else "both"
    return lacking + words[which].format(year=side.year)


def _of_studies(side: Quantity, beside: Sequence[Quantity], language: Language) -> dict[str, Any]:
    """Say how far the studies go, which are not believed, and which figure leads."""
    low, high = side.studies_low, side.studies_high
    return {
        "studies": side.studies,
        "apart": plain(apart(side), RATIO_DIGITS, language),
        "low": "?" if low is None else written(low, side, language),
        "high": "?" if high is None else written(high, side, language),
        "contested": contested_studies(beside, language),
        "headline": headline(side.asked.headline, language) if side.asked.headline else "?",
    }


def contested_studies(
    beside: Sequence[Quantity], language: Language, ratios: Sequence[str] = ()
) -> str:
    """Name the figures that are believed no more: a study now disputed says 69 Mt (mora-2018).

    With `ratios`, each is told with what it would make of the comparison.
    """
    words = CONTESTED[language]
    told = []
    for one, ratio in zip_longest(beside, ratios):
        amount = _amount(one, language) + (words["with"].format(ratio) if ratio else "")
        status = f", {words[one.status]}" if len(beside) > 1 else ""
        told.append(f"{amount} ({one.source_id}{status})")
    if len(beside) == 1:
        return words["one"].format(words[beside[0].status], told[0])
    return words["several"].format(SEMICOLON[language].join(told))


def headline(leading: Quantity, language: Language) -> str:
    """Write the figure that leads: 763 Mt CO2e (malmodin-2024, life cycle)."""
    stage = leading.boundary and word("boundary", leading.boundary, language)
    where = ", ".join(part for part in (leading.source_id, stage) if part)
    return f"{_amount(leading, language)} ({where})"


def _amount(one: Quantity, language: Language) -> str:
    amounts = (one.amount, one.amount_high, one.amount_low)
    value = next((amount for amount in amounts if amount is not None), 0.0)
    return written(value, one, language)


def _of_name(known: Decisions, side: Quantity, language: Language) -> dict[str, str]:
    """Say why a word is taken for what it is, and what else it could mean."""
    name = side.asked.name
    if name is None or name.why_en is None:
        return {"subject": side.subject or "?", "why_name": "", "others": ""}
    wanted = f" {parted(name.name)} "
    others = dict.fromkeys(
        other.subject
        for other in known.names
        if other.row_id is None and wanted in f" {other.words} "
    )
    others.pop(name.subject, None)
    few = sorted(others)[:FEW]
    told = f" {OTHERS[language]}{', '.join(few)}" if few else ""
    why = name.why_en if language == "en" else name.why_fr
    return {"subject": name.subject, "why_name": str(why), "others": told}


def _energies(compared: Compared, language: Language) -> str:
    ratio = divide(compared.subject.energy_kwh, compared.reference.energy_kwh)
    return "?" if ratio is None else plain(ratio, RATIO_DIGITS, language)
