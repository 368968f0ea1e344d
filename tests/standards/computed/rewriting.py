"""Rewrites of what a narrative says of its tier, and a result without what must differ between two texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tierbook.coding import code_narrative
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import Document, ReadOptions, read_bytes
from tierbook.standards import assess_coding
from tierbook.standards.computed import ComputedTier, Withheld, compute_tier

_OTHER = {"1": "3", "2": "1", "3": "2 Watch List"}
_FORMULA = re.compile(
    r"(?:does not (?:yet )?fully (?:meet|comply with)|fully (?:meets|complies with)|does not (?:meet|comply with))"
    r"( the minimum standards[^.;]*?)"
    r"(?:[;,]? (?:but|and|however|nonetheless|nevertheless),?[^.]*?efforts to [^.]*)?(?=\.)"
)
_DIFFERS = {"id", "start", "end", "findings", "finding", "compared", "sha256"}


def other_tier(text: str) -> str:
    """Put another tier wherever one is named."""
    text = re.sub(r"(?i)\btier ([123])(?: watch list)?", lambda m: f"Tier {_OTHER[m[1]]}", text)
    return re.sub(r"\bTIER ([123])(?: WATCH LIST)?", lambda m: f"TIER {_OTHER[m[1]]}", text)


def other_formula(text: str) -> str:
    """Turn the formula sentence into the one of another tier."""
    return _FORMULA.sub(
        lambda m: (
            f"does not fully meet{m[1]} and is not making significant efforts to do so"
            if m[0].startswith("fully") or " but is making" in m[0] or "however" in m[0]
            else f"fully meets{m[1]}"
        ),
        text,
    )


def other_efforts(text: str) -> str:
    """Deny overall increasing efforts where they are said, and say them where they are denied."""
    swapped = re.sub(
        r"did not demonstrate (overall )?increasing efforts", r"@@ \1increasing efforts", text
    )
    swapped = re.sub(
        r"demonstrated (overall )?(?:significant and )?(?:increasing|serious and sustained) efforts",
        r"did not demonstrate \1increasing efforts",
        swapped,
    )
    return swapped.replace("@@", "demonstrated")


def other_placement(text: str) -> str:
    """Turn the words that place, keep, raise or lower the country."""
    turned = {  # only beside the name of a tier
        "remained on": "was downgraded to",
        "was upgraded to": "remained on",
        "was downgraded to": "was upgraded to",
        "is placed on": "was granted a waiver per the Trafficking Victims Protection Act and remained on",
    }
    pattern = re.compile(rf"({'|'.join(turned)})(?= (?:the )?(?:Tier|Watch))")
    return pattern.sub(lambda m: turned[m[1]], text)


def with_waiver(text: str) -> str:
    """Add the sentences on a waiver and on the limit of the watch list after the formula sentence."""
    found = re.search(r"minimum standards[^.]*\.", text)
    if found is None:
        return text
    words = (
        " Because it had a written plan that would be significant efforts if carried out, the country was granted a"
        " waiver under the Act, which spared it a downgrade to Tier 3 that was otherwise required. It has been"
        " on the Watch List for two consecutive years."
    )
    return text[: found.end()] + words + text[found.end() :]


def all_of_it(text: str) -> str:
    """Apply every rewrite."""
    for change in (other_efforts, other_formula, other_placement, with_waiver, other_tier):
        text = change(text)
    return text


REWRITES: dict[str, Callable[[str], str]] = {
    f.__name__: f
    for f in (other_tier, other_formula, other_efforts, other_placement, with_waiver, all_of_it)
}


def compute(document: Document) -> ComputedTier | Withheld:
    """Compute the tier of a document as a whole narrative."""
    document = replace(document, text_kind="narrative")
    return compute_tier(assess_coding(code_narrative(parse_document(document))))


def read_text(text: str, *, country: str | None = None, edition: int | None = None) -> Document:
    """Read one narrative."""
    options = ReadOptions(country=country, edition=edition)
    (document,) = read_bytes(text.encode(), name="case.txt", options=options).documents
    return document


def shown(computed: ComputedTier | Withheld) -> bytes:
    """Return the result as bytes, without the stated tier, and ids and offsets: the hash and length of the text."""
    return canonical_json(_without(computed.to_dict()))


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: _without(v)
            for k, v in value.items()
            if k not in _DIFFERS or (k == "id" and "net" in value)
        }
    return [_without(v) for v in value] if isinstance(value, list) else value
