"""The studies of a figure that are believed no more: beside it, or within its bounds if asked."""

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


def every_figure(con: duckdb.DuckDBPyConnection, known: Decisions, given: str) -> list[Quantity]:
    """Return every figure that an operand may mean, of every year that it leaves open.

    Raises
    ------
    NoMeaningError
        When it means nothing, or might mean several things.
    """
    operand = parse(given)
    name = known.name_of(operand.name)
    if operand.sound and (operand.unit is not None or operand.area is not None):
        found = made(con, known, operand)
    else:
        found = held(con, known, operand, name) if operand.sound and name else []
    if not found:
        raise NoMeaningError(given)
    return found


def contested(
    con: duckdb.DuckDBPyConnection, known: Decisions, quantity: Quantity
) -> tuple[Quantity, ...]:
    """Return the corrected, superseded and disputed figures beside one, the largest first."""
    if not (quantity.asked.is_default and quantity.contested):
        return ()
    found = rows(con, known, CONTESTED, [getattr(quantity, column) for column in BASIS])
    return tuple(one.counted(quantity.times) for one in found)


def widened(con: duckdb.DuckDBPyConnection, known: Decisions, quantity: Quantity) -> Quantity:
    """Let the studies of a figure reach to those that are believed no more."""
    others = contested(con, known, quantity)
    if not others:
        return quantity
    amounts = [quantity.studies_low, quantity.studies_high, *(one.amount for one in others)]
    known_amounts = [amount for amount in amounts if amount is not None]
    unit = "kwh" if quantity.measure == "electricity" else "t"
    return quantity.having(
        studies=quantity.studies + len(others),
        **{f"studies_{unit}_low": min(known_amounts), f"studies_{unit}_high": max(known_amounts)},
    )
