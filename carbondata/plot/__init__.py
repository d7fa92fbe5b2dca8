"""Charts of the tables and comparisons with Altair, in English and French (extra `[plot]`).

Each kind of chart is a function that returns an Altair chart or a picture; `save` writes it as SVG,
PNG or HTML.
In: the published tables and comparisons, through `query`; no figure is worked out here. Out:
charts, files. May import `query` and what that imports.
"""

from __future__ import annotations

try:
    import altair as _altair  # noqa: F401, ICN001  (imported here so that its absence is reported once)
    import vl_convert as _vl_convert  # noqa: F401  (the same)
except ImportError as error:
    from carbondata.errors import CarbondataError

    _MESSAGE = f"charts need {error.name}, which is not installed: pip install 'carbondata[plot]'"
    raise CarbondataError(_MESSAGE) from None

from carbondata.plot.claim import claim
from carbondata.plot.compare import compare
from carbondata.plot.elsewhere import elsewhere
from carbondata.plot.files import save
from carbondata.plot.map import map  # noqa: A004  (what it draws is called so)
from carbondata.plot.nation import nation
from carbondata.plot.ruler import ruler
from carbondata.plot.runs import runs
from carbondata.plot.size import size
from carbondata.plot.studies import studies

__all__ = [
    "claim", "compare", "elsewhere", "map", "nation", "ruler", "runs", "save", "size", "studies",
]  # fmt: skip


def __dir__() -> list[str]:
    """List the charts, not the modules that draw them."""
    return [*__all__]
