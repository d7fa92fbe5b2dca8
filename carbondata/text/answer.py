"""The answer to a comparison as values: two quantities, their ratio, the verdict, its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbondata.engine.ratio import MUCH, apart, bounds

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.ratio import Reading

SIDES = ("subject", "reference")


@dataclass(frozen=True)
class Reason:
    """One rule that the two sides of a comparison meet."""

    dimension: str
    side: str
    outcome: str
    text_en: str
    text_fr: str
    error_factor: float | None
    error_source: str | None
    error_case: str | None
    error_case_fr: str | None


@dataclass(frozen=True)
class Answer:
    """Two quantities, how many times the second goes into the first, and whether that means much.

    `ratio`, `ratio_low` and `ratio_high` have no unit; they are null where the comparison is
    refused and was not forced, and `ratio` alone where a side is published as bounds alone.
    `reading` is (value, unit, digits, low): 2.63 minutes of the reference's year, a count of it,
    percent or times; `digits` is how many of them are shown. Of bounds alone it is the upper
    one, with the lower as `low`. `beside` has, of each side, the figures on its basis that were
    corrected, superseded or disputed; with `all_studies` the bounds reach to them.
    """

    subject: Quantity
    reference: Quantity
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    reading: Reading | None
    verdict: str
    reasons: tuple[Reason, ...]
    beside: dict[str, tuple[Quantity, ...]]
    all_studies: bool = False

    @property
    def bounds(self) -> dict[str, str | None]:
        """What the bounds of each side are: published, grid, studies; null where it has none."""
        return {
            side: bounds(getattr(self, side)).what if self.has_bounds else None for side in SIDES
        }

    @property
    def has_bounds(self) -> bool:
        """Whether there are bounds of the ratio."""
        return self.ratio_low is not None or self.ratio_high is not None

    @property
    def is_range(self) -> bool:
        """Whether the studies of a side differ by so much that their range is the answer."""
        sides = (self.subject, self.reference)
        return None not in self._ratios() and any(apart(side) > MUCH for side in sides)

    def _ratios(self) -> tuple[float | None, ...]:
        return self.ratio_low, self.ratio, self.ratio_high

    @property
    def refused(self) -> bool:
        """Whether the two may not be compared."""
        return self.verdict == "refuse"

    @property
    def has_ratio(self) -> bool:
        """Whether there is a ratio, or the bounds of one whose middle nobody published."""
        return self.reading is not None
