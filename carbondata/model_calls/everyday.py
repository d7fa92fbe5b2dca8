"""The emissions of calls, or their electricity, in everyday things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.query.compare import compare
from carbondata.text.numbers import energy, mass
from carbondata.text.sentences import as_much_as, joined
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbondata.model_calls.summary import CallsSummary
    from carbondata.query.comparison import Comparison
    from carbondata.text.language import Language


def everyday(
    summary: CallsSummary,
    references: Sequence[str],
    language: Language = "en",
    database: str | Path | None = None,
) -> list[dict[str, Any]]:
    """Compare both ends of each range of a summary with some things; their emissions if known.

    Raises
    ------
    QueryError
        When a reference is unknown or ambiguous.
    """
    told = []
    without = []
    for part in summary.parts if references else ():
        for low_or_high in ("low", "high"):
            tonnes = getattr(part, f"emissions_t_{low_or_high}")
            kwh = getattr(part, f"energy_kwh_{low_or_high}")
            known = tonnes is not None
            operand = f"{tonnes:.20f} t {part.gas}" if known else f"{kwh:.20f} kWh"
            amount = mass(tonnes, part.gas, language) if known else energy(kwh, language)
            compared = compare(operand, *references, database=database)
            for one, name in zip(_several(compared), references, strict=True):
                row = {"amount": operand, "reference": name}
                if one.reading is not None:
                    told.append(row | _as_much(one, amount, language))
                elif name not in without:
                    without.append(name)
                    told.append(row | {"much": None, "text": _why_not(one, name, language)})
    return told


def _as_much(one: Comparison, amount: str, language: Language) -> dict[str, Any]:
    assert one.reading is not None  # noqa: S101  (what has none is said to have none)
    much = typeset(as_much_as(one, one.reading, language), language)
    return {"much": much, "text": typeset(joined(one, amount, much, language), language)}


def _why_not(one: Comparison, name: str, language: Language) -> str:
    """Say why something is not compared: mostly it has emissions and no electricity."""
    if one.reference.energy_kwh is None and one.subject.emissions_t is None:
        return say("calls.no_electricity", language, name=name)
    return one.sentence(language)


def _several(compared: Any) -> Any:  # noqa: ANN401  (one comparison, or several)
    return compared if isinstance(compared, tuple) else (compared,)
