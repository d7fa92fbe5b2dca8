"""Power logs that are tables: what their columns are, with a header and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbondata import QueryError
from carbondata.runs.power_log.integrate import from_log

TEN = "2024/03/05 10:"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log"


@pytest.mark.parametrize(
    ("text", "joules"),
    [
        # One GPU, as scripts log it; the plain numbers are an index and a temperature.
        ("".join(f"{TEN}{m:02}:00.000, 0, {m + 20}, 300.00 W\n" for m in range(31)), 540_000),
        # Two in turn, told apart by the index, or by their names in the bus.
        ("".join(f"{TEN}{m:02}:00.00{g}, {g}, 300.00 W\n" for m in range(31) for g in (0, 1)),
         1_080_000),
        ("".join(f"00000000:0{g}:00.0, 300.00 W, {TEN}{m:02}:00.00{g}\n"
                 for m in range(31) for g in (1, 2)), 1_080_000),
        # In milliwatts; and with nothing but seconds for a time.
        ("1700000000.0, 300000 mW\n1700001800.0, 300000 mW\n", 540_000),
    ],
)  # fmt: skip
def test_nvidia_smi_without_a_header_is_read_by_its_cells(
    log: Path, text: str, joules: float
) -> None:
    log.write_text(text, encoding="utf-8")
    energy = from_log(log, None, None)
    assert (energy.kwh, energy.scope) == (pytest.approx(joules / 3.6e6, rel=1e-9), "accelerator")


def test_a_temperature_is_no_index(log: Path) -> None:
    # Two GPUs in turn, with their temperature and no index: nothing tells them apart.
    rows = [(m, g) for m in range(31) for g in (0, 5)]
    text = "".join(f"2024/03/05 10:{m:02}:00.00{g}, {40 + g}, 300.00 W\n" for m, g in rows)
    log.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match="as if several devices were read in turn"):
        from_log(log, None, None)


@pytest.mark.parametrize(
    ("header", "row", "joules", "scope"),
    [
        ("time,gpu0_power_w,gpu1_power_w", "100,200", 1_080_000, "accelerator"),
        ("time,GPU 0 Power (W),GPU 0 Temp (C)", "100,45", 360_000, "accelerator"),
        ("time,gpu0_power_mw,gpu1_power_mw", "100000,200000", 1_080_000, "accelerator"),
        # The processor of the machine beside its GPU; and a package beside a part of it.
        ("time,cpu_power_w,gpu_power_w", "100,200", 1_080_000, "server"),
        ("time,package_power_w,core_power_w", "100,60", 360_000, "server"),
        # The sum is not added to what it is the sum of.
        ("time,n1_watts,n2_watts,total_watts", "100,200,300", 1_080_000, "server"),
        ("Date,CPU Utilization,Total Power,CPU Power,GPU Power", "1,3,2,1", 10_800, "server"),
        ("time,power_kw", "0.3", 1_080_000, "server"),
    ],
)  # fmt: skip
def test_columns_tell_devices_apart(
    log: Path, header: str, row: str, joules: float, scope: str
) -> None:
    log.write_text(f"{header}\n0,{row}\n3600,{row}\n", encoding="utf-8")
    energy = from_log(log, None, None, "server")
    assert (energy.kwh, energy.scope) == (pytest.approx(joules / 3.6e6, rel=1e-9), scope)


def test_an_index_that_is_rarer_than_another_is_asked_for(log: Path) -> None:
    # Two GPUs half a minute apart, one of them with a third of its samples missing.
    rows = [(m, g) for m in range(31) for g in (0, 1) if not g or m % 3]
    log.write_text("".join(f"{TEN}{m:02}:{30 * g:02}.000, {g}, 300.00 W\n" for m, g in rows))
    with pytest.raises(QueryError, match="column 2 may be those of GPUs, but some are rarer"):
        from_log(log, None, None)


def test_pauses_of_a_table_of_several_devices_are_gaps(log: Path) -> None:
    # Ten samples 0.2 s apart, then a pause, six times: 6 x 9 x 0.2 s at 300 W.
    times = [4 * burst + 0.2 * n for burst in range(6) for n in range(10)]
    rows = "".join(f"{s:.1f},100,200\n" for s in times)
    log.write_text(f"time,gpu0_power_w,gpu1_power_w\n{rows}")
    assert from_log(log, None, None).kwh == pytest.approx(6 * 9 * 0.2 * 300 / 3.6e6, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,GPU0,GPU1\n0,1,2\n", "no columns of time and power .* put the names of the columns"),
        ("2024/03/05 10:00:00, 0, 300.00\n", "no header.* 'timestamp, index, power.draw .W.'"),
        ("2024/03/05 10:00:00, 300.00 W, 400.00 W\n", "no header, and no single column that ends"),
        ("time,system_power_w,gpu0_power_w\n0,9,5\n", "'system_power_w' probably contains other"),
        ("time,gpu_power_w,gpu0_power_w,gpu1_power_w\n0,9,5,4\n", "'gpu_power_w' probably"),
        ("timestamp,run_id,duration,emissions,cpu_power,gpu_power\n2024-03-05T10:00:00,a,9,1,5,9\n",
         "has a row for each run, not samples of power"),
        ("time,node_power_w,gpu0_power_w\n0,9,5\n", "'node_power_w' probably contains other"),
        ("time,cpu_power_w,package_power_w\n0,5,9\n", "'package_power_w' probably contains other"),
        ("time,a_watts,total_watts\n0,1 W,9 W\n60,1 W,9 W\n", "not the sum of a_watts in 2 of its"),
    ],
)  # fmt: skip
def test_columns_that_do_not_say_enough_are_refused(log: Path, text: str, said: str) -> None:
    log.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")
