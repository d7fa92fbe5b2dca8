"""Quantities that are not in a table: given amounts, and electricity put on a grid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carbondata import french
from carbondata.engine.areas import area_of
from carbondata.engine.operands import Operand, in_reach, spaced
from carbondata.engine.quantity import Quantity
from carbondata.engine.rows import named_rows
from carbondata.formulas import emissions_t
from carbondata.names import closed

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions, Name

# The electricity of a training according to the preferred study, or of one of its rows.
RUN = """
    SELECT r.* FROM run_electricity AS r JOIN training_order AS o ON o.run_id = r.run_id
    WHERE r.subject = ? AND r.energy_kwh IS NOT NULL
      AND coalesce(r.run_id = ?, r.energy_figure IS DISTINCT FROM 'multiplied')
    ORDER BY o.place LIMIT 1"""
# The columns that electricity on a grid takes from the run that used it.
OF_RUN = (
    *("subject", "energy_kwh_low", "energy_kwh", "energy_kwh_high", "pue", "energy_scope"),
    *("method", "status", "status_source", "replaced_by", "verified", "locator", "row_id"),
)
GRID = """
    SELECT g.*, phrase_en, phrase_fr
    FROM grid_factors AS g JOIN areas AS a ON a.area_id = g.area_id
    WHERE g.area_id = ? AND year = ?"""


def moved(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, operand: Operand, name: Name, *others: str
) -> list[Quantity]:
    """Put the electricity of a run on its operand's grid, and on others; none if unknown."""
    runs = named_rows(con, RUN, [name.subject, name.row_id])
    if not runs or not operand.bare:
        return []
    (run,) = runs
    for column in ("energy_kwh_low", "energy_kwh", "energy_kwh_high"):
        if run[column] is not None:
            run[column] *= run["applied_pue"] * (operand.times or 1)
    run |= {"row_id": run["run_id"], "energy_scope": run["counted_scope"], "method": "derived"}
    run |= {"name": run["run_id"]}
    year = operand.year or run["year"]
    return [
        quantity.having(times=operand.times)
        for area in (str(operand.area), *others)
        for quantity in _on_grid(con, decisions, run, area, year)
    ]


def amounts(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, operand: Operand
) -> list[Quantity]:
    """Make a quantity from an amount of gas or electricity; nothing if it is not valid."""
    unit = decisions.units.get(str(operand.unit))
    value = None if unit is None or operand.amount is None else operand.amount * unit.factor
    if unit is None or not operand.bare or not in_reach(value):
        return []
    if unit.measure == "electricity" and operand.gas is not None:
        return []
    if unit.measure == "electricity" and operand.area and operand.year:
        text = spaced(re.sub(r"@.*", "", operand.text))
        electricity = {
            "name_en": f"{text} of electricity",
            "name_fr": f"{french.amount(text)} d'électricité",
            "energy_kwh": value,
            "status": "current",
            "verified": True,
            "subject": operand.text,
        }
        return _on_grid(con, decisions, electricity, operand.area, operand.year)
    if operand.area is not None or operand.year is not None:
        return []
    return [_given(decisions, operand, unit.measure, value)]


def _given(decisions: Decisions, operand: Operand, measure: str, value: float | None) -> Quantity:
    gas = (operand.gas or "unstated") if measure == "emissions" else None
    words = {"measure": measure, "gas": gas, "functional_unit": "event", "figure": "given"}
    name = spaced(operand.text)
    return _made(
        decisions,
        {**words, "accounting": "none", "forcing": "none", "land_use": "none"},
        id=operand.text,
        subject=operand.text,
        name_en=name,
        name_fr=french.amount(name),
        emissions_t=value if measure == "emissions" else None,
        energy_kwh=value if measure == "electricity" else None,
        gas=operand.gas,
        kind="event",
        measure=measure,
        figure="given",
        status="current",
        verified=True,
    )


def _on_grid(
    con: duckdb.DuckDBPyConnection,
    decisions: Decisions,
    electric: dict[str, Any],
    area: str,
    year: int,
) -> list[Quantity]:
    """Multiply electricity by the factor of a grid, with the bounds of the grid's studies."""
    grids = named_rows(con, GRID, [area_of(con, area), year])
    if not grids:
        return []
    (grid,) = grids
    of_run = {name: electric.get(name) for name in decisions.columns}
    spread = grid["studies"] > 1
    energy = electric["energy_kwh"]
    emissions: dict[str, float | None] = {
        "emissions_t": emissions_t(energy, grid["intensity_g_per_kwh"])
    }
    for bound in ("low", "high"):
        own = electric.get(f"energy_kwh_{bound}")
        intensity = grid[f"intensity_g_per_kwh_{bound}"]
        emissions[f"emissions_t_{bound}"] = (
            emissions_t(energy if own is None else own, intensity)
            if spread or own is not None
            else None
        )
    name = electric.get("name")
    name_en, name_fr = closed(electric["name_en"]), closed(electric["name_fr"])
    words = {
        "measure": "emissions",
        "gas": grid["gas"],
        "gwp": grid["gwp"],
        "boundary": "use",
        "electricity": grid["boundary"],
        "energy_scope": electric.get("energy_scope"),
        "accounting": grid["accounting"],
        "functional_unit": "event",
        "figure": "at_grid",
        "method": electric.get("method"),
    }
    return [
        _made(
            decisions,
            {**words, "forcing": "none", "land_use": "none"},
            **{column: of_run[column] for column in OF_RUN},
            **emissions,
            id=f"{name}@{grid['area_id']}@{grid['year']}" if name else electric["subject"],
            name_en=f"{name_en} on the grid of {grid['phrase_en']} in {grid['year']}",
            name_fr=f"{name_fr} sur le réseau {french.of(grid['phrase_fr'])} en {grid['year']}",
            interval="study_spread" if spread else of_run["interval"],
            electricity=grid["boundary"],
            factor=f"{grid['source_id']} {grid['area_id']} {grid['year']} {grid['boundary']}",
            factor_source=grid["source_id"],
            source_id=electric.get("source_id") or grid["source_id"],
            year=grid["year"],
            kind="event",
            measure="emissions",
            figure="at_grid",
            boundary="operational",
            **{name: grid[name] for name in ("gas", "gwp", "accounting", "area_id")},
            intensity_g_per_kwh=grid["intensity_g_per_kwh"],
        )
    ]


def _made(decisions: Decisions, words: dict[str, str | None], **columns: Any) -> Quantity:  # noqa: ANN401
    """Make a quantity that is not in a table, with the type that has these words."""
    type_id = decisions.type_of(
        **words, status=columns["status"], verified=str(columns["verified"]).lower()
    )
    empty = dict.fromkeys((*decisions.columns, "times"))
    ground = decisions.ground_of(decisions.types[type_id])
    counts = {"studies": 1, "contested": 0}
    return Quantity({**empty, **columns, **counts, "ground": ground, "type_id": type_id})
