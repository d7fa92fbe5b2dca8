"""What words may mean: subjects, places, claims and sources, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.query.connection import opened
from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrase
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from carbondata.text.language import Language

FEW = 5
# Of more that match these are given, the best: the limit of the macro `find`.
MOST = 20
LONGEST = 300
# Comparable things come first. One word of many is no sign that the thing was meant, nor is a word
# that says little beside what others have in common with it.
FOUND = """
    SELECT id FROM (SELECT *, max(score) OVER () AS best FROM find(?))
    WHERE kind IN (SELECT unnest(?)) AND share >= 0.33 AND score >= 0.3 * best
    ORDER BY kind IN ('claim', 'source'), score DESC, id LIMIT ?"""
KINDS = ("subject", "place", "claim", "source")


def find(words: str, database: str | Path | None = None) -> pa.Table:
    """Find what words may mean, best first, regardless of order, case and accents.

    Returns
    -------
    Arrow table of kind (subject, place, claim, source), id, titles in English and French, and the
    newest default figure: tonnes with their gas, or kWh, and its source.

    Raises
    ------
    QueryError
        When nothing matches.

    Examples
    --------
    >>> find("half an hour of Netflix").slice(0, 1).to_pylist()[0]["id"]
    'streaming-hour'
    """
    if not isinstance(words, str) or not words.strip() or len(words) > LONGEST:
        message = "give a few words to look for: find('flight Paris New York')"
        raise QueryError(message)
    if not "".join(words.split()).isprintable():
        message = f"not readable text: {words[:LONGEST]!a}"
        raise QueryError(message)
    con = opened(database).cursor()
    matches = con.sql("FROM find($1)", params=[words]).to_arrow_table()
    if not matches.num_rows:
        values = {"words": words, "query": "FROM titles"}
        raise refused(lambda language: refusal("nothing_found", language, **values))
    return matches


def suggestion(
    con: duckdb.DuckDBPyConnection, words: str, *kinds: str, language: Language = "en"
) -> str:
    """Say what `find` finds for words, for the end of an error; nothing if it finds nothing."""
    rows = con.execute(FOUND, [words[:LONGEST], list(kinds or KINDS), FEW]).fetchall()
    # What was refused under its own name is no suggestion.
    ids = [id_ for (id_,) in rows if id_ != words]
    if not ids:
        return ""
    *first, last = ids
    if first:
        last = phrase("list.or", language, one=", ".join(first), other=last)
    return SIGNS[language].semicolon + refusal("find", language, ids=last)
