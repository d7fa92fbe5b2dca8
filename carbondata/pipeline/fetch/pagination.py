"""JSON in pages of `[head, rows]`: their number, and whether one release is complete."""

from __future__ import annotations

import json
from typing import Any


def count(first: bytes) -> int:
    """Return the number of pages according to the first; 1 if it is not such a page.

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
    """Return what is wrong with a set of pages, if anything.

    Their heads must agree except for the page number, whether figures are numbers or strings; each
    page must occur once; and the number of rows must equal the head's `total`.

    Examples
    --------
    >>> fault([[{"message": [{"key": "Invalid value"}]}]])
    'the publisher answers with an error: [{"key": "Invalid value"}]'
    >>> fault([[{"page": 1, "pages": 2}, []]])
    'its head announces 2 pages, but 1 came: 1'
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
            return f"its pages are from different releases: {', '.join(sorted(other))} differs"
    return _missing(numbers, heads[0]) or _lost(pages, heads[0])


def _missing(numbers: list[str], head: dict[str, str]) -> str | None:
    if sorted(numbers) == sorted(str(number + 1) for number in range(len(numbers))) and (
        str(len(numbers)) == head["pages"]
    ):
        return None
    came = ", ".join(numbers)
    return f"its head announces {head['pages']} pages, but {len(numbers)} came: {came}"


def _lost(pages: list[Any], head: dict[str, str]) -> str | None:
    held = sum(len(rows or []) for _, rows in pages)
    if head.get("total", str(held)) == str(held):
        return None
    return f"its pages hold {held} rows, but its head promises {head['total']}"
