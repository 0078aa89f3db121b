"""The coverage rows of this source: what was read, of how much, and how we know."""

from dataclasses import dataclass
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.refs import BRANCH, HEAD, Refs
from lifesigns.tables.schema.coverage import TABLE


@dataclass(slots=True)
class Tally:
    """Running totals over all collections of one repository; part of the saved state."""

    commits: int = 0
    merges: int = 0
    diffs: int = 0
    incomplete_diffs: int = 0
    changes: int = 0
    unknown_changes: int = 0
    newest: int = 0


def coverage(
    tally: Tally,
    refs: Refs,
    contact: tuple[int | None, str],
    n_boundary: int,
    n_apart: int,
    *,
    is_shallow: bool,
) -> Batch:
    """Return the ledger as it stands: all rows of the source git.

    `n_boundary` commits lack their parents, `n_apart` are not compared before all is asked for.
    """
    until, how_until = contact[0] or tally.newest or None, contact[1]
    seen = f"up to date until the time of {how_until}"
    history = "every commit that a ref leads to was read"
    if is_shallow:
        history = f"a shallow clone: the history before {n_boundary} boundary commits is not there"
    compared = "commits without merges; less where trees or blobs are missing or work was cut short"
    if n_apart:
        compared += (
            f"; not counted here: {n_apart:,} commits on branches that share none with the default "
            "branch, such as published pages (`lifesigns collect` compares them too)"
        )
    n_branches = sum(ref.kind == BRANCH for ref in refs.all)
    n_heads = len({ref.number for ref in refs.all if ref.kind == HEAD})
    rows: list[tuple[Any, ...]] = [
        (
            "commits",
            "history",
            tally.commits,
            None if is_shallow else tally.commits,
            f"{history}; {seen}",
        ),
        (
            "file_changes",
            "commits compared",
            tally.diffs - tally.incomplete_diffs,
            tally.commits - tally.merges - n_apart,
            compared,
        ),
        (
            "file_changes",
            "line counts",
            tally.changes - tally.unknown_changes,
            tally.changes,
            "files whose blobs are there and within the size limit",
        ),
        (
            "refs",
            "branches",
            n_branches,
            None,
            "branches there now; those deleted earlier leave no trace in a clone",
        ),
        (
            "refs",
            "change request heads",
            n_heads,
            None,
            "heads that the clone carries"
            if n_heads
            else "this clone carries none; only a copy of all refs has them",
        ),
    ]
    return Batch.from_rows(
        TABLE,
        (("git", table, aspect, n, known, until, how) for table, aspect, n, known, how in rows),
    )
