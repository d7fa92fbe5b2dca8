"""The name of an equivalent can stand in a sentence: "as much as 5.0 x a night in a hotel"."""

from __future__ import annotations

import duckdb
import pytest

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


def test_only_ways_of_delivery_lack_an_english_name(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT DISTINCT source_id, category FROM equivalents
        WHERE name_fr IS NULL OR name_en IS NULL"""
    assert con.execute(query).fetchall() == [("ademe-impact-co2", "Livraison")]
    query = "SELECT count(*) FROM equivalents WHERE name_fr IS NULL"
    assert con.execute(query).fetchall() == [(0,)]


# The labels of the file: "Échalote", "Huitres", "Haricots rouges", "SSD externe", "T-shirt en
# polyester", "Clef usb", "Pompe à chaleur", "A/R Lille - Nîmes en voiture".
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("echalote", "un kilogramme d'échalote"),
        ("huitres", "un kilogramme d'huitres"),
        ("haricotsrouges", "un kilogramme de haricots rouges"),
        ("ssd", "un SSD externe"),
        ("tshirtenpolyester", "un T-shirt en polyester"),
        ("clefusb", "une clef usb"),
        ("pompeachaleur", "un an de chauffage d'un mètre carré (pompe à chaleur)"),
        ("voiture-lille-nimes", "un aller-retour Lille-Nîmes dans une voiture thermique"),
    ],
)
def test_a_french_label_becomes_a_name(
    con: duckdb.DuckDBPyConnection, name: str, said: str
) -> None:
    query = "SELECT name_fr FROM equivalents WHERE equivalent_id = 'ademe-impact-co2/' || ?"
    assert con.execute(query, [name]).fetchall() == [(said,)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ail", "one kilogram of garlic (France)"),
        ("soda", "one litre of fizzy drink (France)"),
        ("lavelinge", "a washing machine"),
        ("voiture-grandeberline-essence", "one kilometre in an SUV-sized petrol car (France)"),
        (
            "voiture-citadine-electrique+4",
            "one kilometre in a small battery electric car shared by five (France), one of them",
        ),
        (
            "voiturethermique+1",
            "one kilometre in a combustion-engine car shared by two (France), one of them",
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
    query = """SELECT source_id, name_en FROM equivalents WHERE name_en IS NOT NULL
        GROUP BY source_id, name_en, year HAVING count(*) > 1"""
    assert con.execute(query).fetchall() == []
