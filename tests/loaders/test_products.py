from __future__ import annotations

import pytest

from loaders.concepts import Label, concepts
from loaders.products import products
from ontology.terms import ConceptKind


def names(text: str, language: str = "en") -> list[str]:
    return [found.label for found in products(text, language, in_tools=True)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Platforms such as Zyxo Desk, Qandle and Brumbly.io help.", "en", ["Zyxo Desk", "Qandle", "Brumbly.io"]),
        ("Zyxo, Qandle og Brumbly hjelper til.", "nb", ["Zyxo", "Qandle", "Brumbly"]),
        ("Ohjelmat, kuten Zyxo tai Qandle Pro, auttavat.", "fi", ["Zyxo", "Qandle Pro"]),
        ("Zyxo, Qandle Pro и другие платформы.", "ru", ["Zyxo", "Qandle Pro"]),
        ("Verktyg (t.ex. Zyxo) hjälper.", "sv", ["Zyxo"]),
        ("Med Zyxo Desk och Qandle går det.", "sv", ["Zyxo Desk", "Qandle"]),
        ("CRM systems, VoIP and SLAs matter.", "en", []),
        ("Help Desk-program och CRM-system.", "sv", []),
        ("Werkzeuge wie Hammer und Säge liegen bereit.", "de", []),
        ("Programme wie ZyxoDesk und Qandle Pro.", "de", ["ZyxoDesk", "Qandle Pro"]),
        ("Poruke se pišu Outlookom i Zyxo Deskom.", "hr", ["Outlook", "Zyxo Deskom"]),
        ("Tools help people every day.", "en", []),
        ("Dashboards in Zyxo 365 are shared.", "en", ["Zyxo 365"]),
        ("ZYqandle for tickets", "en", ["ZYqandle"]),
        ("KPIene og SLAene vises her.", "nb", []),
        ("Kasutame Zyxo tabeleid.", "et", ["Zyxo"]),
        ("Zyxo и служба за справки.", "bg", ["Zyxo"]),
        ("Training for Zyxo is given.", "bg", ["Zyxo"]),
        ("Customer Relationship Management software such as Zyxo.", "en", ["Zyxo"]),
        ("Reports to the Head of Finance through Zyxo.", "en", ["Zyxo"]),
        ("Telefon, Excel och Outlook", "sv", ["Excel", "Outlook"]),
        ("I dati vanno alla Questura con Zyxo.", "it", ["Zyxo"]),
        ("Tilastot lähetetään Verohallinnolle Zyxossa.", "fi", ["Zyxo"]),
        ("Read our Health and Safety Policy in Zyxo.", "en", ["Zyxo"]),
        ("Sistemas CRM como Zyxo para clientes.", "es", ["Zyxo"]),
    ],
)
def test_names_are_told_by_their_capitals(text: str, language: str, found: list[str]) -> None:
    assert found == names(text, language)


def test_outside_tools_only_the_vocabulary_counts() -> None:
    assert () == products("They write in Zyxo Chart.", "en", in_tools=False)


def test_offsets_are_those_of_the_text() -> None:
    text = "Tools like Zyxo Desk help."

    assert ["Zyxo Desk"] == [text[found.start : found.end] for found in products(text, "en", in_tools=True)]


def test_a_known_name_is_given_as_written_and_is_one_product() -> None:
    found = products("They keep lists in MS Excel.", "en", in_tools=False)

    assert ["MS Excel"] == [one.label for one in found]
    assert concepts(Label(ConceptKind.TOOL, "en", "Excel")) == concepts(Label(ConceptKind.TOOL, "en", found[0].label))


def test_a_name_that_is_an_ordinary_word_needs_company() -> None:
    assert [] == names("Access to the systems. Drive carefully. Close the shop.")
    assert ["Notion", "Zyxo"] == names("Tools such as Notion and Zyxo.")


def test_a_run_of_letters_without_spaces_may_hold_several_names() -> None:
    assert ["企业微信", "钉钉", "腾讯会议"] == names("使用企业微信、钉钉、腾讯会议沟通。", "zh-Hans")


def test_a_name_may_begin_with_a_mark() -> None:
    assert [".NET"] == names("They build it with .NET every day.")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("SAP Zyxo and SAP QX run here.", "en", ["SAP Zyxo", "SAP QX"]),
        ("They use Jira Tickets and SAP Trello.", "en", ["Jira", "SAP", "Trello"]),
        ("Sie nutzen SAP QX und Trello Karten.", "de", ["SAP QX", "Trello"]),
        ("Trellossa QX näkyy.", "fi", ["Trello"]),
    ],
)
def test_a_known_name_may_go_on(text: str, language: str, found: list[str]) -> None:
    assert found == names(text, language)


@pytest.mark.parametrize(
    ("text", "found"), [("Telephone", []), ("Zyxo", ["Zyxo"]), ("Home Care Zyxo", ["Home Care Zyxo"])]
)
def test_what_stands_alone_behind_a_label_is_a_name_unless_it_is_a_common_word(text: str, found: list[str]) -> None:
    assert found == [one.label for one in products(text, "en", in_tools=True, alone=True)]
