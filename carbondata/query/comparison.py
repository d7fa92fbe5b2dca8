"""A comparison as an object: two quantities, their ratio, the verdict and its reasons."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from carbondata.engine.ratio import MUCH, apart, bounds
from carbondata.query import sentences
from carbondata.query.numbers import read, spoken

if TYPE_CHECKING:
    import pyarrow as pa

    from carbondata.engine.quantity import Quantity
    from carbondata.engine.ratio import Reading
    from carbondata.query.numbers import Language


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
class Comparison:
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

    def sentence(self, language: Language = "en") -> str:
        """Say it in one sentence, its doubt in a second one; `language` is en or fr."""
        return sentences.tell(self, language)

    def sources(self) -> tuple[str, ...]:
        """Return the ids of every source that the comparison rests on."""
        others = (one for found in self.beside.values() for one in found)
        sides = (self.subject, self.reference, *others)
        found = [source for side in sides for source in side.sources()]
        sizes = (reason.error_source for reason in self.reasons)
        return tuple(dict.fromkeys([*found, *(source for source in sizes if source)]))

    def to_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return it as plain values, as `--format json` prints it; the receipt not included."""
        language = spoken(language)
        return {
            "subject": self.subject.to_dict(),
            "reference": self.reference.to_dict(),
            "ratio": self.ratio,
            "ratio_low": self.ratio_low,
            "ratio_high": self.ratio_high,
            "reading": read(self.reading, language) if self.reading else None,
            "bounds": self.bounds,
            "verdict": self.verdict,
            "reasons": [asdict(reason) for reason in self.reasons],
            "beside": {
                side: [one.to_dict() for one in found] for side, found in self.beside.items()
            },
            "sentence": self.sentence(language),
        }

    def to_row(self, language: Language = "en") -> dict[str, Any]:
        """Return it as one row: ids, tonnes, sources, ratio with bounds, verdict, reasons."""
        row: dict[str, Any] = {"measure": self.subject.measure}
        for side in SIDES:
            quantity: Quantity = getattr(self, side)
            row |= {side: quantity.id, f"{side}_t": quantity.emissions_t}
            row |= {f"{side}_kwh": quantity.energy_kwh, f"{side}_source": quantity.source_id}
        row |= {key: getattr(self, key) for key in ("ratio_low", "ratio", "ratio_high")}
        row |= {"verdict": self.verdict, "sentence": self.sentence(language)}
        return row | {"reasons": sentences.reasons(self, language)}

    def to_arrow(self, language: Language = "en") -> pa.Table:
        """Return it as an Arrow table of one row, the sentence and reasons in a language."""
        return _table([self.to_row(language)])

    def __str__(self) -> str:
        """Say it in English."""
        return self.sentence()

    def __rich__(self) -> str:
        """Show it on a terminal."""
        from rich.markup import escape

        from carbondata.faces import shown
        from carbondata.query.layout import comparison

        return escape(shown(comparison(self, "en")))

    def _repr_markdown_(self) -> str:
        """Show it where Markdown is shown."""
        return sentences.markdown(self, "en")

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from carbondata.query import layout, notebook

        title = sentences.tell(self, "en", doubt=False)
        return notebook.facts_html(title, layout.facts(self, "en"))


class Comparisons(tuple[Comparison, ...]):
    """Comparisons of one subject with several references."""

    __slots__ = ()

    def to_arrow(self, language: Language = "en") -> pa.Table:
        """Return them as an Arrow table, a row each."""
        return _table([comparison.to_row(language) for comparison in self])

    def __str__(self) -> str:
        """Say them in English, a line each."""
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        """Show them in a notebook, as a table."""
        from carbondata.query import notebook, overview

        return notebook.html(overview.table(self), overview.subject(self, "en"))


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """Put rows of comparisons into an Arrow table, each column of its type whatever they lack."""
    import pyarrow as pa

    lists = {"reasons": pa.list_(pa.string())}
    numbers = [
        name for name in rows[0] if name.startswith("ratio") or name.endswith(("_t", "_kwh"))
    ]
    types = dict.fromkeys(numbers, pa.float64())
    fields = [(name, (lists | types).get(name, pa.string())) for name in rows[0]]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
