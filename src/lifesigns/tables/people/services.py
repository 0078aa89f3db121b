"""The shipped lists of automatic accounts: services, AI agents, labels of the OpenDigger project."""

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.records import Kind


@dataclass(frozen=True, slots=True)
class Service:
    """Accounts of one kind: a name, an address or an id tells; a weak name needs an address too."""

    kind: Kind
    names: frozenset[str]
    weak_names: frozenset[str]
    addresses: frozenset[str]
    domains: frozenset[str]
    github_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Services:
    """All lists; `labelled` gives logins and ids by forge.

    `telling` holds every name, address and family of models, `github_ids` every id: who has none
    of them is on no list.
    """

    classes: tuple[Service, ...]
    families: frozenset[str]
    model_words: frozenset[str]
    agent_words: frozenset[str]
    agent_marks: frozenset[str]
    labelled: dict[str, dict[str, int | None]]
    telling: frozenset[str]
    github_ids: frozenset[int]

    @property
    def agents(self) -> Service:
        """The lists of AI agents."""
        return self.classes[0]

    @property
    def bots(self) -> Service:
        """The lists of bots."""
        return self.classes[1]

    def has_label(self, address: Address) -> bool:
        """Return whether the login is labelled a bot's, with the same id where both are known."""
        labelled = self.labelled.get(address.forge or "", {})
        if address.login is None or address.login not in labelled:
            return False
        number = labelled[address.login]
        return address.forge_id is None or number is None or number == address.forge_id


@lru_cache(maxsize=1)
def services() -> Services:
    """Return the shipped lists, read once."""
    folder = files("lifesigns.tables.people").joinpath("data")
    own = tomllib.loads(folder.joinpath("services.toml").read_text("utf-8"))
    labels = json.loads(folder.joinpath("labelled_bots.json").read_text("utf-8"))
    classes = tuple(
        Service(
            kind,
            frozenset(own[key]["names"]),
            frozenset(own[key].get("weak_names", ())),
            frozenset(own[key]["addresses"]),
            frozenset(own[key]["domains"]),
            frozenset(own[key]["github_ids"]),
        )
        for key, kind in (("agents", Kind.AGENT), ("bots", Kind.BOT))
    )
    labelled = {
        forge: {login.lower(): number for number, login in rows if login}
        for forge, rows in labels["accounts"].items()
    }
    agents = own["agents"]
    families = frozenset(agents["model_families"])
    named = [known.names | known.weak_names | known.addresses for known in classes]
    return Services(
        classes,
        families,
        frozenset(agents["model_words"]),
        frozenset(agents["agent_words"]),
        frozenset(agents["agent_marks"]),
        labelled,
        families.union(*named),
        frozenset().union(*[known.github_ids for known in classes]),
    )
