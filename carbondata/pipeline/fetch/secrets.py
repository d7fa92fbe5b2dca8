"""Secrets: environment variables that a manifest declares and uses in its own URLs."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from carbondata.pipeline.fetch import secret_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from carbondata.errors import Problem

# Anything that looks like a variable, well-formed or not. Only the manifest's URLs may contain one.
NAMED = re.compile(r"\$\{[^}]*\}?")
# Bytes on either side of a value that are quoted with it.
AROUND = 60


def written(name: str) -> str:
    """Write a variable as it appears in a URL.

    Examples
    --------
    >>> written("EMBER_API_KEY")
    '${EMBER_API_KEY}'
    """
    return f"${{{name}}}"


def host(address: str) -> str:
    """Return what an address has before its path: its scheme, user, host and port.

    Examples
    --------
    >>> host("https://example.org/a?key=${KEY}"), host("https://${KEY}.org?a")
    ('https://example.org', 'https://${KEY}.org')
    """
    return re.split(r"(?<![:/])[/?#]", address, maxsplit=1)[0]


def filled(address: str, value: Callable[[str], str]) -> str:
    """Replace each variable by its value, quoted so that it stays one part of the URL.

    Examples
    --------
    >>> filled("https://example.org/?key=${KEY}&year=2020", {"${KEY}": "a/b"}.__getitem__)
    'https://example.org/?key=a%2Fb&year=2020'
    """
    return NAMED.sub(lambda found: quote(os.fsencode(value(found[0])), safe=""), address)


def hidden(text: str, names: Iterable[str]) -> str:
    """Replace values by the names of their variables, even if a server has re-quoted them."""
    longest, any_value = _any_value(names)
    if not longest:
        return text

    def name(found: re.Match[str]) -> str:
        return written(longest[(found.lastindex or 1) - 1])

    return re.sub(any_value, name, text, flags=re.IGNORECASE)


def repeated(path: Path, names: Iterable[str]) -> str | None:
    """Return the words around the first value in a file that a server sent, the value hidden.

    None if it holds none, however it may be quoted, encoded or packed.
    """
    longest, any_value = _any_value(names)
    if not longest:
        return None
    codes = dict.fromkeys(_in_bytes(any_value, code) for code in ("utf-8", "latin-1"))
    pattern = re.compile(b"|".join(filter(None, codes)), re.IGNORECASE)
    # A character takes at most so many bytes, in whatever way it is written, but for tags between.
    overlap = 40 * max(len(os.environ[name]) for name in longest)
    for content in secret_forms.pieces(path, overlap):
        if found := pattern.search(content):
            around = content[max(0, found.start() - AROUND) : found.end() + AROUND]
            return hidden(around.decode("utf-8", "replace"), longest)
    return None


def _in_bytes(pattern: str, code: str) -> bytes | None:
    try:
        return pattern.encode(code, "surrogateescape")
    except UnicodeEncodeError:
        return None


def _any_value(names: Iterable[str]) -> tuple[list[str], str]:
    """Return the variables that are set, and what matches the value of each, in a group of its own.

    The longest first, and all in one pass: a value may be part of another, or of a name.
    """
    values = {name: value for name in names if (value := os.environ.get(name))}
    longest = sorted(values, key=lambda name: len(values[name]), reverse=True)
    return longest, "|".join(f"({secret_forms.forms(values[name])})" for name in longest)


def hide(problems: Iterable[Problem], names: Collection[str]) -> list[Problem]:
    """Hide values in problems, which may quote a publisher's response."""

    def hidden_if_any(text: str | None) -> str | None:
        return text and hidden(text, names)

    return [
        replace(
            problem,
            where=hidden(problem.where, names),
            what=hidden(problem.what, names),
            remedy=hidden(problem.remedy, names),
            row=hidden_if_any(problem.row),
            column=hidden_if_any(problem.column),
            value=hidden_if_any(problem.value),
        )
        for problem in problems
    ]


class _Hiding(logging.Filter):
    """Hide the values of all keys in use in log messages."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove them from the message; a traceback would quote what a server sent."""
        record.msg, record.args = hidden(record.getMessage(), self.names), None
        record.exc_info = record.exc_text = None
        return True


_hiding = _Hiding()


def keep_out_of_logs(names: Collection[str]) -> None:
    """Keep values out of urllib3's logs, which contain every URL.

    Each of its modules has a logger, and a filter does not apply to those below.
    """
    _hiding.names.update(names)
    for name in [*logging.root.manager.loggerDict]:
        if name.split(".", maxsplit=1)[0] == "urllib3":
            logging.getLogger(name).addFilter(_hiding)
