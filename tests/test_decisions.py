"""What carbondata decides is a line of sources/carbondata, and a line that cannot be is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.errors import SourceError


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")


def _add(sources: Path, file: str, line: str) -> None:
    path = sources / "carbondata" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


@pytest.mark.slow
def test_a_unit_a_rule_a_sector_and_a_name_are_a_line_each(sources: Path, tmp_path: Path) -> None:
    # International avoirdupois ounce: a sixteenth of a pound.
    _add(sources, "units.csv", "oz,emissions,0.000028349523125,")
    _add(sources, "names.csv", "Helvetia,CHE,,alias,,")
    _add(sources, "names.csv", "small beer,beer-litre,en,alias,,")
    _add(sources, "names.csv", "bitcoin China,bitcoin-chn,en,alias,,")
    _add(sources, "sectors.csv", "gaming,video games,les jeux vidéo")
    _add(
        sources,
        "rules.csv",
        "method-modelled,types,method,modelled,*,note,{side}: modelled,{side} : modélisé,,,,",
    )
    estimates = sources / "mora-2018" / "sector_estimates.csv"
    text = estimates.read_text(encoding="utf-8").replace(",bitcoin,", ",gaming,")
    estimates.write_text(text, encoding="utf-8")
    carbondata.build(tmp_path / "out", sources=sources)
    out = tmp_path / "out"
    assert carbondata.compare("160 oz", "10 lb", database=out).ratio == pytest.approx(1, rel=1e-12)
    assert carbondata.compare("helvetia@2017", "1 t", database=out).subject.subject == "CHE"
    beer = carbondata.compare("small beer", "1 t", database=out).subject
    assert beer.subject == "beer-litre"
    assert str(carbondata.compare("mora-2018/bitcoin-2017", "1 t", database=out)).startswith(
        "Video games in"
    )
    found = carbondata.compare("bitcoin@2017#calvo-pardo-2022", "1 t CO2e", database=out)
    assert "the subject: modelled" in [reason.text_en for reason in found.reasons]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        (
            "rules.csv",
            "gas-ch4,types,gas,CO2,CH4,note,one counts methane,un compte le méthane,,,,",
            [
                "rules",
                "rule gas-ch4",
                "column b",
                "no type has this trait: gas=CH4",
                "one of CO2, CO2e",
            ],
        ),
        (
            "rules.csv",
            "colour,types,colour,red,*,note,{side}: red,{side} : rouge,,,,",
            ["rule colour", "column dimension", "not a dimension", "one of measure, gas"],
        ),
        (
            "rules.csv",
            "gas-again,types,gas,CO2e,CO2,refuse,never,jamais,,,,",
            ["gas-co2-co2e", "gas-again already covers this case of", "keep one of the two"],
        ),
        (
            "rules.csv",
            "gwp-one,types,gwp,AR4-100,*,note,{side}: an old report,,,,,",
            ["rules", "rule gwp-one", "column text_fr", "missing"],
        ),
        (
            "rules.csv",
            "gwp-one,types,gwp,AR4-100,*,note,{side} x,{side} : x,1.1,gcb,Sweden,",
            ["rules", "rule gwp-one", "column error_case_fr", "in both languages"],
        ),
        ("units.csv", "stone,,0.00635,", ["units", "unit stone", "column measure", "missing"]),
        ("units.csv", "t,emissions,1.0,", ["units", "two rows with one key (unit)"]),
        ("sectors.csv", "gaming,video games,", ["sectors", "sector gaming", "column name_fr"]),
        (
            "names.csv",
            "Suède,FRA,fr,alias,,",
            ["names", "name Suède", "column subject", "it is also a name of SWE"],
        ),
        ("names.csv", "btc,ethereum,,code,,", ["name btc", "it is also a name of bitcoin"]),
        ("names.csv", "XYZ,nosuch,en,alias,,", ["name XYZ", "there is no such subject"]),
        ("names.csv", "a@b,SWE,en,alias,,", ["names", "name a@b", "column name"]),
        ("names.csv", "S.W.E,FRA,en,alias,,", ["name S.W.E", "it is also a name of SWE"]),
        ("names.csv", "5 t,SWE,en,alias,,", ["name 5 t", "column name"]),
        (
            "rules.csv",
            "gas-co2,types,gas,CO2,*,refuse,never,jamais,,,,",
            ["rule gas-co2-co2e", "gas-co2 already says refuse for CO2"],
        ),
        (
            "rules.csv",
            "years,pair,period,some_years,many_years,note,x,x,,,,",
            ["rule years", "column b", "a rule about pairs has one word"],
        ),
        ("units.csv", "lbs,emissions,0,", ["units", "unit lbs", "column factor"]),
        (
            "rules.csv",
            "gwp-one,types,gwp,AR4-100,*,note,{nosuch} x,{side} : x,,,,",
            ["rule gwp-one", "column text_en", "it cannot use {nosuch}", "{side}"],
        ),
        (
            "rules.csv",
            "gwp-two,types,gwp,AR4-100,unstated,note,{side} is old,vieux,,,,",
            ["rule gwp-two", "column text_en", "it cannot use {side}", "say it in words"],
        ),
        (
            "preferred.csv",
            "nobody-2020/none,published,It is the best.,,",
            ["preferred.csv", "nobody-2020/none", "column study", "there is no such source"],
        ),
        (
            "preferred.csv",
            "nobody-2020,published,It is the best.,,",
            ["preferred.csv", "value 'nobody-2020'", "there is no such source"],
        ),
        (
            "preferred.csv",
            "ember,published,It is the best.,,nobody-2020",
            ["study ember", "column edition_of, value 'nobody-2020'", "no such source"],
        ),
        (
            "preferred.csv",
            "ember,published,It is the best.,,ember",
            ["study ember", "column edition_of, value 'ember'", "an edition of another itself"],
        ),
        (
            "preferred.csv",
            "ember,published,It is the best.,,owid-co2",
            ["column edition_of, value 'owid-co2'", "an edition of another itself"],
        ),
        (
            "revision_notes.csv",
            "x,gcb,SWE,2020,2010,counted again",
            ["note x", "column last_year, value '2010'", "before the first year"],
        ),
        (
            "revision_notes.csv",
            "x,nobody-2020,SWE,2020,2021,counted again",
            ["note x", "column revised_source, value 'nobody-2020'", "no such source"],
        ),
        (
            "revision_notes.csv",
            "gcb-usa,gcb,USA,1980,,counted again",
            ["column first_year, value '1980'", "years that gcb-united-states is about"],
        ),
        (
            "caveats.csv",
            "x-2020,nosuch,2020,,rough,grossier",
            ["caveats.csv", "x-2020", "column subject, value 'nosuch'", "there is no such subject"],
        ),
        (
            "caveats.csv",
            "x,bitcoin,2020,nobody-2020/bitcoin,rough,grossier",
            ["caveats.csv", "column row_id, value 'nobody-2020/bitcoin'", "no such source"],
        ),
        (
            "grounds.csv",
            "another,2,CO2,avoided,*,none,none,It is one.",
            ["grounds.csv", "ground another", "ground co2-alone", "column rank, value '2'"],
        ),
        (
            "grounds.csv",
            "co2-alone,7,CO2,avoided,*,none,none,It is one.",
            ["grounds.csv", "ground co2-alone", "column rank, value '7'"],
        ),
        (
            "rules.csv",
            "gwp-six,types,gwp,AR6-100,*,note,{side: x,{side} : x,,,,",
            ["rule gwp-six", "column text_en", "a brace that is not around the name"],
        ),
        *(
            (
                "rules.csv",
                f"gwp-six,types,gwp,AR6-100,*,note,{{side}} : x,{odd} : x,,,,",
                ["rule gwp-six", "column text_fr", "a brace that is not around the name"],
            )
            for odd in ("{side:>9}", "{side!r}", "{side.x}", "{side[0]}", "{side:{caveat}}", "{{}}")
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused_by_file_row_and_remedy(
    sources: Path, tmp_path: Path, file: str, line: str, said: list[str]
) -> None:
    _add(sources, file, line)
    with pytest.raises(SourceError) as refused:
        carbondata.build(tmp_path / "out", sources=sources)
    told = str(refused.value)
    assert "carbondata" in told
    assert [part for part in said if part not in told] == [], told
    assert "remedy: " in told
    assert not (tmp_path / "out" / "carbondata.duckdb").exists()


@pytest.mark.slow
def test_a_sector_without_a_name_loses_no_estimate_silently(sources: Path, tmp_path: Path) -> None:
    path = sources / "carbondata" / "sectors.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("crypto,")))
    with pytest.raises(SourceError, match="there is no such row in sectors") as refused:
        carbondata.build(tmp_path / "out", sources=sources)
    assert "add it to sources/carbondata/sectors.csv" in str(refused.value)


@pytest.mark.slow
def test_every_name_leads_to_figures(built: Path) -> None:
    # Of some that have a name nothing is taken by default.
    names = carbondata.sql(
        """SELECT name, subject FROM names WHERE kind <> 'keyword'
        AND subject IN (SELECT subject FROM quantities WHERE eligible)""",
        built,
    ).to_pylist()
    assert len(names) > 900
    for name in names:
        found = carbondata.compare(name["name"], "1 t", force=True, database=built)
        assert found.subject.subject == name["subject"]
