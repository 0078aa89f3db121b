"""Code with documentation inside, compared once comments and docstrings are cut out."""

from itertools import zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifesigns.models.contribution_kind.abreast import Span
from lifesigns.models.contribution_kind.lexing import (
    Part,
    flat_code,
    last_start,
    read_span,
    tokens,
)
from lifesigns.models.contribution_kind.regions import differing_region
from lifesigns.models.contribution_kind.stripped import compare_stripped
from lifesigns.models.contribution_kind.syntax import Syntax, syntax_for

LANGUAGES = ("Python", "Elixir", "GraphQL")

DOC = '    """Doc."""\n'
CASES = [
    (
        "def f():\n" + DOC + "    g(a, b)\n",
        'def f():\n    """New."""\n    g(a,\n      b)\n',
        "comment",
    ),
    (
        "def f():\n" + DOC + "    g(a, b)\n",
        "def f():\n" + DOC + "    g(a,\n      b)\n",
        "white_space",
    ),
    ("def f():\n" + DOC + "    a\n    b\n", "def f():\n" + DOC + "    a\nb\n", "code"),
    ("def f():\n" + DOC + "    a; b\n", "def f():\n" + DOC + "    a;\n    b\n", "code"),
    ("x = (\n" + DOC + ")\n", 'x = (\n    """New."""\n)\n', "string"),
    ("x = '''\na\n'''\n" + DOC, "x = '''\n a\n'''\n" + DOC, "string"),
    (DOC + "a = 'b'\n", DOC + "a = b\n", "code"),
    (DOC + "a  # b\n", DOC + "# b\na\n", "comment"),
    (DOC + "a  # noqa\n", DOC + "a\n", "code"),
    (DOC + "a\n" + DOC, DOC + "\n\na  \n" + DOC + "\n", "white_space"),
]


def compared(old: str, new: str, language: str = "Python") -> str | None:
    """Compare two whole texts."""
    syntax = syntax_for(language)
    assert syntax is not None
    one, two = old.encode(), new.encode()
    return compare_stripped((one, 0, len(one)), (two, 0, len(two)), syntax)


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_docstrings_are_cut_out_and_the_rest_is_compared(old: str, new: str, expected: str) -> None:
    """Strings within brackets count, newlines there do not; both ways alike."""
    assert compared(old, new) == expected
    assert compared(new, old) == expected


def test_lines_within_brackets_opened_before_the_span_are_layout() -> None:
    """What begins no statement may be laid out anew, though the span holds no bracket."""
    syntax = syntax_for("Python")
    assert syntax is not None
    head, tail = b"f(\n", b")\n"
    old, new = head + b"  a, b\n" + tail, head + b"  a,\n  b\n" + tail
    start, spans = len(head), (len(old) - len(tail), len(new) - len(tail))
    one, two = (old, start, spans[0]), (new, start, spans[1])
    assert compare_stripped(one, two, syntax) == "white_space"
    apart = (old[start:], 0, spans[0] - start), (new[start:], 0, spans[1] - start)
    assert compare_stripped(*apart, syntax) == "code"


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                '"""',
                "'''",
                '"""doc"""\n',
                '    """doc\n',
                '"""\n',
                'r"""',
                'x = """a"""',
                "# '''\n",
            ),
            *("a", "b ", "f(", ")", "[", "]", "):\n", "'s'", '"t"', "'", '"', "# c\n", "# noqa\n"),
            *("?", "~", "~r/", "#/", "@", "$"),
            *(
                "\n",
                "\n",
                "    ",
                " ",
                "\t",
                "\\",
                "\\\n",
                '"x" \\\n',
                "=",
                "if a:\n",
                "# (\n",
                "@",
            ),
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=700, deadline=None)
@example("Python", "(", "a\n# (\n", "a\n", '"""b"""\n')
@example("Python", ")\n", '"""b"""\na b\n', "a\nb\n", "c")
@given(st.sampled_from(LANGUAGES), PIECES, PIECES, PIECES, PIECES)
def test_cutting_out_agrees_with_reading_token_by_token(
    language: str, head: str, old: str, new: str, tail: str
) -> None:
    """Whatever is told of two spans, token streams and the layout read one by one say the same."""
    syntax = syntax_for(language)
    assert syntax is not None
    one, two = (f"{head}\n{text}\n{tail}".encode() for text in (old, new))
    region = differing_region(one, two)
    start = last_start(one, syntax, region.start)
    spans = (one, start, region.old_end), (two, start, region.new_end)
    told = compare_stripped(*spans, syntax)
    assert told is None or told == read_one_by_one(*spans, syntax)


def read_one_by_one(one: Span, two: Span, syntax: Syntax) -> str:
    """Return what differs first, read the long way, the whole texts where brackets may matter."""
    codes = (flat_code(data, syntax, start, end) for data, start, end in (one, two))
    for a, b in zip_longest(*codes):
        if a != b:
            return "string" if a and b and a[0] is b[0] is Part.STRING else "code"
    before, after = (read_span(data, syntax, start, end) for data, start, end in (one, two))
    if before.code != after.code:
        before, after = (read_span(data, syntax, 0, len(data)) for data, _, _ in (one, two))
    if before.code != after.code:
        return "code"
    return "white_space" if before.text == after.text else "comment"


@settings(max_examples=500, deadline=None)
@example('a = "\\\n"""\n\'\'\'\n', "")
@given(PIECES, PIECES)
def test_where_a_string_begins_that_spans_lines_is_told_by_its_bytes(head: str, more: str) -> None:
    """The token open at the start of a line is the one that reading from the top finds there."""
    data = f"{head}\n".encode()
    position, whole = len(data), data + more.encode()
    syntax = syntax_for("Python")
    assert syntax is not None
    expected = position
    for part, begin, stop in tokens(data, syntax, 0, position):
        if stop == position and part is not Part.NEWLINE:
            expected = begin
    assert last_start(whole, syntax, position) == expected


def test_ten_thousands_of_quotes_are_passed_in_linear_steps() -> None:
    """Bait for the search from quote to quote: lines that hide them, and none that closes."""
    syntax = syntax_for("Python")
    assert syntax is not None
    for bait in (
        "'" * 6 + "\n",
        '" """ \\\n',
        "x = '''\\''' '''\n",
        "# \"\"\" ''' \\\n",
        "'''\\",
        "\\\n",
    ):
        data = (bait * (300_000 // len(bait)) + "\n").encode()
        assert 0 <= last_start(data, syntax, len(data)) <= len(data)


def test_a_line_of_nothing_but_quotes_is_read_in_linear_steps() -> None:
    """Of thousands of strings in one line only the last is looked at from the line's beginning."""
    quotes = '""""""' * 15_000
    assert compared(quotes + "\n# a\n", quotes + "\n# b\n") == "comment"
