"""The reasons of a verdict in words: each rule's text, filled with what it is about."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from carbondata.engine.operands import parted
from carbondata.engine.ratio import apart, divide
from carbondata.text.grammar import of
from carbondata.text.language import LANGUAGES, SIGNS
from carbondata.text.numbers import energy, plain
from carbondata.text.phrases import BLANK, filled, listed, phrase
from carbondata.text.side_words import factor, name, stands, without_year, written
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carbondata.engine.compare import Compared
    from carbondata.engine.decisions import Decisions, Name
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.verdict import Met
    from carbondata.text.language import Language

    Words = dict[str, Callable[[], Any]]

# Of the subjects that a word could mean as well, so many are told.
FEW = 5
RATIO_DIGITS = 2
# The grid and the year of an example.
GRID = "USA@2022"


def texts(
    known: Decisions, met: Met, compared: Compared, beside: Sequence[Quantity]
) -> dict[str, str]:
    """Write a rule that is met in English and French.

    Returns
    -------
    dict of text_en and text_fr, their placeholders filled.
    """
    rule = known.rules[met.rule]
    quantity, other = compared.subject, compared.reference
    if met.side == "reference":
        quantity, other = other, quantity
    told = {}
    for language in LANGUAGES:
        text = rule.get(f"text_{language}", rule["text_en"])
        words = (
            _of_side(met.side, quantity, other, language)
            | _of_studies(quantity, beside, language)
            | _of_name(known, quantity, language)
            | _of_both(compared, language)
        )
        values = {blank: words[blank]() for blank in BLANK.findall(text) if blank in words}
        told[f"text_{language}"] = filled(text, values)
    return told


def _of_side(which: str, side: Quantity, other: Quantity, language: Language) -> Words:
    """Say which side, who says what of it, what stands instead."""
    if which == "both":
        return {}
    return {
        "side": lambda: phrase(f"side.{which}", language),
        "why_year": lambda: _why_year(side, other, language),
        "for_year": lambda: _for_year(side, language),
        "status_source": lambda: side.status_source or "?",
        "standing": lambda: _standing(side, language),
        "factor": lambda: factor(side, language) or "?",
        "as_if": lambda: getattr(side, f"as_if_{language}", side.as_if),
        "caveat": lambda: getattr(side, f"caveat_{language}", side.caveat_en),
    }


def _of_both(compared: Compared, language: Language) -> Words:
    """Say how far the two are apart, and how they could be compared."""
    return {
        "energies": lambda: _energies(compared, language),
        "years_apart": lambda: _years_apart(compared, language),
        "on_grid": lambda: _on_grid(compared),
        "or_electricity": lambda: _or_electricity(compared, language),
    }


def _standing(side: Quantity, language: Language) -> str:
    amount = stands(side, language)
    if amount is None:
        return ""
    instead = phrase("stands", language, amount=amount, by=side.replaced_by)
    return f"{SIGNS[language].semicolon}{instead}"


def _why_year(side: Quantity, other: Quantity, language: Language) -> str:
    """Say how a year that was left open came about."""
    named = side.asked.named_year
    if side.year == named:
        who = without_year(other, language) or name(other, language)
        return phrase("why_year.other", language, year=side.year, of_other=of(who, language))
    which = "newest" if side.year == side.asked.newest_year else "both"
    why = phrase(f"why_year.{which}", language, year=side.year)
    return phrase("why_year.lacking", language, named=named, rest=why) if named else why


def _for_year(side: Quantity, language: Language) -> str:
    """Say for which year a figure is, if it is one of several years."""
    if side.kind != "annual":
        return ""
    return f" {phrase('for_year', language, year=side.year)}"


def _of_studies(side: Quantity, beside: Sequence[Quantity], language: Language) -> Words:
    """Say how far the studies go, which are not believed, and which figure leads."""

    def bound(value: float | None) -> str:
        return "?" if value is None else written(value, side, language)

    leading = side.asked.headline
    return {
        "studies": lambda: side.studies,
        "apart": lambda: plain(apart(side), RATIO_DIGITS, language),
        "low": lambda: bound(side.studies_low),
        "high": lambda: bound(side.studies_high),
        "contested": lambda: contested_studies(beside, language),
        "headline": lambda: headline(leading, language) if leading else "?",
    }


def contested_studies(
    beside: Sequence[Quantity], language: Language, ratios: Sequence[str] = ()
) -> str:
    """Name the figures that are believed no more: a figure since disputed gave 69 Mt (mora-2018).

    With `ratios`, each is told with what it would make of the comparison.
    """
    told = []
    for one, ratio in zip_longest(beside, ratios):
        amount = _amount(one, language)
        if ratio:
            amount = phrase("contested.with", language, amount=amount, ratio=ratio)
        status = phrase(f"status.{one.status}", language)
        who = f"{one.source_id}, {status}" if len(beside) > 1 else one.source_id
        told.append(f"{amount} ({who})")
    if len(beside) == 1:
        status = phrase(f"contested.{beside[0].status}.one", language)
        return phrase("contested.one", language, status=status, figure=told[0])
    return phrase("contested.several", language, figures=SIGNS[language].semicolon.join(told))


def headline(leading: Quantity, language: Language) -> str:
    """Write the figure that leads: 763 Mt CO2e (malmodin-2024, life cycle)."""
    stage = leading.boundary and word("boundary", leading.boundary, language)
    where = ", ".join(part for part in (leading.source_id, stage) if part)
    return f"{_amount(leading, language)} ({where})"


def _amount(one: Quantity, language: Language) -> str:
    return written(_value(one), one, language)


def _value(one: Quantity) -> float:
    amounts = (one.amount, one.amount_high, one.amount_low)
    return next((amount for amount in amounts if amount is not None), 0.0)


def _of_name(known: Decisions, side: Quantity, language: Language) -> Words:
    """Say why a word is taken for what it is, and what else it could mean."""
    name = side.asked.name
    return {
        "subject": lambda: name.subject if name else side.subject or "?",
        "why_name": lambda: getattr(name, f"why_{language}", name and name.why_en),
        "others": lambda: _others(known, name, language) if name else "",
    }


def _others(known: Decisions, name: Name, language: Language) -> str:
    wanted = f" {parted(name.name)} "
    others = dict.fromkeys(
        other.subject
        for other in known.names
        if other.row_id is None and wanted in f" {other.words} "
    )
    others.pop(name.subject, None)
    few = listed(sorted(others), FEW, language)
    return f" {phrase('other_meanings', language, others=few)}" if few else ""


def _years_apart(compared: Compared, language: Language) -> str:
    years = abs((compared.subject.year or 0) - (compared.reference.year or 0))
    if years == 1:
        return phrase("unit.years.one", language)
    return phrase("unit.years.many", language, n=years)


def _on_grid(compared: Compared) -> str:
    """Write the operand that puts the side with electricity alone on a grid."""
    side = compared.subject
    if side.measure != "electricity":
        side = compared.reference
    operand = energy(_value(side), "en").replace(SIGNS["en"].thousands, "")
    if side.figure == "given":
        operand = side.id
    elif side.kind == "event":
        operand = f"{side.times:g}*{side.called}" if side.times else side.called
    return f"{operand}@{GRID}"


def _or_electricity(compared: Compared, language: Language) -> str:
    """Say that two may be compared by electricity, where both have it."""
    sides = (compared.subject, compared.reference)
    if any(side.energy_kwh is None for side in sides):
        return ""
    return SIGNS[language].semicolon + phrase("or_electricity", language)


def _energies(compared: Compared, language: Language) -> str:
    ratio = divide(compared.subject.energy_kwh, compared.reference.energy_kwh)
    return "?" if ratio is None else plain(ratio, RATIO_DIGITS, language)
