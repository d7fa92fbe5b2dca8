"""Column factories: type, null rule, range, unit and a description for a table's schema.

Every number is bounded: pandera's Arrow engine lets infinity pass a bare type check, and only a
range that is finite on both sides keeps NaN and infinity out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyarrow as pa
from pandera.pyarrow import Check, Column, DataFrameSchema

from carbondata.tables.limits import FIRST_YEAR, LAST_YEAR, MAX_PUE, MIN_PUE

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_FLOAT = sys.float_info.max
MAX_INT = 2**63 - 1


def text(
    prose: str,
    *,
    nullable: bool = False,
    words: Sequence[str] | None = None,
    pattern: str | None = None,
) -> Column:
    """Make a column of text; with `words`, one of a closed vocabulary."""
    checks = []
    if words is not None:
        checks.append(Check.isin(list(words)))
    if pattern is not None:
        checks.append(Check.str_matches(pattern))
    return Column(pa.string(), checks=checks, nullable=nullable, description=prose)


def texts(prose: str, *, nullable: bool = False) -> Column:
    """Make a column of lists of texts."""
    return Column(pa.list_(pa.string()), nullable=nullable, description=prose)


def number(
    prose: str,
    unit: str,
    *,
    low: float = 0.0,
    high: float = MAX_FLOAT,
    nullable: bool = False,
) -> Column:
    """Make a column of finite real numbers in `unit`, from `low` to `high` inclusive."""
    return Column(
        pa.float64(),
        checks=[Check.in_range(low, high)],
        nullable=nullable,
        description=prose,
        metadata={"unit": unit},
    )


def count(
    prose: str,
    unit: str,
    *,
    low: int = 0,
    high: int = MAX_INT,
    nullable: bool = False,
) -> Column:
    """Make a column of whole numbers of `unit`, from `low` to `high` inclusive."""
    return Column(
        pa.int64(),
        checks=[Check.in_range(low, high)],
        nullable=nullable,
        description=prose,
        metadata={"unit": unit},
    )


def year(prose: str, *, nullable: bool = False) -> Column:
    """Make a column of calendar years."""
    return count(prose, "year", low=FIRST_YEAR, high=LAST_YEAR, nullable=nullable)


def pue(more: str = "") -> Column:
    """Make a nullable column of power usage effectiveness; `more` is added to its description."""
    prose = "Power usage effectiveness: energy of the facility over that of its computers."
    return number(f"{prose} {more}".strip(), "1", low=MIN_PUE, high=MAX_PUE, nullable=True)


def flag(prose: str, *, nullable: bool = False) -> Column:
    """Make a column of true or false."""
    return Column(pa.bool_(), nullable=nullable, description=prose)


def day(prose: str, *, nullable: bool = False) -> Column:
    """Make a column of calendar days."""
    return Column(pa.date32(), nullable=nullable, description=prose)


def moment(prose: str, *, nullable: bool = False) -> Column:
    """Make a column of times in UTC, without a zone."""
    return Column(pa.timestamp("us"), nullable=nullable, description=prose)


def amount(name: str, prose: str, unit: str, *, high: float = MAX_FLOAT) -> dict[str, Column]:
    """Make three nullable columns: `<name>_low`, `<name>`, `<name>_high`, in `unit`.

    Examples
    --------
    >>> list(amount("emissions_t", "Greenhouse gas emitted.", "t"))
    ['emissions_t_low', 'emissions_t', 'emissions_t_high']
    """
    texts = {"_low": f"{prose} Lower bound.", "": prose, "_high": f"{prose} Upper bound."}
    return {
        f"{name}{bound}": number(description, unit, high=high, nullable=True)
        for bound, description in texts.items()
    }


def source_id() -> Column:
    """Make the column that every table has."""
    return text("The source of the row: a folder in sources/, a row of `sources`.")


def area_id(prose: str = "The place, a row of `areas`.", *, nullable: bool = False) -> Column:
    """Make a foreign key to `areas`."""
    return text(prose, nullable=nullable)


def locator(*, nullable: bool = True) -> Column:
    """Make the column that says where in its source a row is."""
    return text(
        "Where in the source: table, page, section. Always given for curated rows.",
        nullable=nullable,
    )


def table(
    name: str,
    one_row_is: str,
    key: Sequence[str],
    columns: dict[str, Column],
    *,
    derived: bool = False,
) -> DataFrameSchema:
    """Make a table: its columns in order, no others, and a unique key.

    A derived table has no source: the build works it out from the other tables.
    """
    return DataFrameSchema(
        columns,
        name=name,
        description=one_row_is,
        unique=list(key),
        strict=True,
        ordered=True,
        metadata={"derived": derived},
    )
