"""The query that adds calls up where they lie, in the SQL of a warehouse."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from carbondata.model_calls.group import length_class
from carbondata.model_calls.studies import lengths, read_studies
from carbondata.query.connection import opened
from carbondata.runs.warehouse import AS_DUCKDB, translated

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    "Calls added up by model, month and place, for `carbondata calls`. The table calls has a row",
    "for each call: model, time, tokens_in, tokens_cached, tokens_out, tokens_reasoning, area.",
    "`length` keeps answers apart that are about as long as those of a study per prompt; `sign`",
    "rows that cannot be counted, each kind by itself, so that their sums cannot be either.",
)


def calls_sql(dialect: str = "duckdb", *, database: str | Path | None = None) -> str:
    """Write the query that adds up the table `calls`, in the SQL of a warehouse.

    What it returns is read by `calls` as a table, with the same result as the calls themselves.

    Raises
    ------
    QueryError
        When the dialect is unknown.

    Examples
    --------
    >>> print(calls_sql().splitlines()[4])
    SELECT model,
    """
    with closing(opened(database).cursor()) as con:
        length = length_class(lengths(read_studies(con)), times="")
    query = f"""SELECT model,
  date_trunc('month', time) AS month,
  area,
  {length} AS length,
  CASE WHEN tokens_in < 0 THEN -1 WHEN tokens_cached < 0 THEN -2 WHEN tokens_out < 0 THEN -3
    WHEN tokens_reasoning < 0 THEN -4 WHEN tokens_cached > tokens_in THEN -5
    WHEN tokens_reasoning > tokens_out THEN -6 WHEN tokens_out = 0 THEN 0 WHEN tokens_out > 0 THEN 1
    END AS sign,
  count(*) AS calls,
  sum(tokens_in) AS tokens_in,
  sum(tokens_cached) AS tokens_cached,
  sum(tokens_out) AS tokens_out,
  sum(tokens_reasoning) AS tokens_reasoning
FROM calls
GROUP BY 1, 2, 3, 4, 5"""
    if dialect not in AS_DUCKDB:
        query = translated(query, dialect)
    return "\n".join([*(f"-- {line}" for line in HEAD), f"{query};"])
