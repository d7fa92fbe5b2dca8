"""Reports in text, and the windows of Zeus: made up in the form that each tool's code writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from workshop import run

from carbondata import QueryError, footprints

pytestmark = pytest.mark.slow

START = "2024-03-26 10:59:30 - CarbonTracker: The following components were found: GPU with device(s) Tesla T4."  # noqa: E501
PLACE = "2024-03-26 {at} - CarbonTracker: Average carbon intensity during training was 82.00 gCO2/kWh at detected location: {place}."  # noqa: E501
USED = """2024-03-26 {at} - CarbonTracker: \n{what} consumption for {epochs} epoch(s):
\tTime:\t{time}\n\tEnergy:\t{kwh} kWh\n\tCO2eq:\t{grams} g
\tThis is equivalent to:\n\t0.001 km travelled by car"""
LOG = "101_2024-03-26T105926Z_carbontracker_output.log"

PERUN = """PERUN REPORT

App name: train
First run: 2023-08-15T18:56:11.202060
Last run: 2023-08-17T13:29:29.969779

RUN ID: 2023-08-17T13:29:29.969779

| Round # |   Host |   RUNTIME |     ENERGY |
|--------:|-------:|----------:|-----------:|
|       0 |    All | 1000.000 s|   3.600 MJ |
|       0 |     n1 | 999.000 s |   1.800 MJ |
|       0 |     n2 | 1000.000 s|   1.800 MJ |
|       1 |    All | 500.000 s |   1.800 MJ |

Monitored Functions

| Round # |   Function |   Avg Calls / Rank |
|--------:|-----------:|-------------------:|
|       0 |      step  |                  3 |
"""


def tracker(kwh: str = "4.600000", place: str = "Copenhagen, Capital Region, DK") -> str:
    """Write the log of a tracker: 1.5 kWh after an epoch of an hour, then 4.6 kWh after three."""
    return "\n".join([
        START,
        PLACE.format(at="11:59:30", place=place),
        USED.format(at="11:59:30", what="Actual", epochs=1, time="1:00:00", kwh="1.5", grams=123),
        USED.format(at="11:59:31", what="Predicted", epochs=9, time="9:0:00", kwh="99", grams=999),
        USED.format(at="13:59:30", what="Actual", epochs=3, time="3:00:00", kwh=kwh, grams=377.2),
        "2024-03-26 13:59:31 - CarbonTracker: Finished monitoring.", "",
    ])  # fmt: skip


def counted(path: Path, **options: Any) -> tuple[float, dict[str, int]]:  # noqa: ANN401
    rows = footprints(path, **options).to_pylist()
    reasons: dict[str, int] = {}
    for row in rows:
        if row["reason"]:
            reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
    return sum(row["counted_kwh"] or 0 for row in rows), reasons


def test_the_last_message_of_a_tracker_counts_and_no_prediction(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text(tracker())
    early, late = sorted(footprints(path).to_pylist(), key=lambda row: row["duration_s"])
    assert (early["energy_kwh"], early["reason"]) == (1.5, "cumulative_row")
    # Denmark in 2024 is 131.77 g/kWh; PUE is in the energy.
    assert (late["area_id"], late["year"], late["emissions_scope"]) == ("DNK", 2024, "facility")
    assert late["emissions_t"] == pytest.approx(4.6 * 131.77 / 1e6)
    assert (late["duration_s"], late["tool_emissions_t"]) == (10_800, pytest.approx(3.772e-4))
    assert (late["predicted_epochs"], late["predicted_kwh"]) == ("9", "99")
    assert late["run_id"] == "101_2024-03-26T105926Z"


def test_a_log_with_the_messages_of_a_later_tracker_does_not_count_it_twice(
    tmp_path: Path,
) -> None:
    """A second tracker of one process writes to the log of the first as well."""
    second = tracker("5.0").replace("2024-03-26", "2024-03-27")
    (tmp_path / LOG).write_text(tracker() + second)
    (tmp_path / "102_carbontracker_output.log").write_text(second)
    assert counted(tmp_path) == (pytest.approx(9.6), {"cumulative_row": 3, "duplicate_run": 1})
    (tmp_path / "renamed.log").write_text(tracker() + "\n")
    assert counted(tmp_path)[0] == pytest.approx(9.6)


def test_a_place_that_was_not_detected_is_yours_to_give(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text(tracker(place="Unknown"))
    assert counted(path)[1] == {"cumulative_row": 1, "area_missing": 1}
    assert counted(path, area="Denmark") == (4.6, {"cumulative_row": 1})


def test_a_tracker_that_ended_before_its_first_epoch_has_no_energy(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text(START + "\n")
    assert counted(path, area="DNK", year=2024) == (0, {"energy_missing": 1})


def test_the_other_log_of_carbontracker_is_refused_by_name_and_passed_over(tmp_path: Path) -> None:
    other = tmp_path / "101_carbontracker.log"
    other.write_text("2024-03-26 10:59:30 - carbontracker version 2.3.1\n")
    with pytest.raises(QueryError, match="without energies; name the one that ends in _carbontr"):
        footprints(other)
    (tmp_path / LOG).write_text(tracker())
    assert counted(tmp_path) == (4.6, {"cumulative_row": 1})


def test_each_round_of_perun_counts_over_all_its_hosts(tmp_path: Path) -> None:
    path = tmp_path / "train_x.txt"
    path.write_text(PERUN)
    rows = footprints(path, area="DNK").to_pylist()
    found = sorted((row["energy_kwh"], row["duration_s"], row["year"]) for row in rows)
    assert found == [(0.5, 500, 2023), (1, 1000, 2023)]
    assert {row["emissions_scope"] for row in rows} == {"server"}
    (tmp_path / "again.txt").write_text(PERUN + "\n")
    assert counted(tmp_path, area="DNK") == (1.5, {"duplicate_file": 2})
    (tmp_path / "again.txt").write_text(PERUN + "And more.\n")
    assert counted(tmp_path, area="DNK") == (1.5, {"duplicate_run": 2})


def test_the_frames_of_older_tables_of_perun_are_none_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(PERUN.replace("|--------:|-------:|----------:|-----------:|", "+===+===+"))
    assert counted(path, area="DNK")[0] == 1.5


def test_what_is_no_text_is_refused_with_what_makes_text_of_it(tmp_path: Path) -> None:
    for name, head, remedy in (
        ("perun.hdf5", b"\x89HDF\r\n\x1a\n", "perun export FILE text"),
        ("emissions.csv.xz", b"\xfd7zXZ\0", "xz -dc FILE | carbondata footprint -"),
        ("emissions.zip", b"PK\x03\x04", "unzip -p FILE | carbondata footprint -"),
    ):
        (tmp_path / name).write_bytes(head + b"\0")
        with pytest.raises(QueryError, match=re.escape(remedy)):
            footprints(tmp_path / name)
    (tmp_path / "runs.xlsx").write_bytes(b"PK\x03\x04\0")
    with pytest.raises(QueryError, match="neither text nor Parquet"):
        footprints(tmp_path / "runs.xlsx")


def results(joules: float, **more: Any) -> str:  # noqa: ANN401
    """Write the results of a benchmark of ML.ENERGY on two GPUs, with its steady state."""
    whole = {"time": 601.25, "gpu_energy": {"0": joules, "1": joules}, "cpu_energy": None}
    steady = {"time": 100, "gpu_energy": {"0": 9e5, "1": 9e5}}
    head = {"date": "20240909-123456", "model_id": "Qwen/Qwen3-14B", "completed": 2}
    head |= {"steady_state_energy": 1.8e6, "steady_state_measurement": steady}
    return json.dumps(
        head | {"entire_benchmark_measurement": whole, "results": [{"energy": 3.0}]} | more,
        indent=2,
    )


def test_a_benchmark_of_ml_energy_counts_once_and_whole(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(results(1.8e6), encoding="utf-8")
    (row,) = footprints(tmp_path / "results.json", area="FRA").to_pylist()
    told = {name: row[name] for name in ("run_id", "counted_kwh", "year", "duration_s", "reason")}
    assert told == {
        "run_id": "Qwen/Qwen3-14B",
        "counted_kwh": 1,
        "year": 2024,
        "duration_s": 601.25,
        "reason": None,
    }
    assert row["emissions_scope"] == "accelerator"
    (tmp_path / "copy.json").write_text(results(1.8e6, note=1), encoding="utf-8")
    (tmp_path / "other.json").write_text(results(3.6e6), encoding="utf-8")
    (tmp_path / "cut.json").write_text(results(7.2e6)[:-9], encoding="utf-8")
    reasons = {"duplicate_run": 1, "file_not_of_runs": 1}
    assert counted(tmp_path, area="FRA") == (3, reasons)


def test_a_report_of_perun_without_hosts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(PERUN.replace(" All ", " n3 "))
    with pytest.raises(QueryError, match="without a row of all its hosts"):
        footprints(path)


# Step and step are within epoch; eval begins in it and ends after it; later comes after all.
ZEUS = """start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy
1711450770.5,step,100.0,36000,36000
1711450900.0,step,100.0,36000,36000
1711450770.0,epoch,3600.0,1800000,1800000
1711454300.0,eval,3600.0,3600000,3600000
1711454350.0,inner,10.0,3600,3600
1711458300.0,later,100.0,1800000,1800000
"""


def test_the_windows_within_a_window_are_parts_of_it(tmp_path: Path) -> None:
    path = tmp_path / "zeus.csv"
    path.write_text(ZEUS)
    rows = {(row["run_id"], row["row"]): row for row in footprints(path, area="DNK").to_pylist()}
    reasons = [rows[key]["reason"] for key in sorted(rows, key=lambda key: key[1])]
    assert reasons == ["part_of_run"] * 2 + [None, "windows_overlap", "part_of_run", None]
    # 2 x 1.8 MJ are 1 kWh
    assert rows["epoch", 3]["energy_kwh"] == rows["later", 6]["energy_kwh"] == 1
    assert rows["epoch", 3]["emissions_scope"] == "accelerator"
    assert rows["epoch", 3]["year"] == 2024
    again = tmp_path / "again.csv"
    again.write_text("\n".join(ZEUS.splitlines()[:4]) + "\n")
    assert counted(tmp_path, area="DNK")[0] == 2


def test_windows_without_a_time_are_not_one(tmp_path: Path) -> None:
    header = ZEUS.splitlines()[0]
    (tmp_path / "a.csv").write_text(f"{header}\n,a,100,1800000,1800000\n,b,100,1800000,1800000\n")
    assert counted(tmp_path, area="DNK", year=2024) == (2, {})


def test_a_spreadsheet_may_cut_the_digits_of_a_time_but_ranks_are_not_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ZEUS.replace("770.0,", "770.0001234,"))
    (tmp_path / "b.csv").write_text(ZEUS)
    assert counted(tmp_path, area="DNK")[0] == 2
    (tmp_path / "b.csv").write_text(ZEUS.replace("1800000,1800000", "1800000,1800001"))
    assert counted(tmp_path, area="DNK")[0] == pytest.approx(4, rel=1e-6)


def test_a_gpu_that_is_missing_makes_a_window_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ZEUS + "1711468300.0,x,100.0,3600000,\n")
    one = ZEUS.splitlines()[0].removesuffix(",gpu1_energy")
    (tmp_path / "b.csv").write_text(f"{one}\n1711478300.0,y,100.0,3600000\n1711488300,z,1,?\n")
    kwh, reasons = counted(tmp_path, area="DNK")
    assert (kwh, reasons["energy_missing"], reasons["energy_not_a_number"]) == (3, 1, 1)


@pytest.mark.parametrize(
    ("columns", "cloud"),
    [
        ("usage_month,project.id,carbon_footprint_total_kgCO2e.location_based", "Google Cloud"),
        ("usage_month,project_id,carbon_footprint_kgCO2e_scope2_location_based", "Google Cloud"),
        ("usage_account_id,usage_period_start,total_mbm_emissions_value", "AWS"),
        ("Item Name,Latest Month Emissions", "Azure"),
    ],
)
def test_the_export_of_a_cloud_is_refused_by_its_name(
    tmp_path: Path, columns: str, cloud: str
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{columns}\n{','.join('1' for _ in columns.split(','))}\n")
    with pytest.raises(QueryError, match=rf"is an export of {cloud}.*with no energy.*Compare"):
        footprints(path)


def test_the_answer_of_the_interface_of_azure_is_refused_by_its_name(tmp_path: Path) -> None:
    answer = {"subscriptionAccessDecisionList": [], "value": [{"latestMonthEmissions": 0.1}]}
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    with pytest.raises(QueryError, match="is an export of Azure"):
        footprints(tmp_path / "a.json")


def test_many_reports_are_read_as_one_by_one(tmp_path: Path) -> None:
    for number in range(10):
        kwh = f"4.{number}"
        text = tracker(kwh).replace("1.5 kWh", f"1.5{number} kWh")
        (tmp_path / f"{number}_carbontracker_output.log").write_text(text)
        (tmp_path / f"{number}.txt").write_text(PERUN.replace("train", f"train{number}"))
    kwh, reasons = counted(tmp_path, area="DNK")
    assert kwh == pytest.approx(10 * 4 + 4.5 + 10 * 1.5)
    assert reasons == {"cumulative_row": 10}
    rows = footprints(tmp_path, area="DNK").to_pylist()
    assert len({row["file"] for row in rows}) == 20


def test_they_are_listed() -> None:
    listed = run("footprint", "--formats").stdout
    for name in ("carbontracker", "perun report", "Zeus monitor", "ML.ENERGY", "spl.txt"):
        assert name in listed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "odd.json",
            '{"entire_benchmark_measurement": {"gpu_energy": {"0": 1}}, "date": "\\ud800"}',
        ),
        (
            LOG,
            USED.format(
                at="10:59:31", what="Actual", epochs=1, time="9" * 5000 + ":00:00", kwh=1, grams=1
            ),
        ),
    ],
)
def test_a_report_that_cannot_be_written_down_costs_no_other(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    runs = "energy_kwh,energy_scope,area_id,year\n100,server,FRA,2023\n"
    (tmp_path / "runs.csv").write_text(runs)
    assert set(footprints(tmp_path)["reason"].to_pylist()) == {None, "file_not_of_runs"}
