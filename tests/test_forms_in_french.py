"""Forms in French: reports, what they refuse, and what lint finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_french import _english
from test_lint import FAULTS, card
from workshop import run

import carbondata
from carbondata.errors import QueryError


@pytest.fixture(name="written")
def _written(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize(
    ("name", "form", "facts", "said"),
    [
        (
            "bloom-176b",
            "sci",
            {},
            "SCI exige functional_unit, absent des données\u202f; indiquez",
        ),
        (
            "llama-3.2-3b-qlora",
            "sci-ai",
            {"tokens": 5},
            "impossible d\u2019écrire SCI sans l\u2019énergie, qui n\u2019est pas publiée pour cet",
        ),
        (
            "bloom-1b7",
            "markdown",
            {},
            "impossible d\u2019écrire le paragraphe sans les émissions",
        ),
        (
            "nas-gpu",
            "markdown",
            {},
            "de nas-gpu n\u2019est plus retenu (corrigé par patterson-2021)",
        ),
        (
            "gtp-33",
            "markdown",
            {},
            "gtp-33 n\u2019est ni un fichier ni un entraînement publié\u202f;",
        ),
        ("bloom-176b", "spdx", {"name": "OPT"}, "name est «\u202fBLOOM (176B)\u202f» dans"),
        ("bloom-176b", "pdf", {}, "le formulaire «\u202fpdf\u202f» est inconnu"),
        ("bloom-176b", "sci", {"colour": 1}, "aucun formulaire ne demande «\u202fcolour\u202f»"),
    ],
)
def test_what_is_refused_is_said_in_french(
    built: Path, name: str, form: str, facts: dict[str, object], said: str
) -> None:
    with pytest.raises(QueryError) as refused:
        carbondata.report(name, form, facts=facts, language="fr", database=built)
    assert said in str(refused.value)
    assert str(refused.value) == refused.value.text("fr")


def test_a_published_run_is_written_in_french(built: Path) -> None:
    told = carbondata.report("gpt-3", "annex-xi", language="fr", database=built)
    times = "\N{MULTIPLICATION SIGN}"
    for said in (
        "calcul\u202f: GPT-3 (175\xa0Md) (règlement",
        "entraînement**\u202f: 1\u202f300\xa0MWh",
        "L\u2019entraînement du modèle GPT-3 (175\xa0Md) a consommé 1\u202f287\u202f000\xa0kWh",
        f"**\u202f: 3,1 {times} 10²³ FLOP",
        f"**\u202f: 10\u202f000 {times} NVIDIA V100",
        "355,2 h (15 j)",
    ):
        assert said in told
    told = carbondata.report("bigscience-evaluation", "annex-xi", language="fr", database=built)
    assert "BigScience (évaluation des modèles) a consommé" in told


@pytest.mark.slow
def test_the_command_says_that_a_form_is_english(built: Path) -> None:
    words = ("report", "bloom-176b", "--db", str(built), "--as")
    done = run(*words, "model-card", "--lang", "fr")
    assert (done.returncode, done.stderr) == (0, "ce formulaire s\u2019écrit en anglais\n")
    assert run(*words, "model-card").stderr == ""
    assert run(*words, "annex-xi", "--lang", "fr").stderr == ""


@pytest.mark.parametrize(("form", "line", "rule"), FAULTS)
def test_a_fault_is_told_in_french(
    built: Path, written: Path, form: tuple[str, str], line: int, rule: str
) -> None:
    file = written / form[0]
    file.write_text(form[1], encoding="utf-8")
    found = carbondata.lint(file, language="fr", database=built)
    assert (line, rule) in {(one.line, one.rule) for one in found}
    english = {text for one in carbondata.lint(file, database=built) for text in one[4:]}
    for one in found:
        assert not english & {one.what, one.remedy}
        assert _english(f"{one.what} {one.remedy}") == []


def test_french_quotes_a_form_and_writes_its_own_numbers(built: Path, written: Path) -> None:
    file = written / "README.md"
    said = {"emissions": "7.66944", "place": "Atlantis", "source": "PUE 0.9"}
    file.write_text(card(**said)[1], encoding="utf-8")
    told = {one.rule: one for one in carbondata.lint(file, language="fr", database=built)}
    assert told["not_in_grams"].what == (
        "«\u202f7.66944\u202f» est en kg\u202f: la ligne 11 indique «\u202f7.669 kg CO2e\u202f»"
    )
    assert told["pue_impossible"].what == "un PUE de 0,9 est impossible"
    assert told["place_unknown"].what.startswith("«\u202fAtlantis\u202f» n\u2019est pas un lieu")
    english = {one.rule: one for one in carbondata.lint(file, database=built)}
    assert english["pue_impossible"].remedy == (
        "check it: PUE, facility energy divided by that of its computers, lies between 1 and 4"
    )
    (written / "runs.csv").write_text("energy_kwh\n1")
    with pytest.raises(QueryError, match="n\u2019est pas un formulaire d\u2019un format connu"):
        carbondata.lint(written / "runs.csv", language="fr", database=built)


def test_several_models_have_one_training_of_several_runs(built: Path) -> None:
    told = carbondata.report("olmo-2024-final-runs", "annex-xi", language="fr", database=built)
    models = "OLMo et OLMoE (OLMo 2 compris, entraînements finaux)"
    assert f"L\u2019entraînement des modèles {models} a consommé 913" in told
    assert told.count("plusieurs entraînements") == 1
    assert "un seul entraînement" in carbondata.report(
        "bloom-176b", "annex-xi", language="fr", database=built
    )


def test_a_semicolon_within_a_name_has_its_space(built: Path) -> None:
    told = carbondata.report("glam-64b-64e", "annex-xi", language="fr", database=built)
    assert "GLaM (64B/64E\u202f; 600\u00a0milliards de jetons)" in told
