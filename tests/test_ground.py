"""Which study is taken: written down, never by the alphabet, and the same in either order."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.errors import QueryError, SourceError

PAIRS = 400
SUBJECTS = """
    SELECT DISTINCT subject, year, kind FROM quantities
    WHERE eligible AND measure = 'emissions' ORDER BY ALL"""


def _ask(query: str, built: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = carbondata.sql(query, built).to_pylist()
    return found


@pytest.mark.slow
def test_turning_a_comparison_turns_its_ratio_and_nothing_else(built: Path) -> None:
    by_kind: dict[str, list[str]] = {"annual": [], "event": [], "unit": []}
    for row in _ask(SUBJECTS, built):
        name = str(row["subject"])
        by_kind[str(row["kind"])].append(
            f"{name}@{row['year']}" if row["kind"] == "annual" else name
        )
    dice = random.Random(14)  # noqa: S311  (the same pairs in every run)

    def draw() -> str:
        name = dice.choice(by_kind[dice.choice(list(by_kind))])
        # Half of the years are left open.
        return name.split("@")[0] if dice.random() < 0.5 else name

    compared = 0
    for one, other in ((draw(), draw()) for _ in range(PAIRS)):
        try:
            there = carbondata.compare(one, other, force=True, database=built)
            back = carbondata.compare(other, one, force=True, database=built)
        except QueryError:  # nothing to divide by
            continue
        assert (there.subject, there.reference) == (back.reference, back.subject), (one, other)
        assert there.verdict == back.verdict, (one, other)
        assert {(r.dimension, r.outcome) for r in there.reasons} == {
            (r.dimension, r.outcome) for r in back.reasons
        }
        if there.ratio is None or back.ratio is None:
            continue
        compared += 1
        assert there.ratio * back.ratio == pytest.approx(1, rel=1e-12), (one, other)
        if there.ratio_low is not None and back.ratio_high is not None:
            assert there.ratio_low * back.ratio_high == pytest.approx(1, rel=1e-12), (one, other)
    assert compared > PAIRS * 0.8


def test_the_pair_of_the_report_has_one_ratio(built: Path) -> None:
    # 42.355 Mt (Global Carbon Budget) over 12.94 TWh at the world's mean of 2017, 522 g/kWh.
    there = carbondata.compare("SWE@2017", "bitcoin@2017", database=built)
    assert there.reference.energy_kwh == pytest.approx(12.94e9, rel=1e-3)
    assert there.subject.emissions_t == 42_355_424
    assert there.ratio == pytest.approx(6.2715, rel=1e-3)
    back = carbondata.compare("bitcoin@2017", "SWE@2017", database=built)
    assert back.ratio == pytest.approx(1 / 6.2715, rel=1e-3)


def test_no_default_is_what_nobody_should_take(built: Path) -> None:
    found = _ask(
        """FROM quantities WHERE eligible AND (
          NOT verified OR scenario IS NOT NULL OR status <> 'current' OR as_if IS NOT NULL
          OR coalesce(counts <> 'whole', false) OR emissions_t = 0
          OR coalesce(land_use = 'excluded_with_agriculture', false)
          OR coalesce(accounting = 'market' AND measure = 'emissions', false))""",
        built,
    )
    assert found == []
    rates = _ask(
        """SELECT subject, year FROM quantities WHERE eligible AND kind = 'annual'
        GROUP BY ALL HAVING count(DISTINCT coalesce(period = 'calendar_year', true)) > 1""",
        built,
    )
    assert rates == []


def test_each_basis_of_a_subject_and_year_has_one_study_with_a_reason(built: Path) -> None:
    bases = """subject, CASE kind WHEN 'annual' THEN year END AS of_year, measure, gas,
      CASE WHEN boundary IN ('operational', 'use_phase') THEN 'use'
        WHEN boundary = 'operational_embodied' THEN 'life_cycle' ELSE boundary END AS stage,
      CASE WHEN accounting IN ('territorial', 'consumption', 'market') THEN accounting END AS own,
      forcing, land_use"""
    found = _ask(
        f"""SELECT {bases}, count(*) FILTER (preferred) AS taken FROM quantities WHERE eligible
        GROUP BY ALL HAVING taken <> 1""",
        built,
    )
    assert found == []
    assert _ask("FROM quantities WHERE why IS NULL OR length(why) < 4", built) == []


def test_a_choice_between_studies_is_told_in_a_sentence(built: Path) -> None:
    # Of each basis with several studies: a sentence, not a number or the alphabet.
    found = _ask("SELECT why FROM quantities WHERE preferred AND studies > 1 GROUP BY why", built)
    assert len(found) > 20
    for row in found:
        why = str(row["why"])
        assert why[0].isupper(), why
        assert why.endswith("."), why
        assert "priority" not in why, why


@pytest.mark.parametrize(
    ("operand", "row", "megatonnes"),
    [
        # What the issue lists as wrong before, with the figure that is right.
        ("bitcoin@2017", "ccaf-cbeci-2023/bitcoin-2017", 6.75),
        ("bitcoin@2021", "ccaf-cbeci-2023/bitcoin-2021", 44.0),
        ("bitcoin@2022", "ccaf-cbeci-2023/bitcoin-2022", 46.7),
        ("aviation@2019", "unep-2024/aviation-2019", 1036.5),
        ("aviation@2018", "unep-2024/aviation-2018", 1019.4),
        ("aviation@2010", "unep-2024/aviation-2010", 761.1),
        ("ict@2020", "malmodin-2024/ict-2020", 763.0),
    ],
)
def test_the_headline_of_a_sector_is_the_study_of_an_expert(
    built: Path, operand: str, row: str, megatonnes: float
) -> None:
    taken = carbondata.compare(operand, "1 Mt", database=built).subject
    assert taken.row_id == row
    assert taken.emissions_t / 1e6 == pytest.approx(megatonnes, rel=2e-3)


@pytest.mark.parametrize(
    ("operand", "said"),
    [
        ("ict@2022", "not checked against the source"),
        ("ict@2030", "a projection"),
        ("ict@2015", "not checked"),
        ("networks@2022", "not checked"),
        ("internet@2020", "it counts only part of this"),
        ("facebook-user-year", "market-based: it counts the electricity contracts"),
        ("dalle-mini", "disputed by"),
    ],
)
def test_what_is_barred_is_not_taken_but_named(built: Path, operand: str, said: str) -> None:
    with pytest.raises(QueryError, match=r"(is|is not) used by default") as refused:
        carbondata.compare(operand, "1 Mt", database=built)
    assert said in str(refused.value)
    # The remedy of the message is one.
    remedy = str(refused.value).rsplit(": ", 1)[1]
    picked = carbondata.compare("1 Mt", remedy, force=True, database=built)
    assert not picked.reference.eligible


def test_a_rate_of_contracts_and_an_inventory_without_farming_are_no_traps(built: Path) -> None:
    beside_sweden = carbondata.compare("bitcoin@2022", "SWE@2022", database=built)
    assert beside_sweden.subject.emissions_t < 50e6
    assert beside_sweden.reference.land_use == "excluded"
    llama = carbondata.compare("epoch-models/llama-3-1-405b", "gopher-280b", database=built)
    # Of Gopher nobody gives emissions but as bought by contract: 1,151,280 kWh are all there is.
    assert (llama.subject.measure, llama.reference.energy_kwh) == ("electricity", 1_151_280)
    assert "measure" in {reason.dimension for reason in llama.reasons}
    centres = carbondata.compare("data_centres@2024", "bitcoin@2024", database=built)
    # 415 TWh over 138 TWh.
    assert centres.verdict == "caution"
    assert any(
        reason.dimension == "grid" and "the ratio is 3" in reason.text_en
        for reason in centres.reasons
    )


def test_common_ground_is_found_where_headlines_have_none(built: Path) -> None:
    found = carbondata.compare("ict", "aviation", database=built)
    # 915 TWh at the world's mean of 2020 over 583 Mt.
    assert found.ratio == pytest.approx(0.773, rel=1e-2)
    said = [(reason.dimension, reason.text_en) for reason in found.reasons]
    assert any(dimension == "headline" and "763 Mt" in text for dimension, text in said)
    assert any(dimension == "caveat" and "not a typical year" in text for dimension, text in said)


def test_a_person_of_a_territory_is_not_one_of_a_footprint(built: Path) -> None:
    found = carbondata.compare(
        "unep-2024/person-france-2023", "ademe-impact-co2/francais", database=built
    )
    assert found.verdict == "caution"
    assert "accounting" in {reason.dimension for reason in found.reasons}


def test_with_several_references_a_subject_keeps_one_figure(built: Path) -> None:
    found = carbondata.compare("bloom", "SWE@2022", "car-lifetime-usa", "DEU@2022", database=built)
    assert len({comparison.subject.emissions_t for comparison in found}) == 1


def test_a_year_left_open_is_the_newest_that_both_have(built: Path) -> None:
    found = carbondata.compare("bitcoin", "SWE", database=built)
    years = [
        set(
            carbondata.sql(
                f"SELECT DISTINCT year FROM quantities WHERE subject = '{subject}' AND preferred "
                "AND measure = 'emissions'",
                built,
            )["year"].to_pylist()
        )
        for subject in ("bitcoin", "SWE")
    ]
    assert found.subject.year == found.reference.year == max(years[0] & years[1])


def test_a_training_is_counted_once_in_trainings(built: Path) -> None:
    (counted,) = _ask(
        "SELECT count(*) AS rows, count(DISTINCT subject) AS subjects FROM trainings", built
    )
    assert counted["rows"] == counted["subjects"]
    (gpt3,) = _ask("SELECT run_id FROM trainings WHERE subject = 'gpt-3-175b'", built)
    assert gpt3["run_id"] == "patterson-2021/gpt3-175b"


def test_a_product_made_here_is_never_taken_by_default(built: Path) -> None:
    (counted,) = _ask(
        """SELECT count(*) AS rows, count(*) FILTER (eligible OR preferred) AS taken
        FROM quantities WHERE source_id = 'epoch-models'""",
        built,
    )
    assert counted["rows"] > 100
    assert counted["taken"] == 0
    with pytest.raises(
        QueryError, match=r"to use it all the same, name it:.* epoch-models/grok-3$"
    ):
        carbondata.compare("grok-3", "FRA@2024", database=built)
    with pytest.raises(QueryError, match="; epoch-models/grok-3@USA@2024 is power times"):
        carbondata.compare("grok-3@USA@2024", "FRA@2024", database=built)
    # 109,948,656.202 W for 2,160 h; whoever asks for the row is told what it is.
    found = carbondata.compare("epoch-models/grok-3", "FRA@2024", database=built)
    assert found.subject.figure == "multiplied"
    assert found.subject.energy_kwh == pytest.approx(237_489_097.4)
    assert "worked out here, as the power times the duration" in str(found.reasons)


def test_an_older_edition_is_no_other_opinion(built: Path) -> None:
    # Taiwan by consumption in 1992: 97 Mt in the 2025 edition, 219 Mt in that of 2023.
    both = _ask(
        """SELECT round(max(emissions_t) / min(emissions_t), 1) AS ratio FROM national_emissions
        WHERE area_id = 'TWN' AND year = 1992 AND accounting = 'consumption'""",
        built,
    )
    assert both == [{"ratio": 2.3}]
    assert _ask("FROM disagreements WHERE table_name = 'national_emissions'", built) == []
    grids = _ask("SELECT area_id, lowest_source, highest_source FROM disagreements", built)
    assert {
        "area_id": "KGZ",
        "lowest_source": "ember-2026-10",
        "highest_source": "owid-energy",
    } in (grids)


def test_what_was_carried_back_says_so(built: Path) -> None:
    for year, is_told in ((1959, True), (1960, False)):
        found = carbondata.compare(f"aviation@{year}", f"FRA@{year}", database=built)
        assert any("extrapolated back" in reason.text_en for reason in found.reasons) == is_told


# What a line of sources/carbondata must not say.


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")


def _add(sources: Path, file: str, line: str) -> None:
    path = sources / "carbondata" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        (
            "preferred.csv",
            "mora-2018/bitcoin-2017,published,It is the most cited.,,",
            ["mora-2018/bitcoin-2017", "may not be taken: disputed by houy-2019"],
        ),
        (
            "preferred.csv",
            "calvo-pardo-2022/bitcoin-2017,published,It is published.,,",
            ["nothing decides between", "calvo-pardo-2022/bitcoin-2017", "bitcoin 2017"],
        ),
        (
            "preferred.csv",
            "calvo-pardo-2022/bitcoin-2071,published,It is published.,,",
            ["calvo-pardo-2022/bitcoin-2071", "neither a source nor a row"],
        ),
        (
            "caveats.csv",
            "nothing,bitcoin,,calvo-pardo-2022/bitcoin-2071,of nothing,de rien",
            ["calvo-pardo-2022/bitcoin-2071", "a caveat for no figure of bitcoin"],
        ),
        (
            "names.csv",
            "GPT3,bloom-176b,,alias,,",
            ["name GPT3", "it is also a name of gpt-3-175b"],
        ),
    ],
)
def test_a_decision_that_contradicts_is_refused_by_name(
    sources: Path, tmp_path: Path, file: str, line: str, said: list[str]
) -> None:
    _add(sources, file, line)
    with pytest.raises(SourceError) as refused:
        carbondata.build(tmp_path / "out", sources=sources)
    for part in said:
        assert part in str(refused.value)


@pytest.mark.slow
def test_a_tie_that_nothing_decides_stops_the_build(sources: Path, tmp_path: Path) -> None:
    path = sources / "carbondata" / "preferred.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if "malmodin-2010-2007" not in line),
        encoding="utf-8",
    )
    with pytest.raises(SourceError, match=r"nothing decides between .* of data_centres 2007"):
        carbondata.build(tmp_path / "out", sources=sources)


@pytest.mark.slow
def test_a_part_of_itself_is_refused(sources: Path, tmp_path: Path) -> None:
    path = sources / "morrison-2025" / "training_runs.csv"
    text = path.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("morrison-2025/all,")]
    assert len(rows) == 1
    columns = text.splitlines()[0].split(",")
    cells = rows[0].split(",")
    assert cells[columns.index("part_of")] == "" or '"' in rows[0]
    at = rows[0].replace("development,,", "development,morrison-2025/final-runs,", 1)
    assert at != rows[0]
    path.write_text(text.replace(rows[0], at), encoding="utf-8")
    with pytest.raises(SourceError, match="part of itself, through its totals"):
        carbondata.build(tmp_path / "out", sources=sources)
