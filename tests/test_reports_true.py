"""A report says nothing that its record does not: places, papers, years, names, altered files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import carbondata
from carbondata.errors import QueryError
from carbondata.runs.footprint import Footprint

SAID = {"name": "Demo", "activity": "training"}
OF_BOAMPS = {"task_family": "nlp", "infra_type": "other", "data_type": "text"}


def _footprint(built: Path, **facts: Any) -> Footprint:  # noqa: ANN401
    given = {"area": "FRA", "year": 2023, "energy_kwh": 120, "energy_scope": "server"}
    return carbondata.footprint(**given | facts, database=built)


def _printed(run: Footprint) -> dict[str, Any]:
    values = run._asdict() | {"energy": run.energy._asdict(), "factor": run.factor._asdict()}
    return json.loads(json.dumps(values))  # type: ignore[no-any-return]


def test_a_state_is_named_with_its_country(built: Path) -> None:
    told = carbondata.report("meena", "markdown", database=built)
    assert "(Georgia, United States, 2019)" in told
    run = _footprint(built, area="US-GA")
    facts = SAID | OF_BOAMPS | {"hardware": "2 x Tesla V100", "accelerators": 2}
    report = json.loads(carbondata.report(run, "boamps", facts=facts, database=built))
    assert report["environment"]["country"] == "United States"
    (component,) = report["infrastructure"]["components"]
    assert component == {"componentName": "Tesla V100", "componentType": "gpu", "nbComponent": 2}


def test_a_processor_is_no_gpu_and_half_a_device_is_none(built: Path) -> None:
    facts: dict[str, object] = SAID | OF_BOAMPS | {"hardware": "Intel Xeon 8480", "accelerators": 2}
    report = json.loads(carbondata.report(_footprint(built), "boamps", facts=facts, database=built))
    assert report["infrastructure"]["components"][0]["componentType"] == "cpu"
    with pytest.raises(QueryError, match="whole devices"):
        carbondata.report(
            _footprint(built), "boamps", facts=facts | {"accelerators": 0.5}, database=built
        )


def test_a_paper_has_its_own_figure_and_its_accounting(built: Path) -> None:
    # Patterson et al. print 130 kg, bought; the grid's mean would give seven times as much.
    told = carbondata.report("covid-explorer", "markdown", database=built)
    assert "The emissions were 130 kg of CO2e (market-based)" in told
    card = carbondata.report("olmo-7b-lumi", "model-card", database=built)
    assert "emissions: 0\n" in card
    assert "market-based" in card
    with pytest.raises(
        QueryError, match=r"the paragraph needs the emissions, which are not published"
    ):
        carbondata.report("bloom-1b7", "markdown", database=built)


def test_sci_is_of_one_gas_and_of_the_place(built: Path) -> None:
    facts: dict[str, object] = {"functional_unit": "image", "units": 10, "embodied_kg": 1}
    with pytest.raises(QueryError, match="market-based"):
        carbondata.report("olmo-7b-lumi", "sci", facts=facts, database=built)
    told = carbondata.report("olmo-3-programme", "sci", facts=facts, database=built)
    assert "Operational emissions (O, as published)" in told
    told = carbondata.report("scal3r", "sci", facts=facts, database=built)
    assert "SCI = N/A (O is of CO2 alone, and M of CO2e)" in told


def test_inference_is_no_training_and_an_activity_is_a_known_one(built: Path) -> None:
    run = _footprint(built)
    with pytest.raises(QueryError, match="asks for training"):
        carbondata.report(run, "annex-xi", facts={"activity": "inference"}, database=built)
    with pytest.raises(QueryError, match="activity is 'banana'"):
        carbondata.report(run, "markdown", facts={"activity": "banana"}, database=built)
    card = carbondata.report(run, "model-card", facts={"activity": "Pre-training"}, database=built)
    assert "training_type: pre-training" in card


def test_pue_does_not_make_accelerators_a_facility(built: Path) -> None:
    run = _footprint(built, energy_scope="accelerator", pue=1.2)
    told = carbondata.report(run, "annex-xi", database=built)
    assert "Here: accelerators and PUE, without the rest of the servers" in told


def test_an_intensity_of_another_year_is_said(built: Path) -> None:
    run = _footprint(built, area="DEU", year=2026, allow_year_gap=3)
    assert run.reason == "year_gap"
    for form in ("markdown", "model-card"):
        told = carbondata.report(run, form, database=built)
        assert "of another year than the run" in told
    assert "another year" not in carbondata.report(_footprint(built), "markdown", database=built)


def test_only_texts_are_in_french(built: Path) -> None:
    told = carbondata.report(
        _footprint(built, area="DEU"), "model-card", language="fr", database=built
    )
    assert 'geographical_location: "Germany"' in told
    assert "120 kWh (servers only)" in told


def test_a_name_is_a_name(built: Path) -> None:
    facts = {"name": "a_b*\n## MARK0END @x"}
    told = carbondata.report(_footprint(built), "annex-xi", facts=facts, database=built)
    assert told.splitlines()[0].startswith(
        r"## Energy and computation: a\_b\* \#\# MARK0END \@x (Regulation"
    )
    latex = carbondata.report(_footprint(built), "latex", facts=facts, database=built)
    assert r"MARK0END @x used 120 kWh" in latex


def _set(*keys: str, to: object) -> Callable[[dict[str, Any]], None]:
    def alter(values: dict[str, Any]) -> None:
        for key in keys[:-1]:
            values = values[key]
        values[keys[-1]] = to

    return alter


@pytest.mark.parametrize(
    "alter",
    [
        _set("gas", to="CO2"),
        _set("emissions_scope", to="facility"),
        _set("emissions_t_low", to=0.0),
        _set("reason", to="measured"),
        _set("factor", "area_id", to="POL"),
        _set("factor", "boundary", to="direct"),
        _set("factor", "source_id", to="ember"),
        _set("factor", "year", to=2019),
        _set("factor", "year", to=None),
        _set("energy", "accelerators", to=1.0),
        _set("energy", "accelerator", to="NVIDIA A100"),
        _set("energy", "hours", to=-5),
    ],
)
def test_an_altered_footprint_is_refused(
    built: Path, alter: Callable[[dict[str, Any]], None]
) -> None:
    run = carbondata.footprint(
        area="FRA", year=2023, gpu="NVIDIA H100 SXM5 80GB", count=8, hours=72, database=built
    )
    values = _printed(run)
    assert "H100" in carbondata.report(values, "model-card", database=built)
    alter(values)
    with pytest.raises(QueryError, match="not those that carbondata works out"):
        carbondata.report(values, "model-card", database=built)


@pytest.mark.parametrize("record", [None, 5, b"x", "x" * 100_000])
def test_what_is_no_record_is_refused(built: Path, record: Any) -> None:  # noqa: ANN401
    with pytest.raises(QueryError):
        carbondata.report(record, "markdown", database=built)


@pytest.mark.parametrize("facts", ["name=x", [("name", "x")], {5: 1}, {"name": None}])
def test_what_are_no_facts_is_refused(built: Path, facts: Any) -> None:  # noqa: ANN401
    with pytest.raises(QueryError):
        carbondata.report(_footprint(built), "markdown", facts=facts, database=built)
