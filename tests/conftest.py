"""What many tests need: the checkout, the material beside it, and documents from texts."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from loaders.extract import extract
from loaders.load import Loader
from loaders.marks import Marks
from loaders.model import Extraction
from loaders.read import document, kept_document, normalise
from loaders.search.build import KEPT, keep
from loaders.store import open_writer
from server.cli import group

#: Gives a new store, with the shipped graphs in it and nothing else, at a path.
NewStore = Callable[[Path], Path]
ROOT = Path(__file__).resolve().parent.parent

# Servers that tests start make no index that nobody asks for: it takes longer than most tests.
os.environ.setdefault("ROLEGRAPH_RECONCILE_INDEX", "asked")
# Speed is measured in bench/ and asserted nowhere: a first example reads tables that all later ones have.
settings.register_profile("rolegraph", deadline=None)
settings.load_profile("rolegraph")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The builders' material beside the checkout; tests that need it are skipped elsewhere."""
    folder = ROOT.parent / "shared"
    if not (folder / "documents").is_dir():
        pytest.skip("needs the builders' material in ../shared, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def read() -> Callable[[str], Extraction]:
    """Extract a text that is given in the test."""

    def read_text(text: str, source: str = "test.md") -> Extraction:
        return extract(document(source, text.encode()))

    return read_text


@pytest.fixture(scope="session")
def read_any() -> Callable[[str], Extraction]:
    """Extract a text whatever it holds, without the checks of reading bytes."""

    def read_text(text: str) -> Extraction:
        normal = normalise(text)
        return extract(kept_document("test.md", hashlib.sha256(normal.encode()).hexdigest(), normal))

    return read_text


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Copies of one store, since writing the shipped graphs takes two seconds."""
    made = tmp_path_factory.mktemp("store") / "made"
    with open_writer(made) as writer:
        Loader(made, writer).refresh()
        Marks(made).mark_worded(keep(writer.store, made / KEPT).name)

    def copy(target: Path) -> Path:
        shutil.copytree(made, target)
        return target

    return copy


@pytest.fixture(scope="session")
def samples_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store of our sample documents, made once for all processes that run tests; it is only read."""
    base = tmp_path_factory.getbasetemp()
    # Under xdist each process has a folder of its own in the common one.
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples"
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists():
            made = root.with_suffix(".made")
            done = CliRunner().invoke(group, ["load", "--store", str(made), str(ROOT / "data" / "documents")])
            assert done.exit_code == 0, done.output
            made.rename(root)
    return root
