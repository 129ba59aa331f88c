"""The `#+` lines at the head of a query file: YAML, as grlc writes it, read strictly and with line numbers.

    #+ summary: Skills of a role
    #+ description: What documents say that the role requires.
    #+ params:
    #+   - {name: role, type: iri, default: rgid:role/x, description: The role., concept: role}

All scalars are read as strings, so that the language `no` is not false and `010` keeps its zero.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

import yaml

from ontology.errors import InputError, QueryError
from queries.model import PARAMETER_TYPES, NamedQuery, Parameter
from queries.values import write_value

_KEYS = ("summary", "description", "params")
_PARAMETER_KEYS = ("name", "type", "description", "default", "choices", "minimum", "maximum", "concept", "label")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The YAML of a header as nodes, and the line of the file on which each of its lines stands."""

    source: str
    lines: tuple[int, ...]
    root: yaml.Node | None

    def fail(self, node: yaml.Node | None, message: str) -> NoReturn:
        """Raise InputError at the line of a node."""
        raise InputError(message, self.source, self.line(node.start_mark.line if node else 0))

    def line(self, index: int) -> int:
        """The line of the file for a line of the YAML; the end of the YAML counts as its last line."""
        return self.lines[min(index, len(self.lines) - 1)] if self.lines else 1

    def fields(self, node: yaml.Node | None, allowed: Collection[str]) -> dict[str, yaml.Node]:
        """The values of a mapping by key; raises InputError for another node, an unknown or a doubled key."""
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"a mapping with the keys {', '.join(allowed)} should stand here")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name not in allowed:
                self.fail(key, f'"{name}" is not known here; use {", ".join(allowed)}')
            if name in found:
                self.fail(key, f'"{name}" is given twice')
            found[name] = value
        return found

    def text(self, node: yaml.Node) -> str:
        """The text of a scalar, stripped; raises InputError for a list or a mapping."""
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, "a text should stand here")
        return str(node.value).strip()

    def items(self, node: yaml.Node) -> list[yaml.Node]:
        """The items of a list; raises InputError for anything else."""
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, "a list should stand here")
        return list(node.value)


def read_header(text: str, source: str) -> Header:
    """Collect the `#+` lines of a query and parse them; raises InputError for YAML that doesn't parse."""
    numbered = [(n, line[2:]) for n, line in enumerate(text.splitlines(), start=1) if line.startswith("#+")]
    lines = tuple(number for number, _ in numbered)
    try:
        root = yaml.compose("\n".join(line for _, line in numbered), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = Header(source, lines, None).line(mark.line if mark else 0)
        raise InputError(f"the header is no valid YAML: {error.problem or error.context}", source, line) from None
    except yaml.YAMLError:
        raise InputError("the header is no valid YAML: it holds a control character", source, 1) from None
    return Header(source, lines, root)


def described_query(name: str, text: str, header: Header) -> NamedQuery:
    """Make a query of its name, its text and its header; raises InputError for a malformed header."""
    if header.root is None:
        header.fail(None, "the file begins with no #+ header; give at least a summary")
    fields = header.fields(header.root, _KEYS)
    if "summary" not in fields or not header.text(fields["summary"]):
        header.fail(header.root, "the header has no summary")
    description = header.text(fields["description"]) if "description" in fields else ""
    nodes = header.items(fields["params"]) if "params" in fields else []
    parameters: dict[str, Parameter] = {}
    for node in nodes:
        parameter = _parameter(header, node)
        if parameter.name in parameters:
            header.fail(node, f'two parameters are named "{parameter.name}"')
        parameters[parameter.name] = parameter
    return NamedQuery(name, header.text(fields["summary"]), description, text, tuple(parameters.values()))


def _parameter(header: Header, node: yaml.Node) -> Parameter:
    """Read one parameter and prove that its default is a value it allows."""
    fields = header.fields(node, _PARAMETER_KEYS)
    for key in ("name", "type", "description"):
        if key not in fields:
            header.fail(node, f"a parameter has no {key}")
    name, kind = header.text(fields["name"]), header.text(fields["type"])
    if not _NAME.fullmatch(name):
        header.fail(fields["name"], f'"{name}" is no name: use small letters, digits and _')
    type_ = next((known for known in PARAMETER_TYPES if known == kind), None)
    if type_ is None:
        header.fail(fields["type"], f'"{kind}" is no type: use one of {", ".join(PARAMETER_TYPES)}')
    parameter = Parameter(
        name,
        type_,
        header.text(fields["description"]),
        _optional(header, fields, "default"),
        tuple(header.text(choice) for choice in header.items(fields["choices"])) if "choices" in fields else (),
        _bound(header, fields, "minimum"),
        _bound(header, fields, "maximum"),
        _optional(header, fields, "concept"),
        _optional(header, fields, "label") or "",
    )
    _check_default(header, fields, parameter)
    return parameter


def _optional(header: Header, fields: dict[str, yaml.Node], key: str) -> str | None:
    return header.text(fields[key]) if key in fields else None


def _bound(header: Header, fields: dict[str, yaml.Node], key: str) -> int | None:
    """Read a bound of an integer."""
    text = _optional(header, fields, key)
    if text is None:
        return None
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        header.fail(fields[key], f'"{text}" is no whole number')
    return int(text)


def _check_default(header: Header, fields: dict[str, yaml.Node], parameter: Parameter) -> None:
    if parameter.default is not None:
        try:
            write_value(parameter, parameter.default)
        except QueryError as error:
            header.fail(fields["default"], f"the default does not fit: {error}")
