"""Secrets: variables of the environment that a manifest declares and names in its own address."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from carbondata.errors import Problem

# What begins a name. No address of anybody but the manifest may have it.
OPENING = "${"
_NAMED = re.compile(r"\$\{(?:([^}]*)\})?")


def named(text: str) -> list[str]:
    """Return the names that a text holds as `${NAME}`, each once; of one left open, nothing.

    Examples
    --------
    >>> named("https://example.org/${USER}?key=${KEY}&again=${KEY}"), named("$KEY {from}")
    (['USER', 'KEY'], [])
    >>> named("https://example.org/${KEY")
    ['']
    """
    return list(dict.fromkeys(_NAMED.findall(text)))


def revealed(url: str, value: Callable[[str], str]) -> str:
    """Put the value of each name in its place, so written that it stays one part of the address."""
    return _NAMED.sub(lambda found: quote(value(found[1] or ""), safe=""), url)


def hidden(text: str, names: Collection[str]) -> str:
    """Put names in the place of their values, however a server or an error may write these."""
    forms = {
        form: f"${{{name}}}"
        for name in names
        if (value := os.environ.get(name))
        for form in (value, quote(value, safe=""), quote(value), quote_plus(value), _json(value))
    }
    if not forms:
        return text
    # The longest first, and all in one go: a value may be a part of another, or of a name.
    anyone = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.sub(anyone, lambda found: forms[found[0]], text)


def hide(problems: Iterable[Problem], names: Collection[str]) -> list[Problem]:
    """Hide values in problems: a publisher's answer, of which these tell, may say them again."""
    return [
        replace(
            one,
            where=hidden(one.where, names),
            what=hidden(one.what, names),
            value=one.value and hidden(one.value, names),
        )
        for one in problems
    ]


def _json(value: str) -> str:
    return json.dumps(value)[1:-1]
