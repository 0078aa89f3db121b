"""From files to a change: which contents decide, and which kind is the main one."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lifesigns.models.contribution_kind.filing import (
    Spot,
    as_dependency,
    blob_pair,
    file_kind,
    spot_of,
)
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
from lifesigns.models.contribution_kind.releases import is_release
from lifesigns.models.contribution_kind.spelling import Wording
from lifesigns.tables.file_areas import Area

K = ContributionKind
Known = Mapping[BlobPair, Judgement]
_Edits = list[tuple[FileEdit, BlobPair]]

_WEAK = frozenset((K.WHITESPACE_ONLY, K.COMMENT_ONLY, K.TYPO, K.EMPTY, K.RENAME_ONLY))
_AUTOMATIC = frozenset((K.GENERATED, K.ASSET))
_PROSE = (K.DOCUMENTATION, K.TRANSLATION)
_SETTINGS = frozenset((K.BUILD, K.CI, K.CONFIGURATION))
_MACHINERY = frozenset((K.DEPENDENCY_BUMP, *_SETTINGS, *_AUTOMATIC))
FEWEST_TELLING_LINES = 3
MOST_READ = 24
MOST_GROWN_PROSE = 2
MOST_LINES_LAID_OUT = 1_000
_WHOLE = frozenset(("A", "D"))


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


class Inquiry:
    """One change on its way to its kinds: what it asks for, and what it is told from.

    It looks its paths up once, however often it is asked.
    """

    __slots__ = ("_code", "_pairs", "_spots", "change", "depth")

    def __init__(self, change: Change, depth: Depth = Depth.DECIDE) -> None:
        """Look at the paths of a change."""
        self.change = change
        self.depth = depth
        self._spots = [spot_of(edit.path) for edit in change.files]
        self._pairs: list[BlobPair | None] | None = None
        self._code: tuple[list[_Edits], bool] | None = None

    def wanted(self, known: Known) -> tuple[BlobPair, ...]:
        """Return what is still to be compared; see `pairs_wanted`."""
        change = self.change
        if self.depth is Depth.PATHS or change.parents > 1 or not change.files:
            return ()
        if self.depth is Depth.FULL:
            return tuple(dict.fromkeys(pair for _, _, pair in self._paired() if pair not in known))
        if self._code is None:
            self._code = self._code_to_read()
        code, is_settled = self._code
        for mine in code:
            judged = [known[pair] for _, pair in mine if pair in known]
            if any(map(_is_real, judged)):
                return ()
            if judged:
                mine = sorted(mine, key=_by_lines)[: MOST_READ - 1]
            rest = tuple(dict.fromkeys(pair for _, pair in mine if pair not in known))
            if rest:
                return rest if judged else rest[:1]
        return () if is_settled else _wanted_settled(change, self._paired(), known)

    def _code_to_read(self) -> tuple[list[_Edits], bool]:
        """Return the edits of the product, and of its tests, those to be read first in front.

        And whether nothing else is to be read: reverts and whole files of code settle a change.
        """
        found: list[_Edits] = []
        if says_revert(self.change.message):
            return found, True
        areas = {spot.area for spot in self._spots}
        for area in (Area.CORE_CODE, Area.TESTS):
            if area not in areas:
                continue
            for edit, spot in zip(self.change.files, self._spots, strict=True):
                if spot.area is area and edit.status in _WHOLE and edit.lines:
                    return found, True
            mine = [(edit, pair) for edit, spot, pair in self._paired() if spot.area is area]
            found.append(sorted(mine, key=_likely_real))
        return found, False

    def told(self, known: Known) -> CommitKind:
        """Return the kinds of the change from the judgements at hand; see `classify_change`."""
        change = self.change
        found: list[Judgement | None] = [None] * len(self._spots)
        if known:
            pairs = self._all_pairs()
            found = [known.get(pair) if pair is not None else None for pair in pairs]
            if self.depth is Depth.DECIDE and len(found) - found.count(None) >= MOST_READ - 1:
                found = _as_the_read_ones(self._spots, pairs, found)
        most = parameters().small_prose_lines
        for at, one in enumerate(found):
            # Longer prose is read for its layout only: unreadable, it is what its path says.
            if one and one.nature is Nature.UNKNOWN and change.files[at].lines > most:
                found[at] = None if self._spots[at].area is Area.DOCUMENTATION else one
        spelling = any(one and one.wording is Wording.SMALL for one in found) and says_spelling(
            change.message
        )
        per_file = [
            file_kind(edit, spot, judgement, spelling_named=spelling)
            for edit, spot, judgement in zip(change.files, self._spots, found, strict=True)
        ]
        if (
            any(part.kind is K.RELEASE for part in per_file)
            and says_dependency(change.message)
            and not says_release(change.message)
        ):
            per_file = list(map(as_dependency, per_file))
        weights = _weights(per_file)
        main, reason = _main_kind(change, per_file, weights)
        every = _all_kinds(main, per_file)
        return CommitKind(main, every, reason, tuple(per_file), self.depth, weights)

    def _all_pairs(self) -> list[BlobPair | None]:
        if self._pairs is None:
            self._pairs = list(map(blob_pair, self.change.files, self._spots))
        return self._pairs

    def _paired(self) -> list[tuple[FileEdit, Spot, BlobPair]]:
        every = zip(self.change.files, self._spots, self._all_pairs(), strict=True)
        return [(edit, spot, pair) for edit, spot, pair in every if pair is not None]


def pairs_wanted(change: Change, known: Known, depth: Depth = Depth.DECIDE) -> tuple[BlobPair, ...]:
    """Return the contents still to be compared before `classify_change` can answer.

    Ask again after each round; () means ready. With DECIDE the first round asks
    for one pair where code is concerned (a small edit, cheap to read, which nearly
    always decides) and a second round, for the rest, follows only if that one turned
    out to be no real change of code.
    """
    return Inquiry(change, depth).wanted(known)


def _likely_real(pair: tuple[FileEdit, BlobPair]) -> tuple[bool, int]:
    """Small edits are the cheapest to read, the very smallest are most often no code."""
    lines = pair[0].lines
    return lines < FEWEST_TELLING_LINES, lines


def _by_lines(pair: tuple[FileEdit, BlobPair]) -> int:
    return -pair[0].lines


def _is_real(judgement: Judgement) -> bool:
    return judgement.nature is Nature.CONTENT and judgement.wording is Wording.OTHER


def _wanted_settled(
    change: Change, found: Sequence[tuple[FileEdit, Spot, BlobPair]], known: Known
) -> tuple[BlobPair, ...]:
    """No code changed: read only what is small enough to be a correction or a bump."""
    if all(pair in known for _, _, pair in found):
        return ()
    limits = parameters()
    total = sum(edit.lines for edit, _, _ in found)
    is_small = len(found) <= limits.small_settings_files and total <= limits.small_settings_lines
    times = 1 if is_small or not says_dependency(change.message) else limits.bump_times
    if len(found) > limits.small_settings_files * times:
        return ()
    wanted = []
    for edit, spot, pair in found:
        small = total <= limits.small_settings_lines * times
        if spot.area is Area.DOCUMENTATION:
            grown = abs((edit.additions or 0) - (edit.deletions or 0))
            most = limits.small_prose_lines if grown else MOST_LINES_LAID_OUT
            small = total <= most and grown <= MOST_GROWN_PROSE
        if (small or spot.area is Area.DEPENDENCIES) and pair not in known:
            wanted.append(pair)
    return tuple(dict.fromkeys(wanted))


def classify_change(
    change: Change, known: Known | None = None, depth: Depth = Depth.DECIDE
) -> CommitKind:
    """Return the kinds of a change from its paths and the judgements at hand.

    Pairs absent from `known` are classified by path alone, so the answer is the
    best for what was read; run `pairs_wanted` to exhaustion first.
    """
    return Inquiry(change, depth).told(known or {})


def _as_the_read_ones(
    spots: Sequence[Spot], pairs: Sequence[BlobPair | None], found: Sequence[Judgement | None]
) -> list[Judgement | None]:
    """Give unread pairs of a huge change the nature of those read, if no read one is real.

    Of a change with more edits than MOST_READ only the largest are read; where
    they are all comments, white space or notices, the rest of their areas is taken to be so.
    """
    areas = {spot.area for spot, one in zip(spots, found, strict=True) if one is not None}
    read = [judgement for judgement in found if judgement is not None]
    alone = (Nature.UNKNOWN, Nature.PROSE)
    if any(_is_real(judgement) or judgement.nature in alone for judgement in read):
        return list(found)
    nature, n = Counter(judgement.nature for judgement in read).most_common(1)[0]
    like = Judgement(nature, f"as {n} of the {len(read)} largest edits of this change")
    return [
        like if judgement is None and pair is not None and spot.area in areas else judgement
        for spot, pair, judgement in zip(spots, pairs, found, strict=True)
    ]


def classify_with(
    change: Change, load: Callable[[str], bytes | None], depth: Depth = Depth.DECIDE
) -> CommitKind:
    """Classify one change, loading blobs one by one: for a single change, not a history."""
    known: dict[BlobPair, Judgement] = {}
    inquiry = Inquiry(change, depth)
    while wanted := inquiry.wanted(known):
        for pair in wanted:
            known[pair] = judge_pair(pair, load(pair.old_blob), load(pair.new_blob))
    return inquiry.told(known)


def _all_kinds(
    main: ContributionKind, per_file: Sequence[FileKind]
) -> tuple[ContributionKind, ...]:
    lines: dict[ContributionKind, int] = {}
    for _, _, _, kind, also, _, n, _ in per_file:
        lines[kind] = lines.get(kind, 0) + n + 1
        for beside in also:
            lines.setdefault(beside, 0)
    ranked = sorted(lines, key=lines.__getitem__, reverse=True)
    return (main, *(kind for kind in ranked if kind is not main))


def _main_kind(
    change: Change, per_file: Sequence[FileKind], lines: Mapping[ContributionKind, int]
) -> tuple[ContributionKind, str]:
    if change.parents > 1:
        return K.MERGE, f"{change.parents} parents"
    if not lines:
        return K.EMPTY, "no content changed"
    if says_revert(change.message):
        return K.REVERT, "the message says that it reverts an earlier change"
    if is_release(change, per_file, lines):
        return K.RELEASE, "a version and what goes with it"
    if len(lines) == 1:
        (only,) = lines
        return only, _single_reason(only, per_file)
    if (
        K.DEPENDENCY_BUMP in lines
        and lines.keys() <= _MACHINERY
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


def _weights(per_file: Sequence[FileKind]) -> dict[ContributionKind, int]:
    cap = parameters().generated_lines_cap
    lines: dict[ContributionKind, int] = {}
    changelog = 0
    for path, area, language, kind, _, _, n, _ in per_file:
        if kind is K.EMPTY:
            continue
        if kind is K.DOCUMENTATION and spot_of(path).is_changelog:
            changelog += 1
            continue
        if n >= cap and (
            kind in _AUTOMATIC or area is Area.DEPENDENCIES or language == "Jupyter Notebook"
        ):
            n = cap - 1
        lines[kind] = lines.get(kind, 0) + n + 1
    if changelog:
        lines[K.DOCUMENTATION] = lines.get(K.DOCUMENTATION, 0) + changelog
    return lines


def _single_reason(kind: ContributionKind, per_file: Sequence[FileKind]) -> str:
    if len(per_file) == 1:
        return f"1 file: {per_file[0].reason}"
    part = max(per_file, key=lambda p: p.lines if p.kind is kind else -1)
    return f"all {len(per_file)} files: {part.reason}"


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
    prose = sum(lines.get(kind, 0) for kind in _PROSE)
    settings = sum(n for kind, n in lines.items() if kind in _SETTINGS)
    if core:
        rivals = (
            (K.TESTS, tests, weights.tests_times),
            (
                max(_PROSE, key=lambda k: lines.get(k, 0)),
                prose,
                weights.documentation_times,
            ),
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
