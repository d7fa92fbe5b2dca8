"""Which types of a column can be read as what it is: all others are refused, not converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

TEXT = {"VARCHAR", "JSON"}
# A column without any value has no type.
NO_TYPE = '"NULL"'
NUMERIC = {"INTEGER", "UINTEGER", "DOUBLE", "FLOAT", "BIGNUM"}


def is_numeric(kind: str) -> bool:
    """Whether a type of DuckDB is one of numbers.

    Examples
    --------
    >>> is_numeric("HUGEINT"), is_numeric("DECIMAL(10,3)"), is_numeric("INTERVAL")
    (True, True, False)
    """
    return kind in NUMERIC or kind.endswith("INT") or kind.startswith("DECIMAL")


def refuse_types(
    types: Mapping[str, str],
    where: str,
    *,
    numbers: Collection[str],
    times: Collection[str] = (),
    words: Collection[str] = (),
) -> None:
    """Refuse a column whose type is none of what it holds, such as a duration for hours.

    Raises
    ------
    QueryError
        When there is one.

    Examples
    --------
    >>> refuse_types({"duration_h": "INTERVAL"}, "runs.parquet", numbers=["duration_h"])
    Traceback (most recent call last):
    ...
    carbondata.errors.QueryError: runs.parquet, column duration_h: INTERVAL cannot be read; \
write it as a number or text
    """
    for name, kind in types.items():
        if kind in TEXT or kind == NO_TYPE or _is_enum(kind):
            continue
        fits = (
            (name in numbers and is_numeric(kind))
            or (name in times and (is_numeric(kind) or _is_moment(kind)))
            or (name in words and (is_numeric(kind) or kind == "UUID"))
        )
        if not fits and (name in numbers or name in times or name in words):
            raise run_error(key="type", name=where, column=name, type=kind)


def refuse_durations(
    durations: Iterable[tuple[str, str]], where: str, known: Collection[str]
) -> None:
    """Refuse a duration of a Parquet in a column that is read, which DuckDB takes for a number.

    Raises
    ------
    QueryError
        When there is one.
    """
    read = {name.casefold() for name in known}
    for name, kind in durations:
        if name.casefold() in read:
            raise run_error(key="type", name=where, column=name, type=kind)


def _is_enum(kind: str) -> bool:
    return kind.startswith("ENUM(") and kind.endswith(")")


def _is_moment(kind: str) -> bool:
    return kind == "DATE" or (kind.startswith("TIMESTAMP") and not kind.endswith("]"))
