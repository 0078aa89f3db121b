"""Put everything one page shows together."""

from collections.abc import Mapping

from lifesigns import __version__
from lifesigns.api import catalogue, kept
from lifesigns.api.catalogue import Entry
from lifesigns.api.project import Project
from lifesigns.kernel.answer import Report
from lifesigns.kernel.spec import Need
from lifesigns.sources.git import Progress


def report(project: Project, *, period: str = "1mo", progress: Progress | None = None) -> Report:
    """Answer the ten questions and compute every metric of the catalogue over its own window."""
    return report_and_definitions(project, period=period, progress=progress)[0]


def report_and_definitions(
    project: Project, *, period: str = "1mo", progress: Progress | None = None
) -> tuple[Report, Mapping[str, Entry]]:
    """Return the report and the catalogue entries that explain it, by id.

    What an earlier run kept of the same evidence is taken as it is.
    """
    if known := kept.find(project, period):
        return known.report, known.definitions
    collected = project.store.manifest.state
    made = _made(project, period, progress)
    definitions = catalogue.catalogue()
    if project.store.manifest.state == collected:  # nobody else collected meanwhile
        kept.keep(project, period, kept.Kept(made, definitions, project.newest_at))
    return made, definitions


def _made(project: Project, period: str, progress: Progress | None) -> Report:
    from lifesigns.api.pulse import pulse, window_for  # these load every model
    from lifesigns.api.sheets import sheets_of

    verdicts = catalogue.verdicts()
    for key in ("contribution_kinds", "line_survival"):
        project.model(key)  # long the first time, with a progress line of its own
    needs = {need for spec in verdicts.values() for need in spec.needs}
    needs |= {Need(key) for key in catalogue.metrics()}
    if progress:
        progress.start("Answering", len(needs) + len(verdicts))
    project.compute(needs, progress)
    answers = []
    for key in verdicts:
        answers.append(project.ask(key))
        if progress:
            progress.advance(1)
    results = [project.metric(key) for key in catalogue.metrics()]
    if progress:
        progress.finish()
    return Report(
        subject=project.subject,
        pulse=pulse(project, window_for(project, period, None)),
        answers=tuple(answers),
        results=tuple(results),
        coverage=project.coverage,
        program=f"lifesigns {__version__}",
        anonymised=project.anonymous,
        people=sheets_of(project),
    )
