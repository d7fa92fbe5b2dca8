"""When the runs of files should have started: each by its own length, or all as one."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from workshop import run

from carbondata import QueryError, footprint
from carbondata.runs.starts import MANY, moved_runs

pytestmark = pytest.mark.slow

HEADER = "run_id,energy_kwh,energy_scope,pue,area_id,duration_h,year"
WINDOW = dt.datetime.fromisoformat("2023-01-02"), dt.datetime.fromisoformat("2023-01-04")
WHEN = ("--when", "2023-01-02T00:00Z/2023-01-04T00:00Z", "--boundary", "direct")
SPACES = str.maketrans("\xa0\u202f", "  ")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    path = tmp_path / "runs.csv"
    rows = ("a,3.5,server,,UK,3,2023", "b,10,server,,GBR,12,2023", "b,10,server,,GBR,12,2023",
            "c,10,server,,FRA,12,2023", "d,10,server,,GB,,2023", "e,-1,server,,GB,1,2023",
            "f,5,server,,GB,100,2023")  # fmt: skip
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def when(path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    done = run("footprint", str(path), *WHEN, *more)
    assert done.returncode == 0, done.stderr
    return done


def test_each_run_has_its_own_greenest_start_and_they_add_up(runs: Path) -> None:
    """At 21:00 the mean over 3 h is 67 g/kWh: 3.5 kWh emit 234.5 g; the worst is 203.667."""
    lines = when(runs).stdout.splitlines()
    # 10 kWh at 97.75 and 179.167 g/kWh
    assert lines[:2] == [
        "greenest   1.212 kg CO2, server, for 2 rows",
        "dirtiest   2.504 kg CO2, server, for 2 rows",
    ]
    assert lines[4:6] == [
        "a         3   2023-01-03 21:00   234.5 g   2023-01-02 17:00    712.8 g",
        "b        12   2023-01-02 23:30   977.5 g   2023-01-02 10:30   1.792 kg",
    ]
    assert max(map(len, lines)) <= 80


def test_what_cannot_be_moved_is_counted_with_its_reason(runs: Path) -> None:
    told = json.loads(when(runs, "--format", "json").stdout)
    assert told["reasons"] == {
        "duplicate_run": 1,
        "energy_negative": 1,
        "area_without_hours": 1,
        "duration_missing": 1,
        "longer_than_window": 1,
    }
    assert [each["name"] for each in told["runs"] if each["reason"] is None] == ["a", "b"]
    assert len(told["runs"]) + 2 == 7
    assert told["known"] == {"GBR": {"known_h": 48, "window_h": 48}}


def test_with_hours_the_energy_of_all_is_that_of_one_run(runs: Path) -> None:
    """3.5 + 10 + 10 + 10 + 5 kWh, the copy and the negative left out, at 67 g/kWh."""
    lines = when(runs, "--hours", "3", "--area", "UK").stdout.splitlines()
    assert lines[0] == "greenest   2.58 kg CO2, server, for 5 rows"
    alone = footprint(
        area="GBR", start=dt.datetime(2023, 1, 3, 21, tzinfo=dt.UTC), hours=3, hourly=True,
        energy_kwh=38.5, energy_scope="server", boundary="direct",
    )  # fmt: skip
    moved = moved_runs(runs, WINDOW, 3, area="UK", boundary="direct")
    assert moved.runs[0].emissions_t is not None
    assert moved.runs[0].emissions_t[0] == pytest.approx(alone.emissions_t)


def test_pue_is_applied_once_and_scopes_are_not_added(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{HEADER}\na,10,server,1.5,GB,3,2023\nb,10,server,,GB,3,2023\n")
    moved = moved_runs(path, WINDOW, boundary="direct")
    assert [(each.emissions_scope, each.counted_kwh) for each in moved.runs] == [
        ("facility", 15),
        ("server", 10),
    ]
    assert [line.split(",")[1] for line in when(path).stdout.splitlines()[:4]] == [
        " facility", " facility", " server", " server",
    ]  # fmt: skip


def test_runs_of_a_tool_take_as_long_as_they_took(tmp_path: Path) -> None:
    path = tmp_path / "emissions.csv"
    path.write_text(
        "timestamp,run_id,duration,emissions,energy_consumed,country_iso_code\n"
        "2024-03-05T10:00:00,a,10800,0.117,3.5,GBR\n"
    )
    (moved,) = moved_runs(path, WINDOW, boundary="direct").runs
    assert (moved.name, moved.hours) == ("a", 3)
    assert moved.emissions_t == (pytest.approx(2.345e-4), pytest.approx(7.12833e-4, rel=1e-5))


def test_starts_of_files_speak_french(runs: Path) -> None:
    told = when(runs, "--lang", "fr").stdout.translate(SPACES).splitlines()
    assert told[0] == "au plus bas    1,212 kg de CO₂, serveurs entiers, pour 2 lignes"
    assert "non calculées" in told


def test_too_many_lengths_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = (f"r{n},1,server,,GB,{n + 1}e-3,2023" for n in range(MANY + 1))
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    with pytest.raises(QueryError, match=f"more than {MANY} lengths; with --hours H"):
        moved_runs(path, WINDOW, boundary="direct")
    moved = moved_runs(path, WINDOW, 2, boundary="direct")
    assert [(each.rows, each.counted_kwh) for each in moved.runs] == [(MANY + 1, MANY + 1)]


@pytest.mark.parametrize(
    "more",
    [("--out", "a.csv"), ("--year", "2023"), ("--hourly",), ("--strict",), ("--plot", "a.svg")],
)
def test_what_has_no_effect_is_refused(runs: Path, more: tuple[str, ...]) -> None:
    assert run("footprint", str(runs), *WHEN, *more).returncode == 2


def test_a_window_has_two_ends(runs: Path) -> None:
    done = run("footprint", str(runs), "--when", "2023-01-02T00:00Z")
    assert done.returncode == 2
    assert "--when takes FROM/TO" in done.stderr
