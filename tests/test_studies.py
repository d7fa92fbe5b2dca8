"""The studies of a figure: the newest year unless all are asked for, the same in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from test_cli import run

import carbondata
from carbondata.errors import QueryError
from carbondata.text.studies import spread


def test_a_year_left_open_is_the_newest_that_a_figure_is_taken_of(built: Path) -> None:
    newest, every = (
        carbondata.studies("Sweden", built, all_years=wide).to_pylist() for wide in (False, True)
    )
    assert {row["year"] for row in newest} == {2024}
    assert newest == [row for row in every if row["year"] == 2024]
    assert min(row["year"] for row in every) < 1900
    # Of later years there are projections, and none of them is taken by default.
    years = carbondata.studies("data_centres", built, all_years=True)["year"].to_pylist()
    assert max(years) == 2035
    assert set(carbondata.studies("data_centres", built)["year"].to_pylist()) == {2025}


@pytest.mark.parametrize("operand", ["gpt-3", "car-lifetime-usa", "bitcoin@2017"])
def test_what_leaves_no_year_open_shows_all_it_has(built: Path, operand: str) -> None:
    one, every = (carbondata.studies(operand, built, all_years=wide) for wide in (False, True))
    assert one.equals(every)


def test_an_amount_has_no_studies(built: Path) -> None:
    with pytest.raises(QueryError, match="not the figure of a study; give a name"):
        carbondata.studies("284 t", built)


@pytest.mark.slow
def test_every_format_has_the_same_rows_and_the_year(built: Path) -> None:
    told = json.loads(run("studies", "Sweden", "-f", "json", cwd=built).stdout)
    rows = csv.DictReader(io.StringIO(run("studies", "Sweden", "-f", "csv", cwd=built).stdout))
    assert [row["id"] for row in told] == [row["id"] for row in rows] == ["SWE@2024"] * len(told)
    shown = run("studies", "Sweden", cwd=built).stdout.splitlines()
    assert shown[0] == "Sweden in 2024"
    assert shown[1].split() == ["figure", "year", "used", "study"]
    assert sum(" 2024 " in line for line in shown) == len(told)
    every = carbondata.studies("Sweden", built, all_years=True).num_rows
    assert shown[-1] == f"{every - len(told):,} figures for other years: --all"
    assert " 1850 " in run("studies", "Sweden", "--all", cwd=built).stdout
    one = run("studies", "ai-usa", "--lang", "fr", cwd=built).stdout.splitlines()
    assert one[-1] == "un chiffre d\N{RIGHT SINGLE QUOTATION MARK}une autre année\u202f: --all"


def test_the_macro_has_the_year_as_well(built: Path) -> None:
    years = carbondata.sql("SELECT DISTINCT year FROM studies('bitcoin') ORDER BY 1", built)
    assert years["year"].to_pylist()[:2] == [2017, 2018]


@pytest.mark.parametrize(
    ("operand", "line"),
    [
        # One study with bounds; one with a central value; several.
        ("crypto@2019", "one study counted on the basis used: between 70 and 90 TWh"),
        ("bitcoin@2019", "one study counted on the basis used: 15 Mt"),
        (
            "bitcoin@2017",
            "on this basis, studies range from 2.77 Mt CO2e to 6.75 Mt CO2e, a factor of 2.4",
        ),
    ],
)
def test_bounds_of_a_single_study_are_no_range_of_studies(
    built: Path, operand: str, line: str
) -> None:
    assert line in spread(carbondata.studies(operand, built).to_pylist(), "en")


@pytest.mark.parametrize("year", [2019, 2021])
def test_a_single_study_with_bounds_is_said_to_be_one(built: Path, year: int) -> None:
    # mytton-2022-crypto: 70 to 90 TWh in 2019; iea-2022: 100 to 140 TWh in 2021.
    low, high = {2019: (70, 90), 2021: (100, 140)}[year]
    reasons = carbondata.compare(f"crypto@{year}", "1 TWh", database=built).reasons
    (reason,) = (reason for reason in reasons if reason.dimension == "studies")
    assert reason.outcome == "note"
    assert reason.text_en == (
        "for the subject, the only study on this basis gives a range, "
        f"{low} TWh to {high} TWh, and no central value"
    )
    assert "la seule étude" in reason.text_fr


@pytest.mark.parametrize(
    ("operand", "said"),
    [
        # On the grid of France, where no study puts it.
        ("switch-transformer@FRA@2020", ("Worked out here, its electricity on the grid", "10.6 t")),
        # It counts passengers alone, so no default takes it.
        ("icct-aviation/khm-domestic-aviation-2018", ("as named", "none is used by default")),
        # Superseded by desnz-2025, whose figure is 69.3 g.
        (
            "uk-gov-travel/2019-flight-long-haul-economy",
            ("as named", "used by default on this basis: 69.3 g"),
        ),
    ],
)
def test_a_figure_that_was_asked_for_is_not_said_to_be_the_default(
    built: Path, operand: str, said: tuple[str, ...]
) -> None:
    told = run("studies", operand, cwd=built).stdout
    assert all(text in told for text in said)
    assert "yes" not in told or "@" in operand


def test_a_range_without_zeros_says_so_whether_or_not_one_is_taken(built: Path) -> None:
    rows = carbondata.studies("gpt-3", built).to_pylist()
    (taken,) = (row for row in rows if row["taken"])
    others = [
        {**taken, "taken": False, "preferred": False, "why": "zero", "emissions_t": amount}
        for amount in (0.0, 10.0, 20.0)
    ]
    assert spread([taken, *others], "en").splitlines()[1] == (
        "all emissions figures but those of zero, on every basis: "
        "from 10 t CO2e to 552 t CO2e, a factor of 55"
    )
    assert spread(others, "en") == (
        "none is used by default; emissions figures but those of zero, on every basis: "
        "from 10 t CO2e to 20 t CO2e, a factor of 2"
    )
    assert "zero" not in spread(others[1:], "en")


@pytest.mark.slow
def test_what_a_study_counts_is_told_beside_its_figure(built: Path) -> None:
    # GCB has Belgium in 1997 by territory and by consumption: 124 Mt each, to three digits.
    told = " ".join(run("studies", "BEL@1997", cwd=built).stdout.split())
    assert told.startswith("Belgium in 1997 figure")
    assert told.count("BEL@1997#gcb (territorial, land use excluded)") == 1
    assert told.count("BEL@1997#gcb (consumption, land use excluded)") == 1
    rows = carbondata.studies("BEL@1997#gcb", built).to_pylist()
    assert {row["accounting"] for row in rows} == {"territorial", "consumption"}
    beef = run("studies", "boeuf", "--lang", "fr", cwd=built).stdout
    assert beef.startswith("Un kilogramme de b\u0153uf (France)\n")
    # Of one study there is nothing else to say.
    assert "une seule" not in beef
