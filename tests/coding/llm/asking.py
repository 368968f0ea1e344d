"""A narrative of a few sentences, a coder that asks a server on this machine, and answers put in a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.coding.llm.server import ModelServer
from tests.coding.llm.simulated import asked_in
from tests.coding.making import narrative_of
from tierbook.coding import AnswerStore, Budget, Endpoint, EndpointSettings, LlmCoder, Progress
from tierbook.narrative import Narrative

# A sample in our own words.
TEXT = (
    "JAPAN (Tier 2)\n\n"
    "Japan is a country of destination for women from Thailand who are exploited in bars.\n\n"
    "PROSECUTION\n\nThe penal code prohibits all forms of trafficking. Courts convicted 12 traffickers. "
    "Police did not investigate complaints against officials.\n\n"
    "PROTECTION\n\nNo shelter took in men. An NGO ran a telephone line."
)


def sample(text: str = TEXT) -> Narrative:
    """Return the sample as a narrative."""
    return narrative_of(text)


def finding(
    variable: str, value: object, sentence: str, quote: str, **more: object
) -> dict[str, Any]:
    """Return a finding as a model gives it."""
    words = {"sentence": sentence, "quote": quote, "supports": None}
    return {"variable": variable, "value": value, "evidence": [words], **more}


LAW = finding("prosecution.law", "yes", "p2s1", "prohibits all forms of trafficking")


def told(*findings: object) -> str:
    """Return the text of an answer."""
    return json.dumps({"findings": list(findings)})


def asked(request: dict[str, Any]) -> set[str]:
    """Return the variables that a request asks for."""
    return asked_in(request["messages"][1]["content"])


def only(request: dict[str, Any], *findings: dict[str, Any]) -> str:
    """Return those of some findings that a request asks for."""
    return told(*(f for f in findings if f["variable"] in asked(request)))


def coder_of(
    server: ModelServer | None,
    folder: Path,
    *,
    key: str | None = None,
    timeout: float = 30.0,
    retries: int = 4,
    budget: Budget | None = None,
    seen: list[Progress] | None = None,
    progress: Callable[[Progress], None] | None = None,
    **more: Any,
) -> LlmCoder:
    """Return a coder that asks a server, or kept answers alone; it waits for nothing between attempts."""
    address = server.address if server else "http://127.0.0.1:9/v1"
    settings = EndpointSettings(address, "simulated", key, timeout=timeout, retries=retries)
    endpoint = None
    if server is not None:
        endpoint = Endpoint(settings, wait=lambda seconds: None)
    coder = LlmCoder(
        settings,
        store=AnswerStore(folder),
        endpoint=endpoint,
        budget=budget,
        progress=progress or (seen.append if seen is not None else None),
        **more,
    )
    if server is not None:
        server.closing.append(coder.close)
    return coder
