"""Who is expected back and by when: a person's silence held against their own rhythm.

After Decan et al. (2020), the last twenty gaps between a person's active days describe
the rhythm; the silence since is a gap that is not over. The gaps of releases, or of any
other recurring event, are described in the same way.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, log1p
from typing import Any

from lifesigns.kernel.spec import ModelSpec

MODEL = ModelSpec(
    id="rhythm",
    title="Expected back",
    question="Who is expected back, and by when?",
    method=(
        "Gaps between a person's last 21 active days (UTC). Due by: the last active day plus the "
        "gap that nine in ten of their own gaps do not exceed. Chance to be active again within "
        "30, 91, 182 and 365 days: logistic regression on the logarithms of the silence, of that "
        "long gap and of the longest gap."
    ),
    source=(
        "Decan et al. 2020, 10.1016/j.jss.2020.110573 (gaps of the last twenty active days); own "
        "fit to people with at least eight active days in 95 public repositories."
    ),
    accuracy=(
        "On repositories the fit had not seen: calibration error 0.015 to 0.021, AUC 0.92 to 0.93; "
        "Brier 0.001 to 0.005 better than the length of silence alone (docs/accuracy/forecast.md)."
    ),
    fails_when=(
        "A person works under several names that are not merged, or on branches never landed.",
        "Work is landed by somebody else in batches.",
        "A person has taken another role: reviewing leaves no commits.",
    ),
    abstains_when=(
        "Fewer than eight active days, or evidence that ends more than 90 days before the moment."
    ),
)

DAY = 86_400
UNSET_CLOCK_BEFORE = 365 * DAY  # nobody committed in 1970: such a clock had not been set
GAPS = 20
FEWEST_ACTIVE_DAYS = 8
LONG = 0.9
STALE_DAYS = 90
HORIZONS = (30, 91, 182, 365)


@dataclass(frozen=True, slots=True)
class Gaps:
    """The last gaps between active days, and the silence that is going on. Days are UTC dates.

    `usual_days` is the median gap, `long_days` the one that nine in ten do not
    exceed, `longest_days` the longest of the `n_gaps` looked at (at most twenty). `due_at`
    (epoch seconds, the end of that day) is the last active day plus `long_days`.
    """

    seen_until: int
    active_days: int
    silent_days: int
    n_gaps: int
    usual_days: float
    long_days: float
    longest_days: int
    due_at: int

    @property
    def is_overdue(self) -> bool:
        """True when the silence is longer than nine in ten of the gaps before it."""
        return self.silent_days > self.long_days


@dataclass(frozen=True, slots=True)
class Return:
    """The chance `p` to be active again within so many days after `Gaps.seen_until`."""

    within_days: int
    p: float


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A person's gaps and chances of return.

    `gaps` is None with fewer than two active days; `returns` is empty when there are
    fewer than eight, or when the evidence ends long before the moment (`is_stale`).
    """

    gaps: Gaps | None
    returns: tuple[Return, ...]
    is_stale: bool


def gaps(happened_at: Sequence[int], as_of: int, observed_until: int) -> Gaps | None:
    """Describe the gaps of any recurring event by `as_of`; None with fewer than two active days.

    `happened_at` are epoch seconds in any order. Nothing after the earlier of `as_of` and
    `observed_until` has any influence.
    """
    end = min(as_of, observed_until)
    days = sorted({time // DAY for time in happened_at if UNSET_CLOCK_BEFORE <= time <= end})
    if len(days) < 2:
        return None
    recent = sorted(after - before for before, after in pairwise(days[-GAPS - 1 :]))
    silent = end // DAY - days[-1]
    long_days = _quantile(recent, LONG)
    return Gaps(
        seen_until=end,
        active_days=len(days),
        silent_days=silent,
        n_gaps=len(recent),
        usual_days=_quantile(recent, 0.5),
        long_days=long_days,
        longest_days=recent[-1],
        due_at=int((days[-1] + long_days + 1) * DAY) - 1,
    )


def rhythm(active_at: Sequence[int], as_of: int, observed_until: int) -> Rhythm:
    """Say how a person's silence compares with their rhythm, and how likely they return.

    `active_at` are the times (epoch seconds) at which the person's commits landed.
    """
    found = gaps(active_at, as_of, observed_until)
    stale = as_of - observed_until > STALE_DAYS * DAY
    if found is None or stale or found.active_days < FEWEST_ACTIVE_DAYS:
        return Rhythm(found, (), stale)
    chances: list[Return] = []
    for horizon in HORIZONS:
        p = _logistic(_weights()[str(horizon)], inputs(found))
        chances.append(Return(horizon, max([p, *(earlier.p for earlier in chances)])))
    return Rhythm(found, tuple(chances), stale)


def inputs(found: Gaps) -> tuple[float, float, float]:
    """Return what the chances rest on: ln(1 + days) of the silence, the long and longest gap."""
    return log1p(found.silent_days), log1p(found.long_days), log1p(found.longest_days)


@cache
def _weights() -> dict[str, list[float]]:
    text = resources.files("lifesigns.models").joinpath("rhythm.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    weights: dict[str, list[float]] = data["weights"]
    return weights


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    score = weights[0] + sum(w * v for w, v in zip(weights[1:], values, strict=True))
    return 1 / (1 + exp(-max(min(score, 40.0), -40.0)))


def _quantile(ordered: Sequence[int], share: float) -> float:
    """Linear interpolation between order statistics."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
