"""Superseded and disputed studies: listed beside a figure, or within its bounds on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine.candidates import held, made, rows
from carbondata.engine.operands import parse
from carbondata.engine.sides import NoMeaningError

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

# On the same basis as the figure of a row.
CONTESTED = """
    is_contested(quantities) AND subject = ? AND (kind <> 'annual' OR year = ?) AND measure = ?
    AND gas IS NOT DISTINCT FROM ? AND stage(boundary) IS NOT DISTINCT FROM stage(?)
    AND own_accounting(accounting) = own_accounting(?) AND forcing IS NOT DISTINCT FROM ?
    AND land_use IS NOT DISTINCT FROM ?
    ORDER BY amount(quantities) DESC, source_id"""
BASIS = ("subject", "year", "measure", "gas", "boundary", "accounting", "forcing", "land_use")


def every_figure(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, given: str
) -> list[Quantity]:
    """Return every figure that an operand may mean, in every year that it leaves open.

    Raises
    ------
    NoMeaningError
        When it is unknown or ambiguous.
    """
    operand = parse(given)
    name = decisions.name_of(operand.name)
    if operand.sound and (operand.unit is not None or operand.area is not None):
        figures = made(con, decisions, operand)
    else:
        figures = held(con, decisions, operand, name) if operand.sound and name else []
    if not figures:
        raise NoMeaningError(given)
    return figures


def contested(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, quantity: Quantity
) -> tuple[Quantity, ...]:
    """Return the corrected, superseded and disputed figures on the same basis, largest first."""
    if not (quantity.asked.is_default and quantity.contested):
        return ()
    others = rows(con, decisions, CONTESTED, [getattr(quantity, column) for column in BASIS])
    return tuple(other.counted(quantity.times) for other in others)


def widened(con: duckdb.DuckDBPyConnection, decisions: Decisions, quantity: Quantity) -> Quantity:
    """Widen the range of a figure's studies to the contested ones."""
    others = contested(con, decisions, quantity)
    if not others:
        return quantity
    amounts = [quantity.studies_low, quantity.studies_high, *(other.amount for other in others)]
    published = [amount for amount in amounts if amount is not None]
    unit = "kwh" if quantity.measure == "electricity" else "t"
    return quantity.having(
        studies=quantity.studies + len(others),
        **{f"studies_{unit}_low": min(published), f"studies_{unit}_high": max(published)},
    )
