"""Rules applied in rounds, until there is nothing new: each again only where what it rests on has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders.reasoning.rules import Key, Rule, key


def rounds(rules: Sequence[Rule], conclude: Callable[[Rule], set[Key]]) -> None:
    """Let rules `conclude`, which gives what its new conclusions, and what follows from those, are about."""
    changed: set[Key] | None = None
    while changed is None or changed:
        now, changed = changed, set()
        for rule in rules:
            if now is None or any(key(atom) in now for atom in rule.body):
                changed |= conclude(rule)
