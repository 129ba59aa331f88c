"""Code samples ask what the page asks, whatever stands in the values."""

from __future__ import annotations

import ast
import shlex
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import load_queries
from server.queries import samples
from server.queries.page import without_header

texts = st.one_of(
    st.sampled_from(["'; rm -rf / #", '"""', "\\", '"', "$(x)", "`x`", "\n", 'a\\"""b', "\r\n", "\0"]), st.text()
)


@given(texts)
def test_a_shell_reads_the_values_as_they_are(text: str) -> None:
    line = samples.curl("http://127.0.0.1/queries/x", [("role", text), ("n", "1")], "text/csv")
    words = shlex.split(line)

    assert ["curl", "-sG", "http://127.0.0.1/queries/x", "-H", "Accept: text/csv"] == words[:5]
    assert ["--data-urlencode", f"role={text}", "--data-urlencode", "n=1"] == [w for w in words[5:] if w != "\n"]


@given(texts)
def test_python_reads_the_query_as_it_is(text: str) -> None:
    tree = ast.parse(samples.python("http://127.0.0.1/sparql", text))
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]

    assert f"{text}\n" in strings


@given(texts)
def test_r_reads_the_address_as_it_is(text: str) -> None:
    script = samples.r("http://127.0.0.1/queries/x", [("role", text)])
    address = script.split('"')[1]

    assert not set("\\'\n") & set(address)
    assert [("role", text), ("format", "csv")] == parse_qsl(urlsplit(address).query, keep_blank_values=True)


@pytest.mark.parametrize("query", load_queries().values(), ids=lambda one: one.name)
def test_the_header_is_left_out(query: object) -> None:
    text = without_header(getattr(query, "text", ""))

    assert text.startswith("PREFIX")
    assert "#+" not in text
