"""The energy and emissions of calls of models: logs in, ranges over published studies out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carbondata.arguments import expect, expect_if_given
from carbondata.errors import QueryError
from carbondata.model_calls.refusals import calls_error
from carbondata.model_calls.summarise import summarise
from carbondata.model_calls.work import Asked, Worked, answer_query, keys_of, worked_out
from carbondata.outputs import writing
from carbondata.runs.write_answer import NAME_ANOTHER, copy_rows, refuse_to_write

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from carbondata.model_calls.summary import CallsSummary

BY = ("model", "month", "area")


def calls(  # noqa: PLR0913  (keywords, each a choice about the calls)
    logs: Any,  # noqa: ANN401  (anything pyarrow accepts, which has no common type)
    out: str | Path | None = None,
    *,
    by: str | Sequence[str] = BY,
    proxy: Mapping[str, str] | None = None,
    area: str | None = None,
    year: int | None = None,
    pue: float | None = None,
    boundary: str = "life_cycle",
    allow_year_gap: int = 0,
    database: str | Path | None = None,
) -> pa.Table | CallsSummary:
    """Work out the energy and emissions of calls of models, as ranges over published studies.

    A call of a model that no study of `inference_energy` measured has a reason, `no_study`, and no
    energy: another model's is never taken, unless `proxy` names it.

    Parameters
    ----------
    logs : path, pattern or folder, or several; or a table
        Logs of LiteLLM, Langfuse, OpenTelemetry, OpenAI, Anthropic, Claude Code, Codex or
        EcoLogits, or a table with model, time, tokens_in, tokens_out, and if known tokens_cached,
        tokens_reasoning, area, user, calls, call_id.
    out : path, optional
        Write the rows there (.parquet, .csv, .jsonl).
    by : sequence of str
        What to add up by: model, month, area, user.
    proxy : dict, optional
        By model, a study (its `inference_id`) or a studied model to count it by; rows say so.
    area, year : optional
        Treat every call as if it had been answered there, or then.
    pue : float, optional
        The PUE, where a study does not include it.
    boundary, allow_year_gap
        As for `footprint`.

    Returns
    -------
    Arrow table, or with `out` a CallsSummary.

    Raises
    ------
    QueryError
        When a file cannot be read, or is not a log of calls in a known format.

    Examples
    --------
    >>> import pyarrow as pa
    >>> log = pa.table({"model": ["llama-3.1-8b"], "time": ["2024-03-01T10:00Z"], "area": ["FRA"],
    ...                 "tokens_in": [200], "tokens_out": [1000]})
    >>> row = calls(log).to_pylist()[0]
    >>> row["energy_kwh_low"], row["energy_kwh_high"], row["tokens_left_out"]
    (1.297e-05, 1.95e-05, 200)
    """
    asked = _asked(by, proxy, area, year, pue, boundary, allow_year_gap, database)
    expect_if_given("a path", out=out)
    if out is not None:
        refuse_to_write(Path(out))
    with worked_out(logs, asked, None if out is None else Path(out)) as worked:
        if out is None:
            return worked.con.sql(answer_query(asked.by)).to_arrow_table()
        write(worked, asked.by, Path(out))
        return summarise(worked, asked.by)


def write(worked: Worked, by: Sequence[str], out: Path) -> None:
    """Write the rows of the answer to a file.

    Raises
    ------
    QueryError
        When it cannot be written.
    """
    try:
        with writing(out) as temporary:
            copy_rows(worked.con, answer_query(by), temporary)
    except OSError as error:
        message = f"{out} was not written: {error.strerror}; {NAME_ANOTHER}"
        raise QueryError(message) from None


def _asked(  # noqa: PLR0913, PLR0917  (as of calls)
    by: str | Sequence[str],
    proxy: Mapping[str, str] | None,
    area: str | None,
    year: int | None,
    pue: float | None,
    boundary: str,
    allow_year_gap: int,
    database: str | Path | None,
) -> Asked:
    """Check the arguments of `calls`."""
    expect("a text", boundary=boundary)
    expect_if_given("a text", area=area)
    expect_if_given("a number", pue=pue)
    expect("a whole number", allow_year_gap=allow_year_gap)
    expect_if_given("a whole number", year=year)
    expect_if_given("a path", database=database)
    given = {} if proxy is None else dict(proxy) if isinstance(proxy, Mapping) else {"": ""}
    if not all(isinstance(word, str) and word.strip() for pair in given.items() for word in pair):
        raise calls_error(key="proxy", option="--proxy MODEL=STUDY (proxy={...})")
    return Asked(keys_of(by), given, area, year, pue, boundary, allow_year_gap, database)
