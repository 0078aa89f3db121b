"""From files to a change: which contents decide, and which kind is the main one."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lifesigns.models.contribution_kind.filing import blob_pair, file_kind
from lifesigns.models.contribution_kind.judging import (
    BlobPair,
    Judgement,
    Nature,
    judge_pair,
)
from lifesigns.models.contribution_kind.messages import (
    says_dependency,
    says_release,
    says_revert,
    says_spelling,
)
from lifesigns.models.contribution_kind.records import (
    Change,
    CommitKind,
    ContributionKind,
    Depth,
    FileEdit,
    FileKind,
)
from lifesigns.models.contribution_kind.spelling import Wording
from lifesigns.tables.file_areas import Area, classify_path

K = ContributionKind
Known = Mapping[BlobPair, Judgement]

_WEAK = frozenset((K.WHITESPACE_ONLY, K.COMMENT_ONLY, K.TYPO, K.EMPTY, K.RENAME_ONLY))
_AUTOMATIC = frozenset((K.GENERATED, K.ASSET))
_SETTINGS = frozenset((K.BUILD, K.CI, K.CONFIGURATION))
_ACCOMPANY_RELEASE = frozenset(
    (K.RELEASE, K.DOCUMENTATION, K.DEPENDENCY_BUMP, K.BUILD, K.CONFIGURATION, K.GENERATED, K.CI)
)
RELEASE_CORE_LINES = 60
FEWEST_TELLING_LINES = 3
MOST_READ = 24
MOST_GROWN_PROSE = 2


@dataclass(frozen=True, slots=True)
class Parameters:
    """Fitted weights, from `data/parameters.json`."""

    tests_times: float
    documentation_times: float
    settings_times: float
    small_prose_lines: int
    small_settings_lines: int
    small_settings_files: int
    bump_times: int
    generated_lines_cap: int


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    """Return the fitted weights."""
    folder = files("lifesigns.models.contribution_kind") / "data"
    stored = json.loads((folder / "parameters.json").read_text("utf-8"))
    return Parameters(**{key: value for key, value in stored.items() if key != "about"})


def pairs_wanted(change: Change, known: Known, depth: Depth = Depth.DECIDE) -> tuple[BlobPair, ...]:
    """Return the contents still to be compared before `classify_change` can answer.

    Ask again after each round; () means ready. With DECIDE the first round asks
    for one pair where code is concerned (a small edit, cheap to read, which nearly
    always decides) and a second round, for the rest, follows only if that one turned
    out to be no real change of code.
    """
    if depth is Depth.PATHS or change.parents > 1 or not change.files:
        return ()
    if depth is Depth.FULL:
        pairs = _paired(change.files)
        return tuple(dict.fromkeys(pair for _, pair in pairs if pair not in known))
    if says_revert(change.message):
        return ()
    areas = [classify_path(edit.path).area for edit in change.files]
    for area in (Area.CORE_CODE, Area.TESTS):
        touched = [edit for edit, one in zip(change.files, areas, strict=True) if one is area]
        if not touched:
            continue
        if any(edit.status in ("A", "D") and edit.lines for edit in touched):
            return ()
        mine = sorted(_paired(touched), key=_likely_real)
        judged = [known[pair] for _, pair in mine if pair in known]
        if any(_is_real(judgement) for judgement in judged):
            return ()
        if judged:
            mine = sorted(mine, key=lambda p: -p[0].lines)[: MOST_READ - 1]
        rest = tuple(dict.fromkeys(pair for _, pair in mine if pair not in known))
        if rest:
            return rest if judged else rest[:1]
    return _wanted_settled(change, _paired(change.files), known)


def _paired(edits: Sequence[FileEdit]) -> list[tuple[FileEdit, BlobPair]]:
    return [(edit, pair) for edit in edits if (pair := blob_pair(edit)) is not None]


def _likely_real(pair: tuple[FileEdit, BlobPair]) -> tuple[bool, int]:
    """Small edits are the cheapest to read, the very smallest are most often no code."""
    lines = pair[0].lines
    return lines < FEWEST_TELLING_LINES, lines


def _is_real(judgement: Judgement) -> bool:
    return judgement.nature is Nature.CONTENT and judgement.wording is Wording.OTHER


def _wanted_settled(
    change: Change, pairs: Sequence[tuple[FileEdit, BlobPair]], known: Known
) -> tuple[BlobPair, ...]:
    """No code changed: read only what is small enough to be a correction or a bump."""
    limits = parameters()
    times = limits.bump_times if says_dependency(change.message) else 1
    if len(pairs) > limits.small_settings_files * times:
        return ()
    total = sum(edit.lines for edit, _ in pairs)
    wanted = []
    for edit, pair in pairs:
        area = classify_path(edit.path).area
        small = total <= limits.small_settings_lines * times
        if area is Area.DOCUMENTATION:
            grown = abs((edit.additions or 0) - (edit.deletions or 0))
            small = total <= limits.small_prose_lines and grown <= MOST_GROWN_PROSE
        if (small or area is Area.DEPENDENCIES) and pair not in known:
            wanted.append(pair)
    return tuple(dict.fromkeys(wanted))


def classify_change(
    change: Change, known: Known | None = None, depth: Depth = Depth.DECIDE
) -> CommitKind:
    """Return the kinds of a change from its paths and the judgements at hand.

    Pairs absent from `known` are classified by path alone, so the answer is the
    best for what was read; run `pairs_wanted` to exhaustion first.
    """
    known = known or {}
    spelling = says_spelling(change.message)
    pairs = [blob_pair(edit) if known and edit.new_blob else None for edit in change.files]
    found = [known.get(pair) if pair is not None else None for pair in pairs]
    if depth is Depth.DECIDE and sum(map(bool, found)) >= MOST_READ - 1:
        found = _as_the_read_ones(pairs, found)
    per_file = [
        file_kind(edit, judgement, spelling_named=spelling)
        for edit, judgement in zip(change.files, found, strict=True)
    ]
    weights = _weights(per_file)
    main, reason = _main_kind(change, per_file, weights)
    every = _all_kinds(main, per_file)
    return CommitKind(main, every, reason, tuple(per_file), depth, weights)


def _as_the_read_ones(
    pairs: Sequence[BlobPair | None], found: Sequence[Judgement | None]
) -> list[Judgement | None]:
    """Give unread pairs of a huge change the nature of those read, if no read one is real.

    Of a change with more edits than MOST_READ only the largest are read; where
    they are all comments, white space or notices, the rest is taken to be so.
    """
    read = [judgement for judgement in found if judgement is not None]
    if any(_is_real(judgement) or judgement.nature is Nature.UNKNOWN for judgement in read):
        return list(found)
    nature, n = Counter(judgement.nature for judgement in read).most_common(1)[0]
    like = Judgement(nature, f"as {n} of the {len(read)} largest edits of this change")
    return [
        like if judgement is None and pair is not None else judgement
        for pair, judgement in zip(pairs, found, strict=True)
    ]


def classify_with(
    change: Change, load: Callable[[str], bytes | None], depth: Depth = Depth.DECIDE
) -> CommitKind:
    """Classify one change, loading blobs one by one: for a single change, not a history."""
    known: dict[BlobPair, Judgement] = {}
    while wanted := pairs_wanted(change, known, depth):
        for pair in wanted:
            known[pair] = judge_pair(pair, load(pair.old_blob), load(pair.new_blob))
    return classify_change(change, known, depth)


def _all_kinds(
    main: ContributionKind, per_file: Sequence[FileKind]
) -> tuple[ContributionKind, ...]:
    lines: Counter[ContributionKind] = Counter()
    for part in per_file:
        lines[part.kind] += part.lines + 1
        for kind in part.also:
            lines[kind] += 0
    ranked = [kind for kind, _ in lines.most_common() if kind is not main]
    return (main, *ranked)


def _main_kind(
    change: Change, per_file: Sequence[FileKind], lines: Counter[ContributionKind]
) -> tuple[ContributionKind, str]:
    if change.parents > 1:
        return K.MERGE, f"{change.parents} parents"
    if not per_file or all(part.kind is K.EMPTY for part in per_file):
        return K.EMPTY, "no content changed"
    if change.duplicate_of is not None:
        return K.DUPLICATE, f"same patch as {change.duplicate_of}"
    if says_revert(change.message):
        return K.REVERT, "the message says that it reverts an earlier change"
    if _is_release(change, per_file, lines):
        return K.RELEASE, "a version and what goes with it"
    kinds = set(lines)
    if len(kinds) == 1:
        (only,) = kinds
        return only, _single_reason(only, per_file)
    machinery = kinds <= {K.DEPENDENCY_BUMP, *_SETTINGS, *_AUTOMATIC}
    if (
        machinery
        and K.DEPENDENCY_BUMP in kinds
        and (change.is_bot or says_dependency(change.message))
    ):
        return K.DEPENDENCY_BUMP, "only manifests and settings, for a dependency's new version"
    return strongest(lines)


def strongest(lines: Mapping[ContributionKind, int]) -> tuple[ContributionKind, str]:
    """Return the kind that weighs most among lines by kind, and why.

    Generated lines follow from others: fewer of them do not outweigh comments or corrections.
    """
    substantive = {kind: n for kind, n in lines.items() if kind not in _WEAK}
    by_hand = sum(n for kind, n in lines.items() if kind in _WEAK)
    if not substantive or (substantive.keys() == {K.GENERATED} and by_hand > lines[K.GENERATED]):
        return _strongest_weak(lines)
    return _substantive(substantive)


def _weights(per_file: Sequence[FileKind]) -> Counter[ContributionKind]:
    cap = parameters().generated_lines_cap
    lines: Counter[ContributionKind] = Counter()
    changelog = 0
    for part in per_file:
        kind = part.kind
        if kind is K.EMPTY:
            continue
        if kind is K.DOCUMENTATION and _is_changelog(part.path):
            changelog += 1
            continue
        automatic = (
            kind in _AUTOMATIC
            or part.area is Area.DEPENDENCIES
            or part.language == "Jupyter Notebook"
        )
        lines[kind] += min(part.lines + 1, cap) if automatic else part.lines + 1
    if changelog:
        lines[K.DOCUMENTATION] += changelog
    return lines


def _single_reason(kind: ContributionKind, per_file: Sequence[FileKind]) -> str:
    part = max(per_file, key=lambda p: p.lines if p.kind is kind else -1)
    files_text = "1 file" if len(per_file) == 1 else f"all {len(per_file)} files"
    return f"{files_text}: {part.reason}"


def _is_release(
    change: Change, per_file: Sequence[FileKind], lines: Counter[ContributionKind]
) -> bool:
    kinds = set(lines)
    if K.RELEASE in kinds and kinds <= {K.RELEASE, K.DOCUMENTATION, K.GENERATED}:
        return all(
            part.kind is not K.DOCUMENTATION or _is_changelog(part.path) for part in per_file
        )
    goes_with = K.RELEASE in kinds or any(
        part.area is Area.DEPENDENCIES or _goes_with_release(part.path) for part in per_file
    )
    if not goes_with or not says_release(change.message):
        return False
    small_core = lines[K.CORE_CODE] + lines[K.TESTS] <= RELEASE_CORE_LINES
    return small_core and kinds <= (_ACCOMPANY_RELEASE | {K.CORE_CODE, K.TESTS, K.ASSET})


@lru_cache(maxsize=65_536)
def _is_changelog(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.startswith(("change", "release", "news", "history", "whatsnew"))


def _goes_with_release(path: str) -> bool:
    stem = path.rpartition("/")[2].lower().partition(".")[0]
    return stem.strip("_") == "version" or _is_changelog(path)


def _strongest_weak(lines: Mapping[ContributionKind, int]) -> tuple[ContributionKind, str]:
    for kind in (K.TYPO, K.COMMENT_ONLY, K.WHITESPACE_ONLY, K.RENAME_ONLY):
        if kind in lines:
            others = [other.value for other in lines if other is not kind]
            beside = f", beside {', '.join(others)}" if others else ""
            return kind, f"no file's content changed otherwise{beside}"
    return K.EMPTY, "no content changed"


def _substantive(lines: dict[ContributionKind, int]) -> tuple[ContributionKind, str]:
    weights = parameters()
    core = lines.get(K.CORE_CODE, 0)
    tests = lines.get(K.TESTS, 0)
    prose = lines.get(K.DOCUMENTATION, 0) + lines.get(K.TRANSLATION, 0)
    settings = sum(n for kind, n in lines.items() if kind in _SETTINGS)
    if core:
        rivals = (
            (K.TESTS, tests, weights.tests_times),
            (K.DOCUMENTATION, prose, weights.documentation_times),
            (
                max(sorted(_SETTINGS), key=lambda k: lines.get(k, 0)),
                settings,
                weights.settings_times,
            ),
        )
        for kind, rival, times in rivals:
            if rival > times * core:
                return kind, f"{rival} lines beside {core} of core code"
        return K.CORE_CODE, f"{core} of {sum(lines.values())} lines in core code"
    order = [kind for kind in lines if kind not in _AUTOMATIC] or list(lines)
    top = max(order, key=lambda kind: lines[kind])
    return top, f"{lines[top]} of {sum(lines.values())} lines"
