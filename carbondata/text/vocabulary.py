"""The words of the tables in a reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.phrases import phrase, phrases

if TYPE_CHECKING:
    from carbondata.text.language import Language


def word(column: str, term: str | None, language: Language) -> str:
    """Say a term of a column; one without words of its own as the tables write it.

    Examples
    --------
    >>> word("boundary", "life_cycle", "en"), word("boundary", "life_cycle", "fr")
    ('whole life cycle', 'cycle de vie entier')
    >>> word("gwp", "AR6-100", "fr"), word("gwp", None, "fr")
    ('AR6-100', '')
    """
    if not term:
        return ""
    key = f"{column}.{term}"
    return phrase(key, language) if key in phrases() else term.replace("_", " ")
