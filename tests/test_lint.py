"""What is wrong with forms is found, each with its line; what is right is left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.errors import QueryError

SHARED = CHECKOUT.parent / "shared"
CARD = """---
license: mit
co2_eq_emissions:
  emissions: {emissions}
  source: "{source}"
  training_type: fine-tuning
  geographical_location: "{place}"
  hardware_used: "{hardware}"
---
# A model
{body}
"""
SAID = {
    "emissions": "7669.44",
    "source": "120 kWh; PUE 1.2; 53.26 g/kWh; codecarbon",
    "place": "Paris, France",
    "hardware": "8 x NVIDIA A100",
    "body": "It emits 7.669 kg CO2e.",
}
INCLUDED = "144 kWh, PUE included (PUE 1.2), at 53.26 g CO2e/kWh:"
METHOD = "- **Methodology**: 144 kWh"
TEXT = "It used 120 kWh. With a PUE of 1.2, that is 144 kWh. At 53.26 g CO2e/kWh, {end}"
SPDX = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {
            "type": "ai_AIPackage",
            "name": "m",
            "comment": "120 kWh (servers, without the building); PUE 1.2; 53.26 g/kWh",
            "ai_energyConsumption": {
                "type": "ai_EnergyConsumption",
                "ai_trainingEnergyConsumption": [
                    {"ai_energyQuantity": "QUANTITY", "ai_energyUnit": "UNIT"}
                ],
            },
        }
    ],
}
CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "components": [
        {
            "name": "m",
            "modelCard": {
                "considerations": {
                    "environmentalConsiderations": {
                        "energyConsumptions": [
                            {
                                "activity": "training",
                                "energyProviders": "PROVIDERS",
                                "activityEnergyCost": {"value": "COST", "unit": "UNIT"},
                                "co2CostEquivalent": {"value": "MASS", "unit": "GAS"},
                                "properties": [
                                    {"name": "carbondata:basis", "value": "BASIS"},
                                    {"name": "carbondata:gas", "value": "OFGAS"},
                                ],
                            }
                        ]
                    }
                }
            },
        }
    ],
}
BOAMPS = {
    "task": {},
    "measures": [
        {"powerConsumption": "KWH", "measurementDuration": 36000, "measurementDateTime": "WHEN"}
    ],
    "infrastructure": {
        "components": [{"componentType": "gpu", "componentName": "NVIDIA H100", "nbComponent": 8}]
    },
    "environment": {"country": "COUNTRY", "powerSourceCarbonIntensity": "GRAMS"},
}


def card(**said: str) -> tuple[str, str]:
    return "README.md", CARD.format(**SAID | said)


def text(end: str) -> tuple[str, str]:
    return "paper.md", TEXT.format(end=end)


def filled(name: str, form: object, **values: object) -> tuple[str, str]:
    written = json.dumps(form, indent=1)
    for blank, value in values.items():
        written = written.replace(f'"{blank}"', json.dumps(value))
    return name, written


def spdx(quantity: object = "144", unit: str = "kilowattHour") -> tuple[str, str]:
    return filled("m.spdx.json", SPDX, QUANTITY=quantity, UNIT=unit)


def cyclonedx(**values: object) -> tuple[str, str]:
    right = {
        "PROVIDERS": [],
        "COST": 144,
        "UNIT": "kWh",
        "MASS": 0.00766944,
        "GAS": "tCO2eq",
        "BASIS": "120 kWh; PUE 1.2; 53.26 g/kWh",
        "OFGAS": "CO2e",
    }
    return filled("m.cdx.json", CYCLONEDX, **right | values)


def boamps(**values: object) -> tuple[str, str]:
    right = {"KWH": 50, "WHEN": "2023-05-01 00:00:00", "COUNTRY": "France", "GRAMS": 53.26}
    return filled("report.json", BOAMPS, **right | values)


def provided(*kwh: float) -> list[dict[str, object]]:
    return [{"energyProvided": {"value": value, "unit": "kWh"}} for value in kwh]


def sci(*lines: str) -> tuple[str, str]:
    return "SCI.md", "\n".join(f"- {line}" for line in lines)


# The fault, the line on which it is told, and its rule.
FAULTS = [
    (card(emissions="7.66944"), 4, "not_in_grams"),
    (card(emissions="0.007669"), 4, "not_in_grams"),
    (card(emissions="7.66944", body="Text."), 4, "unit_slipped"),
    (card(emissions="7669440", body="Text."), 4, "unit_slipped"),
    (card(emissions="9203.33", body="Text."), 4, "pue_twice"),
    (card(emissions="12000", body="Text."), 4, "does_not_multiply"),
    (card(emissions="much", source="codecarbon"), 4, "not_an_amount"),
    (card(emissions="7669.44 lbs"), 4, "not_an_amount"),
    (card(emissions="1e400", source="codecarbon", body="Text."), 4, "emissions_impossible"),
    (card(emissions="0", source="codecarbon", body="Text."), 4, "not_above_zero"),
    (card(emissions="-7669.44", source="codecarbon", body="Text."), 4, "not_above_zero"),
    (card(place="Atlantis"), 3, "place_unknown"),
    (card(source="120 kWh; PUE 0.9; 53.26 g/kWh", emissions="5752.08"), 5, "pue_impossible"),
    (card(source="120 kWh; PUE 1.2; 0.05326 g/kWh", emissions="7.66944"), 5, "kg_as_g_per_kwh"),
    (card(source="120 kWh; PUE 1.2; 5.326 g/kWh", emissions="766.944"), 5, "not_this_grid"),
    (card(body="Trained in 2016 on 8 x H100, with 10 kWh."), 11, "year_before_hardware"),
    (text("so 7.669 g of CO2e."), 1, "unit_slipped"),
    (text("so 7.669 t of CO2e."), 1, "unit_slipped"),
    (text("so 9.203 kg of CO2e."), 1, "pue_twice"),
    (text("so 5.1 kg of CO2e."), 1, "does_not_multiply"),
    (text("0 kg of CO2e, location-based; we buy RECs."), 1, "market_as_location"),
    (("p.tex", f"{INCLUDED} 9.203 kg CO$_2$e"), 1, "pue_twice"),
    (("p.md", "144 MWh at 53.26 g CO2e/kWh emitted 7.669 kg CO2e"), 1, "unit_slipped"),
    (("p.md", "It used 9 million TWh."), 1, "energy_impossible"),
    (("p.md", "10 kWh at 53.26 g CO2/kWh, FRA@2023/life_cycle/owid-energy"), 1, "co2_named_co2e"),
    (("p.md", "10 kWh at 59 g CO2e/kWh, FRA@2023/life_cycle/owid-energy"), 1, "not_this_factor"),
    (("p.md", "10 kWh at 59 g CO2e/kWh, FRA@2023/life_cycle/nobody"), 1, "factor_unknown"),
    (("p.md", "10 kWh of electricity (France, 2023) at 400 g CO2e/kWh"), 1, "not_this_grid"),
    (("p.md", "10 kWh of electricity (France, 1890) at 50 g CO2e/kWh"), 1, "place_without_grid"),
    (("p.md", f"- **Energy used for training**: 140 MWh\n{METHOD}"), 1, "field_and_text"),
    (spdx(quantity="0.144"), 12, "field_and_text"),
    (spdx(unit="megajoule"), 12, "field_and_text"),
    (spdx(unit="other"), 12, "not_an_amount"),
    (cyclonedx(COST=0.144), 13, "field_and_text"),
    (cyclonedx(UNIT="MWh"), 13, "not_an_amount"),
    (cyclonedx(GAS="kgCO2eq"), 17, "not_an_amount"),
    (cyclonedx(MASS=7.66944), 17, "unit_slipped"),
    (cyclonedx(OFGAS="CO2"), 17, "co2_named_co2e"),
    (boamps(KWH=50_000), 5, "power_above_tdp"),
    (boamps(KWH=0), 5, "not_above_zero"),
    (boamps(KWH="fifty"), 5, "not_an_amount"),
    (boamps(GRAMS=0.05326), 21, "kg_as_g_per_kwh"),
    (boamps(WHEN="2019-05-01 00:00:00"), 5, "year_before_hardware"),
    (boamps(COUNTRY="Freedonia"), 5, "place_unknown"),
    (sci("Total emissions: 75,000 kg CO2e", "Total parameters: 2.5 billion",
         "SCI = 3000 kg CO2e/billion parameters"), 3, "does_not_divide"),
    (sci("SCI = 130 kg CO2e/billion tokens", "SCI = 0.13 g CO2e/million tokens"), 2,
     "scores_differ"),
]  # fmt: skip
RIGHT = [
    card(),
    card(emissions="7.66944 kg"),
    card(emissions="6391.2", source="120 kWh; 53.26 g/kWh", body="Text."),
    card(place="Quebec, Canada", source="codecarbon", hardware="1 T4, Google Colab"),
    card(place="East US", source="", body="Trained for 12 hours."),
    card(place="Not Specified", hardware="Not Specified", source="AutoTrain"),
    text("so 7.669 kg of CO2e."),
    text("so 6.391 kg of CO2e for the servers and 7.669 kg of CO2e for the facility."),
    ("p.tex", "120 kWh at 53.26 g CO$_2$e/kWh emitted 6.4 kg CO$_2$e (PUE not known)."),
    ("p.md", f"{INCLUDED} 7.67 kg CO2e"),
    ("p.md", f"- **Energy used for training**: 0.14 MWh\n{METHOD}"),
    ("p.md", "1,5 MWh à 53,26 g de CO2e par kWh, et les émissions sont de 79,89 kg de CO2e."),
    ("p.md", "In 2023, aviation emitted 950 Mt of CO2, and the model 12 kg CO2e."),
    ("p.md", "We trained on 8 x H100 in 2024 for 10 hours: 50 kWh."),
    spdx(),
    spdx(quantity="120"),
    spdx(quantity="518.4", unit="megajoule"),
    cyclonedx(),
    cyclonedx(PROVIDERS=provided(100, 44)),
    boamps(),
    boamps(COUNTRY="United Kingdom", GRAMS=216.5),
    sci("Total emissions: 75,000 kg CO2e", "Total parameters: 2.5 billion",
        "SCI = 30,000 kg CO2e/billion parameters", "SCI = 30 kg CO2e/million parameters"),
    sci("Total operational carbon: 5,000 kg CO2e", "Total embodied carbon: 1,500 kg CO2e",
        "Total tokens: 50 billion", "SCI = 130 kg CO2e/billion tokens"),
]  # fmt: skip


@pytest.fixture(name="written")
def _written(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize(("form", "line", "rule"), FAULTS)
def test_a_fault_is_found_on_its_line(
    built: Path, written: Path, form: tuple[str, str], line: int, rule: str
) -> None:
    file = written / form[0]
    file.write_text(form[1], encoding="utf-8")
    found = [(one.line, one.rule) for one in carbondata.lint(file, database=built)]
    assert (line, rule) in found


def test_nothing_is_said_about_what_is_right(built: Path, written: Path) -> None:
    assert len(RIGHT) >= 20
    for name, content in RIGHT:
        file = written / name
        file.write_text(content, encoding="utf-8")
        assert carbondata.lint(file, database=built) == [], content


def test_parts_that_do_not_add_up(built: Path, written: Path) -> None:
    name, content = cyclonedx(PROVIDERS=provided(100, 20))
    (written / name).write_text(content, encoding="utf-8")
    (found,) = carbondata.lint(written / name, database=built)
    assert (found.rule, found.what) == (
        "parts_and_total", "the parts are 120 kWh, and the whole 144 kWh",
    )  # fmt: skip


def test_what_reports_write_is_right(built: Path, written: Path) -> None:
    facts = {"name": "m", "activity": "training", "units": 10, "functional_unit": "request"}
    facts |= {"task_family": "nlp", "infra_type": "other", "data_type": "text"}
    facts |= {"hardware": "NVIDIA A100", "accelerators": 8, "parameters": 7e9, "embodied_kg": 2}
    run = carbondata.footprint(
        area="FRA", year=2023, energy_kwh=120, energy_scope="server", pue=1.2, database=built
    )
    forms = {"model-card": "md", "markdown": "md", "latex": "tex", "annex-xi": "md", "sci": "md"}
    forms |= {"sci-ai": "md", "spdx": "json", "cyclonedx": "json", "boamps": "json"}
    for form, suffix in forms.items():
        for language in ("en", "fr"):
            file = written / f"{form}.{suffix}"
            told = carbondata.report(run, form, facts=facts, language=language, database=built)
            file.write_text(told, encoding="utf-8")
            assert carbondata.lint(file, database=built) == [], form


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.md", None, "No such file"),
        ("runs.csv", "energy_kwh\n1", "is not a form in a known format"),
        ("m.json", "{", "is not JSON"),
        ("m.json", "{}", "states no energy of a model"),
        ("m.json", '{"a": 1, "a": 2}', "'a' appears twice"),
        ("m.md", b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_what_is_no_form_is_refused(
    built: Path, written: Path, name: str, content: str | bytes | None, said: str
) -> None:
    file = written / name
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(QueryError, match=said):
        carbondata.lint(file, database=built)


@pytest.mark.slow
def test_the_command_exits_with_1_and_writes_sarif(built: Path, written: Path) -> None:
    program = str(Path(sys.executable).with_name("carbondata"))
    file = written / "README.md"
    file.write_text(card(emissions="7.66944")[1], encoding="utf-8")

    def checked(*words: str) -> subprocess.CompletedProcess[str]:
        command = [program, "lint", str(file), "--db", str(built), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = checked()
    assert done.returncode == 1
    assert f"{file}:4: 7.66944 is in kg: line 11 has 7.669 kg CO2e" in done.stdout
    assert "remedy: write 7669, in grams" in done.stdout
    (run,) = json.loads(checked("-f", "sarif").stdout)["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 4}
    assert json.loads(checked("-f", "json").stdout)[0]["rule"] == "not_in_grams"
    file.write_text(card()[1], encoding="utf-8")
    assert (checked().returncode, checked().stdout) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the Hub's cards may not be shipped")
def test_cards_of_the_hub_that_cannot_be_in_grams(built: Path) -> None:
    file = SHARED / "upstream" / "hf_carbon" / "HFCO2.csv"
    found = carbondata.lint(file, database=built)
    # A model of 436 MB whose training emitted 0.003342 g.
    assert (247, "too_few_grams") in {(one.line, one.rule) for one in found}
    # BLOOM's 24,700,000 g, measured in Orsay, is right.
    assert not any("bloom" in one.name.lower() for one in found)
