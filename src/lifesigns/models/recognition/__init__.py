"""Who deserves thanks, and who has grown into commit rights."""

from lifesigns.kernel.evidence import in_words
from lifesigns.kernel.spec import ModelSpec
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

MODEL = ModelSpec(
    id="recognition_order",
    title="Sustained and broad work",
    question="Whose work was sustained and broad?",
    method=(
        "log2(1 + active months) times log2(1 + kinds of work seen in two months and more). "
        "Commits and lines do not count, so many small ones win nothing."
    ),
    source="Own; criteria after the committer guides of the Apache Software Foundation.",
    accuracy="docs/accuracy/candidates.md",
    fails_when=(
        "Work leaves no commit and no trailer: reviews on the forge, triage, talks.",
        "Somebody puts in one token act of several kinds month after month: that would fake it.",
        *(f"What would fake {in_words(kind)}: {what_fakes(kind)}." for kind in KINDS),
    ),
    abstains_when="Nobody contributed; nobody under three active months is listed as a candidate.",
)

__all__ = [
    "FILE_NAME",
    "KINDS",
    "MODEL",
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
