"""Records of the contract for tests, in our own words: a row states only what is special about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tierbook.editions import read_tier
from tierbook.files import canonical_json, content_hash, short_hash

TIER_LINE = "Japan (Tier 2)"
PARAGRAPHS = (
    ("profile", "Women are brought to Japan and sold for sex. Most of them are Thai or Filipino."),
    ("standards", "The government falls short of the standards. Its efforts are significant."),
    (
        "prosecution",
        "No statute bans trafficking as such. Police opened cases, but few went to court.",
    ),
    ("protection", "Officials may grant a short stay, yet seldom do so. Shelters are scarce."),
)

# A text that gives something to every part of an assessment, and contradicts the official placements of Kenya.
KENYA = """KENYA: Tier 2 Watch List

Kenya falls short of the minimum standards, though its efforts are significant. Kenya remained on Tier 2 Watch List for
the second consecutive year.

PROSECUTION

The government maintained law enforcement efforts. The law criminalizes sex trafficking and labor trafficking. The
government investigated 14 trafficking cases, prosecuted nine suspects, and convicted three traffickers. The
government did not report any prosecutions or convictions of complicit officials. Courts gave two convicted traffickers
suspended sentences.

PROTECTION

The government increased efforts to protect victims. It identified 20 victims and referred 12 of them to state
shelters. Police arrested and fined some victims for acts that traffickers had forced them to commit.

PREVENTION

The government maintained efforts to prevent trafficking. It ran campaigns on the radio and kept a hotline. It
took no steps to reduce demand for commercial sex.
"""


def coding(
    *,
    country: str | None = "JPN",
    edition: int | None = 2003,
    text_kind: str = "narrative",
    publisher: str = "Refworld",
    tier_line: str | None = TIER_LINE,
    paragraphs: tuple[tuple[str, str], ...] = PARAGRAPHS,
    findings: list[dict[str, Any]] | None = None,
    absences: list[dict[str, Any]] | None = None,
    rejected: list[dict[str, Any]] | None = None,
    **document: Any,
) -> dict[str, Any]:
    """Return one coding as the corpus holds it; findings are given as `finding(...)`."""
    narrative = lay_out(tier_line, paragraphs)
    seed = short_hash([country, edition, text_kind, publisher, narrative["text"]], 8)
    series = f"tip-{edition or 'x'}-{(country or 'x').lower()}"
    document_id = f"{series}-{publisher.lower().replace(' ', '-')}-{seed}"
    rows = default_findings(tier_line) if findings is None else findings
    return {
        "versions": {"tierbook": "0.1.0", "codebook": "tip/1", "cues": "1"},
        "coder": "rules/1",
        "document": {
            "id": document_id,
            "work": series,
            "row": None,
            "publisher": publisher,
            "issuer": None,
            "title": "Trafficking in Persons Report",
            "author": "An author of the page",
            "published": "2003-06-11",
            "edition": edition,
            "country": country,
            "text_kind": text_kind,
            "text_author": None,
            "cite_as": "An author, A report (2003)",
            "address": None,
            "disclaimer": "The publisher does not answer for the views in it.",
            "last_updated": None,
            "accessed": None,
            "sha256": content_hash(document_id.encode()),
            "notes": [],
            **document,
        },
        "narrative": narrative,
        "not_asked": [],
        "read": [p["n"] for p in narrative["paragraphs"]],
        "findings": [settle(row, narrative, document_id) for row in rows],
        "absences": [settle_rejected(row, narrative) for row in absences]
        if absences is not None
        else [
            {
                "variable": "protection.services",
                "value": None,
                "absence": "not_stated",
                "rejected": [],
            }
        ],
        "rejected": [place_words(row, narrative) for row in rejected or []],
    }


def lay_out(tier_line: str | None, paragraphs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the narrative of a text: sentences end at a full stop and a space."""
    text = ""
    rows: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    line = None
    if tier_line:
        text = tier_line
        line = {"start": 0, "end": len(text)}
        sentences.append({"paragraph": 0, "sentence": 1, **line})
    for n, (pillar, words) in enumerate(paragraphs, 1):
        text += "\n\n" if text else ""
        start = len(text)
        text += words
        rows.append(
            {
                "n": n,
                "start": start,
                "end": len(text),
                "pillar": pillar,
                "heading": None,
                "basis": "content",
                "certainty": 0.8,
            }
        )
        place = start
        for count, sentence in enumerate(words.split(". "), 1):
            end = min(place + len(sentence) + 1, len(text))
            sentences.append({"paragraph": n, "sentence": count, "start": place, "end": end})
            place = end + 1
    return {
        "text": text,
        "paragraphs": rows,
        "tier_line": line,
        "headings": [],
        "sentences": sentences,
    }


def finding(variable: str, value: Any, *words: str, **more: Any) -> dict[str, Any]:
    """Return an unsettled finding: `words` occur in the text and become its marks."""
    return {"variable": variable, "value": value, "words": words, **more}


def default_findings(tier_line: str | None = TIER_LINE) -> list[dict[str, Any]]:
    """Return findings that fit `PARAGRAPHS`, at least one in each pillar."""
    stated = [finding("tier.stated", read_tier(tier_line), tier_line)] if tier_line else []
    return [
        *stated,
        finding(
            "tier.standards",
            "significant",
            "falls short of the standards",
            "efforts are significant",
        ),
        finding("profile.destination", "yes", "brought to Japan"),
        finding("profile.origins", ["THA", "PHL"], "Thai", "Filipino"),
        finding("prosecution.law", "no", "No statute bans trafficking", level="law"),
        finding(
            "prosecution.prosecuted", "yes", "few went to court", quality="weak", level="practice"
        ),
        finding(
            "protection.residency",
            "yes",
            "may grant a short stay",
            level="law",
            certainty="possible",
        ),
    ]


def settle(row: dict[str, Any], narrative: dict[str, Any], document_id: str) -> dict[str, Any]:
    """Return the finding of the contract for an unsettled one."""
    row = dict(row)
    evidence = [evidence_of(narrative, words) for words in row.pop("words")]
    base = {
        "cue": f"{row['variable']}.rule",
        "actor": "government",
        "period": "current",
        "said_by": "department",
        "certainty": "stated",
        "quality": None,
        "level": None,
        "place": None,
        "extent": None,
        "acts": [],
        "whom": [],
        "confidence": None,
        "note": None,
    }
    identity = [
        document_id,
        row["variable"],
        row["value"],
        row.get("level"),
        [e["start"] for e in evidence],
    ]
    return {
        "id": short_hash(identity),
        "variable": row.pop("variable"),
        "value": row.pop("value"),
        "evidence": evidence,
        **base,
        **row,
    }


def evidence_of(narrative: dict[str, Any], words: str) -> dict[str, Any]:
    """Return the whole sentence around words that occur in the text, the words as its mark."""
    start = narrative["text"].index(words)
    end = start + len(words)
    sentence = next(s for s in narrative["sentences"] if s["start"] <= start < s["end"])
    return {
        "start": sentence["start"],
        "end": sentence["end"],
        "paragraph": sentence["paragraph"],
        "sentence": sentence["sentence"],
        "text": narrative["text"][sentence["start"] : sentence["end"]],
        "supports": None,
        "mark": [start, end],
    }


def rejection(
    words: str, why: str = "a need proves neither yes nor no", **more: Any
) -> dict[str, Any]:
    """Return an unsettled candidate that did not count."""
    return {"words": words, "cue": "some.rule", "why": why, **more}


def settle_rejected(row: dict[str, Any], narrative: dict[str, Any]) -> dict[str, Any]:
    """Return an absence with its rejected candidates placed."""
    return {**row, "rejected": [place_words(r, narrative) for r in row["rejected"]]}


def place_words(row: dict[str, Any], narrative: dict[str, Any]) -> dict[str, Any]:
    """Return a rejected candidate with offsets instead of words."""
    row = dict(row)
    start = narrative["text"].index(words := row.pop("words"))
    return {**row, "start": start, "end": start + len(words)}


def engine_record(text: str, **known: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return coding and assessment of a text as the engine makes them, the computed tier among it."""
    import tierbook
    from tierbook.standards import add_computed

    coded = tierbook.code(text, **known)
    judged = add_computed(tierbook.assess(coded))
    return coded.to_dict(everything=True), judged.to_dict()


def assessment(record: dict[str, Any]) -> dict[str, Any]:
    """Return an assessment that sets two findings of a coding for and against one criterion."""
    ids = {f["variable"]: f["id"] for f in record["findings"]}
    return {
        "document": record["document"]["id"],
        "law_version": "tvpa2000",
        "law": {"version": "tvpa2000", "title": "TVPA 2000", "citation": "22 U.S.C. 7106"},
        "stated_tier": "2",
        "computed_tier": None,
        "criteria": [
            {
                "id": "prosecution.vigorous",
                "label": "Vigorous investigation and prosecution",
                "paragraph": "(b)(1)",
                "summary": "",
                "judgement": "mixed",
                "for": [i for i in [ids.get("prosecution.prosecuted")] if i],
                "against": [i for i in [ids.get("prosecution.law")] if i],
                "reasons": ["Few cases went to court."],
            },
            {
                "id": "cooperation.extradition",
                "label": "Extradition",
                "paragraph": "(b)(5)",
                "summary": "",
                "judgement": "silent",
                "for": [],
                "against": [],
                "reasons": [],
            },
        ],
        "standards": [],
        "contradictions": [],
    }


def write_corpus(
    home: Path,
    *records: dict[str, Any],
    assessed: bool = True,
    judged: dict[str, dict[str, Any]] | None = None,
) -> Path:
    """Write codings and assessments as a corpus folder and return it; `judged` holds assessments by document id."""
    corpus = home / "corpus"
    for folder in ("codings", "assessments"):
        (corpus / folder).mkdir(parents=True, exist_ok=True)
    for record in records:
        name = f"{record['document']['id']}.json"
        (corpus / "codings" / name).write_bytes(canonical_json(record))
        if assessed:
            (corpus / "assessments" / name).write_bytes(
                canonical_json((judged or {}).get(record["document"]["id"]) or assessment(record))
            )
    return corpus
