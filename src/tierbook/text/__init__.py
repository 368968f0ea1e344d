"""Characters, spans, sentences, likeness, patterns compiled late, what they need, words; no noun of the domain.

Takes: strings. Gives: spans, offset maps, sentence spans, tokens, alignments, sketches, guards. Touches: nothing.
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
from tierbook.text.leaning import leans_back
from tierbook.text.near_copies import Sketch, Weights, make_sketch
from tierbook.text.offsets import OffsetMap
from tierbook.text.sentences import clause_spans, sentence_spans
from tierbook.text.typography import FOLDED, Tokens, typographic_kinds
from tierbook.text.writing import (
    MONTHS,
    NUMBER_WORDS,
    counted,
    fold_paragraph,
    in_sentence,
    join_words,
    long_date,
    name_in_sentence,
    number_in_words,
    ordinal,
    read_number,
)

__all__ = [
    "ANY_WORD",
    "BEGINNING",
    "EDGE",
    "FOLDED",
    "MONTHS",
    "NUMBER_WORDS",
    "Alignment",
    "OffsetMap",
    "Sketch",
    "Tokens",
    "Weights",
    "align",
    "clause_spans",
    "counted",
    "expected_hits",
    "find_all",
    "fold_paragraph",
    "guards_of",
    "in_sentence",
    "is_literal",
    "is_plain",
    "join_words",
    "late",
    "leans_back",
    "long_date",
    "make_sketch",
    "name_in_sentence",
    "number_in_words",
    "ordinal",
    "read_number",
    "sentence_spans",
    "starts_of",
    "typographic_kinds",
]
