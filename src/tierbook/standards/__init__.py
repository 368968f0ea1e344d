"""The law, version by version, and what a coding says of each criterion in force.

Takes: an edition, a `Coding`, own findings of people, a `History` of placements. Gives: the `Law` that judges the
edition, its history and differences, an `Assessment` with reasons, a `ClockPosition` on the Watch List; facts of one
case -> what each definition of a victim comes to. Touches: reads package data, and the own file it is given.

The statute is data in `statutes/`; a lawyer can read and mend it without Python. Nothing here is a legal result: the
criteria are signs without weights, and the tier is the Department's. What the published text alone would suggest
(`computed/`) is unofficial, and is added where it is asked for.
"""

from typing import TYPE_CHECKING

from tierbook.files import load_later
from tierbook.standards.assessment import Assessment, Change, Judgement
from tierbook.standards.basis import Basis, Fact, basis_of
from tierbook.standards.clock.clock import clock_timeline, watch_list_clock
from tierbook.standards.clock.exceptions import ClockException, clock_exceptions, exception_classes
from tierbook.standards.clock.position import ClockPosition
from tierbook.standards.clock.rules import ClockRules, clock_rules
from tierbook.standards.clock.statements import Disagreement, hold_against_clock
from tierbook.standards.computed import (
    ComputedTier,
    Withheld,
    add_computed,
    compute_tier,
    load_fitted,
    record_words,
)
from tierbook.standards.contents import STATUTES_VERSION, Statutes
from tierbook.standards.contradictions import KINDS as CONTRADICTION_KINDS
from tierbook.standards.contradictions import Contradiction, Said
from tierbook.standards.diff import LawChange, LawDiff, diff_of, law_diff
from tierbook.standards.facts import Doubt, Source, editions_in_words, in_force_words
from tierbook.standards.history import (
    LawHistory,
    Span,
    Step,
    all_histories,
    history_of,
    law_history,
)
from tierbook.standards.in_force import law_in_force, law_of, load_statutes, statute_ids
from tierbook.standards.judging import assess_coding, assess_own
from tierbook.standards.law import Act, Criterion, InForce, Law, Version
from tierbook.standards.lint import check_mapping, lint_statutes
from tierbook.standards.not_asked import NotAsked
from tierbook.standards.own import (
    OWN_FORMAT,
    Author,
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
    is_unfilled,
    load_own,
    without_blanks,
)
from tierbook.standards.provisions import Part, PartInForce, Provision, ProvisionInForce
from tierbook.standards.reading import read_statutes
from tierbook.standards.reasons import Quote
from tierbook.standards.showing import law_head, law_parts, notes_of, open_questions, sources_of

if TYPE_CHECKING:
    from tierbook.standards.definitions import (
        LONGEST_NOTE,
        NO_NAMES,
        Ask,
        Branch,
        Case,
        Compared,
        Definition,
        Indicators,
        Notice,
        Outcome,
        Screened,
        Turn,
        Vignette,
        case_of,
        check_note,
        compare_to_agreed,
        explain_screened,
        load_definitions,
        load_indicators,
        load_sheet,
        load_vignettes,
        outcome_of,
        read_case,
        screen,
        tree_lines,
    )

__all__ = [
    "CONTRADICTION_KINDS",
    "LONGEST_NOTE",
    "NO_NAMES",
    "OWN_FORMAT",
    "STATUTES_VERSION",
    "Act",
    "Ask",
    "Assessment",
    "Author",
    "Basis",
    "Branch",
    "Case",
    "Change",
    "ClockException",
    "ClockPosition",
    "ClockRules",
    "Compared",
    "ComputedTier",
    "Contradiction",
    "Criterion",
    "Definition",
    "Disagreement",
    "Doubt",
    "Fact",
    "InForce",
    "Indicators",
    "Judgement",
    "Law",
    "LawChange",
    "LawDiff",
    "LawHistory",
    "NotAsked",
    "Notice",
    "Outcome",
    "OwnFile",
    "OwnFinding",
    "OwnJudgement",
    "OwnSource",
    "Part",
    "PartInForce",
    "Provision",
    "ProvisionInForce",
    "Quote",
    "Said",
    "Screened",
    "Source",
    "Span",
    "Statutes",
    "Step",
    "Turn",
    "Version",
    "Vignette",
    "Withdrawal",
    "Withheld",
    "add_computed",
    "all_histories",
    "assess_coding",
    "assess_own",
    "basis_of",
    "case_of",
    "check_mapping",
    "check_note",
    "clock_exceptions",
    "clock_rules",
    "clock_timeline",
    "compare_to_agreed",
    "compute_tier",
    "diff_of",
    "editions_in_words",
    "exception_classes",
    "explain_screened",
    "history_of",
    "hold_against_clock",
    "in_force_words",
    "is_unfilled",
    "law_diff",
    "law_head",
    "law_history",
    "law_in_force",
    "law_of",
    "law_parts",
    "lint_statutes",
    "load_definitions",
    "load_fitted",
    "load_indicators",
    "load_own",
    "load_sheet",
    "load_statutes",
    "load_vignettes",
    "notes_of",
    "open_questions",
    "outcome_of",
    "read_case",
    "read_statutes",
    "record_words",
    "screen",
    "sources_of",
    "statute_ids",
    "tree_lines",
    "watch_list_clock",
    "without_blanks",
]

# What screens a case waits for its first use.
__getattr__ = load_later(__name__, __all__, "definitions")
