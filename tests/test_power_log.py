"""Logs of power: trapezoids, devices, domains, a sample stretched to the whole run."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbondata import QueryError
from carbondata.runs.power_log.integrate import from_log


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log.csv"


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_integrated_by_trapezoids(log: Path, between: str) -> None:
    log.write_text("time,power_w\n0,100\n1800,300\n3600,200\n".replace(",", between))
    # 1800 s of 200 W, 1800 s of 250 W: 0.1 + 0.125 kWh
    energy = from_log(log, None, "server")
    assert energy.kwh == pytest.approx(0.225, rel=1e-12)
    assert "1 h of one device, mean 225 W" in energy.how


def test_nvidia_smi_sums_its_devices_and_stretches_to_the_whole(log: Path) -> None:
    lines = ["timestamp, index, power.draw [W]"]
    for minute in range(61):
        stamp = f"2023/01/02 {10 + minute // 60}:{minute % 60:02}:00.000"
        lines += [f"{stamp}, 0, 250.00 W", f"{stamp}, 1, 150.00 W"]
    log.write_text("\n".join(lines) + "\n")
    energy = from_log(log, None, None)
    assert (energy.kwh, energy.scope) == (pytest.approx(0.4, rel=1e-12), "accelerator")
    # an hour's sample of 400 W, for 24 h
    assert from_log(log, 24, None).kwh == pytest.approx(9.6, rel=1e-12)
    assert "scaled to 24 h" in from_log(log, 24, None).how


def test_perf_counts_joules_of_each_domain(log: Path) -> None:
    lines = ["# started on Mon Jan  2 10:00:00 2023", ""]
    for second in range(1, 11):
        lines.append(f"     {second}.000000,36.0,Joules,power/energy-pkg/,1000,100.00,,")
        lines.append(f"     {second}.000000,3.6,Joules,power/energy-ram/,1000,100.00,,")
    log.write_text("\n".join(lines) + "\n")
    # 10 x 39.6 J = 396 J = 0.00011 kWh
    assert from_log(log, None, "server").kwh == pytest.approx(1.1e-4, rel=1e-12)


def test_offsets_count_where_the_clocks_change(log: Path) -> None:
    log.write_text("time,power_w\n2023-10-29T02:30:00+02:00,100\n2023-10-29T02:30:00+01:00,100\n")
    assert from_log(log, None, "server").kwh == pytest.approx(0.1, rel=1e-12)  # an hour at 100 W


def test_samples_without_a_number_are_told(log: Path) -> None:
    log.write_text("timestamp, power.draw [W]\n2023/01/02 10:00:00, 100 W\n"
                   "2023/01/02 10:00:10, [N/A]\n2023/01/02 10:00:20, 100 W\n")  # fmt: skip
    energy = from_log(log, None, None)
    assert energy.kwh == pytest.approx(2000 / 3.6e6, rel=1e-12)
    assert "samples without a number left out: 1" in energy.how


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,power_w\n0,100\n", "fewer than two samples"),
        ("time,power_w\n10,100\n0,100\n20,100\n", "sample 2: time goes backwards"),
        ("time,power_w\n0,100\n10,-1\n20,100\n", "sample 2: power below 0 W"),
        ("a,b\n1,2\n", "there are no columns of time and power among a, b"),
    ],
)
def test_a_log_that_says_nothing_is_refused(log: Path, text: str, said: str) -> None:
    log.write_text(text)
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")


def test_numbers_with_a_comma_are_refused_with_a_remedy(log: Path) -> None:
    log.write_text("time;power_w\n0;100,5\n1800;300,5\n")
    with pytest.raises(QueryError, match=r"no number in 2 of its samples; write numbers as 100"):
        from_log(log, None, "server")


def test_a_log_that_is_not_there_is_refused(log: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        from_log(log, None, "server")


@pytest.mark.slow
@settings(max_examples=40, deadline=None)  # each writes a file
@given(watts=st.lists(st.integers(1, 2000), min_size=2, max_size=40), step=st.integers(1, 60))
def test_the_integral_is_that_of_the_trapezoid_rule(
    tmp_path_factory: pytest.TempPathFactory, watts: list[int], step: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "log.csv"
    rows = [f"{n * step},{w}" for n, w in enumerate(watts)]
    path.write_text("\n".join(["time,power_w", *rows]) + "\n")
    joules = sum((a + b) / 2 * step for a, b in pairwise(watts))
    assert from_log(path, None, "server").kwh == pytest.approx(joules / 3.6e6, rel=1e-9)


def _minutes(row: str) -> str:
    """Write a row, or several, for each minute of an hour; {s} is its time in seconds."""
    return "".join(row.format(s=60 * n, ms=60 * n + 0.002) + "\n" for n in range(61))


@pytest.mark.parametrize(
    ("header", "row", "kwh"),
    [
        ("time,host,power_w", "{s},a,100\n{s},b,300", 0.4),
        ("time,server_id,power_w", "{s},a,100\n{ms},b,300", 0.4),
        ("time,package,gpu,power_w", "{s},0,0,100\n{s},0,1,100\n{s},1,0,100", 0.3),
        ("time,node,rank,power_w", "{s},n,0,100\n{ms},n,1,300", 0.4),
        ("timestamp, name, pci.bus_id, power.draw [W]", "{s}, H, 0, 100 W\n{ms}, H, 1, 100 W", 0.2),
    ],
)
def test_all_columns_that_tell_devices_apart_make_the_device(
    log: Path, header: str, row: str, kwh: float
) -> None:
    log.write_text(f"{header}\n{_minutes(row)}")
    assert from_log(log, None, "server").kwh == pytest.approx(kwh, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,power_w\n" + _minutes("{s},100\n{s},300"), "sample 2: a time appears twice"),
        ("timestamp, name, power.draw [W]\n" + _minutes("{s}, H, 100 W\n{ms}, H, 100 W"),
         r"60 intervals are over 5 times the usual one.*column `device`"),
        # A text of its own in each row; and one of the phases of a run on a single device.
        ("time,name,power_w\n" + _minutes("{s},step {s},100"),
         "going by name there are 61 devices, but"),
        ("time,name,power_w\n0,a,100\n10,a,100\n20,b,100\n30,b,100\n", "drop columns that do not"),
    ],
)  # fmt: skip
def test_devices_that_nothing_tells_apart_are_refused(log: Path, text: str, said: str) -> None:
    log.write_text(text)
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")


def test_bursts_of_one_device_are_taken_where_a_column_says_so(log: Path) -> None:
    log.write_text("time,device,power_w\n" + _minutes("{s},a,100\n{ms},a,100"))
    # 61 bursts of 2 ms at 100 W; the 60 stretches between are gaps
    assert from_log(log, None, "server").kwh == pytest.approx(61 * 0.2 / 3.6e6, rel=1e-6)


@pytest.mark.parametrize(
    ("header", "watts", "kwh"),
    [
        ("time,domain,energy_uj", {"package-0": 100, "core": 50, "dram": 20}, 0.12),
        ("time,domain,energy_uj", {"package-0": 100, "uncore": 9, "dram": 20, "psys": 133}, 0.133),
        ("time,domain,energy_uj", {"core": 50, "dram": 20}, 0.07),
        ("time,package,domain,energy_uj", {"0,package": 90, "0,pp0": 50, "1,pp0": 40}, 0.13),
        ("time,host,domain,energy_uj", {"a,psys": 90, "a,dram": 10, "b,dram": 10}, 0.1),
    ],
)
def test_a_domain_inside_another_counts_once(
    log: Path, header: str, watts: dict[str, int], kwh: float
) -> None:
    rows = (
        f"{s},{name},{w * s * 1_000_000}" for s in range(0, 3601, 60) for name, w in watts.items()
    )
    log.write_text("\n".join([header, *rows]) + "\n")
    assert from_log(log, None, "server").kwh == pytest.approx(kwh, rel=1e-12)


def test_perf_counts_the_package_and_says_what_is_inside(log: Path) -> None:
    events = ("energy-pkg", "energy-cores", "energy-gpu")
    lines = [f"{s}.0,36.0,Joules,power/{one}/,1,100.00,," for s in range(1, 11) for one in events]
    log.write_text("\n".join(lines) + "\n")
    energy = from_log(log, None, "server")
    assert energy.kwh == pytest.approx(1e-4, rel=1e-12)  # 10 x 36 J
    assert "power/energy-cores/, power/energy-gpu/ left out: inside others" in energy.how


def test_a_gpu_beside_a_package_is_one_of_its_own_in_a_table_of_watts(log: Path) -> None:
    log.write_text("time,device,power_w\n" + _minutes("{s},package-0,100\n{s},gpu,300"))
    assert from_log(log, None, "server").kwh == pytest.approx(0.4, rel=1e-12)


def test_a_folder_of_powercap_is_refused_for_its_name(log: Path) -> None:
    log.write_text(
        "time,zone,energy_uj\n" + _minutes("{s},intel-rapl:0,{s}\n{s},intel-rapl:0:1,{s}")
    )
    with pytest.raises(QueryError, match="write the content of its file `name`"):
        from_log(log, None, "server")


def test_milliseconds_are_refused(log: Path) -> None:
    log.write_text("timestamp,power_w\n1682935200000,100\n1682935260000,100\n")
    with pytest.raises(QueryError, match="sample 1: a time after the year 2100; write it in sec"):
        from_log(log, None, "server")


@pytest.mark.parametrize("wrong", ["nan", "inf", "-inf"])
def test_a_sample_that_is_no_number_is_left_out(log: Path, wrong: str) -> None:
    log.write_text(f"time,power_w\n0,100\n10,{wrong}\n20,100\n")
    energy = from_log(log, None, "server")
    assert energy.kwh == pytest.approx(2000 / 3.6e6, rel=1e-12)  # 20 s at 100 W
    assert "samples without a number left out: 1" in energy.how


def test_times_that_are_unread_are_named_by_their_column(log: Path) -> None:
    log.write_text("date,power_w\n13/05/2023 10:00,100\n13/05/2023 10:01,100\n")
    with pytest.raises(
        QueryError, match=r"in column 'date', times that cannot be read: 2; write ISO 8601"
    ):
        from_log(log, None, "server")


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "as a table in UTF-8"), ("utf-16", "is in UTF-16")]
)
def test_text_that_is_no_utf_8_is_refused(log: Path, encoding: str, said: str) -> None:
    log.write_text("time,device,power_w\n0,°C,100\n60,°C,100\n", encoding=encoding)
    with pytest.raises(QueryError, match=said):
        from_log(log, None, "server")


def test_the_name_of_a_log_is_no_pattern(tmp_path: Path) -> None:
    log = tmp_path / "log[1].csv"
    log.write_text("time,power_w\n0,100\n3600,100\n", encoding="utf-8")
    (tmp_path / "log1.csv").write_text("time,power_w\n0,900\n3600,900\n", encoding="utf-8")
    assert from_log(log, None, "server").kwh == pytest.approx(0.1, rel=1e-12)
