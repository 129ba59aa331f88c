"""Which files are published under which names below `/ns`: the current version of each, and all by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from ontology.versions import FORMER, PUBLICATIONS, Publication, editions


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a published file; `name` is its path below `/ns` with the number."""

    name: str
    publication: Publication
    version: str
    file: Traversable
    is_current: bool

    @property
    def place(self) -> str:
        """The path below `/ns` by which links name it: without a number if it is the current one."""
        return self.publication.name if self.is_current else self.name

    @property
    def is_ontology(self) -> bool:
        """Whether it is the ontology itself, which has a page of its terms; other files are shown as they are."""
        return not self.publication.name


#: Editions by path below `/ns`; the current ones twice, with and without their number.
Editions = Mapping[str, Edition]


@cache
def catalogue() -> Editions:
    """Give the editions that are shipped, found once a process."""
    return collect(PUBLICATIONS, FORMER)


def collect(publications: Sequence[Publication], former: Traversable) -> Editions:
    """Find all editions, of each publication the current one first and then back in time."""
    found: dict[str, Edition] = {}
    for one in publications:
        for number, (version, file) in enumerate(editions(one, former).items()):
            name = "/".join(part for part in (one.name, version) if part)
            edition = Edition(name, one, version, file, not number)
            if not number:
                found[one.name] = edition
            found[name] = edition
    return found
