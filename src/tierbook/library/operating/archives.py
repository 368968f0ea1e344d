"""A back-up as a file: a gzip'd tar whose last member lists every other with its hash.

A file that was cut off has no list, one that was changed doesn't fit it: neither is restored.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from tierbook.errors import CorpusError, TierbookError, WrongUse
from tierbook.files import (
    canonical_json,
    disk_refusal,
    hash_file,
    is_refusal,
    told_of_disk,
    written_once,
)

__all__ = ["FORMAT", "hash_archive", "name_taken", "read_archive", "unread", "write_archive"]

FORMAT = 1
LIST = "backup.json"
CHUNK = 1 << 20


def write_archive(
    path: Path, files: Mapping[str, Path], about: Mapping[str, Any], *, within: Path | None = None
) -> None:
    """Write files and a list of them; the archive has its name once it is whole, and its owner alone reads it.

    Args:
        path: where it is written; nothing that has the name by then is written over.
        files: what goes in, by the name it has inside.
        about: what the list says besides.
        within: the folder in which it is written, on the same disk; the one of `path` when None.

    Raises:
        WrongUse: something has the name.
        CorpusError: one of the files cannot be read.
        OSError: the archive cannot be written.
    """
    try:
        with (
            written_once(path, within=within) as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as tar,
        ):
            hashes = {name: _add(tar, name, file) for name, file in sorted(files.items())}
            content = canonical_json({"format": FORMAT, **about, "files": hashes})
            info = tarfile.TarInfo(LIST)
            info.size = len(content)
            _add_bytes(tar, info, content)
    except FileExistsError as error:
        raise name_taken(path) from error


def name_taken(path: Path) -> WrongUse:
    """Return the error that tells of a back-up whose name something has."""
    return WrongUse("the file exists", where=str(path), remedy="give another name")


def _add(tar: tarfile.TarFile, name: str, file: Path) -> str:
    """Add one file as it is at this moment, with the day it came; return its hash."""
    try:
        stream = file.open("rb")
    except OSError as error:
        raise unread(file, error) from error
    with stream:
        stat = os.fstat(stream.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = stat.st_size, int(stat.st_mtime), 0o600
        hashed = _Hashed(stream, file)
        tar.addfile(info, hashed)  # type: ignore[arg-type]
    return hashed.digest.hexdigest()


class _Hashed:
    """A stream that is hashed as it is read, so that a file is read once and its hash is of the bytes that went in.

    What goes wrong with it is told of the file: around it everything is told of the archive.
    """

    def __init__(self, stream: BinaryIO, file: Path) -> None:
        self._stream, self._file = stream, file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        try:
            piece = self._stream.read(size)
        except OSError as error:
            raise unread(self._file, error) from error
        if len(piece) < size:
            raise CorpusError(
                "a file became shorter while it was read for the back-up",
                where=str(self._file),
                remedy="end whatever writes to it, then run the same command again",
            )
        self.digest.update(piece)
        return piece


def unread(file: Path, error: OSError) -> TierbookError:
    """Return the error that tells of a file or folder which a back-up cannot read."""
    return disk_refusal("the home cannot be read for the back-up", file, error, kind=CorpusError)


def _add_bytes(tar: tarfile.TarFile, info: tarfile.TarInfo, content: bytes) -> None:
    from io import BytesIO

    tar.addfile(info, BytesIO(content))


def read_archive(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive into an empty folder and hold every file against the list; return what the list says.

    Raises:
        WrongUse: there is no such file.
        DiskRefused: the disk takes or gives nothing.
        CorpusError: it is no back-up, is damaged, or was made by a newer version.
    """
    _refuse_missing(path)
    try:
        with tarfile.open(path, mode="r:gz") as tar:
            found, about = _unpack(tar, folder)
    except (OSError, EOFError, tarfile.TarError, ValueError, zlib.error) as error:
        if isinstance(error, OSError) and is_refusal(error):
            # An error in the middle of writing names no file; the folder itself is taken away again.
            where = error.filename or folder.parent
            raise disk_refusal("the back-up cannot be unpacked", where, error) from error
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    if about is None:
        raise _damaged(path, "the list at its end is missing: it was cut off, or is no back-up")
    if about.get("format") != FORMAT:
        raise CorpusError(
            f"the back-up has format {about.get('format')!r}",
            where=str(path),
            why=f"this version knows format {FORMAT}",
            remedy="restore it with the version of tierbook that made it",
        )
    if found != about["files"]:
        wrong = sorted(
            name
            for name in {*found, *about["files"]}
            if found.get(name) != about["files"].get(name)
        )
        raise _damaged(path, f"{wrong[0]} is not what the list says")
    return about


def hash_archive(path: Path) -> str:
    """Return the hash of an archive, by which a restore that was cut off knows it again.

    Raises:
        WrongUse: there is no such file.
        DiskRefused: it cannot be read.
    """
    _refuse_missing(path)
    with told_of_disk("the back-up cannot be read", path):
        return hash_file(path)


def _refuse_missing(path: Path) -> None:
    if not path.exists() or path.is_dir():
        raise WrongUse(
            "there is no such file",
            where=str(path),
            remedy="give one that `tierbook backup` wrote",
        )


def _unpack(tar: tarfile.TarFile, folder: Path) -> tuple[dict[str, str], dict[str, Any] | None]:
    found: dict[str, str] = {}
    about = None
    for info, stream in _members(tar):
        if info.name == LIST:
            about = json.loads(stream.read())
            continue
        target = folder / info.name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with target.open("xb") as out:
            while piece := stream.read(CHUNK):
                digest.update(piece)
                out.write(piece)
        if info.mtime:  # an older version kept none
            os.utime(target, (info.mtime, info.mtime))
        found[info.name] = digest.hexdigest()
    return found, about


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    """Yield plain files whose names stay inside the folder; anything else is no back-up of ours."""
    for info in tar:
        name = PurePosixPath(info.name)
        stream = tar.extractfile(info) if info.isreg() else None
        if stream is None or name.is_absolute() or ".." in name.parts or "\\" in info.name:
            raise ValueError(f"{info.name!r} is no plain file inside the back-up")
        yield info, stream  # type: ignore[misc]


def _damaged(path: Path, why: str) -> CorpusError:
    return CorpusError(
        "this is no back-up, or a damaged one",
        where=str(path),
        why=why,
        remedy="take an older one; nothing has been changed",
    )
