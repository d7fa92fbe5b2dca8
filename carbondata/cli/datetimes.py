"""Moments as they are written on the command line."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer


def moment(text: str | None, timezone: str | None = None) -> dt.datetime | None:
    """Read an ISO 8601 moment; one without a zone is of `timezone`, where that is named."""
    if text is None:
        return None
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date and time; write 2023-01-02T10:20Z"
        raise typer.BadParameter(message) from None
    if timezone is None or read.tzinfo is not None:
        return read
    there = read.replace(tzinfo=_zone(timezone))
    # The clocks show an hour twice, or never: then the offset changes with the fold.
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        message = (
            f"{text} is ambiguous in {timezone}, where the clocks change; write its offset, "
            f"as {there.isoformat()}"
        )
        raise typer.BadParameter(message)
    return there


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        message = f"there is no time zone {name!r}; name one like Europe/Paris"
        raise typer.BadParameter(message) from None
