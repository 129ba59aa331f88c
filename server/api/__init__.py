"""What the server answers, described for programs and for people: OpenAPI 3.1 at `/openapi.json`, a page at `/api`.

A route is described by an entry in one table of `server.api.areas`; a test refuses routes that are in none.
"""
