"""Derived tables many metrics need: one SELECT per file over the raw tables and the people.

Each `.sql` file holds one SELECT; its name is the view's id. The views are
filled once per run, in the order their inputs require, and cut at the as-of
moment, so that nothing after it can reach a number.
"""

from functools import cache
from importlib import resources

from lifesigns.engine.local import Session
from lifesigns.engine.names import named_tables
from lifesigns.kernel.errors import DefinitionError


@cache
def definitions() -> dict[str, str]:
    """Return the SELECT of every view by id."""
    folder = resources.files(__name__)
    return {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    }


def build(session: Session, *, schema: str) -> None:
    """Fill every view into `schema`, inputs first.

    The session must hold the raw tables in schema `raw`, and `raw.people`,
    `raw.identities`, `raw.employments`, `raw.areas`, `raw.moment` and those of
    `tables.readings`. Raises DefinitionError on a circle.
    """
    session.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    session.execute(f"SET search_path = '{schema}'")
    for name in order():
        session.execute(f"CREATE OR REPLACE TABLE {schema}.{name} AS {definitions()[name]}")


def rebuild(session: Session, name: str, *, schema: str) -> None:
    """Fill one view anew, after what it names in schema `raw` has changed."""
    ((path,),) = session.rows("SELECT current_setting('search_path')")
    session.execute(f"SET search_path = '{schema}'")
    session.execute(f"CREATE OR REPLACE TABLE {schema}.{name} AS {definitions()[name]}")
    session.execute(f"SET search_path = '{path}'")


def order() -> tuple[str, ...]:
    """Return the ids of the views, inputs first. Raises DefinitionError on a circle."""
    waiting = {name: set(named_tables(sql)) for name, sql in definitions().items()}
    ordered: list[str] = []
    while waiting:
        ready = [name for name, inputs in waiting.items() if not inputs & (waiting.keys() - {name})]
        if not ready:
            raise DefinitionError(f"Views wait for each other: {', '.join(sorted(waiting))}.")
        ordered += ready
        waiting = {name: inputs for name, inputs in waiting.items() if name not in ready}
    return tuple(ordered)
