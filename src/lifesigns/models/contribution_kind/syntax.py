"""How each language writes comments and strings, compiled into linear-time patterns.

The table is our own (`data/syntax.json`): comment markers and string forms are
facts of the languages. Patterns use possessive repetition throughout and every
unterminated comment or string runs to its natural end (line or file), so a
scan costs time proportional to the bytes, whatever they are.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import Any

_BODY = rb"[^%(q)s\\\n]*+(?:\\.[^%(q)s\\\n]*+)*+"
_BODY_LINES = rb"[^%(q)s\\]*+(?:\\.[^%(q)s\\]*+)*+"


def _quoted(quote: bytes, body: bytes) -> bytes:
    return quote + body % {b"q": quote} + quote + rb"?"


def _triple(quote: bytes) -> bytes:
    # Not possessive on the outside: Python before 3.11.5 loses its way in such groups.
    text = rb"%(q)s{3}[^%(q)s\\]*+(?:(?:\\.|%(q)s(?!%(q)s%(q)s))[^%(q)s\\]*+)*(?:%(q)s{3}|\\?\Z)"
    return text % {b"q": quote}


_SIGIL = b"|".join(
    rb"\%b[^\%b\\\n]*+(?:\\[^\n][^\%b\\\n]*+)*+\%b" % (begin, end, end, end)
    for begin, end in ((b"/", b"/"), (b"|", b"|"), (b"(", b")"), (b"[", b"]"), (b"{", b"}"))
)

STRING_FORMS: dict[str, tuple[bytes, bytes]] = {
    # name: (first bytes, pattern)
    "double": (b'"', _quoted(b'"', _BODY)),
    "single": (b"'", _quoted(b"'", _BODY)),
    "double_lines": (b'"', _quoted(b'"', _BODY_LINES)),
    "single_lines": (b"'", _quoted(b"'", _BODY_LINES)),
    "single_plain": (b"'", rb"'[^']*+'?"),
    "single_line_plain": (b"'", rb"'[^'\n]*+'?"),
    "single_yaml": (b"'", rb"(?<=[\s\[,:{(=])'[^'\n]*+(?:''[^'\n]*+)*+'?"),
    "single_doubled": (b"'", rb"'[^']*+(?:''[^']*+)*+'?"),
    "double_backtick": (b'"', rb'"[^"`]*+(?:(?:`.|"")[^"`]*+)*+"?'),
    "double_doubled": (b'"', rb'"[^"\n]*+(?:""[^"\n]*+)*+"?'),
    "quoted": (b"'", rb"'(?:[^'\\\n]|\\.)*+'"),
    "matlab_single": (b"'", rb"(?<![\w)\]}.'])'[^'\n]*+'?"),
    "backtick": (b"`", rb"`[^`]*+`?"),
    "char": (b"'", rb"'(?:[^'\\\n]{1,4}|\\[^\n]{1,10}?)'"),
    "triple_double": (b'"', _triple(b'"')),
    "triple_single": (b"'", _triple(b"'")),
    "verbatim": (b'"', rb'(?<=@)"[^"]*+(?:""[^"]*+)*+"?'),
    "cpp_raw": (b'"', rb'(?<=R)"(?P<cr>[^()\\\s"]{0,16})\((?s:.*?)(?:\)(?P=cr)"|\Z)'),
    "rust_raw": (b'"', rb'(?<=\br)"[^"]*+"?|(?<=r#)"(?s:.*?)(?:"#|\Z)|(?<=r##)"(?s:.*?)(?:"##|\Z)'),
    "template": (
        b"`",
        rb"`(?:[^`\\$]++|\\.|\$(?!\{)|\$\{(?:[^{}`]++|`[^`]*+`|\{[^{}]*+\})*\})*`?",
    ),
    "heredoc": (
        b"<",
        rb"<<<?[-~]?[ \t]?(?P<hq>['\"]?)(?P<hd>[A-Z_]\w*+)(?P=hq)(?s:.*?)(?:\n[ \t]*(?P=hd)\b|\Z)",
    ),
    "lua_long": (b"[", rb"\[(?P<ls>=*)\[(?s:.*?)(?:\](?P=ls)\]|\Z)"),
    "nix": (b"'", rb"''(?:[^']|'(?!')|'''|''\$)*+(?:''|\Z)"),
    "here_double": (b"@", rb'@"[ \t]*+(?=\n)(?s:.*?)(?:\n"@|\Z)'),
    "here_single": (b"@", rb"@'[ \t]*+(?=\n)(?s:.*?)(?:\n'@|\Z)"),
    "zig_line": (b"\\", rb"\\\\[^\n]*+"),
    # Characters that are written without a closing quote: \" and \;, ?" and ?#, $" and $%.
    "backslash_char": (b"\\", rb"\\[^\n]"),
    "question_char": (b"?", rb"\?\\?[\"'#;]"),
    "dollar_char": (b"$", rb"\$(?:\\[^\n]|[^\s\\])"),
    "one_char": (b"'", rb"'[^'\n]'"),
    "sigil": (b"~", b"~[a-zA-Z]{1,9}(?:" + _SIGIL + b")"),
    "css_url": (b"u", rb"\burl\([^)\n]*+\)?"),
}

_MULTI_LINE = {
    "double_lines": b'"',
    "double_backtick": b'"',
    "here_double": b'@"',
    "here_single": b"@'",
    "single_lines": b"'",
    "single_plain": b"'",
    "single_doubled": b"'",
    "backtick": b"`",
    "triple_double": b'"""',
    "triple_single": b"'''",
    "verbatim": b'@"',
    "cpp_raw": b'R"',
    "rust_raw": b'r"',
    "template": b"`",
    "heredoc": b"<<",
    "lua_long": b"[[",
    "nix": b"''",
}

# Forms that begin only behind certain bytes: elsewhere the quote is a mark of its own.
_LOOKING_BACK = frozenset(("single_yaml", "matlab_single", "verbatim", "cpp_raw", "rust_raw"))

# Comments that a compiler, generator or type checker obeys: they are code.
DIRECTIVE = re.compile(
    rb"//(?:go:|export |lint:|nolint|# ?sourceMappingURL|/ *<reference"
    rb"| ?\+(?:build|k8s|kubebuilder|genclient|groupName|optional)"
    rb"| *(?:@dart|@flow|@noflow|@jsx|@vite-ignore|\$Flow|swift-tools-version|noinspection ))"
    rb"|/\*(?:\+|!\d|\*? *(?:@flow|@noflow|@jsx|@vite-ignore|\$Flow)| *(?:[#@]__PURE|webpack[A-Z])"
    rb"|[ \n]*#cgo)"
    rb"|#(?:[Rr]equires |cgo | *(?:type: *ignore|frozen_string_literal|-\*- *(?:en)?coding|(?:en)?coding *[:=]"
    rb"|typed: |cython:|distutils:|syntax=|escape=|noqa|pylint:|mypy:|pyright:|pragma:))"
    rb"|--(?:# *selene:|!(?:non)?strict|!no)"
    rb"|\{-#|\{\$|\(\*\$|!(?:\$|(?i:dir|dec|gcc|pgi|ibm)\$)|;(?:;;###|[^\n]*-\*-[^\n]*lexical)|%[#!]"
    rb"|<!--(?:\[if|#|<!\[endif| *ko )"
    rb"|(?:/[/*]|#|--) *(?:eslint[ -]|clang-format o|prettier-ignore|rubocop:|swiftlint:|tslint:|jshint "
    rb"|phpcs:|fmt: *o|isort:|shellcheck |nosec|istanbul |@phpstan-ignore|NOLINT|NOSONAR|nolint"
    rb"|@ts-(?:ignore|expect-error|nocheck|check)"
    rb"|stylelint-|solhint-|biome-ignore|deno-lint|[cv]8 ignore|ruff:|flake8:|yapf:|credo:|hadolint "
    rb"|yamllint |luacheck:|slither-|swiftformat:|scalafmt:|scalastyle:|spotless:|CHECKSTYLE:"
    rb"|@formatter:|buildifier: |tfsec:|tflint-|checkov:|[GL]COV_EXCL_|IWYU pragma|verilator "
    rb"|synopsys |synthesis |pragma translate)"
)

FREE, ENDS, INDENT, TEXT = "free", "ends", "indent", "text"

# Most marks begin no longer one, and are matched without trying each of those.
_MARK = (
    rb"[^-.=!<>*&|?:+/%^]|\.\.\.|===|!==|<=>|\*\*=|<<=|>>=|&&=|\|\|=|\?\?=|->|=>|::|:=|<-|\+\+|--|&&|\|\||\?\?|\?\.|<<"
    rb"|==|!=|<=|>=|[-+*/%&|^]=|\*\*|\.\.|(?s:.)"
)


@dataclass(frozen=True)
class Syntax:
    """One syntax. Its patterns are compiled when first used, as that takes longer than most uses.

    `token` matches the next token after any space (groups: comment, open, string,
    slash, newline, word, mark). `flat` does so in fewer groups (remark, newline, and
    code, with string inside it), for spans without a token of `hard`, whose meaning
    hangs on what stands around it. `inert` jumps to the next comment or string;
    `still` does so too, over all of it (None where one pattern cannot tell its end).
    `block_ends` maps a block opener to its closer. `carriers` are the byte
    strings without which no token can span lines, `comment_carriers` those without
    which no comment can. `comment` and `quote` find whatever may open a comment or a
    string, and more. `firsts` are the bytes with which comments and strings begin. A line
    that begins with one of `line_comments` is nothing else; `first_carriers` are carriers
    at the beginning of a file. With `stem` begin all carriers but `carriers_beside`, if it
    is not empty.
    """

    name: str
    lines: str
    nested: bool
    docstrings: bool
    regexes: bool
    patterns: dict[str, bytes]
    hard: frozenset[bytes]
    block_ends: dict[bytes, bytes]
    carriers: tuple[bytes, ...]
    comment_carriers: tuple[bytes, ...]
    comment: re.Pattern[bytes]
    longest_opener: int
    quote: re.Pattern[bytes]
    firsts: bytes
    line_comments: tuple[bytes, ...]
    first_carriers: tuple[bytes, ...]
    stem: bytes
    carriers_beside: tuple[bytes, ...]

    @cached_property
    def token(self) -> re.Pattern[bytes]:
        """See above."""
        return re.compile(self.patterns["token"], re.DOTALL)

    @cached_property
    def flat(self) -> re.Pattern[bytes]:
        """See above."""
        return re.compile(self.patterns["flat"], re.DOTALL)

    @cached_property
    def code_of(self) -> Callable[[re.Match[bytes]], bytes | None]:
        """Return the code in a match of `flat`, None where it is none."""
        return itemgetter(self.flat.groupindex["code"])

    @cached_property
    def parts_of(self) -> Callable[[Sequence[bytes]], tuple[bytes, bytes, bytes]]:
        """Return code, remark and newline of what `flat.findall` gives; two of them are empty."""
        place = self.flat.groupindex
        return itemgetter(place["code"] - 1, place["remark"] - 1, place["newline"] - 1)

    @cached_property
    def inert(self) -> re.Pattern[bytes]:
        """See above."""
        return re.compile(self.patterns["inert"], re.DOTALL)

    @cached_property
    def still(self) -> re.Pattern[bytes] | None:
        """See above."""
        text = self.patterns["still"]
        return re.compile(text, re.DOTALL) if text else None


_SPACE = rb"[ \t\r\f\v]*+"
# Written out, since a class within a class is searched and not looked up.
_WORD = rb"[0-9A-Za-z_\x80-\xff$@]++"
WORDS = re.compile(rb"[ \t\r\f\v\n]*+(" + _WORD + rb"|" + _MARK + rb")")


def _line_comments(family: dict[str, Any], level: bytes = b"lc") -> list[bytes]:
    """Return the patterns of comments that need no closer; `level` names a group of theirs."""
    patterns = []
    if family.get("lua_comments"):
        patterns.append(
            rb"--\[(?P<%b>=*)\[(?s:.*?)(?:\](?P=%b)\]|\Z)" % (level, level),
        )
    refused = "".join(f"(?!{re.escape(text)})" for text in family.get("not_line", ())).encode()
    for marker in family.get("line", ()):
        guard = rb""
        if family.get("at_line_start"):
            guard = rb"(?:(?<=\n)|(?<![\s\S]))[ \t]*+"
        elif family.get("guarded"):
            guard = rb"(?:(?<=[\s;&|(])|(?<![\s\S]))"
        patterns.append(guard + refused + re.escape(marker.encode()) + rb"[^\n]*+")
    for begin, end in family.get("line_block", ()):
        patterns.append(
            rb"(?:(?<=\n)|(?<![\s\S]))%s(?s:.*?)(?:\n%s[^\n]*+|\Z)" % (begin.encode(), end.encode())
        )
    return patterns


def _first_bytes(family: dict[str, Any]) -> bytes:
    starts = [b"="] if family.get("line_block") else []
    starts += [marker.encode()[:1] for marker in family.get("line", ())]
    starts += [begin.encode()[:1] for begin, _ in family.get("block", ())]
    starts += [STRING_FORMS[form][0] for form in family["strings"]]
    starts += [b"/"] if family.get("regexes") else []
    return b"".join(sorted(set(starts)))


def _compile(name: str, family: dict[str, Any]) -> Syntax:
    blocks = {begin.encode(): end.encode() for begin, end in family.get("block", ())}
    branches = []
    if blocks:
        openers = sorted(blocks, key=len, reverse=True)
        branches.append(rb"(?P<open>" + b"|".join(map(re.escape, openers)) + rb")")
    comments, markers = _line_comments(family), family.get("line", ())
    if comments:
        branches.append(rb"(?P<comment>" + b"|".join(comments) + rb")")
    if family["strings"]:
        forms = b"|".join(STRING_FORMS[form][1] for form in family["strings"])
        branches.append(rb"(?P<string>" + forms + rb")")
    if family.get("regexes"):
        branches.append(rb"(?P<slash>/)")
    inert = b"|".join(branches) or rb"(?!)"
    first = _first_bytes(family)
    skip = rb"[^" + re.escape(first) + rb"]*+" if first else rb"(?s:.)*+"
    words = rb"(?P<newline>\n)|(?P<word>" + _WORD + rb")|(?P<mark>" + _MARK + rb")"
    rest = b"|".join([*branches, words])
    if family.get("at_line_start"):
        # Such a comment looks back at the newline, so it goes before the space is skipped.
        rest = branches[0] + rb"|" + _SPACE + rb"(?:" + b"|".join([*branches[1:], words]) + rb")"
    else:
        rest = _SPACE + rb"(?:" + rest + rb")"
    spans = [begin for begin in blocks if begin]
    spans += [b"--["] if family.get("lua_comments") else []
    spans += [b"\n" + begin.encode() for begin, _ in family.get("line_block", ())]
    spans += [b'"""', b"'''"] if family.get("docstrings") else []
    carriers = [*spans, *(_MULTI_LINE[form] for form in family["strings"] if form in _MULTI_LINE)]
    carriers += [b"[="] if "lua_long" in family["strings"] else []
    at_line = [carrier for carrier in carriers if carrier[:1] == b"\n"]
    stems = {carrier[:2] for carrier in at_line}
    return Syntax(
        name=name,
        lines=family["lines"],
        nested=bool(family.get("nested")),
        docstrings=bool(family.get("docstrings")),
        regexes=bool(family.get("regexes")),
        patterns={
            "token": rest,
            "flat": _flat(family, blocks),
            "inert": skip + rb"(?:" + inert + rb"|(?P<other>.))",
            "still": _still(family, skip, blocks),
        },
        hard=_hard(family, blocks),
        block_ends=blocks,
        carriers=tuple(dict.fromkeys(carriers)),
        comment_carriers=tuple(dict.fromkeys(spans)),
        comment=_anywhere(_comment_openers(family)),
        longest_opener=max(map(len, _comment_openers(family)), default=0),
        quote=_anywhere([STRING_FORMS[form][0] for form in family["strings"] if form != "css_url"]),
        firsts=first,
        line_comments=() if "not_line" in family else tuple(m.encode() for m in markers),
        first_carriers=tuple(carrier[1:] for carrier in at_line),
        stem=stems.pop() if len(at_line) > 1 == len(stems) else b"",
        carriers_beside=tuple(carrier for carrier in carriers if carrier not in at_line),
    )


def _flat(family: dict[str, Any], blocks: dict[bytes, bytes]) -> bytes:
    """Return the pattern `Syntax.flat`; nested blocks stand in it with their openers only."""
    openers = sorted(blocks, key=len, reverse=True)
    whole = [] if family.get("nested") else [_block(opener, blocks[opener]) for opener in openers]
    remarks = b"|".join([*whole, *_line_comments(family)])
    strings = [*whole, *_line_comments(family, b"ld")]
    strings += [STRING_FORMS[form][1] for form in family["strings"]]
    code = [rb"(?P<string>" + b"|".join(strings) + rb")"] if strings else [rb"(?P<string>(?!))"]
    code += [re.escape(opener) for opener in openers] if family.get("nested") else []
    # Strings that begin with a letter of words go before these.
    begin = {STRING_FORMS[form][0] for form in family["strings"]}
    code.insert(0 if begin.isdisjoint((b"u", b"@", b"$")) else 1, _WORD)
    tokens = rb"(?P<newline>\n)|(?P<code>" + b"|".join([*code, _MARK]) + rb")"
    if not remarks:
        return _SPACE + rb"(?:(?P<remark>(?!))|" + tokens + rb")"
    remark = rb"(?!%b)(?P<remark>%b)" % (DIRECTIVE.pattern, remarks)
    if family.get("at_line_start"):
        return remark + rb"|" + _SPACE + rb"(?:" + tokens + rb")"
    firsts = bytes({marker[0] for marker in _comment_openers(family)})
    return _SPACE + rb"(?:(?=[" + re.escape(firsts) + rb"])" + remark + rb"|" + tokens + rb")"


def _still(family: dict[str, Any], skip: bytes, blocks: dict[bytes, bytes]) -> bytes:
    if family.get("nested") or family.get("regexes"):
        return b""
    whole = [_block(opener, blocks[opener]) for opener in sorted(blocks, key=len, reverse=True)]
    whole += _line_comments(family)
    whole += [STRING_FORMS[form][1] for form in family["strings"]]
    return skip + rb"(?:(?P<still>" + (b"|".join(whole) or rb"(?!)") + rb")|(?s:.)|\Z)"


def _block(opener: bytes, closer: bytes) -> bytes:
    first, rest = re.escape(closer[:1]), re.escape(closer[1:])
    within = (
        rb"[^%b]*+(?:%b(?!%b)[^%b]*+)*" % (first, first, rest, first)
        if rest
        else (rb"[^%b]*+" % first)
    )
    return re.escape(opener) + within + rb"(?:" + first + rest + rb"|\Z)"


def _hard(family: dict[str, Any], blocks: dict[bytes, bytes]) -> frozenset[bytes]:
    """Return the tokens after which `Syntax.flat` may read on wrongly, or mean two things."""
    hard = set(blocks) if family.get("nested") else set()
    hard |= {b"/"} if family.get("regexes") else set()
    hard |= {STRING_FORMS[form][0] for form in family["strings"] if form in _LOOKING_BACK}
    return frozenset(hard)


def _comment_openers(family: dict[str, Any]) -> list[bytes]:
    begins = [marker.encode() for marker in family.get("line", ())]
    begins += [
        begin.encode() for name in ("block", "line_block") for begin, _ in family.get(name, ())
    ]
    begins += [b"--"] if family.get("lua_comments") else []
    begins += [b'"""', b"'''"] if family.get("docstrings") else []
    return begins


def _anywhere(openers: list[bytes]) -> re.Pattern[bytes]:
    """Find any of the openers, whatever stands around it; nothing where there is none."""
    openers = sorted({opener for opener in openers if opener}, key=len, reverse=True)
    return re.compile(b"|".join(map(re.escape, openers)) or rb"(?!)")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Any], dict[str, str]]:
    text = (files("lifesigns.models.contribution_kind") / "data" / "syntax.json").read_text("utf-8")
    table = json.loads(text)
    family_of = {name: family for family, names in table["languages"].items() for name in names}
    return table["families"], family_of


@lru_cache(maxsize=128)
def syntax_for(language: str | None) -> Syntax | None:
    """Return the syntax of a Linguist language name; None where we know none."""
    families, family_of = _table()
    family = family_of.get(language or "")
    return _syntax_of_family(family, json.dumps(families[family])) if family else None


@lru_cache(maxsize=128)
def _syntax_of_family(name: str, family: str) -> Syntax:
    return _compile(name, json.loads(family))
