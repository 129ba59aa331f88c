from __future__ import annotations

import pytest

from loaders.headings import akin, kind_of


@pytest.mark.parametrize(
    ("heading", "language", "kind"),
    [
        ("Key Responsibilities", "en", "responsibilities"),
        ("What does a nurse do?", "en", "responsibilities"),
        ("3. Required Skills and Qualifications:", "en", "skills"),
        ("**Tools & Technologies**", "en", "tools"),
        ("Career Path", "en", "career"),
        ("Best practices", "en", "best_practices"),
        ("Vastuut ja tehtävät", "fi", "responsibilities"),
        ("Vaadittava osaaminen", "fi", "skills"),
        ("Uralla eteneminen", "fi", "career"),
        ("Arbetsuppgifter och ansvar", "sv", "responsibilities"),
        ("Hjelpemidler og programvare", "nb", "tools"),
        ("Требования к кандидату", "ru", "skills"),
        ("Карьерный рост", "ru", "career"),
        ("Anforderungsprofil", "de", "skills"),
        ("Fazit", "de", "conclusion"),
        ("Skills", "ru", "skills"),
    ],
)
def test_the_words_tell_the_kind(heading: str, language: str, kind: str) -> None:
    assert kind == kind_of(heading, language).kind


def test_unknown_words_tell_nothing() -> None:
    assert kind_of("Lorem ipsum of the zyxo", "en").kind is None


def test_the_roles_own_name_does_not_count() -> None:
    with_role = kind_of("Skills of a warehouse logistics coordinator", "en", ["warehouse", "logistics", "coordinator"])
    without = kind_of("Skills of a warehouse logistics coordinator", "en")

    assert (1.0, True) == (with_role.coverage, without.coverage < 0.5)


def test_two_kinds_in_one_heading_are_a_doubt() -> None:
    found = kind_of("Skills, tools", "en")

    assert (True, "skills") == (found.uncertain, found.kind)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tilivastaavan", "tilivastaava", True),
        ("kundtjänstmedarbetare", "kundtjänst", True),
        ("nurse", "nursing", True),
        ("data", "date", False),
        ("analyst", "account", False),
    ],
)
def test_words_are_akin_by_their_beginning(one: str, other: str, same: bool) -> None:
    assert same == akin(one, other)
