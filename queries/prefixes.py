"""The project's prefixes for queries that a person types, who need not declare them."""

from __future__ import annotations

from ontology.terms import PREFIXES
from queries.tokens import tokens


def with_prefixes(text: str) -> str:
    """A query with a declaration of each of our prefixes that it uses and does not declare.

    They stand on the first line, before its text, so that errors keep their lines.
    """
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            (declared if before.upper() == "PREFIX" else used).add(prefix)
        before = token.text
    missing = [prefix for prefix in PREFIXES if prefix in used - declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text
