"""Learn from readers when steps told in words are enough, and score what is found against them.

    python -m bench.issue_steps ISSUES.csv ... [--texts FILE.jsonl ...] [--write]

Files as for issue_quality.py. docs/accuracy/labels_issue_quality.csv holds in `reader` and
`second_reader` what readers said who knew no rule of the program: steps are told, a situation is
named, or nothing. The fifth to seventh sample teach, with each tenth left out in turn; the fresh one
is scored and teaches nothing. --write writes the weights to the package.
"""

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.issue_quality import LABELS, line_of, read_lines, score, texts
from lifesigns.models.issue_quality import enough
from lifesigns.models.issue_quality.language import ENGLISH
from lifesigns.models.issue_quality.record import Presence
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import find_steps, tells, tells_in_words

TEACHING = ("fifth", "sixth", "seventh")
LIMIT = 0.45
RIDGE = 1.0
DRAWS = 6
FOLDS = 10
Row = dict[str, str]
Vector = NDArray[np.float64]


def fit(numbers: Vector, missing: Vector) -> Vector:
    """Logistic regression by Newton's method; the last column is the constant and not held back."""
    weights = np.zeros(numbers.shape[1])
    ridge = np.diag([RIDGE] * (len(weights) - 1) + [1e-6])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-numbers @ weights))
        slope = numbers.T @ (chance - missing) + ridge @ weights
        bend = (numbers.T * (chance * (1 - chance))) @ numbers + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def left_out(numbers: Vector, missing: Vector, draw: int) -> Vector:
    """The chances of each tenth by a fit to the others."""
    places = np.random.default_rng(draw).permutation(len(missing))
    chances = np.zeros(len(missing))
    for fold in range(FOLDS):
        mine = places[fold::FOLDS]
        others = np.setdiff1d(places, mine)
        weights = fit(numbers[others], missing[others])
        chances[mine] = 1 / (1 + np.exp(-numbers[mine] @ weights))
    return chances


def teach(rows: Sequence[Row], known: Mapping[str, tuple[str, str]]) -> Vector:
    """Fit to what the readers said; print how well that does on reports left out."""
    reports = [Report(*known[row["issue"]]) for row in rows]
    missing = np.array([row["reader"] != "told" for row in rows], dtype=float)
    judged = [report.language == ENGLISH and tells_in_words(report) for report in reports]
    places = np.flatnonzero(judged)
    numbers = np.array([[*tells(reports[place]).numbers, 1.0] for place in places])
    said = np.array([find_steps(report).presence is Presence.ABSENT for report in reports])
    scores = []
    for draw in range(DRAWS):
        said[places] = left_out(numbers, missing[places], draw) > LIMIT
        scores.append(score(list(zip(missing == 1, said, strict=True))))
    precision, recall, f1 = np.mean(scores, axis=0)
    print(f"left out in turn: n {len(rows)}, judged {len(places)}, "
          f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")  # fmt: skip
    return fit(numbers, missing[places])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    known = dict(texts(chosen.tables, read_lines(chosen.texts)))
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["reader"] and row["issue"] in known]
    weights = teach([row for row in rows if row["sample"] in TEACHING], known)
    found = {
        "weights": [round(weight, 3) for weight in weights[:-1].tolist()],
        "constant": round(float(weights[-1]), 3),
        "limit": LIMIT,
    }
    print(json.dumps(found))
    if chosen.write:
        place = Path(enough.__file__).parent / "steps.json"
        place.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        return
    unseen = [row for row in rows if row["sample"] not in TEACHING]
    said = {
        row["issue"]: find_steps(Report(*known[row["issue"]])).presence is Presence.ABSENT
        for row in rows
    }
    for name in ("reader", "second_reader"):
        pairs = [(row[name] != "told", said[row["issue"]]) for row in unseen if row[name]]
        print(line_of(f"fresh, {name}", pairs))
    twice = [row for row in unseen if row["second_reader"]]
    both = [(row["reader"] != "told", row["second_reader"] != "told") for row in twice]
    print(line_of("one reader held against the other", both))
    agreed = [
        (one, said[row["issue"]]) for row, (one, two) in zip(twice, both, strict=True) if one == two
    ]
    print(line_of("fresh, where both readers agree", agreed))


if __name__ == "__main__":
    main()
