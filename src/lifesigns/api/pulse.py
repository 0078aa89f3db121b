"""The Pulse of a period: the numbers forges print, and the honest ones beside them.

Definition measured against published Pulse sentences (documentation: concepts/pulse).
"""

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from lifesigns.api.project import Project
from lifesigns.kernel.answer import PulseResult
from lifesigns.kernel.evidence import many
from lifesigns.kernel.window import Window
from lifesigns.sources.git import NetDiff, Repository


@dataclass(frozen=True, slots=True)
class _Gross:
    additions: int | None
    deletions: int | None
    note: str


def pulse(project: Project, window: Window, branch: str | None = None) -> PulseResult:
    """Return the Pulse of a window on a branch (None = the default branch).

    Commits are non-merge; on the branch they are those reachable from its tip at
    the end and not from its tip at the start; over all branches they are chosen by
    committer date. Files and lines are the net two-point diff with rename detection.
    Gross lines sum every commit's own change. Where there was nothing to look at, nothing is
    counted, 0 included, and nothing over all branches where those of the moment are not known.
    Raises UnknownIdError for a branch nobody has.
    """
    repository = project.repository
    branch = branch.removeprefix("refs/heads/") if branch is not None else None
    name = branch or repository.default_branch or ""
    with ThreadPoolExecutor(1) as thread:  # every commit is looked at, which takes longest
        knows = project.knows_branches
        walking = thread.submit(_everywhere, repository, window) if knows else None
        start = repository.tip_at(branch, window.since)
        end = repository.tip_at(branch, window.until)
        landed = repository.commits_between(start, end) if end else []
        everywhere = walking.result() if walking else None
    with _net_diff(project, start, end) as differing:
        cut = project.seen_since is not None and project.seen_since > window.since
        gross = _gross(project, landed)
        who = _NOBODY_KNOWS if everywhere is None else _who(project, everywhere)
        net = None if cut else differing()
    told = (
        _cut_note(project) if cut else "",
        gross.note,
        _ASK_NOW if everywhere is None else _landed_note(landed, everywhere),
        _moved_note(net, gross),
        _seen_note(project, window),
    )
    notes = [note for note in told if note]
    nothing = 0 if start == end and not cut else None
    found = PulseResult(
        period_days=round(window.days, 4),
        since=window.since,
        until=window.until,
        default_branch=name,
        commits_default_branch=len(landed),
        commits_all_branches=None if everywhere is None else len(everywhere),
        authors=who[0],
        authors_people=who[1],
        bots=who[2],
        files_changed=net.files if net else nothing,
        additions=net.additions if net else nothing,
        deletions=net.deletions if net else nothing,
        gross_additions=gross.additions,
        gross_deletions=gross.deletions,
        sentence="",
        branches_seen=None if everywhere is None else len(repository.branch_names()),
        change_request_heads_seen=_change_request_heads(project, window.until),
        notes=tuple(notes),
    )
    unseen = "" if landed or everywhere else _unseen(project, window)
    if unseen:
        return _uncounted(found, unseen)
    return dataclasses.replace(found, sentence=_sentence(found, is_cut=cut))


def _everywhere(repository: Repository, window: Window) -> list[str]:
    return repository.branch_commits(window.since, window.until)


@contextmanager
def _net_diff(
    project: Project, start: str | None, end: str | None
) -> Iterator[Callable[[], NetDiff | None]]:
    """Compare two tips while the tables are made and asked; in a whole clone, where both are there."""
    repository = project.repository
    if end is None:
        yield lambda: None
    elif repository.boundary:
        yield lambda: repository.net_diff(start, end)
    else:
        with ThreadPoolExecutor(1) as thread:
            yield thread.submit(repository.net_diff, start, end).result


def _uncounted(found: PulseResult, why: str) -> PulseResult:
    return dataclasses.replace(
        found,
        commits_default_branch=None,
        commits_all_branches=None,
        authors=None,
        authors_people=None,
        bots=None,
        files_changed=None,
        additions=None,
        deletions=None,
        gross_additions=None,
        gross_deletions=None,
        sentence=why,
        notes=(),
    )


def _unseen(project: Project, window: Window) -> str:
    """Say why nothing in a window without commits is no fact; "" where it is one."""
    seen, first = project.seen_until, project.subject.first_at
    if project.newest_at is None:
        return "This copy holds no commits, so there is nothing to count."
    if seen is not None and seen <= window.since:
        return f"Nothing after {seen:%Y-%m-%d} was seen, so this period cannot be told."
    if project.seen_since is None and (first is None or first > window.until):
        return "This period lies before the project's first commit, so there is nothing to count."
    return ""


def _sentence(found: PulseResult, *, is_cut: bool) -> str:
    """Say it in one breath, the way forges do, for the compatible numbers."""
    branch = found.default_branch or "the default branch"
    landed = many(found.commits_default_branch or 0, "commit")
    text = f"Leaving merges out, {'at least ' if is_cut else ''}"
    if found.commits_all_branches is None:
        text += f"{landed} came to {branch}; what stood on other branches then cannot be told afterwards."
    else:
        text += (
            f"{many(found.authors or 0, 'author')} made {landed} to {branch} and "
            f"{many(found.commits_all_branches, 'commit')} to all branches."
        )
    if found.files_changed is None:
        return f"{text} How many files changed on {branch} cannot be told from this clone."
    changed = f"{text} On {branch}, {many(found.files_changed, 'file')} changed"
    if found.additions is None or found.deletions is None:
        return f"{changed}; how many lines cannot be told from this clone."
    return (
        f"{changed}, with {many(found.additions, 'addition')} and "
        f"{many(found.deletions, 'deletion')}."
    )


_NOBODY_KNOWS: tuple[None, None, None] = (None, None, None)


def _who(project: Project, commits: list[str]) -> tuple[int, int, int]:
    """Return distinct author addresses, distinct people and distinct automation accounts."""
    row = project.session.rows(
        "SELECT count(DISTINCT author_email), count(DISTINCT person) FILTER (kind = 'person'), "
        "count(DISTINCT person) FILTER (kind <> 'person') FROM held.commits "
        "WHERE commit_id IN (SELECT unnest(?::VARCHAR[]))",
        (commits,),
    )[0]
    return int(row[0]), int(row[1]), int(row[2])


def _gross(project: Project, commits: list[str]) -> _Gross:
    if not commits:
        return _Gross(0, 0, "")
    additions, deletions, unread = project.session.rows(
        "SELECT sum(additions)::BIGINT, sum(deletions)::BIGINT, count(*) - count(additions) "
        "FROM held.commits WHERE commit_id IN (SELECT unnest(?::VARCHAR[]))",
        (commits,),
    )[0]
    note = f"The lines of {many(unread, 'commit')} are not known: objects are missing."
    return _Gross(additions, deletions, note if unread else "")


def _change_request_heads(project: Project, until: datetime) -> int:
    """Count the heads kept that were there by then; those pushed since are of a later time."""
    rows = project.session.rows(
        "SELECT count(*) FROM held.change_requests WHERE has_head AND last_pushed_at <= ?",
        (until.replace(tzinfo=None),),
    )
    return int(rows[0][0])


_ASK_NOW = (
    "Authors and commits over the branches that there are now: lifesigns pulse with --until in place "
    "of --as-of."
)


def _landed_note(landed: list[str], everywhere: list[str]) -> str:
    """Say why more may have come to the branch than was made, where the numbers look wrong."""
    older = len(set(landed).difference(everywhere))
    if len(landed) <= len(everywhere) or not older:
        return ""
    was = "was made before the period and" if older == 1 else "were made before the period and"
    return f"{many(older, 'commit')} {was} landed in it; authors are counted by when they worked."


def _moved_note(net: NetDiff | None, gross: _Gross) -> str:
    if net is None or net.additions is None or gross.additions is None:
        return ""
    if net.additions <= gross.additions:
        return ""
    return (
        "More lines net than gross: files moved and changed in steps are no longer recognised as "
        "moved between the two snapshots, or merges changed lines of their own."
    )


def _cut_note(project: Project) -> str:
    return (
        f"This copy is shallow: its history is whole only from {project.seen_since:%Y-%m-%d} on. "
        "git fetch --unshallow brings the rest."
    )


def _seen_note(project: Project, window: Window) -> str:
    seen = project.seen_until
    if seen is None or seen >= window.until:
        return ""
    return f"The evidence ends on {seen:%Y-%m-%d}: what came later was not seen."


def window_for(project: Project, period: str, until: datetime | None) -> Window:
    """Return the window of a period ending at `until`, by default where the evidence ends."""
    return Window.last(period, until or project.until)
