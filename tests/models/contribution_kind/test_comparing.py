"""What differs between two versions of a file, told by their token streams."""

import json
from importlib.resources import files
from itertools import zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lifesigns.models.contribution_kind.abreast import equal_remarks, first_unequal, only_strings
from lifesigns.models.contribution_kind.comparing import (
    Difference,
    difference,
    differs_at_once,
    plain,
)
from lifesigns.models.contribution_kind.lexing import (
    Part,
    flat_code,
    outside_tokens,
    read_span,
    safe_start,
)
from lifesigns.models.contribution_kind.line_by_line import equal_lines
from lifesigns.models.contribution_kind.regions import common_prefix, differing_region
from lifesigns.models.contribution_kind.syntax import FREE, syntax_for

COMMENT, SPACE, CODE, STRING = (
    Difference.COMMENT,
    Difference.WHITE_SPACE,
    Difference.CODE,
    Difference.STRING,
)

_SYNTAX = files("lifesigns.models.contribution_kind") / "data" / "syntax.json"
LANGUAGES = sorted(
    name for names in json.loads(_SYNTAX.read_text("utf-8"))["languages"].values() for name in names
)

# language, old, new, what differs
CASES = [
    ("C", "int a; /* x */\n", "int a; /* y\n z */\n", COMMENT),
    ("C", "int a; // x\n", "int a;\n// x y\n", COMMENT),
    ("C", "int  a;\n", "int a ;\n", SPACE),
    ("C", "a = b - -c;\n", "a = b --c;\n", CODE),
    ("C", 'p("/* x */");\n', 'p("/* y */");\n', STRING),
    ("C", "a;\n/* b;\n*/\nc;\n", "a;\n b;\n\nc;\n", CODE),
    ("C", "a;\nb; /* c */\n", "a;\n/* b; c */\n", CODE),
    ("C++", 'x = R"(// a)"; // b\n', 'x = R"(// c)"; // b\n', STRING),
    ("Java", "/** Old. */\nvoid f() {}\n", "/** New. */\nvoid f() {\n}\n", COMMENT),
    ("C#", 'var s = @"a""//b"; // c\n', 'var s = @"a""//b"; // d\n', COMMENT),
    ("Go", "a := `// x` // y\n", "a := `// x` // z\n", COMMENT),
    ("Go", "a := `\n// x\n`\n", "a := `\n// y\n`\n", STRING),
    ("Go", "f(a,\n\tb)\n", "f(a, b)\n", SPACE),
    ("Go", "a := b\nc()\n", "a := b; c()\n", CODE),
    ("Go", "package a\n", "//go:build linux\npackage a\n", CODE),
    ("Go", "x := 1\n\n\ny := 2\n", "x := 1\ny := 2\n", SPACE),
    ("JavaScript", "f(/['\"/*]/g); // a\n", "f(/['\"/*]/g); // b\n", COMMENT),
    ("JavaScript", "x = `a ${b} // c`;\n", "x = `a ${b} // d`;\n", STRING),
    ("JavaScript", "return\na\n", "return a\n", CODE),
    ("TypeScript", "let a: T // x\n", "let a: T\n", COMMENT),
    ("TypeScript", "a\n", "// @ts-ignore\na\n", CODE),
    ("Python", "def f():\n    return 1\n", "def f():\n    # why\n    return 1\n", COMMENT),
    ("Python", "def f():\n    return 1\n", 'def f():\n    """Doc."""\n    return 1\n', COMMENT),
    ("Python", 'x = """a"""\n', 'x = """b"""\n', STRING),
    ("Python", "if a:\n    b\nc\n", "if a:\n    b\n    c\n", CODE),
    ("Python", "if a:\n    b\n", "if a:\n        b\n", CODE),
    ("Python", "f(a,\n  b)\n", "f(a, b)\n", SPACE),
    ("Python", "x=1\n", "x = 1\n", SPACE),
    ("Python", "x = 1\n", "x = 1  # type: ignore\n", CODE),
    ("Ruby", "a = 1 # x\n=begin\ndoc\n=end\n", "a = 1\n=begin\nmore\n=end\n", COMMENT),
    ("Rust", 'let s = r#"a"b"#; // x\n', 'let s = r#"a"b"#; /* x /* y */ */\n', COMMENT),
    ("Rust", "fn f<'a>(x: &'a u8) {}\n", "/// Doc.\nfn f<'a>(x: &'a u8) {}\n", COMMENT),
    ("PHP", "<?php # a\n$x = 1;\n", "<?php // b\n$x = 1;\n", COMMENT),
    ("Lua", "--[[ a\nb ]] x = 1 -- c\n", "x = 1\n", COMMENT),
    ("Lua", "x = [[ -- a ]]\n", "x = [[ -- b ]]\n", STRING),
    ("Shell", "cat <<EOF\n# a\nEOF\n", "cat <<EOF\n# b\nEOF\n", STRING),
    ("Shell", "echo $# a#b\n", "echo $# a#b # c\n", COMMENT),
    ("Shell", "a\nb\n", "a b\n", CODE),
    ("Perl", "=pod\n\nx\n\n=cut\nmy $a = 1;\n", "my $a = 1;\n", COMMENT),
    ("SQL", "SELECT 'it''s -- a' -- b\n", "SELECT 'it''s -- a' -- c\n", COMMENT),
    ("YAML", "a: b # c\n", "a: b\n", COMMENT),
    ("YAML", "a:\n  b: c\n", "a:\nb: c\n", CODE),
    ("YAML", "a: b#c\n", "a: b#d\n", CODE),
    ("TOML", "a = 1 # b\n", "# b\na = 1\n", COMMENT),
    ("Dockerfile", "FROM a\n  # b\nRUN c\n", "FROM a\nRUN c\n", COMMENT),
    ("HTML", "<p>a</p><!-- b -->\n", "<p>a</p>\n", COMMENT),
    ("CSS", "a { b: c } /* d */\n", "a {\n  b: c\n}\n", COMMENT),
    ("SCSS", "a { b: url(http://x/y); } // z\n", "a { b: url(http://x/y); }\n", COMMENT),
    ("Haskell", "f = 1 -- a\n{- b {- c -} -}\n", "f = 1\n", COMMENT),
    ("OCaml", "let a = 1 (* b (* c *) *)\n", "let a = 1\n", COMMENT),
    ("Elixir", "x = 1 # a\n", "x = 1\n", COMMENT),
    ("Erlang", "x() -> 1. % a\n", "x() -> 1.\n", COMMENT),
    ("Clojure", "(f 1) ; a\n", "(f  1)\n", COMMENT),
    ("Kotlin", "val a = 1 /* b /* c */ */\n", "val a = 1\n", COMMENT),
    ("Swift", "let a = 1 // b\n", "let a = 1\n", COMMENT),
    ("Scala", "val a = 1 // b\n", "val a = 1\n", COMMENT),
    ("Dart", "var a = 1; /// b\n", "var a = 1;\n", COMMENT),
    ("R", "a <- 1 # b\n", "a <- 1\n", COMMENT),
    ("Julia", "a = 1 #= b =#\n", "a = 1\n", COMMENT),
    ("PowerShell", "$a = 1 <# b #> # c\n", "$a = 1\n", COMMENT),
    ("Objective-C", "int a; // b\n", "int a;\n", COMMENT),
    ("MATLAB", "a = b' % c\n", "a = b'\n", COMMENT),
    ("Fortran Free Form", "a = 1 ! b\n", "a = 1\n", COMMENT),
    ("Vim script", '" a\nlet b = "c"\n', 'let b = "c"\n', COMMENT),
    ("CMake", "set(A 1) # b\n", "set(A 1) #[[ c\n]]\n", COMMENT),
    ("HCL", 'a = "b" # c\n', 'a = "b" // d\n', COMMENT),
    ("Makefile", "a: b # c\n", "a: b\n", COMMENT),
    ("Groovy", "def a = 1 // b\n", "def a = 1\n", COMMENT),
    ("Groovy", "a = '''\nb // c\n'''\n", "a = '''\nb // d\n'''\n", STRING),
    ("PowerShell", '$a = "C:\\" # b\n', '$a = "C:\\" # c\n', COMMENT),
    ("PowerShell", '$a = "b`" # c"\n', '$a = "b`" # d"\n', STRING),
    ("PowerShell", '$a = @"\n"b" # c\n"@\n', '$a = @"\n"b" # d\n"@\n', STRING),
    ("PowerShell", "$a = @'\nit's\n'@ # c\n", "$a = @'\nit's\n'@ # d\n", COMMENT),
    ("Emacs Lisp", '(f ?\\" ?\\; ?") ; a\n', '(f ?\\" ?\\; ?") ; b\n', COMMENT),
    ("Emacs Lisp", "(f ?; 1)\n", "(f ?; 2)\n", CODE),
    ("Common Lisp", "(f #\\; 1)\n", "(f #\\; 2)\n", CODE),
    ("Clojure", '(f \\; \\" 1) ; a\n', '(f \\; \\" 1) ; b\n', COMMENT),
    ("Clojure", "(f \\; 1)\n", "(f \\; 2)\n", CODE),
    ("Erlang", "f($%, 1).\n", "f($%, 2).\n", CODE),
    ("Erlang", 'f($", $\\"). % a\n', 'f($", $\\"). % b\n', COMMENT),
    ("Elixir", "a = ~r/b#c/\n", "a = ~r/b#d/\n", STRING),
    ("Elixir", "a = ~w[b #c] # d\n", "a = ~w[b #c] # e\n", COMMENT),
    ("Elixir", 'f(?", ?#) # a\n', 'f(?", ?#) # b\n', COMMENT),
    ("Elixir", "a?(b) # c\nd ~ e\nf # g\n", "a?(b)\nd ~ e\nf\n", COMMENT),
    ("Elixir", "a?(b) # c\nd ~ e\nf # g\n", "a?(b)\nd ~ e\nh\n", CODE),
    ("TeX", "50\\% oil % a\n", "50\\% wick % a\n", CODE),
    ("TeX", "\\lamp\n  \\oil\n", "\\lamp%\n  \\oil%\n", CODE),
    ("Zig", "a =\n  \\\\b // c\n;\n", "a =\n  \\\\b // d\n;\n", STRING),
    ("Lean", "/- a /- b -/ -/\ndef c := 1 -- d\n", "def c := 1\n", COMMENT),
    ("WebAssembly", "(; a (; b ;) ;) (module) ;; c\n", "(module)\n", COMMENT),
    ("VHDL", "a <= '\"'; -- b\n", "a <= '\"'; /* c */\n", COMMENT),
    ("Prolog", "a. % b\n", "a. /* c */\n", COMMENT),
    ("Thrift", "struct A {} # b\n", "struct A {} // c\n", COMMENT),
    ("Unix Assembly", "a; b\n", "a; c\n", CODE),
    ("MATLAB", "a = b ... c\n + 1;\n", "a = b ... d\n + 1;\n", COMMENT),
    ("Perl", "=method a\n\nb\n\n=cut\nmy $a = 1;\n", "my $a = 1;\n", COMMENT),
    ("Haxe", "var a = 'b // c';\n", "var a = 'b // d';\n", STRING),
    ("D", "auto a = `b // c`; /+ d +/\n", "auto a = `b // e`;\n", STRING),
]


def differs(language: str, old: str | bytes, new: str | bytes) -> Difference:
    """Compare two texts of one language."""
    one, two = (plain(t.encode() if isinstance(t, str) else t) for t in (old, new))
    return difference(one, two, differing_region(one, two), syntax_for(language))


@pytest.mark.parametrize(("language", "old", "new", "expected"), CASES)
def test_each_language_tells_comments_and_strings_from_code(
    language: str, old: str, new: str, expected: Difference
) -> None:
    """The streams without comments decide; strings and directives are code; both ways alike."""
    assert differs(language, old, new) is expected
    assert differs(language, new, old) is expected


@pytest.mark.parametrize(("language", "old", "new", "expected"), CASES)
def test_equal_surroundings_change_nothing(
    language: str, old: str, new: str, expected: Difference
) -> None:
    """The same verdict deep inside a file, where only the differing lines are read."""
    if old.startswith(("=", "<?php")):
        return
    around = old if old.endswith("\n") else old + "\n"
    assert differs(language, around * 3 + old + around, around * 3 + new + around) is expected


def test_many_languages_are_known() -> None:
    """The table covers far more than the twenty-five most common languages, and all can be read."""
    assert len(LANGUAGES) > 150
    assert all(syntax_for(language) for language in LANGUAGES)


def test_a_line_inside_a_block_comment_is_comment() -> None:
    """A changed line without any comment mark of its own, in a comment opened pages before."""
    head = "/* start\n" + "text\n" * 500
    tail = "more\n" * 500 + "*/\nint a;\n"
    assert differs("C", head + "old();\n" + tail, head + "new();\n" + tail) is COMMENT


def test_a_line_after_a_closed_block_comment_is_code() -> None:
    """The same line once the comment is closed."""
    head = "/* start\n" + "text\n" * 500 + "*/\n"
    assert differs("C", head + "old();\n", head + "new();\n") is CODE


def test_a_docstring_line_in_the_middle_is_comment() -> None:
    """A changed line of a long docstring, whose quotes are not among the changed lines."""
    head = 'def f():\n    """Title.\n\n' + "    text\n" * 50
    tail = '    end\n    """\n    return 1\n'
    assert differs("Python", head + "    old\n" + tail, head + "    new\n" + tail) is COMMENT


def test_line_endings_and_byte_order_marks_are_white_space() -> None:
    """Converting newlines or adding a mark changes no content."""
    assert differs("Go", "a\nb\n", "a\r\nb\r\n") is Difference.NONE
    assert differs("Go", b"a\n", b"\xef\xbb\xbfa\n") is Difference.NONE


def test_without_a_syntax_only_white_space_is_told_apart() -> None:
    """An unknown language never yields comment-only."""
    assert differs("no such language", "a // b\n", "a // c\n") is CODE
    assert differs("no such language", "a  b\n", "a b\n") is SPACE


SNIPPETS = st.lists(
    st.sampled_from(
        [
            "a",
            "b1",
            " ",
            "\n",
            "\t",
            '"',
            "'",
            "`",
            "//",
            "/*",
            "*/",
            "#",
            "--",
            "[[",
            "]]",
            "{",
            "}",
            "(",
            ")",
            "=",
            '"""',
            "'''",
            "\\",
            "<<EOF\n",
            "EOF\n",
            "é",
            "\x00",
            "${",
            "r#",
            "=begin\n",
            *("?", "~r/", "/", "$", "@", "%", "!", ";", "...", "(;", ";)", "/+", "+/", "-/"),
            *('@"\n', '"@', "@'\n", "'@", "\\\\", "#_", "-*- lexical"),
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@example("AIDL", "", '"""\\\n', '"""\\\n ')
@given(st.sampled_from(LANGUAGES), SNIPPETS, SNIPPETS, SNIPPETS)
def test_reading_only_the_differing_lines_agrees_with_reading_all(
    language: str, head: str, old: str, new: str
) -> None:
    """Comment-only and white-space-only are never claimed where the whole files' code differs.

    Nor is code where it does not, if newlines mean nothing in the language: with a glance
    at the first lines, as where a string counts as code, and with reading both sides.
    """
    one, two = (head + "\n" + old).encode(), (head + "\n" + new).encode()
    syntax = syntax_for(language)
    assert syntax is not None
    same_code = list(flat_code(one, syntax, 0, len(one))) == list(
        flat_code(two, syntax, 0, len(two))
    )
    region = differing_region(one, two)
    for strings_count in (lambda: True, lambda: False):
        found = difference(one, two, region, syntax, strings_count)
        if found in (COMMENT, SPACE):
            assert same_code
        elif found in (CODE, STRING) and syntax.lines == FREE:
            assert not same_code


@settings(max_examples=400, deadline=None)
@example("Cython", '"""', "", "# c\n", '""""""')
@example("Python", "def f():", '    """a', '    """b', 'c"""\n    return 1')
@given(st.sampled_from(LANGUAGES), SNIPPETS, SNIPPETS, SNIPPETS, SNIPPETS)
def test_every_short_cut_agrees_with_reading_token_by_token(
    language: str, head: str, old: str, new: str, tail: str
) -> None:
    """Whatever a short cut tells, token streams read one by one say the same."""
    one, two = (f"{head}\n{text}\n{tail}".encode() for text in (old, new))
    syntax = syntax_for(language)
    assert syntax is not None
    region = differing_region(one, two)
    start = min(safe_start(data, syntax, region.start) for data in (one, two))
    spans = (one, start, region.old_end), (two, start, region.new_end)
    codes = [list(flat_code(data, syntax, start, end)) for data, _, end in spans]
    if differs_at_once(one, two, common_prefix(one, two), syntax):
        assert codes[0] != codes[1]
        assert difference(one, two, region, syntax) is CODE
    told_first = first_unequal(*spans, syntax)
    if told_first is not None:
        assert told_first == first_of(*codes)
    if (told := only_strings(*spans, syntax)) is not None:
        rest = [[part if part is Part.STRING else text for part, text in code] for code in codes]
        assert told == (rest[0] == rest[1])
    if codes[0] == codes[1]:
        read = [read_span(data, syntax, start, end) for data, _, end in spans]
        short = [equal_remarks(*spans, syntax)] if told_first == "nothing" else []
        if start == region.start and outside_tokens(one, syntax, start):
            short.append(equal_lines(one, two, region, syntax))
        for told in short:
            if told is not None:
                assert read[0].code == read[1].code
                assert told == (read[0].text == read[1].text)
    elif start == region.start and outside_tokens(one, syntax, start):
        assert equal_lines(one, two, region, syntax) is None


def first_of(one: list[tuple[Part, bytes]], two: list[tuple[Part, bytes]]) -> str:
    """Return what differs first in two token streams, as `first_unequal` says it."""
    for a, b in zip_longest(one, two):
        if a != b:
            return "string" if a and b and a[0] is b[0] is Part.STRING else "code"
    return "nothing"


@pytest.mark.parametrize("language", ["C", "Python", "JavaScript", "Lua", "Shell", "Rust", "Ruby"])
@pytest.mark.parametrize(
    "bait", ["/*", "'", '"', "`", '"""', "[[", "<<A\n", 'r#"', "//", "${", "\\"]
)
def test_backtracking_bait_is_read_in_linear_steps(language: str, bait: str) -> None:
    """Megabytes of unterminated openers are read once; the call returns."""
    text = bait * (60_000 // len(bait))
    assert differs(language, text + "\na\n", text + "\nb\n") in Difference


@pytest.mark.parametrize("language", ["C", "Python", "Lua", "Shell", "Dockerfile", "Markdown"])
def test_a_long_run_of_space_at_the_end_is_read_once(language: str) -> None:
    """Space that no newline ends costs no more than other bytes."""
    space = " " * 90_000
    assert differs(language, f"a\nb{space}", f"a\nc{space}") is CODE
    assert differs(language, f"a{space}", "a ") is SPACE
    assert differs(language, f"a b{space}", f"a  b{space}\t") is SPACE
