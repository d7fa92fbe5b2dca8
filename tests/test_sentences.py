"""What is said of a comparison, in English and French, as it was read and found good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import carbondata
from carbondata.query import layout
from carbondata.tables import vocabulary as tables
from carbondata.text.phrases import keys
from carbondata.text.sentences import basis

# Two languages of ten comparisons. A no-break space is written ~, a narrow one _.
SAID = [
    (
        "strubell-2019/nas-gpu",
        "strubell-2019/car-lifetime-usa",
        (
            "Evolved Transformer (architecture search, scaled to GPUs) emitted 284 t CO2, as "
            "much as 5.0 lifetimes of an average American car, fuel included. Published "
            "figure corrected in 2021 (patterson-2021) to 3.2 t. Caution: the subject was "
            "worked out as if run on graphics processors, each step at full size, not as it "
            "was; one side counts use alone, the other the whole life cycle, manufacture "
            "included; for BLOOM (with and without hardware and idle time), the difference is a "
            "factor of 2.05 (luccioni-2023-bloom); one side counts CO2 alone, the other all "
            "greenhouse gases (CO2e); for France in 2016, the difference is a factor of 1.34 "
            "(unfccc-2018)."
        ),
        (
            "Evolved Transformer (recherche d'architecture, transposée aux GPU) a émis 284~t "
            "de CO₂, autant que 5,0~voitures américaines moyennes (vie entière, carburant "
            "compris). Chiffre publié, corrigé en 2021 (patterson-2021)_; valeur retenue depuis_: "
            "3,2~t. Prudence_: le sujet est hypothétique (exécution sur processeurs "
            "graphiques, chaque étape à pleine taille)_; l'entraînement réel était autre_; "
            "l'un des chiffres ne compte que l'énergie consommée, l'autre tout le cycle de vie, "
            "fabrication comprise_; pour BLOOM (matériel et temps d'inactivité comptés ou non), "
            "l'écart est d'un facteur 2,05 (luccioni-2023-bloom)_; l'un des chiffres ne compte que "
            "le CO₂, l'autre tous les gaz à effet de serre (éq. CO₂)_; pour la France en 2016, "
            "l'écart est d'un facteur 1,34 (unfccc-2018)."
        ),
    ),
    (
        "strubell-2019/transformer-big",
        "flight-new-york-san-francisco",
        (
            "Training Transformer (big) emitted 87.1 kg CO2, 9.7% of the emissions of one "
            "seat on a flight between New York and San Francisco (between 9.7% and 15%). "
            "Caution: one side counts CO2 alone, the other all greenhouse gases (CO2e); for "
            "France in 2016, the difference is a factor of 1.34 (unfccc-2018)."
        ),
        (
            "L'entraînement de Transformer (big) a émis 87,1~kg de CO₂, soit 9,7_% des "
            "émissions d'une place sur un vol entre New York et San Francisco (entre 9,7_% et "
            "15_%). "
            "Prudence_: l'un des chiffres ne compte que le CO₂, l'autre tous les gaz à effet de "
            "serre (éq. CO₂)_; pour la France en 2016, l'écart est d'un facteur 1,34 "
            "(unfccc-2018)."
        ),
    ),
    (
        "mora-2018/bitcoin-2017",
        "SWE@2017",
        (
            "Bitcoin in 2017 emitted 69 Mt CO2e, 1.6 times the emissions of Sweden in 2017 "
            "(between 1.5 and 1.6). Published figure disputed in 2019 (houy-2019). Caution: "
            "one side counts CO2 alone, the other all greenhouse gases (CO2e); for "
            "France in 2016, the difference is a factor of 1.34 (unfccc-2018)."
        ),
        (
            "En 2017, le bitcoin a émis 69~Mt~éq.~CO₂, soit 1,6~fois les émissions de la "
            "Suède en 2017 (entre 1,5 et 1,6). Chiffre publié, contesté en 2019 (houy-2019). "
            "Prudence_: l'un des chiffres ne compte que le CO₂, l'autre tous les gaz à effet de "
            "serre (éq. CO₂)_; pour la France en 2016, l'écart est d'un facteur 1,34 "
            "(unfccc-2018)."
        ),
    ),
    (
        "SWE@2015#unfccc-2017:figure=summed",
        "mora-2018/bitcoin-2017",
        (
            "Sweden in 2015 emitted 56 Mt CO2e, 81% of the emissions of Bitcoin in 2017. The "
            "reference is a published figure disputed in 2019 (houy-2019)."
        ),
        (
            "En 2015, la Suède a émis 56~Mt~éq.~CO₂, soit 81_% des émissions du bitcoin en 2017. "
            "La référence est un chiffre publié, contesté en 2019 (houy-2019)."
        ),
    ),
    (
        "300 kg",
        "tofu",
        "300 kg of emissions is as much as 300 kilograms of plain tofu (France).",
        "300~kg d'émissions, c'est autant que 300~kilogrammes de tofu nature (France).",
    ),
    ("1 Mt", "1 Mt", "Both sides are the same: 1 Mt.", "Les deux côtés sont identiques_: 1~Mt."),
    (
        "284 t CO2e",
        "SWE@2017",
        (
            "284 t CO2e is as much as 2.8 minutes of the emissions of Sweden in 2017 (between "
            "2.6 and 2.8)."
        ),
        (
            "284~t~éq.~CO₂, c'est 2,8~minutes d'émissions de la Suède (2017)_; fourchette_: "
            "de 2,6 à 2,8."
        ),
    ),
    (
        "656347 kWh@USA@2017",
        "person-year-usa",
        (
            "656,347 kWh of electricity on the grid of the United States in 2017 would have "
            "emitted 308 t CO2e, as much as 17 years of emissions by an inhabitant of the "
            "United States (2023). Caution: the two sides are 6 years apart."
        ),
        (
            "656_347~kWh d'électricité sur le réseau des États-Unis en 2017 auraient émis "
            "308~t~éq.~CO₂, autant que 17~années d'émissions d'un habitant des États-Unis "
            "(2023). Prudence_: il y a 6 ans entre les deux chiffres."
        ),
    ),
    (
        "strubell-2019/nas-gpu@FRA@2019",
        "strubell-2019/car-lifetime-usa",
        (
            "Evolved Transformer (architecture search, scaled to GPUs) on the grid of France "
            "in 2019 would have emitted 39.2 t CO2e, 69% of the emissions of one lifetime of "
            "an average American car, fuel included. Published figure corrected "
            "(patterson-2021). Caution: one side counts use alone, the other the whole life "
            "cycle, manufacture included; for BLOOM (with and without hardware and idle time), the "
            "difference is a factor of 2.05 (luccioni-2023-bloom)."
        ),
        (
            "Evolved Transformer (recherche d'architecture, transposée aux GPU) sur le réseau"
            " de la France en 2019 aurait émis 39,2~t~éq.~CO₂, soit 69_% des émissions d'une "
            "voiture américaine moyenne (vie entière, carburant compris). Chiffre publié, corrigé "
            "(patterson-2021). Prudence_: l'un des chiffres ne compte que l'énergie consommée, "
            "l'autre tout le cycle de vie, fabrication comprise_; pour BLOOM (matériel et temps "
            "d'inactivité comptés ou non), l'écart est d'un facteur 2,05 (luccioni-2023-bloom)."
        ),
    ),
    (
        "car-km-usa",
        "SWE@2017",
        (
            "One kilometre in a passenger car (United States) and Sweden in 2017 cannot be "
            "compared: one thing (a kilometre, an hour, a kilogram, a person's year) cannot be "
            "set against the whole year of a country or a sector; say how many (1000*ID)."
        ),
        (
            "Un kilomètre en voiture particulière (États-Unis) et la Suède en 2017 ne se "
            "comparent pas_: une seule unité (un kilomètre, une heure, un kilogramme, l'année "
            "d'une personne) ne se mesure pas à l'année entière d'un pays ou d'un secteur_; dites "
            "combien (1000*ID)."
        ),
    ),
    (
        "aviation@2018#lee-2021",
        "FRA@2018",
        ("Aviation in 2018 emitted 1.03 Gt CO2, 3.2 times the emissions of France in 2018."),
        (
            "En 2018, l'aviation a émis 1,03~Gt de CO₂, soit 3,2~fois les émissions de la "
            "France en 2018."
        ),
    ),
    (
        "ethereum@2022#mcdonald-2022:figure=published",
        "DEU@2022",
        (
            "Ethereum in 2022 emitted 8 Mt CO2, 1.2% of the emissions of Germany in 2022 "
            "(between 0.90% and 1.8%). Caution: the subject is the rate of a day or of a few "
            "months, not of a calendar year."
        ),
        (
            "En 2022, Ethereum a émis 8~Mt de CO₂, soit 1,2_% des émissions de l'Allemagne en"
            " 2022 (entre 0,90_% et 1,8_%). Prudence_: le sujet est le rythme d'un jour ou de"
            " quelques mois, non celui d'une année civile."
        ),
    ),
    (
        "71 t",
        "284 t",
        ("71 t is 25% of 284 t."),
        ("71~t, c'est 25_% de 284~t."),
    ),
]


@pytest.mark.parametrize(("subject", "reference", "english", "french"), SAID)
def test_it_is_said_in_both_languages(
    built: Path, subject: str, reference: str, english: str, french: str
) -> None:
    found = carbondata.compare(subject, reference, database=built)
    assert str(found) == english
    signs = {"~": "\N{NO-BREAK SPACE}", "_": "\N{NARROW NO-BREAK SPACE}"}
    signs["'"] = "\N{RIGHT SINGLE QUOTATION MARK}"
    assert found.sentence("fr") == french.translate(str.maketrans(signs))


@pytest.mark.parametrize(
    ("many", "english", "french"),
    [
        ("0.5", "0.5 times one kilometre in an", "0,5 fois un kilomètre dans une"),
        ("1", "1 kilometre in an", "1 kilomètre dans une"),
        ("1.5", "1.5 kilometres in an", "1,5 kilomètre dans une"),
        ("2000", "2,000 kilometres in an", "2 000 kilomètres dans une"),
    ],
)
def test_what_is_counted_is_in_the_plural_of_its_language(
    built: Path, many: str, english: str, french: str
) -> None:
    found = carbondata.compare(f"{many}*car-km-usa", "284 t", database=built)
    verbs = ("emit", "émettent") if many == "2000" else ("emits", "émet")
    if many == "1.5":
        verbs = ("emit", "émet")
    assert str(found).startswith(f"{english} average American petrol car {verbs[0]} ")
    told = re.sub(r"\s", " ", found.sentence("fr"))
    assert told.startswith(f"{french} voiture américaine moyenne à essence {verbs[1]} ")


@pytest.mark.parametrize(("subject", "reference"), [said[:2] for said in SAID])
def test_french_is_set_as_french(built: Path, subject: str, reference: str) -> None:
    told = carbondata.compare(subject, reference, database=built).sentence("fr")
    # A narrow no-break space before ; : ! ? % and inside guillemets.
    assert not re.search(r"[^\u202f][;:!?%»]|«[^\u202f]", told)
    # A decimal comma, an apostrophe of print, and never CO2e.
    assert not re.search(r"\d[.]\d|CO2|'", told)


@pytest.mark.parametrize(("subject", "reference"), [said[:2] for said in SAID])
def test_a_ratio_has_no_more_digits_than_the_bounds_allow(
    built: Path, subject: str, reference: str
) -> None:
    reading = carbondata.compare(subject, reference, database=built).reading
    assert reading is None or reading.digits <= 2


def test_every_word_of_the_tables_that_is_shown_is_said_in_both_languages() -> None:
    shown = {
        "boundary": tables.RUN_BOUNDARY + tables.PRODUCT_BOUNDARY,
        "accounting": tables.NATION_ACCOUNTING + tables.ELECTRICITY_ACCOUNTING,
        "electricity": tables.ELECTRICITY_BOUNDARY,
        "land_use": tables.LAND_USE,
        "forcing": tables.FORCING,
        "method": tables.METHOD,
        "status": tables.STATUS,
    }
    assert {column: set(keys(f"{column}.")) for column in shown} == {
        column: set(terms) for column, terms in shown.items()
    }


def test_the_basis_is_said_in_french(built: Path) -> None:
    found = carbondata.compare("strubell-2019/nas-gpu", "SWE@2017#gcb", database=built)
    assert "(électricité utilisée, au mix électrique du réseau | strubell-2019" in basis(
        found, "fr"
    )
    assert "(émissions du territoire, hors usage des terres | gcb" in basis(found, "fr")
    assert "(operational, location-based | strubell-2019" in basis(found, "en")


def test_what_is_published_as_bounds_alone_is_told_by_them(built: Path) -> None:
    """De Vries-Gao: 32.6 to 79.7 Mt, no middle; Sweden by GCB 42.355 Mt."""
    found = carbondata.compare("ai@2025", "SWE@2017#gcb", database=built)
    assert found.ratio is None
    assert (found.ratio_low, found.ratio_high) == pytest.approx(
        (32.6 / 42.355424, 79.7 / 42.355424)
    )
    assert found.sentence().startswith(
        "Artificial intelligence in 2025 emitted between 32.6 and 79.7 Mt CO2, "
        "between 0.77 and 1.9 times the emissions of Sweden in 2017."
    )
    assert "soit entre 0,77 et 1,9\u202ffois" in found.sentence("fr").replace("\xa0", "\u202f")
    assert "ai@2025: between 32.6 and 79.7 Mt CO2 (" in basis(found, "en").replace("\xa0", " ")


def test_a_figure_has_one_share_whatever_the_studies_of_the_other_side(built: Path) -> None:
    """Bitcoin 2.77 and 6.75 Mt; what is taken of Sweden is 42.4 Mt: 6.5 and 15.9 %."""
    one, other = (
        carbondata.compare(*pair, database=built).sentence()
        for pair in (("bitcoin@2017", "SWE@2017"), ("SWE@2017", "bitcoin@2017"))
    )
    assert "6.75 Mt CO2e depending on the study, between 6.5% and 16% of the emissions" in one
    assert "Used here: 6.75 Mt CO2e (ccaf-cbeci-2023), or 16%." in one
    assert "between 6.3 and 15 times the emissions of Bitcoin in 2017, depending on the" in other
    assert "(ccaf-cbeci-2023), or 6.3 times." in other


def test_where_the_studies_of_both_sides_differ_those_of_both_are_said(built: Path) -> None:
    found = carbondata.compare("email", "rice-kg", database=built)
    assert ", with the studies of both sides. Used here:" in found.sentence()
    assert ", avec les études des deux côtés. Retenu ici" in found.sentence("fr")


def test_studies_that_are_in_the_range_are_not_told_beside_it(built: Path) -> None:
    """Mora's 69 Mt over 42.4 Mt is 163 %."""
    found = carbondata.compare("bitcoin@2017", "SWE@2017", all_studies=True, database=built)
    assert (
        "and 69 Mt CO2e depending on the study, disputed ones included, between 6.5% and 160% of"
        in found.sentence()
    )
    assert "étude, contestées comprises, soit" in found.sentence("fr")
    assert "mora-2018" not in found.sentence()
    assert "mora-2018" in str([reason.text_en for reason in found.reasons])


def test_an_id_is_never_cut_however_narrow_the_terminal(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    pair = "patterson-2021/transformer-big-p100-iowa", "epa-2020-equivalencies/garbage-truck"
    found = layout.comparison(carbondata.compare(*pair, database=built), "en")
    assert all(name in found for name in pair)
