"""Answer one human question each, from metrics and models, with sourced thresholds."""

import tomllib
from functools import cache
from importlib import resources

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
