"""Branches, tags and change request heads: their kinds, what they lead to, which is default."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import CorruptSourceError
from lifesigns.sources.git.glass import RefListing
from lifesigns.sources.git.process import Git
from lifesigns.sources.git.text import clock, ident, path_text
from lifesigns.tables.schema.refs import TABLE

BRANCH, TAG, OTHER = "branch", "tag", "other"
HEAD, MERGE = "change_request_head", "change_request_merge"

_NUMBERED = (
    (re.compile(rb"refs/pull/(\d{1,15})/head"), HEAD),
    (re.compile(rb"refs/pull/(\d{1,15})/merge"), MERGE),
    (re.compile(rb"refs/merge-requests/(\d{1,15})/head"), HEAD),
    (re.compile(rb"refs/merge-requests/(\d{1,15})/merge"), MERGE),
    (re.compile(rb"refs/pull-requests/(\d{1,15})/from"), HEAD),
    (re.compile(rb"refs/pull-requests/(\d{1,15})/merge"), MERGE),
    (re.compile(rb"refs/remotes/[^/]+/(?:pr|pull|merge-requests)/(\d{1,15})(?:/head)?"), HEAD),
    (re.compile(rb"refs/remotes/[^/]+/(?:pull|merge-requests)/(\d{1,15})/merge"), MERGE),
)
_PATCH_SET = re.compile(rb"refs/changes/\d\d/(\d{1,15})/(\d{1,9})")
_UNWALKED = re.compile(
    rb"refs/(?:notes|stash|replace|bisect|rewritten|worktree|original|prefetch|meta|users"
    rb"|cache-automerge|lifesigns)(?:/.*)?|refs/changes/.*/meta|refs/remotes/[^/]+/HEAD"
)
_USUAL = ("main", "master", "trunk", "develop")
_DEEPEST_TAG = 10


@dataclass(frozen=True, slots=True)
class Ref:
    """One ref; the fields are the columns of the refs table, `raw` the name in bytes."""

    raw: bytes
    kind: str
    name: str
    number: int | None
    commit_id: str | None
    is_annotated: bool = False
    tagged_at: int | None = None
    tagger_name: str | None = None
    tagger_email: str | None = None

    @property
    def is_walked(self) -> bool:
        """Whether the commits it leads to count as the project's."""
        return (
            self.commit_id is not None
            and self.kind != MERGE
            and (self.kind != OTHER or not _UNWALKED.fullmatch(self.raw))
        )


@dataclass(frozen=True, slots=True)
class Refs:
    """All refs of a repository at one moment, with the default branch and the rule that chose it."""

    all: tuple[Ref, ...]
    default: Ref | None
    rule: str

    def branches(self) -> dict[str, str]:
        """Return the tip of every branch by short name."""
        return {r.name: r.commit_id for r in self.all if r.kind == BRANCH and r.commit_id}

    def tips(self) -> tuple[str, ...]:
        """Return the ids of all commits to start walking from, each once, sorted."""
        return tuple(sorted({r.commit_id for r in self.all if r.is_walked and r.commit_id}))

    def batch(self) -> Batch:
        """Return the rows of the refs table."""
        return Batch.from_rows(
            TABLE,
            (
                (
                    path_text(ref.raw),
                    ref.kind,
                    ref.name,
                    ref.number,
                    ref.commit_id,
                    ref is self.default,
                    ref.is_annotated,
                    ref.tagged_at,
                    ref.tagger_name,
                    ref.tagger_email,
                )
                for ref in self.all
            ),
        )


def read_refs(git: Git, listing: RefListing) -> Refs:
    """Resolve a listing of refs: kinds, peeled tags, the default branch."""
    ids = {object_id for object_id, _ in listing.refs.values()}
    if listing.head_commit:
        ids.add(listing.head_commit)
    types = _types(git, ids)
    _check_readable(listing, types)
    tags = _tags(git, [object_id for object_id, kind in types.items() if kind == b"tag"], types)
    found = [
        _ref(name, object_id, types, tags) for name, (object_id, _) in sorted(listing.refs.items())
    ]
    refs = _one_per_branch(_latest_patch_sets(found))
    head = Ref(b"HEAD", OTHER, "HEAD", None, _commit(listing.head_commit, types, tags))
    default, rule = _default(git, refs, listing, head)
    if head.commit_id and not listing.head_branch:
        refs.append(head)
    return Refs(tuple(refs), default, rule)


def _check_readable(listing: RefListing, types: Mapping[bytes, bytes]) -> None:
    """Refuse a repository whose default branch, or every ref, leads to nothing readable."""
    head = listing.refs.get(listing.head_branch)
    if (head and head[0] not in types) or (listing.refs and not types):
        raise CorruptSourceError(
            "The repository is damaged: its refs lead to objects that cannot be read.",
            "Run `git fsck` there, or clone it afresh.",
        )


def _types(git: Git, ids: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return the type of every object that is there."""
    ordered = sorted(ids)
    if not ordered:
        return {}
    answers = git.run("cat-file", "--batch-check=%(objecttype)", "--buffer", lines=ordered)
    kinds = (line.split()[-1] for line in answers.splitlines() if line)
    return {i: k for i, k in zip(ordered, kinds, strict=False) if k != b"missing"}


@dataclass(frozen=True, slots=True)
class _Tag:
    target: bytes
    tagger: bytes | None


def _tags(git: Git, ids: list[bytes], types: dict[bytes, bytes]) -> dict[bytes, _Tag]:
    """Read annotated tags and the tags they point to; adds the targets' types to `types`."""
    tags: dict[bytes, _Tag] = {}
    for _ in range(_DEEPEST_TAG):
        if not ids:
            break
        for object_id in ids:
            tags[object_id] = _Tag(b"", None)
        with git.start("cat-file", "--batch", "--buffer", lines=ids) as running:
            while header := running.stream.readline().split():
                if len(header) < 3:
                    continue
                body = running.stream.read(int(header[2]) + 1)
                tags[header[0]] = _tag(body)
        targets = {tag.target for tag in tags.values() if tag.target} - types.keys()
        known = _types(git, targets)
        types.update(known)
        ids = [i for i, kind in known.items() if kind == b"tag" and i not in tags]
    return tags


def _tag(body: bytes) -> _Tag:
    header = body.partition(b"\n\n")[0]
    target, tagger = b"", None
    for line in header.split(b"\n"):
        key, _, value = line.partition(b" ")
        if key == b"object" and not target:
            target = value
        elif key == b"tagger" and tagger is None:
            tagger = value
    return _Tag(target, tagger)


def _commit(
    object_id: bytes, types: Mapping[bytes, bytes], tags: Mapping[bytes, _Tag]
) -> str | None:
    for _ in range(_DEEPEST_TAG):
        tag = tags.get(object_id)
        if tag is None:
            break
        object_id = tag.target
    return object_id.decode() if types.get(object_id) == b"commit" else None


def _ref(
    raw: bytes, object_id: bytes, types: Mapping[bytes, bytes], tags: Mapping[bytes, _Tag]
) -> Ref:
    kind, name, number = _kind(raw)
    ref = Ref(raw, kind, name, number, _commit(object_id, types, tags))
    if kind != TAG or object_id not in tags:
        return ref
    tagger = tags[object_id].tagger
    if tagger is None:
        return replace(ref, is_annotated=True)
    person, address = ident(tagger)
    return replace(
        ref,
        is_annotated=True,
        tagged_at=clock(tagger[tagger.rfind(b">") + 1 :])[0],
        tagger_name=person,
        tagger_email=address,
    )


def _kind(raw: bytes) -> tuple[str, str, int | None]:
    for pattern, kind in _NUMBERED:
        if found := pattern.fullmatch(raw):
            return kind, found[1].decode(), int(found[1])
    if found := _PATCH_SET.fullmatch(raw):
        return HEAD, found[1].decode(), int(found[1])
    if raw.startswith(b"refs/heads/"):
        return BRANCH, path_text(raw[11:]), None
    if raw.startswith(b"refs/tags/"):
        return TAG, path_text(raw[10:]), None
    if raw.startswith(b"refs/remotes/") and not raw.endswith(b"/HEAD"):
        return BRANCH, path_text(raw.split(b"/", 3)[-1]), None
    return OTHER, path_text(raw.removeprefix(b"refs/")), None


def _latest_patch_sets(refs: list[Ref]) -> list[Ref]:
    """Let only the highest patch set of a change stand for its head."""
    highest: dict[int, int] = {}
    for ref in refs:
        if found := _PATCH_SET.fullmatch(ref.raw):
            change, patch_set = int(found[1]), int(found[2])
            highest[change] = max(highest.get(change, 0), patch_set)

    def is_old(ref: Ref) -> bool:
        found = _PATCH_SET.fullmatch(ref.raw)
        return found is not None and int(found[2]) < highest[int(found[1])]

    return [replace(ref, kind=OTHER) if is_old(ref) else ref for ref in refs]


def _one_per_branch(refs: list[Ref]) -> list[Ref]:
    """Let one ref stand for each branch: the local one, else that of the main remote."""
    local = {r.name for r in refs if r.kind == BRANCH and r.raw.startswith(b"refs/heads/")}
    remotes = sorted({r.raw.split(b"/")[2] for r in refs if r.raw.startswith(b"refs/remotes/")})
    main = b"origin" if b"origin" in remotes or not remotes else remotes[0]

    def is_copy(ref: Ref) -> bool:
        if ref.kind != BRANCH or not ref.raw.startswith(b"refs/remotes/"):
            return False
        return ref.raw.split(b"/")[2] != main or ref.name in local

    return [replace(ref, kind=OTHER) if is_copy(ref) else ref for ref in refs]


def _default(git: Git, refs: list[Ref], listing: RefListing, head: Ref) -> tuple[Ref | None, str]:
    by_raw = {ref.raw: ref for ref in refs if ref.commit_id}
    if chosen := by_raw.get(listing.head_branch):
        return chosen, "HEAD"
    for name, (_, points_to) in sorted(listing.refs.items()):
        if name == b"refs/remotes/origin/HEAD" and points_to in by_raw:
            short = points_to.split(b"/", 3)[-1]
            local = by_raw.get(b"refs/heads/" + short)
            return local or by_raw[points_to], "the HEAD of origin"
    branches = {ref.name: ref for ref in refs if ref.kind == BRANCH and ref.commit_id}
    for usual in _USUAL:
        if usual in branches:
            return branches[usual], f"a branch called {usual}"
    if branches:
        return _latest(git, list(branches.values())), "the branch committed to last"
    if head.commit_id:
        return head, "a detached HEAD, for want of branches"
    return None, "nothing: no ref leads to a commit"


def _latest(git: Git, branches: list[Ref]) -> Ref:
    by_commit = {ref.commit_id: ref for ref in reversed(branches) if ref.commit_id}
    lines = [commit.encode() for commit in by_commit]
    dated = git.attempt("log", "--no-walk=sorted", "--format=%H", "--stdin", lines=lines)
    first = dated.output.split(b"\n", 1)[0].decode()
    return by_commit.get(first, branches[0])
