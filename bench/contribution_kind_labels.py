"""Score the kinds of commits against the labels made by reading them.

    python bench/contribution_kind_labels.py FOLDER [LABELS.csv]

FOLDER holds a clone of each repository, named OWNER+NAME (with an optional /repo below it). Every
commit is told as a report tells it: from its files and its subject. Prints for each sample and pass
the share right, and precision, recall and F1 of each kind; commits not in the clone are left out.
"""

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lifesigns.models.contribution_kind import Change, FileEdit, classify_with
from lifesigns.models.contribution_kind.judging import LARGEST_BLOB

LABELS = Path(__file__).parents[1] / "docs/accuracy/labels_contribution_kind.csv"
_ABSENT = "0" * 40


def git(repository: Path, *arguments: str) -> bytes:
    """Return what git says; nothing where it fails."""
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=False).stdout


def edits(repository: Path, commit: str) -> Iterator[FileEdit]:
    """Yield the files of a commit with their line counts and blobs."""
    options = ("--root", "--no-commit-id", "-r", "-z", "-M", "--raw", "--numstat", "--no-abbrev")
    words = git(repository, "diff-tree", *options, "--no-ext-diff", commit).split(b"\0")
    texts = iter(word.decode("utf-8", "backslashreplace") for word in words)
    raw: list[tuple[str, ...]] = []
    lines: dict[str, tuple[str, str]] = {}
    for text in texts:
        if text.startswith(":"):
            before, after, old, new, status = text[1:].split()
            origin = next(texts) if status[0] in "RC" else ""
            raw.append((before, after, old, new, status[0], origin, next(texts)))
        elif text:
            added, gone, path = text.split("\t", 2)
            if not path:
                _, path = next(texts), next(texts)
            lines[path] = added, gone
    for before, after, old, new, status, origin, path in raw:
        added, gone = lines.get(path, ("-", "-"))
        is_submodule = "160000" in (before, after)
        yield FileEdit(
            path, status, None if added == "-" else int(added), None if gone == "-" else int(gone),
            origin or None, None if old == _ABSENT else old, None if new == _ABSENT else new,
            is_binary=added == "-" and not is_submodule, is_submodule=is_submodule,
        )  # fmt: skip


def told(repository: Path, commit: str) -> str | None:
    """Return the main kind of a commit, None where the clone does not hold it."""
    subject = git(repository, "log", "-1", "--format=%s", commit).decode("utf-8", "replace").strip()
    if not git(repository, "cat-file", "-t", commit):
        return None

    def load(blob: str) -> bytes | None:
        return git(repository, "cat-file", "blob", blob)[: LARGEST_BLOB + 1]

    return str(classify_with(Change(tuple(edits(repository, commit)), subject), load).main)


def score(title: str, pairs: list[tuple[str, str]]) -> None:
    """Print how many of (label, told) agree, and precision, recall and F1 of each kind."""
    right = sum(label == kind for label, kind in pairs)
    print(f"{title}: {right} of {len(pairs)} right, {right / len(pairs):.3f}")
    for kind in sorted({label for label, _ in pairs} | {kind for _, kind in pairs}):
        true = sum(label == kind == one for label, one in pairs)
        named = sum(one == kind for _, one in pairs)
        there = sum(label == kind for label, _ in pairs)
        precision, recall = true / named if named else 0.0, true / there if there else 0.0
        f1 = 2 * true / (named + there)
        print(f"  {kind:16} n {there:4} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def main(folder: str, labels: str = str(LABELS)) -> None:
    """Print the scores of every sample."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with Path(labels).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = Path(folder) / row["repository"].replace("/", "+")
            kind = told(place / "repo" if (place / "repo").exists() else place, row["commit"])
            for which in ("first", "second"):
                if kind and row[which]:
                    found[f"{row['sample']}, {which} pass"].append((row[which], kind))
    for title, pairs in sorted(found.items()):
        score(title, pairs)


if __name__ == "__main__":
    main(*sys.argv[1:])
