"""Messages between processes, and problems in the reader's language."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from ontology.said import Quoted, Said, said
from server.saying import as_html, packed, unpacked
from server.settings import Settings
from tests.server.conftest import Client, serving

WORDS = st.text(max_size=20)
LEAVES = st.one_of(WORDS, WORDS.map(Quoted), st.integers(), st.none())
MESSAGES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Said, st.just("a %(one)s and %(two)s"), st.fixed_dictionaries({"one": inner, "two": inner}), st.booleans()
    ),
)


@given(MESSAGES.filter(lambda one: isinstance(one, str)))
def test_what_is_packed_is_unpacked(message: str) -> None:
    found = unpacked(json.loads(json.dumps(packed(message))))

    assert message == found
    assert type(message) is type(found)
    assert as_html(message, str) == as_html(found, str)


@given(WORDS)
def test_a_value_is_never_markup(text: str) -> None:
    for value in (text, Quoted(text), said("%(x)s", x=text)):
        shown = as_html(said("It is %(value)s.", value=value), lambda message: message.replace("It is", "<On>"))
        tree = LexborHTMLParser(f"<p>{shown}</p>")

        assert {"p", "bdi"} >= {one.tag for one in tree.css("body *")}
        assert "&lt;On&gt; " in shown


def detail(client: Client, path: str, **headers: str) -> tuple[str, str]:
    """The detail of a problem and the language that it is said to be in."""
    reply = client.send("GET", path, None, **headers)
    assert "application/problem+json" == reply.headers["content-type"]
    assert {"Accept", "Accept-Language"} <= set(reply.headers["vary"].split(", "))
    return json.loads(reply.body)["detail"], reply.headers["content-language"]


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/explore?depth=9", {}, ("`depth` is a whole number from 1 to 3, not “9”.", "en")),
        ("/explore?depth=9", {"Accept_Language": "fi"}, ("`depth` on kokonaisluku väliltä 1–3, ei ”9”.", "fi")),
        (
            "/explore?depth=9&lang=sv",
            {"Accept_Language": "fi"},
            ("`depth` är ett heltal från 1 till 3, inte ”9”.", "sv"),
        ),
        ("/explore?depth=9&lang=et", {}, ("`depth` is a whole number from 1 to 3, not “9”.", "en")),
        # Whoever's `lang` can't be read is told so in the browser's language.
        (
            "/roles?lang=",
            {"Accept_Language": "fi"},
            ('Parametri `lang`: "" ei ole kielitunnus, kuten fi tai zh-Hant.', "fi"),
        ),
        (
            "/nowhere",
            {"Accept_Language": "ru"},
            ("По этому адресу ничего нет. Проверьте его или начните с главной страницы.", "ru"),
        ),
        # What a worker says.
        (
            "/sparql?format=dot&query=SELECT%281AS%3Fx%29%7B%7D",
            {"Accept_Language": "nb"},
            ("Ingen kolonne i svaret inneholder IRI-er, så det er ingenting å tegne; ", "nb"),
        ),
        # What is said below the server.
        (
            "/queries/skills-of-role?role=nobody",
            {"Accept_Language": "fi"},
            ('Parametri role: nimeä "nobody" ei ole (rooli); anna IRI tai toinen nimi.', "fi"),
        ),
    ],
)
def test_details_are_in_the_readers_language(
    client: Client, path: str, headers: dict[str, str], expected: tuple[str, str]
) -> None:
    told, language = detail(client, path, **headers)

    assert told.startswith(expected[0])
    assert expected[1] == language


def test_titles_are_too_and_all_else_is_the_same(client: Client) -> None:
    english, finnish = (
        json.loads(client.send("GET", "/paths?from=a", None, Accept_Language=tag).body) for tag in ("en", "fi")
    )

    assert "The request can't be understood" == english.pop("title")
    assert "Pyyntöä ei voi tulkita" == finnish.pop("title")
    assert english.pop("detail") != finnish.pop("detail")
    assert english == finnish


def test_a_page_marks_the_engines_own_words(client: Client) -> None:
    query = quote("SELECT * {} GROUP BY ?s")
    page = LexborHTMLParser(client.send("GET", f"/sparql?query={query}&lang=fi", None, Accept="text/html").text)
    told = page.css_first("#mistake > p:last-of-type")

    assert told is not None
    assert told.text().startswith("Rivi 1, sarake ")
    engine = told.css_first("[lang=en]")
    assert engine is not None
    assert "GROUP BY" in engine.text()


def test_an_update_is_told_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret")
    settings = Settings(
        store=tmp_path / "plain", workers=1, plain=True, allow_update=True, token_file=tmp_path / "token"
    )
    with serving(settings) as writing:
        reply = writing.send(
            "POST",
            "/sparql",
            b"INSERT DATA { <x:a> <x:b> 1 } nonsense",
            Content_Type="application/sparql-update",
            Authorization="Bearer secret",
            Accept_Language="sv",
        )
    told = json.loads(reply.body)

    assert (400, "sv") == (reply.status, reply.headers["content-language"])
    assert told["detail"].endswith("ingen SPARQL-uppdatering fortsätter så här.")
    assert (1, 31) == (told["line"], told["column"])


def test_queries_are_in_the_readers_language_and_ones_own_as_written(tmp_path: Path, store_root: Path) -> None:
    (tmp_path / "mine.rq").write_text("#+ summary: Skills that a role requires\nSELECT ?s WHERE { ?s ?p ?o }\n")
    with serving(Settings(store=store_root, workers=1, queries=tmp_path)) as found:
        pages = {
            path: LexborHTMLParser(found.send("GET", f"{path}?lang=fi", None, Accept="text/html").text)
            for path in (
                "/queries",
                "/queries/skills-of-role",
                "/queries/mine",
                "/queries/candidates",
                "/sparql",
                "/api",
            )
        }
        listed = json.loads(found.send("GET", "/queries?lang=fi", None, Accept="application/json").body)
    texts = {path: page.body.text() if page.body else "" for path, page in pages.items()}

    for path in ("/queries", "/queries/skills-of-role", "/sparql", "/api"):
        assert "Roolin edellyttämät taidot" in texts[path], path
    assert ["Skills that a role requires"] == [one.text() for one in pages["/queries/mine"].css("h1")]
    assert ["Työrooli", "Kielet"] == [one.text() for one in pages["/queries/skills-of-role"].css("form label")][:2]
    assert "työkaluluokka" in [one.text() for one in pages["/queries/candidates"].css("option")]
    assert [] == [one for path in ("/queries", "/queries/candidates") for one in pages[path].css("main [lang=en]")]
    # Programs get what the file says.
    assert "Skills that a role requires" in [one["summary"] for one in listed["queries"] if one["name"] != "mine"]
