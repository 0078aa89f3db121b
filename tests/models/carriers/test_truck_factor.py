"""The truck factor against values worked out by hand and by a slow independent way."""

from itertools import combinations
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.carriers import (
    Bearers,
    StandingFiles,
    Touches,
    by_directory,
    source_authorship,
    truck_factor,
)
from lifesigns.models.carriers.authorship import decayed_authorship, degree_of_authorship
from lifesigns.models.carriers.cover import smallest_loss

Row = tuple[int, int, int, float, bool]


def standing(*paths: str, area: str = "core_code") -> StandingFiles:
    """Return files numbered in order, all of one area."""
    return StandingFiles(np.arange(len(paths)), list(paths), [area] * len(paths))


def bearers(*pairs: tuple[int, int], weight: list[float]) -> Bearers:
    """Return bearers from (unit, person) pairs."""
    units = np.array([p[0] for p in pairs], dtype=np.int64)
    people = np.array([p[1] for p in pairs], dtype=np.int64)
    return Bearers(units, people, np.array(weight))


def authors(found: Bearers) -> set[tuple[int, int]]:
    """Return the (file, author) pairs."""
    return set(zip(found.unit.tolist(), found.person.tolist(), strict=True))


def test_authors_by_degree_of_authorship() -> None:
    """Creator with 3 own changes among 5 of another: both degrees worked out from the formula."""
    rows: list[Row] = [(0, 0, 0, 0.0, True)]
    rows += [(0, 0, 1 + i, 1.0, False) for i in range(3)]
    rows += [(1, 0, 10 + i, 2.0, False) for i in range(5)]
    creator = 3.293 + 1.098 + 0.164 * 3 - 0.321 * log(6)
    other = 3.293 + 0.164 * 5 - 0.321 * log(5)
    assert other / creator > 0.75
    assert other >= 3.293
    assert authors(degree_of_authorship(Touches.of(rows), 1)) == {(0, 0), (0, 1)}


def test_a_passer_by_is_no_author() -> None:
    """One change to a file another created falls under the absolute threshold 3.293."""
    rows: list[Row] = [(0, 0, 0, 0.0, True), (1, 0, 1, 1.0, False)]
    assert authors(degree_of_authorship(Touches.of(rows), 1)) == {(0, 0)}


def test_recent_work_fades() -> None:
    """Six changes half a year ago weigh less than two of last week; beyond 547 days nothing does."""
    rows: list[Row] = [(0, 0, i, 1000.0 - 180, False) for i in range(6)]
    rows += [(1, 0, 10, 993.0, False), (1, 0, 11, 994.0, False), (2, 1, 12, 400.0, True)]
    old, new = 6 * exp(-2), exp(-7 / 90) + exp(-6 / 90)
    worth_old = old + 2.4 * (log(1 + old + new) - log(1 + new))
    worth_new = new + 2.4 * (log(1 + old + new) - log(1 + old))
    assert worth_old < 0.75 * worth_new
    found = decayed_authorship(Touches.of(rows), 2, 1000.0)
    assert authors(found) == {(0, 1)}


def test_recent_work_counts_more_where_others_did_little() -> None:
    """Beside its creator's one change, worth 3 more, two changes make an author: by the surplus."""
    rows: list[Row] = [(0, 0, 0, 9.0, True), (1, 0, 1, 9.0, False), (1, 0, 2, 9.0, False)]
    creator = 3 + 1 + 2.4 * (log(1 + 3) - log(1 + 2))
    other = 2 + 2.4 * (log(1 + 3) - log(1 + 1))
    assert other / creator > 0.75
    assert authors(decayed_authorship(Touches.of(rows), 1, 9.0)) == {(0, 0), (0, 1)}


def test_a_published_kind_of_example() -> None:
    """One person creates six of ten files: without them more than half have no author."""
    rows: list[Row] = [(0, f, f, float(f), True) for f in range(6)]
    rows += [(1 + f % 2, f, f, float(f), True) for f in range(6, 10)]
    found = truck_factor(Touches.of(rows), standing(*(f"f{i}" for i in range(10))), 20.0)
    assert found.estimate == found.low == found.high == 1
    assert found.people == (0,)
    assert [m.lost[0] for m in found.methods[:3]] == pytest.approx([0.6] * 3)
    assert (found.n_files, found.n_commits, found.n_people) == (10, 10, 3)
    carrier = found.carriers[0]
    assert carrier.share_of_files == pytest.approx(0.6)
    assert carrier.months_since_seen == pytest.approx((20 - 5) / (365.25 / 12))


def test_half_is_not_enough() -> None:
    """Exactly half of the files orphaned is not more than half: a second person must go."""
    rows: list[Row] = [(f // 2, f, f, 0.0, True) for f in range(4)]
    found = truck_factor(Touches.of(rows), standing("a", "b", "c", "d"), 1.0)
    assert found.methods[0].truck_factor == 2


def test_the_estimate_is_commits_kept_within_authorship() -> None:
    """Files say 1, commits 2: the estimate stays within what authorship allows, the range shows all."""
    files = standing(*(f"f{i}" for i in range(9)))
    rows: list[Row] = [(0, f, f, 0.0, True) for f in range(9)]
    rows += [(1 + i % 3, 0, 100 + i, 2000.0, False) for i in range(30)]
    found = truck_factor(Touches.of(rows), files, 2000.0)
    assert {m.id: m.truck_factor for m in found.methods} == {
        "degree_of_authorship": 1,
        "relative_authorship": 1,
        "commit_share": 2,
        "decayed_authorship": 3,
    }
    assert (found.estimate, found.low, found.high) == (1, 1, 3)


def test_a_file_that_everybody_shares_has_relative_authors() -> None:
    """Twenty equal hands: nobody reaches the absolute threshold, all are authors relative to the best."""
    rows: list[Row] = [(p, 0, 20 * p + i, 0.0, False) for p in range(20) for i in range(3)]
    touches = Touches.of(rows)
    degree = 3.293 + 0.164 * 3 - 0.321 * log(58)
    assert degree < 3.293
    assert authors(degree_of_authorship(touches, 1)) == set()
    assert len(authors(degree_of_authorship(touches, 1, is_relative=True))) == 20


def test_foreign_and_generated_files_do_not_count() -> None:
    """Vendored, generated and documentation files bear no weight, whoever added them."""
    rows: list[Row] = [(0, 0, 0, 0.0, True), (0, 1, 1, 0.0, True)]
    rows += [(1, f, 100, 0.0, True) for f in range(2, 50)]
    areas = ["core_code", "tests"] + ["vendored", "generated", "documentation"] * 16
    files = StandingFiles(np.arange(50), [f"p{i}" for i in range(50)], areas)
    found = truck_factor(Touches.of(rows), files, 1.0)
    assert found.n_files == 2
    assert found.methods[0].people == (0,)


def test_later_work_is_not_seen() -> None:
    """The clock is an argument: what landed after the moment does not exist."""
    rows: list[Row] = [(0, 0, 0, 5.0, True), (1, 0, 1, 50.0, False)]
    found = truck_factor(Touches.of(rows), standing("a"), 10.0)
    assert found.n_people == 1


def test_nothing_to_go_by_is_missing() -> None:
    """Without history there is no truck factor, and it is not zero."""
    found = truck_factor(Touches.of([]), standing("a", "b"), 10.0)
    assert found.estimate is None
    assert found.carriers == ()
    unknown = StandingFiles(np.array([-1, -1]), ["a", "b"], ["core_code"] * 2)
    assert truck_factor(Touches.of([]), unknown, 10.0).n_files_unknown == 2


def test_a_dormant_project_still_has_carriers() -> None:
    """Where nobody worked for 18 months the fading method has no answer, the others have."""
    rows: list[Row] = [(0, 0, 0, 0.0, True)]
    found = truck_factor(Touches.of(rows), standing("a"), 3000.0)
    assert [m.truck_factor for m in found.methods] == [1, 1, 1, None]
    assert found.estimate == 1


def test_directories_are_measured_on_their_own() -> None:
    """Each directory of enough source files has its own carriers; a lone child is left out."""
    paths = [f"core/x/f{i}" for i in range(12)] + [f"web/f{i}" for i in range(12)] + ["few/a"]
    rows: list[Row] = [(0 if f < 12 else 1, f, f, 0.0, True) for f in range(24)]
    rows += [(2, 24, 24, 0.0, True)]
    found = by_directory(Touches.of(rows), standing(*paths), 1.0)
    assert sorted(found) == ["core", "web"]
    assert found["core"].people == (0,)
    assert found["web"].people == (1,)
    assert found["web"].n_commits == 12


def test_directories_agree_with_measuring_their_files_alone() -> None:
    """A directory's answer is that of a project made of its files."""
    draws = np.random.default_rng(3)
    n = 600
    touches = Touches(
        draws.integers(0, 9, n),
        draws.integers(0, 40, n),
        np.arange(n),
        draws.uniform(0, 900, n),
        draws.random(n) < 0.1,
    )
    files = standing(*(f"d{i % 3}/f{i}" for i in range(40)))
    for name, found in by_directory(touches, files, 900.0).items():
        mine = np.array([path.startswith(name + "/") for path in files.path])
        alone = StandingFiles(
            files.file[mine],
            [p for p in files.path if p.startswith(name + "/")],
            ["tests"] * mine.sum(),
        )
        assert found == truck_factor(touches.where(np.isin(touches.file, alone.file)), alone, 900.0)


@st.composite
def sides(draw: st.DrawFn) -> tuple[Bearers, int]:
    """Draw up to 12 units borne by any of up to 6 people."""
    n_people = draw(st.integers(1, 6))
    n_units = draw(st.integers(1, 12))
    pair = st.tuples(st.integers(0, n_units - 1), st.integers(0, n_people - 1))
    pairs = draw(st.lists(pair, unique=True, min_size=1, max_size=30))
    weight = draw(st.lists(st.integers(1, 5), min_size=n_units, max_size=n_units))
    return bearers(*pairs, weight=[float(w) for w in weight]), n_people


def lost(side: Bearers, gone: set[int]) -> float:
    """Return the share of the borne weight whose bearers are all gone, the slow way."""
    orphaned = borne = 0.0
    for unit, weight in enumerate(side.weight):
        bearers_of_unit = {p for u, p in authors(side) if u == unit}
        borne += float(weight) if bearers_of_unit else 0.0
        orphaned += float(weight) if bearers_of_unit and bearers_of_unit <= gone else 0.0
    return orphaned / borne


@given(sides())
def test_the_set_found_loses_half_and_holds_nobody_needless(case: tuple[Bearers, int]) -> None:
    """More than half is lost with the set, not without any one of its people; shares are right."""
    side, n_people = case
    found = smallest_loss(side, n_people)
    gone = set(found.people)
    assert lost(side, gone) > 0.5
    for person in gone:
        assert lost(side, gone - {person}) <= 0.5 + 1e-9
    for k, share in enumerate(found.lost, start=1):
        assert share == pytest.approx(lost(side, set(found.people[:k])))


@given(sides())
def test_the_set_found_is_near_the_smallest(case: tuple[Bearers, int]) -> None:
    """Trying every set never finds one smaller by more than the greedy's known weakness."""
    side, n_people = case
    found = len(smallest_loss(side, n_people).people)
    best = next(
        k
        for k in range(n_people + 1)
        if any(lost(side, set(c)) > 0.5 for c in combinations(range(n_people), k))
    )
    assert best <= found <= best + 2


ROWS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(0, 7),
        st.integers(0, 30),
        st.floats(0, 1000),
        st.booleans(),
    ),
    max_size=60,
)


def by_commit(rows: list[Row]) -> list[Row]:
    """Give each commit the author and day of its first row, as a real history has."""
    seen: dict[int, Row] = {}
    return [(*seen.setdefault(r[2], r)[:1], r[1], r[2], seen[r[2]][3], r[4]) for r in rows]


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_and_codes_do_not_matter(rows: list[Row], random: object) -> None:
    """Shuffled rows give the same answer; other person codes give the same numbers."""
    rows = by_commit(rows)
    files = standing(*(f"d{i % 2}/f{i}" for i in range(8)))
    first = truck_factor(Touches.of(rows), files, 1000.0)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert truck_factor(Touches.of(shuffled), files, 1000.0) == first
    moved = [(r[0] * 1000 + 7, *r[1:]) for r in rows]
    other = truck_factor(Touches.of(moved), files, 1000.0)
    assert (other.estimate, other.low, other.high) == (first.estimate, first.low, first.high)
    assert other.people == tuple(p * 1000 + 7 for p in first.people)


@settings(deadline=None)
@given(ROWS)
def test_the_estimate_never_passes_the_contributors(rows: list[Row]) -> None:
    """No more carriers than people, all of them people of the project, low <= estimate <= high."""
    rows = by_commit(rows)
    found = truck_factor(Touches.of(rows), standing(*(f"f{i}" for i in range(8))), 1000.0)
    people = {r[0] for r in rows}
    assert set(found.people) <= people
    if found.estimate is not None:
        assert found.low is not None
        assert found.high is not None
        assert 1 <= found.low <= found.estimate <= found.high <= len(people)


def test_touches_of_source_files_are_renumbered() -> None:
    """The touches handed to succession name source files by position, others are gone."""
    rows: list[Row] = [(0, 5, 0, 0.0, True), (1, 9, 1, 1.0, True), (1, 2, 2, 1.0, True)]
    files = StandingFiles(np.array([9, 5, 2]), ["a", "b", "c"], ["tests", "core_code", "asset"])
    touches, found = source_authorship(Touches.of(rows), files, 5.0)
    assert authors(found) == {(0, 0), (1, 1)}
    assert touches.file.tolist() == [0, 1]
