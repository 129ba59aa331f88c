"""Well-formed XML out of what the engine writes, whatever characters the data holds (XML 1.0, section 2.2)."""

from __future__ import annotations

import re
from typing import Protocol

# In UTF-8: control characters, U+FFFE and U+FFFF; and the engine's tag for a predicate that has no name.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix: ")
# The beginning of one of these at the end of a piece.
_CUT = re.compile(rb"(?:\xef\xbf?|<[a-z]{0,8}:?)\Z")


class Sink(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and tell how many."""


class NoXmlName(ValueError):
    """A predicate's IRI ends in no XML name, so RDF/XML can't hold it."""


class XmlOutput:
    """Passes XML on, mended.

    Characters that XML can't hold become U+FFFD; a carriage return is written as a reference, or a parser
    would read it as a line feed. What is cut in two between writes waits for its rest. Raises NoXmlName.
    """

    def __init__(self, output: Sink) -> None:
        self._output = output
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Pass on the bytes, mended."""
        text = self._tail + data
        cut = _CUT.search(text, max(len(text) - 16, 0))
        self._tail = b"" if cut is None else cut[0]
        self._output.write(_NOT_XML.sub(_mended, text[: len(text) - len(self._tail)]))
        return len(data)

    def flush(self) -> None:
        """Pass on what waited."""
        self._output.write(self._tail)
        self._tail = b""


def _mended(match: re.Match[bytes]) -> bytes:
    if match[0].startswith(b"<"):
        raise NoXmlName("RDF/XML can't hold a predicate whose IRI ends in no name")
    return b"&#13;" if match[0] == b"\r" else b"\xef\xbf\xbd"
