"""What there is of a name, where there is not what was asked for: other years, sources, bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine.candidates import asks_for_gas_alone, is_inventory, rows, traits
from carbondata.engine.operands import parse
from carbondata.engine.studies import every_figure
from carbondata.text.side_words import amount

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions, Name
    from carbondata.engine.operands import Operand
    from carbondata.engine.quantity import Quantity

YEARS = 4
FEW = 3


def no_figure(
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand, name: Name
) -> str:
    """Say which part of an operand leaves no figure of a subject."""
    where, values = "subject = ?", [name.subject]
    if name.row_id is not None:
        where, values = f"{where} AND row_id = ?", [*values, name.row_id]
    held = rows(con, known, where, values)
    own, year, source = operand.name, operand.year, operand.source
    if not held:
        return f"{own} is known, but no emissions of it are in the tables"
    years = {quantity.year for quantity in held}
    if year is not None and year not in years:
        years = {quantity.year for quantity in held if quantity.eligible} or years
        parts = _parts(con, name.subject, year)
        return f"no figure of {own} for {year}; nearest years: {_near(years, year)}{parts}"
    if source is not None and source not in {quantity.source_id for quantity in held}:
        return f"no figure of {own} from {source}; there is: {_sources(held)}"
    of_year = [quantity for quantity in held if year in {None, quantity.year}]
    if source is not None and source not in {quantity.source_id for quantity in of_year}:
        there = _sources(of_year)
        return f"no figure of {own} for {year} from {source}; that year is in: {there}"
    of_source = [quantity for quantity in of_year if source in {None, quantity.source_id}]
    if operand.filters:
        return _no_basis(known, operand, held, of_source)
    return _barred(own, year, of_source)


def _no_basis(
    known: Decisions, operand: Operand, held: list[Quantity], among: list[Quantity]
) -> str:
    """Say which bases there are instead, and the nearest years that have the one asked for."""
    own, year = operand.name, operand.year
    filters = [f"{column}={word}" for column, word in operand.filters]
    fitting = [
        one
        for one in held
        if operand.source in {None, one.source_id} and {*filters} <= traits(known, one)
    ]
    counted = [one for one in fitting if is_inventory(one) or not asks_for_gas_alone(operand)]
    others = sorted({one.land_use for one in fitting if one.year == year and one not in counted})
    asked = ", ".join(filters) + (", farming in and land use out" if others else "")
    there = _traits(known, held, among, {column for column, _ in operand.filters})
    if year is None or not fitting:
        return f"no figure of {own} with {asked}; there is: {there}"
    told = f"no figure of {own} for {year} with {asked}; there is: {there}"
    for word in others:
        told += f"; {own}@{year}:{':'.join(filters)}:land_use={word}"
    years = {one.year for one in counted}
    return f"{told}; nearest years with it: {_near(years, year)}" if years else told


def no_measure(con: duckdb.DuckDBPyConnection, known: Decisions, given: str, measure: str) -> str:
    """Say what there is instead of the measure asked for, and the years in which there is that."""
    operand = parse(given)
    found = every_figure(con, known, given)
    newest = min(found, key=lambda one: (-(one.year or 0), one.place or 1))
    is_are = "no emissions are" if measure == "emissions" else "no electricity is"
    there = f"it has {newest.measure} ({amount(newest, 'en')}, {newest.source_id or 'given'})"
    told = f"{is_are} published for {given}; {there}"
    name = None if operand.unit else known.name_of(operand.name)
    if name is not None and measure == "electricity" and (operand.area or operand.filters):
        bare = rows(
            con, known, "subject = ? AND measure = ? AND preferred", [name.subject, measure]
        )
        hint = f"; electricity is the same on every grid and basis: ask for {operand.name}"
        return f"{told}{hint}" if bare else told
    if name is None or operand.year is None or name.kind != "annual":
        return told
    held = rows(con, known, "subject = ? AND measure = ? AND preferred", [name.subject, measure])
    years = _near({one.year for one in held}, operand.year)
    return f"{told}; nearest years with {measure}: {years}" if years else told


def _parts(con: duckdb.DuckDBPyConnection, subject: str, year: int) -> str:
    """Name the sectors that are parts of one, by their ids, and have a figure of the year."""
    query = """
        SELECT string_agg(DISTINCT id, ', ' ORDER BY id) FROM quantities
        WHERE preferred AND kind = 'annual' AND year = ? AND ends_with(subject, '_' || ?)"""
    (parts,) = con.execute(query, [year, subject]).fetchall()[0]
    return f"; a part of it has one: {parts}" if parts else ""


def _near(years: set[int], year: int) -> str:
    near = sorted(years, key=lambda other: (abs(other - year), other))[:YEARS]
    return ", ".join(map(str, sorted(near)))


def _behind(quantity: Quantity) -> int:
    return -int(quantity.place)


def _barred(own: str, year: int | None, held: list[Quantity]) -> str:
    """Say what bars every figure of a subject, and how one is asked for all the same."""
    by_row = {one.row_id or one.source_id: one for one in sorted(held, key=_behind)}
    found = sorted(by_row.values(), key=lambda one: (-(one.year or 0), one.place))[:FEW]
    barred = "; ".join(f"{one.row_id or one.source_id} ({one.why})" for one in found)
    when = f" for {year}" if year else ""
    remedy = f"name one to have it all the same: {found[0].row_id or found[0].as_operand()}"
    return f"no figure of {own}{when} is taken by default: {barred}; {remedy}"


def _sources(held: list[Quantity]) -> str:
    return ", ".join(sorted({quantity.source_id for quantity in held}))


def _traits(
    known: Decisions, held: list[Quantity], among: list[Quantity], columns: set[str]
) -> str:
    """Name what filters of these columns would find; of none, the columns that there are."""
    found = {trait for quantity in among for trait in traits(known, quantity)}
    fitting = sorted(trait for trait in found if trait.split("=")[0] in columns)
    every = {trait.split("=")[0] for quantity in held for trait in traits(known, quantity)}
    return ", ".join(fitting or (f"{column}=…" for column in sorted(every)))
