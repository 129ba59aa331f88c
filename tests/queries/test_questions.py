"""Every named query on the hand-written graph, against rows read off it by eye, in two engines."""

from __future__ import annotations

import warnings

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, serialize

from ontology.terms import DEFAULT_GRAPHS, RGID
from queries import load_queries
from queries.answer import Value
from queries.binding import bind
from queries.client import LocalStore

QUESTIONS = load_queries()

Rows = list[tuple[Value, ...]]

CSR = "role/customer-service-representative"
CSAM = "role/customer-support-account-manager"
SENIOR = "role/senior-customer-service-representative"
LEAD = "role/team-lead-en-0000000001"
PATIENCE = "skill/tålamod-sv-0000000002"
SUPERDESK = "tool/superdesk-en-0000000003"
FOLLOW_UP = "best-practice/følg-opp-nb-0000000004"
ESCO, ONET = "http://data.europa.eu/esco/", "https://www.onetonline.org/"
ANSWERER, KEEPER = f"{ESCO}occupation/answerer", f"{ESCO}occupation/keeper"
FI, SV, NB = "document/1111aaaa1111aaaa", "document/2222bbbb2222bbbb", "document/3333cccc3333cccc"

#: Query, parameters, columns, rows. IRIs are given without their common beginning.
CASES: list[tuple[str, dict[str, str], str, Rows]] = [
    (
        "skills-of-role",
        {},
        "skill label language",
        [
            ("skill/empathy", "empathy", "en"),
            ("skill/problem-solving", "problem solving", "en"),
            (PATIENCE, "Tålamod", "sv"),
        ],
    ),
    (
        "skills-of-role",
        {"lang": "sv,fi"},
        "skill label language",
        [
            ("skill/empathy", "empati", "sv"),
            ("skill/problem-solving", "ongelmanratkaisu", "fi"),
            (PATIENCE, "Tålamod", "sv"),
        ],
    ),
    (
        "skills-of-role",
        {"lang": "zh-Hant"},
        "skill label language",
        [
            ("skill/problem-solving", "problem solving", "en"),
            (PATIENCE, "Tålamod", "sv"),
            ("skill/empathy", "同理心", "zh-hant"),
        ],
    ),
    ("skills-of-role", {"role": f"rgid:{SENIOR}"}, "skill label language", []),
    (
        "roles-of-skill",
        {},
        "role label language",
        [(CSR, "customer service representative", "en"), (CSAM, "customer support account manager", "en")],
    ),
    (
        "roles-of-skill",
        {"skill": "rgid:skill/negotiation", "lang": "nb"},
        "role label language",
        [(CSAM, "kundestøtteansvarlig", "nb"), (LEAD, "Team Lead", "en")],
    ),
    (
        "similar-roles",
        {},
        "role label language shared skills",
        [(CSAM, "customer support account manager", "en", 1, 2), (LEAD, "Team Lead", "en", 1, 2)],
    ),
    (
        "skill-gap",
        {"lang": "fi,en"},
        "change skill label language",
        [
            ("missing", "skill/negotiation", "negotiation", "en"),
            ("shared", "skill/empathy", "empatia", "fi"),
            ("extra", "skill/problem-solving", "ongelmanratkaisu", "fi"),
            ("extra", PATIENCE, "Tålamod", "sv"),
        ],
    ),
    (
        "career-steps",
        {},
        "kind position role label language documents",
        [
            ("self", 0, CSR, "customer service representative", "en", 1),
            ("next", 1, SENIOR, "senior customer service representative", "en", 2),
            ("next", 2, LEAD, "Team Lead", "en", 1),
            ("lateral", 3, "role/sales", "sales", "en", 1),
        ],
    ),
    (
        "reachable-roles",
        {},
        "role roleLabel direct gained skill label language",
        [
            (LEAD, "Team Lead", False, 1, "skill/negotiation", "negotiation", "en"),
            (SENIOR, "senior customer service representative", True, 0, None, None, None),
        ],
    ),
    (
        "reachable-roles",
        {"role": f"rgid:{CSAM}", "lang": "fi"},
        "role roleLabel direct gained skill label language",
        [(LEAD, "Team Lead", True, 1, "skill/problem-solving", "ongelmanratkaisu", "fi")],
    ),
    (
        "lateral-moves",
        {},
        "role label language documents",
        [(CSAM, "customer support account manager", "en", 1), ("role/sales", "sales", "en", 1)],
    ),
    (
        "tools-by-category",
        {},
        "category categoryLabel tool label language roles",
        [
            ("tool-category/crm", "customer relationship management", "tool/zendesk", "Zendesk", "en", 2),
            ("tool-category/crm", "customer relationship management", "tool/salesforce", "Salesforce", "en", 1),
            ("tool-category/help-desk-software", "help desk software", "tool/zendesk", "Zendesk", "en", 2),
            (None, None, SUPERDESK, "SuperDesk", "en", 1),
        ],
    ),
    (
        "tools-by-category",
        {"at_least": "0", "lang": "fi"},
        "category categoryLabel tool label language roles",
        [
            ("tool-category/crm", "customer relationship management", "tool/zendesk", "Zendesk", "en", 2),
            ("tool-category/crm", "customer relationship management", "tool/salesforce", "Salesforce", "en", 1),
            ("tool-category/help-desk-software", "help desk -ohjelmistot", "tool/zendesk", "Zendesk", "en", 2),
            ("tool-category/help-desk-software", "help desk -ohjelmistot", "tool/unheard-of", "Unheardof", "en", 0),
            (None, None, SUPERDESK, "SuperDesk", "en", 1),
        ],
    ),
    (
        "tool-categories",
        {"lang": "fi"},
        "category label language tools roles mayUse",
        [
            ("tool-category/crm", "customer relationship management", "en", 2, 1, 2),
            ("tool-category/help-desk-software", "help desk -ohjelmistot", "fi", 2, 1, 2),
        ],
    ),
    (
        "products-of-role",
        {},
        "tool label language maker category categoryLabel",
        [
            ("tool/salesforce", "Salesforce", "en", None, "tool-category/crm", "customer relationship management"),
            ("tool/zendesk", "Zendesk", "en", "Zendesk, Inc.", "tool-category/crm", "customer relationship management"),
            (
                "tool/zendesk",
                "Zendesk",
                "en",
                "Zendesk, Inc.",
                "tool-category/help-desk-software",
                "help desk software",
            ),
        ],
    ),
    (
        "products-of-role",
        {"role": f"rgid:{CSAM}"},
        "tool label language maker category categoryLabel",
        [
            (SUPERDESK, "SuperDesk", "en", None, None, None),
            ("tool/zendesk", "Zendesk", "en", "Zendesk, Inc.", "tool-category/crm", "customer relationship management"),
            (
                "tool/zendesk",
                "Zendesk",
                "en",
                "Zendesk, Inc.",
                "tool-category/help-desk-software",
                "help desk software",
            ),
        ],
    ),
    (
        "evidence",
        {},
        "source section line start end exact sentence language mention",
        [
            (
                *("handbook/csr.fi.txt", "skills", 8, 130, 158, "Empatia: Ymmärrä asiakkaita."),
                *("Ymmärrä asiakkaita.", "fi", f"{FI}/mention/2"),
            ),
            (
                *("handbook/csr.sv.txt", "skills", 4, 40, 72, "Tålamod och empati: Lyssna noga."),
                *("Lyssna noga.", "sv", f"{SV}/mention/0"),
            ),
        ],
    ),
    (
        "evidence",
        {"concept": "rgid:tool/zendesk"},
        "source section line start end exact sentence language mention",
        [
            (
                *("handbook/csr.fi.txt", "tools", 12, 253, 260, "Zendesk"),
                *("Esimerkiksi Zendesk.", "fi", f"{FI}/mention/5"),
            ),
            ("handbook/csr.fi.txt", "tools", 13, 265, 272, "Zendesk", None, None, f"{FI}/mention/6"),
            (
                *("handbook/csr.sv.txt", "tools", 7, 117, 124, "Zendesk"),
                *("Salesforce och Zendesk.", "sv", f"{SV}/mention/3"),
            ),
        ],
    ),
    (
        "missing-labels",
        {},
        "kind concept label language mentions",
        [
            ("tool", "tool/zendesk", "Zendesk", "en", 4),
            ("role", LEAD, "Team Lead", "en", 2),
            ("skill", "skill/negotiation", "negotiation", "en", 2),
            ("best-practice", FOLLOW_UP, "Følg opp", "nb", 1),
            ("role", CSAM, "customer support account manager", "en", 1),
            ("skill", PATIENCE, "Tålamod", "sv", 1),
            ("tool-category", "tool-category/crm", "customer relationship management", "en", 1),
            ("tool", "tool/salesforce", "Salesforce", "en", 1),
            ("tool", SUPERDESK, "SuperDesk", "en", 1),
            ("tool", "tool/unheard-of", "Unheardof", "en", 0),
        ],
    ),
    (
        "missing-labels",
        {"language": "nb", "kind": "role", "limit": "2", "lang": "fi"},
        "kind concept label language mentions",
        [
            ("role", CSR, "asiakaspalvelija", "fi", 3),
            ("role", SENIOR, "vanhempi asiakaspalvelija", "fi", 2),
        ],
    ),
    (
        "labels-of-concept",
        {},
        "language use label",
        [
            ("en", "preferred", "customer service representative"),
            ("en", "alternative", "CSR"),
            ("en", "definition", "Answers customers' questions."),
            ("fi", "preferred", "asiakaspalvelija"),
            ("fi", "as written", "Asiakaspalvelija"),
            ("fi", "as written", "asiakaspalvelija"),
            ("nb", "as written", "Kundeservicemedarbeider"),
            ("sv", "preferred", "kundtjänstmedarbetare"),
            ("sv", "alternative", "kundservicemedarbetare"),
        ],
    ),
    (
        "candidates",
        {},
        "kind concept label language mentions",
        [
            ("role", LEAD, "Team Lead", "en", 2),
            ("best-practice", FOLLOW_UP, "Følg opp", "nb", 1),
            ("skill", PATIENCE, "Tålamod", "sv", 1),
            ("tool", SUPERDESK, "SuperDesk", "en", 1),
        ],
    ),
    (
        "candidates",
        {"kind": "tool"},
        "kind concept label language mentions",
        [("tool", SUPERDESK, "SuperDesk", "en", 1)],
    ),
    (
        "concepts-without-evidence",
        {"lang": "fi"},
        "kind concept label language",
        [("skill", "skill/typing", "konekirjoitus", "fi"), ("tool", "tool/unheard-of", "Unheardof", "en")],
    ),
    (
        "shared-practices",
        {},
        "practice label language roles",
        [("best-practice/active-listening", "active listening", "en", 2)],
    ),
    (
        "shared-practices",
        {"at_least": "1", "lang": "nb, fi"},
        "practice label language roles",
        [("best-practice/active-listening", "aktiivinen kuuntelu", "fi", 2), (FOLLOW_UP, "Følg opp", "nb", 1)],
    ),
    (
        "most-required-skills",
        {},
        "skill label language roles",
        [
            ("skill/empathy", "empathy", "en", 2),
            ("skill/negotiation", "negotiation", "en", 2),
            ("skill/problem-solving", "problem solving", "en", 2),
            (PATIENCE, "Tålamod", "sv", 1),
        ],
    ),
    (
        "documents",
        {},
        "source language title role label document",
        [
            ("csam.nb.md", "nb", "Hva er en kundestøtteansvarlig?", CSAM, "customer support account manager", NB),
            ("csam.nb.md", "nb", "Hva er en kundestøtteansvarlig?", LEAD, "Team Lead", NB),
            ("handbook/csr.fi.txt", "fi", "Mikä on asiakaspalvelija?", CSR, "customer service representative", FI),
            (
                "handbook/csr.sv.txt",
                "sv",
                "Vad är en kundtjänstmedarbetare?",
                CSR,
                "customer service representative",
                SV,
            ),
        ],
    ),
    (
        "document-outline",
        {"source": "handbook/csr.fi.txt"},
        "source section index line label sentence language",
        [
            ("handbook/csr.fi.txt", "responsibilities", 0, 5, "Dokumentointi", "Kirjaa tapaukset.", "fi"),
            ("handbook/csr.fi.txt", "responsibilities", 0, 5, "Dokumentointi", "CSRs note it down.", "en"),
            ("handbook/csr.fi.txt", "skills", 0, 8, "Empatia", "Ymmärrä asiakkaita.", "fi"),
            ("handbook/csr.fi.txt", "skills", 1, 9, "Ongelmanratkaisu", None, None),
            ("handbook/csr.fi.txt", "tools", 0, 12, "Help desk -ohjelmistot", "Pyynnöt kootaan.", "fi"),
            ("handbook/csr.fi.txt", "tools", 0, 12, "Help desk -ohjelmistot", "Esimerkiksi Zendesk.", "fi"),
            ("handbook/csr.fi.txt", "career", 0, 15, "Asiakaspalvelija", None, None),
            ("handbook/csr.fi.txt", "career", 1, 16, "Vanhempi asiakaspalvelija", None, None),
            ("handbook/csr.fi.txt", "career", 2, 17, "Team Lead", None, None),
            ("handbook/csr.fi.txt", "career", 3, 18, "Myynti", None, None),
            ("handbook/csr.fi.txt", "best_practices", 0, 21, "Aktiivinen kuuntelu", None, None),
        ],
    ),
    (
        "document-outline",
        {"role": f"rgid:{LEAD}"},
        "source section index line label sentence language",
        [("csam.nb.md", "skills", 0, 20, "Forhandling og problemløsning", None, None)],
    ),
    (
        "find-concept",
        {"label": "csr", "lang": "sv"},
        "concept kind label language",
        [(CSR, "role", "kundtjänstmedarbetare", "sv")],
    ),
    ("find-concept", {"label": "Empati", "kind": "role"}, "concept kind label language", []),
    (
        "roles",
        {},
        "role label language reviewed level function documents",
        [
            (CSR, "customer service representative", "en", True, None, "function/customer-service", 2),
            (CSAM, "customer support account manager", "en", True, None, None, 1),
            (LEAD, "Team Lead", "en", False, None, None, 1),
            ("role/sales", "sales", "en", True, None, None, 0),
            (
                *(SENIOR, "senior customer service representative", "en"),
                *(True, "level/senior", "function/customer-service", 0),
            ),
        ],
    ),
    (
        "role-profile",
        {},
        "kind concept label language mentions",
        [
            ("responsibility", "responsibility/documentation", "documentation", "en", 1),
            ("skill", "skill/empathy", "empathy", "en", 2),
            ("skill", "skill/problem-solving", "problem solving", "en", 1),
            ("skill", PATIENCE, "Tålamod", "sv", 1),
            ("tool-category", "tool-category/crm", "customer relationship management", "en", 1),
            ("tool-category", "tool-category/help-desk-software", "help desk software", "en", 1),
            ("tool", "tool/zendesk", "Zendesk", "en", 3),
            ("tool", "tool/salesforce", "Salesforce", "en", 1),
            ("best-practice", "best-practice/active-listening", "active listening", "en", 1),
        ],
    ),
    (
        "roles-in-esco",
        {},
        "role label language match occupation occupationLabel essential covered lacking beyond",
        [
            (CSR, "customer service representative", "en", "close", ANSWERER, "answerer of calls", 3, 1, 2, 1),
            (CSAM, "customer support account manager", "en", "broad", KEEPER, "keeper of accounts", 1, 0, 1, 2),
        ],
    ),
    (
        "roles-in-esco",
        {"lang": "fi", "limit": "1"},
        "role label language match occupation occupationLabel essential covered lacking beyond",
        [(CSR, "asiakaspalvelija", "fi", "close", ANSWERER, "puheluihin vastaaja", 3, 1, 2, 1)],
    ),
    (
        "esco-skills-of-role",
        {"lang": "fi"},
        "occupation occupationLabel change need skill label language escoSkill escoSkillLabel",
        [
            (
                ANSWERER,
                "puheluihin vastaaja",
                "lacking",
                "essential",
                None,
                None,
                None,
                f"{ESCO}skill/bargain",
                "bargain",
            ),
            (ANSWERER, "puheluihin vastaaja", "lacking", "essential", None, None, None, f"{ESCO}skill/speak", "puhua"),
            (
                *(ANSWERER, "puheluihin vastaaja", "shared", "essential", "skill/empathy", "empatia", "fi"),
                *(f"{ESCO}skill/feel", "tuntea myötätuntoa"),
            ),
            (
                *(ANSWERER, "puheluihin vastaaja", "shared", "optional"),
                *("skill/problem-solving", "ongelmanratkaisu", "fi", f"{ESCO}skill/solve", "solve problems"),
            ),
            (ANSWERER, "puheluihin vastaaja", "beyond", None, PATIENCE, "Tålamod", "sv", None, None),
        ],
    ),
    (
        "esco-skills-of-role",
        {"role": f"rgid:{LEAD}"},
        "occupation occupationLabel change need skill label language escoSkill escoSkillLabel",
        [],
    ),
    (
        "roles-by-isco-group",
        {},
        "code group groupLabel roles",
        [
            ("12", f"{ESCO}isco/C12", None, 1),
            ("24", f"{ESCO}isco/C24", None, 1),
            ("33", f"{ESCO}isco/C33", "Business people", 1),
            ("42", f"{ESCO}isco/C42", "Desk people", 1),
        ],
    ),
    (
        "roles-by-isco-group",
        {"digits": "4", "lang": "fi"},
        "code group groupLabel roles",
        [
            ("1221", f"{ESCO}isco/C1221", None, 1),
            ("2431", f"{ESCO}isco/C2431", None, 1),
            ("4222", f"{ESCO}isco/C4222", "People at telephones", 1),
        ],
    ),
    (
        "hot-technologies",
        {},
        "tool label language roles technology technologyLabel occupations demand",
        [
            ("tool/zendesk", "Zendesk", "en", 2, f"{ONET}search/tech/example?e=Answering", "Answering", 1, 0),
            ("tool/salesforce", "Salesforce", "en", 1, f"{ONET}search/tech/example?e=Selling", "Selling", 2, 2),
        ],
    ),
    (
        "hot-technologies",
        {"at_least": "2"},
        "tool label language roles technology technologyLabel occupations demand",
        [("tool/zendesk", "Zendesk", "en", 2, f"{ONET}search/tech/example?e=Answering", "Answering", 1, 0)],
    ),
    (
        "link-coverage",
        {"kind": "role"},
        "kind taxonomy language concepts linked",
        [
            ("role", "esco", "en", 5, 2),
            ("role", "esco", "fi", 3, 1),
            ("role", "esco", "nb", 1, 1),
            ("role", "esco", "sv", 1, 1),
            ("role", "isco", "en", 5, 2),
            ("role", "isco", "fi", 3, 1),
            ("role", "isco", "nb", 1, 1),
            ("role", "onet", "en", 5, 1),
            ("role", "onet", "fi", 3, 1),
            ("role", "onet", "sv", 1, 1),
        ],
    ),
    (
        "link-coverage",
        {"kind": "tool"},
        "kind taxonomy language concepts linked",
        [("tool", "onet", "en", 4, 3)],
    ),
    (
        "roles-across-taxonomies",
        {},
        "role label language occupation occupationLabel iscoCode "
        "onetOccupation onetOccupationLabel onetCode demanded used",
        [
            (
                *(CSR, "customer service representative", "en", ANSWERER, "answerer of calls", "4222"),
                *(f"{ONET}link/summary/11-1111.00", "Answering People", "11-1111.00", 2, 1),
            ),
            (
                *(CSAM, "customer support account manager", "en", KEEPER, "keeper of accounts", "2431"),
                *(None, None, None, None, None),
            ),
        ],
    ),
]

NAMES = [f"{name} {' '.join(values.values())}".strip() for name, values, _, _ in CASES]


def shorten(value: Value) -> Value:
    return value.removeprefix(RGID) if isinstance(value, str) else value


@pytest.mark.parametrize(("name", "values", "columns", "rows"), CASES, ids=NAMES)
def test_rows(store: Store, name: str, values: dict[str, str], columns: str, rows: Rows) -> None:
    answer = LocalStore(store).run(bind(QUESTIONS[name], values))

    assert tuple(columns.split()) == answer.variables
    assert rows == [tuple(map(shorten, row)) for row in answer.rows]


@pytest.fixture(scope="module")
def merged(store: Store) -> rdflib.Dataset:
    """The merge of the seven graphs beside all named ones, for the other engine."""
    quads = [quad for graph in DEFAULT_GRAPHS for quad in store.quads_for_pattern(None, None, None, graph)]
    merge = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    every = serialize([*merge, *store], format=RdfFormat.N_QUADS)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return rdflib.Dataset().parse(data=every, format="nquads")


def python_value(term: object) -> Value:
    """A term of rdflib as a plain value."""
    value = term.toPython() if isinstance(term, rdflib.Literal) else None if term is None else str(term)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


# The engine uses what it advises against itself.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize(("name", "values", "columns", "rows"), CASES, ids=NAMES)
def test_rows_in_another_engine(
    merged: rdflib.Dataset, name: str, values: dict[str, str], columns: str, rows: Rows
) -> None:
    result = merged.query(bind(QUESTIONS[name], values))
    found = [tuple(shorten(python_value(term)) for term in row) for row in result if isinstance(row, tuple)]

    assert rows == found


def test_every_question_has_a_case() -> None:
    assert sorted(QUESTIONS) == sorted({name for name, *_ in CASES})


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_inferred_graph_that_repeats_nothing_changes_no_row(store: Store, name: str) -> None:
    """What reasoning adds later (inverses, superproperties, classes) must not double rows or counts."""
    reasoned = Store()
    reasoned.extend(store)
    reasoned.update(
        """
        PREFIX rg: <https://w3id.org/rolegraph/ns#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        INSERT { GRAPH <https://w3id.org/rolegraph/id/graph/inferred> {
          ?role rg:involves ?skill . ?skill rg:skillOf ?role ; a skos:Concept .
          ?next rg:followsFrom ?first . ?first rg:canBecome ?next . ?beside rg:lateralTo ?one .
        } } WHERE { GRAPH ?g {
          { ?role rg:requiresSkill ?skill } UNION { ?first rg:leadsTo ?next } UNION { ?one rg:lateralTo ?beside }
        } FILTER(?g != <https://w3id.org/rolegraph/id/graph/report>) }
        """
    )
    text = bind(QUESTIONS[name], {})

    assert LocalStore(store).run(text).rows == LocalStore(reasoned).run(text).rows
