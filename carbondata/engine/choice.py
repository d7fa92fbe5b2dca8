"""Which of several figures is taken: an order of preference, beside that of the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

# The headline of inventories before its variants.
LAND_USE = ("excluded", "excluded_with_agriculture", "included")
VARIANTS = ("market", "consumption")


def choose(
    known: Decisions, found: Iterable[Quantity], beside: Quantity | None = None
) -> Quantity | None:
    """Take the quantity that is preferred; null of none."""
    return min(found, key=lambda quantity: preference(known, quantity, beside), default=None)


def preference(known: Decisions, quantity: Quantity, beside: Quantity | None) -> list[Any]:
    """Rank a quantity: the smaller is preferred, entry by entry; what is null comes last.

    What was seen before what was not; a year that had passed before a projection; the other side's
    year, else the newest; as published before worked out here; a figure before bounds; what stands
    before what was replaced; the other side's gas and boundary; the headline of inventories
    (territorial, without land use) before variants; then the source preferred for it.
    """
    annual = quantity.kind == "annual"
    order = [
        not quantity.verified,
        quantity.scenario is not None,
        annual and _differs(quantity, beside, "year"),
        -quantity.year if annual else 0,
        quantity.figure != "published",
        quantity.emissions_t is None,
        quantity.status != "current",
        _differs(quantity, beside, "gas"),
        LAND_USE.index(quantity.land_use) if quantity.land_use else -1,
        quantity.accounting in VARIANTS,
        beside is not None and _is_use(known, quantity) != _is_use(known, beside),
        _differs(quantity, beside, "gwp"),
        quantity.priority,
        None if quantity.year is None else -quantity.year,
        quantity.source_id,
        quantity.row_id,
    ]
    return [(value is None, value) for value in order]


def _differs(quantity: Quantity, beside: Quantity | None, column: str) -> bool:
    """Tell whether both sides say something, and not the same."""
    own, other = getattr(quantity, column), beside and getattr(beside, column)
    return own is not None and other is not None and own != other


def _is_use(known: Decisions, quantity: Quantity) -> bool:
    return known.types[quantity.type_id].get("boundary") == "use"
