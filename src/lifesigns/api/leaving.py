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
    AND c.at > until - INTERVAL 365 DAY AND c.at <= until
  UNION ALL
  SELECT c.integrator, p.organisation, 0, 1, 0
  FROM held.commits AS c JOIN raw.people AS p ON p.person = c.integrator, span
  WHERE is_default AND NOT is_merge AND integrator_kind = 'person'
    AND c.at > until - INTERVAL 365 DAY AND c.at <= until
  UNION ALL
  SELECT person, organisation, 0, 0, 1
  FROM held.releases AS r, span
  WHERE kind = 'person' AND r.at > until - INTERVAL 365 DAY AND r.at <= until
)
SELECT person, organisation, sum(commits)::INT, sum(integrations)::INT, sum(releases)::INT
FROM done GROUP BY ALL ORDER BY ALL
"""


def loss(standpoint: Standpoint) -> OrganisationLoss | None:
    """Return what the largest known organisation of the last year would leave behind."""
    until = standpoint.until.replace(tzinfo=None)
    return organisation_loss(Part(*row) for row in standpoint.session.rows(_PARTS, (until,)))
