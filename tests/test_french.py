"""French output has no English left in it: subjects, rules, refusals, claims, charts, commands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT
from test_rules import PAIRS
from workshop import run

import carbondata
from carbondata import plot
from carbondata.query.connection import opened
from carbondata.text import grammar, language, locators
from carbondata.text.claims import claim_rows
from carbondata.text.language import LANGUAGES
from carbondata.text.phrases import FILE, phrases
from carbondata.text.sentences import reasons
from carbondata.text.studies import why_told
from carbondata.text.typeset import typeset

# Words that are in every English sentence of some length, and in no French one.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|without|which|is|are|was|were|that|this|these|its|from|by|at|to|"
    r"emitted|emits|used|uses|would|have|not|year|years|times|between|study|studies|figure|"
    r"figures|grid|electricity|measured|estimated|whole|alone|caution|subject|reference|"
    r"million times|billion|billions|trillion)\b"
)
# What stays as it is in any language: ids, operands, and what a source says, in quotation marks.
KEPT = re.compile(
    r"«\u202f[^»]*»|[\w.-]+/[\w./-]+|\b[\w.-]+@[\w.@:=#-]+|\w+(?:-\w+)+|--\w+ \w+|\{\w+\}"
    r"|\b[a-z_]+=[\w…]+"
)
# Names of models and products are English in French as well.
NAMED = re.compile(r"\b[A-Z][\w.-]*(?: (?:of|and|the|with|for|by|at|to|on) [A-Z][\w.-]*)+")


def _english(text: str) -> list[str]:
    return ENGLISH.findall(NAMED.sub("", KEPT.sub("", text)))


def _left(told: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: found for name, text in told if (found := _english(text))}


def test_the_list_knows_english_from_french() -> None:
    assert _english("Sweden in 2017 emitted 42.4 Mt, 1.6 times the emissions of France")
    assert not _english("En 2017, la Suède a émis 42,4 Mt, soit 1,6 fois les émissions du bitcoin")


def test_no_phrase_is_english_in_french() -> None:
    assert _left((key, said["fr"]) for key, said in phrases().items()) == {}


@pytest.mark.parametrize("rule", PAIRS, ids="-".join)
def test_no_rule_or_refusal_is_english_in_french(built: Path, rule: tuple[str, str, str]) -> None:
    found = carbondata.compare(*PAIRS[rule], database=built)
    assert _left((text, text) for text in (found.sentence("fr"), *reasons(found, "fr"))) == {}


def test_no_claim_is_english_in_french(built: Path) -> None:
    told = (
        (row["claim_id"], f"{what} {text}")
        for row in carbondata.claims(database=built).to_pylist()
        for what, text in claim_rows(row, "fr")
        # Who said it is called as it calls itself; ids have no language.
        if what not in {"qui", "d\u2019après"}
    )
    assert _left(told) == {}


def test_no_subject_is_english_in_french(built: Path) -> None:
    """What a sentence says of each subject: its name, its verb, its amount."""
    query = """SELECT DISTINCT ON (subject) subject, name_fr FROM quantities
        WHERE name_fr <> name_en ORDER BY subject"""
    named = opened(built).cursor().execute(query).fetchall()
    assert len(named) > 500
    assert _left(iter(named)) == {}


def test_what_a_study_includes_is_not_english_in_french(built: Path) -> None:
    query = "SELECT DISTINCT scope, scope_fr FROM quantities WHERE scope IS NOT NULL"
    scopes = opened(built).cursor().execute(query).fetchall()
    assert len(scopes) > 100
    assert _left(iter(scopes)) == {}


def test_no_place_in_a_source_is_english_in_french(built: Path) -> None:
    """What is no common word of a locator stands in quotation marks, as its source has it."""
    query = "SELECT DISTINCT locator FROM quantities WHERE locator NOT LIKE 'ID %'"
    places = [place for (place,) in opened(built).cursor().execute(query).fetchall()]
    assert len(places) > 1000
    assert _left((place, typeset(locators.told(place, "fr"), "fr")) for place in places) == {}


def _texts(spec: Any) -> Iterator[str]:  # noqa: ANN401  (whatever JSON holds)
    """Yield the titles, captions and alternatives of a chart."""
    if isinstance(spec, dict):
        for key, one in spec.items():
            if key in {"title", "subtitle", "text", "description"} and isinstance(one, (str, list)):
                yield " ".join([one] if isinstance(one, str) else map(str, one))
            yield from _texts(one)
    elif isinstance(spec, list):
        for one in spec:
            yield from _texts(one)


@pytest.mark.slow
def test_no_chart_is_english_in_french(built: Path) -> None:
    charts = {
        "compare": plot.compare(
            "nas-gpu", "car-lifetime-usa", "SWE@2017", language="fr", database=built
        ),
        "electricity": plot.compare(
            "bitcoin@2021", "SWE@2021", measure="electricity", language="fr", database=built
        ),
        "studies": plot.studies("bitcoin", language="fr", database=built),
        "elsewhere": plot.elsewhere("nas-gpu", language="fr", database=built),
        "runs": plot.runs(language="fr", database=built),
        "size": plot.size(language="fr", database=built),
        "nation": plot.nation("SWE", "gpt-3", language="fr", database=built),
    }
    pictures = {
        "ruler": plot.ruler("gpt-3", "SWE@2020", language="fr", database=built),
        "claim": plot.claim("nlp-five-cars", language="fr", database=built),
        "map": plot.map("nas-gpu", language="fr", database=built),
        "one year": plot.studies("bitcoin", year=2017, language="fr", database=built),
    }
    for name, picture in pictures.items():
        texts = re.findall(r"<text[^>]*>([^<]*)", picture.svg())
        assert len(texts) > 5, name
        assert _left((f"{name}: {text}", text) for text in [picture.title, *texts]) == {}
    for name, chart in charts.items():
        spec = json.loads(json.dumps(chart.to_dict()["layer"] and chart.to_dict()))
        spec.pop("datasets", None)
        texts = [text for text in _texts(spec) if "." not in text.split()[0]]
        assert texts, name
        assert _left((f"{name}: {text}", text) for text in texts) == {}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("studies", "bitcoin@2017"), ["chiffre", "retenu", "Document non consulté.", "oui"]),
        (
            ("explain", "strubell-2019/nas-gpu", "strubell-2019/nas-gpu@FRA@2020"),
            ["étape", "premier", "second", "énergie", "432,7\N{NO-BREAK SPACE}g/kWh"],
        ),
        (
            (
                *("footprint", "--energy-kwh", "1000", "--energy-scope", "facility"),
                *("--area", "FRA", "--year", "2023", "--to", "car-km-usa"),
            ),
            ["53,26\N{NO-BREAK SPACE}kg", "périmètre", "site entier", "réseau", "auraient émis"],
        ),
        (("find", "suède"), ["objet", "chiffre", "type", "lieu", "sujet"]),
    ],
)
def test_commands_speak_french(built: Path, asked: tuple[str, ...], told: list[str]) -> None:
    done = run(*asked, "--lang", "fr", "--db", str(built))
    assert done.returncode == 0
    assert [text for text in told if text not in done.stdout] == []


def test_what_bars_a_figure_is_said_in_french() -> None:
    assert why_told("beside gcb", "fr") == "Non compté en plus de gcb, retenu pour ce périmètre."
    # What is said of one study alone is quoted.
    assert why_told("Its own year.", "fr") == "«\u202fIts own year.\u202f»"


def test_why_a_study_is_taken_is_said_in_french(built: Path) -> None:
    rows = carbondata.sql("SELECT study, why, why_fr FROM preferred", built).to_pylist()
    assert [row["study"] for row in rows if row["why_fr"] in {None, row["why"]}] == []
    assert _left((row["study"], row["why_fr"]) for row in rows) == {}
    # Nothing that the tables say by themselves is quoted, but the names that a study gives.
    single = {row["why"]: row["why_fr"] for row in rows}
    query = "SELECT DISTINCT why FROM quantities WHERE why IS NOT NULL"
    told = [why_told(row["why"], "fr", single) for row in carbondata.sql(query, built).to_pylist()]
    assert [why for why in told if why.startswith("«")] == []
    named = {why for why in told if why.startswith("Une projection\u202f: «")}
    assert len(named) <= 5, "say it in phrases.csv, why.scenario"
    done = run("studies", "chatgpt-prompt", "--lang", "fr", "--db", str(built))
    assert "Son calcul est publi\xe9 et se v\xe9rifie" in " ".join(done.stdout.split())


def test_a_language_is_a_column_of_the_phrases() -> None:
    head = FILE.read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",") == ["key", *LANGUAGES]


def test_the_files_that_a_language_takes_are_those_of_the_how_to() -> None:
    """Six at most; and no other file of Python or of the page asks which language it is."""
    page = (CHECKOUT / "docs" / "how-to" / "language.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE))
    assert len(named) <= 6
    assert all((CHECKOUT / name).is_file() for name in named)
    code = [*(CHECKOUT / "carbondata").rglob("*.py"), *(CHECKOUT / "carbondata").rglob("*.mjs")]
    asking = {
        str(path.relative_to(CHECKOUT))
        for path in code
        if re.search(r'[!=]=+ "fr"|"fr" if', path.read_text(encoding="utf-8"))
    }
    assert asking <= named


def test_a_third_language_says_what_its_phrases_say(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the phrases, signs and grammar of English it says the same as English."""
    told = {key: said | {"de": said["en"]} for key, said in phrases().items()}
    for module in ("phrases", "plurals", "vocabulary", "side_words", "claims"):
        monkeypatch.setattr(f"carbondata.text.{module}.phrases", lambda: told)
    monkeypatch.setattr("carbondata.text.language.LANGUAGES", ("en", "fr", "de"))
    monkeypatch.setitem(language.SIGNS, "de", language.SIGNS["en"])
    for by_language in (grammar.ONE, grammar.FIXED, grammar.IRREGULAR):
        monkeypatch.setitem(by_language, "de", by_language["en"])
    for pair in (("nas-gpu", "car-lifetime-usa"), ("bitcoin@2017", "SWE"), ("ai@2025", "SWE@2017")):
        found = carbondata.compare(*pair, database=built)
        assert found.sentence("de") == found.sentence("en")
        assert reasons(found, "de") == reasons(found, "en")


def test_a_hypothesis_is_said_in_french(built: Path) -> None:
    done = run("studies", "opt-175b", "--lang", "fr", "--db", str(built))
    told = " ".join(done.stdout.split())
    assert "Chiffre hypothétique : sur le réseau moyen des États-Unis." in told
    assert "on the average grid" not in told


def test_charts_name_runs_in_french(built: Path) -> None:
    text = json.dumps(plot.runs(language="fr", database=built).to_dict(), ensure_ascii=False)
    assert "BERT (base), recette pour GPU" in text
    assert "GPU recipe" not in text
