"""`lifesigns backtest`."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifesigns.doors.options import Common, common, examples

if TYPE_CHECKING:
    from lifesigns.api.backtest import BacktestReport


@click.command(
    "backtest",
    help=(
        "Score the liveness forecast on FOLDER: Parquet files of commits (repo, landed_time, "
        "is_bot) and a CSV of repositories (repo, observed_until), found by their columns."
    ),
    epilog=examples("backtest histories", "backtest histories --refit --format csv"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--refit", is_flag=True, help="Fit on the folder itself, scored out of fold.")
@click.option(
    "--write", type=click.Path(path_type=Path), metavar="FILE", help="Keep the refitted parameters."
)
@common("text", "json", "csv")
def command(common: Common, folder: Path, refit: bool, write: Path | None) -> int:
    """Print one line a target, subset and model."""
    from lifesigns.api.backtest import backtest
    from lifesigns.present import csv, json, terminal

    report = backtest(folder, refit=refit, write=write)
    rows = [_row(score) for score in report.scores]
    match common.form:
        case "json":
            common.give(json.dump_record(dataclasses.asdict(report)))
        case "csv":
            common.give(csv.table(_HEADERS, rows))
        case _:
            table = terminal.table(_HEADERS, rows, width=max(common.width, 250))
            goals = terminal.table(_GOAL_HEADERS, _goal_rows(report), width=max(common.width, 150))
            common.give(f"{_introduction(report)}\n\n{goals}\n\n{table}")
    if write is not None:
        common.say(f"Wrote {write}")
    return 0


_HEADERS = (
    "outcome", "months", "subset", "model", "rows", "repos", "base", "AUC", "Brier", "ECE",
    "noise", "luck", "covered", "abstained", "dBrier two-feature", "dECE two-feature",
    "dBrier recency",
)  # fmt: skip


def _row(score: object) -> tuple[str, ...]:
    return tuple(_text(getattr(score, name)) for name in _FIELDS)


_FIELDS = (
    "outcome", "horizon_months", "subset", "model", "n_rows", "n_repositories", "base_rate", "auc",
    "brier", "calibration_error", "calibration_noise", "calibration_luck", "interval_coverage",
    "abstained", "brier_against_two_feature", "calibration_against_two_feature",
    "brier_against_recency",
)  # fmt: skip


_GOAL_HEADERS = ("goal, twelve months", "limit", "measured", "", "rows", "repos", "noise", "luck")
_MEASURES = {
    "brier": "Brier", "calibration_error": "ECE", "auc": "AUC",
    "interval_coverage": "coverage of 80% intervals",
}  # fmt: skip


def _goal_rows(report: "BacktestReport") -> list[tuple[str, ...]]:
    return [
        (
            f"{one.goal.outcome}, {one.goal.subset}: {_MEASURES[one.goal.measure]}",
            _limit(one.goal.low, one.goal.high),
            _text(one.value),
            "met" if one.is_met else "missed",
            str(one.n_rows),
            str(one.n_repositories),
            _text(one.noise),
            _text(one.luck),
        )
        for one in report.goals
    ]


def _limit(low: float, high: float) -> str:
    if low > 0 and high < 1:
        return f"{low:g}-{high:g}"
    return f">= {low:g}" if low > 0 else f"<= {high:g}"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if dataclasses.is_dataclass(value):
        delta = [getattr(value, name) for name in ("value", "low", "high")]
        return f"{delta[0]:+.4f} [{delta[1]:+.4f}, {delta[2]:+.4f}]"
    return str(value)


def _introduction(report: "BacktestReport") -> str:
    lines = [
        (
            f"{report.folder}: {report.n_repositories} repositories, {report.n_commits:,} landings "
            f"by people, {report.n_rows:,} rows scored with the {report.parameters} parameters."
        ),
        (
            f"{report.n_late_rows:,} later rows are not scored: later copies exist mostly for the "
            f"living. {report.n_stale_refused} of {report.n_stale} stale copies are refused."
        ),
    ]
    if report.n_known and report.parameters == "shipped":
        lines.append(
            f"{report.n_known} of these repositories were fitted on: the scores flatter. Use --refit."
        )
    if report.labels is not None:
        lines.append(
            f"Labels held against the folder's own: {report.labels.n_rows:,} rows in both, "
            f"{report.labels.n_different} differ."
        )
    lines.append(
        "ECE: 10 equal-width bins; noise: what a perfect forecast would show; luck: how "
        "often a calibrated one would show this much, repositories kept whole; covered: share of "
        "groups inside their 80% interval; d: ours minus the baseline, 95% paired bootstrap."
    )
    return "\n".join(lines)
