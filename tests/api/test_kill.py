"""`kill -9` at any moment of a collection loses nothing that was committed."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from lifesigns.api.collect import collect
from lifesigns.engine.local import Session
from lifesigns.sources.git import open_repository
from lifesigns.tables.schema import tables
from lifesigns.tables.store import Store

KILLS = 50


def run(story: Path, folder: Path) -> None:
    """Collect the story into the store in `folder`."""
    with open_repository(str(story), folder / "git") as repository, Session(threads=1) as session:
        collect(repository, Store(folder / "store", "origin", "name"), session)


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every table's rows in a fixed order."""
    store = Store(folder / "store", "", "")
    with Session(threads=1) as session:
        return {
            name: sorted(session.rows(f"SELECT * FROM ({store.relation(table)})"), key=repr)
            for name, table in tables().items()
        }


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_fifty_kills_lose_nothing(story: Path, tmp_path: Path) -> None:
    """After fifty kills at random moments the next run ends with the undisturbed tables."""
    begun = time.monotonic()
    run(story, tmp_path / "calm")
    usual = time.monotonic() - begun
    chance = random.Random(11)
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            try:
                run(story, tmp_path / "storm")
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, usual * 1.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    run(story, tmp_path / "storm")
    assert contents(tmp_path / "storm") == contents(tmp_path / "calm")
