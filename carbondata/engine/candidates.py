"""Every figure that an operand may mean: rows of the tables, or quantities made from them."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from carbondata.engine.made import amounts, moved
from carbondata.engine.operands import Operand, in_reach
from carbondata.engine.quantity import Asked, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions, Name

# The dimensions that a filter may use in addition to those of the types.
TEXTS = ("scope", "scenario")


def made(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, operand: Operand, *others: Operand
) -> list[Quantity]:
    """Return the quantities that an operand makes: an amount, or a training's energy on a grid.

    `others` are the same on other grids: the energy of a training is then looked up once.
    """
    if operand.unit is not None:
        return [made for one in (operand, *others) for made in amounts(con, decisions, one)]
    name = decisions.name_of(operand.name)
    if name is None or not is_counted(operand):
        return []
    areas = [str(other.area) for other in others]
    moved_there = moved(con, decisions, operand, name, *areas)
    return [quantity.as_asked(name=name) for quantity in moved_there]


def is_counted(operand: Operand) -> bool:
    """Return whether an operand's count, if any, can be calculated with."""
    return operand.times is None or in_reach(operand.times)


def held(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, operand: Operand, name: Name
) -> list[Quantity]:
    """Return the rows that an operand may mean, in every year that it leaves open."""
    conditions: dict[str, Any] = {"subject": name.subject, "row_id": name.row_id}
    conditions |= {"year": operand.year, "source_id": operand.source}
    given = {column: value for column, value in conditions.items() if value is not None}
    matches = rows(
        con, decisions, " AND ".join(f"{column} = ?" for column in given), [*given.values()]
    )
    filters = {f"{column}={word}" for column, word in operand.filters}
    is_open = operand.year is None and name.row_id is None and name.kind == "annual"
    how = Asked(is_open=is_open, name=name)
    return [
        counted(decisions, operand, Quantity(match.to_dict(), how))
        for match in matches
        if not filters or filters <= traits(decisions, match)
        if is_inventory(match) or not asks_for_gas_alone(operand)
    ]


def asks_for_gas_alone(operand: Operand) -> bool:
    """Return whether an operand names a gas but does not say how land use is counted."""
    columns = {column for column, _ in operand.filters}
    return operand.source is None and "gas" in columns and "land_use" not in columns


def is_inventory(quantity: Quantity) -> bool:
    """Return whether it counts like an inventory total: with agriculture, without land use."""
    return quantity.land_use in {None, "none", "excluded"}


def counted(decisions: Decisions, operand: Operand, quantity: Quantity) -> Quantity:
    """Return a quantity times the count of an operand."""
    if operand.times is None:
        return quantity
    return quantity.counted(operand.times, decisions.counted(quantity.type_id))


def traits(decisions: Decisions, quantity: Quantity) -> set[str]:
    """Return the value of a quantity in each dimension, as filters write it: gas=CO2."""
    of_type = decisions.types[quantity.type_id].items()
    dimensions = dict.fromkeys((*dict(of_type), *TEXTS))
    own = ((name, getattr(quantity, name)) for name in dimensions if name in decisions.columns)
    texts = [(name, word) for name, word in own if word is not None and not isinstance(word, bool)]
    return {f"{name}={word}" for name, word in (*of_type, *texts)}


def rows(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, where: str, values: Sequence[Any]
) -> list[Quantity]:
    """Return the rows of `quantities` that meet a condition; infinity and NaN are no figures."""
    matches = con.execute(f"FROM quantities WHERE {where}", list(values)).fetchall()
    return [
        Quantity(dict(zip(decisions.columns, row, strict=True)) | {"times": None})
        for row in matches
        if all(map(isfinite, (value for value in row if isinstance(value, float))))
    ]
