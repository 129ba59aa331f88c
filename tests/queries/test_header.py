"""Query files: what their headers give, and where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import InputError
from queries import NamedQuery, Parameter, load_queries, parse_query, read_query

GOOD = """\
# A comment may stand first.
#+ summary: Things of a kind
#+ description: >-
#+   Two lines
#+   of it.
#+ params:
#+   - name: kind
#+     type: iri
#+     concept: any
#+     default: rgid:skill/empathy
#+     description: The kind.
#+   - {name: limit, type: integer, minimum: 1, maximum: 9, default: 5, description: How many.}
#+   - name: tag
#+     type: language
#+     choices: [no, fi]
#+     default: no
#+     description: A language.

SELECT * WHERE { ?s a ?_kind . ?s ?p ?o . FILTER(LANGMATCHES(LANG(?o), ?_tag)) } LIMIT ?_limit
"""


def test_a_header_gives_all_parts() -> None:
    query = parse_query("things", GOOD, "things.rq")

    assert query == NamedQuery(
        "things",
        "Things of a kind",
        "Two lines of it.",
        GOOD,
        (
            Parameter("kind", "iri", "The kind.", "rgid:skill/empathy", concept="any"),
            Parameter("limit", "integer", "How many.", "5", minimum=1, maximum=9),
            Parameter("tag", "language", "A language.", "no", ("no", "fi")),
        ),
    )


def header(*lines: str) -> str:
    return "\n".join([*lines, "SELECT * WHERE { ?s ?p ?_x }"])


X = ("#+   - name: x", "#+     type: string", "#+     description: X.")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("SELECT * {}", 1, "begins with no #\\+ header"),
        ("\n# SELECT\n#+ summary: a\n#+  bad: [\nSELECT * {}", 4, "no valid YAML"),
        ("#+ summary: a\x07\nSELECT * {}", 1, "no valid YAML"),
        ("#+ - summary\nSELECT * {}", 1, "a mapping with the keys"),
        ("#+ description: a\nSELECT * {}", 1, "has no summary"),
        ("#+ summary:\nSELECT * {}", 1, "has no summary"),
        ("#+ summary: [a]\nSELECT * {}", 1, "a text should stand here"),
        ("#+ summary: a\n#+ summary: b\nSELECT * {}", 2, '"summary" is given twice'),
        ("#+ summary: a\n#+ parms: []\nSELECT * {}", 2, '"parms" is not known here; use summary, description, params'),
        ("#+ summary: a\n#+ params: none\nSELECT * {}", 2, "a list should stand here"),
        (header("#+ summary: a"), 1, r"\?_x stands in the query but not in the params"),
        (header("#+ summary: a", "#+ params:", *X, "#+     default: 1", "#+   - x"), 7, "a mapping with the keys name"),
        (header("#+ summary: a", "#+ params:", "#+   - name: x"), 3, "a parameter has no type"),
        (header("#+ summary: a", "#+ params:", *X[:1], "#+     type: text", *X[2:]), 4, '"text" is no type: use one'),
        (header("#+ summary: a", "#+ params:", "#+   - name: X-1", *X[1:]), 3, '"X-1" is no name'),
        (header("#+ summary: a", "#+ params:", *X, *X), 6, 'two parameters are named "x"'),
        (header("#+ summary: a", "#+ params:", *X, "#+     minimum: few"), 6, '"few" is no whole number'),
        (
            header("#+ summary: a", "#+ params:", *X, "#+     choices: [a, b]", "#+     default: c"),
            7,
            'the default does not fit: parameter x: "c" is none of a, b',
        ),
        (
            header("#+ summary: a", "#+ params:", *X, "", "#+   - name: y", *X[1:]),
            1,
            r"the parameter y is described, but \?_y stands nowhere",
        ),
    ],
)
def test_a_malformed_header_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_query("q", text, "folder/q.rq")

    assert ("folder/q.rq", line) == (caught.value.source, caught.value.line)
    assert str(caught.value).startswith(f"folder/q.rq:{line}: ")


def test_every_shipped_question_is_described() -> None:
    questions = load_queries()

    assert len(questions) >= 15
    assert [] == [
        (query.name, parameter.name)
        for query in questions.values()
        for parameter in query.parameters
        if parameter.default is None or not parameter.description or not query.description
    ]


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("#+ summary: Mine\nSELECT * {}", encoding="utf-8")
    (tmp_path / "roles.rq").write_text("#+ summary: My roles\nSELECT * {}", encoding="utf-8")
    (tmp_path / "readme.txt").write_text("no query", encoding="utf-8")
    questions = load_queries(tmp_path)

    assert ["Mine", "My roles"] == [questions[name].summary for name in ("mine", "roles")]
    assert set(questions) == {*load_queries(), "mine"}
    assert list(questions) == sorted(questions)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: is no folder; name one that holds \.rq files"):
        load_queries(tmp_path / "nowhere")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes("#+ summary: Työ\n".encode("latin-1"))

    with pytest.raises(InputError, match=r"latin\.rq: is not UTF-8 text"):
        read_query(path)


def test_a_file_that_cant_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.rq: can't be read: No such file"):
        read_query(tmp_path / "gone.rq")
