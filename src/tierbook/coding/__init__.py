"""Narrative x Codebook -> Coding: who did what, with the words that say so.

Takes: a `Narrative` and a `Codebook`. Gives: a `Coding` with findings, silences and rejected candidates, each with its
evidence. Touches: nothing; the coder that asks a model touches the server that the user names, and a folder of answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.codebook import Codebook
from tierbook.coding.coder import Coder, RulesCoder
from tierbook.coding.coding import (
    QUALITIES,
    Coding,
    Evidence,
    Finding,
    Rejected,
    Silence,
    check_evidence,
    finding_id,
    is_against,
)
from tierbook.coding.confidence import contradicted_variables, leave_out, set_confidence
from tierbook.coding.cues import CUES_VERSION, cue_words
from tierbook.coding.items import item_in_words
from tierbook.files import load_later
from tierbook.narrative import Narrative

if TYPE_CHECKING:
    from tierbook.coding.coders.human import (
        check_decision,
        check_qualities,
        coding_of_person,
        decision_id,
        default_qualities,
        differing_qualities,
        lay_over,
        look_at,
        qualities_of,
        standing_decisions,
    )
    from tierbook.coding.coders.llm import (
        MODEL_REFUSALS,
        AnswerStore,
        Budget,
        Endpoint,
        EndpointSettings,
        LlmCoder,
        ModelReport,
        Price,
        Progress,
        ShownExample,
        Usage,
        check_endpoint,
        find_price,
        parse_budget,
        read_prices,
        text_hash,
    )
    from tierbook.coding.coders.rules import RULES_CODER
    from tierbook.coding.compiled import hash_cues
    from tierbook.coding.ensemble import Dispute, EnsembleCoder, combine_codings
    from tierbook.coding.line_schema import coding_line_schema
    from tierbook.coding.moving import (
        EvidenceMover,
        MovedCoding,
        Orphan,
        Refusal,
        move_coding,
        move_record,
    )
    from tierbook.coding.tables import (
        TABLES,
        TableName,
        table_rows,
        to_pandas,
        to_polars,
        value_cell,
    )

__all__ = [
    "CUES_VERSION",
    "MODEL_REFUSALS",
    "QUALITIES",
    "RULES_CODER",
    "TABLES",
    "AnswerStore",
    "Budget",
    "Coder",
    "Coding",
    "Dispute",
    "Endpoint",
    "EndpointSettings",
    "EnsembleCoder",
    "Evidence",
    "EvidenceMover",
    "Finding",
    "LlmCoder",
    "ModelReport",
    "MovedCoding",
    "Orphan",
    "Price",
    "Progress",
    "Refusal",
    "Rejected",
    "RulesCoder",
    "ShownExample",
    "Silence",
    "TableName",
    "Usage",
    "check_decision",
    "check_endpoint",
    "check_evidence",
    "check_qualities",
    "code_narrative",
    "coding_line_schema",
    "coding_of_person",
    "combine_codings",
    "contradicted_variables",
    "cue_words",
    "decision_id",
    "default_qualities",
    "differing_qualities",
    "find_price",
    "finding_id",
    "hash_cues",
    "is_against",
    "item_in_words",
    "lay_over",
    "leave_out",
    "look_at",
    "move_coding",
    "move_record",
    "parse_budget",
    "qualities_of",
    "read_prices",
    "standing_decisions",
    "table_rows",
    "text_hash",
    "to_pandas",
    "to_polars",
    "value_cell",
]

# Load the coder, and what moves and tabulates codings, on first use: who reads codings needs no coder.
__getattr__ = load_later(
    __name__,
    __all__,
    "compiled",
    "line_schema",
    "tables",
    "moving",
    "coders.rules",
    "coders.human",
    "coders.llm",
    "ensemble",
)


def code_narrative(narrative: Narrative, codebook: Codebook | None = None) -> Coding:
    """Code one narrative by the rules coder.

    Args:
        narrative: what `parse_document` made.
        codebook: the variables asked for; `tip` where none is given.

    Returns:
        The coding; silences and rejected candidates are always filled. Findings under the packaged codebook carry
        their confidence where labelled texts tell it.
    """
    from tierbook.coding.coders.rules import code_by_rules

    coding = code_by_rules(narrative, codebook)
    shown = {(e.start, e.end, e.text): e for f in coding.findings for e in f.evidence}
    for evidence in shown.values():
        check_evidence(narrative, evidence)
    return set_confidence(coding) if codebook is None else coding
