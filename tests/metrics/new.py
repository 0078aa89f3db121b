"""Start a metric: write its definition and its first case, with the headings to fill in.

just new-metric people/mentors
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_DEFINITION = """\
/*
question = ""
title = "{title}"
unit = "count"
shape = "single"
window = "365d"
minimum_n = 5
definition = ""
reading = ""
misleads_when = [""]
missing_when = ""
source = ""
example = ""
since = ""
*/
SELECT c.slice, count(*) AS value, count(*) AS n
FROM commits AS c
GROUP BY c.slice
"""
"""What is empty is a complaint of the catalogue's law until it is filled in."""

_CASE = """\
- name: worked example
  commits:
    - {at: 2025-05-01, person: ana}
  expect: [[1, 1]]
"""


def start(name: str, root: Path = ROOT) -> tuple[Path, Path]:
    """Write `<focus>/<id>` below `root`; return both files. Raises ValueError saying what to do."""
    focus, _, key = name.partition("/")
    metrics = root / "src" / "lifesigns" / "metrics"
    known = sorted(path.name for path in metrics.iterdir() if path.is_dir() and path.name[0] != "_")
    if focus not in known or not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise ValueError(f"Give FOCUS/ID, with a focus of {', '.join(known)} and a snake_case id.")
    if any(metrics.glob(f"*/{key}.sql")):
        raise ValueError(f"There is a metric {key} already.")
    definition = metrics / focus / f"{key}.sql"
    case = root / "tests" / "metrics" / "cases" / f"{key}.yaml"
    definition.write_text(_DEFINITION.format(title=key.replace("_", " ").capitalize()))
    case.write_text(_CASE)
    return definition, case


if __name__ == "__main__":
    try:
        for written in start(" ".join(sys.argv[1:])):
            print(written.relative_to(ROOT))
    except ValueError as error:
        raise SystemExit(str(error)) from None
