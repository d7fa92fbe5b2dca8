"""Why an operand means nothing, and what to write instead: one clear sentence for each fault."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbondata.engine.areas import area_of
from carbondata.engine.made import RUN
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
from carbondata.query.find import suggestion
from carbondata.query.names_alike import suggested
from carbondata.query.what_there_is import YEARS, no_figure, no_measure, of_years
from carbondata.tables.vocabulary import MEASURE
from carbondata.text.language import SIGNS
from carbondata.text.phrases import listed, phrase
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.engine.decisions import Decisions, Name
    from carbondata.engine.operands import Operand
    from carbondata.engine.quantity import Quantity
    from carbondata.query.connection import Tables
    from carbondata.text.language import Language

LONGEST = 300
AMONG = 5
EXAMPLE_AMOUNT = "284 t, 626155 lb"
EXAMPLE_NUMBER = "626155 lb, 3.2 t"
EXAMPLE_GRID = "656347 kWh@USA@2017"
FILTER = ":column=value"


@contextmanager
def explained(tables: Tables, *operands: str, measure: str | None = None) -> Iterator[None]:
    """Explain an operand that means nothing, or has nothing in the measure asked for.

    Raises
    ------
    QueryError
        Instead of the engine's `NoMeaningError` and `NoMeasureError`.
    """
    if measure not in (*MEASURE, None):
        values = {"first": MEASURE[0], "second": MEASURE[1], "measure": repr(measure)}
        raise refused(lambda language: refusal("measure", language, **values))
    for operand in operands:
        _refuse_unreadable(operand)
    con, known = tables.cursor(), tables.known
    try:
        yield
    except NoMeaningError as error:
        parts = parse(error.operand)
        raise refused(
            lambda language: (
                _miswritten(known, parts, language) or _unknown(con, known, parts, language)
            )
        ) from None
    except NoMeasureError as error:
        operand, asked = error.operand, error.measure
        raise refused(lambda language: no_measure(con, known, operand, asked, language)) from None


def _refuse_unreadable(operand: object) -> None:
    """Refuse an operand that is not text, or has control characters."""
    if not isinstance(operand, str):
        raise refused(
            lambda language: refusal(
                "not_text", language, operand=repr(operand), example=_example(language)
            )
        )
    if not operand.isprintable():
        beginning = ascii(operand)[: AMONG * 10]
        raise refused(lambda language: refusal("control", language, operand=beginning))


def _example(language: Language) -> str:
    return refusal("example", language, id="SWE@2017", amount="284 t")


def refuse_zero(reference: Quantity) -> None:
    """Refuse to divide by nothing.

    Raises
    ------
    QueryError
        When the reference is not above zero.
    """
    if (reference.amount or reference.amount_low or 0) <= 0:
        query = f"carbondata studies {reference.id}"
        values = {"id": reference.id, "source": reference.source_id, "query": query}
        raise refused(lambda language: refusal("not_positive", language, **values))


def _miswritten(  # noqa: PLR0911  (one for each fault)
    known: Decisions, operand: Operand, language: Language
) -> str | None:
    """Say what is wrong with the writing of a number or a name; null if nothing is."""
    text, units = operand.text, ", ".join(known.units)
    if not text:
        return refusal("empty", language, example=_example(language))
    if len(text) > LONGEST:
        return refusal("long", language, operand=text[:40], example=_example(language))
    if text.startswith(("-", "\N{MINUS SIGN}")):
        return refusal("negative", language, operand=text)
    if re.match(r"[0-9.]+,|[0-9]*[.][0-9]*[.]", text):
        return refusal("separators", language, operand=text, examples=EXAMPLE_NUMBER)
    if operand.times is None and is_amount_like(text) and not AMOUNT_WHOLE.fullmatch(text):
        return refusal("bare", language, operand=text, examples=EXAMPLE_AMOUNT)
    if re.match(r"[0-9.eE+-]+ *(@|\Z)", text):
        return refusal("no_unit", language, operand=text, units=units)
    numeric = re.match(rf"[0-9.]+([eE][+-]?[0-9]+)? *[^0-9.{STAR} ]", text)
    if numeric and operand.times is None and operand.unit not in known.units:
        return _counted(known, text, language) or _no_unit(operand, units, language)
    return _out_of_reach(known, operand, language) or _mismatched(known, operand, language)


def _out_of_reach(known: Decisions, operand: Operand, language: Language) -> str | None:
    """Say that a count or an amount is too small or too large; null if it is neither."""
    amount = operand.times
    if amount is None and operand.unit and operand.amount is not None:
        amount = operand.amount * known.units[operand.unit].factor
    if amount is None or in_reach(amount):
        return None
    least = f"{1 / OUT_OF_REACH:.0e}" if 0 < amount < 1 else phrase("error.zero", language)
    most = f"{OUT_OF_REACH:.0e}".replace("e+", "e")
    return refusal("reach", language, operand=operand.text, least=least, most=most)


def _no_unit(operand: Operand, units: str, language: Language) -> str:
    """Say that a unit is none here, or that what stands behind a number is no unit."""
    if operand.unit:
        return refusal("unit", language, unit=operand.unit, units=units)
    text = operand.text
    number = re.match(r"[0-9.]+", text)
    count = f"{number[0] if number else 2}*ID"
    return refusal("unit_unread", language, operand=text, units=units, count=count)


def _counted(known: Decisions, text: str, language: Language) -> str | None:
    """Say how a number before a name is written; null where there is no such name."""
    counted = re.fullmatch(rf"({NUMBER}) *(?:[xX] )? *([^@#:]+)(.*)", text)
    name = counted and known.name_of(counted[2])
    # A word cut short may just as well be an unknown unit.
    if not counted or not name or f" {parted(counted[2])} " not in f" {name.words} ":
        return None
    called = counted[2] if name.row_id else name.subject
    return refusal("count", language, operand=text, count=f"{counted[1]}*{called}{counted[3]}")


def _mismatched(known: Decisions, operand: Operand, language: Language) -> str | None:
    """Say which parts of an operand do not go together; null if all do."""
    text, unit = operand.text, operand.unit
    energy = unit is not None and known.units[unit].measure == "electricity"
    if unit and not energy and (operand.area or operand.year):
        return refusal("only_electricity", language, operand=text, example=EXAMPLE_GRID)
    if (operand.area or unit) and not operand.bare:
        made = "worked_out" if operand.area else "given"
        return refusal(f"pick.{made}", language, operand=text, filter=FILTER)
    if operand.gas and energy:
        bare = text.replace(f" {operand.gas}", "")
        return refusal("gas", language, operand=text, gas=operand.gas, bare=bare)
    if not operand.sound or not operand.name:
        return refusal("form", language, operand=text, filter=FILTER)
    return None


def _unknown(  # noqa: PLR0911  (one for each fault)
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: Operand, language: Language
) -> str:
    """Say what is not in the tables."""
    if operand.area and (why := _no_area(con, operand.area, language)):
        return why
    if operand.unit is not None:
        return _no_grid(con, operand, language)
    names = known.named(operand.name)
    if not names and (area := area_of(con, operand.name)):
        use = f"10 MWh@{area}@{_newest_grid(con, area)}"
        return refusal("grid_alone", language, name=operand.name, operand=use, area=area)
    if not names:
        if told := _prompts(con, operand.name, language):
            return told
        unknown = refusal("unknown", language, name=operand.name)
        return unknown + suggested(con, known, operand.name, language)
    if len(names) > 1:
        return _ambiguous(con, operand.name, names, language)
    if operand.area is None:
        return no_figure(con, known, operand, names[0], language)
    if names[0].kind != "event":
        return refusal("only_training", language, operand=operand.text)
    if not con.execute(RUN, [names[0].subject, names[0].row_id]).fetchone():
        return _no_electricity(con, operand, names[0].subject, language)
    return _no_grid(con, operand, language)


def _prompts(con: duckdb.DuckDBPyConnection, model: str, language: Language) -> str:
    """Say which figures there are for prompts to a model that has none itself; else nothing."""
    query = "SELECT inference_id FROM inference_energy WHERE subject = lower(?) ORDER BY 1"
    ids = [id_ for (id_,) in con.execute(query, [model]).fetchall()]
    told = listed(ids, AMONG, language)
    return refusal("prompts", language, name=model, ids=told) if ids else ""


def _no_electricity(
    con: duckdb.DuckDBPyConnection, operand: Operand, subject: str, language: Language
) -> str:
    """Say that no electricity was published, and how to ask for one that was multiplied here."""
    query = (
        "SELECT min(run_id) FROM training_runs WHERE subject = ? AND energy_figure = 'multiplied'"
    )
    ((multiplied,),) = con.execute(query, [subject]).fetchall()
    none = refusal("no_energy", language, name=operand.name)
    if multiplied is None:
        return none
    moved = operand.text.replace(operand.name, multiplied, 1)
    return f"{none}{SIGNS[language].semicolon}{refusal('multiplied', language, operand=moved)}"


def _ambiguous(
    con: duckdb.DuckDBPyConnection, asked: str, names: list[Name], language: Language
) -> str:
    """Name what a name could mean: the id of each subject, or each figure of the only one."""
    # A train is no trainer, unless nothing else is meant.
    whole = [name for name in names if f" {parted(asked)} " in f" {name.words} "]
    names = whole if len({name.subject for name in whole}) > 1 else names
    ordered = sorted(names, key=lambda name: (name.row_id is not None, name.priority, name.name))
    subjects = [*dict.fromkeys(name.subject for name in ordered)]
    if len(subjects) == 1:
        ids = [name.name for name in ordered]
        if (year := re.search(r"\b\d{4}$", asked)) and ordered[0].kind == "annual":
            ids.insert(0, f"{subjects[0]}@{year[0]}")
        few = listed(ids, AMONG, language)
        return refusal("ambiguous.figures", language, name=asked, names=few)
    query = "SELECT area_id, name_en, name_fr FROM areas WHERE area_id IN (SELECT unnest(?))"
    places = {
        area: f"{area} ({french if language == 'fr' else english})"
        for area, english, french in con.execute(query, [subjects]).fetchall()
    }
    meant = [places.get(id_, id_) for id_ in subjects]
    told = refusal("ambiguous", language, name=asked, names=listed(meant, AMONG, language))
    if len(meant) <= AMONG + 1:
        return told
    return told + SIGNS[language].semicolon + refusal("ambiguous.more", language, name=asked)


def _no_area(con: duckdb.DuckDBPyConnection, area: str, language: Language) -> str | None:
    if area_of(con, area):
        return None
    there = suggestion(con, area, "place", language=language)
    listed = SIGNS[language].semicolon + refusal("areas", language, query="FROM areas")
    return refusal("area", language, area=area) + (there or listed)


def _newest_grid(con: duckdb.DuckDBPyConnection, area: str) -> int:
    """Return the newest year of which an area has a grid factor; 2020 if it has none."""
    (year,) = con.execute(
        "SELECT max(year) FROM grid_factors WHERE area_id = ?", [area]
    ).fetchall()[0]
    return year or 2020


def _no_grid(con: duckdb.DuckDBPyConnection, operand: Operand, language: Language) -> str:
    """Say which grid factor is missing, or not named; the years that there are."""
    text, year = operand.text, operand.year
    area = operand.area and area_of(con, operand.area)
    if operand.unit and area and year is None:
        example = f"{text}@{_newest_grid(con, area)}"
        return refusal("grid_year", language, operand=text, example=example)
    if operand.unit and year and area is None:
        example = text.replace(f"@{year}", f"@USA@{year}")
        return refusal("grid_area", language, operand=text, example=example)
    query = "SELECT year FROM grid_factors WHERE area_id = ? ORDER BY abs(year - ?), year LIMIT ?"
    near = con.execute(query, [area, year or 2020, YEARS]).fetchall()
    if not near:
        return refusal("no_grid.none", language, area=area)
    years = ", ".join(str(grid_year) for (grid_year,) in sorted(near))
    return refusal(
        of_years("no_grid", years),
        language,
        area=area,
        year=year or phrase("error.run_year", language),
        years=years,
    )
