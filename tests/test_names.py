"""Names: an equivalent's stands in a sentence; one that is not known suggests what is like it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import carbondata
from carbondata.names import nearest

BEGINS = {
    "name_en": "^(a|an|one|the) ",
    "name_fr": "^((un|une|le|la|les) |l')",
}


@pytest.mark.parametrize("column", BEGINS)
def test_every_name_begins_with_its_article_or_number(
    con: duckdb.DuckDBPyConnection, column: str
) -> None:
    query = f"""SELECT equivalent_id, {column} FROM equivalents
        WHERE NOT regexp_matches({column}, ?) OR {column} <> trim({column})"""
    assert con.execute(query, [BEGINS[column]]).fetchall() == []


def test_every_equivalent_has_a_name_in_both_languages(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT equivalent_id FROM equivalents
        WHERE trim(coalesce(name_en, '')) = '' OR trim(coalesce(name_fr, '')) = ''"""
    assert con.execute(query).fetchall() == []


def test_a_delivery_can_be_compared(built: Path) -> None:
    # The file says 5.098005129272797 kg CO2e.
    found = carbondata.compare("ademe-impact-co2/magasin2kg", "SWE@2019", database=built)
    assert found.sentence().startswith(
        "A purchase in a shop (15 km by car, 2 kg parcel) emits 5.1 kg CO2e, as much as"
    )


# The labels of the file: "Échalote", "Huitres", "Haricots rouges", "SSD externe", "T-shirt en
# polyester", "Clef usb", "Pompe à chaleur", "A/R Lille - Nîmes en voiture".
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("echalote", "un kilogramme d'échalotes (France)"),
        ("huitres", "un kilogramme d'huîtres (France)"),
        ("haricotsrouges", "un kilogramme de haricots rouges (France)"),
        ("oeuf", "un kilogramme d'œufs (France)"),
        ("ssd", "un SSD externe"),
        ("tshirtenpolyester", "un T-shirt en polyester"),
        ("clefusb", "une clé USB"),
        ("pompeachaleur", "une année de chauffage d'un mètre carré (France, pompe à chaleur)"),
        ("magasin2kg", "un achat en magasin (15 km en voiture, colis de 2 kg)"),
        (
            "voiture-compact-diesel",
            "un kilomètre dans une voiture diesel de taille moyenne (France)",
        ),
        (
            "voiture-citadine-electrique+1",
            (
                "un kilomètre par personne dans une petite voiture électrique "
                "partagée à deux (France)"
            ),
        ),
        (
            "voiture-grandeberline-hybriderechargeable+4",
            "un kilomètre par personne dans un SUV hybride rechargeable partagé à cinq (France)",
        ),
        (
            "voiture-lille-nimes",
            "un voyage aller-retour entre Lille et Nîmes dans une voiture thermique",
        ),
    ],
)
def test_a_french_label_becomes_a_name(
    con: duckdb.DuckDBPyConnection, name: str, said: str
) -> None:
    query = "SELECT name_fr FROM equivalents WHERE equivalent_id = 'ademe-impact-co2/' || ?"
    assert con.execute(query, [name]).fetchall() == [(said,)]


def test_a_place_is_named_in_both_languages_or_in_neither(
    con: duckdb.DuckDBPyConnection,
) -> None:
    query = """SELECT equivalent_id, name_en, name_fr FROM equivalents
        WHERE contains(name_en, '(France') <> contains(name_fr, '(France')"""
    assert con.execute(query).fetchall() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ail", "one kilogram of garlic (France)"),
        ("soda", "one litre of fizzy drink (France)"),
        ("lavelinge", "a washing machine"),
        ("clickcollect", "a click-and-collect order (15 km by car, 1 kg parcel)"),
        ("livraisondomicile30kg", "a home delivery (30 kg parcel)"),
        ("magasindouce15kg", "a purchase in a shop (on foot, 15 kg parcel)"),
        ("pointrelais2kg", "a delivery to a pick-up point (3.5 km by car, 2 kg parcel)"),
        ("voiture-grandeberline-essence", "one kilometre in an SUV-sized petrol car (France)"),
        (
            "voiture-citadine-electrique+4",
            "one passenger-kilometre in a small battery electric car carrying five (France)",
        ),
        (
            "voiturethermique+1",
            "one passenger-kilometre in a combustion-engine car carrying two (France)",
        ),
    ],
)
def test_an_english_name_says_the_unit(
    con: duckdb.DuckDBPyConnection, name: str, said: str
) -> None:
    query = "SELECT name_en FROM equivalents WHERE equivalent_id = 'ademe-impact-co2/' || ?"
    assert con.execute(query, [name]).fetchall() == [(said,)]


def test_no_two_figures_of_a_source_share_a_name_unless_of_two_years(
    con: duckdb.DuckDBPyConnection,
) -> None:
    query = """SELECT source_id, name_en FROM equivalents
        GROUP BY source_id, name_en, year HAVING count(*) > 1"""
    assert con.execute(query).fetchall() == []


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("swden", "Sweden"),
        ("Allemagn", "Allemagne"),
        ("allemagne ", "Allemagne"),
        ("suede", "Suède"),
        ("cote d'ivoire", "Côte d'Ivoire"),
        ("untied states", "United States"),
    ],
)
def test_a_name_that_is_nearly_one_suggests_it(
    con: duckdb.DuckDBPyConnection, name: str, first: str
) -> None:
    assert nearest(name, _areas(con))[0] == first


@pytest.mark.parametrize("name", ["foo bar", "", "x", "日本", "😀", "'; DROP TABLE areas; --"])
def test_nonsense_suggests_nothing(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert nearest(name, _areas(con)) == []


def _areas(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute("SELECT unnest([name_en, name_fr]) AS name FROM areas").fetchall()
    return [name for (name,) in rows if name is not None]


# Words of remarks about a run, which are no part of a model's name.
ENGLISH = "all|and|as|at|both|first|fine-tuning|on|pre-training|runs?|the|trained|whole|with"


def test_no_remark_about_a_run_stays_english(con: duckdb.DuckDBPyConnection) -> None:
    """What is new needs its French in model_fr; Epoch AI's labels are names."""
    query = f"""SELECT run_id, name_fr FROM run_electricity
        WHERE source_id <> 'epoch-models' AND regexp_matches(name_fr, '\\b({ENGLISH})\\b')"""
    assert con.execute(query).fetchall() == [], "give its French name in the column model_fr"


@pytest.mark.parametrize(
    ("name", "bracketed"),
    [
        ("OLMo, development runs", "OLMo (development runs)"),
        ("ViT Huge on ImageNet", "ViT Huge on ImageNet"),
        ("Gemma 3 (all sizes)", "Gemma 3 (all sizes)"),
        # A comma in brackets or in a number is part of the name.
        ("A (b, c), as first printed", "A (b, c; as first printed)"),
        ("un modèle de 6,1 milliards, arrêté tôt", "un modèle de 6,1 milliards (arrêté tôt)"),
        ("Scal3R, both variants (1B and 2B)", "Scal3R (both variants, 1B and 2B)"),
    ],
)
def test_what_is_said_of_a_model_stands_in_brackets(
    con: duckdb.DuckDBPyConnection, name: str, bracketed: str
) -> None:
    """A verb or a grid follows: OLMo (development runs) emitted."""
    query = "SELECT remarked(unremarked($1), $1)"
    assert con.execute(query, [name]).fetchall() == [(bracketed,)]
