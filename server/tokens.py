"""A SPARQL lexer that reads a text as the engine does, without parsing it.

The tokens are those of the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar). One
character needs more than a lexer: `<` opens an IRI, but after an operand inside an expression it is "less
than", and `?a<'>'` must not swallow the quotation mark. So the lexer keeps the open brackets and knows of
each round one whether it holds an expression. Escapes such as `\\u0053`, which by section 19.2 may stand
anywhere, are read as the engine reads them: in strings and IRIs only, and an error elsewhere.
`tests/server/test_tokens.py` holds the lexer against the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = rf"_0-9\u00b7\u0300-\u036f\u203f-\u2040{_BASE}"
_LOCAL = rf"(?:[-:{_NAME}]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_RUN = rf"[{_BASE}](?:\.*[-{_NAME}])*+"

# Every alternative is possessive, so that a text without an end costs one look at each character.
_TOKEN = re.compile(
    rf"""
      (?P<space>(?:[\x20\t\r\n]|\#[^\r\n]*+)++)
    | (?P<variable>[?$][{_NAME}]++)
    | (?P<name>(?:{_RUN})?:(?:{_LOCAL}(?:\.*{_LOCAL})*+)?)
    | (?P<word>{_RUN})
    | (?P<mark>[;,]|\.(?![0-9]))
    | (?P<open>[{{(\[])
    | (?P<close>[}})\]])
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>'''(?:'{{0,2}}+(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{{0,2}}+(?:[^"\\]|\\.))*+\"\"\"
        | '(?!'')(?:[^'\\\r\n]|\\.)*+' | "(?!"")(?:[^"\\\r\n]|\\.)*+")
    | (?P<unclosed>['"])
    | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+)
    | (?P<blank>_:[{_NAME}](?:\.*[-{_NAME}])*+)
    | (?P<operator>\|\||&&|\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)

#: What can stand before "less than", apart from `true` and `false`.
_OPERANDS = frozenset({"variable", "name", "iri", "string", "tag", "number", "blank", "close"})
_TRUTH = frozenset({"TRUE", "FALSE"})


class Token(NamedTuple):
    """A token: the name of its rule in the lexer, its text, and where it starts in the query."""

    kind: str
    text: str
    start: int


_NONE = Token("", "", 0)


def tokens(query: str) -> Iterator[Token]:
    """Give the tokens of a query but white space and comments.

    A token `unclosed` is a quotation mark that nothing closes: there the engine stops too, and the tokens end.
    """
    brackets = _Brackets()
    before = previous = _NONE
    position, end = 0, len(query)
    match = _TOKEN.match
    while position < end:
        found = match(query, position)
        assert found is not None
        position = found.end()
        kind = found.lastgroup or ""
        if kind == "space":
            continue
        token = Token(kind, found[0], found.start())
        if kind == "iri" and brackets.holds_expression and _is_operand(previous):
            token = Token("operator", "<", token.start)
            position = token.start + 1
        elif kind == "open":
            brackets.open(token.text, previous, before)
        elif kind == "close":
            brackets.close()
        elif kind == "word":
            brackets.word(token.text)
        yield token
        if kind == "unclosed":
            return
        before, previous = previous, token


def _is_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or (token.kind == "word" and token.text.upper() in _TRUTH)


class _Brackets:
    """The open brackets, each by what it holds.

    `select` is a query's own level, of which every round bracket holds an expression: the outermost one and
    that of a subquery. `group` holds triple patterns and filters, `terms` a list, a path or a row of VALUES.
    """

    def __init__(self) -> None:
        self._levels = ["select"]

    @property
    def holds_expression(self) -> bool:
        """Whether the innermost bracket is round and holds an expression."""
        return self._levels[-1] == "expression"

    def open(self, bracket: str, previous: Token, before: Token) -> None:
        """Take note of an opening bracket and the two tokens before it."""
        level = self._levels[-1]
        if bracket != "(":
            level = "group"
        elif level == "select" or (level == "group" and _begins_expression(previous, before)):
            level = "expression"
        elif level == "group":
            level = "terms"
        self._levels.append(level)

    def close(self) -> None:
        """Take note of a closing bracket."""
        if len(self._levels) > 1:
            self._levels.pop()

    def word(self, word: str) -> None:
        """Take note of a word: SELECT directly in a group makes it a subquery."""
        if self._levels[-1] == "group" and word.upper().startswith("SELECT"):
            self._levels[-1] = "select"


def _begins_expression(previous: Token, before: Token) -> bool:
    """Tell whether a round bracket directly in a group holds an expression, not a list, a path or a row.

    It does after a keyword or a function's name: FILTER (, BIND (, FILTER regex(, FILTER ex:f(. The keyword
    `a` is a predicate. FILTER may be glued to a name, which only the engine could tell from a prefix.
    """
    if previous.kind == "word":
        return previous.text != "a"
    if previous.kind in {"name", "iri"}:
        return "FILTER" in before.text.upper() and before.kind == "word"
    return False
