"""The value of a secret: put in where it is declared, hidden in whatever way it is written."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from publisher import Site

from carbondata.errors import FetchError, Problem
from carbondata.pipeline.fetch import http
from carbondata.pipeline.fetch.secrets import filled, hidden, hide
from carbondata.pipeline.fetch.session import open_session


@pytest.mark.parametrize(
    "form",
    [
        'k "1" <é>\\/',
        "k+%221%22+%3C%C3%A9%3E%5C/",
        "k%2520%25221%2522%2520%253c%25c3%25a9%253e%255c%252f",
        r"k \"1\" <\u00e9>\\\/",
        r"k \u00221\u0022 \u003cé\u003e\u005c\u002f",
        "k &quot;1&#34; &lt;&#xe9;&gt;&#92;&#x2F;",
    ],
    ids=["plain", "form", "twice", "json", "points", "html"],
)
def test_nor_does_json_or_a_web_page_tell_it(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setenv("EMBER_API_KEY", 'k "1" <é>\\/')
    assert hidden(f"[{form}]", ["EMBER_API_KEY"]) == "[${EMBER_API_KEY}]"


def test_a_secret_that_is_a_part_of_another_or_of_a_name_is_hidden_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KEY", "abc")
    monkeypatch.setenv("LONG", "abc-key")
    assert hidden("abc, abc-key", ["KEY", "LONG"]) == "${KEY}, ${LONG}"


def test_no_part_of_a_problem_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "s3cr3t")
    names = [field.name for field in dataclasses.fields(Problem) if field.name != "source"]
    (told,) = hide([Problem("grid", **dict.fromkeys(names, "of s3cr3t"))], ["KEY"])
    assert told == Problem("grid", **dict.fromkeys(names, "of ${KEY}"))


def test_what_a_problem_does_not_say_stays_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "s3cr3t")
    problem = Problem("grid", "raw.csv", "no number", "mend it", value="")
    assert hide([problem], ["KEY", "NOT_SET"]) == [problem]


@pytest.mark.parametrize("sign", ["${GH_TOKEN}", "${GH_TOKEN", "${KEY", "${}"])
def test_of_the_manifests_own_address_too_only_what_is_declared_is_filled_in(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    monkeypatch.setenv("GH_TOKEN", "planted")
    url = f"{site.root}/x?key={sign}"
    asked = http.Asked("grid", url, 100, secrets=("KEY",), own=True)
    with open_session() as session, pytest.raises(FetchError) as caught:
        http.download(session, asked, tmp_path / "file", lambda _taken, _total: None)
    assert f"it contains {sign}, which `secrets` does not declare" in str(caught.value)
    assert site.asked == []


def test_bytes_that_are_no_text_are_sent_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "a\udcff/")  # as Python has the byte 0xff of an environment
    sent = filled("https://example.org/?key=${KEY}", lambda _sign: os.environ["KEY"])
    assert sent == "https://example.org/?key=a%FF%2F"
    assert hidden(sent, ["KEY"]) == "https://example.org/?key=${KEY}"
