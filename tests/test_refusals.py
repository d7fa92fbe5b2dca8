"""Refusals of what a reader wrote: in French if asked for, and no word of English in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_french import _english
from test_operands import BAD
from workshop import run

import carbondata
from carbondata import plot
from carbondata.errors import QueryError
from carbondata.text.language import LANGUAGES
from carbondata.text.phrases import keys

NAS = "strubell-2019/nas-gpu"
# Kinds of refusal that no operand beside 284 t meets: how to meet them.
OTHER: dict[str, Callable[[Path], Any]] = {
    "measure": lambda db: carbondata.compare("SWE", "FRA", measure="energy", database=db),
    "not text": lambda db: carbondata.compare(284, "SWE", database=db),  # type: ignore[call-overload]
    "control": lambda db: carbondata.compare("SW\tE", "FRA", database=db),
    "zero": lambda db: carbondata.compare("284 t", "CXR@1967", database=db),
    "no emissions": lambda db: carbondata.compare(
        "data_centres@2021", "SWE", measure="emissions", database=db
    ),
    "no electricity": lambda db: carbondata.compare(
        "284 t", "SWE", measure="electricity", database=db
    ),
    "same electricity": lambda db: carbondata.compare(
        "bitcoin@2017:gas=CO2", "SWE@2017", measure="electricity", database=db
    ),
    "years with electricity": lambda db: carbondata.compare(
        "SWE@1900", "FRA@2017", measure="electricity", database=db
    ),
    "barred": lambda db: carbondata.compare("ethereum@2021", "SWE", database=db),
    "not one run": lambda db: carbondata.explain("SWE", "FRA", db),
    "not found": lambda db: carbondata.find("qqqqq", db),
    "claim": lambda db: carbondata.claims("nlp-six-cars", db),
    "far claim": lambda db: carbondata.claims("qqqqq", db),
    "plot, zero": lambda db: plot.compare("CXR@1967", "SWE", database=db),
    "plot, refused": lambda db: plot.compare("car-km-usa", "SWE@2017", database=db),
    "plot, sector": lambda db: plot.studies("bitcoinz", database=db),
    "plot, no run": lambda db: plot.elsewhere("SWE", database=db),
    "plot, year": lambda db: plot.elsewhere(NAS, year=1800, database=db),
}


def _refusal(ask: Callable[[], Any]) -> QueryError:
    with pytest.raises(QueryError) as refused:
        ask()
    return refused.value


@pytest.mark.slow
def test_no_bad_operand_is_refused_with_english_in_french(built: Path) -> None:
    refusals = {
        operand[:20]: _refusal(lambda o=operand: carbondata.compare("284 t", o, database=built))
        for operand, _ in BAD
    }
    assert [
        operand for operand, error in refusals.items() if set(error.texts) != {*LANGUAGES}
    ] == []
    # The operand itself is the reader's.
    french = {o: error.text("fr").replace(o, "") for o, error in refusals.items()}
    assert {o: words for o, text in french.items() if (words := _english(text))} == {}


@pytest.mark.parametrize("kind", OTHER)
def test_no_other_refusal_has_english_in_french(built: Path, kind: str) -> None:
    error = _refusal(lambda: OTHER[kind](built))
    assert error.text("en") == str(error)
    assert error.text("fr") != str(error)
    assert _english(error.text("fr")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["compare", "gpt-9", "SWE"],
            "erreur\u202f: «\u202fgpt-9\u202f» est inconnu ici\u202f; vouliez-vous dire gpt-3",
        ),
        (["studies", "3,2 t"], "erreur\u202f: 3,2 t\u202f: écrivez le nombre avec un point, sans"),
        (["studies", "300 Mt CO2e"], "erreur\u202f: 300 Mt CO2e est une quantité, non le chiffre"),
        (["explain", "SWE", "FRA"], "confronte deux chiffres d\u2019un même entraînement"),
        (["explain", "gpt-3", "FRA"], "ne sont pas des chiffres d\u2019un même entraînement"),
        (["find", "qqqqq"], "erreur\u202f: rien ne correspond à «\u202fqqqqq\u202f»"),
        (
            ["claims", "nlp-six-cars"],
            "erreur\u202f: l\u2019affirmation «\u202fnlp-six-cars\u202f» est inconnue ici",
        ),
        (
            ["compare", "SWE", "FRA", "--grid", "FRA"],
            "«\u202fSWE\u202f» n\u2019est pas un entraînement",
        ),
        (["plot", "elsewhere", "SWE", "-o", "a.svg"], "n\u2019est ni un entraînement"),
    ],
)
def test_commands_refuse_in_french(built: Path, words: list[str], told: str) -> None:
    done = run(*words, "--lang", "fr", "--db", str(built))
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


def test_functions_that_take_a_language_raise_in_it(built: Path) -> None:
    asked = carbondata.compare_many([("gpt-9", "SWE")], language="fr", database=built)
    assert asked["reason"][0].as_py().startswith("«\u202fgpt-9\u202f» est inconnu ici")
    for ask in (
        lambda: carbondata.explain("gpt-9", "gpt-3", built, language="fr"),
        lambda: plot.compare("gpt-9", "gpt-3", language="fr", database=built),
        lambda: plot.elsewhere("gpt-9", language="fr", database=built),
    ):
        assert str(_refusal(ask)).startswith("«\u202fgpt-9\u202f» est inconnu ici")


def test_what_can_be_pasted_keeps_its_spaces(built: Path) -> None:
    error = _refusal(lambda: carbondata.compare("284 t", "1000 kWh@USA", database=built))
    assert error.text("fr") == (
        "1000 kWh@USA\u202f: précisez aussi l\u2019année du réseau (1000 kWh@USA@2025)"
    )


def test_a_refusal_has_a_language_of_each_phrase() -> None:
    assert len(keys("error.")) > 60
