"""The word lists of `data/words.toml`."""

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _all_words() -> dict[str, frozenset[str]]:
    data = files("lifesigns.tables.people").joinpath("data", "words.toml")
    loaded = tomllib.loads(data.read_text("utf-8"))
    return {key: frozenset(text.split()) for key, text in loaded.items()}


def words(key: str) -> frozenset[str]:
    """Return the words listed under one key of the data file."""
    return _all_words()[key]
