"""Is the attention real?"""

from lifesigns.kernel.answer import Answer
from lifesigns.kernel.evidence import not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.spec import VerdictSpec

SPEC = VerdictSpec(
    id="attention",
    order=4,
    question="Is the attention real?",
    title="Is the attention real?",
    words=("not in a clone",),
    needs=(),
    models=(),
    confidence_rule="None: a clone holds no trace of attention.",
    not_answered_when="Only a clone was read: stars, forks and visitors live on the forge.",
    would_change="The star history of the forge, or an event archive, set against activity.",
    aliases=("stars",),
)


def answer(found: Findings) -> Answer:
    """Refuse, naming what would tell: nothing in a clone shows attention."""
    return refuse(
        SPEC,
        "A clone holds no trace of stars, forks or visitors, so nothing is said about them.",
        word="not in a clone",
        missing=(
            not_collected(
                "stars over time", "a forge token", "Who starred is closed to outsiders."
            ),
            not_collected("forks over time", "a forge token"),
            not_collected("visitors and referring sites", "a forge token with push access"),
            not_collected("which stars belong to throw-away accounts", "an event archive"),
        ),
        coverage=found.coverage,
    )
