"""Score the kinds of commits against the labels made by reading them.

    python -m bench.contribution_kind_labels FOLDER [LABELS.csv]

FOLDER holds a clone of each repository, named OWNER+NAME (with an optional /repo below it). Every
commit is told as a report tells it: from its files and its subject. Prints for each sample and pass
the share right, and precision, recall and F1 of each kind, with intervals after Wilson; commits not
in the clone are left out. Samples that were drawn with an oversample carry weights (see
`bench.contribution_kind_draw`): they are scored together once more, with these, and the interval of
F1 is that of 2,000 draws of their repositories.
"""

import csv
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.change_requests import chosen, clone_of, kappa, wilson
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


Told = tuple[str, str, float]
"""Label, kind told, weight."""


def f1(told_: list[Told], kind: str) -> float:
    """Return the weighted F1 of one kind; 0 where it is neither labelled nor told."""
    true = sum(weight for label, one, weight in told_ if label == one == kind)
    either = sum(weight * ((label == kind) + (one == kind)) for label, one, weight in told_)
    return 2 * true / either if either else 0.0


def score(title: str, pairs: list[Told]) -> None:
    """Print how many agree, and precision, recall and F1 of each kind."""
    print(f"{title}: right {wilson(sum(label == kind for label, kind, _ in pairs), len(pairs))}")
    for kind in sorted({label for label, *_ in pairs} | {kind for _, kind, _ in pairs}):
        true = sum(label == kind == one for label, one, _ in pairs)
        named = sum(one == kind for _, one, _ in pairs)
        there = sum(label == kind for label, *_ in pairs)
        print(
            f"  {kind:16} P {wilson(true, named)}; R {wilson(true, there)};"
            f" F1 {2 * true / (named + there):.3f}"
        )


def score_weighted(title: str, found: dict[str, list[Told]]) -> None:
    """Print the weighted F1 of the kinds with a goal; `found` by repository."""
    chance = random.Random(5)
    draws = [[chance.choice(list(found)) for _ in found] for _ in range(2_000)]
    every = [one for told_ in found.values() for one in told_]
    for kind in ("core_code", "documentation", "tests"):
        drawn = sorted(f1([one for name in names for one in found[name]], kind) for names in draws)
        middle = f"F1 {f1(every, kind):.3f} ({drawn[49]:.3f}-{drawn[1_949]:.3f})"
        print(f"{title}, weighted, {len(every)} commits: {kind} {middle}")


def main(folder: str, labels: str = str(LABELS)) -> None:
    """Print the scores of every sample."""
    found: dict[str, list[Told]] = defaultdict(list)
    weighted: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    twice: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with Path(labels).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = told(clone_of(Path(folder), row["repository"]), row["commit"])
            if kind is None:
                continue
            for which in ("first", "second"):
                if row[which]:
                    one = (chosen(row[which], kind), kind, 1.0)
                    found[f"{row['sample']}, {which} pass"].append(one)
            if row["weight"]:
                family = row["sample"].partition("_")[0]
                one = (row["first"], kind, float(row["weight"]))
                weighted[family][row["repository"]].append(one)
            if row["first"] and row["second"]:
                twice[row["sample"]].append((row["first"], row["second"]))
    for title, pairs in sorted(found.items()):
        score(title, pairs)
    for title, by_repository in sorted(weighted.items()):
        score_weighted(title, by_repository)
    for title, passes in sorted(twice.items()):
        agreed = wilson(sum(a == b for a, b in passes), len(passes))
        print(f"{title}: passes agree on {agreed}, kappa {kappa(passes):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
