"""What a reviewer sees of a proposed link: both sides, what speaks for it, and the other proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.mappings.model import Mapping
from loaders.mappings.pending import Pending, Side
from loaders.sssom_cells import short
from queries.tables import harmless

#: The keys, in the order of the help.
KEYS = (
    ("a", "accept as proposed"),
    ("e", "accept as an exact match: only a person can"),
    ("c", "accept as a close match"),
    ("b", "accept as a broad match: theirs is the broader"),
    ("n", "accept as a narrow match: theirs is the narrower"),
    ("l", "accept as a related match"),
    ("1-9", "look at another proposal"),
    ("x", "reject this proposal"),
    ("X", "reject all proposals about this concept"),
    ("t", "type a note, which goes into the row of the next decision"),
    ("s", "skip this concept"),
    ("u", "undo the last decision"),
    ("?", "show this help"),
    ("q", "quit; every decision is kept"),
)
#: The longest text of one line, in characters.
_LONGEST = 300
PROMPT = (
    "[a]ccept [e]xact [c]lose [b]road [n]arrow re[l]ated | [1-9] other | [x] reject no[t]e [s]kip [u]ndo [?] [q]uit "
)


def screen(one: Pending, shown: int, ours: Side, theirs: Side, place: str) -> Iterator[str]:
    """The lines about a concept of ours and the proposal at a place of its list."""
    proposal = one.candidates[shown]
    yield f"── {place} ── {harmless(one.scheme)} " + "─" * 30
    yield from side("ours  ", ours, proposal.subject_label)
    for text, source in ours.sentences:
        yield f"        “{_line(text)}” ({_line(source)})"
    yield from side("theirs", theirs, proposal.object_label)
    yield f"  {_proposed(proposal)}"
    if len(one.candidates) > 1:
        yield "  proposals:"
        yield from (other(number, found, shown) for number, found in enumerate(one.candidates[:9]))


def side(name: str, known: Side, label: str) -> Iterator[str]:
    """The lines about one side."""
    notation = f"  {_line(known.notation)}" if known.notation else ""
    yield f"  {name}  {_line(short(known.iri))}{notation}"
    names = known.names or ((("", label),) if label else ())
    if names:
        yield f"        {_names(names)}"
    if known.others:
        yield f"        also {_names(known.others)}"
    if known.broader:
        yield f"        under {', '.join(map(_line, known.broader))}"
    if known.definition:
        yield f"        {_line(known.definition)}"


def other(number: int, found: Mapping, shown: int) -> str:
    """One line of the list of proposals."""
    mark = ">" if number == shown else " "
    score = "     " if found.confidence is None else f"{found.confidence:.3f}"
    return f"  {mark} {number + 1}  {score}  {found.name}  {_line(found.object_label or short(found.object))}"


def told(mapping: Mapping) -> str:
    """A decision in one line."""
    verb = f"not {mapping.name}" if mapping.negated else mapping.name
    return f"{_line(short(mapping.subject))} {verb} {_line(short(mapping.object))}"


def _proposed(proposal: Mapping) -> str:
    score = "" if proposal.confidence is None else f" with {proposal.confidence:.3f}"
    tool = " ".join(filter(None, (proposal.tool, proposal.tool_version)))
    why = [short(proposal.justification).rpartition(":")[2], *proposal.strings, proposal.comment]
    return (
        f"proposed: {proposal.name}{score}{f' by {_line(tool)}' if tool else ''}; {_line('; '.join(filter(None, why)))}"
    )


def _names(names: Sequence[tuple[str, str]]) -> str:
    return _line(" · ".join(f"{text} ({language})" if language else text for language, text in names))


def _line(text: str) -> str:
    """A text of others on one line, harmless to a terminal."""
    one = " ".join(harmless(text).split())
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1] + "…"
