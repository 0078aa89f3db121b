"""Back-test the order of candidates for commit rights against dated promotions.

    python -m bench.candidates FOLDER

FOLDER holds clones named OWNER+NAME (with an optional /repo below it): rust-lang/team and
repositories of its teams, whose team files date who joined; and Kubernetes repositories,
whose OWNERS and OWNERS_ALIASES files date who became an approver. At the start of each promotion's
month everyone who had not been a member by then is ranked; the score is where the promoted
person stands. Compared with "most commits in the last 12 months".
"""

import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.change_requests import clone_of
from bench.landed_history import SECONDS_A_DAY, Commit, git, landed_commits, tip_at, who_is_who
from lifesigns.models.recognition import (
    Acts,
    Work,
    acts_of_trailers,
    acts_of_work,
    candidates,
    join,
)
from lifesigns.tables.file_areas import classify_path

TEAMS = {
    "cargo": "rust-lang/cargo",
    "clippy": "rust-lang/rust-clippy",
    "clippy-contributors": "rust-lang/rust-clippy",
    "crates-io": "rust-lang/crates.io",
    "docs-rs": "rust-lang/docs.rs",
    "docs-rs-reviewers": "rust-lang/docs.rs",
    "lang-docs": "rust-lang/reference",
    "mdbook": "rust-lang/mdBook",
    "miri": "rust-lang/miri",
    "project-portable-simd": "rust-lang/portable-simd",
    "rust-analyzer": "rust-lang/rust-analyzer",
    "rust-analyzer-contributors": "rust-lang/rust-analyzer",
    "rust-by-example": "rust-lang/rust-by-example",
    "rustc-dev-guide": "rust-lang/rustc-dev-guide",
    "rustfmt": "rust-lang/rustfmt",
    "rustfmt-contributors": "rust-lang/rustfmt",
    "rustlings": "rust-lang/rustlings",
    "rustup": "rust-lang/rustup",
    "triagebot": "rust-lang/triagebot",
    "wg-bindgen": "rust-lang/rust-bindgen",
    "wg-embedded-hal": "rust-embedded/embedded-hal",
}
SETTLING_SECONDS = 45 * SECONDS_A_DAY
"""Names added while a file is new are old members being written down, not promotions."""
MERGED_FROM = re.compile(r"Merge pull request #\d+ from ([\w-]+)/|Auto merge of #\d+ - ([\w-]+):")
NOREPLY = re.compile(r"(?:\d+\+)?([^@]+)@users\.noreply\.github\.com")
TRAILER = re.compile(r"^([\w-]+-by):[^<\n]*<([^>\n]+)>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Promotion:
    """A login that joined a team or became an approver, and who was in by then."""

    repository: str
    login: str
    at: int
    members: frozenset[str]


def _versions(clone: Path, *paths: str) -> Iterator[tuple[str, int]]:
    listed = git(clone, "log", "--first-parent", "--reverse", "--format=%H %ct", "--", *paths)
    for line in listed.decode().splitlines():
        commit_id, at = line.split()
        yield commit_id, int(at)


def _show(clone: Path, name: str) -> str:
    done = subprocess.run(["git", "-C", str(clone), "show", name], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def _joined(
    repository: str, states: Iterator[tuple[int, set[str], set[str]]]
) -> Iterator[Promotion]:
    """Yield who joins from states of (time, members, members and others who once were)."""
    known: set[str] | None = None
    began = 0
    for at, members, everyone in states:
        if known is None:
            known, began = set(everyone), at
        elif at - began > SETTLING_SECONDS:
            for login in sorted(members - known):
                yield Promotion(repository, login, at, frozenset(known))
        known |= everyone


def rust_promotions(team_clone: Path, team: str) -> Iterator[Promotion]:
    """Yield who joined one Rust team, from the history of its file."""

    def login(person: Any) -> str:
        return (person if isinstance(person, str) else str(person.get("github", ""))).lower()

    def states() -> Iterator[tuple[int, set[str], set[str]]]:
        for commit_id, at in _versions(team_clone, f"teams/{team}.toml"):
            try:
                people = tomllib.loads(_show(team_clone, f"{commit_id}:teams/{team}.toml"))[
                    "people"
                ]
            except (tomllib.TOMLDecodeError, KeyError):
                continue
            members = {login(p) for p in [*people.get("members", []), *people.get("leads", [])]}
            yield at, members, members | {login(p) for p in people.get("alumni", [])}

    yield from _joined(TEAMS[team], states())


def owners_promotions(clone: Path, repository: str) -> Iterator[Promotion]:
    """Yield who became an approver of a whole repository, from its OWNERS files.

    Aliases are followed; those of special interest groups make members but no promotions.
    """

    def words(value: Any) -> list[str]:
        return [str(v).lower() for v in value] if isinstance(value, list) else []

    def states() -> Iterator[tuple[int, set[str], set[str]]]:
        for commit_id, at in _versions(clone, "OWNERS", "OWNERS_ALIASES"):
            try:
                owners = yaml.safe_load(_show(clone, f"{commit_id}:OWNERS"))
                aliases = yaml.safe_load(_show(clone, f"{commit_id}:OWNERS_ALIASES"))
            except yaml.YAMLError:
                continue
            if not isinstance(owners, dict):
                continue
            listed = aliases.get("aliases") if isinstance(aliases, dict) else None
            groups = listed if isinstance(listed, dict) else {}
            by_name = {str(k).lower(): words(v) for k, v in groups.items()}
            approvers = words(owners.get("approvers") or owners.get("assignees"))
            direct = {name for name in approvers if name not in by_name}
            members = direct.union(
                *(by_name[n] for n in approvers if n in by_name and not n.startswith("sig-"))
            )
            wider = direct.union(*(by_name[n] for n in approvers if n in by_name))
            if members:
                yield at, members, wider | set(words(owners.get("emeritus_approvers")))

    yield from _joined(repository, states())


class History:
    """One repository's landed work as the models take it, and who is behind each login."""

    def __init__(self, clone: Path) -> None:
        """Read the whole landed history, without following renames."""
        commits = landed_commits(clone, tip_at(clone, None), "--no-renames")
        person_of = who_is_who(commits)
        codes = {person: i for i, person in enumerate(sorted(set(person_of.values())))}
        self.code = {account: codes[person] for account, person in person_of.items()}
        self.author = np.array([self.code.get(c.author, -1) for c in commits], dtype=np.int64)
        self.day = np.array([c.committed for c in commits]) / SECONDS_A_DAY
        self.is_merge = np.array([len(c.parents) > 1 for c in commits])
        self.person_of_login = self._logins(commits)
        self.work, areas = self._work(commits)
        self.acts = join(
            acts_of_work(self.work.person, self.work.commit, self.work.day, areas),
            self._reviews(commits),
        )

    def _logins(self, commits: list[Commit]) -> dict[str, int]:
        """Tell logins by the merges of their branches, then no-reply addresses, then names."""
        place = {commit.commit_id: i for i, commit in enumerate(commits)}
        votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for commit in commits:
            found = MERGED_FROM.match(commit.message)
            if found and len(commit.parents) > 1 and commit.parents[1] in place:
                person = int(self.author[place[commit.parents[1]]])
                if person >= 0:
                    votes[(found[1] or found[2]).lower()][person] += 1
        logins = {login: count.most_common(1)[0][0] for login, count in votes.items()}
        accounts = sorted(self.code.items())
        for (_, email), person in accounts:
            if found := NOREPLY.fullmatch(email.lower()):
                logins.setdefault(found[1], person)
        for (name, _), person in accounts:
            logins.setdefault(name.lower().replace(" ", ""), person)
        for (_, email), person in accounts:
            logins.setdefault(email.lower().split("@")[0], person)
        return logins

    def _work(self, commits: list[Commit]) -> tuple[Work, list[str]]:
        directories: dict[str, int] = {}
        rows, areas = [], []
        for number, commit in enumerate(commits):
            if self.author[number] < 0 or self.is_merge[number]:
                continue
            for _, path, _ in commit.changes:
                directory = "/".join(path.split("/")[:-1][:2])
                rows.append((number, directories.setdefault(directory, len(directories))))
                areas.append(classify_path(path).area)
        columns = np.array(rows, dtype=np.int64).reshape(-1, 2)
        number = columns[:, 0]
        work = Work(self.author[number], number, self.day[number], columns[:, 1])
        return work, areas

    def _reviews(self, commits: list[Commit]) -> Acts:
        by_email = {email.lower(): person for (_, email), person in self.code.items()}
        rows = [
            (by_email[email.lower()], int(self.author[number]), number, self.day[number], key)
            for number, commit in enumerate(commits)
            for key, email in TRAILER.findall(commit.message)
            if email.lower() in by_email
        ]
        columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
        return acts_of_trailers(
            np.array(columns[0], dtype=np.int64),
            np.array(columns[1], dtype=np.int64),
            np.array(columns[2], dtype=np.int64),
            np.array(columns[3], dtype=np.float64),
            [str(key) for key in columns[4]],
        )


Ranking = list[int]


def by_dossier(history: History, members: frozenset[int], day: float) -> Ranking:
    """Return the order of the model under test."""
    listed = candidates(history.acts, history.work, members, day)
    return [dossier.person for dossier in listed]


def by_commits(history: History, members: frozenset[int], day: float) -> Ranking:
    """Return the order of the rule to beat: most commits in the 12 months before."""
    chosen = (history.day <= day) & (history.day > day - 365) & (history.author >= 0)
    counts = Counter(history.author[chosen & ~history.is_merge].tolist())
    return [p for p, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if p not in members]


def by_commits_of_regulars(history: History, members: frozenset[int], day: float) -> Ranking:
    """Return that order among the people the model may name: 3 active months or more."""
    allowed = set(by_dossier(history, members, day))
    return [p for p in by_commits(history, members, day) if p in allowed]


RANKERS: dict[str, Callable[[History, frozenset[int], float], Ranking]] = {
    "lifesigns": by_dossier,
    "most commits in 12 months": by_commits,
    "same, 3 active months or more": by_commits_of_regulars,
}


def measure(
    promotions: list[Promotion], folder: Path
) -> tuple[dict[str, list[float]], Counter[str]]:
    """Return the promoted people's reciprocal ranks by ranker, and what could not be used."""
    found: dict[str, list[float]] = {name: [] for name in RANKERS}
    left_out: Counter[str] = Counter()
    for repository in sorted({p.repository for p in promotions}):
        clone = clone_of(folder, repository)
        if not clone.is_dir():
            left_out["no clone"] += sum(p.repository == repository for p in promotions)
            continue
        history = History(clone)
        for promotion in (p for p in promotions if p.repository == repository):
            month = datetime.fromtimestamp(promotion.at, UTC).date().replace(day=1)
            day = float((month - date(1970, 1, 1)).days) - 1e-6
            logins = history.person_of_login
            person = logins.get(promotion.login)
            members = frozenset(logins[m] for m in promotion.members if m in logins)
            if person is None or person in members:
                left_out["login of nobody seen, or of a member under a new login"] += 1
            elif not np.any((history.author == person) & ~history.is_merge & (history.day <= day)):
                left_out["no landed commit before"] += 1
            else:
                for name, ranker in RANKERS.items():
                    order = ranker(history, members, day)
                    found[name].append(1 / (order.index(person) + 1) if person in order else 0.0)
    return found, left_out


def difference_interval(ours: list[float], theirs: list[float]) -> tuple[float, float]:
    """Return the 90 % interval of the difference of means, promotions resampled in pairs."""
    difference = np.array(ours) - np.array(theirs)
    draws = np.random.default_rng(0).integers(0, len(difference), (5000, len(difference)))
    low, high = np.quantile(difference[draws].mean(axis=1), [0.05, 0.95])
    return float(low), float(high)


def main(folder: Path) -> None:
    """Print recall in the first five and the mean reciprocal rank for both communities."""
    team = clone_of(folder, "rust-lang/team")
    communities = {
        "Rust teams": [p for name in TEAMS for p in rust_promotions(team, name)],
        "Kubernetes OWNERS": [
            promotion
            for place in sorted(folder.glob("kubernetes*+*"))
            for name in [place.name.replace("+", "/")]
            if name != "kubernetes/org"
            for promotion in owners_promotions(clone_of(folder, name), name)
        ],
    }
    for community, promotions in communities.items():
        found, left_out = measure(promotions, folder)
        print(f"{community}: {len(promotions)} promotions, left out: {dict(left_out)}")
        for name, reciprocal in found.items():
            ranks = np.array(reciprocal)
            print(
                f"  {name}: n {len(ranks)}, recall@5 {np.mean(ranks >= 1 / 5):.3f}, "
                f"MRR {ranks.mean():.3f}, never named {np.mean(ranks == 0):.3f}"
            )
        for name in list(RANKERS)[1:]:
            low, high = difference_interval(found["lifesigns"], found[name])
            print(f"  MRR over {name}: 90 % interval {low:+.3f} to {high:+.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
