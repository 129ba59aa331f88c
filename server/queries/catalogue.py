"""The list of queries as JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import url_for

from queries.model import Parameter
from server.queries.shelf import Catalogue, Entry
from server.task import offered


def told(catalogue: Catalogue) -> dict[str, Any]:
    """Give the queries, each with its parameters, formats and URL, and the files that can't be served."""
    return {
        "queries": [described(entry) for entry in catalogue.entries.values()],
        "faults": [{"file": one.file, "line": one.line, "message": one.message} for one in catalogue.faults],
    }


def described(entry: Entry) -> dict[str, Any]:
    """Describe a query."""
    query = entry.query
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "form": entry.form,
        "href": url_for("queries.query", name=query.name),
        "formats": [one.name for one in offered(entry.form)],
        "parameters": [_parameter(one) for one in query.parameters],
    }


def fingerprint(catalogue: Catalogue) -> str:
    """Name what the catalogue holds; another content has another name."""
    content = [[entry.query.text for entry in catalogue.entries.values()], list(catalogue.entries)]
    faults = [[one.file, one.line, one.message] for one in catalogue.faults]
    return hashlib.blake2b(json.dumps([content, faults]).encode(), digest_size=16).hexdigest()


def _parameter(one: Parameter) -> dict[str, Any]:
    given: dict[str, Any] = {"name": one.name, "type": one.type, "description": one.description}
    optional = {
        "default": one.default,
        "choices": list(one.choices) or None,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "concept": one.concept,
    }
    return {
        **given,
        "required": one.default is None,
        **{key: value for key, value in optional.items() if value is not None},
    }
