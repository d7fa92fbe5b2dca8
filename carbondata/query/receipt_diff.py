"""The differences between a receipt and the same one worked out again, in plain words."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# Dicts whose entries are compared one by one.
DICTS = ("operands", "subject", "reference")
# Compared separately, or not a difference in themselves: the hash covers the rest.
APART = {*DICTS, "reasons", "sources", "carbondata", "data", "sha256"}
# How many letters of a long text are shown, and how many of those before the first difference.
SHORT, BEFORE = 80, 20


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Name every part of a receipt that differs from the one worked out again.

    Examples
    --------
    >>> sides = {"subject": {"id": "284 t"}, "reference": {"id": "SWE@2017"}}
    >>> parts = {"operands": {}, **sides, "reasons": [], "sources": {}}
    >>> differences({**parts, "verdict": "ok"}, {**parts, "verdict": "caution"})
    ['verdict: was ok, is caution']
    """
    lines = [line for part in DICTS for line in _entries(_title(part, old), old[part], new[part])]
    rest = [{key: body[key] for key in body if key not in APART} for body in (old, new)]
    lines += [f"{key}: {_changed(*pair)}" for key, pair in _unequal(*rest)]
    lines += _reasons(old.get("reasons"), new["reasons"])
    lines += _sources(old["sources"], new["sources"])
    return [_printable(line) for line in lines]


def _title(part: str, old: dict[str, Any]) -> str:
    return part if part == "operands" else f"{part} {old[part]['id']}"


def _entries(title: str, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [f"{title}: {key} {_changed(*pair)}" for key, pair in _unequal(old, new)]


def _unequal(old: dict[str, Any], new: dict[str, Any]) -> Iterable[tuple[str, tuple[Any, Any]]]:
    """Yield the keys whose values differ; a missing key counts as null."""
    for key in {**new, **old}:
        pair = (old.get(key), new.get(key))
        if pair[0] != pair[1]:
            yield key, pair


def _reasons(old: object, new: list[dict[str, Any]]) -> list[str]:
    if not isinstance(old, list):
        return [f"reasons: {_changed(old, new)}"]
    then, now = ([_without_nulls(reason) for reason in reasons] for reasons in (old, new))
    gone = [_reason_text(reason) for reason in then if reason not in now]
    came = [_reason_text(reason) for reason in now if reason not in then]
    if then != now and not gone and not came:
        return ["reasons: the same, but in another order or more than once"]
    return [f"reasons: {_changed(*pair)}" for pair in zip_longest(gone, came)]


def _without_nulls(reason: object) -> object:
    if not isinstance(reason, dict):
        return reason
    return {key: value for key, value in reason.items() if value is not None}


def _reason_text(reason: object) -> str:
    return ", ".join(map(str, reason.values())) if isinstance(reason, dict) else str(reason)


def _sources(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> list[str]:
    lines = [f"source {source}: only in the receipt" for source in old if source not in new]
    lines += [f"source {source}: not in the receipt" for source in new if source not in old]
    for source in old.keys() & new.keys():
        then, now = dict(old[source]), dict(new[source])
        hashes = then.pop("sha256"), now.pop("sha256")
        if hashes[0] != hashes[1]:
            lines.append(f"source {source}: other bytes (sha256 {hashes[0][:12]}… then)")
        lines += _entries(f"source {source}", then, now)
    return sorted(lines)


def _changed(old: object, new: object) -> str:
    """Say what a value was and is; for long texts, around the first difference."""
    then, now = ("nothing" if value is None else str(value) for value in (old, new))
    start = 0
    if max(len(then), len(now)) > SHORT:
        start = max(0, _shared_start(then, now) - BEFORE)
    moved = ""
    if isinstance(old, float) and isinstance(new, float) and old:
        moved = f" ({new / old - 1:+.2%})"
    return f"was {_shortened(then, start)}, is {_shortened(now, start)}{moved}"


def _shared_start(then: str, now: str) -> int:
    """Count the letters that two texts share at the beginning."""
    pairs = enumerate(zip(then, now, strict=False))
    shorter = min(len(then), len(now))
    return next((at for at, (letter, other) in pairs if letter != other), shorter)


def _shortened(text: str, start: int) -> str:
    end = start + SHORT
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"


def _printable(line: str) -> str:
    # Receipts come from anyone: they must not break lines or control the terminal.
    return "".join(letter if letter.isprintable() else " " for letter in line)
