"""`/openapi.json` for programs and `/api` for people."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, request

from server.api.areas import areas
from server.api.document import document, problems_of
from server.house import House
from server.pages.shell import show


def blueprint(house: House) -> Blueprint:
    """Give the two."""
    made = Blueprint("api", __name__)

    @made.get("/openapi.json")
    def openapi() -> Response:
        body = json.dumps(document(areas(house), house.settings.base_url), ensure_ascii=False, indent=1)
        response = Response(body + "\n", content_type="application/json")
        response.set_etag(_print(body))
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    @made.get("/api")
    def page() -> Response:
        found = areas(house)
        etag = _print(json.dumps(document(found, house.settings.base_url)))
        return show("api/page.html", etag=etag, areas=found, problems_of=problems_of)

    return made


def _print(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
