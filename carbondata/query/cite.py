"""Citations: BibTeX as the sources give it, a line of text, or CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal, get_args
from unicodedata import normalize

from carbondata.arguments import expect
from carbondata.errors import QueryError
from carbondata.query.compare import picked
from carbondata.query.connection import opened
from carbondata.query.describe import suggest
from carbondata.query.find import suggestion

if TYPE_CHECKING:
    from pathlib import Path

Style = Literal["bibtex", "text", "csl-json"]

FIELD = re.compile(r"(\w+)\s*=\s*[{\"](.*?)[}\"]\s*,?\s*(?=\n\s*\w+\s*=|\n?\s*}\s*$)", re.DOTALL)
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
    """Cite sources, or every source that a quantity rests on.

    Parameters
    ----------
    *ids : str
        Ids of sources (`strubell-2019`), or operands as `compare` takes them (`SWE@2017`).
    style : {"bibtex", "text", "csl-json"}
        The entries as they stand in the sources, a line each, or CSL-JSON.
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
        message = f"there is no style {style!r} of citations; known: {', '.join(get_args(Style))}"
        raise QueryError(message)
    con = opened(database).cursor()
    known: dict[str, str] = dict(con.execute("SELECT source_id, citation FROM sources").fetchall())
    wanted: dict[str, None] = {}
    for cited in ids:
        expect("a text", id=cited)
        wanted |= dict.fromkeys(_sources_of(cited, list(known), database))
    entries = [known[source] for source in wanted]
    if style == "bibtex":
        return "\n\n".join(entries)
    records = [_csl(source, known[source]) for source in wanted]
    if style == "csl-json":
        return json.dumps(records, ensure_ascii=False, indent=1)
    return "\n".join(map(_line, records))


def _sources_of(cited: str, known: list[str], database: str | Path | None) -> tuple[str, ...]:
    """Return a source itself, or the sources of a quantity."""
    if cited in known:
        return (cited,)
    try:
        found = picked(cited, database).sources()
    except QueryError as error:
        near = suggestion(opened(database).cursor(), cited)
        message = f"{error}\nand there is no source {cited!r}{near or f'; {suggest(cited, known)}'}"
        raise QueryError(message) from None
    if not found:
        message = (
            f"{cited!r} is an amount, which has no source here: cite where you took it from\n"
            "  try: carbondata sources, which lists what can be cited"
        )
        raise QueryError(message)
    return found


def _csl(source: str, entry: str) -> dict[str, object]:
    """Read a BibTeX entry, one field a line, as an item of CSL-JSON."""
    fields = {key.lower(): _bare(value) for key, value in FIELD.findall(entry)}
    kind = entry[1 : entry.index("{")].lower()
    record: dict[str, object] = {"id": source, "type": CSL_TYPES.get(kind, "document")}
    if authors := fields.get("author"):
        record["author"] = [
            {"literal": "et al."} if author == "others" else _name(author)
            for author in re.split(r"\s+and\s+", authors)
        ]
    record |= {csl: fields[key] for key, csl in CSL_FIELDS.items() if key in fields}
    if "page" in record:
        record["page"] = str(record["page"]).replace("--", "-")
    record["issued"] = {"date-parts": [[int(fields["year"][:4])]]}
    return record


def _bare(value: str) -> str:
    """Undo what BibTeX writes for LaTeX: braces, accents, backslashes before signs."""
    text = re.sub(r"\s+", " ", value.replace("{", "").replace("}", "")).strip()
    text = re.sub(r'\\"(\w)', "\\1\N{COMBINING DIAERESIS}", text)
    return normalize("NFC", re.sub(r"\\([&%#_])", r"\1", text))


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author}


def _line(record: dict[str, object]) -> str:
    authors = record.get("author")
    names = ""
    if isinstance(authors, list):
        names = "; ".join(", ".join(author.values()) for author in authors) + " "
    issued = record["issued"]
    assert isinstance(issued, dict)  # noqa: S101  (made above)
    year = issued["date-parts"][0][0]
    where = f"https://doi.org/{record['DOI']}" if "DOI" in record else record.get("URL", "")
    return f"{names}({year}). {record['title']}. {where}".strip()
