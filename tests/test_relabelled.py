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


def test_a_type_that_was_unknown_may_become_known() -> None:
    assert changed(REGIONS, "boundary IS NULL", "'direct'", "boundary") == []


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
