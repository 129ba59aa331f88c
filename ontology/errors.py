"""The errors that users meet, as one tree.

    RolegraphError            a sentence for the user: what is wrong, where, what to do
      InputError              a document or data file that can't be used
      StoreError              the store, a snapshot or its lock
        StoreBusy             another process is writing it
      QueryError              a query or its parameters
        ParameterError        a parameter of a named query
      RemoteError             another endpoint failed to answer

The command line prints the sentence and exits with `exit_code`; the server maps each class to a status.
"""

from __future__ import annotations


class RolegraphError(Exception):
    """Base of all errors whose message is written for the user."""

    exit_code = 2


class InputError(RolegraphError):
    """Input that can't be used: `source` names it, `line` (from 1) says where, when known."""

    def __init__(self, message: str, source: str | None = None, line: int | None = None) -> None:
        self.source = source
        self.line = line
        place = ":".join(str(part) for part in (source, line) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)


class StoreError(RolegraphError):
    """The store can't be opened, locked, written or published."""


class StoreBusy(StoreError):
    """Another process was writing the store for as long as this one would wait."""


class QueryError(RolegraphError):
    """A query, its name or a parameter is not usable."""


class ParameterError(QueryError):
    """A parameter of a named query, called `parameter`, is unknown, missing or not what its type allows."""

    def __init__(self, message: str, parameter: str) -> None:
        self.parameter = parameter
        super().__init__(message)


class RemoteError(RolegraphError):
    """A remote endpoint could not be reached or answered with an error."""
