"""No evidence mark leaves out the hedge, the negation or the reporting verb that governs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.context.settling import rows
from tests.coding.governing import governor_left_out
from tests.coding.making import coding_of
from tierbook.codebook import load_codebook
from tierbook.coding import Coding, code_narrative
from tierbook.coding.context import Context
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes, sample_pages


def _left_out(codings: Iterable[Coding]) -> Iterator[str]:
    for coding in codings:
        for finding in coding.findings:
            for e in finding.evidence:
                assert e.mark is not None
                start, end = e.mark[0] - e.start, e.mark[1] - e.start
                assert 0 <= start < end <= len(e.text)
                left = governor_left_out(e.text, start, end)
                if left is not None:
                    yield f"{finding.variable}: {left}[{e.text[start:end]}]"


def test_marks_of_the_codebooks_examples() -> None:
    examples = [e for v in load_codebook().variables.values() for e in v.examples]
    assert len(examples) > 300
    codings = (
        coding_of(e.text, country=e.country or "JPN", edition=e.edition or 2018) for e in examples
    )
    assert not list(_left_out(codings))


def test_marks_of_our_own_sentences() -> None:
    codings = (
        coding_of(row.sentence, country=row.country, edition=row.edition)
        for part in ("cases", "held_out")
        for row in rows(part)
    )
    assert not list(_left_out(codings))


def test_marks_of_the_sample_pages() -> None:
    documents = [
        document
        for entry in sorted(files("tierbook.pages.samples").iterdir(), key=lambda e: e.name)
        if entry.name.endswith((".html", ".txt", ".jsonl"))
        for document in read_bytes(entry.read_bytes(), name=entry.name).documents
    ]
    assert documents
    assert not list(_left_out(code_narrative(parse_document(d)) for d in documents))


@pytest.mark.shared
def test_marks_of_whole_narratives(shared: Path) -> None:
    pages = sorted((shared / "data/narratives/2018").glob("*.txt"))[::9]
    documents = [
        d for page in pages for d in read_bytes(page.read_bytes(), name=page.name).documents
    ]
    assert len(documents) >= 10
    assert not list(_left_out(code_narrative(parse_document(d)) for d in documents))


_GOVERNORS = st.sampled_from(
    ["did not", "failed to", "allegedly", "reportedly", "may have", "was unable to", "never"]
)
_SAYERS = st.sampled_from(
    ["NGOs reported that", "Observers said", "The government claimed that", "IOM reported", ""]
)
_SUBJECTS = st.sampled_from(
    ["the police", "the government", "immigration officers", "prosecutors in the capital"]
)
_ADVERBS = st.sampled_from(["", "consistently", "again", "often and without cause"])
_ACTS = st.sampled_from(["detained", "deport", "refer", "identified", "trained"])
_OBJECTS = st.sampled_from(["victims", "foreign victims without papers", "24 women in the port"])


@given(_SAYERS, _SUBJECTS, _GOVERNORS, _ADVERBS, _ACTS, _OBJECTS)
def test_a_mark_begins_no_later_than_what_governs_it(
    sayer: str, subject: str, governor: str, adverb: str, act: str, thing: str
) -> None:
    words = [w for w in (sayer, subject, governor, adverb, act, thing) if w]
    lower = " ".join(words).lower() + "."
    at = lower.index(f" {act} ") + 1
    start, end = Context(lower, 2018).mark(at, at + len(act))
    assert start <= lower.index(governor)
    if sayer:
        assert start <= len("the ")
    assert end >= at + len(act)


def test_no_mark_cuts_a_word_or_a_number() -> None:
    for name, data in sample_pages():
        for document in read_bytes(data, name=name).documents:
            coding = code_narrative(parse_document(document))
            text = coding.narrative.text
            for finding in coding.findings:
                for evidence in finding.evidence:
                    assert evidence.mark is not None
                    for at in evidence.mark:
                        around = text[max(at - 1, 0) : at + 1]
                        assert not (len(around) == 2 and around.isalnum()), (
                            finding.variable,
                            text[at - 20 : at + 20],
                        )
