"""What several answers say of the organisations behind the work, and when nobody can tell."""

from dataclasses import replace

from lifesigns.kernel.answer import Evidence
from lifesigns.kernel.evidence import fact
from lifesigns.kernel.findings import Findings

UNKNOWN_EMPLOYERS = "too many unknown employers"


def organisations_behind(found: Findings) -> Evidence:
    """Return the fewest organisations behind half of the commits; bounds alone where most are unknown."""
    label = "Fewest organisations behind half of the commits"
    known = fact(found.result("elephant_factor"), label)
    unknown = found.value("unknown_organisation_share")
    if unknown is None or unknown <= found.threshold("lasting_unknown_share").value:
        return known
    return replace(known, value=None, text=UNKNOWN_EMPLOYERS)
