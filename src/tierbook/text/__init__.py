"""Characters, spans, sentences, how texts are alike, patterns compiled late or beforehand, what they need.

Takes: strings; no noun of the domain. Gives: spans, offset maps, sentence spans, tokens, alignments, sketches, guards,
programs. Touches: nothing.
"""

from tierbook.text.alignment import Alignment, align, find_all
from tierbook.text.compiling import late
from tierbook.text.guards import (
    ANY_WORD,
    BEGINNING,
    EDGE,
    expected_hits,
    guards_of,
    is_literal,
    is_plain,
    starts_of,
)
from tierbook.text.near_copies import Sketch, Weights, make_sketch
from tierbook.text.offsets import OffsetMap
from tierbook.text.programs import MADE_FOR, Program, pattern_of, program_of
from tierbook.text.sentences import clause_spans, sentence_spans
from tierbook.text.typography import FOLDED, Tokens, typographic_kinds

__all__ = [
    "ANY_WORD",
    "BEGINNING",
    "EDGE",
    "FOLDED",
    "MADE_FOR",
    "Alignment",
    "OffsetMap",
    "Program",
    "Sketch",
    "Tokens",
    "Weights",
    "align",
    "clause_spans",
    "expected_hits",
    "find_all",
    "guards_of",
    "is_literal",
    "is_plain",
    "late",
    "make_sketch",
    "pattern_of",
    "program_of",
    "sentence_spans",
    "starts_of",
    "typographic_kinds",
]
