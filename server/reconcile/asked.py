"""What clients ask: batches of queries, and values of properties, read from JSON within bounds.

Reconciliation Service API 0.2, "Structure of a Reconciliation Query" and "Data Extension Query Requests". A field that
the specification does not know is left aside, as a later version may have it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

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
        raise RequestTooLong(f"The batch has {len(batch)} queries; the manifest's batchSize is {QUERIES}.")
    return {key: _query(one, f"The query “{key[:100]}”") for key, one in batch.items()}


def extension(text: str) -> Extension:
    """Read a request for values. Raises MalformedRequest, and RequestTooLong for too many at once."""
    whole = _object(_json(text, "extend"), "`extend`")
    ids = tuple(dict.fromkeys(_text(one, "an id", LONGEST_ID) for one in _list(whole.get("ids"), "`ids`")))
    columns = tuple(_column(one) for one in _list(whole.get("properties"), "`properties`"))
    if len(ids) > IDS or len(columns) > PROPERTIES or len(ids) * len(columns) > CELLS:
        raise RequestTooLong(
            f"{len(ids)} ids and {len(columns)} properties are too many at once; {IDS} ids, {PROPERTIES} properties "
            f"and {CELLS} of both together are taken."
        )
    return Extension(ids, tuple({one.id: one for one in columns}.values()))


def _json(text: str, name: str) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_number)
        # Half of a pair of surrogates can be written in JSON, but in no answer.
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise MalformedRequest(f"The parameter `{name}` is nested too deeply.") from None
    except UnicodeEncodeError:
        raise MalformedRequest(f"The parameter `{name}` holds half of a surrogate pair.") from None
    except ValueError as error:
        raise MalformedRequest(f"The parameter `{name}` is no JSON: {str(error)[:200]}.") from None
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")


def _query(value: Any, what: str) -> Query:
    given = _object(value, what)
    if "query" not in given and not given.get("properties"):
        raise MalformedRequest(f"{what} has neither `query` nor `properties`; one of them says what is looked for.")
    text = _text(given.get("query", ""), f"`query` of {_small(what)}", None)
    types = given.get("type") or []
    conditions = _list(given.get("properties") or [], f"`properties` of {_small(what)}", CONDITIONS)
    return Query(
        text.strip()[:LONGEST],
        tuple(
            _text(one, f"a type of {_small(what)}", LONGEST_ID)
            for one in _list([types] if isinstance(types, str | dict) else types, f"`type` of {_small(what)}", TYPES)
        ),
        _limit(given.get("limit", USUAL_LIMIT), f"`limit` of {_small(what)}"),
        tuple(_condition(one, what) for one in conditions),
        _strict(given.get("type_strict"), what),
    )


def _strict(value: Any, what: str) -> str:
    found = STRICT[0] if value is None else value
    if found not in STRICT:
        raise MalformedRequest(f"`type_strict` of {_small(what)} is one of {', '.join(STRICT)}.")
    return str(found)


def _condition(value: Any, what: str) -> Condition:
    given = _object(value, f"A property of {_small(what)}")
    if "pid" not in given or "v" not in given:
        raise MalformedRequest(f"A property of {_small(what)} needs `pid` and `v`.")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    return Condition(
        _text(given["pid"], f"`pid` of {_small(what)}", LONGEST_ID),
        tuple(_given(one, what) for one in _list(values, f"`v` of {_small(what)}", VALUES)),
    )


def _given(value: Any, what: str) -> Given:
    if isinstance(value, bool):
        return Given("true" if value else "false")
    if isinstance(value, int | float):
        return Given(str(value)[:LONGEST])
    if isinstance(value, str):
        return Given(value.strip()[:LONGEST])
    held = _object(value, f"A value of {_small(what)}")
    if not isinstance(held.get("id"), str):
        raise MalformedRequest(
            f"A value of {_small(what)} is a text, a number, true, false, or an object with an `id`."
        )
    name = held.get("name")
    return Given(name.strip()[:LONGEST] if isinstance(name, str) else "", held["id"][:LONGEST_ID])


def _column(value: Any) -> Column:
    given = _object(value, "A property")
    settings = _object(given.get("settings") or {}, "`settings`")
    limit, language = settings.get("limit") or 0, settings.get("lang") or ""
    if isinstance(limit, str):
        limit = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 10 else -1
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= 10**9:
        raise MalformedRequest("The setting `limit` of a property is a whole number, 0 for no limit.")
    return Column(
        _text(given.get("id"), "the `id` of a property", LONGEST_ID), _text(language, "`lang`", 100), int(limit)
    )


def _limit(value: Any, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value != value // 1:
        raise MalformedRequest(f"{what} is a whole number from 1.")
    return int(min(value, LIMIT))


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise MalformedRequest(f"{what} is no JSON object.")
    return value


def _list(value: Any, what: str, most: int | None = None) -> list[Any]:
    if not isinstance(value, list):
        raise MalformedRequest(f"{what} is no JSON array.")
    if most is not None and len(value) > most:
        raise MalformedRequest(f"{what} has {len(value)} entries; {most} are taken.")
    return value


def _text(value: Any, what: str, most: int | None) -> str:
    if isinstance(value, dict):
        # Types and properties may come as objects, with their names.
        value = value.get("id")
    if not isinstance(value, str):
        raise MalformedRequest(f"{what[0].upper() + what[1:]} is no text.")
    if most is not None and len(value) > most:
        raise MalformedRequest(f"{what[0].upper() + what[1:]} has {len(value)} characters; {most} are taken.")
    return value


def _small(what: str) -> str:
    return what[0].lower() + what[1:]
