"""Priority lists of languages."""

from __future__ import annotations

import pytest

from ontology.errors import QueryError
from queries.languages import language, priority_list


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("fi", ("fi",)),
        ("fi,en", ("fi", "en")),
        (" FI , en sv,", ("fi", "en", "sv")),
        ("fi,fi,en", ("fi", "en")),
        ("fi-FI,en", ("fi-fi", "fi-FI", "fi", "en")),
        ("zh-Hant", ("zh-hant", "zh-Hant", "zh")),
        ("no,en", ("nb", "no", "en")),
        ("fi,*,en", ("fi",)),
        ("*", ()),
        ("sl-u-co", ("sl-u-co", "sl-u-CO", "sl")),
    ],
)
def test_lists(value: str, tags: tuple[str, ...]) -> None:
    found = priority_list(value)

    # Tags that the lexicon knows below a range follow it; how many depends on the lexicon.
    assert tags == tuple(tag for tag in found if tag in tags)
    assert all(any(tag.startswith(f"{known}-") for known in tags) for tag in found if tag not in tags)


def test_too_many_languages_are_refused() -> None:
    with pytest.raises(QueryError, match="40 languages are too many"):
        priority_list(",".join(["fi"] * 40))


def test_a_single_language_has_one_name() -> None:
    assert ["nb", "zh-hant", "fi"] == [language(tag) for tag in ("no", "zh-Hant", " fi ")]
