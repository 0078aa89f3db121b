"""What the kinds of a whole history cost, as a ratio to reading its diffs.

Usage: python bench/contribution_kind.py REPOSITORY [REPOSITORY …]
Prints for each: commits, CPU seconds of `git log --raw --numstat -M` alone, and of the kinds
(paths, blobs through one `git cat-file --batch`, judgements, classification) at both depths.
Commits whose blobs are missing from the clone are left out of both.
"""

import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable

from lifesigns.models.contribution_kind import (
    BlobPair,
    Change,
    Depth,
    FileEdit,
    Judgement,
    classify_change,
    judge_pair,
    pairs_wanted,
)

BATCH = 400
NO_BLOB = b"0" * 40


def cpu_seconds() -> float:
    """CPU seconds of this process and of its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def log(repository: str, ids: list[bytes]) -> list[bytes]:
    """Return the raw log of the commits in chunks, halved around commits with missing blobs."""
    command = ["git", "-C", repository, "log", "--no-walk=unsorted", "--stdin", "-z", "--raw"]
    command += ["--numstat", "-M", "--no-abbrev", "--format=%x01%H%x00%P%x00%B%x02"]
    done = subprocess.run(command, input=b"\n".join(ids) + b"\n", capture_output=True, check=False)
    if done.returncode == 0:
        return [done.stdout]
    if len(ids) == 1:
        return []
    half = len(ids) // 2
    return log(repository, ids[:half]) + log(repository, ids[half:])


def changes(outputs: Iterable[bytes]) -> list[Change]:
    """Turn raw logs into changes."""
    found = []
    for output in outputs:
        for chunk in output.split(b"\x01")[1:]:
            head, _, body = chunk.partition(b"\x02")
            _, parents, message = head.split(b"\0", 2)
            text = message.decode("utf-8", "replace")
            found.append(Change(edits(body), text, len(parents.split())))
    return found


def edits(body: bytes) -> tuple[FileEdit, ...]:
    """Parse the raw and numstat records of one commit."""
    fields = body.lstrip(b"\0\n").split(b"\0")
    raw, counts, at = [], {}, 0
    while at < len(fields):
        field = fields[at].lstrip(b"\n")
        if field.startswith(b":"):
            _, mode, old, new, status = field[1:].split(b" ")
            moved = status[:1] in b"RC"
            path = fields[at + 1 + moved]
            raw.append(
                (mode, old, new, status[:1].decode(), path, fields[at + 1] if moved else None)
            )
            at += 2 + moved
        elif b"\t" in field:
            added, deleted, path = field.split(b"\t", 2)
            counts[path or fields[at + 2]] = (added, deleted)
            at += 1 if path else 3
        else:
            at += 1
    return tuple(edit(*record, *counts.get(record[4], (b"-", b"-"))) for record in raw)


def edit(
    mode: bytes,
    old: bytes,
    new: bytes,
    status: str,
    path: bytes,
    old_path: bytes | None,
    added: bytes,
    deleted: bytes,
) -> FileEdit:
    """Build one file edit."""
    return FileEdit(
        path=path.decode("utf-8", "backslashreplace"),
        status=status,
        additions=None if added == b"-" else int(added),
        deletions=None if deleted == b"-" else int(deleted),
        old_path=old_path.decode("utf-8", "backslashreplace") if old_path else None,
        old_blob=None if old == NO_BLOB else old.decode(),
        new_blob=None if new == NO_BLOB else new.decode(),
        is_binary=added == b"-",
        is_submodule=mode == b"160000",
    )


def blobs(process: subprocess.Popen[bytes], ids: set[str]) -> dict[str, bytes | None]:
    """Read blobs through a running `git cat-file --batch`."""
    assert process.stdin
    assert process.stdout
    found: dict[str, bytes | None] = {}
    process.stdin.write("".join(f"{i}\n" for i in ids).encode())
    process.stdin.flush()
    for blob in ids:
        header = process.stdout.readline().split()
        if header[-1] == b"missing":
            found[blob] = None
            continue
        found[blob] = process.stdout.read(int(header[2]))
        process.stdout.read(1)
    return found


def kinds(repository: str, every: list[Change], depth: Depth) -> tuple[Counter[str], list[int]]:
    """Classify a history; return the number of commits of each main kind, and pairs per round."""
    command = ["git", "-C", repository, "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        known: dict[BlobPair, Judgement] = {}
        rounds = []
        open_changes = every
        while True:
            wants = [(change, pairs_wanted(change, known, depth)) for change in open_changes]
            open_changes = [change for change, pairs in wants if pairs]
            pairs = list(dict.fromkeys(pair for _, wanted in wants for pair in wanted))
            if not pairs:
                break
            rounds.append(len(pairs))
            for begin in range(0, len(pairs), BATCH):
                part = pairs[begin : begin + BATCH]
                data = blobs(process, {i for p in part for i in (p.old_blob, p.new_blob)})
                known.update((p, judge_pair(p, data[p.old_blob], data[p.new_blob])) for p in part)
        assert process.stdin
        process.stdin.close()
    return Counter(classify_change(change, known, depth).main.value for change in every), rounds


def main(repositories: list[str]) -> None:
    """Print one table per repository."""
    for repository in repositories:
        command = ["git", "-C", repository, "rev-list", "--no-merges", "--all"]
        ids = subprocess.run(command, capture_output=True, check=True).stdout.split()
        readable = [i for output in log(repository, ids) for i in ids_in(output)]
        begun, wall = cpu_seconds(), time.perf_counter()
        outputs = log(repository, readable)
        reading, reading_wall = cpu_seconds() - begun, time.perf_counter() - wall
        every = changes(outputs)
        print(f"{repository}: {len(every):,} commits; log {reading:.1f} CPU s {reading_wall:.1f} s")
        for depth in (Depth.DECIDE, Depth.FULL):
            begun, wall = cpu_seconds(), time.perf_counter()
            found, rounds = kinds(repository, every, depth)
            used, used_wall = cpu_seconds() - begun, time.perf_counter() - wall
            ratio = f"ratio {used / reading:.2f} CPU {used_wall / reading_wall:.2f} wall"
            print(f"  {depth}: {used:.1f} CPU s {used_wall:.1f} s, {ratio}, pairs {rounds}")
            print(f"    {dict(found.most_common())}")


def ids_in(output: bytes) -> list[bytes]:
    """Return the commit ids of a raw log."""
    return [chunk[:40] for chunk in output.split(b"\x01")[1:]]


if __name__ == "__main__":
    main(sys.argv[1:])
