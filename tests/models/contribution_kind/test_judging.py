"""Judging one file from its two versions, hostile ones included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.contribution_kind.judging import (
    LONGEST_LINE,
    BlobPair,
    Judgement,
    Nature,
    Purpose,
    judge_pair,
    overlong_line,
)
from lifesigns.models.contribution_kind.spelling import Wording

HEADER = b"// Copyright 2020 A. Licensed under the MIT License.\n"


def judge(
    old: bytes | None, new: bytes | None, language: str = "Go", purpose: Purpose = Purpose.SOURCE
) -> Judgement:
    """Judge two contents."""
    return judge_pair(BlobPair("1", "2", language, purpose), old, new)


def test_code_comment_space_and_nothing_are_told_apart() -> None:
    """The four natures of an ordinary edit."""
    assert judge(b"a := 1\n", b"a := 2\n").nature is Nature.CONTENT
    assert judge(b"a := 1\n", b"a := 1 // b\n").nature is Nature.COMMENT
    assert judge(b"a := 1\n", b"a  :=  1\n").nature is Nature.WHITE_SPACE
    assert judge(b"a\n", b"a\n").nature is Nature.SAME


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("C++", b"// clang-format off\n"),
        ("Python", b"# fmt: off\n"),
        ("Ruby", b"# rubocop:disable Layout\n"),
        ("Swift", b"// swiftlint:disable all\n"),
        ("C", b"int a; // NOLINT\n"),
        ("Haskell", b"{-# LANGUAGE LambdaCase #-}\n"),
        ("Agda", b"{-# OPTIONS --safe #-}\n"),
        ("Pascal", b"{$mode delphi}\n"),
        ("Pascal", b"(*$I oil.inc*)\n"),
        ("Fortran Free Form", b"!$omp parallel do\n"),
        ("Fortran", b"!DIR$ IVDEP\n"),
        ("Verilog", b"// verilator lint_off WIDTH\n"),
        ("VHDL", b"-- synthesis translate_off\n"),
        ("PowerShell", b"#Requires -Version 5\n"),
        ("Emacs Lisp", b";;;###autoload\n"),
        ("Emacs Lisp", b";;; oil.el --- Lamps -*- lexical-binding: t -*-\n"),
        ("Ruby", b"# encoding: utf-8\n"),
        ("Ruby", b"# typed: strict\n"),
        ("Swift", b"// swift-tools-version:5.5\n"),
        ("JavaScript", b"// @flow\n"),
        ("JavaScript", b"/*#__PURE__*/\n"),
        ("Luau", b"--!strict\n"),
        ("MATLAB", b"%#codegen\n"),
        ("Solidity", b"// solhint-disable no-inline-assembly\n"),
        ("HTML", b"<!--[if IE]><b></b><![endif]-->\n"),
        ("Dockerfile", b"# escape=`\n"),
    ],
)
def test_comments_that_a_tool_obeys_are_code(language: str, line: bytes) -> None:
    """What a compiler, formatter, linter or browser obeys is more than a remark."""
    rest = b"a = 1\nb = 2\n"
    assert judge(rest, line + rest, language).nature is Nature.CONTENT


@pytest.mark.parametrize(
    ("path_says", "text"),
    [
        ("Objective-C", "function a = lamp(b)\n% Oil.\nc = dir([b '/*.mat']);\nd = {};\n"),
        ("Verilog", "Lemma lamp : oil = wick.\nProof. by rewrite //= {}. Qed.\n"),
        ("PHP", "#include <oil.h>\n#define WICK {}\n"),
        ("PHP", "  db 1 ; oil # {}\n"),
        ("TeX", "public class Lamp {{\n  Integer oil = 7 % {};\n}}\n"),
        ("Assembly", ".globl lamp\nlamp: mov r0, r1; bx {}\n"),
        ("Puppet", "unit Lamp;\nconst Wick = #10'{}';\n"),
    ],
)
def test_a_language_that_shares_its_extension_is_told_by_its_text(
    path_says: str, text: str
) -> None:
    """Code of MATLAB, Rocq, C, Apex and others is none of the comments of their namesakes."""
    old, new = (text.format(word).encode() for word in ("oil", "wick"))
    assert judge(old, new, path_says).nature is Nature.CONTENT


def test_namesakes_are_left_what_their_path_says() -> None:
    """PHP in an .inc file, Objective-C and TeX keep their own comments."""
    for language, text in (
        ("PHP", "<?php\n# {}\n"),
        ("Objective-C", "#import <a.h>\n// {}\n@end\n"),
        ("TeX", "\\def\\lamp{{}} % {}\n"),
        ("Verilog", "module lamp; // {}\nendmodule\n"),
    ):
        old, new = (text.format(word).encode() for word in ("oil", "lamps"))
        assert judge(old, new, language).nature is Nature.COMMENT, language


def test_a_licence_notice_is_its_own_nature() -> None:
    """Adding or changing a notice at a file's head; a comment elsewhere is only a comment."""
    assert judge(b"package a\n", HEADER + b"package a\n").nature is Nature.LICENCE_HEADER
    body = b"package a\n" + b"var b = 1\n" * 400
    assert judge(body, body + HEADER).nature is Nature.COMMENT


def test_a_corrected_comment_or_string_is_a_wording() -> None:
    """Misspelt words in comments and strings count, in names they do not."""
    assert judge(b"// we recieve\na()\n", b"// we receive\na()\n").wording is Wording.CORRECTED
    assert judge(b'a("recieve")\n', b'a("receive")\n').wording is Wording.CORRECTED
    assert judge(b"recieve()\n", b"receive()\n").wording is Wording.OTHER


def test_versions_are_told_from_references() -> None:
    """The own version is a version; what a workflow uses is a dependency."""
    assert (
        judge(b'const Version = "1.2.0"\n', b'const Version = "1.3.0"\n').nature is Nature.VERSION
    )
    uses = (b"- uses: a/b@v1\n", b"- uses: a/b@v2\n")
    assert judge(*uses, "YAML", Purpose.SETTINGS).nature is Nature.DEPENDENCY
    branch = (b"- uses: a/b@dev\n", b"- uses: a/b@main\n")
    assert judge(*branch, "YAML", Purpose.SETTINGS).nature is Nature.DEPENDENCY
    another = (b"- uses: a/b@dev\n", b"- uses: a/c@dev\n")
    assert judge(*another, "YAML", Purpose.SETTINGS).nature is Nature.CONTENT
    text = "<a>\n  <{0}>1.{1}.0</{0}>\n</a>\n" + "<!-- more -->\n" * 3
    for tag, nature in (
        ("LampOilPackageVersion", Nature.DEPENDENCY),
        ("LampOilVersion", Nature.DEPENDENCY),
        ("Version", Nature.VERSION),
        ("PackageVersion", Nature.VERSION),
        ("AssemblyFileVersion", Nature.VERSION),
    ):
        old, new = (text.format(tag, number).encode() for number in (1, 2))
        assert judge(old, new, "XML", Purpose.SETTINGS).nature is nature, tag


@pytest.mark.parametrize(
    ("line", "nature"),
    [
        ("lamp_oil_version: '1.{}.0'", Nature.DEPENDENCY),
        ("  oil_version: 1.{}.0", Nature.DEPENDENCY),
        ("wick_image = 'lamps.example/wick:1.{}'", Nature.DEPENDENCY),
        ("app_version: 1.{}.0", Nature.VERSION),
        ("version: 1.{}.0", Nature.VERSION),
    ],
)
def test_a_setting_that_names_what_it_is_the_version_of(line: str, nature: Nature) -> None:
    """`oil_version` is that of something used; words any project uses of itself are its own."""
    text = "oil: yes\n{}\n" + "wick: long\n" * 5
    old, new = (text.format(line.format(number)).encode() for number in (1, 2))
    assert judge(old, new, "YAML", Purpose.SETTINGS).nature is nature


def test_a_file_of_nothing_but_a_commit_is_a_version() -> None:
    """A pinned commit stands alone in its file; longer text about one is content."""
    old, new = (digit * 40 + b"\n" for digit in (b"a", b"b"))
    assert judge(old, new, "Text", Purpose.SETTINGS).nature is Nature.VERSION
    more = b"# where the oil comes from\n"
    assert judge(more + old, more + new, "Text", Purpose.SETTINGS).nature is Nature.CONTENT


def test_blocks_of_handlebars_are_no_comments() -> None:
    """What opens a comment in Jinja opens a loop there; both have comments of their own."""
    page = b"{{#each lamps}}\n<p>{{name}}</p>\n{{/each}}\n<b>oil</b>\n"
    for language in ("Handlebars", "Mustache"):
        assert judge(page, page.replace(b"oil", b"wick"), language).nature is Nature.CONTENT
        for note in (b"{{! why }}\n", b"{{!-- a }} b --}}\n", b"<!-- why -->\n"):
            assert judge(page, page + note, language).nature is Nature.COMMENT
    assert judge(b"{# a #}<p>\n", b"{# b #}<p>\n", "Jinja").nature is Nature.COMMENT


def test_generated_content_says_so() -> None:
    """The usual mark in the head of the file."""
    mark = b"// Code generated by protoc. DO NOT EDIT.\n"
    assert judge(mark + b"a\n", mark + b"b\n").nature is Nature.GENERATED


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (None, b"a", "not in this clone"),
        (b"a", None, "not in this clone"),
        (b"a", b"\0" * 100, "binary"),
        (b"a", b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_cannot_be_read_is_unknown_with_the_reason(
    old: bytes | None, new: bytes | None, reason: str
) -> None:
    """Missing is data: never a guess, never a crash."""
    found = judge(old, new)
    assert found.nature is Nature.UNKNOWN
    assert reason in found.reason


def test_an_enormous_blob_is_not_read() -> None:
    """Ten million bytes in one line end at the size limit."""
    assert judge(b"a" * 10_000_000, b"b" * 10_000_000).nature is Nature.UNKNOWN


def test_an_enormous_line_counts_as_generated() -> None:
    """Minified code below the size limit, on either side."""
    line = b"a=1;" * 50_000
    assert judge(b"a", line, "JavaScript").nature is Nature.GENERATED
    assert judge(line, b"a", "JavaScript").nature is Nature.GENERATED


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from((0, 1, 60_000, LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1)),
        max_size=5,
    )
)
def test_the_longest_line_decides_wherever_it_stands(lengths: list[int]) -> None:
    """Lines of the greatest length borne are borne, longer ones are not."""
    text = b"\n".join(b"a" * n for n in lengths)
    assert (overlong_line(text) is not None) is (max(lengths, default=0) > LONGEST_LINE)


@pytest.mark.parametrize("language", ["Python", "JavaScript", "YAML", "Markdown", None])
def test_invalid_encodings_are_bytes_like_any_other(language: str | None) -> None:
    """Undecodable text is compared as bytes."""
    old, new = b"\xff\xfe\xfa a\n", b"\xff\xfe\xfa b\n"
    assert judge(old, new, language or "").nature in (Nature.CONTENT, Nature.UNKNOWN)


@pytest.mark.parametrize(
    "bait",
    [
        b'"""a"""',
        b"/*a*/",
        b"1.1aaaaaaaa",
        b"<<A\n",
        b"((((",
        b"// typo\n",
        b"'",
        b"\\",
        b"\r",
        b"{" * 9,
    ],
)
@pytest.mark.parametrize("language", ["Python", "JavaScript", "Go", "YAML"])
def test_bait_is_judged(bait: bytes, language: str) -> None:
    """Half a megabyte of anything repeated returns a judgement."""
    text = bait * (500_000 // len(bait))
    assert judge(text + b"\na\n", text + b"\nb\n", language).nature in Nature
