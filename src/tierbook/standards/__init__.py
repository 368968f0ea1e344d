"""The law, version by version, and what a coding says of each criterion in force.

Takes: an edition, or a `Coding`. Gives: the `Law` that judges the edition, or an `Assessment` with reasons. Touches:
reads package data.

The statute is data in `statutes/`; a lawyer can read and mend it without Python. Nothing here is a legal result: the
criteria are signs without weights, the tier is the Department's, and no tier is computed in this version.
"""

from tierbook.standards.assessment import Assessment, Change, Contradiction, Judgement, Quote
from tierbook.standards.contents import STATUTES_VERSION, Statutes
from tierbook.standards.in_force import law_in_force, load_statutes
from tierbook.standards.judging import assess_coding, assess_own
from tierbook.standards.law import Criterion, InForce, Law, Source, Version
from tierbook.standards.lint import check_mapping
from tierbook.standards.own import (
    Author,
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
    load_own,
)
from tierbook.standards.reading import read_statutes

__all__ = [
    "STATUTES_VERSION",
    "Assessment",
    "Author",
    "Change",
    "Contradiction",
    "Criterion",
    "InForce",
    "Judgement",
    "Law",
    "OwnFile",
    "OwnFinding",
    "OwnJudgement",
    "OwnSource",
    "Quote",
    "Source",
    "Statutes",
    "Version",
    "Withdrawal",
    "assess_coding",
    "assess_own",
    "check_mapping",
    "law_in_force",
    "load_own",
    "load_statutes",
    "read_statutes",
]
