"""Answer one human question each, from metrics and models, with sourced thresholds."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib import resources

from lifesigns.kernel.answer import Answer, Evidence
from lifesigns.kernel.evidence import fact, not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import WHOLE_CLONE
from lifesigns.kernel.spec import Threshold, VerdictSpec


@cache
def thresholds() -> dict[str, Threshold]:
    """Return every cut-off any verdict uses, by id, each with its source and date."""
    text = resources.files(__name__).joinpath("thresholds.toml").read_text(encoding="utf-8")
    return {key: Threshold(id=key, **entry) for key, entry in tomllib.loads(text).items()}


def stated(key: str) -> str:
    """Return a cut-off as prose states it: 90, 5, or 95% for a share."""
    cut = thresholds()[key]
    return f"{cut.value:.0%}" if cut.unit == "share" else f"{cut.value:g}"


def is_cut_short(found: Findings) -> bool:
    """Tell whether history is cut off within the year that a question looks at."""
    subject = found.subject
    until = min(subject.as_of, subject.seen_until or subject.as_of)
    least = timedelta(days=found.threshold("whole_history_days").value)
    return subject.seen_since is not None and subject.seen_since > until - least


def refuse_cut(spec: VerdictSpec, found: Findings, evidence: tuple[Evidence, ...] = ()) -> Answer:
    """Return the answer that a copy whose history is cut short gives."""
    refused = refuse(
        spec,
        "This copy is shallow: its history is whole only from "
        f"{found.subject.seen_since:%Y-%m-%d} on, which is too little to judge by.",
        missing=(not_collected("older history", WHOLE_CLONE),),
        evidence=evidence,
        coverage=found.coverage,
    )
    reason = f"Less than {stated('whole_history_days')} days of history are in this copy."
    return replace(refused, confidence_reason=reason)


def organisations_behind(found: Findings) -> Evidence:
    """The fewest organisations behind half of the commits; bounds alone where most are unknown."""
    label = "Fewest organisations behind half of the commits"
    known = fact(found.result("elephant_factor"), label)
    unknown = found.value("unknown_organisation_share")
    if unknown is None or unknown <= found.threshold("lasting_unknown_share").value:
        return known
    return replace(known, value=None, text="too many unknown employers")
