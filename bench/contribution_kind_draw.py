"""Draw landed commits by people for labelling, without the model.

    python -m bench.contribution_kind_draw FOLDER documents|corrections N M OWNER/NAME...

FOLDER holds clones named OWNER+NAME (with an optional /repo below it). Of each repository the N
commits whose SHA-256 of "OWNER/NAME@commit" is smallest are the random sample; the next M of the
stratum named are the oversample. Drawn from: commits reachable from HEAD that are no merges and
whose author's name and address say nothing of a robot. Prints sample, repository, commit and
weight: with the weights both parts together stand for N random commits of each repository.

documents     at least half of the paths are documentation by name or folder, by rules of this file
corrections   the subject speaks of spelling, comments, white space, formatting or linting
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from bench.change_requests import clone_of

ROBOT = re.compile(
    r"\[bot\]|\bbots?\b|bot@|bot$|[-_]bot|translatewiki|renovate|dependabot|greenkeeper|snyk"
    r"|jenkins|github-?actions?|transifex|weblate|crowdin|pyup|gerrit code review|imgbot"
    r"|libraryupgrader|\bci@",
    re.IGNORECASE,
)
_EXTENSIONS = (
    "md mdx markdown mkd rst txt adoc asciidoc rdoc textile org tex texi texinfo pod rd rmd qmd"
    " html htm 1 3 5 7 8"
)
_FOLDERS = (
    "doc docs documentation man manual manuals guide guides website site www examples example"
    " tutorial tutorials book wiki vignettes blog posts changelog changelogs change-notes"
)
DOCUMENT_EXTENSIONS = frozenset(_EXTENSIONS.split())
DOCUMENT_FOLDERS = frozenset(_FOLDERS.split())
DOCUMENT_NAMES = re.compile(
    r"readme|change|news|history|contributing|authors|todo|install|upgrad|release.?notes|maintainers",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"typo|spell|comment|white ?space|format|\blint|indent|grammar|docstring|javadoc|doxygen"
    r"|trailing|\btabs?\b|newline|prettier|clang-format|gofmt|rustfmt|\bblack\b",
    re.IGNORECASE,
)
Commit = tuple[str, str, list[str]]


def landed(clone: Path) -> Iterator[Commit]:
    """Yield hash, subject and paths of the landed commits by people that are no merges."""
    form = "--format=%x01%H%x02%an <%ae>%x02%s"
    command = ["git", "-C", str(clone), "log", "--no-merges", "--no-renames", "--name-only", "-z"]
    said = subprocess.run([*command, form, "HEAD"], capture_output=True, check=True).stdout
    for record in said.decode("utf-8", "replace").split("\x01")[1:]:
        head, _, rest = record.partition("\0")
        commit, author, subject = head.split("\x02", 2)
        if not ROBOT.search(author):
            yield commit, subject, [path for path in rest.strip("\n").split("\0") if path.strip()]


def is_document(path: str) -> bool:
    """Tell whether a path is documentation by its name or folder."""
    *folders, name = path.split("/")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    named = DOCUMENT_NAMES.match(name) is not None or extension in DOCUMENT_EXTENSIONS
    return named or any(folder.lower() in DOCUMENT_FOLDERS for folder in folders)


def speaks_of_documents(commit: Commit) -> bool:
    """Tell whether at least half of the paths of a commit are documentation."""
    paths = commit[2]
    return bool(paths) and 2 * sum(map(is_document, paths)) >= len(paths)


STRATA: dict[str, Callable[[Commit], bool]] = {
    "documents": speaks_of_documents,
    "corrections": lambda commit: CORRECTION.search(commit[1]) is not None,
}


def draw(clone: Path, repository: str, stratum: str, n: int, more: int) -> Iterator[str]:
    """Yield the lines of one repository's sample."""
    inside = STRATA[stratum]
    commits = [(commit[0], inside(commit)) for commit in landed(clone)]
    commits.sort(key=lambda c: sha256(f"{repository}@{c[0]}".encode()).hexdigest())
    drawn = [("random", *commit) for commit in commits[:n]]
    rest = [commit for commit in commits[n:] if commit[1]]
    drawn += [(stratum, *commit) for commit in rest[:more]]
    for sample, commit, is_inside in drawn:
        share = sum(one is is_inside for _, one in commits) / len(commits)
        weight = share * n / sum(one is is_inside for *_, one in drawn)
        yield f"{sample},{repository},{commit},{weight:.3f}"


def main(folder: str, stratum: str, n: str, more: str, *repositories: str) -> None:
    """Print the samples of all repositories named."""
    for repository in repositories:
        for line in draw(
            clone_of(Path(folder), repository), repository, stratum, int(n), int(more)
        ):
            print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
