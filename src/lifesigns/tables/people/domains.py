"""Reduce mail domains to what somebody registered, and know the free mail services."""

from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from lifesigns.tables.people.words import words

FREE_MAIL = words("free_mail_domains")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    # Without the encoded forms the list loads in a third of the time; `registrable` decodes.
    return PublicSuffixList(only_icann=True, accept_encoded_idn=False)


@lru_cache(maxsize=65536)
def registrable(domain: str) -> str:
    """Return the registered part of a domain ("uk.ibm.com" -> "ibm.com"), "" if there is none."""
    if "." not in domain or len(domain) > 253:
        return ""
    try:
        found = _suffixes().privatesuffix(_decoded(domain)) or ""
    except ValueError:
        return ""
    return ".".join(domain.split(".")[-found.count(".") - 1 :]).lower() if found else ""


def _decoded(domain: str) -> str:
    if "xn--" not in domain.lower():
        return domain
    try:
        return domain.encode().decode("idna")
    except UnicodeError:
        return domain


def is_free_mail(domain: str) -> bool:
    """Return whether anybody can have a mailbox under this domain."""
    return domain in FREE_MAIL or registrable(domain) in FREE_MAIL
