"""A GPU that draws more than half as much again as its TDP: its energy is in another unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import run

from carbondata import footprints
from carbondata.runs.workspace import LOOKED_UP

pytestmark = pytest.mark.slow

HEADER = "timestamp,run_id,duration,emissions,energy_consumed,gpu_energy,country_iso_code"
HEADER += ",gpu_count,gpu_model,pue"


def reason(folder: Path, *cells: object) -> str | None:
    """Write a run of two hours that used 100 kWh, and return why it is not worked out."""
    gpu_kwh, count, model, *more = cells
    seconds, pue = (*more, 7200, "")[0], (*more, 0, "")[1] if len(more) > 1 else ""
    path = folder / "emissions.csv"
    line = f"2024-03-05T10:00:00,a,{seconds},1,100,{gpu_kwh},FRA,{count},{model},{pue}"
    path.write_text(f"{HEADER}\n{line}\n")
    (row,) = footprints(path).to_pylist()
    assert (row["emissions_t"] is None) == (row["reason"] is not None)
    assert row["energy_kwh"] == 100
    return str(row["reason"]) if row["reason"] else None


ABOVE = "gpu_power_above_tdp"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # 8 x 400 W x 1.5 are 4,800 W: 9.6 kWh in two hours
        ((9.6, 8, "8 x NVIDIA A100-SXM4-80GB"), None),
        ((9.7, 8, "8 x NVIDIA A100-SXM4-80GB"), ABOVE),
        ((9.7, 8.0, "8 x NVIDIA A100-SXM4-80GB"), ABOVE),
        ((9.7, "", "8 x NVIDIA A100-SXM4-80GB"), ABOVE),
        # A variant that is not in the tables: the largest H100 has 700 W, so 2.1 kWh.
        ((2.0, 1, "1 x NVIDIA H100 80GB HBM3"), None),
        ((2.2, 1, "1 x NVIDIA H100 80GB HBM3"), ABOVE),
        # An A10G is not an A100, and 80GB is no model.
        ((0.5, 1, "1 x NVIDIA A10G"), ABOVE),
        ((99, 8, "8 x Somebody's 80GB SXM4 board"), None),
        ((99, "", ""), None),
        # Nothing says how many: one, of 1.2 kWh.
        ((1.1, "", "NVIDIA A100-SXM4-80GB"), None),
        ((1.3, "", "NVIDIA A100-SXM4-80GB"), ABOVE),
        ((1.3, "nan", "1  x  NVIDIA A100-SXM4-80GB"), ABOVE),
        ((1.3, 0, "NVIDIA A100-SXM4-80GB"), ABOVE),
        # Two models are written without anything between them: 4 + 4 of 400 W.
        ((9.5, "", "4 x NVIDIA A100-SXM4-80GB4 x NVIDIA A100-PCIE-40GB"), None),
        ((9.7, "", "4 x NVIDIA A100-SXM4-80GB4 x NVIDIA A100-PCIE-40GB"), ABOVE),
        # Too short to be measured well, so ten times as much: 5 s of 6,000 W are 0.00833 kWh.
        ((0.0083, 1, "1 x NVIDIA A100-SXM4-80GB", 5), None),
        ((0.0084, 1, "1 x NVIDIA A100-SXM4-80GB", 5), ABOVE),
        # As in 1 s where it is less, or none: 0.00167 kWh.
        ((0.0016, 1, "1 x NVIDIA A100-SXM4-80GB", 0.5), None),
        ((0.0017, 1, "1 x NVIDIA A100-SXM4-80GB", 0.5), ABOVE),
        ((0.0016, 1, "1 x NVIDIA A100-SXM4-80GB", 0), None),
        ((0.0017, 1, "1 x NVIDIA A100-SXM4-80GB", 0), ABOVE),
        ((99, 1, "1 x NVIDIA A100-SXM4-80GB", ""), None),
        # Energy that includes PUE: 1.2 kWh x 1.5.
        ((1.7, 1, "1 x NVIDIA A100-SXM4-80GB", 7200, 1.5), None),
        ((1.9, 1, "1 x NVIDIA A100-SXM4-80GB", 7200, 1.5), ABOVE),
    ],
)
def test_gpus_draw_no_more_than_their_tdp_and_half_of_it(
    tmp_path: Path, cells: tuple[object, ...], expected: str | None
) -> None:
    assert reason(tmp_path, *cells) == expected


def test_an_earlier_state_that_is_plausible_counts_instead(tmp_path: Path) -> None:
    path = tmp_path / "emissions.csv"
    gpu = "FRA,1,1 x NVIDIA A100-SXM4-80GB,"
    path.write_text(
        f"{HEADER}\n2024-03-05T10:00:00,a,3600,1,1,0.4,{gpu}\n"
        f"2024-03-05T11:00:00,a,7200,1,900,800,{gpu}\n"
    )
    rows = {row["energy_kwh"]: row["reason"] for row in footprints(path).to_pylist()}
    assert rows == {1: None, 900: ABOVE}
    assert f"  {ABOVE} (1)" in run("footprint", str(path)).stdout


@pytest.mark.slow
def test_every_accelerator_of_the_tables_has_a_limit_that_is_not_below_its_own(
    tmp_path: Path,
) -> None:
    import carbondata

    rows = carbondata.sql(LOOKED_UP["accelerators"]).to_pylist()
    assert len(rows) > 100
    for row in rows[::12]:
        kwh = row["tdp_w"] * 1.5 * 2 / 1000
        assert reason(tmp_path, 0.99 * kwh, 1, f"1 x {row['name']}") is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # 60 + 30 + 10 of 100 kWh, or a little more; GPUs of more than all of it, or parts that
        # are more together; what is no amount at all.
        ((60, 30, 10), None),
        ((60, 30, 10.9), None),
        (("", 100.9, ""), None),
        ((60, 30, 11.1), "energy_below_its_parts"),
        ((100, 60, 100), "energy_below_its_parts"),
        ((10, 130, 10), "energy_below_its_parts"),
        ((102, 0, 0), "energy_below_its_parts"),
        ((10, -5, 10), "energy_negative"),
        ((10, "nan", 10), "energy_not_a_number"),
        ((10, 5, "inf"), "energy_not_a_number"),
    ],
)
def test_parts_are_no_more_than_the_whole(
    tmp_path: Path, parts: tuple[object, ...], expected: str | None
) -> None:
    path = tmp_path / "emissions.csv"
    head = "timestamp,run_id,duration,emissions,energy_consumed,country_iso_code"
    path.write_text(
        f"{head},cpu_energy,gpu_energy,ram_energy\n"
        f"2024-03-05T10:00:00,a,7200,1,100,FRA,{','.join(map(str, parts))}\n"
    )
    (row,) = footprints(path).to_pylist()
    assert row["reason"] == expected


def test_a_window_of_negative_energy_is_none(tmp_path: Path) -> None:
    path = tmp_path / "zeus.csv"
    head = "start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy"
    path.write_text(f"{head}\n1709640000,train,60,-3600000,7200000\n")
    (row,) = footprints(path, area="FRA").to_pylist()
    assert row["reason"] == "energy_negative"
