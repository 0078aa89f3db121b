"""How the work stood when it stopped, and who is expected back."""

import pytest

from lifesigns.models.ending import Ending
from lifesigns.models.expectation import expectations

DAY = 86_400


@pytest.mark.parametrize(
    ("release", "is_stable"),
    [
        ("v1.0.0", True), ("2.3", True), ("0.9.12", False), ("v0", False), ("release-3_1", True),
        ("2024.05", True), ("", False), ("lantern-0.4", False), ("stable", False),
    ],
)  # fmt: skip
def test_one_point_oh_promises_a_stable_interface(release: str, is_stable: bool) -> None:
    """The first number of the release decides; no number promises nothing."""
    assert Ending(0, release, 0, 0, 0, 0, 0).is_stable is is_stable


def test_people_beyond_their_own_rhythm_are_overdue() -> None:
    """Weekly work and sixty days of silence: overdue. The same silence after yearly work: not."""
    now = 4000 * DAY
    weekly = [now - (60 + 7 * k) * DAY for k in range(20)]
    yearly = [now - (60 + 300 * k) * DAY for k in range(10)]
    rare = [now - 60 * DAY, now - 90 * DAY]
    releases = [now - (30 + 90 * k) * DAY for k in range(8)]
    found = expectations([("w", 20, weekly), ("y", 10, yearly), ("r", 2, rare)], releases, now, now)
    assert [one.person for one in found.known] == ["w", "y"]
    assert [one.person for one in found.overdue] == ["w"]
    assert found.releases is not None
    assert found.releases.usual_days == 90
    assert not found.releases.is_overdue
