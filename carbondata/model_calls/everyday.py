"""The emissions of calls, or their electricity, in everyday things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.query.compare import compare
from carbondata.query.overview import table
from carbondata.text.numbers import energy, mass
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbondata.model_calls.summary import CallsSummary
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
    for part in summary.parts if references else ():
        for low_or_high in ("low", "high"):
            tonnes = getattr(part, f"emissions_t_{low_or_high}")
            kwh = getattr(part, f"energy_kwh_{low_or_high}")
            known = tonnes is not None
            operand = f"{tonnes:.20f} t {part.gas}" if known else f"{kwh:.20f} kWh"
            amount = mass(tonnes, part.gas, language) if known else energy(kwh, language)
            compared = compare(operand, *references, database=database)
            for row, name in zip(
                table(_several(compared), language).to_pylist(), references, strict=True
            ):
                much = next(iter(row.values()))
                text = say("calls.as_much", language, amount=amount, much=much)
                told.append({"amount": operand, "reference": name, "much": much, "text": text})
    return told


def _several(compared: Any) -> Any:  # noqa: ANN401  (one comparison, or several)
    return compared if isinstance(compared, tuple) else (compared,)
