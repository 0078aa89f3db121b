"""Measure which organisation an address is said to speak for, against what people say themselves.

    python -m bench.employers people FOLDER GOLD [GOLD ...] --until DATE [--errors N] [--whole]
    python -m bench.employers domains MAP

FOLDER holds clones named OWNER+NAME (with an optional /repo below it). GOLD are files in the
format of CNCF gitdm, "login: name!host, ..." and indented lines "Company [from DATE] [until DATE]":
where people worked, found by asking and by reading their pages, as known on DATE. One unit is an
address and a year in which it authored commits; both sides are asked for the day of its first commit
of that year. Each project counts its own people by domain. With --whole, a unit whose
address tells nothing takes what the other addresses of the person tell for that day, as the product does. Names of organisations are compared
without case, accents, punctuation and legal forms; one may stand inside the other, and SAME joins
those that have two. RELATED are companies of which one took over or gave birth to the other: they
are told apart, so that the two sides' opinions of the date can be seen. MAP has lines "domain
Company [< DATE]", as LWN's gitdm: a domain is right if any of its owners over time is named.
"""

import argparse
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.change_requests import wilson
from bench.people_bots import read_accounts
from lifesigns.tables.people import Kind
from lifesigns.tables.people.addresses import parse_address
from lifesigns.tables.people.affiliation_files import AffiliationFile, read_affiliations
from lifesigns.tables.people.affiliations import (
    Affiliations,
    Employer,
    Unknown,
    by_day,
    count_domains,
    covers,
)
from lifesigns.tables.people.names import parse_name
from lifesigns.tables.people.resolve import resolve

LEGAL = frozenset({
    "ab", "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holdings", "inc",
    "incorporated", "kg", "limited", "llc", "llp", "ltd", "oy", "plc", "pte", "pvt", "pty", "sa",
    "sarl", "sas", "se", "srl", "spa", "the", "de", "of", "and", "for",
})  # fmt: skip
SAME = {
    "internationalbusinessmachines": "ibm", "aws": "amazon", "fnst": "fujitsu",
    "nanjingfujitsunandasoftwaretechnology": "fujitsu", "loodse": "kubermatic",
    "mesosphere": "d2iq", "facebook": "meta", "metaplatforms": "meta", "est": "ericsson",
    "ericssonsoftwaretechnology": "ericsson", "hewlettpackard": "hp", "hewlettpackardenterprise": "hpe",
    "dotcloud": "docker", "reactiveops": "fairwinds", "fairwindsops": "fairwinds",
    "georgiatech": "gatech", "ant": "antgroup", "novelljapan": "novell",
}  # fmt: skip
RELATED = {
    frozenset(pair)
    for pair in (
        ("coreos", "redhat"), ("deis", "microsoft"), ("pivotal", "vmware"), ("ibm", "redhat"),
        ("virtuozzo", "parallelsresearch"), ("heptio", "vmware"), ("hp", "hpe"),
        ("broadcom", "vmware"), ("engineyard", "deis"), ("novell", "suse"),
    )
}  # fmt: skip
NO_EMPLOYER = frozenset({"independent", "self", "none", "student", "freelancer", "freelance"})
ENDINGS = re.compile(r"\.(?:com|org|net|io|dev|co|ai|cn|de|fr|eu|tech|cloud|us|uk|in|jp|edu|tv)\b")


def plain(organisation: str) -> str:
    """Return the name of an organisation as it is compared."""
    text = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ENDINGS.sub("", text.replace("&", "")))
    joined = "".join(word for word in words if word not in LEGAL) or "".join(words)
    return SAME.get(joined, joined)


def is_same(ours: str, theirs: str) -> bool:
    """Return whether two names mean one organisation: equal, or one stands in the other."""
    a, b = sorted((plain(ours), plain(theirs)), key=len)
    return a == b or (len(a) >= 4 and b.startswith(a)) or (len(a) >= 5 and a in b)


def authored(clone: Path) -> Iterator[tuple[str, date]]:
    """Yield folded address and day of every commit of every ref."""
    command = [
        "git", "-C", str(clone), "-c", "mailmap.file=/dev/null", "-c", "mailmap.blob=", "log",
        "--all", "--no-mailmap", "--format=%ae%x00%ad", "--date=format:%Y-%m-%d",
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, check=False)
    for line in run.stdout.decode("utf-8", "replace").splitlines():
        address, _, day = line.partition("\0")
        try:
            yield address.lower(), date.fromisoformat(day)
        except ValueError:
            continue


Units = dict[tuple[str, int], tuple[str, str, str]]


def judge(
    clone: Path, gold: AffiliationFile, until: date, units: Units, *, whole: bool = False
) -> None:
    """Add (what we say, why, what the gold standard says) for the units of one clone."""
    first: dict[tuple[str, int], date] = {}
    for address, day in authored(clone):
        if address in gold.stints and day < until:
            first[address, day.year] = min(first.get((address, day.year), day), day)
    if not first:
        return
    identities, together = read_accounts(clone)
    people = resolve(identities, together=together)
    accounts = {i.identity_id: (parse_name(i.name), parse_address(i.email)) for i in identities}
    known = Affiliations(
        (),
        count_domains(
            [accounts[i] for i in p.identities] for p in people.persons if p.kind is Kind.PERSON
        ),
    )
    mail = {i.identity_id: i.email.lower() for i in identities}
    who = {mail[i]: p for p in people.persons for i in p.identities} if whole else {}
    for (address, year), day in first.items():
        stints = [s for s in gold.stints.get(address, ()) if covers(s, day)]
        if len({s.organisation for s in stints}) != 1:
            continue
        said = known.employer(address, day)
        ours, reason = said.organisation if isinstance(said, Employer) else "", said.reason
        if not ours and address in who:
            held = [one for one in by_day(who[address].employers) if covers(one, day)]
            ours, reason = (held[0].organisation, OTHERS) if held else (ours, reason)
        units[address, year] = (ours, reason, stints[0].organisation)


def kind_of(reason: str) -> str:
    """Return the kind of evidence behind an answer."""
    if reason.startswith("domain of") and reason.endswith("people here"):
        return "several people's domain"
    return "table of domains" if reason.startswith("domain ") and reason != SCHOOL else reason


SCHOOL = "domain of a school"
OTHERS = "other addresses of the person"


def judge_domains(path: Path) -> None:
    """Print what the shipped tables say of the domains of a map."""
    gold, known = read_affiliations(path.read_text("utf-8", "replace")), Affiliations()
    counts: Counter[tuple[str, str]] = Counter()
    for domain, theirs in gold.stints.items():
        if "@" in domain:
            continue
        ours = known.stints(parse_address(f"somebody@{domain}"))
        if isinstance(ours, Unknown):
            counts[ours.reason, "unknown"] += 1
            continue
        pairs = [(a.organisation, b.organisation) for a in ours for b in theirs]
        verdict = "right" if any(is_same(*pair) for pair in pairs) else "wrong"
        counts[kind_of(ours[0].reason), verdict] += 1
        if verdict == "wrong":
            print(f"{domain}: {[stint.organisation for stint in ours]} | {pairs[0][1]}")
    for (kind, verdict), n in sorted(counts.items()):
        print(f"{kind}, {verdict}: {n}")


def main() -> None:
    """Run one of the two measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("people")
    verb.add_argument("folder", type=Path)
    verb.add_argument("gold", nargs="+", type=Path)
    verb.add_argument("--until", type=date.fromisoformat, required=True)
    verb.add_argument("--errors", type=int, default=0)
    verb.add_argument("--whole", action="store_true")
    verbs.add_parser("domains").add_argument("map", type=Path)
    options = parser.parse_args()
    if options.verb == "domains":
        judge_domains(options.map)
    else:
        judge_people(options)


def judge_people(options: argparse.Namespace) -> None:
    """Judge every clone, print precision and coverage by kind of evidence."""
    gold = read_affiliations("\n".join(p.read_text("utf-8") for p in options.gold))
    units: dict[tuple[str, int], tuple[str, str, str]] = {}
    for place in sorted(options.folder.iterdir()):
        clone = place / "repo" if (place / "repo").is_dir() else place
        if (clone / "HEAD").exists() or (clone / ".git").exists():
            judge(clone, gold, options.until, units, whole=options.whole)
    counts: Counter[tuple[str, str]] = Counter()
    errors: Counter[tuple[str, str, str]] = Counter()
    for ours, reason, theirs in units.values():
        employed = plain(theirs) not in NO_EMPLOYER
        if not ours:
            verdict = "unknown" if employed else "rightly unknown"
        else:
            verdict = "wrong" if employed else "independent"
            if is_same(ours, theirs):
                verdict = "right"
            elif frozenset((plain(ours), plain(theirs))) in RELATED:
                verdict = "related"
        counts[kind_of(reason), verdict] += 1
        if verdict in ("wrong", "independent"):
            errors[kind_of(reason), ours, theirs] += 1
    print(f"{len(units)} units of {len({a for a, _ in units})} addresses")
    for kind in sorted({kind for kind, _ in counts}):
        of_kind = {verdict: n for (k, verdict), n in counts.items() if k == kind}
        print(f"{kind}: {of_kind}")
    total = Counter({v: sum(n for (_, w), n in counts.items() if w == v) for _, v in counts})
    right, related = total["right"], total["related"]
    said = right + related + total["wrong"] + total["independent"]
    print(f"precision {wilson(right, said)}, with related ones {wilson(right + related, said)}")
    named = said - total["independent"]
    print(
        f"of those with an employer an organisation is named for {wilson(named, named + total['unknown'])}"
    )
    for (kind, ours, theirs), n in errors.most_common(options.errors):
        print(f"{n:5} {kind}: {ours} | {theirs}")


if __name__ == "__main__":
    main()
