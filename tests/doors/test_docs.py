"""The documentation: generated pages are up to date, and every error has its section."""

from pathlib import Path

from lifesigns.doors.docs import pages
from lifesigns.kernel import errors

DOCS = Path(__file__).parents[2] / "docs"


def test_generated_pages_are_up_to_date() -> None:
    """What `just docs` would write is what is committed."""
    for name, text in pages().items():
        is_same = (DOCS / name).read_text("utf-8") == text
        assert is_same, f"{name} is stale: run `just docs`"


def test_every_error_slug_has_a_section() -> None:
    """Each kind of error is explained, and nothing is explained that does not exist."""
    slugs = {
        kind.slug
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.LifesignsError)
    }
    headings = {
        line.removeprefix("## ")
        for line in (DOCS / "errors.md").read_text("utf-8").splitlines()
        if line.startswith("## ")
    }
    assert headings == slugs
