"""Reduce mail domains to what somebody registered, and know the free mail services."""

from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from lifesigns.tables.people.words import words

FREE_MAIL = words("free_mail_domains")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=65536)
def registrable(domain: str) -> str:
    """Return the registered part of a domain ("uk.ibm.com" -> "ibm.com"), "" if there is none."""
    if "." not in domain or len(domain) > 253:
        return ""
    try:
        return _suffixes().privatesuffix(domain) or ""
    except (ValueError, UnicodeError):
        return ""


def is_free_mail(domain: str) -> bool:
    """Return whether anybody can have a mailbox under this domain."""
    return domain in FREE_MAIL or registrable(domain) in FREE_MAIL
