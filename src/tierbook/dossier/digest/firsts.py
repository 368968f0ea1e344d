"""Firsts of an edition: what a text itself says was done for the first time.

The coder has settled whose act it was, when, and whether; `firsts.yaml` holds the words that call it a first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tierbook.dossier.held import HeldText, Quote
from tierbook.files import load_yaml
from tierbook.places import country_name

__all__ = ["First", "find_firsts"]

Row = Mapping[str, Any]
_NO = ("no", "not_reported")
_PAUSE = re.compile(r"[;—–]|,\s")
_PILLARS = {
    "standards": "told with its tier",
    "prosecution": "told under prosecution",
    "protection": "told under protection",
    "prevention": "told under prevention",
}
_SINCE_WORDS = {"year": "since {}", "years": "in {} years"}


@dataclass(frozen=True, slots=True)
class First:
    """A sentence that says of an act of the government that it was a first.

    Attributes:
        country: ISO 3166 alpha-3.
        section: where the text tells it: `told under prosecution`.
        since: `since 2013`, `in four years`: first only after that time; empty where the text says first at all.
        variables: ids of the variables whose findings rest on the sentence.
        quote: the sentence.
    """

    country: str
    section: str
    since: str
    variables: tuple[str, ...]
    quote: Quote

    @property
    def text(self) -> str:
        """Say that it is called a first; what was one, the sentence says."""
        how = f"called the first {self.since}" if self.since else "called a first"
        return f"{country_name(self.country, self.quote.edition)}: {how}, {self.section}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, and the sentence of ours."""
        return {
            "country": self.country,
            "text": self.text,
            "section": self.section,
            "since": self.since or None,
            "variables": list(self.variables),
            "quote": self.quote.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns and prefixes of `firsts.yaml`."""

    phrases: tuple[re.Pattern[str], ...]
    bars: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    since: tuple[re.Pattern[str], ...]
    not_variables: tuple[str, ...]


def find_firsts(text: HeldText) -> tuple[First, ...]:
    """Return the sentences of a text that call an act of its government a first, in its order.

    Args:
        text: a text that is held, of any kind.
    """
    found = []
    for rows in _sentences(text):
        finding, evidence = rows[0]
        said = _says_first(evidence["text"])
        if said is not None:
            found.append(
                First(
                    country=text.country or "?",
                    section=_section(text, evidence),
                    since=_since(said),
                    variables=tuple(dict.fromkeys(f["variable"] for f, _ in rows)),
                    quote=text.quote(evidence, finding),
                )
            )
    return tuple(found)


def _sentences(text: HeldText) -> Iterator[list[tuple[Row, Row]]]:
    """Yield sentences that carry acts of this government in this period, with findings and evidence, in text order."""
    at: dict[int, list[tuple[Row, Row]]] = {}
    for finding in text.findings:
        if (
            finding["actor"] == "government"
            and finding["period"] == "current"
            and finding["value"] not in _NO
            and not finding["variable"].startswith(_words().not_variables)
        ):
            for evidence in finding["evidence"]:
                if not _is_no(evidence["supports"]):
                    at.setdefault(evidence["start"], []).append((finding, evidence))
    yield from (at[start] for start in sorted(at))


def _is_no(supports: str | None) -> bool:
    """Tell whether evidence speaks for a *no*, or for a figure of none."""
    return supports in _NO or (supports or "").endswith(":0")


def _says_first(sentence: str) -> str | None:
    """Return the words from *first* to the next pause, or None where a sentence calls nothing a first."""
    words = _words()
    for phrase in words.phrases:
        for match in phrase.finditer(sentence):
            at = sentence.lower().index("first", match.start())
            said = _PAUSE.split(sentence[at:], maxsplit=1)[0]
            barred = any(bar.match(sentence, at + len("first")) for bar in words.bars)
            if not barred and not any(bar.search(said) for bar in words.beside):
                return said
    return None


def _section(text: HeldText, evidence: Row) -> str:
    number = evidence["paragraph"]
    pillar = next((p["pillar"] for p in text.paragraphs if p["n"] == number), None)
    return _PILLARS.get(pillar or "", "told in its text")


def _since(words: str) -> str:
    """Return since when nothing of the kind was told, where the words say it."""
    for pattern in _words().since:
        match = pattern.search(words)
        if match is not None:
            name, value = next((n, v) for n, v in match.groupdict().items() if v)
            return _SINCE_WORDS[name].format(value)
    return ""


@cache
def _words() -> _Words:
    data = load_yaml(resources.files("tierbook.dossier.digest") / "firsts.yaml")

    def patterns(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(row["pattern"], re.I) for row in data[name])

    def prefixes(name: str) -> tuple[str, ...]:
        return tuple(row["prefix"] for row in data[name])

    return _Words(
        phrases=patterns("phrases"),
        bars=patterns("not_followed_by"),
        beside=patterns("not_with"),
        since=patterns("since"),
        not_variables=prefixes("not_variables"),
    )
