"""Roles told by level and function, in several languages; nothing is made of a level alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.concepts import Label, concepts, function_of
from loaders.identity import curated_concepts, is_candidate
from loaders.lexicon import languages
from loaders.ranks import ranked_role
from ontology.terms import ConceptKind


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "Senior CSR", "senior-customer-service-representative"),
        ("en", "Manager, customer care", "customer-service-manager"),
        ("en", "VP Sales", "vice-president-of-sales"),
        ("sv", "Marknadschef", "marketing-manager"),
        ("nb", "Markedsføringsdirektør", "marketing-director"),
        ("da", "Kundeservicechef", "customer-service-manager"),
        ("de", "Leiter Kundenservice", "head-of-customer-service"),
        ("ru", "Старший бухгалтер", "senior-accountant"),
        ("fi", "Vanhempi asiakasneuvoja", "senior-customer-service-representative"),
    ],
)
def test_a_name_is_a_level_and_a_role_or_function(language: str, text: str, role: str) -> None:
    assert role == ranked_role(text, language)


@pytest.mark.parametrize("text", ["Team lead", "Senior", "Director of pastry", "lead generation specialist", ""])
def test_what_names_no_known_function_is_told_by_no_rank(text: str) -> None:
    assert ranked_role(text, "en") is None


def test_a_level_alone_is_of_the_function_that_the_career_has() -> None:
    step = Label(ConceptKind.ROLE, "en", "Team lead")
    path = Label(ConceptKind.ROLE, "en", "customer service representative")

    assert "customer-service" == function_of(path)
    assert (ConceptKind.ROLE.iri("customer-service-team-lead"),) == concepts(replace(step, function=function_of(path)))
    assert is_candidate(concepts(step)[0])


def test_levels_are_not_confused() -> None:
    names = ["Director of customer experience", "Head of customer support", "Customer support manager", "Senior CSR"]
    found = [concepts(Label(ConceptKind.ROLE, "en", name)) for name in names]

    assert len(names) == len(set(found))
    assert not any(is_candidate(one) for (one,) in found)


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("uk", "Старший спеціаліст служби підтримки", "senior-customer-service-representative"),
        ("zh-Hans", "高级客服专员", "senior-customer-service-representative"),
        ("en", "Senior specialist, technical support", "senior-technical-support-specialist"),
        ("en", "Trainee customer service manager", None),
    ],
)
def test_of_two_levels_one_may_only_say_who_does_the_work(language: str, text: str, role: str | None) -> None:
    assert role == ranked_role(text, language)


@given(st.text(max_size=40), st.sampled_from(sorted(languages())))
def test_any_text_has_a_curated_role_or_none(text: str, language: str) -> None:
    assert ranked_role(text, language) in {None, *curated_concepts(ConceptKind.ROLE)}


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("it", "Responsabile del servizio clienti", "customer-service-manager"),
        ("pt", "Diretor de atendimento ao cliente", "director-of-customer-service"),
        ("lt", "Klientų aptarnavimo vadovas", "customer-service-manager"),
        ("ja", "カスタマーサポートマネージャー", "customer-service-manager"),
        ("zh-Hant", "銷售總監", "sales-director"),
        ("hr", "Voditelj prodaje", "sales-manager"),
        ("sl", "Vodja prodaje", "sales-manager"),
        ("tr", "Müşteri Hizmetleri Müdürü", "customer-service-manager"),
        ("tr", "İnsan Kaynakları Müdürü", "human-resources-manager"),
        ("is", "Sölustjóri", "sales-manager"),
        ("uk", "Керівник служби підтримки", "customer-service-manager"),
        ("cs", "Vedoucí nákupu", "procurement-manager"),
        ("ro", "Manager de vanzari", "sales-manager"),
    ],
)
def test_levels_and_functions_are_told_in_languages_without_other_vocabulary(
    language: str, text: str, role: str
) -> None:
    assert role == ranked_role(text, language)
