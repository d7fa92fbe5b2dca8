"""People's questions, typed on a phone: each answered by the page in at most three interactions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
import reader

import carbondata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader import Reader

pytestmark = [reader.needed, pytest.mark.slow]

ENTER, DOWN = "\ue007", "\ue015"
TIMES = "\N{MULTIPLICATION SIGN}"
ELECTRICITY = "[data-in=electricity]"


class Question(NamedTuple):
    """What is typed in each language, and what the command compares."""

    en: str
    fr: str
    pair: tuple[str, str]
    electric: bool = False
    # How many choices below the first in French.
    below: int = 0

    @property
    def interactions(self) -> int:
        """Count the click on the name, the search, another choice than the first, the switch."""
        return 2 + bool(self.below) + self.electric


CAR, FLIGHT = "car-lifetime-usa", "flight-new-york-san-francisco"
QUESTIONS = [
    Question("gpt-3 in cars", "gpt-3, voiture", ("gpt-3", CAR)),
    Question("bloom and flight", "bloom en vol", ("bloom-176b", FLIGHT)),
    Question(
        "bloom, return flight paris new york",
        "bloom, vol aller-retour paris new york",
        ("bloom-176b", "flight-paris-new-york"),
    ),
    Question("llama 3.1 405b vs iceland", "llama 3.1 405b, islande", ("llama-3.1-405b", "ISL")),
    Question("284 t", "284 t", ("284 t", CAR)),
    Question("bitcoin in 2017 and sweden", "bitcoin 2017, suède", ("bitcoin@2017", "SWE")),
    Question("bitcoin and sweden", "bitcoin et suède", ("bitcoin", "SWE")),
    Question("bitcoin vs argentina", "bitcoin et l'argentine", ("bitcoin", "ARG"), electric=True),
    Question("ict, aviation", "numérique et aviation", ("ict", "aviation")),
    Question("ict, world", "numérique, monde", ("ict", "WLD")),
    Question(
        "data centres vs germany",
        "centres de données, allemagne",
        ("data_centres", "DEU"),
        electric=True,
    ),
    Question(
        "data centres, japan",
        "centres de données, japon",
        ("data_centres", "JPN"),
        electric=True,
    ),
    Question(
        "half an hour of Netflix in km by car",
        "une demi-heure de Netflix, km en voiture",
        ("0.5*streaming-hour", "car-km-usa"),
    ),
    Question(
        "10 chatgpt prompts, web search",
        "dix requêtes chatgpt, recherche web",
        ("10*chatgpt-prompt", "web-search"),
    ),
    Question(
        "chatgpt and phone charge",
        "chatgpt, recharge de téléphone",
        ("chatgpt-prompt", "smartphone-charge"),
    ),
    Question(
        "1,000 gemini prompts, litre of tea",
        "1 000 gemini, litre de thé",
        ("1000*gemini-prompt", "tea-litre"),
    ),
    Question(
        "a thousand gemini prompts and streaming",
        "mille requêtes gemini et streaming",
        ("1000*gemini-prompt", "streaming-hour"),
    ),
    Question(
        "bitcoin payment, card payment",
        "paiement bitcoin, paiement carte",
        ("bitcoin-payment", "card-payment"),
    ),
    # 730 h at 700 W are 511 kWh; 720 h are 504.
    Question("H100 for a month in Poland", "un mois de H100 en Pologne", ("511 kWh@POL@2025", CAR)),
    Question("H100 720 h Texas 2024", "H100 720 h Texas 2024", ("504 kWh@US-TX@2024", CAR)),
    Question("10 MWh in Texas in 2022", "10 MWh au Texas en 2022", ("10 MWh@US-TX@2022", CAR)),
    # A day of it comes first in French.
    Question("ict france, france", "numérique france, france", ("ict-fra", "FRA"), below=5),
    Question(
        "data centres ireland, ireland",
        "centres de données irlande, irlande",
        ("data_centres-irl", "IRL"),
        electric=True,
    ),
]


@pytest.fixture(scope="module")
def browser(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader.reading(page, tmp_path_factory.mktemp("questions")) as started:
        yield started


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{BLACK DOWN-POINTING SMALL TRIANGLE}", "")).strip()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda one: one.en)
def test_a_question_is_answered_in_three_interactions(
    browser: Reader, built: Path, asked: Question, language: str
) -> None:
    assert asked.interactions <= 3
    browser.screen(360)
    browser.open(f"#lang={language}")
    browser.change("subject")
    browser.press(getattr(asked, language), *[DOWN] * (asked.below * (language == "fr")), ENTER)
    if asked.electric:
        browser.click(ELECTRICITY)
    measure = "electricity" if asked.electric else None
    found = carbondata.compare(*asked.pair, measure=measure, database=built)
    assert _plain(browser.text("h1")).removesuffix(",") in _plain(found.sentence(language))
    assert browser.complaints() == []


@pytest.mark.parametrize(
    ("language", "typed", "claim"),
    [
        ("en", "japan 2030", "claims-press/ai-japan-2030"),
        ("fr", "japon 2030", "claims-press/ai-japan-2030"),
        ("en", "gpt-4 san francisco", "claims-press/gpt4-50-gwh"),
        ("fr", "netflix demi-heure", "claims-press/netflix-half-hour"),
    ],
)
def test_a_claim_is_found_by_its_words(
    browser: Reader, language: str, typed: str, claim: str
) -> None:
    browser.screen(360)
    browser.open(f"#lang={language}")
    browser.change("subject")
    browser.press(typed)
    quoted = browser.run(
        "return document.querySelector(arguments[0]).textContent",
        f'[id="claim-{claim}"] .said[lang={language}] blockquote',
    )
    listed = browser.texts("#subject-list .name")
    (at,) = (place for place, one in enumerate(listed) if _plain(one) == _plain(quoted))
    browser.press(*[DOWN] * at, ENTER)
    browser.wait(lambda: browser.run("return document.activeElement.id") == f"claim-{claim}")
    assert browser.one(f'[id="claim-{claim}"] .said[lang={language}] dl').is_displayed()
    assert browser.complaints() == []


@pytest.mark.parametrize(
    "typed",
    ["0 chatgpt", "1e400 t", "10 MWh Narnia", "-5 t", "10 MWh Texas 1492", "0 h H100 Texas"],
)
def test_what_is_no_amount_is_none(browser: Reader, typed: str) -> None:
    browser.open("#lang=en")
    browser.change("subject")
    browser.press(typed)
    listed = " ".join(browser.texts("#subject-list li"))
    assert TIMES not in listed
    assert "My own amount" not in listed
    assert browser.complaints() == []


def test_the_examples_of_the_first_screen_have_no_say_in_an_answer(browser: Reader) -> None:
    # Of the studies of ICT one counts use alone, which beside a flight would be taken.
    browser.open("#lang=en")
    browser.change("reference")
    browser.press("world", ENTER)
    browser.change("subject")
    browser.press("ict", ENTER)
    told = carbondata.compare("ict", "WLD").sentence()
    assert _plain(browser.text("h1")).removesuffix(",") in _plain(told)
    # What a reader added stays.
    browser.click("#more")
    browser.press("france", ENTER)
    browser.change("subject")
    browser.press("aviation", ENTER)
    assert browser.texts(".card h3") == ["The world", "France"]


def test_an_amount_that_was_typed_is_in_the_fields(browser: Reader) -> None:
    browser.open("#lang=en")
    browser.change("subject")
    browser.press("H100 720 h Poland", ENTER)
    browser.change("subject")
    assert browser.one("#is-own").is_selected()
    fields = {one: browser.one(f"#{one}").get_attribute("value") for one in ("number", "unit")}
    assert fields == {"number": "720", "unit": "hours"}
    assert f"720 h {TIMES} 700 W" in browser.text("#hours-told")
    assert browser.one("#area option:checked").text == "Poland"


def test_what_may_not_be_compared_is_said_without_signs_of_a_command(browser: Reader) -> None:
    browser.open("#lang=en&s=gpt-4&r=person-year-fra")
    assert _plain(browser.text("h1")).startswith("Training GPT-4 and one year of emissions by")
    remedy = "convert the electricity at the grid intensity of a place and year."
    assert remedy in browser.text("#doubt")
    assert "@" not in browser.text("body")


def test_on_a_narrow_screen_the_ruler_stands(browser: Reader) -> None:
    for width, stands in ((360, True), (768, True), (1280, False)):
        browser.screen(width)
        browser.open("#lang=fr&s=bitcoin@2017&r=SWE@2017")
        seen = [
            one.get_attribute("class").split()[1]
            for one in browser.driver.find_elements("css selector", ".ruler")
            if one.is_displayed()
        ]
        assert seen == ["upright" if stands else "lying"], width
        assert browser.run("return document.documentElement.scrollWidth") <= width
