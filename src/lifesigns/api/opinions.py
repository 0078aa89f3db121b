"""What the language model says of the texts of issues, kept so that a text is read once.

The workspace holds a digest of the word pieces that it read, with those of its weights, and three
probabilities: no text, no name, and nothing of which issue or project it was. Weights fitted anew
give other digests; the old answers go when there are more than are kept.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import LifesignsError
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.tables.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPINIONS = TableSpec(
    "opinions",
    "Opinions of the language model",
    "one text that the language model read",
    ("asked",),
    (
        Column("asked", "VARCHAR", "digest of the weights and of the word pieces"),
        Column("bug", "DOUBLE", "probability"),
        Column("feature", "DOUBLE", "probability"),
        Column("question", "DOUBLE", "probability"),
    ),
)
MOST_HELD = 100_000
"""Above this many, about 5 MB, half of them stay: those of the last run, and others as they come."""
_AT_ONCE = 100
"""Answers written at once, so that a kill loses the work of half a minute at most."""

_Chances = tuple[float, float, float]


class Opinions:
    """Answers in place of the encoder: from the workspace, else by asking it and writing it down.

    Nothing is looked up before the first issue in doubt. A workspace that cannot be read or
    written costs the time to ask again, no more; without one nothing is kept.
    """

    def __init__(self, workspace: Path | None) -> None:
        """Keep the answers under `workspace`; None keeps them nowhere."""
        self._folder = None if workspace is None else workspace / "issues"
        self._store: Store | None = None
        self._held: dict[str, _Chances] | None = None
        self._used: dict[str, _Chances] = {}
        self._fresh: dict[str, _Chances] = {}
        self._is_damaged = False

    def __enter__(self) -> "Opinions":
        """Enter a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write what was asked and not written yet, however the block ends."""
        if self._fresh:
            known = {**self._used, **(self._held or {})}
            if len(known) > MOST_HELD:
                self._write(dict(islice(known.items(), MOST_HELD // 2)), forgets=True)
            else:
                self._write(self._fresh, forgets=self._is_damaged)

    def __call__(self, numbers: Sequence[int]) -> "NDArray[np.float64]":
        """Return the probabilities of bug, feature and question for these word pieces."""
        import numpy as np

        from lifesigns.models.issue_quality.encoder import ask_encoder, weights_id

        if self._held is None:
            self._held = self._read()
        told = ",".join(map(str, (weights_id(), *numbers)))
        asked = hashlib.sha256(told.encode("ascii")).hexdigest()[:32]
        chances = self._used.get(asked) or self._held.get(asked)
        if chances is None:
            bug, feature, question = map(float, ask_encoder(numbers))
            chances = self._fresh[asked] = bug, feature, question
        self._used[asked] = chances
        if len(self._fresh) >= _AT_ONCE:
            self._write(self._fresh, forgets=self._is_damaged)
            self._fresh = {}
        return np.array(chances)

    def _read(self) -> dict[str, _Chances]:
        if self._folder is None:
            return {}
        try:
            self._store = Store(self._folder, "issues", "issues")
            with Session(threads=1) as session:
                rows = session.rows(self._store.relation(OPINIONS))
        except (LifesignsError, OSError):
            self._is_damaged = True
            return {}
        return {asked: (bug, feature, question) for asked, bug, feature, question in rows}

    def _write(self, answers: Mapping[str, _Chances], *, forgets: bool) -> None:
        """Add answers to the store; with `forgets` they are all that it holds from now on."""
        if self._store is None:
            return
        batch = Batch.from_rows(OPINIONS, ((asked, *found) for asked, found in answers.items()))
        with suppress(LifesignsError, OSError), Session(threads=1) as session:
            if forgets:
                with self._store.writing():
                    self._store.commit(session, [batch], forgets=True)
                self._is_damaged = False
            else:
                self._store.add(session, [batch])
