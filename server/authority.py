"""Who may write: whoever shows the token that stands in a file, and only where the operator allowed it."""

from __future__ import annotations

import hmac
from pathlib import Path

from ontology.errors import RolegraphError
from ontology.said import said
from server.errors import Unauthorised, UpdateRefused

READ_ONLY = said("This endpoint is read-only: it answers queries and refuses updates.")
SCHEME = "bearer"


class Authority:
    """Decides on writes; without a token nobody may."""

    def __init__(self, token: bytes | None) -> None:
        self._token = token

    @property
    def allows(self) -> bool:
        """Whether anybody may write."""
        return self._token is not None

    def check(self, header: str | None) -> None:
        """Look at an Authorization header; raises UpdateRefused or Unauthorised."""
        if self._token is None:
            raise UpdateRefused(READ_ONLY)
        scheme, _, shown = (header or "").strip().partition(" ")
        if scheme.lower() != SCHEME:
            raise Unauthorised(said("Updates need the header `Authorization: Bearer`, with the token of this server."))
        # In constant time, so that nobody finds the token letter by letter.
        if not hmac.compare_digest(shown.strip().encode("utf-8", "surrogateescape"), self._token):
            raise Unauthorised(said("The token is not that of this server."), wrong=True)


def read_token(path: Path | None) -> bytes | None:
    """Read the token from the first line of a file; raises RolegraphError where there is none."""
    if path is None:
        return None
    try:
        lines = path.read_bytes().strip().splitlines()
    except OSError as error:
        raise RolegraphError(f"can't read the token file {path}: {error.strerror}") from error
    if not lines:
        raise RolegraphError(f"the token file {path} is empty; write a long random word into it")
    return lines[0].strip()
