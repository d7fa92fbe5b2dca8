"""Why an operand means nothing, and what would: one clear sentence for each way to go wrong."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbondata.engine.candidates import rows, traits
from carbondata.engine.made import RUN, area_of
from carbondata.engine.operands import (
    AMOUNT_WHOLE,
    NUMBER,
    OUT_OF_REACH,
    STAR,
    in_reach,
    is_amount_like,
    parse,
    parted,
)
from carbondata.engine.sides import NoMeaningError, NoMeasureError
from carbondata.engine.studies import every_figure
from carbondata.errors import QueryError
from carbondata.names import nearest
from carbondata.query.find import suggestion
from carbondata.query.side_words import amount
from carbondata.tables.vocabulary import MEASURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.engine.decisions import Decisions, Name
    from carbondata.engine.operands import Operand
    from carbondata.engine.quantity import Quantity
    from carbondata.query.connection import Tables

LONGEST = 300
AMONG = 5
YEARS = 4
FEW = 3
EXAMPLE_AMOUNT = "284 t, 626155 lb"
EXAMPLE = "write an id (SWE@2017) or an amount (284 t)"


@contextmanager
def explained(tables: Tables, *operands: str, measure: str | None = None) -> Iterator[None]:
    """Say of an operand that means nothing why, or has nothing in the measure that is asked for.

    Raises
    ------
    QueryError
        In the place of the engine's `NoMeaningError` and `NoMeasureError`.
    """
    if measure not in (*MEASURE, None):
        message = f"a comparison is of {' or of '.join(MEASURE)}, not of {measure!r}"
        raise QueryError(message)
    for operand in operands:
        if not isinstance(operand, str):
            message = f"an operand is a text, and {operand!r} is none: {EXAMPLE}"
            raise QueryError(message)
        if not operand.isprintable():
            message = f"an operand is no text that can be read: {ascii(operand)[: AMONG * 10]}"
            raise QueryError(message)
    try:
        yield
    except NoMeaningError as error:
        con, known, parts = tables.cursor(), tables.known, parse(error.operand)
        why = _miswritten(known, parts) or _unknown(con, known, parts)
        raise QueryError(why) from None
    except NoMeasureError as error:
        why = _no_measure(tables.cursor(), tables.known, error.operand, error.measure)
        raise QueryError(why) from None


def refuse_zero(reference: Quantity) -> None:
    """Refuse to divide by nothing.

    Raises
    ------
    QueryError
        When the reference is not above zero.
    """
    if (reference.amount or reference.amount_low or 0) <= 0:
        message = (
            f"{reference.id} ({reference.source_id}) is not above zero: nothing to divide by; pick "
            f"another basis (FROM studies('{reference.id}') lists them)"
        )
        raise QueryError(message)


def _miswritten(known: Decisions, operand: Operand) -> str | None:  # noqa: PLR0911  (a fault each)
    """Say what is wrong with the writing of a number or a name; null if nothing is."""
    text = operand.text
    if not text:
        return f"an empty operand: {EXAMPLE}"
    if len(text) > LONGEST:
        return f"{text[:40]}… is too long for an operand: {EXAMPLE}"
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return f"{text} is below zero: an amount of gas or electricity is a positive number"
    if re.match(r"[0-9.]+,|[0-9]*[.][0-9]*[.]", text):
        return f"{text}: write the number with a point and without separators (626155 lb, 3.2 t)"
    if operand.times is None and is_amount_like(text) and not AMOUNT_WHOLE.fullmatch(text):
        return f"{text}: write an amount as a bare number and its unit ({EXAMPLE_AMOUNT})"
    if re.match(r"[0-9.eE+-]+ *(@|\Z)", text):
        return f"{text} has no unit: write one of {', '.join(known.units)}"
    numeric = re.match(rf"[0-9.]+([eE][+-]?[0-9]+)? *[^0-9.{STAR} ]", text)
    if numeric and operand.times is None and operand.unit not in known.units:
        no_unit = f"{operand.unit or text} is no unit known here: write one of "
        return _counted(known, text) or no_unit + ", ".join(known.units)
    amount = operand.times
    if amount is None and operand.unit and operand.amount is not None:
        amount = operand.amount * known.units[operand.unit].factor
    if amount is not None and not in_reach(amount):
        return (
            f"{text} is out of reach: a count or an amount is above "
            f"{f'{1 / OUT_OF_REACH:.0e}' if 0 < amount < 1 else 'zero'}, and below "
            f"{OUT_OF_REACH:.0e} t or kWh".replace("e+", "e")
        )
    return _mismatched(known, operand)


def _counted(known: Decisions, text: str) -> str | None:
    """Say how a number before a name is written; null where there is no such name."""
    found = re.fullmatch(rf"({NUMBER}) *(?:[xX] )? *([^@#:]+)(.*)", text)
    name = found and known.name_of(found[2])
    # A word cut short may as well be a unit that is not known.
    if not found or not name or f" {parted(found[2])} " not in f" {name.words} ":
        return None
    called = found[2] if name.row_id else name.subject
    return f"{text}: a count is written {found[1]}*{called}{found[3]}"


def _mismatched(known: Decisions, operand: Operand) -> str | None:
    """Say which parts of an operand do not go together; null if all do."""
    text, unit = operand.text, operand.unit
    energy = unit is not None and known.units[unit].measure == "electricity"
    if unit and not energy and (operand.area or operand.year):
        return f"{text}: only electricity is put on a grid (656347 kWh@USA@2017)"
    if (operand.area or unit) and not operand.bare:
        made = "worked out here" if operand.area else "given"
        return f"{text}: #SOURCE and :column=value pick among published figures; this one is {made}"
    if operand.gas and energy:
        bare = text.replace(f" {operand.gas}", "")
        return f"{text}: electricity is no {operand.gas}; write {bare}"
    if not operand.sound or not operand.name:
        return f"{text} cannot be read: write NAME[@AREA][@YEAR][#SOURCE][:column=value]"
    return None


def _unknown(  # noqa: PLR0911  (a fault each)
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand
) -> str:
    """Say what is not in the tables."""
    if operand.area and (why := _no_area(con, operand.area)):
        return why
    if operand.unit is not None:
        return _no_grid(con, operand)
    names = known.named(operand.name)
    if not names:
        return f"there is no {operand.name}{_suggested(con, known, operand.name)}"
    if len(names) > 1:
        return _ambiguous(operand.name, names)
    if operand.area is None:
        return _no_figure(con, known, operand, names[0])
    if names[0].kind != "event":
        return f"{operand.text}: only a training's electricity can be put on another grid"
    if not con.execute(RUN, [names[0].subject, names[0].row_id]).fetchone():
        return f"{operand.name} has no published electricity to put on another grid"
    return _no_grid(con, operand)


def _ambiguous(asked: str, names: list[Name]) -> str:
    """Name what a name could mean, each subject once; of one alone its rows."""
    ordered = sorted(names, key=lambda name: (name.row_id is not None, name.priority, name.name))
    subjects: dict[str, str] = {}
    for name in ordered:
        subjects.setdefault(name.subject, name.name)
    meant = list(subjects.values()) if len(subjects) > 1 else [name.name for name in ordered]
    return f"{asked} could be any of {len(meant)}: {', '.join(meant[:AMONG])}"


def _suggested(con: duckdb.DuckDBPyConnection, known: Decisions, name: str) -> str:
    """Say what the words of a name find; where they find nothing, what is written most like it."""
    if found := suggestion(con, name):
        return found
    near = nearest(name, (one.name for one in known.names))
    return f"; nearest: {', '.join(near)}" if near else "; all are in the table quantity_names"


def _no_area(con: duckdb.DuckDBPyConnection, area: str) -> str | None:
    if area_of(con, area):
        return None
    found = suggestion(con, area, "place")
    return f"there is no area {area}{found or '; FROM areas lists them'}"


def _no_grid(con: duckdb.DuckDBPyConnection, operand: Operand) -> str:
    """Say which grid factor is missing, or not named; the years that there are."""
    text, year = operand.text, operand.year
    area = operand.area and area_of(con, operand.area)
    if operand.unit and area and year is None:
        return f"{text}: name the year of the grid as well ({text}@2020)"
    if operand.unit and year and area is None:
        grid = text.replace(f"@{year}", f"@USA@{year}")
        return f"{text}: name the area of the grid as well ({grid})"
    query = "SELECT year FROM grid_factors WHERE area_id = ? ORDER BY abs(year - ?), year LIMIT ?"
    found = con.execute(query, [area, year or 2020, YEARS]).fetchall()
    years = ", ".join(str(found_year) for (found_year,) in sorted(found)) or "none"
    wanted = year or "the year of the run"
    return f"no grid intensity of {area} for {wanted}; there is: {years}"


def _no_figure(
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
        return f"no figure of {own} for {year}; nearest years: {_near(years, year)}"
    if source is not None and source not in {quantity.source_id for quantity in held}:
        return f"no figure of {own} from {source}; there is: {_sources(held)}"
    of_year = [quantity for quantity in held if year in {None, quantity.year}]
    if source is not None and source not in {quantity.source_id for quantity in of_year}:
        there = _sources(of_year)
        return f"no figure of {own} for {year} from {source}; that year is in: {there}"
    of_source = [quantity for quantity in of_year if source in {None, quantity.source_id}]
    filters = [f"{column}={word}" for column, word in operand.filters]
    if not filters:
        return _barred(own, year, of_source)
    there = _traits(known, held, of_source, {column for column, _ in operand.filters})
    sourced = [one for one in held if source in {None, one.source_id}]
    fitting = {one.year for one in sourced if {*filters} <= traits(known, one)}
    years = f"; nearest years with it: {_near(fitting, year)}" if year and fitting else ""
    when = f" for {year}" if year and years else ""
    return f"no figure of {own}{when} with {', '.join(filters)}; there is: {there}{years}"


def _no_measure(con: duckdb.DuckDBPyConnection, known: Decisions, given: str, measure: str) -> str:
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
