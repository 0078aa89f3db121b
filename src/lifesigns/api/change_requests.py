"""Which commits make up each change request.

A squashed request is its landed commit. A merged one is what its merge brought in.
One that a rebase or a cherry-pick landed is known by the author, the author's time
and the subject of its commits, which those keep. One that has not landed is what its
head leads to and the default branch does not.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifesigns.api.request_commits import MOST_OWN_COMMITS, Beside, Landed
from lifesigns.engine.local import Session

MOST_REQUESTS = 2_000
_WAITING = "not landed"
_COPIED = "rebase or cherry-pick"
# The branch that a request landed on may be gone; a number in a head much younger than the
# request is another project's.
_SOON = timedelta(days=90)

_REQUESTS = """
SELECT r.number, r.how, r.landing_id, r.head_id, l.landed_by
FROM held.change_requests AS r
LEFT JOIN held.commits AS l ON l.commit_id = r.landing_id
WHERE coalesce(r.at, r.last_pushed_at) > ? AND coalesce(r.at, r.last_pushed_at) <= ?
ORDER BY coalesce(r.at, r.last_pushed_at) DESC, r.number
LIMIT ?
"""

# A copy that landed before the commit was made is what the commit was taken from.
_COPIES = """
SELECT c.commit_id, arg_min(l.commit_id, l.landing_index)
FROM held.commits AS c
JOIN held.commits AS l
  ON l.author_email = c.author_email AND l.authored_at = c.authored_at AND l.subject = c.subject
WHERE l.is_default AND NOT c.is_default AND NOT c.is_merge AND l.committed_at >= c.committed_at
  AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))
GROUP BY c.commit_id
"""

_ELSEWHERE = """
SELECT r.number, c.commit_id, c.is_merge, c.committed_at - h.committed_at
FROM held.change_requests AS r
JOIN held.commits AS h ON h.commit_id = r.head_id
JOIN held.commits AS c ON coalesce(c.merged_number, c.squashed_number) = r.number
WHERE NOT c.is_default AND c.commit_id <> r.head_id
  AND CASE WHEN c.is_merge THEN contains(c.parents, r.head_id)
           ELSE c.committed_at >= h.committed_at END
  AND r.number IN (SELECT unnest(?::BIGINT[]))
ORDER BY c.committed_at DESC, c.commit_id DESC
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One change request: how it came to its end, and its commits, oldest first.

    None of them: not to be told.

    `outcome`: merged, squashed, rebased or cherry-picked, landed otherwise, landed on another
    branch, not landed.
    `merge` is the merge that took in these commits and nothing else, if one did;
    `problem` says why the commits cannot be told.
    """

    number: int
    outcome: str
    commits: tuple[str, ...]
    merge: str | None = None
    problem: str = ""


def change_requests(session: Session, since: datetime, until: datetime) -> tuple[Request, ...]:
    """Return the change requests that landed, or else were last pushed, in (since, until].

    At most 2,000, the newest first.
    """
    rows = session.rows(_REQUESTS, (since, until, MOST_REQUESTS))
    landed = Landed(session, {row[4] for row in rows if row[4]})
    apart = {
        number: head for number, how, _, head, _ in rows if how in (_WAITING, _COPIED) and head
    }
    copied = frozenset(number for number, how, *_ in rows if how == _COPIED)
    found = dict(_apart(session, apart, copied))
    return tuple(found[row[0]] if row[0] in found else _landed_request(row, landed) for row in rows)


def _landed_request(
    row: tuple[int, str, str | None, str | None, str | None], landed: Landed
) -> Request:
    number, how, landing, head, landed_by = row
    if not landing or not landed_by:
        return Request(number, _WAITING, (head,) if head else ())
    if how == "squash":
        return Request(number, "squashed", (landing,))
    merge, commits = landed.own(number, landed_by, head, landing if how == "merge" else None)
    return Request(number, "merged" if merge else "landed otherwise", commits, merge)


def _apart(
    session: Session, heads: Mapping[int, str], copied: Collection[int]
) -> Iterator[tuple[int, Request]]:
    """Yield the requests (number to head) whose head is not on the default branch.

    Of those `copied` it has a copy of the head.
    """
    beside = Beside(session)
    own = {number: beside.own(head) for number, head in heads.items()}
    named = sorted({commit for commits in own.values() for commit in commits or ()})
    copies = dict(session.rows(_COPIES, (named,)))
    elsewhere = {
        number: (commit, is_merge)
        for number, commit, is_merge, after in session.rows(_ELSEWHERE, (list(heads),))
        if commit not in (own[number] or ())
        and (is_merge or after <= _SOON or beside.is_on_branch(commit))
    }
    for number, head in heads.items():
        mine = own[number]
        if mine and all(commit in copies for commit in mine):
            landed = tuple(copies[commit] for commit in mine)
            yield number, Request(number, "rebased or cherry-picked", landed)
        elif number in copied:
            yield number, _unless_too_many(number, "landed otherwise", mine)
        elif number in elsewhere:
            commit, is_merge = elsewhere[number]
            mine = beside.own(head, commit) if is_merge else (commit,)
            merge = commit if is_merge else None
            yield number, _unless_too_many(number, "landed on another branch", mine, merge)
        else:
            yield number, _unless_too_many(number, _WAITING, mine)


def _unless_too_many(
    number: int, outcome: str, commits: tuple[str, ...] | None, merge: str | None = None
) -> Request:
    if commits is None:
        problem = f"more than {MOST_OWN_COMMITS} commits: it began on another branch"
        return Request(number, outcome, (), problem=problem)
    problem = "" if commits else "only merges: what they join is no longer its own"
    return Request(number, outcome, commits, merge, problem)
