"""What a form was shown, signed: so that a decision stores what its person saw, and not what her browser says."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core import signing

from tierbook.errors import WrongUse

__all__ = ["Shown", "read_token", "write_token"]

_SALT = "tierbook.desk"
_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood on a page: the question, the proposal's level and place, whether its value did, the newest event."""

    document: str
    variable: str
    shown: str
    seen: int
    level: str | None = None
    place: str | None = None
    proposed: bool = False


def write_token(shown: Shown) -> str:
    """Return the signed word that a form carries."""
    return signing.dumps(asdict(shown), salt=_SALT, compress=True)


def read_token(word: str) -> Shown:
    """Return what a form was shown.

    Raises:
        WrongUse: it is none of ours, or a week old.
    """
    try:
        return Shown(**signing.loads(word, salt=_SALT, max_age=_HOURS * 3600))
    except (signing.BadSignature, TypeError) as error:
        raise WrongUse(
            "this form is too old, or none of this library",
            remedy="what you wrote is kept below; look again, and send it once more",
        ) from error
