"""What holds for every comparison: it can be turned, scaled, and said in other units."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import carbondata

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
amounts = st.floats(min_value=1e-6, max_value=1e12)
spans = st.lists(amounts, min_size=3, max_size=3).map(sorted)

SIDE = """{'measure': 'emissions', 'factor': NULL::VARCHAR, 'is_default': false, 'studies': 1,
    'studies_t_low': NULL::DOUBLE, 'studies_t_high': NULL::DOUBLE, 'emissions_t_low': $%s::DOUBLE,
    'emissions_t': $%s::DOUBLE, 'emissions_t_high': $%s::DOUBLE, 'energy_kwh_low': NULL::DOUBLE,
    'energy_kwh': NULL::DOUBLE, 'energy_kwh_high': NULL::DOUBLE,
    'studies_kwh_low': NULL::DOUBLE, 'studies_kwh_high': NULL::DOUBLE}"""
RATIO = f"""SELECT x.low, x.central, x.high FROM (
    SELECT ratio_of({SIDE % (1, 2, 3)}, {SIDE % (4, 5, 6)}) AS x)"""


def ratio(
    con: duckdb.DuckDBPyConnection, subject: list[float], reference: list[float]
) -> tuple[float, float, float]:
    (found,) = con.execute(RATIO, [*subject, *reference]).fetchall()
    return found


@pytest.mark.slow
@SETTINGS
@given(subject=spans, reference=spans)
def test_a_ratio_times_its_turn_is_one_and_its_bounds_enclose_it(
    con: duckdb.DuckDBPyConnection, subject: list[float], reference: list[float]
) -> None:
    low, central, high = ratio(con, subject, reference)
    turned_low, turned, turned_high = ratio(con, reference, subject)
    assert central * turned == pytest.approx(1)
    assert low <= central <= high
    assert low * turned_high == pytest.approx(1)
    assert high * turned_low == pytest.approx(1)


@pytest.mark.slow
@SETTINGS
@given(subject=spans, reference=spans, scale=st.floats(min_value=1e-3, max_value=1e3))
def test_scaling_both_sides_changes_nothing(
    con: duckdb.DuckDBPyConnection, subject: list[float], reference: list[float], scale: float
) -> None:
    scaled = ratio(con, [x * scale for x in subject], [x * scale for x in reference])
    assert scaled == pytest.approx(ratio(con, subject, reference), rel=1e-9, abs=0)


def test_a_reference_that_may_be_nothing_sets_no_upper_bound(
    con: duckdb.DuckDBPyConnection,
) -> None:
    # 1 to 3 over 0 to 8, 4 at best: at least 1/8.
    assert ratio(con, [1, 2, 3], [0, 4, 8]) == (0.125, 0.5, None)


MASSES = {"g": 1e-6, "kg": 1e-3, "t": 1.0, "kt": 1e3, "Mt": 1e6, "Gt": 1e9, "lb": 0.45359237e-3}
ENERGIES = {"Wh": 1e-3, "kWh": 1.0, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9}


def test_the_units_are_these(con: duckdb.DuckDBPyConnection) -> None:
    found = dict(con.execute("SELECT unit, factor FROM units").fetchall())
    assert found == MASSES | ENERGIES


@pytest.mark.parametrize("unit", [*MASSES, *ENERGIES])
def test_an_amount_is_the_same_in_another_unit(built: Path, unit: str) -> None:
    base, units = ("t", MASSES) if unit in MASSES else ("kWh", ENERGIES)
    there = carbondata.compare(f"7.5 {unit}", f"3 {base}", database=built).ratio
    assert there == pytest.approx(2.5 * units[unit])


def test_the_units_are_those_of_pint(con: duckdb.DuckDBPyConnection) -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    base = {"emissions": "t", "electricity": "kWh"}
    for unit, measure, factor in con.execute("FROM units").fetchall():
        assert registry.Quantity(1, unit).to(base[measure]).magnitude == pytest.approx(factor)


def test_real_comparisons_can_be_turned(built: Path, con: duckdb.DuckDBPyConnection) -> None:
    # Runs, things and sectors drawn at random, each held to its own row.
    query = """SELECT row_id || ':figure=published' FROM quantities
        WHERE row_id IS NOT NULL AND figure = 'published' AND emissions_t > 0 ORDER BY ALL"""
    rows = [one for (one,) in con.execute(query).fetchall()]
    drawn = random.Random(2019).sample(rows, 16)  # noqa: S311  (no secret)
    for one, other in zip(drawn[::2], drawn[1::2], strict=True):
        there, back = (
            carbondata.compare(*pair, force=True, database=built)
            for pair in ((one, other), (other, one))
        )
        assert (there.subject, there.reference) == (back.reference, back.subject)
        assert there.ratio * back.ratio == pytest.approx(1)
        assert there.verdict == back.verdict
        assert {(x.dimension, x.outcome) for x in there.reasons} == {
            (x.dimension, x.outcome) for x in back.reasons
        }
        for found in (there, back):
            if found.ratio_low is not None:
                assert found.ratio_low <= found.ratio
            if found.ratio_high is not None:
                assert found.ratio <= found.ratio_high
