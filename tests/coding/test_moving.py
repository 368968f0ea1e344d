"""Evidence on another copy: at the same words, or an orphan with a reason. Never at words that are merely alike."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.making import coding_of, narrative_of
from tests.narrative.copies import FIRST, other_setting, parse, without
from tierbook.coding import (
    Evidence,
    EvidenceMover,
    Refusal,
    code_narrative,
    move_coding,
    move_record,
)
from tierbook.errors import EvidenceMisaligned, WrongUse
from tierbook.files import json_line
from tierbook.text import Tokens

TWICE = "The courts convicted nobody."


def evidence(narrative, words, number=0, mark=None):
    """Return evidence on the sentence that begins with words, counting from 0 where it recurs."""
    found = [s for s in narrative.sentences if narrative.text.startswith(words, s.start)]
    s = found[number]
    text = narrative.text[s.start : s.end]
    at = None
    if mark:
        begin = narrative.text.index(mark, s.start)
        at = (begin, begin + len(mark))
    return Evidence(s.start, s.end, s.paragraph, s.n, text, mark=at)


def move(one, two, words, number=0, mark=None):
    a, b = parse(one), parse(two)
    return EvidenceMover(a.text, b).move(evidence(a, words, number, mark)), b


def test_the_same_words_in_another_setting():
    moved, b = move(FIRST, other_setting(), "The ministry", mark="final campaign")
    assert moved.text == b.text[moved.start : moved.end]
    assert moved.text.startswith("The ministry's final")
    assert b.text[slice(*moved.mark)] == "final campaign"
    assert (moved.paragraph, moved.sentence) == (4, 1)


def test_other_words_are_an_orphan_that_shows_both():
    moved, _ = move(FIRST, FIRST.replace("arrested 14 men", "arrested 41 men"), "Police arrested")
    assert isinstance(moved, Refusal)
    assert moved.reason == "words differ"
    assert moved.there.startswith("Police arrested 41 men")


def test_a_sentence_that_is_not_there_is_absent():
    gone = " Fishermen from abroad work without pay on trawlers."
    moved, _ = move(FIRST, without(FIRST, gone), "Fishermen")
    assert moved.reason == "absent"


def test_a_sentence_with_words_added_to_it_is_not_the_same():
    text = FIRST.replace(
        "It printed leaflets in four languages.",
        "An NGO said: It printed leaflets in four languages.",
    )
    moved, _ = move(FIRST, text, "It printed")
    assert moved.reason == "words differ"
    assert moved.there.startswith("An NGO said")


REPEATED = FIRST.replace("convicted nobody of visa fraud either.", "convicted nobody.")


@pytest.mark.parametrize("number", [0, 1])
def test_of_a_sentence_that_recurs_the_surroundings_say_which(number):
    moved, b = move(REPEATED, other_setting(REPEATED), TWICE, number)
    assert b.text.count(TWICE) == 2
    assert moved.paragraph == 2 + number


@pytest.mark.parametrize("number", [0, 1])
def test_of_a_sentence_that_recurs_here_and_stands_once_there_one_is_moved_at_most(number):
    cut = REPEATED.replace(f" {TWICE} A draft", " A draft")
    assert cut != REPEATED
    moved, _ = move(REPEATED, cut, TWICE, number)
    if number:
        assert moved.paragraph == 3
    else:
        assert moved.reason == "ambiguous"


def test_where_nothing_around_it_decides_it_is_ambiguous():
    one = REPEATED
    around = [
        "Police arrested 14 men for forced labor on tea estates – the first such arrests in a decade. ",
        " A draft law stayed with the committee.",
        "Officials found 31 victims, most of them children from the delta. ",
        " Nurses gave the children medical care and a bed for the night.",
    ]
    two = without(one, *around, "PROTECTION\n\n").replace(f"{TWICE}\n\n{TWICE}", TWICE)
    assert two.count(TWICE) == 1
    moved, _ = move(one, two, TWICE, 0)
    assert moved.reason == "ambiguous"


def test_a_passage_in_another_place_moves_if_it_is_long_and_stands_once():
    sentence = " Inspectors visited 60 farms and fined three owners."
    text = without(FIRST, sentence).replace("the committee.", "the committee." + sentence)
    moved, _ = move(FIRST, text, "Inspectors")
    assert (moved.paragraph, moved.sentence) == (2, 4)


def test_evidence_that_does_not_show_its_words_is_refused():
    a = parse(FIRST)
    broken = evidence(a, "Police")
    broken = Evidence(broken.start + 1, broken.end + 1, 2, 1, broken.text)
    with pytest.raises(EvidenceMisaligned):
        EvidenceMover(a.text, a).move(broken)


@pytest.mark.parametrize("facts", [{"edition": 2019}, {"country": "JPN"}])
def test_another_edition_or_country_is_another_work(facts):
    with pytest.raises(WrongUse, match="one country and edition"):
        move_coding(code_narrative(parse(FIRST)), parse(FIRST, **facts))


def test_another_text_on_the_same_country_is_another_work():
    other = (
        "FREEDONIA: TIER 2\n\n"
        + "Nothing here stands in that text, and no word of it was coded. " * 9
    )
    with pytest.raises(WrongUse, match="one work"):
        move_coding(code_narrative(parse(FIRST)), parse(other))


def test_a_coding_moves_whole_to_another_setting():
    coding = code_narrative(parse(FIRST))
    moved = move_coding(coding, parse(other_setting()))
    assert moved.orphans == ()
    assert len(coding.findings) > 10
    assert [(f.variable, f.value, f.level) for f in moved.coding.findings] == [
        (f.variable, f.value, f.level) for f in coding.findings
    ]
    assert not {f.id for f in moved.coding.findings} & {f.id for f in coding.findings}
    assert moved.coding.read == coding.read


def test_a_line_of_json_moves_as_its_coding_does():
    coding, other = (
        code_narrative(parse(FIRST)),
        parse(other_setting(FIRST.replace("14 men", "15 men"))),
    )
    record = json.loads(json_line(coding.to_dict(everything=True)))
    assert move_record(record, other) == move_coding(coding, other)


def test_a_finding_that_would_lose_the_words_of_an_element_is_not_moved():
    coding = code_narrative(parse(FIRST))
    (listed,) = [f for f in coding.findings if len({e.supports for e in f.evidence}) > 1]
    other = parse(FIRST.replace("without pay", "without wages"))
    moved = move_coding(coding, other)
    reasons = {o.reason for o in moved.orphans if o.finding == listed.id}
    assert reasons == {"words differ", "finding not whole"}
    assert listed.variable not in {f.variable for f in moved.coding.findings}


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Men work.",
            "The courts sat.",
            "Boys “beg” daily.",
            "Police held 14 men.",
            "Police held 15 men.",
        ]
    ),
    min_size=1,
    max_size=7,
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4).map(
    lambda paragraphs: "FREEDONIA: TIER 2\n\n" + "\n\n".join(" ".join(p) for p in paragraphs) + "\n"
)


@given(TEXTS, st.randoms(use_true_random=False))
def test_what_moves_shows_the_same_words_and_no_two_move_to_one_place(text, rnd):
    a = parse(text)
    sentences = other_setting(text).split(". ")
    for _ in range(rnd.randrange(4)):
        if len(sentences) > 1:
            del sentences[rnd.randrange(len(sentences))]
    b = parse(". ".join(sentences))
    try:
        mover = EvidenceMover(a.text, b)
    except WrongUse:
        return
    places = {}
    for s in a.sentences:
        given = Evidence(s.start, s.end, s.paragraph, s.n, a.text[s.start : s.end])
        moved = mover.move(given)
        if isinstance(moved, Refusal):
            continue
        assert b.text[moved.start : moved.end] == moved.text
        assert Tokens.of(moved.text).keys == Tokens.of(given.text).keys
        assert places.setdefault(moved.start, s.start) == s.start


@pytest.mark.shared
def test_on_real_narratives_what_moves_is_right_and_the_rest_is_listed(shared):
    rnd = random.Random(8)
    for path in sorted((shared / "data" / "narratives" / "2018").glob("*.txt"))[::16]:
        text = path.read_text(encoding="utf-8").partition("\n\n")[2]
        a = parse("FREEDONIA: TIER 2\n\n" + text)
        lines = [p for p in a.text.split("\n\n") if len(p) > 60]
        two = other_setting("\n\n".join(["FREEDONIA: TIER 2", *lines[:-1]]))
        if rnd.random() < 0.5:
            two = two.replace(" in ", "  in ")
        coding = code_narrative(a)
        moved = move_coding(coding, parse(two))
        last = max(p.n for p in a.paragraphs)
        gone = {(o.evidence.start, o.variable) for o in moved.orphans}
        for finding in coding.findings:
            for e in finding.evidence:
                if 0 < e.paragraph < last and all(
                    o.reason != "finding not whole"
                    for o in moved.orphans
                    if o.finding == finding.id
                ):
                    assert (e.start, finding.variable) not in gone or a.text.count(e.text) > 1, (
                        e.text
                    )
        for finding in moved.coding.findings:
            for e in finding.evidence:
                assert moved.coding.narrative.text[e.start : e.end] == e.text


def test_parts_of_recommendations_lie_at_their_words_in_the_other_text():
    words = "Recommendations for Samoa: Help victims, including by opening shelters and hiring nurses; train police."
    one = coding_of(words, country="WSM", edition=2016, pillar="recommendations")
    two = narrative_of(
        "SAMOA: Tier 2\n\nA paragraph of its own stands before it here.\n\n" + words,
        country="WSM",
        edition=2016,
    )
    moved = move_coding(one, two).coding
    finding = moved.get("recommendations")
    assert finding is not None
    parts = [part for item in finding.value for part in item["parts"]]
    assert [p["text"] for p in parts] == ["opening shelters", "hiring nurses"]
    for part in parts:
        assert two.text[part["start"] : part["end"]] == part["text"]
        assert part["start"] != one.narrative.text.index(part["text"])
