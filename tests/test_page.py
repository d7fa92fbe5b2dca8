"""`carbondata page`: one file, closed to the world, the same for the same figures."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from conftest import CHECKOUT
from workshop import run

import carbondata
from carbondata.errors import QueryError
from carbondata.show.figures import SHOWN, packed

PAGE = CHECKOUT / "carbondata" / "show" / "page"
MOST_BYTES = 3_000_000


def test_it_is_one_small_file_that_names_nothing_to_load(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < MOST_BYTES
    assert "{{" not in text.split('id="figures"')[0]
    assert re.findall(r"<(?:script|img|iframe|source)[^>]* src=", text) == []
    assert re.findall(r"<link[^>]*>", text) == ['<link rel="icon" href="data:,">']
    assert "@import" not in text
    assert "url(" not in text
    # Any other character would double what a browser holds of it.
    assert text.isascii()


def test_only_its_own_script_and_style_may_run(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (part,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_its_script_never_writes_markup_nor_runs_text() -> None:
    for path in PAGE.glob("*.mjs"):
        text = path.read_text(encoding="utf-8")
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
        ):
            assert word not in text, path.name


@pytest.mark.slow
def test_the_same_figures_give_the_same_bytes(page: Path, built: Path, tmp_path: Path) -> None:
    carbondata.page(tmp_path / "again.html", database=built)
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_its_figures_are_those_of_the_tables(page: Path, built: Path) -> None:
    (held,) = re.findall(r'id="figures">(.*?)</script>', page.read_text(encoding="utf-8"))
    found = json.loads(held)
    count = carbondata.sql("SELECT count(*) AS rows FROM claims", built)["rows"][0].as_py()
    assert len(found["claims"]) == count
    columns = found["quantities"]
    rows = len(columns["emissions_t"]["values"])
    expected = carbondata.sql(
        f"SELECT count(*) AS rows FROM quantities WHERE {SHOWN}",
        built,
    )
    assert rows == expected["rows"][0].as_py()


def test_no_name_ends_the_element_that_holds_the_figures() -> None:
    text = packed({"name": "</script><!-- <img>", "é": 1.5})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><!-- <img>", "é": 1.5}


def test_what_readers_ask_for_first_can_be_chosen(built: Path) -> None:
    text = (PAGE / "choices.mjs").read_text(encoding="utf-8")
    first = re.findall(r'"([^"]+)"', text.split("FIRST = [")[1].split("]")[0])
    assert len(first) > 10
    found = carbondata.sql("SELECT DISTINCT subject FROM quantities WHERE emissions_t > 0", built)
    assert set(first) <= set(found["subject"].to_pylist())


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, built: Path) -> None:
    with pytest.raises(QueryError, match=r"cannot be written to .*name a file in a folder"):
        carbondata.page(tmp_path / "nowhere" / "page.html", database=built)


@pytest.mark.slow
def test_the_command_says_what_it_wrote(tmp_path: Path, built: Path) -> None:
    file = tmp_path / "page.html"
    done = run("page", str(file), "--db", str(built))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{file}: {file.stat().st_size / 1e6:.1f} MB, open it in a browser\n"
    for folder in (str(tmp_path), ".", ""):
        done = run("page", folder, "--db", str(built))
        assert done.returncode == 1
        assert "is a folder; name a file in it, such as" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
