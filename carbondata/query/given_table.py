"""A table that a user passes, from any library, in a form that DuckDB scans."""

from __future__ import annotations

from typing import Any

from carbondata.errors import QueryError

KINDS = "of Arrow, DuckDB, pandas or polars (or whatever has __arrow_c_stream__)"


def as_arrow(given: Any) -> Any:  # noqa: ANN401  (one of many kinds in, one of Arrow's out)
    """Convert a table to Arrow; None if it is not a table.

    Raises
    ------
    QueryError
        When it cannot be read.

    Examples
    --------
    >>> import pyarrow as pa
    >>> as_arrow(pa.table({"year": [2023]})).column_names, as_arrow(["runs.csv"])
    (['year'], None)
    """
    import pyarrow as pa

    if isinstance(given, pa.Table) or hasattr(given, "scanner"):
        return given
    try:
        # A DuckDB relation can stream; its other exports would hold all rows in memory.
        if hasattr(given, "to_arrow_reader"):
            return given.to_arrow_reader()
        if hasattr(given, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(given)
        if hasattr(given, "__dataframe__"):
            from pyarrow import interchange

            return interchange.from_dataframe(given)
    except (pa.ArrowException, TypeError, ValueError, NotImplementedError) as error:
        message = f"the table cannot be read: {error}; give one {KINDS}"
        raise QueryError(message) from None
    return None
