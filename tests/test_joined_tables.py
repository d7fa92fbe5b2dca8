"""Tables joined in one file, and columns whose type is none of what they hold, are refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

CALLS = ("model,time,tokens_in,tokens_out", "llama-3.1-8b,2024-03-01,10,100")
SWAPPED = ("model,time,tokens_out,tokens_in", "llama-3.1-8b,2024-03-01,100000,1")
RUNS = ("run_id,energy_kwh,pue", "a,1.5,1.2")


def calls(log: object, built: Path) -> object:
    return carbondata.calls(log, area="FRA", year=2024, database=built)


def runs(log: object, built: Path) -> object:
    return carbondata.footprints(log, area="FRA", year=2024, energy_scope="server", database=built)


def reasons(log: Path, built: Path) -> dict[str, str | None]:
    return {row["run_id"]: row["reason"] for row in runs(log, built).to_pylist()}


@pytest.mark.parametrize("before", ["\ufeff", "\t", "\ufeff\t "])
def test_a_second_header_is_seen_behind_whatever_is_written_before_it(
    built: Path, tmp_path: Path, before: str
) -> None:
    log = tmp_path / "joined.csv"
    first, second = "\n".join(CALLS), "\n".join(SWAPPED)
    log.write_text(f"{first}\n{before}{second}\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"joined\.csv, line 3: another header"):
        calls(log, built)


@pytest.mark.parametrize("head", ["server,model,time,tokens_out", "LLM,when,out,in"])
def test_a_line_without_any_number_is_a_header_whatever_its_words(
    built: Path, tmp_path: Path, head: str
) -> None:
    log = tmp_path / "joined.csv"
    log.write_text("\n".join((*CALLS, head, "llama-3.1-8b,2024-03-02,100000,1", "")))
    with pytest.raises(QueryError, match="line 3: another header"):
        calls(log, built)


def test_tables_of_runs_with_carriage_returns_alone_are_seen_to_be_two(
    built: Path, tmp_path: Path
) -> None:
    log = tmp_path / "runs.csv"
    log.write_text("\r".join((*RUNS, "task,pue,energy_kwh", "b,1.9,2", "")))
    with pytest.raises(QueryError, match="line 3: another header"):
        runs(log, built)


def test_a_row_of_words_among_rows_of_numbers_is_still_a_row(built: Path, tmp_path: Path) -> None:
    # Two cells say the same, and one says nothing.
    log = tmp_path / "runs.csv"
    log.write_text("run_id,energy_kwh,model,area\na,1.5,gpt,FRA\nb,,gpt,FRA\n")
    assert reasons(log, built) == {"a": None, "b": "energy_missing"}


@pytest.mark.parametrize("lost", ["unknown", "lots", "failed"])
def test_a_row_whose_one_number_is_lost_is_a_row(built: Path, tmp_path: Path, lost: str) -> None:
    log = tmp_path / "runs.csv"
    log.write_text(f"run_id,energy_kwh,area_id\nfirst,1,FRA\nsecond,{lost},FRA\n")
    assert reasons(log, built)["first"] is None
    assert reasons(log, built)["second"] in {"energy_kwh_not_a_number", "energy_missing"}


def test_what_a_driver_says_is_no_header(built: Path, tmp_path: Path) -> None:
    rows = [f"2024-03-01 10:00:0{second},300" for second in range(9)]
    rows.insert(5, "Failed to initialize NVML, retrying")
    log = tmp_path / "power.csv"
    log.write_text("\n".join(("time,power_w", *rows, "")))
    told = carbondata.footprint(
        power_log=log, area="FRA", year=2024, energy_scope="server", database=built
    )
    assert told.energy.kwh == pytest.approx(300 * 8 / 3.6e6)


@pytest.mark.parametrize(
    "head", ["timestamp,temperature,power_w", "Time,Temp,Power_W", "Zeit,Temperatur,Leistung"]
)
def test_a_second_header_of_a_power_log_is_seen_by_its_words(
    built: Path, tmp_path: Path, head: str
) -> None:
    rows = [f"2024-03-01 10:00:0{second},300,90" for second in range(5)]
    more = [f"2024-03-01 10:00:0{second},90,300" for second in range(5, 9)]
    log = tmp_path / "power.csv"
    log.write_text("\n".join(("time,power_w,temp", *rows, head, *more, "")))
    with pytest.raises(QueryError, match="is a header with other columns"):
        carbondata.footprint(
            power_log=log, area="FRA", year=2024, energy_scope="server", database=built
        )


def test_a_duration_is_no_number_of_hours(built: Path, tmp_path: Path) -> None:
    hours = pa.array([dt.timedelta(hours=2)], pa.duration("us"))
    table = pa.table({"run_id": ["a"], "power_w": [1000.0], "duration_h": hours})
    parquet.write_table(table, tmp_path / "runs.parquet")
    for log in (table, tmp_path / "runs.parquet"):
        with pytest.raises(
            QueryError, match=r"duration_h: .* cannot be read; write it as a number"
        ):
            runs(log, built)
    right = table.set_column(2, "duration_h", pa.array([2.0]))
    assert runs(right, built).to_pylist()[0]["energy_kwh"] == pytest.approx(2.0)


def test_tokens_that_are_durations_or_truths_are_refused(built: Path, tmp_path: Path) -> None:
    for odd in (pa.array([dt.timedelta(seconds=9)]), pa.array([True])):
        table = pa.table({"model": ["gpt-4o"], "tokens_in": [1], "tokens_out": odd})
        parquet.write_table(table, tmp_path / "calls.parquet")
        for log in (table, tmp_path / "calls.parquet"):
            with pytest.raises(QueryError, match=r"tokens_out: .* cannot be read"):
                calls(log, built)


def test_columns_of_one_name_are_refused_in_parquet_too(built: Path, tmp_path: Path) -> None:
    table = pa.table([["a"], [1.0], [1000.0]], ["run_id", "energy_kwh", "Energy_kWh"])
    parquet.write_table(table, tmp_path / "runs.parquet")
    for log in (table, tmp_path / "runs.parquet"):
        with pytest.raises(QueryError, match="is the name of two columns"):
            runs(log, built)
    twice = pa.table([["m"], [1], [2]], ["model", "tokens_out", "tokens_out"])
    parquet.write_table(twice, tmp_path / "calls.parquet")
    with pytest.raises(QueryError, match="is the name of two columns"):
        calls(tmp_path / "calls.parquet", built)


@pytest.mark.parametrize("unit", ["kW", "mW", "Watt hours"])
def test_a_column_of_units_is_not_passed_over(built: Path, tmp_path: Path, unit: str) -> None:
    rows = [f"2024-03-01 10:00:0{second},0.3,{unit}" for second in range(9)]
    log = tmp_path / "power.csv"
    log.write_text("\n".join(("time,power,unit", *rows, "")))
    facts = {"area": "FRA", "year": 2024, "energy_scope": "server", "database": built}
    with pytest.raises(QueryError, match="column unit: units of each row are not read"):
        carbondata.footprint(power_log=log, **facts)
    log.write_text(log.read_text().replace(unit, "W"))
    # 0.3 W for eight seconds.
    assert carbondata.footprint(power_log=log, **facts).energy.kwh == pytest.approx(2.4 / 3.6e6)


def test_outlets_are_devices(built: Path, tmp_path: Path) -> None:
    rows = [
        f"2024-03-01 10:00:{second:02}.{outlet}00,{outlet},{300 + outlet * 20}"
        for second in range(20)
        for outlet in (0, 5)
    ]
    log = tmp_path / "power.csv"
    log.write_text("\n".join(("time,outlet,power_w", *rows, "")))
    told = carbondata.footprint(
        power_log=log, area="FRA", year=2024, energy_scope="server", database=built
    )
    # 300 W and 400 W, each for 19 seconds.
    assert told.energy.kwh == pytest.approx(700 * 19 / 3.6e6, rel=1e-6)


@pytest.mark.parametrize("name", ["Total", "sum", "Grand total:", "Mean", "Moyenne"])
def test_a_row_of_totals_is_no_run(built: Path, tmp_path: Path, name: str) -> None:
    log = tmp_path / "runs.csv"
    log.write_text(f"run_id,energy_kwh\ntotal-recall,1\nsummary,2\n{name},3\n")
    assert reasons(log, built) == {"total-recall": None, "summary": None, name: "total_of_rows"}


@pytest.mark.parametrize("column", ["name", "job", "project", "model"])
def test_nor_is_one_in_whatever_column_the_runs_are_named(
    built: Path, tmp_path: Path, column: str
) -> None:
    log = tmp_path / "runs.csv"
    log.write_text(f"{column},energy_kwh\na,100\nb,100\nTotal (2 runs),200\n")
    rows = carbondata.footprints(
        log, area="FRA", year=2023, energy_scope="server", database=built
    ).to_pylist()
    assert [row["reason"] for row in rows] == [None, None, "total_of_rows"]


def test_nor_is_one_in_the_table_of_a_tool(built: Path, tmp_path: Path) -> None:
    log = tmp_path / "sacct.txt"
    log.write_text(
        "JobID|ConsumedEnergyRaw|Start|End|ElapsedRaw\n"
        "1|3600000|2023-01-01T00:00:00|2023-01-01T01:00:00|3600\nTotal|3600000|||\n"
    )
    assert reasons(log, built) == {"1": None, "Total": "total_of_rows"}


def test_nor_is_a_row_without_a_name_whose_energy_is_that_of_all_others(
    built: Path, tmp_path: Path
) -> None:
    log = tmp_path / "runs.csv"
    log.write_text("run_id,energy_kwh\na,1.5\nb,2.25\nc,4\n,7.75\n")
    assert reasons(log, built) == {"a": None, "b": None, "c": None, None: "total_of_rows"}
    # It is one if it has a name, or another energy; and two rows are too few to tell.
    log.write_text("run_id,energy_kwh\na,1.5\nb,2.25\nc,3.75\n")
    assert set(reasons(log, built).values()) == {None}
    log.write_text("run_id,energy_kwh\na,1.5\nb,2.25\nc,4\n,7.8\n")
    assert set(reasons(log, built).values()) == {None}
    log.write_text("run_id,energy_kwh\na,1.5\n,1.5\n")
    assert set(reasons(log, built).values()) == {None}
