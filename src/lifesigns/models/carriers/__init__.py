"""Who carries a project: truck factor, absence factor, concentration, succession."""

from lifesigns.kernel.spec import ModelSpec
from lifesigns.models.carriers.absence import (
    AbsenceFactor,
    Contributions,
    absence_factor,
    absence_factors,
)
from lifesigns.models.carriers.authorship import Bearers
from lifesigns.models.carriers.concentration import Concentration, Estimate, concentration
from lifesigns.models.carriers.succession import (
    Heir,
    Orphaned,
    Succession,
    orphaned_by_group,
    orphaned_by_person,
    succession,
)
from lifesigns.models.carriers.touches import FollowedFiles, Touches, follow_renames
from lifesigns.models.carriers.truck_factor import (
    SOURCE_AREAS,
    Carrier,
    Method,
    StandingFiles,
    TruckFactor,
    by_directory,
    source_authorship,
    source_files,
    truck_factor,
)

MODEL = ModelSpec(
    id="truck_factor",
    title="Truck factor",
    question="How few people would have to leave before half of the source has no author left?",
    method=(
        "Degree of authorship of every standing source file, renames followed, with and without "
        "its absolute threshold, and the share of commits; the estimate is their median, the "
        "range theirs and that of authorship fading over time."
    ),
    source=(
        "Avelino et al., ICPC 2016 (arXiv 1604.06766); Jabrayilzade et al., ICSE-SEIP 2022; "
        "CHAOSS Contributor Absence Factor."
    ),
    accuracy="docs/accuracy/carriers.md",
    fails_when=(
        "Knowledge is held by reviewers who write no code.",
        "Accounts of one person are not merged, or code was imported in bulk.",
    ),
    abstains_when="No source file with a known history stands at the moment.",
)

__all__ = [
    "MODEL",
    "SOURCE_AREAS",
    "AbsenceFactor",
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
    "truck_factor",
]
