"""What validation refuses."""

from __future__ import annotations

from ontology.errors import RolegraphError


class UnknownConstraint(RolegraphError):
    """A shape says something that has no translation into SPARQL here."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the shapes use {what}, which is not compiled here; use --engine pyshacl")


class IllFormed(RolegraphError):
    """Shapes that are none: https://www.w3.org/TR/shacl/#syntax-rules."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the shapes are ill-formed: {what}")
