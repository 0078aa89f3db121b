"""Who carries a project: truck factor, absence factor, concentration, succession."""

from lifesigns.models.carriers.absence import (
    AbsenceFactor,
    Contributions,
    absence_factor,
    absence_factors,
)
from lifesigns.models.carriers.authorship import Bearers
from lifesigns.models.carriers.concentration import Concentration, Estimate, concentration
from lifesigns.models.carriers.succession import (
    BaseRate,
    Heir,
    Orphaned,
    Succession,
    orphaned_by_group,
    orphaned_by_person,
    succession,
    survival_base_rate,
)
from lifesigns.models.carriers.touches import FollowedFiles, Touches, follow_renames
from lifesigns.models.carriers.truck_factor import (
    Carrier,
    Method,
    StandingFiles,
    TruckFactor,
    by_directory,
    source_authorship,
    source_files,
    truck_factor,
)

__all__ = [
    "AbsenceFactor",
    "BaseRate",
    "Bearers",
    "Carrier",
    "Concentration",
    "Contributions",
    "Estimate",
    "FollowedFiles",
    "Heir",
    "Method",
    "Orphaned",
    "StandingFiles",
    "Succession",
    "Touches",
    "TruckFactor",
    "absence_factor",
    "absence_factors",
    "by_directory",
    "concentration",
    "follow_renames",
    "orphaned_by_group",
    "orphaned_by_person",
    "source_authorship",
    "source_files",
    "succession",
    "survival_base_rate",
    "truck_factor",
]
