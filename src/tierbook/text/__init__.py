"""Characters, spans and sentences; no noun of the domain.

Takes: strings. Gives: spans, offset maps, sentence spans. Touches: nothing.
"""

from tierbook.text.offsets import OffsetMap
from tierbook.text.sentences import clause_spans, sentence_spans

__all__ = ["OffsetMap", "clause_spans", "sentence_spans"]
