"""Give the columns of a plain table of calls their names."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from carbondata.files import identifier
from carbondata.model_calls.formats import PLAIN
from carbondata.model_calls.months import ZONED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOKENS = ("tokens_in", "tokens_cached", "tokens_out", "tokens_reasoning", "tokens_total")


def plain_query(types: dict[str, str], source: str, number: int = 0) -> str:
    """Return the SQL that gives the columns of a plain table their names.

    Examples
    --------
    >>> plain_query({"Model": "VARCHAR", "output_tokens": "BIGINT"}, "FROM t")[:58]
    'SELECT "Model" AS "model", "output_tokens" AS "tokens_out"'
    """
    there = {
        column: [each for name in names for each in types if each.casefold() == name]
        for column, names in PLAIN.items()
    }
    columns = []
    for column, own in there.items():
        cell = _first(own, types)
        if column == "calls":
            # A row is a call, unless it says how many it adds up.
            cell = f"coalesce(nullif(trim(CAST({cell} AS VARCHAR)), ''), '1')" if own else "1"
        if cell != "NULL":
            columns.append(f"{cell} AS {identifier(column)}")
    if there["written_at"] and types[there["written_at"][0]] in ZONED:
        columns.append("true AS in_utc")
    unread = [f"WHEN {_is_total(there, types)} THEN 'total_of_calls'"]
    if apart := _apart(there):
        unread.append(f"WHEN {apart} THEN 'tokens_contradict'")
    columns.append(f"CASE {' '.join(unread)} END AS unread")
    return f"SELECT {', '.join(columns)}, {number} AS file_number FROM ({source})"


def _first(names: Sequence[str], types: dict[str, str]) -> str:
    """Return the SQL of the first of some columns that a row fills, and not with a blank."""
    if len(names) == 1:
        return identifier(names[0])
    kinds = {types[name] for name in names}
    is_text = len(kinds) > 1 or "VARCHAR" in kinds
    filled = "filled({})" if is_text else "{}"
    cells = [filled.format(identifier(name)) for name in names]
    return f"coalesce({', '.join(cells)})" if cells else "NULL"


def _is_total(there: Mapping[str, list[str]], types: dict[str, str]) -> str:
    """Return the SQL of whether a row adds up the others: its time says so, or another cell does.

    Where the time is one, something else must be blank, as a model may be called anything.
    """
    own = [name for column in ("model", "written_at", "call_id") for name in there[column]]
    blank = [
        f"coalesce({identifier(name)}, '') = ''"
        if types[name] == "VARCHAR"
        else f"{identifier(name)} IS NULL"
        for name in own
    ]
    said = [f"is_of_rows({identifier(name)})" for name in own if types[name] == "VARCHAR"]
    # Nearly all times begin with a digit, which is quick to see.
    timed = [
        f"{identifier(name)} > ':' AND is_of_rows({identifier(name)})"
        for name in there["written_at"]
        if types[name] == "VARCHAR"
    ]
    ways = [*timed, f"({' OR '.join(blank)}) AND ({' OR '.join(said)})"] if said else ["false"]
    return " OR ".join(f"({way})" for way in ways)


def _apart(there: Mapping[str, list[str]]) -> str:
    """Return the SQL of whether two columns of tokens say different things of one call."""
    pairs = [
        f"number_of({identifier(first)}) <> number_of({identifier(other)})"
        for column in TOKENS
        for first, other in combinations(there.get(column, ()), 2)
    ]
    return " OR ".join(pairs)
