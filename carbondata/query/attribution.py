"""Who says so, for a reader: authors and year in place of the ids of sources."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from carbondata.query.cite import entries

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from carbondata.citation import Entry

# The id of a source within a text; within a longer id it is none.
ID = re.compile(r"(?<![\w#@/.-])[a-z][a-z0-9]*(?:-[a-z0-9]+(?:\.\d+)?)+(?![\w/@-])")
# A year in brackets within brackets follows a comma.
YEAR = re.compile(r" \((\d{4})\)$")
FEW = 2


def attribution(con: duckdb.DuckDBPyConnection) -> Callable[[str], str]:
    """Return a function that writes authors and year for each id of a source in a text.

    Examples
    --------
    >>> from carbondata.query.connection import opened
    >>> told = attribution(opened().cursor())
    >>> told("corrected by patterson-2021"), told("disputed (patterson-2021)")
    ('corrected by Patterson et al. (2021)', 'disputed (Patterson et al., 2021)')
    >>> told("patterson-2021/gpt3-175b")
    'patterson-2021/gpt3-175b'
    """
    citations = dict(con.sql("SELECT source_id, citation FROM sources").fetchall())

    @cache
    def brief(source: str) -> str:
        return who(entries(source, citations[source])[0])

    def told(found: re.Match[str]) -> str:
        if found[0] not in citations:
            return found[0]
        before = found.string[: found.start()]
        is_inside = before.count("(") > before.count(")")
        return YEAR.sub(r", \1", brief(found[0])) if is_inside else brief(found[0])

    return lambda text: ID.sub(told, text)


def who(entry: Entry) -> str:
    """Write the authors of a work as a text names them, and its year; its title if it has none.

    Examples
    --------
    >>> from carbondata.citation import read
    >>> (entry,) = read("@misc{a, author={Stoll, C. and Gallersdörfer, U.}, title={T}, year=2019}")
    >>> who(entry)
    'Stoll & Gallersdörfer (2019)'
    """
    names = [next(iter(author.values())) for author in entry.authors]
    if len(names) > FEW or names[1:] == ["et al."]:
        names = [f"{names[0]} et al."]
    year = entry.fields.get("year")
    told = " & ".join(names) or entry.fields["title"]
    return f"{told} ({year})" if year else told
