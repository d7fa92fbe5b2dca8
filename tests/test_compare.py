"""A comparison: the ratio, what it reads as, on which basis, the same from every side."""

from __future__ import annotations

import copy
import csv
import json
import pickle
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from workshop import run

import carbondata
from carbondata.query.comparison import Comparison

SHELL = shutil.which("duckdb", path=str(Path(sys.executable).parent))
# One international pound, 1959.
T_PER_LB = 0.00045359237
# Three of everything: an event against a thing, against a year, a refused one.
PAIRS = [
    ("strubell-2019/nas-gpu", "strubell-2019/car-lifetime-usa"),
    ("strubell-2019/nas-gpu", "SWE@2017"),
    ("car-km-usa", "SWE@2017"),
    ("656347 kWh@USA@2017", "284 t"),
]


def one(built: Path, subject: str, reference: str, *, force: bool = False) -> Comparison:
    return carbondata.compare(subject, reference, force=force, database=built)


@pytest.mark.parametrize(
    ("subject", "reference", "ratio"),
    [
        # Strubell et al. 2019: 626,155 lb (Table 3) over 126,000 lb (Table 1).
        ("strubell-2019/nas-gpu", "strubell-2019/car-lifetime-usa", 626155 / 126000),
        ("626155 lb", "126000 lb", 626155 / 126000),
        ("284 t", "71 t", 4.0),
        ("626155 lb", "1 t", 626155 * T_PER_LB),
        # OWID's energy data of 2017: 469.02 g/kWh in the United States.
        ("656347 kWh@USA@2017", "1 t CO2e", 656347 * 469.02 / 1e6),
        ("656.347 MWh@USA@2017", "1 t CO2e", 656347 * 469.02 / 1e6),
        # Mora et al. 2018: 69 Mt in 2017; OWID's Sweden of 2017: 42.438 Mt of CO2.
        ("mora-2018/bitcoin-2017", "SWE@2017#owid-co2:gas=CO2:accounting=territorial", 69 / 42.438),
        # EPA 2024: a car's mile is 3.93e-4 t; three are three times one.
        ("3*car-km-usa", "car-km-usa", 3.0),
    ],
)
def test_the_ratio_is_that_of_the_printed_figures(
    built: Path, subject: str, reference: str, ratio: float
) -> None:
    assert one(built, subject, reference).ratio == pytest.approx(ratio, rel=1e-12)


@pytest.mark.parametrize(
    ("subject", "reference", "value", "unit"),
    [
        # 284 t of 42.355 Mt is 6.705e-6 of a year; a year has 525,960 minutes.
        ("284 t CO2", "SWE@2017", 284 / 42_355_424 * 525_960, "minute"),
        # Ten times as much: 35.3 minutes; a hundred times: 5.88 hours; ten thousand: 24.5 days.
        ("28400 t CO2", "SWE@2017", 28400 / 42_355_424 * 8766, "hour"),
        ("2840 kt CO2", "SWE@2017", 2.84e6 / 42_355_424 * 365.25, "day"),
        ("100 Mt CO2", "SWE@2017", 100e6 / 42_355_424, "year"),
        ("1 t CO2", "SWE@2017", 1 / 42_355_424 * 31_557_600, "second"),
        ("strubell-2019/nas-gpu", "strubell-2019/car-lifetime-usa", 626155 / 126000, "count"),
        ("mora-2018/bitcoin-2017", "FRA@2016#unfccc-2018:gas=CO2e", 100 * 69 / 467.622, "percent"),
        ("71 t", "284 t", 25.0, "percent"),
        ("284 t", "71 t", 4.0, "times"),
    ],
)
def test_it_reads_as_a_time_a_count_or_a_share(
    built: Path, subject: str, reference: str, value: float, unit: str
) -> None:
    reading = one(built, subject, reference).reading
    assert reading is not None
    assert reading.unit == unit
    assert reading.value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("subject", "reference", "basis"),
    [
        # The subject's own year, though Sweden has newer ones.
        ("mora-2018/bitcoin-2017", "SWE", ("gcb", 2017, "CO2")),
        # A nation leads with CO2 alone.
        ("strubell-2019/nas-gpu", "SWE@2017", ("gcb", 2017, "CO2")),
        # An amount has no year: the newest.
        ("284 t CO2e", "SWE#gcb", ("gcb", 2024, "CO2")),
        ("strubell-2019/nas-gpu", "SWE@2017#gcb", ("gcb", 2017, "CO2")),
        ("strubell-2019/nas-gpu", "SWE@2017#owid-co2:gas=CO2e", ("owid-co2", 2017, "CO2e")),
    ],
)
def test_what_was_picked_is_in_the_result(
    built: Path, subject: str, reference: str, basis: tuple[str, int, str]
) -> None:
    picked = one(built, subject, reference).reference
    assert (picked.source_id, picked.year, picked.gas) == basis
    assert picked.id == f"SWE@{basis[1]}"


def test_a_column_picks_the_basis(built: Path) -> None:
    # OWID's Sweden of 2017 in Mt of CO2: 42.438 emitted there, 72.256 consumed.
    territory, consumed = (
        one(built, "1 t CO2", f"SWE@2017#owid-co2:accounting={word}").reference
        for word in ("territorial", "consumption")
    )
    assert (territory.emissions_t, consumed.emissions_t) == (42_438_000, 72_256_000)


def test_a_refused_comparison_has_no_number_unless_forced(built: Path) -> None:
    refused = one(built, "car-km-usa", "SWE@2017")
    assert refused.refused
    assert (refused.ratio, refused.ratio_low, refused.ratio_high) == (None, None, None)
    assert refused.reading is None
    assert "1000*ID" in str(refused)
    forced = one(built, "car-km-usa", "SWE@2017", force=True)
    # Both in CO2: 251 g a kilometre by the study that has it, Sweden's 42.355 Mt.
    assert forced.ratio == pytest.approx(2.51e-4 / 42.355e6, rel=1e-3, abs=0)
    assert forced.verdict == "refuse"
    assert "1000*ID" in str(forced)


def test_what_was_counted_is_no_longer_refused(built: Path) -> None:
    counted = one(built, "1000*car-km-usa", "SWE@2017")
    assert not counted.refused
    single = one(built, "car-km-usa", "SWE@2017", force=True)
    assert counted.ratio == pytest.approx(1000 * single.ratio, rel=1e-12, abs=0)  # type: ignore[operator]


@pytest.mark.parametrize(("subject", "reference"), PAIRS)
def test_python_sql_and_the_command_give_the_same_digits(
    built: Path, subject: str, reference: str
) -> None:
    found = one(built, subject, reference)
    expected = [found.ratio, found.ratio_low, found.ratio_high, found.verdict]
    keys = ("ratio", "ratio_low", "ratio_high", "verdict")
    printed = run("compare", subject, reference, "--format", "json", "--db", str(built))
    (told,) = json.loads(printed.stdout)
    assert [told[key] for key in keys] == expected
    # SQL takes exact names.
    if not subject.endswith("2017"):
        query = f"SELECT {', '.join(keys)} FROM compare('{subject}', '{reference}')"
        assert [*carbondata.sql(query, built).to_pylist()[0].values()] == expected
        assert SHELL, "duckdb-cli is part of the test requirements"
        shell = [SHELL, "-readonly", "-json", str(built / "carbondata.duckdb"), "-c", query]
        done = subprocess.run(shell, capture_output=True, text=True, check=True)
        assert [*json.loads(done.stdout)[0].values()] == expected
    assert printed.returncode == (1 if found.refused else 0)
    parts = {"reading", "bounds", "reasons", "beside", "sentence", "receipt"}
    assert set(told) == {*keys, "subject", "reference", *parts}


def test_several_references_are_compared_each_for_itself(built: Path) -> None:
    several = carbondata.compare("nas-gpu", "car-lifetime-usa", "SWE@2017", database=built)
    assert isinstance(several, tuple)
    alone = [one(built, "nas-gpu", other) for other in ("car-lifetime-usa", "SWE@2017")]
    assert list(several) == alone


def test_it_shows_itself_as_a_table_as_text_and_in_a_notebook(built: Path) -> None:
    found = one(built, "nas-gpu", "car-lifetime-usa")
    (row,) = found.to_arrow().to_pylist()
    assert row["subject_t"] == pytest.approx(626155 * T_PER_LB)
    assert row["reference_t"] == pytest.approx(126000 * T_PER_LB)
    assert row["sentence"] == str(found)
    shown = found._repr_markdown_()
    assert shown.startswith(f"**{found.sentence().partition(' Caution:')[0]}**")
    assert shown.count("\n- ") == len(found.reasons)


def test_it_cannot_be_changed(built: Path) -> None:
    found = one(built, "nas-gpu", "car-lifetime-usa")
    with pytest.raises(FrozenInstanceError):
        found.ratio = 5.0  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        found.subject.emissions_t = 3.2


def test_it_can_be_copied_and_pickled(built: Path) -> None:
    found = one(built, "2*nas-gpu", "SWE")
    for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):  # noqa: S301  (ours)
        assert again == found
        assert again.reference.asked.is_open


def test_the_same_factor_on_both_sides_cancels(built: Path) -> None:
    # McDonald 2022: Ethereum used 21 to 40 TWh a year in 2022, 29 at best; CCRI 2022: 22.90032 TWh,
    # no bounds. Both on the world's grid of 2022, of which two sources differ: 489.52 and 489.75.
    bounded = "ethereum@2022#mcdonald-2022:figure=at_grid"
    plain = "ccri-2022/ethereum-2022-proof-of-work:figure=at_grid"
    found = one(built, bounded, plain)
    assert found.subject.factor == found.reference.factor == "owid-energy WLD 2022 life_cycle"
    for ratio, twh in ((found.ratio_low, 21), (found.ratio, 29), (found.ratio_high, 40)):
        assert ratio == pytest.approx(twh / 22.90032, rel=1e-12)
    # Without doubt about the energies none is left, whatever the grid's.
    moved = one(built, "1000 kWh@WLD@2022", "500 kWh@WLD@2022")
    assert (moved.ratio, moved.ratio_low, moved.ratio_high) == (2.0, None, None)
    # On two grids the doubt about each stays: 489.52 to 489.75 over 439.41 to 439.45 g/kWh.
    apart = one(built, "1000 kWh@WLD@2022", "1000 kWh@USA@2019")
    assert apart.ratio_low == pytest.approx(489.52 / 439.45, rel=1e-9)
    assert apart.ratio_high == pytest.approx(489.75 / 439.41, rel=1e-9)


def test_bounds_are_low_over_high_and_high_over_low(built: Path) -> None:
    # Published by McDonald 2022 for Ethereum: low, best and high in the study's own row.
    found = one(built, "ethereum@2022#mcdonald-2022:figure=published", "1 Mt CO2")
    side = found.subject
    assert side.emissions_t_low is not None
    assert side.emissions_t_high is not None
    assert found.ratio_low == pytest.approx(side.emissions_t_low / 1e6)
    assert found.ratio_high == pytest.approx(side.emissions_t_high / 1e6)
    turned = one(built, "1 Mt CO2", "ethereum@2022#mcdonald-2022:figure=published")
    assert turned.ratio_low == pytest.approx(1e6 / side.emissions_t_high)
    assert turned.ratio_high == pytest.approx(1e6 / side.emissions_t_low)


@pytest.mark.slow
def test_everything_comparable_is_ranked_nearest_first(built: Path) -> None:
    found = carbondata.compare_all("strubell-2019/nas-gpu", built)
    assert found.num_rows > 20_000
    assert "refuse" not in found["verdict"].to_pylist()
    ratios = found["ratio"].to_pylist()[:1000]
    distances = [max(ratio, 1 / ratio) for ratio in ratios]
    assert distances == sorted(distances)
    assert "car-km-usa" in carbondata.compare_all("1 kg CO2e", built)["id"].to_pylist()


def test_bounds_alone_are_an_amount_and_a_reading_between_two(built: Path) -> None:
    # de Vries-Gao 2025: 32.6 to 79.7 Mt of AI in 2025.
    found = one(built, "ai@2025", "1 Mt CO2")
    assert found.ratio_low == pytest.approx(32.6, rel=1e-12)
    assert found.to_dict()["reading"] == "between 33 and 80 times"
    assert "emitted between 32.6 and 79.7 Mt CO2, between 33 and 80 times" in str(found)


def test_a_part_of_a_year_with_bounds_alone_is_a_time_between_two(built: Path) -> None:
    # 1000 t / 79.7 Mt and / 32.6 Mt, times the 525,960 minutes of a year: 6.599 and 16.134.
    made = one(built, "1000 t CO2", "ai@2025")
    assert (made.ratio, made.ratio_low) == (None, pytest.approx(1000 / 79.7e6))
    assert made.to_dict()["reading"] == "between 6.6 and 16 minutes"
    assert "as much as 6.6 to 16 minutes of the emissions of artificial intelligence" in str(made)
    french = made.sentence("fr")
    assert "entre 6,6 et 16\xa0minutes d" in french
    assert "intelligence artificielle (2025)" in french


def test_a_count_counts_what_stands_as_well(built: Path) -> None:
    # Two searches: 2 x 3.2 t.
    assert one(built, "2*strubell-2019/nas-gpu", "1 t CO2").subject.standing_t == 6.4


def test_a_run_moved_to_another_grid_keeps_its_count(built: Path) -> None:
    words = ["compare", "car-lifetime-usa", "-f", "json"]
    moved, written = (
        json.loads(run(*words[:1], *operand, *words[1:], cwd=built).stdout)[0]["ratio"]
        for operand in (
            ("2*nas-gpu", "--grid", "FRA", "--year", "2019"),
            ("2*nas-gpu@FRA@2019",),
        )
    )
    assert moved == written


def test_several_as_csv_have_one_head_whatever_they_lack(built: Path) -> None:
    done = run("compare", "bitcoin@2017", "SWE@2017", "car-km-usa", "-f", "csv", cwd=built)
    allowed, refused = csv.DictReader(done.stdout.splitlines())
    assert float(allowed["ratio"]) == pytest.approx(12.937 * 0.52204 / 42.355424)
    assert (refused["ratio"], refused["measure"]) == ("", "emissions")


def test_published_bounds_come_before_a_figure_worked_out_here(built: Path) -> None:
    # Stoll et al. 2019: 22.0 to 22.9 Mt CO2.
    subject = one(built, "stoll-2019/bitcoin-2018", "SWE@2018").subject
    assert (subject.emissions_t_low, subject.emissions_t_high) == (22.0e6, 22.9e6)


def test_ethereum_in_2022_is_not_what_it_was_after_the_change(built: Path) -> None:
    # CCRI 2022: 11.016 Mt a year before, 870 t after.
    assert one(built, "ethereum@2022", "1 t CO2e").subject.emissions_t == 11.016e6
    assert one(built, "ethereum_proof_of_stake@2022", "1 t CO2e").subject.emissions_t == 870


def test_a_row_named_by_its_id_has_its_year(built: Path) -> None:
    reasons = one(built, "lee-2021/aviation-2018", "1 t CO2").reasons
    assert "year" not in {reason.dimension for reason in reasons}


def test_a_cars_year_is_no_countrys_year(built: Path) -> None:
    assert one(built, "car-year-usa", "SWE@2020").refused
    assert not one(built, "1000*car-year-usa", "SWE@2020").refused


def test_a_receipt_needs_a_reference(built: Path, tmp_path: Path) -> None:
    done = run("compare", "nas-gpu", "--receipt", str(tmp_path / "r.json"), cwd=built)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "give one reference" in done.stderr


def test_a_refusal_that_no_force_gives_a_number_leaves_with_1(built: Path) -> None:
    assert run("compare", "656347 kWh", "aviation", "--force", cwd=built).returncode == 1


def test_csv_is_in_the_language_asked_for(built: Path) -> None:
    done = run("compare", "284 t", "SWE@2017", "-f", "csv", "-l", "fr", cwd=built)
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert "est 3,5\N{NO-BREAK SPACE}minutes d" in row["sentence"]
    assert row["reasons"].startswith("remarque\u202f:")
