"""Secrets: variables of the environment that a manifest declares and names in its own address."""

from __future__ import annotations

import html
import json
import logging
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from carbondata.errors import Problem

# Whatever looks like a variable, well written or not. No address but the manifest's may have it.
NAMED = re.compile(r"\$\{[^}]*\}?")


def written(name: str) -> str:
    """Write a variable as an address names it.

    Examples
    --------
    >>> written("EMBER_API_KEY")
    '${EMBER_API_KEY}'
    """
    return f"${{{name}}}"


def filled(address: str, value: Callable[[str], str]) -> str:
    """Put a value in the place of each variable, so quoted that it stays one part of the address.

    Examples
    --------
    >>> filled("https://example.org/?key=${KEY}&year=2020", {"${KEY}": "a/b"}.__getitem__)
    'https://example.org/?key=a%2Fb&year=2020'
    """
    return NAMED.sub(lambda found: quote(os.fsencode(value(found[0])), safe=""), address)


def hidden(text: str, names: Iterable[str]) -> str:
    """Put names in the place of their values, however much of these a server has quoted anew."""
    values = {name: value for name in names if (value := os.environ.get(name))}
    if not values:
        return text
    # The longest first, and all in one go: a value may be a part of another, or of a name.
    longest = sorted(values, key=lambda name: len(values[name]), reverse=True)
    any_value = "|".join(f"({_forms(values[name])})" for name in longest)

    def name(found: re.Match[str]) -> str:
        return written(longest[(found.lastindex or 1) - 1])

    return re.sub(any_value, name, text, flags=re.IGNORECASE)


def hide(problems: Iterable[Problem], names: Collection[str]) -> list[Problem]:
    """Hide values in problems: a publisher's answer, of which these tell, may say them again."""

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
    """Hide the values of all keys that were in use in what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the message without them."""
        record.msg, record.args = hidden(record.getMessage(), self.names), None
        return True


_hiding = _Hiding()


def keep_out_of_logs(names: Collection[str]) -> None:
    """Keep values out of the log of urllib3, which tells of every address."""
    _hiding.names.update(names)
    for logger in ("urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(logger).addFilter(_hiding)


def _forms(value: str) -> str:
    """Match a value each of whose characters is written in one of several ways."""
    return "".join(f"(?:{'|'.join(dict.fromkeys(_ways(character)))})" for character in value)


def _ways(character: str) -> Iterator[str]:
    """Match a character as it is, and as addresses, JSON, Python and web pages write it."""
    yield re.escape(character)
    # As often as it was quoted, a 25 after the %.
    yield "".join(f"%(?:25)*{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))
    if character == " ":
        yield r"\+"
    yield re.escape(json.dumps(character)[1:-1])
    yield rf"\\u{ord(character):04x}"
    if character in "/\"'\\":
        yield rf"\\+{re.escape(character)}"
    yield re.escape(html.escape(character))
    yield f"&#(?:0*{ord(character)}|x0*{ord(character):x});"
