"""Score how often missing elements are found, on docs/accuracy/labels_issue_quality.csv.

    python -m bench.issue_quality ISSUES.csv ... [--texts FILE.jsonl ...] [--errors]

ISSUES.csv are files of the NLBSE'24 tool competition (columns title, body); the labels name their
issues ``nlbse24:`` and sixteen hex digits of the SHA-256 of title, newline, body. FILE.jsonl holds
the texts of the other labelled issues, one object with id, title and body a line, fetched by whoever
recomputes: they are not ours to pass on; nimbus_texts.py and app_texts.py write most of them. Where
a line has ``steps``, the label of others, that is scored too, and where both labels agree; where the
labels say whether steps are told on purpose, that instead.
``--errors`` names the issues whose steps are told wrongly.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from lifesigns.models.issue_quality.elements import find_expected, find_observed, find_trace
from lifesigns.models.issue_quality.examples import find_example
from lifesigns.models.issue_quality.record import Presence
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import find_steps

LABELS = Path(__file__).parent.parent / "docs" / "accuracy" / "labels_issue_quality.csv"
FINDERS = {
    "steps": find_steps,
    "observed": find_observed,
    "expected": find_expected,
    "trace": find_trace,
    "example": find_example,
}
DRAWS = 2_000

Pairs = list[tuple[bool, bool]]


def read_lines(files: Sequence[Path]) -> list[dict[str, str]]:
    """The issues of the JSON Lines files."""
    lines = (line for path in files for line in path.read_text("utf-8").split("\n"))
    return [json.loads(line) for line in lines if line.strip()]


def texts(
    tables: Sequence[Path], lines: Sequence[dict[str, str]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Issue id with title and body."""
    csv.field_size_limit(1 << 30)
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, escapechar="\\"):
                whole = f"{row['title']}\n{row['body']}".encode()
                key = hashlib.sha256(whole).hexdigest()[:16]
                yield f"nlbse24:{key}", (row["title"], row["body"])
    for issue in lines:
        yield issue["id"], (issue["title"], issue["body"])


def score(pairs: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1 of `missing`, from (labelled, found) pairs."""
    hits = sum(wanted and found for wanted, found in pairs)
    wanted, found = sum(w for w, _ in pairs), sum(f for _, f in pairs)
    return hits / max(found, 1), hits / max(wanted, 1), 2 * hits / max(wanted + found, 1)


def line_of(name: str, pairs: Pairs) -> str:
    """Counts and scores, with the 95 % interval of F1 over issues drawn again."""
    precision, recall, f1 = score(pairs)
    chance = np.random.default_rng(1)
    drawn = [
        score([pairs[at] for at in chance.integers(len(pairs), size=len(pairs))])[2]
        for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    wanted = sum(w for w, _ in pairs)
    return (
        f"{name}: n {len(pairs)}, missing {wanted}, P {precision:.3f} R {recall:.3f} "
        f"F1 {f1:.3f} ({low:.2f} to {high:.2f})"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args(arguments)
    lines = read_lines(chosen.texts)
    known = dict(texts(chosen.tables, lines))
    others = {line["id"]: line["steps"] for line in lines if "steps" in line}
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups: dict[str, Pairs] = {}
    for row in (row for row in rows if row["issue"] in known):
        report = Report(*known[row["issue"]])
        for element, find in FINDERS.items():
            if not row[element]:
                continue
            found = find(report)
            wanted, said = row[element] == "missing", found.presence is Presence.ABSENT
            name = f"{element}, {row['sample']} sample"
            names = [name, f"{name}, {row['issue'].split(':')[0]}"]
            strict = row["steps_on_purpose"] or others.get(row["issue"], "")
            if element == "steps" and strict:
                stricter = (
                    f"{name}, told on purpose"
                    if row["steps_on_purpose"]
                    else f"{name}, labels of others"
                )
                lacks = strict == "missing"
                groups.setdefault(stricter, []).append((lacks, said))
                names += [f"{name}, both agree"] * (strict == row["steps"])
            for group in names:
                groups.setdefault(group, []).append((wanted, said))
            if chosen.errors and element == "steps" and wanted != said:
                print(row["issue"], row["sample"], row[element], found.reason)
    held = sum(row["issue"] in known for row in rows)
    print(f"{held} of {len(rows)} labelled issues have their text here")
    for name, pairs in sorted(groups.items()):
        print(line_of(name, pairs))


if __name__ == "__main__":
    main()
