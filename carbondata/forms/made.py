"""A record with the words, names and citations that forms are written with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata._version import __version__
from carbondata.faces import DOLLAR, NOTHING, shown
from carbondata.query.cite import cite, entries
from carbondata.query.connection import opened
from carbondata.runs.report import MASSES
from carbondata.text.language import SIGNS, TIMES_SIGN
from carbondata.text.numbers import in_digits, number
from carbondata.text.phrases import phrase
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.forms.record import Record
    from carbondata.text.language import Language

# Significant digits of an amount that people read.
DIGITS = 4
ITSELF = "carbondata"
PACKAGE = f"{ITSELF} {__version__}"
# "8 x NVIDIA A100".
COUNTED = re.compile(rf"(\d+) ?[x{TIMES_SIGN}] ")
# What Markdown, or pandoc's, reads as more than a character.
MARKUP = re.compile(r"[\\`*_$@#<>~^&\[\]|]")
# A notebook undoes a plain escape before it looks for formulas.
OF_FORMULAS = {"$": DOLLAR, "\\": rf"\\{NOTHING}"}
# The name of a model in a language that has its own, and what writes the size in it.
OWN_NAMES = {
    "fr": (
        "coalesce((SELECT any_value(model_fr) FROM training_runs WHERE model = $1), $1)",
        # French has a space before a semicolon, as in the names of comparisons.
        "regexp_replace(sized_fr({}), ' ?; ', ' ; ')",
    )
}


def _as_characters(text: Any) -> Any:  # noqa: ANN401  (a text, or none)
    return text and MARKUP.sub(_escaped, shown(" ".join(text.split())))


def _escaped(mark: re.Match[str]) -> str:
    return OF_FORMULAS.get(mark[0], f"\\{mark[0]}")


class Made(NamedTuple):
    """A record, the language of a form, and the tables that names and citations are from."""

    record: Record
    language: Language = "en"
    database: str | Path | None = None
    is_markdown: bool = False

    def in_markdown(self) -> Made:
        """Return it with its texts as they are to be shown by Markdown, each on one line."""
        record = self.record
        texts = {
            name: _as_characters(getattr(record, name)) for name in ("name", "hardware", "gas")
        }
        return self._replace(record=record._replace(**texts), is_markdown=True)

    @property
    def place(self) -> str | None:
        """The name of the place, with its country (Georgia, United States); null if not known."""
        return ", ".join(self._names) or None

    @property
    def country(self) -> str | None:
        """The name of the country that the place is or is in; null if it is not known."""
        return self._names[-1] if self._names else None

    @property
    def _names(self) -> list[str]:
        area = self.record.area_id
        if area is None:
            return []
        name = f"name_{self.language}"
        query = f"""SELECT coalesce(own.{name}, own.area_id), whole.{name} FROM areas AS own
            LEFT JOIN areas AS whole ON whole.area_id = own.parent_id
            WHERE own.area_id = $1"""
        found = opened(self.database).cursor().execute(query, [area]).fetchone()
        names = [str(name) for name in found or (area,) if name is not None]
        return [_as_characters(name) for name in names] if self.is_markdown else names

    @property
    def hardware(self) -> str | None:
        """The hardware, with its number unless that stands in its name."""
        name, count = self.record.hardware, self.record.accelerators
        if name is None or count is None or COUNTED.match(name):
            return name
        return f"{in_digits(count)} x {name}"

    @property
    def devices(self) -> str | None:
        """The hardware as people read it: 10,000 NVIDIA V100, with a sign between."""
        text = self.hardware
        if text is None or (counted := COUNTED.match(text)) is None:
            return text
        return f"{self.number(int(counted[1]), 15)} {TIMES_SIGN} {text[counted.end() :]}"

    @property
    def name(self) -> str | None:
        """The name of the run, its billions as the language writes them: GPT-3 (175 Md)."""
        return self._of_name("{name}")

    @property
    def closed_name(self) -> str | None:
        """The name with what stands behind its comma in brackets, so that a verb may follow."""
        return self._of_name("remarked(unremarked({name}), {name})")

    def _of_name(self, form: str) -> str | None:
        if self.record.name is None:
            return None
        name, sized = OWN_NAMES.get(self.language, ("$1", "{}"))
        query = f"SELECT {sized.format(form.format(name=name))}"
        found = opened(self.database).cursor().execute(query, [self.record.name]).fetchone()
        return str(found[0]) if found else None

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of what is to be cited, carbondata itself at the end."""
        return (*self.record.sources, ITSELF)

    def bibtex(self) -> str:
        """Return the citations as BibTeX."""
        return cite(*self.sources, database=self.database)

    def keys(self) -> dict[str, str]:
        """Return the key of each source in the BibTeX."""
        return {
            source: entries(source, cite(source, database=self.database))[0].key
            for source in self.sources
        }

    def say(self, key: str, **values: object) -> str:
        """Return a phrase of forms in the language, with its typography."""
        return typeset(phrase(f"form.{key}", self.language, **values), self.language)

    def number(self, value: float, digits: int = DIGITS) -> str:
        """Write a number to so many digits at most."""
        shown = number(value, digits, self.language)
        point = SIGNS[self.language].point
        return shown.rstrip("0").rstrip(point) if point in shown else shown

    def mass(self, emissions_t: float) -> str:
        """Write a mass in the largest unit of which there is at least one."""
        if emissions_t == 0:
            return "0 g"
        size, unit = next(((s, u) for s, u in MASSES if emissions_t >= s), MASSES[-1])
        return f"{self.number(emissions_t / size)} {unit}"

    @property
    def counted(self) -> str:
        """Say what the energy covers once its PUE is applied."""
        record = self.record
        if record.pue_applies and record.energy_scope != "server":
            return self.say(f"scope.{record.energy_scope or 'unknown'}_pue")
        return self.scope(record.emissions_scope)

    def scope(self, scope: str | None) -> str:
        """Say what an energy covers."""
        return self.say(f"scope.{scope or 'unknown'}")
