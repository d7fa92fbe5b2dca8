"""Comparisons in plain sentences: what, as much as what, with what doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata import faces
from carbondata.engine.ratio import MUCH, apart, ratio_of
from carbondata.engine.ratio import read as reading
from carbondata.names import closed
from carbondata.text import grammar
from carbondata.text.language import SIGNS, spoken
from carbondata.text.numbers import MASS_DIGITS, on_scale, plain, read
from carbondata.text.phrases import phrase
from carbondata.text.plurals import is_several, several
from carbondata.text.reasons import contested_studies
from carbondata.text.side_words import (
    amount,
    count,
    name,
    one,
    reference_status,
    side_basis,
    status,
    without_year,
    written,
)
from carbondata.text.typeset import capital, typeset

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.ratio import Reading
    from carbondata.text.answer import Answer, Reason
    from carbondata.text.language import Language

# Of a range of studies two digits are told.
RANGE_DIGITS = 2
# From here on a share is told as so many times.
MOST_SHARE = 10
# What a sentence says before its doubts.
SAID = ("status", "studies")


def tell(comparison: Answer, language: Language, *, doubt: bool = True) -> str:
    """Tell a comparison: what was emitted, as much as what, between which bounds, what doubt."""
    language = spoken(language)
    subject, reference = comparison.subject, comparison.reference
    if comparison.reading is None:
        return _refusal(comparison, language)
    if comparison.is_range:
        told = _range(comparison, comparison.reading, language)
    else:
        told = joined(comparison, *clauses(comparison, comparison.reading, language), language)
        told = _bounded(told, comparison, language) + "."
    parts = [told, status(subject, language), reference_status(reference, language)]
    parts.append(_doubt(comparison, language) if doubt else "")
    return typeset(" ".join(part for part in parts if part), language)


def markdown(comparison: Answer, language: Language) -> str:
    """Tell a comparison in Markdown, its reasons as a list."""
    lines = [f"**{faces.markdown(tell(comparison, language, doubt=False))}**", ""]
    lines += [f"- {faces.markdown(reason)}" for reason in reasons(comparison, language)]
    return "\n".join([*lines, "", f"*{faces.markdown(basis(comparison, language))}*"])


def reasons(comparison: Answer, language: Language) -> list[str]:
    """Write the reasons, each with its outcome and the size of the error where it is known."""
    return [
        phrase(f"verdict.{reason.outcome}", language)
        + SIGNS[language].colon
        + typeset(_reason(reason, language), language)
        for reason in comparison.reasons
    ]


def basis(comparison: Answer, language: Language) -> str:
    """Say what the two figures are and where they stand."""
    sides = (comparison.subject, comparison.reference)
    semicolon = typeset(SIGNS[language].semicolon, language)
    return semicolon.join(side_basis(side, language) for side in sides)


def clauses(comparison: Answer, reading: Reading, language: Language) -> tuple[str, str]:
    """Say what the subject did, and how much of the reference that is; of studies, their range."""
    subject = comparison.subject
    if not comparison.is_range:
        did = _did(subject, amount(subject, language), language)
        return did, as_much_as(comparison, reading, language)
    much = as_much_as(comparison, whole_reading(comparison, reading), language)
    if apart(subject) <= MUCH:
        return _did(subject, amount(subject, language), language), much
    between = written(subject.studies_high or 0, subject, language, subject.studies_low or 0)
    did = _did(subject, between, language)
    return _by_study("range.by_study", comparison, did, language), much


def _range(comparison: Answer, reading: Reading, language: Language) -> str:
    """Tell how far the studies go before the figure that is taken of them.

    Each of them is held against what is taken of the other side, so that one figure has one share;
    where the studies of both differ by much, that is said.
    """
    did, much = clauses(comparison, reading, language)
    told = joined(comparison, did, much, language)
    if apart(comparison.subject) <= MUCH:
        told = _by_study("range.by_study.after", comparison, told, language)
    elif apart(comparison.reference) > MUCH:
        told = phrase("range.of_both", language, told=told)
    for side, found in ({} if comparison.all_studies else comparison.beside).items():
        if found:
            ratios = [_with(comparison, side, one, language) for one in found]
            told += SIGNS[language].semicolon + contested_studies(found, language, ratios)
    taken = phrase(
        "range.taken",
        language,
        amount=amount(_ranging(comparison), language),
        source=_ranging(comparison).source_id,
        ratio=read(reading._replace(digits=RANGE_DIGITS), language),
    )
    return f"{told}. {taken}"


def _with(comparison: Answer, side: str, other: Quantity, language: Language) -> str:
    """Write the reading that another figure of a side would give."""
    pair = {"subject": comparison.subject, "reference": comparison.reference, side: other}
    found = reading(ratio_of(pair["subject"], pair["reference"]), **pair)
    main = comparison.reading
    if found and main and main.unit == "percent" and found.unit in {"count", "times"}:
        # Beside 9.4% it is 300%, and neither 3.0 nor 3.0 times.
        if found.value < MOST_SHARE:
            found = found._replace(unit="percent", value=100 * found.value)
        else:
            found = found._replace(unit="times")
    return read(found._replace(digits=RANGE_DIGITS, low=None), language) if found else "?"


def _ranging(comparison: Answer) -> Quantity:
    """Return the side whose studies differ the more."""
    return max(comparison.subject, comparison.reference, key=apart)


def _by_study(key: str, comparison: Answer, told: str, language: Language) -> str:
    """Say that a range is of studies, and of which besides those that are believed."""
    beside = [one for found in comparison.beside.values() for one in found]
    if not comparison.all_studies or not beside:
        return phrase(key, language, told=told)
    first, *more = sorted({phrase(f"contested.{one.status}.many", language) for one in beside})
    for other in more:
        first = phrase("list.and", language, one=first, other=other)
    return phrase(f"{key}.all", language, told=told, statuses=first)


def whole_reading(comparison: Answer, reading: Reading) -> Reading:
    """Return the reading from the least ratio to the greatest of the studies that range."""
    scale = reading.value / (comparison.ratio or 1)
    sides = (comparison.subject, comparison.reference)
    far = ratio_of(*(side if apart(side) > MUCH else side.without_bounds() for side in sides))
    low, high = (far.low or 0) * scale, (far.high or 0) * scale
    return reading._replace(value=high, low=low, digits=RANGE_DIGITS)


def _did(subject: Quantity, emitted: str, language: Language) -> str:
    """Say what one side did: Bitcoin in 2017 emitted 6.75 Mt CO2e; of an amount, what it is."""
    who = name(subject, language)
    if subject.figure == "given":
        return capital(who)
    own = one(subject, language)
    if subject.times and not grammar.is_plural(own, language):
        many = is_several(count(subject, language), own, language)
    else:
        many = grammar.is_plural(own, language)
    deed = _deed(subject)
    verb = phrase(f"verb.{deed}.{_tense(subject)}.{'many' if many else 'one'}", language)
    words = {"verb": verb, "amount": emitted}
    if (bare := without_year(subject, language)) and not subject.times:
        words |= {"who": closed(bare), "year": str(subject.year)}
        return capital(phrase(f"did.{subject.measure}.annual", language, **words))
    did = "emissions" if _is_sum(subject) else subject.measure
    return capital(phrase(f"did.{did}", language, who=closed(who), **words))


def joined(comparison: Answer, did: str, much: str, language: Language) -> str:
    """Say what one side did, and how much of the other that is."""
    assert comparison.reading is not None  # noqa: S101  (what has none is refused before)
    unit = comparison.reading.unit
    kind = {"percent": "share", "times": "share", "count": "count"}.get(unit, "time")
    subject, reference = comparison.subject, comparison.reference
    is_same = (subject.id, subject.measure) == (reference.id, reference.measure)
    if is_same and comparison.ratio == 1:
        kind = "same"
    if subject.figure == "given":
        if (kind, subject.measure, subject.gas) == ("count", "emissions", None):
            # 300 kg of what is emitted, not 300 kg of the thing that is counted.
            kind = "count.bare"
        return phrase(f"told.given.{kind}", language, who=did, much=much)
    return phrase(f"told.{kind}", language, did=did, much=much)


def _deed(side: Quantity) -> str:
    """Tell what one does: emit, use electricity, or generate it."""
    return "generation" if side.flow == "generation" else side.measure


def _is_sum(side: Quantity) -> bool:
    """Tell whether a name is itself emissions or electricity, which neither emit nor use any."""
    told = side.name_en or ""
    starts = (f"the {side.measure} ", "the carbon footprint ")
    by = (f" of {side.measure} {word} " for word in ("by", "for", "of"))
    return told.startswith(starts) or any(one in told for one in by)


def _is_over(side: Quantity) -> bool:
    """Tell whether a name has the year of what was done once: a year of a company, a craze."""
    return bool(re.search(r"\((fiscal )?\d{4}( to \d{4})?\)|\d{4} season", side.name_en or ""))


def _tense(subject: Quantity) -> str:
    # The emissions that something saves are the subject of their sentence: they emit nothing.
    if subject.boundary == "avoided":
        return "avoided"
    if _is_sum(subject):
        return "sum"
    if subject.scenario:
        return "projected"
    if subject.figure == "at_grid" and "@" in subject.id and subject.kind == "event":
        return "moved"
    return "present" if subject.kind == "unit" and not _is_over(subject) else "past"


def as_much_as(comparison: Answer, reading: Reading, language: Language) -> str:
    """Say how much of the reference that is: 5.0 lifetimes of a car, 16% of the emissions of."""
    reference = comparison.reference
    other, told = name(reference, language), read(reading, language)
    if reading.unit == "count":
        return "".join(several(told, other, language))
    is_share = reading.unit in {"percent", "times"}
    if is_share and (reference.figure == "given" or _is_sum(reference)):
        of_other = grammar.of(other, language) if reading.unit == "percent" else other
        return phrase(f"much.{reading.unit}.of_it", language, amount=told, other=of_other)
    if not is_share and (bare := without_year(reference, language)):
        # "l'aviation (Suède) (2017)" would have two parentheses in a row.
        other = phrase("of_year", language, name=bare, year=reference.year).replace(") (", ", ")
    key = f"much.{reading.unit if is_share else 'time'}.{_deed(reference)}"
    return phrase(key, language, amount=told, of_other=grammar.of(other, language))


def _bounded(told: str, comparison: Answer, language: Language) -> str:
    """Add between which bounds it is; behind a bracket with a semicolon, not in another bracket."""
    low, high, reading = comparison.ratio_low, comparison.ratio_high, comparison.reading
    if low is None or high is None or not comparison.ratio or reading is None:
        return told
    scale = reading.value / comparison.ratio
    texts = [on_scale(bound * scale, reading, language) for bound in (low, high)]
    if texts[0] == texts[1]:
        return told
    key = "ratio.bounds.after" if told.endswith(")") else "ratio.bounds"
    return phrase(key, language, told=told, low=texts[0], high=texts[1])


def _doubt(comparison: Answer, language: Language) -> str:
    cautions = [
        _reason(reason, language)
        for reason in comparison.reasons
        if reason.outcome in {"caution", "refuse"} and reason.dimension not in SAID
    ]
    if not cautions:
        return ""
    return phrase("caution", language, reasons=SIGNS[language].semicolon.join(cautions))


def _refusal(comparison: Answer, language: Language) -> str:
    both = (comparison.subject, comparison.reference)
    sides = [closed(name(side, language)) for side in both]
    refusals = [
        _reason(reason, language) for reason in comparison.reasons if reason.outcome == "refuse"
    ]
    why = SIGNS[language].semicolon.join(refusals)
    told = phrase("refused", language, one=sides[0], other=sides[1], why=why)
    return typeset(capital(told), language)


def _reason(reason: Reason, language: Language) -> str:
    text = str(getattr(reason, f"text_{language}", reason.text_en))
    if reason.error_factor is None or reason.outcome == "refuse":
        return text
    return phrase(
        "reason.sized",
        language,
        reason=text,
        size=plain(reason.error_factor, MASS_DIGITS, language),
        case=getattr(reason, f"error_case_{language}", reason.error_case),
        source=reason.error_source,
    )
