"""What may be meant by a name that is unknown: what its words find, or what is spelt like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.names import nearest
from carbondata.query.find import suggestion
from carbondata.text.language import SIGNS
from carbondata.text.refusals import refusal

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.text.language import Language

AMONG = 5
# Of so many names some are spelt a little like any word: Togo like Tokyo, iron like IRN; the more
# so, the shorter it is: citron like iron.
ALIKE, ALIKE_IF_SHORT, SHORT, CODE = 0.76, 0.85, 5, 3


def foreign_names(con: duckdb.DuckDBPyConnection, language: Language) -> set[str]:
    """Return the names that are of another language alone."""
    query = "SELECT name FROM names WHERE language <> ?"
    return {name for (name,) in con.execute(query, [language]).fetchall()}


def suggested(
    con: duckdb.DuckDBPyConnection, known: Decisions, name: str, language: Language
) -> str:
    """Say what the words of a name find; if they find nothing, which names are most like it."""
    if there := suggestion(con, name, "subject", "place", language=language):
        return there
    foreign = foreign_names(con, language)
    # Each thing once, under a name of the reader's language.
    things = {
        each.name: each.subject
        for each in known.names
        if each.name not in foreign and len(each.name) > CODE
    }
    near: dict[str, str] = {}
    for one in nearest(name, things, AMONG, ALIKE_IF_SHORT if len(name) <= SHORT else ALIKE):
        near.setdefault(things[one], one)
    why = (
        refusal("nearest", language, names=", ".join(near.values()))
        if near
        else refusal("all_names", language)
    )
    return SIGNS[language].semicolon + why
