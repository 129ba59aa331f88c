"""What a service tells of itself (specification: Service Manifest)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from server.pages.shell import reader
from server.reconcile.asked import QUERIES
from server.reconcile.properties import settings
from server.reconcile.services import CONCEPT, Service

VERSIONS = ("0.2",)
#: The size of the frame in which a preview is shown, in pixels.
WIDTH, HEIGHT = 430, 300


def address(base: str, service: str) -> str:
    """Give the URL of a service, in the language that this request asks for, if it asks for one."""
    given = reader().given
    return f"{base}/reconcile/{quote(service)}" + (f"?lang={quote(given)}" if given else "")


def manifest(service: Service, base: str) -> dict[str, Any]:
    """Give the manifest; `base` is the URL of the server's root."""
    root = f"{base}/reconcile/{quote(service.name)}"
    language = f"&lang={quote(reader().given)}" if reader().given else ""
    return {
        "versions": list(VERSIONS),
        "name": service.title,
        "identifierSpace": service.space,
        "schemaSpace": CONCEPT,
        "serviceVersion": version("rolegraph"),
        "defaultTypes": [one.as_json() for one in service.default_types],
        "documentation": f"{base}/reconcile",
        "logo": f"{base}/static/icon.svg",
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}{language}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            what: {"service_url": root, "service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": settings(),
        },
        "batchSize": QUERIES,
    }
