"""Who says so, for a reader: authors and year in place of the ids of sources."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from carbondata.query.cite import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from carbondata.citation import Entry

# The id of a source within a text; within a longer id it is none.
ID = re.compile(r"(?<![\w#@/.-])[a-z][a-z0-9]*(?:-[a-z0-9]+(?:\.\d+)?)+(?![\w/@-])")
# A year in brackets within brackets follows a comma.
YEAR = re.compile(r" \((\d{4}[^()]*)\)$")
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
    def briefs() -> dict[str, str]:
        return told_apart({source: entries(source, citations[source])[0] for source in citations})

    def told(found: re.Match[str]) -> str:
        if found[0] not in citations:
            return found[0]
        before = found.string[: found.start()]
        is_inside = before.count("(") > before.count(")")
        brief = briefs()[found[0]]
        return YEAR.sub(r", \1", brief) if is_inside else brief

    return lambda text: ID.sub(told, text)


def told_apart(works: Mapping[str, Entry]) -> dict[str, str]:
    """Name the authors and year of works by their ids, with the id where another has the same.

    Examples
    --------
    >>> from carbondata.citation import read
    >>> text = "@misc{{{}, author={{{{Ember}}}}, title={{T}}, year=2026}}"
    >>> told_apart({key: read(text.format(key))[0] for key in ("ember-a", "ember-b")})
    {'ember-a': 'Ember (2026, ember-a)', 'ember-b': 'Ember (2026, ember-b)'}
    """
    names = {source: who(entry) for source, entry in works.items()}
    many = Counter(names.values())
    return {
        source: name if many[name] == 1 else f"{name.removesuffix(')')}, {source})"
        for source, name in names.items()
    }


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
