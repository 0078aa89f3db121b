"""Acts of contributing: what counts, once, and what does not."""

import numpy as np

from lifesigns.models.recognition import (
    KINDS,
    Acts,
    Kind,
    acts_of_mentoring,
    acts_of_releasing,
    acts_of_trailers,
    acts_of_work,
    join,
    what_fakes,
)
from lifesigns.tables.file_areas import Area


def listed(acts: Acts) -> list[tuple[int, Kind, float]]:
    """Return acts as sorted rows."""
    rows = zip(acts.person.tolist(), acts.kind.tolist(), acts.day.tolist(), strict=True)
    return sorted((p, KINDS[k], d) for p, k, d in rows)


def test_a_commit_is_one_act_of_each_kind() -> None:
    """Thousands of files in one commit are one act of code and one of tests, no more."""
    areas = ["core_code"] * 1000 + ["tests"] * 500 + ["generated"] * 4000 + ["vendored"]
    n = len(areas)
    found = acts_of_work(np.full(n, 3), np.full(n, 9), np.full(n, 100.0), areas)
    assert listed(found) == [(3, Kind.CODE, 100.0), (3, Kind.TESTS, 100.0)]


def test_generated_files_alone_are_no_act() -> None:
    """A commit of generated, vendored and licence files is no contribution of any kind."""
    found = acts_of_work(
        np.zeros(3, dtype=int), np.arange(3), np.zeros(3), ["generated", "vendored", "licence"]
    )
    assert len(found) == 0


def test_every_area_is_a_kind_or_known_to_be_none() -> None:
    """No area of the file rules is forgotten."""
    none = {Area.GENERATED, Area.VENDORED, Area.LICENCE}
    for area in Area:
        found = acts_of_work(np.array([0]), np.array([0]), np.array([0.0]), [area])
        assert len(found) == (0 if area in none else 1), area


def test_nobody_reviews_their_own_work() -> None:
    """Trailers name reviewers, reporters and co-authors; sign-offs and oneself do not count."""
    found = acts_of_trailers(
        np.array([1, 2, 3, 4, 5]),
        np.array([1, 1, 1, 1, 1]),
        np.arange(5),
        np.arange(5.0),
        ["Reviewed-by", "reviewed-by", "co-authored-by", "signed-off-by", "reported-by"],
    )
    assert listed(found) == [
        (2, Kind.REVIEW, 1.0),
        (3, Kind.CO_AUTHORSHIP, 2.0),
        (5, Kind.REPORTING, 4.0),
    ]


def test_a_commit_names_somebody_once_for_each_kind() -> None:
    """Repeated by a squash, or said to have reviewed, approved and tested: one act of the kind."""
    keys = ["co-authored-by", "co-authored-by", "reviewed-by", "Approved-by", "tested-by"]
    found = acts_of_trailers(
        np.array([2, 2, 2, 2, 2, 2]),
        np.array([1, 1, 1, 1, 1, 1]),
        np.array([5, 5, 5, 5, 5, 6]),
        np.array([9.0, 9.0, 9.0, 9.0, 9.0, 9.0]),
        [*keys, "approved-by"],
    )
    assert listed(found) == [
        (2, Kind.CO_AUTHORSHIP, 9.0),
        (2, Kind.REVIEW, 9.0),
        (2, Kind.REVIEW, 9.0),
    ]


def test_helping_a_newcomer_counts_once_and_never_oneself() -> None:
    """Who merged or reviewed a person's first change helped; later changes and oneself do not count."""
    found = acts_of_mentoring(
        author=np.array([7, 7, 8]),
        commit=np.array([11, 10, 12]),
        day=np.array([2.0, 1.0, 3.0]),
        helped=np.array([10, 10, 10, 11, 12, 99]),
        helper=np.array([1, 1, 7, 2, 7, 3]),
    )
    assert listed(found) == [(1, Kind.MENTORING, 1.0), (7, Kind.MENTORING, 3.0)]


def test_no_history_no_acts() -> None:
    """Empty input gives empty acts everywhere."""
    none = np.array([], dtype=np.int64)
    days = np.array([], dtype=np.float64)
    parts = (
        acts_of_work(none, none, days, []),
        acts_of_trailers(none, none, none, days, []),
        acts_of_releasing(none, days),
        acts_of_mentoring(none, none, days, none, none),
    )
    assert len(join(*parts)) == 0


def test_every_kind_says_what_would_fake_it() -> None:
    """No kind is shown without its weakness."""
    for kind in Kind:
        assert len(what_fakes(kind)) > 10
