"""Every control of the page that no question of a reader came by, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader import Reader

pytestmark = [reader.needed, pytest.mark.slow]

ESCAPE = "\ue00c"


@pytest.fixture(scope="module")
def browser(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reader.reading(page, tmp_path_factory.mktemp("controls")) as started:
        yield started


def test_an_amount_of_gas_says_which(english: Reader) -> None:
    english.change("subject")
    english.click("#is-own")
    english.one("#number").send_keys("626155")
    english.choose("#unit", "lb")
    # 626,155 lb are 284.0 t; 126,000 lb are a car's life.
    assert english.text(".card .sentence").startswith(
        "626,155 lb of emissions is as much as 5.0 lifetimes of"
    )
    assert "it is not stated whether CO2 alone" in english.text(".card")
    english.choose("#own-gas", "CO2e")
    assert english.text(".card .sentence").startswith("626,155 lb CO2e is as much as 5.0 lifetimes")
    assert "it is not stated whether CO2 alone" not in english.text(".card")
    assert not english.one("#area").is_displayed()
    english.choose("#unit", "MWh")
    assert english.one("#area").is_displayed()
    assert not english.one("#own-gas").is_displayed()


def test_a_published_figure_can_be_gone_back_to(english: Reader) -> None:
    english.open("#lang=en&s=284 t&r=SWE")
    assert english.one("#is-own").is_selected()
    english.change("subject")
    english.click("#is-published")
    assert english.one("#subject").get_attribute("value") == "GPT-3"
    assert "Training GPT-3 (175B) emitted" in english.text(".card .sentence")


def test_what_is_said_of_a_link_can_be_put_away(english: Reader) -> None:
    english.open("#lang=en&s=nonsense&r=SWE")
    assert english.one("#troubles").is_displayed()
    english.click("#dismiss")
    assert not english.one("#troubles").is_displayed()
    assert english.run("return document.activeElement.id") == "answers"


def test_what_the_browser_does_not_let_copy_is_shown_to_be_copied(english: Reader) -> None:
    english.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    told = english.text(".card .sentence")
    english.click(".card .actions button")
    english.wait(lambda: english.one("#by-hand").is_displayed())
    shown = english.one("#by-hand-text").get_attribute("value")
    assert " ".join(shown.split()).startswith(told)
    assert english.run("return document.activeElement.id") == "by-hand-text"
    english.press(ESCAPE)
    assert not english.one("#by-hand").is_displayed()


def test_the_first_key_leads_past_the_questions(english: Reader) -> None:
    english.run("document.body.focus()")
    english.press("\ue004")
    assert english.run("return document.activeElement.id") == "skip"
    english.press("\ue007")
    assert english.run("return document.activeElement.id") == "answers"


def test_a_card_is_taken_away_and_the_focus_is_where_one_is_added(english: Reader) -> None:
    before = english.texts(".card h3")
    english.click(".card .remove")
    assert english.texts(".card h3") == before[1:]
    assert english.run("return document.activeElement.id") == "more"
    assert english.run("return document.getElementById('status').textContent").startswith(
        f"{len(before) - 1} comparisons of"
    )
