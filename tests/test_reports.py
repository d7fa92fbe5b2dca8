"""A run in the forms that ask for it: the right unit, nothing filled in, valid by its schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.errors import QueryError
from carbondata.runs.footprint import Footprint

SCHEMAS = CHECKOUT / "tests" / "schemas" / "boamps"
BOAMPS = "https://raw.githubusercontent.com/Boavizta/BoAmps/main/model/"
# France 2023 in Our World in Data; 120 kWh x 1.2 x 53.26 g/kWh = 7,669.44 g.
INTENSITY, GRAMS = 53.26, 7669.44
SAID = {"name": "Demo-7B", "activity": "training"}
OF_BOAMPS: dict[str, Any] = {
    "task_family": "text generation",
    "infra_type": "onPremise",
    "data_type": "text",
    "hardware": "NVIDIA A100",
    "accelerators": 8,
}


@pytest.fixture(name="run")
def _run(built: Path) -> Footprint:
    return carbondata.footprint(
        area="FRA", year=2023, energy_kwh=120, energy_scope="server", pue=1.2, database=built
    )


def _lines(text: str) -> dict[str, str]:
    """Return the lines of a form by their label."""
    pairs = (line.strip("-* ").partition(":") for line in text.splitlines())
    return {label.strip("* "): value.strip("* ") for label, _, value in pairs}


def test_a_model_card_is_in_grams(run: Footprint, built: Path) -> None:
    card = _lines(carbondata.report(run, "model-card", facts=SAID, database=built))
    assert float(card["emissions"]) == pytest.approx(GRAMS, rel=1e-12)
    assert card["training_type"] == "pre-training"
    assert card["geographical_location"] == '"France"'
    assert "hardware_used" not in card
    # The Hub's own card reads back as the same run.
    assert "53.26 g/kWh" in card["source"]


def test_a_model_card_is_read_back(run: Footprint, built: Path, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text(carbondata.report(run, "model-card", database=built), encoding="utf-8")
    (row,) = carbondata.footprints(str(card), database=built).to_pylist()
    assert row["tool_emissions_t"] == pytest.approx(GRAMS / 1e6, rel=1e-12)


def test_a_paragraph_has_every_figure_and_the_keys_of_its_bibtex(
    run: Footprint, built: Path
) -> None:
    text = carbondata.report(run, "markdown", facts=SAID, database=built)
    told, _, references = text.partition("```bibtex")
    for figure in ("Training Demo-7B used 120 kWh", "PUE of 1.2", "144 kWh", "53.26 g", "7.669 kg"):
        assert figure in told
    for key in ("owid-energy", "carbondata"):
        assert f"[@{key}]" in told
        assert f"@misc{{{key}," in references
    latex = carbondata.report(run, "latex", facts=SAID, database=built)
    assert r"CO$_2$e per kWh (life cycle, location-based)~\cite{owid-energy}." in latex
    assert "% @misc{owid-energy," in latex
    french = carbondata.report(run, "markdown", facts=SAID, language="fr", database=built)
    assert "Avec un PUE de 1,2, cela fait 144\N{NO-BREAK SPACE}kWh." in french


@pytest.mark.parametrize(("kwh", "shown"), [(120, "0.12 MWh"), (1_287_000, "1,300 MWh")])
def test_annex_xi_has_two_significant_figures(built: Path, kwh: float, shown: str) -> None:
    run = carbondata.footprint(
        area="FRA", year=2023, energy_kwh=kwh, energy_scope="facility", database=built
    )
    section = _lines(carbondata.report(run, "annex-xi", database=built))
    assert section["Energy used for training"] == f"{shown} (to two significant figures)"
    assert section["Computation used for training"] == "N/A"
    assert section["Training time"] == "N/A"
    assert "whole facility, PUE included" in section["What the form leaves open"]
    assert 20 < len(section["Methodology"].split()) < 130


def test_sci_is_operational_and_embodied_over_units(run: Footprint, built: Path) -> None:
    facts = {"functional_unit": "request", "units": 1000}
    score = carbondata.report(run, "sci", facts=facts, database=built)
    # 7,669.44 g over 1,000 requests; no score without the hardware's own emissions.
    assert "O / R = 7.66944 g CO2e/request" in score
    assert "SCI = N/A" in score
    score = carbondata.report(run, "sci", facts=facts | {"embodied_kg": 2.5}, database=built)
    assert "SCI = 10.1694 g CO2e/request" in score


def test_a_provider_is_scored_per_parameter_and_a_consumer_per_unit(
    run: Footprint, built: Path
) -> None:
    facts = SAID | {"parameters": 2.5e9, "embodied_kg": 2.33056}
    score = carbondata.report(run, "sci-ai", facts=facts, database=built)
    # (7,669.44 g + 2,330.56 g) over 2.5 thousand million.
    assert "Provider SCI = 4,000 g CO2e/10⁹ parameters" in score
    with pytest.raises(QueryError, match="per FLOP, training token or parameter"):
        carbondata.report(run, "sci-ai", facts=SAID, database=built)
    facts = {"activity": "inference", "functional_unit": "image", "units": 100}
    score = carbondata.report(run, "sci-ai", facts=facts, database=built)
    assert "Consumer O / R = 76.6944 g CO2e/image" in score


def test_spdx_is_valid(run: Footprint, built: Path, tmp_path: Path) -> None:
    model = pytest.importorskip("spdx_python_model.bindings.v3_0_1.model")
    text = carbondata.report(run, "spdx", facts=SAID, database=built)
    objects = model.SHACLObjectSet()
    (tmp_path / "run.spdx.json").write_text(text, encoding="utf-8")
    with (tmp_path / "run.spdx.json").open("rb") as file:
        model.JSONLDDeserializer().read(file, objects)
    (package,) = objects.foreach_type("ai_AIPackage")
    (energy,) = package.ai_energyConsumption.ai_trainingEnergyConsumption
    assert (package.name, float(energy.ai_energyQuantity)) == ("Demo-7B", 144)
    assert energy.ai_energyUnit.endswith("kilowattHour")
    assert not objects.missing_ids


def test_cyclonedx_is_valid(run: Footprint, built: Path) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    text = carbondata.report(run, "cyclonedx", facts=SAID, database=built)
    validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert validator.validate_str(text) is None
    (component,) = json.loads(text)["components"]
    considered = component["modelCard"]["considerations"]["environmentalConsiderations"]
    (used,) = considered["energyConsumptions"]
    assert used["activityEnergyCost"] == {"value": 144.0, "unit": "kWh"}
    assert used["co2CostEquivalent"]["value"] == pytest.approx(GRAMS / 1e6)
    assert used["energyProviders"] == []
    assert validator.validate_str(text.replace('"kWh"', '"MWh"')) is not None


def test_boamps_is_valid_and_read_back(run: Footprint, built: Path, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    draft = pytest.importorskip("referencing.jsonschema").DRAFT4
    parts = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in SCHEMAS.glob("*_schema.json")
    }
    registry = referencing.Registry().with_resources(
        (f"{BOAMPS}{name}", referencing.Resource(part, draft)) for name, part in parts.items()
    )
    facts = SAID | OF_BOAMPS | {"parameters": 7e9}
    text = carbondata.report(run, "boamps", facts=facts, database=built)
    report = json.loads(text)
    validator = jsonschema.Draft4Validator(parts["report_schema.json"], registry=registry)
    assert [error.message for error in validator.iter_errors(report)] == []
    del report["measures"][0]["powerConsumption"]
    assert not validator.is_valid(report)
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    (row,) = carbondata.footprints(
        str(file), year=2023, energy_scope="server", database=built
    ).to_pylist()
    assert (row["energy_kwh"], row["area_id"]) == (120, "FRA")


@pytest.mark.parametrize(
    ("form", "facts", "said"),
    [
        ("boamps", SAID, "needs hardware"),
        ("boamps", SAID | OF_BOAMPS | {"infra_type": "cloud"}, "one of publicCloud"),
        ("spdx", {"activity": "training"}, "SPDX needs name"),
        ("spdx", SAID | {"activity": "search"}, "SPDX .* needs activity"),
        ("cyclonedx", {}, "CycloneDX needs name"),
        ("sci", {}, "SCI needs functional_unit"),
        ("pdf", {}, "there is no form 'pdf'"),
        ("sci", {"colour": "green"}, "no form asks for 'colour'"),
        ("sci", {"units": "many"}, "units must be a number above 0"),
        ("sci", {"units": "-3"}, "units must be a number above 0"),
        ("sci", {"name": "  "}, "name is empty"),
    ],
)
def test_what_a_form_needs_is_asked_for(
    run: Footprint, built: Path, form: str, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        carbondata.report(run, form, facts=facts, database=built)


def test_a_published_run_is_as_published(built: Path) -> None:
    card = _lines(carbondata.report("bloom-176b", "model-card", database=built))
    assert card["emissions"] == "24690000"
    assert card["hardware_used"] == '"384 x NVIDIA A100 80GB"'
    section = _lines(carbondata.report("gpt-3", "annex-xi", database=built))
    # 1,287 MWh and 3.14e23 FLOP (Patterson); the energy includes the PUE already.
    assert section["Energy used for training"] == "1,300 MWh (to two significant figures)"
    assert section["Computation used for training"] == "3.1 \N{MULTIPLICATION SIGN} 10²³ FLOP"
    assert "With a PUE" not in section["Methodology"]
    assert section["Hardware"] == "10,000 \N{MULTIPLICATION SIGN} NVIDIA V100"
    assert section["Training time"] == "355.2 h (15 d)"


def test_emissions_without_an_energy_are_said_to_be_someones(built: Path) -> None:
    told = carbondata.report("idefics-experiments", "markdown", database=built)
    assert "IDEFICS (preliminary experiments) emitted 16.71 t of CO2e." in told
    told = carbondata.report("llama-3.2-3b-qlora", "markdown", language="fr", database=built)
    assert told.startswith("L\u2019ajustement du modèle Llama 3.2 3B (")
    told = carbondata.report("bigscience-evaluation", "annex-xi", database=built)
    assert "BigScience (evaluation of models) used 43,170 kWh" in told


def test_the_terms_of_sci_have_grouped_thousands(built: Path) -> None:
    facts = {"functional_unit": "training", "units": 1}
    told = carbondata.report("bloom-176b", "sci", facts=facts, database=built)
    for said in ("433,196 kWh", "24,690 kg CO2e", "Functional unit: training; R = 1"):
        assert said in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nas-gpu", "no longer stands .corrected by patterson-2021"),
        ("car-lifetime-usa", "is not a run"),
        ("SWE@2020", "is not a run"),
        ("gtp-33", "neither a file nor a published run"),
        ("gpt-neox-20b-development", "^the only figure for 'gpt-neox-20b-development' is not used"),
    ],
)
def test_what_is_not_a_standing_run_is_refused(built: Path, name: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        carbondata.report(name, "markdown", database=built)


def test_a_record_and_a_fact_that_differ_are_refused(built: Path) -> None:
    with pytest.raises(QueryError, match=r"name is 'BLOOM .176B.' in the record, not 'OPT'"):
        carbondata.report("bloom-176b", "spdx", facts={"name": "OPT"}, database=built)


def test_one_run_of_a_file_is_named(built: Path, tmp_path: Path) -> None:
    runs = pa.table(
        {
            "run_id": ["a", "b", "c"],
            "energy_kwh": [120.0, 60.0, 0.0],
            "energy_scope": ["server"] * 3,
            "pue": [1.2, 1.2, 1.2],
            "area_id": ["FRA"] * 3,
            "year": [2023] * 3,
            "hardware": ["8 x A100"] * 3,
        }
    )
    file = tmp_path / "runs.csv"
    pyarrow.csv.write_csv(runs, file)
    with pytest.raises(QueryError, match="has 3 runs; name one with --run ID, such as a"):
        carbondata.report(file, "model-card", database=built)
    with pytest.raises(QueryError, match="has no run 'd'"):
        carbondata.report(file, "model-card", run="d", database=built)
    with pytest.raises(QueryError, match="cannot be worked out: energy_zero"):
        carbondata.report(file, "model-card", run="c", database=built)
    card = _lines(carbondata.report(file, "model-card", run="a", database=built))
    assert float(card["emissions"]) == pytest.approx(GRAMS)
    assert card["hardware_used"] == '"8 x A100"'


@pytest.mark.slow
def test_a_pipe_brings_a_footprint_and_an_altered_one_is_refused(
    run: Footprint, built: Path, tmp_path: Path
) -> None:
    program = str(Path(sys.executable).with_name("carbondata"))
    words = "--area FRA --year 2023 --energy-kwh 120 --energy-scope server --pue 1.2 -f json"
    printed = subprocess.run(
        [program, "footprint", *words.split(), "--db", str(built)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    def written(text: str) -> subprocess.CompletedProcess[str]:
        command = [program, "report", "-", "--as", "model-card", "--db", str(built)]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=False)

    assert written(printed).stdout.strip() == carbondata.report(run, "model-card", database=built)
    altered = written(printed.replace("53.26", "13.26", 1))
    assert (altered.returncode, altered.stdout) == (1, "")
    assert "not those that carbondata works out" in altered.stderr
    assert written("{}").returncode == 1
    assert "not one footprint" in written("[{}, {}]").stderr
    assert "standard input is not a footprint" in written("120 kWh in France").stderr
    file = tmp_path / "footprint.json"
    file.write_text(printed, encoding="utf-8")
    assert carbondata.report(file, "model-card", database=built) == written(printed).stdout.strip()
