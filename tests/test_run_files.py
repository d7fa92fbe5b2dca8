"""Records of other tools: what their columns mean, counted once, beside the tool's own figure."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import UPSTREAM

from carbondata import footprints
from carbondata.runs.summary import Summary

RUNS = UPSTREAM / "codecarbon_runs"
real_files = pytest.mark.skipif(
    not RUNS.is_dir(), reason="the tools' files are not in the checkout"
)

CODECARBON = {
    "timestamp": "2024-06-01T12:00:00",
    "run_id": "r1",
    "duration": "3600",
    "emissions": "0.5",
    "energy_consumed": "2.0",
    "country_iso_code": "FRA",
    "pue": "1.0",
    "gpu_model": "8 x A100",
}


def rows_of(path: Path, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (those of footprints)
    """Work out a file's runs, in the file's order."""
    found: list[dict[str, Any]] = footprints(path, **options).to_pylist()
    return sorted(found, key=lambda row: row.get("row") or 0)


def write(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows as codecarbon does."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.slow
@real_files
def test_every_file_of_codecarbon_goes_through_and_the_counts_add_up(tmp_path: Path) -> None:
    summary = footprints(RUNS, tmp_path / "out.parquet")
    lines = sum(
        len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in RUNS.rglob("*.csv")
    )
    assert summary.rows == lines == 950
    assert summary.worked_out + sum(summary.reasons.values()) == lines
    assert summary.reasons == {
        # seven releases of codecarbon ship one demonstration, made up, of 98 readable runs;
        # and nine headers come with two runs
        "duplicate_run": 2 * 98 + 7,
        # in four of the seven it has a memory that is not in the whole; in one, a row is unreadable
        "energy_below_its_parts": 3 * 100 + 99,
        # 31 June and other days that are not, and a row of another layout, in the other three
        "time_unreadable": 7,
        "cumulative_row": 8,
        "energy_missing": 2,
        # a padded header fixture of two cells too few, and a line that holds two rows
        "row_unreadable": 2,
    }


@real_files
@pytest.mark.parametrize(
    ("name", "area", "year", "rows", "kwh"),
    [
        # 0.0062087013193633 + 0.006221326401167444
        ("CrystalGazers_2022-09.csv", "ESP", 2022, 2, 0.012430027720530744),
        # 0.0043133655076092 + 1.7403688809956894
        ("FNNDSC_v2.2.2_2023-07.csv", "US-MA", 2023, 2, 1.7446822465032987),
        ("HayatoKanee_2024-07.csv", "GBR", 2024, 1, 2.7617639148173922e-08),
        # the sum of its column energy_consumed, 104 single requests
        ("BoAmps_v2.5.0_2024-09.csv", "FRA", 2024, 104, 0.03978053951874494),
    ],
)
def test_totals_that_can_be_checked_by_hand(
    name: str, area: str, year: int, rows: int, kwh: float
) -> None:
    found = rows_of(RUNS / name)
    assert {(row["area_id"], row["year"], row["energy_scope"]) for row in found} == {
        (area, year, "server")
    }
    assert len(found) == rows
    assert sum(row["counted_kwh"] for row in found) == pytest.approx(kwh, rel=1e-12)
    for row in found:
        assert row["emissions_t"] == row["counted_kwh"] * row["intensity_g_per_kwh"] / 1e6
        assert row["tool_emissions_t"] == pytest.approx(float(row["emissions"]) / 1000, rel=1e-12)
        gap = row["times_from_factor"] * row["times_from_pue"]
        assert row["times_tool"] == pytest.approx(gap, rel=1e-9)


@real_files
def test_cumulative_rows_of_a_run_count_once() -> None:
    """Six rows of run 8a1d9822 grow from 15.8 s to 91.8 s: the last is the run."""
    found = rows_of(RUNS / "mlco2-codecarbon_2026-06-13_examples.csv")
    one = [row for row in found if row["run_id"] == "8a1d9822-56c9-4c52-8497-5a2e32dd5b03"]
    assert [row["reason"] for row in one] == ["cumulative_row"] * 5 + [None]
    assert one[-1]["counted_kwh"] == 6.403828607971138e-05
    # rows 3 to 6 lost their run_id; they began together, and the third has no energy any more
    lost = found[1:6]
    assert [row["reason"] for row in lost] == [
        None, "cumulative_row", None, "energy_missing", "energy_missing",
    ]  # fmt: skip


@pytest.mark.parametrize("differ", [("project_name", "a", "b"), ("country_iso_code", "FRA", "POL")])
def test_jobs_without_a_run_id_that_began_together_each_count(
    tmp_path: Path, differ: tuple[str, str, str]
) -> None:
    """As of 2020, when one experiment_id stood for several jobs."""
    old = {k: v for k, v in CODECARBON.items() if k != "run_id"}
    old |= {"experiment_id": "e", "project_name": "a"}
    column, one, other = differ
    later = {"duration": "3601", "energy_consumed": "5.0", "timestamp": "2024-06-01T12:00:01"}
    path = write(tmp_path / "e.csv", old | {column: one}, old | {column: other} | later)
    found = [(row["reason"], row["counted_kwh"]) for row in rows_of(path)]
    assert found == [(None, 2.0), (None, 5.0)]


def test_pue_inside_the_energy_is_not_applied_again(tmp_path: Path) -> None:
    path = write(tmp_path / "e.csv", CODECARBON, CODECARBON | {"run_id": "r2", "pue": "1.5"})
    first, second = rows_of(path, pue=1.2)
    assert (first["energy_scope"], first["counted_kwh"]) == ("server", 2.4)
    assert (second["energy_scope"], second["counted_kwh"]) == ("facility", 2.0)
    assert (first["emissions_scope"], second["emissions_scope"]) == ("facility", "facility")
    # 250 g/kWh of the tool: 0.5 kg over 2 kWh
    assert first["times_from_pue"] == pytest.approx(1.2, rel=1e-12)
    assert first["times_from_factor"] == pytest.approx(first["intensity_g_per_kwh"] / 250)
    assert first["gpu_model"] == "8 x A100"


def test_another_place_and_year_are_taken_as_if(tmp_path: Path) -> None:
    (row,) = rows_of(write(tmp_path / "e.csv", CODECARBON), area="SWE", year=2020)
    assert (row["factor_id"], row["stated_area_id"]) == ("SWE@2020/life_cycle/owid-energy", "FRA")


def test_a_country_by_name_and_a_year_given_for_a_time_that_says_none(tmp_path: Path) -> None:
    named = {k: v for k, v in CODECARBON.items() if k != "country_iso_code"}
    path = write(tmp_path / "e.csv", named | {"country_name": "France", "timestamp": "31 June"})
    assert [row["reason"] for row in rows_of(path)] == ["time_unreadable"]
    (row,) = rows_of(path, year=2024)
    assert (row["reason"], row["factor_id"]) == (None, "FRA@2024/life_cycle/owid-energy")


def test_rows_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    later = CODECARBON | {"duration": "7200", "energy_consumed": "1.0"}
    found = rows_of(write(tmp_path / "e.csv", CODECARBON, later))
    assert {row["reason"] for row in found} == {"cumulative_rows_disagree"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"energy_consumed": "much"}, "energy_not_a_number"),
        ({"energy_consumed": ""}, "energy_missing"),
        ({"energy_consumed": "-1"}, "energy_negative"),
        ({"energy_consumed": "inf"}, "energy_impossible"),
        ({"energy_consumed": "nan"}, "energy_impossible"),
        ({"duration": "-5"}, "duration_negative"),
        ({"duration": "inf"}, "duration_impossible"),
        ({"duration": "nan"}, "duration_impossible"),
        ({"duration": "1e14"}, "duration_impossible"),
        ({"pue": "0.8"}, "pue_below_1"),
        ({"pue": "9"}, "pue_above_4"),
        ({"country_iso_code": ""}, "area_missing"),
        ({"country_iso_code": "FRX"}, "area_unknown"),
        ({"timestamp": "2024-06-31T12:00:00"}, "time_unreadable"),
        ({"timestamp": ""}, "year_missing"),
        ({"timestamp": "2035-06-01T12:00:00"}, "no_factor_for_year"),
        ({"timestamp": "1635-06-01T12:00:00"}, "year_out_of_range"),
        ({"timestamp": "2024-01-01T00:30:00"}, "spans_years"),
    ],
)
def test_a_row_that_cannot_be_worked_out_says_why_and_harms_no_other(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    good = CODECARBON | {"run_id": "good"}
    bad, other = rows_of(write(tmp_path / "e.csv", CODECARBON | cells, good))
    assert (bad["reason"], bad["emissions_t"]) == (reason, None)
    assert (other["reason"], other["counted_kwh"]) == (None, 2.0)


@pytest.mark.parametrize(
    ("stamp", "zone", "reason"),
    [
        ("2023-06-01T12:00:00", None, "time_without_zone"),
        ("2023-06-01T12:00:00", "Europe/London", None),
        ("2023-06-01T11:00:00Z", None, None),
        ("2023-06-01T13:00:00+02:00", None, None),
        # the clocks of London went from 01:00 to 02:00 on 26 March, and back on 29 October
        ("2023-03-26T01:30:00", "Europe/London", "time_skipped_by_clocks"),
        ("2023-10-29T01:30:00", "Europe/London", "time_shown_twice"),
    ],
)
def test_local_times_are_refused_by_the_hour_or_given_a_zone(
    tmp_path: Path, stamp: str, zone: str | None, reason: str | None
) -> None:
    path = write(tmp_path / "e.csv", CODECARBON | {"timestamp": stamp, "country_iso_code": "GBR"})
    (row,) = rows_of(path, hourly=True, boundary="direct", timezone=zone)
    assert row["reason"] == reason
    if reason is None:
        # NESO, 2023-06-01 10:00 and 10:30 UTC, in the file
        halves = footprints_of_the_hour()
        assert row["intensity_g_per_kwh"] == pytest.approx(sum(halves) / 2, rel=1e-12)


def footprints_of_the_hour() -> list[float]:
    """Look up the two half-hours from 10:00 to 11:00 UTC on 2023-06-01."""
    import carbondata

    found = carbondata.sql("""SELECT intensity_g_per_kwh FROM grid_intensity_hourly
        WHERE zone = 'GB' AND start_utc BETWEEN '2023-06-01 10:00' AND '2023-06-01 10:30'""")
    halves: list[float] = found["intensity_g_per_kwh"].to_pylist()
    assert len(halves) == 2
    return halves


def test_boamps_is_kilowatt_hours_with_the_error_it_declares(tmp_path: Path) -> None:
    measure = {"measurementMethod": "codecarbon", "powerConsumption": 0.5,
               "measurementDuration": 60, "measurementDateTime": "2024-09-30 09:09:40"}  # fmt: skip
    report = {
        "header": {"reportId": "a", "reportDatetime": "2025-02-26 16:57:00"},
        "task": {"taskStage": "inference"},
        "measures": [measure, measure | {"measurementMethod": "wattmeter"}],
        "environment": {"country": "france"},
        "quality": "high",
    }
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    first, second = sorted(footprints(path).to_pylist(), key=lambda row: str(row["reason"]))
    assert (first["area_id"], first["year"], first["counted_kwh"]) == ("FRA", 2024, 0.5)
    # high quality is 10 %: 0.45 to 0.55 kWh, times the factor's own bounds
    assert first["emissions_t_low"] == pytest.approx(
        0.45 * first["intensity_g_per_kwh_low"] / 1e6, rel=1e-12
    )
    # one run, measured by two tools
    assert second["reason"] == "duplicate_run"
    path.write_text(json.dumps(report | {"measures": []}), encoding="utf-8")
    assert [row["reason"] for row in footprints(path).to_pylist()] == ["energy_missing"]


def test_green_algorithms_has_pue_inside_and_grams(tmp_path: Path) -> None:
    path = tmp_path / "GreenAlgorithms_results_2024.csv"
    path.write_text(
        "runTime;location;energy_needed;carbonEmissions;carbonIntensity;PUE;coreType\n"
        "12;FR;3.0;153.84;51.28;1.67;CPU\n"
    )
    (row,) = rows_of(path, year=2023)
    assert (row["area_id"], row["counted_kwh"], row["emissions_scope"]) == ("FRA", 3.0, "facility")
    assert row["tool_emissions_t"] == pytest.approx(153.84e-6)
    assert row["times_from_pue"] == 1
    assert rows_of(path)[0]["reason"] == "year_missing"


def test_a_model_card_is_in_grams_and_cannot_be_worked_out(tmp_path: Path) -> None:
    cards = [
        {
            "id": "a/b",
            "createdAt": "2023-01-01T00:00:00.000Z",
            "cardData": {"co2_eq_emissions": 500},
        },
        {"id": "c/d", "cardData": {"co2_eq_emissions": {"emissions": 7, "source": "CodeCarbon"}}},
    ]
    path = tmp_path / "models.json"
    path.write_text(json.dumps(cards), encoding="utf-8")
    found = {row["run_id"]: row for row in footprints(path).to_pylist()}
    assert {run: row["tool_emissions_t"] for run, row in found.items()} == {
        "a/b": 500e-6,
        "c/d": 7e-6,
    }
    assert {row["reason"] for row in found.values()} == {"no_energy_in_card"}


def test_the_tools_own_figures_are_summed_beside_ours(tmp_path: Path) -> None:
    rows = [CODECARBON, CODECARBON | {"run_id": "r2", "energy_consumed": "lots"}]
    # the same run a moment before: its figure is part of the first row's
    rows.append(CODECARBON | {"duration": "60", "energy_consumed": "1.0", "emissions": "0.25"})
    summary = footprints(write(tmp_path / "e.csv", *rows), tmp_path / "o.csv")
    assert isinstance(summary, Summary)
    assert summary.tools is not None
    ours = 2.0 * 40.48 / 1e6  # kWh of r1 x g/kWh of France in 2024
    assert summary.tools == (1, 0.0005, pytest.approx(ours, rel=1e-12), 1, 0.0005, 0)


@real_files
def test_the_cards_of_hugging_face_keep_their_own_figures() -> None:
    found = footprints(UPSTREAM / "hf_carbon" / "HFCO2.csv").to_pylist()
    assert len(found) == 1419
    figures = {row["run_id"]: row["tool_emissions_t"] for row in found}
    # BLOOM's 24.7 t, 24,700,000 g in the file; distilgpt2's 149.2 kg
    assert (figures["bloom"], figures["distilgpt2"]) == (pytest.approx(24.7), 0.1492)
