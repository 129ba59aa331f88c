"""Text that no format stumbles over, whatever characters labels hold."""

from __future__ import annotations

import re

# Control characters but tab and line ends, lone surrogates, U+FFFE and U+FFFF: what XML 1.0 can't hold (section 2.2);
# other text formats could, but what reads them ends a string at U+0000 or shows nothing.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = re.compile('[&<>"\t\n\r]|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def fit(text: str) -> str:
    """Replace by U+FFFD the characters that XML can't hold."""
    return _UNFIT.sub("\ufffd", text)


def xml(text: str) -> str:
    """Write text for an element or for an attribute in double quotes; tabs and line ends stay what they are."""
    return _XML.sub(lambda match: _ESCAPES.get(match[0], "\ufffd"), text)
