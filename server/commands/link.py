"""`rolegraph link …`: which concepts of a taxonomy ours may be, and labels ranked for texts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loaders import languages, vectors
from loaders.folders import VECTORS
from loaders.linking import ranking
from server.commands import link_to
from server.commands.options import store_option


@click.group("link")
def command() -> None:
    """Find the concepts of a taxonomy that ours may be, by all their labels; a machine's links are proposals."""


@command.command("rank")
@click.argument("queries", type=click.Path(path_type=Path))
@click.argument("labels", type=click.Path(path_type=Path))
@click.option("--lang", "language", required=True, help="The queries' language, as a BCP 47 tag.")
@click.option("--label-lang", "label_language", help="The labels' language, where it is known; it may be another one.")
@click.option("--depth", type=click.IntRange(min=0), default=0, help="Labels for each query; 0, the default, is all.")
@store_option
def rank(queries: Path, labels: Path, language: str, label_language: str | None, depth: int, store_dir: Path) -> None:
    """Rank the texts of LABELS for each text of QUERIES, and print a run as trec_eval reads it.

    Both files hold an identifier, a tab and a text on each line. Vectors of labels are kept in the folder of the
    store, so the second time is fast.
    """
    asked, known = ranking.read(queries), ranking.read(labels)
    folder = store_dir / VECTORS
    folder.mkdir(parents=True, exist_ok=True)
    vectors.disk.keep_in(folder)
    with click.progressbar(length=len(known), label="Vectors of labels", file=sys.stderr) as bar:
        texts = [one.text for one in known]
        index = ranking.opened(texts, tag(label_language), lambda done, _: bar.update(done - bar.pos))
    for lines in ranking.run(asked, known, index, tag(language), depth):
        sys.stdout.write(lines)


def tag(language: str | None) -> str:
    """A language as the lexicon writes it ("no" is "nb"), or as it is given."""
    return languages.known(language) or language or ""


command.add_command(link_to.command)
