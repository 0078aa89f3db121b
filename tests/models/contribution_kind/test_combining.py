"""The kinds of a change request from those of its commits."""

from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.contribution_kind import (
    CommitWeights,
    ContributionKind,
    combined_kind,
    read_weights,
    written,
)

K = ContributionKind


def commit(main: K, **weights: int) -> CommitWeights:
    """Make a commit; weights by kind."""
    return CommitWeights(main, {K(kind): n for kind, n in (weights or {str(main): 1}).items()})


def test_one_kind_of_commits_is_the_kind() -> None:
    """All commits agree: their kind, whatever else they touch, in the order of lines."""
    main, kinds, reason = combined_kind(
        [
            commit(K.CORE_CODE, core_code=10, tests=4),
            commit(K.CORE_CODE, core_code=3, documentation=9),
        ]
    )
    assert (main, kinds) == (K.CORE_CODE, (K.CORE_CODE, K.DOCUMENTATION, K.TESTS))
    assert reason == "all 2 commits"


def test_code_beside_documentation_is_code() -> None:
    """The strongest kind wins as among the files of one commit, up to 20 times its lines."""
    code = commit(K.CORE_CODE, core_code=10)
    assert combined_kind([code, commit(K.DOCUMENTATION, documentation=190)])[0] is K.CORE_CODE
    assert combined_kind([code, commit(K.DOCUMENTATION, documentation=210)])[0] is K.DOCUMENTATION


def test_weak_kinds_yield() -> None:
    """White space beside tests is tests; alone with a corrected word it is a typo."""
    space = commit(K.WHITESPACE_ONLY, whitespace_only=500)
    assert combined_kind([space, commit(K.TESTS, tests=2)])[0] is K.TESTS
    assert combined_kind([space, commit(K.TYPO, typo=2)])[0] is K.TYPO


def test_inner_reverts_and_empty_commits_do_not_count() -> None:
    """A step undone inside a request is no kind of it; nothing but reverts is a revert."""
    undone = commit(K.REVERT, core_code=900)
    assert combined_kind([undone, commit(K.EMPTY), commit(K.CI, ci=3)])[0] is K.CI
    assert combined_kind([undone])[0] is K.REVERT
    assert combined_kind([commit(K.EMPTY)])[0] is K.EMPTY
    assert combined_kind([])[0] is K.EMPTY


@given(st.data())
def test_the_order_of_commits_does_not_matter(data: st.DataObject) -> None:
    """However the commits of a request come, its kinds are the same, ties of lines included."""
    kinds = st.sampled_from([K.RELEASE, K.CONFIGURATION, K.CI, K.BUILD, K.TESTS, K.CORE_CODE])
    weights = st.dictionaries(kinds, st.integers(1, 3), min_size=1)
    commits = data.draw(st.lists(st.builds(CommitWeights, kinds, weights), min_size=1, max_size=5))
    other = data.draw(st.permutations(commits))
    assert combined_kind(commits)[:2] == combined_kind(other)[:2]


def test_of_as_many_lines_the_kind_of_most_commits_wins() -> None:
    """Two commits of a release and one of settings are a release."""
    release, settings = commit(K.RELEASE, release=2), commit(K.CONFIGURATION, configuration=4)
    assert combined_kind([settings, release, release])[0] is K.RELEASE


@given(st.dictionaries(st.sampled_from(list(K)), st.integers(0, 10**9)))
def test_weights_survive_writing(weights: dict[K, int]) -> None:
    """Stored weights are read back as they were."""
    assert read_weights(written(weights)) == weights
