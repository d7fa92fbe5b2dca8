"""Column names: documented ones, those of the output, and the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import identifier
from carbondata.runs.batch_query import RESERVED
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sized

# Every output has all of these, and no table of runs does.
ANSWER = {"factor_id", "counted_kwh", "emissions_scope"}
# Ten times as many as the widest tool writes.
MAX_COLUMNS = 1_000
# The prefix of the queries' own names.
OURS = "carbondata_"


def safe_names(
    names: Iterable[str], known: Collection[str], used: Collection[str] = ()
) -> dict[str, str]:
    """Rename columns so that none clashes with ours; return the new names by the old.

    A documented column (`known`) gets its documented name, however it is capitalised; a column
    whose name the output or a query uses is renamed to `..._given`, also in the output.

    Examples
    --------
    >>> safe_names(["Year", "reason", "reason_given", "Note"], ["year"])
    {'Year': 'year', 'reason': 'reason_given_1', 'reason_given': 'reason_given', 'Note': 'Note'}
    """
    names = list(names)
    documented = {name.casefold(): name for name in known}
    ours = {name.casefold() for name in (*RESERVED, *used)} - set(documented)
    busy = ours | {name.casefold() for name in names}
    new_names = {}
    for name in names:
        new_names[name] = documented.get(name.casefold(), name)
        if name.casefold() in ours or name.casefold().startswith(OURS):
            new_names[name] = _free(f"{name}_given", busy)
            busy.add(new_names[name].casefold())
    return new_names


def selected(new_names: dict[str, str]) -> str:
    """Return the columns of a SELECT that renames them.

    Examples
    --------
    >>> selected({"Year": "year"})
    '"Year" AS "year"'
    """
    return ", ".join(f"{identifier(old)} AS {identifier(new)}" for old, new in new_names.items())


def refuse_answer(names: Iterable[str], where: str) -> None:
    """Refuse an earlier output as input.

    Raises
    ------
    QueryError
        When the columns are those of an output.
    """
    if {name.casefold() for name in names} >= ANSWER:
        raise run_error(key="answer", name=where)


def refuse_too_many(names: Sized, where: str) -> None:
    """Refuse more columns than any run has, as each costs memory for every row.

    Raises
    ------
    QueryError
        When there are too many.
    """
    if len(names) > MAX_COLUMNS:
        raise run_error(key="wide", name=where, most=f"{MAX_COLUMNS:,}")


def refuse_repeated(names: Iterable[str], where: str, *, folded: bool = True) -> None:
    """Refuse a name that two columns have: one of them would be left out without a word.

    With `folded`, capitals make no other name.

    Raises
    ------
    QueryError
        When there is one.

    Examples
    --------
    >>> refuse_repeated(["power", "Power"], "log.csv")
    Traceback (most recent call last):
    ...
    carbondata.errors.QueryError: log.csv: Power is the name of two columns; rename one or remove it
    """
    seen: set[str] = set()
    for name in filter(None, map(str.strip, names)):
        if (one := name.casefold() if folded else name) in seen:
            raise run_error(key="repeated", name=where, column=name)
        seen.add(one)


def _free(name: str, busy: Collection[str]) -> str:
    free, number = name, 0
    while free.casefold() in busy:
        number += 1
        free = f"{name}_{number}"
    return free
