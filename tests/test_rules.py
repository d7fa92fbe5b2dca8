"""Each rule of comparison with two figures that meet it; the sizes of error that rules name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import CHECKOUT

import carbondata

NAS = "strubell-2019/nas-gpu"
MARKET = "llama-3-1-2024/llama-3-1-405b-market"
SAM, GOPHER = "kirillov-2023/sam-vit-h", "rae-2021/gopher-280b"
LONG = "desnz-2025/flight-long-economy"
TRUCK, CAR = "epa-2020-equivalencies/garbage-truck", "epa-2024-equivalencies/gasoline-vehicle-km"
CHINESE = "unep-2024/person-china-2017"
LAND = "SWE@2017:land_use="

# (dimension, a, b): two figures, one of each.
PAIRS = {
    ("measure", "emissions", "electricity"): ("284 t", "656347 kWh"),
    ("measure", "electricity_alone", "*"): ("google@2024", "DEU@2024"),
    ("flow", "demand", "generation"): ("IND@2022:flow=demand", "IND@2022:flow=generation"),
    ("functional_unit", "per_unit", "annual"): ("car-km-usa", "SWE@2017"),
    ("functional_unit", "unstated", "*"): ("ademe-impact-co2/chaudiereabois", "284 t"),
    ("gas", "CO2", "CO2e"): (NAS, "car-lifetime-usa"),
    ("gas", "unstated", "*"): ("284 t", "1 t CO2"),
    ("gwp", "AR4-100", "AR5-100"): (TRUCK, CAR),
    ("gwp", "AR4-100", "AR6-100"): (TRUCK, CHINESE),
    ("gwp", "AR5-100", "AR6-100"): (CAR, CHINESE),
    ("boundary", "use", "life_cycle"): (NAS, "car-lifetime-usa"),
    ("electricity", "direct", "life_cycle"): ("1 kWh@USA@1996", "1 kWh@USA@2017"),
    ("energy_scope", "accelerator", "server"): (SAM, GOPHER),
    ("energy_scope", "accelerator", "facility"): (SAM, NAS),
    ("energy_scope", "server", "facility"): (GOPHER, NAS),
    ("accounting", "market", "location"): (GOPHER, NAS),
    ("accounting", "market", "none"): (GOPHER, "284 t"),
    ("boundary", "avoided", "*"): ("led-bulb-year", "284 t"),
    ("boundary", "unstated", "*"): ("digital-day-fra", "FRA@2023"),
    ("accounting", "market", "territorial"): ("SWE@2017:accounting=territorial", GOPHER),
    ("accounting", "market", "consumption"): ("SWE@2017:accounting=consumption", GOPHER),
    ("accounting", "territorial", "consumption"): (
        "FRA@2017:accounting=territorial",
        "SWE@2017:accounting=consumption",
    ),
    ("forcing", "co2_only", "with_non_co2"): (f"{LONG}-norf", f"{LONG}-rf"),
    ("forcing", "with_non_co2", "none"): (f"{LONG}-rf", "284 t"),
    ("forcing", "co2_only", "none"): (f"{LONG}-norf", "284 t"),
    ("period", "some_years", "*"): (NAS, "SWE@2014"),
    ("period", "many_years", "*"): (NAS, "SWE@2013"),
    ("method", "measured", "modelled"): (
        "patterson-2021/evolved-transformer-nas",
        "bitcoin@2017#calvo-pardo-2022",
    ),
    ("method", "measured", "estimated"): (
        "patterson-2021/evolved-transformer-nas",
        "mora-2018/bitcoin-2017",
    ),
    ("figure", "at_grid", "*"): ("656347 kWh@USA@2017", "284 t"),
    ("figure", "same", "*"): ("bitcoin@2017", "bitcoin@2017"),
    ("figure", "multiplied", "*"): ("epoch-models/grok-3", "5 GWh"),
    ("figure", "summed", "*"): ("FRA@2013:figure=summed", "284 t"),
    ("land_use", "included", "excluded"): (f"{LAND}included", f"{LAND}excluded"),
    ("land_use", "included", "excluded_with_agriculture"): (
        f"{LAND}included",
        f"{LAND}excluded_with_agriculture",
    ),
    ("land_use", "excluded", "excluded_with_agriculture"): (
        f"{LAND}excluded",
        f"{LAND}excluded_with_agriculture",
    ),
    ("land_use", "included", "none"): (f"{LAND}included", "284 t"),
    ("land_use", "excluded_with_agriculture", "none"): (
        f"{LAND}excluded_with_agriculture",
        "284 t",
    ),
    ("as_if", "true", "*"): (NAS, "284 t"),
    ("counts", "part", "*"): ("icct-aviation/wld-aviation-2018", "284 t"),
    ("counts", "more", "*"): ("iea-2024-electricity/data-centres-2022", "284 t"),
    ("period", "rate", "*"): ("de-vries-2022/bitcoin-2021", "284 t"),
    ("period", "several_years", "*"): ("chamanara-2023/bitcoin-2020-2021", "284 t"),
    ("studies", "differ", "*"): ("bitcoin@2017", "284 t"),
    ("studies", "vary", "*"): ("bitcoin@2022", "284 t"),
    ("studies", "one_range", "*"): ("crypto@2019", "1 TWh"),
    ("studies", "contested", "*"): ("gpt-3", "284 t"),
    ("headline", "other", "*"): ("ict@2020", "aviation@2020"),
    ("grid", "two_mixes", "*"): ("data_centres@2024", "bitcoin@2024"),
    ("name", "default", "*"): ("bloom", "284 t"),
    ("caveat", "stated", "*"): ("aviation@2020", "284 t"),
    ("status", "corrected", "*"): (NAS, "284 t"),
    ("status", "superseded", "*"): ("ademe-impact-co2-2024/avion-courtcourrier", "284 t"),
    ("status", "disputed", "*"): ("mora-2018/bitcoin-2017", "284 t"),
    ("verified", "false", "*"): ("bitcoin@2017#houy-2019", "284 t"),
    ("year", "open", "*"): ("SWE", "284 t"),
    ("projection", "true", "*"): ("gesi-2015/ict-2030", "284 t"),
}
# No source has taken a figure back: met by a changed copy of the tables.
UNMET = {("status", "withdrawn", "*")}
PLACEHOLDERS = ("{side}", "{status_source}", "{standing}", "{factor}")


def test_every_rule_has_its_pair(con: duckdb.DuckDBPyConnection) -> None:
    rules = con.execute("SELECT dimension, a, b FROM rules").fetchall()
    assert len(rules) == len(set(rules))
    assert set(rules) == PAIRS.keys() | UNMET, "add two figures that meet the new rule to PAIRS"


@pytest.mark.parametrize("rule", PAIRS, ids=["-".join(rule) for rule in PAIRS])
def test_two_figures_meet_the_rule(
    built: Path, con: duckdb.DuckDBPyConnection, rule: tuple[str, str, str]
) -> None:
    query = "SELECT outcome FROM rules WHERE dimension = ? AND a = ? AND b = ?"
    ((outcome,),) = con.execute(query, list(rule)).fetchall()
    found = carbondata.compare(*PAIRS[rule], database=built)
    told = [one for one in found.reasons if one.dimension == rule[0]]
    assert outcome in {one.outcome for one in told}
    for one in told:
        assert one.text_en
        assert one.text_fr
        for text in (one.text_en, one.text_fr):
            assert not any(place in text for place in PLACEHOLDERS)
    gravest = max(found.reasons, key=lambda one: ["note", "caution", "refuse"].index(one.outcome))
    assert found.verdict == gravest.outcome
    assert found.has_ratio == (found.verdict != "refuse")


def test_a_corrected_figure_says_by_whom_and_what_stands(built: Path) -> None:
    reasons = carbondata.compare(NAS, "284 t CO2", database=built).reasons
    (reason,) = [one for one in reasons if one.dimension == "status"]
    assert reason.text_en == (
        "the subject is a published figure that was corrected by patterson-2021; current figure: "
        "3.2 t (patterson-2021/evolved-transformer-nas)"
    )
    assert "valeur retenue depuis : 3,2\N{NO-BREAK SPACE}t (patterson-2021/" in reason.text_fr


@pytest.mark.parametrize(
    ("pair", "side", "english", "french"),
    [
        # Sweden's emissions end in 2024, aviation's in 2023.
        (
            ("data_centres@2025", "SWE"),
            "reference",
            "there is no figure for 2025; 2024 is the newest available",
            "pas de chiffre pour 2025 ; 2024, la plus récente",
        ),
        (
            ("bitcoin@2017", "SWE"),
            "reference",
            "2017 is used, to match that of Bitcoin",
            "2017 est retenue, celle du bitcoin",
        ),
        (
            ("aviation", "SWE"),
            "reference",
            "2023 is the newest that both have",
            "2023, la plus récente que les deux aient",
        ),
        (("SWE", "1 t"), "subject", "2024 is the newest available", "2024, la plus récente"),
    ],
)
def test_a_year_that_was_left_open_says_how_it_came_about(
    built: Path, pair: tuple[str, str], side: str, english: str, french: str
) -> None:
    found = carbondata.compare(*pair, database=built)
    (told,) = [one for one in found.reasons if (one.dimension, one.side) == ("year", side)]
    assert told.text_en == f"no year was given for the {side}; {english}"
    assert re.fullmatch(f"année non précisée pour l[ea] \\w+ ; {re.escape(french)}", told.text_fr)


@pytest.mark.slow
def test_a_withdrawn_figure_is_refused(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    sources = shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    file = sources / "mora-2018" / "sector_estimates.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",disputed,", ",withdrawn,"))
    carbondata.build(out, sources=sources)
    found = carbondata.compare("mora-2018/bitcoin-2017", "SWE@2017", database=out)
    assert (found.verdict, found.ratio) == ("refuse", None)
    assert "the subject is a figure that was withdrawn (houy-2019)" in str(found)


@pytest.mark.slow
def test_the_order_of_the_rules_changes_nothing(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", path)
    with duckdb.connect(path) as con:
        con.execute("CREATE OR REPLACE TABLE rules AS FROM rules ORDER BY hash(text_en)")
    for pair in ((NAS, "car-lifetime-usa"), (MARKET, "SWE@2017"), ("car-km-usa", "bitcoin@2017")):
        one, other = (carbondata.compare(*pair, database=where) for where in (built, path))
        assert one == other


# The two figures of one source whose ratio is the size of the error.
SIZES = {
    # UNFCCC, submissions of 2018, France in 2016: all gases over CO2.
    ("gas", "CO2"): (
        "FRA@2016#unfccc-2018:figure=published:gas=CO2e",
        "FRA@2016#unfccc-2018:figure=published:gas=CO2",
    ),
    # BLOOM with hardware and idle time 50.5 t, without 24.69 t.
    ("boundary", "use"): (
        "luccioni-2023-bloom/bloom-176b-with-hardware",
        "luccioni-2023-bloom/bloom-176b:figure=published",
    ),
    ("accounting", "territorial"): (
        "SWE@2017#owid-co2:accounting=consumption",
        "SWE@2017#owid-co2:gas=CO2:accounting=territorial",
    ),
    ("forcing", "co2_only"): (f"{LONG}-rf", f"{LONG}-norf"),
    ("forcing", "with_non_co2"): (f"{LONG}-rf", f"{LONG}-norf"),
    ("land_use", "included"): (
        "NZL@2018#owid-co2:land_use=included",
        "NZL@2018#owid-co2:land_use=excluded_with_agriculture",
    ),
    ("land_use", "excluded_with_agriculture"): (
        "NZL@2018#owid-co2:land_use=included",
        "NZL@2018#owid-co2:land_use=excluded_with_agriculture",
    ),
}


def test_the_size_of_an_error_is_the_ratio_of_two_rows(
    built: Path, con: duckdb.DuckDBPyConnection
) -> None:
    query = """SELECT dimension, a, error_factor, error_source FROM rules
        WHERE error_factor IS NOT NULL ORDER BY ALL"""
    sizes = con.execute(query).fetchall()
    assert len(sizes) == 10
    for dimension, a, size, source in sizes:
        if dimension == "energy_scope":
            # Uptime Institute's survey of 2023.
            pue = con.execute("SELECT pue FROM pue WHERE pue_id = 'uptime-survey/survey-2023'")
            assert (pue.fetchall(), source) == ([(size,)], "uptime-survey")
            continue
        found = carbondata.compare(*SIZES[dimension, a], database=built)
        assert {found.subject.source_id, found.reference.source_id} == {source}
        assert found.ratio == pytest.approx(size, abs=0.005), dimension
