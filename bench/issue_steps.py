"""Score how often missing steps to reproduce are found, on docs/accuracy/labels_issue_steps.csv.

    python bench/issue_steps.py ISSUES.csv ... [--texts FILE.jsonl] [--errors]

ISSUES.csv are files of the NLBSE'24 tool competition (columns title, body); the labels name their
issues ``nlbse24:`` and sixteen hex digits of the SHA-256 of title, newline, body. FILE.jsonl holds
the texts of the other labelled issues, one object with id, title and body a line, fetched by whoever
recomputes: they are not ours to pass on.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from lifesigns.models.issue_quality.record import Presence
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import find_steps

LABELS = Path(__file__).parent.parent / "docs" / "accuracy" / "labels_issue_steps.csv"


def texts(tables: Sequence[Path], lines: Path | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Issue id with title and body."""
    csv.field_size_limit(1 << 30)
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, escapechar="\\"):
                whole = f"{row['title']}\n{row['body']}".encode()
                key = hashlib.sha256(whole).hexdigest()[:16]
                yield f"nlbse24:{key}", (row["title"], row["body"])
    if lines is not None:
        for line in lines.read_text("utf-8").splitlines():
            issue = json.loads(line)
            yield issue["id"], (issue["title"], issue["body"])


def line_of(name: str, pairs: Sequence[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of `missing`, from (labelled, found) pairs."""
    hits = sum(wanted and found for wanted, found in pairs)
    wanted, found = sum(w for w, _ in pairs), sum(f for _, f in pairs)
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    score = 2 * hits / max(wanted + found, 1)
    return (
        f"{name}: n {len(pairs)}, missing {wanted}, P {precision:.3f} R {recall:.3f} F1 {score:.3f}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args(arguments)
    known = dict(texts(chosen.tables, chosen.texts))
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"]]
    groups: dict[str, list[tuple[bool, bool]]] = {}
    for row in rows:
        if row["issue"] not in known:
            continue
        found = find_steps(Report(*known[row["issue"]]))
        wanted, said = row["label"] == "missing", found.presence is Presence.ABSENT
        where = row["issue"].split(":")[0]
        for group in (row["sample"], f"{row['sample']}, {where}"):
            groups.setdefault(group, []).append((wanted, said))
        if chosen.errors and wanted != said:
            print(row["issue"], row["sample"], row["label"], found.reason)
    held = sum(row["issue"] in known for row in rows)
    print(f"{held} of {len(rows)} labelled issues have their text here")
    for name, pairs in sorted(groups.items()):
        print(line_of(name, pairs))


if __name__ == "__main__":
    main()
