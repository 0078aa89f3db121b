"""Which commits beside the default branch were known at the moment.

A tag and the head of a change request stay when the work goes on: what they lead to was there
when they were. A branch moves on, and goes when it is merged, so those of an earlier day are
known to nobody who looks later; the ones of a copy count on the day of asking alone.
"""

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec

_BESIDE = TableSpec(
    "beside",
    "Beside",
    "one commit that had not landed and was known all the same",
    ("commit_id",),
    (Column("commit_id", "VARCHAR", "its id"),),
)

_WAITING_SQL = """
SELECT c.commit_id, c.parents FROM raw.commits AS c
LEFT JOIN raw.landings AS l USING (commit_id)
CROSS JOIN raw.moment AS m
WHERE (l.landed_at IS NULL OR l.landed_at > m.as_of)
  AND (m.knows_branches OR c.committed_at <= m.as_of)
"""

# Whatever no ref leads to has a last commit, which is nobody's parent. There is seldom one.
_LOST_SQL = """
WITH waiting AS (
  SELECT c.commit_id, c.parents FROM raw.commits AS c
  LEFT JOIN raw.landings AS l USING (commit_id)
  WHERE l.commit_id IS NULL
)
SELECT 1 FROM waiting AS w
ANTI JOIN raw.refs AS r ON r.commit_id = w.commit_id
ANTI JOIN (SELECT DISTINCT unnest(string_split(parents, ' ')) AS id FROM waiting) AS p
  ON p.id = w.commit_id
LIMIT 1
"""

_ALL_SQL = """
CREATE OR REPLACE TABLE raw.beside AS
SELECT c.commit_id FROM raw.commits AS c
LEFT JOIN raw.landings AS l USING (commit_id)
CROSS JOIN raw.moment AS m
WHERE l.landed_at IS NULL OR l.landed_at > m.as_of
"""

# The last part is for clocks that jump: what lies below the tip was there with it.
_TIPS_SQL = """
SELECT r.commit_id FROM raw.refs AS r
JOIN raw.commits AS c USING (commit_id)
CROSS JOIN raw.moment AS m
WHERE m.knows_branches
  OR (r.kind IN ('tag', 'change_request_head') OR r.kind = 'other' AND r.number IS NOT NULL)
    AND greatest(c.committed_at, coalesce(r.tagged_at, c.committed_at)) <= m.as_of
UNION
SELECT l.commit_id FROM raw.landings AS l
CROSS JOIN raw.moment AS m
JOIN raw.landings AS tip ON tip.commit_id = m.tip
WHERE l.landed_at > m.as_of AND l.landing_index <= tip.landing_index
"""

_YOUNGER_SQL = """
SELECT c.commit_id, c.parents, c.committed_at <= m.as_of FROM raw.commits AS c
LEFT JOIN raw.landings AS l USING (commit_id)
CROSS JOIN raw.moment AS m
WHERE l.landed_at IS NULL OR l.landed_at > m.as_of
"""

_BRANCHES_SQL = "SELECT commit_id FROM raw.refs WHERE kind = 'branch' AND NOT is_default"


def load_beside(session: Session) -> None:
    """Fill `raw.beside` at the moment set, from the raw tables mounted."""
    ((knows_branches,),) = session.rows("SELECT knows_branches FROM raw.moment")
    if knows_branches and not session.rows(_LOST_SQL):
        session.execute(_ALL_SQL)
        return
    waiting: dict[str, str] = dict(session.rows(_WAITING_SQL))
    ahead = [tip for (tip,) in session.rows(_TIPS_SQL)] if waiting else []
    found = []
    while ahead:
        parents = waiting.pop(commit := ahead.pop(), None)
        if parents is not None:
            found.append((commit,))
            ahead += parents.split()
    session.load("raw.beside", Batch.from_rows(_BESIDE, sorted(found)))


def on_branches_still_there(session: Session) -> list[str]:
    """Return what other branches of the copy led to, if each stood where its own line had come by then.

    So the default branch is moved back too. It is no more than a sign of work: who looks later
    does not see the branches that went, nor those that were written anew.
    """
    younger = {
        commit: (parents.split(), is_by_then)
        for commit, parents, is_by_then in session.rows(_YOUNGER_SQL)
    }
    ahead, passed = [], set[str]()
    for (tip,) in session.rows(_BRANCHES_SQL):
        while tip in younger and tip not in passed:
            passed.add(tip)
            parents, is_by_then = younger[tip]
            if is_by_then:
                ahead.append(tip)
                break
            tip = parents[0] if parents else None
    found = set[str]()
    while ahead:
        commit = ahead.pop()
        parents, is_by_then = younger.get(commit, ([], False))
        if is_by_then and commit not in found:
            found.add(commit)
            ahead += parents
    return sorted(found)
