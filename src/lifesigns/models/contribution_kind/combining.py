"""The kinds of a change request, from the kinds of its commits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lifesigns.models.contribution_kind.classify import strongest
from lifesigns.models.contribution_kind.records import ContributionKind

K = ContributionKind
_NOTHING = frozenset((K.EMPTY, K.MERGE))


@dataclass(frozen=True, slots=True)
class CommitWeights:
    """One commit as it enters a change request: main kind, and lines by kind (plus one a file)."""

    main: ContributionKind
    weights: Mapping[ContributionKind, int]


def combined_kind(
    commits: Sequence[CommitWeights],
) -> tuple[ContributionKind, tuple[ContributionKind, ...], str]:
    """Return main kind, all kinds (main first, then by lines) and reason of several commits.

    The rules are those for the files of one commit; the order of commits does not matter.
    Reverts inside a change request undo its own steps: they count only where there is
    nothing else.
    """
    real = [one for one in commits if one.main not in _NOTHING]
    if not real:
        return K.EMPTY, (K.EMPTY,), "no commit changes content"
    kept = [one for one in real if one.main is not K.REVERT] or real
    summed: Counter[ContributionKind] = Counter()
    for one in kept:
        summed.update(one.weights)
    mains = Counter(one.main for one in kept)
    # Of kinds with as many lines the one that is the main one of most commits comes first.
    lines = Counter({kind: summed[kind] for kind in sorted(summed, key=lambda k: (-mains[k], k))})
    if len(mains) == 1:
        (main,) = mains
        reason = "its only commit" if len(kept) == 1 else f"all {len(kept)} commits"
    else:
        main, reason = strongest(lines)
        reason = f"{reason}, over {len(kept)} commits"
    ranked = [kind for kind, _ in lines.most_common() if kind is not main]
    return main, (main, *ranked), reason


def written(weights: Mapping[ContributionKind, int]) -> str:
    """Return weights as text, such as "core_code:12 tests:3", most first."""
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return " ".join(f"{kind}:{n}" for kind, n in ordered)


def read_weights(text: str) -> dict[ContributionKind, int]:
    """Return the weights that `written` wrote."""
    parts = (part.split(":") for part in text.split())
    return {ContributionKind(kind): int(n) for kind, n in parts}
