"""Write one run in a form: a model card, a paper, the AI Act's, SCI, SPDX, CycloneDX, BoAmps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.arguments import expect, expect_if_given
from carbondata.forms import annex_xi, boamps, cyclonedx, model_card, paper, sci, spdx
from carbondata.forms.given_run import record_of
from carbondata.forms.made import Made
from carbondata.forms.record import with_facts
from carbondata.forms.refusals import report_error
from carbondata.text.language import spoken
from carbondata.text.refusals import refusing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from carbondata.runs.footprint import Footprint

FORMS: dict[str, Callable[[Made], str]] = {
    "model-card": model_card.write,
    "markdown": paper.write_markdown,
    "latex": paper.write_latex,
    "annex-xi": annex_xi.write,
    "sci": sci.write,
    "sci-ai": sci.write_ai,
    "spdx": spdx.write,
    "cyclonedx": cyclonedx.write,
    "boamps": boamps.write,
}

# The forms that are text for people; the others are English.
SPOKEN = ("markdown", "latex", "annex-xi")


def report(  # noqa: PLR0913  (keywords, as of footprints)
    record: Footprint | str | Path | dict[str, Any] | list[Any],
    form: str,
    *,
    facts: Mapping[str, object] | None = None,
    run: str | None = None,
    area: str | None = None,
    year: int | None = None,
    pue: float | None = None,
    energy_scope: str | None = None,
    timezone: str | None = None,
    boundary: str = "life_cycle",
    language: str = "en",
    database: str | Path | None = None,
) -> str:
    """Write one run in a form; what is not known is left out, or N/A where the form says so.

    Parameters
    ----------
    record : Footprint, path, str or mapping
        A footprint; a file with the JSON that `carbondata footprint` printed, or its content; a
        file of runs; or the name of a published run.
    form : str
        model-card, markdown, latex, annex-xi, sci, sci-ai, spdx, cyclonedx or boamps.
    facts : mapping, optional
        What the record does not say: name, activity, organisation, hardware, accelerators,
        duration_h, parameters, tokens, training_flop; functional_unit, units and embodied_kg for
        SCI; task_family, infra_type and data_type for BoAmps.
    run : str, optional
        The `run_id` of one run in a file of several.
    area, year, pue, energy_scope, timezone, boundary
        As for `footprints`, for a file of runs.
    language : {"en", "fr"}
        Of markdown, latex and annex-xi; the other forms are English.

    Raises
    ------
    QueryError
        When it is not one run, cannot be worked out, or lacks what the form cannot do without.

    Examples
    --------
    >>> from carbondata import footprint
    >>> run = footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="server", pue=1.2)
    >>> print(report(run, "model-card", facts={"activity": "training"}))
    ---
    co2_eq_emissions:
      emissions: 63912
      source: "1,000 kWh (servers only); PUE 1.2; 53.26 g/kWh; \
FRA@2023/life_cycle/owid-energy; carbondata ..."
      training_type: pre-training
      geographical_location: "France"
    ---
    """
    expect("a text", form=form, boundary=boundary, language=language)
    expect_if_given("a text", run=run, area=area, energy_scope=energy_scope, timezone=timezone)
    told = spoken(language)
    options = {"area": area, "year": year, "pue": pue, "energy_scope": energy_scope}
    options |= {"timezone": timezone, "boundary": boundary}
    with refusing_in(told):
        if form not in FORMS:
            raise report_error(key="form", form=form, forms=", ".join(FORMS))
        taken = record_of(record, run, options, database)
        taken = with_facts(taken, {} if facts is None else facts)
        return FORMS[form](Made(taken, told if form in SPOKEN else "en", database))
