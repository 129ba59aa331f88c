"""Every IRI that code uses: terms of vocabularies, named graphs, concept schemes, and how IRIs are made.

Terms are `pyoxigraph.NamedNode` values, ready for the store; `.value` gives the string, for rdflib's `URIRef`
for instance. `Rg` holds the whole of `rolegraph.ttl`, the other classes only what we use of each vocabulary.
"""

from __future__ import annotations

from enum import StrEnum

from pyoxigraph import NamedNode

#: The ontology's own terms.
RG = "https://w3id.org/rolegraph/ns#"
#: All else that is ours: concepts, documents, graphs, schemes.
RGID = "https://w3id.org/rolegraph/id/"
#: The ontology itself, and the version that the package ships.
ONTOLOGY_IRI = "https://w3id.org/rolegraph/ns"
ONTOLOGY_VERSION = "0.1.0"

#: The prefixes that queries, Turtle and the JSON-LD context share.
PREFIXES = {
    "rg": RG,
    "rgid": RGID,
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "esco": "http://data.europa.eu/esco/model#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _term(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


class Rg:
    """The terms of the Rolegraph ontology, in the order of `rolegraph.ttl`."""

    Role = _term("rg", "Role")
    Responsibility = _term("rg", "Responsibility")
    Skill = _term("rg", "Skill")
    ToolCategory = _term("rg", "ToolCategory")
    Tool = _term("rg", "Tool")
    BestPractice = _term("rg", "BestPractice")
    Status = _term("rg", "Status")
    Curated = _term("rg", "Curated")
    Candidate = _term("rg", "Candidate")
    status = _term("rg", "status")
    level = _term("rg", "level")
    function = _term("rg", "function")
    maker = _term("rg", "maker")
    inCategory = _term("rg", "inCategory")

    involves = _term("rg", "involves")
    hasResponsibility = _term("rg", "hasResponsibility")
    responsibilityOf = _term("rg", "responsibilityOf")
    requiresSkill = _term("rg", "requiresSkill")
    skillOf = _term("rg", "skillOf")
    usesTool = _term("rg", "usesTool")
    toolOf = _term("rg", "toolOf")
    usesToolCategory = _term("rg", "usesToolCategory")
    toolCategoryOf = _term("rg", "toolCategoryOf")
    recommendsPractice = _term("rg", "recommendsPractice")
    practiceOf = _term("rg", "practiceOf")
    mayUseToolCategory = _term("rg", "mayUseToolCategory")

    CareerStep = _term("rg", "CareerStep")
    inPathOf = _term("rg", "inPathOf")
    stepRole = _term("rg", "stepRole")
    stepKind = _term("rg", "stepKind")
    StepKind = _term("rg", "StepKind")
    EntryStep = _term("rg", "EntryStep")
    PreviousStep = _term("rg", "PreviousStep")
    SelfStep = _term("rg", "SelfStep")
    NextStep = _term("rg", "NextStep")
    LateralStep = _term("rg", "LateralStep")
    hasEvidence = _term("rg", "hasEvidence")
    leadsTo = _term("rg", "leadsTo")
    followsFrom = _term("rg", "followsFrom")
    lateralTo = _term("rg", "lateralTo")
    canBecome = _term("rg", "canBecome")

    Document = _term("rg", "Document")
    sourceName = _term("rg", "sourceName")
    sha256 = _term("rg", "sha256")
    describesRole = _term("rg", "describesRole")
    Mention = _term("rg", "Mention")
    ItemMention = _term("rg", "ItemMention")
    InlineMention = _term("rg", "InlineMention")
    inDocument = _term("rg", "inDocument")
    aboutRole = _term("rg", "aboutRole")
    sectionKind = _term("rg", "sectionKind")
    itemIndex = _term("rg", "itemIndex")
    mentions = _term("rg", "mentions")
    labelConcept = _term("rg", "labelConcept")
    labelAsWritten = _term("rg", "labelAsWritten")
    partOfItem = _term("rg", "partOfItem")
    Sentence = _term("rg", "Sentence")
    hasSentence = _term("rg", "hasSentence")
    position = _term("rg", "position")
    line = _term("rg", "line")
    confidence = _term("rg", "confidence")

    Finding = _term("rg", "Finding")
    hasFinding = _term("rg", "hasFinding")
    findingKind = _term("rg", "findingKind")
    reason = _term("rg", "reason")
    choice = _term("rg", "choice")
    sectionCount = _term("rg", "sectionCount")
    itemCount = _term("rg", "itemCount")
    skippedLineCount = _term("rg", "skippedLineCount")
    doubtCount = _term("rg", "doubtCount")

    ofScheme = _term("rg", "ofScheme")
    LabelCoverage = _term("rg", "LabelCoverage")
    WithoutEvidence = _term("rg", "WithoutEvidence")
    PendingCandidates = _term("rg", "PendingCandidates")
    InferredShare = _term("rg", "InferredShare")
    MissingSections = _term("rg", "MissingSections")
    UncertainExtractions = _term("rg", "UncertainExtractions")
    UncertainDecisions = _term("rg", "UncertainDecisions")

    usesTechnology = _term("rg", "usesTechnology")
    inDemandFor = _term("rg", "inDemandFor")
    hotTechnology = _term("rg", "hotTechnology")
    inDemand = _term("rg", "inDemand")


class Skos:
    """SKOS, https://www.w3.org/TR/skos-reference/."""

    Concept = _term("skos", "Concept")
    ConceptScheme = _term("skos", "ConceptScheme")
    inScheme = _term("skos", "inScheme")
    topConceptOf = _term("skos", "topConceptOf")
    hasTopConcept = _term("skos", "hasTopConcept")
    prefLabel = _term("skos", "prefLabel")
    altLabel = _term("skos", "altLabel")
    hiddenLabel = _term("skos", "hiddenLabel")
    notation = _term("skos", "notation")
    definition = _term("skos", "definition")
    scopeNote = _term("skos", "scopeNote")
    editorialNote = _term("skos", "editorialNote")
    broader = _term("skos", "broader")
    narrower = _term("skos", "narrower")
    related = _term("skos", "related")
    exactMatch = _term("skos", "exactMatch")
    closeMatch = _term("skos", "closeMatch")
    broadMatch = _term("skos", "broadMatch")
    narrowMatch = _term("skos", "narrowMatch")
    relatedMatch = _term("skos", "relatedMatch")


class Oa:
    """The Web Annotation vocabulary, https://www.w3.org/TR/annotation-vocab/."""

    SpecificResource = _term("oa", "SpecificResource")
    TextPositionSelector = _term("oa", "TextPositionSelector")
    TextQuoteSelector = _term("oa", "TextQuoteSelector")
    hasSource = _term("oa", "hasSource")
    hasSelector = _term("oa", "hasSelector")
    start = _term("oa", "start")
    end = _term("oa", "end")
    exact = _term("oa", "exact")


class Prov:
    """PROV-O, https://www.w3.org/TR/prov-o/."""

    Entity = _term("prov", "Entity")
    Activity = _term("prov", "Activity")
    SoftwareAgent = _term("prov", "SoftwareAgent")
    used = _term("prov", "used")
    generated = _term("prov", "generated")
    invalidated = _term("prov", "invalidated")
    wasAssociatedWith = _term("prov", "wasAssociatedWith")
    wasDerivedFrom = _term("prov", "wasDerivedFrom")
    wasGeneratedBy = _term("prov", "wasGeneratedBy")
    wasRevisionOf = _term("prov", "wasRevisionOf")
    startedAtTime = _term("prov", "startedAtTime")
    endedAtTime = _term("prov", "endedAtTime")


class Dqv:
    """The Data Quality Vocabulary, https://www.w3.org/TR/vocab-dqv/."""

    Metric = _term("dqv", "Metric")
    QualityMeasurement = _term("dqv", "QualityMeasurement")
    computedOn = _term("dqv", "computedOn")
    isMeasurementOf = _term("dqv", "isMeasurementOf")
    value = _term("dqv", "value")


class Void:
    """VoID, https://www.w3.org/TR/void/."""

    Dataset = _term("void", "Dataset")
    classPartition = _term("void", "classPartition")
    entities = _term("void", "entities")
    inDataset = _term("void", "inDataset")
    triples = _term("void", "triples")


class Sssom:
    """SSSOM, https://mapping-commons.github.io/sssom/; in RDF a mapping is an annotated axiom."""

    mapping_justification = _term("sssom", "mapping_justification")
    confidence = _term("sssom", "confidence")
    subject_label = _term("sssom", "subject_label")
    match_string = _term("sssom", "match_string")


class Semapv:
    """Justifications of mappings, https://mapping-commons.github.io/semantic-mapping-vocabulary/."""

    LexicalMatching = _term("semapv", "LexicalMatching")
    LexicalSimilarityThresholdMatching = _term("semapv", "LexicalSimilarityThresholdMatching")
    SemanticSimilarityThresholdMatching = _term("semapv", "SemanticSimilarityThresholdMatching")
    CompositeMatching = _term("semapv", "CompositeMatching")
    ManualMappingCuration = _term("semapv", "ManualMappingCuration")


class Dcterms:
    """DCMI Metadata Terms, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/."""

    created = _term("dcterms", "created")
    creator = _term("dcterms", "creator")
    description = _term("dcterms", "description")
    isReplacedBy = _term("dcterms", "isReplacedBy")
    license = _term("dcterms", "license")
    modified = _term("dcterms", "modified")
    rights = _term("dcterms", "rights")
    source = _term("dcterms", "source")
    title = _term("dcterms", "title")


class Schema:
    """schema.org, by its https IRIs."""

    CreativeWork = _term("schema", "CreativeWork")
    MediaObject = _term("schema", "MediaObject")
    Occupation = _term("schema", "Occupation")
    encodingFormat = _term("schema", "encodingFormat")
    inLanguage = _term("schema", "inLanguage")
    sha256 = _term("schema", "sha256")
    text = _term("schema", "text")


class Rdf:
    """RDF, https://www.w3.org/TR/rdf11-concepts/."""

    type = _term("rdf", "type")
    Statement = _term("rdf", "Statement")
    subject = _term("rdf", "subject")
    predicate = _term("rdf", "predicate")
    object = _term("rdf", "object")
    first = _term("rdf", "first")
    rest = _term("rdf", "rest")
    nil = _term("rdf", "nil")
    langString = _term("rdf", "langString")


class Rdfs:
    """RDF Schema, https://www.w3.org/TR/rdf-schema/."""

    label = _term("rdfs", "label")
    comment = _term("rdfs", "comment")
    isDefinedBy = _term("rdfs", "isDefinedBy")
    seeAlso = _term("rdfs", "seeAlso")
    subClassOf = _term("rdfs", "subClassOf")
    subPropertyOf = _term("rdfs", "subPropertyOf")
    domain = _term("rdfs", "domain")
    range = _term("rdfs", "range")
    Resource = _term("rdfs", "Resource")
    Literal = _term("rdfs", "Literal")


class Owl:
    """OWL 2, https://www.w3.org/TR/owl2-rdf-based-semantics/."""

    Ontology = _term("owl", "Ontology")
    versionIRI = _term("owl", "versionIRI")
    versionInfo = _term("owl", "versionInfo")
    Class = _term("owl", "Class")
    ObjectProperty = _term("owl", "ObjectProperty")
    DatatypeProperty = _term("owl", "DatatypeProperty")
    AnnotationProperty = _term("owl", "AnnotationProperty")
    Axiom = _term("owl", "Axiom")
    annotatedSource = _term("owl", "annotatedSource")
    annotatedProperty = _term("owl", "annotatedProperty")
    annotatedTarget = _term("owl", "annotatedTarget")
    NamedIndividual = _term("owl", "NamedIndividual")
    SymmetricProperty = _term("owl", "SymmetricProperty")
    TransitiveProperty = _term("owl", "TransitiveProperty")
    inverseOf = _term("owl", "inverseOf")
    propertyChainAxiom = _term("owl", "propertyChainAxiom")
    AllDisjointClasses = _term("owl", "AllDisjointClasses")
    members = _term("owl", "members")
    disjointWith = _term("owl", "disjointWith")
    sameAs = _term("owl", "sameAs")
    Thing = _term("owl", "Thing")
    Nothing = _term("owl", "Nothing")
    AsymmetricProperty = _term("owl", "AsymmetricProperty")
    IrreflexiveProperty = _term("owl", "IrreflexiveProperty")
    AllDisjointProperties = _term("owl", "AllDisjointProperties")
    propertyDisjointWith = _term("owl", "propertyDisjointWith")
    equivalentClass = _term("owl", "equivalentClass")
    equivalentProperty = _term("owl", "equivalentProperty")
    priorVersion = _term("owl", "priorVersion")
    backwardCompatibleWith = _term("owl", "backwardCompatibleWith")
    incompatibleWith = _term("owl", "incompatibleWith")
    deprecated = _term("owl", "deprecated")
    DeprecatedClass = _term("owl", "DeprecatedClass")
    DeprecatedProperty = _term("owl", "DeprecatedProperty")


class Xsd:
    """The datatypes of XML Schema that we write, https://www.w3.org/TR/xmlschema11-2/."""

    string = _term("xsd", "string")
    boolean = _term("xsd", "boolean")
    integer = _term("xsd", "integer")
    decimal = _term("xsd", "decimal")
    dateTime = _term("xsd", "dateTime")


class Graph:
    """The named graphs: seven that make up the default graph, and the report beside them."""

    ONTOLOGY = NamedNode(RGID + "graph/ontology")
    VOCABULARY = NamedNode(RGID + "graph/vocabulary")
    CANDIDATES = NamedNode(RGID + "graph/candidates")
    STATEMENTS = NamedNode(RGID + "graph/statements")
    DOCUMENTS = NamedNode(RGID + "graph/documents")
    MAPPINGS = NamedNode(RGID + "graph/mappings")
    INFERRED = NamedNode(RGID + "graph/inferred")
    REPORT = NamedNode(RGID + "graph/report")


#: The graphs whose merge is the default graph; no triple stands in two of them.
DEFAULT_GRAPHS = (
    Graph.ONTOLOGY,
    Graph.VOCABULARY,
    Graph.CANDIDATES,
    Graph.STATEMENTS,
    Graph.DOCUMENTS,
    Graph.MAPPINGS,
    Graph.INFERRED,
)


def taxonomy(name: str) -> NamedNode:
    """Give the graph of the taxonomy `name`, "esco" for instance."""
    return NamedNode(f"{RGID}graph/taxonomy/{name}")


class Scheme:
    """The concept schemes, one for each kind of concept."""

    ROLES = NamedNode(RGID + "scheme/roles")
    RESPONSIBILITIES = NamedNode(RGID + "scheme/responsibilities")
    SKILLS = NamedNode(RGID + "scheme/skills")
    TOOL_CATEGORIES = NamedNode(RGID + "scheme/tool-categories")
    TOOLS = NamedNode(RGID + "scheme/tools")
    BEST_PRACTICES = NamedNode(RGID + "scheme/best-practices")
    LEVELS = NamedNode(RGID + "scheme/levels")
    FUNCTIONS = NamedNode(RGID + "scheme/functions")


class ConceptKind(StrEnum):
    """A kind of concept; the value is its path segment below `RGID`."""

    ROLE = "role"
    RESPONSIBILITY = "responsibility"
    SKILL = "skill"
    TOOL_CATEGORY = "tool-category"
    TOOL = "tool"
    BEST_PRACTICE = "best-practice"
    LEVEL = "level"
    FUNCTION = "function"

    @property
    def type(self) -> NamedNode:
        """The OWL class; levels and functions are plain SKOS concepts."""
        return _CLASSES.get(self, Skos.Concept)

    @property
    def scheme(self) -> NamedNode:
        """The concept scheme that holds the kind."""
        return _SCHEMES[self]

    @property
    def statement(self) -> NamedNode | None:
        """The property by which a role states a concept of this kind; None for roles themselves."""
        return _STATEMENTS.get(self)

    def iri(self, name: str) -> NamedNode:
        """Give the IRI of the concept of this kind whose last segment is `name`, a slug."""
        return NamedNode(f"{RGID}{self.value}/{name}")


_CLASSES = {
    ConceptKind.ROLE: Rg.Role,
    ConceptKind.RESPONSIBILITY: Rg.Responsibility,
    ConceptKind.SKILL: Rg.Skill,
    ConceptKind.TOOL_CATEGORY: Rg.ToolCategory,
    ConceptKind.TOOL: Rg.Tool,
    ConceptKind.BEST_PRACTICE: Rg.BestPractice,
}
_SCHEMES = {
    ConceptKind.ROLE: Scheme.ROLES,
    ConceptKind.RESPONSIBILITY: Scheme.RESPONSIBILITIES,
    ConceptKind.SKILL: Scheme.SKILLS,
    ConceptKind.TOOL_CATEGORY: Scheme.TOOL_CATEGORIES,
    ConceptKind.TOOL: Scheme.TOOLS,
    ConceptKind.BEST_PRACTICE: Scheme.BEST_PRACTICES,
    ConceptKind.LEVEL: Scheme.LEVELS,
    ConceptKind.FUNCTION: Scheme.FUNCTIONS,
}
_STATEMENTS = {
    ConceptKind.RESPONSIBILITY: Rg.hasResponsibility,
    ConceptKind.SKILL: Rg.requiresSkill,
    ConceptKind.TOOL_CATEGORY: Rg.usesToolCategory,
    ConceptKind.TOOL: Rg.usesTool,
    ConceptKind.BEST_PRACTICE: Rg.recommendsPractice,
    ConceptKind.LEVEL: Rg.level,
    ConceptKind.FUNCTION: Rg.function,
}


def document(key: str) -> NamedNode:
    """Give the IRI of a document by its key, the first 16 hexadecimal digits of its hash."""
    return NamedNode(f"{RGID}document/{key}")


def text(key: str) -> NamedNode:
    """Give the IRI of a document's extracted text, the source of its selectors."""
    return NamedNode(f"{RGID}document/{key}/text")


def mention(key: str, number: int) -> NamedNode:
    """Give the IRI of a document's mention by its number in document order."""
    return NamedNode(f"{RGID}document/{key}/mention/{number}")


def sentence(key: str, number: int) -> NamedNode:
    """Give the IRI of a document's sentence by its number in document order."""
    return NamedNode(f"{RGID}document/{key}/sentence/{number}")
