"""A claim as a picture to be shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.draw.claim import picture
from carbondata.query.attribution import attribution
from carbondata.query.claims import claims
from carbondata.query.connection import opened
from carbondata.text.language import spoken
from carbondata.text.refusals import refusing_in

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.draw.picture import Picture


def claim(claim_id: str, *, language: str = "en", database: str | Path | None = None) -> Picture:
    """Draw a claim: the sentence, whether it was right, what was stated beside what is known.

    Parameters
    ----------
    claim_id : str
        A row of `claims`.
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Picture
        1200 by 630 pixels, as sharing sites show.

    Raises
    ------
    QueryError
        When there is no such claim.

    Examples
    --------
    >>> claim("article-2019/sweden-56-mt").title
    'Right in another unit: CO2e: \u201cSweden emits 56 Mt of CO2\u201d'
    """
    lang = spoken(language)
    with refusing_in(lang):
        check, *_ = claims(claim_id, database).to_pylist()
    return picture(check, lang, attribution(opened(database).cursor()))
