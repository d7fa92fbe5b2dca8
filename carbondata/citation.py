"""The BibTeX reader that the build's check, `cite` and the page share.

A citation has one or more entries; the first is the source itself.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from bibtexparser.model import Block

# Fields that refer to other entries.
ELSEWHERE = ("crossref", "xdata", "ids")
YEAR = re.compile(r"[0-9]{4}")
# It is written into Markdown and LaTeX as it is.
KEY = re.compile(r"[\w.:+/-]+")


class Entry(NamedTuple):
    """One work: its kind (article, book, ...), key, fields as plain text, and authors."""

    kind: str
    key: str
    fields: dict[str, str]
    authors: list[dict[str, str]]


def read(bibtex: str) -> list[Entry]:
    r"""Read the entries of a citation.

    Raises
    ------
    ValueError
        When it is not BibTeX, or lacks a title or a year.

    Examples
    --------
    >>> (entry,) = read(r'@misc{a, author={G{\"u}l, A. and {B, C}}, title="T", year=2019}')
    >>> entry.fields["title"], entry.fields["year"], entry.authors
    ('T', '2019', [{'family': 'Gül', 'given': 'A.'}, {'literal': 'B, C'}])
    >>> read("@misc{a, title={T}, year={in press}}")
    Traceback (most recent call last):
    ...
    ValueError: BibTeX whose year is 'in press': write four digits
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.exceptions import ParsingException

    # Otherwise bibtexparser logs cryptic messages to standard error.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    try:
        blocks = parse_string(bibtex).blocks
    except ParsingException as error:
        message = f"invalid BibTeX: {error}"
        raise ValueError(message) from None
    entries = [_entry(block) for block in blocks]
    if not entries:
        message = "BibTeX without an entry"
        raise ValueError(message)
    if "year" not in entries[0].fields:
        message = "BibTeX without year"
        raise ValueError(message)
    return entries


def _entry(block: Block) -> Entry:
    from bibtexparser.model import Entry as Parsed
    from bibtexparser.model import ParsingFailedBlock

    if isinstance(block, ParsingFailedBlock):
        why = getattr(block.error, "abort_reason", "") or str(block.error)
        message = f"invalid BibTeX from {_shown(block.raw)} on: {why.split('. ')[0]}"
        raise ValueError(message)  # noqa: TRY004  (the text is at fault, not a type)
    if not isinstance(block, Parsed):
        message = f"BibTeX with something other than entries: {_shown(block.raw)}"
        raise ValueError(message)  # noqa: TRY004
    if not KEY.fullmatch(block.key):
        message = f"BibTeX whose key is {_shown(block.key)}: write letters, digits and -_.:+/"
        raise ValueError(message)
    for field in block.fields:
        if field.enclosing == "no-enclosing" and field.key.lower() != "month":
            message = f"BibTeX whose {field.key} is neither in braces nor in quotes: {field.value}"
            raise ValueError(message)
    raw = {field.key.lower(): str(field.value) for field in block.fields}
    fields = {name: _plain(name, value) for name, value in raw.items()}
    _check(fields)
    return Entry(block.entry_type, block.key, fields, _authors(raw.get("author", "")))


def _check(fields: dict[str, str]) -> None:
    """Refuse an entry that cannot be cited."""
    if not fields.get("title"):
        message = "BibTeX without title"
        raise ValueError(message)
    if "year" in fields and not YEAR.fullmatch(fields["year"]):
        message = f"BibTeX whose year is {fields['year']!r}: write four digits"
        raise ValueError(message)
    if leads := [name for name in ELSEWHERE if name in fields]:
        message = f"BibTeX that refers to another entry with {leads[0]}: write it out"
        raise ValueError(message)


def _plain(name: str, value: str) -> str:
    """Remove LaTeX markup: braces, accents, escaped characters."""
    text = re.sub(r"\s+", " ", value.replace("{", "").replace("}", "")).strip()
    text = re.sub(r'\\"(\w)', "\\1\N{COMBINING DIAERESIS}", text)
    text = normalize("NFC", re.sub(r"\\([&%#_])", r"\1", text))
    if "\\" in text:
        message = f"BibTeX with LaTeX in its {name}, {_shown(text)}: write the letter itself"
        raise ValueError(message)
    return text


def _authors(names: str) -> list[dict[str, str]]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [_author(name) for name in split_multiple_persons_names(names)]


def _author(name: str) -> dict[str, str]:
    """Split a name into its CSL parts; one in braces, or without a comma, stays whole."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError as error:
        message = f"BibTeX with an author name that cannot be split, {_shown(name)}: {error.reason}"
        raise ValueError(message) from None
    if name == "others":
        return {"literal": "et al."}
    if "," not in name or not parts.first:
        return {"literal": _plain("author", name)}
    name_parts = {"family": [*parts.von, *parts.last], "given": parts.first, "suffix": parts.jr}
    return {part: _plain("author", " ".join(words)) for part, words in name_parts.items() if words}


def _shown(text: str | None) -> str:
    return repr(re.sub(r"\s+", " ", text or "").strip()[:40])
