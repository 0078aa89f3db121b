"""Text as the numbers of word pieces that the encoder was trained on.

WordPiece (Wu et al. 2016) over an uncased vocabulary: accents dropped, lower case, every mark on its
own, and of each word the longest known piece first. Markup is thinned before: comments of templates
and addresses go, of code little is left, as what is wanted stands in sentences.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LENGTH = 112
"""Most pieces read of an issue, marks of beginning and end included."""
_TITLE_PIECES = 48
_LAST_PIECES = 24
_MOST_READ, _MOST_KEPT = 40_000, 6_000
_LONGEST_WORD = 100
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(```|~~~)(.*?)(?:\1|\Z)", re.DOTALL)
_HEAD_OF_CODE = 200
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|<img[^>]{0,500}>")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_ADDRESS = re.compile(r"https?://([\w.-]{1,100})\S*")
_TAG = re.compile(r"<[^<>]{1,200}>")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def pieces(title: str, body: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Numbers of the pieces of an issue, at most ``LENGTH``: title, beginning and end of the body.

    ``vocabulary`` gives each piece its number; pieces inside a word begin with ``##``.
    """
    head = _some(title, vocabulary, _TITLE_PIECES)
    told = list(_numbers(plain(body), vocabulary))
    room = LENGTH - 3 - len(head)
    if len(told) > room:
        told = told[: room - _LAST_PIECES] + told[-_LAST_PIECES:]
    start, end = vocabulary[START], vocabulary[END]
    return [start, *head, end, *told, end]


def plain(body: str) -> str:
    """The body without comments, addresses and tags, and with no more than the head of code."""
    text = _COMMENT.sub(" ", body[:_MOST_READ])
    text = _CODE.sub(lambda match: f" {match[2][:_HEAD_OF_CODE]} ", text)
    text = _LINK.sub(r"\1", _PICTURE.sub(" image ", text))
    text = _TAG.sub(" ", _ADDRESS.sub(r"\1", text))
    return " ".join(text.split())[:_MOST_KEPT]


def _some(text: str, vocabulary: Mapping[str, int], most: int) -> list[int]:
    return list(_numbers(text[:_MOST_KEPT], vocabulary))[:most]


def _numbers(text: str, vocabulary: Mapping[str, int]) -> Iterator[int]:
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    for word in _WORD.findall(bare.lower()):
        yield from _of_word(word, vocabulary)


def _of_word(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The longest known pieces from the left; one unknown piece when a rest is not known."""
    found: list[int] = []
    start = 0
    while start < len(word) <= _LONGEST_WORD:
        mark = "##" if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if mark + word[start:end] in vocabulary), None)
        if end is None:
            break
        found.append(vocabulary[mark + word[start:end]])
        start = end
    return found if start == len(word) else [vocabulary[UNKNOWN]]
