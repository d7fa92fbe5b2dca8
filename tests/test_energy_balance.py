"""Energy times intensity is emissions, to the digits that were printed."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbondata.pipeline import schema
from carbondata.pipeline.check.energy_balance import check_energy_balance


def _problems(**figures: object) -> list[str]:
    run = {field.name: None for field in schema.fields("training_runs")}
    run |= {"run_id": "a-2020/run", "source_id": "a-2020", "energy_scope": "facility"} | figures
    rows = pa.Table.from_pylist([run], schema=schema.arrow_schema("training_runs"))
    return [problem.what for problem in check_energy_balance(rows)]


# Patterson et al. 2021, Table 4: 1,287 MWh at 429 g/kWh (and 0.5 % of rounding) print as 552.1 t.
GPT_3 = {"energy_kwh": 1_287_000.0, "intensity_g_per_kwh": 429.0, "emissions_t": 552.1}


def test_a_published_row_that_closes_says_nothing() -> None:
    assert _problems(**GPT_3) == []


def test_pue_is_applied_once_and_only_where_it_is_not_inside() -> None:
    # 100 kWh x 400 g/kWh = 40 kg; with a PUE of 1.5, 60 kg.
    bare = {"energy_kwh": 101.0, "intensity_g_per_kwh": 401.0, "pue": 1.55}
    assert _problems(**bare, energy_scope="server", emissions_t=0.0628) == []
    assert _problems(**bare, energy_scope="facility", emissions_t=0.0405) == []
    (twice,) = _problems(**bare, energy_scope="facility", emissions_t=0.0628)
    assert "energy x PUE x intensity gives 0.040501 t" in twice


def test_a_tonne_is_rounded_as_any_figure_is() -> None:
    # 3,961 kWh at 253 g/kWh are 1.0021 t, printed as 1.00.
    assert _problems(energy_kwh=3961.0, intensity_g_per_kwh=253.0, emissions_t=1.0) == []


def test_pounds_taken_for_kilograms_do_not_pass() -> None:
    assert _problems(**GPT_3 | {"emissions_t": 552.1 * 2.2046}) != []


def test_an_exception_is_stated_and_a_stale_one_is_not_kept() -> None:
    off = GPT_3 | {"emissions_t": 502.0}
    assert _problems(**off) != []
    assert _problems(**off, does_not_close="The paper mixes two PUE.") == []
    assert _problems(**GPT_3, does_not_close="?") == ["closes, yet says why it does not"]


@pytest.mark.parametrize(
    "other",
    [
        {"emissions_t": 0.0},
        {"energy_kwh": None},
        {"boundary": "operational_embodied"},
        {"accounting": "market"},
    ],
)
def test_what_holds_more_or_less_than_electricity_is_not_compared(other: dict[str, Any]) -> None:
    assert _problems(**GPT_3 | {"emissions_t": 99.0} | other) == []


@given(
    energy=st.integers(1001, 9999),
    intensity=st.integers(101, 999),
    scale=st.sampled_from([1.0, 1e2, 1e4]),
)
def test_emissions_rounded_to_three_digits_close_and_doubled_ones_do_not(
    energy: int, intensity: int, scale: float
) -> None:
    kwh = energy * scale
    printed = float(f"{kwh * intensity / 1e6:.3g}")
    figures = {"energy_kwh": kwh, "intensity_g_per_kwh": float(intensity)}
    assert _problems(**figures, emissions_t=printed) == []
    assert _problems(**figures, emissions_t=printed * 2) != []
