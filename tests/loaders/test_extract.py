from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.extract import extract
from loaders.model import Extraction, Item, Section
from loaders.read import kept_document, normalise
from ontology.errors import InputError

Read = Callable[..., Extraction]


def section(extraction: Extraction, kind: str, role: int = 0) -> Section:
    found = [one for one in extraction.roles[role].sections if one.kind == kind]
    assert len(found) == 1
    return found[0]


def labels(items: tuple[Item, ...]) -> list[str | None]:
    return [item.label for item in items]


def words(item: Item) -> str:
    return " ".join(sentence.text for sentence in item.text)


def test_plain_text_without_marks(read: Read) -> None:
    found = read(
        "What is a Data Steward?\nIntroduction\nA Data Steward (DS) is a keeper of data.\n\n"
        "Responsibilities\nThey do much:\n\n- Care: Keep data clean. Check it twice.\n- Order: Name things well.\n\n"
        "Conclusion\nIt is a fine job."
    )
    role = found.roles[0]

    assert ("Data Steward", "en") == (role.label, role.language)
    assert ["introduction", "responsibilities", "conclusion"] == [one.kind for one in role.sections]
    assert ["Care", "Order"] == labels(section(found, "responsibilities").items)
    assert ["Keep data clean.", "Check it twice."] == [s.text for s in section(found, "responsibilities").items[0].text]
    assert [("DS", "en", True)] == [(other.label, other.language, other.abbreviation) for other in role.other_labels]


def test_markdown_with_levels(read: Read) -> None:
    found = read(
        "# Nurse\n\n## Skills\n\n### Empathy\n\nFeel with them.\n\n### Patience\n\nWait for them.\n\n"
        "## Tools\n\n- **Charts:** Software such as Zyxo and Qandle.\n"
    )

    assert [("Empathy", "Feel with them."), ("Patience", "Wait for them.")] == [
        (item.label, words(item)) for item in section(found, "skills").items
    ]
    assert ["Zyxo", "Qandle"] == [name.label for name in section(found, "tools").items[0].products]


def test_groups_with_nested_entries(read: Read) -> None:
    found = read(
        "Nurse\n\nResponsibilities\n\n1. Care:\n\n  • Wash patients.\n  • Feed patients.\n\n2. Records:\n\n  • Write.\n"
    )
    care, records = section(found, "responsibilities").items

    assert (("Care", 2), ("Records", 1)) == ((care.label, len(care.children)), (records.label, len(records.children)))
    assert "Wash patients." == care.children[0].text[0].text


def test_entries_without_labels_have_none(read: Read) -> None:
    found = read("# Nurse\n\n## Responsibilities\n\n- Wash patients with great care\n- Feed patients\n")

    assert [(None, "Wash patients with great care"), (None, "Feed patients")] == [
        (item.label, words(item)) for item in section(found, "responsibilities").items
    ]


def test_no_product_goes_on_into_the_next_cell_of_a_table(read: Read) -> None:
    (role,) = read(
        "# Nurse\n\n## Tools\n\n| What | Product | Why |\n|---|---|---|\n| Charts | Zyxo Desk | Records of care |\n"
        "| Shifts | Qandle | Planning of shifts |\n"
    ).roles

    assert [["Zyxo Desk"], ["Qandle"]] == [[one.label for one in item.products] for item in role.sections[0].items]


def test_a_table_is_a_list(read: Read) -> None:
    found = read(
        "# Nurse\n\n## Skills\n\n| Skill | Why |\n|---|---|\n| Empathy | People need it. |\n| Care | Always. |\n"
    )

    assert [("Empathy", "People need it."), ("Care", "Always.")] == [
        (item.label, words(item)) for item in section(found, "skills").items
    ]


def test_numbered_and_bold_headings(read: Read) -> None:
    numbered = read(
        "What is a nurse?\n\n1. Introduction\n\nA nurse cares.\n\n2. Skills\n\n- Empathy: feel\n- Care: look\n"
    )
    bold = read("**What is a nurse?**\n\n**Introduction**\n\nA nurse cares.\n\n**Skills**\n\n- Empathy: feel\n")

    assert ["introduction", "skills"] == [one.kind for one in numbered.roles[0].sections]
    assert ["introduction", "skills"] == [one.kind for one in bold.roles[0].sections]
    assert "Skills" == numbered.roles[0].sections[1].heading


def test_several_roles_on_a_page(read: Read) -> None:
    page = "# Our roles\n\nAll of them.\n"
    for name in ("Cook", "Waiter", "Host"):
        page += f"\n## {name}\n\n### Responsibilities\n\n- Work: as a {name}\n\n### Skills\n\n- Care: much\n"
    found = read(page)

    assert ["Cook", "Waiter", "Host"] == [role.label for role in found.roles]
    assert ["as a Waiter"] == [words(item) for item in section(found, "responsibilities", 1).items]


def test_two_sections_of_a_kind_count_on(read: Read) -> None:
    found = read("# Nurse\n\n## Soft skills\n\n- Empathy: feel\n\n## Technical skills\n\n- Software: know\n")

    assert [0, 1] == [item.index for one in found.roles[0].sections for item in one.items]


def test_the_frame_of_a_page_is_left_out_and_told(read: Read) -> None:
    found = read(
        "Menu\n5 min read\n\nWhat is a nurse?\n\nSkills\n\n- Empathy: feel\n- Care: look\n\n"
        "Conclusion\n\nA fine job.\n\nKey takeaways 🔑\n\nSubscribe to our newsletter\n"
    )

    assert [(1, "boilerplate"), (2, "boilerplate"), (15, "after the conclusion"), (17, "boilerplate")] == [
        (one.line, one.reason) for one in found.skipped
    ]


def test_a_career_with_the_role_itself(read: Read) -> None:
    found = read(
        "# Nurse\n\n## Career path\n\n- Trainee nurse: an entry-level post\n- Ward assistant: helps\n"
        "- Nurse: the job itself\n"
        "- Head nurse/Ward manager: leads\n- Specialist roles: nurses may specialise in surgery\n"
    )
    items = section(found, "career").items

    assert ["entry", "previous", "self", "next", "lateral"] == [item.kind for item in items]
    assert ["Head nurse", "Ward manager"] == [name.label for name in items[3].roles]


def test_languages_mix_inside_an_entry(read: Read) -> None:
    found = read(
        "Mikä on sairaanhoitaja?\n\nTehtävät\n\n- Patient Care: Hoidetaan potilaita joka päivä. "
        "Nurses wash patients daily.\n"
        "- Kirjaaminen: Kaikki kirjataan huolellisesti ylös.\n"
    )
    first, second = section(found, "responsibilities").items

    assert ("fi", ["fi", "en"], "fi") == (found.language, [one.language for one in first.text], second.language)


def test_a_text_without_a_role_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="no role in it"):
        read("Dear diary, today I went out and nothing happened at all.")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(read: Read, ends: str) -> None:
    text = "What is a nurse?\n\nSkills\n\n- Empathy: feel\n- Care: look\n"

    assert read(text).roles == read(text.replace("\n", ends)).roles


def test_a_byte_order_mark_does_not_matter(read: Read) -> None:
    text = "# Nurse\n\n## Skills\n\n- Empathy: feel\n"

    assert read(text).roles == read("\ufeff" + text).roles


LINES = st.sampled_from(
    [
        "", "# Nurse", "## Skills", "### Empathy", "Skills", "**Tools**", "- one", "  - two", "1. Group:", "2. More",
        "- Label: text", "| a | b |", "|---|---|", "```", "---", "===", "What is a nurse?", "A nurse is kind.",
        "Conclusion", "> quoted", "Career: Cook, Waiter", "Menu", "* **Bold:** text", "Very short",
        "a line that goes on for long, long",
        "<!-- note -->", "\u00a0", "• x", "Inledning", "Навыки", "1) first", "___", "::", "**", "- ", "#",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@example(["### Empathy", "Inledning", "### Empathy", "What is a nurse?"], "0")
@given(st.lists(LINES, max_size=25), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_line_is_lost_and_no_offset_is_wrong(lines: list[str], noise: str) -> None:
    text = normalise("\n".join(["# Nurse", "## Skills", "- Empathy: feel", *lines, noise]))
    found = extract(kept_document("test.md", "0" * 64, text))

    assert set() == {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()} - covered(found)
    check_offsets(found)


def covered(found: Extraction) -> set[int]:
    """The lines that an extraction accounts for."""
    text = found.document.text
    lines = {one.line for one in found.skipped}

    def span(start: int, end: int) -> set[int]:
        return set(range(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 2))

    for role in found.roles:
        lines |= {role.line} | {one.line for one in role.sections}
        for one in role.sections:
            for sentence in one.text:
                lines |= span(sentence.start, sentence.end)
            for item in one.items:
                lines |= {item.line} | span(item.start, item.end)
    return lines


def check_offsets(found: Extraction) -> None:
    text = found.document.text
    for role in found.roles:
        assert text[role.start : role.end].strip()
        for one in role.sections:
            for item in one.items:
                assert 0 <= item.start < item.end <= len(text)
                if item.label is not None:
                    assert item.label_start is not None
                    assert item.start <= item.label_start
                    assert item.label[:1] == text[item.label_start]
                for sentence in item.text:
                    assert sentence.text[:1] == text[sentence.start]
                    assert sentence.text[-1:] == text[sentence.end - 1]
