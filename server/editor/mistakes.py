"""What is wrong with a query, shown in its text."""

from __future__ import annotations

from dataclasses import dataclass

from queries.prefixes import with_prefixes
from server.errors import Problem

#: Characters that are shown of a line before and after the place.
AROUND = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem of a query: its place, from 1, where that is known, and the line parted at it.

    `wrong` is the character that stands there, empty at the end of the line. `undeclared` are declarations of our
    prefixes that the query uses and lacks.
    """

    problem: Problem
    undeclared: str = ""
    line: int = 0
    column: int = 0
    before: str = ""
    wrong: str = ""
    after: str = ""


def mistake(problem: Problem, query: str) -> Mistake:
    """Find a problem's place in the query; columns count characters."""
    undeclared = ">\n".join(with_prefixes(query).removesuffix(query).split("> ")).rstrip()
    line, column = problem.details.get("line"), problem.details.get("column")
    lines = query.split("\n")
    if not isinstance(line, int) or not isinstance(column, int) or not 0 < line <= len(lines):
        return Mistake(problem, undeclared)
    text, at = lines[line - 1].rstrip("\r"), max(column - 1, 0)
    before, after = text[:at], text[at + 1 :]
    return Mistake(problem, undeclared, line, column, _end(before), text[at : at + 1], _start(after))


def _end(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:]


def _start(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND] + " …"
