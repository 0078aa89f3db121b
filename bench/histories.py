"""Write the landings of many clones as a folder that `lifesigns backtest` scores.

    python -m bench.histories CLONES OUT [--without REPOSITORIES.csv]

CLONES holds one folder a repository, OWNER+NAME/repo or OWNER+NAME, each a git repository. OUT
gets landings.parquet (repo, landed_time, is_bot) and repositories.csv (repo, observed_until,
head). A commit landed with the first-parent commit of HEAD that brought it. A copy is held to be
watched until its newest commit of any ref: its true day is not known, so a silent end is not seen.
Bots are told by their names and addresses alone, as in the histories the forecast was fitted on.
Repositories named in the column `repo` of --without are left out, as are those that git takes more
than two minutes to read, and those of more than 250,000 commits.
"""

import argparse
import csv
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

MOST_SECONDS, MOST_COMMITS = 120, 250_000
FORMAT = "%H%x00%P%x00%ct%x00%an%x00%ae%x01"
BOT = re.compile(
    r"\[bot\]|(?:^|[\W_])(?:bot|robot|dependabot|renovate|greenkeeper|github-actions|travis-ci"
    r"|copilot|semantic-release|jenkins|codecov|pre-commit-ci|mergify|bors|weblate"
    r"|allcontributors|snyk-bot)(?:$|[\W_])",
    re.IGNORECASE,
)
Commit = tuple[list[str], int, bool]


def git(clone: Path, *arguments: str) -> str:
    """Return what git prints."""
    command = ["git", "-C", str(clone), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, timeout=MOST_SECONDS)
    return done.stdout.decode("utf-8", "replace")


def history(clone: Path) -> dict[str, Commit]:
    """Return parents, committer time and whether a bot wrote it, by commit, HEAD first."""
    commits: dict[str, Commit] = {}
    for record in git(clone, "log", "--topo-order", f"--format={FORMAT}", "HEAD").split("\x01"):
        commit, *rest = record.strip("\n").split("\0")
        if len(rest) == 4:
            parents, time, name, address = rest
            is_bot = bool(BOT.search(name) or BOT.search(address))
            commits[commit] = parents.split(), int(time), is_bot
    return commits


def landings(commits: dict[str, Commit]) -> Iterator[tuple[int, bool]]:
    """Yield (landed_time, is_bot) of every commit, oldest landing first."""
    chain, at = [], next(iter(commits), None)
    while at in commits:
        chain.append(at)
        parents = commits[at][0]
        at = parents[0] if parents else None
    seen: set[str] = set()
    for landing in reversed(chain):
        waiting = [landing]
        while waiting:
            commit = waiting.pop()
            if commit not in seen and commit in commits:
                seen.add(commit)
                waiting += commits[commit][0]
                yield commits[landing][1], commits[commit][2]


def newest(clone: Path) -> int:
    """Return the newest committer time of any ref or of HEAD that is not in the future."""
    refs = git(clone, "for-each-ref", "--format=%(committerdate:unix)").split()
    found = map(int, [*refs, git(clone, "log", "-1", "--format=%ct", "HEAD")])
    return max(at for at in found if at < time.time())


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path)
    chosen = parser.parse_args()
    known: set[str] = set()
    if chosen.without:
        with chosen.without.open(encoding="utf-8") as file:
            known = {row["repo"].lower() for row in csv.DictReader(file)}
    chosen.out.mkdir(parents=True)
    plain = chosen.out / "landings.csv"
    with (
        plain.open("w", encoding="utf-8") as rows,
        (chosen.out / "repositories.csv").open("w", encoding="utf-8") as repositories,
    ):
        rows.write("repo,landed_time,is_bot\n")
        repositories.write("repo,observed_until,head\n")
        for folder in sorted(chosen.clones.iterdir()):
            name = folder.name.replace("+", "/", 1)
            clone = folder / "repo" if (folder / "repo").exists() else folder
            if name.lower() in known:
                continue
            try:
                commits, until = history(clone), newest(clone)
            except (subprocess.SubprocessError, ValueError) as error:
                print(f"{name}: {type(error).__name__}")
                continue
            if 0 < len(commits) <= MOST_COMMITS:
                rows.writelines(f"{name},{at},{is_bot}\n" for at, is_bot in landings(commits))
                repositories.write(f"{name},{until},{next(iter(commits))}\n")
    kinds = "{'repo': 'VARCHAR', 'landed_time': 'BIGINT', 'is_bot': 'BOOLEAN'}"
    target = chosen.out / "landings.parquet"
    duckdb.sql(f"COPY (FROM read_csv('{plain}', columns = {kinds})) TO '{target}'")
    plain.unlink()


if __name__ == "__main__":
    main()
