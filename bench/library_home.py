"""Make a home with as many made narratives as are asked for, coded by the rules coder as `tierbook ingest` does it.

Coding 4,300 takes minutes, so what was coded is kept outside the repository (`TIERBOOK_BENCH_CACHE`, else the user's
cache folder), by seed and version; a text that has changed is coded again. A home takes its records from there as
links, or as copies where the disk has no links; records are never changed in place, so homes don't touch each other.

Usage: python -m bench.library_home --documents 4300 --home DIR [--seed N] [--jobs N] [--no-load]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.narratives import SEED, Made, make_narratives
from tierbook.corpus import Corpus, DocumentEntry, Input, Manifest
from tierbook.errors import CorpusError
from tierbook.files import VERSION
from tierbook.pages import ReadOptions

__all__ = ["make_home"]

DOCUMENTS = 600


def main() -> None:
    """Make a home and say what stands in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument(
        "--home", type=Path, help="a folder of its own; beside the cache when not given"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--no-load", action="store_true", help="make the corpus folder and no database"
    )
    options = parser.parse_args()
    home = options.home or cache_folder() / f"home-{options.documents}-{options.seed}"
    held = make_home(home, options.documents, seed=options.seed, jobs=options.jobs)
    print(f"{held} coded narratives stand in {home}")
    if not options.no_load:
        from tierbook.library.loading import load_corpus

        print(f"loaded: {load_corpus(home).to_dict()}")


def make_home(home: Path, count: int, *, seed: int = SEED, jobs: int = 1) -> int:
    """Fill the corpus of a home with made narratives and their codings; return how many it holds.

    Args:
        home: a folder without a corpus, or with one that this function made.
        count: how many narratives.
        seed: seed of the narratives.
        jobs: processes that code what the cache does not hold.

    Raises:
        CorpusError: the home has pages of somebody else.
    """
    made = list(make_narratives(count, seed))
    kept = _code(made, seed, jobs)
    corpus = Corpus(home / "corpus")
    with corpus.writing() as manifest:
        wanted = _part_of(kept.manifest(), made)
        strange = set(manifest.pages) - set(kept.manifest().pages)
        if strange:
            raise CorpusError(
                f"the home holds {len(strange)} pages that were not made here",
                where=str(home),
                remedy="give an empty folder with --home",
            )
        for path in _files(kept, wanted):
            _link(path, corpus.folder / path.relative_to(kept.folder))
        corpus.manifest_path.write_bytes(wanted.to_bytes())
        for document in set(manifest.documents) - set(wanted.documents):
            corpus.coding_path(document).unlink(missing_ok=True)
            corpus.assessment_path(document).unlink(missing_ok=True)
    return len(wanted.documents)


def cache_folder() -> Path:
    """Return the folder outside the repository where codings are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("TIERBOOK_BENCH_CACHE") or Path(base) / "tierbook" / "bench")


def _code(made: Sequence[Made], seed: int, jobs: int) -> Corpus:
    """Bring narratives into the corpus of the cache, those that it doesn't hold."""
    kept = Corpus(cache_folder() / f"narratives-{seed}-{VERSION}" / "corpus")
    held = kept.manifest().pages
    missing = [row for row in made if _page(row) not in held]
    if missing:
        print(
            f"coding {len(missing)} narratives; they are kept in {kept.folder.parent}",
            file=sys.stderr,
        )
        report = kept.ingest(
            (_input(row) for row in missing), jobs=jobs, progress=_say, options=ReadOptions()
        )
        for problem in report.problems:
            raise CorpusError(
                problem.what,
                where=problem.where,
                remedy="mend bench/narratives: what it makes must read as a narrative",
            )
    return kept


def _input(row: Made) -> Input:
    options = ReadOptions(country=row.country, edition=row.edition, text_kind="narrative")
    return Input(row.name, data=row.text.encode(), options=options)


def _say(done: int) -> None:
    if done % 100 == 0:
        print(f"  {done} coded", file=sys.stderr)


def _page(row: Made) -> str:
    return hashlib.sha256(row.text.encode()).hexdigest()


def _part_of(manifest: Manifest, made: Sequence[Made]) -> Manifest:
    """Return the manifest of some narratives alone."""
    pages = {page: manifest.pages[page] for page in map(_page, made)}
    documents = {key: row for key, row in manifest.documents.items() if row.page in pages}
    return Manifest(pages, documents)


def _files(kept: Corpus, manifest: Manifest) -> Iterator[Path]:
    rows: dict[str, DocumentEntry] = manifest.documents
    for document, row in rows.items():
        yield kept.coding_path(document)
        if row.assessment is not None:
            yield kept.assessment_path(document)
    yield from (kept.page_path(sha256) for sha256 in manifest.pages)


def _link(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
