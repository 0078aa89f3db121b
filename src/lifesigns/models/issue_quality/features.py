"""What the type model sees of an issue: eight streams of tokens.

``title`` words of the title; ``told`` words of all other text; ``letters`` character
n-grams of both; ``form`` headings, prompts and short answers; ``code`` names in code and output;
``openings`` how the title and the sentences begin; ``turns`` the turns of phrase and the shape of
the text; ``signs`` what speaks for or against a fault together: a trace, a question, a wish, a
fault in the title. Only ``turns`` and ``signs`` are independent of the words of one language.

The model that knows a project sees two streams more: ``raw``, characters in a row as they were
written, code and template included, and ``versions``, numbers with points and years.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import log2

from lifesigns.models.issue_quality.labels import tag_of
from lifesigns.models.issue_quality.lexicon import strip_marks
from lifesigns.models.issue_quality.markup import BlockKind
from lifesigns.models.issue_quality.report import Report

STREAMS = ("title", "told", "letters", "form", "code", "openings", "turns", "signs")
RAW, VERSIONS = "raw", "versions"

_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|<img[^>\n]{0,500}>?", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_URL = re.compile(r"https?://([\w.-]{1,100})[^\s)>\]\"']{0,1000}|www\.[^\s)]{1,500}", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@])@[\w-]{1,39}")
_PATH = re.compile(r"(?:[A-Za-z]:\\|[\w.~-]{0,60}/)[\w.\\/~+-]{3,300}")
_VERSION = re.compile(r"\bv?\d{1,6}(?:\.\d{1,6}){1,5}[\w+-]{0,30}")
_HEX = re.compile(r"\b(?=[0-9a-f]{0,39}\d)[0-9a-f]{7,64}\b")
_NUMBER = re.compile(r"\b\d+\b")
_WORD = re.compile(r"[a-z_]{1,40}(?:['’][a-z]{1,3})?|[\u4e00-\u9fff]|[?]+|!+")
_NAME = re.compile(r"[A-Za-z_]{2,40}")
_TEXT = frozenset({BlockKind.PROSE, BlockKind.ITEM, BlockKind.QUOTE})
_WRAPPERS = frozenset({"shell", "text"})
_ADDRESS = re.compile(r"https?://\S+")
_SPACE = re.compile(r"\s+")
_POINTED = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,9}|\b20[12]\d(?:-\d\d)?")
_FAULT = frozenset({"error", "failure"})
_LONE_TRACE = frozenset({"trace:True asks:False", "trace:True wish:False"})
_MAX_BLOCK = 4_000
_MAX_WORDS = 1_500
_MAX_LETTERS = 3_600
_MAX_NAMES = 400
_MAX_READ = 20_000
_MAX_RAW = 2_500
_SHORTEST, _LONGEST = 2, 4
_MAX_PARTS = 3
_EDGE_WORDS = 40


def features(report: Report) -> dict[str, Counter[str]]:
    """Return the token counts of every stream of ``STREAMS``."""
    title = words(report.title)
    told = _told(report)
    return {
        "title": Counter(_grams(title, 3)),
        "told": Counter([*_grams(told, 2), *_edges(told)]),
        "letters": Counter(_letters(title, told)),
        "form": Counter(_form(report)),
        "code": Counter(_names(report)),
        "openings": Counter(_openings(report, title)),
        "turns": Counter(_turns(report, title, told)),
        "signs": Counter(_signs(report)),
    }


def spelled(report: Report) -> dict[str, Counter[str]]:
    """Return the token counts of ``RAW`` and ``VERSIONS``."""
    return {RAW: Counter(_raw(report)), VERSIONS: Counter(_versions(report))}


def is_lone_trace(tokens: Mapping[str, Counter[str]]) -> bool:
    """Whether a trace stands in an issue that asks nothing and wishes nothing."""
    return tokens.get("signs", Counter()).keys() >= _LONE_TRACE


def words(text: str) -> list[str]:
    """Lower-case words with addresses, paths, versions, hashes and numbers made alike."""
    plain = _IMAGE.sub(" _image ", text)
    plain = _LINK.sub(r" \1 _link ", plain)
    plain = _URL.sub(_host, plain)
    plain = _MENTION.sub(" _person ", plain)
    plain = _PATH.sub(" _path ", plain)
    plain = _VERSION.sub(" _version ", plain.lower())
    plain = _NUMBER.sub(" _number ", _HEX.sub(" _hash ", plain))
    return _WORD.findall(plain)


def _host(match: re.Match[str]) -> str:
    return f" _url {(match[1] or '').lower().replace('.', '_')} "


def _told(report: Report) -> list[str]:
    """Words of all text outside code, what a template left included: it tells the type as well."""
    told: list[str] = []
    for block in report.document.blocks:
        if block.kind in _TEXT or (block.kind is BlockKind.CODE and block.info in _WRAPPERS):
            told += ["_item"] if block.kind is BlockKind.ITEM else []
            told += words(block.text[:_MAX_BLOCK])
        if len(told) > _MAX_WORDS:
            break
    return told[:_MAX_WORDS]


def _grams(tokens: list[str], longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def _edges(told: list[str]) -> Iterator[str]:
    """How a report begins and ends says much of what it wants."""
    for gram in _grams(told[:_EDGE_WORDS], 2):
        yield f"< {gram}"
    for gram in _grams(told[-_EDGE_WORDS:], 1):
        yield f"> {gram}"


def _letters(title: list[str], told: list[str]) -> Iterator[str]:
    for mark, text, low in (("^", " ".join(title), 2), ("", " ".join(told)[:_MAX_LETTERS], 3)):
        for word in text.split(" "):
            padded = f" {word} "
            for size in range(low, 6):
                for start in range(max(len(padded) - size + 1, 1)):
                    yield mark + padded[start : start + size]


def _raw(report: Report) -> Iterator[str]:
    """Characters in a row of the title and of what the body begins with."""
    body = _SPACE.sub(" ", _ADDRESS.sub("U", report.body[:_MAX_READ]))
    text = f"{report.title} ¦ {body[:_MAX_RAW]}"
    for size in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def _versions(report: Report) -> Iterator[str]:
    """Versions and years, and what they begin with."""
    for number in _POINTED.findall(f"{report.title} {report.body}"[:_MAX_READ]):
        parts = number.split(".")
        for size in range(1, min(len(parts), _MAX_PARTS) + 1):
            yield ".".join(parts[:size])


def _form(report: Report) -> Iterator[str]:
    for block in report.document.blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.COMMENT):
            mark = "#" if block.kind is BlockKind.HEADING else "!"
            yield f"{mark}{' '.join(words(block.text[:200])[:8])}"
    for slot in report.sections.asked:
        yield f"@{slot}"
    seen: set[str] = set()
    for passage in report.sections.passages:
        if not passage.title or passage.title in seen:
            continue
        seen.add(passage.title)
        label = " ".join(words(passage.title)[:8])
        answer = "code" if passage.block.kind is BlockKind.CODE else passage.block.text[:60]
        yield f"{label}={' '.join(words(answer)[:3])}"
        yield f"{label}="


def _names(report: Report) -> Iterator[str]:
    count = 0
    for passage in report.sections.passages:
        block = passage.block
        output = [line for offset, line in block.lines if offset in report.machine]
        if block.kind is BlockKind.CODE:
            yield f"```{block.info}"
            output = [line for _, line in block.lines]
        for name in _NAME.findall("\n".join(output[:60])):
            yield name
            count += 1
            if count > _MAX_NAMES:
                return


def _turns(report: Report, title: list[str], told: list[str]) -> Iterator[str]:
    for cue in report.title_sentence.cues:
        yield f"title:{cue}"
    counts: Counter[str] = Counter()
    for sentence in report.sentences:
        counts.update(sentence.cues)
        counts["asks"] += sentence.text.rstrip().endswith(("?", "？"))
    for cue, count in counts.items():
        yield from _steps(cue, count)
    yield from _shape(report, title, told)


def _signs(report: Report) -> Iterator[str]:
    """Pairs and the whole of a few signs: a trace means most where nothing is asked or wished."""
    told = (report.title_sentence, *report.sentences)
    cues = frozenset[str]().union(*(sentence.cues for sentence in told))
    asks = any(sentence.text.rstrip().endswith(("?", "？")) for sentence in told)
    signs = (
        f"trace:{2 in report.machine.values()}",
        f"asks:{asks or 'question' in cues}",
        f"wish:{'wish' in cues}",
        f"fault:{bool(report.title_sentence.cues & _FAULT)}",
    )
    yield from (f"{one} {other}" for one, other in combinations(signs, 2))
    yield " ".join(signs)


def _openings(report: Report, title: list[str]) -> Iterator[str]:
    if title:
        yield f"title0:{title[0]}"
        yield f"title01:{' '.join(title[:2])}"
        yield f"title-1:{title[-1]}"
    if tag := tag_of(report.title):
        yield f"tag:{strip_marks(tag)}"
    for sentence in report.sentences[:150]:
        opening = words(sentence.text[:80])
        if opening:
            yield f"open:{opening[0]}"
            yield f"open:{' '.join(opening[:2])}"
            if sentence.text.rstrip().endswith(("?", "？")):
                yield f"ask:{' '.join(opening[:2])}"


def _shape(report: Report, title: list[str], told: list[str]) -> Iterator[str]:
    """Sizes on a logarithmic scale, so that no threshold has to be chosen."""
    kinds = Counter(block.kind.value for block in report.document.blocks)
    kinds["machine"] = len(report.machine)
    kinds["words"] = len(told)
    kinds["title"] = len(title)
    kinds["ticked"] = sum(block.ticked is True for block in report.document.blocks)
    kinds["unticked"] = sum(block.ticked is False for block in report.document.blocks)
    kinds["pictures"] = len(_IMAGE.findall(report.body[:20_000]))
    for kind, count in kinds.items():
        yield f"size:{kind}:{round(log2(count + 1))}"
    if report.title[:1].islower():
        yield "title:lower"
    if report.title.rstrip().endswith(("?", "？")):
        yield "title:asks"


def _steps(name: str, count: int) -> Iterable[str]:
    return [f"{name}>={least}" for least in (1, 2, 4, 8) if count >= least]
