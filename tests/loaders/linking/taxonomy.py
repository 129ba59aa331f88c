"""A small taxonomy of our own wording, with what makes counterparts hard to find, and its files."""

from __future__ import annotations

from pathlib import Path

from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.model import Fact, Label, Name, Subject

ESCO = "http://data.europa.eu/esco/"
MODEL = "http://data.europa.eu/esco/model#"
SKILL, OCCUPATION = f"{MODEL}Skill", f"{MODEL}Occupation"

#: By the last part of its IRI: a concept's reuse level or code, and labels, of which the first is preferred.
SKILLS = {
    "plan-day": ("transversal", "en:plan the day", "en:organise the day", "fi:suunnitella päivää"),
    "plan-day-mine": ("sector-specific", "en:plan the day in a mine", "fi:suunnitella päivää kaivoksessa"),
    "plan-day-dairy": ("sector-specific", "en:plan the day in a dairy"),
    "colour": ("cross-sector", "en:colour theory", "de:Farbenlehre"),
    "tune": ("occupation-specific", "en:tune harpsichords", "fi:virittää cembaloita"),
}
OCCUPATIONS = {
    "lamplighter": ("5419.1", "en:lamplighter", "sv:lykttändare", "de:Laternenanzünder"),
    "gas-lamplighter": ("5419.1.1", "en:gas lamplighter", "en:lantern keeper"),
    "lamp-manager": ("1349.1", "en:manager of lamplighters", "en:head of lamps"),
    "keeper": ("9629.1", "en:keeper of lanterns", "en:lantern keeper", "en:watchman"),
}


def iri(name: str) -> str:
    """The IRI of a concept of the taxonomy."""
    return f"{ESCO}{'skill' if name in SKILLS else 'occupation'}/{name}"


def labels() -> list[Label]:
    """All labels."""
    found = []
    for name, (_, *written) in {**SKILLS, **OCCUPATIONS}.items():
        seen: set[str] = set()
        for one in written:
            tag, text = one.split(":", 1)
            found.append(Label(iri(name), text, tag, "altLabel" if tag in seen else "prefLabel"))
            seen.add(tag)
    return found


def facts() -> list[Fact]:
    """All facts; a lamplighter needs to plan the day."""
    skills = [Fact(iri(name), (SKILL,), reuse_level=level) for name, (level, *_) in SKILLS.items()]
    needs = {"lamplighter": (iri("plan-day"),)}
    groups = {name: f"{ESCO}isco/C{code[:4]}" for name, (code, *_) in OCCUPATIONS.items()}
    occupations = [
        Fact(iri(name), (OCCUPATION,), code, (groups[name],), needs.get(name, ()))
        for name, (code, *_) in OCCUPATIONS.items()
    ]
    return [*skills, *occupations, *(Fact(group, notation=group[-4:]) for group in sorted(set(groups.values())))]


def made(folder: Path) -> Index:
    """The taxonomy's index, open."""
    build(folder, labels(), facts())
    return open_index(folder)


def subject(*names: str, kind: str = "", **others: object) -> Subject:
    """A subject by its names, written as "en:a name", or "en+:a name" where it is no preferred one."""
    parts = [one.split(":", 1) for one in names]
    found = tuple(Name(text, tag.rstrip("+"), not tag.endswith("+")) for tag, text in parts)
    return Subject(found, kind, **others)  # type: ignore[arg-type]


def files(folder: Path) -> Path:
    """The taxonomy as ESCO's CSV distribution, in English."""
    folder.mkdir(parents=True, exist_ok=True)
    head = "conceptType,conceptUri,skillType,{},preferredLabel,altLabels,description\n"
    tables = {
        "skills_en.csv": (SKILLS, "KnowledgeSkillCompetence", "reuseLevel"),
        "occupations_en.csv": (OCCUPATIONS, "Occupation", "iscoGroup"),
    }
    for file, (concepts, kind, column) in tables.items():
        rows = [head.format(column)]
        for name, (first, *written) in concepts.items():
            english = [one[3:] for one in written if one.startswith("en:")]
            others = '"' + "\n".join(english[1:]) + '"'
            code = first[:4] if kind == "Occupation" else first
            rows.append(f"{kind},{iri(name)},skill/competence,{code},{english[0]},{others},\n")
        (folder / file).write_text("".join(rows), encoding="utf-8")
    return folder
