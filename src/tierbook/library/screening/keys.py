"""A key for each case, kept apart from everything that a back-up takes.

`<home>/screening_keys/` has one small file for each case: its key, wrapped by the master key of the home in
`<home>/screening_master_key`. Both are readable by their owner alone, and `tierbook backup` takes neither. Deleting a
case destroys its file; every sealed entry of it, here and in any back-up, is then noise.
"""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tierbook.errors import CorpusError
from tierbook.files import canonical_json, sync_folder, written_once

__all__ = ["KeyGone", "destroy_key", "has_key", "make_key", "seal", "unseal"]

FOLDER, MASTER = "screening_keys", "screening_master_key"
NONCE, KEY, BLOCK = 12, 32, 1024


class KeyGone(CorpusError):
    """The key of a case is not here: it was destroyed, or was not brought along with a back-up."""


def make_key(code: str) -> None:
    """Make the key of a new case."""
    folder = _home() / FOLDER
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)  # or the keys of a first case would go with the power
    _make_master(folder, code)
    wrapped = _encrypt(_master(code), secrets.token_bytes(KEY), code.encode())
    _write(folder / code, wrapped)


def has_key(code: str) -> bool:
    """Tell whether the key of a case is here."""
    return (_home() / FOLDER / code).is_file()


def destroy_key(code: str) -> None:
    """Destroy the key of a case: overwritten, then gone; nothing brings it back."""
    path = _home() / FOLDER / code
    try:
        with path.open("r+b", buffering=0) as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def seal(code: str, by: str, record: object) -> str:
    """Return a record encrypted with the key of a case, bound to case and officer; its length tells little."""
    plain = canonical_json(record)
    plain += b" " * (-len(plain) % BLOCK)
    return base64.b64encode(_encrypt(_key(code), plain, _bound(code, by))).decode("ascii")


def unseal(code: str, by: str, sealed: str) -> bytes:
    """Return the JSON that was sealed.

    Raises:
        KeyGone: the key is not here, or is another one.
    """
    try:
        data = base64.b64decode(sealed, validate=True)
    except ValueError:
        data = b""  # fits no key
    return _decrypt(_key(code), data, _bound(code, by), code)


def _bound(code: str, by: str) -> bytes:
    return f"{code}\0{by}".encode()


def _key(code: str) -> bytes:
    try:
        wrapped = (_home() / FOLDER / code).read_bytes()
    except FileNotFoundError:
        raise _gone(code) from None
    return _decrypt(_master(code), wrapped, code.encode(), code)


def _master(code: str) -> bytes:
    """Return the master key of the home; reading a case never makes one."""
    try:
        return base64.b64decode((_home() / MASTER).read_bytes())
    except FileNotFoundError:
        raise _gone(code) from None


def _make_master(folder: Path, code: str) -> None:
    """Make the master key with the first case of a home; refuse where cases wait for the one that is missing."""
    path = _home() / MASTER
    if path.is_file():
        return
    if any(not key.name.startswith(".") for key in folder.iterdir()):
        raise _gone(code)
    with suppress(FileExistsError):  # another worker may be quicker
        _write(path, base64.b64encode(secrets.token_bytes(KEY)))


def _write(path: Path, content: bytes) -> None:
    """Write a new secret file whole or not at all, to the disk itself; its owner alone reads it."""
    with written_once(path) as file:
        file.write(content)


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes, code: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise KeyGone(
            f"the case {code} cannot be read",
            why="its key is another one than it was sealed with, or a file was damaged: nothing of it is shown",
            remedy="run `tierbook check`; bring the store and screening_keys/ of one back-up, if they still exist",
        ) from None


def _gone(code: str) -> KeyGone:
    return KeyGone(
        f"the case {code} cannot be read",
        why="its key is not here: it was destroyed with the case, or was not brought along",
        remedy="bring screening_keys/ and screening_master_key of the home that made the back-up, if they still exist",
    )


def _home() -> Path:
    return Path(settings.TIERBOOK_HOME)
