"""One training run, or an amount of electricity, on the grid of every country, as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.draw import world
from carbondata.plot.elsewhere import everywhere
from carbondata.text.language import spoken

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.draw.picture import Picture


def map(  # noqa: A001  (what it draws is called so)
    run: str,
    *,
    year: int | None = None,
    language: str = "en",
    database: str | Path | None = None,
) -> Picture:
    """Draw what the electricity of a training run emits on each grid, as a map of the world.

    Parameters
    ----------
    run, year, language, database
        As for `elsewhere`, which draws the same figures as a list.

    Returns
    -------
    Picture
        Countries shaded by the intensity of their grids, in an equal-area projection (Equal
        Earth).

    Raises
    ------
    QueryError
        As for `elsewhere`.

    Examples
    --------
    >>> map("strubell-2019/nas-gpu").width
    900
    """
    lang = spoken(language)
    found = everywhere(run, year, lang, database)
    rows = [row | {"place": row.get(f"name_{lang}") or row["name_en"]} for row in found.rows]
    return world.picture(found.title, rows, lang)
