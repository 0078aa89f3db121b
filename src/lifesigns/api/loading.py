"""Load what comes later on a thread of its own, while git works in processes of its own.

Code is most of what a short run costs. Whoever needs a part before it is there waits for it, as
with any import.
"""

from collections.abc import Callable
from threading import Thread

from lifesigns.api import catalogue
from lifesigns.engine import local


def load_first() -> None:
    """Begin to load what the first answers need once the commits are there."""
    _beside(_first)


def load_rest() -> None:
    """Begin to load what a report needs once the files are compared."""
    _beside(_rest)


def _beside(load: Callable[[], None]) -> None:
    Thread(target=load, daemon=True).start()


def _first() -> None:
    local.load()
    from lifesigns.api import estimates  # noqa: F401
    from lifesigns.tables.people import resolve  # noqa: F401


def _rest() -> None:
    catalogue.catalogue()
    from lifesigns.api import carrying, lasting_lines, licences, substance  # noqa: F401
