"""The grammar of what is said: closed appositions, plurals, tenses, elisions, quotations."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import carbondata
from carbondata.errors import QueryError
from carbondata.text.language import LANGUAGES
from carbondata.text.sentences import basis
from carbondata.text.studies import spread

ENDS = ("studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high")


def _plain(told: str) -> str:
    """Write a sentence with the spaces and apostrophes of a keyboard."""
    return re.sub(r"\s", " ", told).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def test_the_h_of_haiti_is_mute(built: Path) -> None:
    found = carbondata.compare("284 t", "HTI@2019", database=built).sentence("fr")
    assert found.endswith("émissions d\N{RIGHT SINGLE QUOTATION MARK}Haïti (2019).")


@pytest.mark.parametrize(
    ("subject", "reference", "english", "french"),
    [
        (
            "car-lifetime-usa",
            "284 t",
            "One lifetime of an average American car, fuel included, emits 57.2 t CO2e, 20% of",
            "Une voiture américaine moyenne (vie entière, carburant compris) émet 57,2 t éq. CO₂,",
        ),
        # What stands between brackets closes itself.
        (
            "gemma-2-2024/gemma-2-2b-9b-27b",
            "284 t",
            "Training Gemma 2 (2B, 9B and 27B) emitted ",
            "L'entraînement de Gemma 2 (2 Md, 9 Md et 27 Md) a émis ",
        ),
        (
            "uk-gov-travel/2019-diesel-car-shared-by-4",
            "SWE@2019",
            (
                "One passenger-kilometre in a diesel car carrying four (United Kingdom) and "
                "Sweden in 2019 cannot be compared: "
            ),
            (
                "Un kilomètre par personne dans une voiture diesel partagée à quatre "
                "(Royaume-Uni) et la Suède en 2019 ne se comparent pas : "
            ),
        ),
        (
            "SWE@2019",
            "uk-gov-travel/2019-diesel-car-shared-by-4",
            (
                "Sweden in 2019 and one passenger-kilometre in a diesel car carrying four "
                "(United Kingdom) cannot be compared: "
            ),
            (
                "La Suède en 2019 et un kilomètre par personne dans une voiture diesel partagée à "
                "quatre (Royaume-Uni) ne se comparent pas : "
            ),
        ),
        (
            "2*USA@2019",
            "SWE@2019",
            "2 times the United States in 2019 emitted ",
            "2 fois les États-Unis en 2019 ont émis ",
        ),
        (
            "2*SWE@2019",
            "284 t",
            "2 times Sweden in 2019 emitted ",
            "2 fois la Suède en 2019 a émis ",
        ),
        (
            "ademe-impact-co2/clickcollect",
            "284 t",
            "A click-and-collect order (15 km by car, 1 kg parcel) emits ",
            "Un retrait en magasin d'un achat en ligne (15 km en voiture, colis de 1 kg) émet ",
        ),
    ],
)
def test_a_sentence_begins(
    built: Path, subject: str, reference: str, english: str, french: str
) -> None:
    found = carbondata.compare(subject, reference, database=built)
    assert found.sentence().startswith(english)
    assert _plain(found.sentence("fr")).startswith(french)


@pytest.mark.parametrize("written", ["656347kWh", "656347 kWh", "656347  kWh"])
def test_an_amount_is_said_with_one_space_however_it_was_written(built: Path, written: str) -> None:
    found = carbondata.compare(f"{written}@USA@2017", "SWE@2017", database=built)
    assert found.sentence().startswith("656,347 kWh of electricity on the grid of the United")
    french = "656 347 kWh d'électricité sur le réseau des États-Unis en 2017 auraient émis 308 t"
    assert _plain(found.sentence("fr")).startswith(french)
    assert found.subject.id == f"{written}@USA@2017"
    given = carbondata.compare(written, "5 MWh", database=built)
    assert _plain(given.sentence()) == "656,347 kWh is 130 times 5 MWh."
    assert _plain(given.sentence("fr")) == "656 347 kWh, c'est 130 fois 5 MWh."


@pytest.mark.parametrize(
    ("written", "verb"),
    [("1kWh", "aurait"), ("1.9kWh", "aurait"), ("2kWh", "auraient"), ("1e6kWh", "auraient")],
)
def test_a_french_amount_from_two_takes_the_plural(built: Path, written: str, verb: str) -> None:
    found = carbondata.compare(f"{written}@USA@2017", "SWE@2017", database=built)
    assert f" en 2017 {verb} émis " in _plain(found.sentence("fr"))


def test_french_sets_semicolons_apart(built: Path) -> None:
    refused = carbondata.compare("car-km-usa", "SWE@2017", database=built)
    reason = replace(refused.reasons[0], text_en="one", text_fr="un", outcome="refuse")
    twice = replace(refused, reasons=(reason, reason))
    assert twice.sentence().endswith(" cannot be compared: one; one.")
    assert twice.sentence("fr").endswith(" ne se comparent pas\u202f: un\u202f; un.")
    assert basis(refused, "en").count("; SWE@2017: ") == 1
    assert basis(refused, "fr").count("\u202f; SWE@2017\u202f: ") == 1


@pytest.mark.parametrize(
    ("subject", "english", "french"),
    [
        (
            "ict@2030#freitag-2021",
            "Information and communication technology in 2030 would emit 365 Mt CO2e, ",
            "En 2030, les technologies de l'information et de la communication émettraient 365 Mt ",
        ),
        (
            "jiang-2021/bitcoin-china-2024",
            "Bitcoin (China) in 2024 would emit ",
            "En 2024, le bitcoin (Chine) émettrait ",
        ),
    ],
)
def test_a_projection_is_no_fact(built: Path, subject: str, english: str, french: str) -> None:
    found = carbondata.compare(subject, "3 t", database=built)
    assert found.sentence().startswith(english)
    assert _plain(found.sentence("fr")).startswith(french)


def test_what_is_avoided_is_an_amount_and_emits_nothing(built: Path) -> None:
    """26.4 kg of 284 t: 0.0093%."""
    found = carbondata.compare("26.4 kg CO2", "284 t", database=built)
    saved = carbondata.compare("car-lifetime-usa", "284 t", database=built).subject.having(
        boundary="avoided",
        name_en="the emissions avoided in a year by replacing one incandescent bulb by an LED",
        name_fr="les émissions évitées en un an en remplaçant une ampoule par une LED",
        emissions_t=0.0264,
        gas="CO2",
    )
    told = replace(found, subject=saved, reasons=())
    assert told.sentence() == (
        "The emissions avoided in a year by replacing one incandescent bulb by an LED amount to "
        "26.4 kg CO2, 0.0093% of 284 t."
    )
    assert _plain(told.sentence("fr")) == (
        "Les émissions évitées en un an en remplaçant une ampoule par une LED représentent 26,4 kg "
        "de CO₂, soit 0,0093 % de 284 t."
    )


def test_the_basis_quotes_what_a_study_counts_and_says_it_in_french(built: Path) -> None:
    found = carbondata.compare("ethereum_proof_of_stake@2022", "ethereum@2022", database=built)
    scope = "Ethereum under proof of stake, at the rate just after September 2022"
    assert f"(GWP not stated, use phase, “{scope}” | ccri-2022, " in basis(found, "en")
    french = (
        "(PRG non précisé, usage seul ; réseau Ethereum en preuve d'enjeu, au rythme qui a "
        "immédiatement suivi septembre 2022 | ccri-2022, "
    )
    assert french in _plain(basis(found, "fr"))


def test_the_basis_of_a_count_says_what_stands_in_the_source(built: Path) -> None:
    """Strubell and others print 284 t: twice that is 568 t."""
    found = carbondata.compare("2*strubell-2019/nas-gpu", "1500*car-km-usa", database=built)
    english, french = (
        basis(found, one).replace("\xa0", "~").replace("\N{MULTIPLICATION SIGN}", "x")
        for one in LANGUAGES
    )
    assert english.startswith(
        "2 x strubell-2019/nas-gpu: 568 t CO2 (operational, location-based | "
    )
    assert "; 1,500 x car-km-usa: " in english
    assert french.startswith(
        "2~x strubell-2019/nas-gpu\u202f: 568~t de CO₂ (électricité utilisée, "
    )
    assert "\u202f; 1\u202f500~x car-km-usa\u202f: " in french


@pytest.mark.parametrize("asked", ["sentence", "to_dict"])
def test_a_language_that_nobody_wrote_is_refused(built: Path, asked: str) -> None:
    found = carbondata.compare("284 t", "SWE@2017", database=built)
    with pytest.raises(QueryError, match="no sentences in 'de', but in en and fr"):
        getattr(found, asked)("de")


@pytest.mark.parametrize(
    ("subject", "english", "french"),
    [
        # What is itself emissions or electricity neither emits nor uses any.
        (
            "person-year-usa",
            "One year of emissions by an inhabitant of the United States (2023) amounts to 17.8 t",
            "Une année d'émissions d'un habitant des États-Unis (2023) représente 17,8 t",
        ),
        # A remark does not repeat what the name begins with; else it stands in brackets.
        (
            "olmo-7b-a100",
            "Training OLMo 7B on A100 emitted 70 t",
            "L'entraînement d'OLMo 7B sur A100 a émis 70 t",
        ),
        # A size that is part of a name stays; one in parentheses is French.
        ("llama-2-34b", "Training Llama 2 34B emitted", "L'entraînement de Llama 2 34B a émis"),
        (
            "gpt-3",
            "Training GPT-3 (175B) emitted",
            "L'entraînement de GPT-3 (175 Md) a émis",
        ),
        (
            "220*ademe-impact-co2/clickcollect",
            "220 click-and-collect orders (15 km by car, 1 kg parcel) emit",
            (
                "220 retraits en magasin d'un achat en ligne (15 km en voiture, colis de 1 kg) "
                "émettent"
            ),
        ),
    ],
)
def test_a_name_fits_its_sentence(built: Path, subject: str, english: str, french: str) -> None:
    found = carbondata.compare(subject, "3 t", database=built)
    assert found.sentence().startswith(english)
    assert _plain(found.sentence("fr")).startswith(french)


@pytest.mark.parametrize(
    ("reference", "english", "french"),
    [
        # ADEME has 30.1 kg a dress (file of July 2026).
        ("ademe-impact-co2/robeenpolyester", " polyester dresses.", " robes en polyester."),
        ("meal-vegan", " vegan meals (France).", " repas végétaliens (France)."),
        ("ademe-impact-co2/ssd", " external SSDs.", " SSD externes."),
        ("le-chat-answer", " answers of 400 tokens from", " réponses de 400 jetons de"),
        ("iphone-16-pro", " iPhone 16 Pros (128 GB).", " iPhone 16 Pro (128 Go)."),
        ("tgv-paris-berlin", " return trips between Paris", " voyages aller-retour entre"),
    ],
)
def test_a_thing_is_counted_in_its_plural(
    built: Path, reference: str, english: str, french: str
) -> None:
    found = carbondata.compare("284 t CO2e", reference, database=built)
    assert english in found.sentence()
    assert french in _plain(found.sentence("fr"))
    # Of less than one of it that is a share of its emissions.
    little = carbondata.compare("1 g CO2e", reference, database=built).sentence()
    assert re.match(r"1 g CO2e is [\d.]+% of the emissions of (?:an?|the) ", little)


def test_both_ends_of_a_range_have_their_word(built: Path) -> None:
    """De Vries-Gao: 32.6 to 79.7 Mt, over 87.1 kg: 374 and 915 million."""
    found = carbondata.compare("ai@2025", "strubell-2019/transformer-big", database=built)
    assert "between 370 million and 920 million times" in found.sentence()
    assert "entre 370 millions et 920 millions de fois" in _plain(found.sentence("fr"))


def test_two_parentheses_in_a_row_become_one(built: Path) -> None:
    found = carbondata.compare("284 t", "international_aviation-swe@2017", database=built)
    assert "l'aviation internationale (Suède, 2017)" in _plain(found.sentence("fr"))


def test_figures_that_are_nearly_alike_have_no_factor() -> None:
    rows = [
        {**dict.fromkeys(ENDS), "measure": "emissions", "emissions_t": t, "gas": "CO2",
         "taken": t == 100.0, "preferred": True, "studies": 1,
         "studies_t_low": 100.0, "studies_t_high": 100.0}
        for t in (100.0, 101.0)
    ]  # fmt: skip
    assert spread(rows, "en").endswith("on every basis: from 100 t CO2 to 101 t CO2")
    rows[1]["emissions_t"] = 150.0
    every = "on every basis: from 100 t CO2 to 150 t CO2, a factor of 1.5"
    assert spread(rows, "en").endswith(every)


@pytest.mark.parametrize("written", ["1e6 t", "1e6t", "1000000 t"])
def test_an_exponent_is_not_for_reading(built: Path, written: str) -> None:
    found = carbondata.compare("284 t", written, database=built)
    assert found.sentence() == "284 t is 0.028% of 1,000,000 t."
    assert _plain(found.sentence("fr")) == "284 t, c'est 0,028 % de 1 000 000 t."


@pytest.mark.parametrize(
    ("run_id", "english", "french"),
    [
        (
            "stable-video-diffusion-2023/stable-video-diffusion@GBR@2023",
            "(both checkpoints, SVD and SVD-XT) on the grid of the United Kingdom in 2023 would",
            "(les deux versions, SVD et SVD-XT) sur le réseau du Royaume-Uni en 2023 aurait",
        ),
        (
            "strubell-2019/elmo@FRA@2020",
            "Training ELMo on the grid of France in 2020 would",
            "L'entraînement d'ELMo sur le réseau de la France en 2020 aurait",
        ),
    ],
)
def test_an_apposition_is_closed_before_the_grid(
    built: Path, run_id: str, english: str, french: str
) -> None:
    found = carbondata.compare(run_id, "1 t", database=built)
    assert english in found.sentence()
    assert french in _plain(found.sentence("fr"))
