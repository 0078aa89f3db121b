"""Write the bug reports of Android apps as JSON Lines for issue_quality.py.

    python -m bench.app_texts CLONE > apps.jsonl

CLONE is a git clone of matheusflauzino/smells-issues-nlp, whose folder ``issues`` holds the GitHub
issues of 100 free apps as CSV (2012 to 2018). Those that carry a label of bugs and a text are
written, one object a line: id (``android:`` and sixteen hex digits of the SHA-256 of title, newline,
body), title, body.
"""

import argparse
import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path


def git(clone: Path, *arguments: str) -> str:
    """What git prints."""
    command = ["git", "-C", str(clone), *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("clone", type=Path)
    clone = parser.parse_args().clone
    csv.field_size_limit(1 << 30)
    names = git(clone, "ls-tree", "-r", "--name-only", "HEAD", "issues").split("\n")
    for name in (name for name in names if name.endswith(".csv")):
        for row in csv.DictReader(io.StringIO(git(clone, "show", f"HEAD:{name}"))):
            if row.get("is_bug") != "1" or not (row.get("body") or "").strip():
                continue
            whole = f"{row['title']}\n{row['body']}".encode()
            key = f"android:{hashlib.sha256(whole).hexdigest()[:16]}"
            print(json.dumps({"id": key, "title": row["title"], "body": row["body"]}))


if __name__ == "__main__":
    main()
