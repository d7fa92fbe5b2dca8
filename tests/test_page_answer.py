"""The first screen of the page: the sentence, its pictures, the ruler, the studies, the map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import reader

import carbondata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader import Reader

pytestmark = [reader.needed, pytest.mark.slow]

ENTER = "\ue007"


@pytest.fixture(scope="module")
def browser(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader.reading(page, tmp_path_factory.mktemp("answer")) as started:
        yield started


def _sentence(browser: Reader) -> str:
    text = re.sub(
        r"\s+", " ", browser.text("h1").replace("\N{BLACK DOWN-POINTING SMALL TRIANGLE}", "")
    )
    return text.strip()


def test_the_answer_is_on_the_first_screen(english: Reader) -> None:
    english.screen(1440, 900)
    english.open("#lang=en")
    # 552.1 t over 126,000 lb (57.15 t) are 9.66.
    assert english.text(".amount") == "9.7"
    assert len(english.driver.find_elements("css selector", "#isotype g")) == 10
    for selector in ("#sentence", "#isotype", "#doubt", ".ruler.lying[lang=en]", "#tools"):
        box = english.one(selector).rect
        assert box["y"] + box["height"] <= 900, selector


def test_the_sentence_is_the_packages(english: Reader) -> None:
    for pair in (("gpt-3", "SWE@2020"), ("284 t", "SWE@2017"), ("bitcoin@2017", "SWE")):
        english.open(f"#lang=en&s={pair[0]}&r={pair[1]}")
        told = carbondata.compare(*pair).sentence()
        assert _sentence(english).removesuffix(",") in told, pair


def test_both_names_are_changed_in_place(english: Reader) -> None:
    english.change("subject")
    english.press("bitcoin 2017", ENTER)
    assert english.one("#subject-picker").is_displayed() is False
    english.change("reference")
    english.press("suede", ENTER)
    assert _sentence(english).startswith("Bitcoin in 2017 emitted")
    assert _sentence(english).endswith("of the emissions of Sweden in 2017")
    assert english.text(".amount") == "between 6.5% and 16%"


def test_nothing_found_is_seen(english: Reader) -> None:
    english.change("reference")
    english.press("qqqq")
    assert english.text("#reference-list") == "Nothing by that name."


def test_one_switch_turns_to_electricity_and_back(english: Reader) -> None:
    english.open("#lang=en&s=bitcoin@2021&r=ARG@2021")
    english.click("[data-in=electricity]")
    found = carbondata.compare("bitcoin@2021", "ARG@2021", measure="electricity")
    assert _sentence(english).removesuffix(",") in found.sentence()
    assert english.one(".ruler.lying[lang=en][data-measure=electricity]").is_displayed()
    english.click("[data-in='']")
    assert "emissions of Argentina" in _sentence(english)
    # A car's life has no electricity here, and that is said.
    for pair in ("s=car-lifetime-usa&r=SWE@2017", "s=SWE@2017&r=car-lifetime-usa"):
        english.open(f"#lang=en&{pair}&in=electricity")
        assert english.text("#empty").startswith("No electricity is known here for one life")
        assert "emi" in _sentence(english)


def test_a_change_of_basis_says_what_it_changed(english: Reader) -> None:
    english.open("#lang=en&s=bitcoin@2020&r=SWE@2020")
    english.panel("basis")
    english.choose("#gas", "CO2e")
    assert english.text("#basis-said").startswith(
        "Bitcoin in 2020: 36 Mt CO2 becomes 30.5 Mt CO2e."
    )
    # Beside ICT aviation is of 2020 from the start, and counted in its use.
    english.open("#lang=en&s=ict&r=aviation&boundary=use")
    english.panel("basis")
    assert "Aviation in 2020: 583 Mt CO2e, already on this basis." in english.text("#basis-said")
    english.open("#lang=en&s=gpt-3&r=car-lifetime-usa&gas=CO2e&boundary=life_cycle")
    english.panel("basis")
    assert "no figure on this basis; 552 t CO2e stays" in english.text("#basis-said")
    english.open("#lang=en&s=gpt-3&r=SWE@2020")
    english.panel("basis")
    english.choose("#gas", "CO2")
    assert "no figure on this basis; 552 t CO2e stays" in english.text("#basis-said")


def test_what_was_corrected_is_said_beside_the_number(english: Reader) -> None:
    english.open("#lang=en&s=strubell-2019/nas-gpu&r=car-lifetime-usa&embed=1")
    assert "corrected in 2021 (Patterson et al., 2021)" in english.text("#doubt")


def test_back_undoes_a_choice(english: Reader) -> None:
    before = _sentence(english)
    english.change("subject")
    english.press("bloom", ENTER)
    assert _sentence(english) != before
    english.driver.back()
    english.wait(lambda: _sentence(english) == before)


def test_a_year_without_a_figure_is_said_while_typing(english: Reader) -> None:
    english.change("subject")
    english.press("bitcoin 2025")
    assert "no figure for 2025; the newest is for 202" in english.text("#subject-list")


def test_a_click_on_a_study_takes_it(english: Reader) -> None:
    english.open("#lang=en&s=bitcoin@2017&r=SWE@2017")
    english.panel("studies")
    dots = english.driver.find_elements("css selector", ".strip:first-child .dot")
    assert len(dots) == 6
    (mora,) = (
        button
        for button in english.driver.find_elements("css selector", ".takes button")
        if button.text.startswith("69 Mt")
    )
    english.run("arguments[0].click()", mora)
    # 69 Mt over 42.36 Mt.
    assert english.text(".amount") == "1.6 times"
    assert "mora-2018" in english.driver.current_url
    assert english.one(".years").is_displayed()


def test_a_link_to_one_study_is_followed(english: Reader) -> None:
    english.open("#lang=en&s=bitcoin@2017%23mora-2018&r=SWE@2017")
    assert english.text(".amount") == "1.6 times"


def test_elsewhere_is_what_the_package_works_out(english: Reader) -> None:
    english.open("#lang=en&s=strubell-2019/nas-gpu&r=SWE@2019")
    listed = english.wait(lambda: english.texts(".places:not(.all) .named"))
    for area, name in (("FRA", "France"), ("SWE", "Sweden"), ("IND", "India")):
        there = carbondata.compare(f"strubell-2019/nas-gpu@{area}@2019", "284 t").subject
        (line,) = (one for one in listed if one.startswith(f"{name}: "))
        shown = float(re.search(r": ([\d.]+) t CO2e", line)[1])  # type: ignore[index]
        assert shown == pytest.approx(there.emissions_t, rel=5e-3), area
    english.open("#lang=en&s=SWE@2019&r=FRA@2019")
    english.wait(lambda: not english.one("#elsewhere").is_displayed())


# The buttons that compare what a claim compares.
COMPARE = "[data-do=compare_claim]"


def test_every_claim_that_can_be_is_compared(browser: Reader) -> None:
    browser.screen(1280)
    for language in ("en", "fr"):
        browser.open(f"#lang={language}")
        count = browser.run(f"return document.querySelectorAll('{COMPARE}').length / 2")
        for at in range(int(count)):
            reading = browser.run(
                f"""const all = document.querySelectorAll('.said[lang={language}] {COMPARE}');"""
                """all[arguments[0]].click();
                return [all[arguments[0]].closest('.claim').id,
                  document.querySelector('.amount, .doubt .refuse')?.textContent ?? '',
                  document.getElementById('troubles').hidden]""",
                at,
            )
            assert reading[1], reading
            assert reading[2], reading
    assert browser.complaints() == []


def test_every_claim_that_is_compared_has_its_receipt(browser: Reader, built: Path) -> None:
    browser.open("#lang=en")
    buttons = "document.querySelectorAll('.said[lang=en] [data-do=receipt]')"
    made = browser.run(
        f"""const made = [];
        URL.createObjectURL = (blob) => {{ made.push(blob.text()); return '#'; }};
        for (const one of {buttons}) one.click();
        return new Promise((resolve) => setTimeout(() => Promise.all(made).then(resolve), 3000));"""
    )
    asked = browser.run(f"return {buttons}.length")
    assert len(made) == asked >= 30
    file = built / "claim.json"
    for text in made:
        file.write_text(text, encoding="utf-8")
        assert str(carbondata.verify(file, database=built)) == "the same to the last digit"
    file.unlink()
    assert browser.complaints() == []


def test_every_claim_has_its_picture_to_share(browser: Reader) -> None:
    for language in ("en", "fr"):
        browser.open(f"#lang={language}")
        browser.run(
            f"""window.sizes = [];
            URL.createObjectURL = (blob) => {{
              createImageBitmap(blob).then((one) => sizes.push(`${{one.width}} x ${{one.height}}`));
              return '#';
            }};
            const all = document.querySelectorAll('.said[lang={language}] [data-do=png]');
            for (const one of all) one.click();"""
        )
        count = browser.run("return document.querySelectorAll('.claim').length")
        browser.wait(lambda count=count: browser.run("return sizes.length") == count)
        assert browser.run("return [...new Set(sizes)]") == ["1200 x 630"], language
        assert browser.complaints() == []


def test_sources_are_authors_and_years_and_not_ids(english: Reader, built: Path) -> None:
    ids = carbondata.sql("SELECT source_id FROM sources WHERE source_id LIKE '%-%'", built)
    english.open("#lang=en")
    told = [english.text("#doubt"), *english.texts("#claims .said > p:not(.actions)")]
    assert "(Luccioni et al., 2023)" in told[0]
    # But for what tells works of the same authors and year apart: (IEA, 2023, iea-2023-aviation).
    for one in ids["source_id"].to_pylist():
        alone = rf"(?<![\w#@/])(?<!\d{{4}}, ){re.escape(one)}(?![\w/@])"
        assert [text for text in told if re.search(alone, text)] == []


def test_in_another_page_it_is_the_answer_alone(english: Reader) -> None:
    english.panel("share")
    english.click("#embed")
    code = english.run("return navigator.clipboard.readText()")
    (address,) = re.findall(r'src="([^"]*)"', code)
    english.open("#" + address.replace("&amp;", "&").split("#")[1])
    assert english.text(".amount") == "9.7"
    assert not english.one("#claims").is_displayed()
    assert not english.one("header").is_displayed()
    assert english.one("#whole").get_attribute("href").count("embed") == 0


def test_without_its_script_it_answers_and_shows_the_claims(page: Path, tmp_path: Path) -> None:
    with reader.reading(page, tmp_path) as browser:
        browser.screen(1280)
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.driver.get(page.as_uri())
        assert browser.text(".amount") == "9.7"
        assert browser.one(".ruler.lying[lang=en][data-measure=emissions]").is_displayed()
        assert browser.text(".claim .finding") == "Exaggerated by a factor of 89"


def test_it_does_not_jump(browser: Reader) -> None:
    for width in (360, 1440):
        browser.screen(width, 900)
        browser.open("#lang=en")
        shift = browser.run(
            """return new Promise((resolve) => {
              new PerformanceObserver((list) => resolve(list.getEntries()
                .filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0)))
                .observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => resolve(0), 1500);
            })"""
        )
        assert shift < 0.01, width
