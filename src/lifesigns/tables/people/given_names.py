"""Words known to be given names: too common to identify anybody by themselves."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return the folded given names shipped with the package."""
    data = files("lifesigns.tables.people").joinpath("data", "given_names.txt")
    return frozenset(data.read_text("utf-8").split())


def is_given_name(token: str) -> bool:
    """Return whether a folded word is a known given name."""
    return token in given_names()
