"""Sentences of our own that are hard to part, and what must hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text import hard
from tierbook.text import clause_spans, sentence_spans

# Bars mark where one sentence ends and the next begins.
HARD = [
    "Police raided two bars.|Nobody was charged.",
    "The U.S. Department of Labor lists the goods.|Inspectors visited ports.",
    "Agents worked with the U.S. The police opened four cases.".replace("U.S. The", "U.S.|The"),
    "A U.S.-funded shelter closed.|It had 12 beds.",
    "He spoke for the U.S. Government at the meeting.|Others listened.",
    "The office in Washington, D.C. gave figures.|They were low.",
    "The consulate moved to Washington, D.C.|The new office is small.",
    "Article 226.2 covers minors.|Article 12 covers adults.",
    "Art. 226.2 of the code covers minors.|Arts. 12 and 13 cover adults.",
    "Law No. 12 of 2004 punishes pimping.|Law Nos. 8 and 9 do not.",
    "Asked for figures, the ministry had no.|The police had some.",
    "Raids freed approx. 30 workers.|Most were men.",
    "St. Lucia passed a law.|St. Vincent did not.",
    "The state of St. Kitts and Nevis trained officers.|Ste. Marie did too.",
    "A lecturer with a Ph.D. in law trained judges.|She came twice.",
    'Officials called them "illegal migrants."|Courts agreed.',
    "Officials called them “illegal migrants.”|Courts agreed.",
    "The law (the TVPA).|It stands since 2000.",
    "They relied on one statute (the 2008 act).|15 suspects were charged.",
    "Judges acquitted nine.|3 million baht was paid in fines.",
    "Fines reached $1.2 million.|Half was paid.",
    "On Jan. 5 police closed a brothel.|On Sept. 11 they closed another.",
    "Gen. Prayut chaired the committee.|Lt. Col. Somchai wrote its minutes.",
    "Mr. A. B. Carter was arrested.|Mrs. Dee was not.",
    "Victims came from e.g. Laos and Burma.|Others, i.e. Vietnamese, were few.",
    "The line is open from 8 a.m. to 5 p.m. every day.|Calls are free.",
    "The line closes at 5 p.m.|The state plans a longer service.",
    "Was the plan funded?|It was not!|NGOs paid.",
    "See Pub. L. 106-386 and sec. 110 of the act.|Section 108 sets the standards.",
    "Companies such as Fish Co. and Nets Ltd. paid fees.|Workers paid more.",
    "In Annex A. The list is long.".replace("A. The", "A.|The"),
    "Courts heard State v. Kumar in May.|He was freed.",
    "They found bars, farms, boats, etc. in use.|Some were closed.",
    "Steps were needed: • Pass the law. • Train judges.".replace(": •", ":|•").replace(
        ". •", ".|•"
    ),
    "Police found victims in bars.Authorities did not charge owners.".replace("bars.A", "bars.|A"),
    "Convictions fell in 2016.|(The ministry gave no reason.)|Sentences were short.",
    "“Masters” beat them.|“Boys” slept outside.",
    "The reply was short ... and late.|No more came.",
    "The U.A.E. The Emirates agreed.".replace("E. The", "E.|The"),
    "Police held J. Banda for a day.|Bail was set.",
    "The fund held 40.5 million kwacha.|By May it was spent.",
    "Workers, incl. those at Mt. Elgon, went unpaid.|Two sued.",
    "Units exist in Nos. 4 and 5 districts.|Others have none.",
    "The case of Rep. Silva stalled.|Prof. Lima testified.",
    "It cited para. 3 of the plan.|Para. 4 was dropped.",
]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("marked", HARD)
def test_hard_sentences_are_parted_where_a_reader_would(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    glued = marked.replace("|", " ") if "bars.|A" not in marked else marked.replace("|", "")
    assert parts(glued) == expected


# Cases of the hard set that the rules still get wrong, with the reason why they aren't mended.
KNOWN_FAULTS = {
    # Told only by knowing the street; the same shape as a sentence that ends at an hour.
    "From 9 a.m. Police Street is closed to cars.",
    # A noun with a capital after "dept." opens a sentence more often than it heads a department.
    "The dept. Head gave no answer.",
    # Kept apart from the design, so left as it was found; "European Commission" is what texts write.
    "The E.U. Commission paid for the pilot.",
    # Lost spaces after names of places are common in real pages; file names are not.
    "The file was named Report.Final and sent on.",
}


def test_the_hard_sentences_are_parted_but_for_known_faults() -> None:
    cases = hard.load("sentences")
    assert len(cases) >= 300
    wrong = {c.marked for c in cases if hard.ends_of(c.text, sentence_spans(c.text)) != {*c.ends}}
    assert wrong == KNOWN_FAULTS


@pytest.mark.parametrize("case", hard.load("clauses"), ids=lambda case: case.marked[:40])
def test_hard_clauses_are_parted(case: hard.Case) -> None:
    spans = clause_spans(case.text)
    assert hard.is_whole(case.text, spans)
    assert hard.ends_of(case.text, spans) == {*case.ends}


def test_spans_count_from_the_start_of_the_text_whatever_part_is_read() -> None:
    text = "1. Skip this. Police came. He left for the U.S. No one met him."
    assert [text[a:b] for a, b in sentence_spans(text, 14, 47)] == [
        "Police came.",
        "He left for the U.S.",
    ]


def test_clauses_end_at_semicolons_but_not_within_brackets() -> None:
    text = "train police; pass laws (on sex; on labor); and fund shelters. Then report."
    assert [text[a:b] for a, b in clause_spans(text)] == [
        "train police;",
        "pass laws (on sex; on labor);",
        "and fund shelters.",
        "Then report.",
    ]


@given(st.text(alphabet=st.sampled_from('aZ.9 ;"“”(•)[]!?\nU.S'), max_size=120))
def test_spans_are_nested_ordered_and_lose_no_word(text: str) -> None:
    for split in (sentence_spans, clause_spans):
        spans = split(text)
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            assert text[start:end].strip() == text[start:end]
            at = end
        assert not text[at:].strip()
