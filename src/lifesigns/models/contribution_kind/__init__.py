"""What does a change really change? Kinds of commits and change requests, from paths and diffs.

The protocol has two phases, so that a caller can load blobs in batches and
store judgements for ever:

1. `pairs_wanted(change, known)` names the blob pairs that would decide; the
   caller loads the blobs of many changes at once, calls `judge_pair` on each
   pair not judged before, adds the judgements to `known`, and asks again until
   every change answers `()`. Two or three rounds suffice.
2. `classify_change(change, known)` gives the main kind, all kinds, the reason
   and a record per file. It never loads anything.

A judgement depends on its `BlobPair` alone: key the cache by it. Hand both functions
only what this change asked for: what another one asked for would tell more of the same
files, and a kind would hang on what was read beside it. Nothing here
runs a process, reads a clock or keeps state between calls.
"""

from lifesigns.kernel.spec import ModelSpec
from lifesigns.models.contribution_kind.classify import (
    Inquiry,
    classify_change,
    classify_with,
    pairs_wanted,
)
from lifesigns.models.contribution_kind.fingerprints import (
    Fingerprint,
    change_fingerprint,
    similar_groups,
    similarity,
)
from lifesigns.models.contribution_kind.judging import (
    BlobPair,
    Judgement,
    Nature,
    Purpose,
    judge_pair,
)
from lifesigns.models.contribution_kind.measuring import (
    FileSize,
    RealSize,
    blobs_to_measure,
    real_size,
)
from lifesigns.models.contribution_kind.netting import net_edits
from lifesigns.models.contribution_kind.records import (
    Change,
    CommitKind,
    ContributionKind,
    Depth,
    FileEdit,
    FileKind,
)
from lifesigns.models.contribution_kind.substance import (
    FAMILY_OF,
    PRODUCT,
    Alike,
    Family,
    Group,
    KindCount,
    Repeated,
    RequestCount,
    Size,
    Substance,
    families,
)

VERSION = 10
"""Raised whenever a change may come out differently, so that stored answers are made anew."""

MODEL = ModelSpec(
    id="contribution_kinds",
    title="Kinds of contributions",
    question="What does a change really change?",
    method=(
        "Paths by Linguist's rules; where code is concerned, both versions of a file are lexed and "
        "their token streams compared, so that comment-only, white-space and spelling edits are "
        "told from code. Messages support and never decide alone."
    ),
    source="Linguist's data files (MIT); classes after Zeng et al., ICSE 2025, and Pinto et al., 2016.",
    accuracy="docs/accuracy/contribution_kind.md",
    fails_when=(
        "A language is not among those whose comments and strings are known.",
        "A small edit of code hides in a large change of another kind.",
    ),
    abstains_when="A blob is missing, too large or not text: the kind is unknown, with the reason.",
)

__all__ = [
    "FAMILY_OF",
    "MODEL",
    "PRODUCT",
    "VERSION",
    "Alike",
    "BlobPair",
    "Change",
    "CommitKind",
    "ContributionKind",
    "Depth",
    "Family",
    "FileEdit",
    "FileKind",
    "FileSize",
    "Fingerprint",
    "Group",
    "Inquiry",
    "Judgement",
    "KindCount",
    "Nature",
    "Purpose",
    "RealSize",
    "Repeated",
    "RequestCount",
    "Size",
    "Substance",
    "blobs_to_measure",
    "change_fingerprint",
    "classify_change",
    "classify_with",
    "families",
    "judge_pair",
    "net_edits",
    "pairs_wanted",
    "real_size",
    "similar_groups",
    "similarity",
]
