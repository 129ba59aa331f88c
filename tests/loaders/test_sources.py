from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.read import MAX_BYTES, document
from loaders.sources import Source, folder_names, sources
from ontology.errors import InputError


def names(*paths: Path | str, name: str | None = None) -> list[str]:
    return [source.name for source in sources([str(path) for path in paths], name) if isinstance(source, Source)]


def problems(*paths: Path | str) -> list[str]:
    return [str(source) for source in sources([str(path) for path in paths]) if isinstance(source, InputError)]


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    folder = tmp_path / "handbook"
    (folder / "support").mkdir(parents=True)
    for name in ("csr.md", "support/lead.txt", "picture.png", ".hidden.md"):
        (folder / name).write_text("# Nurse\n")
    return folder


def test_a_folder_is_searched_with_all_below_it(handbook: Path) -> None:
    assert ["handbook/csr.md", "handbook/support/lead.txt"] == names(handbook)


def test_a_file_has_its_own_name_whatever_its_ending(handbook: Path) -> None:
    assert ["picture.png"] == names(handbook / "picture.png")


def test_a_name_takes_the_place_of_the_last_one(handbook: Path) -> None:
    assert ["hr/csr.md", "hr/support/lead.txt"] == names(handbook, name="hr")


def test_a_pattern_is_expanded(handbook: Path) -> None:
    assert ["csr.md"] == names(f"{handbook}/*.md")


def test_the_current_folder_has_a_name(handbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(handbook)

    assert (["handbook/csr.md", "handbook/support/lead.txt"], ["handbook"]) == (names("."), folder_names(["."]))


def test_a_link_out_of_the_folder_is_refused_and_one_inside_followed(handbook: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("# Nurse\n")
    (handbook / "out.txt").symlink_to(outside)
    (handbook / "in.md").symlink_to(handbook / "csr.md")

    assert ["handbook/csr.md", "handbook/in.md", "handbook/support/lead.txt"] == names(handbook)
    assert ["handbook/out.txt: this link leads out of the folder; load what it names by its own path"] == problems(
        handbook
    )


def test_a_link_to_a_folder_is_not_followed(handbook: Path) -> None:
    (handbook / "loop").symlink_to(handbook)

    assert ["handbook/csr.md", "handbook/support/lead.txt"] == names(handbook)


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    assert [f"{tmp_path}/none.md: there is no such file or folder"] == problems(tmp_path / "none.md")


def test_a_device_or_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (Path("/dev/zero"), tmp_path / "pipe.txt"):
        with pytest.raises(InputError, match="no regular file"):
            Source(path.name, path).read()


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match=f"larger than {MAX_BYTES // 1_000_000} MB"):
        Source("large.txt", path).read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match="can't be read"):
        Source("locked.txt", path).read()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "n: the file is empty"),
        (b" \n\t\n", "n: the file holds only white space"),
        (b"\x00\x01PNG", "n: this is a binary file"),
        (b"# N\xc3\xa4htare\n\n\xc3\x28", "n:3: the text is not UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_told(content: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        document("n", content)

    assert str(caught.value).startswith(message)


def test_front_matter_gives_strings() -> None:
    found = document("n", b"---\ntitle: Nurse\nlang: no\ntags: [a]\n---\n# Nurse\n")

    assert {"title": "Nurse", "lang": "no"} == dict(found.metadata)


def test_broken_front_matter_gives_nothing() -> None:
    assert {} == dict(document("n", b"---\ntitle: [\n---\n# Nurse\n").metadata)
