"""What a name has instead of what was asked for: other years, sources, bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine.candidates import asks_for_gas_alone, is_inventory, rows, traits
from carbondata.engine.operands import parse
from carbondata.engine.studies import every_figure
from carbondata.text.language import SIGNS
from carbondata.text.phrases import listed, phrase
from carbondata.text.refusals import refusal
from carbondata.text.side_words import amount
from carbondata.text.studies import hypothetical, why_told

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions, Name
    from carbondata.engine.operands import Operand
    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

YEARS = 4
FEW = 3
PREFERRED = "subject = ? AND measure = ? AND preferred"


def no_figure(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    operand: Operand,
    name: Name,
    language: Language,
) -> str:
    """Say which part of an operand leaves no figure of a subject."""
    where, values = "subject = ?", [name.subject]
    if name.row_id is not None:
        where, values = f"{where} AND row_id = ?", [*values, name.row_id]
    held = rows(con, known, where, values)
    own, year, source = operand.name, operand.year, operand.source
    if not held:
        return refusal("no_emissions", language, name=own)
    if year is not None and year not in {quantity.year for quantity in held}:
        return _no_year(own, year, held, language) + _parts(con, name.subject, year, language)
    if source is not None and source not in {quantity.source_id for quantity in held}:
        return refusal("no_source", language, name=own, source=source, sources=_sources(held))
    of_year = [quantity for quantity in held if year in {None, quantity.year}]
    if source is not None and source not in {quantity.source_id for quantity in of_year}:
        there = _sources(of_year)
        return refusal(
            "no_source_year", language, name=own, year=year, source=source, sources=there
        )
    of_source = [quantity for quantity in of_year if source in {None, quantity.source_id}]
    if operand.filters:
        return _no_basis(known, operand, held, of_source, language)
    return _barred(own, year, of_source, language)


def _no_year(own: str, year: int, held: list[Quantity], language: Language) -> str:
    """Name the nearest years that have a figure, and which of them only by naming its study."""
    free = {quantity.year for quantity in held if quantity.eligible}
    near = _near({quantity.year for quantity in held}, year)
    told = [
        every if int(every) in free else refusal("year_named", language, year=every)
        for every in near.split(", ")
    ]
    years = ", ".join(told)
    return refusal(of_years("no_year", near), language, name=own, year=year, years=years)


def _no_basis(
    known: Decisions,
    operand: Operand,
    held: list[Quantity],
    among: list[Quantity],
    language: Language,
) -> str:
    """Say which bases there are instead, and the nearest years that have the one asked for."""
    own, year = operand.name, operand.year
    filters = [f"{column}={word}" for column, word in operand.filters]
    fitting = [
        each
        for each in held
        if operand.source in {None, each.source_id} and {*filters} <= traits(known, each)
    ]
    counted = [each for each in fitting if is_inventory(each) or not asks_for_gas_alone(operand)]
    others = sorted(
        {each.land_use for each in fitting if each.year == year and each not in counted}
    )
    asked = ", ".join(filters)
    if others:
        asked = refusal("farming", language, filters=asked)
    there = _traits(known, held, among, {column for column, _ in operand.filters})
    if year is None or not fitting:
        return refusal("no_basis", language, name=own, filters=asked, there=there)
    none = refusal("no_basis_year", language, name=own, year=year, filters=asked, there=there)
    parts = [none, *(f"{own}@{year}:{':'.join(filters)}:land_use={word}" for word in others)]
    if years := {each.year for each in counted}:
        near = _near(years, year)
        parts.append(refusal(of_years("years_with", near), language, years=near))
    return SIGNS[language].semicolon.join(parts)


def no_measure(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    given: str,
    measure: str,
    language: Language,
) -> str:
    """Say what there is instead of the measure asked for, and the nearest years that have it."""
    operand = parse(given)
    if operand.unit:
        return refusal(f"no_measure.given.{measure}", language, operand=given)
    figures = every_figure(con, known, given)
    newest = min(figures, key=lambda figure: (-(figure.year or 0), figure.place or 1))
    source = newest.source_id or phrase("error.given", language)
    values = {"operand": given, "amount": amount(newest, language), "source": source}
    none = refusal(f"no_measure.{measure}", language, **values)
    name = known.name_of(operand.name)
    if name is None:
        return none
    more = ""
    if measure == "electricity" and (operand.area or operand.filters):
        if rows(con, known, PREFERRED, [name.subject, measure]):
            more = refusal("same_electricity", language, name=operand.name)
    elif operand.year is not None and name.kind == "annual":
        held = rows(con, known, PREFERRED, [name.subject, measure])
        if years := _near({figure.year for figure in held}, operand.year):
            more = refusal(of_years(f"years_with.{measure}", years), language, years=years)
    return f"{none}{SIGNS[language].semicolon}{more}" if more else none


def _parts(con: duckdb.DuckDBPyConnection, subject: str, year: int, language: Language) -> str:
    """Name the sectors that are parts of one, by their ids, and have a figure of the year."""
    query = """
        SELECT string_agg(DISTINCT id, ', ' ORDER BY id) FROM quantities
        WHERE preferred AND kind = 'annual' AND year = ? AND ends_with(subject, '_' || ?)"""
    (parts,) = con.execute(query, [year, subject]).fetchall()[0]
    return SIGNS[language].semicolon + refusal("part", language, ids=parts) if parts else ""


def of_years(key: str, years: str) -> str:
    """Return the key of a refusal that ends in years: another one where there is one year."""
    return f"{key}.one" if years.isdigit() else key


def _near(years: set[int], year: int) -> str:
    near = sorted(years, key=lambda other: (abs(other - year), other))[:YEARS]
    return ", ".join(map(str, sorted(near)))


def _behind(quantity: Quantity) -> int:
    return -int(quantity.place)


def _barred(own: str, year: int | None, held: list[Quantity], language: Language) -> str:
    """Say what bars every figure of a subject, and how one is asked for all the same."""
    by_row = {figure.row_id or figure.source_id: figure for figure in sorted(held, key=_behind)}
    every = sorted(by_row.values(), key=lambda figure: (-(figure.year or 0), figure.place))
    told = [f"{figure.row_id or figure.source_id} ({_why(figure, language)})" for figure in every]
    barred = listed(told, FEW, language)
    values = {"name": own, "barred": barred, "operand": every[0].row_id or every[0].as_operand()}
    number = ".one" if len(every) == 1 else ""
    if year:
        return refusal(f"barred_year{number}", language, year=year, **values)
    return refusal(f"barred{number}", language, **values)


def _why(figure: Quantity, language: Language) -> str:
    """Write what bars a figure, within a sentence."""
    reasons = {}
    if figure.as_if:
        translated = getattr(figure, f"as_if_{language}", None)
        reasons = dict([hypothetical(figure.as_if, translated, language)])
    why = why_told(figure.why, language, reasons)
    return why[:1].lower() + why[1:].removesuffix(".")


def _sources(held: list[Quantity]) -> str:
    return ", ".join(sorted({quantity.source_id for quantity in held}))


def _traits(
    known: Decisions, held: list[Quantity], among: list[Quantity], columns: set[str]
) -> str:
    """Name what filters on these columns would find; if nothing, the columns that there are."""
    there = {trait for quantity in among for trait in traits(known, quantity)}
    fitting = sorted(trait for trait in there if trait.split("=")[0] in columns)
    every = {trait.split("=")[0] for quantity in held for trait in traits(known, quantity)}
    return ", ".join(fitting or (f"{column}=…" for column in sorted(every)))
