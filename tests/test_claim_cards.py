"""Claims as cards: how each is told in English and French, and what the build refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.engine import claims as engine
from carbondata.engine import decisions
from carbondata.pipeline.check.claims import check_claims
from carbondata.text.claims import claim_rows, verdict


def _all(built: Path) -> list[dict[str, Any]]:
    return carbondata.claims(None, built).to_pylist()


def _one(built: Path, claim: str) -> dict[str, Any]:
    (row,) = carbondata.claims(claim, built).to_pylist()
    return dict(row)


def test_what_lies_within_the_range_is_not_called_exaggerated(built: Path) -> None:
    # Cambridge: 5.35 to 55 TWh, and 30 stated.
    row = _one(built, "bitcoin-ireland")
    assert row["present_low"] < row["stated_value"] < row["present_high"]
    assert (row["verdict"], check_claims([row])) == ("disputed", [])
    factors = {"factor_low": 30 / 55, "factor": 30 / 12.9, "factor_high": 30 / 5.35}
    (problem,) = check_claims([row | factors | {"verdict": "exaggerated"}])
    assert "is within the range" in str(problem)


def test_nobody_bears_himself_out(built: Path) -> None:
    row = _one(built, "ethereum-merge")
    assert check_claims([row]) == []
    for nobody in (None, row["source_id"]):
        (problem,) = check_claims([row | {"standing_source": nobody}])
        assert "standing_source" in str(problem)


def test_what_replaced_a_figure_is_counted_as_often(built: Path) -> None:
    # A million of EPA's cars of 2020 (4.6 t) are answered by a million of its newer ones (4.29 t).
    con = duckdb.connect()
    con.execute(f"ATTACH '{built / 'carbondata.duckdb'}' AS built (READ_ONLY)")
    con.execute("USE built")
    con.execute("""CREATE TEMP TABLE claims AS FROM built.claims
        WHERE claim_id = 'claims-press/ai-us-5-10-million-cars'""")
    con.execute("UPDATE temp.claims SET verdict = 'right'")
    (row,) = engine.check_claims(con, decisions.read(con))
    assert row["value_high"] == pytest.approx(44 / 4.6, rel=0.01)
    assert row["present_high"] == pytest.approx(44 / 4.29, rel=0.01)


def test_what_is_disputed_without_a_successor_gives_way_to_what_its_subject_takes(
    built: Path,
) -> None:
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{built / 'carbondata.duckdb'}' AS built (READ_ONLY)")
        con.execute("USE built")
        con.execute("""CREATE TEMP TABLE claims AS FROM built.claims
            WHERE claim_id = 'article-2019/nlp-284-t'""")
        con.execute("UPDATE temp.claims SET subject = '2*mora-2018/bitcoin-2017'")
        (row,) = engine.check_claims(con, decisions.read(con))
    taken = carbondata.compare("bitcoin@2017", "1 t CO2e", database=built).subject
    # Mora et al. say 69 Mt; twice as much stands of what is taken.
    assert row["value_here"] == 2 * 69e6
    assert row["present_value"] == 2 * taken.emissions_t < 69e6
    assert row["present_source"] == taken.source_id != "mora-2018"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            [
                "stated",
                "5 car lifetimes",
                "4.97 car lifetimes",
                "reproduced",
                "exaggerated by a factor of 89",
            ],
        ),
        (
            "fr",
            [
                "énoncé",
                "5 voitures (vie entière)",
                "4,97 voitures (vie entière)",
                "le calcul est juste",
                "exagérée d\N{RIGHT SINGLE QUOTATION MARK}un facteur 89",
            ],
        ),
    ],
)
def test_one_claim_is_told_in_full(built: Path, lang: str, words: list[str]) -> None:
    done = run("claims", "nlp-five-cars", "--lang", lang, "--db", str(built), COLUMNS="80")
    assert done.returncode == 0
    plain = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert [word for word in words if word not in plain] == []
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_all_claims_are_listed_in_80_columns(built: Path, lang: str) -> None:
    done = run("claims", "--lang", lang, "--db", str(built), COLUMNS="80")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(bool(re.match(r"article-2019/", line)) for line in lines) == 16  # of the article
    assert "626,155 lb" in done.stdout if lang == "en" else "4,97" in done.stdout


@pytest.mark.parametrize(
    ("lang", "up_to"), [("en", "by a factor of up to 2.4"), ("fr", "jusqu'à 2,4")]
)
def test_a_bound_is_exaggerated_up_to(built: Path, lang: str, up_to: str) -> None:
    assert verdict(_one(built, "ai-2025-8pct-aviation"), lang).endswith(up_to)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("chatgpt-034-wh", {"verdict": "not supported; compare epoch-2025-chatgpt"}),
        (
            "netflix-half-hour",
            {
                "verdict": "exaggerated by a factor of 58 to 89 "
                "(carbon-trust-2021, iea-2020-streaming)"
            },
        ),
        (
            "ai-2025-chile-czechia",
            {
                "arithmetic": "reproduced at the upper bound only",
                "verdict": "disputed: only one end of the range in its own source bears it out "
                "(de-vries-gao-2025)",
            },
        ),
        ("ai-us-5-10-million-cars", {"arithmetic": "consistent with the bound stated"}),
    ],
)
def test_a_verdict_says_what_its_source_has_to_do_with_it(
    built: Path, claim: str, told: dict[str, str]
) -> None:
    assert told.items() <= dict(claim_rows(_one(built, claim), "en")).items()


def test_a_small_part_of_a_kilogram_is_told_in_grams(built: Path) -> None:
    rows = dict(claim_rows(_one(built, "netflix-half-hour"), "en"))
    assert (rows["stated"], rows["current studies"][:20]) == ("1.6 kg", "27.5 g (18 to 27.5; ")


def _figures(text: str) -> list[float]:
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return [float(one.replace(",", "")) for one in found]


def test_a_printed_range_holds_the_value_before_it(built: Path) -> None:
    seen = 0
    for row in _all(built):
        today = dict(claim_rows(row, "en")).get("current studies", "").replace("as much", "1")
        found = re.match(r"([\d.,]+)[^(]*\(([\d.,]+%? to [\d.,]+)%?;", today)
        if found:
            seen += 1
            (value,), (low, high) = _figures(found[1]), _figures(found[2])
            assert low <= value <= high, (row["claim_id"], today)
    assert seen > 20


@pytest.mark.parametrize(
    ("claim", "lang", "stated", "here"),
    [
        ("internet-as-aviation", "en", "about equal", "0.738 times"),
        ("internet-as-aviation", "fr", "autant", "0,738\N{NO-BREAK SPACE}fois"),
        ("bitcoin-argentina", "en", "more", "1.003 times"),
    ],
)
def test_a_ratio_says_what_it_counts(
    built: Path, claim: str, lang: str, stated: str, here: str
) -> None:
    told = list(dict(claim_rows(_one(built, claim), lang)).values())
    assert {stated, here} <= set(told)


def test_who_said_it_is_told_in_french(built: Path) -> None:
    english = re.compile(r"\b(?:the|and|after|through|others|seen|press|not)\b", re.IGNORECASE)
    names = {"The Guardian", "The Daily Star", "The Sunday Times", "The Shift Project", "The Verge"}
    for row in _all(built):
        who = dict(claim_rows(row, "fr"))["qui"]
        for name in (*names, "The Register"):
            who = who.replace(name, "")
        assert not english.search(who), row["claim_id"]


def test_no_french_number_comes_apart(built: Path) -> None:
    apart = re.compile(r"\d (?:\d{3}(?!\d)|(?:[kMG]?t|k?g|[kMGT]?Wh|km|livres?|%)(?!\w))")
    for row in _all(built):
        for _, text in claim_rows(row, "fr"):
            assert not apart.search(text), (row["claim_id"], text)
