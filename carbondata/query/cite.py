"""Citations: BibTeX as the sources give it, one line of text, or CSL-JSON."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, get_args

from carbondata.arguments import expect
from carbondata.citation import read
from carbondata.errors import QueryError
from carbondata.query.compare import SIDES, compare, picked
from carbondata.query.comparison import Comparison
from carbondata.query.connection import opened
from carbondata.query.describe import SOURCES_LISTED, suggest
from carbondata.query.find import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbondata.citation import Entry

Style = Literal["bibtex", "text", "csl-json"]

CSL_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "techreport": "report",
    "misc": "document",
}
CSL_FIELDS = {
    "title": "title",
    "journal": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "publisher": "publisher",
    "institution": "publisher",
    "doi": "DOI",
    "url": "URL",
    "note": "note",
}


def cite(*ids: str, style: Style = "bibtex", database: str | Path | None = None) -> str:
    """Cite sources, or every source that a quantity, or a comparison of two, rests on.

    Parameters
    ----------
    *ids : str
        Ids of sources (`strubell-2019`), or operands as `compare` takes them (`SWE@2017`); of two
        operands all that `compare` gives as sources.
    style : {"bibtex", "text", "csl-json"}
        BibTeX as the sources give it, one line of text each, or CSL-JSON.
    database : path, optional
        As for `connect`.

    Raises
    ------
    QueryError
        When an id is neither a source nor a quantity (the message names the nearest), when it is an
        amount, which has no source, or when the style is unknown.

    Examples
    --------
    >>> print(cite("strubell-2019", style="text"))
    Strubell, Emma; Ganesh, Ananya; McCallum, Andrew (2019). Energy and Policy Considerations \
for Deep Learning in NLP. https://doi.org/10.18653/v1/P19-1355
    """
    if style not in get_args(Style):
        message = (
            f"there is no citation style {style!r}; choose one of {', '.join(get_args(Style))}"
        )
        raise QueryError(message)
    con = opened(database).cursor()
    citations: dict[str, str] = dict(
        con.execute("SELECT source_id, citation FROM sources").fetchall()
    )
    for cited in ids:
        expect("a text", id=cited)
    wanted = dict.fromkeys(_sources(ids, list(citations), database))
    if style == "bibtex":
        return "\n\n".join(citations[source] for source in wanted)
    # The first entry is the source itself, cited by its id; further works keep their own keys.
    works = [
        (entry.key if place else source, entry)
        for source in wanted
        for place, entry in enumerate(entries(source, citations[source]))
    ]
    if style == "csl-json":
        return json.dumps([_csl(*work) for work in works], ensure_ascii=False, indent=1)
    return "\n".join(line(entry) for _, entry in works)


def _sources(ids: tuple[str, ...], known: list[str], database: str | Path | None) -> Iterator[str]:
    """Yield the sources of a comparison if two operands can be compared, else of each."""
    each = [source for cited in ids for source in _sources_of(cited, known, database)]
    yield from each
    if len(ids) == len(SIDES) and not {*ids} & {*known}:
        with suppress(QueryError):
            found = compare(*ids, force=True, database=database)
            if isinstance(found, Comparison):
                yield from found.sources()


def _sources_of(cited: str, known: list[str], database: str | Path | None) -> tuple[str, ...]:
    """Return a source itself, or the sources of a quantity."""
    if cited in known:
        return (cited,)
    try:
        sources = picked(cited, database).sources()
    except QueryError as error:
        near = suggestion(opened(database).cursor(), cited, "source")
        near = near or f"; {suggest(cited, known, SOURCES_LISTED)}"
        message = f"{error}\nno source is called {cited!r} either{near}"
        raise QueryError(message) from None
    if not sources:
        message = (
            f"{cited!r} is an amount, which has no source here: cite where you took it from\n"
            "  try: carbondata sources, which lists what can be cited"
        )
        raise QueryError(message)
    return sources


def entries(source: str, citation: str) -> list[Entry]:
    """Parse a source's citation.

    Raises
    ------
    QueryError
        When it cannot be parsed, as in tables built by another carbondata.
    """
    try:
        return read(citation)
    except ValueError as error:
        message = (
            f"the citation of {source} cannot be parsed: {error}\n"
            "  try: --format bibtex (style='bibtex'), which prints it unchanged"
        )
        raise QueryError(message) from None


def _csl(id_: str, entry: Entry) -> dict[str, object]:
    """Write an entry as an item of CSL-JSON."""
    record: dict[str, object] = {"id": id_, "type": CSL_TYPES.get(entry.kind, "document")}
    if entry.authors:
        record["author"] = entry.authors
    record |= {csl: entry.fields[key] for key, csl in CSL_FIELDS.items() if key in entry.fields}
    if "page" in record:
        record["page"] = str(record["page"]).replace("--", "-")
    if "year" in entry.fields:
        record["issued"] = {"date-parts": [[int(entry.fields["year"])]]}
    return record


def line(entry: Entry) -> str:
    """Write an entry in one line: who, when, what, where."""
    names = "; ".join(", ".join(author.values()) for author in entry.authors)
    year = f"({entry.fields['year']})" if "year" in entry.fields else ""
    doi = entry.fields.get("doi")
    where = f"https://doi.org/{doi}" if doi else entry.fields.get("url", "")
    who = f"{names} {year}".strip()
    return f"{who}. {entry.fields['title']}. {where}".removeprefix(". ").strip()
