"""How the work stood when it stopped: what was released, and who came and found nobody.

A clone cannot tell a finished project from an abandoned one by its silence. It can tell
whether work was left unreleased, whether the last release claims a stable interface, and
whether people brought changes afterwards that never landed.
"""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:^|[^0-9])v?([0-9]{1,9})(?:[._-][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Ending:
    """Counts at the end of the evidence; times are epoch seconds.

    `release` is the latest release that is no pre-release, "" when there is none;
    `unreleased` counts landed commits by people after it (all, when there is none).
    Of the `heads_seen` change requests in the copy, `waiting` were brought by
    `waiting_people` people after the last landing at `last_landed` and have not landed;
    whether they were declined, a clone does not show. `brought_before` counts the change
    requests by people of the year before that landing: where many came and suddenly none,
    the project may have been closed to them. `beside` counts the commits of the last year
    which people who used to land work made off the default branch, `elsewhere` those after
    that landing; `is_released_since` tells that the release is of the last year and later than it.
    """

    last_landed: int | None
    release: str
    released_at: int | None
    unreleased: int
    heads_seen: int
    waiting: int
    waiting_people: int
    brought_before: int = 0
    beside: int = 0
    elsewhere: int = 0
    is_released_since: bool = False

    @property
    def is_stable(self) -> bool:
        """True when the release number promises a stable interface (semver.org: 1.0 and later)."""
        found = _NUMBER.search(self.release)
        return found is not None and int(found.group(1)) >= 1
