"""Whom a release thanks."""

from lifesigns.models.recognition import Acts, Kind, Thanked, thanks

ACTS = Acts.of(
    [
        (1, Kind.CODE, 10.0),
        (1, Kind.CODE, 120.0),
        (2, Kind.REVIEW, 100.0),
        (2, Kind.CODE, 130.0),
        (3, Kind.DOCUMENTATION, 140.0),
        (4, Kind.CODE, 150.0),
        (4, Kind.TESTS, 150.0),
        (5, Kind.CODE, 300.0),
    ]
)


def test_first_timers_come_first() -> None:
    """New since the release at day 100: 3 and 4; 2 reviewed on the very day before it ended."""
    found = thanks(ACTS, 100.0, 200.0)
    assert found.first_timers == (4, 3)
    assert found.people == (
        Thanked(4, {Kind.CODE: 1, Kind.TESTS: 1}, True),
        Thanked(3, {Kind.DOCUMENTATION: 1}, True),
        Thanked(1, {Kind.CODE: 1}, False),
        Thanked(2, {Kind.CODE: 1}, False),
    )


def test_a_review_before_is_not_a_first_time() -> None:
    """Whoever contributed in any kind before is no first-timer."""
    assert 2 not in thanks(ACTS, 100.0, 200.0).first_timers


def test_the_first_release_thanks_everybody_and_calls_nobody_new() -> None:
    """Without an earlier release everyone would be new, which says nothing."""
    found = thanks(ACTS, None, 200.0)
    assert found.first_timers == ()
    assert {t.person for t in found.people} == {1, 2, 3, 4}


def test_the_end_of_the_window_belongs_to_it() -> None:
    """Who contributed at the very moment that ends the window is thanked."""
    assert 4 in {t.person for t in thanks(ACTS, 100.0, 150.0).people}


def test_a_quiet_window_thanks_nobody() -> None:
    """Nothing happened, nobody to thank."""
    assert thanks(ACTS, 400.0, 500.0).people == ()
