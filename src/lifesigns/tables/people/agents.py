"""Tell AI agents that are on no list by the models they are named after or by what they say."""

import re

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.records import Identity
from lifesigns.tables.people.services import Services, services
from lifesigns.tables.people.words import words as word_list

_MARK = "[bot]"
_MOST_LETTERS = 200
_WORD = re.compile(r"[a-z0-9]+")
_BUILD_WORDS = word_list("build_words")
_FREE_MAIL = word_list("free_mail_domains")


def is_model_name(name: Name, words: list[str], lists: Services) -> bool:
    """Return whether a name is a model's, with more to it, or a tool's that ends in a model's.

    The tool has to be on the lists, or the model to have a number: "Claude Opus 4.5",
    "OpenHands-Gemini", "Tool (GPT-5.5)".
    """
    if lists.families.isdisjoint(words):
        return False
    start = next(i for i, word in enumerate(words) if word in lists.families)
    rest = words[start + 1 :]
    is_numbered = any(any(c.isdigit() for c in word) for word in rest)
    is_listed = bool({"".join(words[:start]), "-".join(words[:start])} & lists.agents.names)
    if start and not is_listed and (not is_numbered or (name.is_full and not name.is_one_word)):
        return False
    return bool(rest or is_listed) and all(
        word in lists.model_words or any(c.isdigit() for c in word) for word in rest
    )


def is_declared_help(identity: Identity) -> bool:
    """Return whether an account without an address is known from `Assisted-by` alone, as a tool.

    The Linux kernel asks for "Assisted-by: AGENT:MODEL"; other projects name the model alone.
    """
    if identity.email or set(identity.roles) != {"assisted_by"}:
        return False
    name, lists = identity.name[:_MOST_LETTERS].lower(), services()
    known = lists.families | lists.agents.weak_names | lists.model_words
    return not name.replace(" ", "").isalpha() or not known.isdisjoint(_WORD.findall(name))


def _signs_for_a_model(address: Address, raw_name: str, lists: Services) -> bool:
    """Return whether a tool signs for a model: "Claude (via Tool)" from a mailbox for no answers."""
    outside, bracket, _ = raw_name[:_MOST_LETTERS].lower().partition(" (via ")
    is_model = outside in lists.families or outside in lists.agents.weak_names
    return bool(bracket) and is_model and "noreply" in re.sub(r"[-_.]", "", address.local)


def calls_itself_agent(address: Address, words: list[str], raw_name: str) -> bool:
    """Return whether an account that is on no list says of itself that it is an AI agent."""
    lists = services()
    named, mailbox = set(words), _WORD.findall(address.local[:_MOST_LETTERS])
    if _MARK in address.local or words[-1:] == ["bot"]:
        return bool((named | set(mailbox)) & lists.agent_marks)
    if _signs_for_a_model(address, raw_name, lists):
        return True
    weak = named & lists.agents.weak_names
    if weak and named - weak <= lists.agent_words:
        return bool(named - weak) or bool(set(mailbox[:-1]) & lists.agent_words)
    # A private mailbox may be called anything, if the name does not end so, too.
    is_private = address.domain in _FREE_MAIL and not "".join(words).endswith("agent")
    told = (words,) if is_private else (words, mailbox)
    is_agent = any(len(w) > 1 and w[-1] == "agent" for w in told)
    return is_agent and not (named | set(mailbox)) & _BUILD_WORDS
