"""A table of questions: each row answered, or given the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from carbondata.errors import QueryError
from carbondata.query.compare import compare
from carbondata.query.connection import opened
from carbondata.query.given_table import KINDS, as_arrow
from carbondata.text.language import spoken

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.text.language import Language

SIDES = ("subject", "reference")
# The columns of an answer, and those that are numbers.
NUMBERS = (
    *("subject_t", "subject_kwh", "reference_t", "reference_kwh"),
    *("ratio_low", "ratio", "ratio_high"),
)
ANSWER = (
    *("compared", "subject_id", "subject_t", "subject_kwh", "subject_source"),
    *("reference_id", "reference_t", "reference_kwh", "reference_source"),
    *("ratio_low", "ratio", "ratio_high", "verdict", "sentence", "reason"),
)
NO_PAIRS = "questions are pairs of a subject and a reference: ('gpt-3', 'car-lifetime-usa')"


def compare_many(
    questions: Any,  # noqa: ANN401  (whatever pyarrow takes, which has no common type)
    *,
    measure: str | None = None,
    all_studies: bool = False,
    language: Language = "en",
    database: str | Path | None = None,
) -> pa.Table:
    """Answer a table of questions, row by row.

    Parameters
    ----------
    questions : table
        Of Arrow, DuckDB, pandas or polars, or anything with `__arrow_c_stream__`, with the columns
        `subject` and `reference`, as `compare` takes them; or pairs of the two. A column `measure`
        says what each row compares, emissions or electricity; null leaves it open.
    measure, all_studies, database
        As for `compare`.
    language : {"en", "fr"}
        Of the sentences and reasons.

    Returns
    -------
    Arrow table of the rows given, in their order, each with what is compared (emissions or
    electricity), the figures taken (id, tonnes, kWh, source), the ratio with its bounds, verdict
    and sentence. A row without an answer, or with a refused one, has a null ratio and a `reason`. A
    column of yours with one of these names is renamed to end in `_given`.

    Raises
    ------
    QueryError
        When it is not such a table, or lacks one of these two columns.

    Examples
    --------
    >>> asked = [("gpt-3", "car-lifetime-usa"), ("swedn", "car-lifetime-usa")]
    >>> for row in compare_many(asked).to_pylist():
    ...     print(row["subject"], row["verdict"], row["reason"])
    gpt-3 caution None
    swedn None there is no 'swedn'; did you mean SWE, ...?
    """
    import pyarrow as pa

    opened(database)
    language = spoken(language)
    asked = _asked(questions)
    answers: dict[str, dict[str, Any]] = {}
    rows = []
    own = asked["measure"].to_pylist() if "measure" in asked.column_names else [None] * len(asked)
    sides = (asked[side].to_pylist() for side in SIDES)
    for subject, reference, own_measure in zip(*sides, own, strict=True):
        asking = {
            "measure": own_measure or measure,
            "all_studies": all_studies,
            "database": database,
        }
        key = repr((subject, reference, own_measure))
        if key not in answers:
            answers[key] = _answer((subject, reference), language, asking)
        rows.append(answers[key])
    taken = {name: f"{name}_given" for name in ANSWER}
    answer = asked.rename_columns([taken.get(name, name) for name in asked.column_names])
    for name in ANSWER:
        kind = "double" if name in NUMBERS else "string"
        answer = answer.append_column(name, pa.array([row.get(name) for row in rows], kind))
    return answer


def _asked(questions: Any) -> pa.Table:  # noqa: ANN401  (as of compare_many)
    """Read the questions from a table or from pairs."""
    import pyarrow as pa

    if isinstance(questions, (list, tuple)):
        try:
            pairs = [dict(zip(SIDES, pair, strict=True)) for pair in questions]
            return pa.Table.from_pylist(pairs, pa.schema([(side, pa.string()) for side in SIDES]))
        except (TypeError, ValueError):
            raise QueryError(NO_PAIRS) from None
    given = as_arrow(questions)
    if given is None:
        message = (
            f"{type(questions).__name__} is not a table of questions: give one {KINDS}, or pairs"
        )
        raise QueryError(message)
    with duckdb.connect() as con:
        con.register("given", given)
        asked = con.sql("FROM given").to_arrow_table()
    if lacking := [side for side in SIDES if side not in asked.column_names]:
        message = (
            f"a table of questions has the columns subject and reference; there is no "
            f"{' and no '.join(lacking)} among {', '.join(asked.column_names)}: rename one"
        )
        raise QueryError(message)
    return asked


def _answer(pair: tuple[Any, Any], language: Language, asking: dict[str, Any]) -> dict[str, Any]:
    """Answer one question, or say why it has no answer."""
    try:
        comparison = compare(*pair, **asking)
    except QueryError as error:
        return {"reason": error.text(language)}
    row: dict[str, Any] = comparison.to_row(language)
    sides = {f"{side}_id": row.pop(side) for side in SIDES} | {"compared": row.pop("measure")}
    return row | sides | {"reason": comparison.sentence(language) if comparison.refused else None}
