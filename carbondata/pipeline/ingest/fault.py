"""What is wrong with a raw file, before it is known whose file it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Ten times those of the widest file of any source.
MAX_COLUMNS = 2_000
FEW = 5


class FaultError(Exception):
    """What is wrong with a file, and where in it."""

    def __init__(self, what: str, row: str | None = None, value: str | None = None) -> None:
        super().__init__(what)
        self.row, self.value = row, value


def check_header(header: Sequence[str]) -> None:
    """Refuse a header without a name, with one twice, or of too many."""
    if not any(header):
        message = "there is no header line"
        raise FaultError(message)
    check_width(len(header))
    if repeated := twice(header):
        message = f"the header names {', '.join(map(repr, repeated))} twice"
        raise FaultError(message)


def check_width(columns: int) -> None:
    """Refuse more columns than anyone means."""
    if columns > MAX_COLUMNS:
        message = f"{columns} columns, more than the ceiling of {MAX_COLUMNS}"
        raise FaultError(message)


def twice(names: Sequence[str]) -> list[str]:
    """Name the first few that are there more than once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)[:FEW]
