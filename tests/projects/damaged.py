"""Repositories in which something is not there: shallow, partial, with lost or damaged objects."""

import shutil
from pathlib import Path

from tests.projects.script import Person, Script, epoch, run_git
from tests.projects.story import build_story

NOA = Person("Noa Hill", "noa@example.org")
START = epoch("2022-05-01T12:00")
DAY = 86_400


def build_shallow(folder: Path, depth: int = 5) -> Path:
    """Build a shallow clone of the story."""
    source = build_story(folder.with_name(f"{folder.name}-source"))
    run_git(folder.parent, "clone", "--quiet", f"--depth={depth}", source.as_uri(), folder.name)
    return folder


def build_partial(folder: Path) -> Path:
    """Build a bare clone of the story without blobs; its source is gone."""
    return _filtered(folder, "blob:none")


def build_missing_trees(folder: Path) -> Path:
    """Build a bare clone of the story without trees and blobs; its source is gone."""
    return _filtered(folder, "tree:0")


def _filtered(folder: Path, without: str) -> Path:
    source = build_story(folder.with_name(f"{folder.name}-source"))
    run_git(source, "config", "uploadpack.allowFilter", "true")
    run_git(
        folder.parent,
        "clone",
        "--quiet",
        "--bare",
        f"--filter={without}",
        source.as_uri(),
        folder.name,
    )
    shutil.rmtree(source)
    return folder


def build_missing_blobs(folder: Path) -> Path:
    """Build a repository that lost some blobs, one of them in a rename with an edit.

    Commits in order: `start` adds kept, lost and moved; `edit` changes kept and lost;
    `rename` renames moved to renamed with an edit; `same` renames lost exactly;
    `end` changes kept. The blobs of lost after `edit` and of moved are gone.
    """
    made = Script(folder)
    text = "".join(f"line {i}\n" for i in range(20))
    lost, moved = text.replace("line", "lost"), text.replace("line", "moved")
    made.commit("start", "start", {"kept": text, "lost": text, "moved": moved}, by=NOA, at=START)
    edit = {"kept": text + "more\n", "lost": lost}
    made.commit("edit", "edit", edit, by=NOA, at=START + DAY)
    rename = {"moved": None, "renamed": moved + "tail\n", "other": "1\n"}
    made.commit("rename", "rename", rename, by=NOA, at=START + 2 * DAY)
    made.commit("same", "same", {"lost": None, "found": lost}, by=NOA, at=START + 3 * DAY)
    made.commit("end", "end", {"kept": text + "more\nend\n"}, by=NOA, at=START + 4 * DAY)
    made.write()
    _unpack(folder)
    for content in (lost, moved):
        _object(folder, content).unlink()
    return folder


def build_corrupt_blob(folder: Path) -> Path:
    """Build a repository with one blob overwritten by rubbish: `bad` as `edit` left it."""
    made = Script(folder)
    made.commit("start", "start", {"good": "1\n", "bad": "1\n"}, by=NOA, at=START)
    made.commit("edit", "edit", {"good": "1\n2\n", "bad": "1\nbad\n"}, by=NOA, at=START + DAY)
    made.commit("end", "end", {"good": "1\n2\n3\n"}, by=NOA, at=START + 2 * DAY)
    made.write()
    _unpack(folder)
    place = _object(folder, "1\nbad\n")
    place.chmod(0o644)
    place.write_bytes(b"x\x9c rubbish that inflates to nothing")
    return folder


def build_corrupt_pack(folder: Path) -> Path:
    """Build the story with its pack overwritten in the middle."""
    build_story(folder)
    pack = next((folder / ".git" / "objects" / "pack").glob("*.pack"))
    pack.chmod(0o644)
    content = bytearray(pack.read_bytes())
    content[12:-20] = b"\xff" * (len(content) - 32)
    pack.write_bytes(content)
    return folder


def _unpack(folder: Path) -> None:
    packs = folder / ".git" / "objects" / "pack"
    kept = folder / "kept.pack"
    for pack in packs.glob("*.pack"):
        kept.write_bytes(pack.read_bytes())
        for part in packs.glob(f"{pack.stem}.*"):
            part.unlink()
        run_git(folder, "unpack-objects", "-q", given=kept.read_bytes())
    kept.unlink(missing_ok=True)


def _object(folder: Path, content: str) -> Path:
    name = run_git(folder, "hash-object", "--stdin", given=content.encode())
    return folder / ".git" / "objects" / name[:2] / name[2:]
