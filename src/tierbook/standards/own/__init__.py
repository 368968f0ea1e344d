"""Own findings and judgements: the file that a person writes, and what an assessment makes of it."""

from tierbook.standards.own.applying import Applied, apply_own, check_fits
from tierbook.standards.own.entries import (
    OWN_FORMAT,
    Author,
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
)
from tierbook.standards.own.loading import load_own
from tierbook.standards.own.values import is_unfilled, without_blanks

__all__ = [
    "OWN_FORMAT",
    "Applied",
    "Author",
    "OwnFile",
    "OwnFinding",
    "OwnJudgement",
    "OwnSource",
    "Withdrawal",
    "apply_own",
    "check_fits",
    "is_unfilled",
    "load_own",
    "without_blanks",
]
