"""Tiny labelled texts, in our own words, whose scores can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = (
    "KENYA: TIER 2\n\n"
    "Kenya does not fully meet the minimum standards but is making significant efforts to do so.\n\n"
    "Courts convicted 14 traffickers.\n"
)


def gold(identity: str = "one", coder: str = "A", **more: object) -> dict[str, object]:
    """A labelled text with defaults; the row states only what is special."""
    return {
        "id": identity,
        "coder": coder,
        "country": "KEN",
        "edition": 2018,
        "text": TEXT,
        "values": {"tier.stated": "2"},
        "counts": [],
        "evidence": {},
        "doubt": [],
        **more,
    }


def write_gold(path: Path, *rows: dict[str, object]) -> Path:
    """Write labelled texts as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
