"""Taking the largest organisation away: what is left is counted, never guessed."""

from lifesigns.models.organisation_loss import Part, organisation_loss


def test_what_the_largest_organisation_leaves_is_counted() -> None:
    """Acme's three people made 70 of 100 commits and all releases; twenty more are by unknown."""
    found = organisation_loss(
        [
            Part("ana", "Acme", 40, 60, 3),
            Part("ben", "Acme", 20, 20),
            Part("cem", "Acme", 10),
            Part("dia", "Initech", 6, 15),
            Part("eva", "Initech", 4),
            Part("fay", None, 12),
            Part("gus", None, 8, 5),
        ]
    )
    assert found is not None
    assert (found.organisation, found.commits, found.commits_left, found.unknown) == (
        "Acme", 100, 30, 20,
    )  # fmt: skip
    assert (found.people, found.people_left) == (7, 4)
    # 40 + 20 of 100 needs two people; of the 30 left, 12 + 8 needs two as well.
    assert (found.absence_factor, found.absence_factor_left) == (2, 2)
    assert (found.integrations, found.integrations_left) == (100, 20)
    assert (found.releases, found.releases_left) == (3, 0)


def test_exactly_half_is_half() -> None:
    """Who made half of the commits carries half of them, as in the metric."""
    found = organisation_loss(
        [Part("ana", "Acme", 2), Part("ben", "Initech", 1), Part("cem", None, 1)]
    )
    assert found is not None
    assert (found.absence_factor, found.absence_factor_left) == (1, 1)


def test_without_a_known_organisation_nothing_is_simulated() -> None:
    """Unknown people are no organisation, and neither is one that made no commit."""
    assert organisation_loss([]) is None
    assert organisation_loss([Part("ana", None, 10), Part("bot", "Acme", 0, 3)]) is None


def test_a_project_of_one_organisation_leaves_nothing() -> None:
    """Then no people are left and no factor either."""
    found = organisation_loss([Part("ana", "Acme", 10), Part("ben", "Acme", 5)])
    assert found is not None
    assert (found.commits_left, found.people_left, found.absence_factor_left) == (0, 0, 0)


def test_somebody_who_changed_employers_counts_once() -> None:
    """One person at two organisations is one of the people, with all commits."""
    found = organisation_loss([Part("ana", "Acme", 10), Part("ana", "Initech", 4)])
    assert found is not None
    assert (found.people, found.people_left, found.absence_factor) == (1, 1, 1)
