"""The page in a real browser: a reader's questions, the controls, the keyboard, both languages."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader

import carbondata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Reader

pytestmark = [reader.needed, pytest.mark.slow]

CONTROL, RELEASED = "\ue009", "\ue000"
DOWN, ENTER, TAB, ESCAPE = "\ue015", "\ue007", "\ue004", "\ue00c"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(page: Path, downloads: Path) -> Iterator[Reader]:
    with reader.reading(page, downloads) as started:
        yield started


def _answer(browser: Reader, reference: str) -> str:
    (found,) = (text for text in browser.texts(".card") if text.startswith(reference))
    return found


def test_how_many_cars_for_gpt3(french: Reader) -> None:
    # 552.1 t over 126,000 lb, which is 57.15 t: 9.66.
    french.open("#lang=fr&s=SWE@2017&r=")
    assert "Rien à comparer encore" in french.text("#empty")
    french.change("subject")
    french.press("GPT-3", ENTER)
    french.change("reference")
    french.press("voiture", ENTER)
    assert len(french.texts(".card")) == 1
    answer = _answer(french, "Une voiture américaine moyenne (vie entière")
    assert "\n9,7 voitures américaines moyennes\n" in answer
    assert (
        "autant que 9,7 voitures américaines moyennes (vie entière, carburant compris)." in answer
    )
    assert "Prudence" in answer
    assert "l’énergie consommée, l’autre tout le cycle de vie" in answer
    assert "Patterson et al. (2021)" in answer
    assert "Strubell et al. (2019)" in answer


def test_bitcoin_beside_sweden_in_2017_and_in_the_newest_year(french: Reader) -> None:
    # 2.77 Mt and 6.75 Mt over 42.36 Mt are 6.5 % and 16 %; 39.8 Mt in 2024 over 38.1 Mt are 1.0.
    french.open("#lang=fr&r=")
    french.change("subject")
    french.press("bitcoin", ENTER)
    french.change("reference")
    french.press("suede", DOWN, ESCAPE)
    assert french.texts(".card") == []
    french.press("suede", ENTER)
    french.change("subject")
    french.choose("#subject-year", "2017")
    answer = _answer(french, "La Suède")
    assert "\nEntre 6,5 % et 16 %\n" in answer
    assert "entre 2,77 et 6,75 Mt éq. CO₂ selon l’étude" in answer
    assert "69 Mt éq. CO₂, soit 160 % (mora-2018, contesté)" in answer
    assert "Retenu ici : 6,75 Mt éq. CO₂ (ccaf-cbeci-2023), soit 16 %." in answer
    assert "Cambridge Centre for Alternative Finance (2023)" in answer
    assert "Prudence · Les études diffèrent de plus d’un facteur 2" in answer
    last = datetime.now(tz=UTC).year - 1
    newest = french.text("#newest")
    assert newest == f"Dernière année connue ici : 2024 ; rien pour {last}."
    french.choose("#subject-year", "2024")
    answer = _answer(french, "La Suède")
    assert "1,0 fois" in answer
    assert f"Dernière année connue ici : 2024 ; rien pour {last}." in answer
    # Of 2024 there is the rate of some months alone.
    assert "Prudence" in answer
    assert "le rythme d’un jour ou de quelques mois, non celui d’une année civile" in answer
    assert "Cambridge Centre for Alternative Finance (2025)" in answer


def test_a_year_without_a_figure_is_told_with_the_newest(french: Reader) -> None:
    french.open("#lang=fr&s=bitcoin@2025&r=SWE@2025&r=FRA@2019")
    assert french.texts("#trouble-list li") == [
        f"« {asked} » : il n’y a pas ici de chiffre de cette année ; "
        f"le plus récent est de {newest}. Cela a été écarté."
        for asked, newest in (("bitcoin@2025", 2024), ("SWE@2025", 2024))
    ]
    # The year of the other side where there is one, else the newest: said beside the year.
    french.open("#lang=fr&s=patterson-2021/gpt3-175b&r=SWE")
    assert french.texts(".card select option")[0] == "2020, comme le chiffre"
    french.open("#lang=fr&s=284 t&r=SWE")
    assert french.texts(".card select option")[0] == "2024, la plus récente"


def test_a_subject_is_found_by_its_title_and_by_its_other_names(english: Reader) -> None:
    english.open("#lang=en&r=")
    english.change("subject")
    english.press("nas-gpu", ENTER)
    title = english.one("#subject").get_attribute("value")
    assert title == "Evolved Transformer, architecture search"
    english.change("reference")
    english.press("American homes", ENTER)
    found = carbondata.compare("evolved-transformer-search", "home-energy-year-usa")
    assert english.text(".card .sentence") in found.sentence()


def test_an_amount_half_typed_stays_when_the_language_changes(french: Reader) -> None:
    french.change("subject")
    french.click("#is-own")
    french.one("#number").send_keys("12")
    french.choose("#unit", "hours")
    french.choose("#area", "FRA")
    french.click("[data-lang=en]")
    french.change("subject")
    fields = {one: french.one(f"#{one}").get_attribute("value") for one in ("number", "unit")}
    assert fields == {"number": "12", "unit": "hours"}
    assert french.one("#is-own").is_selected()
    assert french.one("#unit option:checked").text == "GPU-hours"
    assert french.one("#area option:checked").text == "France"
    french.open("#lang=fr&s=SWE@2017&r=FRA")
    assert french.one("#subject").get_attribute("value") == "La Suède"
    french.run("localStorage.clear()")


def test_competing_studies_open_behind_a_figure(english: Reader) -> None:
    english.open("#lang=en&s=bitcoin@2017&r=SWE@2017")
    english.click(".card details summary")
    studies = english.texts(".card details[open] .studies li")
    assert len(studies) == 6
    assert studies[0].startswith("6.75 Mt CO2e (2.79 Mt – 28.7 Mt) · used")
    assert "It rests on the Cambridge index" in studies[0]
    assert studies[1].startswith("2.77 Mt CO2e · may be used; another study on its basis is")
    (disputed,) = (one for one in studies if one.startswith("69 Mt CO2e"))
    assert disputed.startswith("69 Mt CO2e · not used unless asked for")
    assert disputed.endswith("Disputed by houy-2019.")


def test_gas_and_stages_change_the_figure_that_is_taken(english: Reader) -> None:
    # Bitcoin in 2020: 36 Mt of CO2 (coinshares-2022); of CO2e what its 62 TWh make, 30.5 Mt.
    english.open("#lang=en&s=bitcoin@2020&r=SWE@2020")
    assert "36 Mt CO2," in english.text(".card .sentence")
    english.panel("basis")
    english.choose("#gas", "CO2e")
    assert "30.5 Mt CO2e," in english.text(".card .sentence")
    english.choose("#gas", "CO2")
    assert "36 Mt CO2," in english.text(".card .sentence")
    # In 2018: 16 and 17 Mt of CO2e; the 63 Mt of CO2 are a rate, not taken unless named.
    english.open("#lang=en&s=bitcoin@2018&r=SWE@2018&gas=CO2")
    assert "16.1 Mt CO2e" in english.text(".card .sentence")
    english.panel("basis")
    english.choose("#gas", "CO2e")
    english.choose("#boundary", "life_cycle")
    assert "17.3 Mt CO2e" in english.text(".card .sentence")


def test_an_amount_of_electricity_is_put_on_a_grid(english: Reader) -> None:
    english.change("subject")
    english.click("#is-own")
    assert "Fill in what is missing" in english.text("#empty")
    english.one("#number").send_keys("656347")
    english.choose("#area", "USA")
    english.choose("#grid-year", "2017")
    found = carbondata.compare("656347 kWh@USA@2017", "strubell-2019/car-lifetime-usa")
    assert english.text(".card .sentence") in found.sentence()
    english.one("#number").send_keys("x")
    assert "positive number" in english.text("#empty")
    assert english.texts(".card") == []


def test_gpu_hours_are_hours_times_rated_power(english: Reader) -> None:
    # 1000 h x 400 W = 400 kWh; with a PUE of 1.5, 600 kWh.
    english.change("subject")
    english.click("#is-own")
    english.one("#number").send_keys("1000")
    english.choose("#unit", "hours")
    chip = "epoch-hardware/nvidia-a100"
    english.choose("#chip", chip)
    english.choose("#area", "FRA")
    english.choose("#grid-year", "2020")
    assert "1,000 h × 400 W" in english.text("#hours-told")
    assert "PUE not counted = 400 kWh" in english.text("#hours-told")
    english.one("#pue").send_keys("1.5")
    assert "600 kWh" in english.text("#hours-told")
    assert english.text(".card .sentence").startswith(
        "600 kWh of electricity on the grid of France"
    )
    english.open(f"#{urllib.parse.urlsplit(english.driver.current_url).fragment}")
    english.change("subject")
    assert english.one("#number").get_attribute("value") == "1000"
    assert english.one("#chip").get_attribute("value") == chip
    english.one("#pue").clear()
    english.one("#pue").send_keys("0.5")
    assert "A PUE is 1 or more" in english.text("#empty")


def test_a_thing_is_counted_and_a_year_moved(english: Reader) -> None:
    english.open("#lang=en&s=SWE@2020&r=car-km-usa&r=bitcoin@2017")
    assert "Not comparable" in english.text(".card")
    field = english.one(".card input")
    field.send_keys(f"{CONTROL}a{RELEASED}1000000{TAB}")
    told = english.text(".card .sentence")
    assert "emissions of 1 million kilometres in a passenger car (United States)." in told
    field = english.one(".card input")
    assert field.get_attribute("value") == "1000000"
    # What is no number, or could be two, leaves the count as it was.
    for typed in ("many", "0", "2,000"):
        field.send_keys(f"{CONTROL}a{RELEASED}{typed}{TAB}")
        assert field.get_attribute("value") == "1000000"
    english.choose(".card:nth-child(2) select", "2022")
    assert english.texts(".card h3")[1] == "Bitcoin"
    assert "Bitcoin in 2022" in english.texts(".card .sentence")[1]
    english.click(".card .remove")
    assert english.texts(".card h3") == ["Bitcoin"]


def test_claims_open_with_their_verdict_and_are_compared(french: Reader) -> None:
    claim = "#claim-article-2019\\/nlp-five-cars [lang=fr]"
    french.click(f"{claim} summary")
    told = french.text(claim)
    assert told.startswith("Exagérée d’un facteur 89")
    assert "4,97 voitures (vie entière)" in told
    french.click(f"{claim} a")
    assert "claim=article-2019/nlp-five-cars" in french.driver.current_url
    french.click(f"{claim} button")
    assert "5,0 voitures" in french.text(".card")
    assert "corrigé par Patterson et al. (2021)" in french.text(".card")


def test_the_keyboard_alone_is_enough(english: Reader) -> None:
    english.run("document.querySelector('.pick').focus()")
    english.press(ENTER)
    english.press("bloom", DOWN, ENTER)
    assert "BLOOM" in english.one("#subject").get_attribute("value")
    reached = set()
    for _ in range(150):
        english.press(TAB)
        reached.add(
            english.run("return document.activeElement.id || document.activeElement.className")
        )
    assert {"pick", "more", "remove"} <= reached


def test_a_link_brings_back_the_same_answers(english: Reader) -> None:
    english.open("#lang=fr&s=284 t CO2e&r=FRA@2019&r=1000*car-km-usa&gas=CO2&boundary=use")
    before = english.texts(".card")
    english.panel("share")
    english.click("#link")
    link = english.run("return navigator.clipboard.readText()")
    english.open(link[link.index("#") :])
    assert english.texts(".card") == before
    assert english.one("#gas").get_attribute("value") == "CO2"
    assert not english.one("#troubles").is_displayed()


def test_nonsense_in_a_link_is_named_and_never_run(english: Reader) -> None:
    evil = "<img src=x onerror=window.pwned=1>"
    english.open(f"#v=9&d=2020.1.0&s={evil}&r={evil}&r=SWE@1492&gas=javascript:1&lang=xx&q=1")
    told = english.texts("#trouble-list li")
    assert told[0] == "it was made by a page of another version (9)."
    assert "figures of carbondata 2020.1.0" in told[1]
    assert f"nothing here is called “{evil}”" in " ".join(told)
    assert "SWE@1492" in " ".join(told)
    assert len(told) == 8
    assert english.run("return [window.pwned ?? null, document.images.length]") == [None, 0]
    assert english.texts(".card h3") == []
    assert "Nothing to compare with yet" in english.text("#empty")


def test_what_is_copied_is_what_the_package_says(english: Reader) -> None:
    english.open("#lang=en&s=strubell-2019/nas-gpu&r=SWE@2019")
    found = carbondata.compare("strubell-2019/nas-gpu", "SWE@2019")
    english.click(".card .actions button:nth-child(1)")
    assert english.run("return navigator.clipboard.readText()") == found.sentence()
    english.click(".card .actions button:nth-child(2)")
    cited = english.run("return navigator.clipboard.readText()")
    assert cited == carbondata.cite(*found.sources(), style="text")


def test_files_are_written(english: Reader, downloads: Path, built: Path) -> None:
    english.open("#lang=en&s=strubell-2019/nas-gpu&r=SWE@2019&r=FRA@2019")
    english.panel("share")
    english.click("#csv")
    table = english.wait(lambda: _whole(downloads / "carbondata.csv"))
    rows = list(csv.DictReader(io.StringIO(table.decode())))
    assert [row["reference"] for row in rows] == ["SWE@2019", "FRA@2019"]
    expected = carbondata.compare("strubell-2019/nas-gpu", "SWE@2019")
    assert float(rows[0]["ratio"]) == expected.ratio
    english.click("#png")
    picture = english.wait(lambda: _whole(downloads / "carbondata.png"))
    assert picture[:8] == PNG_SIGNATURE
    assert int.from_bytes(picture[16:20]) == 1520
    english.click(".card .actions button:nth-child(3)")
    name = "carbondata-evolved-transformer-search-SWE-2019.json"
    english.wait(lambda: _whole(downloads / name))
    assert carbondata.verify(downloads / name, database=built).same
    assert json.loads((downloads / name).read_text())["verdict"] == "caution"


def _whole(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""
