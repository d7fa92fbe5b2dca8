"""Why a number moved: the reason of an area's years, else that of the whole edition."""

from __future__ import annotations

from pathlib import Path

import workshop

import carbondata


def test_the_largest_revisions_are_explained_in_words(built: Path) -> None:
    told = carbondata.revisions("gcb", most=10, database=built).to_pylist()
    assert all(row["why"] for row in told)
    (peru,) = [row for row in told if row["row"].startswith("PER, 1888, CO2, territorial")]
    assert (peru["old"], peru["new"]) == (7328, 470436)
    assert peru["why"].startswith("Coal was added: ")


def test_what_no_line_is_about_has_the_reason_of_its_edition(built: Path) -> None:
    (sweden,) = carbondata.revisions("gcb", area="SWE", most=1, database=built).to_pylist()
    assert sweden["why"].startswith("The 2025 edition replaces that of 2023.")


def test_years_that_a_line_is_not_about_have_not_its_reason(built: Path) -> None:
    told = carbondata.revisions("gcb", area="USA", most=40, database=built).to_pylist()
    counted_anew = {row["row"].split(", ")[1] for row in told if "1975 to 1989" in row["why"]}
    assert "1984" in counted_anew
    assert counted_anew <= {str(year) for year in range(1975, 1990)}


def test_the_command_says_each_reason_once(built: Path) -> None:
    said = workshop.run("revisions", "--source", "gcb", "--db", str(built)).stdout
    assert said.count("beside 0.007 Mt of oil") == 1
