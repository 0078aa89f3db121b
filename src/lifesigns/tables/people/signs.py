"""Tell the signs of a machine that prove nothing alone: in names, mailboxes and habits.

Words that owners of a mailbox use as well (code, user) and words that are surnames too (Jenkins,
Hudson, Ci) need more beside them.
"""

import re

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.habits import Habits
from lifesigns.tables.people.name_words import is_given_name, is_name_word
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.services import services
from lifesigns.tables.people.words import words as word_list

# Shares of different subjects: beside a word of service, beside a handle that ends in "bot" and
# beside words that people use as well. Merges and version bumps of a bot repeat less than builds.
MONOTONOUS = 0.25
BOTS_VARIETY = 0.6
VERY_MONOTONOUS = 0.1
_LONGEST_HANDLE = 40
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUBVERSION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORD = re.compile(r"[a-z0-9]+")
_SERVICE_WORDS = word_list("service_words")
_OWNERS_WORDS = word_list("owners_mailboxes")
_MACHINE_HOSTS = word_list("machine_hosts")
SURNAMES = word_list("service_surnames")
_SERVERS = word_list("servers")
_GROUP_WORDS = word_list("group_words")
_PRODUCT_WORDS = word_list("product_words")
_NAME_PARTS = tuple(word for word in _PRODUCT_WORDS | _SERVICE_WORDS if len(word) > 2)
_PRODUCT_STARTS = tuple(sorted(_PRODUCT_WORDS & set(_NAME_PARTS)))
# The most frequent surnames in "bot", whatever stands before them: "mtalbot", "annchabot".
_FREQUENT_BOTS = ("abbot", "cabot", "chabot", "talbot")
_BOT_SURNAMES = word_list("surnames_in_bot")
_GLUED_ENDINGS = tuple(sorted(word_list("service_endings")))
# Words of service that hardly any person, and no department of people, goes by.
PECULIAR = _SERVICE_WORDS - _OWNERS_WORDS - _GROUP_WORDS
_FREE_MAIL = word_list("free_mail_domains")
_IN_LOGIN = "a word of services is in its login"


def words_of(raw: str) -> list[str]:
    """Return the separate words of a name or login, capital humps included, without a domain."""
    text = raw[:200]
    if "@" in text:
        text = text.partition("@")[0] or text
    if not text.islower() and not (text.istitle() and text.replace(" ", "").isalpha()):
        text = _HUMP.sub(" ", text)
    return _WORD.findall(text.lower())


def ends_in_bot(text: str) -> bool:
    """Return whether a handle ends in "bot" and is no surname such as Talbot or Cabot."""
    folded = text.strip().lower()
    if not folded.endswith("bot") or len(folded) <= 3 or is_name_word(folded):
        return False
    return not (folded.endswith(_FREQUENT_BOTS) or {folded, folded[1:]} & _BOT_SURNAMES)


def _is_bots_handle(name: Name, address: Address) -> bool:
    """Return whether a name's last word or the login at a forge ends in "bot"."""
    return any(ends_in_bot(text) for text in (*name.tokens[-1:], address.login or ""))


def is_surname(raw_name: str, name: Name, word: str) -> bool:
    """Return whether a service's word may be somebody's surname: "Ann Jenkins", "Yi Ci"."""
    spelled = raw_name.split()
    plain = len(spelled) == 2 and all(w.isalpha() and w.istitle() for w in spelled)
    return word in SURNAMES and plain and name.is_full


def _is_named_after_its_domain(address: Address, words: list[str]) -> bool:
    """Return whether a name is its domain, with or without the ending: "VexoHu", vexohu.org."""
    return is_its_domain(address, words) or address.domain.split(".")[-2:-1] == ["".join(words)]


def is_its_domain(address: Address, words: list[str]) -> bool:
    """Return whether an account is called like the domain of its address: "Tilt Dev", tilt.dev."""
    return "." in address.domain and ".".join(words) == address.domain


def _count_words(raw_name: str, name: Name, address: Address, words: list[str]) -> int:
    """Count words of service in the name; those that are not peculiar to machines count once."""
    if name.is_placeholder or is_given_name(name.joined):
        return int(words == [address.local] and words[0] in _SERVERS)
    own = {w for w in words if w in _SERVICE_WORDS and not is_surname(raw_name, name, w)}
    most = 1 if len(words) == 1 or not own & PECULIAR else 2
    return min(len(own), most)


def _mailbox_signs(
    address: Address, words: list[str], is_served: bool, is_owners: bool
) -> list[str]:
    """Tell what the mailbox says; a tag ("ops+deploy") counts only if the name says it too.

    Where all words of the name are people's as well, a department's mailbox says nothing more.
    """
    local = address.local
    box, _, tag = local.partition("+") if address.forge is None else (local, "", "")
    # The mailbox of a Hudson or of a security team is called like its owner, and who has a domain
    # called like themselves calls a mailbox there what they like.
    is_own_domain = is_owners or _is_named_after_its_domain(address, words)
    is_own_name = (is_own_domain and local in _GROUP_WORDS) or (
        (local in words or local == "".join(words[-2:]))
        and (
            local in _GROUP_WORDS
            or (local in SURNAMES and len(words) > 1)
            or (words == [local] and address.domain in _FREE_MAIL)
        )
    )
    bare = re.sub(r"[-_.]", "", box)
    signs = []
    if local in _SERVICE_WORDS - _OWNERS_WORDS and not is_own_name:
        signs.append("its mailbox is called after a service")
    if is_served and set(_WORD.findall(tag)) & PECULIAR:
        signs.append("its mailbox is tagged with a service")
    if "noreply" in bare or bare == "donotreply":
        signs.append("its mailbox takes no answers")
    if address.domain.split(".")[0] in _MACHINE_HOSTS:
        signs.append("its mailbox is on a host of services")
    return signs


def _repeats(
    name: Name, address: Address, words: list[str], habits: Habits, is_owners: bool
) -> list[str]:
    """Weigh repetition by how little the name is a person's; `is_owners`: people use its words."""
    if habits.variety is None:
        return []
    ends_in_bot = _is_bots_handle(name, address)
    is_bots_own = address.forge is not None or name.joined in address.local.replace("-", "")
    ordinary = VERY_MONOTONOUS if is_owners and not habits.is_at_utc else MONOTONOUS
    most = BOTS_VARIETY if ends_in_bot and is_bots_own else ordinary
    if habits.variety >= most:
        return []
    is_title = words[:1] == ["the"] and not name.is_one_word
    return ["its subjects repeat"] * (2 if is_title else 1)


def _is_product(joined: str, words: list[str]) -> bool:
    """Return whether a name is made of words of products and services: "azure-sdk", "awstools"."""
    if set(words) & _PRODUCT_WORDS:
        return all(w in _PRODUCT_WORDS or w in _SERVICE_WORDS or w.isdigit() for w in words)
    if len(joined) > _LONGEST_HANDLE or not joined.startswith(_PRODUCT_STARTS):
        return False
    reached = {0}
    for at in range(len(joined)):
        if at in reached:
            reached |= {at + len(part) for part in _NAME_PARTS if joined.startswith(part, at)}
    return len(joined) in reached


def _name_signs(name: Name, address: Address, words: list[str], n_words: int) -> list[str]:
    """Tell what name and login have of a machine's, and a mailbox that is "bot" after the name."""
    login = address.login or ""
    signs = ["a word of services is in its name"] * n_words
    if any(ends_in_bot(token) for token in name.tokens[-1:]):
        signs.append('its name ends in "bot"')
    if ends_in_bot(login) and login != name.joined:
        signs.append('its login ends in "bot"')
    box = re.sub(r"[-_.]", "", address.local)
    if not login and name.is_one_word and ends_in_bot(box) and box == f"{name.joined}bot":
        signs.append("its mailbox is called its bot")
    if (set(words_of(login)) - set(words)) & PECULIAR:
        signs.append(_IN_LOGIN)
    return signs


def weak_signs(
    raw_name: str, name: Name, address: Address, words: list[str], habits: Habits
) -> list[str]:
    """Tell the signs of a machine that prove nothing alone; what weighs double stands twice."""
    # The ending of a domain says what it says once: `XyzDev` of xyz.dev has no word of services.
    is_domain = is_its_domain(address, words)
    n_words = _count_words(raw_name, name, address, words[:-1] if is_domain else words)
    is_title = words[:1] == ["the"] and not name.is_one_word
    is_owners = (n_words > 0 or is_domain) and not set(words) & PECULIAR
    signs = _name_signs(name, address, words, n_words)
    signs += _mailbox_signs(address, words, n_words > 0 or name.is_placeholder, is_owners)
    is_varied = habits.variety is None or habits.variety >= BOTS_VARIETY
    ends_in_bot = _is_bots_handle(name, address)
    is_lone_bot = ends_in_bot and (name.is_one_word or not name.is_full)
    is_imported = _SUBVERSION_ID.fullmatch(address.domain) is not None
    if (
        not is_imported
        and habits.is_at_utc
        and (is_lone_bot or (signs and not is_owners and not is_varied))
    ):
        signs.append("it commits at UTC as servers do")
    host = address.domain.split(".")[-2:-1] if address.domain not in _FREE_MAIL else []
    is_both = not signs and bool(host) and words == [*host, address.local]
    is_product = not name.is_placeholder and _is_product(name.joined, words)
    if is_domain or is_both:
        signs.append("it is called like its address")
    if is_product and not n_words:
        signs.append("it is called after a product")
    glued = (name.joined, "" if _IN_LOGIN in signs else address.login or "")
    if not n_words and any(t.endswith(_GLUED_ENDINGS) for t in glued):
        signs.append("its name ends in a word of services")
    if services().has_label(address):
        signs.append("OpenDigger labels it a bot")
    is_telling = (
        is_title or is_domain or is_both or is_product or any(w in _SERVICE_WORDS for w in words)
    )
    is_plain = name.is_full and len(words) > 1
    if is_telling or ends_in_bot or not is_plain:
        signs += _repeats(name, address, words, habits, is_owners)
    return signs
