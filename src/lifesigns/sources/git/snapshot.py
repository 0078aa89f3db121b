"""The tree of one commit: its files, and the texts in which the project speaks about itself."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.documents import MOST_PER_KIND, document_kind
from lifesigns.sources.git.process import Git, records
from lifesigns.sources.git.text import path_text
from lifesigns.tables.schema import documents, files

LONGEST_TEXT = 200_000
_MOST_BYTES = 4 * LONGEST_TEXT
_LONGEST_LINK = 4_096
# As git itself does, these are read only where they are files.
_NEVER_FOLLOWED = frozenset(("mailmap", "people", "affiliations"))
_PIECE = 1 << 20
_MOST_FILES = 1_000_000
_MODES = {b"100644": "file", b"100755": "executable", b"120000": "symlink", b"160000": "submodule"}


def read_tree(git: Git, tip: str) -> tuple[Batch, Batch]:
    """Return the rows of the files and documents tables for the tree of commit `tip`.

    Both are empty when the tree is missing or has more than a million files; subtrees that are
    missing are left out.
    """
    rows: list[tuple[str, str, str, int | None, str]] = []
    papers: list[tuple[str, str, str]] = []
    links: list[tuple[str, str, str]] = []
    for entry in _entries(git, tip):
        meta, tab, raw_path = entry.partition(b"\t")
        parts = meta.split()
        if not tab or len(parts) != 4:
            continue
        size = int(parts[3]) if parts[3].isdigit() else None
        path, blob = path_text(raw_path), parts[2].decode("ascii")
        mode = _MODES.get(parts[0], "file")
        rows.append((tip, path, mode, size, blob))
        if mode == "submodule" or not (kind := document_kind(path)):
            continue
        if mode != "symlink":
            papers.append((path, kind, blob))
        elif kind not in _NEVER_FOLLOWED:
            links.append((path, kind, blob))
    papers += _followed(git, links, rows)
    texts = _texts(git, tip, _shallowest(papers))
    return Batch.from_rows(files.TABLE, rows), Batch.from_rows(documents.TABLE, texts)


def _entries(git: Git, tip: str) -> list[bytes]:
    """List a tree; nothing where it has more files than are told, which a kilobyte can have."""
    with git.start("ls-tree", "-r", "-z", "-l", "--full-tree", tip) as running:
        listed = list(islice(records(running.stream), _MOST_FILES + 1))
    return listed if len(listed) <= _MOST_FILES else []


def _shallowest(papers: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Keep a bounded number of each kind, those nearest to the root."""
    taken: Counter[str] = Counter()
    kept = []
    for path, kind, blob in sorted(papers, key=lambda paper: (paper[0].count("/"), paper[0])):
        taken[kind] += 1
        if taken[kind] <= MOST_PER_KIND:
            kept.append((path, kind, blob))
    return kept


def _followed(
    git: Git, links: list[tuple[str, str, str]], rows: list[tuple[str, str, str, int | None, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the papers that links of the tree lead to, each under the path of its link.

    A link is followed once, to a file of the same tree: nothing outside is ever looked at.
    """
    if not links:
        return
    files = {path: blob for _, path, mode, _, blob in rows if mode in ("file", "executable")}
    targets = dict(read_blobs(git, sorted({blob for *_, blob in links}), _LONGEST_LINK))
    for path, kind, blob in links:
        target = path_text(targets.get(blob) or b"")
        found = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
        if found is not None:
            yield path, kind, found


def _texts(
    git: Git, tip: str, papers: list[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str, str | None, bool | None]]:
    contents = dict(read_blobs(git, sorted({blob for _, _, blob in papers}), _MOST_BYTES, cut=True))
    for path, kind, blob in papers:
        content = contents.get(blob)
        if content is None:  # it is there, though this copy does not hold it
            yield tip, path, kind, None, None
            continue
        if b"\0" in content[:8000]:
            continue
        text = content.decode("utf-8", "replace").replace("\0", " ")
        is_long = len(text) > LONGEST_TEXT or len(content) == _MOST_BYTES
        yield tip, path, kind, text[:LONGEST_TEXT], is_long


def read_blobs(
    git: Git, ids: Iterable[str], limit: int, *, cut: bool = False
) -> Iterator[tuple[str, bytes | None]]:
    """Yield (id, content) in the order given; None where a blob is missing or damaged.

    Blobs of more than `limit` bytes give None, or their beginning with `cut`.
    """
    waiting = list(ids)
    while waiting:
        done = 0
        with git.start(
            "cat-file", "--batch", "--buffer", lines=(i.encode() for i in waiting)
        ) as running:
            while header := running.stream.readline():
                parts = header.split()
                blob, content = waiting[done], None
                if len(parts) == 3:
                    size = int(parts[2])
                    content = running.stream.read(min(size, limit))
                    left = size + 1 - len(content)
                    while left and (piece := running.stream.read(min(left, _PIECE))):
                        left -= len(piece)
                    if left:
                        break
                    if parts[1] != b"blob" or (size > limit and not cut):
                        content = None
                done += 1
                yield blob, content
        # git died of a damaged blob: go on behind it.
        if done < len(waiting):
            yield waiting[done], None
        waiting = waiting[done + 1 :]
