"""The first answer, as the page shows it before its script has run."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.faces import shown
from carbondata.query.compare import compare
from carbondata.text.parts import parts
from carbondata.text.sentences import reasons

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.text.language import Language

# The page begins with the first subject and reference of its script.
START = re.compile(r's: "([^"]+)",\s*r: \["([^"]+)"')
LANGUAGE: Language = "en"


def first_answer(database: str | Path | None = None) -> dict[str, str]:
    """Write the sentence and its doubt in HTML, as the script will, and in plain words."""
    script = (places.PACKAGE / "show" / "page" / "permalinks.mjs").read_text(encoding="utf-8")
    found = START.search(script)
    assert found, script  # noqa: S101  (a file of the package)
    subject, reference = found.groups()
    made = compare(subject, reference, database=database)
    cut = parts(made, LANGUAGE)
    assert cut, made  # noqa: S101  (the page begins with what can be compared)
    when, who, did, amount, of = (escape(shown(text)) for text in cut)
    sentence = (
        f'<span class="did">{when}<span class="pick">{who}</span>{did}</span> '
        f'<span class="much"><strong class="amount">{amount}</strong> '
        f'<span class="pick">{of.strip()}</span></span>'
    )
    doubt = ". ".join(reasons(made, LANGUAGE)[:2])
    return {"sentence": sentence, "doubt": escape(shown(doubt)), "told": shown(made.sentence())}
