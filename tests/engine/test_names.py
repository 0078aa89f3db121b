"""Reading table names from text agrees with parsing."""

import pytest

from lifesigns.api import catalogue
from lifesigns.engine.lint import tables_of
from lifesigns.engine.local import Session
from lifesigns.engine.names import named_tables
from lifesigns.kernel.errors import DefinitionError
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
    assert named_tables(sql) == tables_of(session, sql)


def test_a_select_names_its_tables_but_not_its_own_parts(session: Session) -> None:
    """WITH parts and schema-qualified tables are no inputs."""
    found = tables_of(
        session,
        "WITH mine AS (SELECT * FROM commits) "
        "SELECT lower(x) FROM mine JOIN people USING (x) JOIN raw.refs USING (x)",
    )
    assert found == ("commits", "people")


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT 1; SELECT 2"])
def test_what_is_not_one_select_is_a_definition_error(session: Session, sql: str) -> None:
    """A definition that does not parse, or is more than one statement, is our mistake."""
    with pytest.raises(DefinitionError):
        tables_of(session, sql)
