"""Why an operand means nothing, and what would: one clear sentence for each way to go wrong."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
from carbondata.errors import QueryError
from carbondata.names import nearest
from carbondata.query.find import suggestion
from carbondata.query.what_there_is import YEARS, no_figure, no_measure
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
            message = f"an operand is text, and {operand!r} is not: {EXAMPLE}"
            raise QueryError(message)
        if not operand.isprintable():
            message = f"an operand cannot hold control characters: {ascii(operand)[: AMONG * 10]}"
            raise QueryError(message)
    try:
        yield
    except NoMeaningError as error:
        con, known, parts = tables.cursor(), tables.known, parse(error.operand)
        why = _miswritten(known, parts) or _unknown(con, known, parts)
        raise QueryError(why) from None
    except NoMeasureError as error:
        why = no_measure(tables.cursor(), tables.known, error.operand, error.measure)
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
        no_unit = f"{operand.unit or text} is not a unit known here: write one of "
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
        return f"{text}: electricity is not {operand.gas}; write {bare}"
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
    if not names and (area := area_of(con, operand.name)):
        use = f"10 MWh@{area}@{_newest_grid(con, area)}"
        return f"{operand.name} is known as a grid alone: {use}, or a training@{area}"
    if not names:
        return f"there is no {operand.name}{_suggested(con, known, operand.name)}"
    if len(names) > 1:
        return _ambiguous(operand.name, names)
    if operand.area is None:
        return no_figure(con, known, operand, names[0])
    if names[0].kind != "event":
        return f"{operand.text}: only a training's electricity can be put on another grid"
    if not con.execute(RUN, [names[0].subject, names[0].row_id]).fetchone():
        return _no_electricity(con, operand, names[0].subject)
    return _no_grid(con, operand)


def _no_electricity(con: duckdb.DuckDBPyConnection, operand: Operand, subject: str) -> str:
    """Say that no electricity was published, and how to ask for one that was multiplied here."""
    query = (
        "SELECT min(run_id) FROM training_runs WHERE subject = ? AND energy_figure = 'multiplied'"
    )
    ((multiplied,),) = con.execute(query, [subject]).fetchall()
    told = f"{operand.name} has no published electricity to put on another grid"
    if multiplied is None:
        return told
    moved = operand.text.replace(operand.name, multiplied, 1)
    return f"{told}; {moved} takes a power and a time multiplied here"


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


def _newest_grid(con: duckdb.DuckDBPyConnection, area: str) -> int:
    """Return the newest year of which an area has a grid factor; 2020 if it has none."""
    (year,) = con.execute(
        "SELECT max(year) FROM grid_factors WHERE area_id = ?", [area]
    ).fetchall()[0]
    return year or 2020


def _no_grid(con: duckdb.DuckDBPyConnection, operand: Operand) -> str:
    """Say which grid factor is missing, or not named; the years that there are."""
    text, year = operand.text, operand.year
    area = operand.area and area_of(con, operand.area)
    if operand.unit and area and year is None:
        return f"{text}: name the year of the grid as well ({text}@{_newest_grid(con, area)})"
    if operand.unit and year and area is None:
        grid = text.replace(f"@{year}", f"@USA@{year}")
        return f"{text}: name the area of the grid as well ({grid})"
    query = "SELECT year FROM grid_factors WHERE area_id = ? ORDER BY abs(year - ?), year LIMIT ?"
    found = con.execute(query, [area, year or 2020, YEARS]).fetchall()
    years = ", ".join(str(found_year) for (found_year,) in sorted(found)) or "none"
    wanted = year or "the year of the run"
    return f"no grid intensity of {area} for {wanted}; there is: {years}"
