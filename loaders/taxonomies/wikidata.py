"""Wikidata: entities as the dumps have them, one a line of JSON, and results of saved queries as JSON or CSV.

What is read of an entity are labels, aliases, descriptions and the classes above it (P279,
https://www.wikidata.org/wiki/Property:P279); of a result the columns item, label, lang, alt, code and description.
Formats: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html,
https://www.w3.org/TR/sparql11-results-json/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.taxonomies import cells
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.session import Session
from loaders.taxonomies.sink import Sink
from loaders.taxonomies.tables import Row
from ontology.errors import InputError
from ontology.terms import Skos

ENTITY = "http://www.wikidata.org/entity/"
SUBCLASS = "P279"
_ITEM = re.compile(r"Q[1-9][0-9]*")
#: Where a result has no language column: Wikidata's tag for names that are the same in all languages.
ALL = "mul"


def table(session: Session) -> None:
    """A result of a query as CSV: one label a row, in the language of its column."""
    for row in session.rows():
        iri = item(row["item"], row)
        language = row["lang"] or row["language"] or (session.language if session.language != "und" else ALL)
        bound(session.sink, row, iri, language, {**row.cells, "label": row["label"] or row["itemlabel"]})


def results(path: Path, source: str, sink: Sink) -> None:
    """A result of a query as JSON; a label's language is its own tag."""
    found = _parsed(path, source)
    try:
        solutions = found["results"]["bindings"]
        for number, solution in enumerate(solutions, start=1):
            row = Row(source, 0, number, {name: one["value"] for name, one in solution.items()})
            label = solution.get("label") or solution.get("itemLabel") or solution.get("alt") or {}
            language = row["lang"] or label.get("xml:lang") or ALL
            named = {**row.cells, "label": row["label"] or row["itemLabel"]}
            bound(sink, row, item(row["item"], row), language, named)
    except (KeyError, TypeError, AttributeError) as error:
        message = "this is no result of a query (SPARQL 1.1 results in JSON); save it so"
        raise InputError(message, source) from error


def bound(sink: Sink, row: Row, iri: str, language: str, found: dict[str, str]) -> None:
    """What a row of a result says of an item."""
    if not cells.is_tag(language):
        raise row.error(f"“{language}” is no language tag")
    tag = cells.tag(language)
    sink.concept(iri)
    if label := found.get("label", ""):
        known = sink.preferred(iri, tag)
        # A result repeats the label in each row of an alias.
        if label != known:
            sink.labels(row, iri, tag, label)
    if alt := found.get("alt", ""):
        sink.labels(row, iri, tag, "", cells.labels(alt))
    if code := cells.label(found.get("code", "")):
        sink.text(iri, Skos.notation.value, code)
    sink.prose(iri, Skos.definition.value, found.get("description", ""), tag)


def item(written: str, row: Row) -> str:
    """The IRI of an item, given as such or as its number."""
    name = written.removeprefix(ENTITY).removeprefix("https://www.wikidata.org/entity/").removeprefix("wd:")
    if not _ITEM.fullmatch(name):
        raise row.error(f"“{written}” is no item of Wikidata; Q and a number belong there")
    return ENTITY + name


def entities(path: Path, source: str, sink: Sink) -> Iterator[int]:
    """The entities of a dump; gives the number of each line when it is read."""
    for number, entity in _lines(path, source):
        row = Row(source, number, number, {})
        if entity.get("type", "item") != "item":
            sink.findings.add(Sort.OTHER, source, number, str(entity.get("id")))
            continue
        try:
            _entity(sink, row, entity)
        except (KeyError, TypeError, AttributeError) as error:
            raise row.error("this is no entity as Wikidata's dumps have them; each line is one, as JSON") from error
        yield number


def _entity(sink: Sink, row: Row, entity: dict[str, Any]) -> None:
    iri = item(entity["id"], row)
    sink.concept(iri)
    labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
    for written in dict.fromkeys([*labels, *aliases]):
        others = [one["value"] for one in aliases.get(written, ())]
        if not cells.is_tag(written):
            raise row.error(f"“{written}” is no language tag")
        language = cells.tag(written)
        if language.casefold() != written.casefold():
            sink.findings.add(Sort.TAG, row.source, row.line, f"{written} is {language}")
        sink.labels(row, iri, language, labels.get(written, {}).get("value", ""), others)
    for written, text in (entity.get("descriptions") or {}).items():
        sink.prose(iri, Skos.definition.value, text["value"], cells.tag(written))
    for claim in (entity.get("claims") or {}).get(SUBCLASS, ()):
        if value := claim["mainsnak"].get("datavalue"):
            sink.relation(row, iri, Skos.broader.value, item(f"{value['value']['id']}", row))


def _lines(path: Path, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entities of a file with their lines: a dump's array, one of them a line, or lines of JSON alone."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            text = line.strip().removeprefix(b"\xef\xbb\xbf").strip(b"[],\r\n\t ")
            if text:
                yield number, _loaded(text, source, number)


def _parsed(path: Path, source: str) -> dict[str, Any]:
    return _loaded(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), source, None)


def _loaded(content: bytes, source: str, line: int | None) -> dict[str, Any]:
    try:
        found = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", None) if line is None else line
        raise InputError(
            f"this is not JSON ({getattr(error, 'msg', None) or error}); is it cut short?", source, place
        ) from error
    if not isinstance(found, dict):
        raise InputError("a JSON object belongs here", source, line)
    return found


def is_result(head: bytes) -> bool:
    """Whether a file that begins so is a result of a query."""
    return b'"head"' in head or b'"bindings"' in head


def is_dump(head: bytes) -> bool:
    """Whether a file that begins so holds entities."""
    return b'"labels"' in head and (b'"id"' in head or b'"type"' in head)
