"""Gaps of a power log as the reader asks, wraps, counters that run in step, impossible powers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import carbondata
from carbondata import QueryError
from carbondata.runs.energy import Energy
from carbondata.runs.power_log.integrate import from_log

pytestmark = pytest.mark.slow

# 20 s at 100 W, two hours of nothing, 10 s at 300 W.
PAUSE = "time,power_w\n0,100\n10,100\n20,100\n7220,300\n7230,300\n"
RANGE = 262_143_328_850  # uJ, of a RAPL counter of 32 bits


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log.csv"


def _energy(log: Path, text: str, gaps: str | None = None) -> Energy:
    log.write_text(text, encoding="utf-8")
    return from_log(log, None, "server", gaps=gaps)


@pytest.mark.parametrize(
    ("gaps", "joules", "said"),
    [
        (None, 5_000, "99.6% of the time, left out (--gaps held or linear counts them)"),
        ("left-out", 5_000, "99.6% of the time, left out"),
        # 7200 s at 100 W: 720,000 of 725,000 J; at (100 + 300) / 2: 1,440,000 of 1,445,000 J
        (
            "held",
            725_000,
            "99.6% of the time and 99.3% of the energy, counted with the power before",
        ),
        (
            "linear",
            1_445_000,
            "99.6% of the time and 99.7% of the energy, counted with a line from",
        ),
    ],
)
def test_a_pause_is_integrated_as_the_reader_asks(
    log: Path, gaps: str | None, joules: float, said: str
) -> None:
    energy = _energy(log, PAUSE, gaps)
    assert energy.kwh == pytest.approx(joules / 3.6e6, rel=1e-12)
    assert f"gaps of over 5 usual intervals: 1, up to 2 h, {said}" in energy.how


def test_a_pause_that_is_counted_counts_in_the_mean(log: Path) -> None:
    log.write_text(PAUSE, encoding="utf-8")
    # 725,000 J in 7230 s, for 24 h
    assert from_log(log, 24, "server", gaps="held").kwh == pytest.approx(725 / 7230 * 24, rel=1e-12)


def test_what_a_counter_counted_through_a_pause_is_counted(log: Path) -> None:
    # 1 W for 4 s; 296 J in a pause of 296 s; 1 W for 4 s
    rows = [f"{t},{t * 1_000_000}" for t in (0, 1, 2, 3, 4, 300, 301, 302, 303, 304)]
    text = "\n".join(["time,energy_uj", *rows]) + "\n"
    energy = _energy(log, text)
    assert energy.kwh == pytest.approx(304 / 3.6e6, rel=1e-12)
    assert "97.4% of the time and 97.4% of the energy, counted by the log itself" in energy.how
    energy = _energy(log, text, "left-out")
    assert energy.kwh == pytest.approx(8 / 3.6e6, rel=1e-12)
    assert "97.4% of the time, left out (without --gaps the log counts them)" in energy.how
    with pytest.raises(QueryError, match="counts energy, through a pause too, so --gaps held has"):
        _energy(log, text, "held")


def test_a_mean_over_an_interval_covers_no_pause(log: Path) -> None:
    text = "Time_Of_Day_Seconds\tPkgWatt\n10.0\t100.0\n20.0\t100.0\n30.0\t100.0\n1030.0\t200.0\n"
    # three intervals of 10 s at 100 W and one at 200 W; the first row too ends an interval
    assert _energy(log, text).kwh == pytest.approx(5_000 / 3.6e6, rel=1e-12)
    # and 990 s at 100 W, or at 150 W
    assert _energy(log, text, "held").kwh == pytest.approx(104_000 / 3.6e6, rel=1e-12)
    assert _energy(log, text, "linear").kwh == pytest.approx(153_500 / 3.6e6, rel=1e-12)


def test_gaps_of_several_devices_are_told_together(log: Path) -> None:
    times = (0, 10, 20, 7220, 7230)
    text = "time,gpu,power_w\n" + "".join(f"{t},{g},{100 + g}\n" for t in times for g in (0, 1))
    energy = _energy(log, text)
    assert energy.kwh == pytest.approx(30 * 201 / 3.6e6, rel=1e-12)
    assert "gaps of over 5 usual intervals: 2, up to 2 h, 99.6% of the time" in energy.how


def test_a_counter_that_falls_is_told(log: Path) -> None:
    energy = _energy(log, "time,energy_uj\n0,0\n10,1000000000\n20,5\n30,1000000005\n")
    assert energy.kwh == pytest.approx(2000 / 3.6e6, rel=1e-12)
    assert "falls of the counter left out: 1, 0.00277778 h, as it wrapped or started" in energy.how
    assert "(max_energy_range_uj makes good a wrap)" in energy.how


def test_a_wrap_is_made_good_where_the_range_is_known(log: Path) -> None:
    counts = (RANGE - 1_000_000_000, 0, 1_000_000_000)  # 100 W, with a wrap at 10 s
    rows = [f"{10 * n},{count},{RANGE}" for n, count in enumerate(counts)]
    energy = _energy(log, "\n".join(["time,energy_uj,max_energy_range_uj", *rows]) + "\n")
    assert energy.kwh == pytest.approx(2000 / 3.6e6, rel=1e-12)
    assert "wraps of the counter made good by its range: 1" in energy.how


def test_a_counter_that_starts_again_has_not_wrapped(log: Path) -> None:
    # 1 kJ in 10 s, then a reboot: as a wrap it would be 26 kW.
    counts = (0, 1_000_000_000, 0, 1_000_000_000)
    rows = [f"{10 * n},{count},{RANGE}" for n, count in enumerate(counts)]
    energy = _energy(log, "\n".join(["time,energy_uj,max_energy_range_uj", *rows]) + "\n")
    assert energy.kwh == pytest.approx(2000 / 3.6e6, rel=1e-12)
    assert "falls of the counter left out: 1, 0.00277778 h" in energy.how


def test_a_counter_that_may_wrap_unseen_is_refused(log: Path) -> None:
    # Read every 15 minutes; at 500 W it wraps after 524 s.
    text = "time,energy_uj\n" + "".join(f"{900 * n},{n * 1_000_000}\n" for n in range(5))
    with pytest.raises(QueryError, match=r"900 s lie between two readings .* 262\.143 kJ, so with"):
        _energy(log, text)
    # A value above the range shows a wider counter: 400 kJ in an hour.
    text = "time,energy_uj\n" + "".join(f"{900 * n},{n * 10**11}\n" for n in range(5))
    assert _energy(log, text).kwh == pytest.approx(400_000 / 3.6e6, rel=1e-12)


def test_a_pause_in_which_a_counter_may_wrap_is_refused_or_left_out(log: Path) -> None:
    times = (0, 1, 2, 3, 3600, 3601, 3602)
    text = "time,energy_uj\n" + "".join(f"{t},{t * 1_000_000}\n" for t in times)
    with pytest.raises(QueryError, match=r"3597 s lie between .* --gaps left-out leaves it out"):
        _energy(log, text)
    assert _energy(log, text, "left-out").kwh == pytest.approx(5 / 3.6e6, rel=1e-12)


def _twins(rows: int, other: float = 0) -> str:
    watts = [100 + 7 * n % 13 for n in range(rows)]
    return "time,gpu,power_w\n" + "".join(
        f"{t},0,{w}.25\n{t},1,{w + other}.25\n" for t, w in enumerate(watts)
    )


def test_devices_in_step_are_refused(log: Path) -> None:
    with pytest.raises(QueryError, match="'0' and '1' have the same values, to the digit, in all"):
        _energy(log, _twins(20))
    # One sample more of one of them changes nothing.
    with pytest.raises(QueryError, match="as one counter read under two names"):
        _energy(log, _twins(21).rsplit("\n", 2)[0] + "\n")
    wide = "time,gpu0_power_w,gpu1_power_w\n"
    wide += "".join(f"{t},{t * t % 17},{t * t % 17}\n" for t in range(30))
    with pytest.raises(QueryError, match="'gpu 0' and 'gpu 1' have the same values"):
        _energy(log, wide)


def test_devices_that_agree_by_chance_are_two(log: Path) -> None:
    few, apart = _energy(log, _twins(5)), _energy(log, _twins(40, 1))
    assert "of 2 devices" in few.how
    assert "of 2 devices" in apart.how
    # Nor do two whose values come again and again.
    again = "".join(f"{t},0,{100 + t % 10}\n{t},1,{101 + t % 10}\n" for t in range(200))
    assert "of 2 devices" in _energy(log, f"time,gpu,power_w\n{again}").how
    # An idle power that never moves says nothing.
    still = "time,gpu,power_w\n" + "".join(f"{t},0,30\n{t},1,30\n" for t in range(61))
    assert _energy(log, still).kwh == pytest.approx(3600 / 3.6e6, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,power_w\n0,0\n10,0\n", "the power is 0 W in all 2 samples"),
        ("time,energy_uj\n0,5\n10,5\n", "the counter does not move in all 2 samples"),
        ("time,power_w\n0,5e9\n10,5e9\n", r"mean power of 5e\+09 W is more than 1 GW"),
        # A Jetson's mW under the name of W.
        ("time,gpu_power_w\n0,6629\n10,6629\n", "6629 W for each accelerator .* power_mw"),
    ],
)
def test_an_energy_that_cannot_be_is_refused(log: Path, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        _energy(log, text)


@settings(max_examples=40, deadline=None)  # each writes a file
@given(
    # (One step twice as long as another is one device; three times in turn, it may be two.)
    steps=st.lists(st.integers(1, 2), min_size=12, max_size=30),
    pause=st.integers(11, 5000),
    watts=st.lists(st.integers(1, 900), min_size=31, max_size=31),
    gaps=st.sampled_from(["held", "linear", "left-out"]),
)
def test_gaps_are_integrated_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[int],
    pause: int,
    watts: list[int],
    gaps: str,
) -> None:
    steps[len(steps) // 2] = pause
    times = [sum(steps[:n]) for n in range(len(steps) + 1)]
    joules = 0.0
    for (begun, before), (ended, after) in pairwise(zip(times, watts, strict=False)):
        if ended - begun <= 5 * median(steps) or gaps == "linear":
            joules += (before + after) / 2 * (ended - begun)
        elif gaps == "held":
            joules += before * (ended - begun)
    log = tmp_path_factory.mktemp("log") / "log.csv"
    rows = [f"{s},{w}" for s, w in zip(times, watts, strict=False)]
    energy = _energy(log, "\n".join(["time,power_w", *rows]) + "\n", gaps)
    assert energy.kwh == pytest.approx(joules / 3.6e6, rel=1e-9)


def test_gaps_are_an_option_of_a_footprint(log: Path) -> None:
    log.write_text(PAUSE, encoding="utf-8")
    rest = {"area": "FRA", "year": 2023, "energy_scope": "server"}
    run = carbondata.footprint(**rest, power_log=log, gaps="held")
    assert run.energy.kwh == pytest.approx(725_000 / 3.6e6, rel=1e-12)
    with pytest.raises(QueryError, match="no way 'fill' to integrate gaps; one of held, linear, l"):
        carbondata.footprint(**rest, power_log=log, gaps="fill")
    with pytest.raises(QueryError, match="gaps are those of a power log"):
        carbondata.footprint(**rest, energy_kwh=1, gaps="held")
