"""Feed the simulated loss of an organisation from a project's views."""

from lifesigns.api.standpoint import Standpoint
from lifesigns.models.organisation_loss import OrganisationLoss, Part, organisation_loss

_PARTS = """
WITH span AS (
  SELECT ?::TIMESTAMP AS until
), done AS (
  SELECT person, organisation, 1 AS commits, 0 AS integrations, 0 AS releases
  FROM held.commits AS c, span
  WHERE is_default AND NOT is_merge AND kind = 'person'
    AND c.at > span.until - INTERVAL 365 DAY AND c.at <= span.until
  UNION ALL
  SELECT c.integrator, e.organisation, 0, 1, 0
  FROM span, held.commits AS c
  LEFT JOIN raw.employments AS e
    ON e.person = c.integrator AND c.at >= e.since AND c.at < e.until
  WHERE is_default AND NOT is_merge AND integrator_kind = 'person'
    AND c.at > span.until - INTERVAL 365 DAY AND c.at <= span.until
  UNION ALL
  SELECT person, organisation, 0, 0, 1
  FROM held.releases AS r, span
  WHERE kind = 'person' AND r.at > span.until - INTERVAL 365 DAY AND r.at <= span.until
)
SELECT person, organisation, sum(commits)::INT, sum(integrations)::INT, sum(releases)::INT
FROM done GROUP BY ALL ORDER BY ALL
"""


def loss(standpoint: Standpoint) -> OrganisationLoss | None:
    """Return what the largest known organisation of the last year would leave behind."""
    until = standpoint.until.replace(tzinfo=None)
    return organisation_loss(Part(*row) for row in standpoint.session.rows(_PARTS, (until,)))
