"""What a project says of its own state: in its readme, or in the manifest it publishes with.

A notice is believed only near the top of the readme, where a reader would see it;
deeper down such words mostly speak of a feature or of another project.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from lifesigns.kernel.spec import ModelSpec
from lifesigns.kernel.toml import read_toml
from lifesigns.models.declared_state.manifests import manifest_notices

MODEL = ModelSpec(
    id="declared_state",
    title="Declared state",
    question="Does the project itself say that it has ended, moved or is finished, and since when?",
    method=(
        "Phrases in twenty languages, looked for in the first lines of the readme, and the fields "
        "that package registries know (PyPI classifier 7, npm deprecated, Cargo badge, composer "
        "abandoned, Go Deprecated comment, Maven relocation, publiccode and CodeMeta status). "
        "Dated by the landing of the oldest version in the unbroken run of versions that say so."
    ),
    source="Phrases of our own; the idea after Coelho et al., ESEM 2018, and Xu et al., 2025.",
    accuracy=(
        "In the readmes of 134 known projects eight notices, all right; of eight ended projects whose "
        "readme says so, six found before the other two phrases were added. In six languages other than "
        "English 12 of 17 real notices, with 1 false alarm in 17 lines about something else (since mended). "
        "Plain words found 5 to 7 of 17 archived ones: silence here says nothing "
        "(docs/accuracy/forecast.md)."
    ),
    fails_when=(
        "The notice stands only in the forge's archive flag, which a clone does not carry.",
        "A readme speaks of another project, or of one of its parts, near its top.",
        "The notice was edited in a version whose content the clone lacks: then it is dated later.",
    ),
    abstains_when="There is no readme and no manifest.",
)

ENDED = ("archived", "abandoned", "moved")
_TOP_LINES = 40
_TOP_CHARACTERS = 6_000
_LONGEST_LINE = 1_000
_LONGEST_QUOTE = 300
_GAP = r"(?:\W+\w+){0,4}?"
_ORDER = ("moved", "archived", "abandoned", "finished", "seeking")
_WHOLE = re.compile(r"[.!?:…。！？：][)\]\"'”’»」）】]*$")
# Not the same paragraph: an empty line, an underlined heading, a list, a fence, HTML, a table, a rule.
_OTHER_BLOCK = re.compile(
    r"\s*>?\s*(?:$|[#<|=~`]|[-*+_](?:\s|[-*_=\s]+$)|\d{1,3}[.)]\s|!\[|\[!|\.\. )"
)
_MARKUP = re.compile(r"<[^<>]{0,300}>|[*_`~]+")


@dataclass(frozen=True, slots=True)
class DeclaredState:
    """`state` is moved, archived, abandoned, finished, seeking (a maintainer) or "" (nothing said).

    `quote` begins on line number `line` (from 1) of `path` and goes on to the end of its sentence. `said_at` (epoch seconds) is when commit
    `commit` brought the notice in, None when that could not be read. `landed_after` counts the
    landings by people after it that touch more than the notice's own file, `months_after` in how
    many of the last twelve parts of a year some did.
    """

    state: str
    path: str
    quote: str
    line: int = 0
    said_at: int | None = None
    commit: str = ""
    landed_after: int = 0
    months_after: int = 0


def declared_state(documents: Iterable[tuple[str, str, str]]) -> DeclaredState | None:
    """Return what documents (path, kind, text) declare; None when there is none to read.

    Kinds: readme, or anything else for a manifest. Where several notices stand, that which says
    most wins: moved, archived, abandoned, finished, seeking; then the document given first.
    """
    found: list[DeclaredState] = []
    path = None
    for path, kind, text in documents:
        found.extend(notices(path, kind, text))
    if found:
        return min(found, key=lambda notice: _ORDER.index(notice.state))
    return None if path is None else DeclaredState("", path, "")


def notices(path: str, kind: str, text: str) -> Iterator[DeclaredState]:
    """Yield every notice of one document, in the order of its lines."""
    if kind != "readme":
        for state, number, line in manifest_notices(path, text):
            yield DeclaredState(state, path, line[:_LONGEST_QUOTE], number)
        return
    lines = [line[:_LONGEST_LINE] for line in text[:_TOP_CHARACTERS].splitlines()[:_TOP_LINES]]
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if state := _state_of(line, following):
            yield DeclaredState(state, path, _quoted(lines[number - 1 :]), number)


def _quoted(lines: Sequence[str]) -> str:
    """Return the first line, with those after it that wrapped text needs to end its sentence."""
    said = lines[0].strip()
    for following in lines[1:]:
        is_whole = _WHOLE.search(_MARKUP.sub("", said)) or said.startswith(("#", "<", "|"))
        if is_whole or len(said) > _LONGEST_QUOTE or _OTHER_BLOCK.match(following):
            break
        said = f"{said} {following.strip().removeprefix('>').lstrip()}"
    return said[:_LONGEST_QUOTE]


def _state_of(line: str, following: str) -> str:
    """Tell what a line says; a sentence may end on the line after it."""
    plain = _MARKUP.sub("", line)
    if not line.strip():
        return ""
    texts = dict.fromkeys((plain, line, f"{plain} {following}" if following.strip() else plain))
    for state, pattern in _patterns():
        for text in texts:
            match = pattern.search(text)
            if match and match.start() < len(plain) and not _is_of_another(text, match):
                return state
    return ""


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return any(other.search(before) for other in _other_words("not_of")) or any(
        other.search(after) for other in _other_words("not_at")
    )


@cache
def _phrases() -> dict[str, list[str]]:
    text = resources.files(__name__).joinpath("notices.toml").read_text(encoding="utf-8")
    told = read_toml(text)
    stands_for = {"gap": _GAP, **told.pop("shorthand")}
    return {name: [_written_out(one, stands_for) for one in told[name]] for name in told}


def _written_out(phrase: str, stands_for: Mapping[str, str]) -> str:
    for name, words in stands_for.items():
        phrase = phrase.replace(f"{{{name}}}", words)
    return phrase


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (state, re.compile("|".join(f"(?:{one})" for one in _phrases()[state]), re.IGNORECASE))
        for state in _ORDER
    )


@cache
def _other_words(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"\b{one}" if one[0] == "(" else one, re.IGNORECASE) for one in _phrases()[kind]
    )
