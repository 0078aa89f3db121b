"""Which communities are its neighbours?"""

from lifesigns.kernel.answer import Answer
from lifesigns.kernel.evidence import not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.spec import VerdictSpec

SPEC = VerdictSpec(
    id="partners",
    order=10,
    question="Which communities are its neighbours?",
    title="Which communities are its neighbours?",
    words=("needs other projects",),
    needs=(),
    models=(),
    confidence_rule="None: one clone holds one project.",
    not_answered_when="Only one project was read: neighbours are seen by the people they share.",
    would_change="Other projects to hold it against.",
    aliases=("neighbours",),
)


def answer(found: Findings) -> Answer:
    """Refuse, naming what would tell: one clone shows one community."""
    return refuse(
        SPEC,
        "One clone shows one community; neighbours show only when other projects are read too.",
        word="needs other projects",
        missing=(
            not_collected("people shared with other projects", "clones of other projects"),
            not_collected("projects that depend on it", "package registries"),
        ),
        coverage=found.coverage,
    )
