"""Files of each tool, in the form that the tool writes; worked out by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from carbondata import QueryError, footprint, footprints

# g/kWh in 2023, life cycle, as published by Ember and Our World in Data.
FRANCE, CALIFORNIA = 53.26, 216.73


def worked(path: Path, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Work out a file, in the order of its rows."""
    rows: list[dict[str, Any]] = footprints(path, **options).to_pylist()
    return sorted(rows, key=lambda row: (row.get("file") or "", row.get("row") or 0))


def write(path: Path, *lines: str) -> Path:
    """Write a file of these lines."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


CODECARBON = "timestamp,run_id,duration,energy_consumed,emissions,country_name,country_iso_code"
PLACES = f"{CODECARBON},region,cloud_provider,cloud_region"


def place(tmp_path: Path, *cells: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    """Work out 1 kWh of codecarbon in a place: name, code, region, provider, cloud region."""
    row = f"2023-07-24T11:57:23,a1,3600,1.0,0.2,{','.join(cells)}"
    (found,) = worked(write(tmp_path / "emissions.csv", PLACES, row), **options)
    return found


@pytest.mark.parametrize(
    ("cells", "area", "basis"),
    [
        (("United States", "USA", "california", "", ""), "US-CA", "region"),
        (("United States", "USA", "California", "", ""), "US-CA", "region"),
        (("United States", "USA", "US-CA", "", ""), "US-CA", "region"),
        (("United States", "USA", "CA", "", ""), "US-CA", "region"),
        (("États-Unis", "", "Californie", "", ""), "US-CA", "region"),
        # a state of the country, not the country of that name
        (("United States", "USA", "georgia", "", ""), "US-GA", "region"),
        # provinces are known with direct emissions only
        (("China", "CHN", "guangdong", "", ""), "CHN", "country_mean"),
        (("Canada", "CAN", "quebec", "", ""), "CAN", "country_mean"),
        (("United States", "USA", "", "", ""), "USA", "country_mean"),
        # a region of that name, but of another country
        (("Germany", "DEU", "california", "", ""), "DEU", "country_mean"),
        (("France", "FRA", "", "", ""), "FRA", "country"),
        (("", "FR", "", "", ""), "FRA", "country"),
        (("Deutschland", "", "", "", ""), "DEU", "country"),
        (("", "", "", "gcp", "europe-west9"), "FRA", "cloud_region"),
        (("United States", "USA", "virginia", "aws", "us-east-1"), "US-VA", "region"),
        (("United States", "USA", "", "aws", "us-east-1"), "USA", "country_mean"),
        # codecarbon 1.0 knew Sweden as SWI
        (("Sweden", "SWI", "", "", ""), "SWE", "country_name"),
        # two of three agree
        (("Sweden", "CHE", "", "gcp", "europe-north2"), "SWE", "country"),
        # a zone of Electricity Maps that is not an area
        (("", "US-CAL-CISO", "", "", ""), "USA", "country_mean"),
        (("", "US-CA", "", "", ""), "US-CA", "region"),
    ],
)
def test_the_finest_place_that_has_a_factor_is_taken(
    tmp_path: Path, cells: tuple[str, ...], area: str, basis: str
) -> None:
    found = place(tmp_path, *cells)
    assert (found["area_id"], found["place_basis"], found["reason"]) == (area, basis, None)


def test_places_that_contradict_each_other_are_not_decided(tmp_path: Path) -> None:
    found = place(tmp_path, "Sweden", "CHE", "", "", "")
    assert (found["reason"], found["emissions_t"]) == ("places_disagree", None)


def test_the_mean_of_a_country_comes_with_the_range_of_its_parts(tmp_path: Path) -> None:
    mean = place(tmp_path, "United States", "USA", "", "", "")
    assert mean["parts_g_per_kwh_low"] < CALIFORNIA < mean["intensity_g_per_kwh"]
    assert mean["intensity_g_per_kwh"] < mean["parts_g_per_kwh_high"]
    quebec = place(tmp_path, "Canada", "CAN", "quebec", "", "")
    assert (quebec["parts_g_per_kwh_low"], quebec["parts_g_per_kwh_high"]) == (None, None)
    part = place(tmp_path, "United States", "USA", "california", "", "")
    assert part["intensity_g_per_kwh"] == CALIFORNIA
    assert part["parts_g_per_kwh_low"] is None


def test_a_part_without_a_factor_for_the_year_gives_way_to_its_country(tmp_path: Path) -> None:
    # Chinese provinces are known for 2023 only
    guangdong = ("China", "CHN", "guangdong", "", "")
    assert place(tmp_path, *guangdong, boundary="direct")["area_id"] == "CN-GD"
    found = place(tmp_path, *guangdong, year=2020)
    assert (found["area_id"], found["factor_year"]) == ("CHN", 2020)


def test_another_place_makes_the_regions_void(tmp_path: Path) -> None:
    found = place(tmp_path, "United States", "USA", "california", "", "", area="Suède")
    assert (found["area_id"], found["stated_area_id"]) == ("SWE", "US-CA")
    assert "place_basis" not in found


def test_aligned_columns_and_the_export_of_a_dashboard(tmp_path: Path) -> None:
    padded = write(
        tmp_path / "padded.csv",
        "timestamp           ,run_id ,duration ,emissions ,energy_consumed ,country_iso_code",
        "2023-05-30T11:03:37 ,a1     ,  106.2  ,  0.0001  ,0.002           ,FRA",
    )
    (found,) = worked(padded)
    assert found["emissions_t"] == pytest.approx(0.002 * FRANCE / 1e6, rel=1e-12)
    export = write(
        tmp_path / "export.csv",
        ",timestamp,run_id,duration,emissions_sum,energy_consumed,country_iso_code",
        "0,2023-07-04T06:36:04,a,23,0.000266,0.000627,FRA",
    )
    (found,) = worked(export)
    assert (found["counted_kwh"], found["tool_emissions_t"]) == (0.000627, 0.266e-6)


def test_an_interface_gives_the_same_table_in_json(tmp_path: Path) -> None:
    row = {"timestamp": "2023-07-04T06:36:04", "run_id": "a", "duration": 3600}
    row |= {"emissions_sum": 0.5, "energy_consumed": 2.0, "country_iso_code": "FRA"}
    path = tmp_path / "runs.json"
    path.write_text(json.dumps([row, row | {"run_id": "b"}]), encoding="utf-8")
    assert [(found["counted_kwh"], found["run_id"]) for found in worked(path)] == [
        (2.0, "a"),
        (2.0, "b"),
    ]


def test_boamps_says_when_a_measure_began_and_codecarbon_when_it_ended(tmp_path: Path) -> None:
    measure = {"measurementMethod": "wattmeter", "powerConsumption": 4.0}
    measure |= {"measurementDuration": 14400, "measurementDateTime": "2024-01-01 00:30:00"}
    report = {"header": {"reportId": "r"}, "task": {}, "measures": [measure]}
    report |= {"environment": {"country": "United Kingdom"}, "quality": "high"}
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    (found,) = worked(path, energy_scope="server", timezone="UTC")
    assert (found["year"], found["reason"]) == (2024, None)
    measure["measurementMethod"] = "codecarbon"
    path.write_text(json.dumps(report), encoding="utf-8")
    (found,) = worked(path)
    assert (found["year"], found["reason"]) == (2023, "spans_years")


ECO2AI = "id,project_name,epoch,start_time,duration(s),{},CO2_emissions(kg),CPU_name,region/country"


@pytest.mark.parametrize("energy", ["power_consumption(kWh)", "power_consumption(kWTh)"])
def test_eco2ai_has_kilowatt_hours_and_a_row_for_each_epoch(tmp_path: Path, energy: str) -> None:
    path = write(
        tmp_path / "emission.csv",
        ECO2AI.format(energy),
        "a,p,epoch: 1,2023-12-03 16:34:17,3600,0.5,0.1,Intel/1,US/California",
        "a,p,epoch: 2,2023-12-03 16:34:17,7200,1.0,0.2,Intel/1,US/California",
        "b,p,N/A,2023-12-04 16:34:17,60,0.1,0.02,Intel/1,FR/Paris",
    )
    found = worked(path)
    assert [row["reason"] for row in found] == ["cumulative_row", None, None]
    assert [row["area_id"] for row in found] == ["US-CA", "US-CA", "FRA"]
    assert found[1]["emissions_t"] == pytest.approx(1.0 * CALIFORNIA / 1e6, rel=1e-12)
    assert (found[1]["energy_scope"], found[1]["tool_emissions_t"]) == ("server", 0.2 / 1000)


def test_slurm_has_joules_and_steps_that_are_parts_of_their_job(tmp_path: Path) -> None:
    path = write(
        tmp_path / "sacct.psv",
        "JobID|Start|End|ElapsedRaw|ConsumedEnergyRaw",
        "101|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|3600000",
        "101.batch|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|3590000",
        "101.extern|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|3600000",
        "102|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|0",
        "102.batch|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|7200000",
        "103|2023-03-05T10:00:00|2023-03-05T11:00:00|3600|18446744073709551614",
        "104|2023-03-05T10:00:00|Unknown||",
    )
    found = worked(path, area="FRA", energy_scope="server")
    assert [row["reason"] for row in found] == [
        None, "part_of_run", "part_of_run", "energy_zero", "steps_overlap", "energy_missing",
        "energy_missing",
    ]  # fmt: skip
    assert found[0]["counted_kwh"] == 1
    assert worked(path, area="FRA")[0]["reason"] == "energy_scope_unknown"


def test_slurm_writes_large_energies_with_a_letter(tmp_path: Path) -> None:
    path = write(tmp_path / "s.psv", "JobID|ConsumedEnergy", "1|3.60M", "2|7200K", "3|much")
    found = worked(path, area="FRA", year=2023, energy_scope="server")
    assert [row["counted_kwh"] for row in found] == [pytest.approx(1), pytest.approx(2), None]
    assert found[2]["reason"] == "energy_not_a_number"


def test_a_trace_of_nextflow_has_units_in_its_cells(tmp_path: Path) -> None:
    path = write(
        tmp_path / "co2footprint_trace.txt",
        "task_id\tstatus\tname\tenergy_consumption\tCO2e\tcarbon_intensity",
        "1\tCOMPLETED\ta\t17.85 mWh\t5 mg\t280 gCO2e/kWh",
        "2\tCACHED\ta\t17.85 mWh\t5 mg\t280 gCO2e/kWh",
        "3\tCOMPLETED\ta\t57.82 uWh\t19.3 ug\t333.77 gCO₂e/kWh",
        "4\tCOMPLETED\ta\t2 MWh\t560 kg\t280 gCO2e/kWh",
        "5\tCOMPLETED\ta\t-\t-\t-",
    )
    found = worked(path, area="FRA", year=2023, energy_scope="server")
    assert [row["reason"] for row in found] == [
        None, "cached_task", None, None, "energy_not_a_number",
    ]  # fmt: skip
    assert [row["counted_kwh"] for row in found] == [
        pytest.approx(17.85e-6), None, pytest.approx(57.82e-9), pytest.approx(2000), None,
    ]  # fmt: skip
    assert found[0]["tool_emissions_t"] == pytest.approx(5e-9)
    assert found[2]["tool_g_per_kwh"] == pytest.approx(333.77)


def test_one_run_has_the_limit_of_many() -> None:
    day = dt.datetime(2023, 3, 1, tzinfo=dt.UTC)
    with pytest.raises(QueryError, match="in 1 h is a power of more than 1 GW"):
        footprint(area="FRA", start=day, hours=1, energy_kwh=277777778, energy_scope="server")
    assert footprint(area="FRA", start=day, hours=1, energy_kwh=9e5, energy_scope="server")


def test_in_a_folder_what_holds_no_runs_is_passed_over_and_told(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "energy_kwh,energy_scope,area_id,year", "1,server,FRA,2023")
    write(tmp_path / "prices.csv", "item,price", "apple,1")
    (tmp_path / "empty.csv").touch()
    found = {Path(row["file"]).name: row for row in worked(tmp_path)}
    assert (found["a.csv"]["reason"], found["a.csv"]["counted_kwh"]) == (None, 1)
    assert found["prices.csv"]["reason"] == found["empty.csv"]["reason"] == "file_not_of_runs"
    assert "has no column energy_kwh" in found["prices.csv"]["unread_text"]
    # who names a file hears of it
    with pytest.raises(QueryError, match="has no column energy_kwh"):
        footprints(tmp_path / "prices.csv")
    (tmp_path / "a.csv").unlink()
    with pytest.raises(QueryError, match="has no column energy_kwh"):
        footprints(tmp_path)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("277777778,server,1,FRA,2023", "power_above_1_gw"),
        ("0,server,1,FRA,2023", "energy_zero"),
        ("1e-20,server,1,FRA,2023", "energy_impossible"),
        ("900000,server,1,FRA,2023", None),
    ],
)
def test_an_energy_that_its_time_does_not_allow_has_a_reason(
    tmp_path: Path, cells: str, reason: str | None
) -> None:
    path = write(tmp_path / "r.csv", "energy_kwh,energy_scope,duration_h,area_id,year", cells)
    assert [row["reason"] for row in worked(path)] == [reason]
    kwh = cells.split(",", 1)[0]
    row = f"2023-07-24T11:57:23,a1,3600,{kwh},0.2,,FRA"
    path = write(tmp_path / "emissions.csv", CODECARBON, row)
    assert [row["reason"] for row in worked(path)] == [reason]
