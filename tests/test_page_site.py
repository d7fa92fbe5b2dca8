"""`carbondata page --site`: a folder to host, served on loopback as any web server would."""

from __future__ import annotations

import re
import shutil
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pytest
import reader
from workshop import run

import carbondata
from carbondata import plot
from carbondata.errors import QueryError
from carbondata.show.site import site

pytest.importorskip("vl_convert")
pytestmark = pytest.mark.slow

ADDRESS = "https://example.org/carbon"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    top = tmp_path_factory.mktemp("site") / "carbon"
    site(top, ADDRESS, built)
    return top


def test_each_claim_has_a_page_and_a_picture_in_each_language(folder: Path, built: Path) -> None:
    ids = carbondata.claims(database=built)["claim_id"].to_pylist()
    expected = {
        f"{claim.replace('/', '-')}{language}.{kind}"
        for claim in ids
        for language in ("", ".fr")
        for kind in ("html", "png")
    }
    assert {one.name for one in (folder / "claims").iterdir()} == expected
    png = (folder / "claims" / "article-2019-nlp-five-cars.png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_what_is_shared_says_the_verdict_and_shows_the_picture(folder: Path) -> None:
    text = (folder / "claims" / "article-2019-nlp-five-cars.fr.html").read_text(encoding="utf-8")
    tags = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', text))
    assert tags["title"].startswith("Exagérée d\u2019un facteur 89")
    assert tags["image"] == f"{ADDRESS}/claims/article-2019-nlp-five-cars.fr.png"
    assert tags["url"] == f"{ADDRESS}/claims/article-2019-nlp-five-cars.fr.html"
    assert "<script" not in text


def test_a_reader_without_a_script_is_told_who_by_name(folder: Path) -> None:
    # https://arxiv.org/abs/2104.10350: Patterson and seven others.
    page = (folder / "claims" / "article-2019-nlp-five-cars.html").read_text(encoding="utf-8")
    assert "(Patterson et al., 2021)" in page
    assert "(patterson-2021)" not in page


def test_the_map_of_the_site_names_every_page(folder: Path) -> None:
    root = ET.parse(folder / "sitemap.xml").getroot()  # noqa: S314  (our own file)
    named = {one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = {f"{ADDRESS}/claims/{one.name}" for one in (folder / "claims").glob("*.html")}
    assert named == pages | {f"{ADDRESS}/"}


@pytest.fixture(name="mine")
def _mine(built: Path, tmp_path: Path) -> Path:
    """Copy the database, to be changed."""
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.copy(built / "carbondata.duckdb", mine)
    return mine


def test_an_id_of_a_given_database_is_markup_nowhere(mine: Path, tmp_path: Path) -> None:
    odd = 'x"><img src=q onerror=alert(1)>/../a'
    with duckdb.connect(mine / "carbondata.duckdb") as con:
        for table in ("claims", "claim_checks"):
            change = f"UPDATE {table} SET claim_id = $1 WHERE ends_with(claim_id, '/nlp-five-cars')"
            con.execute(change, [odd])
            con.execute(f"DELETE FROM {table} WHERE claim_id <> $1", [odd])
    address = f'{ADDRESS}/?"><img src=q>'
    pages = [path for path in site(tmp_path / "site", address, mine) if path.suffix == ".html"]
    assert len(pages) == 3
    for path in pages:
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", path.name)
        assert "<img" not in path.read_text(encoding="utf-8"), path


def test_control_marks_of_a_given_database_are_characters(mine: Path, tmp_path: Path) -> None:
    marks = "\x1b]0;x\x07\u202e"
    with duckdb.connect(mine / "carbondata.duckdb") as con:
        con.execute("DELETE FROM claim_checks WHERE NOT ends_with(claim_id, '/nlp-five-cars')")
        for column in ("text_en", "text_fr", "note_en", "note_fr", "who"):
            con.execute(f"UPDATE claim_checks SET {column} = {column} || $1", [marks])
        con.execute("DELETE FROM claims WHERE NOT ends_with(claim_id, '/nlp-five-cars')")
        for table in ("claims", "claim_checks"):
            con.execute(f"UPDATE {table} SET claim_id = claim_id || $1", [marks])
        con.execute("UPDATE familiar SET mark_en = mark_en || $1, mark_fr = mark_fr || $1", [marks])
    plot.save(plot.ruler("gpt-3", database=mine), tmp_path / "ruler.html")
    for path in (tmp_path / "ruler.html", *site(tmp_path / "site", ADDRESS, mine)):
        if path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            assert [ascii(mark) for mark in marks if mark in text and not mark.isprintable()] == []


def test_two_claims_whose_pages_have_one_name_are_refused(built: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.copy(built / "carbondata.duckdb", mine)
    with duckdb.connect(mine / "carbondata.duckdb") as con:
        for name, of in (("a", "nlp-five-cars"), ("a.fr", "sweden-56-mt")):
            for table in ("claims", "claim_checks"):
                change = f"UPDATE {table} SET claim_id = ? WHERE ends_with(claim_id, ?)"
                con.execute(change, [name, f"/{of}"])
    with pytest.raises(QueryError, match=r"two claims would have the page claims/a\.fr\.html"):
        site(tmp_path / "site", ADDRESS, mine)


def test_a_database_without_claims_has_a_site_without_their_pages(
    built: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.copy(built / "carbondata.duckdb", mine)
    with duckdb.connect(mine / "carbondata.duckdb") as con:
        con.execute("DELETE FROM claim_checks")
    assert [path.name for path in site(tmp_path / "site", None, mine)] == ["index.html"]


@reader.needed
def test_a_claim_leads_to_its_card_on_the_page(folder: Path, tmp_path: Path) -> None:
    with reader.reading(folder / "claims" / "article-2019-sweden-56-mt.html", tmp_path) as browser:
        browser.driver.get(browser.page.as_uri())
        assert browser.text(".finding") == "Right in another unit: CO2e"
        browser.click("footer a")
        browser.wait(lambda: browser.run("return 'ready' in document.documentElement.dataset"))
        assert browser.driver.current_url.endswith("#claim=article-2019/sweden-56-mt&lang=en")
        assert not browser.one("#troubles").is_displayed()


def test_the_command_says_how_many_files_and_what_to_do(tmp_path: Path, built: Path) -> None:
    done = run("page", str(tmp_path / "s"), "--site", "--db", str(built))
    count = sum(one.is_file() for one in (tmp_path / "s").rglob("*"))
    assert done.stdout == f"{tmp_path / 's'}: {count} files; put the folder on a web server\n"
    assert not (tmp_path / "s" / "sitemap.xml").exists()
    done = run("page", str(tmp_path / "p.html"), "--url", ADDRESS, "--db", str(built))
    assert done.returncode == 2
    assert "--url has an effect only with --site" in done.stderr


def test_an_address_that_is_none_is_refused(tmp_path: Path, built: Path) -> None:
    with pytest.raises(QueryError, match="'ftp://x' is not an address: begin it with https://"):
        site(tmp_path / "s", "ftp://x", built)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_somebodys_own_is_left_alone(tmp_path: Path, built: Path) -> None:
    own = tmp_path / "own" / "index.html"
    own.parent.mkdir()
    own.write_text("<p>mine</p>")
    with pytest.raises(QueryError, match=r"index\.html is there, and no site of carbondata made"):
        site(own.parent, database=built)
    assert [one.name for one in own.parent.iterdir()] == ["index.html"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "claims").symlink_to(elsewhere)
    with pytest.raises(QueryError, match="claims is there, and no site of carbondata made it"):
        site(tmp_path / "linked", database=built)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["index.html", "sitemap.xml", "claims/article-2019-nlp-284-t.html", "claims/a.png"],
)
def test_no_link_is_followed_and_no_file_of_somebodys_own_replaced(
    tmp_path: Path, built: Path, name: str
) -> None:
    name = name.replace("claims/a.png", "claims/article-2019-nlp-284-t.fr.png")
    folder, mine = tmp_path / "site", tmp_path / "mine"
    (folder / "claims").mkdir(parents=True)
    mine.write_text("precious, and about carbondata")
    (folder / name).symlink_to(mine)
    for _ in range(2):
        with pytest.raises(QueryError, match="is there, and no site of carbondata made it"):
            site(folder, ADDRESS, built)
        assert mine.read_text() == "precious, and about carbondata"
        assert [one.name for one in folder.rglob("*") if not one.is_dir()] == [Path(name).name]
        # Neither is one that is no link.
        (folder / name).unlink()
        (folder / name).write_bytes(mine.read_bytes())


def test_a_site_is_written_over_itself(folder: Path, tmp_path: Path, built: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    first = sorted(one.relative_to(again) for one in again.rglob("*"))
    site(again, ADDRESS, built)
    assert sorted(one.relative_to(again) for one in again.rglob("*")) == first
