"""The difference between two figures of a run, as factors whose product is the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine import compare as engine
from carbondata.engine.explain import Applied, Grid, is_electricity
from carbondata.engine.explain import explain as factors
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained
from carbondata.text.language import SIGNS, spoken
from carbondata.text.numbers import COUNT_DIGITS, mass, plain
from carbondata.text.refusals import refusal, refused, refusing_in
from carbondata.text.typeset import say, typeset
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

EXAMPLE = "strubell-2019/nas-gpu"
# From this many kWh on, an energy is written in whole numbers.
WHOLE, SMALL_DIGITS = 10, 3
OF_GRID_DIGITS = 3
COLUMNS = ("step", "first", "second", "factor")


def explain(
    first: str, second: str, database: str | Path | None = None, *, language: Language = "en"
) -> pa.Table:
    """Split the difference between two figures of a run into factors that multiply to the whole.

    Parameters
    ----------
    first, second : str
        As for `compare`.
    database : path, optional
        As for `connect`.
    language : {"en", "fr"}
        Of the numbers, and of the messages of errors.

    Returns
    -------
    Arrow table of step (energy, pue, applied, place, year, rest, whole), the values of the two
    figures, and the factor from the first to the second; null if one of them does not say.

    Raises
    ------
    QueryError
        When an operand means nothing or could mean several things, or the two are not figures
        of one run.

    Examples
    --------
    >>> steps = explain("strubell-2019/nas-gpu", "patterson-2021/evolved-transformer-nas")
    >>> steps["step"].to_pylist()
    ['energy', 'pue', 'applied', 'place', 'year', 'rest', 'whole']
    """
    import pyarrow as pa

    tables = opened(database)
    con = tables.cursor()
    lang = spoken(language)
    with refusing_in(lang):
        with explained(tables, first, second):
            before, after = engine.pick(con, tables.known, first, second)
        _refuse_two_things(before, after)
    rest = [_rest(figure, other, lang) for figure, other in ((before, after), (after, before))]
    measure = "electricity" if is_electricity(before, after) else "emissions"
    rows = [
        (
            step,
            rest[0] if step == "rest" else _written(step, first_value, measure, lang),
            rest[1] if step == "rest" else _written(step, second_value, measure, lang),
            factor,
        )
        for step, first_value, second_value, factor in factors(con, before, after)
    ]
    types = (pa.string(), pa.string(), pa.string(), pa.float64())
    schema = pa.schema(list(zip(COLUMNS, types, strict=True)))
    return pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in rows], schema)


def _refuse_two_things(before: Quantity, after: Quantity) -> None:
    """Refuse two figures that are not of one run."""
    if before.subject == after.subject and {before.kind, after.kind} == {"event"}:
        return
    run, _ = sorted((before, after), key=lambda figure: figure.kind != "event")
    if run.kind != "event":
        values = {"name": before.called, "command": f"carbondata studies {before.id}"}
        raise refused(lambda language: refusal("not_runs", language, **values))
    id_ = run.row_id or EXAMPLE
    values = {"first": before.called, "second": after.called, "command": "carbondata studies"}
    values["example"] = f"{id_}, {id_}@FRA@2020"
    raise refused(lambda language: refusal("not_one_run", language, **values))


def _rest(figure: Quantity, other: Quantity, language: Language) -> str | None:
    """Say what a figure counts, and how it accounts for electricity where the other does not."""
    columns = {"boundary": figure.boundary}
    if figure.accounting != other.accounting:
        columns["accounting"] = figure.accounting
    told = [
        term.replace("_", " ")
        if language == "en" and column == "boundary"
        else word(column, term, language)
        for column, term in columns.items()
        if term
    ]
    return typeset(", ".join(told), language) or None


def _written(
    step: str,
    value: Any,  # noqa: ANN401  (number or text)
    measure: str,
    language: Language,
) -> str | None:
    if value is None:
        return None
    space = SIGNS[language].space
    if step == "energy" or (step == "whole" and measure == "electricity"):
        digits = COUNT_DIGITS if value >= WHOLE else SMALL_DIGITS
        kwh = plain(round(value) if value >= WHOLE else value, digits, language)
        return f"{kwh}{space}kWh"
    if isinstance(value, Applied | Grid):
        return _on_grid(value, language)
    if step == "pue":
        return str(value).replace(".", SIGNS[language].point)
    return mass(value, None, language) if step == "whole" else str(value)


def _on_grid(value: Applied | Grid, language: Language) -> str:
    """Write an intensity with how many times that of its grid it is, or a grid with its own."""
    if value.g_per_kwh is None:
        return value.called
    signs = SIGNS[language]
    told = f"{round(value.g_per_kwh, 1)}".replace(".", signs.point) + f"{signs.space}g/kWh"
    if isinstance(value, Grid):
        return f"{value.called}, {told}"
    if value.of_grid is None:
        return told
    times = plain(value.of_grid, OF_GRID_DIGITS, language)
    return say("explain.of_grid", language, told=told, times=times)
