"""TOML of strangers is read within bounds."""

import tomllib

import pytest

from lifesigns.kernel.toml import read_toml

MANY = "a." * 90_000


@pytest.mark.parametrize("text", [f"{MANY}a = 1", f"[{MANY}a]", MANY])
def test_a_key_of_many_parts_is_refused(text: str) -> None:
    """A key of 90,000 parts, which would take gigabytes, is refused as if it were not TOML."""
    with pytest.raises(ValueError, match="dots"):
        read_toml(text)


def test_all_else_is_what_toml_says() -> None:
    """Keys of a hundred parts and texts of many dotted lines are read as ever."""
    text = "a." * 100 + 'b = 1\nv = """\n' + "1.2.3\n" * 1000 + '"""\n'
    assert read_toml(text) == tomllib.loads(text)
