"""JSON in pages of `[head, rows]`: how many there are, and whether all of one release are here."""

from __future__ import annotations

import json
from typing import Any


def count(first: bytes) -> int:
    """Return how many pages the first one says there are; 1 where it is no such page.

    Examples
    --------
    >>> count(b'[{"page": 1, "pages": "3"}, []]'), count(b"<html>")
    (3, 1)
    """
    try:
        return int(str(json.loads(first)[0]["pages"]))
    except (LookupError, TypeError, ValueError, RecursionError):
        return 1


def fault(pages: list[Any]) -> str | None:
    """Say what is wrong with pages taken together, if anything is.

    Their heads must agree in all but the page's number, a figure being a number or a string; each
    page must be there once; and the rows must be as many as the head's `total` promises.

    Examples
    --------
    >>> fault([[{"message": [{"key": "Invalid value"}]}]])
    'the publisher answers with an error: [{"key": "Invalid value"}]'
    >>> fault([[{"page": 1, "pages": 2}, []]])
    'of the 2 pages that its head tells of, 1 came: 1'
    """
    heads = []
    for page in pages:
        match page:
            case [{"message": message}, *_]:
                return f"the publisher answers with an error: {json.dumps(message)[:200]}"
            case [{"page": _, "pages": _} as head, list() | None]:
                heads.append({name: str(value) for name, value in head.items()})
            case _:
                return 'a page must be [{"page": N, "pages": N, ...}, rows]'
    numbers = [head.pop("page") for head in heads]
    for head in heads:
        if other := {name for name in head if head[name] != heads[0].get(name)}:
            return f"its pages are not of one release: {', '.join(sorted(other))} differs"
    return _missing(numbers, heads[0]) or _lost(pages, heads[0])


def _missing(numbers: list[str], head: dict[str, str]) -> str | None:
    if sorted(numbers) == sorted(str(number + 1) for number in range(len(numbers))) and (
        str(len(numbers)) == head["pages"]
    ):
        return None
    came = ", ".join(numbers)
    return f"of the {head['pages']} pages that its head tells of, {len(numbers)} came: {came}"


def _lost(pages: list[Any], head: dict[str, str]) -> str | None:
    held = sum(len(rows or []) for _, rows in pages)
    if head.get("total", str(held)) == str(held):
        return None
    return f"its pages hold {held} rows where its head promises {head['total']}"
