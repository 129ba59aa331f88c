"""One entry of a section to an item: its label, sentences, products, and the roles of a career's steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders import careers
from loaders.blocks import Block
from loaders.content import Entry
from loaders.inline import Plain
from loaders.languages import SENTENCE_LETTERS
from loaders.model import Child, Item, Name, Sentence
from loaders.reader import Reader

#: Letters that may stand beside product names in a text that says nothing else, such as a word for "and".
SPARE = 3


def item(entry: Entry, index: int, in_tools: bool, reader: Reader) -> Item:
    """One item with its languages and products."""
    children = tuple(child(block, reader) for block in entry.children)
    label = entry.label
    named = products(entry, in_tools, reader)
    text = tuple(told(one, named, entry, reader) for one in reader.sentences(entry.text))
    context = text or tuple(sentence for one in children for sentence in one.text)
    return Item(
        index=index,
        label=label.text if label else None,
        language=reader.label_language(label.text, context) if label else (text[0].language if text else None),
        line=entry.block.line,
        start=entry.start,
        end=entry.end,
        text=text,
        children=children,
        products=tuple(named),
        confidence=entry.confidence,
        label_start=label.start if label else None,
        label_end=label.end if label else None,
    )


def products(entry: Entry, in_tools: bool, reader: Reader) -> list[Name]:
    """The products of an item; no name goes on from one cell of a table into the next."""
    if entry.within is not None:
        inside = reader.products(entry.within, in_tools=in_tools)
        return [name for name in inside if entry.text.start <= name.start and name.end <= entry.text.end]
    found = list(reader.products(entry.label, in_tools=False)) if entry.label is not None else []
    values = entry.cells if len(entry.cells) > 1 else (entry.text,)
    for part in values:
        found += reader.products(part, in_tools=in_tools, alone=entry.label is not None and part is values[0])
    for block in entry.children:
        found += reader.products(block.plain, in_tools=in_tools)
    return found


def told(sentence: Sentence, named: Sequence[Name], entry: Entry, reader: Reader) -> Sentence:
    """A sentence in the language of the line that it was cut from; product names alone are in the document's."""
    names = sum(name.end - name.start for name in named if sentence.start <= name.start and name.end <= sentence.end)
    letters = sum(map(str.isalnum, sentence.text))
    if names and letters - names <= SPARE:
        return replace(sentence, language=reader.language)
    if entry.within is not None and letters < SENTENCE_LETTERS:
        return replace(sentence, language=reader.sentences(entry.within)[0].language)
    return sentence


def child(block: Block, reader: Reader) -> Child:
    """One nested item."""
    return Child(block.line, block.plain.start, block.plain.end, reader.sentences(block.plain))


def texts(entry: Entry) -> list[Plain]:
    """The label, the text and the nested texts of an item."""
    return [
        part for part in (entry.label, entry.text, *(block.plain for block in entry.children)) if part and part.text
    ]


def with_careers(found: Sequence[Item], entries: Sequence[Entry], reader: Reader, path: careers.Path) -> list[Item]:
    """The items of a career with their kinds and the roles that they name."""
    steps = [
        careers.Step(
            entry.label.text if entry.label else "", " ".join(part.text for part in texts(entry)[bool(entry.label) :])
        )
        for entry in entries
    ]
    return [
        replace(one, kind=kind, roles=tuple(role_names(entry, reader, path)))
        for one, entry, kind in zip(found, entries, careers.kinds(steps, path), strict=True)
    ]


def role_names(entry: Entry, reader: Reader, path: careers.Path) -> list[Name]:
    """The roles named in a career item: by its label, and in its texts."""
    found: list[Name] = []
    if entry.label is not None:
        found += [
            reader.name(entry.label, match.label, match.start, match.end, reader.label_language(match.label))
            for match in careers.in_label(entry.label.text, reader.language)
        ]
    for text in texts(entry)[bool(entry.label) :]:
        found += [
            reader.name(text, match.label, match.start, match.end, reader.label_language(match.label))
            for match in careers.in_text(text.text, path)
        ]
    return found
