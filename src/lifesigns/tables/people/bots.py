"""Tell people, bots and AI agents apart by what their accounts call themselves.

Evidence, strongest first: a forge's "[bot]" mark, ids and addresses of known services, names of
known services, the word "bot" or "robot" standing by itself, and accounts labelled by the
OpenDigger project. OpenDigger labels accounts by their activity and some of them are very busy
people, so its label counts only for accounts that do not carry a personal name.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.name_words import is_given_name
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.words import words as word_list

_MARK = re.compile(r"\[bot\]", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z0-9]+")
_BOT_WORDS = word_list("bot_words")
_SERVICE_WORDS = word_list("service_words")
_MACHINE_LOCALS = word_list("machine_mailboxes")


@dataclass(frozen=True, slots=True)
class _Class:
    kind: Kind
    names: frozenset[str]
    weak_names: frozenset[str]
    addresses: frozenset[str]
    domains: frozenset[str]
    github_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Lists:
    classes: tuple[_Class, ...]
    families: frozenset[str]
    model_words: frozenset[str]
    labelled: dict[str, dict[str, int | None]]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    folder = files("lifesigns.tables.people").joinpath("data")
    own = tomllib.loads(folder.joinpath("services.toml").read_text("utf-8"))
    labels = json.loads(folder.joinpath("labelled_bots.json").read_text("utf-8"))
    classes = tuple(
        _Class(
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
    return _Lists(
        classes, frozenset(agents["model_families"]), frozenset(agents["model_words"]), labelled
    )


def _words(raw: str) -> list[str]:
    """Return the separate words of a name or login, capital humps included."""
    return _WORD.findall(_HUMP.sub(" ", raw[:200]).lower())


def _looks_personal(name: Name, words: list[str], not_given: frozenset[str] = frozenset()) -> bool:
    """Return whether a name of two or more words starts or ends with a given name."""
    if not name.is_full or len(name.tokens) < 2 or not words:
        return False
    ends = (name.tokens[0], name.tokens[-1])
    return any(is_given_name(token) and token not in not_given for token in ends)


def _is_model_name(words: list[str], lists: _Lists) -> bool:
    if len(words) < 2 or words[0] not in lists.families:
        return False
    return all(w in lists.model_words or any(c.isdigit() for c in w) for w in words[1:])


def _by_list(name: Name, address: Address, words: list[str]) -> tuple[Kind, str] | None:
    lists = _lists()
    bare = "-".join(words).removesuffix("-bot").removesuffix("-app") if len(words) > 1 else ""
    spelled = {"-".join(words), "-".join(name.tokens), bare}
    login = (address.login or "").removesuffix("[bot]")
    for known in lists.classes:
        if address.forge == "github" and address.forge_id in known.github_ids:
            return known.kind, "GitHub id of a known automatic account"
        if spelled & known.names or (login and login in known.names):
            return known.kind, "name of a known service"
        weak = spelled & known.weak_names or login in known.weak_names
        if weak and (address.domain in known.domains or (address.login or "").endswith("[bot]")):
            return known.kind, "name and address of a known service"
    if _is_model_name(words, lists):
        return Kind.AGENT, "name of a language model"
    full_address = f"{address.local}@{address.domain}"
    for known in lists.classes:
        if full_address in known.addresses and not _looks_personal(name, words, known.weak_names):
            return known.kind, "address of a known service"
    return None


def _by_label(address: Address, name: Name) -> tuple[Kind, str] | None:
    if address.login is None or address.forge not in _lists().labelled:
        return None
    labelled = _lists().labelled[address.forge]
    if address.login not in labelled:
        return None
    number = labelled[address.login]
    same = address.forge_id is None or number is None or number == address.forge_id
    service_like = bool(set(_words(address.login)) & _SERVICE_WORDS)
    if same and service_like and not name.is_full:
        return Kind.BOT, "labelled as a bot by OpenDigger"
    return None


def classify(raw_name: str, name: Name, address: Address) -> tuple[Kind, str]:
    """Return the kind behind one identity and the reason ("" for people)."""
    words = _words(raw_name)
    listed = _by_list(name, address, words)
    if listed is not None:
        return listed
    if _MARK.search(raw_name[:200]) or (address.login or "").endswith("[bot]"):
        return Kind.BOT, "marked [bot] by the forge"
    if _looks_personal(name, words):
        return Kind.PERSON, ""
    if set(words) & _BOT_WORDS:
        return Kind.BOT, "the word bot stands in the name"
    login_words = set(_words(address.login or ""))
    if login_words & _BOT_WORDS:
        return Kind.BOT, "the word bot stands in the login"
    if len(words) > 1 and words[-1] in ("ci", "jenkins") and not name.script.startswith("IDEO"):
        return Kind.BOT, "named after a build service"
    local_words = set(_WORD.findall(address.local[:200]))
    if address.local in _MACHINE_LOCALS or (local_words & _BOT_WORDS and not name.is_full):
        return Kind.BOT, "the address is a machine's mailbox"
    return _by_label(address, name) or (Kind.PERSON, "")
