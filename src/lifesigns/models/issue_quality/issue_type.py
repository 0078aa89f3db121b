"""Bug, feature or question: what labels and titles declare, else what the text says.

Two linear models are kept (``linear``): ``words`` on all streams for English, and ``phrases`` on the
stream of turns and shape alone, for every other language; where a trace stands and nothing is asked
or wished, the odds of a bug are raised by a fitted factor. In place of ``words`` stands ``project``
where the issue is known to be of a project that the models were fitted on (``projects``): the same
kind of model, with weights for each of them. Where either is in doubt, a small contextual encoder is
asked as well. What a project's own labels teach is heard beside them (``own_labels``). ``README.md``
says how they were fitted, docs/accuracy/issue_quality.md how well they do.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.issue_quality.encoder import Asked, ask_encoder, read_pieces
from lifesigns.models.issue_quality.features import features, is_lone_trace, spelled
from lifesigns.models.issue_quality.labels import kind_of, tag_of
from lifesigns.models.issue_quality.language import ENGLISH, NONE
from lifesigns.models.issue_quality.linear import KINDS, Tokens, TypeModel
from lifesigns.models.issue_quality.own_labels import OwnLabels, Teaching
from lifesigns.models.issue_quality.record import IssueType
from lifesigns.models.issue_quality.report import Report

WORDS, PHRASES = "words", "phrases"
PROJECT = "project"
ENCODER, PROJECT_ENCODER = "encoder", "project_encoder"
OWN = "own_labels"


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """When the encoder is asked, and how much it counts.

    It is where the largest probability by words is below ``asked_below`` and no trace stands
    alone (such issues it takes for questions); ``share`` is then its part of the probabilities.
    """

    asked_below: float
    share: float

    def heard(
        self, chances: NDArray[np.float64], report: Report, asked: Asked
    ) -> NDArray[np.float64]:
        """The weighted mean of the probabilities by words and of what the encoder ``asked`` says."""
        other = asked(read_pieces(report.title, report.body))
        result: NDArray[np.float64] = (1 - self.share) * chances + self.share * other
        return result


@dataclass(frozen=True, slots=True)
class TextType:
    """What the text alone says: its tokens, the probabilities of the types, by which ``model``.

    ``words`` are the probabilities by words and form alone, without the encoder.
    """

    tokens: Tokens
    words: NDArray[np.float64]
    chances: NDArray[np.float64]
    model: str
    least: float


def read_type(
    report: Report,
    *,
    is_declared: bool = False,
    asked: Asked = ask_encoder,
    project: str | None = None,
) -> TextType | None:
    """The type by the text alone; None for no text.

    Where the type ``is_declared`` the encoder, a fifth of a second an issue, is not asked;
    ``asked`` is who answers for it. ``project`` is the owner/name of whose issue it is, where known.
    """
    if report.language == NONE and not report.lines and not report.title.strip():
        return None
    tokens = features(report)
    lone = is_lone_trace(tokens)
    name = WORDS if report.language == ENGLISH else PHRASES
    known = (project or "").lower()
    if name == WORDS and known in fitted_projects():
        name, model = PROJECT, load_project_model(known)
        scores = model.scores({**tokens, **spelled(report)})
    else:
        model = load_model(name)
        scores = model.scores(tokens)
    words = chances = model.probabilities(scores, lone)
    opinion = load_second_opinion()
    if name != PHRASES and not (is_declared or lone) and words.max() < opinion.asked_below:
        name = PROJECT_ENCODER if name == PROJECT else ENCODER
        chances = opinion.heard(words, report, asked)
    return TextType(tokens, words, chances, name, model.least)


def type_of(
    report: Report,
    labels: Iterable[str] = (),
    *,
    own: OwnLabels | None = None,
    text: TextType | None = None,
    asked: Asked = ask_encoder,
    project: str | None = None,
) -> IssueType:
    """The type of one issue: what its labels or the tag of its title say, else the likeliest.

    None as kind when the text is empty or the odds are too even. The probabilities are always those
    of the text: by words alone where the type is declared, else with the encoder and with what the
    project's ``own`` labels teach. ``text`` is what ``read_type`` said, where it has been asked before;
    ``asked`` answers for the encoder where it has not, and ``project`` is whose issue it is.
    """
    for reason, words in (("label", labels), ("title", (tag_of(report.title),))):
        declared = kind_of(words)
        if declared is not None:
            text = text or read_type(report, is_declared=True, project=project)
            return IssueType(declared, _shown(None if text is None else text.words), reason)
    text = text or read_type(report, asked=asked, project=project)
    if text is None:
        return IssueType(None, _shown(None), "no_text")
    chances, name = text.chances, text.model
    if own is not None:
        name, chances = OWN, own.heard(chances, text.tokens)
    best = int(np.argmax(chances))
    if chances[best] < text.least:
        return IssueType(None, _shown(chances), "unsure")
    return IssueType(KINDS[best], _shown(chances), name)


def _shown(chances: NDArray[np.float64] | None) -> tuple[float, float, float]:
    """The probabilities as told; a third each where there is no text."""
    if chances is None:
        chances = np.full(len(KINDS), 1 / len(KINDS))
    bug, feature, question = (float(chance) for chance in chances)
    return bug, feature, question


@cache
def load_second_opinion() -> SecondOpinion:
    """Read from the package when the encoder is asked (``issue_type.json``)."""
    found = _settings()[ENCODER]
    return SecondOpinion(float(found["asked_below"]), float(found["share"]))


@cache
def load_teaching() -> Teaching:
    """Read from the package how a project's own labels are learnt (``issue_type.json``)."""
    found = _settings()[OWN]
    own, other = found.pop("powers")
    return Teaching(**found, powers=(float(own), float(other)))


def _settings() -> dict[str, Any]:
    home = resources.files(__package__)
    found: dict[str, Any] = json.loads(home.joinpath("issue_type.json").read_text("utf-8"))
    return found


@cache
def load_model(name: str) -> TypeModel:
    """Read one fitted model from the package (``issue_type.npz`` and ``issue_type.json``)."""
    home = resources.files(__package__)
    settings = _settings()["models"][name]
    with home.joinpath("issue_type.npz").open("rb") as file, np.load(file) as stored:
        levels = stored[f"{name}_weights"].astype(np.float32)
        scales = stored[f"{name}_scales"].astype(np.float32)
        return TypeModel(
            keys=stored[f"{name}_keys"],
            factors=stored[f"{name}_factors"].astype(np.float32),
            weights=levels * scales[stored[f"{name}_streams"]],
            sharpness=float(settings["sharpness"]),
            lone_trace=float(settings["lone_trace"]),
            least=float(settings["least"]),
        )


@cache
def fitted_projects() -> Mapping[str, int]:
    """The projects (owner/name) that the model of projects knows, and their places in it."""
    known = _settings()["models"][PROJECT]["projects"]
    return {name: place for place, name in enumerate(known)}


@cache
def load_project_model(project: str) -> TypeModel:
    """Read from the package what is fitted of one of ``fitted_projects``.

    What the issues of each project say is kept, of bugs and features: those of questions are what
    is missing to nothing. All of it counts, that of the project itself ``same`` times more.
    """
    home = resources.files(__package__)
    settings = _settings()["models"][PROJECT]
    with home.joinpath("issue_type.npz").open("rb") as file, np.load(file) as stored:
        levels = stored[f"{PROJECT}_weights"].astype(np.float32)
        parts = levels * stored[f"{PROJECT}_scales"][stored[f"{PROJECT}_streams"]]
        own = parts[:, fitted_projects()[project]]
        weights = parts.sum(1) + np.float32(settings["same"]) * own
        return TypeModel(
            keys=stored[f"{PROJECT}_keys"],
            factors=stored[f"{PROJECT}_factors"].astype(np.float32),
            weights=np.column_stack([weights, -weights.sum(1)]),
            sharpness=float(settings["sharpness"]),
            lone_trace=float(settings["lone_trace"]),
            least=float(settings["least"]),
            streams=tuple(settings["streams"]),
        )
