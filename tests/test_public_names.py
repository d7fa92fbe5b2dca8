"""What `import carbondata` offers: its public names, by dir() and by the tab key of a notebook."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import carbondata
from carbondata import plot


def test_dir_knows_every_public_name_before_any_is_loaded() -> None:
    command = [sys.executable, "-c", "import carbondata; print(*dir(carbondata))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(carbondata.__all__)
    # Its files are no names of the package, though Python puts them there once they are loaded.
    assert "query" not in dir(carbondata)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in carbondata.__all__:
        assert name == "__version__" or inspect.getdoc(getattr(carbondata, name)), name


def test_the_charts_are_named_and_not_the_files_they_are_drawn_in() -> None:
    charts = ["claim", "compare", "elsewhere", "map", "nation", "ruler", "runs", "size", "studies"]
    assert dir(plot) == sorted([*charts, "save"])


def test_the_tab_key_completes_them_and_what_a_comparison_has() -> None:
    completer = pytest.importorskip("IPython.core.completer")
    found = carbondata.compare("gpt-3", "voiture")
    tab = completer.Completer(namespace={"carbondata": carbondata, "found": found})
    public = {f"carbondata.{name}" for name in carbondata.__all__ if name[0] != "_"}
    offered = set(tab.attr_matches("carbondata."))
    assert {name for name in offered if "._" not in name} == public
    assert "carbondata.compare_all" in tab.attr_matches("carbondata.com")
    assert {"found.ratio", "found.verdict", "found.sentence"} <= set(tab.attr_matches("found."))
    assert "found.subject.emissions_t" in tab.attr_matches("found.subject.emi")
