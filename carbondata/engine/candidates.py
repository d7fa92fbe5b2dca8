"""Every figure that an operand may mean: rows of the tables, or what it makes up of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.made import amounts, moved
from carbondata.engine.operands import Operand, in_reach
from carbondata.engine.quantity import Asked, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions, Name

# The dimensions that a filter may name besides those of the types.
TEXTS = ("scope", "scenario")


def made(con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand) -> list[Quantity]:
    """Return what an operand makes up: an amount, or a training's electricity on a grid."""
    if operand.unit is not None:
        return amounts(con, known, operand)
    name = known.name_of(operand.name)
    if name is None or not is_counted(operand):
        return []
    return [one.as_asked(name=name) for one in moved(con, known, operand, name)]


def is_counted(operand: Operand) -> bool:
    """Tell whether an operand's count, if it has one, can be reckoned with."""
    return operand.times is None or in_reach(operand.times)


def held(
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand, name: Name
) -> list[Quantity]:
    """Return the rows that an operand may mean, of every year that it leaves open."""
    conditions: dict[str, Any] = {"subject": name.subject, "row_id": name.row_id}
    conditions |= {"year": operand.year, "source_id": operand.source}
    asked = {column: value for column, value in conditions.items() if value is not None}
    found = rows(con, known, " AND ".join(f"{column} = ?" for column in asked), [*asked.values()])
    filters = {f"{column}={word}" for column, word in operand.filters}
    is_open = operand.year is None and name.row_id is None and name.kind == "annual"
    how = Asked(is_open=is_open, name=name)
    return [
        counted(known, operand, Quantity(one.to_dict(), how))
        for one in found
        if not filters or filters <= traits(known, one)
        if is_inventory(one) or not asks_for_gas_alone(operand)
    ]


def asks_for_gas_alone(operand: Operand) -> bool:
    """Tell whether an operand names a gas, and not what of land and farming is counted."""
    columns = {column for column, _ in operand.filters}
    return operand.source is None and "gas" in columns and "land_use" not in columns


def is_inventory(quantity: Quantity) -> bool:
    """Tell whether it counts as an inventory's total does: farming in, land use out."""
    return quantity.land_use in {None, "none", "excluded"}


def counted(known: Decisions, operand: Operand, quantity: Quantity) -> Quantity:
    """Return as many of a quantity as an operand says."""
    if operand.times is None:
        return quantity
    return quantity.counted(operand.times, known.counted(quantity.type_id))


def traits(known: Decisions, quantity: Quantity) -> set[str]:
    """Return what a quantity is in each dimension, as filters name it: gas=CO2, boundary=use."""
    of_type = known.types[quantity.type_id].items()
    dimensions = dict.fromkeys((*dict(of_type), *TEXTS))
    own = ((name, getattr(quantity, name)) for name in dimensions if name in known.columns)
    said = [(name, word) for name, word in own if word is not None and not isinstance(word, bool)]
    return {f"{name}={word}" for name, word in (*of_type, *said)}


def rows(
    con: duckdb.DuckDBPyConnection, known: Decisions, where: str, values: Sequence[Any]
) -> list[Quantity]:
    """Return the rows of `quantities` under a condition."""
    found = con.execute(f"FROM quantities WHERE {where}", list(values)).fetchall()
    return [Quantity(dict(zip(known.columns, row, strict=True)) | {"times": None}) for row in found]
