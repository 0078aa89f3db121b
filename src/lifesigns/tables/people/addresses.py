"""Take e-mail addresses apart: forge logins and ids, machine names, placeholders."""

import re
from dataclasses import dataclass

from lifesigns.tables.people.words import words as word_list

MAX_LETTERS = 320

_GITHUB = "users.noreply.github.com"
_FORGES = {
    _GITHUB: "github",
    "users.noreply.gitlab.com": "gitlab",
    "noreply.gitlab.com": "gitlab",
    "user.noreply.gitee.com": "gitee",
    "users.noreply.gitee.com": "gitee",
    "noreply.gitee.com": "gitee",
    "noreply.codeberg.org": "codeberg",
    "noreply.gitea.com": "gitea",
    "noreply.gitcode.com": "gitcode",
    "user.noreply.gitcode.com": "gitcode",
}
_PLUS_LOGIN = re.compile(r"(?:(\d{1,19})\+)?([a-z0-9_][a-z0-9_.\[\]-]*)", re.ASCII)
_DASH_LOGIN = re.compile(r"(?:(\d{1,19})[+-])?([a-z0-9_][a-z0-9_.\[\]-]*)", re.ASCII)
PLACEHOLDER_LOCALS = word_list("placeholder_mailboxes")
_EXAMPLE_DOMAINS = word_list("example_domains")
_MACHINE_ENDINGS = (
    ".(none)", ".local", ".localdomain", ".lan", ".home", ".internal", ".localhost", ".invalid",
    ".test", ".example", ".workgroup", ".intranet", ".corp", ".private", ".domain", ".arpa",
    ".fritz.box",
)  # fmt: skip


# Two names of one service.
_SAME_DOMAIN = {"googlemail.com": "gmail.com", "users.sf.net": "users.sourceforge.net"}
# What imports leave of "Ann Bell (ann@corvo.io)" where an address belongs.
_IN_BRACKETS = re.compile(r"[^@]*[(\[<](?:mailto:)?([^\s()\[\]<>@]+@[^\s()\[\]<>@]+)[)\]>]?\s*")
# What RFC 2606 keeps for examples and mistakes. A domain .test, .localhost or .example may be a
# computer's, or a person's in a made-up history.
_RESERVED = (".example.com", ".example.net", ".example.org", ".invalid")


@dataclass(slots=True)  # frozen, each would take five times as long to make
class Address:
    """One address, folded.

    `key` compares addresses; `handle` is the part before the @ that may name a person ("" if
    it cannot); `forge`, `login`, `forge_id` are set for the no-reply addresses of forges;
    `is_machine`: the domain names one computer; `is_placeholder`: says nothing about anybody.
    """

    key: str
    local: str
    domain: str
    handle: str
    forge: str | None = None
    login: str | None = None
    forge_id: int | None = None
    is_machine: bool = False
    is_placeholder: bool = False


def _forge_address(local: str, domain: str, forge: str) -> Address:
    found = (_DASH_LOGIN if forge == "gitlab" else _PLUS_LOGIN).fullmatch(local)
    if found is None or (found[1] is None and local in PLACEHOLDER_LOCALS):
        return Address(f"{local}@{domain}", local, domain, "", is_placeholder=True)
    number = int(found[1]) if found[1] else None
    return Address(f"{local}@{domain}", local, domain, found[2], forge, found[2], number)


def _canonical_local(local: str, domain: str) -> str:
    local = local.split("+", 1)[0] or local
    if domain == "gmail.com":
        local = local.replace(".", "") or local
    return local


def is_machine_domain(domain: str) -> bool:
    """Return whether a domain cannot be reached from elsewhere, so names a computer."""
    return "." not in domain or domain.endswith(_MACHINE_ENDINGS) or "(none)" in domain


def parse_address(raw: str) -> Address:
    """Return the folded address; bounded in time for input of any length."""
    text = raw[:MAX_LETTERS].strip().strip("<>\"'").lower()
    inner = _IN_BRACKETS.fullmatch(text)
    text = inner[1] if inner else text
    text = text.replace(" at ", "@").replace(" ", "")
    local, at, domain = text.rpartition("@")
    if not at:
        local, domain = domain, ""
    domain = domain.strip(".")
    if "@" in local and is_machine_domain(domain):
        return parse_address(local)
    if domain in _FORGES:
        return _forge_address(local, domain, _FORGES[domain])
    domain = _SAME_DOMAIN.get(domain, domain)
    machine = is_machine_domain(domain)
    bare = _canonical_local(local, domain)
    nameless = not bare or bare in PLACEHOLDER_LOCALS or bare.strip("-_.") in PLACEHOLDER_LOCALS
    noreply = "noreply" in local.replace("-", "").replace(".", "").replace("_", "")
    empty = not any(c.isalnum() for c in local) or not any(c.isalnum() for c in domain)
    made_up = domain in _EXAMPLE_DOMAINS or domain.endswith(_RESERVED)
    placeholder = made_up or noreply or empty or (machine and nameless)
    return Address(
        key=f"{bare}@{domain}",
        local=local,
        domain=domain,
        handle="" if nameless or placeholder else bare,
        is_machine=machine,
        is_placeholder=placeholder,
    )
