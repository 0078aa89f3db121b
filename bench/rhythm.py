"""Refit and score the chances of return of lifesigns.models.rhythm.

    python -m bench.rhythm FOLDER

FOLDER holds histories as `lifesigns backtest` reads them, with author_id. Rewrites
src/lifesigns/models/rhythm.json and prints the table of docs/accuracy/forecast.md.
Rows are person x quarter day, from the eighth active day on, silent for at most three years.
"""

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from lifesigns.engine.local import Session, quote
from lifesigns.models.rhythm import DAY, FEWEST_ACTIVE_DAYS, HORIZONS, gaps, inputs
from lifesigns.models.survival import scores
from lifesigns.models.survival.logit import fit_standardised, logistic
from lifesigns.models.survival.outcomes import Floats
from lifesigns.models.survival.panel import MAIN_UNTIL, fingerprint

HOME = Path(__file__).parent.parent / "src" / "lifesigns" / "models"
QUARTERS = [
    int(datetime(year, month, 1, tzinfo=UTC).timestamp())
    for year in range(2012, 2025)
    for month in (1, 4, 7, 10)
]
EDGES = (8, 15, 31, 61, 92, 183, 366, 731)
FOLDS = 5
LONGEST_SILENCE = 3 * 365


@dataclass(frozen=True, slots=True)
class Rows:
    """Person x day: inputs (n, 3), what the own gaps alone say (n, 4), return (n, 4)."""

    repository: list[str]
    people: int
    matrix: Floats
    own: Floats
    returned: Floats


def read(folder: Path) -> Rows:
    """Read people's active days and make the rows."""
    with Session() as session:
        found = session.rows(
            "SELECT repo, list(landed_time) FROM "
            f"read_parquet({quote(str(folder / '*.parquet'))}) "
            "WHERE landed_time IS NOT NULL AND is_bot IS NOT TRUE GROUP BY repo, author_id "
            "HAVING count(DISTINCT landed_time // 86400) >= ?",
            (FEWEST_ACTIVE_DAYS,),
        )
        until = dict(
            session.rows(
                "SELECT repo, observed_until FROM "
                f"read_csv({quote(str(folder / '*_repos.csv'))}, header := true)"
            )
        )
    lines: list[tuple[str, tuple[float, float, float], list[float], list[float]]] = []
    people = 0
    for repository, times in sorted(found):
        watched = min(until[repository], MAIN_UNTIL)
        before = len(lines)
        for day in QUARTERS:
            if day + HORIZONS[-1] * DAY > watched:
                continue
            seen = gaps(times, day, day)
            if seen is None or seen.active_days < FEWEST_ACTIVE_DAYS:
                continue
            if seen.silent_days > LONGEST_SILENCE:
                continue
            after = [any(day < t <= day + h * DAY for t in times) for h in HORIZONS]
            own = own_gaps(times, day, seen.silent_days)
            lines.append((repository, inputs(seen), own, [float(a) for a in after]))
        people += len(lines) > before
    return Rows(
        [line[0] for line in lines],
        people,
        np.array([line[1] for line in lines]),
        np.array([line[2] for line in lines]),
        np.array([line[3] for line in lines]),
    )


def own_gaps(times: list[int], day: int, silent: int) -> list[float]:
    """What the person's own last twenty gaps say, with no fit at all (rank survival)."""
    days = sorted({t // DAY for t in times if t <= day})[-21:]
    spans = [b - a for a, b in pairwise(days)]
    left = 1 + sum(span > silent for span in spans)
    return [1 - (1 + sum(span > silent + h for span in spans)) / left for h in HORIZONS]


def main(folder: Path) -> None:
    """Score by repository-disjoint folds, then fit on everything and write."""
    rows = read(folder)
    fold = np.array([int(fingerprint(name), 16) % FOLDS for name in rows.repository])
    names = {name: number for number, name in enumerate(sorted(set(rows.repository)))}
    owner = np.array([names[name] for name in rows.repository])
    paired = scores.Resampler(owner)
    weights: dict[str, list[float]] = {}
    print(f"{len(owner)} rows, {rows.people} people, {len(names)} repositories")
    print("| within | returned | model | Brier | ECE | AUC | Brier against silence table |")
    print("| --- " * 7 + "|")
    for column, horizon in enumerate(HORIZONS):
        label = rows.returned[:, column]
        ours, table = np.zeros(len(label)), np.zeros(len(label))
        for number in range(FOLDS):
            train, test = fold != number, fold == number
            fitted = fit_standardised(rows.matrix[train], label[train], 0.001)
            ours[test] = apply(fitted.constant, fitted.columns, rows.matrix[test])
            table[test] = by_silence(rows.matrix[train], label[train], rows.matrix[test])
        everything = fit_standardised(rows.matrix, label, 0.001)
        weights[str(horizon)] = [
            round(w, 6) for w in (everything.constant, *everything.columns[:3])
        ]
        versions = {"lifesigns": ours, "silence table": table, "own gaps": rows.own[:, column]}
        for name, chance in versions.items():
            delta = paired.brier_delta(chance, table, label)
            print(
                f"| {horizon} d | {label.mean():.2f} | {name} | {scores.brier(chance, label):.4f} | "
                f"{scores.calibration_error(chance, label):.3f} | "
                f"{scores.ranking(chance, label):.3f} | "
                f"{delta.value:+.4f} [{delta.low:+.4f}, {delta.high:+.4f}] |"
            )
    card = {
        "weights": weights,
        "inputs": ["1", "ln(1+silent days)", "ln(1+long gap)", "ln(1+longest gap)"],
        "n_rows": len(owner),
        "n_people": rows.people,
        "n_repositories": len(names),
        "credit": "Fitted to facts (times of commits) from public git histories.",
    }
    (HOME / "rhythm.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def apply(constant: float, columns: tuple[float, ...], matrix: Floats) -> Floats:
    """Chances from fitted weights."""
    return logistic(constant + matrix @ np.array(columns[:3]))


def by_silence(matrix: Floats, label: Floats, wanted: Floats) -> Floats:
    """The table to beat: share returned by silence alone."""
    shares: dict[int, list[float]] = defaultdict(list)
    for kind, came in zip(np.digitize(np.expm1(matrix[:, 0]), EDGES), label, strict=True):
        shares[int(kind)].append(float(came))
    kinds = np.digitize(np.expm1(wanted[:, 0]), EDGES)
    return np.array([np.mean(shares[int(kind)]) for kind in kinds])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
