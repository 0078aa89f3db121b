"""Random histories whose branches, change requests, patch sets and tags come late, move on, or go."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.projects.script import Person, Script, run_git
from tests.projects.story import ANA, BEN, CHEN

DAY = 86_400
START = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())

_AUTHORS = (
    ANA,
    BEN,
    CHEN,
    Person("Ana Souza", "ana@old.example"),
    Person("ana", "ana@corvo.example"),
    Person("Chen Wei", "chen@mail.example", "+0800"),
    Person("Zoë Ng", "zoe@a.example"),
    Person("zoe ng", "zoe@b.example"),
    Person("renovate[bot]", "renovate@bot.example"),
)
_TURNS = {"work": 2, "open": 2, "push": 2, "merge": 1, "squash": 1, "tag": 1}


def build_wandering(folder: Path, chance: Random) -> None:
    """Write three years of it. Who merges a branch mostly deletes it, and keeps its head at times.

    Clocks of authors are wrong by decades, those of committers by weeks.
    """
    made = _Wandering(folder, chance)
    for number in range(1, 80):
        turn = chance.choices(list(_TURNS), list(_TURNS.values()))[0]
        getattr(made, turn)(number)
    made.end()


class _Wandering:
    """A project in the making: its tip, and the last commit of each open branch by number."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.script, self.chance, self.at = Script(folder), chance, START
        self.tip, self.open_at = "0", dict[int, str]()
        self.refs, self.gone = dict[str, str](), list[str]()
        files = {"README.md": "# Thing\n", "LICENSE": "MIT\n"}
        self.script.commit("0", "Begin", files, by=ANA, at=START)

    def _commit(self, number: int, says: str, on: str, after: list[str]) -> str:
        self.at = START + number * 13 * DAY + self.chance.randrange(DAY)
        made = self.at + self.chance.choice([0] * 8 + [-40 * DAY, 40 * DAY])
        path = self.chance.choice(("a.py", "docs/b.md", ".mailmap"))
        self.script.commit(
            str(number),
            says,
            {path: f"Ana Souza <ana@corvo.example> <{number}@x.example>\n"},
            by=self.chance.choice(_AUTHORS),
            at=self.chance.choice([made] * 6 + [made - 9 * DAY, 0, 4_102_444_800]),
            committed_at=made,
            on=on,
            after=after,
        )
        return str(number)

    def _take(self) -> tuple[int, str] | None:
        if not self.open_at:
            return None
        branch = self.chance.choice(sorted(self.open_at))
        return branch, self.open_at.pop(branch)

    def work(self, number: int) -> None:
        self.tip = self._commit(number, f"Work {number}", "refs/heads/main", [self.tip])

    def open(self, number: int) -> None:
        on = f"refs/heads/side{number}"
        self.open_at[number] = self._commit(number, f"Try {number}", on, [self.tip])

    def push(self, number: int) -> None:
        if taken := self._take():
            branch, below = taken
            call = self._commit(number, f"More {number}", f"refs/heads/side{branch}", [below])
            self.open_at[branch] = call
            self.refs[f"refs/changes/{branch % 100:02}/{500 + branch}/{number}"] = call
            if self.chance.random() < 0.5:
                self.refs[f"refs/pull/{branch}/head"] = call

    def merge(self, number: int) -> None:
        if taken := self._take():
            says = f"Merge pull request #{taken[0]} from somebody/side"
            self._land(number, says, taken, [self.tip, taken[1]])

    def squash(self, number: int) -> None:
        if taken := self._take():
            self._land(number, f"Do it (#{taken[0]})", taken, [self.tip])

    def _land(self, number: int, says: str, taken: tuple[int, str], after: list[str]) -> None:
        branch, head = taken
        self.tip = self._commit(number, says, "refs/heads/main", after)
        if self.chance.random() < 0.4:
            self.refs[f"refs/pull/{branch}/head"] = head
        if self.chance.random() < 0.7:
            self.gone.append(f"refs/heads/side{branch}")

    def tag(self, number: int) -> None:
        below = self.chance.choice([self.tip, *self.open_at.values()])
        if self.chance.random() < 0.5:
            at = self.at + self.chance.choice((0, 90)) * DAY
            self.script.tag(f"v1.{number}", below, "Release", by=ANA, at=at)
        else:
            self.refs[f"refs/tags/v1.{number}"] = below

    def end(self) -> None:
        for ref, call in self.refs.items():
            self.script.ref(ref, call)
        self.script.write()
        for ref in self.gone:
            run_git(self.script.folder, "update-ref", "-d", ref)
