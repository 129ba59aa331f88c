from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.markup.html import markdown


def body(page: str) -> list[str]:
    """The lines of a page's Markdown, without its front matter and empty ones."""
    text = markdown(page)
    if text.startswith("---\n"):
        text = text.split("---\n", 2)[2]
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<h1>Nurse</h1><h2>Skills</h2><p>Calm.</p>", ["# Nurse", "## Skills", "Calm."]),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", ["- one", "    - two"]),
        ("<ol><li><b>One</b>: first</li><li>two</li></ol>", ["1. **One**: first", "2. two"]),
        ("<dl><dt>Excel</dt><dd>Lists</dd><dt>SAP</dt></dl>", ["- **Excel**: Lists", "- **SAP**"]),
        ("<p>• one<br>• two</p>", ["• one", "• two"]),
        (
            "<table><tr><th>Tool<th>Use<tr><td>Excel<td>Lists</table>",
            ["| Tool | Use |", "| --- | --- |", "| Excel | Lists |"],
        ),
        ("<table><tr><td><h2>Skills</h2><p>Calm.</p></table>", ["## Skills", "Calm."]),
        ("<details><summary>Skills</summary><p>Calm.</p></details>", ["# Skills", "Calm."]),
        ("<p>2 * 3 and a_b and *this*</p>", [r"2 * 3 and a_b and \*this\*"]),
        ("<p>a<b> bold </b>b</p>", ["a **bold** b"]),
        ("<div hidden>no</div><script>no</script><style>no</style><p>yes</p>", ["yes"]),
    ],
)
def test_a_page_is_markdown(page: str, lines: list[str]) -> None:
    assert lines == body(page)


def test_a_pages_frame_is_kept_as_comments() -> None:
    page = (
        "<header>Logo</header><nav>Home</nav><div class=cookie-bar>We use cookies</div>"
        f"<main><header><h1>Nurse</h1></header><p>{'Cares for people. ' * 9}</p></main><footer>Imprint</footer>"
    )

    assert [
        "<!-- Logo -->",
        "<!-- Home -->",
        "<!-- We use cookies -->",
        "# Nurse",
        ("Cares for people. " * 9).strip(),
        "<!-- Imprint -->",
    ] == body(page)


def test_language_and_title_are_front_matter() -> None:
    text = markdown('<html lang=fi><head><title>Hoitaja: "työ"</title></head><body><p>x</p></body></html>')

    assert text.startswith('---\nlang: "fi"\ntitle: "Hoitaja: \\"työ\\""\n---\n')


def posting(**properties: object) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "JobPosting", **properties})
    return f'<script type="application/ld+json">{data}</script>'


def test_structured_data_alone_is_read() -> None:
    page = posting(title="Nurse", description="<p>Cares for people who are ill.</p>", skills=["Calm", "Hygiene"])

    assert ["# Nurse", "Cares for people who are ill.", "## Skills", "- Calm", "- Hygiene"] == body(page)


def test_structured_data_that_repeats_the_page_adds_nothing() -> None:
    text = "Cares for people who are ill and plans what they need."
    page = f"<h1>Nurse</h1><p>{text}</p>" + posting(title="Nurse", description=f"<p>{text}</p>")

    assert ["# Nurse", text] == body(page)


def test_structured_data_adds_what_the_page_does_not_say() -> None:
    page = "<h1>Nurse</h1><p>Cares for people.</p>" + posting(title="Nurse", skills="Calm under pressure")

    assert ["# Nurse", "Cares for people.", "## Skills", "Calm under pressure"] == body(page)


@pytest.mark.parametrize("data", ["{", "[1, 2", "null", '{"@type": 3}', "[" * 5000, '{"@type": "JobPosting",}'])
def test_structured_data_that_is_broken_costs_nothing(data: str) -> None:
    page = f'<h1>Nurse</h1><script type="application/ld+json">{data}</script>'

    assert ["# Nurse"] == body(page)


BLOCKS = ("<ul>", "<li>", "</ul>", "<table>", "<td>", "<tr>", "<p>", "<h2>", "<dl><dt>", "<dd>", "<div>", "</div>")
PIECES = (*BLOCKS, "<b>", "</b>", "<br>", "<nav>", "</nav>", "<details><summary>", "&lt;", "*", "x", "x")


@settings(max_examples=300, deadline=None)
@example(["<table>", "<td>", "<table>", "<td>", "x"])
@given(st.lists(st.sampled_from(PIECES)))
def test_no_page_breaks_the_reader_and_no_text_is_lost(parts: list[str]) -> None:
    assert "".join(parts).count("x") == markdown("".join(parts)).count("x")
