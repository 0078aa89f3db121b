"""Tell how complete mailmaps are, without running the engine on any of them.

    python -m bench.mailmaps REPOSITORY [REPOSITORY ...]

For each clone: the witnesses that its mailmap joins at HEAD (see `bench.people`) and, where it is
not complete there, at the newest commit at which it is, of the last MOST_COMMITS that changed it: many
mailmaps were put in order once and left to age. Besides complete ones those are told that join as many of
fewer witnesses, and nearly as many of enough. So a list of mailmaps to score can be fixed before
anybody knows how the engine does on it.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.people import (
    ENOUGH,
    MIN_WITNESSES,
    Project,
    git,
    is_complete,
    name_of,
    witnesses_joined,
)
from lifesigns.tables.people import Identity

MOST_COMMITS = 200
FEW_WITNESSES = 10
NEARLY = 0.90


def _authors(repository: Path, commit: str) -> Project:
    """Return the authors, with an address, of what leads to the commit: what witnesses need."""
    log = git(repository, "log", "--no-mailmap", "--format=%an%x02%ae", commit)
    pairs = sorted(
        {
            (name, email)
            for name, _, email in (line.partition("\x02") for line in log.split("\n"))
            if email
        }
    )
    identities = [
        Identity(i, name, email, 1, None, None, {}, {}, (), None)
        for i, (name, email) in enumerate(pairs)
    ]
    mailmap = git(repository, "show", f"{commit}:.mailmap")
    return Project(identities, [], mailmap, len(pairs), set(range(len(pairs))))


def _moments(repository: Path) -> Iterator[str]:
    """Yield HEAD and then the commits that changed the mailmap, the newest first."""
    yield git(repository, "rev-parse", "HEAD").strip()
    yield from git(
        repository, "log", f"-{MOST_COMMITS}", "--format=%H", "HEAD", "--", ".mailmap"
    ).split()


def _grade(joined: int, told: int) -> str:
    """Return what a mailmap is good for: a complete one, one of two kinds nearly so, or nothing."""
    if is_complete(joined, told):
        return "complete"
    if told >= FEW_WITNESSES and joined >= ENOUGH * told:
        return "few witnesses"
    return "nearly" if told >= MIN_WITNESSES and joined >= NEARLY * told else ""


def main() -> None:
    """Print what is measured of every clone named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    for repository in parser.parse_args().repositories:
        newest: dict[str, str] = {}
        for commit in _moments(repository):
            project = _authors(repository, commit)
            joined, told = witnesses_joined(project)
            grade = _grade(joined, told)
            share = f"{joined}/{told} {joined / max(told, 1):.3f}"
            line = f"{name_of(repository)}@{commit[:12]} {project.n_authors} {share} {grade}"
            if not newest:
                print(f"{line} at HEAD", flush=True)
            elif grade and grade not in newest:
                print(f"{line} then", flush=True)
            newest.setdefault(grade, line)
            if grade == "complete":
                break


if __name__ == "__main__":
    main()
