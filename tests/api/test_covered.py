"""Every piece of evidence says how much of what it rests on was seen."""

from lifesigns.api import catalogue
from lifesigns.api.ledger import READS
from lifesigns.api.project import Project
from lifesigns.tables.schema import tables

TREE = {"documents", "files"}
"""Tables of one moment's files, of which no ledger is kept: they are there whole or not at all."""


def test_it_is_known_what_every_model_reads() -> None:
    """A new model names the collected tables it is fed from, and no table that does not exist."""
    assert READS.keys() == catalogue.models().keys()
    assert {table for tables in READS.values() for table in tables} <= tables().keys()


def test_evidence_of_models_carries_the_coverage_of_what_they_read(lantern: Project) -> None:
    """Estimates lack what their tables lack: the same entries stand beside them as in the answer."""
    pieces = [one for key in catalogue.verdicts() for one in lantern.ask(key).evidence]
    estimated = [one for one in pieces if one.id in READS and set(READS[one.id]) - TREE]
    assert {one.id for one in estimated} >= {"survival", "recognition_order"}
    for one in estimated:
        tables = {entry.table for entry in one.coverage}
        assert "commits" in tables
        assert tables <= set(READS[one.id])
        assert set(one.coverage) <= set(lantern.coverage)
