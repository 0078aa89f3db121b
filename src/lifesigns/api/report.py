"""Put everything one page shows together."""

from lifesigns import __version__
from lifesigns.api import catalogue
from lifesigns.api.project import Project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.api.sheets import sheets_of
from lifesigns.kernel.answer import Report
from lifesigns.kernel.spec import Need
from lifesigns.sources.git import Progress


def report(project: Project, *, period: str = "1mo", progress: Progress | None = None) -> Report:
    """Answer the ten questions and compute every metric of the catalogue over its own window."""
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
