"""Power logs of several devices read in turn under one name, and times in days or hours."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

import pytest

from carbondata import QueryError
from carbondata.runs.power_log.integrate import from_log

pytestmark = pytest.mark.slow

NVIDIA = "timestamp, power.draw [W]\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log.csv"


def _nvidia(seconds: list[float]) -> str:
    """Write samples of 300 W as nvidia-smi does, within an hour."""
    stamps = (f"2024/03/01 10:{int(s // 60):02}:{s % 60:06.3f}" for s in seconds)
    return NVIDIA + "".join(f"{stamp}, 300.00 W\n" for stamp in stamps)


def _table(seconds: list[float]) -> str:
    return "time,power_w\n" + "".join(f"{s:.3f},300\n" for s in seconds)


def _in_turn(devices: int, apart: float, rounds: int = 60) -> list[float]:
    """List when devices are read, each so long after the other, every second."""
    return [second + apart * device for second in range(rounds) for device in range(devices)]


@pytest.mark.parametrize("cut", [slice(None), slice(1, None), slice(-1), slice(1, -1)])
@pytest.mark.parametrize(
    ("devices", "apart"), [(2, 0.002), (2, 0.3), (3, 0.002), (3, 0.1), (4, 0.15), (8, 0.01)]
)
@pytest.mark.parametrize("write", [_nvidia, _table])
def test_devices_in_turn_are_refused_wherever_the_log_is_cut(
    log: Path, write: object, devices: int, apart: float, cut: slice
) -> None:
    assert callable(write)
    log.write_text(write(_in_turn(devices, apart)[cut]), encoding="utf-8")
    with pytest.raises(QueryError, match=r"devices were read in turn; name the device of each"):
        from_log(log, None, "accelerator")


@pytest.mark.parametrize(("devices", "apart"), [(3, 0.3), (2, 0.4), (4, 0.2), (4, 0.27)])
def test_what_nvidia_smi_reads_nearly_evenly_is_in_turn(
    log: Path, devices: int, apart: float
) -> None:
    log.write_text(_nvidia(_in_turn(devices, apart)[1:]), encoding="utf-8")
    said = f"come round alike after every {devices}, as if {devices} devices were read in turn"
    with pytest.raises(QueryError, match=said):
        from_log(log, None, None)


def test_devices_in_turn_are_known_though_they_jitter_and_samples_are_missing(log: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    times = [s + chance.uniform(0, 0.03) for s in _in_turn(2, 0.3, 400)]
    kept = [s for s in times if chance.random() > 0.01]  # some are missing
    log.write_text(_table(kept), encoding="utf-8")
    with pytest.raises(QueryError, match="as if 2 devices were read in turn"):
        from_log(log, None, "accelerator")


def _times(steps: list[float]) -> list[float]:
    return list(accumulate(steps, initial=0))


CHANCE = random.Random(7)  # noqa: S311
ONE_DEVICE = {
    "jitter": _times([1 + CHANCE.uniform(-0.4, 0.4) for _ in range(300)]),
    "pauses": _times([3 if CHANCE.random() < 0.1 else 1 for _ in range(300)]),
    # Whole seconds of a device that is read every second and a half.
    "whole seconds": _times([1, 2] * 100),
    "tenths of a second": _times([0.3, 0.3, 0.4] * 60),
    "too few to tell": _times([1, 3, 1, 3, 1]),
}


@pytest.mark.parametrize("times", ONE_DEVICE.values(), ids=ONE_DEVICE)
def test_one_device_is_read_whatever_its_steps(log: Path, times: list[float]) -> None:
    log.write_text(_table(times), encoding="utf-8")
    energy = from_log(log, None, "accelerator")
    # 300 W from the first to the last: no step is five times the usual one
    assert energy.kwh == pytest.approx(300 * times[-1] / 3.6e6, rel=1e-4)


def test_steps_of_a_coarse_clock_are_those_of_one_device(log: Path) -> None:
    # As on Windows, whose clock moves by 1/64 s: nvidia-smi -lms 25 has one or two of them.
    times = [int(0.025 * n * 64) / 64 for n in range(1, 400)]
    log.write_text(_nvidia(times), encoding="utf-8")
    kwh = 300 * (times[-1] - times[0]) / 3.6e6
    assert from_log(log, None, None).kwh == pytest.approx(kwh, rel=1e-3)
    # Whole seconds that a script wrote beside the power, read every 1.3 s.
    whole = [int(1.3 * n) for n in range(300)]
    rows = "".join(f"2024-03-01T10:{s // 60:02}:{s % 60:02}, 300.00 W\n" for s in whole)
    log.write_text(NVIDIA + rows, encoding="utf-8")
    assert from_log(log, None, None).kwh == pytest.approx(300 * 388 / 3.6e6, rel=1e-9)


def test_a_column_of_gpus_may_be_of_several_in_turn_but_not_that_of_one(log: Path) -> None:
    rows = "".join(f"{s:.3f},300\n" for s in _in_turn(2, 0.3, 61)[:-1])
    log.write_text(f"time,gpu_power_w\n{rows}", encoding="utf-8")
    with pytest.raises(QueryError, match="as if 2 devices were read in turn"):
        from_log(log, None, None)
    log.write_text(f"time,gpu0_power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, None).kwh == pytest.approx(300 * 60 / 3.6e6, rel=1e-9)


def test_a_column_that_names_the_devices_is_believed(log: Path) -> None:
    rows = "".join(f"{s:.3f},a,300\n" for s in _in_turn(2, 0.3, 61)[:-1])
    log.write_text(f"time,device,power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, "accelerator").kwh == pytest.approx(300 * 60 / 3.6e6, rel=1e-9)
    log.write_text(f"time,device,gpu_power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, None).kwh == pytest.approx(300 * 60 / 3.6e6, rel=1e-9)
    rows = "".join(f"{s:.3f},300,100\n" for s in _in_turn(2, 0.3, 61)[:-1])
    log.write_text(f"time,gpu0_power_w,gpu1_power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, None).kwh == pytest.approx(400 * 60 / 3.6e6, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "first", "apart"),
    [
        # Days since 1900, each second, and each five minutes; since the year 0; hours.
        ("Date", 45352.4, 1 / 86_400),
        ("Date", 45352.4, 300 / 86_400),
        ("time", 739312.4, 300 / 86_400),
        ("elapsed_time", 0, 1 / 3600),
        ("time_ms", 0, 0.4),
    ],
)
def test_times_in_days_or_hours_are_refused(
    log: Path, name: str, first: float, apart: float
) -> None:
    rows = "".join(f"{first + apart * n:.9f},300\n" for n in range(60))
    log.write_text(f"{name},power_w\n{rows}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"are the times in days or hours\? Write seconds or ISO"):
        from_log(log, None, "server")


@pytest.mark.parametrize(
    ("name", "first", "apart", "seconds"),
    [
        # A thousand times a second; a log that begins 13 hours after its zero; a slow one in ns.
        ("time", 0.0, 0.001, 0.059),
        ("time", 1709640000.0, 0.001, 0.059),
        ("time_us", 0.0, 1000.0, 0.059),
        ("time", 45352.0, 0.1, 5.9),
        ("time_ns", 0.0, 1e9, 59.0),
    ],
)
def test_times_of_a_fast_meter_are_read(
    log: Path, name: str, first: float, apart: float, seconds: float
) -> None:
    rows = "".join(f"{first + apart * n:.4f},300\n" for n in range(60))
    log.write_text(f"{name},power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, "server").kwh == pytest.approx(300 * seconds / 3.6e6, rel=1e-4)


def test_a_command_of_less_than_a_thousandth_of_a_second_is_measured(log: Path) -> None:
    text = "          0.05 Joules power/energy-pkg/\n\n   0.000500000 seconds time elapsed\n"
    log.write_text(text, encoding="utf-8")
    assert from_log(log, None, "server").kwh == pytest.approx(0.05 / 3.6e6, rel=1e-12)


def test_a_sign_of_number_in_a_devices_name_ends_no_line(log: Path) -> None:
    rows = [f"{s},{watts},GPU #{n}\n" for s in range(61) for n, watts in enumerate((300, 100))]
    log.write_text("# by hand\ntime,power_w,device\n" + "".join(rows) + "  # the end\n")
    assert from_log(log, None, "accelerator").kwh == pytest.approx(60 * 400 / 3.6e6)
    quoted = "".join(rows).replace("GPU #1", '"GPU #1"')
    log.write_text("time,power_w,device\n#,begins here\n" + quoted)
    assert from_log(log, None, "accelerator").kwh == pytest.approx(60 * 400 / 3.6e6)


def test_devices_that_are_read_evenly_are_told_by_their_powers(log: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    levels = (300, 90, 410)
    rows = "".join(f"{n / 3:.6f},{levels[n % 3] + chance.gauss(0, 4):.1f}\n" for n in range(90))
    log.write_text(f"time,power_w\n{rows}", encoding="utf-8")
    with pytest.raises(QueryError, match="powers, come round alike after every 3, as if 3 devices"):
        from_log(log, None, "accelerator")
    # Whether one device did 90 samples of work that comes again after ten: half of it at 300 W.
    rows = "".join(f"{n},{300 if n % 10 < 5 else 100}\n" for n in range(91))
    log.write_text(f"time,power_w\n{rows}", encoding="utf-8")
    assert from_log(log, None, "accelerator").kwh == pytest.approx(90 * 200 / 3.6e6, rel=1e-2)


@pytest.mark.parametrize("name", ["bus", "metric_id", "wer"])
def test_a_column_that_goes_round_is_asked_for_by_its_name(log: Path, name: str) -> None:
    rows = "".join(f"{n},{'abc'[n % 3]},300,{40 + n // 7}\n" for n in range(60))
    log.write_text(f"time,{name},power_w,temperature\n{rows}", encoding="utf-8")
    said = rf"'{name}' cycles through 3 names.* call it `device`"
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "accelerator")


def test_what_does_not_go_round_names_no_device(log: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    rows = "".join(
        f"{n},300,{chance.randint(40, 44)},{n // 20},P{n % 50 // 49}\n" for n in range(200)
    )
    log.write_text(f"time,power_w,temperature,epoch,pstate\n{rows}", encoding="utf-8")
    assert from_log(log, None, "accelerator").kwh == pytest.approx(300 * 199 / 3.6e6, rel=1e-9)
