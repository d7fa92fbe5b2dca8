"""Where a form has its energy: in the subject of a bill, in nodes of a graph, in odd cells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

HUB = "modelId,geographical_location,co2_eq_emissions,environment,size\n"


def found_in(
    folder: Path, built: Path, content: object, name: str = "m.json"
) -> list[tuple[int, str, str]]:
    file = folder / name
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    file.write_text(text, encoding="utf-8", newline="")
    return [(one.line, one.name, one.rule) for one in carbondata.lint(file, database=built)]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\f", "\v", "\x1c", "\x1e"])
def test_a_sign_within_a_cell_ends_no_row(built: Path, tmp_path: Path, sign: str) -> None:
    text = f"{HUB}a{sign}b,France,5000,1 x A100,1e10\nc/d,France,0.001,1 x A100,1e10\n"
    assert found_in(tmp_path, built, text, "hub.csv") == [(3, "c/d", "too_few_grams")]
    quoted = text.replace(f"a{sign}b", f'"a{sign}\nb"')
    assert found_in(tmp_path, built, quoted, "hub.csv") == [(4, "c/d", "too_few_grams")]
    ends = text.replace("\n", "\r\n")
    assert found_in(tmp_path, built, ends, "hub.csv") == [(3, "c/d", "too_few_grams")]


def test_a_column_that_is_there_twice_is_refused(built: Path, tmp_path: Path) -> None:
    text = "modelId,co2_eq_emissions,co2_eq_emissions,size\na/b,0.001,5000,1e10\n"
    with pytest.raises(QueryError, match="co2_eq_emissions is the name of two columns"):
        found_in(tmp_path, built, text, "hub.csv")


def test_blanks_around_the_name_of_a_column_are_no_part_of_it(built: Path, tmp_path: Path) -> None:
    text = "modelId, co2_eq_emissions , size\na/b,0.001,1e10\n"
    assert found_in(tmp_path, built, text, "hub.csv") == [(2, "a/b", "too_few_grams")]


def component(name: str, kwh: float, *parts: dict[str, Any]) -> dict[str, Any]:
    """Return a component with 144 kWh in its text, and in its field what is given."""
    basis = {"name": "carbondata:basis", "value": "120 kWh; PUE 1.2; 53.26 g/kWh"}
    used = {"activityEnergyCost": {"value": kwh, "unit": "kWh"}, "properties": [basis]}
    considered = {"environmentalConsiderations": {"energyConsumptions": [used]}}
    card = {"modelCard": {"considerations": considered}}
    return {"name": name, **card, **({"components": list(parts)} if parts else {})}


def within(depth: int, one: dict[str, Any]) -> dict[str, Any]:
    for _ in range(depth):
        one = {"name": "around", "components": [one]}
    return one


def test_components_are_read_wherever_they_stand(built: Path, tmp_path: Path) -> None:
    bom = {"bomFormat": "CycloneDX"}
    right = component("a", 144, component("b", 120))
    assert found_in(tmp_path, built, bom | {"metadata": {"component": right}}) == []
    bill = bom | {
        "metadata": {"component": component("a", 0.144, component("b", 144))},
        "components": [component("c", 144, component("d", 0.12)), component("e", 0.144)],
    }
    lines = json.dumps(bill, indent=1).splitlines()
    places = [n for n, line in enumerate(lines, 1) if "activityEnergyCost" in line]
    wrong = [(places[n], name, "field_and_text") for n, name in ((0, "a"), (3, "d"), (4, "e"))]
    assert found_in(tmp_path, built, bill) == wrong
    # The subject may stand behind the components.
    bill = bom | {"components": [component("c", 0.12)], "metadata": bill["metadata"]}
    assert [name for _, name, _ in found_in(tmp_path, built, bill)] == ["c", "a"]
    with pytest.raises(QueryError, match="states no energy"):
        found_in(tmp_path, built, bom | {"metadata": {"component": "a"}})


def test_components_within_components_have_a_bound(built: Path, tmp_path: Path) -> None:
    bom = {"bomFormat": "CycloneDX", "components": [component("a", 144)]}
    for depth, names in ((40, ["b"]), (60, [])):
        bill = bom | {"components": [component("a", 144), within(depth, component("b", 0.144))]}
        assert [name for _, name, _ in found_in(tmp_path, built, bill)] == names


def graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": list(nodes)}


def package(name: str, energy: object) -> dict[str, Any]:
    comment = "120 kWh (servers, without the building); PUE 1.2; 53.26 g/kWh"
    return {"type": "ai_AIPackage", "name": name, "comment": comment,
            "ai_energyConsumption": energy}  # fmt: skip


def described(kwh: float, **names: str) -> dict[str, Any]:
    return {**names, "ai_energyQuantity": kwh, "ai_energyUnit": "kilowattHour"}


@pytest.mark.parametrize("key", ["spdxId", "@id"])
def test_energies_of_spdx_may_be_nodes_of_their_own(built: Path, tmp_path: Path, key: str) -> None:
    energy = {key: "urn:e", "ai_trainingEnergyConsumption": ["urn:d"]}
    nodes = [described(0.144, **{key: "urn:d"}), energy, package("m", "urn:e")]
    # The quantity is on line 6: a brace, the context, the graph, the node's own brace and name.
    assert found_in(tmp_path, built, graph(*nodes)) == [(6, "m", "field_and_text")]
    assert found_in(tmp_path, built, graph(*reversed(nodes)))[0][1:] == ("m", "field_and_text")
    nodes[0]["ai_energyQuantity"] = 144
    assert found_in(tmp_path, built, graph(*nodes)) == []
    within = {"ai_trainingEnergyConsumption": described(0.144)}
    for one in (["urn:e"], within, [within]):
        found = found_in(tmp_path, built, graph(*nodes[:2], package("m", one)))
        assert len(found) == (0 if one == ["urn:e"] else 1)


def test_each_energy_is_told_on_its_own_line(built: Path, tmp_path: Path) -> None:
    nodes = [
        described(144, spdxId="urn:b"),
        package("a", {"ai_inferenceEnergyConsumption": [described(0.12)]}),
        package("b", {"ai_trainingEnergyConsumption": ["urn:b", "urn:c", "urn:nowhere"]}),
        described(0.144, spdxId="urn:c"),
    ]
    lines = json.dumps(graph(*nodes), indent=1).splitlines()
    places = [n for n, line in enumerate(lines, 1) if "ai_energyQuantity" in line]
    assert found_in(tmp_path, built, graph(*nodes)) == [
        (places[1], "a", "field_and_text"), (places[2], "b", "field_and_text"),
    ]  # fmt: skip
