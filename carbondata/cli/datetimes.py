"""Dates and times on the command line."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer


def moment(text: str | None, timezone: str | None = None) -> dt.datetime | None:
    """Parse an ISO 8601 time; one without an offset is in `timezone`, if given."""
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
    # The offset depends on the fold only in an hour that occurs twice, or never.
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        message = (
            f"{text} is ambiguous in {timezone}, where the clocks change; write its offset, "
            f"as in {there.isoformat()}"
        )
        raise typer.BadParameter(message)
    return there


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        message = f"there is no time zone {name!r}; name one like Europe/Paris"
        raise typer.BadParameter(message) from None
