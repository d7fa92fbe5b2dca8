"""Sphinx settings to build a site from these pages: sphinx-build -W docs site, offline."""

from __future__ import annotations

import sys
from pathlib import Path

import carbondata

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402  (it is next to this file)

generate.write(HERE / "reference" / "built")

project = "carbondata"
author = copyright = "The carbondata maintainers"  # noqa: A001  (Sphinx's word)
version = release = carbondata.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
]
html_theme = "furo"
html_title = f"carbondata {carbondata.__version__}"

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
# Typographic quotes would turn the -- of options into a dash.
smartquotes = False
# Docstrings are in numpydoc style, including the types.
napoleon_google_docstring = False
autodoc_typehints = "none"
