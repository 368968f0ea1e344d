"""Texts and what was said of them, at random and by hand, for the tests of exchange."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import tierbook
from tierbook.codebook import Codebook, load_codebook
from tierbook.release.exchange.project import Project, Said, Text, Words

FORMS = ("qdpx", "cas", "label-studio", "web-annotation", "csv")
SAMPLES = Path(__file__).resolve().parents[3] / "src" / "tierbook" / "pages" / "samples"

# Astral, combining, right-to-left and quoted; line ends of a narrative; what XML and JSON escape.
ALPHABET = "ab 😀𝒳é\u0301ع\n.\"'<&>—\u00a0"


@cache
def codebook() -> Codebook:
    return load_codebook()


@cache
def sample_coding(name: str) -> dict[str, Any]:
    """The coding of one of the packaged samples, silences with it."""
    return dict(tierbook.code(SAMPLES / name).to_dict(everything=True))


VALUES: dict[str, list[object]] = {
    "prosecution.law": ["yes", "no", "mixed", "not_reported"],
    "tier.stated": ["1", "2WL", "special"],
    "tier.watch_list_year": [1, 3],
    "profile.origins": [["CHN"], ["CHN", "KOR", "THA"]],
    "profile.forms": [["forced_labor"], ["forced_labor", "sex_trafficking"]],
    "profile.sectors": [["fishing", "other:massage_parlors"]],
    "profile.origin_regions": [["Eastern Europe"], ["Eastern Europe", "South = East"]],
    "flows.edges": [[{"from": "MDA", "to": "TUR", "forms": ["sex_trafficking"], "victims": []}]],
    "figures.convictions": [[{"what": "convictions", "n": 12, "unit": "persons"}], "not_reported"],
    "recommendations": [[{"text": "Pass a law, 😀.", "topic": "prosecution.law"}]],
}
NOTES = st.text(alphabet=ALPHABET + "\t\x07level: practice\r", max_size=30).filter(
    lambda s: s == s.strip()
)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from(["law", "practice"]),
        "place": st.sampled_from(["home", "abroad"]),
        "actor": st.sampled_from(["government", "ngo"]),
        "certainty": st.sampled_from(["reported", "alleged"]),
        "acts": st.just(["arrested"]),
        "confidence": st.sampled_from([0.0, 1.0, 0.123456789]),
        "cue": st.just("law.exists"),
        "note": NOTES.filter(bool),
        "action": st.sampled_from(["change", "adjudicate"]),
        "at": st.sampled_from(["2026-11-26T10:00:00+00:00", "2026-11-26"]),
        "shown": st.sampled_from(["blind", "proposal"]),
        "drawn": st.just(
            {"how": "sample", "sample": "s-00c0ffee", "probability": 0.25, "stratum": "era=1"}
        ),
    },
)


@st.composite
def statements(draw: st.DrawFn, text: str, document: str, coder: str) -> Said:
    variable = draw(st.sampled_from(sorted(VALUES)))
    absence = draw(st.sampled_from([None, None, None, "not_stated", "not_in_summary"]))
    facts = draw(FACTS)
    if absence is not None:
        return Said(document, coder, variable, None, absence, (), facts, "")
    value = draw(st.sampled_from(VALUES[variable]))
    words = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if not text[start:end].strip():
            continue
        mark = None
        if draw(st.booleans()):
            low = draw(st.integers(start, end - 1))
            mark = (low, draw(st.integers(low + 1, end)))
        sides = (
            value if isinstance(value, list) and isinstance(value[0], str) else ["yes", "CHN>JPN"]
        )
        supports = draw(st.sampled_from([None, *map(str, sides)]))
        words.append(Words(start, end, text[start:end], 1, 2, supports, mark))
    return Said(document, coder, variable, value, None, tuple(words), facts, "")


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Some texts with astral and combining characters, some coders, some statements of each."""
    texts = []
    said: dict[tuple[str, ...], Said] = {}
    for n in range(draw(st.integers(1, 3))):
        words = draw(
            st.text(alphabet=ALPHABET, min_size=3, max_size=60).filter(lambda s: s.strip())
        )
        document = f"tip-2003-jpn-test-0000000{n}"
        about = {
            "id": document, "country": "JPN", "edition": 2003 + n, "text_kind": "narrative", "title": "“A” <&> 😀",
            "sha256": f"{n}" * 64, "notes": ["one", "two: three"], "publisher": "Refworld",
        }  # fmt: skip
        text = Text(document, f"{n}{words}", about)
        texts.append(text)
        for coder in draw(
            st.lists(st.sampled_from(["person/ana", "person/b-2", "rules/1"]), unique=True)
        ):
            for _ in range(draw(st.integers(0, 4))):
                one = draw(statements(text.text, document, coder))
                key = (
                    document,
                    coder,
                    one.variable,
                    str(one.fact("level")),
                    str(one.fact("place")),
                )
                said.setdefault(key, one)
    shown = draw(st.sampled_from(["blind", "proposal"]))
    return Project(
        tuple(texts),
        tuple(said.values()),
        "tip/1",
        "A project",
        tuple(VALUES),
        ("person/ana",),
        shown,
    )
