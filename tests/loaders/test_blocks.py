from __future__ import annotations

from loaders.blocks import Block, blocks
from loaders.read import document


def read(text: str) -> tuple[Block, ...]:
    return blocks(document("test.md", text.encode())).blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text)]


def test_a_heading_right_above_a_paragraph_stays_apart() -> None:
    assert [("paragraph", "Duties"), ("paragraph", "They do much.")] == kinds("Duties\nThey do much.")


def test_a_wrapped_paragraph_is_one() -> None:
    text = "A paragraph that an editor has wrapped at some column\nand that goes on here."

    assert [("paragraph", text.replace("\n", " "))] == kinds(text)


def test_a_wrapped_entry_is_one() -> None:
    assert [("bullet", "one that goes on"), ("bullet", "two")] == kinds("- one that\n  goes on\n- two")


def test_an_indented_paragraph_belongs_to_its_entry() -> None:
    assert [("bullet", "one more of it"), ("bullet", "two")] == kinds("- one\n\n  more of it\n- two")


def test_an_underlined_line_is_a_heading() -> None:
    assert [("heading", "Skills"), ("paragraph", "Text.")] == kinds("Skills\n------\nText.")


def test_a_rule_is_no_heading() -> None:
    found = blocks(document("test.md", b"One.\n\n---\n\nTwo."))

    assert (["One.", "Two."], ["rule"]) == ([b.text for b in found.blocks], [s.reason for s in found.skipped])


def test_front_matter_and_code_are_left_out() -> None:
    found = blocks(document("test.md", b"---\nlang: en\n---\nWords.\n```\nx = 1\n```\nMore."))

    assert ["Words.", "More."] == [block.text for block in found.blocks]
    assert ["front matter"] * 3 + ["code fence", "code", "code fence"] == [one.reason for one in found.skipped]


def test_a_document_inside_a_fence_is_read() -> None:
    assert [("heading", "Nurse"), ("bullet", "one"), ("bullet", "two")] == kinds(
        "```markdown\n# Nurse\n- one\n- two\n```"
    )


def test_the_head_of_a_table_is_marked() -> None:
    found = blocks(document("test.md", b"| Skill | Why |\n|---|---|\n| Empathy | Feel |"))

    assert ([("row", "head"), ("row", "")], ["rule"]) == (
        [(block.kind, block.marker) for block in found.blocks],
        [one.reason for one in found.skipped],
    )


def test_bold_is_known_as_a_whole_and_as_a_beginning() -> None:
    whole, begun, none = read("**Skills**\n\n**Empathy:** feel with them\n\nplain **bold** later")

    assert [(True, 6), (False, 8), (False, 0)] == [(b.bold, b.lead) for b in (whole, begun, none)]
