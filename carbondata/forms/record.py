"""One run as a form asks for it: energy, place, emissions, and what they rest on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.arguments import expect
from carbondata.errors import QueryError
from carbondata.forms.refusals import report_error
from carbondata.names import nearest
from carbondata.tables.vocabulary import ACTIVITY
from carbondata.text.numbers import in_digits
from carbondata.text.phrases import phrase, phrases

if TYPE_CHECKING:
    from carbondata.runs.footprint import Footprint
    from carbondata.text.language import Language


class Record(NamedTuple):
    """A run: null is not known. Units are in the names; bounds may be null alone.

    `counted_kwh` is the energy with PUE applied, and covers `emissions_scope`. `said` holds what
    only some forms ask for, as the reader gave it.
    """

    name: str | None = None
    activity: str | None = None
    organisation: str | None = None
    hardware: str | None = None
    accelerators: float | None = None
    duration_h: float | None = None
    parameters: float | None = None
    tokens: float | None = None
    training_flop: float | None = None
    year: int | None = None
    area_id: str | None = None
    energy_kwh: float | None = None
    energy_scope: str | None = None
    method: str | None = None
    pue: float | None = None
    counted_kwh: float | None = None
    emissions_scope: str | None = None
    intensity_g_per_kwh: float | None = None
    factor_id: str | None = None
    factor_year: int | None = None
    accounting: str | None = None
    boundary: str | None = None
    gas: str | None = None
    gwp: str | None = None
    emissions_t_low: float | None = None
    emissions_t: float | None = None
    emissions_t_high: float | None = None
    sources: tuple[str, ...] = ()
    said: Mapping[str, str | float] = {}

    @property
    def pue_applies(self) -> bool:
        """Whether a PUE is known that the energy does not include."""
        return self.pue is not None and self.energy_scope != "facility"

    @property
    def of_another_year(self) -> bool:
        """Whether the intensity is of another year than the run."""
        return self.factor_year is not None and self.factor_year != self.year

    @property
    def basis(self) -> str:
        """How its electricity is accounted for, and whose intensity that is."""
        accounting = f"{self.accounting}-based" if self.accounting else None
        return ", ".join(filter(None, (accounting, self.factor_id or ", ".join(self.sources))))


# What a reader may add to a record, and what only some forms ask for.
TEXTS = ("name", "activity", "organisation", "hardware")
NUMBERS = ("accelerators", "duration_h", "parameters", "tokens", "training_flop")
SAID_TEXTS = ("functional_unit", "task_family", "infra_type", "data_type")
SAID_NUMBERS = ("units", "embodied_kg")
# What a run was for; the Hub calls training pre-training.
ACTIVITIES = (*ACTIVITY, "inference")
# What no reader may add, and what it is called where it is missing.
WITHOUT = {
    "counted_kwh": "energy",
    "energy_kwh": "energy",
    "emissions_t": "emissions",
    "intensity_g_per_kwh": "intensity",
}
# What lists the runs that have it.
WITH = "carbondata sql 'SELECT subject FROM trainings WHERE {} IS NOT NULL'"
FACTS = (*TEXTS, *NUMBERS, *SAID_TEXTS, *SAID_NUMBERS)


def of_footprint(run: Footprint) -> Record:
    """Return the record of a footprint.

    Examples
    --------
    >>> from carbondata import footprint
    >>> run = footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="server", pue=1.2)
    >>> record = of_footprint(run)
    >>> record.counted_kwh, record.factor_id, record.sources
    (1200.0, 'FRA@2023/life_cycle/owid-energy', ('owid-energy',))
    """
    energy, factor = run.energy, run.factor
    return Record(
        hardware=energy.accelerator,
        accelerators=energy.accelerators,
        duration_h=energy.hours,
        year=factor.year if run.reason is None else None,
        area_id=factor.area_id,
        energy_kwh=energy.kwh,
        energy_scope=energy.scope,
        method=energy.how,
        pue=run.pue,
        counted_kwh=run.counted_kwh,
        emissions_scope=run.emissions_scope,
        intensity_g_per_kwh=factor.intensity_g_per_kwh,
        factor_id=factor.factor_id,
        factor_year=factor.year,
        accounting="location",
        boundary=factor.boundary,
        gas=factor.gas,
        gwp=factor.gwp,
        emissions_t_low=run.emissions_t_low,
        emissions_t=run.emissions_t,
        emissions_t_high=run.emissions_t_high,
        sources=(factor.source_id,),
    )


def with_facts(record: Record, facts: Mapping[str, object]) -> Record:
    """Add what a reader says to a record.

    Raises
    ------
    QueryError
        When no form asks for a fact, it is empty or not a number, or the record says otherwise.

    Examples
    --------
    >>> with_facts(Record(), {"name": "my-model", "accelerators": "8"})[0:5:4]
    ('my-model', 8.0)
    >>> with_facts(Record(name="BLOOM"), {"name": "OPT"})
    Traceback (most recent call last):
    ...
    carbondata.errors.QueryError: name is 'BLOOM' in the record, not 'OPT'; leave it out, ...
    """
    if not isinstance(facts, Mapping):
        message = f"facts must be a mapping of names to values, not {type(facts).__name__}"
        raise QueryError(message)
    own: dict[str, Any] = {}
    said = dict(record.said)
    for key, given in facts.items():
        expect("a text", fact=key)
        if key not in FACTS:
            near = nearest(key, FACTS) or FACTS
            raise report_error(key="fact", fact=key, keys=", ".join(near))
        if isinstance(given, str):
            expect("a text", **{key: given})
        value = _value(key, given)
        if key in {*SAID_TEXTS, *SAID_NUMBERS}:
            said[key] = value
            continue
        known = getattr(record, key)
        if known is not None and known != value:
            raise report_error(key="differs", fact=key, known=_plain(known), given=_plain(value))
        own[key] = value
    return record._replace(**own, said=said)


def _value(key: str, given: object) -> str | float:
    # A form has each text on a line of its own.
    text = "" if given is None else " ".join(str(given).split())
    if not text:
        raise report_error(key="empty", fact=key)
    if key == "activity":
        return _activity(text)
    if key in {*TEXTS, *SAID_TEXTS}:
        return text
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise report_error(key="number", fact=key, given=text)
    return value


def _activity(text: str) -> str:
    """Return an activity as the tables have it."""
    word = text.lower().replace("-", "_").replace(" ", "_")
    word = {"pre_training": "training", "pretraining": "training"}.get(word, word)
    if word not in ACTIVITIES:
        raise report_error(key="one_of", fact="activity", given=text, known=", ".join(ACTIVITIES))
    return word


def needs(record: Record, form: str, *fields: str) -> None:
    """Refuse a record without what a form cannot do without.

    Raises
    ------
    QueryError
        Naming each field that is missing, and how to say it.
    """
    for field in fields:
        value = (
            record.said.get(field)
            if field in {*SAID_TEXTS, *SAID_NUMBERS}
            else getattr(record, field)
        )
        if value is None and field in FACTS:
            way = f"--fact {field}=…"
            raise report_error(key="needs", form=_named(form), field=field, option=way)
        if value is None:
            raise report_error(
                key=f"without.{WITHOUT[field]}",
                form=_named(form),
                query=WITH.format(field if field != "counted_kwh" else "energy_kwh"),
            )


def _named(form: str) -> Callable[[Language], str]:
    """Return what writes a form in a language; a proper name has no phrase."""
    key = f"form.name.{form}"
    return lambda language: phrase(key, language) if key in phrases() else form


def _plain(value: object) -> object:
    return in_digits(value) if isinstance(value, float | int) else value
