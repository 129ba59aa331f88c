"""`/queries` over HTTP: the catalogue, rows, pages of rows, and what is wrong with a parameter."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode

import pytest
from markupsafe import escape
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from ontology.terms import RGID
from queries import load_queries
from server.formats import GRAPHS, SOLUTIONS
from server.settings import Settings
from tests.server.conftest import Client, Reply, serving

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
CSR = f"{RGID}role/customer-service-representative"
SHIPPED = load_queries()


def get(client: Client, name: str, *given: tuple[str, str], **headers: str) -> Reply:
    return client.send("GET", f"/queries/{name}?{urlencode(given)}", None, **headers)


def rows(client: Client, name: str, *given: tuple[str, str], **headers: str) -> list[dict[str, Any]]:
    reply = get(client, name, *given, ("format", "rows"), **headers)
    assert 200 == reply.status, reply.text
    found: list[dict[str, Any]] = json.loads(reply.body)
    return found


def test_the_catalogue_lists_every_query(asked: Client) -> None:
    reply = asked.send("GET", "/queries")
    found = {one["name"]: one for one in json.loads(reply.body)["queries"]}

    assert list(SHIPPED) == list(found)
    assert ["json", "xml", "csv", "tsv", "rows"] == found["roles"]["formats"][:5]
    assert {"name": "limit", "type": "integer", "minimum": 1, "maximum": 100000, "default": "1000"}.items() <= found[
        "roles"
    ]["parameters"][0].items()
    assert 200 == asked.send("GET", found["roles"]["href"]).status


def test_the_catalogue_is_a_page_to_browsers_and_by_its_format(asked: Client) -> None:
    for reply in (asked.send("GET", "/queries", None, **HTML), asked.send("GET", "/queries?format=html")):
        assert "text/html; charset=utf-8" == reply.headers["content-type"]
        assert [] == [one.summary for one in SHIPPED.values() if str(escape(one.summary)) not in reply.text]
    assert "application/json" == asked.send("GET", "/queries?format=json", None, **HTML).headers["content-type"]
    assert 400 == asked.send("GET", "/queries?format=csv").status


@pytest.mark.parametrize("name", SHIPPED)
def test_every_query_answers_with_its_defaults(asked: Client, name: str) -> None:
    page = get(asked, name, **HTML)

    assert isinstance(rows(asked, name), list)
    assert 200 == page.status
    assert 'role="alert"' not in page.text


@pytest.mark.parametrize("one", SOLUTIONS, ids=lambda one: one.name)
def test_every_format_is_given_by_word_and_by_header(asked: Client, one: Any) -> None:
    by_word = get(asked, "skills-of-role", ("format", one.name))
    by_header = get(asked, "skills-of-role", Accept=one.media_types[0])

    assert 200 == by_word.status == by_header.status
    assert one.media_types[0] == by_word.headers["content-type"].partition(";")[0]
    assert by_header.headers["content-type"] == by_word.headers["content-type"]


def test_rows_hold_plain_values(asked: Client) -> None:
    found = rows(asked, "roles")

    assert CSR == found[0]["role"]
    assert isinstance(found[0]["documents"], int)
    assert found[0]["reviewed"] is True
    assert {"level": None}.items() <= found[0].items()


def test_rows_are_those_of_the_other_formats(asked: Client) -> None:
    plain = rows(asked, "tools-by-category", ("at_least", "0"))
    results = parse_query_results(get(asked, "tools-by-category", ("at_least", "0")).body, QueryResultsFormat.JSON)
    table = list(
        csv.DictReader(io.StringIO(get(asked, "tools-by-category", ("at_least", "0"), Accept="text/csv").text))
    )

    assert len(plain) == len(list(cast(QuerySolutions, results))) == len(table) > 0
    assert [{key: "" if one is None else str(one) for key, one in row.items()} for row in plain] == table


@pytest.mark.parametrize("label", ["Customer Service Representative", " ASIAKASPALVELIJA ", CSR, f"<{CSR}>"])
def test_a_label_in_any_language_stands_for_its_concept(asked: Client, label: str) -> None:
    expected = rows(asked, "skills-of-role", ("role", "rgid:role/customer-service-representative"))

    assert expected == rows(asked, "skills-of-role", ("role", label))
    assert expected


def test_languages_are_the_reader_s_unless_given(asked: Client) -> None:
    def languages(*given: tuple[str, str], **headers: str) -> set[str]:
        return {row["language"] for row in rows(asked, "skills-of-role", *given, **headers)}

    assert "fi" in languages(Accept_Language="fi, en;q=0.5")
    assert "fi" not in languages()
    assert "fi" not in languages(("lang", "sv"), Accept_Language="fi")
    # Another language is another answer although the URL is the same, from the cache too.
    for _ in range(3):
        assert languages(Accept_Language="fi") != languages(Accept_Language="en")
    assert "Accept-Language" in get(asked, "skills-of-role").headers["vary"]


def test_pages_together_are_the_rows(asked: Client) -> None:
    whole = rows(asked, "role-profile")
    url, found = f"/queries/role-profile?{urlencode({'format': 'rows', 'per_page': 4, 'role': CSR})}", []
    while url:
        reply = asked.send("GET", url)
        found += json.loads(reply.body)
        links = dict(reversed(one) for one in re.findall(r'<([^>]*)>; rel="(\w+)"', reply.headers["link"]))
        assert {"first", "last"} <= set(links)
        url = links.get("next", "")

    assert whole == found
    assert len(whole) > 4
    assert "page=1&" in links["first"]
    assert f"page={-(-len(whole) // 4)}&" in links["last"]


def test_a_page_past_the_last_is_empty_and_leads_back(asked: Client) -> None:
    reply = get(asked, "roles", ("format", "rows"), ("page", "1000000000"), ("per_page", "10000"))

    assert [] == json.loads(reply.body)
    assert 'page=1&per_page=10000>; rel="prev"' in reply.headers["link"]
    assert "next" not in reply.headers["link"]


def test_pages_stay_within_the_query_s_own_limit(asked: Client) -> None:
    reply = get(asked, "roles", ("limit", "3"), ("page", "2"), ("per_page", "2"), ("format", "rows"))

    assert rows(asked, "roles", ("limit", "3"))[2:] == json.loads(reply.body)
    assert 'rel="next"' not in reply.headers["link"]


@pytest.mark.parametrize(
    ("name", "given", "status", "parameter"),
    [
        ("roles", [("limit", "many")], 400, "limit"),
        ("roles", [("limit", "0")], 400, "limit"),
        ("roles", [("limti", "3")], 400, "limti"),
        ("roles", [("limit", "3"), ("limit", "4")], 400, "limit"),
        ("candidates", [("kind", "pet")], 400, "kind"),
        ("skills-of-role", [("role", "no such role")], 400, "role"),
        ("skills-of-role", [("role", "javascript:alert(1)> ")], 400, "role"),
        ("roles", [("page", "0")], 400, "page"),
        ("roles", [("per_page", "10001")], 400, "per_page"),
        ("roles", [("page", "٣")], 400, "page"),
        ("roles", [("lang", "!")], 400, None),
        ("roles", [("timeout", "soon")], 400, None),
        ("roles", [("format", "excel")], 400, None),
        ("roles", [("format", "turtle")], 406, None),
        ("nothing", [], 404, None),
    ],
)
def test_what_is_wrong_is_told_with_the_parameter_s_name(
    asked: Client, name: str, given: list[tuple[str, str]], status: int, parameter: str | None
) -> None:
    reply = get(asked, name, *given)
    problem = json.loads(reply.body)

    assert status == reply.status == problem["status"]
    assert "application/problem+json" == reply.headers["content-type"]
    assert parameter == problem.get("parameter")
    assert problem["detail"].endswith(".")


def test_an_answer_is_kept_by_its_etag(asked: Client) -> None:
    for headers in ({}, HTML):
        tag = get(asked, "roles", **headers).headers["etag"]
        assert 304 == get(asked, "roles", If_None_Match=tag, **headers).status


def test_head_has_the_headers_alone(asked: Client) -> None:
    reply = asked.send("HEAD", "/queries/roles?per_page=1")

    assert 200 == reply.status
    assert b"" == reply.body
    assert 'rel="next"' in reply.headers["link"]


GRAPH = """\
#+ summary: What is known of a role
#+ params:
#+   - {name: role, type: iri, description: The role., concept: role}
CONSTRUCT { ?_role ?p ?o } WHERE { ?_role ?p ?o }
"""
TRUTH = "#+ summary: Whether there is anything\nASK { ?s ?p ?o }\n"


def test_queries_of_every_form_are_served(questions_root: Path, tmp_path: Path) -> None:
    (tmp_path / "known.rq").write_text(GRAPH)
    (tmp_path / "there is anything.rq").write_text(TRUTH)
    (tmp_path / "anything.rq").write_text(TRUTH)
    with serving(Settings(store=questions_root, workers=1, queries=tmp_path)) as client:
        for one in GRAPHS:
            assert 200 == get(client, "known", ("role", CSR), ("format", one.name)).status
        assert [{"boolean": True}] == rows(client, "anything")
        assert "role" == json.loads(get(client, "known").body)["parameter"]
        assert 400 == get(client, "known", ("role", CSR), ("page", "1")).status
        assert 400 == get(client, "anything", ("page", "1")).status
        form = get(client, "known", **HTML)
        assert (200, True) == (form.status, "required" in form.text)
        assert "customer service representative" in get(client, "known", ("role", CSR), **HTML).text
        assert "Yes" in get(client, "anything", **HTML).text
        faults = json.loads(client.send("GET", "/queries").body)["faults"]
        assert ["there is anything.rq"] == [one["file"] for one in faults]
        assert 404 == client.send("GET", "/queries/" + quote("there is anything")).status
