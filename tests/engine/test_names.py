"""Reading table names from text agrees with parsing."""

import pytest

from lifesigns.api import catalogue
from lifesigns.engine.local import Session
from lifesigns.engine.names import named_tables
from lifesigns.tables.views import definitions


@pytest.fixture(scope="module", name="session")
def fixture_session() -> Session:
    """Return a session to parse with."""
    return Session(threads=1)


@pytest.mark.parametrize("key", [*catalogue.metrics(), *definitions()])
def test_every_shipped_select_reads_as_it_parses(session: Session, key: str) -> None:
    """For every metric and view, the names read from the text are those of the parsed tree."""
    spec = catalogue.metrics().get(key)
    sql = spec.sql if spec else definitions()[key]
    assert named_tables(sql) == session.parse(sql).tables
