"""A few concepts of ours and a small taxonomy in the shape of ESCO, with words of our own."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import PREFIXES, RGID, Dcterms, Graph, Owl, Rdf, Rg, Scheme, Skos, taxonomy

CONTENT = "http://data.europa.eu/esco/"
MODEL = PREFIXES["esco"]
GRAPH = taxonomy("esco")
CLERK = f"{RGID}role/helpdesk-clerk"
PATIENCE = f"{RGID}skill/patience"
EVIL = '<script>alert(1)</script>"\u202eevil'

Labels = dict[str, tuple[str, ...]]

#: Occupations and skills: their labels by language, the preferred one first, and what they are below.
OCCUPATIONS: dict[str, tuple[Labels, str]] = {
    "occupation/o1": ({"en": ("helpdesk clerk", "support desk agent"), "fi": ("tukipalvelija",)}, "isco/C4222"),
    "occupation/o2": ({"en": ("lamp lighter", "light keeper"), "fi": ("lampunsytyttäjä",)}, "isco/C9629"),
    "occupation/o3": ({"en": ("lamp lighter supervisor",), "sv": ("lamptändarchef",)}, "isco/C3123"),
    "occupation/o4": ({"en": ("keeper",), "nb": ("vokter",)}, "isco/C9629"),
    "occupation/o5": ({"en": ("keeper",), "nb": ("passer",)}, "isco/C5164"),
}
SKILLS: dict[str, Labels] = {
    "skill/s1": {"en": ("stay patient", "patience"), "fi": ("olla kärsivällinen",)},
    "skill/s2": {"en": ("light lamps",), "sv": ("tända lampor",)},
    "skill/s3": {"en": (EVIL,)},
}
GROUPS = ("4", "42", "422", "4222", "9629", "3123", "5164")


def ours() -> Iterator[Quad]:
    """A role and two skills, one of them a candidate."""
    for iri, kind, scheme, labels in (
        (CLERK, Rg.Role, Scheme.ROLES, {"en": "helpdesk clerk", "fi": "tukihenkilö", "ru": "сотрудник поддержки"}),
        (PATIENCE, Rg.Skill, Scheme.SKILLS, {"en": "patience", "sv": "tålamod", "nb": "tålmodighet"}),
        (f"{RGID}skill/lamp-care", Rg.Skill, Scheme.SKILLS, {"en": "lamp care"}),
    ):
        node = NamedNode(iri)
        graph = Graph.CANDIDATES if iri.endswith("lamp-care") else Graph.VOCABULARY
        yield Quad(node, Rdf.type, kind, graph)
        yield Quad(node, Skos.inScheme, scheme, graph)
        yield Quad(node, Rg.status, Rg.Candidate if graph == Graph.CANDIDATES else Rg.Curated, graph)
        for language, text in labels.items():
            yield Quad(node, Skos.prefLabel, Literal(text, language=language), graph)
    yield Quad(NamedNode(CLERK), Skos.altLabel, Literal("helper", language="en"), Graph.VOCABULARY)
    yield Quad(NamedNode(PATIENCE), Skos.definition, Literal("Staying calm.", language="en"), Graph.VOCABULARY)
    yield Quad(NamedNode(CLERK), Rg.requiresSkill, NamedNode(PATIENCE), Graph.STATEMENTS)
    yield Quad(NamedNode(CLERK), Skos.closeMatch, NamedNode(f"{CONTENT}occupation/o1"), Graph.MAPPINGS)
    yield Quad(NamedNode(PATIENCE), Skos.closeMatch, NamedNode(f"{CONTENT}skill/s1"), Graph.MAPPINGS)


def theirs() -> Iterator[Quad]:
    """The taxonomy."""

    def say(subject: str, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(NamedNode(CONTENT + subject), predicate, value, GRAPH)

    def labels(subject: str, found: Labels) -> Iterator[Quad]:
        yield say(subject, Rdf.type, Skos.Concept)
        for language, (preferred, *others) in found.items():
            yield say(subject, Skos.prefLabel, Literal(preferred, language=language))
            for other in others:
                yield say(subject, Skos.altLabel, Literal(other, language=language))

    yield Quad(GRAPH, Dcterms.title, Literal("Small taxonomy", language="en"), GRAPH)
    yield Quad(GRAPH, Owl.versionInfo, Literal("7"), GRAPH)
    yield Quad(GRAPH, NamedNode(PREFIXES["schema"] + "creditText"), Literal("By nobody.", language="en"), GRAPH)
    for subject, (found, group) in OCCUPATIONS.items():
        yield from labels(subject, found)
        yield say(subject, Rdf.type, NamedNode(f"{MODEL}Occupation"))
        yield say(subject, Skos.broader, NamedNode(CONTENT + group))
    for subject, skill in SKILLS.items():
        yield from labels(subject, skill)
        yield say(subject, Rdf.type, NamedNode(f"{MODEL}Skill"))
        yield say(subject, NamedNode(f"{MODEL}skillReuseLevel"), NamedNode(f"{CONTENT}skill-reuse-level/cross-sector"))
    for code in GROUPS:
        yield from labels(f"isco/C{code}", {"en": (f"group of {code}",)})
        yield say(f"isco/C{code}", Skos.notation, Literal(code))
        if code[:-1] in GROUPS:
            yield say(f"isco/C{code}", Skos.broader, NamedNode(f"{CONTENT}isco/C{code[:-1]}"))
    yield say("occupation/o1", NamedNode(f"{MODEL}relatedEssentialSkill"), NamedNode(f"{CONTENT}skill/s1"))
    yield say("occupation/o2", NamedNode(f"{MODEL}relatedEssentialSkill"), NamedNode(f"{CONTENT}skill/s2"))
    yield say("occupation/o1", Skos.definition, Literal("Answers at the desk.", language="en"))
