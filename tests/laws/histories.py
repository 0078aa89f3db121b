"""Generated little histories, as worlds that the metrics' stage can play."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

FIRST_DAY = datetime(2024, 1, 1)  # noqa: DTZ001
DAYS = 730
WINDOW_DAY = 335
"""The window opens this many days after the first one, so that it has a past."""

NAMES = ("ana", "ben", "cem", "dia")
PATHS = ("src/a.py", "src/b.py", "lib/c.sh", "tests/a.py", "docs/a.md", "LICENSE", "README.md")
KINDS = ("core_code", "documentation", "ci", "whitespace_only", "revert", "unknown")
KEYS = ("co-authored-by", "signed-off-by", "reviewed-by", "acked-by")
ORGANISATIONS = {"ana": "Acme", "ben": "Initech", "cem": "Globex", "dia": None}


def world(commits: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a world of two years with these commits, of which the window holds the second."""
    people = {name: {"organisation": employer} for name, employer in ORGANISATIONS.items()}
    people |= {"robot": {"kind": "bot"}, "model": {"kind": "agent"}}
    window = [FIRST_DAY + timedelta(days=WINDOW_DAY), FIRST_DAY + timedelta(days=DAYS)]
    return {"people": people, "window": window, "commits": commits, "files": PATHS, **more}


def _files(chance: Random) -> dict[str, Any]:
    paths = chance.sample(PATHS, chance.randint(0, 3))
    read: dict[str, Any] = {path: [chance.randint(0, 9), chance.randint(0, 9)] for path in paths}
    for path in paths:
        if chance.random() < 0.1:
            read[path] = chance.choice(["binary", "unknown"])
    return {"files": read} if read else {"lines": chance.choice([None, [3, 1]])}


def _commit(chance: Random, number: int) -> dict[str, Any]:
    person = chance.choice([*NAMES, *NAMES, "robot"])
    when = FIRST_DAY + timedelta(days=chance.randrange(DAYS), hours=chance.randrange(24))
    given = [f"{chance.choice(KEYS)}: {chance.choice([*NAMES, 'model'])}" for _ in range(2)]
    return {
        "id": f"c{number}",
        # every landing at an instant of its own, so that no order is left to chance
        "at": when + timedelta(minutes=number),
        "person": person,
        "committer": chance.choice([person, person, "ana"]),
        "offset": chance.choice([0, 60, 480, -300, None]),
        "subject": chance.choice(["Work", f"Work (#{number})", 'Revert "Work"']),
        "signed": chance.random() < 0.5,
        "landed": chance.random() < 0.8,
        "trailers": given[: chance.randint(0, 2)],
        **_read(chance, _files(chance)),
    }


def _read(chance: Random, files: dict[str, Any]) -> dict[str, Any]:
    """Add to most commits what models read in them: fewer real lines than raw ones, and ages."""
    if chance.random() < 0.2:
        return files
    counted = [lines for lines in files.get("files", {}).values() if isinstance(lines, list)]
    raw = [sum(lines[side] for lines in counted) for side in (0, 1)]
    raw = raw if "files" in files else files["lines"] or [0, 0]
    real = [chance.randint(0, lines) for lines in raw]
    added, lost = chance.randint(100, 200), chance.randint(0, 50)
    aged = [added, chance.randint(0, added - lost), lost]
    return {"main": chance.choice(KINDS), "real": real, "aged": aged, **files}


def _merge(chance: Random, number: int, commits: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a merge that brings in some of the landed commits, `head` the last of them."""
    merge = _commit(chance, number)
    side = [commit for commit in commits if commit["landed"] and "by" not in commit]
    side = chance.sample(side, min(len(side), chance.randint(1, 3)))
    for commit in side:
        commit |= {"by": merge["id"], "committed": commit["at"]}
    head = side[-1]["id"] if side else "p"
    subject = f"Merge pull request #{number} from a/b" if chance.random() < 0.5 else "Merge"
    return merge | {"merge": True, "landed": True, "parents": ["p", head], "subject": subject}


def history(seed: int) -> dict[str, Any]:
    """Return a world of a few dozen commits with merges, refs, trailers and files."""
    chance = Random(seed)
    commits = [_commit(chance, number) for number in range(chance.randint(1, 30))]
    merges = [_merge(chance, 40 + number, commits) for number in range(chance.randint(0, 4))]
    ids = [commit["id"] for commit in commits]
    days = chance.sample(range(DAYS), chance.randint(0, 4))
    return world(
        merges + commits,
        heads={chance.randint(0, 45): chance.choice(ids) for _ in range(chance.randint(0, 8))},
        branches={f"b{number}": chance.choice(ids) for number in range(chance.randint(0, 3))},
        tags={f"v1.{day}": FIRST_DAY + timedelta(days=day, hours=5) for day in days},
        documents={"README.md": "readme"},
    )


def histories() -> st.SearchStrategy[dict[str, Any]]:
    """Draw histories by seed: all of them rich, where drawing field by field gives bare ones."""
    return st.integers(0, 2**32).map(history)


def robots(commits: int) -> list[dict[str, Any]]:
    """Return commits by automation alone, spread over the two years."""
    return [
        {
            "id": f"r{number}",
            "at": FIRST_DAY + timedelta(days=(97 * number) % DAYS, seconds=30),
            "person": ("robot", "model")[number % 2],
            "files": {"src/a.py": [5, 5], "src/new.py": [1, 0]},
            "subject": f"Bump (#{900 + number})",
            "trailers": ["signed-off-by: robot", "reviewed-by: model"],
        }
        for number in range(commits)
    ]
