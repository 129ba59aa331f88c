"""`/explain?s=…&p=…&o=…`: why a triple holds, down to the sentences of documents, as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from server.asking import read
from server.house import House
from server.parameters import decode_form
from server.statement import statement


def blueprint(house: House) -> Blueprint:
    """Give the page; a worker looks for the proof, within the limits of a query."""
    made = Blueprint("explain", __name__)

    @made.get("/explain")
    def explain() -> Response:
        text = statement(decode_form(request.query_string))
        response = jsonify(read(house, "proof", triple=text).value)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return made
