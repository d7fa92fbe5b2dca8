"""Comparing: the SQL of `compared`, asked from Python. What may be compared is decided there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, overload

import duckdb

from carbondata.errors import QueryError
from carbondata.query.comparison import Comparison, Quantity, Reason, quantity
from carbondata.query.connection import State, asked, state
from carbondata.query.numbers import LANGUAGES, Reading
from carbondata.query.sentences import fill, reasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from carbondata.query.numbers import Language

COMPARED = "FROM compared(?, ?)"


@overload
def compare(
    subject: str,
    reference: str,
    /,
    *,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison: ...
@overload
def compare(
    subject: str,
    reference: str,
    /,
    *references: str,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison | tuple[Comparison, ...]: ...
def compare(
    subject: str,
    reference: str,
    /,
    *references: str,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison | tuple[Comparison, ...]:
    """Compare a carbon figure with another, or with several.

    Parameters
    ----------
    subject, reference, *references : str
        Ids of `quantities` (`strubell-2019/nas-gpu`, `SWE@2017`), which may be cut short where
        they stay unambiguous, with `#source` and `:column=value` to pick a basis; a training run
        on another grid (`nas-gpu@FRA@2019`); a count (`1000*car-km-usa`); or amounts (`284 t`,
        `656347 kWh@USA@2017`).
    force : bool, default False
        Give the ratio of a refused comparison, which then carries its refusal along.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Comparison, or a tuple of them where there are several references.

    Raises
    ------
    QueryError
        When an operand means nothing, or could mean several things; the message names the
        nearest. When there is nothing to divide by.

    Examples
    --------
    >>> print(compare("strubell-2019/nas-gpu", "car-lifetime-usa").verdict)
    caution
    """
    made = _compared(state(database), subject, (reference, *references), force=force)
    return made if references else made[0]


def picked(operand: str, database: str | Path | None = None) -> Quantity:
    """Return the quantity that an operand stands for, where nothing stands beside it.

    Raises
    ------
    QueryError
        When the operand means nothing, or could mean several things.

    Examples
    --------
    >>> picked("strubell-2019/nas-gpu").status_source
    'patterson-2021'
    """
    return quantity(table(asked(state(database)), "FROM pick(?)", operand).to_pylist()[0])


def compare_all(subject: str, database: str | Path | None = None) -> pa.Table:
    """Rank every quantity that a subject may be compared with, the nearest first.

    Returns
    -------
    Arrow table of id, names, source, basis, emissions in tonnes, ratio with bounds, verdict.

    Raises
    ------
    QueryError
        When the subject means nothing, or could mean several things.

    Examples
    --------
    >>> compare_all("strubell-2019/nas-gpu").num_rows > 100_000
    True
    """
    return table(asked(state(database)), "FROM compare_all(?)", subject)


def nearest(subject: str, many: int = 5, database: str | Path | None = None) -> pa.Table:
    """Name the nearest few of each kind of quantity that a subject may be compared with.

    Raises
    ------
    QueryError
        When the subject means nothing, or could mean several things.

    Examples
    --------
    >>> set(nearest("strubell-2019/nas-gpu")["kind"].to_pylist()) == {"annual", "event", "unit"}
    True
    """
    return table(asked(state(database)), f"FROM nearest(?, {int(many)})", subject)


def studies(operand: str, database: str | Path | None = None) -> pa.Table:
    """Show every figure that an operand may mean, which one a comparison takes, and why.

    Raises
    ------
    QueryError
        When the operand means nothing, or could mean several things.

    Examples
    --------
    >>> studies("bitcoin@2017")["source_id"][0].as_py()
    'calvo-pardo-2022'
    """
    return table(asked(state(database)), "FROM studies(?)", operand)


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
    return table(asked(state(database)), "FROM explain(?, ?)", first, second)


def table(con: duckdb.DuckDBPyConnection, query: str, *operands: str) -> pa.Table:
    """Ask a table macro about operands; none of its rows means that one of them means nothing."""
    found = _answer(con, query, operands)
    if not found.num_rows:
        raise _nothing(con, operands)
    return found


def as_row(comparison: Comparison, language: Language) -> pa.Table:
    """Return a comparison as one row: ids, tonnes, sources, ratio with bounds, verdict, reasons."""
    import pyarrow as pa

    row: dict[str, Any] = {}
    for side in ("subject", "reference"):
        one: Quantity = getattr(comparison, side)
        row |= {side: one.id, f"{side}_t": one.emissions_t, f"{side}_source": one.source_id}
    row |= {key: getattr(comparison, key) for key in ("ratio_low", "ratio", "ratio_high")}
    row |= {"verdict": comparison.verdict, "sentence": comparison.sentence(language)}
    row["reasons"] = reasons(comparison, language)
    lists = {"reasons": pa.list_(pa.string())}
    types = {name: pa.float64() for name in row if name.startswith("ratio") or name.endswith("_t")}
    # Without types a column that one row has not would be of another kind than that of the next.
    fields = [(name, (lists | types).get(name, pa.string())) for name in row]
    return pa.Table.from_pylist([row], schema=pa.schema(fields))


@lru_cache(maxsize=1024)
def _compared(
    tables: State, subject: str, references: tuple[str, ...], *, force: bool
) -> tuple[Comparison, ...]:
    """Compare once: the tables of one state give the same answer for ever."""
    con = asked(tables)
    try:
        found = con.execute(COMPARED, [subject, list(references)])
    except (duckdb.BinderException, duckdb.InvalidInputException) as error:
        message = f"an operand is no text that can be read: {error}"
        raise QueryError(message) from None
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    if len(rows) < len(references):
        raise _nothing(con, [subject, *references])
    in_order = sorted(rows, key=lambda row: row["place"])
    return tuple(_comparison(row, force=force) for row in in_order)


def _comparison(row: dict[str, Any], *, force: bool) -> Comparison:
    subject, reference = quantity(row["subject"]), quantity(row["reference"])
    figures = (reference.emissions_t, reference.emissions_t_low, reference.energy_kwh)
    if next((one for one in figures if one is not None), 0) <= 0:
        message = (
            f"{reference.id} ({reference.source_id}) is not above zero: nothing to divide by; pick "
            f"another basis (FROM studies('{reference.id}') lists them)"
        )
        raise QueryError(message)
    shown = force or row["verdict"] != "refuse"
    ratio = row["ratio"] if shown else {}
    return Comparison(
        subject=subject,
        reference=reference,
        ratio=ratio.get("central"),
        ratio_low=ratio.get("low"),
        ratio_high=ratio.get("high"),
        reading=_reading(row) if shown else None,
        verdict=row["verdict"],
        reasons=tuple(_reason(reason, subject, reference) for reason in row["reasons"]),
    )


def _reading(row: dict[str, Any]) -> Reading | None:
    ratio, (value, unit) = row["ratio"], row["reading"].values()
    if value is None:
        return None
    between = ratio["central"] is None and ratio["low"] is not None and ratio["high"] is not None
    low = value * ratio["low"] / ratio["high"] if between else None
    return Reading(value, unit, row["digits"], low)


def _reason(rule: dict[str, Any], subject: Quantity, reference: Quantity) -> Reason:
    """Fill the placeholders of a rule's texts, as `compare` does in SQL."""
    side = reference if rule["side"] == "reference" else subject
    filled = {
        f"text_{language}": fill(rule[f"text_{language}"], rule["side"], side, language)
        for language in LANGUAGES
    }
    return Reason(**{**rule, **filled})


def _nothing(con: duckdb.DuckDBPyConnection, operands: Sequence[str]) -> QueryError:
    """Say which operand means nothing, and what would."""
    for operand in operands:
        ((trouble,),) = con.execute("FROM trouble(?)", [operand]).fetchall()
        if trouble:
            return QueryError(trouble)
    message = (
        f"nothing in the tables may be compared with {', '.join(operands)}; electricity is put on "
        "a grid (656347 kWh@USA@2017)"
    )
    return QueryError(message)


def _answer(con: duckdb.DuckDBPyConnection, query: str, operands: Sequence[str]) -> pa.Table:
    try:
        return con.sql(query, params=list(operands)).to_arrow_table()
    except duckdb.InvalidInputException as error:
        raise QueryError(str(error)) from None
