"""Read the landed history of one repository at a date, for the measurements of this folder.

Plain and self-contained on purpose: it asks git once and hands the columns over that the
models of lifesigns.models.carriers and lifesigns.models.recognition take.
"""

import re
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lifesigns.models.carriers import FollowedFiles, StandingFiles, Touches, follow_renames
from lifesigns.tables.file_areas import classify_path
from lifesigns.tables.people.records import Identity, Kind
from lifesigns.tables.people.resolve import resolve

SECONDS_A_DAY = 86400
COMMIT_START = re.compile(rb"\x01(?=[0-9a-f]{40,64}\x00)")
FORMAT = "%x01%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%at%x00%ct%x00%B%x00"


@dataclass(frozen=True, slots=True)
class Commit:
    """One landed commit with the paths it touched."""

    commit_id: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    committer: tuple[str, str]
    authored: int
    committed: int
    message: str
    changes: tuple[tuple[str, str, str | None], ...]
    """(status, path, old path) of each file touched; empty for merges."""


def git(repository: Path, *arguments: str) -> bytes:
    """Return the output of git, raising where it fails."""
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def tip_at(repository: Path, until: str | None) -> str:
    """Return the last first-parent commit of the default branch on the day `until`."""
    before = [f"--before={until}T23:59:59Z"] if until else []
    return git(repository, "rev-list", "-1", "--first-parent", *before, "HEAD").decode().strip()


def landed_commits(repository: Path, tip: str, renames: str = "-M") -> list[Commit]:
    """Return the commits that `tip` holds, parents before children."""
    options = ("--reverse", "--topo-order", "--raw", "--no-abbrev", "-z", f"--format={FORMAT}")
    try:
        out = git(repository, "log", *options, renames, tip)
    except subprocess.CalledProcessError:
        # Blobs that a clone does not hold stop the search for similar files: only equal ones then.
        out = git(repository, "log", *options, "-M100%", tip)
    return [_commit(block.split(b"\0")) for block in COMMIT_START.split(out)[1:]]


def _commit(fields: list[bytes]) -> Commit:
    text = [field.decode("utf-8", "replace") for field in fields[:9]]
    changes = []
    rest = iter(fields[9:])
    for field in rest:
        field = field.lstrip(b"\n")
        if not field.startswith(b":"):
            continue
        old_mode, new_mode, *_, status = field.decode().split(" ")
        names = [next(rest).decode("utf-8", "backslashreplace")]
        if status[0] in "RC":
            names.append(next(rest).decode("utf-8", "backslashreplace"))
        if old_mode != ":160000" and new_mode != "160000":
            changes.append((status[0], names[-1], names[0] if len(names) > 1 else None))
    return Commit(
        commit_id=text[0],
        parents=tuple(text[1].split()),
        author=(text[2], text[3]),
        committer=(text[4], text[5]),
        authored=int(text[6]),
        committed=int(text[7]),
        message=text[8],
        changes=tuple(changes),
    )


def who_is_who(commits: list[Commit], repository: Path | None = None) -> dict[tuple[str, str], str]:
    """Return the person id of every name and address; bots and agents are left out."""
    counts: Counter[tuple[str, str]] = Counter(commit.author for commit in commits)
    counts.update({commit.committer: 0 for commit in commits})
    times: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for commit in commits:
        times[commit.author].append(commit.authored)
    mailmap = None
    if repository is not None:
        shown = subprocess.run(
            ["git", "-C", str(repository), "show", "HEAD:.mailmap"],
            capture_output=True,
            check=False,
        )
        mailmap = shown.stdout.decode("utf-8", "replace") if shown.returncode == 0 else None
    keys = sorted(counts)
    people = resolve(
        [
            Identity(
                i, *key, counts[key], min(times[key], default=None), max(times[key], default=None)
            )
            for i, key in enumerate(keys)
        ],
        mailmap=mailmap,
    )
    return {
        keys[i]: person.person_id
        for person in people.persons
        if person.kind is Kind.PERSON
        for i in person.identities
    }


def touches_of(
    commits: list[Commit], person_of: dict[tuple[str, str], str]
) -> tuple[Touches, FollowedFiles, list[str]]:
    """Return the touches of people, the files followed, and the person ids behind the codes."""
    people = sorted(set(person_of.values()))
    code = {person: number for number, person in enumerate(people)}
    rows = [
        (code.get(person_of.get(commit.author, ""), -1), number, commit.committed, change)
        for number, commit in enumerate(commits)
        for change in commit.changes
    ]
    followed = follow_renames(
        [r[3][1] for r in rows], [r[3][2] for r in rows], [r[3][0] for r in rows]
    )
    person = np.array([r[0] for r in rows], dtype=np.int64)
    touches = Touches(
        person,
        followed.file,
        np.array([r[1] for r in rows], dtype=np.int64),
        np.array([r[2] for r in rows], dtype=np.float64) / SECONDS_A_DAY,
        followed.is_creation,
    )
    return touches.where(person >= 0), followed, people


def standing_files(repository: Path, tip: str, followed: FollowedFiles) -> StandingFiles:
    """Return the files of the tree of `tip` with their numbers and areas."""
    listed = git(repository, "ls-tree", "-r", "-z", tip).split(b"\0")
    paths = [
        row.split(b"\t", 1)[1].decode("utf-8", "backslashreplace")
        for row in listed
        if row and not row.startswith(b"160000")
    ]
    numbers = np.array([followed.file_at.get(path, -1) for path in paths], dtype=np.int64)
    return StandingFiles(numbers, paths, [classify_path(path).area for path in paths])
