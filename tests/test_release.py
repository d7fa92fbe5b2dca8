"""A release: what is none is refused in a line with a remedy; the rehearsal makes and asks one."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import CHECKOUT

SCRIPT = CHECKOUT / ".github" / "release.py"


@pytest.fixture(name="release", scope="module")
def _release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path) -> Path:
    (tmp_path / "carbondata").mkdir()
    (tmp_path / "carbondata" / "_version.py").write_text('__version__ = "2027.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 2027.1.0 (2027-01-15)\n\n- New.\n\n## 2026.12.0 (2026-12-01)\n\n- Old.\n"
    )
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def test_the_notes_are_the_part_of_the_changelog(release: ModuleType, checkout: Path) -> None:
    release.refuse_what_is_no_release(checkout, "v2027.1.0")
    assert release.notes(checkout, "2027.1.0") == "- New.\n"


def test_the_citation_of_a_release_has_its_address_and_doi(
    release: ModuleType, tmp_path: Path
) -> None:
    pytest.importorskip("check_jsonschema")
    url, doi = "https://example.org/carbondata", "10.5281/zenodo.123"
    text = release.citation(CHECKOUT, url=url, doi=doi)
    assert text.endswith(f"\nurl: {url}\nrepository-code: {url}\ndoi: {doi}\n")
    assert "#" not in text
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [str(program), "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    # No DOI before the first release is archived.
    assert "doi" not in release.citation(CHECKOUT, url=url, doi="")


def test_what_is_no_release_is_refused(release: ModuleType, checkout: Path) -> None:
    with pytest.raises(SystemExit, match=r"v2027\.1 is not v2027\.1\.0\n  remedy: tag v2027\.1\.0"):
        release.refuse_what_is_no_release(checkout, "v2027.1")
    (checkout / "stray").touch()
    with pytest.raises(SystemExit, match=r"has changes:\n\?\? stray\n  remedy: commit"):
        release.refuse_what_is_no_release(checkout, "v2027.1.0")
    (checkout / "stray").unlink()
    with pytest.raises(SystemExit, match=r"no heading ## 2027\.2\.0\n  remedy: write"):
        release.notes(checkout, "2027.2.0")
    (checkout / "CHANGELOG.md").write_text("## 2027.1.0 (unreleased)\n\n- New.\n")
    with pytest.raises(SystemExit, match=r"calls 2027\.1\.0 unreleased\n  remedy: write the date"):
        release.notes(checkout, "2027.1.0")


def test_two_builds_that_differ_are_refused(release: ModuleType, tmp_path: Path) -> None:
    for name, content in (("one", "a"), ("two", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.whl").write_text(content)
    with pytest.raises(SystemExit, match=r"two builds of x\.whl differ"):
        release.refuse_differences(tmp_path / "one", tmp_path / "two")


def test_the_script_says_what_it_does() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=True
    )
    assert "--out" in done.stdout
