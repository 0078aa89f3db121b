"""Tell people, bots and AI agents apart by what their accounts call themselves.

Evidence, strongest first: a forge's "[bot]" mark, ids and addresses of known services, names of
known services, the word "bot" or "robot" standing by itself, and at last two or more weak
signs: a handle ending in "bot", words of service, a machine's mailbox, subjects that repeat, a label
of the OpenDigger project. Words that owners of a mailbox use as well (code, user) and words that
are surnames too (Jenkins, Hudson, Ci) need more beside them. OpenDigger labels accounts by their activity and some of them are very
busy people, so its label alone is not enough; and people repeat themselves, so repetition says
nothing against a name of two or more plain words.

An AI agent is told by its service's names and addresses, by the name of a model ("Claude Opus
4.5", "Tool (GPT-5.5)"), or by calling itself an agent.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.name_words import is_given_name, is_name_word
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.words import words as word_list

# Shares of different subjects: beside a word of service, beside a handle that ends in "bot" and
# beside words that people use as well. Merges and version bumps of a bot repeat less than builds.
_MONOTONOUS = 0.25
_BOTS_VARIETY = 0.6
_VERY_MONOTONOUS = 0.1
_ENOUGH_SIGNS = 2
_MARK = re.compile(r"\[bot\]", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[a-z0-9]+")
_BOT_WORDS = word_list("bot_words")
_SERVICE_WORDS = word_list("service_words")
_OWNERS_WORDS = word_list("owners_mailboxes")
_BUILD_WORDS = word_list("build_words")
_MACHINE_LOCALS = word_list("machine_mailboxes")
_MACHINE_USERS = word_list("machine_users")
_MACHINE_HOSTS = word_list("machine_hosts")
_SURNAMES = word_list("service_surnames")
_ACCOUNT_PREFIXES = tuple(sorted(word_list("service_account_prefixes")))
_SERVERS = word_list("servers")
_GROUP_WORDS = word_list("group_words")
# Words of service that hardly any person, and no department of people, goes by.
_PECULIAR = _SERVICE_WORDS - _OWNERS_WORDS - _GROUP_WORDS
_FREE_MAIL = word_list("free_mail_domains")


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
    agent_words: frozenset[str]
    agent_marks: frozenset[str]
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
        classes,
        frozenset(agents["model_families"]),
        frozenset(agents["model_words"]),
        frozenset(agents["agent_words"]),
        frozenset(agents["agent_marks"]),
        labelled,
    )


def _words(raw: str) -> list[str]:
    """Return the separate words of a name or login, capital humps included, without a domain."""
    text = raw[:200]
    return _WORD.findall(_HUMP.sub(" ", text.partition("@")[0] or text).lower())


def _looks_personal(name: Name, words: list[str], not_given: frozenset[str] = frozenset()) -> bool:
    """Return whether a name of two or more words starts or ends with a given name."""
    if not name.is_full or len(name.tokens) < 2 or not words:
        return False
    ends = (name.tokens[0], name.tokens[-1])
    return any(is_given_name(token) and token not in not_given for token in ends)


def _is_model_name(name: Name, words: list[str], lists: _Lists) -> bool:
    """Return whether a name is a model's or a tool's that ends in a model's, with a number."""
    start = next((i for i, word in enumerate(words) if word in lists.families), len(words))
    rest = words[start + 1 :]
    is_numbered = any(any(c.isdigit() for c in word) for word in rest)
    if start and (not is_numbered or (name.is_full and not name.is_one_word)):
        return False
    return bool(rest) and all(
        word in lists.model_words or any(c.isdigit() for c in word) for word in rest
    )


def _calls_itself_agent(address: Address, words: list[str]) -> bool:
    """Return whether an account that is on no list says of itself that it is an AI agent."""
    lists = _lists()
    named, mailbox = set(words), _WORD.findall(address.local[:200])
    if _MARK.search(address.local) or words[-1:] == ["bot"]:
        return bool((named | set(mailbox)) & lists.agent_marks)
    weak = named & lists.classes[0].weak_names
    if weak and named - weak <= lists.agent_words:
        return bool(named - weak) or bool(set(mailbox[:-1]) & lists.agent_words)
    is_agent = any(len(w) > 1 and w[-1] == "agent" for w in (words, mailbox))
    return is_agent and not (named | set(mailbox)) & _BUILD_WORDS


def _is_busy_handle(name: Name, words: list[str], variety: float | None) -> bool:
    """Return whether a handle does varied work: a person whose machine has a service's address."""
    is_handle = name.is_one_word and len(words) == 1 and not set(words) & _SERVICE_WORDS
    return is_handle and variety is not None and variety >= _MONOTONOUS


def _by_list(
    name: Name, address: Address, words: list[str], variety: float | None
) -> tuple[Kind, str] | None:
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
    if _is_model_name(name, words, lists):
        return Kind.AGENT, "name of a language model"
    full_address = f"{address.local}@{address.domain}"
    for known in lists.classes:
        if full_address not in known.addresses or _is_busy_handle(name, words, variety):
            continue
        if not _looks_personal(name, words, known.weak_names):
            return known.kind, "address of a known service"
    return None


def _is_labelled(address: Address) -> bool:
    labelled = _lists().labelled.get(address.forge or "", {})
    if address.login is None or address.login not in labelled:
        return False
    number = labelled[address.login]
    return address.forge_id is None or number is None or number == address.forge_id


def _ends_in_bot(text: str) -> bool:
    """Return whether a handle ends in "bot" and is no surname such as Talbot or Cabot."""
    folded = text.strip().lower()
    return folded.endswith("bot") and len(folded) > 3 and not is_name_word(folded)


def _is_surname(raw_name: str, name: Name, word: str) -> bool:
    """Return whether a service's word may be somebody's surname: "Ann Jenkins", "Yi Ci"."""
    spelled = raw_name.split()
    plain = len(spelled) == 2 and all(w.isalpha() and w.istitle() for w in spelled)
    return word in _SURNAMES and plain and name.is_full


def _count_words(raw_name: str, name: Name, address: Address, words: list[str]) -> int:
    """Count words of service in the name; those that are not peculiar to machines count once."""
    if name.is_placeholder or is_given_name(name.joined):
        return int(words == [address.local] and words[0] in _SERVERS)
    own = {w for w in words if w in _SERVICE_WORDS and not _is_surname(raw_name, name, w)}
    most = 1 if len(words) == 1 or not own & _PECULIAR else 2
    return min(len(own), most)


def _mailbox_signs(address: Address, words: list[str], is_served: bool) -> int:
    """Count what the mailbox says; a tag ("ops+deploy") counts only if the name says it too."""
    local = address.local
    box, _, tag = local.partition("+") if address.forge is None else (local, "", "")
    # The mailbox of a Hudson or of a security team is called like its owner.
    is_own_name = local in words and (
        local in _GROUP_WORDS
        or (local in _SURNAMES and len(words) > 1)
        or (words == [local] and address.domain in _FREE_MAIL)
    )
    signs = local in _SERVICE_WORDS - _OWNERS_WORDS and not is_own_name
    bare = re.sub(r"[-_.]", "", box)
    return (
        signs
        + (is_served and bool(set(_WORD.findall(tag)) & _PECULIAR))
        + ("noreply" in bare or bare == "donotreply")
        + (address.domain.split(".")[0] in _MACHINE_HOSTS)
    )


def _repeats(
    name: Name, address: Address, words: list[str], unlike: tuple[bool, bool], variety: float
) -> int:
    """Weigh repetition by how little the name is a person's; `unlike`: a bot's, owners' words."""
    ends_in_bot, is_owners = unlike
    is_title = words[:1] == ["the"] and not name.is_one_word
    is_bots_own = address.forge is not None or name.joined in address.local.replace("-", "")
    ordinary = _VERY_MONOTONOUS if is_owners else _MONOTONOUS
    most = _BOTS_VARIETY if ends_in_bot and is_bots_own else ordinary
    if variety >= most:
        return 0
    return 2 if is_title else 1


def _weak_signs(
    raw_name: str, name: Name, address: Address, words: list[str], variety: float | None
) -> int:
    """Count signs of a machine that prove nothing alone."""
    login = address.login or ""
    n_words = _count_words(raw_name, name, address, words)
    bots_name, bots_login = _ends_in_bot(name.joined), _ends_in_bot(login)
    is_domain = "." in address.domain and ".".join(words) == address.domain
    is_title = words[:1] == ["the"] and not name.is_one_word
    signs = bots_name + (bots_login and login != name.joined)
    login_words = set(_words(login)) - set(words)
    signs += bool(login_words & _PECULIAR) or login.endswith("machine")
    signs += (
        _mailbox_signs(address, words, n_words > 0 or name.is_placeholder)
        + is_domain
        + _is_labelled(address)
        + n_words
    )
    has_words = any(word in _SERVICE_WORDS for word in words)
    is_plain = name.is_full and len(words) > 1
    if variety is not None and (has_words or is_title or bots_name or is_domain or not is_plain):
        is_owners = n_words > 0 and not set(words) & _PECULIAR
        signs += _repeats(name, address, words, (bots_name or bots_login, is_owners), variety)
    return signs


def _is_on_behalf(raw_name: str, words: list[str], variety: float | None) -> bool:
    """Return whether a service signs for a person: "Ann (from Travis CI)", "CI on behalf of Ann"."""
    if words[1:3] == ["on", "behalf"]:
        return words[0] in _SERVICE_WORDS
    inside = _BRACKETS.search(raw_name[:200])
    is_repeated = variety is not None and variety < _VERY_MONOTONOUS
    return is_repeated and inside is not None and bool(set(_words(inside[1])) & _PECULIAR)


def _is_persons_bot(name: Name, address: Address, words: list[str], variety: float | None) -> bool:
    """Return whether somebody does varied work under a handle such as "x-bot" by free mail."""
    is_varied = variety is not None and variety >= _BOTS_VARIETY
    mailbox = set(_WORD.findall(address.local[:200]))
    is_private = address.domain in _FREE_MAIL or address.domain.endswith((".edu", ".ac.uk"))
    is_handle = name.is_one_word and bool(set(words) & _BOT_WORDS)
    return is_handle and is_varied and is_private and not mailbox & _SERVICE_WORDS


def _is_service_account(address: Address, words: list[str]) -> bool:
    """Return whether a word marks a service account: "svc-build", "svcbuild" of an organisation."""
    if set(words) & set(_ACCOUNT_PREFIXES):
        return True
    is_organisations = address.forge is None and address.domain not in _FREE_MAIL
    return is_organisations and any(word.startswith(_ACCOUNT_PREFIXES) for word in words)


def _is_build_service(
    raw_name: str, name: Name, address: Address, words: list[str], variety: float | None
) -> bool:
    """Return whether a name ends in a build service and is nobody's surname."""
    if len(words) < 2 or words[-1] not in ("ci", "jenkins") or name.script.startswith("IDEO"):
        return False
    if _is_surname(raw_name, name, words[-1]) or (words[-1] == "jenkins" and name.is_one_word):
        is_monotonous = variety is not None and variety < _MONOTONOUS
        return address.local == words[-1] or "-" in raw_name or is_monotonous
    return True


def classify(
    raw_name: str, name: Name, address: Address, variety: float | None = None
) -> tuple[Kind, str]:
    """Return the kind behind one identity and the reason ("" for people).

    `variety` is the share of different subjects among its commits, numbers aside, if there
    are enough to tell.
    """
    words = _words(raw_name)
    listed = _by_list(name, address, words, variety)
    if listed is not None:
        return listed
    is_marked = _MARK.search(raw_name[:200]) or (address.login or "").endswith("[bot]")
    looks_personal = _looks_personal(name, words, _SURNAMES if name.is_one_word else frozenset())
    if (is_marked or not looks_personal) and _calls_itself_agent(address, words):
        return Kind.AGENT, "calls itself an AI agent"
    if is_marked:
        return Kind.BOT, "marked [bot] by the forge"
    if _is_on_behalf(raw_name, words, variety):
        return Kind.BOT, "a service on somebody's behalf"
    if looks_personal or _is_persons_bot(name, address, words, variety):
        return _judge_personal(words, address, variety)
    if set(words) & _BOT_WORDS:
        return Kind.BOT, "the word bot stands in the name"
    login_words = set(_words(address.login or ""))
    if login_words & _BOT_WORDS:
        return Kind.BOT, "the word bot stands in the login"
    if _is_build_service(raw_name, name, address, words, variety):
        return Kind.BOT, "named after a build service"
    mailbox = _WORD.findall(address.local[:200])
    if _is_service_account(address, words + mailbox):
        return Kind.BOT, "named as a service account"
    local_words = set(mailbox)
    is_bots_mailbox = local_words & _BOT_WORDS and (
        not (name.is_full or is_given_name(name.joined))
        or local_words & (_SERVICE_WORDS - _BOT_WORDS)
    )
    is_machines_user = (
        address.is_machine and words == [address.local] and words[0] in _MACHINE_USERS
    )
    if address.local in _MACHINE_LOCALS or is_bots_mailbox or is_machines_user:
        return Kind.BOT, "the address is a machine's mailbox"
    if _weak_signs(raw_name, name, address, words, variety) >= _ENOUGH_SIGNS:
        return Kind.BOT, "several signs of a machine"
    return Kind.PERSON, ""


def has_service_word(raw_name: str) -> bool:
    """Return whether a name holds a word that service accounts like and people do not."""
    return bool(set(_words(raw_name)) & _PECULIAR)


def _judge_personal(words: list[str], address: Address, variety: float | None) -> tuple[Kind, str]:
    """Judge a name that starts or ends with a given name: Bot is a surname, too."""
    named = set(words)
    rest = (named | set(_words(address.login or ""))) - _BOT_WORDS
    service_domain = any(address.domain in known.domains for known in _lists().classes)
    is_monotonous = variety is not None and variety < _MONOTONOUS
    if named & _BOT_WORDS and (rest & _SERVICE_WORDS or service_domain or is_monotonous):
        return Kind.BOT, "the word bot stands in the name"
    return Kind.PERSON, ""
