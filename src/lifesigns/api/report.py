"""Put everything one page shows together."""

from collections.abc import Callable, Iterator, Mapping

from lifesigns import __version__
from lifesigns.api import catalogue, kept
from lifesigns.api.catalogue import Entry
from lifesigns.api.project import READ_BY, Project
from lifesigns.kernel.answer import Answer, Report
from lifesigns.kernel.spec import Need
from lifesigns.sources.git import Progress

_OF_CONTENTS = tuple(READ_BY.values())
"""Models that read what stands in files: most of the work where none of it was read before."""

_OF_FILES = ("truck_factor", "recognition")
"""Models that read which files were touched."""

_FILE_TABLES = {"file_changes", "file_history"}
"""Tables that metrics name when they count files touched."""

First = Callable[[tuple[Answer, ...]], None]
"""Gets the first answers."""


def report(project: Project, *, period: str = "1mo", progress: Progress | None = None) -> Report:
    """Answer the ten questions and compute every metric of the catalogue over its own window."""
    return report_and_definitions(project, period=period, progress=progress)[0]


def report_and_definitions(
    project: Project,
    *,
    period: str = "1mo",
    progress: Progress | None = None,
    first: First | None = None,
) -> tuple[Report, Mapping[str, Entry]]:
    """Return the report and the catalogue entries that explain it, by id.

    What an earlier run kept of the same evidence is taken as it is. Otherwise `first`
    gets the answers that need no contents of files before those are read.
    """
    if known := kept.find(project, period):
        return known.report, known.definitions
    collected = project.store.manifest.state
    made = _made(project, period, progress, first)
    definitions = catalogue.catalogue()
    if project.store.manifest.state == collected:  # nobody else collected meanwhile
        kept.keep(project, period, kept.Kept(made, definitions, project.newest_at))
    return made, definitions


def first_answers(project: Project) -> Iterator[Answer]:
    """Yield the answers that need commits and the tree alone, each as soon as it is known."""
    verdicts, metrics = catalogue.verdicts(), catalogue.metrics()
    keys = [
        key
        for key, spec in verdicts.items()
        if spec.needs
        and not set(spec.models) & {*_OF_CONTENTS, *_OF_FILES}
        and not any(_FILE_TABLES & {*metrics[need.metric].inputs} for need in spec.needs)
    ]
    for some in (keys[:1], keys[1:]):
        project.compute({need for key in some for need in verdicts[key].needs})
        yield from map(project.ask, some)


def _made(project: Project, period: str, progress: Progress | None, first: First | None) -> Report:
    from lifesigns.api.pulse import pulse, window_for  # these load every model
    from lifesigns.api.sheets import sheets_of

    verdicts, metrics = catalogue.verdicts(), catalogue.metrics()
    needs = {need for spec in verdicts.values() for need in spec.needs}
    needs |= set(map(Need, metrics))
    needs -= {need for need in needs if READ_BY.keys() & metrics[need.metric].inputs}
    late = [key for key, spec in verdicts.items() if set(spec.models) & set(_OF_CONTENTS)]
    soon = [key for key in verdicts if key not in late]
    if progress:
        progress.start("Answering", len(needs) + len(soon))
    project.compute(needs, progress)
    answers = {}
    for key in soon:
        answers[key] = project.ask(key)
        if progress:
            progress.advance(1)
    if progress:
        progress.finish()
    if first:
        first(tuple(answers[key] for key in soon))
    for key in ("line_replay", *_OF_CONTENTS):  # git follows lines while Python compares
        project.model(key)  # with a progress line of its own
    answers.update((key, project.ask(key)) for key in late)
    results = [project.metric(key) for key in metrics]
    return Report(
        subject=project.subject,
        pulse=pulse(project, window_for(project, period, None)),
        answers=tuple(answers[key] for key in verdicts),
        results=tuple(results),
        coverage=project.coverage,
        program=f"lifesigns {__version__}",
        anonymised=project.anonymous,
        people=sheets_of(project),
    )
