"""A question that analysts ask, as data: its words, its parameters and its SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

#: What a value may be: `languages` is a priority list ("fi,en"), `language` one tag of it.
ParameterType = Literal["iri", "string", "integer", "language", "languages"]
PARAMETER_TYPES: tuple[ParameterType, ...] = get_args(ParameterType)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a query asks for; the query's text holds it as the variable `?_name`.

    `default` is None where a value must be given. `choices` lists all values that are allowed, if not empty.
    `minimum` and `maximum` bound integers. `concept` names the kind of concept ("role", "skill", "any")
    whose label may stand for the IRI. `label` is what a form calls the parameter.
    """

    name: str
    type: ParameterType
    description: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    concept: str | None = None
    label: str = ""

    @property
    def title(self) -> str:
        """What a form calls the parameter: its label, else its name in words."""
        return self.label or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query file: `text` is the whole file, header too, so that line numbers in errors are the file's."""

    name: str
    summary: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()
