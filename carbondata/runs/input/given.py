"""What runs are given as: a table that DuckDB scans, or the names of files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carbondata.errors import QueryError

TAKEN = (
    "runs are the names of files, or a table of Arrow, DuckDB, pandas or polars "
    "(or whatever has __arrow_c_stream__)"
)


def as_table(runs: Any) -> Any:  # noqa: ANN401  (one of many kinds in, one of Arrow's out)
    """Give a table as DuckDB scans it; None where `runs` are the names of files.

    Examples
    --------
    >>> import pyarrow as pa
    >>> as_table(pa.table({"year": [2023]})).column_names, as_table("runs.csv")
    (['year'], None)
    """
    if isinstance(runs, (str, Path, list, tuple)):
        return None
    import pyarrow as pa

    if isinstance(runs, pa.Table) or hasattr(runs, "scanner"):
        return runs
    try:
        # A DuckDB relation streams; what else it offers would hold all its rows.
        if hasattr(runs, "to_arrow_reader"):
            return runs.to_arrow_reader()
        if hasattr(runs, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(runs)
        if hasattr(runs, "__dataframe__"):
            from pyarrow import interchange

            return interchange.from_dataframe(runs)
    except (pa.ArrowException, TypeError, ValueError, NotImplementedError) as error:
        message = f"the table cannot be read: {error}; {TAKEN}"
        raise QueryError(message) from None
    return None


def as_names(runs: Any) -> list[str | Path]:  # noqa: ANN401  (what is not names is refused)
    """Give the names of files.

    Raises
    ------
    QueryError
        When it is none, nor several.
    """
    names = [runs] if isinstance(runs, (str, Path)) else runs
    try:
        names = list(names)
    except TypeError:
        names = [None]
    if all(isinstance(one, (str, Path)) for one in names):
        return names
    message = f"{type(runs).__name__} is no table of runs; {TAKEN}"
    raise QueryError(message)
