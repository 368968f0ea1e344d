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

from tierbook.errors import CorpusError, WrongUse
from tierbook.files import canonical_json, disk_refusal, is_refusal, sync_folder

__all__ = ["FORMAT", "read_archive", "write_archive"]

FORMAT = 1
LIST = "backup.json"
CHUNK = 1 << 20


def write_archive(path: Path, files: Mapping[str, Path], about: Mapping[str, Any]) -> None:
    """Write files and a list of them; the archive has its name once it is whole, and its owner alone reads it.

    Args:
        path: where it is written.
        files: what goes in, by the name it has inside.
        about: what the list says besides.
    """
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as raw,
            tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as tar,
        ):
            hashes = {name: _add(tar, name, file) for name, file in sorted(files.items())}
            content = canonical_json({"format": FORMAT, **about, "files": hashes})
            info = tarfile.TarInfo(LIST)
            info.size = len(content)
            _add_bytes(tar, info, content)
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, file: Path) -> str:
    """Add one file as it is at this moment; return its hash."""
    with file.open("rb") as stream:
        info = tarfile.TarInfo(name)
        info.size = os.fstat(stream.fileno()).st_size
        info.mode = 0o600
        hashed = _Hashed(stream)
        tar.addfile(info, hashed)  # type: ignore[arg-type]
    return hashed.digest.hexdigest()


class _Hashed:
    """A stream that is hashed as it is read, so that a file is read once and its hash is of the bytes that went in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece


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
    if not path.exists() or path.is_dir():
        raise WrongUse(
            "there is no such file",
            where=str(path),
            remedy="give one that `tierbook backup` wrote",
        )
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
