"""Read from squashed change requests that two identities are one person.

Whoever squashes a change request on a forge makes one commit by the account that asked for it; the
commits of its head keep the name and address that their author's git was told. Where a request's
landed commit and its head have different authors, it may still be two people: a branch that another
carried on, or a maintainer who pushed last. So it counts only between two who always meet so: all
that the one landed came from the other's heads, and all the other's heads landed as the one's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from lifesigns.tables.people.clustering import Clusters
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import SQUASHED, Kind, Together
from lifesigns.tables.people.safe_links import Link

_REASON = "author of a squashed change request, and of its head"
_CONFIDENCE = 0.95
# Squashed requests are at least such a share of all that the account which asked has authored, and
# to each belong at most so many commits of the other: who does more than that is known otherwise.
_LEAST_SHARE = 0.3
_MOST_COMMITS = 50


def squash_links(
    together: Iterable[Together], profiles: Sequence[Profile], clusters: Clusters
) -> list[Link]:
    """Return the links between clusters as they are, in an order that the input's cannot change."""
    place = {profile.identity.identity_id: n for n, profile in enumerate(profiles)}
    landed: dict[int, Counter[int]] = defaultdict(Counter)
    headed: dict[int, Counter[int]] = defaultdict(Counter)
    for row in together:
        if row.role_b == SQUASHED:
            asker = clusters.find(place[row.identity_a])
            author = clusters.find(place[row.identity_b])
            landed[asker][author] += row.n_commits
            headed[author][asker] += row.n_commits
    links = []
    for asker, heads in landed.items():
        (author, n), *others = heads.items()
        if others or author == asker or len(headed[author]) > 1:
            continue
        asked, wrote = _authored(profiles, clusters, asker), _authored(profiles, clusters, author)
        if n >= _LEAST_SHARE * asked and wrote <= _MOST_COMMITS * n:
            a, b = sorted(clusters.members(root)[0] for root in (asker, author))
            if all(_is_somebody(profiles, clusters, root) for root in (asker, author)):
                links.append(Link(a, b, _REASON, _CONFIDENCE))
    return sorted(links, key=lambda link: (link.a, link.b))


def _is_somebody(profiles: Sequence[Profile], clusters: Clusters, root: int) -> bool:
    """Return whether a cluster is a person with a name or an address that others do not share."""
    members = [profiles[member] for member in clusters.members(root)]
    return members[0].kind is Kind.PERSON and not all(
        member.proper.is_placeholder and member.proper_address.is_placeholder for member in members
    )


def _authored(profiles: Sequence[Profile], clusters: Clusters, root: int) -> int:
    return sum(profiles[member].identity.n_commits for member in clusters.members(root))
