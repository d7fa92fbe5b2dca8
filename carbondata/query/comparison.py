"""A comparison as an object, with its sentence, row, table, Markdown and HTML."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from carbondata.text import sentences
from carbondata.text.answer import SIDES, Answer
from carbondata.text.language import spoken
from carbondata.text.numbers import read

if TYPE_CHECKING:
    import pyarrow as pa

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language


@dataclass(frozen=True)
class Comparison(Answer):
    """An answer that writes itself as a sentence, a row, a table, Markdown or HTML."""

    def sentence(self, language: Language = "en") -> str:
        """Write it in one sentence, its doubt in a second one; `language` is en or fr."""
        return sentences.tell(self, language)

    def sources(self) -> tuple[str, ...]:
        """Return the ids of all sources behind the comparison."""
        others = (quantity for ids in self.beside.values() for quantity in ids)
        sides = (self.subject, self.reference, *others)
        ids = [source for side in sides for source in side.sources()]
        sizes = (reason.error_source for reason in self.reasons)
        return tuple(dict.fromkeys([*ids, *(source for source in sizes if source)]))

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
                side: [quantity.to_dict() for quantity in quantities]
                for side, quantities in self.beside.items()
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
        """Write it in English."""
        from carbondata.faces import shown

        return shown(self.sentence())

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
        """Return them as an Arrow table, one row each."""
        return _table([comparison.to_row(language) for comparison in self])

    def __str__(self) -> str:
        """Write them in English, one a line."""
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        """Show them in a notebook, as a table."""
        from carbondata.query import notebook, overview

        return notebook.html(overview.table(self), overview.subject(self, "en"))


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """Make an Arrow table of comparisons; a column keeps its type even if it is all null."""
    import pyarrow as pa

    lists = {"reasons": pa.list_(pa.string())}
    numbers = [
        name for name in rows[0] if name.startswith("ratio") or name.endswith(("_t", "_kwh"))
    ]
    types = dict.fromkeys(numbers, pa.float64())
    fields = [(name, (lists | types).get(name, pa.string())) for name in rows[0]]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
