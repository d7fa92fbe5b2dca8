"""Each run counts once over all files; what is left out says why, and where its run is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from carbondata import footprints

HEADER = (
    "timestamp,project_name,run_id,duration,energy_consumed,emissions,country_iso_code,task_name,"
    "tracking_mode,cpu_model"
)


def cc(  # noqa: PLR0913  (cells of a row)
    run: str = "r1",
    *,
    end: str = "2024-03-01T10:00:00",
    s: float = 3600,
    kwh: float = 1,
    task: str = "",
    project: str = "p",
    mode: str = "machine",
    place: str = "DEU",
) -> str:
    """Write a row of codecarbon."""
    return f"{end},{project},{run},{s},{kwh},0.4,{place},{task},{mode},EPYC"


def write(path: Path, *rows: str) -> None:
    """Write a file of codecarbon."""
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")


def counted(folder: Path, **options: Any) -> tuple[float, dict[str, int]]:  # noqa: ANN401
    """Return the energy that is counted, and the reasons of the other rows."""
    summary = footprints(folder, folder.parent / "out.parquet", **options)
    assert summary.rows == summary.worked_out + sum(summary.reasons.values())
    return sum(part.counted_kwh for part in summary.parts), summary.reasons


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Return a folder for files of runs."""
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder


def test_the_tasks_of_a_run_are_parts_of_its_total(runs: Path) -> None:
    write(runs / "emissions.csv", cc(kwh=1))
    write(runs / "emissions_base_r1.csv", cc(kwh=0.4, task="load"), cc(kwh=0.4, task="train"))
    assert counted(runs) == (1, {"part_of_run": 2})
    rows = footprints(runs).to_pylist()
    assert {row["counted_in"] for row in rows if row["reason"]} == {str(runs / "emissions.csv")}


def test_tasks_without_a_total_each_count(runs: Path) -> None:
    write(runs / "tasks.csv", cc(kwh=0.4, task="load"), cc(kwh=0.5, task="train"))
    assert counted(runs) == (0.9, {})


@pytest.mark.slow
def test_tasks_may_overlap_but_one_of_more_than_its_run_is_not_decided(runs: Path) -> None:
    write(runs / "a.csv", cc(kwh=1), cc(kwh=0.8, task="load"), cc(kwh=0.5, task="train"))
    assert counted(runs) == (1, {"part_of_run": 2})
    write(runs / "b.csv", cc(kwh=1.5, task="all"))
    assert counted(runs) == (0, {"parts_exceed_run": 4})


def test_a_run_in_two_files_counts_in_the_first(runs: Path) -> None:
    write(runs / "a.csv", cc("r1"), cc("r2", kwh=2))
    write(runs / "b.csv", cc("r1"), cc("r2", kwh=2), cc("r3", kwh=4))
    assert counted(runs) == (7, {"duplicate_run": 2})


@pytest.mark.slow
def test_the_newest_state_of_a_run_counts_whatever_file_it_is_in(runs: Path) -> None:
    write(runs / "a.csv", cc(s=3600, kwh=1), cc("other", kwh=8))
    write(runs / "b.csv", cc(s=7200, kwh=2, end="2024-03-01T11:00:00"))
    write(runs / "c.csv", cc(s=1800, kwh=0.5, end="2024-03-01T09:30:00"))
    assert counted(runs) == (10, {"cumulative_row": 2})
    rows = footprints(runs).to_pylist()
    assert {row["counted_in"] for row in rows if row["reason"]} == {str(runs / "b.csv")}


@pytest.mark.parametrize("lost", ["", "None", "nan", " NaN ", "null", "<NA>"])
def test_a_row_that_lost_its_run_id_is_of_the_run_that_began_with_it(runs: Path, lost: str) -> None:
    write(runs / "a.csv", cc("r1", kwh=1), cc("r2", kwh=2, end="2024-03-02T10:00:00"))
    write(runs / "b.csv", cc(lost, kwh=1), cc("r3", kwh=4, end="2024-03-03T10:00:00"))
    assert counted(runs) == (7, {"duplicate_run": 1})


def test_two_spellings_of_a_path_and_a_copy_are_one_file(runs: Path) -> None:
    table = "energy_kwh,energy_scope,area_id,year\n1,server,DEU,2024\n1,server,DEU,2024\n"
    (runs / "a.csv").write_text(table)
    (runs / "copy.csv").write_text(table)
    (runs / "link.csv").symlink_to(runs / "a.csv")
    assert counted(runs) == (2, {"duplicate_file": 4})
    out = runs.parent / "o.parquet"
    twice = footprints([runs / "a.csv", runs / ".." / "runs" / "a.csv"], out)
    assert (twice.worked_out, twice.reasons) == (2, {"duplicate_file": 2})


@pytest.mark.slow
def test_ranks_of_one_machine_are_told_and_one_can_be_taken(runs: Path) -> None:
    for rank in range(8):
        row = cc(f"rank{rank}", s=36480 + rank, kwh=30, end=f"2024-03-01T10:00:0{rank}")
        write(runs / f"emissions_{rank}.csv", row)
    assert counted(runs) == (240, {})
    assert {row["runs_at_once"] for row in footprints(runs).to_pylist()} == {8}
    assert counted(runs, take_one=True) == (30, {"same_machine": 7})


@pytest.mark.parametrize(
    "other",
    [
        cc("r2", mode="process"),
        cc("r2", place="FRA"),
        cc("r2", end="2024-03-01T12:00:00"),
        cc("r2", s=7200),
        cc("r2").replace("EPYC", "Xeon"),
    ],
)
def test_runs_that_differ_in_place_time_or_machine_are_not_taken_for_one(
    runs: Path, other: str
) -> None:
    write(runs / "a.csv", cc("r1"))
    write(runs / "b.csv", other)
    assert counted(runs, take_one=True) == (2, {})


TABLE = {"energy_scope": "server", "area_id": "DEU", "year": 2024}
DAY = "2024-03-01T{:02}:00Z"


def table(*rows: dict[str, Any], **options: Any) -> list[tuple[float | None, str | None]]:  # noqa: ANN401
    """Work out a table of runs of one name; return the counted energy and reason of each."""
    runs = pa.Table.from_pylist([TABLE | {"run_id": "r"} | row for row in rows])
    return [(row["counted_kwh"], row["reason"]) for row in footprints(runs, **options).to_pylist()]


@pytest.mark.slow
def test_rows_of_a_table_with_one_name_count_as_their_times_say() -> None:
    def at(kwh: float, first: int, last: int) -> dict[str, Any]:
        return {"energy_kwh": kwh, "start": DAY.format(first), "end": DAY.format(last)}

    assert table({"energy_kwh": 1.0}, {"energy_kwh": 1.0}) == [(1, None), (None, "duplicate_run")]
    # one after the other: the parts of a run that was interrupted
    assert table(at(1, 8, 9), at(2, 9, 11)) == [(1, None), (2, None)]
    # begun together: states of one run
    assert table(at(1, 8, 9), at(2, 8, 11)) == [(None, "cumulative_row"), (2, None)]
    assert table(at(3, 8, 9), at(2, 8, 11)) == [(None, "cumulative_rows_disagree")] * 2
    # the same row twice, and another part
    assert table(at(1, 8, 9), at(1, 8, 9), at(2, 9, 11)) == [
        (1, None), (None, "duplicate_run"), (2, None),
    ]  # fmt: skip
    # nobody can tell
    assert table({"energy_kwh": 1.0}, {"energy_kwh": 2.0}) == [(None, "run_id_repeated")] * 2
    assert table(at(1, 8, 10), at(2, 9, 11)) == [(None, "run_id_repeated")] * 2


def test_a_name_in_another_place_or_year_is_another_run() -> None:
    assert table({"energy_kwh": 1.0}, {"energy_kwh": 2.0, "area_id": "FRA"}) == [
        (1, None),
        (2, None),
    ]
    assert table({"energy_kwh": 1.0}, {"energy_kwh": 2.0, "year": 2023}) == [(1, None), (2, None)]
    # treated as if both had been in one place, nobody can tell them apart
    both = table({"energy_kwh": 1.0}, {"energy_kwh": 2.0, "area_id": "FRA"}, area="POL")
    assert both == [(None, "run_id_repeated")] * 2


def test_a_lost_name_is_no_name() -> None:
    assert table({"energy_kwh": 1.0, "run_id": "nan"}, {"energy_kwh": 2.0, "run_id": "nan"}) == [
        (1, None),
        (2, None),
    ]


def test_a_run_of_a_tool_is_not_counted_again_in_a_table(runs: Path) -> None:
    write(runs / "emissions.csv", cc("r1", kwh=1.5))
    rows = [TABLE | {"run_id": name, "energy_kwh": kwh} for name, kwh in (("r1", 1.5), ("r2", 4.0))]
    parquet.write_table(pa.Table.from_pylist(rows), runs / "all.parquet")
    assert counted(runs) == (5.5, {"duplicate_run": 1})


def test_what_writes_parquet_is_recognised_by_its_columns(runs: Path) -> None:
    write(runs / "a.csv", cc("r1", kwh=1.5))
    cells = dict(zip(HEADER.split(","), cc("r2", kwh=2.5).split(","), strict=True))
    parquet.write_table(pa.Table.from_pylist([cells]), runs / "b.parquet")
    assert counted(runs) == (4, {})


def test_a_stream_is_read_as_often_as_it_takes(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([TABLE | {"run_id": "r", "energy_kwh": 1.0}] * 2)
    stream = pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches())
    assert [row["reason"] for row in footprints(stream).to_pylist()] == [None, "duplicate_run"]
    stream = pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches())
    summary = footprints(stream, tmp_path / "out.parquet")
    assert (summary.worked_out, summary.reasons) == (1, {"duplicate_run": 1})


@pytest.mark.slow
def test_many_small_files_are_read_as_one_by_one(runs: Path) -> None:
    for number in range(40):
        row = cc(f"r{number}", kwh=number, end=f"2024-03-01T10:{number:02}:00")
        write(runs / f"e{number:02}.csv", row, row)
    (runs / "e05.csv").write_text(f"{HEADER}\n{cc('r5', kwh=5)}\none,cell,few\n")
    (runs / "e06.csv").write_text(f"{HEADER}\n{cc('r6', kwh=6, project=chr(34) + 'a,b' + chr(34))}")
    rows = footprints(runs).to_pylist()
    assert sum(row["counted_kwh"] or 0 for row in rows) == sum(range(40))
    (broken,) = [row for row in rows if row["reason"] == "row_unreadable"]
    assert (broken["file"], broken["row"]) == (str(runs / "e05.csv"), 3)
    assert broken["unread_text"] == "one,cell,few"
    assert {row["row"] for row in rows if row["file"] == str(runs / "e17.csv")} == {1, 2}


@pytest.mark.slow
def test_many_records_are_read_as_one_by_one(runs: Path) -> None:
    measure = {"measurementMethod": "codecarbon", "measurementDuration": 60}
    for number in range(20):
        measured = measure | {
            "powerConsumption": number + 1,
            "measurementDateTime": f"2024-03-01 10:{number:02}:00",
        }
        report = {"header": {"reportId": f"r{number}"}, "task": {}, "measures": [measured]}
        report |= {"environment": {"country": "Germany"}}
        (runs / f"{number}.json").write_text(json.dumps(report), encoding="utf-8")
    (runs / "cut.json").write_text('{"task": {}, "measures": [{"powerCons', encoding="utf-8")
    assert counted(runs) == (sum(range(21)), {"row_unreadable": 1})
    files = {Path(row["file"]).name: row["run_id"] for row in footprints(runs).to_pylist()}
    assert files["7.json"] == "r7"


STATES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=25
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)  # each reads files
@given(states=STATES)
def test_no_way_of_spreading_states_over_files_counts_a_run_twice(
    tmp_path_factory: pytest.TempPathFactory, states: list[tuple[int, int, int]]
) -> None:
    """A run of h hours has taken h kWh, whatever files hold its states, and how often."""
    folder = tmp_path_factory.mktemp("runs") / "in"
    folder.mkdir()
    files: dict[int, list[str]] = {}
    for file, run, hours in states:
        end = f"2024-03-{run + 1:02}T{hours:02}:00:00"
        files.setdefault(file, []).append(cc(f"r{run}", s=hours * 3600, kwh=hours, end=end))
    for file, rows in files.items():
        write(folder / f"{file}.csv", *rows)
    longest: dict[int, int] = {}
    for _, run, hours in states:
        longest[run] = max(hours, longest.get(run, 0))
    assert counted(folder)[0] == sum(longest.values())
