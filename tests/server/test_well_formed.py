"""XML is well formed whatever the data holds and however it is cut."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.well_formed import NoXmlName, XmlOutput


def passed(data: bytes, cuts: list[int]) -> bytes:
    received = BytesIO()
    output = XmlOutput(received)
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    for start, end in pairwise(edges):
        output.write(data[start:end])
    output.flush()
    return received.getvalue()


@given(st.text(st.characters(codec="utf-8")), st.lists(st.integers(0, 200)))
def test_what_xml_cannot_hold_is_replaced(text: str, cuts: list[int]) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = ElementTree.fromstring(passed(f"<a>{escaped}</a>".encode(), cuts)).text or ""

    assert found == "".join(character if can_be_held(character) else "\ufffd" for character in text)


def can_be_held(character: str) -> bool:
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")


@given(st.lists(st.integers(0, 60)))
def test_a_predicate_without_a_name_is_refused_however_it_is_cut(cuts: list[int]) -> None:
    with pytest.raises(NoXmlName):
        passed(b'<rdf:Description><oxprefix: xmlns:oxprefix="a:1">x</oxprefix:>', cuts)
