"""The time of `lint` grows with a form, not with its square; and each place is looked up once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import carbondata
from carbondata.forms import rules_of_places

pytestmark = pytest.mark.slow


def cyclonedx(count: int) -> str:
    """Return a bill whose key is written in another way, so that no line is found for it."""
    used = {"activityEnergyCost": {"value": 1, "unit": "kWh"}}
    considered = {"environmentalConsiderations": {"energyConsumptions": [used]}}
    card = {"considerations": considered}
    components = [{"name": f"m{n}", "modelCard": card} for n in range(count)]
    text = json.dumps({"bomFormat": "CycloneDX", "components": components}, indent=0)
    return text.replace("activity", "\\u0061ctivity")


def spdx(count: int) -> str:
    energy = {"ai_energyQuantity": 1, "ai_energyUnit": "kilowattHour"}
    trained = {"ai_trainingEnergyConsumption": [energy]}
    nodes = [
        {"type": "ai_AIPackage", "name": f"m{n}", "ai_energyConsumption": trained}
        for n in range(count)
    ]
    return json.dumps({"@graph": nodes}, indent=0)


def boamps(count: int) -> str:
    return json.dumps({"task": {}, "measures": [{"powerConsumption": 1}] * count}, indent=0)


@pytest.mark.parametrize("form", [cyclonedx, spdx, boamps])
def test_the_time_of_a_form_grows_with_it(
    built: Path, tmp_path: Path, form: Callable[[int], str]
) -> None:
    seconds = []
    for count in (4_000, 16_000):
        path = tmp_path / f"{count}.json"
        path.write_text(form(count))
        began = time.process_time()
        carbondata.lint(path, database=built)
        seconds.append(time.process_time() - began)
    # Four times the nodes: as a square it would be sixteen times.
    assert seconds[1] < 10 * seconds[0]


def test_of_a_table_of_cards_each_place_is_looked_up_once(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    of_name = rules_of_places.Tables._of  # noqa: SLF001

    def counted(self: rules_of_places.Tables, name: str) -> list[str]:
        asked.append(name)
        return of_name(self, name)

    monkeypatch.setattr(rules_of_places.Tables, "_of", counted)
    rows = [f"m{n},0.1,Narnia{n % 3}" for n in range(3_000)]
    path = tmp_path / "cards.csv"
    path.write_text("\n".join(("modelId,co2_eq_emissions,geographical_location", *rows)))
    found = carbondata.lint(path, database=built)
    assert len([one for one in found if one.rule == "place_unknown"]) == 3_000
    assert sorted(asked) == ["Narnia0", "Narnia1", "Narnia2"]
