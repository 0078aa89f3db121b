"""The forecast: what it may see, when it is silent, and that its numbers can be checked by hand."""

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.survival import (
    HORIZONS,
    Forecast,
    Outcome,
    Silence,
    forecast,
    forecast_history,
    lookup_table,
)
from lifesigns.models.survival.evidence import History, half_year_days
from lifesigns.models.survival.outcomes import (
    DAY,
    PART,
    TARGETS,
    YEAR,
    Target,
    happened,
    parts_with_landing,
)
from lifesigns.models.survival.parameters import shipped

NOON = int(datetime(2022, 7, 1, tzinfo=UTC).timestamp())
TIMES = st.integers(min_value=0, max_value=NOON + 3 * YEAR)


def weekly(weeks: int, until: int = NOON) -> list[int]:
    """Landing times once a week for so many weeks, the last one a day before `until`."""
    return [until - DAY - week * 7 * DAY for week in range(weeks)]


def values(made: Forecast) -> list[tuple[float | None, float | None, float | None]]:
    """All numbers of a forecast, for comparison."""
    return [(estimate.p, estimate.low, estimate.high) for estimate in made.estimates]


@given(past=st.lists(TIMES, max_size=30), future=st.lists(TIMES, max_size=10), shift=TIMES)
@settings(max_examples=60, deadline=None)
def test_nothing_after_the_moment_has_any_influence(
    past: list[int], future: list[int], shift: int
) -> None:
    """Adding, moving or removing landings after T leaves the forecast at T untouched."""
    known = [time for time in past if time <= NOON]
    later = [NOON + 1 + time for time in future]
    moved = [time + shift for time in later]
    plain = forecast(known, NOON, NOON)
    assert forecast(known + later, NOON, NOON) == plain
    assert forecast(known + moved, NOON, NOON + 4 * YEAR) == plain


@given(landed=st.lists(TIMES, max_size=25), days=st.lists(TIMES, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_history_says_what_single_forecasts_say(landed: list[int], days: list[int]) -> None:
    """Forecasting many days at once equals forecasting each alone."""
    until = max(days)
    assert forecast_history(landed, days) == [forecast(landed, day, until) for day in days]


@given(landed=st.lists(TIMES, min_size=1, max_size=40), moment=TIMES)
@settings(max_examples=80, deadline=None)
def test_evidence_equals_counting_by_hand(landed: list[int], moment: int) -> None:
    """Silence, active months and active days are what a plain count over the times gives."""
    seen = History(landed).evidence(moment)
    past = [time for time in landed if YEAR <= time <= moment]
    if not past:
        assert seen is None
        return
    assert seen is not None
    year = [time for time in past if moment - time < YEAR]
    assert seen.days_since_last == (moment - max(past)) / DAY
    assert seen.active_months == len({(moment - time) // PART for time in year})
    assert seen.active_days == len({time // DAY for time in year})
    assert seen.landings == len(past)
    assert seen.active_days_ever == len({time // DAY for time in past})
    assert seen.first_landed == min(past)


def test_formula_can_be_recomputed_from_the_parameter_file() -> None:
    """The shipped probability is the logistic of the published weights times the evidence."""
    made = forecast(weekly(20), NOON, NOON)
    fit = next(f for f in shipped().vintages[0].fits if f.target == Target(Outcome.ANY_COMMIT, 12))
    assert made.evidence is not None
    score = (
        fit.constant
        + fit.silence * math.log(1 + made.evidence.days_since_last)
        + fit.months * made.evidence.active_months**fit.target.months_power
        + fit.days * math.log(1 + made.evidence.active_days)
        + fit.trend * (NOON - fit.trend_origin) / YEAR
    )
    found = made.estimate(Outcome.ANY_COMMIT).p
    assert found is not None
    assert found == pytest.approx(1 / (1 + math.exp(-score)), abs=1e-9)


def test_longer_silence_never_makes_a_commit_likelier() -> None:
    """With the same year of work behind it, each further week of silence lowers every chance."""
    landed = weekly(52)
    made = forecast_history(landed, [NOON + week * 7 * DAY for week in range(80)])
    for column in range(len(TARGETS)):
        chances = [entry.estimates[column].p or 0.0 for entry in made]
        assert chances == sorted(chances, reverse=True)


def test_chances_agree_with_each_other() -> None:
    """A longer horizon sees a commit at least as likely; active months imply a commit."""
    for weeks in (6, 20, 60):
        for gap in (1, 40, 120, 300, 800):
            made = forecast(weekly(weeks), NOON + gap * DAY, NOON + gap * DAY)
            any_commit = [made.estimate("any_commit", months).p or 0.0 for months in HORIZONS]
            active = [made.estimate("active_months", months).p or 0.0 for months in HORIZONS]
            assert any_commit == sorted(any_commit)
            assert all(a <= b for a, b in zip(active, any_commit, strict=True))


def test_interval_holds_the_forecast_and_counts_whole_projects() -> None:
    """The interval contains p, lies in 0..1 and is told as projects out of the cohort."""
    for entry in forecast_history(weekly(60), [NOON + 30 * DAY * k for k in range(40)]):
        for estimate in entry.estimates:
            assert estimate.p is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert 0 <= estimate.low <= estimate.p <= estimate.high <= 1
            assert estimate.counts is not None
            assert 0 <= estimate.counts[0] <= estimate.counts[1] <= estimate.cohort == 5


def test_stale_clone_is_refused_not_called_dead() -> None:
    """Evidence that ends more than 90 days before the moment gives no number at all."""
    landed = weekly(60)
    fresh = forecast(landed, NOON + 90 * DAY, NOON)
    stale = forecast(landed, NOON + 91 * DAY, NOON)
    assert fresh.refused is None
    assert stale.refused is Silence.NOT_SEEN
    assert all(e.p is None and e.abstained for e in stale.estimates)


def test_days_that_were_not_watched_are_not_counted_as_silence() -> None:
    """A clone of two months ago says what it said then, and from when it says it."""
    landed = weekly(60)
    then = forecast(landed, NOON, NOON)
    now = forecast(landed, NOON + 60 * DAY, NOON)
    assert now.seen_until == NOON
    assert values(now) == values(then)


@pytest.mark.parametrize(
    ("landed", "reason"),
    [
        ([], Silence.NO_COMMITS),
        ([NOON + DAY], Silence.NO_COMMITS),
        ([4_102_444_800] * 5, Silence.NO_COMMITS),
        ([0, 1, 86_400], Silence.UNSET_CLOCKS),
        ([-(10**30), 10**30, 2**63], Silence.UNSET_CLOCKS),
        ([NOON - 3 * DAY, NOON - DAY], Silence.TOO_YOUNG),
    ],
)
def test_degenerate_histories_are_refused(landed: list[int], reason: Silence) -> None:
    """Nothing yet, only the future, clocks of 1970, absurd numbers, three days old: no number."""
    made = forecast(landed, NOON, NOON)
    assert made.refused is reason
    assert [e.reason for e in made.estimates] == [reason] * 6
    assert made.estimate("any_commit").counts is None


@pytest.mark.parametrize("landed", [[NOON - 60 * DAY], [NOON - 60 * DAY + k for k in range(500)]])
def test_one_day_of_work_is_no_history(landed: list[int]) -> None:
    """One commit, or five hundred on one day, is abstained on."""
    made = forecast(landed, NOON, NOON)
    assert made.refused is None
    assert {e.reason for e in made.estimates} == {Silence.ONE_DAY}
    assert all(e.abstained and e.p is not None for e in made.estimates)


def test_a_first_commit_after_years_is_a_kind_of_project_hardly_seen() -> None:
    """One active month whose last landing is days ago has too few comparable repositories."""
    made = forecast([*weekly(60, NOON - 4 * YEAR), NOON - DAY], NOON, NOON)
    assert {e.reason for e in made.estimates} == {Silence.FEW_COMPARABLE}


def test_even_odds_are_abstained_on_and_clear_ones_answered() -> None:
    """Between one third and two thirds there is no answer; outside there is."""
    for entry in forecast_history(weekly(60), [NOON + 15 * DAY * k for k in range(80)]):
        for estimate in entry.estimates:
            assert estimate.p is not None
            if 1 / 3 < estimate.p < 2 / 3:
                assert estimate.reason in (Silence.EVEN_ODDS, Silence.FEW_COMPARABLE)
            else:
                assert estimate.reason in (None, Silence.FEW_COMPARABLE)


def test_unset_clocks_beside_good_ones_are_left_out_and_counted() -> None:
    """Two landings of 1970 change no number and are reported."""
    made = forecast([*weekly(30), 0, 5], NOON, NOON)
    assert made.evidence is not None
    assert made.evidence.unset_clocks == 2
    assert values(made) == values(forecast(weekly(30), NOON, NOON))


def test_no_forecast_claims_certainty() -> None:
    """Neither a daily project nor one silent for thirty years gets 0 or 1."""
    busy = forecast([NOON - k * DAY // 4 for k in range(3000)], NOON, NOON)
    dead = forecast(weekly(60, NOON - 30 * YEAR), NOON, NOON)
    for made in (busy, dead):
        assert all(e.p is not None and 0.005 <= e.p <= 0.995 for e in made.estimates)


def test_unknown_horizon_is_an_error() -> None:
    """Asking for a horizon that is not forecast raises KeyError."""
    with pytest.raises(KeyError):
        forecast(weekly(5), NOON, NOON).estimate("any_commit", 18)


def test_lookup_table_partitions_what_can_happen() -> None:
    """Each cell is a share of counted rows and no row of evidence fits two cells."""
    cells = lookup_table()
    assert sum(cell.n_rows for cell in cells) == 1258
    for cell in cells:
        assert 0 <= cell.active_months <= cell.any_commit <= 1
        assert cell.n_repositories <= cell.n_rows
    for days in (0.0, 7.9, 8.0, 100.0, 366.0, 5000.0):
        for months in range(13):
            fitting = [
                cell
                for cell in cells
                if cell.days_from <= days < (cell.days_below or math.inf)
                and cell.months_from <= months <= cell.months_to
            ]
            assert len(fitting) <= 1


def test_the_published_table_is_what_is_shipped() -> None:
    """docs/accuracy/forecast.md shows every kind with the numbers that answers quote."""
    text = (Path(__file__).parents[2] / "docs" / "accuracy" / "forecast.md").read_text("utf-8")
    told = [line.strip("| ").split(" | ") for line in text.splitlines()]
    cells = lookup_table()
    for cell in cells:
        last = f"-{int(cell.days_below) - 1}" if cell.days_below else " and more"
        months = sorted({cell.months_from, cell.months_to})
        assert [
            f"{int(cell.days_from)}{last}",
            "-".join(map(str, months)),
            f"{cell.any_commit:.2f}",
            f"{cell.active_months:.2f}",
            f"{cell.n_rows} / {cell.n_repositories}",
        ] in told


def test_outcome_parts_are_twelfths_of_a_year_closed_at_their_end() -> None:
    """A landing at the end of a part belongs to it, one second later to the next."""
    ends = np.array([NOON + PART, NOON + PART + 1, NOON + YEAR, NOON + YEAR + 1])
    assert parts_with_landing(ends, NOON, 12) == 3
    assert parts_with_landing(np.array([NOON]), NOON, 12) == 0
    assert [target.parts_needed for target in TARGETS] == [1, 1, 1, 2, 3, 6]


def test_an_outcome_not_watched_to_its_end_is_unknown() -> None:
    """A horizon that outlasts the evidence gives NaN, never 0."""
    landed = np.array([NOON + DAY])
    target = Target(Outcome.ANY_COMMIT, 12)
    assert happened(landed, NOON, NOON + YEAR, target) == 1.0
    assert math.isnan(happened(landed, NOON, NOON + YEAR - 1, target))


def test_half_year_days_are_first_of_january_and_july() -> None:
    """Bounds are included; a range within a half year holds none."""
    first = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    last = int(datetime(2021, 1, 1, tzinfo=UTC).timestamp())
    found = [datetime.fromtimestamp(day, UTC).date() for day in half_year_days(first, last)]
    assert [day.isoformat() for day in found] == ["2020-01-01", "2020-07-01", "2021-01-01"]
    assert list(half_year_days(first + 1, first + 2)) == []
