"""The page as a thing to look at: languages, screens, colours, screen readers, weight, speed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader
from conftest import CHECKOUT
from reader import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader import Reader

pytestmark = [reader.needed, pytest.mark.slow]

AXE = CHECKOUT / "tests" / "page" / "node_modules" / "axe-core" / "axe.min.js"
BUSY = "#v=1&s=bitcoin@2017&r=SWE&r=strubell-2019/car-lifetime-usa&r=car-km-usa&r=284 t&s=nonsense"
SCREENS = [
    (360, "dark", "fr"),
    (360, "light", "en"),
    (1280, "dark", "fr"),
    (1280, "light", "en"),
]
ESCAPE = "\ue00c"
RUN_AXE = """
    const done = arguments[arguments.length - 1];
    axe.run().then((found) => done(found.violations.map((one) =>
      `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`)));
"""


@pytest.fixture(scope="module")
def browser(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with reading(page, tmp_path_factory.mktemp("reader"), "fr-FR") as started:
        yield started


def _open_everything(browser: Reader) -> None:
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.run("document.querySelectorAll('.panel').forEach((one) => { one.hidden = false; })")


def test_it_speaks_the_browsers_language_then_the_readers(browser: Reader) -> None:
    browser.open()
    browser.run("localStorage.clear()")
    browser.open()
    assert browser.text("h1").startswith("L\u2019entraînement de GPT-3")
    browser.click("[data-lang=en]")
    assert browser.text("h1").startswith("Training GPT-3")
    assert browser.run("return document.documentElement.lang") == "en"
    browser.open()
    assert browser.text("h1").startswith("Training GPT-3")
    browser.click("[data-lang=fr]")
    assert "9,7 voitures" in browser.text(".card")


def test_it_speaks_before_its_figures_and_says_when_they_do_not_come(
    browser: Reader, page: Path, tmp_path: Path
) -> None:
    whole, _ = page.read_text(encoding="utf-8").split(
        '<script type="application/json" id="figures">'
    )
    cut = tmp_path / "cut.html"
    cut.write_text(whole, encoding="utf-8")
    browser.driver.get(cut.as_uri())
    assert browser.text("#claims-head") == "Le titre disait-il vrai ?"
    browser.wait(lambda: "Ce fichier est incomplet" in browser.text("#empty"))
    assert browser.complaints()


def test_every_word_is_said_in_both_languages(browser: Reader) -> None:
    browser.open("#lang=en")
    english = browser.texts("[data-word]:not(:empty)")
    browser.click("[data-lang=fr]")
    french = browser.texts("[data-word]:not(:empty)")
    same = {one for one, other in zip(english, french, strict=True) if one == other and one}
    assert same <= {"PUE"}


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(browser: Reader, width: int) -> None:
    browser.screen(width)
    for language in ("en", "fr"):
        browser.open(f"{BUSY}&lang={language}")
        _open_everything(browser)
        assert browser.run("return document.documentElement.scrollWidth") <= width
        browser.change("subject")
        browser.click("#is-own")
        browser.choose("#unit", "hours")
        assert browser.run("return document.documentElement.scrollWidth") <= width


def test_it_is_dark_where_the_reader_is(browser: Reader) -> None:
    browser.open()
    for dark, light in ((True, "rgb(20, 24, 26)"), (False, "rgb(253, 253, 251)")):
        browser.screen(1280, dark=dark)
        assert browser.run("return getComputedStyle(document.body).backgroundColor") == light


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed in tests/page")
@pytest.mark.parametrize(("width", "scheme", "language"), SCREENS)
def test_axe_finds_nothing(browser: Reader, width: int, scheme: str, language: str) -> None:
    browser.screen(width, dark=scheme == "dark")
    browser.open(f"{BUSY}&lang={language}")
    browser.run(AXE.read_text(encoding="utf-8"))
    _open_everything(browser)
    browser.change("reference")
    browser.press("voiture")
    assert browser.one("#reference-list").is_displayed()
    assert browser.driver.execute_async_script(RUN_AXE) == []
    browser.press(ESCAPE, ESCAPE)
    browser.change("subject")
    browser.click("#is-own")
    browser.choose("#unit", "hours")
    assert browser.driver.execute_async_script(RUN_AXE.replace("run()", "run('#ask')")) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed in tests/page")
def test_axe_finds_nothing_in_charts(browser: Reader, built: Path, tmp_path: Path) -> None:
    plot = pytest.importorskip("carbondata.plot")
    charts = {
        "compare": plot.compare("gpt-3", "SWE", language="fr", database=built),
        "studies": plot.studies("bitcoin", database=built),
        "ruler": plot.ruler("gpt-3", "SWE", database=built),
        "claim": plot.claim("nlp-five-cars", language="fr", database=built),
    }
    for name, chart in charts.items():
        file = plot.save(chart, tmp_path / f"{name}.html")
        for width in (360, 1280):
            browser.screen(width)
            browser.driver.get(file.as_uri())
            browser.wait(lambda: browser.run("return document.querySelector('svg') !== null"))
            browser.run(AXE.read_text(encoding="utf-8"))
            assert browser.driver.execute_async_script(RUN_AXE) == [], name
            wide = browser.run("return document.querySelector('svg').getBoundingClientRect().width")
            assert wide >= 640, (name, width)


def test_it_asks_nothing_of_any_network_and_paints_before_its_figures(browser: Reader) -> None:
    browser.open()
    assert (
        browser.run("return performance.getEntriesByType('resource').map((one) => one.name)") == []
    )
    painted = browser.wait(
        lambda: browser.run(
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        )
    )
    ready = browser.run("return performance.getEntriesByName('ready')[0].startTime")
    assert painted < ready
    assert browser.complaints() == []
