"""Tell people, bots and AI agents apart by what their accounts call themselves.

Evidence, strongest first: a forge's "[bot]" mark, ids and addresses of known services, names of
known services, the word "bot" or "robot" standing by itself, a mailbox tagged with a bot's handle
that is not its name's, and at last two or more weak signs: a handle ending in "bot", words of
service, a machine's mailbox, the name of a product, subjects that repeat, commits at UTC all the
year, a label of the OpenDigger project. Words that owners of a mailbox use as well (code, user) and
words that are surnames too (Jenkins, Hudson, Ci) need more beside them. OpenDigger labels accounts
by their activity and some of them are very busy people, so its label alone is not enough; and people
repeat themselves, so repetition says nothing against a name of two or more plain words. Nor does UTC
alone: imports from older systems and workflows that commit in a person's name are there, too.

An AI agent is told by its service's names and addresses, by the name of a model ("Claude Opus
4.5", "Tool (GPT-5.5)"), or by calling itself an agent.
"""

import re

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.agents import calls_itself_agent, is_model_name
from lifesigns.tables.people.habits import UNKNOWN, Habits
from lifesigns.tables.people.name_words import is_given_name
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.services import services
from lifesigns.tables.people.signs import (
    BOTS_VARIETY,
    MONOTONOUS,
    PECULIAR,
    SURNAMES,
    VERY_MONOTONOUS,
    ends_in_bot,
    is_its_domain,
    is_surname,
    weak_signs,
    words_of,
)
from lifesigns.tables.people.words import words as word_list

# The reasons where the address alone tells, and where the name does, whosever the address.
SERVICES_ADDRESS, SERVICES_NAME = "address of a known service", "name of a known service"

_BOTS_NAME = "the word bot stands in the name"
_ENOUGH_SIGNS = 2
_BUILD_SERVICES = ("ci", "jenkins", "automation", "autofix")
_MARK = re.compile(r"\[bot\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[a-z0-9]+")
_BOT_WORDS = word_list("bot_words")
_SERVICE_WORDS = word_list("service_words")
_MACHINE_LOCALS = word_list("machine_mailboxes")
_MACHINE_USERS = word_list("machine_users")
_ACCOUNT_PREFIXES = tuple(sorted(word_list("service_account_prefixes")))
_FREE_MAIL = word_list("free_mail_domains")


def _looks_personal(name: Name, words: list[str], not_given: frozenset[str] = frozenset()) -> bool:
    """Return whether a name of two or more words starts or ends with a given name."""
    if not name.is_full or len(name.tokens) < 2 or not words:
        return False
    first, last = name.tokens[0], name.tokens[-1]
    return (is_given_name(first) and first not in not_given) or (
        is_given_name(last) and last not in not_given
    )


def _is_busy_handle(name: Name, words: list[str], variety: float | None) -> bool:
    """Return whether a handle does varied work: a person whose machine has a service's address."""
    is_handle = name.is_one_word and len(words) == 1 and not set(words) & _SERVICE_WORDS
    return is_handle and variety is not None and variety >= MONOTONOUS


def _by_list(
    name: Name, address: Address, words: list[str], variety: float | None
) -> tuple[Kind, str] | None:
    lists = services()
    together = "-".join(words)
    bare = together.removesuffix("-bot").removesuffix("-app") if len(words) > 1 else ""
    tokens = "-".join(name.tokens)
    login = (address.login or "").removesuffix("[bot]")
    full_address = f"{address.local}@{address.domain}"
    whole = name.joined if name.is_one_word else ""
    spelled = {together, tokens, bare, whole} - {""}
    told = (*spelled, login, full_address, *words)
    if lists.telling.isdisjoint(told) and address.forge_id not in lists.github_ids:
        return None
    for known in lists.classes:
        if address.forge == "github" and address.forge_id in known.github_ids:
            return known.kind, "GitHub id of a known automatic account"
        if spelled & known.names or (login and login in known.names):
            return known.kind, SERVICES_NAME
        weak = spelled & known.weak_names or login in known.weak_names
        if weak and (address.domain in known.domains or (address.login or "").endswith("[bot]")):
            return known.kind, "name and address of a known service"
    if is_model_name(name, words, lists):
        return Kind.AGENT, "name of a language model"
    for known in lists.classes:
        if full_address not in known.addresses or _is_busy_handle(name, words, variety):
            continue
        if not _looks_personal(name, words, known.weak_names):
            return known.kind, SERVICES_ADDRESS
    return None


def _is_tagged_bot(name: Name, address: Address, words: list[str]) -> bool:
    """Return whether a lone name is not its mailbox's, which is tagged with a bot's handle."""
    if address.forge is not None or "+" not in address.local or len(words) != 1:
        return False
    box, _, tag = address.local.partition("+")
    return ends_in_bot(tag) and name.joined not in re.sub(r"[-_.]", "", box)


def _is_on_behalf(raw_name: str, words: list[str], variety: float | None) -> bool:
    """Return whether a service signs for a person: "Ann (from Travis CI)", "CI on behalf of Ann"."""
    if words[1:3] == ["on", "behalf"]:
        return words[0] in _SERVICE_WORDS
    if variety is None or variety >= VERY_MONOTONOUS:
        return False
    inside = _BRACKETS.search(raw_name[:200])
    return inside is not None and bool(set(words_of(inside[1])) & PECULIAR)


def _is_persons_bot(name: Name, address: Address, words: list[str], variety: float | None) -> bool:
    """Return whether somebody does varied work under a handle such as "x-bot" by free mail."""
    is_varied = variety is not None and variety >= BOTS_VARIETY
    if not (is_varied and name.is_one_word) or _BOT_WORDS.isdisjoint(words):
        return False
    mailbox = set(_WORD.findall(address.local[:200]))
    is_private = address.domain in _FREE_MAIL or address.domain.endswith((".edu", ".ac.uk"))
    return is_private and not mailbox & _SERVICE_WORDS


def _is_service_account(address: Address, words: list[str]) -> bool:
    """Return whether a word marks a service account: "svc-build", "svcbuild" of an organisation."""
    if set(words) & set(_ACCOUNT_PREFIXES):
        return True
    is_organisations = address.forge is None and address.domain not in _FREE_MAIL
    return is_organisations and any(word.startswith(_ACCOUNT_PREFIXES) for word in words)


def _is_build_mailbox(address: Address, words: list[str], variety: float | None) -> bool:
    """Return whether an organisation's mailbox or its tag ends in a build service: "corvo-ci"."""
    is_monotonous = variety is not None and variety < MONOTONOUS
    if not is_monotonous or address.forge is not None or address.domain in _FREE_MAIL:
        return False
    ends = [_WORD.findall(part) for part in address.local[:200].split("+")]
    return any(len(w) > 1 and w[-1] in _BUILD_SERVICES and w[-1] not in words for w in ends)


def _is_bots_mailbox(
    name: Name, address: Address, mailbox: set[str], variety: float | None
) -> bool:
    """Return whether a mailbox is a bot's; a private one may be called anything."""
    if mailbox.isdisjoint(_BOT_WORDS):
        return False
    if mailbox & (_SERVICE_WORDS - _BOT_WORDS):
        return True
    if name.is_full or is_given_name(name.joined):
        return False
    is_monotonous = variety is not None and variety < MONOTONOUS
    return address.domain not in _FREE_MAIL or is_monotonous or ends_in_bot(name.joined)


def _is_build_service(
    raw_name: str, name: Name, address: Address, words: list[str], variety: float | None
) -> bool:
    """Return whether a name ends in a build service and is nobody's surname."""
    if len(words) < 2 or words[-1] not in _BUILD_SERVICES or name.script.startswith("IDEO"):
        return False
    if is_surname(raw_name, name, words[-1]) or (words[-1] == "jenkins" and name.is_one_word):
        is_monotonous = variety is not None and variety < MONOTONOUS
        return address.local == words[-1] or "-" in raw_name or is_monotonous
    return True


def _proof(
    raw_name: str, name: Name, address: Address, words: list[str], variety: float | None
) -> str:
    """Return what about a name that is no person's proves a bot by itself, "" if nothing does."""
    if set(words) & _BOT_WORDS:
        return _BOTS_NAME
    login_words = set(words_of(address.login or ""))
    if login_words & _BOT_WORDS:
        return "the word bot stands in the login"
    if _is_build_service(raw_name, name, address, words, variety):
        return "named after a build service"
    mailbox = _WORD.findall(address.local[:200])
    if _is_service_account(address, words + mailbox):
        return "named as a service account"
    is_bots_mailbox = _is_bots_mailbox(name, address, set(mailbox), variety)
    is_machines_user = (
        address.is_machine and words == [address.local] and words[0] in _MACHINE_USERS
    )
    is_builds = _is_build_mailbox(address, words, variety)
    if address.local in _MACHINE_LOCALS or is_bots_mailbox or is_machines_user or is_builds:
        return "the address is a machine's mailbox"
    return ""


def classify(
    raw_name: str, name: Name, address: Address, habits: Habits = UNKNOWN
) -> tuple[Kind, str]:
    """Return the kind behind one identity and the reason ("" for people)."""
    words, variety = words_of(raw_name), habits.variety
    listed = _by_list(name, address, words, variety)
    if listed is not None:
        return listed
    is_marked = _MARK.search(raw_name[:200]) or (address.login or "").endswith("[bot]")
    looks_personal = _looks_personal(name, words, SURNAMES if name.is_one_word else frozenset())
    if (is_marked or not looks_personal) and calls_itself_agent(address, words, raw_name):
        return Kind.AGENT, "calls itself an AI agent"
    if is_marked:
        return Kind.BOT, "marked [bot] by the forge"
    if _is_on_behalf(raw_name, words, variety):
        return Kind.BOT, "a service on somebody's behalf"
    if _is_tagged_bot(name, address, words):
        return Kind.BOT, "the mailbox is tagged with a bot"
    if variety is not None and variety < VERY_MONOTONOUS and is_its_domain(address, words):
        looks_personal = False
    if looks_personal or _is_persons_bot(name, address, words, variety):
        return _judge_personal(words, address, variety)
    proof = _proof(raw_name, name, address, words, variety)
    if proof:
        return Kind.BOT, proof
    signs = weak_signs(raw_name, name, address, words, habits)
    if len(signs) >= _ENOUGH_SIGNS:
        return Kind.BOT, "signs of a machine: " + ", ".join(dict.fromkeys(signs))
    return Kind.PERSON, ""


def is_told_by_name(reason: str) -> bool:
    """Return whether an account is taken for a bot for nothing but a word in its name."""
    return reason == _BOTS_NAME


def works_as_people_do(habits: Habits) -> bool:
    """Return whether an account's own commits, and enough of them, tell a person."""
    is_varied = habits.variety is not None and habits.variety >= BOTS_VARIETY
    return is_varied and not habits.is_at_utc


def repeats_itself(habits: Habits) -> bool:
    """Return whether the subjects of an account's commits hardly ever differ."""
    return habits.variety is not None and habits.variety < VERY_MONOTONOUS


def is_bots_login(address: Address) -> bool:
    """Return whether a login at a forge says itself that its account is automatic."""
    login = address.login or ""
    return (
        bool(_MARK.search(login)) or bool(set(words_of(login)) & _BOT_WORDS) or ends_in_bot(login)
    )


def has_service_word(raw_name: str) -> bool:
    """Return whether a name holds a word that service accounts like and people do not."""
    return bool(set(words_of(raw_name)) & PECULIAR)


def _judge_personal(words: list[str], address: Address, variety: float | None) -> tuple[Kind, str]:
    """Judge a name that starts or ends with a given name: Bot is a surname, too."""
    named = set(words)
    if named.isdisjoint(_BOT_WORDS):
        return Kind.PERSON, ""
    rest = (named | set(words_of(address.login or ""))) - _BOT_WORDS
    mailbox = set(_WORD.findall(address.local[:200]))
    if mailbox & _BOT_WORDS:  # of a service's bot: "reg-github-bot", not "jan.bot"
        rest |= mailbox - _BOT_WORDS
    service_domain = any(address.domain in known.domains for known in services().classes)
    is_monotonous = variety is not None and variety < MONOTONOUS
    if rest & _SERVICE_WORDS or service_domain or is_monotonous:
        return Kind.BOT, _BOTS_NAME
    return Kind.PERSON, ""
