"""How large a project is, in one line: what a forge counts beside all that the copy holds."""

from lifesigns.kernel.answer import Subject
from lifesigns.kernel.unit import Unit
from lifesigns.present import safe, words
from lifesigns.present.messages import say


def commits(subject: Subject) -> str:
    """Return "31,812 commits (9,870 on main)": forges count the default branch alone."""
    every = words.measure(subject.n_commits, Unit.COMMITS)
    if subject.n_commits_default == subject.n_commits:
        return every
    landed, branch = words.number(subject.n_commits_default), safe.name(subject.default_branch)
    return f"{every} ({say('commits_default', count=landed, branch=branch)})"


def people_and_bots(subject: Subject) -> str:
    """Return "173 people and 6 bots"."""
    people = words.measure(subject.n_people, Unit.PEOPLE)
    return say("people_and_bots", people=people, bots=words.bots(subject.n_automation))
