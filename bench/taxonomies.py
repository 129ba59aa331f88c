"""A taxonomy of ESCO's size in one language into a store, and out of it.

python -m bench.taxonomies [SKILLS OCCUPATIONS RELATIONS]     by default 14000 3000 124000
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from click.testing import CliRunner

from loaders.taxonomies.preparing import prepared
from server.cli import group

SEED = 20261123
SIZES = (14_000, 3_000, 124_000)
CONTENT = "http://data.europa.eu/esco/"
ALTERNATIVES, GROUPS = 7, 436
WORDS = (
    "manage",
    "repair",
    "plan",
    "sell",
    "clean",
    "write",
    "measure",
    "cargo",
    "engine",
    "garden",
    "archive",
    "choir",
)


def names(rng: random.Random, count: int) -> list[str]:
    """So many labels of two to five words."""
    return [" ".join(rng.choices(WORDS, k=rng.randint(2, 5))) + f" {rng.randrange(10**6)}" for _ in range(count)]


def iris(rng: random.Random, kind: str, count: int) -> list[str]:
    return [f"{CONTENT}{kind}/{uuid.UUID(int=rng.getrandbits(128))}" for _ in range(count)]


def table(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write(folder: Path, skills: int, occupations: int, relations: int) -> None:
    """The files of a distribution."""
    rng = random.Random(SEED)
    codes = [f"{1000 + number:04}" for number in range(GROUPS)]
    of_skills, of_occupations = iris(rng, "skill", skills), iris(rng, "occupation", occupations)

    def said() -> list[str]:
        return [names(rng, 1)[0], "\n".join(names(rng, ALTERNATIVES)), " ".join(names(rng, 6)).capitalize() + "."]

    groups = ((f"{CONTENT}isco/C{code}", code, *said()) for code in codes)
    table(folder / "ISCOGroups_en.csv", "conceptUri,code,preferredLabel,altLabels,description", groups)
    header = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description,code"
    rows = (("Occupation", iri, code := rng.choice(codes), *said(), f"{code}.1") for iri in of_occupations)
    table(folder / "occupations_en.csv", header, rows)
    header = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description"
    levels = ("sector-specific", "cross-sector", "occupation-specific", "transversal")
    rows = (("KnowledgeSkillCompetence", iri, "skill/competence", rng.choice(levels), *said()) for iri in of_skills)
    table(folder / "skills_en.csv", header, rows)
    drawn: set[tuple[str, str]] = set()
    while len(drawn) < relations:
        drawn.add((rng.choice(of_occupations), rng.choice(of_skills)))
    sorts = ("essential", "optional")
    related = ((one, rng.choice(sorts), "skill/competence", other) for one, other in sorted(drawn))
    table(folder / "occupationSkillRelations_en.csv", "occupationUri,relationType,skillType,skillUri", related)


def processor() -> float:
    """The seconds of the processor that this process took, and those of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(*arguments: str) -> str:
    """The seconds that a command takes, by the clock and of the processor: on a shared machine only these tell."""
    start, used = time.perf_counter(), processor()
    done = CliRunner().invoke(group, ["taxonomy", *arguments])
    if done.exit_code:
        raise SystemExit(done.output)
    return f"{time.perf_counter() - start:.1f} s, {processor() - used:.1f} s of the processor"


def main(arguments: Sequence[str]) -> None:
    sizes = tuple(map(int, arguments)) or SIZES
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name) / "esco", str(Path(name) / "store")
        folder.mkdir()
        write(folder, *sizes)
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        print("{:,} skills, {:,} occupations, {:,} relations".format(*sizes), f"in {size:.1f} MB of CSV")
        start = time.perf_counter()
        with prepared("esco", [folder]) as found:
            lines = sum(1 for _ in found.nquads)
        print(f"reading alone {time.perf_counter() - start:.1f} s, {lines:,} quads")
        print(f"into a new store, the shipped graphs with it {timed('add', 'esco', str(folder), '--store', store)}")
        print(f"again, in place of it {timed('add', 'esco', str(folder), '--store', store)}")
        print(f"list {timed('list', '--store', store)}")
        print(f"remove {timed('remove', 'esco', '--store', store)}")
        most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(f"at most {most[0]:.0f} MiB, the process of the index {most[1]:.0f} MiB, what it shares counted too")


if __name__ == "__main__":
    main(sys.argv[1:])
