"""From a label to the concept it names, so that "asiakastuki" may stand where a query wants an IRI."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ontology.errors import ParameterError
from ontology.said import said
from queries.binding import bind
from queries.client import Source
from queries.model import NamedQuery, Parameter
from queries.values import is_iri

_MOST_SHOWN = 5
#: What the kinds of concepts are called in a message.
_KINDS = {
    "any": said("concept"),
    "role": said("role"),
    "skill": said("skill"),
    "responsibility": said("responsibility"),
    "tool": said("tool"),
    "tool-category": said("tool category"),
    "best-practice": said("best practice"),
    "level": said("level"),
    "function": said("function"),
}


def resolve_labels(
    query: NamedQuery, values: Mapping[str, str], connect: Callable[[], Source], finder: NamedQuery
) -> dict[str, str]:
    """Give the values with each label in the place of a concept's IRI replaced by that IRI.

    `finder` is the query find-concept; `connect` gives the source to ask, and is called only if there is a label.
    A label counts whatever its language, its case, and whether it is preferred or alternative.
    Raises ParameterError if no concept or several have it, besides what the source raises.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    resolved = dict(values)
    for name, value in values.items():
        parameter = parameters.get(name)
        if parameter is not None and parameter.concept is not None and not is_iri(value):
            resolved[name] = _find(parameter, parameter.concept, value.strip(), connect(), finder)
    return resolved


def _find(parameter: Parameter, kind: str, label: str, source: Source, finder: NamedQuery) -> str:
    """Give the IRI of the one concept of a kind that has a label."""
    text = bind(finder, {"label": label, "kind": kind})
    found = list(dict.fromkeys(str(row[0]) for row in source.run(text).rows))
    if not found:
        message = said(
            'parameter %(name)s: no %(kind)s is called "%(label)s"; give its IRI or another label',
            name=parameter.name,
            kind=_KINDS.get(kind, kind),
            label=label,
        )
        raise ParameterError(message, parameter.name)
    if len(found) > 1:
        shown = ", ".join(found[:_MOST_SHOWN])
        message = said(
            'parameter %(name)s: more than one %(kind)s is called "%(label)s"; give the IRI: %(shown)s',
            name=parameter.name,
            kind=_KINDS.get(kind, kind),
            label=label,
            shown=shown,
        )
        raise ParameterError(message, parameter.name)
    return found[0]
