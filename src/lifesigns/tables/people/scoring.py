"""The pair model: from the numbers of a pair to the probability of one person, and the reason."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_REASONS = {
    "same": "same full name",
    "subset": "same name with words left out",
    "tail": "same name with the first word left out",
    "initials": "same name with initials",
    "nickname": "same surname and a short form of the given name",
    "typo": "same name spelled differently",
    "spelled": "one name spells the other",
    "same_word": "same one-word name",
    "half": "a word of the name in common",
    "handle_chosen": "same login or nickname",
    "handle_mailbox": "same mailbox name at another domain",
    "handle_mixed": "login and mailbox name agree",
    "spells_many": "login or mailbox spells the full name",
    "spells_one": "login or mailbox is a word of the name",
    "handle_near": "similar logins",
    "same_address": "same address",
    "domain": "same organisation's mail domain",
    "domain_named": "own domain named after the other",
    "paths": "first work on the same files",
    "offsets": "same clock",
    "as_one": "commits and signs only the other's work",
}
_EXTRA = ("_excess", "_words", "_crowd", "_alone")
_ENOUGH = 0.4


@lru_cache(maxsize=256)
def _clue(key: str) -> str:
    """Return the clue that a number belongs to, "" if it is none that is told."""
    for ending in _EXTRA:
        key = key.removesuffix(ending)
    return key if key in _REASONS else ""


@dataclass(frozen=True, slots=True)
class PairModel:
    """A logistic model over named numbers."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def logit(self, features: Mapping[str, float]) -> float:
        """Return the log-odds that the pair is one person."""
        weights, total = self.weights, 0.0
        for key, value in features.items():
            total += weights.get(key, 0.0) * value
        return total + self.bias

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that the pair is one person."""
        return 1.0 / (1.0 + math.exp(-max(min(self.logit(features), 30.0), -30.0)))

    def slack(self, ranges: Mapping[str, tuple[float, float]]) -> float:
        """Return the most by which numbers within these ranges can raise the log-odds."""
        ends = [(self.weights.get(key, 0.0), ends) for key, ends in ranges.items()]
        return sum(max(weight * least, weight * most) for weight, (least, most) in ends)

    def reason(self, features: Mapping[str, float]) -> str:
        """Return what speaks for one person, strongest first, at most three clues."""
        parts: dict[str, float] = {}
        for key, value in features.items():
            clue = _clue(key)
            if clue and features.get(clue):
                parts[clue] = parts.get(clue, 0.0) + self.weights.get(key, 0.0) * value
        strong = sorted((k for k in parts if parts[k] > _ENOUGH), key=lambda k: (-parts[k], k))
        named = [_REASONS[k] for k in strong[:3]]
        return ", ".join(named) or "many weak clues"


@lru_cache(maxsize=1)
def pair_model() -> PairModel:
    """Return the model shipped with the package."""
    data = files("lifesigns.tables.people").joinpath("data", "pair_model.json")
    loaded = json.loads(data.read_text("utf-8"))
    return PairModel(loaded["bias"], loaded["weights"], loaded["threshold"])
