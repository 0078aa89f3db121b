"""Measure who-is-who on projects whose mailmap tells the truth.

    python -m bench.people REPOSITORY[@COMMIT] [REPOSITORY[@COMMIT] ...]

Each repository is a clone, bare or not. Its mailmap at HEAD, or at the commit, defines who is one person: two raw
author (name, address) pairs are the same person if git maps them to the same pair. The engine
gets everything but the mailmap. Prints pairwise precision and recall per repository, against the
mailmap as written and closed over equal full names and equal addresses.

How complete a mailmap is, is measured without the engine: the share of the witnesses, pairs that
are one person on the face of it (see `witnesses`), which the mailmap as written joins. A mailmap
that joins at least ENOUGH of at least MIN_WITNESSES counts as complete; these are pooled once more
by themselves. Pairs grow with the square of accounts, so one person with a hundred of them outweighs
everybody else: all projects, and the complete ones, are pooled once more without the accounts of
persons with more than MANY_ACCOUNTS. `bench.mailmaps` prints the completeness alone.
"""

import argparse
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from lifesigns.tables.people import Identity, People, Together
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.resolve import resolve

Pair = tuple[str, str]
TRAILER = re.compile(
    r"^(co-authored-by|signed-off-by|reviewed-by|reported-by|tested-by|acked-by|helped-by)"
    r"\s*:\s*([^<\n]*)<([^>\n]*)>",
    re.IGNORECASE | re.MULTILINE,
)
MAX_PATHS = 12
DIGITS = re.compile(r"[0-9a-f]{7,40}|\d+")
ENOUGH = 0.95
MIN_WITNESSES = 40
MANY_ACCOUNTS = 50
MOST_USERS = 4
NOBODYS = re.compile(
    r"noreply|no-reply|\(none\)|@example\.|\.(local|localdomain|lan|home|internal|invalid)$|^[^@]*$|@[^.]*$"
)
STAND_IN = re.compile(r"\b(unknown|anonymous|nobody|noname|no name|your name|full name)\b")
OWN_NOREPLY = "@users.noreply."
FORMAT = "%x01%H%x02%an%x02%ae%x02%at%x02%ad%x02%cn%x02%ce%x02%s%x02%b%x03"


@dataclass
class Account:
    """What is counted per (name, address) while reading the log."""

    n_commits: int = 0
    first_at: int | None = None
    last_at: int | None = None
    offsets: Counter[int] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)

    def seen(self, at: int) -> None:
        """Widen the span of activity."""
        self.first_at = at if self.first_at is None else min(self.first_at, at)
        self.last_at = at if self.last_at is None else max(self.last_at, at)


@dataclass
class Project:
    """The rows that the engine takes, and the gold standard."""

    identities: list[Identity]
    together: list[Together]
    mailmap: str
    n_authors: int
    authors: set[int]


def git(repository: Path, *arguments: str) -> str:
    """Return what git prints."""
    command = ["git", "-C", str(repository), *arguments]
    run = subprocess.run(command, capture_output=True, check=False)
    return run.stdout.decode("utf-8", "surrogateescape")


def _records(repository: Path, revisions: tuple[str, ...]) -> Iterator[list[str]]:
    log = git(
        repository, "-c", "mailmap.file=/dev/null", "-c", "mailmap.blob=", "log", *revisions,
        "--no-mailmap", "--date=format:%H%z", "--name-only", "--no-renames",
        f"--format={FORMAT}",
    )  # fmt: skip
    for record in log.split("\x01")[1:]:
        head, _, paths = record.partition("\x03")
        fields = head.split("\x02")[:9]
        if len(fields) == 9 and fields[3].isdecimal():  # a message may hold the separators
            yield [*fields, *paths.strip("\n").split("\n")[:MAX_PATHS]]


def read_offset(text: str) -> int | None:
    """Return minutes east of UTC from "HH+hhmm", None if they cannot be right."""
    sign = -1 if text[2:3] == "-" else 1
    try:
        minutes = sign * (int(text[3:5]) * 60 + int(text[5:7]))
    except ValueError:
        return None
    return minutes if abs(minutes) <= 14 * 60 else None


@dataclass
class Tally:
    """Accounts and who stands with whom, counted commit by commit."""

    accounts: dict[Pair, Account] = field(default_factory=lambda: defaultdict(Account))
    pairs: Counter[tuple[Pair, Pair, str]] = field(default_factory=Counter)

    def add(self, author: Pair, at: int, committer: Pair, subject: str, body: str) -> Account:
        """Count one commit with its committer and trailers; return its author's account."""
        account = self.accounts[author]
        account.n_commits += 1
        account.roles["author"] += 1
        account.seen(at)
        account.subjects.add(DIGITS.sub("", subject)[:80])
        others = [("committer", committer)]
        for role, name, email in TRAILER.findall(body):
            key = role.lower().replace("-", "_").replace("co_authored_by", "co_author")
            others.append((key, (name.strip(), email.strip())))
        for role, other in others:
            self.accounts[other].roles[role] += 1
            self.accounts[other].seen(at)
            if other != author:
                self.pairs[author, other, role] += 1
        return account

    def rows(self) -> tuple[list[Identity], list[Together]]:
        """Return the engine's rows, identities numbered in the order of names and addresses."""
        number = {pair: i for i, pair in enumerate(sorted(self.accounts))}
        identities = [_identity(i, pair, self.accounts[pair]) for pair, i in number.items()]
        together = [
            Together(number[a], number[b], "author", role, n)
            for (a, b, role), n in sorted(self.pairs.items())
        ]
        return identities, together


def read_project(repository: Path, commit: str = "HEAD", *, every_ref: bool = False) -> Project:
    """Read a clone into the engine's rows, what leads to the commit or every ref."""
    tally = Tally()
    for fields in _records(repository, ("--all",) if every_ref else (commit,)):
        _, name, email, at_text, date, c_name, c_email, subject, body = fields[:9]
        at = int(at_text or 0)
        account = tally.add((name, email), at, (c_name, c_email), subject, body)
        offset = read_offset(date)
        if offset is not None:
            account.offsets[offset] += 1
        account.paths[:0] = [path for path in fields[9:] if path]
    identities, together = tally.rows()
    authors = {row.identity_id for row in identities if row.n_commits}
    mailmap = git(repository, "show", f"{commit}:.mailmap")
    return Project(identities, together, mailmap, len(authors), authors)


def _identity(number: int, pair: Pair, account: Account) -> Identity:
    return Identity(
        number, pair[0], pair[1], account.n_commits, account.first_at, account.last_at,
        dict(account.offsets), dict(account.roles),
        tuple(dict.fromkeys(account.paths))[:MAX_PATHS], len(account.subjects) or None,
    )  # fmt: skip


def gold_of(project: Project, *, closed: bool) -> dict[int, Pair]:
    """Return author identity -> the person the project's own mailmap makes of it.

    A mailmap that only tidies names leaves one person under several addresses, and one that
    only tidies addresses leaves several spellings. `closed` joins proper pairs that agree on
    the proper full name or on the proper address, unless that is a stand-in: a name such as
    "Unknown", under which one mailmap files fifteen senders of old patches, or an address such
    as none@none says nothing of who somebody is.
    """
    mailmap = Mailmap(project.mailmap)
    gold = {
        i.identity_id: mailmap.lookup(i.name, i.email)
        for i in project.identities
        if i.identity_id in project.authors
    }
    return _close(gold) if closed else gold


def _close(gold: dict[int, Pair]) -> dict[int, Pair]:
    parent: dict[Pair, Pair] = {pair: pair for pair in gold.values()}

    def find(pair: Pair) -> Pair:
        while parent[pair] != pair:
            pair = parent[pair]
        return pair

    first: dict[str, Pair] = {}
    for pair in sorted(parent):
        name, address = " ".join(pair[0].casefold().split()), pair[1].casefold()
        keys = [f"name {name}"] if " " in name and not STAND_IN.search(name) else []
        if OWN_NOREPLY in address or not NOBODYS.search(address):
            keys.append(f"address {address}")
        for key in keys:
            parent[find(pair)] = find(first.setdefault(key, pair))
    return {i: find(pair) for i, pair in gold.items()}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def witnesses(project: Project) -> set[tuple[int, int]]:
    """Return pairs of authors that are one person on the face of it, told without the engine.

    Both carry the same full name, of which a word stands in no other name of the project; or
    both use the same address, which has a domain of the internet, is no stand-in and has at most
    MOST_USERS names.
    """
    rows = [row for row in project.identities if row.identity_id in project.authors]
    bearers = Counter(word for name in {_folded(r.name) for r in rows} for word in {*name.split()})
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        users[row.email.casefold()].add(_folded(row.name))
    blocks: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        name, address = _folded(row.name), row.email.casefold()
        words = [word for word in name.split() if len(word) > 1 and word.isalpha()]
        if len(words) > 1 and any(bearers[word] == 1 for word in words):
            blocks[f"name {name}"].append(row.identity_id)
        if not NOBODYS.search(address) and len(users[address]) <= MOST_USERS:
            blocks[f"address {address}"].append(row.identity_id)
    return {pair for members in blocks.values() for pair in combinations(sorted(members), 2)}


def pair_counts(gold: dict[int, Pair], found: dict[int, str]) -> tuple[int, int, int]:
    """Return (pairs joined by both, pairs joined by us, pairs joined by the gold standard)."""

    def pairs(labels: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs((gold[i], found[i]) for i in gold)
    return both, pairs(found[i] for i in gold), pairs(gold.values())


def show_errors(project: Project, gold: dict[int, Pair], people: People, limit: int) -> None:
    """Print the identities of persons that the gold standard splits or joins."""
    found = people.person_of()
    rows = {i.identity_id: i for i in project.identities}
    reasons: dict[int, set[str]] = defaultdict(set)
    for merge in people.merges:
        text = f"{merge.reason} {merge.confidence:.3f}"
        reasons[merge.identity_a].add(text)
        reasons[merge.identity_b].add(text)
    by_found: dict[str, set[Pair]] = defaultdict(set)
    by_gold: dict[Pair, set[str]] = defaultdict(set)
    for i, person in gold.items():
        by_found[found[i]].add(person)
        by_gold[person].add(found[i])
    for title, wrong in (("JOINED", by_found), ("SPLIT", by_gold)):
        print(f"--- {title}")
        shown = 0
        for key in sorted(wrong, key=str):
            if len(wrong[key]) < 2 or shown >= limit:  # type: ignore[index]
                continue
            shown += 1
            members = [i for i in gold if (found[i] if title == "JOINED" else gold[i]) == key]
            print(f"* {key}")
            for i in members:
                row = rows[i]
                where = gold[i] if title == "JOINED" else found[i]
                print(
                    f"    {row.name} <{row.email}> x{row.n_commits} -> {where} {reasons[i] or ''}"
                )


def _without_many(gold: dict[int, Pair]) -> dict[int, Pair]:
    accounts = Counter(gold.values())
    return {i: person for i, person in gold.items() if accounts[person] <= MANY_ACCOUNTS}


def witnesses_joined(project: Project) -> tuple[int, int]:
    """Return how many of the witnesses the mailmap as written joins, and how many there are."""
    written = gold_of(project, closed=False)
    told = witnesses(project)
    return sum(written[a] == written[b] for a, b in told), len(told)


def is_complete(joined: int, told: int) -> bool:
    """Return whether a mailmap counts as complete by the witnesses that it joins."""
    return told >= MIN_WITNESSES and joined >= ENOUGH * told


def name_of(repository: Path) -> str:
    """Return what to call a clone."""
    return repository.parent.name if repository.name == "repo" else repository.name


def _score(project: Project, people: People, *, few: bool = False) -> Counter[str]:
    """Return what is counted of one project, to be added up; `few`: see MANY_ACCOUNTS."""
    counts: Counter[str] = Counter()
    found = people.person_of()
    for closed in (False, True):
        gold = gold_of(project, closed=closed)
        both, ours, theirs = pair_counts(_without_many(gold) if few else gold, found)
        counts.update({f"{closed} both": both, f"{closed} ours": ours, f"{closed} gold": theirs})
    joined, told = witnesses_joined(project)
    counts.update({"joined": joined, "told": told})
    return counts


def _cells(counts: Counter[str]) -> str:
    """Return the witnesses joined, then precision and recall as written and closed."""
    rates = [
        _rates(*(counts[f"{c} {key}"] for key in ("both", "ours", "gold"))) for c in (False, True)
    ]
    share = f"{counts['joined']}/{counts['told']} {counts['joined'] / max(counts['told'], 1):.3f}"
    return f"{share:>15}   {'   '.join(rates)}"


def main() -> None:
    """Score every repository named on the command line, then all of them together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY[@COMMIT]")
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of a kind")
    options = parser.parse_args()
    print(
        f"{'':26} {'raw':>6} {'gold':>6} {'found':>6}  witnesses joined   as written: P R   closed: P R"
    )
    everything: Counter[str] = Counter()
    complete: Counter[str] = Counter()
    few: Counter[str] = Counter()
    complete_few: Counter[str] = Counter()
    for text in options.repositories:
        path, _, commit = text.partition("@")
        project = read_project(Path(path), commit or "HEAD")
        people = resolve(project.identities, together=project.together)
        gold, found = gold_of(project, closed=True), people.person_of()
        counts = _score(project, people)
        everything += counts
        counts_few = _score(project, people, few=True)
        few += counts_few
        mark = " "
        if is_complete(counts["joined"], counts["told"]):
            mark = "*"
            complete += counts
            complete_few += counts_few
        n_gold, n_found = len(set(gold.values())), len({found[i] for i in gold})
        shown = f"{name_of(Path(path)):25}{mark} {len(gold):6} {n_gold:6} {n_found:6}"
        print(f"{shown}  {_cells(counts)}", flush=True)
        if options.errors:
            show_errors(project, gold, people, options.errors)
    print(f"{'all pairs together':47}  {_cells(everything)}")
    print(f"{'* of the complete mailmaps':47}  {_cells(complete)}")
    print(f"{'all, without persons of very many accounts':47}  {_cells(few)}")
    print(f"{'* without persons of very many accounts':47}  {_cells(complete_few)}")


def _rates(both: int, ours: int, gold: int) -> str:
    return (
        f"{both / max(ours, 1):.4f} {both / max(gold, 1):.4f} ({ours - both}, {gold - both} wrong)"
    )


if __name__ == "__main__":
    main()
