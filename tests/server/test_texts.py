"""The catalogues: every text in every language, nothing that no page says, and the same places to fill."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from server.texts import Texts, direction, languages, texts


@pytest.fixture(scope="module")
def marked(checkout: Path) -> set[str]:
    """The texts that code and templates mark, found where `make texts` looks."""
    mappings = tomllib.loads((checkout / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    return {
        str(message)
        for _, _, message, *_ in extract_from_dir(checkout, methods, keywords={"_": None, "N_": None, "said": None})
    }


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_has_every_text_and_no_other(language: str, marked: set[str]) -> None:
    messages = texts(language).messages

    assert 50 <= len(marked)
    assert marked == set(messages)
    assert [] == [message for message, text in messages.items() if not text.strip()]


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_holds_nothing_unsure_or_left_behind(language: str, checkout: Path) -> None:
    with (checkout / "server/translations" / language / "LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)

    assert language == str(catalogue.locale)
    assert [] == [message.id for message in catalogue if message.fuzzy and message.id]
    assert {} == catalogue.obsolete
    assert [] == [error for message in catalogue for error in message.check(catalogue)]


@pytest.mark.parametrize("language", languages()[1:])
def test_a_translation_fills_the_same_places_and_ends_alike(language: str) -> None:
    for message, text in texts(language).messages.items():
        assert sorted(re.findall(r"%\(\w+\)s", message)) == sorted(re.findall(r"%\(\w+\)s", text)), text
        assert (message[-1] in ".:") == (text[-1] in ".:"), text


def test_a_text_is_filled_and_falls_back_to_english() -> None:
    assert "Nykyinen versio on 1.0.0." == texts("fi")("The current version is %(version)s.", version="1.0.0")
    assert "Version" == texts("en")("Version")
    assert "100 %" == Texts("fi", {})("100 %")


def test_directions() -> None:
    assert ["ltr", "rtl", "ltr", "auto", "auto"] == [direction(tag) for tag in ("fi", "ar", "zh-Hant", "", "qqq")]
