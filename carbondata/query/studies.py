"""Every study of a figure side by side: which one a comparison takes, and why not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.compare import pick
from carbondata.engine.ratio import divide
from carbondata.engine.sides import NoMeaningError
from carbondata.engine.studies import every_figure
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

COLUMNS = (
    *("id", "name_en", "name_fr", "year", "measure", "source_id", "row_id"),
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
    *("energy_kwh_low", "energy_kwh", "energy_kwh_high"),
    *("basis", "gas", "gwp", "boundary", "energy_scope", "accounting", "forcing", "flow"),
    *("land_use", "scope", "scope_fr", "factor"),
    *("method", "status", "status_source", "of_taken", "taken", "eligible", "preferred"),
    *("studies", "studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high", "why"),
)
NUMBERS = (
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
    *("energy_kwh_low", "energy_kwh", "energy_kwh_high", "of_taken"),
    *("studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high"),
)
FLAGS = ("taken", "eligible", "preferred")


def studies(
    operand: str, database: str | Path | None = None, *, all_years: bool = False
) -> pa.Table:
    """Show every figure that an operand may mean, which one a comparison takes, and why.

    If the operand leaves the year open, only the newest year with a default figure is shown; with
    `all_years`, all of them.

    Raises
    ------
    QueryError
        When the operand means nothing, or could mean several things.

    Examples
    --------
    >>> studies("bitcoin@2017")["source_id"][0].as_py()
    'ccaf-cbeci-2023'
    >>> len(set(studies("bitcoin")["year"])), len(set(studies("bitcoin", all_years=True)["year"]))
    (1, 8)
    """
    import pyarrow as pa

    tables = opened(database)
    con, known = tables.cursor(), tables.known
    with explained(tables, operand):
        figures = every_figure(con, known, operand)
        taken = _taken(con, known, operand)
    order = sorted(
        figures,
        key=lambda figure: (-(figure.year or 0), figure.measure != "emissions", figure.place or 1),
    )
    leading = taken or order[0]
    if leading.figure == "given":
        raise refused(lambda language: refusal("no_studies", language, operand=operand))
    if not all_years:
        figures = [
            figure for figure in figures if not figure.asked.is_open or figure.year == leading.year
        ]
    rows = sorted(
        (_row(figure, leading, is_taken=figure == taken) for figure in figures), key=_order
    )
    types = dict.fromkeys(NUMBERS, pa.float64()) | dict.fromkeys(FLAGS, pa.bool_())
    types |= dict.fromkeys(("year", "studies"), pa.int64())
    fields = [(name, types.get(name, pa.string())) for name in COLUMNS]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _taken(con: duckdb.DuckDBPyConnection, known: Decisions, operand: str) -> Quantity | None:
    """Return the default figure of an operand on its own; None if there is none."""
    try:
        (taken,) = pick(con, known, operand)
    except NoMeaningError:
        return None
    return taken


def basis(quantity: Quantity) -> str:
    """Write the type of a quantity in one line, in the terms of the tables."""
    words = (
        quantity.gas or quantity.measure,
        *(quantity.gwp, quantity.boundary, quantity.energy_scope, quantity.accounting),
        *(quantity.forcing, quantity.flow),
        quantity.land_use and f"land use {quantity.land_use}",
        quantity.scope,
        quantity.factor and f"electricity at {quantity.factor}",
    )
    return ", ".join(word for word in words if word)


def _row(quantity: Quantity, taken: Quantity, *, is_taken: bool) -> dict[str, Any]:
    columns = (*COLUMNS, "place")
    row: dict[str, Any] = {name: getattr(quantity, name, None) for name in columns}
    row |= {"basis": basis(quantity), "of_taken": None, "taken": is_taken}
    if quantity.measure == taken.measure:
        row["of_taken"] = divide(quantity.amount, taken.amount)
    return row


def _order(row: dict[str, Any]) -> tuple[bool, int, bool, int, str]:
    is_electric = row["measure"] == "electricity"
    year, place = row["year"] or 0, row["place"] or 1
    return not row["taken"], -year, is_electric, place, row["source_id"] or ""
