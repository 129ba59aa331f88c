"""The engine's message on a query that it can't parse, made readable."""

from __future__ import annotations

import re

from ontology.said import Quoted, Said, said

#: How much of the query is shown with a syntax error, in characters.
NEAR = 30

_CLASSES = re.compile(r"(?:^|, )\[(?:'\['|'\]'|[^\]])*\](?=,|$)", re.DOTALL)
_SENTENCE = re.compile(r"(?:^|, )((?:The |A |An )?[A-Z][\w*]*(?: [\w*\\]+)+)(?=,|$)")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)


def at(line: int, column: int, near: str, problem: str) -> Said:
    """Tell where in a query something is wrong, before `near` or at the end, and what."""
    if not near:
        return said(
            "Line %(line)s, column %(column)s, at the end: %(problem)s.", line=line, column=column, problem=problem
        )
    return said(
        "Line %(line)s, column %(column)s, before “%(near)s”: %(problem)s.",
        line=line,
        column=column,
        near=near,
        problem=problem,
    )


def syntax_details(message: str, query: str) -> dict[str, str | int]:
    """Part the engine's message into `message` and, where it tells them, `line` and `column`, both from 1.

    `near` is what stands there. Of all that the engine would have taken a sentence is worth most, classes of
    characters nothing.
    """
    match = _PLACE.fullmatch(message)
    if match is None:
        return {"message": Quoted(message)}
    line, column = int(match[1]), int(match[2])
    lines = query.split("\n")
    near = lines[line - 1][column - 1 :][:NEAR].strip() if line <= len(lines) else ""
    return {"message": _expectation(match[3]), "line": line, "column": column, "near": near}


def _expectation(text: str) -> str:
    expected = _CLASSES.sub("", text.removeprefix("one of "))
    sentences = [one.strip() for one in _SENTENCE.findall(expected)]
    if sentences:
        return Quoted("; ".join(sentences))
    expected = expected.strip(", ")
    return said("expected %(parts)s", parts=Quoted(expected)) if expected else said("this can't stand here")
