"""The difference between two figures of a run, in factors that multiply to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine import compare as engine
from carbondata.engine.explain import explain as factors
from carbondata.query.connection import opened
from carbondata.query.numbers import mass
from carbondata.query.operand_errors import explained

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

COLUMNS = ("step", "first", "second", "factor")


def explain(first: str, second: str, database: str | Path | None = None) -> pa.Table:
    """Split the difference between two figures of a run into factors that multiply to the whole.

    Returns
    -------
    Arrow table of step (energy, pue, applied, place, year, rest, whole), what the two figures
    have, and the factor from the first to the second; null where one of them does not say.

    Raises
    ------
    QueryError
        When an operand means nothing, or could mean several things.

    Examples
    --------
    >>> steps = explain("strubell-2019/nas-gpu", "patterson-2021/evolved-transformer-nas")
    >>> steps["step"].to_pylist()
    ['energy', 'pue', 'applied', 'place', 'year', 'rest', 'whole']
    """
    import pyarrow as pa

    tables = opened(database)
    con = tables.cursor()
    with explained(tables, first, second):
        before, after = engine.pick(con, tables.known, first, second)
    rows = [
        (step, _written(step, of_first), _written(step, of_second), factor)
        for step, of_first, of_second, factor in factors(con, before, after)
    ]
    types = (pa.string(), pa.string(), pa.string(), pa.float64())
    schema = pa.schema(list(zip(COLUMNS, types, strict=True)))
    return pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in rows], schema)


def _written(step: str, value: Any) -> str | None:  # noqa: ANN401  (a number or a text)
    if value is None:
        return None
    if step == "energy":
        return f"{round(value):,} kWh"
    if step == "applied":
        return f"{round(value, 1)} g/kWh"
    return mass(value, None, "en") if step == "whole" else str(value)
