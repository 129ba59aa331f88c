"""How well an extraction meets what a careful reader wrote down: shares by column, and each miss in words.

The expected JSON is that of `tests/corpus`: one role as `role` and `sections`, or several as `roles`. An item is met by
its label, or by its whole text where it has none; white space, case, emphasis marks and a closing colon or full stop do
not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Object = dict[str, Any]

KINDS = ("introduction", "responsibilities", "skills", "tools", "career", "best_practices", "conclusion")
#: role: its name and language; section, item, product: F1; the others: shares of the items met.
COLUMNS = ("role", "section", "item", "label", "text", "sentence", "product", "career")


@dataclass(slots=True)
class Scores:
    """Shares (0 to 1) that are added up by column, and the misses."""

    shares: dict[str, list[float]] = field(default_factory=lambda: {column: [] for column in COLUMNS})
    counts: dict[str, list[int]] = field(
        default_factory=lambda: {name: [0, 0, 0] for name in ("section", "item", "product")}
    )
    misses: list[str] = field(default_factory=list)

    def count(self, column: str, wanted: Iterable[Any], got: Iterable[Any], met: int) -> None:
        """Add to a column that is an F1."""
        for place, number in enumerate((met, len(list(got)), len(list(wanted)))):
            self.counts[column][place] += number

    def judge(self, column: str, good: float, miss: str) -> None:
        """Add a share to a column, and its miss in words where it is not whole."""
        self.shares[column].append(good)
        if good < 1:
            self.misses.append(f"{column}: {miss}")

    def means(self) -> dict[str, float | None]:
        """The figure of each column, None where the document has nothing of the kind."""
        found = {column: sum(values) / len(values) if values else None for column, values in self.shares.items()}
        for column, (met, got, wanted) in self.counts.items():
            found[column] = 2 * met / (got + wanted) if got + wanted else None
        return found


def compare(wanted: Object, got: Object) -> Scores:
    """Score the JSON of one document (design: section 4) against the expected one."""
    scores = Scores()
    roles = expected_roles(wanted)
    places = paired([names(one) for one in roles], [folded(one["label"]) for one in got["roles"]])
    for number, (role, place) in enumerate(zip(roles, places, strict=True)):
        found = got["roles"][place] if place is not None else {}
        share = 0.0 if place is None else 1.0 if found["language"] == role["role"]["label_lang"] else 0.5
        scores.judge("role", share, f"{role['role']['label']!r} not {[one['label'] for one in got['roles']]}")
        if place is None and number < len(got["roles"]) and number not in places:
            found = got["roles"][number]
        sections(role["sections"], by_kind(found.get("sections") or []), scores)
    return scores


def expected_roles(wanted: Object) -> list[Object]:
    """The roles of an expected document, each with `role` and `sections`."""
    roles = wanted.get("roles") or [wanted]
    return [
        {"role": one["role"], "sections": one.get("sections") or {kind: one[kind] for kind in KINDS if kind in one}}
        for one in roles
    ]


def names(role: Object) -> list[str]:
    """The names by which a role may be given."""
    one = role["role"]
    return [folded(name) for name in (one["label"], *(one.get("other_names_in_document") or ()))]


def paired(wanted: Sequence[Sequence[str]], got: Sequence[str]) -> list[int | None]:
    """The place of each wanted name among those found, each taken once."""
    places: list[int | None] = []
    for options in wanted:
        free = (place for name in options for place, one in enumerate(got) if one == name and place not in places)
        places.append(next(free, None))
    return places


def by_kind(found: Sequence[Object]) -> dict[str, Object]:
    """The sections of a role, those of one kind as one."""
    kinds: dict[str, Object] = {}
    for one in found:
        section = kinds.setdefault(one["kind"], {"items": [], "text": []})
        section["items"] += one["items"]
        section["text"] += one["text"]
    return kinds


def sections(wanted: Object, got: Object, scores: Scores) -> None:
    """Score the sections of one role."""
    want = {kind for kind in KINDS if holds(wanted.get(kind))}
    have = {kind for kind in KINDS if holds(got.get(kind))}
    scores.count("section", want, have, len(want & have))
    scores.misses += [f"section: {kind} is missing" for kind in sorted(want - have)]
    scores.misses += [f"section: {kind} is too many" for kind in sorted(have - want)]
    for kind in KINDS:
        entries = [with_text(entry) for entry in (wanted.get(kind) or {}).get("items") or ()]
        items(kind, entries, (got.get(kind) or {}).get("items") or [], scores)


def holds(section: Object | None) -> bool:
    """Whether a section holds anything."""
    return bool(section and (section.get("items") or section.get("text")))


def with_text(entry: Object | str) -> Object:
    """An expected item, which may be written as its bare text."""
    return {"label": None, "text": entry, "text_langs": []} if isinstance(entry, str) else entry


def items(kind: str, wanted: Sequence[Object], got: Sequence[Object], scores: Scores) -> None:
    """Score the items of one section."""
    pool = list(enumerate(got))
    met: list[tuple[int, Object] | None] = []
    for want in wanted:
        key = folded(want.get("label")) or folded(whole(want))
        pair = next((pair for pair in pool if key in keys(pair[1])), None)
        met.append(pair)
        if pair is None:
            scores.misses.append(f"item: {kind} lacks {want.get('label') or whole(want)!r}")
            continue
        pool.remove(pair)
        one(kind, want, pair[1], scores)
    scores.misses += [f"item: {kind} has {item['label'] or written(item)[0]!r} too many" for _, item in pool]
    scores.count("item", wanted, got, len(got) - len(pool))
    if kind == "tools" and any("products" in want for want in wanted):
        products(wanted, got, scores)
    if kind == "career":
        careers(wanted, met, scores)


def one(kind: str, want: Object, got: Object, scores: Scores) -> None:
    """Score one item that was met: the language of its label, its text and its sentences' languages."""
    if want.get("label") and want.get("label_lang") not in (None, "mul"):
        scores.judge("label", got["language"] == want["label_lang"], f"{kind} {want['label']!r} is {got['language']}")
    if not (text := whole(want)):
        return
    scores.judge("text", folded(text) in map(folded, written(got)), f"{kind} {written(got)[0]!r} not {text!r}")
    langs = [tag for part in parts(want) for tag in part.get("text_langs") or ()]
    have = [sentence["language"] for part in parts(got) for sentence in part["text"]]
    scores.judge("sentence", changes(have) == changes(langs), f"{kind} {text!r} is {changes(have)}")


def products(wanted: Sequence[Object], got: Sequence[Object], scores: Scores) -> None:
    """Score the products of a tools section."""
    want = {folded(name) for entry in wanted for name in entry.get("products") or ()}
    have = {folded(name) for entry in got for name in entry.get("products") or ()}
    scores.count("product", want, have, len(want & have))
    scores.misses += [f"product: {name!r} is missing" for name in sorted(want - have)]
    scores.misses += [f"product: {name!r} is too many" for name in sorted(have - want)]


def careers(wanted: Sequence[Object], met: Sequence[tuple[int, Object] | None], scores: Scores) -> None:
    """Score the kinds and the order of career items."""
    last = -1
    for want, pair in zip(wanted, met, strict=True):
        kinds = [want.get("kind"), *(want.get("kind_also") or ())]
        good = pair is not None and pair[0] > last and (not want.get("kind") or pair[1].get("kind") in kinds)
        last = pair[0] if pair is not None else last
        kind = pair[1].get("kind") if pair is not None else "not found"
        scores.judge("career", good, f"{want.get('label') or whole(want)!r} is {kind}, not {kinds[0]}")


def parts(item: Object) -> Iterator[Object]:
    """An item, then its children."""
    yield item
    yield from item.get("children") or ()


def whole(item: Object) -> str:
    """The whole text of an expected item, its children's included."""
    return " ".join(part["text"] for part in parts(item) if part.get("text"))


def written(item: Object) -> list[str]:
    """The whole text of an extracted item, its sentences joined by a space, or by nothing as in Japanese."""
    found = [[sentence["text"] for sentence in part["text"]] for part in parts(item)]
    return [" ".join(glue.join(part) for part in found if part) for glue in (" ", "")]


def keys(item: Object) -> set[str]:
    """What an extracted item is met by."""
    return {folded(item["label"])} if item["label"] else set(map(folded, written(item)))


def changes(tags: Sequence[str]) -> list[str]:
    """A sequence of languages, neighbours of one language told once."""
    return [tag for place, tag in enumerate(tags) if place == 0 or tag != tags[place - 1]]


def folded(text: str | None) -> str:
    """A text in the form in which it is compared."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "")).strip().strip("*_`")
    return plain.rstrip(":.").strip().casefold()
