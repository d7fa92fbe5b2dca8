"""Claims: what was said, whether its arithmetic is right, and, separately, the verdict today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.arguments import expect_if_given
from carbondata.names import nearest
from carbondata.query.connection import opened
from carbondata.query.find import suggestion
from carbondata.text.language import SIGNS
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from carbondata.text.language import Language

# The article that carbondata began with comes first, in its own order.
CHECKS = """
    FROM claim_checks
    WHERE $1 IS NULL OR claim_id = $1 OR ends_with(claim_id, '/' || $1)
    ORDER BY source_id <> 'article-2019', source_id, place"""


def claims(claim: str | None = None, database: str | Path | None = None) -> pa.Table:
    """Work out all claims again, or one.

    Parameters
    ----------
    claim : str, optional
        A claim's id, or the part after its slash.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Arrow table of `claim_checks`: stated value, value from the tables, whether the arithmetic is
    reproduced, the figure that answers it today with its range, the verdict and who says so.

    Raises
    ------
    QueryError
        When there is no such claim; the message names the nearest.

    Examples
    --------
    >>> found = claims("nlp-five-cars").to_pylist()[0]
    >>> round(found["value_here"], 2), found["arithmetic"], found["verdict"]
    (4.97, 'reproduced', 'exaggerated')
    """
    expect_if_given("a text", claim=claim)
    con = opened(database).cursor()
    checks = con.sql(CHECKS, params=[claim]).to_arrow_table()
    if not checks.num_rows and claim is not None:
        raise refused(lambda language: _unknown(con, str(claim), language))
    return checks


def _unknown(con: duckdb.DuckDBPyConnection, claim: str, language: Language) -> str:
    """Say that there is no such claim, and which are most like it."""
    unknown = refusal("no_claim", language, claim=claim)
    if there := suggestion(con, claim, "claim", language=language):
        return unknown + there
    ids = [claim_id for (claim_id,) in con.execute("SELECT claim_id FROM claims").fetchall()]
    near = nearest(claim, ids)
    why = (
        refusal("nearest", language, names=", ".join(near))
        if near
        else refusal("all_claims", language)
    )
    return f"{unknown}{SIGNS[language].semicolon}{why}"
