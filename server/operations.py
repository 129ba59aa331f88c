"""The operations of a SPARQL update, read from its tokens: what each may write, and where its parts stand.

The grammar of the operations themselves (https://www.w3.org/TR/sparql11-update/#grammar) is read strictly, the
patterns within braces are skipped. What does not fit is refused, so that nothing is run whose targets are not known:
the engine would also take keywords that are glued to names.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import NoReturn

from ontology.said import said
from server.errors import QueryRefused, QuerySyntax
from server.outline import Bounds, Reading
from server.syntax import at
from server.tokens import Token, tokens

LOAD = said("LOAD is refused: this endpoint fetches nothing. Send the data by the Graph Store Protocol at /graphs.")

_END = Token("end", "", 0)
_NAMES = frozenset({"iri", "name"})


@dataclass(slots=True)
class Operation:
    """One operation: `start` is where its first keyword stands, `prologue` what is declared before it, as text.

    `graphs` are the tokens of the named graphs that it may write; `others` tells of the rest: "default" (the
    default graph), "named" and "all", "variable" (whichever graph a variable stands for). `body` is the inside
    of its braces where it has but one pair, `where` the place of the WHERE of an operation that reads.
    """

    verb: str
    start: int
    prologue: str
    graphs: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    has_dataset: bool = False
    body: tuple[int, int] | None = None
    where: int | None = None
    #: What is declared just before it: where it begins and ends, and its words.
    declared: list[tuple[int, int, list[str]]] = field(default_factory=list)


def operations(text: str, nesting: int) -> list[Operation]:
    """Read the operations of an update.

    Raises QueryRefused for SERVICE and LOAD, QueryTooComplex beyond `nesting` brackets, QuerySyntax where the
    text is no sequence of operations. What stands in patterns is the engine's business.
    """
    return _Parser(text, nesting).read()


class _Parser:
    """Goes through the tokens once."""

    def __init__(self, text: str, nesting: int) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._reading = Reading(Bounds(sys.maxsize, nesting, sys.maxsize))
        self._before = self._previous = Token("", "", 0)
        self._now = _END
        self._prologue: list[str] = []
        self._declared: list[tuple[int, int, list[str]]] = []
        self._step()

    def read(self) -> list[Operation]:
        found = []
        self._declarations()
        while self._now is not _END:
            found.append(self._operation())
            if self._now is not _END:
                self._expect_mark(";")
            self._declarations()
        return found

    def _step(self) -> Token:
        """Give the token at hand and take the next one."""
        self._before, self._previous = self._previous, self._now
        token = next(self._tokens, _END)
        if token is not _END:
            self._reading.take(token, self._previous, self._before)
        self._now = token
        return self._previous

    def _fail(self) -> NoReturn:
        position = len(self._text) if self._now is _END else self._now.start
        lines = self._text[:position].split("\n")
        line, column = len(lines), len(lines[-1]) + 1
        near = self._text[position : position + 30].strip()
        raise QuerySyntax(at(line, column, near, said("no SPARQL update goes on like this")), line, column)

    def _word(self) -> str:
        return self._now.text.upper() if self._now.kind == "word" else ""

    def _take(self, word: str) -> bool:
        if self._word() != word:
            return False
        self._step()
        return True

    def _expect(self, word: str) -> None:
        if not self._take(word):
            self._fail()

    def _expect_mark(self, mark: str) -> Token:
        if self._now.text != mark or self._now.kind not in {"mark", "open", "close"}:
            self._fail()
        return self._step()

    def _name(self) -> str:
        if self._now.kind not in _NAMES:
            self._fail()
        return self._step().text

    def _declarations(self) -> None:
        while (word := self._word()) in {"PREFIX", "BASE", "VERSION"}:
            kinds = {"PREFIX": ("name", "iri"), "BASE": ("iri",), "VERSION": ("string",)}[word]
            start = self._now.start
            parts = [word]
            self._step()
            for kind in kinds:
                if self._now.kind != kind:
                    self._fail()
                parts.append(self._step().text)
            end = self._previous.start + len(self._previous.text)
            self._declared.append((start, end, parts))
            self._prologue.append(" ".join(parts))

    def _operation(self) -> Operation:
        one = Operation(self._word(), self._now.start, "\n".join(self._prologue), declared=self._declared)
        self._declared = []
        if one.verb.startswith("LOAD") or self._now.text.upper().startswith("LOAD"):
            raise QueryRefused(LOAD)
        if one.verb in {"WITH", "INSERT", "DELETE"}:
            self._change(one)
        elif one.verb in {"CLEAR", "DROP", "CREATE"}:
            self._step()
            self._take("SILENT")
            self._target(one, graph_word=True)
        elif one.verb in {"COPY", "MOVE", "ADD"}:
            self._step()
            self._take("SILENT")
            source = Operation("", 0, "")
            # MOVE empties its source.
            self._target(one if one.verb == "MOVE" else source, graph_word=False)
            self._expect("TO")
            self._target(one, graph_word=False)
        else:
            self._fail()
        return one

    def _target(self, one: Operation, graph_word: bool) -> None:
        word = self._word()
        if word in {"DEFAULT", *(("NAMED", "ALL") if graph_word else ())}:
            one.others.add(word.lower())
            self._step()
            return
        if not self._take("GRAPH") and graph_word:
            self._fail()
        one.graphs.append(self._name())

    def _change(self, one: Operation) -> None:
        with_graph = None
        if self._take("WITH"):
            one.has_dataset, with_graph = True, self._name()
        if with_graph is None and self._word() in {"INSERT", "DELETE"} and self._data_or_where(one):
            return
        if not self._templates(one):
            self._fail()
        if with_graph is not None:
            one.others.discard("default")
            one.graphs.append(with_graph)
        while self._take("USING"):
            one.has_dataset = True
            self._take("NAMED")
            self._name()
        one.where = self._now.start
        self._expect("WHERE")
        self._skip_group()

    def _data_or_where(self, one: Operation) -> bool:
        """Read INSERT DATA, DELETE DATA and DELETE WHERE; anything else is left after its first keyword."""
        deletes = self._word() == "DELETE"
        self._step()
        where = self._now.start
        if deletes and self._take("WHERE"):
            one.where = where
        elif not self._take("DATA"):
            self._template(one)
            return False
        one.body = self._template(one)
        return True

    def _templates(self, one: Operation) -> bool:
        """Read DELETE { … } INSERT { … }, of which the first template may have been read already."""
        seen = self._previous.text == "}"
        for word in ("DELETE", "INSERT"):
            if self._take(word):
                self._template(one)
                seen = True
        return seen

    def _template(self, one: Operation) -> tuple[int, int]:
        """Read a template, note the graphs that it writes, and give the place of its inside."""
        start = self._expect_mark("{").start + 1
        while self._now.text != "}" or self._now.kind != "close":
            if self._word() == "GRAPH":
                self._step()
                if self._now.kind == "variable":
                    one.others.add("variable")
                    self._step()
                else:
                    one.graphs.append(self._name())
                self._triples()
            elif self._now is _END or self._now.text == "{":
                self._fail()
            elif self._step().text != ".":
                one.others.add("default")
        return start, self._step().start

    def _triples(self) -> None:
        self._expect_mark("{")
        while self._now.text != "}" or self._now.kind != "close":
            if self._now is _END or self._now.text == "{":
                self._fail()
            self._step()
        self._step()

    def _skip_group(self) -> None:
        self._expect_mark("{")
        depth = 1
        while depth:
            if self._now is _END:
                self._fail()
            depth += {"open": 1, "close": -1}.get(self._step().kind, 0)
