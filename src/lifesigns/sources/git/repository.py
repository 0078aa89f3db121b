"""The front door of this source: open a repository, collect it, ask it about moments."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import SourceError
from lifesigns.sources.git.changes import ChangeReader, LineChange
from lifesigns.sources.git.clone import mirror
from lifesigns.sources.git.collecting import Collector, Held, Step
from lifesigns.sources.git.copies import Descent, descent
from lifesigns.sources.git.freshness import last_contact
from lifesigns.sources.git.glass import Glass
from lifesigns.sources.git.history import History, NetDiff
from lifesigns.sources.git.locate import Layout, locate
from lifesigns.sources.git.naming import Naming, of_folder, of_texts
from lifesigns.sources.git.patches import patch_ids
from lifesigns.sources.git.progress import Progress, Silent
from lifesigns.sources.git.refs import read_refs
from lifesigns.sources.git.snapshot import read_blobs, read_tree
from lifesigns.sources.git.target import local_path, read_target, short_name, without_credentials


def open_repository(
    target: str, cache: Path, *, offline: bool = False, progress: Progress | None = None
) -> "Repository":
    """Open the repository that `target` names; nothing in it is ever executed or changed.

    `target` is a folder (work tree or below, bare, linked work tree, read-only), a
    URL (https, ssh, git, file) or owner/name on GitHub. What lies behind a URL is
    copied below `cache` and brought up to date, unless `offline`.

    Raises UsageError, NotARepositoryError, PermissionDeniedError,
    CorruptSourceError, UnreachableError, CredentialError, SourceError, DiskFullError.
    """
    watcher = progress or Silent()
    wanted = read_target(target)
    shelf = Path(os.path.realpath(cache))  # unlike resolve, never fails on absurd paths
    if wanted.url is None:
        assert wanted.path is not None
        return Repository(locate(wanted.path), shelf, None, watcher)
    try:
        place = mirror(wanted.url, shelf, watcher, offline=offline)
    except SourceError as error:
        if ":" in target:
            raise
        # A mistyped folder reads like owner/name: say how it was taken.
        error.advice = f"{error.advice} There is no folder {target} either."
        raise
    return Repository(locate(place), shelf, wanted.url, watcher)


class Repository:
    """A repository as its refs stood when it was opened. Close it, or use `with`."""

    def __init__(self, layout: Layout, cache: Path, url: str | None, progress: Progress) -> None:
        """Look at the repository through a fresh glass below `cache`."""
        self.place, self.cache = str(layout.folder), str(cache)
        self._layout = layout
        self._progress = progress
        self._glass = Glass(layout, cache)
        git, id_length = self._glass.git, self._glass.id_length
        self._listing = self._glass.list_refs(layout)
        self._refs = read_refs(
            git,
            self._listing,
            self._glass.facts.remote.name,
            is_bare=layout.work_tree is None,
        )
        self._changes = ChangeReader(git, id_length, is_partial=self._glass.facts.is_partial)
        self._history = History(git, self._refs, id_length, self._changes)
        remote = self._glass.facts.remote
        line = descent(layout, remote, lambda each: self._glass.facts_of(each).remote)
        self._contact = last_contact(line, self._listing.met)
        self.origin, self._called = _called(line, url)
        # Two copies of one project on this machine hold different things: each has its own tables.
        self.copy = self.origin if url else f"{self.origin}\n{layout.common_dir}"

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Remove the glass; the repository cannot be read any more."""
        self._glass.close()

    @property
    def progress(self) -> Progress:
        """Whoever watches long work on this repository."""
        return self._progress

    @property
    def name(self) -> str:
        """What to call it before anything in it was read: its address, else its folder."""
        return self._called.name

    def naming(self, texts: Iterable[tuple[str, str]]) -> Naming:
        """Return what to call it and why, given the (path, text) of its own papers."""
        return self._called if self._called.is_address else of_texts(texts, self._called)

    @property
    def default_branch(self) -> str | None:
        """Short name of the default branch; None when HEAD is detached and no branch exists."""
        default = self._refs.default
        return None if default is None or default.name == "HEAD" else default.name

    @property
    def seen_until(self) -> datetime | None:
        """When this copy last met its original; None when it bears no trace of that."""
        at = self._contact[0]
        return datetime.fromtimestamp(at, UTC) if at else None

    @property
    def boundary(self) -> frozenset[str]:
        """Ids of the oldest commits of a shallow clone; empty where the history is whole."""
        return frozenset(commit.decode("ascii") for commit in self._glass.shallow)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know about this copy, in sentences."""
        notes = []
        if self._refs.rule != "HEAD":
            notes.append(f"The default branch was taken from {self._refs.rule}.")
        if self._glass.shallow:
            notes.append(
                "The clone is shallow: older history is not in it. git fetch --unshallow brings it."
            )
        if self._glass.facts.is_partial:
            notes.append("The clone is partial: some files or trees may not be in it.")
        if any(name.startswith(b"refs/replace/") for name in self._listing.refs):
            notes.append("Replace refs are ignored: history is read as it was committed.")
        if (self._layout.common_dir / "info" / "grafts").is_file():
            notes.append("Grafts are ignored: history is read as it was committed.")
        return tuple(notes)

    def branch_names(self) -> tuple[str, ...]:
        """Return the short names of all branches, sorted."""
        return tuple(sorted(self._refs.branches()))

    def collect(
        self, state: Mapping[str, Any], held: Held, *, whole: bool = True
    ) -> Iterator[Step]:
        """Yield rows with the state that belongs to them; see Step.

        Unless `whole`, the files of 100 or more commits on branches that share none with the
        default branch, such as published pages, are left for the run that is.

        `state` is that of the last step stored, {} at first. `held` tells which of
        some commits have a row in a table; it is asked only when there are new commits.
        """
        collector = Collector(
            self._glass.git,
            self._refs,
            self._glass.shallow,
            self._contact,
            self._changes,
            self._progress,
            whole,
        )
        return collector.steps(state, held)

    def snapshot(self, tip: str) -> tuple[Batch, Batch]:
        """Return the files and documents tables for the tree of commit `tip`."""
        return read_tree(self._glass.git, tip)

    def tip_at(self, branch: str | None, when: datetime) -> str | None:
        """Return the tip of a branch at a moment; None before its first commit.

        That is the last first-parent commit with a committer time at or before
        `when`. `branch` None means the default one. Raises UnknownIdError.
        """
        return self._history.tip_at(branch, when)

    def commits_between(self, old: str | None, new: str) -> list[str]:
        """Return the non-merge commits reachable from `new` and not from `old`."""
        return self._history.between(old, new)

    def branch_commits(self, since: datetime, until: datetime) -> list[str]:
        """Return the non-merge commits of any branch by committer time in (since, until]."""
        return self._history.on_branches(since, until)

    def net_diff(self, old: str | None, new: str) -> NetDiff | None:
        """Return the two-point diff between commits, renames recognised; None: no tree.

        `old` None compares with nothing at all.
        """
        return self._history.net_diff(old, new)

    def line_changes(
        self, commits: Iterable[str], is_wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, list[LineChange] | None]]:
        """Yield which lines each commit, merges too, changed against its first parent.

        Of the paths that are wanted; None where the trees cannot be compared.
        """
        return self._changes.line_changes(list(commits), is_wanted)

    def merge_changes(self, merges: Iterable[str]) -> Iterator[tuple[Batch, Batch]]:
        """Yield rows of file_changes and diffs: what merges changed against their first parents."""
        for rows in self._changes.merged(list(merges)):
            yield rows.batches()

    def count_lines(
        self, pairs: Sequence[tuple[str | None, str | None]]
    ) -> list[tuple[int | None, int | None, bool | None]]:
        """Return additions, deletions and whether it is binary for each pair of blob ids.

        At least one of the two is an id; None: the file is not there. None in an answer: not known.
        """
        return self._changes.count_lines(pairs)

    def patch_ids(self, commits: Iterable[str]) -> dict[str, str]:
        """Return `git patch-id --stable` of non-merge commits, as far as they can be read."""
        return patch_ids(self._glass.git, list(commits))

    def blobs(
        self, ids: Iterable[str], limit: int, *, cut: bool = False
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield contents in the order given; None where missing or longer than `limit` bytes.

        With `cut` long ones give their beginning.
        """
        return read_blobs(self._glass.git, ids, limit, cut=cut)


def _called(line: Descent, url: str | None) -> tuple[str, Naming]:
    """Return where the project lives, and what to call it: a folder here is no address."""
    remote, last = line.remote, line.layouts[-1]
    if url and local_path(url) is None:
        origin = without_credentials(url)
        return origin, Naming(short_name(origin), "its address", is_address=True)
    here = without_credentials(url) if url else str(line.layouts[0].folder)
    if remote is None or not remote.address:
        return here, of_folder(last.folder)
    origin = without_credentials(remote.address)
    source = f"the address of remote {remote.name}"
    if len(line.layouts) > 1:
        source += f" of {last.folder}, which it was cloned from"
    return here if url else origin, Naming(short_name(origin), source, is_address=True)
