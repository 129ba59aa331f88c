"""The tests that are written as HTTP requests and responses, and those of the service description."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from bench.w3c import compare
from bench.w3c.exchange import Reply, Server, read_data
from bench.w3c.manifest import MF, Case

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

#: The classes of statuses, and the single ones, by their names in the manifests.
STATUS: dict[str, tuple[int, ...]] = {"OK": (200,), "Created": (201,), "NoContent": (204,), "NotFound": (404,)}
STATUS |= {f"StatusCode{digit}xx": tuple(range(digit * 100, digit * 100 + 100)) for digit in range(2, 6)}
#: The media types of an answer that is a table, a truth value or a graph.
TABLES = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
KINDS = {"boolean": TABLES, "tabular": TABLES, "RDF": GRAPHS}

#: What the vocabulary says of its properties: the class of the subject and that of the object, where it has one.
SCHEMA: dict[str, tuple[str, str | None]] = {
    "endpoint": ("Service", None),
    "feature": ("Service", None),
    "defaultEntailmentRegime": ("Service", None),
    "defaultSupportedEntailmentProfile": ("Service", None),
    "extensionFunction": ("Service", None),
    "extensionAggregate": ("Service", None),
    "languageExtension": ("Service", None),
    "supportedLanguage": ("Service", None),
    "propertyFeature": ("Service", None),
    "inputFormat": ("Service", None),
    "resultFormat": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "entailmentRegime": ("NamedGraph", None),
    "supportedEntailmentProfile": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}


def exchange(case: Case, server: Server) -> str | None:
    """Send a test's requests one after the other, from its own data, and look at each response."""
    server.load(read_data(case.folder, case.data))
    server.forget()
    connection = case.manifest.value(case.node, MF.action)
    location = ""
    requests = case.manifest.value(connection, HT.requests)
    assert requests is not None
    for request in case.manifest.items(requests):
        reply = _send(case.manifest, request, server, location)
        expected = case.manifest.value(request, HT.resp)
        assert expected is not None
        if failure := _differs(case.manifest, expected, reply):
            return failure
        location = reply.headers.get("location", location)
    return None


def _send(manifest: Graph, request: Node, server: Server, location: str) -> Reply:
    path = str(manifest.value(request, HT.absolutePath)).replace("$LOCATION$", quote(location, safe=""))
    path = path.replace("/sparql/", "/sparql", 1) if path.startswith("/sparql/") else path.replace("/gsp", "/graphs", 1)
    content = manifest.value(request, HT.body)
    body = None
    if content is not None:
        encoding = str(manifest.value(content, CNT.characterEncoding))
        body = str(manifest.value(content, CNT.chars)).encode(encoding)
    return server.send(str(manifest.value(request, HT.methodName)), path, body, _headers(manifest, request))


def _headers(manifest: Graph, node: Node) -> dict[str, str]:
    found = {}
    for headers in manifest.objects(node, HT.headers):
        for header in manifest.items(headers):
            found[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    return found


def _differs(manifest: Graph, expected: Node, reply: Reply) -> str | None:
    names = [str(one).rpartition("#")[2] for one in manifest.objects(expected, MF.expectedStatus)]
    if not any(reply.status in STATUS[name] for name in names):
        return f"status {reply.status}, not {' or '.join(names)}: {reply.body.decode()[:200]}"
    kind, truth = manifest.value(expected, MF.expectedFormat), manifest.value(expected, MF.expectedBoolean)
    media_type = reply.headers.get("content-type", "").partition(";")[0]
    if kind is not None and media_type not in KINDS[str(kind)]:
        return f"{media_type}, not {kind}"
    if truth is not None and (b"true" in reply.body) is not truth.toPython():  # type: ignore[attr-defined]
        return "another truth value"
    for name, text in _headers(manifest, expected).items():
        if reply.headers.get(name) != text:
            return f"{name} is {reply.headers.get(name)}, not {text}"
    content = manifest.value(expected, HT.body)
    if content is not None and not _same_turtle(str(manifest.value(content, CNT.chars)), reply.body):
        return "another graph"
    return None


def _same_turtle(expected: str, received: bytes) -> bool:
    return compare.same_quads(parse(expected, format=RdfFormat.TURTLE), parse(received, format=RdfFormat.TURTLE))


def description(case: Case, server: Server) -> str | None:
    """Get the service description and look at what the test is about."""
    reply = server.send("GET", "/sparql", None, {"Accept": "text/turtle"})
    if reply.status != 200 or reply.headers["content-type"].partition(";")[0] not in GRAPHS:
        return f"{reply.status} {reply.headers.get('content-type')}"
    graph = Graph().parse(data=reply.body, format="turtle")
    if case.name.endswith("returns-rdf"):
        return None
    if case.name.endswith("has-endpoint-triple"):
        return None if (None, SD.endpoint, URIRef(f"{server.url}/sparql")) in graph else "no triple of the endpoint"
    return _schema_fault(graph)


def _schema_fault(graph: Graph) -> str | None:
    for subject, predicate, target in graph:
        if str(predicate).startswith(str(SD)):
            name = str(predicate).removeprefix(str(SD))
            if name not in SCHEMA:
                return f"there is no sd:{name}"
            domain, range_ = SCHEMA[name]
            # A dataset is a collection of graphs.
            allowed = {SD[domain], *([SD.Dataset] if domain == "GraphCollection" else [])}
            if not allowed.intersection(graph.objects(subject, RDF.type)):
                return f"the subject of sd:{name} is no sd:{domain}"
            if range_ is not None and (target, RDF.type, SD[range_]) not in graph:
                return f"the object of sd:{name} is no sd:{range_}"
    return None
