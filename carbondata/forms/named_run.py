"""A published run by the name that a reader gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine.operands import parse
from carbondata.errors import QueryError
from carbondata.forms.refusals import report_error
from carbondata.names import nearest
from carbondata.query.compare import picked
from carbondata.query.connection import opened
from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrase
from carbondata.text.refusals import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.text.language import Language

# Characters of an unknown name that an error shows.
SHOWN = 80
# What lists the published runs, and how many of those that a name may mean are named.
FEW = 5
OF_RUNS = "SELECT subject FROM trainings"
RUNS = f"carbondata sql '{OF_RUNS}'"
FIGURELESS = """
    SELECT o.run_id FROM training_order AS o JOIN training_runs AS r ON r.run_id = o.run_id
    WHERE r.subject = $2 AND coalesce(r.run_id = $1, true) AND r.verified
      AND NOT EXISTS (FROM quantities AS q WHERE q.row_id = r.run_id)
    ORDER BY o.place LIMIT 1"""


def run_of(name: str, database: str | Path | None) -> tuple[str | None, str | None]:
    """Return the id of a published run and its subject; of one without any figure too."""
    tables = opened(database)
    try:
        quantity = picked(name, database)
    except QueryError:
        names = tables.known.named(parse(name).name)
        if not names:
            runs = [id_ for (id_,) in tables.cursor().execute(OF_RUNS).fetchall()]
            near = nearest(name[:SHOWN], runs, limit=FEW)
            raise report_error(
                key="neither", name=name[:SHOWN], near=lambda language: _near(near, language)
            ) from None
        found = tables.cursor().execute(FIGURELESS, [names[0].row_id, names[0].subject]).fetchone()
        if found is None or len(names) > 1 or name != parse(name).name:
            raise  # there is one, and the error says what is the matter with it
        return found[0], names[0].subject
    return quantity.row_id, quantity.subject


def _near(ids: list[str], language: Language) -> str:
    """Name the runs that a name may mean, or what lists them all."""
    if not ids:
        return SIGNS[language].semicolon + refusal("report.runs_listed", language, query=RUNS)
    *first, last = ids
    if first:
        last = phrase("list.or", language, one=", ".join(first), other=last)
    return SIGNS[language].semicolon + refusal("find", language, ids=last)
