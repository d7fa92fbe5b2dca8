"""What people type leads to what they mean: names, find, errors, completion."""

from __future__ import annotations

from pathlib import Path

import pytest

import carbondata
from carbondata.errors import QueryError


def _ids(words: str, built: Path) -> list[str]:
    return list(carbondata.find(words, built)["id"].to_pylist())


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("half an hour of Netflix", "streaming-hour"),
        ("one Bitcoin payment", "bitcoin-payment"),
        ("voitures", "car-lifetime-usa"),
        ("Suède", "SWE"),
        ("SUEDE", "SWE"),
        ("Allemagne", "DEU"),
        ("numérique", "ict"),
        ("gpt 3", "gpt-3-175b"),
        ("flight Paris New York", "flight-paris-new-york"),
        ("New York Paris flight", "flight-paris-new-york"),
        ("vol Paris-New York", "flight-paris-new-york"),
        ("iphone 16 pro", "iphone-16-pro"),
        # Little words weigh nothing; those that are the code of a place do.
        ("La Suède", "SWE"),
        ("a day of the internet", "internet"),
        ("the carbon footprint of a flight from Paris to New York", "flight-paris-new-york"),
        ("AND", "AND"),
    ],
)
def test_words_lead_to_the_subject_first(built: Path, words: str, first: str) -> None:
    assert _ids(words, built)[0] == first


@pytest.mark.parametrize(
    ("words", "somewhere"),
    [
        ("ChatGPT", "gemini-prompt"),
        ("ChatGPT", "le-chat-answer"),
        ("question to ChatGPT", "claims-press/chatgpt-034-wh"),
        ("one Bitcoin payment", "claims-press/bitcoin-payment-906-kwh"),
        ("half an hour of Netflix", "claims-press/netflix-half-hour"),
        ("five cars", "article-2019/nlp-five-cars"),
        ("Strubell", "strubell-2019"),
        ("Bitcion", "bitcoin"),
    ],
)
def test_words_lead_to_claims_sources_and_despite_a_slip(
    built: Path, words: str, somewhere: str
) -> None:
    assert somewhere in _ids(words, built)


def test_find_gives_the_figure_that_is_taken(built: Path) -> None:
    (row,) = [
        row
        for row in carbondata.find("streaming", built).to_pylist()
        if row["id"] == "streaming-hour"
    ]
    # Carbon Trust 2021: 55 g CO2e an hour.
    assert (row["emissions_t"], row["gas"], row["source_id"]) == (
        5.5e-5,
        "CO2e",
        "carbon-trust-2021",
    )


def test_in_sql_the_same_comes_out(built: Path) -> None:
    there = carbondata.sql("FROM find('half an hour of Netflix')", built)
    assert there.equals(carbondata.find("half an hour of Netflix", built))


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqq xxyyzz", "of", "de la", "the"])
def test_what_nothing_fits_is_said(built: Path, words: str) -> None:
    with pytest.raises(QueryError):
        carbondata.find(words, built)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("netflix-hour", "streaming-hour"),
        ("the Sweden of the north", "SWE"),
        ("claude-query", "gemini-prompt"),
        ("bitcoin transfer", "bitcoin-payment"),
    ],
)
def test_an_error_ends_with_what_find_says(built: Path, name: str, found: str) -> None:
    with pytest.raises(QueryError, match=r"^there is no .*; did you mean ") as refused:
        carbondata.compare(name, "1 t", database=built)
    assert found in str(refused.value)


@pytest.mark.parametrize(("area", "found"), [("Allemagn", "DEU"), ("Scotland", "GBR")])
def test_an_area_that_is_none_is_found_by_its_name(built: Path, area: str, found: str) -> None:
    with pytest.raises(QueryError, match=f"there is no area '{area}'; did you mean .*{found}"):
        carbondata.footprint(
            energy_kwh=1, energy_scope="server", year=2023, area=area, database=built
        )


def test_a_word_of_several_says_what_it_was_taken_for_and_names_the_others(built: Path) -> None:
    found = carbondata.compare("bloom", "1 t", database=built)
    assert found.subject.subject == "bloom-176b"
    (said,) = [reason for reason in found.reasons if reason.dimension == "name"]
    assert "the subject is understood as bloom-176b." in said.text_en
    assert "bloom-7b1" in said.text_en
    assert "le mot est pris ici au sens de « bloom-176b »" in said.text_fr


def test_a_word_without_a_favourite_stays_an_error_with_candidates(built: Path) -> None:
    with pytest.raises(QueryError, match="could be any of"):
        carbondata.compare("llama", "1 t", database=built)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gpt-3", "voiture"),
        ("GPT3", "cars"),
        ("Llama 3.1 405B", "Islande"),
        ("BTC@2017", "Suède"),
        ("UE@2018", "Allemagne"),
        ("avion@2019", "monde"),
        ("digital@2020", "numérique@2020"),
    ],
)
def test_subjects_are_asked_for_in_the_words_of_people(built: Path, one: str, other: str) -> None:
    assert carbondata.compare(one, other, database=built).ratio is not None


def test_the_ids_of_rows_keep_working(built: Path) -> None:
    ids = carbondata.sql(
        """SELECT run_id AS id, subject FROM training_runs WHERE verified AND emissions_t > 0
        UNION ALL SELECT equivalent_id, subject FROM equivalents WHERE emissions_t > 0
        ORDER BY hash(id) LIMIT 60""",
        built,
    ).to_pylist()
    assert len(ids) == 60
    for row in ids:
        taken = carbondata.compare("1 t", row["id"], force=True, database=built).reference
        assert (taken.row_id, taken.subject) == (row["id"], row["subject"])


@pytest.mark.parametrize("many", [0, -1, 1.5])
def test_the_nearest_are_one_or_more(built: Path, many: int) -> None:
    with pytest.raises(QueryError, match="is a whole number from 1, not"):
        carbondata.nearest("gpt-3", many, built)


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("tokyo", "Togo"),
        ("deforestation", "aviation"),
        ("cement", "clementine"),
        ("iron", "IRN"),
        ("claude-3-7-sonnet", "reineclaude"),
        ("nothing-here", "beef"),
    ],
)
def test_what_only_looks_alike_is_not_suggested(built: Path, word: str, never: str) -> None:
    with pytest.raises(QueryError) as refused:
        carbondata.compare(word, "SWE@2017", database=built)
    assert never not in str(refused.value)


def test_a_place_is_suggested_once_and_no_place_as_a_source(built: Path) -> None:
    with pytest.raises(QueryError) as refused:
        carbondata.compare("Yemenn", "SWE@2017", database=built)
    assert str(refused.value).count("Yemen") + str(refused.value).count("YEM") == 2
    with pytest.raises(QueryError, match="'no-such'; `carbondata sources` lists them all"):
        carbondata.sources("no-such", built)
