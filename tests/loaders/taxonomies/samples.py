"""Small distributions of our own wording, and what is read out of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.taxonomies.findings import Finding, Sort
from loaders.taxonomies.preparing import prepared
from ontology.terms import Skos

ESCO = "http://data.europa.eu/esco/"
CAPTAIN, COOK = ESCO + "occupation/captain", ESCO + "occupation/cook"
STEER, STEW = ESCO + "skill/steer", ESCO + "skill/stew"

OCCUPATIONS = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description
Occupation,{CAPTAIN},3152,ferry captain,"ferry skipper
master of a ferry",Steers a ferry and leads its crew.
Occupation,{COOK},5120,galley cook,,"Cooks, on board."
"""
SKILLS = f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,{STEER},skill/competence,sector-specific,steer a ferry,ferry steering,
KnowledgeSkillCompetence,{STEW},knowledge,cross-sector,stews,,
"""
GROUPS = f"""conceptType,conceptUri,code,preferredLabel,altLabels,description
ISCOGroup,{ESCO}isco/C3152,3152,Officers of ships,,
ISCOGroup,{ESCO}isco/C5120,5120,Cooks of all sorts,,
"""
RELATIONS = f"""occupationUri,relationType,skillType,skillUri
{CAPTAIN},essential,skill/competence,{STEER}
{COOK},optional,knowledge,{STEW}
"""
ESCO_FILES = {
    "occupations_en.csv": OCCUPATIONS,
    "skills_en.csv": SKILLS,
    "ISCOGroups_en.csv": GROUPS,
    "occupationSkillRelations.csv": RELATIONS,
}

#: Statements as subject, property and object: IRIs as they are, literals as N-Triples write them.
Statements = set[tuple[str, str, str]]


def written(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


class Result:
    """What was read: the statements of the graph, and what was mended."""

    def __init__(self, *paths: Path, name: str = "test", version: str | None = None, language: str | None = None):
        with prepared(name, paths, version, language) as found:
            self.about = found.about
            self.concepts = found.concepts
            self.statements: Statements = set()
            for quad in parse(found.nquads, format=RdfFormat.N_QUADS):
                value = quad.object
                assert isinstance(quad.subject, NamedNode)
                text = value.value if isinstance(value, NamedNode) else str(value)
                self.statements.add((quad.subject.value, quad.predicate.value, text))
            self.findings: list[Finding] = list(found.findings.each)
            self.counts: dict[Sort, int] = dict(found.findings.counts)

    def values(self, subject: str, predicate: NamedNode) -> set[str]:
        """The objects of a subject and a property."""
        return {three for one, two, three in self.statements if (one, two) == (subject, predicate.value)}

    def labels(self, subject: str) -> dict[str, set[str]]:
        """The labels of a concept by kind, as N-Triples."""
        found = {"pref": Skos.prefLabel, "alt": Skos.altLabel, "hidden": Skos.hiddenLabel}
        return {name: values for name, one in found.items() if (values := self.values(subject, one))}


def read(folder: Path, files: dict[str, str], paths: Sequence[str] = (), language: str | None = None) -> Result:
    """Write files into a folder and read it, or only some paths below it."""
    written(folder, files)
    return Result(*[folder / path for path in paths] or [folder], language=language)


def tagged(text: str, language: str) -> str:
    """A literal as N-Triples write it."""
    return str(Literal(text, language=language))
