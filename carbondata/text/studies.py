"""The studies of a figure in words: which is taken, why, and how far apart they are."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from carbondata.engine.quantity import Quantity
from carbondata.text.numbers import energy, mass, plain
from carbondata.text.phrases import phrase, retold
from carbondata.text.side_words import counted
from carbondata.text.typeset import capital, quoted, say, typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carbondata.text.language import Language

FACTOR_DIGITS = 2
# Where a name goes on with what a single figure is of: (Europe), as first published.
QUALIFIER = re.compile(r"(?= \(|, (?![^(]*\)))")
NONE: Mapping[str, str] = {}


def why_told(why: str, language: Language, reasons: Mapping[str, str] = NONE) -> str:
    """Say why a figure is taken, or what bars it.

    The tables say it in English, in short. A common reason is a phrase, whose text finds what fills
    its blank; `reasons` has those of single studies, by their English. Any other is quoted.

    Examples
    --------
    >>> why_told("superseded by gcb", "fr"), why_told("zero", "en"), why_told("beside gcb", "en")
    ('Remplacé par gcb.', 'Zero.', 'Not counted alongside gcb, which is used on this basis.')
    >>> why_told("The newest.", "fr", {"The newest.": "La plus récente."})
    'La plus récente.'
    """
    if language != "en" and why in reasons:
        return typeset(reasons[why], language)
    if common := retold(why, "why.", language, told="why_said."):
        return typeset(_sentence(common), language)
    return _sentence(why) if language == "en" else quoted(why, language)


def _sentence(text: str) -> str:
    return f"{capital(text).removesuffix('.')}."


def hypothetical(as_if: str, translated: str | None, language: Language) -> tuple[str, str]:
    """Return the reason that bars a hypothetical figure, as the tables say it and in a language."""
    told = phrase("why.as_if", language, source=translated or as_if)
    return phrase("why.as_if", "en", source=as_if), told


def title(rows: Sequence[dict[str, Any]], language: Language) -> str:
    """Name what the studies are of, as a sentence would: One kilogram of beef (France).

    What only some of them are of, such as the place, is left out.
    """
    named = [row[f"name_{language}"] or row["id"] for row in rows]
    parts = zip(*(QUALIFIER.split(name) for name in named), strict=False)
    common = "".join(alike[0] for alike in takewhile(lambda part: len({*part}) == 1, parts))
    taken = next((name for row, name in zip(rows, named, strict=True) if row["taken"]), named[0])
    return typeset(capital(common or taken), language)


def figure(row: dict[str, Any], language: Language) -> str:
    """Write a study's figure, or its bounds if it gives only those."""
    found = amounts(row)
    return _written(found[-1], row, language, row["gas"], found[0] if len(found) > 1 else None)


def type_told(row: dict[str, Any], language: Language) -> str:
    """Say what a study counts, on a line of its own; nothing if it does not say."""
    told = counted(Quantity(row), language)
    return f"  ({told})\n" if told else ""


def mark(row: dict[str, Any], language: Language) -> str:
    """Say whether a figure is taken by default, on its basis, or only on request."""
    if row["taken"]:
        return say(f"studies.taken.{'named' if _is_barred(row) else 'yes'}", language)
    if row["preferred"]:
        return say("studies.taken.on_basis", language)
    return say("studies.taken.no" if row["eligible"] else "studies.taken.asked", language)


def _is_barred(row: dict[str, Any]) -> bool:
    """Tell whether a figure is one that no default takes; one moved to a grid has no default."""
    return not row["preferred"] and row["why"] is not None


def spread(rows: Sequence[dict[str, Any]], language: Language) -> str:
    """Give the range of the studies on the basis taken, and of all of them if that is wider."""
    taken = next((row for row in rows if row["taken"]), None)
    of = taken or rows[0]
    alike = [row for row in rows if row["measure"] == of["measure"]]
    all_amounts = [amount for row in alike for amount in amounts(row)]
    gases = {row["gas"] for row in alike}
    every = _from_to(
        [amount for amount in all_amounts if amount > 0],
        of,
        language,
        of["gas"] if len(gases) == 1 else None,
    )
    which = _which(alike, language, but_zero=min(all_amounts, default=1) <= 0)
    ends = ("studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high")
    own = [row for row in ((taken or {}).get(end) for end in ends) if row is not None]
    if not own and taken and not _is_barred(taken):
        return say("studies.moved_to", language, every=every)
    if not own:
        none = say("studies.none", language)
        is_alone = len([row for row in alike if amounts(row)]) == 1
        key = f"studies.only.{of['measure']}" if is_alone else "studies.none_of"
        return say(key, language, none=none, which=which, every=every) if every else none
    low, high = min(own), max(own)
    figures = _from_to(own, of, language, of["gas"])
    if taken and _is_barred(taken):
        return say("studies.default", language, figures=figures)
    if low < high and of["studies"] == 1:
        alone = _written(high, of, language, of["gas"], low)
        on_basis = say("studies.one", language, figures=alone)
    else:
        key = "studies.on_basis" if low < high else "studies.one"
        on_basis = say(key, language, figures=figures)
    if every in {figures, ""}:
        return on_basis
    return f"{on_basis}\n{say('studies.all', language, which=which, every=every)}"


def _which(rows: Sequence[dict[str, Any]], language: Language, *, but_zero: bool) -> str:
    """Say of what the figures are: emissions figures (CO2 and CO2e), but those of zero."""
    gases = sorted({row["gas"] for row in rows if row["gas"]})
    key = "studies.which.gases" if len(gases) > 1 else f"studies.which.{rows[0]['measure']}"
    which = say(key, language)
    return say("studies.which.but_zero", language, which=which) if but_zero else which


def amounts(row: dict[str, Any]) -> list[float]:
    """Return a row's amount in its measure, or its bounds if it has only those."""
    column = "energy_kwh" if row["measure"] == "electricity" else "emissions_t"
    if row[column] is not None:
        return [row[column]]
    return [row[f"{column}_{end}"] for end in ("low", "high") if row[f"{column}_{end}"] is not None]


def _written(
    amount: float,
    row: dict[str, Any],
    language: Language,
    gas: str | None = None,
    low: float | None = None,
) -> str:
    if row["measure"] == "electricity":
        return energy(amount, language, low)
    return mass(amount, gas, language, low)


def _from_to(figures: list[float], row: dict[str, Any], language: Language, gas: str | None) -> str:
    """Write the lowest and the highest of some figures, and the factor between them."""
    if not figures:
        return ""
    low, high = min(figures), max(figures)
    ends = {
        "low": _written(low, row, language, gas),
        "high": _written(high, row, language, gas),
    }
    if ends["low"] == ends["high"]:
        return ends["low"]
    factor = plain(high / low, FACTOR_DIGITS, language)
    if factor == "1":
        return say("studies.from_to.near", language, **ends)
    return say("studies.from_to", language, **ends, factor=factor)
