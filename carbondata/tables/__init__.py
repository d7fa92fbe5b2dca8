"""The contract: one module per table, holding its pandera schema; vocabularies and limits.

In: nothing. Out: what each column is, in one place: type, null rule, checks, unit, a sentence.
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
    """Every table's schema by name, in alphabetical order.

    A module of this package that holds a `schema` is a table; there is no other list.

    Examples
    --------
    >>> schemas()["population"].unique
    ['area_id', 'year', 'source_id']
    """
    modules = (
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    )
    found = [module.schema for module in modules if hasattr(module, "schema")]
    return {schema.name: schema for schema in sorted(found, key=lambda schema: str(schema.name))}
