"""Read from shared commits whether two accounts are one person's or two people's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lifesigns.tables.people.atoms import Atom
from lifesigns.tables.people.features import NOBODY, Company
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import SQUASHED, Together

# People sign off and commit their own work; they do not review it. Co-authors tell nothing: forges
# that squash a branch name the author's own other accounts as co-authors, and other people alike.
_OWN_ROLES = frozenset({"author", "committer", "signed_off_by"})
# Nor do squashed requests here: they are read by themselves.
_SILENT_ROLES = frozenset({"co_author", SQUASHED})


def weigh_company(
    together: Iterable[Together], profiles: Sequence[Profile], atoms: Sequence[Atom]
) -> dict[tuple[int, int], Company]:
    """Return what shared commits say per pair of atoms (numbers in `atoms`, lower first).

    `as_one` is the share of an account's appearances as committer or signer that fall on the
    other's commits: a second account of the author serves nobody else.
    """
    atom_of = {
        profiles[position].identity.identity_id: number
        for number, atom in enumerate(atoms)
        for position in atom.members
    }
    own: dict[tuple[int, int], Counter[tuple[int, str]]] = defaultdict(Counter)
    apart: Counter[tuple[int, int]] = Counter()
    for row in together:
        a, b = atom_of.get(row.identity_a), atom_of.get(row.identity_b)
        if a is None or b is None or a == b:
            continue
        pair = (min(a, b), max(a, b))
        if row.role_a in _OWN_ROLES and row.role_b in _OWN_ROLES:
            own[pair][b, row.role_b] += row.n_commits
        elif _SILENT_ROLES.isdisjoint((row.role_a, row.role_b)):
            apart[pair] += row.n_commits
    found = {}
    for pair in own.keys() | apart.keys():
        shares = [
            count / max(_appearances(profiles, atoms[atom], role), count)
            for (atom, role), count in own[pair].items()
        ]
        found[pair] = Company(max(shares, default=0.0), apart[pair])
    return found


def _appearances(profiles: Sequence[Profile], atom: Atom, role: str) -> int:
    return sum(profiles[position].identity.roles.get(role, 0) for position in atom.members)


def likely_alone(weighed: Mapping[tuple[int, int], Company]) -> list[tuple[int, int]]:
    """Return the pairs of which one mostly commits or signs the other's work."""
    return [pair for pair, company in weighed.items() if company.as_one > 0.5]


def company_of(weighed: Mapping[tuple[int, int], Company], a: int, b: int) -> Company:
    """Return what is known of one pair."""
    return weighed.get((a, b) if a < b else (b, a), NOBODY)
