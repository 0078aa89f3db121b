"""Collecting into plain Python tables, as a store would, with a kill wherever one likes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lifesigns.sources.git import Repository, Step, open_repository
from lifesigns.tables.schema import tables

Rows = list[tuple[Any, ...]]


@dataclass
class Tables:
    """What a store holds of one repository."""

    rows: dict[str, Rows] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)

    def known_commits(self) -> set[str]:
        """Return the ids in the commits table."""
        return {row[0] for row in self.rows.get("commits", [])}

    def store(self, step: Step) -> None:
        """Take a step over, rows and state together; the state goes through JSON."""
        if step.forgets:
            self.rows.clear()
        for batch in step.batches:
            fresh = list(zip(*batch.columns, strict=True))
            held = [] if batch.replaces else self.rows.get(batch.table.id, [])
            self.rows[batch.table.id] = held + fresh
        self.state = json.loads(json.dumps(step.state))

    def steps(self, repository: Repository) -> Iterator[Step]:
        """Begin to collect from where the tables are."""
        return repository.collect(self.state, self.held)

    def held(self, table: str, commits: list[str]) -> set[str]:
        """Return those of the commits that have a row in a table."""
        place = tables()[table].names.index("commit_id")
        return {row[place] for row in self.rows.get(table, [])} & set(commits)

    def named(self, table: str, *names: str) -> Rows:
        """Return some columns of a table, sorted."""
        places = [tables()[table].names.index(name) for name in names]
        return sorted((tuple(row[i] for i in places) for row in self.rows[table]), key=str)

    def everything(self) -> dict[str, Rows]:
        """Return all tables with their rows in a fixed order."""
        return {name: sorted(rows, key=str) for name, rows in self.rows.items()}


def collected(folder: Path | str, cache: Path, into: Tables | None = None) -> Tables:
    """Collect a repository to the end."""
    tables = Tables() if into is None else into
    with open_repository(str(folder), cache) as repository:
        for step in tables.steps(repository):
            tables.store(step)
    return tables
