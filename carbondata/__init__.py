"""carbondata: carbon figures across sectors, typed and sourced, to compare AI training with."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from carbondata._version import __version__
from carbondata.errors import CarbondataError, FetchError, QueryError, SourceError
from carbondata.query.connection import connect, sql

if TYPE_CHECKING:
    from carbondata import plot
    from carbondata.forms.lint import lint
    from carbondata.forms.report import report
    from carbondata.model_calls.calls import calls
    from carbondata.pipeline.build import build
    from carbondata.pipeline.updates import check_for_updates
    from carbondata.query.build_diff import changes
    from carbondata.query.cite import cite
    from carbondata.query.claims import claims
    from carbondata.query.compare import compare
    from carbondata.query.compare_many import compare_many
    from carbondata.query.describe import describe, info, sources
    from carbondata.query.explain import explain
    from carbondata.query.find import find
    from carbondata.query.ranking import compare_all, nearest
    from carbondata.query.receipts import receipt, verify
    from carbondata.query.revisions import revisions
    from carbondata.query.studies import studies
    from carbondata.runs.footprint import footprint
    from carbondata.runs.footprints import footprints
    from carbondata.show.page import page

__all__ = [
    "CarbondataError",
    "FetchError",
    "QueryError",
    "SourceError",
    "__version__",
    "build",
    "calls",
    "changes",
    "check_for_updates",
    "cite",
    "claims",
    "compare",
    "compare_all",
    "compare_many",
    "connect",
    "describe",
    "explain",
    "find",
    "footprint",
    "footprints",
    "info",
    "lint",
    "nearest",
    "page",
    "plot",
    "receipt",
    "report",
    "revisions",
    "sources",
    "sql",
    "studies",
    "verify",
]

# Building loads pandera, pyarrow and requests; a question must not wait for them.
_LAZY = {
    "build": "carbondata.pipeline.build",
    "calls": "carbondata.model_calls.calls",
    "cite": "carbondata.query.cite",
    "claims": "carbondata.query.claims",
    "compare": "carbondata.query.compare",
    "compare_all": "carbondata.query.ranking",
    "compare_many": "carbondata.query.compare_many",
    "changes": "carbondata.query.build_diff",
    "check_for_updates": "carbondata.pipeline.updates",
    "describe": "carbondata.query.describe",
    "explain": "carbondata.query.explain",
    "find": "carbondata.query.find",
    "footprint": "carbondata.runs.footprint",
    "footprints": "carbondata.runs.footprints",
    "info": "carbondata.query.describe",
    "lint": "carbondata.forms.lint",
    "load_ipython_extension": "carbondata.query.notebook",
    "nearest": "carbondata.query.ranking",
    "page": "carbondata.show.page",
    "receipt": "carbondata.query.receipts",
    "report": "carbondata.forms.report",
    "revisions": "carbondata.query.revisions",
    "sources": "carbondata.query.describe",
    "studies": "carbondata.query.studies",
    "verify": "carbondata.query.receipts",
}


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return [*__all__]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a public name when it is first asked for."""
    if name == "plot":
        return importlib.import_module("carbondata.plot")
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def _show_tables() -> None:
    """Show Arrow tables as HTML if the package is imported in a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        importlib.import_module("carbondata.query.notebook").load_ipython_extension(shell)


_show_tables()
