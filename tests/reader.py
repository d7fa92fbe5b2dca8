"""A reader: headless Chromium with the page in it, away from any network."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHROMIUM = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
PATIENCE_S = 60
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

needed = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="there is no chromium with its chromedriver"
)


class Reader:
    """One browser, one page in it."""

    def __init__(self, driver: Any, page: Path) -> None:  # noqa: ANN401  (selenium is optional)
        self.driver = driver
        self.page = page

    def open(self, fragment: str = "") -> None:
        """Open the page as if for the first time, and wait until it answers."""
        self.driver.get("about:blank")
        self.driver.get(f"{self.page.as_uri()}{fragment}")
        self.wait(lambda: self.run("return 'ready' in document.documentElement.dataset"))

    def run(self, script: str, *given: object) -> Any:  # noqa: ANN401  (whatever the script says)
        """Run a script in the page."""
        return self.driver.execute_script(script, *given)

    def one(self, selector: str) -> Any:  # noqa: ANN401
        """Find the one element that a selector names."""
        return self.driver.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        """Read all elements that a selector names, their spaces made plain."""
        found = [one.text for one in self.driver.find_elements("css selector", selector)]
        return [
            text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\xa0", " ") for text in found
        ]

    def text(self, selector: str) -> str:
        """Read the first of them."""
        return self.texts(selector)[0]

    def click(self, selector: str) -> None:
        """Click in the middle of the window, where nothing is in the way."""
        element = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def change(self, side: str) -> None:
        """Open what changes the subject or the reference in the sentence, unless it is open."""
        if not self.one(f"#{side}-picker").is_displayed():
            self.click(f".pick[aria-controls={side}-picker]")

    def panel(self, name: str) -> None:
        """Open a panel under the answer: share, studies or basis; unless it is open."""
        if not self.one(f"#{name}-panel").is_displayed():
            self.click(f"[aria-controls={name}-panel]")

    def choose(self, selector: str, value: str) -> None:
        """Choose from a select."""
        from selenium.webdriver.support.ui import Select

        Select(self.one(selector)).select_by_value(value)

    def press(self, *keys: str) -> None:
        """Type on whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def screen(self, width: int, height: int = 800, *, dark: bool = False) -> None:
        """Be a screen of that size, light or dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def wait(self, until: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Wait for something to become true, and return it."""
        end = time.monotonic() + PATIENCE_S
        while not (found := until()):
            assert time.monotonic() < end, "the page did not do it in time"
            time.sleep(0.05)
        return found

    def complaints(self) -> list[str]:
        """Return what the browser logged against the page."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@contextmanager
def reading(page: Path, folder: Path, language: str = "en-US") -> Iterator[Reader]:
    """Start a browser of a language; what it downloads goes to `folder`."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--lang={language}", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    preferences = {"intl.accept_languages": language, "download.default_directory": str(folder)}
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        # Nothing is to be had over a network, and a page that asks for anything says so in the log.
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
        )
        driver.execute_cdp_cmd(
            "Browser.grantPermissions",
            {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
        )
        yield Reader(driver, page)
    finally:
        driver.quit()
