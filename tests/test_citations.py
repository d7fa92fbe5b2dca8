"""Citations: of sources, of figures and of receipts, in three styles."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.query.receipts import write

FIVE_CARS = ("strubell-2019/nas-gpu", "strubell-2019/car-lifetime-usa")


@pytest.fixture
def file(built: Path, tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    write(path, carbondata.compare(*FIVE_CARS, database=built), built)
    return path


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


def test_an_amount_has_no_source_and_that_is_said(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "amounts.json"
    write(path, carbondata.compare("284 t", "3 t", database=built), built)
    for wanted, told in (("284 t", "'284 t' is an amount"), (str(path), "names no source")):
        done = run("cite", wanted, "--db", str(built))
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
        assert "try: carbondata" in done.stderr
    # Electricity on a grid rests on who gave the grid's intensity.
    on_a_grid = carbondata.cite("2 GWh@SWE@2020", style="csl-json", database=built)
    (factor,) = json.loads(on_a_grid)
    assert factor["id"] == "owid-energy"


def test_an_unknown_style_is_refused_with_the_known(built: Path) -> None:
    with pytest.raises(carbondata.QueryError, match=r"'apa'.*known: bibtex, text, csl-json"):
        carbondata.cite("strubell-2019", style="apa", database=built)  # type: ignore[arg-type]
