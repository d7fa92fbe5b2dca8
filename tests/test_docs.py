"""The README and docs/ keep their word: code blocks run, and print what stands below them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pages
import pytest
from conftest import CHECKOUT
from pages import DATA, MARKS, blocks, lacks, name, on_any_day, paths, told

import carbondata

PAGES = pytest.mark.parametrize("path", paths(), ids=name)
RUN = {"sh", "sql", "python", "r"}
# All that is not run, by page and first line; the list is to stay as short as it is.
NOT_RUN = {
    ("README.md", "setup"): 2,
    ("docs/tutorial.md", "setup"): 1,
    ("docs/how-to/assistant.md", "setup"): 1,
    ("docs/index.md", "setup"): 1,
    ("docs/how-to/https.md", "network"): 1,
    ("docs/how-to/refresh.md", "network"): 1,
}
# Where links may lead, apart from the sources' own pages.
HOSTS = {"github.com"}


@pytest.mark.slow
@PAGES
def test_a_page_runs_and_prints_what_it_says(path: Path, built: Path, tmp_path: Path) -> None:
    for file in built.glob("carbondata.duckdb*"):
        shutil.copy(file, tmp_path)
    for block, output in told(path, tmp_path):
        if output is not None and block.printed is not None:
            again = "python docs/pages.py writes the outputs of today"
            assert on_any_day(output) == on_any_day(block.printed), f"{block}: {again}"
    missing = {lack for block in blocks(path) if (lack := lacks(block))}
    if missing:
        pytest.skip(f"not run to the end: there is no {', '.join(sorted(missing))}")


def test_every_block_of_code_names_a_language_that_is_run() -> None:
    every = [block for path in paths() for block in blocks(path)]
    assert [str(block) for block in every if block.language not in RUN | DATA] == []
    assert [str(block) for block in every if block.mark not in {"", *MARKS}] == []


def test_what_is_not_run_is_listed_here() -> None:
    found: dict[tuple[str, str], int] = {}
    for block in (block for path in paths() for block in blocks(path) if block.mark):
        found[block.page, block.mark] = found.get((block.page, block.mark), 0) + 1
    assert found == NOT_RUN


def test_links_lead_somewhere() -> None:
    homes = carbondata.sql("SELECT DISTINCT homepage FROM sources")["homepage"].to_pylist()
    known = HOSTS | {urlsplit(home).netloc for home in homes}

    def leads(path: Path, target: str) -> bool:
        there = urlsplit(target)
        if there.scheme:
            return there.scheme == "https" and there.netloc in known
        # Sphinx checks those to what it builds.
        is_checked_here = there.path and "built" not in Path(there.path).parts
        return not is_checked_here or (path.parent / there.path).exists()

    links = [(path, target) for path in paths() for target in targets(path)]
    assert len(links) > 20
    assert [(name(path), target) for path, target in links if not leads(path, target)] == []


def targets(path: Path) -> list[str]:
    """Return where the links of a page lead."""
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"\]\(([^)\s]+)\)", prose)


def test_the_readme_lists_the_tables_with_their_rows() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    start, end = pages.TABLES
    printed = readme.partition(f"{start}\n")[2].partition(f"\n{end}")[0]
    assert printed == pages.table_of_tables(), "python docs/pages.py README.md"
