"""Citations: of sources, of figures and of receipts, in three styles."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import duckdb
import pytest
from conftest import CHECKOUT
from workshop import run

import carbondata
from carbondata.citation import read
from carbondata.pipeline.ingest import manifest
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
    assert [item["id"] for item in items if item["id"] in ids] == ids
    for item in items:
        assert set(item) <= CSL, item["id"]
        assert item["type"] in CSL_TYPES
        assert item["title"]
        # What a source names besides itself may be undated.
        assert "issued" in item or item["id"] not in ids
        for (year,) in item.get("issued", {"date-parts": []})["date-parts"]:
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


def test_two_figures_cite_what_their_comparison_took(built: Path) -> None:
    cited = carbondata.cite("bitcoin@2017", "SWE@2017", database=built)
    sources = carbondata.compare("bitcoin@2017", "SWE@2017", database=built).sources()
    # The range of Bitcoin has studies that are not the one taken.
    assert {"mora-2018", "houy-2019"} <= set(sources)
    assert all(f"{{{source}," in cited for source in ("mora-2018", "houy-2019"))
    # Those that cannot be compared are cited all the same.
    assert "strubell-2019" in carbondata.cite("nas-gpu", "streaming-hour", database=built)


def test_an_unknown_id_is_refused_with_the_nearest(built: Path) -> None:
    done = run("cite", "strubel-2019", "--db", str(built))
    assert done.returncode == 1
    assert "strubell-2019" in done.stderr
    assert done.stdout == ""


def test_what_is_latex_in_bibtex_is_plain_elsewhere(built: Path) -> None:
    assert "Gütschow, Johannes" in carbondata.cite("unfccc-2018", style="text", database=built)
    text = carbondata.cite("chowdhery-2022", style="text", database=built)
    assert text.startswith("Chowdhery, Aakanksha; et al. (2022).")


GOOD = r"author={Gül, A.}, title={A {Big} {\"U}bung \& more}, year={2019}"


@pytest.mark.parametrize(
    "entry",
    [
        f"@misc{{a, {GOOD}}}",
        f"@MISC(a,\n  {GOOD},\n)",
        r'@article{a, Author="G{\"u}l, A.", TITLE = "A {Big} {{\"U}bung} \& more", year = 2019}',
    ],
)
def test_bibtex_is_read_however_it_is_laid_out(entry: str) -> None:
    (found,) = read(entry)
    assert found.fields["title"] == "A Big Übung & more"
    assert (found.fields["year"], found.authors) == ("2019", [{"family": "Gül", "given": "A."}])


BROKEN = {
    "": "without an entry",
    "Gül (2019), A title": "something other than entries: 'Gül",
    "@misc{a, title={T}}": "without year",
    "@misc{a, year={2019}}": "without title",
    "@misc{a, title={T}, year={in press}}": "year is 'in press': write four digits",
    "@misc{a, title={T}, year={²019}}": "year is '²019': write four digits",
    "@misc{a, title={T, year={2019}}": "Unexpectedly reached end of file",
    "@misc{a title={T}}": "Expected comma after entry key",
    "@misc{a](b), title={T}, year={2019}}": "key is 'a](b)': write letters",
    "@misc{a\\input b, title={T}, year={2019}}": "key is 'a",
    "@misc{a, title={T}, title={U}, year={2019}}": "Duplicate field keys on entry: 'title'",
    '@string{t="T"}@misc{a, title=t, year={2019}}': "something other than entries: '@string",
    "@misc{a, title=t, year={2019}}": "title is neither in braces nor in quotes: t",
    '@misc{a, title="T" # " U", year={2019}}': "title is neither in braces nor in quotes",
    "@misc{a, title={T}, year={2019}, crossref={b}}": "refers to another entry with crossref",
    "@misc{a, title={T}, year={2019}, author={A, B, C, D}}": "Too many commas",
    "@misc{a, title={\\ss}, year={2019}}": "LaTeX in its title",
    "@misc{a, title={T}, year={2019}}\n@misc{b, title={U}, year={soon}}": "year is 'soon'",
}


@pytest.mark.parametrize(("entry", "said"), BROKEN.items())
def test_a_citation_that_could_not_be_cited_is_refused_by_the_check(
    tmp_path: Path, entry: str, said: str
) -> None:
    folder = shutil.copytree(CHECKOUT / "sources" / "strubell-2019", tmp_path / "strubell-2019")
    toml = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    changed = (folder / "source.toml").read_text(encoding="utf-8")
    changed = changed.replace(f'"""\n{toml["citation"]}"""', json.dumps(entry))
    (folder / "source.toml").write_text(changed, encoding="utf-8")
    with pytest.raises(carbondata.SourceError) as refused:
        manifest.load(folder)
    (problem,) = refused.value.problems
    assert (problem.where, problem.column) == ("sources/strubell-2019/source.toml", "citation")
    assert said in problem.what if entry else "at least 1 character" in problem.what


def test_each_work_of_a_citation_is_cited_the_source_by_its_id(built: Path) -> None:
    """Once the fields of the second entry went into the first: a paper that nobody wrote."""
    items = json.loads(carbondata.cite("lee-2021", style="csl-json", database=built))
    assert [(item["id"], item["DOI"]) for item in items] == [
        ("lee-2021", "10.1016/j.atmosenv.2020.117834"),
        ("klower-2021", "10.1088/1748-9326/ac286e"),
    ]
    assert items[0]["container-title"] == "Atmospheric Environment"


def test_an_institution_in_braces_is_one_author(built: Path) -> None:
    text = carbondata.cite("fao-2006", style="text", database=built)
    assert text.startswith("Food and Agriculture Organization of the United Nations (2006).")


@pytest.mark.slow
def test_a_broken_citation_of_a_database_from_elsewhere_is_told_in_a_line(
    built: Path, tmp_path: Path
) -> None:
    shutil.copy(built / "carbondata.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "carbondata.duckdb")) as con:
        con.execute("UPDATE sources SET citation = 'no' WHERE source_id = 'strubell-2019'")
    for command in (["cite", "strubell-2019", "-f", "text"], ["page", str(tmp_path / "page.html")]):
        done = run(*command, "--db", str(tmp_path))
        assert (done.returncode, done.stdout) == (1, "")
        assert "the citation of strubell-2019 cannot be parsed: BibTeX with" in done.stderr
    assert not (tmp_path / "page.html").exists()
    assert run("cite", "strubell-2019", "--db", str(tmp_path)).stdout == "no\n"


def test_an_amount_has_no_source_and_that_is_said(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "amounts.json"
    write(path, carbondata.compare("284 t", "3 t", database=built), built)
    for wanted, told, remedy in (
        ("284 t", "'284 t' is an amount", "carbondata sources"),
        (str(path), "names no source", f"carbondata verify {path}"),
    ):
        done = run("cite", wanted, "--db", str(built))
        assert (done.returncode, done.stdout) == (1, "")
        assert told in done.stderr
        assert remedy in done.stderr
    # Electricity on a grid rests on who gave the grid's intensity.
    on_a_grid = carbondata.cite("2 GWh@SWE@2020", style="csl-json", database=built)
    (factor,) = json.loads(on_a_grid)
    assert factor["id"] == "owid-energy"


def test_an_unknown_style_is_refused_with_the_known(built: Path) -> None:
    with pytest.raises(carbondata.QueryError, match=r"'apa'.*choose one of bibtex, text, csl-json"):
        carbondata.cite("strubell-2019", style="apa", database=built)  # type: ignore[arg-type]
