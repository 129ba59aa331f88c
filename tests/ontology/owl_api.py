"""The profile checkers of the OWL API (Debian: libowlapi-java), the reference implementation of OWL 2.

They run in a process of their own, so that no other test has a Java machine with its threads beside it:

    python -m tests.ontology.owl_api FILE…

prints, as JSON, what keeps each ontology out of each profile.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jpype

from tests.ontology.java import java_home

PROFILES = ("OWL2_DL", "OWL2_RL")
#: Where Debian's policy on Java puts the jars, and those that loading Turtle and the checkers need.
JARS = Path("/usr/share/java")
NEEDED = (
    *("owlapi-api", "owlapi-apibinding", "owlapi-impl", "owlapi-parsers", "owlapi-rio", "owlapi-tools"),
    *("owlapi-oboformat", "atinject-jsr330-api", "caffeine", "commons-codec", "commons-io", "commons-rdf-api"),
    *("guava", "hppcrt", "httpclient", "httpcore", "jsr305", "slf4j-api", "slf4j-nop", "xz"),
    *("rdf4j-model", "rdf4j-model-api", "rdf4j-model-vocabulary", "rdf4j-rio-api", "rdf4j-rio-languages"),
    *("rdf4j-rio-datatypes", "rdf4j-rio-turtle", "rdf4j-util"),
)
#: A machine that starts fast and stays small.
OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

#: What is wrong, by profile.
Violations = dict[str, list[str]]


def installed() -> bool:
    """Whether all jars are here."""
    return all((JARS / f"{name}.jar").exists() for name in NEEDED)


def violations(files: Sequence[Path]) -> list[Violations]:
    """What keeps each file out of each profile."""
    command = [sys.executable, "-m", "tests.ontology.owl_api", *map(str, files)]
    environment = {**os.environ, "JAVA_HOME": str(java_home())}
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=root, timeout=120)
    assert done.returncode == 0, done.stderr
    found: list[Violations] = json.loads(done.stdout.splitlines()[-1])
    return found


def check(file: str) -> Violations:
    """What keeps one ontology out of each profile; needs a running Java machine."""
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(java("java.io.File")(file))
    assert not ontology.isEmpty(), f"nothing was read from {file}"
    metadata = manager.getOntologyFormat(ontology).getOntologyLoaderMetaData()
    unread = [str(triple) for triple in metadata.get().getUnparsedTriples().toArray()]
    assert unread == [], f"triples of {file} that are no OWL 2"
    profiles = java("org.semanticweb.owlapi.profiles.Profiles")
    reports = {profile: getattr(profiles, profile).checkOntology(ontology) for profile in PROFILES}
    return {
        profile: sorted({f"{one.getClass().getSimpleName()}: {one}" for one in report.getViolations()})
        for profile, report in reports.items()
    }


def java(name: str) -> Any:
    """A Java class; nothing is known to Python of what it offers."""
    return jpype.JClass(name)


def main() -> None:
    jpype.startJVM(*OPTIONS, classpath=[str(JARS / f"{name}.jar") for name in NEEDED])
    print(json.dumps([check(file) for file in sys.argv[1:]]))


if __name__ == "__main__":
    main()
