"""A release from start to end: written beside its place, and there only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tierbook.errors import ReleaseInvalid, WrongUse
from tierbook.files import alone_at, hash_file, told_of_disk
from tierbook.release.dataset.about import About, Wishes, check_wishes, describe_release
from tierbook.release.dataset.described import describe_tables
from tierbook.release.dataset.formats import DATABASE, FOLDERS, FORMATS, WRITERS, write_sqlite
from tierbook.release.dataset.gathering import Gathered, gather_rows
from tierbook.release.dataset.papers import (
    write_cff,
    write_changes,
    write_codebook_html,
    write_codebook_pdf,
    write_datacite,
    write_ddi,
    write_metadata,
    write_package,
    write_r_script,
    write_readme,
)
from tierbook.release.dataset.previous import CHANGES, compare_with_previous, read_previous
from tierbook.release.dataset.reading import LibraryContent
from tierbook.release.dataset.spool import Spool
from tierbook.release.dataset.sums import SUMS, list_files, write_sums

__all__ = ["MadeRelease", "make_release"]

PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class MadeRelease:
    """A release that was made: where it is, what it says of itself, how many files and bytes it has."""

    folder: Path
    about: About
    files: int
    size: int


def make_release(
    content: LibraryContent,
    folder: Path,
    wishes: Wishes | None = None,
    *,
    previous: Path | None = None,
    overwrite: bool = False,
    progress: Callable[[int], None] | None = None,
) -> MadeRelease:
    """Write a release into a folder that does not exist, or is empty.

    Everything is written into a folder beside it, which takes its name at the end: whatever happens on the way, there
    is never half a release. Stata and SPSS need a whole table in memory, one at a time.

    Args:
        content: the library.
        folder: where it is to be.
        wishes: title, creators, formats, tables.
        previous: folder of the release before; CHANGES.md and changes.csv then say what is otherwise, and why.
        overwrite: put it in the place of a release that is there.
        progress: told how many texts are done.

    Raises:
        WrongUse: the folder holds something, there is nothing to release, or a wish makes no sense.
        ReleaseInvalid: the disk is full, the folder cannot be written, another run is writing there, or the release
            before cannot be read.
        MissingExtra: a package that writes a format is not installed.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - `.` and `..` have no name of their own
    wishes = _checked(wishes or Wishes())
    _refuse_place(folder, overwrite=overwrite)
    before = None if previous is None else _read_before(previous, samples=wishes.samples)
    with (
        told_of_disk("the release cannot be written", folder, kind=ReleaseInvalid),
        _alone(folder, overwrite=overwrite),
        _beside(folder) as part,
    ):
        spooled = part / ".rows"
        made = gather_rows(
            content, spooled, samples=wishes.samples, tables=wishes.tables, progress=progress
        )
        about = _write(part, made, wishes, before)
        shutil.rmtree(spooled)
        (part / SUMS).write_bytes(write_sums(part))
        names = list_files(part)
        size = sum((part / name).stat().st_size for name in names)
        _take_place(part, folder)
    return MadeRelease(folder, about, len(names) + 1, size)


def _checked(wishes: Wishes) -> Wishes:
    strange = [name for name in wishes.formats if name not in FORMATS]
    if strange:
        raise WrongUse(
            f"a release has no format {strange[0]!r}", remedy=f"choose of {', '.join(FORMATS)}"
        )
    held = describe_tables()
    strange = [name for name in wishes.tables if name not in held]
    if strange:
        raise WrongUse(
            f"a release has no table {strange[0]!r}", remedy=f"choose of {', '.join(held)}"
        )
    check_wishes(wishes)
    return replace(wishes, formats=tuple(dict.fromkeys(wishes.formats)))


def _refuse_place(folder: Path, *, overwrite: bool) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise WrongUse("this is no folder", where=str(folder), remedy="give another name")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / PACKAGE).is_file() or not (folder / SUMS).is_file():
        raise WrongUse(
            "the folder exists, and is no release", where=str(folder), remedy="give another name"
        )
    if not overwrite:
        raise WrongUse(
            "the folder holds a release",
            where=str(folder),
            why="what was released stays as it is",
            remedy="give another name, or --overwrite to put the new one in its place",
        )


def _read_before(folder: Path, *, samples: bool) -> Mapping[str, Any]:
    before = read_previous(folder)
    if bool(before.get("samples")) != samples:
        raise WrongUse(
            "one of the two is a release of samples, and the other is not",
            where=str(folder),
            remedy="give a release of the same kind, or leave --previous away",
        )
    return before


def _write(part: Path, made: Gathered, wishes: Wishes, before: Mapping[str, Any] | None) -> About:
    """Write tables, then what describes them."""
    wanted = wishes.tables or tuple(made.spools)
    spools = {name: spool for name, spool in made.spools.items() if name in wanted}
    about = describe_release(wishes, made, [spool.table for spool in spools.values()])
    for form in ("csv", *(form for form in wishes.formats if form in FOLDERS and form != "csv")):
        (part / FOLDERS[form]).mkdir()
        for name, spool in spools.items():
            _write_table(spool, part / FOLDERS[form] / f"{name}.{form}", form, about)
    changes = None
    if before is not None:
        waiting = part / ".rows" / "before"
        changes = compare_with_previous(before, part, about.tables, made.spools, waiting)
    (part / "CHANGES.md").write_bytes(write_changes(about, changes))
    if "sqlite" in wishes.formats:
        write_sqlite(spools, part / DATABASE)
        (part / "metadata.json").write_bytes(write_metadata(about))
    (part / "README.md").write_bytes(write_readme(about))
    (part / "codebook.html").write_bytes(write_codebook_html(about))
    (part / "codebook.pdf").write_bytes(write_codebook_pdf(about))
    (part / "ddi-codebook.xml").write_bytes(write_ddi(about))
    (part / "tierbook.R").write_bytes(write_r_script(about))
    if not about.samples:  # a sample is not to be cited
        (part / "CITATION.cff").write_bytes(write_cff(about))
        (part / "datacite.json").write_bytes(write_datacite(about))
    paths = [path for name in FOLDERS.values() for path in sorted((part / name).glob("*"))]
    paths += sorted(part.glob(f"{CHANGES}.csv"))
    files = {
        path.relative_to(part).as_posix(): (path.stat().st_size, hash_file(path)) for path in paths
    }
    (part / PACKAGE).write_bytes(write_package(about, files, changes))
    return about


def _write_table(spool: Spool, path: Path, form: str, about: About) -> None:
    title = f"Samples. {spool.table.title}" if about.samples else spool.table.title
    WRITERS[form](spool, path, title)


@contextmanager
def _alone(folder: Path, *, overwrite: bool) -> Iterator[None]:
    """Be the only run that makes this release; what another one has made meanwhile is not put away unasked."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone_at(folder, kind=ReleaseInvalid):
        _refuse_place(folder, overwrite=overwrite)
        yield


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a folder beside the release, and take it away again where it did not become one."""
    part = folder.with_name(f".{folder.name}.part")
    with suppress(FileNotFoundError):
        shutil.rmtree(part)  # of a run that was killed
    part.mkdir()
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _take_place(part: Path, folder: Path) -> None:
    """Give the new release its name; the one that was there goes when the new one stands."""
    if folder.exists() and not any(folder.iterdir()):
        _fill(part, folder)
        return
    old = folder.with_name(f".{folder.name}.old")
    with suppress(FileNotFoundError):
        shutil.rmtree(old)
    if folder.exists():
        os.replace(folder, old)  # noqa: PTH105
    try:
        part.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _fill(part: Path, folder: Path) -> None:
    """Put the new release into the empty folder, which stays the same one for whoever stands in it."""
    try:
        for one in sorted(part.iterdir()):
            one.rename(folder / one.name)
    except BaseException:
        for one in folder.iterdir():
            one.replace(part / one.name)
        raise
