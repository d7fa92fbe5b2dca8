"""The contract: one module per table with its pandera schema; vocabularies and limits.

In: nothing. Out: each column in one place: type, null rule, checks, unit, description.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandera.pyarrow import DataFrameSchema


@cache
def schemas() -> dict[str, DataFrameSchema]:
    """Return every table's schema by name, in alphabetical order.

    Every module of this package with a `schema` is a table; there is no other list.

    Examples
    --------
    >>> schemas()["population"].unique
    ['area_id', 'year', 'source_id']
    """
    modules = (
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    )
    tables = [module.schema for module in modules if hasattr(module, "schema")]
    return {schema.name: schema for schema in sorted(tables, key=lambda schema: str(schema.name))}
