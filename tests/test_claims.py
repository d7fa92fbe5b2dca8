"""The claims: each worked out again; whether its sum is right and, apart from it, if it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.engine.operands import folded, parse
from carbondata.text.claims import stated, verdict

KG_PER_LB = 0.45359237

# The article of 2019, in its order: what comes out (unit of the claim), its sum, its verdict, what
# stands now; each worked out here by hand.
# Cambridge: 12.937 TWh, at 522.04 g/kWh of the world's grids.
BITCOIN_MT = 12.937 * 0.52204
ARTICLE = {
    # Strubell et al. 2019, Table 3: 626,155 lb; Patterson et al. 2021: 3.2 t.
    "nlp-284-t": (626155 * KG_PER_LB / 1000, "reproduced", "exaggerated", 3.2),
    "nlp-626155-lb": (626155, "reproduced", "exaggerated", 3200 / KG_PER_LB),
    # Table 1: 126,000 lb for a car's life; nearly five of them. 3.2 t are 0.056 of one.
    "nlp-five-cars": (626155 / 126000, "reproduced", "exaggerated", 3200 / KG_PER_LB / 126000),
    # Luccioni et al. 2023: 50.5 t with hardware and idle time, 24.69 t of power.
    "run-and-cars-alike": (50.5 / 24.69, "not stated", "not_supported", 50.5 / 24.69),
    # No energy was measured for a day; the tables hold what was extrapolated.
    "day-each-measured": (None, "not computable", "right", None),
    # 626,155 lb for 656,347 kWh; the search that was run: 431 g/kWh.
    "us-grid-mix": (626155 / 656347, "reproduced", "right", 0.431 / KG_PER_LB),
    # Table 3: 192 lb against 26 lb, of 213 against 65 million parameters (3.28).
    "cost-in-proportion-to-size": (192 / 26, "not stated", "not_supported", 192 / 26),
    # Section 5: 78,468 lb for all jobs, 39 lb for one.
    "cost-explodes-with-tuning": (78468 / 39, "not stated", "right", 78468 / 39),
    # 626,155 lb for the search, 192 lb for a training; as they were run 3.2 t and 88.3 kg.
    "tuning-cost-more-than-gained": (626155 / 192, "not stated", "disputed", 3.2 / 0.0883),
    # Malmodin et al. 2024: 763 Mt CO2e for ICT in 2020; Lee et al. 2021: 1,033.7 Mt in 2018.
    "internet-as-aviation": (763 / 1033.700605, "not reproduced", "disputed", 763 / 1033.700605),
    # The claim is about CO2: OWID's world of 2020 is 35,126.5 Mt.
    "internet-two-percent": (76300 / 35126.526, "reproduced", "right", 76300 / 35126.526),
    # Mora et al. 2018: 69 Mt.
    "crypto-69-mt": (69, "reproduced", "exaggerated", BITCOIN_MT),
    # UNFCCC, submissions of 2017, flights that leave the country included: 55.95 and 482.321 Mt,
    # CO2e. Of CO2 alone OWID has 42.438 and 337.101 Mt in 2017.
    "crypto-more-than-sweden": (69 / 55.95, "reproduced", "exaggerated", BITCOIN_MT / 56.75),
    "sweden-56-mt": (55.95, "reproduced", "right_in_another_unit", 42.355),
    "crypto-15-percent-france": (
        100 * 69 / 482.321,
        "near",
        "exaggerated",
        100 * BITCOIN_MT / 468.61,
    ),
    "france-476-mt": (482.321, "near", "right_in_another_unit", 338.368),
}
# How many times: least and most, of what is off by a range of studies; the least is 2.77 Mt.
FACTORS = {
    "crypto-69-mt": (69 / BITCOIN_MT, 69 / 2.77),
    # Half of 55 g (Carbon Trust) and of 36 g (IEA) an hour; ADEME's 1.23 g and Google's 0.2 g.
    "netflix-half-hour": (1600 / 27.5, 1600 / 18),
    "google-search-7-g": (7 / 1.23, 7 / 0.2),
    "crypto-15-percent-france": (15 / (100 * BITCOIN_MT / 468.61), 15 / (100 * 2.77 / 468.61)),
}
COUNTED = ("amount", "count", "share")
VALUES = ("value_low", "value_here", "value_high")
PRESENT = ("present_low", "present_value", "present_high")


def _all(built: Path) -> list[dict[str, Any]]:
    return carbondata.claims(None, built).to_pylist()


def test_the_article_made_these_claims_in_this_order(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT claim_id FROM claims WHERE source_id = 'article-2019' ORDER BY place"
    found = [one.split("/")[1] for (one,) in con.execute(query).fetchall()]
    assert found == list(ARTICLE)


@pytest.mark.parametrize("claim", ARTICLE)
def test_a_claim_of_the_article_is_worked_out(built: Path, claim: str) -> None:
    (row,) = carbondata.claims(claim, built).to_pylist()
    value, arithmetic, verdict, present = ARTICLE[claim]
    assert (row["arithmetic"], row["verdict"]) == (arithmetic, verdict)
    for found, expected in ((row["value_here"], value), (row["present_value"], present)):
        assert found is expected if expected is None else found == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("claim", FACTORS)
def test_what_is_exaggerated_says_between_which_factors(built: Path, claim: str) -> None:
    (row,) = carbondata.claims(claim, built).to_pylist()
    assert (row["factor_low"], row["factor_high"]) == pytest.approx(FACTORS[claim], rel=1e-3)


def test_nine_of_ten_that_state_a_figure_are_worked_out(built: Path) -> None:
    counted = [row for row in _all(built) if row["kind"] in COUNTED]
    worked = [row for row in counted if any(row[name] is not None for name in VALUES)]
    assert len(counted) > 70
    assert len(worked) >= 0.9 * len(counted)


def test_what_is_not_worked_out_says_why_in_both_languages(built: Path) -> None:
    for row in _all(built):
        is_worked = any(row[name] is not None for name in VALUES)
        for reason in (row["why_not_en"], row["why_not_fr"]):
            assert (reason is None) == is_worked, row["claim_id"]


def test_what_is_doubted_is_no_answer_to_itself(built: Path) -> None:
    (row,) = carbondata.claims("grok4-72000-t", built).to_pylist()
    assert (row["value_here"], row["present_value"]) == (pytest.approx(72000), None)


def test_a_figure_without_a_middle_is_held_against_its_bounds(built: Path) -> None:
    # 32.6 to 79.7 Mt over 983 Mt: more than 8 % of aviation is its upper bound alone.
    (row,) = carbondata.claims("ai-2025-8pct-aviation", built).to_pylist()
    bounds = (100 * 32.6 / 983, 100 * 79.7 / 983)
    assert (row["value_low"], row["value_high"]) == pytest.approx(bounds)
    assert (row["value_here"], row["arithmetic"]) == (None, "reproduced")
    # 8 of 3.3 are 2.4 times, of 8.1 none: up to.
    assert row["factor_high"] == pytest.approx(8 / bounds[0])


def test_the_difference_is_relative_to_what_was_stated(built: Path) -> None:
    (row,) = carbondata.claims("nlp-five-cars", built).to_pylist()
    # 4.9695 of 5: 0.6 % less.
    assert row["difference"] == pytest.approx(626155 / 126000 / 5 - 1)
    (row,) = carbondata.claims("france-476-mt", built).to_pylist()
    assert row["difference"] == pytest.approx(482.321 / 476 - 1)


def test_no_series_gives_476_for_france_and_several_56_for_sweden(
    con: duckdb.DuckDBPyConnection,
) -> None:
    query = """SELECT count(*) FROM quantities
        WHERE subject = ? AND year BETWEEN 2014 AND 2018 AND gas = 'CO2e' AND scope IS NOT NULL
          AND abs(emissions_t - ?) < 0.5e6"""
    assert con.execute(query, ["FRA", 476e6]).fetchall() == [(0,)]
    assert con.execute(query, ["SWE", 56e6]).fetchall()[0][0] > 0


def test_a_sum_can_be_right_of_a_claim_that_is_not(built: Path) -> None:
    pairs = {(row["arithmetic"], row["verdict"]) for row in _all(built)}
    assert {("reproduced", "exaggerated"), ("reproduced", "right"), ("near", "right")} <= pairs
    assert ("not reproduced", "disputed") in pairs


def test_the_article_comes_first(built: Path) -> None:
    sources = [row["source_id"] for row in carbondata.claims(None, built).to_pylist()]
    assert set(sources[: len(ARTICLE)]) == {"article-2019"}


# A number of a note, with the unit behind it: 1,287.5 MWh, and 1 287,5 MWh in French.
UNIT = r"[ \u00a0\u202f]?(Mt|kg|lb|livres?|TWh|GWh|MWh|kWh|Wh|t|g|%)(?![\w/])"
NUMBER = {
    "en": re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?" + UNIT),
    "fr": re.compile(r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?" + UNIT),
}
CITED = re.compile(r"\(([^()]*)\)")
MASS = {"t": 1, "Mt": 1e-6, "kg": 1e3, "g": 1e6, "lb": 1 / KG_PER_LB * 1e3}
ENERGY = {"kWh": 1, "Wh": 1e3, "MWh": 1e-3, "GWh": 1e-6, "TWh": 1e-9}
# The columns of a source's rows, in the units in which a note may write them.
HELD = {
    "emissions_t": MASS,
    "energy_kwh": ENERGY,
    "electricity_kwh": ENERGY,
    "share_of_world": {"%": 100},
}


class Number(NamedTuple):
    """A number of a note: its unit, half of its last digit, the rest of its sentence."""

    value: float
    unit: str
    half: float
    rest: str


def _numbers(note: str, lang: str) -> list[Number]:
    found = []
    for match in NUMBER[lang].finditer(note):
        whole, decimals, unit = match.groups()
        value = float(re.sub(r"\D", "", whole) + "." + (decimals or "0"))
        rest = note[match.end() :].split(". ", maxsplit=1)[0]
        unit = "lb" if unit.startswith("livre") else unit
        found.append(Number(value, unit, 0.5 * 10 ** -len(decimals or ""), rest))
    return found


def _cited(number: Number, sources: set[str]) -> list[str]:
    """Return the sources that are named next after a number."""
    brackets = (one.split(", ") for one in CITED.findall(number.rest))
    return next((one for one in brackets if sources & set(one)), [])


def _held(con: duckdb.DuckDBPyConnection, unit: str, cited: list[str]) -> list[float]:
    """Return what the rows of some sources hold, in a unit."""
    values = []
    for table in ("sector_estimates", "training_runs", "equivalents", "national_emissions"):
        for column, *_ in con.sql(f"DESCRIBE {table}").fetchall():
            factor = HELD.get(re.sub("_(low|high)$", "", column), {}).get(unit)
            if factor is not None:
                query = f"SELECT {column} FROM {table} WHERE list_contains(?, source_id)"
                rows = con.execute(query, [cited]).fetchall()
                values += [factor * value for (value,) in rows if value is not None]
    return values


@pytest.mark.parametrize("lang", ["en", pytest.param("fr", marks=pytest.mark.slow)])
def test_no_note_contradicts_its_card(
    built: Path, con: duckdb.DuckDBPyConnection, lang: str
) -> None:
    """A number in the claim's own unit is the card's; any before a source is one of its rows."""
    sources = {source for (source,) in con.execute("SELECT source_id FROM sources").fetchall()}
    wrong, checked = [], 0
    for row in _all(built):
        unit = {"percent": "%"}.get(row["stated_unit"], row["stated_unit"])
        card = [row[name] for name in ("stated_value", *VALUES, *PRESENT) if row[name] is not None]
        for number in _numbers(row[f"note_{lang}"], lang):
            cited = _cited(number, sources)
            known = _held(con, number.unit, cited) + (card if number.unit == unit else [])
            if cited or number.unit == unit:
                checked += 1
                if not any(abs(number.value - one) <= number.half * 1.000001 for one in known):
                    wrong.append((row["claim_id"], number.value, number.unit, cited))
    assert wrong == []
    assert checked > 40


def test_both_notes_of_a_claim_have_the_same_numbers(built: Path) -> None:
    for row in _all(built):
        english, french = (
            sorted((number.unit, number.value) for number in _numbers(row[f"note_{lang}"], lang))
            for lang in ("en", "fr")
        )
        assert english == french, row["claim_id"]


def test_every_operand_of_a_claim_is_known(con: duckdb.DuckDBPyConnection) -> None:
    sides = con.execute("""
        SELECT claim_id, side
        FROM (UNPIVOT claims ON subject, reference, present_subject, present_reference
              INTO NAME which VALUE side)""").fetchall()
    assert len(sides) > 100
    known = {folded(name) for (name,) in con.execute("SELECT name FROM quantity_names").fetchall()}
    operands = [(claim, parse(side)) for claim, side in sides]
    unknown = [
        (claim, side.text)
        for claim, side in operands
        if side.amount is None and folded(side.name) not in known
    ]
    assert unknown == []


def test_an_unknown_claim_is_refused_with_the_nearest(built: Path) -> None:
    done = run("claims", "nlp-six-cars", "--db", str(built))
    assert (done.returncode, done.stdout) == (1, "")
    assert "article-2019/nlp-five-cars" in done.stderr


@pytest.mark.parametrize(
    ("low", "middle", "high", "english", "french"),
    [
        (0.8, 2.0, 5.0, "by a factor of up to 5.0", "d'un facteur allant jusqu'à 5,0"),
        (1.0, 2.0, 5.0, "by a factor of 1.0 to 5.0", "d'un facteur 1,0 à 5,0"),
        (None, 2.0, None, "by a factor of 2.0", "d'un facteur 2,0"),
        (None, None, None, "", ""),
    ],
)
def test_a_verdict_says_by_how_much(
    low: float | None, middle: float | None, high: float | None, english: str, french: str
) -> None:
    factors = {"factor_low": low, "factor": middle, "factor_high": high}
    claim = {"verdict": "exaggerated", "subject_gas": None, "standing_source": None, **factors}
    assert verdict(claim, "en") == f"exaggerated {english}".strip()
    assert verdict(claim, "fr") == f"exagérée {french}".strip()


def test_a_claim_of_a_rank_states_a_rank() -> None:
    rank = {"stated_unit": "rank", "stated_value": 4.0, "stated_as": "about"}
    assert (stated(rank, "en"), stated(rank, "fr")) == ("rank 4", "rang 4")
    bound = {"stated_unit": "t", "stated_value": 4.0, "stated_as": "at_least"}
    assert stated(bound, "en") == "at least 4 t"
