"""Faults in a raw file, found by code that does not know its source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Ten times the widest file of any source.
MAX_COLUMNS = 2_000
FEW = 5


class FaultError(Exception):
    """A fault in a file, and its position."""

    def __init__(self, what: str, row: str | None = None, value: str | None = None) -> None:
        super().__init__(what)
        self.row, self.value = row, value


def check_header(header: Sequence[str]) -> None:
    """Refuse a header without names, with a repeated name, or with too many."""
    if not any(header):
        message = "there is no header line"
        raise FaultError(message)
    check_width(len(header))
    if repeated := twice(header):
        message = f"the header has {', '.join(map(repr, repeated))} twice"
        raise FaultError(message)


def check_width(columns: int) -> None:
    """Refuse more columns than any real file has."""
    if columns > MAX_COLUMNS:
        message = f"{columns} columns, more than the ceiling of {MAX_COLUMNS}"
        raise FaultError(message)


def twice(names: Sequence[str]) -> list[str]:
    """List the first few names that occur more than once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)[:FEW]
