"""The footprint of one run: what the papers print comes out, and what cannot be is refused."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workshop import run

import carbondata
from carbondata import QueryError, footprint
from carbondata.runs.compare import compare_footprint
from carbondata.runs.report import footprint_text
from carbondata.text.language import Language

KG_PER_LB = 0.45359237

# Strubell et al. (2019), Table 3: power (W), hours, printed kWh with PUE, printed CO2e (lb).
STRUBELL = {
    "transformer-base": (1415.78, 12, 27, 26),
    "transformer-big": (1515.43, 84, 201, 192),
    "elmo": (517.66, 336, 275, 262),
    "bert-base-gpu": (12041.51, 79.2, 1507, 1438),
    "nas-gpu": (1515.43, 274120, 656347, 626155),
}
SERVER = {"area": "FRA", "year": 2023, "energy_scope": "server"}
CHIPS = {"energy_kwh": None, "energy_scope": None, "gpu": "H100", "count": 1, "hours": 1}


@pytest.mark.parametrize("name", STRUBELL)
def test_strubells_models_come_out_of_the_command_as_printed(name: str) -> None:
    power_w, hours, kwh, lb = STRUBELL[name]
    answer = run(
        *("footprint", "--power-w", str(power_w), "--hours", str(hours), "--pue", "1.58"),
        *("--area", "USA", "--year", "2018", "--boundary", "direct"),
        *("--source", "strubell-2019", "--format", "json"),
    )
    one = json.loads(answer.stdout)
    assert abs(one["counted_kwh"] - kwh) <= 0.5
    assert abs(one["emissions_t"] * 1000 / KG_PER_LB - lb) <= 0.5
    assert one["factor"]["factor_id"] == "USA@2018/direct/strubell-2019"
    assert one["emissions_scope"] == "facility"


def test_the_factor_is_the_preferred_one_of_the_runs_own_year_with_its_spread() -> None:
    one = footprint(**SERVER, energy_kwh=1000, pue=1.5)
    grid = carbondata.sql("""SELECT source_id, intensity_g_per_kwh FROM grid
        WHERE area_id = 'FRA' AND year = 2023 AND boundary = 'life_cycle'""").to_pylist()
    assert [(one.factor.source_id, one.factor.intensity_g_per_kwh)] == [
        tuple(row.values()) for row in grid
    ]
    spread = carbondata.sql("""SELECT min(intensity_g_per_kwh) AS low,
        max(intensity_g_per_kwh) AS high FROM grid_intensity WHERE area_id = 'FRA'
        AND year = 2023 AND boundary = 'life_cycle' AND gas = 'CO2e' AND verified""").to_pylist()[0]
    assert one.emissions_t == 1500 * one.factor.intensity_g_per_kwh / 1e6
    assert (one.emissions_t_low, one.emissions_t_high) == (
        1500 * spread["low"] / 1e6,
        1500 * spread["high"] / 1e6,
    )


def test_pue_is_applied_once_and_never_made_up() -> None:
    server = footprint(**SERVER, energy_kwh=1000)
    assert (server.counted_kwh, server.emissions_scope, server.pue) == (1000, "server", None)
    facility = footprint(**SERVER | {"energy_scope": "facility"}, energy_kwh=1000)
    assert (facility.counted_kwh, facility.emissions_scope) == (1000, "facility")
    with pytest.raises(QueryError, match="includes PUE"):
        footprint(**SERVER | {"energy_scope": "facility"}, energy_kwh=1000, pue=1.2)


@settings(deadline=None)
@given(
    kwh=st.floats(1e-6, 1e9),
    pue=st.floats(1, 4),
    times=st.floats(1.5, 100),
)
def test_emissions_grow_as_energy_does(kwh: float, pue: float, times: float) -> None:
    one = footprint(**SERVER, energy_kwh=kwh, pue=pue)
    more = footprint(**SERVER, energy_kwh=kwh * times, pue=pue)
    assert more.emissions_t == pytest.approx(one.emissions_t * times, rel=1e-12)


def test_accelerators_at_their_power() -> None:
    one = footprint(
        area="SWE", year=2024, gpu="nvidia h100 sxm5 80gb", count=8, hours=10, utilisation=0.5
    )
    # 8 x 700 W x 0.5 x 10 h
    assert (one.energy.kwh, one.energy.scope) == (28, "accelerator")


def test_by_the_hour() -> None:
    """Half an hour of 151 g and one of 155 g, from NESO's file: 2023-01-02 10:00 and 10:30."""
    times = [dt.datetime(2023, 1, 2, 10, minute, tzinfo=dt.UTC) for minute in (0, 30, 45)]
    first = footprint(
        area="GBR", start=times[0], end=times[1], power_w=2000, pue=1,
        boundary="direct", hourly=True,
    )  # fmt: skip
    assert first.factor.intensity_g_per_kwh == 151
    assert first.emissions_t == 151 / 1e6  # 2000 W x 0.5 h is 1 kWh
    # a zone of its own makes no difference: 11:00+01:00 is 10:00 UTC
    away = [time.astimezone(dt.timezone(dt.timedelta(hours=1))) for time in times]
    second = footprint(
        area="GBR", start=away[0], end=away[1], power_w=2000, pue=1,
        boundary="direct", hourly=True,
    )  # fmt: skip
    assert second == first


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"area": "Frence"}, r"no area 'Frence'; did you mean FRA"),
        ({"year": 2030}, "no life-cycle factor for FRA in 2030; the nearest is for 2025"),
        ({"year": None}, "give the time of the run"),
        ({"boundary": "scope2"}, "no boundary 'scope2'"),
        ({"source": "epa-egrid"}, "epa-egrid has no life-cycle factor for FRA"),
        ({"energy_scope": None}, "the scope of the energy is not stated"),
        ({"energy_scope": "rack"}, "there is no scope 'rack'"),
        ({"energy_kwh": -1}, "above 0 kWh, not -1"),
        ({"energy_kwh": float("nan")}, "above 0 kWh, not nan"),
        ({"energy_kwh": None}, "exactly one way, not 0"),
        ({"power_w": 5.0, "hours": 1}, "exactly one way, not 2"),
        ({"pue": 0.9}, "a PUE of 0.9 is impossible"),
        ({"energy_kwh": None, "power_w": 0.7, "hours": 1}, "if it is in kW, write 700 W"),
        ({"energy_kwh": None, "power_w": 700, "hours": 0}, "above 0 h, not 0"),
        ({"energy_kwh": None, "power_w": 700}, "give the duration with --hours"),
        (CHIPS | {"gpu": "A100"}, r"A100 PCIe \(300 W\)"),
        (CHIPS | {"gpu": "NVIDIA H100 PCIe", "count": None}, "give the number of accelerators"),
        (
            CHIPS | {"energy_scope": "facility"},
            "covers the accelerator, not the facility",
        ),
        ({"hourly": True, "year": None}, "needs both --start and --end"),
        ({"energy_kwh": 1e20}, "more than the world generates"),
        ({"hours": 5}, "hours have no effect with an energy"),
        ({"count": 5}, "need accelerators: --gpu NAME"),
        ({"utilisation": 0.5}, "need accelerators: --gpu NAME"),
        ({"energy_kwh": None, "power_w": 5.0, "hours": float("inf")}, "above 0 h, not inf"),
        ({"pue": float("nan")}, "a PUE of nan is impossible"),
        # Of another kind than they are taken.
        ({"area": None}, r"area must be a text, not None \(NoneType\)"),
        ({"area": "\ud800"}, r"area must be a text, not '\\ud800' \(str\)"),
        ({"energy_kwh": "1"}, r"energy_kwh must be a number, not '1' \(str\)"),
        ({"energy_kwh": Decimal(1)}, r"energy_kwh must be a number, not Decimal\('1'\)"),
        ({"energy_kwh": 10**400}, "energy_kwh must be a number, not 10000"),
        ({"pue": 1j}, r"pue must be a number, not 1j \(complex\)"),
        ({"year": 10**5000}, r"year must be a whole number, not so large a number \(int\)"),
        ({"allow_year_gap": float("nan")}, "allow_year_gap must be a whole number, not nan"),
        ({"start": "2023-01-01"}, "start must be a datetime, not '2023-01-01'"),
        ({"hourly": "no"}, "hourly must be true or false, not 'no'"),
        ({"database": 5}, "database must be a path, not 5"),
    ],
)
def test_what_cannot_be_is_refused_with_its_remedy(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        footprint(**{**SERVER, "energy_kwh": 1.0, **facts})


def _moments(start: str, end: str) -> dict[str, Any]:
    return {"start": dt.datetime.fromisoformat(start), "end": dt.datetime.fromisoformat(end)}


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (_moments("2023-01-02T10:20", "2023-01-03T00:00Z"), "has no time zone"),
        (_moments("2023-01-03T00:00Z", "2023-01-02T10:20Z"), "is not after the start"),
        (_moments("2022-12-31T10:20Z", "2023-01-02T10:20Z"), "spans 2022 and 2023"),
        (_moments("2023-01-01T10:00Z", "2023-01-01T12:00Z") | {"hours": 3}, "2 h, not 3 h"),
        (
            _moments("2023-01-01T10:00Z", "2023-01-01T12:00Z") | {"year": 2019},
            "2023 UTC, not in 2019",
        ),
        ({"end": dt.datetime(2023, 1, 1, tzinfo=dt.UTC), "year": 2023}, "give the time of the run"),
        ({"start": dt.datetime(2023, 1, 1, tzinfo=dt.UTC), "hours": 1e9}, "after the year 9999"),
        (_moments("0001-01-01T00:00+05:00", "2023-01-01T12:00Z"), "the years 1 to 9999 in UTC"),
    ],
)
def test_times_that_say_nothing_are_refused(times: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        footprint(area="FRA", energy_kwh=1, energy_scope="server", **times)


def test_the_year_of_a_run_over_new_year_may_be_named() -> None:
    times = _moments("2022-12-31T10:20Z", "2023-01-02T10:20Z")
    assert footprint(**SERVER, energy_kwh=1, **times).factor.year == 2023


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"source": "ember", "year": 2019}, r"--year, --source \(year, source\) has no effect"),
        ({"allow_year_gap": 3}, r"--allow-year-gap \(allow_year_gap\) has no effect"),
    ],
)
def test_what_chooses_a_year_is_refused_beside_hourly(more: dict[str, Any], said: str) -> None:
    times = _moments("2023-01-02T10:20Z", "2023-01-02T12:00Z")
    with pytest.raises(QueryError, match=said):
        footprint(area="GBR", power_w=100, pue=1, boundary="direct", hourly=True, **times, **more)


def test_a_log_is_stretched_alike_to_an_end_and_to_hours(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("timestamp, index, power.draw [W]\n0, 0, 200 W\n3600, 0, 200 W\n")
    times = _moments("2023-01-02T00:00Z", "2023-01-04T00:00Z")
    rest = {"area": "GBR", "power_log": log, "boundary": "direct", "pue": 1.5}
    by_end = footprint(**rest, **times)
    assert by_end.energy.kwh == pytest.approx(9.6, rel=1e-12)  # 200 W x 48 h
    assert by_end.energy.scope == "accelerator"
    assert by_end == footprint(**rest, start=times["start"], hours=48)
    by_hour = footprint(**rest, **times, hourly=True)
    assert by_hour.energy == by_end.energy


def test_a_start_and_hours_say_the_end() -> None:
    rest = {"area": "GBR", "energy_kwh": 1, "energy_scope": "server", "boundary": "direct"}
    times = _moments("2023-01-02T10:20Z", "2023-01-04T03:05Z")
    both = footprint(**rest, **times, hourly=True)
    assert footprint(**rest, start=times["start"], hours=40.75, hourly=True) == both


def test_a_zone_is_given_by_name() -> None:
    def worked(start: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Work out two hours in Great Britain, whose summer clocks are an hour ahead of UTC."""
        return run(
            *("footprint", "--area", "GBR", "--boundary", "direct", "--hourly", "--start", start),
            *("--hours", "2", "--power-w", "500", "--pue", "1.1", "--format", "json", *more),
        )

    local = worked("2023-06-01T12:00", "--timezone", "Europe/London")
    assert json.loads(local.stdout) == json.loads(worked("2023-06-01T11:00Z").stdout)
    for never in ("2023-03-26T01:30", "2023-10-29T01:30"):
        refused = worked(never, "--timezone", "Europe/London")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "is ambiguous in Europe/London" in refused.stderr
    assert "no time zone 'Mars'" in worked("2023-06-01T12:00", "--timezone", "Mars").stderr


def test_kilowatts_for_watts_are_named_where_they_are_likely() -> None:
    rest = {"area": "FRA", "year": 2023, "hours": 12, "energy_scope": "server"}
    assert (
        "if that was in kW, write --power-w 1415.78"
        in footprint(**rest, power_w=1.41578).energy.how
    )
    assert "kW" not in footprint(**rest, power_w=1415.78).energy.how
    with pytest.raises(QueryError, match="if it is in kW, write 400 W"):
        footprint(**rest, power_w=0.4)


def test_hours_that_nobody_knows_are_refused() -> None:
    gap = _moments("2023-10-20T21:45Z", "2023-10-21T03:00Z")
    with pytest.raises(QueryError, match="hourly_gaps"):
        footprint(area="GBR", power_w=100, pue=1, boundary="direct", hourly=True, **gap)
    with pytest.raises(QueryError, match=r"no hourly data for SWE \(direct\); available: .*GB"):
        footprint(area="SWE", power_w=100, pue=1, boundary="direct", hourly=True, **gap)


def test_another_year_is_taken_only_when_asked_for_and_says_so() -> None:
    one = footprint(**SERVER | {"year": 2027}, energy_kwh=1, allow_year_gap=2)
    assert (one.factor.year, one.reason) == (2025, "year_gap")
    with pytest.raises(QueryError, match="allow-year-gap 2"):
        footprint(**SERVER | {"year": 2027}, energy_kwh=1, allow_year_gap=1)


def test_the_year_of_a_factor_is_told_with_its_source() -> None:
    assert SERVER["year"] == 2023
    one = footprint(**SERVER, energy_kwh=1)
    assert footprint_text(one).endswith("source   owid-energy, factor for 2023")


def test_the_text_fits_and_names_its_source() -> None:
    answer = run(
        "footprint", "--area", "SWE", "--year", "2023", "--energy-kwh", "10", "--pue", "1.1"
    )
    assert answer.returncode == 0
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert "SWE@2023/life_cycle/owid-energy" in answer.stdout


def test_a_run_is_compared_on_its_own_grid_as_the_same_electricity_is() -> None:
    made = footprint(area="USA", year=2017, energy_kwh=656_347, energy_scope="facility")
    (cars,) = compare_footprint(made, "car-lifetime-usa")
    assert cars == carbondata.compare("656347 kWh@USA@2017", "car-lifetime-usa")
    assert cars.ratio == pytest.approx(made.emissions_t / 57.15263862)  # 126,000 lb


def test_a_run_on_a_factor_of_its_own_choice_is_compared_by_its_mass() -> None:
    made = footprint(
        area="USA", year=2017, energy_kwh=1000, energy_scope="facility", boundary="direct"
    )
    (cars,) = compare_footprint(made, "car-lifetime-usa")
    assert cars.subject.figure == "given"
    assert cars.ratio == pytest.approx(made.emissions_t / 57.15263862)


def test_a_refusal_is_one_line_and_code_1_a_misuse_is_code_2(tmp_path: Path) -> None:
    energy = ("--energy-kwh", "10", "--energy-scope", "server")
    refused = run("footprint", "--area", "XXX", "--year", "2023", *energy)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: there is no area 'XXX'")
    assert run("footprint", "--year", "2023").returncode == 2
    assert run("footprint", str(tmp_path), "--energy-kwh", "1").returncode == 2


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("hours", [1e-5, 1e9])
def test_no_number_is_told_with_an_exponent(built: Path, hours: float, language: Language) -> None:
    ran = footprint(
        power_w=300, hours=hours, energy_scope="server", area="SWE", year=2022, database=built
    )
    assert not re.search(r"\d[eE][+-]?\d", footprint_text(ran, language))


def test_whole_numbers_of_numpy_do_not_overflow(built: Path) -> None:
    numpy = pytest.importorskip("numpy")
    power, hours = numpy.uint16(700), numpy.uint16(720)
    ran = footprint(power_w=power, hours=hours, **SERVER, database=built)
    assert ran.energy.kwh == pytest.approx(504)
    # Nor does one of half precision, which ends at 65,504.
    small = footprint(
        energy_kwh=numpy.float16(60_000), pue=numpy.float16(1.5), **SERVER, database=built
    )
    assert small.counted_kwh == pytest.approx(90_000)
