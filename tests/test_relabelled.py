"""What rows are called and of what type they are does not change unasked, nor what was unknown."""

from __future__ import annotations

import pytest
from test_levels import replaced, rows

from carbondata.pipeline.check.pairs import look_at
from carbondata.pipeline.check.relabelled import learned, relabelled

REGIONS, THINGS = ("cloud_regions", "mlco2-impact"), ("equivalents", "ademe-impact-co2")
CHIPS = ("accelerators", "epoch-hardware")


def changed(of: tuple[str, str], condition: str, value: str, column: str) -> list[str]:
    old, new = rows(*of), rows(*of, replaced(condition, value, column))
    return [found.what for found in relabelled(of[1], of[0], old, new) if found.column == column]


@pytest.mark.parametrize(
    ("of", "condition", "value", "column", "said"),
    [
        # One is already: that of a provider that buys.
        (REGIONS, "true", "'market'", "accounting", "the type of 81 of 82 rows changed"),
        (REGIONS, "area_id IS NOT NULL", "'FRA'", "area_id", "rows are called otherwise"),
        (THINGS, "locator = 'ID boeuf'", "'item'", "functional_unit", "the type of 1 of 418 rows"),
        (THINGS, "locator = 'ID boeuf'", "NULL", "functional_unit", "the type of 1 of 418 rows"),
        (THINGS, "true", "'x' || name_fr", "name_fr", "418 of 418 rows are called otherwise"),
        (CHIPS, "true", "'Acme'", "manufacturer", "rows are called otherwise"),
    ],
)
def test_types_of_any_row_and_names_of_many_ask(
    of: tuple[str, str], condition: str, value: str, column: str, said: str
) -> None:
    (what,) = changed(of, condition, value, column)
    assert said in what
    assert " to " in what.split("\n")[1]


def test_two_names_that_changed_places_ask_and_two_new_ones_do_not() -> None:
    of = "locator IN ('ID boeuf', 'ID poulet')"
    there = {row["locator"]: row["name_fr"] for row in rows(*THINGS).to_pylist()}
    beef, chicken = there["ID boeuf"], there["ID poulet"]
    other = f"CASE locator WHEN 'ID boeuf' THEN '{chicken}' ELSE '{beef}' END"
    (what,) = changed(THINGS, of, other, "name_fr")
    assert what.startswith("2 rows exchanged their names\n")
    assert f": {beef} to {chicken}" in what
    assert changed(THINGS, of, "name_fr || ' !'", "name_fr") == []


@pytest.mark.parametrize(
    ("of", "key", "column"),
    [
        # Several rows have the same.
        (REGIONS, "cloud_region_id", "area_id"),
        (REGIONS, "cloud_region_id", "name"),
        (CHIPS, "accelerator_id", "manufacturer"),
    ],
)
def test_two_that_changed_places_ask_though_others_have_the_same(
    of: tuple[str, str], key: str, column: str
) -> None:
    known = {row[key]: row[column] for row in rows(*of).to_pylist() if row[column]}
    one, was = next(iter(known.items()))
    two, other = next((row, name) for row, name in known.items() if name != was)
    pair = f"{key} IN ('{one}', '{two}')"
    (what,) = changed(of, pair, f"IF({key} = '{one}', '{other}', '{was}')", column)
    assert what.startswith("2 rows exchanged their names\n")
    # One of the two alone may be another's.
    assert changed(of, f"{key} = '{one}'", f"'{other}'", column) == []


def test_years_that_are_no_key_are_names() -> None:
    of = ("sector_estimates", "gcb")
    (what,) = changed(of, "year BETWEEN 2000 AND 2024", "4024 - year", "year")
    assert what.startswith("24 of 75 rows are called otherwise\n")
    assert changed(of, "year = 2001", "2002", "year") == []


def test_whether_figures_were_seen_is_a_type() -> None:
    of = ("grid_intensity", "owid-energy")
    (what,) = changed(of, "area_id = 'SWE' AND year = 2020", "false", "verified")
    assert what.startswith("the type of 1 of 5,747 rows changed\n")


def test_a_type_that_is_part_of_the_key_does_not_change_either() -> None:
    of = ("national_emissions", "gcb")
    old = rows(*of)
    new = rows(*of, replaced("area_id = 'USA' AND accounting = 'territorial'", "'CO2e'", "gas"))
    (found,) = relabelled(of[1], of[0], old, new)
    assert found.what.startswith("the type of 175 rows changed\n")
    assert "year 1850" in found.what  # to 2024
    assert found.what.endswith(": CO2, territorial, excluded to CO2e, territorial, excluded")
    assert relabelled(of[1], of[0], old.slice(0, 9000), old) == []


def test_a_tenth_of_the_unknown_types_may_become_known() -> None:
    (what,) = changed(REGIONS, "boundary IS NULL", "'direct'", "boundary")
    assert what.startswith("63 of 82 rows became known at once\n")
    assert ": none to direct" in what
    few = "boundary IS NULL AND cloud_region_id LIKE '%gcp-us%'"
    assert changed(REGIONS, few, "'direct'", "boundary") == []
    # Older rows may lack the column.
    assert changed(REGIONS, "gas IS NULL", "'CO2e'", "gas") == []


@pytest.mark.parametrize(
    ("condition", "value", "said"),
    [
        ("tdp_w IS NULL", "400", "values became known at once"),
        ("accelerator_id = {}", "1e6", "was unknown, and is 3 times beyond all values that were"),
        ("accelerator_id = {}", "400", None),
    ],
)
def test_many_unknowns_or_one_beyond_all_that_is_known_ask(
    condition: str, value: str, said: str | None
) -> None:
    old = rows(*CHIPS)
    unknown = next(row["accelerator_id"] for row in old.to_pylist() if row["tdp_w"] is None)
    new = rows(*CHIPS, replaced(condition.format(f"'{unknown}'"), value, "tdp_w"))
    found = [problem.what for problem in look_at(CHIPS[1], CHIPS[0], old, new, (learned,))]
    assert [said is not None and said in what for what in found] == ([True] if said else [])
