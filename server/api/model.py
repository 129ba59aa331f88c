"""The parts of a description: areas, their operations, and what an operation takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from server.errors import Problem

#: A JSON Schema (2020-12).
Schema = Mapping[str, Any]
#: Schemas by media type; an empty one says nothing of the content.
Content = Mapping[str, Schema]

Where = Literal["query", "path", "header"]
Method = Literal["get", "put", "post", "delete", "patch"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a request; `many` tells that it may come several times.

    `blank` tells that an empty value is as if it were not given: forms send fields that nobody filled in.
    """

    name: str
    description: str
    schema: Schema
    where: Where = "query"
    required: bool = False
    many: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is no problem; `headers` are described by their names' place in `server.api.parts.HEADERS`."""

    status: int
    description: str
    content: Content = field(default_factory=dict)
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path. A GET has a HEAD beside it, which is not described.

    `path` is a template such as `/queries/{name}`. `problems` are those beside `server.api.parts.ALWAYS`; `secured`
    tells that the token of the server is wanted.
    """

    method: Method
    path: str
    summary: str
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Content = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    problems: tuple[type[Problem], ...] = ()
    secured: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """Operations that belong together."""

    name: str
    description: str
    operations: tuple[Operation, ...]
