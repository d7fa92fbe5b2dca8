"""One run in several places, names of places, options given twice, formats that are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workshop import run

from carbondata import footprint, footprints, plot

RUN = ("--energy-kwh", "1000", "--pue", "1.2", "--year", "2023")


def test_one_run_in_several_places_has_a_line_for_each() -> None:
    done = run("footprint", "--area", "SWE,France,texas", *RUN)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    # 1,200 kWh at 38.42, 53.26 and 367.4 g/kWh
    assert [line.split()[0] for line in lines] == ["SWE", "FRA", "US-TX"]
    assert [line.split()[1] for line in lines] == ["46.1", "63.91", "440.8"]
    assert max(map(len, lines)) <= 80
    done = run("footprint", "--area", "SWE,France", *RUN, "--format", "json")
    emitted = [place["emissions_t"] for place in json.loads(done.stdout)]
    assert emitted == [pytest.approx(1.2 * 0.03842), pytest.approx(1.2 * 0.05326)]


@pytest.mark.slow
def test_several_places_are_drawn_beside_each_other(tmp_path: Path) -> None:
    out = tmp_path / "places.svg"
    done = run("footprint", "--area", "SWE,FRA", *RUN, "--plot", str(out))
    assert done.returncode == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    assert "1,200 kWh of electricity on the grid of Sweden in 2023" in text
    assert "63.9 kg CO2e" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("--area", "SWE,FRA", "--when", "2023-01-01T00Z/2023-01-02T00Z", "--hours", "3"),
        ("runs.csv", "--area", "SWE,FRA"),
        ("runs.csv", "--plot", "a.svg"),
    ],
)
def test_what_has_no_effect_with_several_places_is_refused(arguments: tuple[str, ...]) -> None:
    assert run("footprint", *arguments).returncode == 2


@pytest.mark.parametrize(
    ("name", "area"),
    [("Sweden", "SWE"), ("Suède", "SWE"), ("UK", "GBR"), ("texas", "US-TX"), ("EU", "EU27")],
)
def test_a_place_is_understood_by_its_names(name: str, area: str) -> None:
    one = footprint(area=name, year=2023, energy_kwh=1, energy_scope="server")
    assert one.factor.area_id == area
    import pyarrow as pa

    runs = pa.table({"energy_kwh": [1.0], "energy_scope": ["server"], "year": [2023]})
    assert footprints(runs, area=name)["area_id"].to_pylist() == [area]


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("footprint", "--year", "2023", "--year", "2022", "--area", "SWE"), "--year"),
        (("footprint", "--year=2023", "--year=2022"), "--year"),
        (("compare", "gpt-3", "car", "-f", "json", "-fjson"), "--format"),
        (("plot", "size", "-o", "a.svg", "--out", "b.svg"), "--out"),
    ],
)
def test_an_option_that_takes_one_value_is_refused_twice(
    arguments: tuple[str, ...], option: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert f"{option} is given twice; it takes one value" in done.stderr


def test_a_value_that_looks_like_an_option_is_not_one() -> None:
    done = run("sql", "SELECT '--format' AS a, '--format' AS b", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].count("--format") == 2


def test_every_format_that_is_read_is_listed_with_what_it_needs() -> None:
    listed = run("footprint", "--formats")
    assert listed.returncode == 0
    assert max(map(len, listed.stdout.splitlines())) <= 85
    rows = json.loads(run("footprint", "--formats", "--format", "json").stdout)
    assert {row["kind"] for row in rows} == {"runs", "power log (--power-log)"}
    for row in rows:
        assert row["needs"]
        assert row["gives"]
        assert row["format"] in listed.stdout


@pytest.mark.slow
def test_an_amount_of_electricity_is_drawn_on_every_grid() -> None:
    drawn = plot.elsewhere("1000 kWh@FRA@2023").to_dict()
    places = {
        row["place"]: row["emissions_t"]
        for rows in drawn["datasets"].values()
        for row in rows
        if "place" in row
    }
    assert places["Sweden"] == pytest.approx(0.03842)
    assert places["France"] == pytest.approx(0.05326)
