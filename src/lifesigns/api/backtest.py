"""Score the forecast on any folder of histories, or refit and score it there."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lifesigns.engine.local import Session, quote
from lifesigns.kernel.errors import DataError, DefinitionError, UsageError
from lifesigns.models.survival.accuracy import Accuracy
from lifesigns.models.survival.forecasting import Silence, forecast
from lifesigns.models.survival.goals import Reached, reached
from lifesigns.models.survival.judging import Curve, Miss, Score, curves, misses, table
from lifesigns.models.survival.outcomes import DAY
from lifesigns.models.survival.panel import (
    MAIN_UNTIL,
    Observed,
    Panel,
    build_panel,
    fingerprint,
    labels_by_day,
)
from lifesigns.models.survival.parameters import CURRENT, Parameters, Rules, save, shipped
from lifesigns.models.survival.training import fit_parameters
from lifesigns.models.survival.validation import (
    new_time_scores,
    rolling_scores,
    vintages,
    with_refit,
    with_shipped,
)

COMMIT_COLUMNS = frozenset({"repo", "landed_time", "is_bot"})
REPOSITORY_COLUMNS = frozenset({"repo", "observed_until"})
LABEL_COLUMNS = frozenset({"repo", "cutoff_unix", "alive_12m", "active_3plus_months_12m"})
FAR = 1 << 33  # in the year 2242: a later time was not given in seconds
CREDIT = (
    "Fitted to facts (times of commits) from the public git histories of the repositories "
    "counted here; no text, name or code of theirs is contained."
)


@dataclass(frozen=True, slots=True)
class LabelCheck:
    """Our labels held against a labels file: rows in both, and rows that differ."""

    n_rows: int
    n_different: int


@dataclass(frozen=True, slots=True)
class BacktestReport:
    """What the forecast is worth on a folder of histories.

    `parameters` says which were scored: "shipped", or "refit" (repository-disjoint
    folds and rolling origins of this folder). `n_known` repositories of the folder
    were among those the shipped parameters were fitted on: above 0, shipped scores
    flatter. `n_late_rows` are rows whose outcome ends after the main panel; they are
    not scored, because later copies exist mostly for the living. `n_stale`
    repositories were last seen over 90 days before the folder's last day;
    `n_stale_refused` of them are refused as of that day.
    """

    folder: str
    parameters: str
    n_commits: int
    n_repositories: int
    n_rows: int
    n_late_rows: int
    n_known: int
    n_stale: int
    n_stale_refused: int
    labels: LabelCheck | None
    goals: tuple[Reached, ...]
    scores: tuple[Score, ...]
    curves: tuple[Curve, ...]
    misses: tuple[Miss, ...]

    @property
    def accuracy(self) -> Accuracy:
        """The part that is shipped beside parameters."""
        return Accuracy(self.scores, self.curves, self.misses)


def backtest(
    folder: Path, *, refit: bool = False, write: Path | None = None, until: int = MAIN_UNTIL
) -> BacktestReport:
    """Score the shipped parameters on a folder, or (`refit`) what the folder itself teaches.

    The folder holds Parquet files of commits (repo, landed_time, is_bot), a CSV of
    repositories (repo, observed_until) and perhaps one of labels; they are found by
    their columns. Rows are repository x half-year day whose outcome ends by `until`.
    `write` names a file for the parameters refitted on all rows. Raises UsageError,
    DataError.
    """
    if write is not None and not refit:
        raise UsageError("Only refitted parameters can be written.", "Add --refit.")
    histories = _read_histories(folder)
    rules = Rules() if refit else shipped().rules
    panel = build_panel(histories, until, rules)
    if panel.moments.size == 0:
        raise DataError(
            f"{folder.name} holds no repository that was watched for a year.",
            "A forecast can only be scored once its twelve months are over.",
        )
    if refit:
        parameters = fit_parameters(panel, vintages(panel, until, CURRENT), rules, CREDIT)
        rows = with_refit(panel, until, parameters.vintage(CURRENT), rules)
        later = rolling_scores(panel, until, rules)
        if write is not None:
            save(parameters, write)
    else:
        parameters = shipped()
        rows = with_shipped(panel, until, parameters, CURRENT)
        later = new_time_scores(panel, until, parameters)
    scores = (*table(rows, rules), *later)
    everything = build_panel(histories, _last_day(histories), rules)
    stale, refused = _stale(histories, parameters)
    known = set(shipped().repositories)
    return BacktestReport(
        folder=folder.name,
        parameters="refit" if refit else "shipped",
        n_commits=sum(len(history.landed) for history in histories.values()),
        n_repositories=len(histories),
        n_rows=len(panel.moments),
        n_late_rows=len(everything.moments) - len(panel.moments),
        n_known=sum(fingerprint(name) in known for name in histories),
        n_stale=stale,
        n_stale_refused=refused,
        labels=_check_labels(folder, everything),
        goals=reached(scores),
        scores=scores,
        curves=curves(rows),
        misses=misses(rows),
    )


def _stale(histories: dict[str, Observed], parameters: Parameters) -> tuple[int, int]:
    """Count repositories last seen long before the folder's last day, and those refused then."""
    last = _last_day(histories)
    stale = [
        history
        for history in histories.values()
        if last - history.observed_until > parameters.rules.stale_days * DAY
    ]
    answers = [
        forecast(history.landed, last, history.observed_until, parameters=parameters)
        for history in stale
    ]
    return len(stale), sum(answer.refused is Silence.NOT_SEEN for answer in answers)


def _last_day(histories: dict[str, Observed]) -> int:
    return max(history.observed_until for history in histories.values())


def _read_histories(folder: Path) -> dict[str, Observed]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Name a folder of histories.")
    watched = {
        row["repo"]: (_last_seen(row), row.get("frame") or "")
        for row in _csv_rows(folder, REPOSITORY_COLUMNS, without="cutoff_unix")
    }
    files = list(_parquet_files(folder))
    if not files or not watched:
        raise DataError(
            f"{folder.name} lacks {'the repositories' if files else 'the commits'}.",
            "It needs Parquet files with repo, landed_time and is_bot, "
            "and a CSV file with repo and observed_until.",
        )
    landed: dict[str, Any] = {}
    with Session() as session:
        landings = " UNION ALL ".join(_landings(session, path) for path in files)
        found = session.rows(
            f"SELECT repo, list(landed::BIGINT ORDER BY landed) FROM ({landings}) "
            "WHERE isfinite(landed::DOUBLE) AND abs(landed) < 1e18 AND is_bot IS NOT TRUE "
            "GROUP BY repo"
        )
        landed.update(found)
    return {
        name: Observed(landed.get(name, []), until, frame)
        for name, (until, frame) in watched.items()
    }


def _landings(session: Session, path: Path) -> str:
    """Return SQL for the rows of one file: each file tells time in its own way."""
    file = f"read_parquet({quote(str(path))})"
    return (
        "SELECT repo::VARCHAR AS repo, TRY_CAST(is_bot AS BOOLEAN) AS is_bot, "
        f"{_seconds(session, file)} AS landed FROM {file}"
    )


def _seconds(session: Session, file: str) -> str:
    """Return SQL for landed_time in seconds since 1970. Raises DataError for what is no time."""
    ((_, kind),) = session.describe(f"SELECT landed_time FROM {file}")
    if kind.startswith(("TIMESTAMP", "DATE")):
        return "epoch(landed_time)"
    if kind.endswith(("INT", "INTEGER")) or kind.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        ((far, known),) = session.rows(
            f"SELECT count(*) FILTER (landed_time::DOUBLE > {FAR}), count(*) FROM {file} "
            "WHERE isfinite(landed_time::DOUBLE)"
        )
        if far * 2 > known:
            raise DataError(
                "The landed_time of most commits is after the year 2242: it is not in seconds.",
                "Give it in seconds since 1970, or as a timestamp.",
            )
        return "landed_time::DOUBLE"
    raise DataError(
        f"The landed_time of the commits is {kind}, not a number.",
        "Give it in seconds since 1970, or as a timestamp.",
    )


def _parquet_files(folder: Path) -> Iterator[Path]:
    with Session(threads=1) as session:
        for path in sorted(folder.glob("*.parquet")):
            try:
                described = session.describe(f"SELECT * FROM read_parquet({quote(str(path))})")
            except (DefinitionError, DataError):
                raise DataError(
                    f"{path.name} is not a readable Parquet file.", "Mend it, or take it away."
                ) from None
            if COMMIT_COLUMNS.issubset(name for name, _ in described):
                yield path


def _csv_rows(folder: Path, columns: frozenset[str], without: str = "") -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.csv")):
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = csv.DictReader(stream)
                present = set(rows.fieldnames or ())
                if columns <= present and without not in present:
                    yield from rows
        except (UnicodeDecodeError, csv.Error, OSError) as error:
            raise DataError(
                f"{path.name} cannot be read as CSV: {error}.", "Save it as UTF-8 with commas."
            ) from None


def _check_labels(folder: Path, panel: Panel) -> LabelCheck | None:
    ours = labels_by_day(panel)
    compared = [
        ours[key] == told
        for row in _csv_rows(folder, LABEL_COLUMNS)
        if (told := (_label(row, "alive_12m"), _label(row, "active_3plus_months_12m")))
        and None not in told
        and (key := (row["repo"], _whole(row, "cutoff_unix"))) in ours
    ]
    return LabelCheck(len(compared), compared.count(False)) if compared else None


def _label(row: dict[str, str], column: str) -> int | None:
    """Read an outcome, None where the folder tells none: there is nothing to hold ours against."""
    text = (row[column] or "").strip().lower()
    if text in ("", "nan"):
        return None
    return int(text == "true") if text in ("true", "false") else _whole(row, column)


def _last_seen(row: dict[str, str]) -> int:
    until = _whole(row, "observed_until")
    if until > FAR:
        raise DataError(
            f"The observed_until of {_shown(row['repo'])} is after the year 2242: it is not in seconds.",
            "Give it in seconds since 1970.",
        )
    return max(until, 0)


def _whole(row: dict[str, str], column: str) -> int:
    try:
        return int(float(row[column]))
    except (TypeError, ValueError, OverflowError):
        raise DataError(
            f"The {column} of {_shown(row['repo'])} is {_shown(row[column])}, not a number.",
            "Give times in seconds since 1970, labels as 0 or 1.",
        ) from None


def _shown(text: str | None) -> str:
    return repr((text or "")[:40])
