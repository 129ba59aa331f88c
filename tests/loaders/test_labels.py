from __future__ import annotations

from loaders.blocks import blocks
from loaders.labels import labels
from loaders.read import document


def found(text: str) -> list[str | None]:
    entries = blocks(document("test.md", text.encode())).blocks
    cut = labels(entries, [False] * len(entries))
    return [block.text[: label.end] if label else None for block, label in zip(entries, cut, strict=True)]


def test_a_colon_ends_a_label() -> None:
    assert ["Empathy", "Time management"] == found("- Empathy: feel\n- Time management: plan")


def test_a_colon_before_a_hard_space_ends_a_label() -> None:
    assert ["Empathy", "Care"] == found("- Empathy:\u00a0feel\n- Care:\u00a0look")


def test_a_full_width_colon_needs_no_space() -> None:
    assert ["共感", "忍耐"] == found("- 共感：相手の気持ち\n- 忍耐：待つこと")


def test_bold_letters_are_a_label_whatever_follows() -> None:
    assert ["Empathy", "Care", "Rest"] == found("- **Empathy** feel\n- **Care:** look\n- **Rest** – sleep")


def test_a_time_or_an_address_holds_no_label() -> None:
    assert [None, None] == found("- Open from 10:30 on\n- See https://example.org for more")


def test_one_long_beginning_among_bare_entries_is_no_label() -> None:
    text = "- Use all of the following tools every single day: Excel\n- Write\n- Read\n- Count"

    assert [None] * 4 == found(text)


def test_a_dash_ends_a_label_where_most_entries_have_one() -> None:
    assert ["Empathy", "Care", None] == found("- Empathy - feel\n- Care – look\n- Rest and sleep")


def test_a_single_dash_is_punctuation() -> None:
    assert [None, None, None] == found("- Write - and read\n- Count\n- Rest")
