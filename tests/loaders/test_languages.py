from __future__ import annotations

import pytest

from loaders.languages import document_language, known, label_language, sentence_language

TEXTS = {
    "de": "Eine Pflegefachkraft versorgt kranke Menschen und plant, was sie täglich brauchen.",
    "en": "A nurse cares for people who are ill and plans what they need day by day.",
    "fi": "Sairaanhoitaja hoitaa potilaita ja suunnittelee, mitä he päivittäin tarvitsevat.",
    "nb": "En sykepleier tar seg av syke mennesker og planlegger hva de trenger hver dag.",
    "ru": "Медсестра ухаживает за больными и планирует, что им нужно каждый день.",
    "sv": "En sjuksköterska tar hand om sjuka människor och planerar vad de behöver varje dag.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_document_is_told_by_its_prose(language: str) -> None:
    assert (language, True) == document_language([TEXTS[language]])


def test_labels_in_another_language_do_not_sway_a_document() -> None:
    assert ("fi", True) == document_language(["Team Lead", "Senior CSR", "Best practices", TEXTS["fi"]])


def test_the_declared_language_helps_where_nothing_can_be_told() -> None:
    assert ("sv", False) == document_language(["CRM"], "sv-FI")


@pytest.mark.parametrize(
    ("label", "document", "context", "language"),
    [
        ("Handling Inquiries", "fi", "en", "en"),
        ("Clear Communication", "sv", "sv", "en"),
        ("Empati", "sv", "sv", "sv"),
        ("Kundeonboarding", "nb", "nb", "nb"),
        ("Professionalism", "sv", "sv", "sv"),
        ("Ongelmanratkaisu", "fi", None, "fi"),
        ("CRM", "fi", None, "fi"),
        ("2024", "ru", None, "ru"),
    ],
)
def test_a_label_is_the_documents_or_english(label: str, document: str, context: str | None, language: str) -> None:
    assert language == label_language(label, document, context)


def test_a_sentence_in_a_third_language_is_seen() -> None:
    assert "de" == sentence_language(TEXTS["de"], "fi")


def test_near_languages_are_not_confused_by_one_sentence() -> None:
    assert "nb" == sentence_language("Evnen til å tenke kritisk.", "nb")


@pytest.mark.parametrize(
    ("declared", "tag"), [("no", "nb"), ("EN-us", "en"), ("fin", "fi"), ("tlh", None), (None, None)]
)
def test_a_declared_tag_is_read_as_the_lexicon_writes_it(declared: str | None, tag: str | None) -> None:
    assert tag == known(declared)
