"""Every quantity that an operand may mean: rows of the tables, or what it makes up of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carbondata import french
from carbondata.engine.operands import Operand, in_reach, parse
from carbondata.engine.quantity import Quantity
from carbondata.engine.rows import named_rows
from carbondata.formulas import emissions_t

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions, Name

# The dimensions that a filter may name besides those of the types.
TEXTS = ("scope", "scenario")
RUN = "FROM run_electricity WHERE run_id = ? AND energy_kwh IS NOT NULL"
# What electricity on a grid has of the run that used it.
OF_RUN = (
    *("subject", "energy_kwh_low", "energy_kwh", "energy_kwh_high", "pue", "energy_scope"),
    *("method", "status", "status_source", "replaced_by", "verified", "locator", "row_id"),
)
GRID = """
    SELECT g.*, phrase_en, phrase_fr
    FROM grid_factors AS g JOIN areas AS a ON a.area_id = g.area_id
    WHERE g.area_id = ? AND year = ?"""


def candidates(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    given: str,
    beside: Quantity | None = None,
    *,
    every_year: bool = False,
) -> list[Quantity]:
    """Return the quantities that an operand may mean; none where it means nothing.

    Parameters
    ----------
    con : DuckDB connection
        To the published tables.
    known : Decisions
        Of the same tables.
    given : str
        The operand.
    beside : Quantity, optional
        What stands on the other side: an operand that leaves its year open takes that side's.
    every_year : bool, default False
        Of an operand that leaves its year open return every year, not the one that is taken alone.
    """
    operand = parse(given)
    if not operand.sound:
        return []
    if operand.unit is not None:
        return _amounts(con, known, operand)
    if operand.times is not None and not in_reach(operand.times):
        return []
    names = known.named(operand.name)
    if len(names) != 1:
        return []
    if operand.area is not None:
        return _moved(con, known, operand, names[0])
    return _held(con, known, operand, names[0], beside, every_year=every_year)


def traits(known: Decisions, quantity: Quantity) -> set[str]:
    """Return what a quantity is in each dimension, as filters name it: gas=CO2, boundary=use."""
    of_type = known.types[quantity.type_id].items()
    dimensions = dict.fromkeys((*dict(of_type), *TEXTS))
    own = ((name, getattr(quantity, name)) for name in dimensions if name in known.columns)
    said = [(name, word) for name, word in own if word is not None and not isinstance(word, bool)]
    return {f"{name}={word}" for name, word in (*of_type, *said)}


def rows(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    where: str,
    values: list[Any],
    *,
    is_open: bool = False,
) -> list[Quantity]:
    """Return the rows of `quantities` under a condition; whether their year was left open."""
    found = con.execute(f"FROM quantities WHERE {where}", values).fetchall()
    columns = [dict(zip(known.columns, row, strict=True)) | {"times": None} for row in found]
    return [Quantity(row, is_open=is_open and row["kind"] == "annual") for row in columns]


def _held(  # noqa: PLR0913  (where from, what, and beside what)
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    operand: Operand,
    name: Name,
    beside: Quantity | None,
    *,
    every_year: bool,
) -> list[Quantity]:
    conditions: dict[str, Any] = {"subject": name.subject, "row_id": name.row_id}
    conditions |= {"year": operand.year, "source_id": operand.source}
    asked = {column: value for column, value in conditions.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in asked)
    is_open = operand.year is None and name.row_id is None
    if is_open and not every_year and not operand.filters:
        # A nation has hundreds of years: only the one that is taken is read whole.
        year = _year(con, where, list(asked.values()), beside)
        where += "" if year is None else f" AND (kind <> 'annual' OR year = {year})"
    found = rows(con, known, where, list(asked.values()), is_open=is_open)
    filters = {f"{column}={word}" for column, word in operand.filters}
    return [
        quantity.counted(operand.times, known.counted(quantity.type_id))
        for quantity in found
        if not filters or filters <= traits(known, quantity)
    ]


def _year(
    con: duckdb.DuckDBPyConnection, where: str, values: list[Any], beside: Quantity | None
) -> int | None:
    """Choose the year of a year that is left open: the other side's, else the newest.

    Years that were seen and are no projections come first, as in `choice.preference`.
    """
    found = con.execute(
        f"""SELECT DISTINCT NOT verified, scenario IS NOT NULL, year FROM quantities
        WHERE {where} AND kind = 'annual'""",
        values,
    ).fetchall()
    other = beside.year if beside else None
    best = min(((*doubt, year != other, -year) for *doubt, year in found), default=None)
    return -best[-1] if best else None


def _moved(
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand, name: Name
) -> list[Quantity]:
    """Put the electricity of a run on another grid."""
    runs = named_rows(con, RUN, [name.subject])
    if not runs or not operand.bare:
        return []
    (run,) = runs
    for column in ("energy_kwh_low", "energy_kwh", "energy_kwh_high"):
        if run[column] is not None:
            run[column] *= run["applied_pue"] * (operand.times or 1)
    run |= {"row_id": run["run_id"], "energy_scope": run["counted_scope"], "method": "derived"}
    run |= {"subject": run["run_id"], "name": run["run_id"]}
    moved = _on_grid(con, known, run, str(operand.area), operand.year or run["year"])
    return [quantity.having(times=operand.times) for quantity in moved]


def _amounts(con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand) -> list[Quantity]:
    unit = known.units.get(str(operand.unit))
    value = None if unit is None or operand.amount is None else operand.amount * unit.factor
    if unit is None or not operand.bare or not in_reach(value):
        return []
    if unit.measure == "energy" and operand.gas is not None:
        return []
    if unit.measure == "energy" and operand.area and operand.year:
        text = re.sub(r"@.*", "", operand.text)
        electricity = {
            "name_en": f"{text} of electricity",
            "name_fr": f"{french.amount(text)} d'électricité",
            "energy_kwh": value,
            "status": "current",
            "verified": True,
            "subject": operand.text,
        }
        return _on_grid(con, known, electricity, operand.area, operand.year)
    if operand.area is not None or operand.year is not None:
        return []
    return [_given(known, operand, unit.measure, value)]


def _given(known: Decisions, operand: Operand, measure: str, value: float | None) -> Quantity:
    gas = (operand.gas or "unstated") if measure == "emissions" else None
    words = {"measure": measure, "gas": gas, "functional_unit": "event", "figure": "given"}
    return _made(
        known,
        {**words, "accounting": "none", "forcing": "none", "land_use": "none"},
        id=operand.text,
        subject=operand.text,
        name_en=operand.text,
        name_fr=french.amount(operand.text),
        emissions_t=value if measure == "emissions" else None,
        energy_kwh=value if measure == "energy" else None,
        gas=operand.gas,
        kind="event",
        measure=measure,
        figure="given",
        status="current",
        verified=True,
    )


def _on_grid(
    con: duckdb.DuckDBPyConnection, known: Decisions, electric: dict[str, Any], area: str, year: int
) -> list[Quantity]:
    """Multiply electricity by the factor of a grid, whose bounds are those of its studies."""
    grids = named_rows(con, GRID, [area.upper(), year])
    if not grids:
        return []
    (grid,) = grids
    of_run = {name: electric.get(name) for name in known.columns}
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
            known,
            {**words, "forcing": "none", "land_use": "none"},
            **{column: of_run[column] for column in OF_RUN},
            **emissions,
            id=f"{name}@{grid['area_id']}@{grid['year']}" if name else electric["subject"],
            name_en=f"{electric['name_en']} on the grid of {grid['phrase_en']} in {grid['year']}",
            name_fr=f"{electric['name_fr']} sur le réseau {french.of(grid['phrase_fr'])} en "
            f"{grid['year']}",
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


def _made(known: Decisions, words: dict[str, str | None], **columns: Any) -> Quantity:  # noqa: ANN401
    """Make a quantity that no row holds, with the type that has these words."""
    type_id = known.type_of(
        **words, status=columns["status"], verified=str(columns["verified"]).lower()
    )
    empty = dict.fromkeys((*known.columns, "times"))
    return Quantity({**empty, **columns, "type_id": type_id})
