"""The studies of one subject in one year, as dots on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata._version import __version__
from carbondata.draw import strip
from carbondata.plot.words import only_zeros
from carbondata.query.compare import picked
from carbondata.query.studies import studies
from carbondata.text.phrases import phrase
from carbondata.text.refusals import refusing_in
from carbondata.text.side_words import amount, name
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.draw.picture import Picture
    from carbondata.text.language import Language


def one_year(
    subject: str, year: int | None, language: Language, database: str | Path | None
) -> Picture:
    """Draw every figure of a subject in a year, in the measure of the one taken."""
    operand = subject if year is None else f"{subject}@{year}"
    with refusing_in(language):
        taken = picked(operand, database)
        rows = studies(operand, database).to_pylist()
        rows = [row for row in rows if row["measure"] == taken.measure]
        if not any(row[f"{strip.column(row)}{end}"] for row in rows for end in ("", "_high")):
            raise only_zeros(subject)
    who = capital(typeset(name(taken, language), language))
    sources = len({row["source_id"] for row in rows})
    counts = {
        kind: phrase(f"plot.{kind}.{'one' if n == 1 else 'many'}", language, n=n)
        for kind, n in (("figures", len(rows)), ("studies", sources))
    }
    taken_amount = amount(taken, language)
    title = say("plot.one_year", language, who=who, figures=counts["figures"], amount=taken_amount)
    note = say("plot.one_year.note", language, version=__version__, **counts)
    return strip.picture(title, rows, language, note)
