"""Who deserves thanks, and who has grown into commit rights."""

from lifesigns.models.recognition.acts import (
    KINDS,
    Acts,
    Kind,
    acts_of_mentoring,
    acts_of_releasing,
    acts_of_trailers,
    acts_of_work,
    join,
)
from lifesigns.models.recognition.all_contributors import (
    FILE_NAME,
    ContributorsFileError,
    Credit,
    Project,
    update_all_contributors,
)
from lifesigns.models.recognition.candidates import (
    Balance,
    Dossier,
    Work,
    candidates,
    holders_of_rights,
)
from lifesigns.models.recognition.ranking import Recognised, rank_people, what_fakes
from lifesigns.models.recognition.thanks import Thanked, Thanks, thanks

__all__ = [
    "FILE_NAME",
    "KINDS",
    "Acts",
    "Balance",
    "ContributorsFileError",
    "Credit",
    "Dossier",
    "Kind",
    "Project",
    "Recognised",
    "Thanked",
    "Thanks",
    "Work",
    "acts_of_mentoring",
    "acts_of_releasing",
    "acts_of_trailers",
    "acts_of_work",
    "candidates",
    "holders_of_rights",
    "join",
    "rank_people",
    "thanks",
    "update_all_contributors",
    "what_fakes",
]
