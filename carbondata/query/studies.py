"""Every study of a figure side by side: which one a comparison takes, and why not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.candidates import candidates
from carbondata.engine.choice import choose
from carbondata.engine.compare import NoMeaningError
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.engine.quantity import Quantity

COLUMNS = (
    *("id", "source_id", "emissions_t_low", "emissions_t", "emissions_t_high", "energy_kwh"),
    *("basis", "method", "status", "status_source", "of_taken", "why"),
)
NUMBERS = ("emissions_t_low", "emissions_t", "emissions_t_high", "energy_kwh", "of_taken")


def studies(operand: str, database: str | Path | None = None) -> pa.Table:
    """Show every figure that an operand may mean, which one a comparison takes, and why.

    Raises
    ------
    QueryError
        When the operand means nothing, or could mean several things.

    Examples
    --------
    >>> studies("bitcoin@2017")["source_id"][0].as_py()
    'calvo-pardo-2022'
    """
    import pyarrow as pa

    tables = opened(database)
    with explained(tables, operand):
        found = candidates(tables.cursor(), tables.known, operand, every_year=True)
        taken = choose(tables.known, found)
        if taken is None:
            raise NoMeaningError(operand)
    rows = sorted((_row(quantity, taken) for quantity in found), key=_order)
    fields = [(name, pa.float64() if name in NUMBERS else pa.string()) for name in COLUMNS]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def basis(quantity: Quantity) -> str:
    """Write the type of a quantity in one line, in the words of the tables."""
    words = (
        quantity.gas or quantity.measure,
        *(quantity.gwp, quantity.boundary, quantity.energy_scope, quantity.accounting),
        quantity.forcing,
        quantity.land_use and f"land use {quantity.land_use}",
        quantity.scope,
        quantity.factor and f"electricity at {quantity.factor}",
    )
    return ", ".join(word for word in words if word)


def _row(quantity: Quantity, taken: Quantity) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(quantity, name, None) for name in COLUMNS[:6]}
    row |= {name: getattr(quantity, name) for name in ("method", "status", "status_source")}
    row |= {"basis": basis(quantity), "of_taken": None, "why": _why(quantity, taken)}
    if quantity.emissions_t is not None and taken.emissions_t:
        row["of_taken"] = quantity.emissions_t / taken.emissions_t
    return row


def _why(quantity: Quantity, taken: Quantity) -> str:  # noqa: PLR0911  (a reason each)
    """Say why a figure is taken, or is not."""
    if quantity == taken:
        figure = quantity.figure.replace("_", " ")
        priority = None if quantity.priority is None else f"priority {quantity.priority}"
        return ", ".join(filter(None, (f"taken: {quantity.status}", figure, priority)))
    if not quantity.verified:
        return "not seen in its document"
    if quantity.scenario is not None:
        return f"a projection: {quantity.scenario}"
    if quantity.emissions_t is None:
        return "bounds only"
    if quantity.year != taken.year:
        return "another year"
    if quantity.figure != taken.figure:
        return "worked out here, not published"
    if quantity.status != taken.status:
        return f"{quantity.status} by {quantity.status_source or '?'}"
    if (quantity.land_use, quantity.accounting) != (taken.land_use, taken.accounting):
        return "another basis"
    return f"priority {quantity.priority} behind {taken.priority}"


def _order(row: dict[str, Any]) -> tuple[bool, float, str]:
    amount = row["emissions_t"]
    size = float("inf") if amount is None else -amount
    return not row["why"].startswith("taken"), size, row["source_id"] or ""
