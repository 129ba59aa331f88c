"""What schemathesis is told by SCHEMATHESIS_HOOKS: how bodies in SPARQL and RDF are sent, which are texts."""

from __future__ import annotations

from typing import Any

import schemathesis

from server.parsing import BODIES
from server.protocol import QUERY, UPDATE


def as_text(context: schemathesis.SerializationContext, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")


for media_type in {QUERY, UPDATE, *BODIES} - {"application/ld+json"}:
    schemathesis.serializer(media_type)(as_text)
