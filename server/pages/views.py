"""The front page, the list of roles, and the page of everything below `/id/`."""

from __future__ import annotations

from flask import Blueprint, Response

from server.asking import read
from server.house import House
from server.pages.shell import reader, show


def blueprint(house: House) -> Blueprint:
    """Give the pages; what they tell is read by workers."""
    made = Blueprint("pages", __name__)

    @made.get("/")
    def home() -> Response:
        found = read(house, "overview")
        return show("home.html", etag=found.name, overview=found.value)

    @made.get("/roles")
    def roles() -> Response:
        found = read(house, "roles", chain=reader().chain)
        return show("roles.html", etag=found.name, roles=found.value)

    return made
