"""A source's citation in BibTeX, read once: what the check lets through, `cite` and the page print.

One entry or several; the first is the source itself.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from bibtexparser.model import Block

# What leads to entries that are not there, or stand for others.
ELSEWHERE = ("crossref", "xdata", "ids")
YEAR = re.compile(r"[0-9]{4}")


class Entry(NamedTuple):
    """One work: article, book, ...; its key; its fields as plain text; who wrote it."""

    kind: str
    key: str
    fields: dict[str, str]
    authors: list[dict[str, str]]


def read(bibtex: str) -> list[Entry]:
    r"""Read the entries of a citation.

    Raises
    ------
    ValueError
        When it is not BibTeX, or leaves open what a citation says: the title, or the year.

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

    # Without this its reasons, which nobody could follow, go to standard error.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    try:
        blocks = parse_string(bibtex).blocks
    except ParsingException as error:
        message = f"no BibTeX that can be read: {error}"
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
        message = f"no BibTeX that can be read, from {_shown(block.raw)} on: {why.split('. ')[0]}"
        raise ValueError(message)  # noqa: TRY004  (the text has the fault)
    if not isinstance(block, Parsed):
        message = f"BibTeX with more than entries: {_shown(block.raw)}"
        raise ValueError(message)  # noqa: TRY004
    for field in block.fields:
        if field.enclosing == "no-enclosing" and field.key.lower() != "month":
            message = f"BibTeX whose {field.key} is neither in braces nor in quotes: {field.value}"
            raise ValueError(message)
    raw = {field.key.lower(): str(field.value) for field in block.fields}
    fields = {name: _plain(name, value) for name, value in raw.items()}
    _check(fields)
    return Entry(block.entry_type, block.key, fields, _authors(raw.get("author", "")))


def _check(fields: dict[str, str]) -> None:
    """Refuse what could not be cited."""
    if not fields.get("title"):
        message = "BibTeX without title"
        raise ValueError(message)
    if "year" in fields and not YEAR.fullmatch(fields["year"]):
        message = f"BibTeX whose year is {fields['year']!r}: write four digits"
        raise ValueError(message)
    if leads := [name for name in ELSEWHERE if name in fields]:
        message = f"BibTeX that leads elsewhere by {leads[0]}: write it out"
        raise ValueError(message)


def _plain(name: str, value: str) -> str:
    """Undo what BibTeX writes for LaTeX: braces, accents, backslashes before signs."""
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
    """Take a name apart as CSL has it; one in braces, or without a comma, is whole."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError as error:
        message = f"BibTeX with an author who cannot be told apart, {_shown(name)}: {error.reason}"
        raise ValueError(message) from None
    if name == "others":
        return {"literal": "et al."}
    if "," not in name or not parts.first:
        return {"literal": _plain("author", name)}
    told = {"family": [*parts.von, *parts.last], "given": parts.first, "suffix": parts.jr}
    return {part: _plain("author", " ".join(words)) for part, words in told.items() if words}


def _shown(text: str | None) -> str:
    return repr(re.sub(r"\s+", " ", text or "").strip()[:40])
