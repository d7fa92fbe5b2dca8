"""Electricity as a second measure: where emissions are not there, or where it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import run

import carbondata
from carbondata.errors import QueryError
from carbondata.tables import schemas


def _said(found: carbondata.Comparison) -> dict[str, str]:
    return {reason.dimension: reason.text_en for reason in found.reasons}


def test_bitcoin_beside_argentina_in_electricity(built: Path) -> None:
    # Cambridge's index as revised: 89 TWh in 2021; Ember: 155.65 TWh used in Argentina.
    found = carbondata.compare(
        "bitcoin@2021", "Argentina@2021", measure="electricity", database=built
    )
    assert found.ratio == pytest.approx(89 / 155.65)
    assert str(found).startswith(
        "Bitcoin in 2021 used 89 TWh of electricity, 57% of the electricity"
    )
    french = found.sentence("fr").replace("\N{NO-BREAK SPACE}", " ").replace("\u2019", "'")
    assert french.startswith("En 2021, le bitcoin a consommé 89 TWh d'électricité, soit 57")
    assert "de la consommation d'électricité de l'Argentine en 2021." in french
    # The index before its revision had 104 TWh: told, and in no range.
    assert "104 TWh (ccaf-cbeci-2022, superseded)" in _said(found)["studies"]


def test_emissions_come_first_where_both_have_them(built: Path) -> None:
    found = carbondata.compare("bitcoin@2021", "Argentina@2021", database=built)
    assert {found.subject.measure, found.reference.measure} == {"emissions"}
    assert "measure" not in _said(found)


def test_electricity_is_taken_where_one_has_nothing_else_and_that_is_said(built: Path) -> None:
    # Google: 32.11 TWh, and no emissions that are taken; Ember: 502.32 TWh.
    found = carbondata.compare("google@2024", "Germany@2024", database=built)
    assert found.ratio == pytest.approx(32.11 / 502.32)
    assert "the subject has no emissions figure" in _said(found)["measure"]
    asked = carbondata.compare("google@2024", "Germany@2024", measure="electricity", database=built)
    assert asked.ratio == found.ratio
    assert "measure" not in _said(asked)


def test_the_order_of_the_sides_does_not_matter(built: Path) -> None:
    pairs = [("data_centres@2024", "DEU@2024"), ("gpt-3", "bloom"), ("bitcoin", "ARG")]
    for one, other in pairs:
        there, back = (
            carbondata.compare(*pair, measure="electricity", database=built)
            for pair in ((one, other), (other, one))
        )
        assert (there.subject, there.reference) == (back.reference, back.subject)
        assert there.ratio == pytest.approx(1 / (back.ratio or 0))
        assert there.verdict == back.verdict


def test_with_several_references_one_measure_is_taken_for_all(built: Path) -> None:
    found = carbondata.compare("data_centres@2024", "bitcoin@2024", "google@2024", database=built)
    # All three have electricity, two of them emissions.
    assert {one.subject.measure for one in found} == {"electricity"}
    assert found[0].ratio == pytest.approx(415 / 138)


def test_a_year_left_open_is_one_of_the_measure(built: Path) -> None:
    # Emissions of India are known to 2024, the electricity that it generated to 2023.
    assert carbondata.compare("IND", "SWE", database=built).subject.year == 2024
    electric = carbondata.compare("IND:flow=generation", "SWE", database=built)
    assert electric.subject.year == electric.reference.year == 2023


@pytest.mark.parametrize(
    ("operands", "measure", "said"),
    [
        (
            ("SWE", "aviation"),
            "electricity",
            "no electricity figure is published for aviation; it has emissions (",
        ),
        (
            ("ASM@2023", "SWE@2023"),
            "emissions",
            "no emissions figure is published for ASM@2023; it has electricity (",
        ),
        (
            ("DEU@2030", "SWE@2023"),
            "electricity",
            "no figure for DEU in 2030; closest years with one: ",
        ),
        (
            ("284 t", "SWE@2023"),
            "electricity",
            "284 t is an amount of emissions, not of electricity",
        ),
        (("SWE", "FRA"), "energy", "a measure is emissions or electricity, not 'energy'"),
    ],
)
def test_what_has_nothing_in_a_measure_is_refused_with_what_there_is(
    built: Path, operands: tuple[str, str], measure: str, said: str
) -> None:
    with pytest.raises(QueryError) as refused:
        carbondata.compare(*operands, measure=measure, database=built)
    assert said in str(refused.value)
    if measure != "energy":
        done = run("compare", *operands, "--in", measure, "--db", str(built))
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr


def test_tonnes_and_kilowatt_hours_have_no_ratio_even_by_force(built: Path) -> None:
    found = carbondata.compare("284 t", "5 MWh", force=True, database=built)
    assert (found.verdict, found.ratio, found.reading) == ("refuse", None, None)


def test_generation_is_never_taken_for_demand(built: Path) -> None:
    # Ember: India used 1,827.57 TWh in 2022 by one file, and generated 1,594.83 by an older one.
    taken = carbondata.compare("IND@2022", "SWE@2022", measure="electricity", database=built)
    assert (taken.subject.flow, taken.subject.source_id) == ("demand", "ember")
    made = carbondata.compare("IND@2022:flow=generation", "SWE@2022", database=built)
    assert made.verdict == "caution"
    assert "generated" in _said(made)["flow"]


def test_a_receipt_of_electricity_is_verified(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    done = run(
        *("compare", "bitcoin@2021", "ARG@2021", "--in", "electricity", "--receipt", str(file)),
        *("--db", str(built)),
    )
    assert done.returncode == 0, done.stderr
    assert str(carbondata.verify(file, database=built)) == "the same to the last digit"


def test_studies_of_electricity_are_held_against_their_own_range(built: Path) -> None:
    # Malmodin et al.: 223 TWh of data centres in 2020; the IEA says 200 to 250.
    found = carbondata.compare("data_centres@2020", "10 TWh", measure="electricity", database=built)
    assert (found.subject.energy_kwh, found.subject.studies) == (223e9, 2)
    assert (found.ratio, found.ratio_low, found.ratio_high) == pytest.approx((22.3, 20, 25))
    assert "from 200 TWh to 250 TWh" in _said(found)["studies"]
    # Patterson et al.: 1,287 MWh; what Epoch's power and time make here is no other study.
    alone = carbondata.compare("gpt-3", "10 MWh", measure="electricity", database=built)
    assert (alone.subject.energy_kwh, alone.subject.studies) == (1_287_000, 1)


def test_a_chart_of_electricity_has_no_tonnes(built: Path) -> None:
    from carbondata import plot

    drawn = str(plot.compare("google@2024", "DEU@2024", "ARG@2024", database=built).to_dict())
    assert "32.1 TWh" in drawn
    assert "Electricity used" in drawn


SHARE = "national_electricity_percent"


@pytest.mark.parametrize("bound", ["_low", "", "_high"])
def test_a_share_of_the_electricity_of_a_place_is_of_a_hundred(bound: str) -> None:
    (check,) = schemas()["sector_estimates"].columns[SHARE + bound].checks
    assert (check.statistics["min_value"], check.statistics["max_value"]) == (0, 100)


def test_the_share_of_a_place_is_about_what_its_demand_makes_it(built: Path) -> None:
    """A study's own total is metered, net or generated, and no grid's demand to the digit."""
    query = f"""
        SELECT s.estimate_id, 100 * s.electricity_kwh / d.electricity_kwh / s.{SHARE} AS factor
        FROM sector_estimates AS s JOIN electricity_demand AS d USING (area_id, year)
        WHERE s.{SHARE} IS NOT NULL AND s.electricity_kwh IS NOT NULL"""
    found = carbondata.sql(query, database=built).to_pylist()
    assert {row["estimate_id"].split("/")[0] for row in found} >= {
        "borderstep-data-centres",
        "cbs-data-centres",
        "cso-data-centres",
        "lbnl-2024",
    }
    assert [row for row in found if not 0.8 < row["factor"] < 1.1] == []


def test_a_company_is_asked_for_by_its_year(built: Path) -> None:
    """Where a year was restated it is the restated figure; what is bought clean is no default."""
    for year, tonnes in ((2023, 64.38e6), (2024, 68.25e6)):
        found = carbondata.compare(f"amazon@{year}", "SWE@2017", database=built)
        assert found.subject.emissions_t == tonnes
    with pytest.raises(QueryError, match="it counts the electricity contracts"):
        carbondata.compare("amazon", "SWE@2017", database=built)
    google = carbondata.compare("google@2024", "IRL@2024", measure="electricity", database=built)
    assert google.subject.energy_kwh == 32.11e9
