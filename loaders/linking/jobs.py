"""All of our concepts, or some, linked to a taxonomy: who is asked for, what is known already, and what is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Store

from loaders.linking import judging
from loaders.linking.chains import Chain, Crosswalk, chains
from loaders.linking.proposals import Wanted, rank_all, rows
from loaders.linking.runs import Found, Run
from loaders.linking.subjects import KINDS, Concept, concepts
from loaders.linking.targets import Target
from loaders.mappings.links import Link, accepted, links
from loaders.mappings.model import Mapping as Row
from loaders.mappings.model import State
from ontology.terms import RGID, ConceptKind

#: Is told how many concepts of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of our concepts are linked, and how: `only` are IRIs without their namespace, empty for all."""

    kinds: frozenset[ConceptKind] = frozenset(KINDS)
    only: frozenset[str] = frozenset()
    limit: int = 5
    confident: bool = False
    everything: bool = False
    processes: int = 1


class Job:
    """Links the concepts of a store's snapshot to a taxonomy, and writes what it proposes into a workspace."""

    def __init__(
        self, root: Path, store: Store, workspace: Path, target: Target, asked: Asked, over: Crosswalk
    ) -> None:
        self._store = store
        self._target = target
        self._asked = asked
        self._sure = judging.confident(target.index.senses is not None)
        known = links(workspace, target.name)
        self._decided = counterparts(known)
        self._chains = chains(store, accepted(workspace), over, target.has)
        pairs = frozenset(link.mapping.pair for link in known if link.state is not State.CANDIDATE)
        self._wanted = Wanted(asked.limit, self._sure if asked.confident else 0.0, pairs, self._chains)
        self._day = date.today()
        key = f"{target.version} {len(target.index)} {asked} {self._day} {judging.FILE.read_text(encoding='utf-8')}"
        self._run = Run(root, workspace, target.name, key)

    def found(self, progress: Progress) -> Iterator[Found]:
        """Yield each concept with its candidates, as they are written.

        Roles come last, since the counterparts of their skills speak for their own. Raises InputError for tables of the
        workspace that can't be read, StoreError where the system refuses.
        """
        known = dict(self._decided)
        for kinds in (self._asked.kinds - {ConceptKind.ROLE}, self._asked.kinds & {ConceptKind.ROLE}):
            subjects = [*self._subjects(kinds, known)]
            ranked = rank_all(self._target.index, subjects, self._wanted, self._asked.processes)
            for count, one in enumerate(self._run.write(ranked, self._rows), start=1):
                concept, candidates = one
                if candidates and candidates[0].score >= self._sure:
                    known.setdefault(concept.iri, candidates[0].concept)
                progress(count, len(subjects))
                yield one
        self._run.end()

    def chained(self, concept: Concept) -> Sequence[Chain]:
        """What other links of a concept lead to."""
        return self._chains.get(concept.iri, ())

    def _rows(self, found: Found) -> Iterator[Row]:
        concept, candidates = found
        return rows(concept, candidates, self._target, self._day, self.chained(concept))

    def _subjects(self, kinds: Collection[ConceptKind], known: Mapping[str, str]) -> Iterator[Concept]:
        """The concepts that are asked for and neither linked nor done."""
        only, everything = self._asked.only, self._asked.everything
        left_out = self._run.done if everything or only else self._run.done | self._decided.keys()
        for one in concepts(self._store, kinds, known) if kinds else ():
            if one.iri not in left_out and (not only or one.iri.removeprefix(RGID) in only):
                yield one


def counterparts(known: Collection[Link]) -> dict[str, str]:
    """The accepted counterpart of each concept that has one."""
    return {link.mapping.subject: link.mapping.object for link in known if link.state is State.ACCEPTED}
