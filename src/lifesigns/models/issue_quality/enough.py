"""Is what a report tells in words enough to follow, or no more than a situation in passing?

Lists, code and commands are steps by their form. Of *it crashes when I save* only a reader can say
whether somebody else could see the fault by it. What readers say, who knew none of these rules, is
learnt from 809 reports (``steps.json``; docs/accuracy/issue_quality.md): the more is told, and the more
of it are acts of the hand, the likelier they call it steps.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log1p

_ACT = re.compile(
    r"\b(?:open|click|press|tap|typ|select|launch|enter|navigat|scroll|dragg?|hover|past|choos|visit|log|sign|play|load"
    r"|resiz|zoom|switch|start|restart|execut|search|creat|insert|clos|sav|toggl|enabl|disabl|swip|upload|download|shar"
    r"|send|record|attach|mov|rotat|fill|turn|plug|cop|call|install|build|add|delet|remov|chang|edit|us|tr)"
    r"(?:e|y|s|es|ies|ed|ied|ing|ying|ned|ped|ted|ning|ping|ting)?\b"
    r"|\b(?:go|goes|going|went|runs?|running|ran|puts?|sets?|setting|hits?|chose|sent|back|then)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_'-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences tell: words, acts, whether one orders the hand, whether several tie an
    action to what it causes."""

    words: int
    acts: int
    orders: bool
    several: bool

    @property
    def numbers(self) -> tuple[float, float, float, float]:
        """What the weights are for."""
        return log1p(self.words), log1p(self.acts), float(self.orders), float(self.several)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of *no steps are told*, and the chance above which that is said."""

    weights: tuple[float, ...]
    constant: float
    limit: float

    def chance(self, told: Told) -> float:
        """The chance that a reader finds no steps in it."""
        score = self.constant + sum(
            weight * number for weight, number in zip(self.weights, told.numbers, strict=True)
        )
        return 1 / (1 + exp(-score))


def count(texts: Sequence[str]) -> tuple[int, int]:
    """The words of some sentences, and the acts among them."""
    return (
        sum(len(_WORD.findall(text)) for text in texts),
        sum(len(_ACT.findall(text)) for text in texts),
    )


def is_enough(told: Told) -> bool:
    """Whether readers would more likely than the limit call that steps."""
    found = load_weights()
    return found.chance(told) <= found.limit


@cache
def load_weights() -> Weights:
    """Read from the package (``steps.json``, written by ``bench.issue_steps --write``)."""
    home = resources.files(__package__)
    found = json.loads(home.joinpath("steps.json").read_text("utf-8"))
    return Weights(tuple(found["weights"]), float(found["constant"]), float(found["limit"]))
