"""Receipts: a comparison that anyone can work out again, and what does not come out the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.query.receipts import write

FIVE_CARS = ("strubell-2019/nas-gpu", "strubell-2019/car-lifetime-usa")
PAIRS = [
    FIVE_CARS,
    ("626155 lb", "284 t CO2e"),
    ("656347 kWh@USA@2017", "SWE@2017#gcb"),
    ("1000*car-km-usa", "SWE"),
    ("10*nas-gpu@FRA@2019", "bitcoin@2017"),
    ("FRA@2013:figure=summed", "mora-2018/bitcoin-2017"),
    ("bitcoin@2021#ccaf-cbeci-2022:figure=at_grid", "ethereum@2022"),
    ("SWE@2017:land_use=included", "FRA@2017:accounting=consumption"),
    ("bitcoin-chn@2024:projection=true", "CHN"),
]


@pytest.fixture
def file(built: Path, tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    write(path, carbondata.compare(*FIVE_CARS, database=built), built)
    return path


@pytest.fixture
def other(built: Path, tmp_path: Path) -> Path:
    """Copy the database, to be changed."""
    path = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", path)
    return path


def sealed(body: dict[str, Any]) -> str:
    """Write a receipt with the hash that fits it, as someone who knows the format could."""
    body = {key: value for key, value in body.items() if key != "sha256"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return json.dumps({**body, "sha256": hashlib.sha256(text.encode()).hexdigest()})


@pytest.mark.parametrize(("subject", "reference"), PAIRS)
def test_it_comes_out_again_to_the_last_digit(
    built: Path, tmp_path: Path, subject: str, reference: str
) -> None:
    found = carbondata.compare(subject, reference, database=built)
    path = tmp_path / "receipt.json"
    write(path, found, built)
    assert carbondata.verify(path, built).differences == ()
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["ratio"] == found.ratio
    assert set(told["sources"]) == set(found.sources())


def test_a_refused_and_forced_one_comes_out_again(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    for force in (False, True):
        found = carbondata.compare("car-km-usa", "SWE@2017", force=force, database=built)
        write(path, found, built)
        assert carbondata.verify(path, built).same
        told = json.loads(path.read_text(encoding="utf-8"))
        assert (told["ratio"] is not None, told["verdict"]) == (force, "refuse")


def test_it_names_each_source_with_hash_licence_and_citation(built: Path) -> None:
    # The grid that gave the factor is a source of the figure, as is who corrected it.
    told = carbondata.receipt(
        carbondata.compare("bitcoin@2017:figure=at_grid", "strubell-2019/nas-gpu", database=built),
        built,
    )
    assert {"owid-energy", "strubell-2019", "patterson-2021"} <= set(told["sources"])
    for source in told["sources"].values():
        # One for each file.
        assert {len(one) for one in source["sha256"].split()} == {64}
        assert source["licence"]
        assert source["citation"].startswith("@")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda told: json.dumps({**told, "ratio": 5.0}), "changed after it was written"),
        (lambda told: json.dumps({**told, "sha256": "0" * 64}), "changed after it was written"),
        (lambda told: sealed({**told, "receipt": 2, "carbondata": "2031.1"}), "carbondata 2031.1"),
        (lambda told: sealed({"receipt": told["receipt"]}), "not a receipt"),
        (lambda told: sealed({**told, "operands": [None]}), "not a receipt"),
        (lambda told: sealed({**told, "sources": {"gcb": 1}}), "not a receipt"),
        (lambda told: json.dumps({**told, "verdict": "\ud800"}), "not a receipt"),
        (lambda _told: "[1, 2]", "not a receipt"),
        (lambda _told: "[" * 100_000, "cannot be read as a receipt: nested too deeply"),
        (lambda _told: " " * 2_000_001, "2000001 bytes, more than the ceiling of 2000000"),
        (lambda _told: '{"receipt": ' + "1" * 9_000, "cannot be read as a receipt: Exceeds the"),
        (
            lambda told: '{"ratio": 99.0, ' + json.dumps(told)[1:],
            "cannot be read as a receipt: 'ratio' appears twice",
        ),
        (
            lambda told: json.dumps(told).replace('"id": ', '"id": "x", "id": ', 1),
            "'id' appears twice",
        ),
        (lambda _told: "{", "cannot be read"),
        (lambda _told: "", "cannot be read"),
    ],
)
def test_what_is_no_receipt_any_more_is_refused_with_exit_code_1(
    built: Path, file: Path, spoil: Callable[[dict[str, Any]], str], message: str
) -> None:
    file.write_text(spoil(json.loads(file.read_text(encoding="utf-8"))), encoding="utf-8")
    with pytest.raises(carbondata.QueryError, match=message):
        carbondata.verify(file, built)
    done = run("verify", str(file), "--db", str(built))
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_forged_number_does_not_come_out_again(built: Path, file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    # 626155/126000 over 5 is 0.61 % less.
    assert _forged(file, built, ratio=5.0) == [f"ratio: was 5.0, is {told['ratio']} (-0.61%)"]


def _forged(file: Path, built: Path, **parts: object) -> list[str]:
    """Put parts in the place of a receipt's own, under a hash that fits, and verify it."""
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(sealed({**told, **parts}), encoding="utf-8")
    return list(carbondata.verify(file, built).differences)


@pytest.mark.parametrize(
    ("part", "forged", "difference"),
    [
        ("ratio_low", 1.0, "ratio_low: was 1.0, is nothing"),
        ("ratio_high", 9.0, "ratio_high: was 9.0, is nothing"),
        ("verdict", "ok", "verdict: was ok, is caution"),
        ("forced", True, "forced: was True, is False"),
        ("reading", "7", "reading: was 7, is 5.0"),
        ("sentence", "No doubt.", "sentence: was No doubt., is Evolved Transformer"),
        ("reasons", "none", "reasons: was none, is ["),
        ("seal", "official", "seal: was official, is nothing"),
        ("sentence", "\x1b[2J\nthe same", "sentence: was  [2J the same, is Evolved"),
    ],
)
def test_each_part_that_is_forged_is_named(
    built: Path, file: Path, part: str, forged: object, difference: str
) -> None:
    (found,) = _forged(file, built, **{part: forged})
    assert found.startswith(difference)
    assert found.isprintable()


def test_of_a_long_sentence_what_differs_is_told(built: Path, file: Path) -> None:
    sentence = json.loads(file.read_text(encoding="utf-8"))["sentence"]
    assert len(sentence) > 200
    (found,) = _forged(file, built, sentence=f"{sentence} Truly.")
    # Twenty letters before the first that differs.
    assert found == f"sentence: was …{sentence[-20:]} Truly., is …{sentence[-20:]}"


def test_reasons_that_were_left_out_added_or_changed_are_named(built: Path, file: Path) -> None:
    reasons = json.loads(file.read_text(encoding="utf-8"))["reasons"]
    found = _forged(file, built, reasons=[])
    assert [one.split(", ")[:3] for one in found] == [
        ["reasons: was nothing", f"is {one['dimension']}", one["side"]] for one in reasons
    ]
    (added,) = _forged(file, built, reasons=[*reasons, {"dimension": "luck", "side": None}])
    assert added == "reasons: was luck, is nothing"
    (changed,) = _forged(file, built, reasons=[{**reasons[0], "outcome": "fine"}, *reasons[1:]])
    assert f"{reasons[0]['dimension']}, {reasons[0]['side']}, fine" in changed
    (turned,) = _forged(file, built, reasons=[*reasons, reasons[0]])
    assert turned == "reasons: the same, but in another order or more than once"


def test_a_forged_side_is_named(built: Path, file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    subject = {**told["subject"], "gas": "CH4", "peer_reviewed": True}
    assert _forged(file, built, subject=subject) == [
        "subject evolved-transformer-search: gas was CH4, is CO2",
        "subject evolved-transformer-search: peer_reviewed was True, is nothing",
    ]


def test_forged_sources_are_named(built: Path, file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))["sources"]
    strubell = {**told["strubell-2019"], "title": "T", "licence": "L", "citation": "C"}
    kept = {one: told[one] for one in told if one != "patterson-2021"}
    forged = {**kept, "strubell-2019": strubell, "nature-2031": {"sha256": ""}}
    found = _forged(file, built, sources=forged)
    assert [one.split(", is ")[0] for one in found] == [
        "source nature-2031: only in the receipt",
        "source patterson-2021: not in the receipt",
        "source strubell-2019: citation was C",
        "source strubell-2019: licence was L",
        "source strubell-2019: title was T",
    ]
    assert _forged(file, built, sources={}) == [
        f"source {one}: not in the receipt" for one in sorted(told)
    ]


def test_what_is_left_out_is_as_null_and_another_version_is_no_difference(
    built: Path, file: Path
) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    subject = {key: value for key, value in told["subject"].items() if key != "forcing"}
    assert told["subject"]["forcing"] is None
    of_then = {"carbondata": "2020.1.0", "data": "2020.01.02+0badcafe"}
    assert _forged(file, built, subject=subject, **of_then) == []
    facts = dict(zip(*carbondata.info(built).to_pydict().values(), strict=True))
    assert _forged(file, built, verdict="ok") == [
        "verdict: was ok, is caution",
        f"carbondata: 2020.1.0 then, {facts['carbondata']} here",
        f"data: 2020.01.02+0badcafe then, {facts['data']} here",
    ]


def test_another_figure_of_an_operand_is_named(file: Path, other: Path) -> None:
    with duckdb.connect(other) as con:
        con.execute(
            "UPDATE quantities SET emissions_t = 114.30527724 WHERE row_id = ?", FIVE_CARS[1:]
        )
    found = carbondata.verify(file, other)
    assert not found.same
    # A car of 252,000 lb halves the ratio.
    assert any("emissions_t was 57.15263862, is 114.30527724" in one for one in found.differences)
    assert any(one.startswith("ratio: ") and "-50.00%" in one for one in found.differences)
    assert not any(one.startswith("subject") for one in found.differences)


@pytest.mark.slow
def test_other_bytes_of_a_source_are_named(file: Path, other: Path) -> None:
    with duckdb.connect(other) as con:
        con.execute(
            "UPDATE sources SET sha256 = repeat('0', 64) WHERE source_id = 'patterson-2021'"
        )
    difference, data = carbondata.verify(file, other).differences
    assert data.startswith("data: ")
    assert difference.startswith("source patterson-2021: other bytes")
    done = run("verify", str(file), "--db", str(other))
    assert (done.returncode, "patterson-2021" in done.stdout) == (1, True)


def test_an_operand_that_is_gone_is_named(file: Path, other: Path) -> None:
    with duckdb.connect(other) as con:
        con.execute("DELETE FROM quantity_names WHERE name = ?", FIVE_CARS[1:])
    with pytest.raises(carbondata.QueryError, match="no 'strubell-2019/car-lifetime-usa'"):
        carbondata.verify(file, other)


@pytest.mark.slow
def test_the_command_writes_and_verifies(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "five cars.json"
    at = ("--db", str(built))
    assert run("compare", *FIVE_CARS, "--receipt", str(path), *at).returncode == 0
    done = run("verify", str(path), *at)
    assert (done.returncode, done.stdout) == (0, "the same to the last digit\n")
    assert run("verify", str(tmp_path / "none.json"), *at).returncode == 2


def test_a_receipt_is_written_whole_or_not_at_all(built: Path, file: Path, tmp_path: Path) -> None:
    old = file.read_bytes()
    at = ("--db", str(built))
    several = run("compare", *FIVE_CARS, "SWE@2017", "--receipt", str(file), *at)
    assert several.returncode == 2
    assert "one reference" in several.stderr
    misspelt = run("compare", "strubell-2019/nas-cpu", "SWE", "--receipt", str(file), *at)
    assert misspelt.returncode == 1
    nowhere = run("compare", *FIVE_CARS, "--receipt", str(tmp_path / "none" / "r.json"), *at)
    assert nowhere.returncode == 1
    assert "cannot be written" in nowhere.stderr
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_one_that_lets_disputed_studies_count_says_so_and_verifies(
    built: Path, tmp_path: Path
) -> None:
    # Mora et al. 2018: 69 Mt, disputed, over Sweden's 42.36 Mt.
    found = carbondata.compare("bitcoin@2017", "SWE@2017", all_studies=True, database=built)
    assert found.ratio_high == pytest.approx(69 / 42.355424, rel=0.01)
    assert "mora-2018" in found.sources()
    assert "disputed" in found.sentence()
    path = tmp_path / "receipt.json"
    made = carbondata.receipt(found, built)
    assert made["ratio_high"] == found.ratio_high
    path.write_text(json.dumps(made), encoding="utf-8")
    assert carbondata.verify(path, built).same
