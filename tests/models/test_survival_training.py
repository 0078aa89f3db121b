"""Fitting, resampling and scoring, each against truth computed another way."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lifesigns.kernel.errors import DataError
from lifesigns.models.survival import cohorts, scores
from lifesigns.models.survival.accuracy import save_accuracy, shipped_accuracy
from lifesigns.models.survival.judging import OURS, misses, table
from lifesigns.models.survival.logit import fit_logit, fit_with_trend, logistic
from lifesigns.models.survival.outcomes import DAY, TARGETS, YEAR
from lifesigns.models.survival.panel import (
    MAIN_UNTIL,
    Observed,
    Panel,
    build_panel,
    fingerprint,
    folds,
)
from lifesigns.models.survival.parameters import (
    CURRENT,
    Parameters,
    Rules,
    load,
    save,
    shipped,
)
from lifesigns.models.survival.training import (
    closed_by,
    coherent,
    fit_parameters,
    fit_targets,
    out_of_fold,
)
from lifesigns.models.survival.validation import (
    NEW_TIME,
    NEW_TIME_SUBSET,
    NEW_TIME_VINTAGE,
    new_time_scores,
    rolling_scores,
    vintages,
    with_refit,
)

RULES = Rules()


def made_up_histories(count: int = 60, seed: int = 1) -> dict[str, Observed]:
    """Repositories that work at their own pace until, at a random day, they stop for good."""
    chooser = np.random.default_rng(seed)
    found = {}
    for number in range(count):
        first = MAIN_UNTIL - int(chooser.integers(3 * YEAR, 10 * YEAR))
        pace = float(chooser.choice([2, 10, 40])) * DAY
        length = int(chooser.exponential(4 * YEAR))
        times = first + np.cumsum(chooser.exponential(pace, 900)).astype(np.int64)
        until = MAIN_UNTIL - int(chooser.integers(0, YEAR))
        landed = times[(times < first + length) & (times < until)]
        found[f"made/{number:03d}"] = Observed(landed, until)
    return found


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Rows of the made-up histories."""
    return build_panel(made_up_histories(), MAIN_UNTIL, RULES)


@pytest.fixture(scope="module")
def fitted(panel: Panel) -> Parameters:
    """Parameters fitted to the made-up rows."""
    return fit_parameters(panel, vintages(panel, MAIN_UNTIL, CURRENT), RULES, "made up")


def test_fit_is_a_stationary_point_of_the_penalised_likelihood() -> None:
    """At the weights returned, the slope of likelihood minus penalty is zero."""
    chooser = np.random.default_rng(3)
    matrix = chooser.normal(size=(400, 3))
    label = (chooser.random(400) < logistic(matrix @ np.array([1.0, -2.0, 0.0]) + 0.5)).astype(
        float
    )
    penalties = np.array([0.001, 0.01, 0.1])
    fitted = fit_logit(matrix, label, penalties)
    gap = label - logistic(fitted.constant + matrix @ np.array(fitted.columns))
    assert gap.sum() == pytest.approx(0, abs=1e-4)
    slope = matrix.T @ gap - 400 * penalties * np.array(fitted.columns)
    assert np.abs(slope).max() < 1e-4


def test_fit_recovers_weights_in_the_units_of_the_columns() -> None:
    """Scaling inside the fit does not leak out: large samples give back the true weights."""
    chooser = np.random.default_rng(4)
    matrix = chooser.normal(size=(40_000, 2)) * np.array([5.0, 0.2]) + np.array([10.0, 3.0])
    years = chooser.uniform(-5, 0, 40_000)
    truth = logistic(-2 + 0.3 * matrix[:, 0] - 1.5 * matrix[:, 1] - 0.2 * years)
    label = (chooser.random(40_000) < truth).astype(float)
    fitted = fit_with_trend(matrix, years, label, 0.0, 0.0)
    assert fitted.columns == pytest.approx([0.3, -1.5, -0.2], abs=0.12)


def test_fit_survives_an_outcome_that_always_happens() -> None:
    """A constant outcome gives finite weights and a chance near one."""
    matrix = np.arange(50, dtype=float)[:, None]
    fitted = fit_logit(matrix, np.ones(50), np.array([0.001]))
    assert math.isfinite(fitted.constant)
    assert logistic(np.array([fitted.constant + fitted.columns[0] * 25]))[0] > 0.99


def test_scores_equal_their_definitions() -> None:
    """Brier, calibration error and ranking equal plain loops over the rows."""
    chooser = np.random.default_rng(5)
    chance = np.round(chooser.random(300), 2)
    label = (chooser.random(300) < chance).astype(float)
    pairs = [
        1.0 if yes > no else 0.5 if yes == no else 0.0
        for yes in chance[label == 1]
        for no in chance[label == 0]
    ]
    gaps = 0.0
    for low in range(10):
        inside = [min(int(p * 10), 9) == low for p in chance]
        gaps += abs(sum(p - y for p, y, i in zip(chance, label, inside, strict=True) if i))
    assert scores.ranking(chance, label) == pytest.approx(sum(pairs) / len(pairs))
    assert scores.calibration_error(chance, label) == pytest.approx(gaps / 300)
    assert scores.brier(chance, label) == pytest.approx(
        sum((p - y) ** 2 for p, y in zip(chance, label, strict=True)) / 300
    )


def test_perfect_forecasts_show_the_calibration_noise_we_report() -> None:
    """Outcomes drawn from the forecasts have, on average, the error announced as noise."""
    chooser = np.random.default_rng(6)
    chance = chooser.random(400)
    errors = [
        scores.calibration_error(chance, (chooser.random(400) < chance).astype(float))
        for _ in range(200)
    ]
    assert scores.calibration_noise(chance) == pytest.approx(np.mean(errors), rel=0.1)


def test_luck_tells_a_biased_forecast_from_a_calibrated_one() -> None:
    """Rows of a repository flip together: a calibrated forecast is lucky, a hopeful one is not."""
    chooser = np.random.default_rng(11)
    owner = np.repeat(np.arange(100), 8)
    chance = chooser.uniform(0.1, 0.8, 800)
    label = (chooser.random(800) < chance).astype(float)
    assert scores.calibration_luck(chance, label, owner) > 0.05
    assert scores.calibration_luck(chance + 0.15, label, owner) < 0.01
    alone = np.zeros(800, dtype=np.int64)
    assert scores.calibration_luck(chance + 0.15, label, alone) == 1.0


def test_calibration_differences_pair_up() -> None:
    """A forecast against itself differs nowhere; a biased one is worse in every resample."""
    chooser = np.random.default_rng(12)
    chance = chooser.uniform(0.1, 0.7, 1200)
    label = (chooser.random(1200) < chance).astype(float)
    paired = scores.Resampler(np.arange(1200) // 6)
    same = paired.calibration_delta(chance, chance, label)
    assert (same.value, same.low, same.high) == (0, 0, 0)
    worse = paired.calibration_delta(chance + 0.2, chance, label)
    assert worse.low > 0
    assert worse.value == pytest.approx(
        scores.calibration_error(chance + 0.2, label) - scores.calibration_error(chance, label)
    )


def test_resampling_takes_whole_repositories() -> None:
    """With one repository nothing varies; with many, a real difference is found."""
    chance = np.array([0.9, 0.8, 0.1, 0.2] * 50)
    other = np.full(200, 0.5)
    label = np.array([1.0, 1.0, 0.0, 0.0] * 50)
    alone = scores.Resampler(np.zeros(200, dtype=np.int64)).brier_delta(chance, other, label)
    assert alone.low == pytest.approx(alone.value) == pytest.approx(alone.high)
    many = scores.Resampler(np.arange(200) // 4)
    assert many.brier_delta(chance, other, label).high < 0
    assert many.ranking_delta(chance, other, label).low == pytest.approx(0.5)


def test_reliability_bars_hold_every_row_once() -> None:
    """The bars' rows add up and their means are the plain means of their rows."""
    chance = np.array([0.05, 0.06, 0.55, 1.0])
    bars = scores.reliability(chance, np.array([0.0, 1.0, 1.0, 1.0]), np.array([0, 0, 1, 2]))
    assert [bar.n_rows for bar in bars] == [2, 1, 1]
    assert bars[0].happened == 0.5
    assert bars[0].n_repositories == 1
    assert bars[-1].high == 1.0


def test_interval_of_independent_projects_covers_eighty_percent() -> None:
    """Where forecasts are true and projects independent, cohorts fall inside at the rate said."""
    chooser = np.random.default_rng(8)
    owner = np.repeat(np.arange(400), 3)
    chance = chooser.uniform(0.02, 0.98, 1200)
    label = (chooser.random(1200) < chance).astype(float)
    stratum = chooser.integers(0, 4, 1200)
    drawn = cohorts.draw(owner, stratum, chance, label, 5, 60)
    assert cohorts.coverage(drawn, cohorts.fit_radius(drawn, 5), 5) == pytest.approx(0.8, abs=0.01)
    assert cohorts.fit_radius(drawn, 5) == pytest.approx(1.28, abs=0.12)


def test_a_cohort_never_holds_two_days_of_one_repository() -> None:
    """Forty rows of four repositories can fill no cohort of five."""
    owner = np.repeat(np.arange(4), 10)
    rows = np.full(40, 0.5)
    drawn = cohorts.draw(owner, np.zeros(40, dtype=np.int64), rows, rows, 5, 20)
    assert drawn.share.size == 0
    assert math.isnan(cohorts.coverage(drawn, 1.0, 5))


def test_rows_are_half_years_whose_twelve_months_were_watched(panel: Panel) -> None:
    """No row begins within a month of the first landing or lacks a year of watching."""
    histories = made_up_histories()
    for owner, moment in zip(panel.owner, panel.moments, strict=True):
        history = histories[panel.repositories[owner]]
        assert moment >= history.landed.min() + 30 * DAY
        assert moment + YEAR <= min(history.observed_until, MAIN_UNTIL)
    assert not np.isnan(panel.labels[:, 1]).any()


def test_labels_equal_a_plain_count(panel: Panel) -> None:
    """Each label is what counting landings in the horizon gives."""
    histories = made_up_histories()
    for row in range(0, len(panel.owner), 17):
        landed = histories[panel.repositories[panel.owner[row]]].landed
        for column, target in enumerate(TARGETS):
            if np.isnan(panel.labels[row, column]):
                continue
            offsets = landed - panel.moments[row]
            inside = offsets[(offsets > 0) & (offsets <= target.seconds)]
            parts = {math.ceil(offset * 12 / YEAR) for offset in inside.tolist()}
            assert panel.labels[row, column] == (len(parts) >= target.parts_needed)


def test_a_repository_is_never_forecast_by_a_fit_that_saw_it(panel: Panel) -> None:
    """Turning all of one repository's outcomes round leaves its own forecasts unchanged."""
    usable = closed_by(panel, MAIN_UNTIL)
    everyone = np.ones(len(panel.owner), dtype=np.bool_)
    mine = panel.owner == panel.owner[0]
    turned = panel.labels.copy()
    turned[mine] = 1 - turned[mine]
    before = out_of_fold(panel, usable, everyone, RULES)
    after = out_of_fold(replace(panel, labels=turned), usable, everyone, RULES)
    assert np.array_equal(before.ours[mine], after.ours[mine])
    assert not np.array_equal(before.ours, after.ours)


def test_a_vintage_learns_nothing_from_later_outcomes(panel: Panel) -> None:
    """Outcomes that end after the vintage's moment do not change its fits."""
    known = closed_by(panel, NEW_TIME)
    turned = np.where(known, panel.labels, 1 - panel.labels)
    before = fit_targets(panel, known, RULES)
    assert fit_targets(replace(panel, labels=turned), known, RULES) == before


def test_folds_depend_on_the_name_alone(panel: Panel) -> None:
    """A repository keeps its fold in a smaller folder."""
    few = build_panel(
        {name: history for name, history in made_up_histories().items() if name < "made/020"},
        MAIN_UNTIL,
        RULES,
    )
    by_name = dict(zip((panel.repositories[o] for o in panel.owner), folds(panel, 10), strict=True))
    for owner, fold in zip(few.owner, folds(few, 10), strict=True):
        assert by_name[few.repositories[owner]] == fold


def test_agreeing_chances_are_only_moved_where_they_disagree() -> None:
    """Rows in order stay; a shorter horizon above a longer one lifts the longer."""
    fine = np.array([[0.2, 0.4, 0.6, 0.1, 0.3, 0.5]])
    assert np.array_equal(coherent(fine), fine)
    crossed = np.array([[0.5, 0.4, 0.6, 0.55, 0.3, 0.7]])
    assert coherent(crossed).tolist() == [[0.5, 0.5, 0.6, 0.5, 0.3, 0.6]]


def test_refit_is_reproducible_and_survives_its_file(
    panel: Panel, fitted: Parameters, tmp_path: Path
) -> None:
    """Two fits are equal, and reading back the file forecasts the same to six digits."""
    chosen = vintages(panel, MAIN_UNTIL, CURRENT)
    assert [name for name, _ in chosen] == [CURRENT, NEW_TIME_VINTAGE]
    assert fit_parameters(panel, chosen, RULES, "made up") == fitted
    save(fitted, tmp_path / "fitted.json")
    again = load(tmp_path / "fitted.json")
    assert again.repositories == fitted.repositories
    for kept, read in zip(fitted.vintages[0].fits, again.vintages[0].fits, strict=True):
        assert read.silence == pytest.approx(kept.silence, abs=1e-6)
    assert fingerprint("made/000") in again.repositories


def test_model_beats_the_base_rate_where_there_is_something_to_learn(
    panel: Panel, fitted: Parameters
) -> None:
    """On repositories it never saw, the refitted model ranks and scores better than the base rate."""
    rows = with_refit(panel, MAIN_UNTIL, fitted.vintage(CURRENT), RULES)
    found = {
        score.model: score
        for score in table(rows, RULES)
        if score.subset == "all" and score.horizon_months == 12 and score.outcome == "any_commit"
    }
    assert found[OURS].brier < found["base_rate"].brier / 2
    assert found[OURS].auc > 0.9
    assert found[OURS].interval_coverage == pytest.approx(0.8, abs=0.03)
    for miss in misses(rows):
        assert abs(miss.p - miss.happened) >= 0.8


def test_later_days_are_scored_with_what_was_known_before(panel: Panel, fitted: Parameters) -> None:
    """New-time scores count exactly the rows from mid-2020 on, refitted or not."""
    later = int((panel.moments >= NEW_TIME).sum())
    rolled = rolling_scores(panel, MAIN_UNTIL, RULES, (NEW_TIME,))
    direct = new_time_scores(panel, MAIN_UNTIL, fitted)
    for found in (rolled, direct):
        any_year = next(s for s in found if s.horizon_months == 12 and s.model == OURS)
        assert any_year.subset == NEW_TIME_SUBSET
        assert any_year.n_rows <= later
        assert any_year.n_rows > later * 0.9
    only_current = replace(fitted, vintages=fitted.vintages[:1])
    assert new_time_scores(panel, MAIN_UNTIL, only_current) == []


def test_too_few_outcomes_are_an_error_not_a_fit(panel: Panel) -> None:
    """A handful of rows is refused with a message that says how many there are."""
    none = np.zeros_like(panel.labels, dtype=np.bool_)
    with pytest.raises(DataError, match="Only 0 outcomes"):
        fit_targets(panel, none, RULES)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rules": {"odds": 2}}', "\x00"])
def test_a_file_that_holds_no_parameters_is_an_error(text: str, tmp_path: Path) -> None:
    """Anything else than a parameter file raises DataError."""
    path = tmp_path / "p.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError):
        load(path)


def test_unknown_vintage_is_an_error() -> None:
    """Asking for a vintage that was not fitted raises DataError."""
    with pytest.raises(DataError, match="no vintage"):
        shipped().vintage("yesterday")


def test_accuracy_is_shipped_with_the_parameters(tmp_path: Path) -> None:
    """The accuracy beside the parameters scores the same rows and survives being written."""
    accuracy = shipped_accuracy()
    fits = {fit.target: fit for fit in shipped().vintage(CURRENT).fits}
    overall = [s for s in accuracy.scores if s.subset == "all" and s.model == OURS]
    assert len(overall) == 6
    for score in overall:
        assert any(
            fit.n_rows == score.n_rows
            for target, fit in fits.items()
            if target.outcome is score.outcome and target.months == score.horizon_months
        )
    assert len(accuracy.curves) == 6
    assert accuracy.misses
    save_accuracy(accuracy, tmp_path / "accuracy.json")
    assert (tmp_path / "accuracy.json").stat().st_size > 10_000
