"""Ranking, counting and narrowing, on labels of the tests' own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from loaders.search.index import MOST, SearchIndex
from loaders.search.ranking import Wanted
from ontology.terms import Graph, Rdf, Rdfs, Rg, Skos
from tests.loaders.search.conftest import EX, quad

P, A, H = Skos.prefLabel, Skos.altLabel, Skos.hiddenLabel
Make = Callable[..., SearchIndex]


def names(index: SearchIndex, text: str, **wanted: tuple[str, ...]) -> list[str]:
    return [hit.iri.removeprefix(EX) for hit in index.search(text, Wanted(**wanted)).hits]


def test_the_better_a_label_fits_the_earlier_it_comes(index_of: Make) -> None:
    labels = {
        "exact": "palvelu@fi",
        "whole": "hyvä palvelu@fi",
        "prefix": "palveluneuvoja@fi",
        "stem": "tuetut palvelut@fi",
        "end": "asiakaspalvelu@fi",
        "similar": "muu pavelu@fi",
    }
    index = index_of(quad(name, label, P) for name, label in labels.items())
    found = names(index, "palvelu")

    assert ["exact", "whole"] == found[:2]
    assert {"prefix", "stem"} == set(found[2:4])
    assert ["end", "similar"] == found[4:]


def test_the_readers_language_then_preferred_curated_and_used_come_first(index_of: Make) -> None:
    uses = [
        Quad(NamedNode(f"{EX}role{n}"), Rg.requiresSkill, NamedNode(EX + "used"), Graph.STATEMENTS) for n in range(9)
    ]
    curated = Quad(NamedNode(EX + "curated"), Rg.status, Rg.Curated, Graph.CANDIDATES)
    labels = [quad(name, "chef@sv", P) for name in ("candidate", "used", "curated")]
    labels += [quad("french", "chef@fr", P), quad("other", "chef@sv", A)]
    index = index_of([*labels, *uses, curated])

    assert ["curated", "used", "candidate", "other", "french"] == names(index, "chef", chain=("sv", "en"))
    assert "french" == names(index, "chef", chain=("fr",))[0]


def test_a_concept_is_one_hit_with_the_label_that_matched_and_its_best_name(index_of: Make) -> None:
    labels = ["empathy@en", "empatia@fi", "myötätunto@fi", "empati@sv"]
    index = index_of(quad("skill", label, A if label.startswith("my") else P) for label in labels)
    (hit,) = index.search("myotatunto", Wanted(chain=("sv", "en"))).hits

    assert ("myötätunto", "fi", "altLabel") == (hit.label.text, hit.label.language, hit.label.kind)
    assert ("empati", "sv", "prefLabel") == (hit.name.text, hit.name.language, hit.name.kind)


def test_types_and_languages_are_counted_and_narrow(index_of: Make) -> None:
    types = [
        Quad(NamedNode(EX + name), Rdf.type, kind, Graph.CANDIDATES) for name, kind in (("a", Rg.Role), ("b", Rg.Skill))
    ]
    index = index_of([*types, quad("a", "support@en", P), quad("a", "support@sv", A), quad("b", "support@en", P)])
    found = index.search("support")

    assert (2, {"role": 1, "skill": 1}, {"en": 2, "sv": 1}) == (found.total, found.types, found.languages)
    narrowed = index.search("support", Wanted(types=("role",)))
    assert (1, {"role": 1, "skill": 1}, {"en": 1, "sv": 1}) == (narrowed.total, narrowed.types, narrowed.languages)
    assert ["a"] == names(index, "support", languages=("sv",))
    assert [] == names(index, "support", languages=("fi",))


def test_pages_do_not_overlap_and_end(index_of: Make) -> None:
    index = index_of(quad(f"n{number}", f"agent {number}@en", P) for number in range(45))
    pages = [[hit.iri for hit in index.search("agent", offset=20 * page).hits] for page in range(4)]

    assert [20, 20, 5, 0] == [len(page) for page in pages]
    assert 45 == len({iri for page in pages for iri in page})


def test_more_labels_than_are_ranked_are_told_and_still_narrowed(index_of: Make) -> None:
    many = [quad(f"n{number}", "agent@en", P) for number in range(MOST + 100)]
    index = index_of([*many, quad("last", "agent@fi", P)])

    assert index.search("agent").more
    assert ["last"] == names(index, "agent", languages=("fi",))


def test_a_word_that_is_not_there_takes_no_other_away(index_of: Make) -> None:
    index = index_of([quad("a", "support specialist@en", P)])

    assert ["a"] == names(index, "support specialist xqzzw")
    assert ["a"] == names(index, "suport specialst")
    assert [] == names(index, "xqzzw")


@pytest.mark.parametrize("typed", ["c++", "C++", "c ++"])
def test_names_of_signs(index_of: Make, typed: str) -> None:
    index = index_of([quad("cpp", "C++@en", P), quad("c", "C@en", P), quad("csharp", "C#@en", P)])

    assert typed == "c ++" or "cpp" == names(index, typed)[0]
    assert "csharp" == names(index, "c#")[0]


@pytest.mark.parametrize("typed", ["客服", "客户服", "客户服务代", "客户月务"])
def test_scripts_without_spaces(index_of: Make, typed: str) -> None:
    index = index_of(
        [
            quad("service", "客户服务@zh-hans", P),
            quad("service", "客服@zh-hans", A),
            quad("other", "人力资源@zh-hans", P),
        ]
    )

    assert ["service"] == names(index, typed)


def test_labels_outside_the_seven_graphs_are_found_where_everything_is_served(index_of: Make) -> None:
    foreign = quad("foreign", "stranger@en", Rdfs.label, NamedNode(EX + "graph"))

    assert ["foreign"] == names(index_of([foreign]), "stranger")


def test_and_nowhere_else(index_of: Make) -> None:
    foreign = quad("foreign", "stranger@en", Rdfs.label, NamedNode(EX + "graph"))
    index = index_of([foreign, quad("own", "stranger@sv", P)], everything=False)

    assert ["own"] == names(index, "stranger")


def test_an_index_without_labels_answers(index_of: Make) -> None:
    assert [] == names(index_of([]), "anything at all")


@given(text=st.text(max_size=300), types=st.lists(st.text(max_size=9), max_size=3), page=st.integers(0, 300))
def test_nothing_that_is_typed_breaks_it(vocabulary_index: SearchIndex, text: str, types: list[str], page: int) -> None:
    found = vocabulary_index.search(text, Wanted(types=types, chain=["fi"]), 20 * page)

    assert len(found.hits) <= 20
    assert found.total >= len(found.hits)


@pytest.mark.parametrize(
    "typed", ["*", ".*", "a.*", "(", "[a", "a AND b", "title:x", "\\", "a\0b", "%00", '+-!^~"', "a" * 200, "ab " * 60]
)
def test_what_looks_like_a_pattern_is_text(vocabulary_index: SearchIndex, typed: str) -> None:
    assert vocabulary_index.search(typed).total >= 0
