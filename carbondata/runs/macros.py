"""Expand the formula macros, so that engines without them can run the batch query."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from carbondata import places

# The files whose macros the batch query calls.
FILES = ("05_limits.sql", "06_formulas.sql", "80_factor_choices.sql", "82_footprints.sql")
MACRO = re.compile(
    r"^CREATE MACRO (\w+)\(([^)]*)\) AS( TABLE)?\s+(.*?);$", re.MULTILINE | re.DOTALL
)
TABLE = re.compile(r"query_table\((\w+)\)")


class Macro(NamedTuple):
    """The parameters of a macro, and the SQL of its body."""

    parameters: tuple[str, ...]
    body: str


@cache
def macros() -> dict[str, Macro]:
    """Read the formula macros, by name.

    Examples
    --------
    >>> macros()["counted_scope"].parameters
    ('scope', 'pue')
    """
    texts = [path.read_text("utf-8") for path in places.views() if path.name in FILES]
    return {
        name: Macro(tuple(re.findall(r"(\w+)(?: :=[^,]*)?", parameters)), body)
        for name, parameters, _, body in MACRO.findall("\n".join(texts))
    }


def written_out(query: str) -> str:
    """Replace each macro call by the macro's body.

    Examples
    --------
    >>> written_out("SELECT counted_scope(r.scope, r.pue) FROM runs AS r")
    "SELECT (CASE WHEN r.pue IS NULL THEN r.scope ELSE 'facility' END) FROM runs AS r"
    """
    calls = re.compile(rf"\b({'|'.join(macros())})\(")
    while call := calls.search(query):
        arguments, end = _arguments(query, call.end())
        query = f"{query[: call.start()]}({_filled(macros()[call[1]], arguments)}){query[end:]}"
    return query


def rows_of(name: str) -> str:
    """Return the expanded query of a table macro, with its parameters as table names.

    Examples
    --------
    >>> "FROM runs AS r" in rows_of("located_by_year")
    True
    """
    return written_out(TABLE.sub(r"\1", macros()[name].body))


def _filled(macro: Macro, arguments: list[str]) -> str:
    one_word = re.compile(r"[\w.]+")
    whole = [text if one_word.fullmatch(text) else f"({text})" for text in arguments]
    values = dict(zip(macro.parameters, whole, strict=True))
    return re.sub(r"\w+", lambda word: values.get(word[0], word[0]), macro.body)


def _arguments(query: str, start: int) -> tuple[list[str], int]:
    """Split the arguments of a call, and return where it ends."""
    depth, arguments = 1, [""]
    for at, character in enumerate(query[start:], start + 1):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return [text.strip() for text in arguments if text.strip()], at
        if character == "," and depth == 1:
            arguments.append("")
        else:
            arguments[-1] += character
    message = f"a call is not closed: {query[start:][:80]}"
    raise ValueError(message)
