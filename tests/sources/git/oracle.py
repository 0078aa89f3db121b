"""What git itself says about a repository: the truth that the source is compared with."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

Row = tuple[str, str, str | None, str, int | None, int | None, int | None, bool | None]
"""Commit, path, old path, status, similarity, additions, deletions, is_binary."""


def git(repository: Path, *arguments: str, given: str | None = None) -> bytes:
    """Run git in a repository with no configuration but its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    return subprocess.run(
        ["git", "-c", "safe.directory=*", *arguments],
        cwd=repository,
        env=environment,
        input=None if given is None else given.encode(),
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        check=True,
    ).stdout


def logged_changes(repository: Path, *revisions: str, given: str | None = None) -> list[Row]:
    """Return every row of `git log --raw --numstat -M` for commits without merges, sorted."""
    options = ("--no-merges", "--raw", "--numstat", "-M", "-z", "--no-abbrev", "--format=%x01%H")
    output = git(repository, "log", *options, *revisions, given=given)
    rows: list[Row] = []
    for text in output.split(b"\x01")[1:]:
        rows += _rows(text)
    return sorted(rows, key=str)


def _rows(text: bytes) -> list[Row]:
    """Read one commit: its id, the raw records, then the numstat records."""
    head, _, rest = text.partition(b"\0")
    commit = head.strip().decode()
    tokens = rest.lstrip(b"\n").split(b"\0")
    raw: list[tuple[str, int | None, str | None, str]] = []
    rows: list[Row] = []
    place = 0
    while place < len(tokens) and tokens[place].startswith(b":"):
        status = tokens[place].rsplit(b" ", 1)[1].decode()
        if status[0] in "RC":
            raw.append(
                (status[0], int(status[1:]), _path(tokens[place + 1]), _path(tokens[place + 2]))
            )
            place += 3
        else:
            raw.append((status[0], None, None, _path(tokens[place + 1])))
            place += 2
    for status, similarity, old, path in raw:
        added, deleted, name = tokens[place].split(b"\t", 2)
        assert _path(name or tokens[place + 2]) == path
        place += 1 if name else 3
        is_binary = added == b"-"
        rows.append(
            (
                commit,
                path,
                old,
                status,
                similarity,
                None if is_binary else int(added),
                None if is_binary else int(deleted),
                is_binary,
            )
        )
    return rows


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def commit_ids(repository: Path, *revisions: str) -> Sequence[str]:
    """Return what `git rev-list` lists."""
    return git(repository, "rev-list", *revisions).decode().split()
