"""Can a stranger reproduce this issue? A checklist with its evidence, offline.

docs/accuracy/issue_quality.md says how good it is and where it fails.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from lifesigns.kernel.spec import ModelSpec
from lifesigns.models.issue_quality.facts import coverage, facts
from lifesigns.models.issue_quality.reading import IssueText, read_issues
from lifesigns.models.issue_quality.record import (
    Element,
    Excerpt,
    Finding,
    IssueKind,
    IssueQuality,
    IssueType,
    LearntLabels,
    Presence,
    Reproducible,
)
from lifesigns.models.issue_quality.summary import (
    ElementShare,
    IssueSummary,
    summarise,
    wilson,
)
from lifesigns.models.issue_quality.whose import of_address

if TYPE_CHECKING:
    from lifesigns.models.issue_quality.encoder import Asked
    from lifesigns.models.issue_quality.issue_type import TextType
    from lifesigns.models.issue_quality.own_labels import OwnLabels

__all__ = [
    "MODEL",
    "Element",
    "ElementShare",
    "Excerpt",
    "Finding",
    "IssueKind",
    "IssueQuality",
    "IssueSummary",
    "IssueText",
    "IssueType",
    "LearntLabels",
    "Presence",
    "Reproducible",
    "assess",
    "coverage",
    "facts",
    "learn_labels",
    "of_address",
    "read_issues",
    "read_text",
    "summarise",
    "wilson",
    "wording",
    "worth_learning",
]


def worth_learning(issues: Sequence[IssueText]) -> list[int]:
    """Return the places of the issues whose labels teach how this project names its types.

    Those with a label that names a type, the newest first (undated ones last, in their order), no
    more than are worth the time; none where they are too few.
    """
    from lifesigns.models.issue_quality import assessing

    return assessing.worth_learning(issues)


def read_text(issue: IssueText, asked: "Asked | None" = None) -> "TextType | None":
    """Return the type of an issue by its text alone; None for no text. Never raises.

    ``asked`` answers in place of the encoder.
    """
    from lifesigns.models.issue_quality import assessing

    return assessing.read_text(issue, asked)


def learn_labels(
    issues: Sequence[IssueText], texts: Mapping[int, "TextType | None"]
) -> "OwnLabels | None":
    """Return what the labels of a project teach about the types of its issues.

    ``texts`` are those of ``read_text`` for the places of ``worth_learning``. None where the labels
    are too few, or where types would not be told better, each fifth of them left out in turn.
    """
    from lifesigns.models.issue_quality import assessing

    return assessing.learn_labels(issues, texts)


def assess(
    title: str,
    body: str,
    labels: Iterable[str] = (),
    *,
    own: "OwnLabels | None" = None,
    text: "TextType | None" = None,
    asked: "Asked | None" = None,
    project: str | None = None,
) -> IssueQuality:
    """Return the checklist of one issue; never raises, whatever the text.

    Reads at most 500 characters of the title and 100,000 of the body; a body that was cut is noted
    and absence in it is not claimed. ``labels`` are the project's; one that names a type decides it.
    ``own`` is what ``learn_labels`` gave for the project, ``text`` what ``read_text`` gave for the
    issue, where it was asked; ``asked`` answers in place of the encoder. ``project`` is the
    owner/name at GitHub of whose issue it is, where that is known.
    """
    from lifesigns.models.issue_quality import assessing  # sixty patterns: a tenth of a second

    return assessing.assess(title, body, labels, own, text, asked, project)


@cache
def wording(language: str = "en") -> dict[str, dict[str, str]]:
    """The words for the keys of an assessment: ``ask`` and ``reason``, in ``en`` or ``zh``.

    Any other language reads as English. The dictionary is shared: do not change it.
    """
    text = resources.files(__package__).joinpath("wording.toml").read_text("utf-8")
    words = tomllib.loads(text)
    chosen = language if language in words["ask"] else "en"
    return {part: words[part][chosen] for part in ("ask", "reason")}


MODEL = ModelSpec(
    id="issue_quality",
    title="Issue quality",
    question="Can a stranger reproduce this issue?",
    method=(
        "A reader of Markdown, issue forms and templates finds what the reporter filled in; "
        "line patterns find traces and versions; turns of phrase in English and Chinese find "
        "observed and expected behaviour and steps, which may also stand as orders in running "
        "text. A linear model on hashed words, letters, form and turns of phrase tells bugs, "
        "features and questions apart; a trace where nothing is asked speaks for a bug; issues known to "
        "be of one of the five projects that the model was fitted on are told by one that knows the "
        "project; where the words leave a doubt, a contextual encoder is asked too. Where enough issues carry a label "
        "that names a type, a second linear model is fitted to them and heard beside the first, if "
        "it tells the labels better, each fifth of them left out in turn."
    ),
    source=(
        "Checklist after Zimmermann et al., TSE 2010, and Chaparro et al., FSE 2017; the type is "
        "fitted on the training file of the NLBSE'24 tool competition, the encoder from "
        "all-mpnet-base-v2 (MPNet, Song et al., NeurIPS 2020); patterns are our own."
    ),
    accuracy="docs/accuracy/issue_quality.md",
    fails_when=(
        "what matters is in a picture or a film",
        "the text is in neither English nor Chinese: only its structure is read",
        "a project's labels mean something else than bug, feature and question",
        "steps are told as a bare noun phrase, or an action is told that does not lead to the fault",
        "only a situation is told: whether that is steps enough, readers do not agree; a note says so",
    ),
    abstains_when="No type is likelier than the others together; the body was cut; the text has no words.",
)
