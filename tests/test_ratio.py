"""The ratio of two quantities and how it reads, by hand: its bounds, its unit, what has none."""

from __future__ import annotations

from typing import Any

import pytest

from carbondata.engine.claim_units import in_unit
from carbondata.engine.decisions import Decisions
from carbondata.engine.quantity import Asked, Quantity
from carbondata.engine.ratio import (
    Bounds,
    Ratio,
    apart,
    bounds,
    divide,
    is_one_range,
    ratio_of,
    read,
)
from carbondata.query.compare import picked

COLUMNS: dict[str, Any] = {
    "measure": "emissions",
    "kind": "event",
    "factor": None,
    "times": None,
    "studies": 1,
    **dict.fromkeys(("emissions_t_low", "emissions_t", "emissions_t_high")),
    **dict.fromkeys(("energy_kwh_low", "energy_kwh", "energy_kwh_high")),
    **dict.fromkeys(("studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high")),
}
DEFAULT = Asked(is_default=True)


def quantity(name: str, asked: Asked = Asked(), **columns: Any) -> Quantity:  # noqa: ANN401, B008
    return Quantity({**COLUMNS, "id": name, "place": name, **columns}, asked)


def tonnes(low: float | None, middle: float | None, high: float | None, **more: Any) -> Quantity:  # noqa: ANN401
    figures = {"emissions_t_low": low, "emissions_t": middle, "emissions_t_high": high}
    asked = more.pop("asked", Asked())
    return quantity(f"{low}/{middle}/{high}", asked, **(figures | more))


YEAR = quantity("SWE@2017", kind="annual")
DAY = 1 / 365.25


@pytest.mark.parametrize(
    ("years", "value", "unit"),
    [
        # A year has 365.25 days, 8,766 hours, 525,960 minutes, 31,557,600 seconds.
        (1.0, 1.0, "year"),
        (1.5, 1.5, "year"),
        (0.99, 0.99 * 365.25, "day"),
        (2 * DAY, 2.0, "day"),
        (1.9 * DAY, 1.9 * 24, "hour"),
        (1 / 8766, 1.0, "hour"),
        (0.9 / 8766, 54.0, "minute"),
        (1 / 525_960, 1.0, "minute"),
        (0.9 / 525_960, 54.0, "second"),
        (2 / 31_557_600, 2.0, "second"),
    ],
)
def test_of_a_year_a_ratio_is_a_time_in_its_largest_unit(
    years: float, value: float, unit: str
) -> None:
    reading = read(Ratio(None, years, None), tonnes(None, 1, None), YEAR)
    assert reading is not None
    assert (reading.value, reading.unit) == (pytest.approx(value), unit)
    assert (reading.digits, reading.low) == (2, None)


@pytest.mark.parametrize(
    ("subject", "reference", "ratio", "value", "unit"),
    [
        ({"kind": "annual"}, {"kind": "annual"}, 0.5, 50.0, "percent"),
        ({"kind": "annual"}, {"kind": "annual"}, 1.0, 1.0, "times"),
        ({}, {"kind": "unit"}, 0.5, 50, "percent"),
        ({}, {"kind": "unit", "times": 3.0}, 0.5, 50.0, "percent"),
        ({}, {}, 2.0, 2.0, "times"),
    ],
)
def test_of_anything_else_it_is_a_count_a_share_or_so_many_times(
    subject: dict[str, Any], reference: dict[str, Any], ratio: float, value: float, unit: str
) -> None:
    one, other = quantity("one", **subject), quantity("other", **reference)
    reading = read(Ratio(None, ratio, None), one, other)
    assert reading is not None
    assert (reading.value, reading.unit) == (value, unit)


def test_where_only_bounds_are_published_the_upper_reads_with_the_lower_beside_it() -> None:
    one, other = quantity("one"), quantity("other")
    reading = read(Ratio(2.0, None, 8.0), one, other)
    assert reading is not None
    assert (reading.value, reading.low) == (8.0, 2.0)
    # In per cent both are.
    reading = read(Ratio(0.2, None, 0.8), one, other)
    assert reading is not None
    assert (reading.value, reading.low) == (pytest.approx(80), pytest.approx(20))
    reading = read(Ratio(2.0, None, None), one, other)
    assert reading is not None
    assert (reading.value, reading.low) == (2.0, None)
    reading = read(Ratio(2.0, 4.0, 8.0), one, other)
    assert reading is not None
    assert (reading.value, reading.low) == (4.0, None)
    assert read(Ratio(None, None, None), one, other) is None


@pytest.mark.parametrize(
    ("subject", "reference", "ratio"),
    [
        # Low over high, high over low.
        ((6, 8, 10), (1, 2, 4), (1.5, 4, 10)),
        # A bound of one side alone is taken over the other's figure.
        ((6, 8, None), (None, 2, None), (3, 4, None)),
        ((None, 8, 10), (None, 2, None), (None, 4, 5)),
        ((None, 8, None), (1, 2, None), (None, 4, 8)),
        ((None, 8, None), (None, 2, 4), (2, 4, None)),
        # What may be nothing, or less, sets no upper bound; nothing is divided by zero.
        ((6, 8, 10), (0, 2, 4), (1.5, 4, None)),
        ((6, 8, 10), (-1, 2, 4), (1.5, 4, None)),
        ((6, 8, 10), (None, 0, None), (None, None, None)),
        # Bounds without a figure between them.
        ((6, None, 10), (1, 2, 4), (1.5, None, 10)),
    ],
)
def test_a_ratio_goes_from_low_over_high_to_high_over_low(
    subject: tuple[float | None, ...],
    reference: tuple[float | None, ...],
    ratio: tuple[float | None, ...],
) -> None:
    assert ratio_of(tonnes(*subject), tonnes(*reference, kind="unit")) == ratio


def test_a_figure_is_itself_whatever_the_doubt_about_it() -> None:
    one = tonnes(6, 8, 10)
    assert ratio_of(one, one) == (None, 1, None)
    assert ratio_of(one.having(times=6), one.having(times=4)) == (None, 1.5, None)
    assert ratio_of(one.having(times=6), one) == (None, 6, None)


def test_emissions_over_electricity_are_nothing() -> None:
    kwh = quantity("kwh", measure="electricity", energy_kwh=5.0)
    assert ratio_of(tonnes(6, 8, 10), kwh) == (None, None, None)


def on_grid(name: str, kwh: float, t: float, **more: Any) -> Quantity:  # noqa: ANN401
    """Have electricity on a grid of which nobody knows better than by half."""
    more = {"factor": "USA@2017", **more}
    return quantity(
        name, energy_kwh=kwh, emissions_t=t, emissions_t_low=t / 2, emissions_t_high=t * 2, **more
    )


def test_one_grid_cancels_and_two_do_not() -> None:
    one, other = on_grid("one", 30, 3), on_grid("other", 10, 1)
    assert ratio_of(one, other) == (None, 3, None)
    assert ratio_of(one, other.having(factor="FRA@2017")) == (0.75, 3, 12)
    bounded = one.having(energy_kwh_low=20.0, energy_kwh_high=40.0)
    assert ratio_of(bounded, other) == (2, 3, 4)


def test_on_one_grid_the_range_of_studies_stays() -> None:
    # Studies say 1.5 to 9 t of what is taken as 3 t of 30 kWh: 15 to 90 kWh.
    range_ = {"studies": 2, "studies_t_low": 1.5, "studies_t_high": 9.0}
    one = on_grid("one", 30, 3, asked=DEFAULT, **range_)
    assert bounds(one) == Bounds(1.5, 9.0, "studies")
    assert ratio_of(one, on_grid("other", 10, 1)) == pytest.approx((1.5, 3, 9))


STUDIES = {"studies": 2, "studies_t_low": 4.0, "studies_t_high": 16.0}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        # Its own bounds, unless studies differ by more than a factor of two.
        (tonnes(6, 8, 10), Bounds(6, 10, "published")),
        (tonnes(6, 8, None), Bounds(6, None, "published")),
        (tonnes(None, 8, 10), Bounds(None, 10, "published")),
        (tonnes(None, 8, None), Bounds()),
        (tonnes(6, 8, 10, **STUDIES), Bounds(6, 10, "published")),  # it was asked for by name
        (tonnes(6, 8, 10, asked=DEFAULT, **STUDIES), Bounds(4, 16, "studies")),
        (
            tonnes(6, 8, 10, asked=DEFAULT, **(STUDIES | {"studies_t_high": 8.0})),
            Bounds(6, 10, "published"),  # twice is not more than twice
        ),
        (
            tonnes(None, 8, None, asked=DEFAULT, **(STUDIES | {"studies_t_high": 5.0})),
            Bounds(4, 5, "studies"),
        ),
        (tonnes(6, 8, 10, asked=DEFAULT, **(STUDIES | {"studies": 1})), Bounds(6, 10, "published")),
        # On a grid: the wider of what the studies and the grid leave open, 3 t and 4 t.
        (
            tonnes(6, 8, 10, factor="g", asked=DEFAULT, studies=2, studies_t_low=7.0,
                   studies_t_high=10.0),
            Bounds(6, 10, "grid"),
        ),
        (
            tonnes(7, 8, 9, factor="g", asked=DEFAULT, studies=2, studies_t_low=7.0,
                   studies_t_high=10.0),
            Bounds(7, 10, "studies"),
        ),
        # A grid that is in doubt on one side alone: 1 t of it, and 3 t of the studies.
        (
            tonnes(7, 8, None, factor="g", asked=DEFAULT, studies=2, studies_t_low=7.0,
                   studies_t_high=10.0),
            Bounds(7, 10, "studies"),
        ),
        (
            tonnes(None, 8, 9, factor="g", asked=DEFAULT, studies=2, studies_t_low=7.0,
                   studies_t_high=7.5),
            Bounds(None, 9, "grid"),
        ),
    ],
)  # fmt: skip
def test_bounds_are_the_figures_own_or_those_of_its_studies(
    figure: Quantity, expected: Bounds
) -> None:
    assert bounds(figure) == expected


def test_how_far_studies_are_apart() -> None:
    default = tonnes(None, 8, None, asked=DEFAULT, **STUDIES)
    assert apart(default) == 4
    assert apart(Quantity(default.to_dict())) == 1
    for unknown in ({"studies_t_low": None}, {"studies_t_low": 0.0}, {"studies_t_high": None}):
        assert apart(default.having(**unknown)) == 1
    assert apart(default.having(studies_t_low=-1.0)) == 1


def test_what_is_unknown_or_nothing_divides_nothing() -> None:
    assert divide(6, 3) == 2
    assert divide(0, 3) == 0
    assert (divide(None, 3), divide(6, None), divide(6, 0)) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "kwh"),
    [("gpt-3", 1_287_000), ("data_centres@2020", 223e9)],  # Patterson et al.; Malmodin et al.
)
def test_a_figure_of_electricity_is_selected_again_as_one(name: str, kwh: float) -> None:
    found = picked(f"{name}:measure=electricity")
    again = picked(found.as_operand())
    assert (again, again.measure, again.energy_kwh) == (found, "electricity", kwh)


@pytest.mark.parametrize(
    ("columns", "g_per_kwh"),
    [
        ({"status": "current", "intensity_g_per_kwh": 57.0}, 57.0),
        # One that does not stand any more, or prints none: 24 t over 1 GWh are 24 g/kWh.
        ({"status": "corrected", "intensity_g_per_kwh": 57.0}, 24.0),
        ({"status": "current", "intensity_g_per_kwh": None}, 24.0),
    ],
)
def test_an_intensity_is_the_printed_one_while_it_stands(
    columns: dict[str, Any], g_per_kwh: float
) -> None:
    run = tonnes(None, 24.0, None, energy_kwh=1e6, **columns)
    assert in_unit(Decisions.__new__(Decisions), "g/kWh", run, ()) == (None, g_per_kwh, None)


@pytest.mark.parametrize(
    "missing", [{"emissions_t": None}, {"energy_kwh": None}, {"energy_kwh": 0.0}]
)
def test_without_emissions_or_electricity_there_is_no_intensity(missing: dict[str, Any]) -> None:
    known = {"emissions_t": 24.0, "energy_kwh": 1e6, "status": "current"}
    run = quantity("run", intensity_g_per_kwh=None, **{**known, **missing})
    assert in_unit(Decisions.__new__(Decisions), "g/kWh", run, ()) == (None, None, None)


def test_the_bounds_of_a_single_study_are_not_a_difference_between_studies() -> None:
    # 16 t over 4 t: of two studies a factor of 4, of one study its own bounds.
    several = tonnes(4, None, 16, asked=DEFAULT, **STUDIES)
    single = tonnes(4, None, 16, asked=DEFAULT, **(STUDIES | {"studies": 1}))
    named = tonnes(4, None, 16, **(STUDIES | {"studies": 1}))
    assert [apart(one) for one in (several, single, named)] == [4, 1, 1]
    assert [is_one_range(one) for one in (several, single, named)] == [False, True, False]
    central = tonnes(4, 9, 16, asked=DEFAULT, studies=1, studies_t_low=9.0, studies_t_high=9.0)
    assert not is_one_range(central)
