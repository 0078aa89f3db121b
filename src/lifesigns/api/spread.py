"""Feed how work is spread over people: in effective numbers, and by what is counted."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from lifesigns.api.carrying import people_of
from lifesigns.engine.local import Session
from lifesigns.models.carriers import (
    AbsenceFactor,
    Concentration,
    Contributions,
    absence_factors,
    concentration,
)

YEAR, EVER = "year", "ever"
_WINDOWS = {YEAR: 365.0, EVER: None}

_CONTRIBUTIONS = """
SELECT p.code::BIGINT AS person, 'commits' AS unit, epoch(c.at) / 86400 AS day, 1.0::DOUBLE AS amount
FROM held.commits AS c JOIN held.codes AS p ON p.person = c.person
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
UNION ALL
SELECT p.code::BIGINT, u.unit, epoch(f.at) / 86400,
       sum(CASE WHEN u.unit = 'changes' THEN 1 ELSE coalesce(f.additions + f.deletions, 0) END)
FROM held.file_changes AS f
JOIN held.codes AS p ON p.person = f.person
CROSS JOIN (VALUES ('changes'), ('lines')) AS u(unit)
WHERE f.is_default AND f.at IS NOT NULL AND f.area IN ('core_code', 'tests')
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """The last year's commits in effective numbers of people, and absence factors by unit.

    Units are commits without merges, changes to files of source (program text and tests), and
    lines added to and removed from them, as far as those are known; windows the year and all time.
    """

    concentration: Concentration | None
    absence: tuple[AbsenceFactor, ...]

    def absence_of(self, unit: str, window: str) -> AbsenceFactor | None:
        """Return the factor of a unit in a window, None where nothing of the kind landed."""
        for one in self.absence:
            if (one.unit, one.window) == (unit, window) and one.factor is not None:
                return one
        return None


def spread(session: Session, until: datetime) -> Spread:
    """Return how the work that landed by `until` is spread over people."""
    people_of(session)
    columns = {n: np.ma.getdata(c) for n, c in session.columns(_CONTRIBUTIONS).items()}
    given = Contributions(columns["person"], columns["unit"], columns["day"], columns["amount"])
    day = until.timestamp() / 86400
    year = (given.unit == "commits") & (given.day > day - 365) & (given.day <= day)
    counts = np.unique(given.person[year], return_counts=True)[1]
    return Spread(concentration(counts), absence_factors(given, day, _WINDOWS))
