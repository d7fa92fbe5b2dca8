"""A figure alone: beside ten familiar things, the same in every format, from small to large."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from test_cli import run

import carbondata
from carbondata.errors import QueryError, SourceError

GPT3 = [
    *("le-chat-answer", "smartphone-charge", "car-km-usa", "flight-paris-new-york"),
    *("person-year-wld", "car-lifetime-usa", "SWE@2020", "FRA@2020", "aviation@2020", "WLD@2020"),
]


def test_the_ten_go_from_small_to_large(built: Path) -> None:
    found = carbondata.compare("gpt-3", database=built)
    assert [one.reference.id for one in found] == GPT3
    amounts = [one.reference.emissions_t for one in found]
    assert amounts == sorted(amounts)
    # 552 t over 57.15 t.
    assert found[5].ratio == pytest.approx(9.6601, abs=1e-4)
    assert carbondata.compare("gpt-3", "car-lifetime-usa", database=built).ratio == found[5].ratio


@pytest.mark.slow
def test_every_format_has_the_same_rows(built: Path) -> None:
    told = {
        form: run("compare", "gpt-3", "--format", form, cwd=built).stdout
        for form in ("text", "json", "csv", "markdown", "latex")
    }
    assert [one["reference"]["id"] for one in json.loads(told["json"])] == GPT3
    rows = csv.DictReader(io.StringIO(told["csv"]))
    assert [row["reference"] for row in rows] == GPT3
    for form, cell in (("text", " {} "), ("markdown", "| {} |"), ("latex", "& {} &")):
        places = [told[form].index(cell.format(name)) for name in GPT3]
        assert places == sorted(places), form
    assert max(map(len, told["text"].splitlines())) <= 80
    assert "9.7 lifetimes of an average" in told["text"]


@pytest.mark.slow
def test_json_is_a_list_of_one_shape_whatever_the_count(built: Path) -> None:
    shapes = [
        [{*one} for one in json.loads(run("compare", *words, "-f", "json", cwd=built).stdout)]
        for words in (
            ("gpt-3", "car-lifetime-usa"),
            ("gpt-3", "car-lifetime-usa", "SWE@2017"),
            ("gpt-3",),
            ("gpt-3", "--top", "3"),
        )
    ]
    assert list(map(len, shapes)) == [1, 2, 10, 3]
    assert all(keys == shapes[0][0] for shape in shapes for keys in shape)
    every = json.loads(run("compare", "gpt-3", "--all", "-f", "json", cwd=built).stdout)
    assert len(every) == carbondata.compare_all("gpt-3", built).num_rows
    assert {*every[0]} < shapes[0][0]


def test_what_may_not_be_compared_gives_way_to_the_next(built: Path) -> None:
    # A kilometre and a person's year are rates: no year of a nation is a number of them.
    found = carbondata.compare("Sweden", database=built)
    ids = [one.reference.id for one in found]
    assert len(ids) == 10
    assert {"car-km-usa", "person-year-wld"}.isdisjoint(ids)
    assert not any(one.reference.subject == "SWE" or one.refused for one in found)
    # It keeps the headline that it has by itself: fossil CO2.
    assert {(one.subject.id, one.subject.source_id) for one in found} == {("SWE@2024", "gcb")}


@pytest.mark.slow
def test_where_nothing_familiar_is_known_it_says_what_to_do(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "lee-2021")
    shop.build()
    with pytest.raises(
        QueryError, match=r"nothing familiar .* with aviation@2018: name a reference"
    ):
        carbondata.compare("aviation@2018", database=shop.out)


def test_several_references_leave_no_room_for_the_nearest(built: Path) -> None:
    done = run("compare", "gpt-3", "SWE", "--top", "3", cwd=built)
    assert (done.returncode, done.stdout) == (2, "")
    assert "give references, --top or --all: only one of the three" in done.stderr


@pytest.mark.slow
def test_the_nearest_are_as_many_as_asked_for_and_in_order(built: Path) -> None:
    told = json.loads(run("compare", "bitcoin@2017", "--top", "7", "-f", "json", cwd=built).stdout)
    distances = [max(one["ratio"], 1 / one["ratio"]) for one in told]
    assert len(distances) == 7
    assert distances == sorted(distances)
    assert distances[-1] < 1.1


def test_latex_cites_what_cite_prints(built: Path) -> None:
    told = run("compare", "nas-gpu", "car-lifetime-usa", "-f", "latex", cwd=built).stdout
    assert r"5.0 lifetimes of an average American car, fuel included & 57.2 t CO$_2$e &" in told
    (keys,) = re.findall(r"\\cite\{(.*)\}", told)
    assert "strubell-2019" in keys.split(",")
    entries = carbondata.cite(*keys.split(","), database=built)
    assert all(f"{{{key}," in entries for key in keys.split(","))
    assert told.count(r"\begin{tabular}") == told.count(r"\end{tabular}") == 1


@pytest.mark.slow
def test_a_thing_that_there_is_not_fails_the_build_by_name(tmp_path: Path) -> None:
    sources = shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    with (sources / "carbondata" / "familiar.csv").open("a", encoding="utf-8") as file:
        file.write("99,nosuch,,\n")
    with pytest.raises(SourceError, match=r"familiar.csv, row \d+ .subject nosuch.*no such"):
        carbondata.build(tmp_path / "out", sources=sources)
