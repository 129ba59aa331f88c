"""Texts that can be said in another language, wherever they were written."""

from __future__ import annotations

import pytest

from ontology.errors import QueryError
from ontology.said import Quoted, Said, message_of, said, sentence

FINNISH = {
    "the parameter %(name)s: %(problem)s": "parametri %(name)s: %(problem)s",
    "%(n)s is too much": "liikaa: %(n)s",
}


def finnish(message: str) -> str:
    return FINNISH[message]


def test_a_text_is_english_and_can_be_said_otherwise() -> None:
    told = said("the parameter %(name)s: %(problem)s", name="limit", problem=said("%(n)s is too much", n=7))

    assert "the parameter limit: 7 is too much" == told
    assert "parametri limit: liikaa: 7" == told.into(finnish)
    assert "parametri <limit>: liikaa: <7>" == told.into(finnish, lambda value: f"<{value}>")


def test_a_text_becomes_a_sentence() -> None:
    told = sentence(said("%(n)s is too much", n="all of it"))

    assert "All of it is too much." == told
    assert isinstance(told, Said)
    assert "Liikaa: all of it." == told.into(finnish)
    assert "Odd." == sentence("odd")
    assert isinstance(sentence(Quoted("odd")), Quoted)


def test_a_value_is_no_message() -> None:
    assert "%(n)s is too much" == said("%(text)s", text="%(n)s is too much").into(lambda message: message)


@pytest.mark.parametrize(
    ("error", "kind"),
    [(QueryError(said("x")), Said), (QueryError("x"), Quoted), (ValueError(1), Quoted), (OSError(), Quoted)],
)
def test_an_error_gives_what_was_said(error: Exception, kind: type[str]) -> None:
    assert isinstance(message_of(error), kind)
    assert str(error) == message_of(error)
