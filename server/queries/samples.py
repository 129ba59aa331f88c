"""The same question in other tongues: a line for a shell, a script in Python and one in R."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from urllib.parse import urlencode

Pairs = Sequence[tuple[str, str]]


def curl(url: str, pairs: Pairs, media_type: str) -> str:
    """Give the command that asks by curl."""
    fields = [f"--data-urlencode {shlex.quote(f'{name}={text}')}" for name, text in pairs]
    return " \\\n  ".join([f"curl -sG {shlex.quote(url)} -H {shlex.quote(f'Accept: {media_type}')}", *fields])


def python(endpoint: str, query: str) -> str:
    """Give a script that asks the endpoint by SPARQLWrapper."""
    return f"""\
from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper({endpoint!r})
endpoint.setQuery({_block(query)})
endpoint.setReturnFormat(JSON)
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({{name: term["value"] for name, term in row.items()}})
"""


def r(url: str, pairs: Pairs) -> str:
    """Give a script that reads the rows as CSV; a URL needs no escapes in R."""
    address = f"{url}?{urlencode([*pairs, ('format', 'csv')])}"
    return f'rows <- read.csv("{address}", encoding = "UTF-8", na.strings = "")\nprint(rows)\n'


def _block(text: str) -> str:
    """Write a text of several lines as Python does."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r").replace("\0", "\\0")
    return f'"""\\\n{escaped}\n"""'
