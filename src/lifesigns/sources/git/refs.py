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
_HEADS, _REMOTES = b"refs/heads/", b"refs/remotes/"
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


def read_refs(git: Git, listing: RefListing, remote: str = "", *, is_bare: bool = False) -> Refs:
    """Resolve a listing of refs: kinds, peeled tags, the default branch.

    `remote` is the remote the configuration names first, "" without any. The branches of a bare
    repository are the project's; those of somebody's own clone may lag behind the original's.
    """
    ids = {object_id for object_id, _ in listing.refs.values()}
    if listing.head_commit:
        ids.add(listing.head_commit)
    types = _types(git, ids)
    _check_readable(listing, types)
    tags = _tags(git, [object_id for object_id, kind in types.items() if kind == b"tag"], types)
    found = [
        _ref(name, object_id, types, tags) for name, (object_id, _) in sorted(listing.refs.items())
    ]
    head = Ref(b"HEAD", OTHER, "HEAD", None, _commit(listing.head_commit, types, tags))
    prefix = _main_remote(listing.refs, remote.encode())
    default, rule = _default(git, found, listing, head, prefix, is_bare=is_bare)
    standing = _standing(found, prefix, default, is_bare=is_bare)
    refs = [
        ref if ref.kind != BRANCH or standing.get(ref.name) is ref else replace(ref, kind=OTHER)
        for ref in _latest_patch_sets(found)
    ]
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


def _main_remote(names: Iterable[bytes], known: bytes) -> bytes:
    """Return where the branches of the original are kept; a place without any where nothing tells.

    Beside branches of its own, refs below a remote that nothing names were pushed there by
    mistake, for a server keeps them like any others: no branches of the project.
    """
    held = list(names)
    remotes = sorted({name.split(b"/")[2] for name in held if name.startswith(_REMOTES)})
    named = [name for name in (b"origin", known) if name in remotes]
    has_own = any(name.startswith(_HEADS) for name in held)
    return _REMOTES + next(iter(named or ([] if has_own else remotes)), b"") + b"/"


def _standing(
    refs: Iterable[Ref], prefix: bytes, default: Ref | None, *, is_bare: bool
) -> dict[str, Ref]:
    """Let one ref stand for each branch: the default one, else as the original has it."""
    branches = [ref for ref in refs if ref.kind == BRANCH]
    here = [ref for ref in branches if not ref.raw.startswith(_REMOTES)]
    there = [ref for ref in branches if ref.raw.startswith(prefix)]
    standing = {default.name: default} if default else {}
    for ref in (*here, *there) if is_bare else (*there, *here):
        standing.setdefault(ref.name, ref)
    return standing


def _default(
    git: Git, refs: list[Ref], listing: RefListing, head: Ref, prefix: bytes, *, is_bare: bool
) -> tuple[Ref | None, str]:
    """Choose what HEAD names, unless the original of a clone has commits that it lacks."""
    by_raw = {ref.raw: ref for ref in refs if ref.commit_id}
    here = by_raw.get(listing.head_branch)
    if here and is_bare:
        return here, "HEAD"
    _, points_to = listing.refs.get(prefix + b"HEAD", (b"", b""))
    # Its HEAD is as of the day of the clone: where the project renamed its default branch since,
    # the branch checked out, as the remote has it, is further along.
    names = (points_to, prefix + listing.head_branch.removeprefix(_HEADS))
    there = [by_raw[name] for name in names if name in by_raw]
    remote = path_text(prefix.removeprefix(_REMOTES).rstrip(b"/"))
    if here:
        ahead = next((ref for ref in there if not _holds(git, here, ref)), None)
        if ahead is None:
            return here, "HEAD"
        return ahead, f"{remote}: it has commits that {here.name} lacks here"
    if there:
        return there[0], f"the HEAD of {remote}"
    branches = _standing(by_raw.values(), prefix, None, is_bare=is_bare)
    for usual in _USUAL:
        if usual in branches:
            return branches[usual], f"a branch called {usual}"
    if branches:
        return _latest(git, list(branches.values())), "the branch committed to last"
    if head.commit_id:
        return head, "a detached HEAD, for want of branches"
    return None, "nothing: no ref leads to a commit"


def _holds(git: Git, ref: Ref, other: Ref) -> bool:
    if ref.commit_id == other.commit_id:
        return True
    asked = ("merge-base", "--is-ancestor", str(other.commit_id), str(ref.commit_id))
    return git.attempt(*asked).code == 0


def _latest(git: Git, branches: list[Ref]) -> Ref:
    by_commit = {ref.commit_id: ref for ref in reversed(branches) if ref.commit_id}
    lines = [commit.encode() for commit in by_commit]
    dated = git.attempt("log", "--no-walk=sorted", "--format=%H", "--stdin", lines=lines)
    first = dated.output.split(b"\n", 1)[0].decode()
    return by_commit.get(first, branches[0])
