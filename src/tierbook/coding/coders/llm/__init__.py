"""The coder that asks a language model, at an address that the user names; off unless asked for.

Takes: a Narrative, and a `LlmCoder` that knows model, server, budget and the folder of kept answers. Gives: a Coding
whose every finding quotes the narrative, and a report of what was refused and spent. Touches: the server that the user
names, and the folder of kept answers.
"""

from __future__ import annotations

from tierbook.coding.coders.llm.budget import (
    Budget,
    Price,
    Usage,
    find_price,
    parse_budget,
    read_prices,
)
from tierbook.coding.coders.llm.coder import LlmCoder, ModelReport, Progress
from tierbook.coding.coders.llm.endpoint import Endpoint, EndpointSettings, check_endpoint
from tierbook.coding.coders.llm.judging import MODEL_REFUSALS
from tierbook.coding.coders.llm.keeping import AnswerStore
from tierbook.coding.coders.llm.prompting import ShownExample, load_prompt, text_hash

__all__ = [
    "MODEL_REFUSALS",
    "AnswerStore",
    "Budget",
    "Endpoint",
    "EndpointSettings",
    "LlmCoder",
    "ModelReport",
    "Price",
    "Progress",
    "ShownExample",
    "Usage",
    "check_endpoint",
    "find_price",
    "load_prompt",
    "parse_budget",
    "read_prices",
    "text_hash",
]
