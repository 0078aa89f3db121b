"""Judge issues that somebody has in a file or pipes in; no repository and no forge is needed."""

import codecs
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from lifesigns.api.opinions import Opinions
from lifesigns.api.project import Project
from lifesigns.kernel.answer import Answer, Coverage
from lifesigns.kernel.errors import DataError, PermissionDeniedError, UsageError
from lifesigns.kernel.holdings import IssueElement, IssueEntry
from lifesigns.models.issue_quality import (
    MODEL,
    IssueQuality,
    IssueSummary,
    IssueText,
    LearntLabels,
    assess,
    coverage,
    learn_labels,
    of_address,
    read_issues,
    read_text,
    summarise,
    wording,
    worth_learning,
)
from lifesigns.sources.git import Progress
from lifesigns.verdicts import issue_quality, thresholds

STANDARD_INPUT = "-"
_LARGEST = 256 * 1024 * 1024
_MOST = 50_000
_LONGEST_TITLE = 500
_JSON_ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
_TYPES = ("bug", "feature", "question")
_NOT_TEXT = 0.1
"""Share of characters that cannot be text (NUL, undecodable) from which on a file is not read."""


@dataclass(frozen=True, slots=True)
class GivenIssues:
    """Issues as they were given; `n_later` were left out as later than the moment."""

    issues: tuple[IssueText, ...]
    n_later: int


@dataclass(frozen=True, slots=True)
class JudgedIssues:
    """Issues one by one and in sum; `n_later` were left out as later than the moment."""

    entries: tuple[IssueEntry, ...]
    summary: IssueSummary
    n_later: int

    @property
    def coverage(self) -> Coverage:
        """How much of the given issues could be read."""
        return coverage(self.summary, self.n_later)

    @property
    def answer(self) -> Answer:
        """Whether a stranger could reproduce them, from the issues alone."""
        return self._with_entries(
            issue_quality.answer(self.summary, self.coverage, thresholds()),
        )

    def real_work(self, project: Project) -> Answer:
        """Whether the work is real, from the history and the issues."""
        found = project.ask("real_work", {MODEL.id: self.summary})
        return self._with_entries(
            dataclasses.replace(found, coverage=(*found.coverage, self.coverage))
        )

    def _with_entries(self, found: Answer) -> Answer:
        return dataclasses.replace(found, extra={**found.extra, "issues": self.entries})


def judge_issues(
    place: str,
    standard_input: BinaryIO,
    *,
    as_of: datetime | None = None,
    anonymous: bool = False,
    progress: Progress | None = None,
    workspace: Path | None = None,
) -> JudgedIssues:
    """Read issues from a file, or from `standard_input` when `place` is "-", and judge each.

    As `read_given` and `judge` do, one after the other.
    """
    given = read_given(place, standard_input, as_of=as_of)
    return judge(given, anonymous=anonymous, progress=progress, workspace=workspace)


def read_given(
    place: str, standard_input: BinaryIO, *, as_of: datetime | None = None
) -> GivenIssues:
    """Read issues from a file, or from `standard_input` when `place` is "-".

    With `as_of`, issues written later and issues without a date are left out. Raises UsageError
    when there is no such file, PermissionDeniedError when it may not be read, DataError when it
    holds no issue that can be read, or more than 256 MiB or 50,000 issues; each is one line with
    advice.
    """
    name = "Standard input" if place == STANDARD_INPUT else place[:200]
    text = _decoded(_bytes(place, standard_input), name)
    try:
        given = read_issues(text, must_be_json=Path(place).suffix.lower() in _JSON_ENDINGS)
    except DataError as error:
        raise DataError(f"{name}: {error.message}", error.advice) from None
    if len(given) > _MOST:
        raise DataError(f"{name} holds more than {_MOST} issues.", "Give the issues in parts.")
    kept = [issue for issue in given if _is_of_the_past(issue, as_of)]
    if not kept:
        raise _nothing(name, as_of if given else None)
    return GivenIssues(tuple(kept), len(given) - len(kept))


def judge(
    given: GivenIssues,
    *,
    origin: str | None = None,
    anonymous: bool = False,
    progress: Progress | None = None,
    workspace: Path | None = None,
) -> JudgedIssues:
    """Judge each issue; `origin` is where the project lives whose issues they are.

    An issue that names its project itself is of that one. With `workspace`, what the language model
    says of each text is kept there and not asked for again.
    """
    project = None if origin is None else of_address(origin)
    issues = [
        one if one.project else dataclasses.replace(one, project=project) for one in given.issues
    ]
    with Opinions(workspace) as opinions:
        judged, learnt = _judged(issues, opinions, progress)
    entries = tuple(
        _entry(place, issue, quality, anonymous=anonymous)
        for place, (issue, quality) in enumerate(zip(issues, judged, strict=True), start=1)
    )
    return JudgedIssues(entries, summarise(judged, learnt), given.n_later)


def _bytes(place: str, standard_input: BinaryIO) -> bytes:
    shown = place[:200] or "An empty name"
    try:
        if place == STANDARD_INPUT:
            data = standard_input.read(_LARGEST + 1)
        else:
            with Path(place).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except PermissionError:
        raise PermissionDeniedError(
            f"{shown} may not be read.", "Ask for permission, or pipe it in with --issues -."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name can be"
        raise UsageError(
            f"{shown} cannot be read: {reason}.", "Name a file of issues, or - for a pipe."
        ) from None
    if len(data) > _LARGEST:
        raise DataError(
            f"{shown} is larger than {_LARGEST >> 20} MiB.", "Give the issues in parts."
        )
    return data


def _decoded(data: bytes, name: str) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if is_wide else "utf-8-sig", "replace")
    if (text.count("\ufffd") + text.count("\0")) > _NOT_TEXT * len(text):
        raise DataError(f"{name} is not text in UTF-8.", "Save the issues as UTF-8.")
    return text


def _is_of_the_past(issue: IssueText, as_of: datetime | None) -> bool:
    return as_of is None or (issue.created is not None and issue.created <= as_of)


def _nothing(name: str, as_of: datetime | None) -> DataError:
    if as_of is not None:
        return DataError(
            f"{name} holds no issue known to be of {as_of:%Y-%m-%d} or before.",
            "Give the date of each as createdAt, or leave --as-of out.",
        )
    return DataError(
        f"{name} holds no issue.", "Give one, as `gh issue list --json number,title,body` does."
    )


def _judged(
    issues: list[IssueText], opinions: Opinions, progress: Progress | None
) -> tuple[list[IssueQuality], LearntLabels | None]:
    """Every issue judged, and what the labels taught about their types."""
    texts = {
        place: read_text(issues[place], opinions)
        for place in _watched(worth_learning(issues), "Learning from labels", progress)
    }
    own = learn_labels(issues, texts)
    places = _watched(range(len(issues)), "Reading issues", progress)
    judged = [
        assess(
            one.title,
            one.body,
            one.labels,
            own=own,
            text=texts.get(place),
            asked=opinions,
            project=one.project,
        )
        for place, one in ((place, issues[place]) for place in places)
    ]
    return judged, None if own is None else own.learnt


def _watched(places: Sequence[int], what: str, progress: Progress | None) -> Iterator[int]:
    if progress and places:
        progress.start(what, len(places))
    for place in places:
        yield place
        if progress:
            progress.advance(1)
    if progress and places:
        progress.finish()


def _entry(place: int, issue: IssueText, judged: IssueQuality, *, anonymous: bool) -> IssueEntry:
    reasons = wording()["reason"]
    questions = wording(judged.language)["ask"]
    kind = judged.issue_type.kind
    return IssueEntry(
        issue=issue.name or f"no. {place}",
        title=None if anonymous else issue.title[:_LONGEST_TITLE],
        language=judged.language,
        type=None if kind is None else str(kind),
        type_why=reasons[judged.issue_type.reason],
        type_is_declared=judged.issue_type.is_declared,
        probability={
            name: round(chance, 4)
            for name, chance in zip(_TYPES, judged.issue_type.probabilities, strict=True)
        },
        reproducible=str(judged.reproducible),
        elements=tuple(
            IssueElement(
                str(finding.element),
                str(finding.presence),
                reasons[finding.reason],
                None if anonymous or finding.excerpt is None else finding.excerpt.text,
            )
            for finding in judged.findings
        ),
        ask=tuple(questions[key] for key in judged.ask),
        notes=tuple(reasons[key] for key in judged.notes),
    )
