"""Cutting a body into blocks."""

from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.issue_quality.markup import MAX_BODY, Block, BlockKind, parse

MARKS = st.text(alphabet="#*-`~>|<!1.)[] x\n\r\tab中【】:{}()", max_size=300)


def kinds(body: str) -> list[BlockKind]:
    """The kinds of the blocks, in order."""
    return [block.kind for block in parse(body).blocks]


def one(body: str, kind: BlockKind) -> Block:
    """The only block of a kind."""
    (block,) = [block for block in parse(body).blocks if block.kind is kind]
    return block


def test_headings_in_every_form_people_use() -> None:
    """Number signs, an underline, bold lines and Chinese brackets all make a heading."""
    body = "## One\ntext\n\nTwo\n---\n\n**Three**\n\n<b>Four</b>:\n\n【五】\n#六\n"
    titles = [b.text for b in parse(body).blocks if b.kind is BlockKind.HEADING]
    assert titles == ["One", "Two", "Three", "Four", "五", "六"]


def test_hash_without_space_is_code_not_heading() -> None:
    """An include line or a reference to an issue is not a heading."""
    assert BlockKind.HEADING not in kinds("#include <stdio.h>\n#123 is the same")


def test_fence_keeps_marks_inside_as_code() -> None:
    """Lists, headings and comments inside a fence stay code, and its language is kept."""
    block = one(
        "~~~Python\n# not a heading\n- not an item\n<!-- not a comment -->\n~~~", BlockKind.CODE
    )
    assert block.info == "python"
    assert block.text == "# not a heading\n- not an item\n<!-- not a comment -->"


def test_unclosed_fence_runs_to_the_end() -> None:
    """What follows an opening fence is code, as it is rendered."""
    assert kinds("```\na\n\nb\n# c") == [BlockKind.CODE]


def test_longer_fence_encloses_a_shorter_one() -> None:
    """Three backticks inside four do not close them."""
    assert one("````\n```\nx\n```\n````", BlockKind.CODE).text == "```\nx\n```"


def test_tracker_fences_of_the_other_kind() -> None:
    """{code} and {noformat} fences are read as code."""
    assert one("{code:java}\nint a;\n{code}", BlockKind.CODE).info == "java"
    assert one("{noformat}\nx\n} {noformat}\nafter", BlockKind.CODE).text == "x\n} "


def test_hidden_comment_is_no_content() -> None:
    """A comment is set apart, wherever it stands in the line and however long it is."""
    blocks = parse("before <!-- hidden --> after\n<!-- a\nb -->\nend").blocks
    shown = [b.text.strip() for b in blocks if b.kind is BlockKind.PROSE]
    hidden = [b.text.strip() for b in blocks if b.kind is BlockKind.COMMENT]
    assert shown == ["before", "after", "end"]
    assert hidden == ["hidden", "a\nb"]


def test_comment_mark_in_inline_code_hides_nothing() -> None:
    """Writing about a comment mark does not open a comment."""
    assert one("the mark `<!--` is odd\nnext line", BlockKind.PROSE).text.endswith("next line")


def test_items_boxes_quotes_and_tables() -> None:
    """Numbered and plain items, task boxes, quotes and tables are told apart."""
    body = "1. first\n2) second\n- [x] done\n- [ ] open\n\n> said\n\n| a | b |\n|---|---|\n"
    blocks = parse(body).blocks
    assert [b.ordered for b in blocks[:4]] == [True, True, False, False]
    assert [b.ticked for b in blocks[:4]] == [None, None, True, False]
    assert [b.kind for b in blocks[4:]] == [BlockKind.QUOTE, BlockKind.TABLE]


def test_indented_lines_are_code_only_after_a_gap() -> None:
    """Four spaces after an empty line make code; under an item they continue it."""
    assert kinds("text\n\n    code()\n    more()") == [BlockKind.PROSE, BlockKind.CODE]
    assert kinds("- item\n    continued") == [BlockKind.ITEM]


@given(MARKS)
def test_every_line_is_found_at_its_offset(body: str) -> None:
    """Whatever the marks, a block's line stands in the body where its offset says."""
    for block in parse(body).blocks:
        for start, line in block.lines:
            assert 0 <= start <= len(body)
            there = body[start : start + len(line)]
            assert len(there) == len(line)
            assert all(a in (b, " ") for a, b in zip(line, there, strict=True))


@given(MARKS)
def test_offsets_follow_the_text(body: str) -> None:
    """The offset of a character of a block's text points at that character in the body."""
    for block in parse(body).blocks:
        text = block.text
        places = [at for at, character in enumerate(text) if character not in "\n "]
        for at, offset in zip(places, block.offsets(places), strict=True):
            assert body[offset] == text[at]


def test_long_body_is_cut_and_says_so() -> None:
    """Beyond the limit nothing is read, and the document tells."""
    document = parse("word " * MAX_BODY)
    assert document.truncated
    assert sum(len(line) for b in document.blocks for _, line in b.lines) <= MAX_BODY
    assert not parse("short").truncated
