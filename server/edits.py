"""Edits of an update's text, at the places where its operations stand: its dataset, its graph, its prologue."""

from __future__ import annotations

from ontology.said import said
from server.errors import MalformedRequest
from server.operations import Operation

CONFLICT = said(
    "The update has USING or WITH, so the parameters using-graph-uri and using-named-graph-uri can't be given."
)


def without_later_prologue(text: str, found: list[Operation]) -> tuple[str, str]:
    """Take the prefixes that are declared between operations out, where the engine does not read any.

    Gives the text, in which all else keeps its place, and the declarations, which belong before the first operation.
    What can't go there, a BASE or a prefix with a second meaning, stays, and the engine refuses it.
    """
    meanings = {words[1]: words for one in found[:1] for _, _, words in one.declared if words[0] == "PREFIX"}
    front = []
    for start, end, words in [part for one in found[1:] for part in one.declared]:
        if words[0] == "BASE":
            break
        if meanings.setdefault(words[1], words)[-1] == words[-1]:
            text = text[:start] + " " * (end - start) + text[end:]
            front.append(" ".join(words))
    return text, " ".join(front)


def with_dataset(text: str, found: list[Operation], using: list[str], named: list[str]) -> str:
    """Give the update with the request's dataset put in (https://www.w3.org/TR/sparql11-protocol/#update-dataset).

    Raises MalformedRequest where the update has a dataset of its own.
    """
    if not using and not named:
        return text
    if any(one.has_dataset for one in found):
        raise MalformedRequest(CONFLICT)
    clause = " ".join([*(f"USING <{iri}>" for iri in using), *(f"USING NAMED <{iri}>" for iri in named)])
    for one in reversed(found):
        if one.where is None:
            continue
        if one.body is None:
            text = f"{text[: one.where]} {clause} {text[one.where :]}"
        else:
            # DELETE WHERE { … } reads too, but has no place for a dataset.
            start, end = one.body
            body = text[start:end]
            text = f"{text[: one.start]}DELETE {{{body}}} {clause} WHERE {{{body}}}{text[end + 1 :]}"
    return text


def within(text: str, found: list[Operation], graph: str | None) -> str:
    """Give the update as one of the graph with this IRI, or of the default graph, alone.

    Raises MalformedRequest where it names graphs itself.
    """
    for one in reversed(found):
        if one.graphs or one.has_dataset or one.others - {"default"}:
            raise MalformedRequest(said("The update names graphs; a PATCH is about the graph of the URL alone."))
        if graph is None:
            continue
        if one.body is None:
            text = f"{text[: one.start]}WITH <{graph}> {text[one.start :]}"
        else:
            start, end = one.body
            text = f"{text[:start]} GRAPH <{graph}> {{{text[start:end]}}} {text[end:]}"
    return text


def probes(found: list[Operation]) -> list[str]:
    """Give updates that make, in an empty store, the graphs that the operations name as targets."""
    return list(dict.fromkeys(f"{one.prologue}\nCREATE SILENT GRAPH {graph}" for one in found for graph in one.graphs))
