"""Which commits make up each change request, and so what each really changes.

A squashed request is its landed commit. A merged one is what its merge brought in.
One that a rebase or a cherry-pick landed is known by the author, the author's time
and the subject of its commits, which those keep. One that has not landed is what its
head leads to and the default branch does not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lifesigns.engine.local import Session
from lifesigns.models.contribution_kind import (
    CommitWeights,
    ContributionKind,
    combined_kind,
    read_weights,
)

MOST_REQUESTS = 2_000
MOST_OWN_COMMITS = 250

_REQUESTS = """
SELECT r.number, r.how, r.landing_id, r.head_id
FROM held.change_requests AS r
WHERE coalesce(r.at, r.last_pushed_at) > ? AND coalesce(r.at, r.last_pushed_at) <= ?
ORDER BY coalesce(r.at, r.last_pushed_at) DESC, r.number
LIMIT ?
"""

_BROUGHT_IN = """
SELECT landed_by, list(commit_id ORDER BY committed_at, commit_id)
FROM held.commits
WHERE NOT is_merge AND landed_by IN (SELECT unnest(?::VARCHAR[]))
GROUP BY landed_by
"""

_COPIES = """
SELECT c.commit_id, arg_min(l.commit_id, l.landing_index)
FROM held.commits AS c
JOIN held.commits AS l
  ON l.author_email = c.author_email AND l.authored_at = c.authored_at AND l.subject = c.subject
WHERE l.is_default AND NOT c.is_default AND NOT c.is_merge
  AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))
GROUP BY c.commit_id
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One change request: how it came to its end, and its commits (none: not to be told).

    `outcome`: merged, squashed, rebased or cherry-picked, landed otherwise, not landed.
    `problem` says why the commits cannot be told.
    """

    number: int
    outcome: str
    commits: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What a change request changes: main kind, all kinds, and why."""

    request: Request
    main: ContributionKind
    kinds: tuple[ContributionKind, ...]
    reason: str


def change_requests(session: Session, since: datetime, until: datetime) -> tuple[Request, ...]:
    """Return the change requests that landed, or else were last pushed, in (since, until].

    At most 2,000, the newest first.
    """
    rows = session.rows(_REQUESTS, (since, until, MOST_REQUESTS))
    brought = dict(session.rows(_BROUGHT_IN, ([row[2] for row in rows if row[2]],)))
    waiting = [head for _, how, _, head in rows if how == "not landed"]
    own = dict(_own_commits(session, waiting))
    named = sorted({commit for commits in own.values() for commit in commits or ()})
    copies = dict(session.rows(_COPIES, (named,)))
    return tuple(_request(row, brought, own, copies) for row in rows)


def _request(
    row: tuple[int, str, str | None, str | None],
    brought: Mapping[str, list[str]],
    own: Mapping[str, tuple[str, ...] | None],
    copies: Mapping[str, str],
) -> Request:
    number, how, landing, head = row
    if how == "squash" and landing:
        return Request(number, "squashed", (landing,))
    if how != "not landed" and landing:
        commits = [one for one in brought.get(landing, ()) if one != landing]
        if commits:
            return Request(number, "merged", tuple(commits))
        # A fast-forward leaves no trace of where the request began.
        return Request(number, "landed otherwise", (head,) if head else ())
    mine = own.get(head or "")
    if mine is None:
        problem = f"more than {MOST_OWN_COMMITS} commits of its own: it began on another branch"
        return Request(number, "not landed", (), problem)
    if mine and all(commit in copies for commit in mine):
        landed = tuple(copies[commit] for commit in mine)
        return Request(number, "rebased or cherry-picked", landed)
    return Request(number, "not landed", mine)


def _own_commits(
    session: Session, heads: list[str]
) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Yield for each head its commits that have not landed; None when they are too many."""
    rows = session.rows(
        "SELECT commit_id, parents, is_merge FROM held.commits WHERE NOT is_default"
    )
    above = {commit: (parents.split(), is_merge) for commit, parents, is_merge in rows}
    for head in dict.fromkeys(heads):
        found: list[str] = []
        seen, ahead = {head}, [head]
        while ahead and len(seen) <= 2 * MOST_OWN_COMMITS:
            commit = ahead.pop()
            if commit not in above:
                continue
            parents, is_merge = above[commit]
            if not is_merge:
                found.append(commit)
            fresh = [parent for parent in parents if parent not in seen]
            seen.update(fresh)
            ahead += fresh
        yield head, None if ahead or len(found) > MOST_OWN_COMMITS else tuple(found)


def kinds_of_requests(session: Session, requests: tuple[Request, ...]) -> tuple[RequestKind, ...]:
    """Return the kinds of change requests from those of their commits in `held.kinds`.

    A request none of whose commits can be told, or was read, is of kind unknown.
    """
    named = sorted({commit for request in requests for commit in request.commits})
    rows = session.rows(
        "SELECT commit_id, main, weights FROM held.kinds "
        "WHERE commit_id IN (SELECT unnest(?::VARCHAR[]))",
        (named,),
    )
    read = {
        commit: CommitWeights(ContributionKind(main), read_weights(weights))
        for commit, main, weights in rows
    }
    return tuple(_kind(request, read) for request in requests)


def _kind(request: Request, read: Mapping[str, CommitWeights]) -> RequestKind:
    unknown = ContributionKind.UNKNOWN
    there = [read[commit] for commit in request.commits if commit in read]
    if request.problem:
        return RequestKind(request, unknown, (unknown,), request.problem)
    if len(there) < len(request.commits):
        missed = f"{len(request.commits) - len(there)} of {len(request.commits)} commits not read"
        return RequestKind(request, unknown, (unknown,), missed)
    main, kinds, reason = combined_kind(there)
    return RequestKind(request, main, kinds, reason)
