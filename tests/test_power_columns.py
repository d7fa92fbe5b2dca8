"""Power logs that are tables: what their columns are, with a header and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbondata import QueryError
from carbondata.runs.power_log.integrate import from_log

pytestmark = pytest.mark.slow

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
    with pytest.raises(QueryError, match=r"'column 2' cycles .* read in turn"):
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
        # Phases of a line; parts of one machine, several of which have its name.
        ("time,phase_a_w,phase_b_w,phase_c_w", "100,100,100", 1_080_000, "server"),
        ("time,n1_gpu0_w,n1_gpu1_w,n1_cpu_w,n1_dram_w", "100,100,60,40", 1_080_000, "server"),
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
        ("time,system_power_w,gpu0_power_w\n0,9,5\n", "'system_power_w' may contain or"),
        ("time,gpu_power_w,gpu0_power_w,gpu1_power_w\n0,9,5,4\n", "'gpu_power_w' may contain or"),
        ("timestamp,run_id,duration,emissions,cpu_power,gpu_power\n2024-03-05T10:00:00,a,9,1,5,9\n",
         "has a row for each run, not samples of power"),
        ("time,node_power_w,gpu0_power_w\n0,9,5\n", "'node_power_w' may contain or"),
        ("time,cpu_power_w,package_power_w\n0,5,9\n", "'package_power_w' may contain or"),
        # What one contains, or measures again, under names of which none is on a list.
        ("time,node1_power_w,rack_power_w\n0,5,9\n", "'rack_power_w' may contain or"),
        ("time,socket0_power_w,socket0_core0_power_w\n0,9,5\n", "'socket0_power_w' may contain"),
        ("time,gpu0_power_w,platform_power_w\n0,5,9\n", "'platform_power_w' may contain or"),
        ("time,job_power_w,gpu0_power_w\n0,9,5\n", "'job_power_w' may contain or"),
        ("time,actual_power_w,raw_power_w\n0,5,5\n", "'actual_power_w' may contain or"),
        ("time,gpu0_power_w,card0_power_w\n0,5,5\n", "'card0_power_w' may contain or"),
        ("time,psu1_in_power_w,psu1_power_w\n0,5,5\n", "may contain or"),
        # The kWh counted since it was bought, in a column of that name.
        ("Time,Total\n0,10.1\n", "no columns of time and power"),
        ("time,a_watts,total_watts\n0,1 W,9 W\n60,1 W,9 W\n", "not the sum of a_watts in 2 of its"),
    ],
)  # fmt: skip
def test_columns_that_do_not_say_enough_are_refused(log: Path, text: str, said: str) -> None:
    log.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")


@pytest.mark.parametrize(
    "name",
    [
        # Limits and aims; what is foreseen, saved, free or lost; what is generated or sent.
        *("gpu_power_setpoint_w", "power_lim_w", "power_ceiling_w", "tgp_w"),
        *("allocated_power_w", "predicted_power_w", "power_saved_w", "power_headroom_w"),
        *("power_loss_w", "delta_power_w", "solar_power_w", "generated_w", "feed_in_power_w"),
        *("PL1 (W)", "CPU PPT [W]", "tx_power", "node1_grid_export_w", "q_w"),
        *("predicted_joules_total", "saved_energy_uj"),
    ],
)  # fmt: skip
def test_a_power_that_is_not_known_to_be_drawn_is_refused_by_its_name(log: Path, name: str) -> None:
    log.write_text(f"time,{name}\n0,100\n3600,100\n", encoding="utf-8")
    with pytest.raises(QueryError) as raised:
        from_log(log, None, "server")
    told = str(raised.value)
    assert f"the name '{name}' may say a limit" in told
    assert "name the column of the draw power_w, or by its device: gpu0_power_w" in told


@pytest.mark.parametrize(
    "name",
    [
        # HWiNFO, GPU-Z, xpu-smi, Power Gadget, uProf, likwid; Kepler and scaphandre, as tables.
        *("CPU Package Power [W]", "IA Cores Power [W]", "Rest-of-Chip Power [W]"),
        *("GPU Core (VDDCR_GFX) Power [W]", "Total System Power [W]", "GPU Power (W)"),
        *("GPU PCIe +12V Input Power [W]", "Board Power Draw [W]", "PWR_SRC Power Draw [W]"),
        *("Processor Power_0(Watt)", "GT Power_0(Watt)", "socket0-package-power", "Power DRAM [W]"),
        *("kepler_node_other_joules_total", "kepler_container_package_joules_total"),
        *("node_rapl_dram_joules_total", "scaph_host_power_microwatts", "package_energy_uj"),
        # The sensors of IPMI and Redfish; kwollect, pm_counters, a Jetson, a smart plug.
        *("Sys Power", "PSU1 Input Power (W)", "Pwr Consumption [W]", "MEM Power"),
        *("bmc_node_power_watt", "wattmetre_power_watt", "pdu_outlet_power_watt", "accel0_power"),
        *("power_consumed_w", "VDD_CPU_GPU_CV_mW", "VDD_IN_mw", "current_power_w", "plug_power_mw"),
        # Scripts; and machines by their names.
        *("power", "watts", "GpuPower_w", "TotalPower (W)", "ane_power", "gpu_power_usage_w"),
        *("nid001234_watts", "cn01_power_w", "r1i0n3_watts", "a_w", "dut_power_w"),
    ],
)  # fmt: skip
def test_what_tools_call_a_draw_is_read(log: Path, name: str) -> None:
    log.write_text(f"time,{name}\n0,1\n60,2\n", encoding="utf-8")
    assert from_log(log, None, "server").kwh > 0


def test_a_power_beside_the_draw_is_not_added_and_told(log: Path) -> None:
    log.write_text("time,gpu0_power_w,gpu0_setpoint_w\n0,100,400\n3600,100,400\n")
    energy = from_log(log, None, None)
    assert energy.kwh == pytest.approx(0.1, rel=1e-12)  # an hour at 100 W
    assert "not added: gpu0_setpoint_w" in energy.how
