"""One run is known however it is written; runs that only look alike are not taken for one."""

from __future__ import annotations

import gzip
import json
import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from test_each_once import TABLE, cc, counted, table, write
from test_run_tools import worked
from test_run_tools import write as lines

from carbondata import footprints

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Return a folder for files of runs."""
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder


UUID = "abcdef01-1111-2222-3333-444444444444"


@pytest.mark.parametrize(
    ("name", "again"),
    [
        (UUID, UUID.upper()),
        (UUID, "{" + UUID + "}"),
        (UUID, UUID.replace("-", "")),
        (UUID, "urn:uuid:" + UUID),
        ("1", "1.0"),
    ],
)
def test_a_name_is_known_however_it_is_written(runs: Path, name: str, again: str) -> None:
    write(runs / "a.csv", cc(name))
    write(runs / "b.csv", cc(again))
    assert counted(runs) == (1, {"duplicate_run": 1})
    assert table({"run_id": name, "energy_kwh": 1.0}, {"run_id": again, "energy_kwh": 1.0}) == [
        (1, None),
        (None, "duplicate_run"),
    ]


def test_a_task_after_new_year_is_a_part_of_its_run(runs: Path) -> None:
    write(runs / "a.csv", cc(end="2024-01-01T00:30:00", s=7200, kwh=2))
    write(runs / "b.csv", cc(end="2024-01-01T00:20:00", s=600, kwh=0.2, task="late"))
    assert counted(runs, year=2023) == (2, {"part_of_run": 1})
    assert counted(runs) == (0, {"part_of_run": 1, "spans_years": 1})


def test_a_run_in_two_countries_contradicts_itself_unless_one_is_given(runs: Path) -> None:
    write(runs / "a.csv", cc())
    write(runs / "b.csv", cc(place="FRA"))
    assert counted(runs) == (0, {"places_disagree": 2})
    assert counted(runs, area="SWE") == (1, {"duplicate_run": 1})


def test_a_name_used_again_elsewhere_after_its_run_ended_is_of_two_runs(runs: Path) -> None:
    write(runs / "a.csv", cc("1", kwh=1), cc("1", kwh=0.5, s=1800))
    write(runs / "b.csv", cc("1", kwh=4, place="FRA", end="2024-03-02T10:00:00"))
    write(
        runs / "c.csv", cc("2", task="load"), cc("2", kwh=2, place="FRA", end="2024-03-02T10:00:00")
    )
    write(runs / "d.csv", cc("1", kwh=8, place="", end="2024-03-03T10:00:00"))
    left = {"cumulative_row": 1, "places_disagree": 2, "area_missing": 1}
    assert counted(runs) == (5, left)


@pytest.mark.parametrize(("total", "task"), [("r1", "nan"), ("None", "r1"), ("", "N/A")])
def test_a_task_is_a_part_of_the_total_that_it_lies_within(
    runs: Path, total: str, task: str
) -> None:
    write(runs / "a.csv", cc(total))
    tasks = [cc(task, kwh=0.4, s=1000, task=name) for name in ("load", "train")]
    late = cc(task, kwh=0.4, s=1000, task="late", end="2024-03-01T10:00:09")
    write(runs / "b.csv", *tasks, late)
    # What ended after the total is no part of it.
    assert counted(runs) == (pytest.approx(1.4), {"part_of_run": 2})


def test_a_copy_of_a_uuid_may_be_rounded_and_in_another_time_zone(runs: Path) -> None:
    write(
        runs / "a.csv",
        cc(UUID, kwh=1.123456, s=3600.4),
        cc(UUID, kwh=0.5, s=1800, end="2024-03-01T09:30:00"),
    )
    write(runs / "b.csv", cc(UUID, kwh=1.1235, s=3600.4, end="2024-03-01T18:00:00"))
    left = {"duplicate_run": 1, "cumulative_row": 1}
    assert counted(runs) == (pytest.approx(1.1235, rel=1e-3), left)
    longer = cc(UUID, kwh=2, s=7200, end="2024-03-01T19:00:00")
    write(runs / "b.csv", longer)
    assert counted(runs) == (2, {"cumulative_row": 2})
    # At another time of the hour it began anew.
    write(runs / "b.csv", longer.replace("19:00:00", "19:05:00"))
    assert counted(runs)[0] == pytest.approx(3.123456)


def test_a_task_of_nextflow_with_a_column_of_somebody_is_the_same(tmp_path: Path) -> None:
    header = "task_id\tstatus\tname\tenergy_consumption\tCO2e\tcarbon_intensity"
    task = "1\tCOMPLETED\ta\t17.85 mWh\t5 g\t280 gCO2e/kWh"
    lines(tmp_path / "a.txt", header, task)
    lines(tmp_path / "b.txt", header + "\tteam", task + "\tblue")
    found = worked(tmp_path, area="FRA", year=2023, energy_scope="server")
    assert sorted(str(row["reason"]) for row in found) == ["None", "duplicate_run"]


def test_of_copies_the_one_with_a_place_counts(runs: Path) -> None:
    write(runs / "a.csv", cc())
    write(runs / "b.csv", cc(place=""))
    assert counted(runs) == (1, {"duplicate_run": 1})


def test_short_runs_without_a_name_that_follow_each_other_all_count(runs: Path) -> None:
    rows = [cc("", s=1, kwh=k + 1, end=f"2024-03-01T10:00:{k:02}") for k in range(10)]
    write(runs / "a.csv", *rows)
    assert counted(runs) == (sum(range(11)), {})
    write(runs / "b.csv", rows[3])
    assert counted(runs) == (sum(range(11)), {"duplicate_run": 1})


def test_a_report_of_a_measured_run_is_not_another_run(runs: Path) -> None:
    write(runs / "a.csv", cc(s=3600.25, kwh=1.2345))
    measure = {"measurementMethod": "codecarbon", "measurementDuration": 3600.25}
    measure |= {"powerConsumption": 1.2345, "measurementDateTime": "2024-03-01T10:00:00"}
    report = {"header": {"reportId": "x"}, "task": {}, "measures": [measure]}
    report |= {"environment": {"country": "Germany"}}
    (runs / "b.json").write_text(json.dumps(report), encoding="utf-8")
    report["header"] = {"reportId": "y"}
    (runs / "c.json").write_text(json.dumps(report), encoding="utf-8")
    assert counted(runs) == (pytest.approx(1.2345), {"duplicate_run": 2})


def test_a_country_and_its_part_are_one_place_but_two_parts_are_two() -> None:
    whole, part, other = ({"energy_kwh": 1.0, "area_id": a} for a in ("USA", "US-CA", "US-TX"))
    assert table(whole, part) == [(None, "duplicate_run"), (1, None)]
    assert table(part, other) == [(1, None), (1, None)]


def test_an_energy_that_was_rounded_and_a_time_in_two_years_are_the_same_row() -> None:
    assert table({"energy_kwh": 0.1234567890123456}, {"energy_kwh": 0.123456789012346}) == [
        (pytest.approx(0.123456789), None),
        (None, "duplicate_run"),
    ]
    new_year = {"energy_kwh": 1.0, "year": None}
    here = {"start": "2023-01-01T00:30:00+01:00", "end": "2023-01-01T00:45:00+01:00"}
    there = {"start": "2022-12-31T23:30:00Z", "end": "2022-12-31T23:45:00Z"}
    found = table(new_year | here, new_year | there)
    assert sorted(str(reason) for _, reason in found) == ["None", "duplicate_run"]


def test_a_hundred_thousand_rows_of_one_name_take_no_longer_than_of_many() -> None:
    """Counted over windows they took a time that grew with the square: eight minutes a million."""
    count = 100_000
    runs = {"run_id": ["r"] * count, "energy_kwh": [1.0] * count}
    runs |= {name: [value] * count for name, value in TABLE.items() if name not in runs}
    began = time.monotonic()
    found = footprints(pa.table(runs))["reason"].to_pylist()
    assert found.count("duplicate_run") == count - 1
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_a_sign_that_ends_a_line_elsewhere_is_part_of_a_cell(runs: Path, sign: str) -> None:
    for number in range(9):
        end = f"2024-03-0{number + 1}T10:00:00"
        write(runs / f"{number}.csv", cc(f"r{number}", project=f"a{sign}b", end=end))
    assert counted(runs) == (9, {})


def test_in_a_folder_what_is_set_aside_is_read_and_what_is_packed_or_linked_told(
    runs: Path,
) -> None:
    write(runs / "emissions.csv", cc("r1", kwh=1))
    write(runs / "emissions.csv.bak", cc("r2", kwh=5, end="2024-02-01T10:00:00"))
    (runs / "notes.txt").write_text("nothing of runs\n")
    (runs / "old.csv.gz").write_bytes(gzip.compress(b"a"))
    for name in ("old.csv.xz", "old.csv.bz2", "old.zip"):
        (runs / name).write_bytes(b"PK\x03\x04")
    (runs.parent / "elsewhere").mkdir()
    (runs / "link").symlink_to(runs.parent / "elsewhere")
    (runs / "gone.csv").symlink_to(runs / "nowhere.csv")
    assert counted(runs) == (6, {"file_not_of_runs": 6})


def test_a_job_that_was_requeued_counts_in_each_of_its_starts(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "sacct.psv",
        "JobID|Start|End|ElapsedRaw|ConsumedEnergyRaw",
        "101|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|3600000",
        "101.batch|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|3600000",
        "101|2023-03-05T12:00:00|2023-03-05T13:00:00|3600|7200000",
        "101.0|2023-03-05T12:10:00|2023-03-05T13:00:00|3000|7100000",
    )
    found = worked(path, area="FRA", energy_scope="server")
    assert [row["reason"] for row in found] == [None, "part_of_run", None, "part_of_run"]
    assert [row["counted_kwh"] for row in found] == [1, None, 2, None]


def test_tasks_of_two_workflows_share_numbers_but_are_not_one(tmp_path: Path) -> None:
    header = "task_id\tstatus\tname\tenergy_consumption\tCO2e\tcarbon_intensity"
    task = "1\tCOMPLETED\ta\t{} Wh\t5 g\t280 gCO2e/kWh"
    lines(tmp_path / "a.txt", header, task.format(17))
    lines(tmp_path / "b.txt", header, task.format(20))
    lines(tmp_path / "c.txt", header, task.format(20), "")
    found = worked(tmp_path, area="FRA", year=2023, energy_scope="server")
    assert sorted(row["counted_kwh"] or 0 for row in found) == [0, 0.017, 0.02]
    assert {row["reason"] for row in found} == {None, "duplicate_file"}
