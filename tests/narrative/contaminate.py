"""Put words of one real narrative into another, and measure how often a flag tells.

    python tests/narrative/contaminate.py FOLDER    print the figures of `docs/explanation/flags.md`

FOLDER holds narratives as text, each named by its country's code. Half of the countries (by a checksum of their code,
so always the same) served to design the rules; the other half only measures. Donor and receiver are of one half.
"""

from __future__ import annotations

import random
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tierbook.narrative import Flag, Narrative, Paragraph, Pillar, Sentence, parse_document
from tierbook.pages import read_bytes
from tierbook.places import home_words
from tierbook.text import sentence_spans

SENTENCES = 4
TRIES = 6
_BODY = re.compile(
    r"\b(?:[Gg]overnment of|[A-Z]\w+ (?:government|authorities|officials|police|courts))\b"
)

Piece = tuple[Pillar, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the insertions were told."""

    told: int
    tries: int

    def __str__(self) -> str:
        """Return the share and both counts."""
        return f"{self.told / self.tries:.0%} ({self.told} of {self.tries})" if self.tries else "-"


def load(folder: Path) -> dict[str, Narrative]:
    """Return the narratives of a folder by country."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        for document in read_bytes(path.read_bytes(), name=str(path)).documents:
            found[path.stem] = parse_document(document)
    return found


def is_testing(country: str) -> bool:
    """Tell whether a country is of the half that only measures."""
    return zlib.crc32(country.encode()) % 2 == 1


def pieces(narrative: Narrative, size: int = SENTENCES) -> list[Piece]:
    """Return a narrative cut into pieces of so many sentences, since real paragraphs are short; 0 leaves them whole."""
    found: list[Piece] = []
    for paragraph in narrative.paragraphs:
        inside = [s for s in narrative.sentences if s.paragraph == paragraph.n]
        step = size or len(inside)
        for i in range(0, len(inside), step):
            last = inside[min(i + step, len(inside)) - 1]
            found.append((paragraph.pillar, narrative.text[inside[i].start : last.end]))
    return found


def flags_of(narrative: Narrative, parts: list[Piece]) -> tuple[list[tuple[int, int]], list[Flag]]:
    """Return the spans of the pieces as paragraphs of one text, and the flags on another country."""
    text = ""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for n, (pillar, words) in enumerate(parts, 1):
        text += "\n\n" if text else ""
        start = len(text)
        text += words
        paragraphs.append(Paragraph(n, start, len(text), pillar, None, "content", 0.9))
        spans = sentence_spans(text, start, len(text))
        sentences += [Sentence(n, i, *span) for i, span in enumerate(spans, 1)]
    made = replace(
        narrative,
        text=text,
        tier_line=None,
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
    )
    return [(p.start, p.end) for p in paragraphs], [
        flag for flag in made.flags if flag.kind != "tier_conflict"
    ]


def false_flags(narratives: dict[str, Narrative]) -> tuple[int, int]:
    """Return how many flags clean narratives get when cut into pieces, and how many pieces there are."""
    cut = [(narrative, pieces(narrative)) for narrative in narratives.values()]
    return sum(len(flags_of(*one)[1]) for one in cut), sum(len(parts) for _, parts in cut)


def insert(
    narratives: dict[str, Narrative], choose: Callable[[random.Random, str], list[Piece]]
) -> Rate:
    """Return how often words of another narrative, put in at some place, are told by a flag on them."""
    rng = random.Random(7)
    told = tries = 0
    for country, narrative in narratives.items():
        clean = pieces(narrative)
        for _ in range(TRIES):
            donor = rng.choice([code for code in narratives if code != country])
            chosen = choose(rng, donor)
            if not chosen:
                continue
            at = rng.randrange(len(clean) + 1)
            spans, flags = flags_of(narrative, [*clean[:at], *chosen, *clean[at:]])
            low, high = spans[at][0], spans[at + len(chosen) - 1][1]
            tries += 1
            told += any(low <= start < high for flag in flags for start, _ in flag.spans)
    return Rate(told, tries)


def ways(
    narratives: dict[str, Narrative],
) -> Iterator[tuple[str, Callable[[random.Random, str], list[Piece]]]]:
    """Yield what may get in: its name, and how it is chosen from a donor."""
    cut = {code: pieces(narrative) for code, narrative in narratives.items()}
    whole = {code: pieces(narrative, 0) for code, narrative in narratives.items()}
    named = {code: re.compile(_any_of(code), re.I) for code in narratives}

    def section(rng: random.Random, donor: str) -> list[Piece]:
        return [rng.choice([one for one in whole[donor] if one[0] != "recommendations"])]

    def piece(rng: random.Random, donor: str) -> list[Piece]:
        return [rng.choice(cut[donor])]

    def naming(rng: random.Random, donor: str) -> list[Piece]:
        fit = [one for one in cut[donor] if named[donor].search(one[1])]
        return [rng.choice(fit)] if fit else []

    def sentence(rng: random.Random, donor: str) -> list[Piece]:
        narrative = narratives[donor]
        texts = [narrative.text[s.start : s.end] for s in narrative.sentences if s.paragraph]
        fit = [words for words in texts if named[donor].search(words) and _BODY.search(words)]
        return [("prosecution", rng.choice(fit))] if fit else []

    yield "the opening of another narrative", lambda _, donor: whole[donor][:1]
    yield "its profile", lambda _, donor: [one for one in whole[donor] if one[0] == "profile"]
    yield "a whole section", section
    yield "four sentences that name the country or its people", naming
    yield "any four sentences", piece
    yield "a sentence that names the country and an authority", sentence


def _any_of(code: str) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, sorted(home_words(code))))})\b"


def main(arguments: list[str]) -> None:
    """Print the figures for both halves."""
    narratives = load(Path(arguments[0]))
    whole = [flag for n in narratives.values() for flag in n.flags if flag.kind != "tier_conflict"]
    print(f"{len(whole)} flags on {len(narratives)} narratives as they are")
    halves = {
        name: {c: n for c, n in narratives.items() if is_testing(c) == testing}
        for name, testing in (("design", False), ("test", True))
    }
    for name, half in halves.items():
        flags, count = false_flags(half)
        print(f"{name}: {len(half)} narratives cut into {count} pieces: {flags} flags")
    print(f"| what got in | {' | '.join(halves)} |\n|---|---|---|")
    for i, (label, _) in enumerate(ways(halves["test"])):
        rates = [insert(half, list(ways(half))[i][1]) for half in halves.values()]
        print(f"| {label} | {' | '.join(map(str, rates))} |")


if __name__ == "__main__":
    main(sys.argv[1:])
