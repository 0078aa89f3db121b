"""The narrow waist: one module per standard table, found by walking this package."""

import importlib
import pkgutil
from functools import cache

from lifesigns.kernel.spec import TableSpec


@cache
def tables() -> dict[str, TableSpec]:
    """Return every declared table by id."""
    found = (
        importlib.import_module(f"{__name__}.{module.name}").TABLE
        for module in pkgutil.iter_modules(__path__)
    )
    return {table.id: table for table in found}
