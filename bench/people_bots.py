"""Measure how well people, bots and AI agents are told apart.

    python -m bench.people_bots FOLDER [--errors]

FOLDER holds clones named OWNER+NAME (with an optional /repo below it). All refs are read, without
the paths of files. docs/accuracy/labels_bots.csv holds what accounts were found to be, by a hash
of "name <e-mail>": for the samples `busy*` the accounts with at least 20 commits in one project
that were flagged or could be machines (`projects_bots.csv` lists the projects of those called
`ordinary` and `at_hand`); for `co_author*` those that stand as co-authors and could be agents. An account counts
once, and as flagged if any project flags it. `unclear` ones are left out. --errors names the errors.
"""

import argparse
import csv
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.change_requests import wilson
from bench.people import Pair, Tally, read_offset
from lifesigns.tables.people import Identity, Kind, Together
from lifesigns.tables.people.resolve import resolve

BUSY = 20
LABELS = Path(__file__).parent.parent / "docs" / "accuracy" / "labels_bots.csv"
FORMAT = "%x01%an%x02%ae%x02%at%x02%ad%x02%cn%x02%ce%x02%s%x02%b%x03"
FIELDS = 8


def account_hash(account: Pair) -> str:
    """Return the key of an account in the table of labels."""
    text = f"{account[0]} <{account[1]}>".encode("utf-8", "surrogateescape")
    return sha256(text).hexdigest()[:16]


def _records(clone: Path) -> Iterator[list[str]]:
    command = [
        "git", "-C", str(clone), "-c", "mailmap.file=/dev/null", "-c", "mailmap.blob=", "log",
        "--all", "--no-mailmap", "--date=format:%H%z", f"--format={FORMAT}",
    ]  # fmt: skip
    rest = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as log:
        assert log.stdout is not None
        while chunk := log.stdout.read(1 << 20):
            *records, rest = (rest + chunk).split(b"\x03")
            for record in records:
                text = record.partition(b"\x01")[2].decode("utf-8", "surrogateescape")
                if text.count("\x02") >= FIELDS - 1:
                    yield text.split("\x02")[:FIELDS]


def read_accounts(clone: Path) -> tuple[list[Identity], list[Together]]:
    """Return the identities of a clone and who stands with whom, on all refs."""
    tally = Tally()
    for name, email, at, date, c_name, c_email, subject, body in _records(clone):
        account = tally.add((name, email), int(at or 0), (c_name, c_email), subject, body)
        offset = read_offset(date)
        if offset is not None:
            account.offsets[offset] += 1
    return tally.rows()


Found = dict[str, dict[Pair, list[Kind]]]


def judge(clone: Path, samples: dict[str, dict[str, str]], found: Found) -> None:
    """Add what the program says of the labelled accounts of one clone."""
    identities, together = read_accounts(clone)
    people = resolve(identities, together=together)
    kind_of = {i: person.kind for person in people.persons for i in person.identities}
    for identity in identities:
        account, kind = (identity.name, identity.email), kind_of[identity.identity_id]
        key = account_hash(account)
        for sample, labels in samples.items():
            is_wanted = (
                identity.roles.get("co_author", 0) > 0
                if sample.startswith("co_author")
                else identity.n_commits >= BUSY
            )
            if is_wanted and key in labels:
                found[sample][account].append(kind)


def report(sample: str, labels: dict[str, str], kinds: dict[Pair, list[Kind]], show: bool) -> None:
    """Print precision and recall of one sample, by account and by appearance in a project."""
    wanted = Kind.AGENT if sample.startswith("co_author") else None
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for account, said in kinds.items():
        label = labels[account_hash(account)]
        is_right = label == "agent" if wanted else label != "person"
        flags = [kind is wanted if wanted else kind is not Kind.PERSON for kind in said]
        if label == "unclear":
            continue
        counts["accounts", is_right, any(flags)] += 1
        for flag in flags:
            counts["appearances", is_right, flag] += 1
        if "[bot]" not in "".join(account):
            counts["accounts without the mark [bot]", is_right, any(flags)] += 1
        if show and is_right != any(flags):
            print(f"{sample}: {account[0]} <{account[1]}> is {label}, said {set(said)}")
    for unit in sorted({unit for unit, *_ in counts}):
        right, wrong = counts[unit, True, True], counts[unit, False, True]
        missed = counts[unit, True, False]
        print(
            f"{sample}, {unit}: precision {wilson(right, right + wrong)};"
            f" recall {wilson(right, right + missed)}"
        )


def main() -> None:
    """Judge every clone and print the rates of every sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    samples: dict[str, dict[str, str]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            samples[row["sample"]][row["account"]] = row["label"]
    found: Found = defaultdict(lambda: defaultdict(list))
    for place in sorted(options.folder.iterdir()):
        clone = place / "repo" if (place / "repo").is_dir() else place
        if (clone / "HEAD").exists() or (clone / ".git").exists():
            judge(clone, samples, found)
    for sample, labels in samples.items():
        print(f"{sample}: {len(found[sample])} of {len(labels)} labelled accounts are here")
        report(sample, labels, found[sample], options.errors)


if __name__ == "__main__":
    main()
