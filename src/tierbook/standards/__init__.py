"""The law, version by version, and what a coding says of each criterion in force.

Takes: an edition, a `Coding`, a `History` of placements. Gives: the `Law` that judges the edition, an `Assessment` with
reasons, a `ClockPosition` on the Watch List. Touches: reads package data.

The statute is data in `statutes/`; a lawyer can read and mend it without Python. Nothing here is a legal result: the
criteria are signs without weights, the tier is the Department's, and no tier is computed in this version.
"""

from tierbook.standards.assessment import Assessment, Contradiction, Judgement, Quote
from tierbook.standards.clock.clock import clock_timeline, watch_list_clock
from tierbook.standards.clock.exceptions import (
    ClockException,
    clock_exceptions,
    exception_classes,
)
from tierbook.standards.clock.position import ClockPosition
from tierbook.standards.clock.rules import ClockRules, clock_rules
from tierbook.standards.clock.statements import Disagreement, hold_against_clock
from tierbook.standards.contents import STATUTES_VERSION, Statutes
from tierbook.standards.in_force import law_in_force, load_statutes
from tierbook.standards.judging import assess_coding
from tierbook.standards.law import Criterion, InForce, Law, Source, Version
from tierbook.standards.lint import check_mapping
from tierbook.standards.reading import read_statutes

__all__ = [
    "STATUTES_VERSION",
    "Assessment",
    "ClockException",
    "ClockPosition",
    "ClockRules",
    "Contradiction",
    "Criterion",
    "Disagreement",
    "InForce",
    "Judgement",
    "Law",
    "Quote",
    "Source",
    "Statutes",
    "Version",
    "assess_coding",
    "check_mapping",
    "clock_exceptions",
    "clock_rules",
    "clock_timeline",
    "exception_classes",
    "hold_against_clock",
    "law_in_force",
    "load_statutes",
    "read_statutes",
    "watch_list_clock",
]
