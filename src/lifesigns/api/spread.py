"""Feed how work is spread over people: in effective numbers, and by what is counted."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from lifesigns.api.carrying import people_of
from lifesigns.engine.local import Session
from lifesigns.models.carriers import (
    SOURCE_AREAS,
    AbsenceFactor,
    Concentration,
    Contributions,
    absence_factors,
    concentration,
)

_WINDOWS = {"year": 365.0, "ever": None}

_CONTRIBUTIONS = """
SELECT p.code::BIGINT AS person, 'commits' AS unit, epoch(c.at) / 86400 AS day, 1.0::DOUBLE AS amount
FROM held.commits AS c JOIN held.codes AS p ON p.person = c.person
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
UNION ALL
SELECT p.code::BIGINT, u.unit, epoch(f.at) / 86400,
       sum(CASE u.unit WHEN 'changes' THEN 1 WHEN 'lines' THEN f.additions + f.deletions
           ELSE f.is_unknown::INT END)
FROM held.file_changes AS f
JOIN held.codes AS p ON p.person = f.person
CROSS JOIN (VALUES ('changes'), ('lines'), ('unread')) AS u(unit)
WHERE f.is_default AND f.at IS NOT NULL AND list_contains(?, f.area)
GROUP BY ALL HAVING u.unit <> 'lines' OR count(f.additions + f.deletions) > 0
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """The last year's commits in effective numbers of people, and absence factors by unit.

    Units are commits without merges, changes to files of source (program text and tests), and
    lines added to and removed from them; windows the year and all time. Changes whose lines nobody
    can count here have no part in the lines: they are the unit `unread`.
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
    columns = {
        n: np.ma.getdata(c)
        for n, c in session.columns(_CONTRIBUTIONS, (sorted(SOURCE_AREAS),)).items()
    }
    given = Contributions(columns["person"], columns["unit"], columns["day"], columns["amount"])
    day = until.timestamp() / 86400
    year = (given.unit == "commits") & (given.day > day - 365) & (given.day <= day)
    counts = np.unique(given.person[year], return_counts=True)[1]
    return Spread(concentration(counts), absence_factors(given, day, _WINDOWS))
