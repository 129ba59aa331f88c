"""How programs ask the same query: by a line for a shell, in Python and in R."""

from __future__ import annotations

from urllib.parse import urlencode

from server.queries import samples
from server.queries.samples import Pairs


def of_rows(endpoint: str, query: str, pairs: Pairs) -> dict[str, str]:
    """Give the samples for SELECT and ASK; `pairs` are parameters beside the query."""
    whole = [("query", query), *pairs]
    return {
        "curl": samples.curl(endpoint, whole, "text/csv"),
        "Python": samples.python(_with(endpoint, pairs), query),
        "R": samples.r(endpoint, whole),
    }


def of_triples(endpoint: str, query: str, pairs: Pairs) -> dict[str, str]:
    """Give the samples for CONSTRUCT and DESCRIBE."""
    address = _with(endpoint, [("query", query), *pairs, ("format", "turtle")])
    python = f'graph = Graph().parse("{address}", format="turtle")'
    return {
        "curl": samples.curl(endpoint, [("query", query), *pairs], "text/turtle"),
        "Python": f"from rdflib import Graph\n\n{python}\nprint(len(graph))\n",
        "R": f'library(rdflib)\n\ngraph <- rdf_parse("{address}", format = "turtle")\nprint(graph)\n',
    }


def _with(url: str, pairs: Pairs) -> str:
    return f"{url}?{urlencode(pairs)}" if pairs else url
