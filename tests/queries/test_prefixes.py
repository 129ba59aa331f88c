from __future__ import annotations

from ontology.terms import RG, RGID
from queries.prefixes import with_prefixes


def test_a_prefix_that_is_used_is_declared() -> None:
    assert f"PREFIX rg: <{RG}> ASK {{ ?s a rg:Role }}" == with_prefixes("ASK { ?s a rg:Role }")


def test_a_declared_prefix_stays_as_it_is() -> None:
    query = "PREFIX rg: <http://example.org/> ASK { ?s a rg:Role }"

    assert query == with_prefixes(query)


def test_names_in_strings_and_comments_do_not_count() -> None:
    query = 'ASK { ?s ?p "rg:Role" } # skos:prefLabel'

    assert query == with_prefixes(query)


def test_lines_stay_where_they_are() -> None:
    query = "ASK {\n ?s a rg:Role ; ?p rgid:x }"

    assert f"PREFIX rg: <{RG}> PREFIX rgid: <{RGID}> {query}" == with_prefixes(query)
