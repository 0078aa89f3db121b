"""Who contributes, in an order that noise cannot win."""

from dataclasses import dataclass
from math import log2

import numpy as np

from lifesigns.models.recognition.acts import KINDS, KINDS_DATA, Acts, Kind

LEAST_MONTHS_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one person contributed, and the score that orders people.

    `acts` and `months` count by kind (kinds never seen are left out), `active_months` are
    calendar months with any act, `breadth` the kinds seen in at least two months, never under 1.
    """

    person: int
    score: float
    active_months: int
    breadth: int
    acts: dict[Kind, int]
    months: dict[Kind, int]
    last_day: float


def what_fakes(kind: Kind) -> str:
    """Return in words what would fake contributions of a kind."""
    return str(KINDS_DATA[kind]["faked_by"])


def rank_people(acts: Acts) -> tuple[Recognised, ...]:
    """Return everyone who contributed, the most sustained and broadest first.

    Score = log2(1 + active months) * log2(1 + breadth). Neither commits nor lines count:
    a month holds one act of a kind or a thousand, so many tiny commits, a mass reformat or
    generated files add at most the month they fall in. Acts without a day are left out. Ties: months summed over
    kinds, then the more recent, then the lower person code.
    """
    acts = acts.where(np.isfinite(acts.day))
    if len(acts) == 0:
        return ()
    people, code = np.unique(acts.person, return_inverse=True)
    code = code.reshape(-1)
    n, k = len(people), len(KINDS)
    month = acts.month
    start, span = int(month.min()), int(month.max() - month.min()) + 1
    cell = (code * k + acts.kind) * span + (month - start)
    pair = np.unique(cell) // span
    months = np.bincount(pair, minlength=n * k).reshape(n, k)
    counts = np.bincount(code * k + acts.kind, minlength=n * k).reshape(n, k)
    active = np.bincount(np.unique(code * span + (month - start)) // span, minlength=n)
    breadth = np.maximum((months >= LEAST_MONTHS_OF_A_KIND).sum(axis=1), 1)
    last = np.full(n, -np.inf)
    np.maximum.at(last, code, acts.day)
    ranked = [
        Recognised(
            person=int(people[i]),
            score=log2(1 + int(active[i])) * log2(1 + int(breadth[i])),
            active_months=int(active[i]),
            breadth=int(breadth[i]),
            acts={kind: int(x) for kind, x in zip(KINDS, counts[i], strict=True) if x},
            months={kind: int(x) for kind, x in zip(KINDS, months[i], strict=True) if x},
            last_day=float(last[i]),
        )
        for i in range(n)
    ]
    return tuple(
        sorted(ranked, key=lambda r: (-r.score, -sum(r.months.values()), -r.last_day, r.person))
    )
