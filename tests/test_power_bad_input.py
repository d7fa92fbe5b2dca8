"""Power logs as people have them: cut off, put together, in other units, times and encodings."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from carbondata import QueryError
from carbondata.runs.energy import Energy
from carbondata.runs.power_log.integrate import from_log

pytestmark = pytest.mark.slow

NVIDIA = "timestamp, index, power.draw [W]\n"
HOUR = "2024/03/05 {h}:00:00.000, 0, {w}\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name a file for a log."""
    return tmp_path / "log.csv"


def _energy(log: Path, text: str) -> Energy:
    log.write_bytes(text.encode())
    return from_log(log, None, "server")


@pytest.mark.parametrize(
    ("text", "kwh", "said"),
    [
        # As Windows writes it, with a mark of the byte order.
        ("\ufefftime,power_w\r\n0,100\r\n3600,100\r\n", 0.1, ""),
        # Two logs in one file.
        ("time,power_w\n0,100\n3600,100\ntime,power_w\n7200,100\n", 0.2, "headers left out: 1"),
        # Lines of a shell above the header; a comment; an empty line at the end.
        (f"nohup: ignoring input\n# gpu\n{NVIDIA}" + HOUR.format(h=10, w="100 W")
         + HOUR.format(h=11, w="100 W") + "\n", 0.1, ""),
        # The last line breaks off in the number, or before the power.
        (NVIDIA + "".join(HOUR.format(h=h, w="100.00 W") for h in (10, 11))
         + HOUR.format(h=12, w="10")[:-1], 0.1, "the last line breaks off and is left out"),
        ("time,power_w\n" + "".join(f"{3600 * h},100.25\n" for h in range(6)) + "21600,100.2",
         0.50125, "the last line breaks off"),
        ("time,power_w\n0,100\n3600,100\n72", 0.1, "the last line breaks off"),
        # A last line that is whole, but has no end.
        ("time,power_w\n0,100.5\n3600,300", 0.20025, ""),
        ("time,power_w,phase\n0,100,start\n3600,100,train\n7200,100,end", 0.2, ""),
        # A name with the separator in it.
        ('time,"power, of all (W)",fan\n0,100,9\n3600,100,9\n', 0.1, ""),
        # Times in thousandths and millionths of a second, where the header says so.
        ("time_ms,power_w\n1682935200000,100\n1682938800000,100\n", 0.1, ""),
        ("timestamp (us),power_w\n0,100\n3600000000,100\n", 0.1, ""),
        # A date and a time in columns of their own; a decimal comma in a time.
        ("date;time;power_w\n2024-03-05;10:00:00;100\n2024-03-05;11:00:00;100\n", 0.1, ""),
        ("time;power_w\n2024-03-05 10:00:00,000;100\n2024-03-05 11:00:00,000;100\n", 0.1, ""),
        # Cells in milliwatts.
        ("time,power\n0,100000 mW\n3600,100000 mW\n", 0.1, ""),
    ],
)  # fmt: skip
def test_a_log_with_a_quirk_is_read(log: Path, text: str, kwh: float, said: str) -> None:
    energy = _energy(log, text)
    assert energy.kwh == pytest.approx(kwh, rel=1e-12)
    assert said in energy.how
    assert said or ";" not in energy.how


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,power_w\n0,100 W\n60,100000 mW\n", "the power is in several units"),
        ("time,power_w\n0,100\n60,100000 mW\n", "the power is in several units"),
        ("time,power_w\n0,100\npower_w,time\n100,60\n", "line 2 .* is a header with other columns"),
        ("time,power_w\n0,100\ntime,gpu\n60,100\n", "line 2 .* is a header with other columns"),
        ("time,power_w\n0,-100\n60,100\n", "sample 1: power below 0 W"),
        ("time,power_w\n0,nan\n60,nan\n", r"no number in 2 of its samples"),
        ("time;power_w\n0;100,5\n60;100,5\n", "write numbers as 100.5, with a decimal point"),
        ("time,power_w\n05/03/2024 10:00,100\n05/03/2024 11:00,100\n", "write ISO 8601"),
        ("time,power_w\n2024-03-05 10:00:00 AM,100\n2024-03-05 01:00:00 PM,100\n", "hours to 24"),
        (
            "time,power_w\n10:00:00,100\n11:00:00,100\n",
            r"in column 'time', times that cannot be read: 2",
        ),
        ("timestamp,power_w\n1682935200000,100\n1682938800000,100\n", "name its column time_ms"),
        # An epoch of a training is no time, and a megawatt no milliwatt.
        ("epoch,power_w\n1,100\n2,100\n", "no columns of time and power"),
        ("time,power (MW)\n1,100\n2,100\n", "no columns of time and power"),
        # Samples without a header, and then those of another log with one.
        (HOUR.format(h=10, w=100) + NVIDIA + HOUR.format(h=11, w=100), "there is no header"),
        ("time,power_w\n0,100\n60,100,9\n", "line 3: there are 3 cells, but 2 names of columns"),
        ("", "is empty"),
    ],
)
def test_a_log_that_may_mean_something_else_is_refused(log: Path, text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        _energy(log, text)


def test_a_file_of_anything_is_recognised_in_no_time(log: Path) -> None:
    log.write_bytes(b"\n" * 200_000 + b"#" + b"gpu " * 50_000)
    begun = time.process_time()
    with pytest.raises(QueryError, match="is empty"):
        from_log(log, None, "server")
    assert time.process_time() - begun < 5


def test_nothing_is_left_in_the_temporary_folder(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _energy(log, "time,power_w\n0,100\n60,100\n")
    with pytest.raises(QueryError):
        _energy(log, "time,power_w\n0,x\n60,x\n")
    assert [path.name for path in tmp_path.iterdir()] == [log.name]


@pytest.mark.parametrize("cells", ["gpu{}_w", "w{} w"])
def test_a_header_of_thousands_of_columns_is_read_or_refused_in_seconds(
    log: Path, cells: str
) -> None:
    names = ",".join(cells.format(number) for number in range(5_000))
    log.write_text(f"time,{names}\n" + "".join(f"{at},{names}\n" for at in (0, 3600)))
    began = time.monotonic()
    with pytest.raises(QueryError):
        from_log(log, None, "server")
    assert time.monotonic() - began < 30


def test_a_counter_that_falls_every_other_step_counts_nothing(log: Path) -> None:
    # The joules of each interval, which are no counter, though their name says a total.
    rows = "".join(f"{10 * n},{3000 + n % 2}\n" for n in range(30))
    log.write_text(f"time,gpu0_joules_total\n{rows}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"falls in 14 of its 29 steps.* as a mean power"):
        from_log(log, None, None)
