from __future__ import annotations

import pytest

from loaders.entries import KEPT, Entries


def test_members_beyond_those_in_memory_come_back_in_order() -> None:
    found: Entries[str] = Entries()
    for number in range(KEPT + 50):
        found.append(f"member {number}")

    assert [f"member {number}" for number in range(KEPT + 50)] == list(found)
    assert ("member 0", f"member {KEPT + 49}", f"member {KEPT + 1}") == (found[0], found[-1], found[KEPT + 1])
    assert KEPT + 50 == len(found)
    found.close()


@pytest.mark.parametrize("place", [0, -1, 7])
def test_there_is_no_member_where_none_was_put(place: int) -> None:
    with pytest.raises(IndexError):
        Entries[str]()[place]
