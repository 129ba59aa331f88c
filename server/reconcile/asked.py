"""What clients ask: batches of queries, and values of properties, read from JSON within bounds.

Reconciliation Service API 0.2, "Structure of a Reconciliation Query" and "Data Extension Query Requests". A field that
the specification does not know is left aside, as a later version may have it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ontology.said import Quoted, said
from server.errors import MalformedRequest, RequestTooLong

#: Queries in one batch, ids and properties in one request for values, and these times those.
QUERIES, IDS, PROPERTIES, CELLS = 50, 500, 50, 5_000
#: Candidates that a query gets unless it says how many, and the most.
USUAL_LIMIT, LIMIT = 10, 100
#: Types and properties of a query, and values of a property.
TYPES, CONDITIONS, VALUES = 32, 32, 32
#: Characters of a value that are looked at, and of an id.
LONGEST, LONGEST_ID = 1_000, 2_000
STRICT = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a property should have: a text, and the id of a concept if the client knows it."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A property and its values, of which one should fit."""

    property: str
    values: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a batch; `text` is empty where only properties are given, `strict` one of STRICT."""

    text: str
    types: tuple[str, ...] = ()
    limit: int = USUAL_LIMIT
    conditions: tuple[Condition, ...] = ()
    strict: str = "any"


@dataclass(frozen=True, slots=True)
class Column:
    """A property whose values are wanted: in one language, if any is set, and up to a number, if that is not 0."""

    id: str
    language: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """Concepts, and the properties whose values are wanted."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def queries(text: str) -> dict[str, Query]:
    """Read a batch of queries. Raises MalformedRequest, and RequestTooLong for more than QUERIES."""
    batch = _object(_json(text, "queries"), "`queries`")
    if len(batch) > QUERIES:
        raise RequestTooLong(
            said(
                "The batch has %(count)s queries; the manifest's batchSize is %(queries)s.",
                count=len(batch),
                queries=QUERIES,
            )
        )
    return {key: _query(one, said("query “%(key)s”", key=key[:100])) for key, one in batch.items()}


def extension(text: str) -> Extension:
    """Read a request for values. Raises MalformedRequest, and RequestTooLong for too many at once."""
    whole = _object(_json(text, "extend"), "`extend`")
    ids = tuple(dict.fromkeys(_text(one, "`ids`", LONGEST_ID) for one in _list(whole.get("ids"), "`ids`")))
    columns = tuple(_column(one) for one in _list(whole.get("properties"), "`properties`"))
    if len(ids) > IDS or len(columns) > PROPERTIES or len(ids) * len(columns) > CELLS:
        raise RequestTooLong(
            said(
                "%(concepts)s ids and %(columns)s properties are too many at once; %(ids)s ids, %(properties)s "
                "properties and %(cells)s of both together are taken.",
                concepts=len(ids),
                columns=len(columns),
                ids=IDS,
                properties=PROPERTIES,
                cells=CELLS,
            )
        )
    return Extension(ids, tuple({one.id: one for one in columns}.values()))


def _json(text: str, name: str) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_number)
        # Half of a pair of surrogates can be written in JSON, but in no answer.
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise MalformedRequest(said("The parameter `%(name)s` is nested too deeply.", name=name)) from None
    except UnicodeEncodeError:
        raise MalformedRequest(said("The parameter `%(name)s` holds half of a surrogate pair.", name=name)) from None
    except ValueError as error:
        raise MalformedRequest(
            said("The parameter `%(name)s` is no JSON: %(error)s.", name=name, error=Quoted(str(error)[:200]))
        ) from None
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")


def _query(value: Any, what: str) -> Query:
    given = _object(value, what)
    if "query" not in given and not given.get("properties"):
        raise MalformedRequest(
            said("%(what)s: neither `query` nor `properties` is there; one of them says what is looked for.", what=what)
        )
    text = _text(given.get("query", ""), _part("`query`", what), None)
    types = given.get("type") or []
    conditions = _list(given.get("properties") or [], _part("`properties`", what), CONDITIONS)
    return Query(
        text.strip()[:LONGEST],
        tuple(
            _text(one, _part("`type`", what), LONGEST_ID)
            for one in _list([types] if isinstance(types, str | dict) else types, _part("`type`", what), TYPES)
        ),
        _limit(given.get("limit", USUAL_LIMIT), _part("`limit`", what)),
        tuple(_condition(one, what) for one in conditions),
        _strict(given.get("type_strict"), what),
    )


def _strict(value: Any, what: str) -> str:
    found = STRICT[0] if value is None else value
    if found not in STRICT:
        raise MalformedRequest(said("`%(name)s` is one of %(choices)s.", name="type_strict", choices=", ".join(STRICT)))
    return str(found)


def _condition(value: Any, what: str) -> Condition:
    given = _object(value, _part("`properties`", what))
    if "pid" not in given or "v" not in given:
        raise MalformedRequest(said("%(what)s: a property needs `pid` and `v`.", what=what))
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    return Condition(
        _text(given["pid"], _part("`pid`", what), LONGEST_ID),
        tuple(_given(one, what) for one in _list(values, _part("`v`", what), VALUES)),
    )


def _given(value: Any, what: str) -> Given:
    if isinstance(value, bool):
        return Given("true" if value else "false")
    if isinstance(value, int | float):
        return Given(str(value)[:LONGEST])
    if isinstance(value, str):
        return Given(value.strip()[:LONGEST])
    held = _object(value, _part("`v`", what))
    if not isinstance(held.get("id"), str):
        raise MalformedRequest(
            said("%(what)s: `v` is a text, a number, true, false, or an object with an `id`.", what=what)
        )
    name = held.get("name")
    return Given(name.strip()[:LONGEST] if isinstance(name, str) else "", held["id"][:LONGEST_ID])


def _column(value: Any) -> Column:
    given = _object(value, "`properties`")
    settings = _object(given.get("settings") or {}, "`settings`")
    limit, language = settings.get("limit") or 0, settings.get("lang") or ""
    if isinstance(limit, str):
        limit = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 10 else -1
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 10**9:
        raise MalformedRequest(said("The setting `limit` of a property is a whole number, 0 for no limit."))
    return Column(_text(given.get("id"), "`id`", LONGEST_ID), _text(language, "`lang`", 100), int(limit))


def _limit(value: Any, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value != value // 1:
        raise MalformedRequest(said("%(what)s: a whole number from 1 is wanted.", what=what))
    return int(min(value, LIMIT))


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise MalformedRequest(said("%(what)s: a JSON object is wanted.", what=what))
    return value


def _list(value: Any, what: str, most: int | None = None) -> list[Any]:
    if not isinstance(value, list):
        raise MalformedRequest(said("%(what)s: a JSON array is wanted.", what=what))
    if most is not None and len(value) > most:
        raise MalformedRequest(
            said(
                "%(what)s: %(count)s entries are too many; %(most)s are taken.", what=what, count=len(value), most=most
            )
        )
    return value


def _text(value: Any, what: str, most: int | None) -> str:
    if isinstance(value, dict):
        # Types and properties may come as objects, with their names.
        value = value.get("id")
    if not isinstance(value, str):
        raise MalformedRequest(said("%(what)s: a text is wanted.", what=what))
    if most is not None and len(value) > most:
        raise MalformedRequest(
            said(
                "%(what)s: %(count)s characters are too many; %(most)s are taken.",
                what=what,
                count=len(value),
                most=most,
            )
        )
    return value


def _part(name: str, what: str = "") -> str:
    """Name a part of what was sent, and what it is a part of."""
    return said("%(what)s, %(name)s", what=what, name=name) if what else name
