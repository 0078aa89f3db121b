"""The back-test on a folder: files found by their columns, scored, refitted, refused."""

import csv
import dataclasses
import json as standard
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from lifesigns.api.backtest import BacktestReport, backtest
from lifesigns.engine.local import Session, quote
from lifesigns.kernel.errors import DataError, LifesignsError, UsageError
from lifesigns.models.survival.outcomes import DAY, YEAR
from lifesigns.models.survival.panel import MAIN_UNTIL
from lifesigns.models.survival.parameters import load
from lifesigns.present import json


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows under a header."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


def write_parquet(folder: Path, name: str, rows: Sequence[Sequence[Any]]) -> None:
    """Write commits as Parquet by way of a CSV outside the folder."""
    text = folder.parent / f"{name}.txt"
    write_csv(text, ("repo", "landed_time", "is_bot"), rows)
    with Session(threads=1) as session:
        session.copy(
            "SELECT repo::VARCHAR AS repo, landed_time::BIGINT AS landed_time, "
            f"is_bot::BOOLEAN AS is_bot FROM read_csv({quote(str(text))}, header := true)",
            folder / f"{name}.parquet",
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Histories of 45 made-up repositories in two Parquet files, with oddities among them."""
    chooser = np.random.default_rng(2)
    place = tmp_path_factory.mktemp("all") / "histories"
    place.mkdir()
    commits: list[tuple[str, int | None, bool]] = []
    repositories: list[tuple[str, int, str]] = []
    for number in range(45):
        name = f"o'brien/röpo-{number}"
        first = MAIN_UNTIL - int(chooser.integers(4 * YEAR, 9 * YEAR))
        times = first + np.cumsum(chooser.exponential(20 * DAY, 400)).astype(np.int64)
        end = first + int(chooser.exponential(5 * YEAR))
        until = MAIN_UNTIL - int(chooser.integers(0, YEAR // 2))
        commits += [(name, int(time), False) for time in times if time < min(end, until)]
        commits += [(name, until - k * DAY, True) for k in range(5)]
        commits.append((name, None, False))
        repositories.append((name, until, "starred_random" if number % 2 else "cncf_member"))
    repositories.append(("only/bots", MAIN_UNTIL, "npm"))
    commits.append(("only/bots", MAIN_UNTIL - YEAR, True))
    repositories.append(("no/commits", MAIN_UNTIL, "npm"))
    write_parquet(place, "one", commits[::2])
    write_parquet(place, "two", commits[1::2])
    write_csv(place / "which.csv", ("repo", "observed_until", "frame"), repositories)
    return place


@pytest.fixture(scope="module")
def report(folder: Path) -> BacktestReport:
    """The shipped parameters scored on the folder."""
    return backtest(folder)


def test_shipped_parameters_are_scored_on_any_folder(report: BacktestReport) -> None:
    """Files are found by their columns; bots and unlanded commits are left out."""
    assert report.n_repositories == 47
    assert report.parameters == "shipped"
    assert report.n_known == 0
    assert report.labels is None
    scored = [s for s in report.scores if s.subset == "all" and s.horizon_months == 12]
    assert {s.model for s in scored} == {"lifesigns", "two_feature", "recency", "base_rate"}
    assert all(s.n_rows == report.n_rows for s in scored)
    assert any(s.subset == "neutral frames" for s in report.scores)
    assert any(s.subset.startswith("new time") for s in report.scores)


def test_every_goal_is_held_against_its_score(report: BacktestReport) -> None:
    """Nine goals of twelve months; each value is the one in the table, met inside its bounds."""
    assert len(report.goals) == 9
    for line in report.goals:
        (score,) = (
            s
            for s in report.scores
            if (s.outcome, s.subset, s.horizon_months, s.model)
            == (line.goal.outcome, line.goal.subset, 12, "lifesigns")
        )
        assert line.value == getattr(score, line.goal.measure)
        assert line.is_met == (line.goal.low <= line.value <= line.goal.high)
        assert (line.luck is None) == (line.goal.measure != "calibration_error")


def test_stale_copies_are_all_refused(report: BacktestReport) -> None:
    """Every repository last seen over 90 days before the folder's last day is refused then."""
    assert 0 < report.n_stale < report.n_repositories
    assert report.n_stale_refused == report.n_stale


def test_labels_are_checked_against_a_labels_file(folder: Path, tmp_path: Path) -> None:
    """Equal labels pass however spelt, wrong ones are counted, unknown and missing ones skipped."""
    place = tmp_path / "checked"
    place.mkdir()
    for path in folder.iterdir():
        (place / path.name).symlink_to(path)
    day = 1_609_459_200  # 1 January 2021, when every one of them had begun
    with Session(threads=1) as session:
        found = session.rows(
            "SELECT repo, max((landed_time > $1 AND landed_time <= $1 + 31536000)::INT), "
            "(count(DISTINCT CASE WHEN landed_time > $1 AND landed_time <= $1 + 31536000 THEN "
            "(landed_time - $1 - 1) // 2628000 END) >= 3)::INT FROM "
            f"read_parquet({quote(str(folder / '*.parquet'))}) WHERE NOT is_bot AND "
            "landed_time IS NOT NULL GROUP BY repo ORDER BY repo",
            (day,),
        )
    header = ("repo", "cutoff_unix", "alive_12m", "active_3plus_months_12m")
    right = [(name, day, alive, active) for name, alive, active in found]
    wrong = [(name, day, 1 - alive, active) for name, alive, active in found[:7]]
    silent = [(right[0][0], day, "", 1), (right[1][0], day, 1, "NaN")]
    spelt = [(name, day, bool(alive), f"{active}.0") for name, alive, active in found]
    write_csv(
        place / "labels.csv", header, [*right, *wrong, *silent, *spelt, ("unknown", day, 1, 1)]
    )
    checked = backtest(place).labels
    assert checked is not None
    assert checked.n_rows == 2 * len(right) + 7
    assert checked.n_different == 7


def test_refit_learns_from_the_folder_and_writes_what_it_learnt(
    folder: Path, tmp_path: Path
) -> None:
    """Refitting is reproducible, scores other repositories' fits, and writes usable parameters."""
    path = tmp_path / "fitted.json"
    report = backtest(folder, refit=True, write=path)
    assert report.parameters == "refit"
    assert repr(backtest(folder, refit=True).scores) == repr(report.scores)
    assert load(path).vintage("current").fits[0].n_repositories <= 45


def test_writing_without_refitting_is_a_usage_error(folder: Path, tmp_path: Path) -> None:
    """Shipped parameters are not copied about by mistake."""
    with pytest.raises(UsageError):
        backtest(folder, write=tmp_path / "x.json")


def test_folders_that_hold_no_histories_are_refused(tmp_path: Path) -> None:
    """No folder, an empty one, rubbish in it, or nobody watched for a year: an error that says so."""
    with pytest.raises(UsageError):
        backtest(tmp_path / "missing")
    with pytest.raises(DataError, match="lacks"):
        backtest(tmp_path)
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    write_csv(tmp_path / "r.csv", ("repo", "observed_until"), [("a/b", 1_600_000_000)])
    with pytest.raises(DataError, match="not a readable Parquet"):
        backtest(tmp_path)
    (tmp_path / "a.parquet").unlink()
    write_parquet(tmp_path, "b", [("a/b", 1_599_000_000, False)])
    with pytest.raises(DataError, match="watched for a year"):
        backtest(tmp_path)


@pytest.mark.parametrize("until", ["", "soon", "1e400", "nan", "1600000000000"])
def test_a_repository_without_a_last_day_is_an_error(until: str, tmp_path: Path) -> None:
    """A last day that is no number of seconds raises DataError that names the repository."""
    place = tmp_path / "p"
    place.mkdir()
    write_parquet(place, "b", [("a/b", 1_599_000_000, False)])
    write_csv(place / "r.csv", ("repo", "observed_until"), [("a/b", until)])
    with pytest.raises(DataError, match="observed_until of 'a/b'"):
        backtest(place)


def test_hostile_tables_end_in_an_error_of_ours(tmp_path: Path) -> None:
    """Bytes that are no text, and a last day in the year 10^9, stop cleanly."""
    place = tmp_path / "p"
    place.mkdir()
    write_parquet(place, "b", [("a/b", 10**17, False), ("a/b", -(10**17), False)])
    (place / "r.csv").write_bytes(b"repo,observed_until\n\xff\xfe,1\n")
    with pytest.raises(DataError):
        backtest(place)
    write_csv(place / "r.csv", ("repo", "observed_until"), [("a/b", 10**18)])
    with pytest.raises(LifesignsError):
        backtest(place)


@pytest.mark.parametrize(
    ("time", "is_told"),
    [
        ("1300000000 + range * 864000", True),
        ("to_timestamp(1300000000 + range * 864000)", True),
        ("TIMESTAMP '2011-03-13' + range * INTERVAL 10 DAY", True),
        ("CASE WHEN range % 2 = 0 THEN 'nan'::DOUBLE ELSE 1300000000 + range * 864000 END", True),
        ("(1300000000 + range * 864000) * 1000", False),
        ("(1300000000 + range * 864000) * 1000000000", False),
        ("9223372036854775807 - range", False),
        ("'yesterday'", False),
    ],
)
def test_times_of_commits_in_any_form(tmp_path: Path, time: str, *, is_told: bool) -> None:
    """Seconds, timestamps and gaps are read; texts and absurd numbers are a clear error."""
    with Session() as session:
        session.copy(
            f"SELECT 'a' AS repo, {time} AS landed_time, 'false' AS is_bot FROM range(300)",
            tmp_path / "commits.parquet",
        )
    (tmp_path / "repos.csv").write_text("\ufeffrepo,observed_until\na,1600000000\n", "utf-8")
    if is_told:
        assert backtest(tmp_path).n_rows > 0
        return
    with pytest.raises(DataError) as caught:
        backtest(tmp_path)
    assert "landed_time" in str(caught.value)
    assert caught.value.advice


def test_files_of_one_folder_may_tell_time_in_different_ways(tmp_path: Path) -> None:
    """Seconds in one file and timestamps with a zone in the next are read as one history."""
    parts = {
        "a": "SELECT 'a' AS repo, 1300000000 + range * 864000 AS landed_time, false AS is_bot",
        "b": "SELECT 0 AS is_bot, to_timestamp(1300432000 + range * 864000) AS landed_time, 'a' AS repo",
    }
    with Session() as session:
        for name, rows in parts.items():
            session.copy(f"{rows} FROM range(300)", tmp_path / f"{name}.parquet")
    write_csv(tmp_path / "repos.csv", ("repo", "observed_until"), [("a", 1_600_000_000)])
    assert backtest(tmp_path).n_commits == 600


def test_the_json_fits_its_published_schema(report: BacktestReport) -> None:
    """What `backtest --format json` writes is what is published."""
    Draft202012Validator.check_schema(json.schema("backtest"))
    written = standard.loads(json.dump_record(dataclasses.asdict(report)))
    Draft202012Validator(json.schema("backtest")).validate(written)
