"""Progress on long work, on standard error, only for people."""

import sys
import time


class TerminalProgress:
    """One line that tells what is being done, how far it is and how long it will take."""

    def __init__(self, *, enabled: bool) -> None:
        """Stay silent when not enabled."""
        self.is_watched = enabled
        self._label = ""
        self._total: int | None = None
        self._done = 0
        self._begun = 0.0
        self._shown = 0.0
        self._above = 0

    def start(self, label: str, total: int | None = None) -> None:
        """Begin a stretch of work of `total` steps (None = not known)."""
        self._label, self._total, self._done = label, total, 0
        self._begun = time.monotonic()
        self._shown = 0.0
        self._show()

    def advance(self, n: int = 1) -> None:
        """Say that n more steps are done."""
        self._done += n
        if time.monotonic() - self._shown > 0.1:
            self._show()

    def finish(self) -> None:
        """Clear the line."""
        if self.is_watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, lines: str) -> None:
        """Put lines, none wider than the terminal, above the progress until `clear`.

        What was shown before goes.
        """
        self.clear()
        if self.is_watched and lines:
            sys.stderr.write(f"\r\x1b[K{lines.rstrip()}\n")
            sys.stderr.flush()
            self._above += lines.rstrip().count("\n") + 1

    def clear(self) -> None:
        """Take back what was shown, for the whole is about to be."""
        if self._above:
            sys.stderr.write(f"\r\x1b[{self._above}A\x1b[J")
            sys.stderr.flush()
            self._above = 0

    def _show(self) -> None:
        if not self.is_watched:
            return
        self._shown = time.monotonic()
        passed = self._shown - self._begun
        text = f"{self._label} {self._done:,}" if self._done else self._label
        if self._total:
            share = min(self._done / self._total, 1.0)
            text += f" of {self._total:,} ({share:.0%})"
            if passed > 2 and share > 0.02:
                text += f", about {passed / share - passed:.0f} s to go"
        sys.stderr.write(f"\r\x1b[K{text[:100]}")
        sys.stderr.flush()
