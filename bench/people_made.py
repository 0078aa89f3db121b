"""Measure the cost of who-is-who on a community that this script makes itself.

    python -m bench.people_made [IDENTITIES]

The same each time: names drawn as often as they occur in real projects (the counts of the
package), a third of the surnames from syllables, 1.6 identities a person with the addresses,
logins and misspellings that people really use. Prints CPU seconds and peak memory.
"""

import argparse
import gc
import resource
import time
from importlib.resources import files
from itertools import accumulate
from random import Random

from lifesigns.tables.people import Identity, Together
from lifesigns.tables.people.resolve import resolve

SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "te",
    "su",
    "lan",
    "ber",
    "ov",
    "ski",
    "dar",
    "nel",
    "qui",
    "pa",
    "zo",
    "han",
    "gre",
    "wit",
    "mo",
    "ul",
    "fen",
]
DOMAINS = [f"company{number}.com" for number in range(400)]
FREE = ["gmail.com", "qq.com", "outlook.com", "163.com", "yahoo.com", "users.example.net"]
YEAR = 31_536_000


class Names:
    """Draws given names and surnames by how often people bear them."""

    def __init__(self, chance: Random) -> None:
        """Read the counts of the package."""
        self._chance = chance
        data = files("lifesigns.tables.people").joinpath("data", "name_words.txt")
        rows = [line.split(" ") for line in data.read_text("utf-8").splitlines()[1:]]
        self._words = [word for word, _, _ in rows]
        self._first = list(accumulate(int(first) for _, first, _ in rows))
        self._later = list(accumulate(int(later) for _, _, later in rows))

    def draw(self) -> tuple[str, str]:
        """Return a given name and a surname."""
        chance = self._chance
        given = chance.choices(self._words, cum_weights=self._first)[0]
        if chance.random() < 1 / 3:
            return given, "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
        return given, chance.choices(self._words, cum_weights=self._later)[0]


def _accounts(chance: Random, given: str, surname: str, number: int) -> list[tuple[str, str]]:
    """Return the names and addresses under which one person may commit."""
    full = f"{given.title()} {surname.title()}"
    digits = str(chance.randint(1, 999)) if chance.random() < 0.4 else ""
    login = chance.choice([given + surname, given[0] + surname, surname + given[0], given]) + digits
    if chance.random() < 0.2:
        login = "".join(chance.choices(SYLLABLES, k=3)) + digits
    work = f"{given}.{surname}@{chance.choice(DOMAINS)}"
    home = f"{login}@{chance.choice(FREE)}"
    relay = f"{number + 1000}+{login}@users.noreply.github.com"
    return [
        (full, chance.choice([work, home])),
        (chance.choice([full, login, given.title()]), home),
        (chance.choice([full, login]), relay),
        (full, f"{given}@{login}-laptop.local"),
        (f"{surname.title()}, {given.title()}", work),
    ]


def made(n_identities: int, seed: int = 7) -> tuple[list[Identity], list[Together]]:
    """Return a community with this many identities, and who stands with whom in commits."""
    chance = Random(seed)
    names = Names(chance)
    identities: list[Identity] = []
    number = 0
    while len(identities) < n_identities:
        number += 1
        accounts = _accounts(chance, *names.draw(), number)
        n = chance.choices([1, 2, 3, 4], weights=[60, 25, 10, 5])[0]
        offset = chance.choice([-480, -300, 0, 60, 120, 330, 480, 540])
        for name, email in dict.fromkeys(chance.sample(accounts, n)):
            first = chance.randrange(15 * YEAR)
            last = first + int(chance.expovariate(2 / YEAR))
            n_commits = int(chance.paretovariate(1))
            paths = tuple(f"src/{chance.randrange(20_000)}.c" for _ in range(3))
            identities.append(
                Identity(
                    len(identities), name, email, n_commits, first, last,
                    {offset: n_commits}, {"author": n_commits}, paths, n_commits,
                )
            )  # fmt: skip
    together = [
        Together(chance.randrange(n_identities), chance.randrange(200), role_b="committer")
        for _ in range(n_identities // 2)
    ]
    return identities[:n_identities], [row for row in together if row.identity_a != row.identity_b]


def main() -> None:
    """Make, resolve, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("identities", nargs="?", type=int, default=100_000)
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 50)  # as the command line does
    identities, together = made(options.identities)
    start = time.process_time()
    people = resolve(identities, together=together)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(identities)} identities, {len(people.persons)} people: "
        f"{seconds:.2f} s CPU, {peak:.0f} MB at most, making the input included"
    )


if __name__ == "__main__":
    main()
