"""Logs of every tool, made up in the form that its documentation or a public file of it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbondata import QueryError
from carbondata.runs.power_log import formats
from carbondata.runs.power_log.integrate import from_log

POWERMETRICS = """Machine model: MacBookAir10,1

*** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (500.00ms elapsed) ***

CPU Power: 947 mW
GPU Power: 153 mW
Package Power: 2000 mW

*** Sampled system activity (Fri Nov 10 12:37:08 2023 +0100) (500.00ms elapsed) ***

Package Power: 4000 mW

*** Sampled system activity (Fri Nov 10 12:37:09 2023 +0100) (1000.00ms elapsed) ***

CPU Power: 5000 mW
Combined Power (CPU + GPU + ANE): 6000 mW
"""
TURBOSTAT = """turbostat version 2023.11.07
cpu0: MSR_PKG_POWER_INFO
usec\tTime_Of_Day_Seconds\tPackage\tCore\tCPU\tAvg_MHz\tPkgWatt\tCorWatt\tRAMWatt
2006\t1643720005.0\t-\t-\t-\t2040\t100.00\t60.00\t10.00
83\t1643720005.0\t0\t0\t0\t4003\t100.00\t60.00\t10.00
83\t1643720005.0\t0\t0\t1\t4003
usec\tTime_Of_Day_Seconds\tPackage\tCore\tCPU\tAvg_MHz\tPkgWatt\tCorWatt\tRAMWatt
2006\t1643720010.0\t-\t-\t-\t2040\t200.00\t60.00\t10.00
83\t1643720010.0\t0\t0\t0\t4003\t200.00\t60.00\t10.00
"""
DMON = """#Date       Time        gpu    pwr  gtemp
#YYYYMMDD   HH:MM:SS    Idx      W      C
 20240305   10:00:00      0    100     45
 20240305   10:00:00      1    200     45
#Date       Time        gpu    pwr  gtemp
#YYYYMMDD   HH:MM:SS    Idx      W      C
 20240305   11:00:00      0    100     45
 20240305   11:00:00      1    200     45
"""
TEGRASTATS = """11-14-2024 22:00:00 RAM 4300/30698MB tj@52C VDD_IN 5000mW/9mW VDD_SOC 900mW/9mW
11-14-2024 23:00:00 RAM 4300/30698MB tj@52C VDD_IN 5000mW/9mW VDD_SOC 900mW/9mW
"""
NVIDIA = """index, power.draw [W], power.limit [W], timestamp
0, 100.00 W, 400.00 W, 2024/03/05 10:00:00.000
0, 100.00 W, 400.00 W, 2024/03/05 11:00:00.000
"""
ROCM = """time,device,Average Graphics Package Power (W)
0,card0,100.0
0,card1,200.0
3600,card0,100.0
3600,card1,200.0
"""
KEPLER = """time,kepler_node_platform_joules_total,kepler_node_other_joules_total,\
kepler_node_gpu_joules_total
0,0,0,0
3600,360000,100,9
"""
# 30.05 s after 10:00, written with thousandths as whole numbers, and 0.95 s later.
POWERJOULAR = """Date,CPU Utilization,Total Power,CPU Power,GPU Power
2024-11-2 10:0:30.50,0.08,30.0,20.0,10.0
 2024- 11- 2  10: 0: 31. 0,0.08,30.0,20.0,10.0
"""
IPMI = """
    Instantaneous power reading:                   {w} Watts
    Minimum during sampling period:                  6 Watts
    Maximum during sampling period:                304 Watts
    Average power reading over sample period:       49 Watts
    IPMI timestamp:                           Thu Feb 15 0{h}:00:00 2024
    Sampling period:                          00000001 Seconds.
    Power reading state is:                   activated

"""
PERF = """
 Performance counter stats for 'system wide':

          3,600.00 Joules power/energy-pkg/
          1,000.00 Joules power/energy-cores/
            360.00 Joules power/energy-ram/

      10.000000000 seconds time elapsed
"""
GADGET = """,System Time,Elapsed Time (sec),Processor Power_0(Watt),\
Cumulative Processor Energy_0(Joules),Cumulative Processor Energy_0(mWh),\
Cumulative IA Energy_0(Joules),Cumulative DRAM Energy_0(Joules),Package Power Limit_0(Watt)
0,14:55:35:726,0.0,9,0,0,0,0,15
1,15:55:35:726,3600.0,9,360000,9,9,36000,15
"""
SPL = """Time,12-28-2020 15:00:00.000,Watts,100.000000,Volts,228.57,Amps,0.2,PF,0.48,Mark,a_testing
Time,12-28-2020 16:00:00.000,Watts,200.000000,Volts,228.44,Amps,0.2,PF,0.48,Mark,a_testing
"""
REPORT = '{{"host":{{"consumption":1.0E8,"timestamp":{s},"components":{{}}}},"consumers":[]}}'


def _matrix(**metrics: tuple[int, int]) -> str:
    """Write an answer of Prometheus: each metric at 0 s and at 60 s."""
    series = [
        {
            "metric": {"__name__": name, "instance": "a:9102", "job": "x"},
            "values": [[0, str(first)], [60, str(last)]],
        }
        for name, (first, last) in metrics.items()
    ]
    return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": series}})


# What a format reads, the energy in J worked out by hand, and the scope that the tool gives.
CASES: list[tuple[formats.Format, str, float, str | None]] = [
    (formats.NVIDIA, NVIDIA, 360_000, "accelerator"),
    (formats.DMON, DMON, 1_080_000, "accelerator"),
    (formats.ROCM, ROCM, 1_080_000, "accelerator"),
    (
        formats.WIDE,
        "timestamp,n1_watts,n2_watts\n2026-05-05T19:00:00,2000,3000\n2026-05-05T20:00:00,2000,3000\n",
        18_000_000,
        None,
    ),
    (formats.TABLE, "time,power_w\n0,100\n3600,100\n", 360_000, None),
    (formats.TEGRASTATS, TEGRASTATS, 18_000, "server"),
    (formats.IPMI, IPMI.format(w=100, h=8) + IPMI.format(w=200, h=9), 540_000, "server"),
    (formats.PTDAEMON, SPL, 540_000, "server"),
    (formats.RAPL, "time,energy_uj\n0,0\n10,1000000000\n", 1_000, None),
    (
        formats.PERF_CSV,
        "1.0,36.0,Joules,power/energy-pkg/,9,100.00,,\n2.0,36.0,Joules,power/energy-pkg/,9,100.00,,\n",
        72,
        None,
    ),
    (formats.PERF, PERF, 3_960, None),
    # The first row ends an interval of 5 s too: 110 W and 210 W; the cores are in the package.
    (formats.TURBOSTAT, TURBOSTAT, 1_600, None),
    # 0.5 s at 2 W and at 4 W, 1 s at 6 W
    (formats.POWERMETRICS, POWERMETRICS, 9, None),
    (formats.GADGET, GADGET, 396_000, None),
    # One report after another, in microwatts: 100 W for an hour.
    (formats.SCAPHANDRE, REPORT.format(s="0.0") + REPORT.format(s="3600.0"), 360_000, None),
    # The platform contains the package.
    (
        formats.PROMETHEUS,
        _matrix(
            kepler_node_platform_joules_total=(500, 6500), kepler_node_package_joules_total=(9, 99)
        ),
        6_000,
        None,
    ),
    (formats.POWERJOULAR, POWERJOULAR, 0.95 * 30, None),
    (formats.JOULES, KEPLER, 360_000, None),
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log"


@pytest.mark.parametrize(
    ("known", "text", "joules", "scope"), CASES, ids=[case[0].name for case in CASES]
)
def test_every_format_is_read(
    log: Path, known: formats.Format, text: str, joules: float, scope: str | None
) -> None:
    log.write_text(text, encoding="utf-8")
    energy = from_log(log, None, None, "facility")
    assert energy.kwh == pytest.approx(joules / 3.6e6, rel=1e-9)
    assert energy.scope == scope or (scope is None and energy.scope == "facility")
    assert known.scope == scope


def test_every_format_that_is_listed_is_tried() -> None:
    assert {name for name, _, _ in formats.power_formats()} == {case[0].name for case in CASES}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# gpu   pwr gtemp\n# Idx     W     C\n    0   300    45\n", "dmon wrote no time.*-o DT"),
        ("#Time  gpu  sm\n#HH:MM:SS  Idx  %\n 10:00:00  0  9\n", "dmon wrote no power.*-s p"),
        ("# gpu  pid  type  sm  command\n    0  12  C  45  python\n", "pmon has no power"),
        ("device,Average Graphics Package Power (W)\ncard0,30.0\n", "rocm-smi writes no time"),
        ("PkgWatt\tRAMWatt\n100\t10\n", "turbostat wrote no time; run it with --enable Time_Of_"),
        ("RAM 1/2MB VDD_IN 5000mW/4000mW\n", "begins with no date and time"),
        ("11-14-2024 22:00:00 RAM 1/2MB VDD_SOC 900mW/9mW\n", "none of VDD_IN, POM_5V_IN"),
        (IPMI.format(w=1, h=8).replace("IPMI timestamp", "x") * 2, "no IPMI timestamp"),
        ("  0,05 Joules power/energy-pkg/\n 1.0 seconds time elapsed\n", "'0,05' has a decimal"),
        (PERF.replace("'system wide'", "'system wide' (10 runs)"), "averaged several runs"),
        (PERF[:150], "no 'seconds time elapsed'"),
        (POWERMETRICS.replace("Package", "x").replace("Combined", "y"), "no power of the chip"),
        (_matrix(up=(0, 1)), "the metric 'up' is not one known here"),
        (_matrix(node_rapl_package_joules_total=(0, 1)).replace("60,", "900,"), "wraps after 262"),
        (_matrix(kepler_node_dram_joules_total=(0, 1), DCGM_FI_DEV_POWER_USAGE=(1, 1)), "of their"),
        (_matrix(kepler_node_cpu_idle_joules_total=(0, 1)), "total' is not one known"),
        ('{"resultType": "vector"}', "is not an answer of Prometheus to query_range"),
        ('{"resultType": "matrix", "result": ' + "[" * 99_999, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_fact_that_is_missing_is_asked_for(log: Path, text: str, said: str) -> None:
    log.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")


def test_dmon_with_the_time_alone_goes_over_midnight(log: Path) -> None:
    rows = "".join(
        f" {time}      0    100     45\n" for time in ("23:30:00", "00:30:00", "01:30:00")
    )
    log.write_text(f"#Time        gpu    pwr  gtemp\n#HH:MM:SS    Idx      W      C\n{rows}")
    assert from_log(log, None, None).kwh == pytest.approx(0.2, rel=1e-12)  # two hours at 100 W


def test_the_rails_of_an_orin_make_up_its_module(log: Path) -> None:
    rails = "VDD_GPU_SOC 2400mW/1mW VDD_CPU_CV 400mW/1mW VIN_SYS_5V0 4000mW/1mW VDDQ_VDD2 300mW/1mW"
    rows = "".join(f"11-14-2024 2{h}:00:00 RAM 1/2MB {rails}\n" for h in (2, 3))
    log.write_text(rows)
    assert from_log(log, None, None).kwh == pytest.approx(6.8e-3, rel=1e-12)  # an hour at 6.8 W


def test_turbostat_around_a_command_and_in_joules(log: Path) -> None:
    table = "Core\tCPU\tPkgWatt\tRAMWatt\n-\t-\t100.0\t20.0\n0\t0\t100.0\t20.0\n"
    log.write_text(f"10.0 sec\n{table}")
    assert from_log(log, None, "server").kwh == pytest.approx(1_200 / 3.6e6, rel=1e-12)
    log.write_text("Time_Of_Day_Seconds\tPkg_J\n1000.0\t500\n1005.0\t600\n1010.0\t700\n")
    assert from_log(log, None, "server").kwh == pytest.approx(1_800 / 3.6e6, rel=1e-12)


def test_perf_counts_nothing_but_joules_and_only_what_it_saw(log: Path) -> None:
    # The beginning is lost: ten seconds of 36 J from the thousandth on; cycles are no energy.
    lines = [
        f"{s}.0,36.0,Joules,power/energy-pkg/,9,100.00,,\n{s}.0,987654,,cycles,9,100.00,,\n"
        for s in range(1001, 1011)
    ]
    log.write_text("".join(lines))
    assert from_log(log, None, "server").kwh == pytest.approx(360 / 3.6e6, rel=1e-12)
    # as a sample, 36 W
    assert from_log(log, 100, "server").kwh == pytest.approx(3.6, rel=1e-12)


def test_a_pause_of_powermetrics_is_left_out(log: Path) -> None:
    samples = POWERMETRICS.replace("12:37:09", "12:47:09")
    log.write_text(samples)
    energy = from_log(log, None, "server")
    assert energy.kwh == pytest.approx(9 / 3.6e6, rel=1e-9)
    assert "gaps of over 5 usual intervals: 1," in energy.how


def test_scaphandre_in_a_list_is_read_too(log: Path) -> None:
    log.write_text(f"[{REPORT.format(s='0.0')},\n{REPORT.format(s='3600.0')}]")
    assert from_log(log, None, "server").kwh == pytest.approx(0.1, rel=1e-9)


def test_the_day_may_come_first_where_no_month_can_be(log: Path) -> None:
    """Half past eleven to half past twelve: 150 W over the hour of 28 December."""
    log.write_text(SPL.replace("12-28", "28-12"))
    assert from_log(log, None, None, None).kwh == pytest.approx(0.15)
    # The eleventh of December, then the twelfth of a month that is none.
    log.write_text(SPL.replace("12-28", "11-12", 1).replace("12-28", "13-12", 1))
    with pytest.raises(QueryError, match="has its month where the lines before have the day"):
        from_log(log, None, None, None)


def test_all_analysers_of_a_power_log_are_in_its_first_watts(log: Path) -> None:
    line = "Time,12-28-2020 {h}:00:00.000,Watts,300,Volts,-1,Amps,-1,PF,-1,Mark,a"
    one = ",Analyzer1,Time,12-28-2020 {h}:00:00.000,Watts,100,Volts,9,Amps,9,PF,1,Mark,a"
    text = "\n".join((line + one + one).format(h=h) for h in (15, 16))
    log.write_text(text + "\n")
    assert from_log(log, None, None, None).kwh == pytest.approx(0.3)
