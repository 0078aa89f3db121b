"""Frozen repositories, built by script with fixed people, dates and content.

Every `build_*` function takes a folder that does not exist yet, makes a
repository there and returns the folder. The same function makes the same object
ids everywhere, with any git from 2.30 on.
"""

from tests.projects.damaged import (
    build_corrupt_blob,
    build_corrupt_pack,
    build_missing_blobs,
    build_missing_trees,
    build_partial,
    build_shallow,
)
from tests.projects.hostile import CANARY, build_hostile, build_hostile_text
from tests.projects.odd import (
    build_empty,
    build_exact,
    build_many_roots,
    build_octopus,
    build_remote_branches,
    build_replaced,
    build_sha256,
    build_submodules,
    build_unborn,
    build_worktree,
)
from tests.projects.story import build_story

__all__ = [
    "CANARY",
    "build_corrupt_blob",
    "build_corrupt_pack",
    "build_empty",
    "build_exact",
    "build_hostile",
    "build_hostile_text",
    "build_many_roots",
    "build_missing_blobs",
    "build_missing_trees",
    "build_octopus",
    "build_partial",
    "build_remote_branches",
    "build_replaced",
    "build_sha256",
    "build_shallow",
    "build_story",
    "build_submodules",
    "build_unborn",
    "build_worktree",
]
