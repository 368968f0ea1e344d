"""Secrets that must be read again are kept encrypted with a key that the home's secret key gives.

A copy of the database alone opens none of them. Who has the home has both: this guards back-ups of the database, and
no more. A new secret key makes the kept secrets unreadable; people then set up their second factor anew.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

__all__ = ["decrypt", "encrypt"]

PURPOSE = b"tierbook second factor"


def encrypt(text: str) -> str:
    """Return the text encrypted."""
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(kept: str) -> str:
    """Return the text; an empty one, which no code fits, where the secret key is no longer the one it was kept with."""
    try:
        return _box().decrypt(kept.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        return ""


def _box() -> Fernet:
    key = hashlib.sha256(PURPOSE + b"\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
