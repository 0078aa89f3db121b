"""Refit the liveness forecast and rewrite what is shipped beside it.

    python -m bench.forecast FOLDER

FOLDER holds histories as `lifesigns backtest` reads them. Rewrites parameters.json and
accuracy.json in src/lifesigns/models/survival and prints the table of docs/accuracy/forecast.md.
"""

import sys
from pathlib import Path

from lifesigns.api.backtest import backtest
from lifesigns.models.survival.accuracy import Accuracy, save_accuracy
from lifesigns.models.survival.forecasting import lookup_table
from lifesigns.models.survival.judging import OURS, Score
from lifesigns.models.survival.parameters import Cell
from lifesigns.models.survival.scores import Delta
from lifesigns.models.survival.validation import NEW_TIME_SUBSET

HOME = Path(__file__).parent.parent / "src" / "lifesigns" / "models" / "survival"
SHIPPED_SUBSETS = ("all", "silent 91-365 days", "answered", NEW_TIME_SUBSET)


def main(folder: Path) -> None:
    """Refit on the folder, write both files, print the table as Markdown."""
    report = backtest(folder, refit=True, write=HOME / "parameters.json")
    kept = tuple(score for score in report.scores if score.subset in SHIPPED_SUBSETS)
    save_accuracy(Accuracy(kept, report.curves, report.misses), HOME / "accuracy.json")
    print(f"{report.n_rows} rows, {report.n_repositories} repositories, labels {report.labels}")
    print(
        "| outcome | months | rows | model | n / repositories | base | AUC | Brier | ECE | "
        "floor | coverage | abstained | Brier against two numbers | against recency |"
    )
    print("| --- " * 14 + "|")
    for score in report.scores:
        print(line(score))
    for cell in lookup_table():
        print(kind_line(cell))


def line(score: Score) -> str:
    """One row of the Markdown table."""
    cells = [
        score.outcome,
        str(score.horizon_months),
        score.subset,
        score.model,
        f"{score.n_rows} / {score.n_repositories}",
        *(f"{value:.3f}" for value in (score.base_rate, score.auc)),
        f"{score.brier:.4f}",
        f"{score.calibration_error:.3f}",
    ]
    if score.model == OURS:
        cells += [
            f"{score.calibration_noise:.3f}",
            f"{score.interval_coverage:.2f}",
            f"{score.abstained:.2f}",
            difference(score.brier_against_two_feature),
            difference(score.brier_against_recency),
        ]
    else:
        cells += [""] * 5
    return "| " + " | ".join(cells) + " |"


def kind_line(cell: Cell) -> str:
    """One row of the table that can be checked by hand."""
    first, last = int(cell.days_from), cell.days_below
    days = f"{first}-{int(last) - 1}" if last else f"{first} and more"
    low, high = cell.months_from, cell.months_to
    months = str(low) if low == high else f"{low}-{high}"
    shares = f"{cell.any_commit:.2f} | {cell.active_months:.2f}"
    return f"| {days} | {months} | {shares} | {cell.n_rows} / {cell.n_repositories} |"


def difference(delta: Delta | None) -> str:
    """A difference with its interval."""
    return f"{delta.value:+.4f} [{delta.low:+.4f}, {delta.high:+.4f}]" if delta else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
