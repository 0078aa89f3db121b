"""Answer one human question each, from metrics and models, with sourced thresholds."""

import tomllib
from functools import cache
from importlib import resources

from lifesigns.kernel.answer import Evidence
from lifesigns.kernel.evidence import bounds_alone, fact
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.spec import Threshold


@cache
def thresholds() -> dict[str, Threshold]:
    """Return every cut-off any verdict uses, by id, each with its source and date."""
    text = resources.files(__name__).joinpath("thresholds.toml").read_text(encoding="utf-8")
    return {key: Threshold(id=key, **entry) for key, entry in tomllib.loads(text).items()}


def stated(key: str) -> str:
    """Return a cut-off as prose states it: 90, 5, or 95% for a share."""
    cut = thresholds()[key]
    return f"{cut.value:.0%}" if cut.unit == "share" else f"{cut.value:g}"


def organisations_behind(found: Findings) -> Evidence:
    """The fewest organisations behind half of the commits; bounds alone where most are unknown."""
    label = "Fewest organisations behind half of the commits"
    known = fact(found.result("elephant_factor"), label)
    unknown = found.value("unknown_organisation_share")
    if unknown is None or unknown <= found.threshold("lasting_unknown_share").value:
        return known
    return bounds_alone(known, "too many unknown employers")
