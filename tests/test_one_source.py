"""One source's odd answer is that source's problem; the others land."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import workshop
from publisher import Site, figure, set_urls
from workshop import Workshop, swap_all, write

from carbondata.errors import Problem, SourceError
from carbondata.pipeline.ingest import cells
from carbondata.pipeline.one_source import attempt

pytestmark = pytest.mark.slow

CHIP_3 = "SELECT tdp_w FROM accelerators WHERE accelerator_id = 'meadow-chips/chip-3'"
FRESH = workshop.chips().replace(",300.0\n", ",350.0\n").encode()
DEEP = b"[" * 200_000
HALF = json.dumps({"data": [{"from\ud800": 1}]}).encode()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Build two sources that are read from files of two kinds, and one of ours."""
    root = tmp_path_factory.mktemp("once") / "shop"
    shop = workshop.furnish(root, "iso-3166", "meadow-chips", "meadow-hours")
    shop.build()
    return shop


@pytest.fixture
def shop(once: Workshop, tmp_path: Path, site: Site) -> Workshop:
    """Copy it, to spoil; the chips have a new figure."""
    made = once.twin(tmp_path / "shop")
    set_urls(made, "meadow-chips", site.serve("/chips.csv", FRESH))
    return made


def serve_hours(shop: Workshop, site: Site, body: bytes) -> None:
    """Have the half-hours come from one address."""
    toml = shop.sources / "meadow-hours" / "source.toml"
    swap_all(toml, "^windows = .*\\n", "")
    swap_all(toml, r"intensity-\*.json", "intensity.json")
    set_urls(shop, "meadow-hours", site.serve("/hours.json", body))


def problems(shop: Workshop, **options: object) -> list[Problem]:
    """Refresh; one source fails, and the chips land."""
    with pytest.raises(SourceError) as caught:
        shop.build(copies=None, **options)
    assert figure(shop, CHIP_3) == 350
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"data": true}', "there are no rows at"),
        (b"true", "there are no rows at"),
        (DEEP, "not JSON: "),
        (HALF, "half of a surrogate pair"),
        (b'{"data": [{"a\\u001b[2J\\u202e": 1}]}', r"a\u001b[2J\u202e"),
    ],
    ids=["true", "top-level", "deep", "surrogate", "control"],
)
def test_an_odd_answer_costs_the_others_nothing(
    shop: Workshop, site: Site, body: bytes, said: str
) -> None:
    swap_all(shop.sources / "meadow-hours" / "source.toml", "^windows = .*\n", "")
    swap_all(shop.sources / "meadow-hours" / "source.toml", "intensity-.*json", "intensity.json")
    swap_all(shop.sources / "meadow-hours" / "source.toml", "min_rows = .*", "min_rows = 1")
    set_urls(shop, "meadow-hours", site.serve("/hours.json", body))
    (problem,) = problems(shop)
    assert problem.source == "meadow-hours"
    assert said in str(problem)


def test_what_nobody_foresaw_is_told_with_its_class_and_line(
    shop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cells, "_json_cells", out_of_memory)
    set_urls(
        shop, "meadow-hours", *(site.serve(f"/{n}", workshop.hours(0, 96).encode()) for n in "12")
    )
    swap_all(shop.sources / "meadow-hours" / "source.toml", "^windows = .*\n", "")
    swap_all(shop.sources / "meadow-hours" / "source.toml", "intensity-.*json", "intensity.json")
    (problem,) = problems(shop)
    assert (problem.source, problem.what) == ("meadow-hours", "MemoryError")
    assert problem.where.startswith("cells.py, line ")


def test_it_keeps_its_cause() -> None:
    refused = attempt("grid", lambda: {}["year"])
    assert isinstance(refused, SourceError)
    assert isinstance(refused.__cause__, KeyError)


THINGS = """
    SELECT 'meadow-things/' || thing AS equivalent_id, 'a ' || thing AS name_en,
      'un ' || thing AS name_fr, thing AS subject, CAST(t AS DOUBLE) AS emissions_t,
      'item' AS functional_unit, 2020 AS year, 'CO2e' AS gas, 'unstated' AS gwp,
      'life_cycle' AS boundary, 'derived' AS method, 'current' AS status, 'file' AS locator,
      true AS verified, 'copy' AS evidence
    FROM raw"""


def test_new_rows_that_spoil_a_decision_stay_out_and_others_land(
    shop: Workshop, site: Site
) -> None:
    shop.adopt("epoch-hardware", "meadow-things")
    (shop.sources / "meadow-things" / "accelerators.sql").unlink()
    write(shop.sources / "meadow-things" / "equivalents.sql", THINGS)
    # A name of Namibia is that of a thing, by then.
    named = "name,subject,language,kind\nutopia,NAM,en,alias\n"
    write(shop.sources / "iso-3166" / "names.csv", named)
    set_urls(
        shop, "meadow-things", site.serve("/things.csv", b"thing,t\nspoon,1\nfork,2\nutopia,3\n")
    )
    found = problems(shop, only=["meadow-chips", "meadow-things", "iso-3166"])
    assert {problem.source for problem in found} == {"meadow-things"}
    assert found[0].what.startswith("with its new rows: it is also a name of utopia")
    assert figure(shop, "SELECT count(*) FROM equivalents") == 0
