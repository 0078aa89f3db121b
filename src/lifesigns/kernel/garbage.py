"""Making many objects without looking in vain for cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for unreachable cycles, for work that makes many objects and no cycle.

    Everything else is freed as always. For bounded pieces of work: what other threads leave
    in cycles meanwhile stays until the next search.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
