"""Hold the kinds and outcomes of change requests against labels made by reading.

    python -m bench.change_requests FOLDER [--workspace FOLDER] [--answers FILE] [--errors]
    python -m bench.change_requests FOLDER --draw OWNER/NAME N

FOLDER holds clones named OWNER+NAME (with an optional /repo below it), heads of change requests
included. docs/accuracy/labels_change_requests.csv holds the labels. Where a head has moved
since, the request is left out and counted. --answers keeps what the program says, as JSON. --draw
prints the numbers and heads of the N requests whose hash of "OWNER/NAME#number" is smallest.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import sqrt
from pathlib import Path

from lifesigns.api.change_requests import change_requests
from lifesigns.api.project import open_project
from lifesigns.api.request_kinds import RequestKind, kinds_of_requests, read_requests

LABELS = Path(__file__).parent.parent / "docs" / "accuracy" / "labels_change_requests.csv"
OUTCOME_OF = {
    "merged": "merge",
    "squashed": "squash",
    "rebased or cherry-picked": "rebase",
    "landed otherwise": "fast-forward",
    "landed on another branch": "another branch",
    "not landed": "not landed",
}
COARSE = {"another branch": "not landed", "fast-forward": "merge"}
Row = dict[str, str]


def clone_of(folder: Path, repository: str) -> Path:
    """Return the clone of a repository."""
    place = folder / repository.replace("/", "+")
    return place / "repo" if (place / "repo").is_dir() else place


def draw(clone: Path, repository: str, n: int) -> list[tuple[int, str]]:
    """Return number and head of the n change requests whose hash is smallest."""
    command = ["git", "-C", str(clone), "for-each-ref", "--format=%(refname) %(objectname)"]
    listed = subprocess.run([*command, "refs/pull/*/head"], capture_output=True, check=True)
    heads = (line.split() for line in listed.stdout.decode().splitlines())
    numbered = {int(name.split("/")[2]): head for name, head in heads}

    def key(number: int) -> str:
        return sha256(f"{repository}#{number}".encode()).hexdigest()

    return [(number, numbered[number]) for number in sorted(numbered, key=key)[:n]]


def answers(clone: Path, wanted: dict[int, str], workspace: Path) -> Iterator[RequestKind]:
    """Yield what the program says of change requests (number to head) that still stand so."""
    instant = timedelta(microseconds=1)
    with open_project(str(clone), workspace=workspace, clock=datetime.now(UTC)) as project:
        rows = project.session.rows(
            "SELECT r.number, r.head_id, coalesce(r.at, r.last_pushed_at) "
            "FROM held.change_requests AS r WHERE r.number IN (SELECT unnest(?::BIGINT[]))",
            (list(wanted),),
        )
        requests = tuple(
            request
            for number, head, at in rows
            if wanted[number] == head
            for request in change_requests(project.session, at - instant, at)
            if request.number == number
        )
        read_requests(project.session, project.store, project.repository, requests)
        yield from kinds_of_requests(project.session, requests)


def wilson(k: int, n: int) -> str:
    """Return a share with its 95 % interval after Wilson (1927)."""
    z = 1.959964
    if n == 0:
        return "none"
    middle, half = k / n + z * z / 2 / n, z * sqrt(k * (n - k) / n**3 + z * z / 4 / n**2)
    low, high = ((middle + side * half) / (1 + z * z / n) for side in (-1, 1))
    return f"{k} of {n}, {k / n:.3f} ({low:.3f}-{high:.3f})"


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two passes over the same things."""
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / n**2
    agreed = sum(a == b for a, b in pairs) / n
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def chosen(label: str, said: str) -> str:
    """Return the label; of several, between which a reader could choose, the one that was said."""
    possible = label.split("|")
    return said if said in possible else possible[0]


def report(labels: list[Row], said: dict[tuple[str, int], Row], column: str, other: str) -> None:
    """Print agreement of the passes, the share right, and precision and recall of each label."""
    if twice := [(row[column], row[other]) for row in labels if row[other]]:
        agreed = wilson(sum(a == b for a, b in twice), len(twice))
        print(f"{column}: passes agree on {agreed}, kappa {kappa(twice):.3f}")
    pairs = [
        (chosen(row[column], said[key][column]), said[key][column])
        for row in labels
        if (key := (row["repository"], int(row["number"]))) in said
        and row[column] not in ("", "cannot tell")
    ]
    print(f"{column}: right {wilson(sum(a == b for a, b in pairs), len(pairs))}")
    for label in sorted({a for a, _ in pairs}):
        named = sum(b == label for _, b in pairs)
        there = sum(a == label for a, _ in pairs)
        right = sum(a == b == label for a, b in pairs)
        f1 = 2 * right / (named + there)
        print(f"  {label}: P {wilson(right, named)}; R {wilson(right, there)}; F1 {f1:.3f}")


def score(sample: str, labels: list[Row], said: dict[tuple[str, int], Row]) -> None:
    """Print all that can be said of one sample."""
    n = sum((row["repository"], int(row["number"])) in said for row in labels)
    print(f"{sample}: {n} of {len(labels)} labelled change requests stand as they were labelled")
    report(labels, said, "kind", "kind_second")
    report(labels, said, "outcome", "outcome_second")
    print("where another branch counts as not landed, and a fast-forward as a merge:")

    def coarse(row: Row) -> Row:
        return row | {c: COARSE.get(v, v) for c, v in row.items() if c.startswith("outcome")}

    said = {key: coarse(row) for key, row in said.items()}
    report([coarse(row) for row in labels], said, "outcome", "outcome_second")


def read(folder: Path, labels: list[Row], workspace: Path) -> dict[tuple[str, int], Row]:
    """Return what the program says of every labelled request, by repository and number."""
    said = {}
    for repository in sorted({row["repository"] for row in labels}):
        mine = {int(row["number"]): row["head"] for row in labels if row["repository"] == repository}  # fmt: skip
        for one in answers(clone_of(folder, repository), mine, workspace):
            said[repository, one.request.number] = {
                "kind": str(one.main),
                "outcome": OUTCOME_OF[one.request.outcome],
                "reason": one.reason,
                "commits": " ".join(one.request.commits),
            }
    return said


def main() -> None:
    """Draw, or read and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", nargs=2, metavar=("REPOSITORY", "N"))
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if options.draw:
        repository, n = options.draw
        for number, head in draw(clone_of(options.folder, repository), repository, int(n)):
            print(repository, number, head, sep=",")
        return
    with LABELS.open(encoding="utf-8") as rows:
        labels = list(csv.DictReader(rows))
    with tempfile.TemporaryDirectory() as name:
        said = read(options.folder, labels, options.workspace or Path(name))
    if options.answers:
        kept = [{"repository": key[0], "number": key[1], **row} for key, row in said.items()]
        options.answers.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        return
    for row in labels if options.errors else ():
        answer = said.get((row["repository"], int(row["number"])), {})
        for column in ("kind", "outcome"):
            if answer and row[column] and chosen(row[column], answer[column]) != answer[column]:
                print(row["repository"], row["number"], f"{column} is {row[column]}, said", answer)
    for sample in dict.fromkeys(row["sample"] for row in labels):
        score(sample, [row for row in labels if row["sample"] == sample], said)


if __name__ == "__main__":
    main()
