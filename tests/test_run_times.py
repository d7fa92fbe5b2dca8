"""Times of runs: read right in whatever zone they are written, and wherever that is done."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from workshop import COMMAND

from carbondata import footprints

RUN = "energy_kwh,energy_scope,area_id"


def _one(path: Path, header: str, cells: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    path.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    (row,) = footprints(path, **options).to_pylist()
    assert isinstance(row, dict)
    return row


def _by_the_hour(path: Path, start: str, end: str) -> tuple[str | None, float | None]:
    row = _one(
        path, f"{RUN},start,end", f"1,server,GBR,{start},{end}", hourly=True, boundary="direct"
    )
    return row["reason"], row["intensity_g_per_kwh"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023-06-01 12:00:00+02", "2023-06-01 13:00:00+02"),
        ("2023-06-01 12:00:00 +02:00", "2023-06-01 13:00:00 +0200"),
        ("2023-06-01 10:00:00 UTC", "2023-06-01 11:00:00UTC"),
        ("2023-06-01T10:00Z", "2023-06-01T11:00:00.000000000 Z"),
        ("2023-06-01 07:30:00-02:30", "2023-06-01 08:30:00-02:30"),
    ],
)
def test_an_offset_counts_however_it_is_written(tmp_path: Path, start: str, end: str) -> None:
    known = _by_the_hour(tmp_path / "r.csv", "2023-06-01T10:00:00Z", "2023-06-01T11:00:00Z")
    assert known[0] is None
    assert _by_the_hour(tmp_path / "r.csv", start, end) == known


@pytest.mark.parametrize(
    "start", ["2023-06-01 12:00 CET", "2023-06-01 12:00+2", "2023-06-01+02", "infinity", "soon"]
)
@pytest.mark.parametrize("name", ["start", "start_utc"])
def test_what_is_not_known_of_a_zone_is_told_and_not_dropped(
    tmp_path: Path, start: str, name: str
) -> None:
    path = tmp_path / "r.csv"
    assert _one(path, f"{RUN},{name}", f"1,server,FRA,{start}")["reason"] == "time_unreadable"
    row = _one(path, f"{RUN},{name},year", f"1,server,FRA,{start},")
    assert row["reason"] == "time_unreadable"
    row = _one(path, f"{RUN},{name}", f"1,server,GBR,{start}", hourly=True, boundary="direct")
    assert row["reason"] == "time_unreadable"


@pytest.mark.parametrize(("name", "year"), [("start_utc", 2022), ("start", 2023)])
def test_the_year_of_a_utc_column_is_of_utc_and_else_of_the_wall(
    tmp_path: Path, name: str, year: int
) -> None:
    start = "2023-01-01T00:30:00+02:00"
    assert _one(tmp_path / "r.csv", f"{RUN},{name}", f"1,server,FRA,{start}")["year"] == year
    path = tmp_path / "r.jsonl"
    run = {"energy_kwh": 1, "energy_scope": "server", "area_id": "FRA", name: start}
    path.write_text(json.dumps(run))
    assert footprints(path).column("year").to_pylist() == [year]


@pytest.mark.slow
def test_the_year_is_the_same_wherever_it_is_worked_out(tmp_path: Path) -> None:
    """A moment of Arrow has a zone, and the machine has another."""
    moment = dt.datetime(2022, 12, 31, 23, 30, tzinfo=dt.UTC)
    table = pa.table({"energy_kwh": [1.0], "energy_scope": ["server"], "area_id": ["FRA"],
                      "start_utc": [moment]})  # fmt: skip
    parquet.write_table(table, tmp_path / "r.parquet")
    for zone in ("Asia/Tokyo", "America/New_York"):
        out = tmp_path / "out.csv"
        subprocess.run(
            [str(COMMAND), "footprint", str(tmp_path / "r.parquet"), "--out", str(out)],
            check=True,
            capture_output=True,
            env=os.environ | {"TZ": zone},
        )
        assert "2022-12-31 23:30:00+00" in out.read_text()
        assert "FRA@2022/" in out.read_text()


def test_a_duration_that_its_times_contradict_is_told(tmp_path: Path) -> None:
    header = "power_w,duration_h,energy_scope,area_id,start_utc,end_utc"
    times = "server,FRA,2023-01-01 10:00,2023-01-01 12:00"
    row = _one(tmp_path / "r.csv", header, f"1000,500,{times}")
    assert row["reason"] == "duration_contradicts"
    # 2.01 h is half a minute more than from minute to minute
    row = _one(tmp_path / "r.csv", header, f"1000,2.01,{times}")
    assert (row["reason"], row["counted_kwh"]) == (None, 2.01)
    row = _one(tmp_path / "r.csv", header, f"1000,,{times}")
    assert (row["reason"], row["counted_kwh"]) == (None, 2)


def test_power_counts_where_a_row_has_no_energy(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    header = "energy_kwh,power_w,duration_h,energy_scope,area_id,year"
    assert _one(path, header, ",1000,2,server,FRA,2023")["counted_kwh"] == 2
    assert _one(path, header, "3,1000,2,server,FRA,2023")["counted_kwh"] == 3
    assert _one(path, header, ",0.5,2,server,FRA,2023")["reason"] == "power_below_1_w"


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York"])
def test_what_is_written_is_read_back_to_the_same_numbers(tmp_path: Path, zone: str) -> None:
    moments = [dt.datetime(2023, 6, 1, hour, tzinfo=dt.UTC) for hour in (10, 12)]
    table = pa.table({"energy_kwh": [1.0], "energy_scope": ["server"], "area_id": ["GBR"],
                      "start": moments[:1], "end": moments[1:]})  # fmt: skip
    parquet.write_table(table, tmp_path / "0.parquet")
    means = []
    for source, out in (("0.parquet", "1.csv"), ("1-runs.csv", "2.csv")):
        command = [str(COMMAND), "footprint", source, "--out", out, "--hourly"]
        subprocess.run(
            [*command, "--boundary", "direct"],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"TZ": zone},
        )
        (row,) = csv.DictReader((tmp_path / out).read_text().splitlines())
        means.append(row["intensity_g_per_kwh"])
        runs = {name: row[name] for name in table.column_names}
        text = f"{','.join(runs)}\n{','.join(runs.values())}\n"
        (tmp_path / "1-runs.csv").write_text(text)
    assert means[0] == means[1] != ""


def assert_one_row_is_spoilt(given: pa.Table | Path) -> None:
    """Work out three runs of which the second, of 2 kWh, has an end that is no moment."""
    yearly = footprints(given).sort_by("energy_kwh")
    # By the year it is the start that counts; by the hour a run has an end.
    assert yearly["reason"].to_pylist() == [None, None, None]
    hourly = footprints(given, hourly=True, boundary="direct").sort_by("energy_kwh")
    assert hourly["reason"].to_pylist() == [None, "time_unreadable", None]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (2**62, pa.timestamp("us")),
        (-(2**63), pa.timestamp("us")),
        (2**63 - 1, pa.timestamp("us")),
        (2**31 - 1, pa.date32()),
    ],
)
def test_a_moment_of_no_calendar_spoils_its_own_row_alone(
    tmp_path: Path, end: int, kind: pa.DataType
) -> None:
    whole = pa.int32() if kind == pa.date32() else pa.int64()
    good = pa.scalar(dt.datetime(2023, 1, 3, tzinfo=dt.UTC), pa.timestamp("us", "UTC"))
    good = good.cast(kind).cast(whole).as_py()
    rows = {
        "energy_kwh": [1.0, 2.0, 3.0],
        "energy_scope": ["server"] * 3,
        "area_id": ["GBR"] * 3,
        "start_utc": [dt.datetime(2023, 1, 2, 10, tzinfo=dt.UTC)] * 3,
        "end_utc": pa.array([good, end, good], whole).view(kind),
    }
    assert_one_row_is_spoilt(pa.table(rows))
    parquet.write_table(pa.table(rows), tmp_path / "runs.parquet")
    assert_one_row_is_spoilt(tmp_path / "runs.parquet")


@pytest.mark.parametrize("end", ["290000-01-01T00:00:00Z", "infinity", "-0044-03-15T00:00:00Z"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_text_of_no_calendar_spoils_its_own_row_alone(
    tmp_path: Path, end: str, ending: str
) -> None:
    path = tmp_path / f"runs.{ending}"
    ends = ["2023-01-03T00:00:00Z", end, "2023-01-03T00:00:00Z"]
    rows = [
        {"energy_kwh": n, "energy_scope": "server", "area_id": "GBR"}
        | {"start_utc": "2023-01-02T10:00:00Z", "end_utc": one}
        for n, one in enumerate(ends, 1)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        if ending == "csv":
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        else:
            file.writelines(f"{json.dumps(row)}\n" for row in rows)
    assert_one_row_is_spoilt(path)
