"""The largest rows of calls, laid out for a terminal, in one unit of energy and one of mass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.query import tabulate
from carbondata.text.language import SIGNS
from carbondata.text.numbers import ENERGIES, MASSES, number
from carbondata.text.phrases import phrase
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from carbondata.text.language import Language

COLUMNS = 80
TABLE_DIGITS = 3


def largest(rows: list[dict[str, Any]], language: Language) -> str:
    """Lay out the largest rows: keys, calls, energy, and emissions or the reason."""
    import pyarrow as pa

    keys = [key for key in rows[0] if key in {"model", "month", "area_id", "user"}]
    # Without the provider's prefix; the rows have it.
    columns = {key: [(row[key] or "-").rpartition("/")[2] for row in rows] for key in keys}
    columns["calls"] = [
        "?" if row["calls"] is None else count(row["calls"], language) for row in rows
    ]
    heads = {say(f"calls.head.{name}", language): cells for name, cells in columns.items()}
    size, unit = _unit(rows, "energy_kwh", ENERGIES)
    heads[unit] = [_cell(row, "energy_kwh", size, language) for row in rows]
    size, unit = _unit(rows, "emissions_t", MASSES)
    gases = {row["gas"] for row in rows if row["gas"]} or {"CO2e"}
    unit = say(f"gas.{gases.pop()}", language, amount=unit) if len(gases) == 1 else unit
    heads[say("calls.head.or_reason", language, unit=unit)] = [
        _cell(row, "emissions_t", size, language) if row["gas"] else row["reason"] or "-"
        for row in rows
    ]
    return tabulate.text(pa.table(heads), COLUMNS)


def _unit(
    rows: list[dict[str, Any]], name: str, units: tuple[tuple[float, str], ...]
) -> tuple[float, str]:
    """Return the largest unit of which some row has at least one."""
    most = max((row[f"{name}_high"] or 0 for row in rows), default=0)
    return next((unit for unit in units if most >= unit[0]), units[-1])


def _cell(row: dict[str, Any], name: str, size: float, language: Language) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if low is None:
        return "-"
    ends = [number(end / size, TABLE_DIGITS, language) for end in (low, high)]
    return ends[0] if low == high else phrase("range.to", language, low=ends[0], high=ends[1])


def count(whole: int, language: Language) -> str:
    """Write a whole number with the separator of the language."""
    return f"{whole:,}".replace(",", SIGNS[language].thousands)
