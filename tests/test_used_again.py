"""Names that are used again, totals in tables, ids with signs that nobody sees, odd copies."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from test_each_once import cc, counted, table, write

from carbondata import QueryError, footprints

pytestmark = pytest.mark.slow

TABLE = "run_id,energy_kwh,energy_scope,area_id,year"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Return a folder for files of runs."""
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder


def total(path: Path, *rows: str, header: str = TABLE) -> None:
    """Write a plain table."""
    path.write_text("\n".join([header, *rows]) + "\n")


def test_rows_of_one_name_that_follow_each_other_are_runs_of_their_own(runs: Path) -> None:
    """One hour to ten, then two hours from twelve, and an earlier state of these."""
    first = cc(end="2024-03-01T10:00:00", s=3600, kwh=1)
    state = cc(end="2024-03-01T13:00:00", s=3600, kwh=0.9)
    last = cc(end="2024-03-01T14:00:00", s=7200, kwh=2)
    write(runs / "a.csv", first, state, last)
    assert counted(runs) == (3, {"cumulative_row": 1})
    # However they are spread and copied.
    write(runs / "a.csv", last)
    write(runs / "b.csv", state, first)
    write(runs / "c.csv", first, last)
    assert counted(runs) == (3, {"cumulative_row": 1, "duplicate_run": 2})


def test_so_are_restarts_of_the_same_length_and_energy(runs: Path) -> None:
    rows = [cc(end=f"2024-03-01T{hour}:00:00") for hour in (10, 12, 14)]
    write(runs / "a.csv", *rows)
    assert counted(runs) == (3, {})
    write(runs / "b.csv", *reversed(rows))
    assert counted(runs) == (3, {"duplicate_run": 3})


def test_a_copy_whose_clock_was_shifted_is_no_restart(runs: Path) -> None:
    write(runs / "a.csv", cc(end="2024-03-01T10:00:00"))
    write(runs / "b.csv", cc(end="2024-03-01T15:00:00+00:00"))
    assert counted(runs) == (1, {"duplicate_run": 1})
    write(runs / "a.csv", cc(end="2024-03-01T10:00:00", s=300, kwh=0.1))
    assert counted(runs) == (1, {"cumulative_row": 1})
    # Where clocks change, with the zone: ten minutes from 01:00, and four hours later.
    write(runs / "a.csv", cc(end="2024-03-31T01:10:00", s=600, kwh=0.1))
    write(runs / "b.csv", cc(end="2024-03-31T05:00:00", s=10800, kwh=3))
    assert counted(runs, timezone="Europe/Berlin") == (3, {"cumulative_row": 1})


def test_a_report_that_repeats_a_restart_is_of_that_one(runs: Path) -> None:
    write(runs / "a.csv", cc(kwh=1), cc(end="2024-03-01T14:00:00", s=7200, kwh=2, place="DEU"))
    measure = {
        "measurementMethod": "codecarbon", "powerConsumption": 1, "measurementDuration": 3600,
        "measurementDateTime": "2024-03-01T10:00:00",
    }  # fmt: skip
    report = {"header": {"reportId": "x"}, "task": {}, "measures": [measure]}
    report["environment"] = {"country": "Germany"}
    (runs / "x.json").write_text(json.dumps(report))
    assert counted(runs) == (3, {"duplicate_run": 1})


def test_an_experiment_of_2021_is_not_one_run(runs: Path) -> None:
    header = (
        "timestamp,experiment_id,project_name,duration,emissions,energy_consumed,country_iso_code"
    )
    rows = ("2021-07-13T10:00:00,x,p,3600,.1,1,DEU", "2021-07-13T14:00:00,x,p,7200,.1,2,DEU")
    total(runs / "a.csv", *rows, header=header)
    assert counted(runs) == (3, {})
    found = {row["run_id"] for row in footprints(runs).to_pylist()}
    assert found == {"x"}
    # Nor is it where two ran at once.
    total(runs / "a.csv", *rows, rows[1].replace(":00:00", ":20:00", 1), header=header)
    assert counted(runs) == (5, {})
    total(runs / "b.csv", *rows, header=header)
    assert counted(runs) == (5, {"duplicate_run": 2})
    (runs / "b.csv").unlink()
    # Of a file in which other runs have names, an experiment names none.
    total(runs / "a.csv", *(f"{row}," for row in rows), f"{rows[0]},r".replace("10:", "08:"),
          header=f"{header},run_id")  # fmt: skip
    assert {row["run_id"] for row in footprints(runs).to_pylist()} == {None, "r"}


def test_an_id_of_eco2ai_that_was_used_again(runs: Path) -> None:
    header = (
        "id,project_name,start_time,duration(s),power_consumption(kWh),CO2_emissions(kg),CPU_name,"
        "GPU_name,region/country"
    )
    row = "i,p,2024-03-05 {at}:00:00,{s},{kwh},.1,c,g,DE/Berlin"
    total(
        runs / "a.csv",
        row.format(at=10, s=1800, kwh=0.5),
        row.format(at=10, s=3600, kwh=1),
        row.format(at=14, s=7200, kwh=2),
        header=header,
    )
    assert counted(runs) == (3, {"cumulative_row": 1})


@pytest.mark.parametrize("parts", [(0.4, 0.6), (0.4, 0.5)], ids=["all of it", "with a pause"])
def test_a_total_in_a_table_counts_without_the_tasks_of_a_tool(
    runs: Path, parts: tuple[float, float]
) -> None:
    tasks = [cc(task=f"t{n}", kwh=kwh, s=1000) for n, kwh in enumerate(parts)]
    write(runs / "emissions_base_r1.csv", *tasks)
    total(runs / "t.csv", "r1,1,server,DEU,2024")
    assert counted(runs) == (1, {"part_of_run": 2})
    rows = footprints(runs).to_pylist()
    assert {row["counted_in"] for row in rows} == {None, str(runs / "t.csv")}


def test_a_total_that_is_less_than_the_parts_contradicts_them(runs: Path) -> None:
    write(runs / "a.csv", cc(task="t1", kwh=0.4, s=1000), cc(task="t2", kwh=0.5, s=1000))
    total(runs / "t.csv", "r1,0.5,server,DEU,2024")
    assert counted(runs) == (pytest.approx(0.9), {"run_id_repeated": 1})


def test_a_total_in_a_table_counts_without_the_sittings_or_starts(runs: Path) -> None:
    write(runs / "a.csv", cc(kwh=1), cc(end="2024-03-01T14:00:00", s=7200, kwh=2))
    total(runs / "t.csv", "r1,3,server,DEU,2024")
    assert counted(runs) == (3, {"part_of_run": 2})


@pytest.mark.parametrize("around", ["\t{}", "{}\t", "'{}'", "\u200b{}", "{}\ufeff", "{}\xa0"])
def test_signs_around_a_name_that_nobody_sees_are_none_of_it(runs: Path, around: str) -> None:
    write(runs / "a.csv", cc("run-1"))
    write(runs / "b.csv", cc(around.format("run-1")))
    assert counted(runs) == (1, {"duplicate_run": 1})
    rows = [{"run_id": name, "energy_kwh": 1.0} for name in ("run-1", around.format("run-1"))]
    assert table(*rows) == [(1, None), (None, "duplicate_run")]


def test_an_accent_has_two_forms_and_is_one(runs: Path) -> None:
    write(runs / "a.csv", cc("été"))
    write(runs / "b.csv", cc(unicodedata.normalize("NFD", "été")))
    assert counted(runs) == (1, {"duplicate_run": 1})


def test_what_the_longest_state_lost_another_row_of_its_run_has(runs: Path) -> None:
    write(runs / "a.csv", cc(), cc(end="2024-03-01T11:00:00", s=7200, kwh=2, place=""))
    assert counted(runs) == (2, {"cumulative_row": 1})
    write(runs / "a.csv", cc(), cc(end="", s=7200, kwh=2))
    assert counted(runs) == (2, {"cumulative_row": 1})
    write(runs / "a.csv", cc(place=""), cc(task="t", kwh=0.5, s=1800))
    assert counted(runs) == (1, {"part_of_run": 1})
    (row,) = (row for row in footprints(runs).to_pylist() if row["reason"] is None)
    assert (row["area_id"], row["place_basis"], row["year"]) == ("DEU", "country", 2024)


def test_a_total_of_zero_was_not_measured(runs: Path) -> None:
    write(runs / "a.csv", cc(kwh=0), cc(task="a", kwh=0.4, s=999), cc(task="b", kwh=0.5, s=999))
    assert counted(runs) == (pytest.approx(0.9), {"energy_zero": 1})


def test_line_ends_and_marks_make_no_other_file(runs: Path) -> None:
    text = "energy_kwh,energy_scope,area_id,year\n1,server,DEU,2024\n\n2,server,DEU,2024\n"
    (runs / "a.csv").write_text(text)
    (runs / "b.csv").write_text(text, newline="\r\n")
    (runs / "c.csv").write_text("\ufeff" + text + "\n\n", encoding="utf-8")
    (runs / "d.csv").write_text(text.rstrip("\n"))
    assert counted(runs) == (3, {"duplicate_file": 6})
    # Empty lines within are part of it, and another digit is another file.
    (runs / "e.csv").write_text(text.replace("2024\n\n", "2024\n"))
    (runs / "f.csv").write_text(text.replace("1,", "4,"))
    assert counted(runs)[0] == 3 + 3 + 6


def test_an_earlier_copy_that_jupyter_keeps_is_passed_over(runs: Path) -> None:
    total(runs / "a.csv", "1,server,DEU,2024", "2,server,DEU,2024", header=TABLE[7:])
    kept = runs / ".ipynb_checkpoints" / "a-checkpoint.csv"
    kept.parent.mkdir()
    total(kept, "1,server,DEU,2024", header=TABLE[7:])
    assert counted(runs) == (3, {"file_not_of_runs": 1})
    with pytest.raises(QueryError, match="is an earlier copy that Jupyter keeps"):
        footprints(kept)


def test_equal_tasks_of_two_workflows_are_told_apart_by_any_cell(runs: Path) -> None:
    header = "task_id\tname\tstatus\tenergy_consumption\tCO2e\ttime"
    total(runs / "a.csv", "1\tA\tCOMPLETED\t1 Wh\t1 g\t3 s", header=header)
    total(runs / "b.csv", "1\tA\tCOMPLETED\t1 Wh\t1 g\t4 s", header=header)
    options = {"area": "DEU", "year": 2024, "energy_scope": "server"}
    assert counted(runs, **options) == (0.002, {})
    total(runs / "c.csv", "1\tA\tCOMPLETED\t1 Wh\t1 g\t4 s\t", header=header + "\tnote")
    assert counted(runs, **options) == (0.002, {"duplicate_run": 1})


def test_a_zone_and_its_country_are_one_place_by_the_hour(runs: Path) -> None:
    header = "run_id,energy_kwh,energy_scope,area_id,start_utc,end_utc"
    for place in ("GB", "GBR", "UK"):
        row = f"r,1,server,{place},2023-06-01T10:00Z,2023-06-01T11:00Z"
        total(runs / f"{place}.csv", row, header=header)
    found = counted(runs, hourly=True, boundary="direct")
    assert found == (1, {"duplicate_run": 2})


@pytest.mark.slow
def test_many_rows_of_a_tool_fit_into_memory(runs: Path) -> None:
    """A gigabyte is not enough if the rows themselves are sorted, or held beside the places."""
    row = {
        "timestamp": "2024-03-01T10:00:00", "duration": 3600, "emissions": 0.1,
        "energy_consumed": 1.0, "country_iso_code": "DEU", "note": "x" * 300,
    }  # fmt: skip
    with (runs / "a.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(200_000):
            lines.write(json.dumps(row | {"run_id": f"r{number}"}) + "\n")
    assert counted(runs) == (200_000, {})
