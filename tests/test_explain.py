"""Two figures of one run split into factors; a run on another grid; the studies of one year."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.text.language import TIMES_SIGN

NAS = "strubell-2019/nas-gpu"
RAN = "patterson-2021/evolved-transformer-nas"


def steps(first: str, second: str, built: Path) -> dict[str, dict[str, object]]:
    return {row["step"]: row for row in carbondata.explain(first, second, built).to_pylist()}


def test_strubell_against_patterson(built: Path) -> None:
    found = steps(NAS, RAN, built)
    # Strubell et al. 2019: 656,347 kWh at a PUE of 1.58 are 415,409 kWh of computers. Patterson et
    # al. 2021: 7,500 kWh at 1.10 are 6,818.
    assert (found["energy"]["first"], found["energy"]["second"]) == ("415,409 kWh", "6,818 kWh")
    assert found["energy"]["factor"] == pytest.approx(7500 / 1.10 / (656347 / 1.58))
    assert (found["pue"]["first"], found["pue"]["second"]) == ("1.58", "1.1")
    assert found["pue"]["factor"] == pytest.approx(1.10 / 1.58)
    # 0.954 lb/kWh are 432.7 g/kWh, of the 439.4 of the United States; Google in Georgia: 431.
    intensities = (
        f"0.985 {TIMES_SIGN} grid (432.7 g/kWh)",
        f"1.04 {TIMES_SIGN} grid (431.0 g/kWh)",
    )
    assert (found["applied"]["first"], found["applied"]["second"]) == intensities
    assert found["applied"]["factor"] == pytest.approx(1.035 / 0.9847, rel=1e-3)
    assert (found["place"]["first"], found["place"]["factor"]) == (
        "USA 2019, 439.4 g/kWh",
        pytest.approx(398.8 / 439.4, rel=1e-3),
    )
    grids = prod(float(str(found[step]["factor"])) for step in ("applied", "place", "year"))
    assert grids == pytest.approx(431 / (0.954 * 453.59237), rel=1e-12)
    # 3.2 t are printed; 7,500 kWh at 431 g/kWh are 3.2325 t: the rest is rounding.
    assert found["whole"]["factor"] == pytest.approx(3.2 / (626155 * 0.45359237 / 1000))
    assert found["rest"]["factor"] == pytest.approx(3.2 / 3.2325, rel=1e-5)


def test_the_factors_multiply_to_the_whole(built: Path, con: duckdb.DuckDBPyConnection) -> None:
    # Of the runs with energy and a figure every twelfth on another grid; every two studies of one.
    query = """SELECT run_id, subject FROM training_runs
        WHERE energy_kwh > 0 AND emissions_t > 0 ORDER BY run_id"""
    runs = con.execute(query).fetchall()
    moved = [(run, f"{run}@FRA@2019") for run, _ in runs[::12]]
    studies = [
        (one, other)
        for one, subject in runs
        for other, same in runs
        if subject == same and one < other
    ]
    assert min(len(moved), len(studies)) > 4
    for one, other in (*moved, *studies):
        factors = {step: row["factor"] for step, row in steps(one, other, built).items()}
        whole = factors.pop("whole")
        known = [float(str(factor)) for factor in factors.values() if factor is not None]
        assert prod(known) == pytest.approx(whole, rel=1e-9), (one, other)


def test_a_step_that_a_figure_does_not_tell_stays_empty(built: Path) -> None:
    # Anthony et al. print energy and emissions of GPT-3, and no PUE.
    found = steps("anthony-2020/gpt3-175b", "patterson-2021/gpt3-175b", built)
    assert (found["pue"]["first"], found["pue"]["factor"]) == (None, None)
    assert found["whole"]["factor"] == pytest.approx(552.1 / 85)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("SWE@2017", "FRA@2017"),
        ("bitcoin@2017", "bitcoin@2018"),
        (NAS, "patterson-2021/gpt3-175b"),
        ("gpt-3", "voiture"),
        ("284 t", "3.2 t"),
    ],
)
def test_two_things_that_are_not_one_run_are_refused(built: Path, first: str, second: str) -> None:
    of_runs = r"are not figures for the same run: .*the same run on another grid"
    of_none = r"and .* is not a run; `carbondata studies .*` lists its studies"
    is_run = first in {NAS, "gpt-3", "284 t"}
    with pytest.raises(carbondata.QueryError, match=of_runs if is_run else of_none):
        carbondata.explain(first, second, built)
    done = run("explain", first, second, "--db", str(built))
    assert (done.returncode, done.stdout) == (1, "")
    assert "`compare` takes any two things" in done.stderr


def test_a_run_on_the_grid_of_france(built: Path, con: duckdb.DuckDBPyConnection) -> None:
    # The run's 656,347 kWh hold the PUE already; OWID's energy data: 59.79 g/kWh in France in 2019.
    query = "SELECT intensity_g_per_kwh FROM grid_factors WHERE area_id = 'FRA' AND year = 2019"
    assert con.execute(query).fetchall() == [(59.79,)]
    moved = carbondata.compare(f"{NAS}@FRA@2019", "1 t CO2e", database=built)
    assert moved.ratio == pytest.approx(656347 * 59.79 / 1e6, rel=1e-12)
    assert moved.subject.factor == "owid-energy FRA 2019 life_cycle"
    # Without a year, the run's own: 2019.
    assert carbondata.compare(f"{NAS}@FRA", "1 t CO2e", database=built).subject == moved.subject


def test_pue_is_applied_once(built: Path, con: duckdb.DuckDBPyConnection) -> None:
    # BLOOM's 433,196 kWh are the accelerators' own, no PUE said; GPT-3's 1,287,000 are the site's.
    query = "SELECT energy_kwh, pue, energy_scope FROM training_runs WHERE run_id = ?"
    for name, kwh in (
        ("luccioni-2023-bloom/bloom-176b", 433_196),
        ("patterson-2021/gpt3-175b", 1_287_000),
    ):
        energy, pue, scope = con.execute(query, [name]).fetchall()[0]
        assert energy == kwh
        assert scope == "facility" or pue is None
        found = carbondata.compare(f"{name}@FRA@2019", "1 t CO2e", database=built)
        assert found.ratio == pytest.approx(kwh * 59.79 / 1e6, rel=1e-12)


def test_the_command_keeps_the_published_figure_beside_the_other(built: Path) -> None:
    at = ("--grid", "FRA", "--year", "2019", "--db", str(built))
    done = run("compare", NAS, "car-lifetime-usa", *at)
    assert done.returncode == 0
    # 656,347 kWh x 59.79 g/kWh are 39.24 t, of a car's 57.15 t 69%; published: 284 t.
    shown = " ".join(done.stdout.split())
    for words in ("39.2 t CO2e", "69% of", "284 t", "USA 2019", "FRA 2019", "432.7 g/kWh"):
        assert words in shown
    (told,) = json.loads(run("compare", NAS, "car-lifetime-usa", *at, "--format", "json").stdout)
    assert told["subject"]["emissions_t"] == pytest.approx(656347 * 59.79 / 1e6, rel=1e-12)
    assert told["subject"]["id"] == f"{NAS}@FRA@2019"


def test_a_year_alone_keeps_the_place(built: Path) -> None:
    done = run("compare", NAS, "1 t CO2e", "--year", "2017", "-f", "json", "--db", str(built))
    # The United States in 2017: 469.02 g/kWh.
    assert json.loads(done.stdout)[0]["ratio"] == pytest.approx(656347 * 469.02 / 1e6, rel=1e-12)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((NAS, "--grid", "FRA", "--year", "1900"), "no grid intensity for FRA in 1900"),
        ((NAS, "--grid", "XXX"), "no such area: XXX"),
        (("SWE@2017", "--grid", "FRA"), "not a training run"),
        (("strubell-2019/nlp-pipeline-single", "--grid", "FRA"), "no published electricity"),
    ],
)
def test_what_cannot_be_put_on_another_grid_is_refused(
    built: Path, words: tuple[str, ...], message: str
) -> None:
    subject, *options = words
    done = run("compare", subject, "car-lifetime-usa", *options, "--db", str(built))
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


def test_the_studies_of_bitcoin_in_2017(built: Path) -> None:
    found = carbondata.studies("bitcoin@2017", built).to_pylist()
    assert len({row["source_id"] for row in found}) >= 6
    taken, *others = found
    assert taken["source_id"] == "ccaf-cbeci-2023"
    assert taken["why"].startswith("It rests on the Cambridge index")
    assert [row["taken"] for row in found] == [True] + [False] * len(others)
    # What a comparison takes is the one that is marked.
    compared = carbondata.compare("bitcoin@2017", "1 Mt", database=built)
    assert compared.subject.source_id == taken["source_id"]
    whys = {row["source_id"]: row["why"] for row in others}
    assert whys["mora-2018"] == "disputed by houy-2019"
    assert whys["houy-2019"] == "not checked against the source"
    assert whys["calvo-pardo-2022"] == "beside ccaf-cbeci-2023/bitcoin-2017"
    # Mora's 69 Mt over the 12.937 TWh of Cambridge at 522.04 g/kWh.
    (mora,) = (row for row in others if row["source_id"] == "mora-2018")
    assert mora["of_taken"] == pytest.approx(69 / (12.937 * 0.52204))


def test_the_command_shows_the_spread(built: Path) -> None:
    done = run("studies", "bitcoin@2017", "--db", str(built), COLUMNS="80")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "on this basis, studies range from 2.77 Mt CO2e to 6.75 Mt CO2e" in done.stdout
    assert (
        "all emissions figures, on every basis: from 2.77 Mt CO2e to 69 Mt CO2e, a factor\nof 25"
        in done.stdout
    )
    assert "Disputed by houy-2019." in done.stdout


def test_electricity_alone_is_held_against_electricity(built: Path) -> None:
    """Of EfficientNetV2-XL only 655 kWh are published; on a grid they are the same 655."""
    run_id = "epoch-models/efficientnetv2-xl"
    steps = carbondata.explain(run_id, f"{run_id}@USA@2022", built).to_pylist()
    told = {step["step"]: (step["first"], step["second"], step["factor"]) for step in steps}
    assert told["energy"] == told["whole"] == ("655 kWh", "655 kWh", 1.0)
    assert told["rest"][2] == 1.0


def test_emissions_and_electricity_of_two_studies_have_no_total(built: Path) -> None:
    """Meta printed tonnes alone, and of Epoch AI there are kilowatt-hours alone."""
    steps = carbondata.explain(
        "llama-2-2023/llama-2-70b", "epoch-models/llama-2-70b", built
    ).to_pylist()
    told = {step["step"]: (step["first"], step["second"], step["factor"]) for step in steps}
    assert told["whole"] == (None, None, None)
    assert told["energy"][0] is None
