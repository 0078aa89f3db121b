"""How a source tells that it is working; drawing is the business of doors."""

from typing import Protocol


class Progress(Protocol):
    """Receives the course of one labelled piece of work after the other."""

    def start(self, label: str, total: int | None) -> None:
        """Begin a piece of work of `total` units; None when nobody can tell."""

    def advance(self, n: int) -> None:
        """Report `n` more units done."""

    def finish(self) -> None:
        """End the piece of work begun last."""


class Silent:
    """A Progress that nobody watches."""

    def start(self, label: str, total: int | None) -> None:
        """Take no notice."""

    def advance(self, n: int) -> None:
        """Take no notice."""

    def finish(self) -> None:
        """Take no notice."""
