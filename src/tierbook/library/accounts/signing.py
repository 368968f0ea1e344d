"""Signatures under replies: Ed25519, with a key that the home's secret key gives.

A signature proves that this library, and nobody without its secret key, recorded these words on this place in this
institution's name on this day. It does not prove that the institution is who it says: that is the word of whoever
made its members accounts. Anybody can check it with the public key, without this program.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tierbook.files import canonical_json

__all__ = ["Signed", "holds", "public_key", "sign"]

PURPOSE = b"tierbook replies of institutions, 1"


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, the signature, and the public key that opens it; the last two in base64."""

    message: str
    signature: str
    key: str


def sign(facts: dict[str, Any], text: str) -> Signed:
    """Sign facts together with the hash of a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    message = canonical_json({**facts, "sha256": digest}).decode()
    key = _private()
    return Signed(message, _words(key.sign(message.encode())), public_key())


def holds(signed: Signed, text: str) -> bool:
    """Tell whether a signature is good, and the text the one that was signed."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed.key))
        key.verify(base64.b64decode(signed.signature), signed.message.encode())
    except (InvalidSignature, ValueError):
        return False
    return f'"sha256":"{hashlib.sha256(text.encode()).hexdigest()}"' in signed.message


def public_key() -> str:
    """Return the public key of this library."""
    return _words(_private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def _private() -> Ed25519PrivateKey:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Ed25519PrivateKey.from_private_bytes(kdf.derive(settings.SECRET_KEY.encode()))


def _words(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
