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
        (lambda told: sealed({"receipt": told["receipt"]}), "no receipt"),
        (lambda told: sealed({**told, "operands": [None]}), "no receipt"),
        (lambda told: sealed({**told, "sources": {"gcb": 1}}), "no receipt"),
        (lambda told: json.dumps({**told, "verdict": "\ud800"}), "no receipt"),
        (lambda _told: "[1, 2]", "no receipt"),
        (lambda _told: "[" * 100_000, "cannot be read"),
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
    file.write_text(sealed({**told, "ratio": 5.0}), encoding="utf-8")
    # 626155/126000 over 5 is 0.61 % less.
    assert carbondata.verify(file, built).differences == (
        f"ratio: was 5.0, is {told['ratio']} (-0.61%)",
    )


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


def test_other_bytes_of_a_source_are_named(file: Path, other: Path) -> None:
    with duckdb.connect(other) as con:
        con.execute(
            "UPDATE sources SET sha256 = repeat('0', 64) WHERE source_id = 'patterson-2021'"
        )
    (difference,) = carbondata.verify(file, other).differences
    assert difference.startswith("source patterson-2021: other bytes")
    done = run("verify", str(file), "--db", str(other))
    assert (done.returncode, "patterson-2021" in done.stdout) == (1, True)


def test_an_operand_that_is_gone_is_named(file: Path, other: Path) -> None:
    with duckdb.connect(other) as con:
        con.execute("DELETE FROM quantity_names WHERE subject = ?", FIVE_CARS[1:])
    with pytest.raises(carbondata.QueryError, match="no strubell-2019/car-lifetime-usa"):
        carbondata.verify(file, other)


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
    assert several.returncode == 1
    assert "one reference" in several.stderr
    misspelt = run("compare", "strubell-2019/nas-cpu", "SWE", "--receipt", str(file), *at)
    assert misspelt.returncode == 1
    nowhere = run("compare", *FIVE_CARS, "--receipt", str(tmp_path / "none" / "r.json"), *at)
    assert nowhere.returncode == 1
    assert "cannot be written" in nowhere.stderr
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


# What an item of CSL 1.0.2 may hold, of which these are used.
CSL = {
    *("id", "type", "title", "author", "issued", "container-title", "volume", "issue", "page"),
    *("publisher", "DOI", "URL", "note"),
}
CSL_TYPES = {"article-journal", "paper-conference", "chapter", "report", "document"}


def test_every_source_is_an_item_of_csl(con: duckdb.DuckDBPyConnection, built: Path) -> None:
    ids = [one for (one,) in con.execute("SELECT source_id FROM sources ORDER BY 1").fetchall()]
    items = json.loads(carbondata.cite(*ids, style="csl-json", database=built))
    assert [item["id"] for item in items] == ids
    for item in items:
        assert set(item) <= CSL, item["id"]
        assert item["type"] in CSL_TYPES
        assert item["title"]
        ((year,),) = item["issued"]["date-parts"]
        assert 1990 < year < 2030
        for author in item.get("author", []):
            assert set(author) in ({"family", "given"}, {"literal"})
            assert not {"{", "\\"} & set("".join(author.values()))


def test_strubell_is_cited_in_three_styles(built: Path) -> None:
    bibtex, text, csl = (
        carbondata.cite("strubell-2019", style=style, database=built)
        for style in ("bibtex", "text", "csl-json")
    )
    assert bibtex.startswith("@inproceedings{")
    assert "https://doi.org/10.18653/v1/P19-1355" in text
    (item,) = json.loads(csl)
    assert item["DOI"] == "10.18653/v1/P19-1355"
    assert [one["family"] for one in item["author"]] == ["Strubell", "Ganesh", "McCallum"]
    assert item["issued"] == {"date-parts": [[2019]]}


def test_a_quantity_and_a_receipt_cite_what_they_rest_on(built: Path, file: Path) -> None:
    quantity = carbondata.cite("strubell-2019/nas-gpu", style="csl-json", database=built)
    assert [item["id"] for item in json.loads(quantity)] == ["strubell-2019", "patterson-2021"]
    done = run("cite", str(file), "--format", "csl-json", "--db", str(built))
    cited = {item["id"] for item in json.loads(done.stdout)}
    assert cited == set(json.loads(file.read_text(encoding="utf-8"))["sources"])


def test_an_unknown_id_is_refused_with_the_nearest(built: Path) -> None:
    done = run("cite", "strubel-2019", "--db", str(built))
    assert done.returncode == 1
    assert "strubell-2019" in done.stderr
    assert done.stdout == ""


def test_what_is_latex_in_bibtex_is_plain_elsewhere(built: Path) -> None:
    assert "Gütschow, Johannes" in carbondata.cite("unfccc-2018", style="text", database=built)
    text = carbondata.cite("chowdhery-2022", style="text", database=built)
    assert text.startswith("Chowdhery, Aakanksha; et al. (2022).")
