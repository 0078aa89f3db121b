"""Put everything one page shows together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lifesigns import __version__
from lifesigns.api import catalogue, kept
from lifesigns.api.catalogue import Entry
from lifesigns.api.project import READ_BY, Project
from lifesigns.kernel.answer import Answer, PulseResult, Report
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.sources.git import Progress

_OF_CONTENTS = tuple(READ_BY.values())
"""Models that read what stands in files: most of the work where none of it was read before."""

_OF_FILES = ("truck_factor", "recognition")
"""Models that read which files were touched."""

_FIRST = "alive"
"""What people want to know first."""

_FILE_TABLES = {"file_changes", "file_history", "files"}
"""Tables that metrics name when they count files, or tell what areas they belong to."""

First = Callable[[tuple[Answer, ...]], None]
"""Gets the first answers."""


def report_and_definitions(
    project: Project,
    *,
    period: str = "1mo",
    progress: Progress | None = None,
    first: First | None = None,
) -> tuple[Report, Mapping[str, Entry]]:
    """Answer the ten questions and compute every metric of the catalogue over its own window.

    Returns the report, and the catalogue entries that explain it by id. What an earlier run kept of the same evidence is taken as it is. Otherwise `first`
    gets the answers that need no contents of files before those are read.
    """
    known = kept.find(project)
    if known is None or period not in known.pulses:
        collected = project.store.manifest.state
        if known is None:
            made = _made(project, period, progress, first)
            pulses = {period: made.pulse}
            known = kept.Kept(made, catalogue.catalogue(), project.newest_at, pulses)
        else:
            known = replace(known, pulses={**known.pulses, period: _pulse(project, period)})
        if project.store.manifest.state == collected:  # nobody else collected meanwhile
            kept.keep(project, known)
    return replace(known.report, pulse=known.pulses[period]), known.definitions


def answer(project: Project, key: str) -> Answer:
    """Answer one of the ten questions: as a report of the same evidence did, if one is kept.

    Raises UnknownIdError naming the nearest ones.
    """
    known = kept.find(project)
    given = known.report.answers if known else ()
    return next((one for one in given if one.question == key), None) or project.ask(key)


def first_answers(project: Project) -> Iterator[Answer]:
    """Yield the answers that need commits and the tree alone, each as soon as it is known.

    The first is `alive`, before the code of the other verdicts is even loaded.
    """
    if (alive := catalogue.verdict(_FIRST)) and _is_early(alive):
        project.compute(alive.needs)
        yield project.ask(_FIRST)
    early = [spec for spec in catalogue.verdicts().values() if _is_early(spec)]
    keys = [spec.id for spec in early if spec.id != _FIRST]
    project.compute({need for spec in early for need in spec.needs})
    yield from map(project.ask, keys)


def _is_early(spec: VerdictSpec) -> bool:
    """Tell whether a verdict needs neither files touched nor contents of files."""
    metrics = catalogue.metrics()
    return (
        bool(spec.needs)
        and not set(spec.models) & {*_OF_CONTENTS, *_OF_FILES}
        and not any(_FILE_TABLES & {*metrics[need.metric].inputs} for need in spec.needs)
    )


def _made(project: Project, period: str, progress: Progress | None, first: First | None) -> Report:
    from lifesigns.api.reading import reading_beside  # these load every model
    from lifesigns.api.sheets import sheets_of

    with reading_beside(project) as await_readings:
        project.model("line_replay")  # git follows lines while all else is found out
        answers = _without_contents(project, progress)
        if first:
            first(tuple(answers.values()))
        counted = _pulse(project, period)
        project.model("landed_twice")
        await_readings()
    for key in _OF_CONTENTS:
        project.model(key)  # with a progress line of its own
    return Report(
        subject=project.subject,
        pulse=counted,
        answers=tuple(answers.get(key) or project.ask(key) for key in catalogue.verdicts()),
        results=tuple(project.metric(key) for key in catalogue.metrics()),
        coverage=project.coverage,
        program=f"lifesigns {__version__}",
        anonymised=project.anonymous,
        people=sheets_of(project),
    )


def _without_contents(project: Project, progress: Progress | None) -> dict[str, Answer]:
    """Answer what needs no contents of files, by id, and compute what else needs none."""
    verdicts, metrics = catalogue.verdicts(), catalogue.metrics()
    needs = {need for spec in verdicts.values() for need in spec.needs}
    needs |= set(map(Need, metrics))
    needs -= {need for need in needs if READ_BY.keys() & metrics[need.metric].inputs}
    keys = [key for key, spec in verdicts.items() if not set(spec.models) & set(_OF_CONTENTS)]
    if progress:
        progress.start("Answering", len(needs) + len(keys))
    project.compute(needs, progress)
    answers = {}
    for key in keys:
        answers[key] = project.ask(key)
        if progress:
            progress.advance(1)
    if progress:
        progress.finish()
    return answers


def _pulse(project: Project, period: str) -> PulseResult:
    from lifesigns.api.pulse import pulse, window_for  # not needed for what is kept

    return pulse(project, window_for(project, period, None))
