"""From Document to Narrative: text, spans, pillars."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.narrative import weigh_words
from tierbook.errors import NarrativeUnparsable, TierbookError
from tierbook.narrative import Narrative, parse_document
from tierbook.pages import ReadOptions, read_bytes, sample_pages


def parse(text: str, name: str = "x.txt", **options: object) -> Narrative:
    result = read_bytes(text.encode(), name=name, options=ReadOptions(**options))  # type: ignore[arg-type]
    assert not result.problems, [str(problem) for problem in result.problems]
    return parse_document(result.documents[0])


def check(narrative: Narrative) -> None:
    """Assert what holds of every narrative."""
    text, source = narrative.text, narrative.document.source
    at = 0
    for n, paragraph in enumerate(narrative.paragraphs, 1):
        assert paragraph.n == n
        assert at <= paragraph.start < paragraph.end <= len(text)
        words = text[paragraph.start : paragraph.end]
        assert words == words.strip()
        assert "\n" not in words
        assert 0 < paragraph.certainty <= 1
        assert (paragraph.certainty == 1) == (paragraph.basis in ("heading", "formula"))
        at = paragraph.end
        inside = [s for s in narrative.sentences if s.paragraph == n]
        assert [s.n for s in inside] == list(range(1, len(inside) + 1))
        low = paragraph.start
        for sentence in inside:
            assert low <= sentence.start < sentence.end <= paragraph.end
            assert not text[low : sentence.start].strip()
            low = sentence.end
        assert low == paragraph.end
    assert [s.start for s in narrative.sentences] == sorted(s.start for s in narrative.sentences)
    for heading in narrative.headings:
        assert text[heading.start : heading.end] == heading.text
    repaired = {
        i
        for repair in narrative.document.repairs
        for i in range(repair.at, repair.at + max(len(repair.was), len(repair.now)))
    }
    for target, start, length in narrative.offsets.segments:
        for i in range(length):
            here, there = text[target + i], source[start + i]
            assert here == there or start + i in repaired or (here == " " and there.isspace())


def pillars(narrative: Narrative) -> list[str]:
    return [paragraph.pillar for paragraph in narrative.paragraphs]


@pytest.mark.parametrize("name", [name for name, _ in sample_pages()])
def test_samples_are_whole(name: str) -> None:
    data = dict(sample_pages())[name]
    (document,) = read_bytes(data, name=name).documents
    narrative = parse_document(document)
    check(narrative)
    assert document.text_kind == "sample"
    assert document.publisher == "tierbook sample"
    assert document.address is None
    assert document.cite_as is not None
    assert document.cite_as.startswith("Sample text, tierbook ")
    expected = {
        "japan-2003.txt": ["profile", "standards", "prevention", "prosecution", "protection"],
        "aruba-2022.txt": ["profile", "standards"],
    }
    if name in expected:
        assert pillars(narrative) == expected[name]
    else:
        order = [
            "standards",
            "recommendations",
            "prosecution",
            "protection",
            "prevention",
            "profile",
        ]
        assert list(dict.fromkeys(pillars(narrative))) == order


def test_tier_line_is_paragraph_zero_and_headings_are_no_paragraphs() -> None:
    narrative = parse(
        "KENYA: TIER 2\n\nThe government does not fully meet the minimum standards. It tries.\n\n"
        "RECOMMENDATIONS FOR KENYA\n\nTrain police; fund shelters; and report.\n\nPROSECUTION\n\nCourts convicted two.",
        edition=2018,
    )
    check(narrative)
    assert narrative.tier_line == (0, 13)
    assert [(s.paragraph, s.n) for s in narrative.sentences] == [
        (0, 1), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1),
    ]  # fmt: skip
    assert pillars(narrative) == ["standards", "recommendations", "prosecution"]
    assert [p.basis for p in narrative.paragraphs] == ["formula", "heading", "heading"]
    assert narrative.paragraph(3).heading == "PROSECUTION"


def test_a_run_in_heading_gives_its_own_paragraph_a_pillar() -> None:
    narrative = parse(
        "KENYA (Tier 2)\n\nKenya is a source country for women trafficked abroad.\n\n"
        "The government does not fully comply with the minimum standards.\n\n"
        "Recommendations for Kenya: Train police; fund shelters.",
        edition=2012,
    )
    assert pillars(narrative) == ["profile", "standards", "recommendations"]
    assert narrative.paragraph(3).heading == "Recommendations for Kenya:"


def test_without_headings_the_editions_order_is_the_prior() -> None:
    body = (
        "Kenya (Tier 2)\n\nKenya is a country of origin for women trafficked for sexual exploitation.\n\n"
        "The Kenyan Government does not fully comply with the minimum standards.\n\n"
        "The ministry ran campaigns to warn the public.\n\n"
        "Courts convicted two traffickers, and prosecutors charged nine.\n\n"
        "Shelters gave victims care, and no victim was deported."
    )
    narrative = parse(body, edition=2003)
    assert pillars(narrative) == ["profile", "standards", "prevention", "prosecution", "protection"]
    assert {p.basis for p in narrative.paragraphs} == {"content", "formula"}
    check(narrative)


STANDARDS_2019 = (
    "KENYA: TIER 2\n\nThe Government of Kenya does not fully meet the minimum standards but is making significant "
    "efforts to do so. It did more than before; therefore Kenya remained on Tier 2.\n\n"
)
SECTIONS_2019 = (
    "\n\nPROSECUTION\n\nCourts convicted two.\n\nPROTECTION\n\nShelters took in nine.\n\n"
    "PREVENTION\n\nThe ministry warned the public."
)


def test_points_after_the_standards_are_recommendations_where_their_heading_is_lost() -> None:
    points = "• Fund shelters for men. • Train staff to find victims; act on the plan."
    apart = points.replace(". • ", ".\n\n• ")
    narrative = parse(f"{STANDARDS_2019}{apart}{SECTIONS_2019}", edition=2019)
    check(narrative)
    assert pillars(narrative)[:3] == ["standards", "recommendations", "recommendations"]
    second = [s for s in narrative.sentences if s.paragraph == 3]
    assert [narrative.words(s.start, s.end) for s in second] == [
        "Train staff to find victims;",
        "act on the plan.",
    ]


def test_every_point_under_its_heading_is_a_recommendation() -> None:
    text = f"{STANDARDS_2019}PRIORITIZED RECOMMENDATIONS:\n\n* Warn the public.\n* Care for boys.{SECTIONS_2019}"
    narrative = parse(text, edition=2019)
    assert pillars(narrative)[1:3] == ["recommendations", "recommendations"]
    assert {p.basis for p in narrative.paragraphs[1:]} == {"heading"}


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_a_heading_that_was_kept_holds_no_longer_than_its_own_paragraph(gap: str) -> None:
    """Where a page has lost the headings of prosecution, protection and prevention, but not all."""
    narrative = parse(
        "KENYA (Tier 2)\n\nKenya is a source country for women sold abroad.\n\n"
        "The Government of Kenya does not fully comply with the minimum standards; however, it makes efforts.\n\n"
        f"Recommendations for Kenya: Train police; fund shelters; and report.{gap}"
        f"Police opened nine investigations, prosecutors charged four traffickers, and courts convicted two.{gap}"
        f"The government referred nine victims to a shelter, where they were given care and counseling.{gap}"
        "The ministry ran a campaign to raise awareness of trafficking, and its action plan went on.",
        edition=2012,
    )
    check(narrative)
    assert pillars(narrative) == [
        "profile", "standards", "recommendations", "prosecution", "protection", "prevention",
    ]  # fmt: skip
    assert narrative.paragraphs[2].basis == "heading"
    assert {p.basis for p in narrative.paragraphs[3:]} == {"content"}
    assert {p.heading for p in narrative.paragraphs[3:]} == {None}


def test_headings_hold_for_all_paragraphs_where_none_is_lost() -> None:
    narrative = parse(
        f"{STANDARDS_2019}RECOMMENDATIONS FOR KENYA\n\nTrain police.\n\n\nFund shelters.{SECTIONS_2019}",
        edition=2018,
    )
    assert pillars(narrative)[1:3] == ["recommendations", "recommendations"]
    assert [p.basis for p in narrative.paragraphs[1:3]] == ["heading", "heading"]


def test_paragraphs_in_no_order_are_told_by_their_words() -> None:
    prosecution = "Police opened nine investigations, prosecutors charged four, courts convicted two traffickers."
    protection = "The government referred nine victims to shelters, which gave them counseling and medical care."
    prevention = "The ministry ran awareness campaigns, and the committee began to carry out its national action plan."
    given = {"prosecution": prosecution, "protection": protection, "prevention": prevention}
    for order in permutations(given):
        body = "\n\n".join(given[pillar] for pillar in order)
        narrative = parse(f"{STANDARDS_2019}{body}", edition=2019)
        assert pillars(narrative) == ["standards", *order]


def test_a_summary_is_cut_at_its_semicolons() -> None:
    record = {
        "country": "Kenya",
        "fields": {
            "current situation": "traffickers exploit women; men are forced to fish; boys beg (2022)",
            "tier rating": "Tier 2 Watch List – Kenya does not meet the standards; it tries (2022)",
        },
    }
    result = read_bytes(json.dumps(record).encode(), name="x.jsonl")
    narrative = parse_document(result.documents[0])
    check(narrative)
    assert narrative.tier_line is None
    assert pillars(narrative) == ["profile", "standards"]
    assert len(narrative.sentences) == 5


def test_a_document_without_a_paragraph_is_refused() -> None:
    page = (
        b"KENYA: TIER 2\n\nThe government does not fully meet the minimum standards on trafficking."
    )
    (document,) = read_bytes(page, name="x.txt").documents
    with pytest.raises(NarrativeUnparsable):
        parse_document(replace(document, blocks=document.blocks[:1]))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mutated_pages_are_parsed_or_refused_by_name(data: st.DataObject) -> None:
    name, page = data.draw(st.sampled_from(sample_pages()))
    cut = data.draw(st.integers(0, len(page)))
    noise = data.draw(
        st.sampled_from([b"", b"\n\n", b"; ", b"\x96", "ﬁ ".encode(), b"12KENYA", b"PROSECUTION"])
    )
    end = data.draw(st.integers(cut, len(page)))
    for document in read_bytes(page[:cut] + noise + page[end:], name=name).documents:
        with suppress(TierbookError):
            check(parse_document(document))


@pytest.mark.shared
def test_the_seed_has_five_paragraphs_in_the_order_of_2003(shared: Path) -> None:
    path = shared / "data/narratives/refworld-2003-japan.txt"
    narrative = parse_document(read_bytes(path.read_bytes(), name=str(path)).documents[0])
    check(narrative)
    assert narrative.tier_line == (0, 14)
    assert pillars(narrative) == ["profile", "standards", "prevention", "prosecution", "protection"]
    assert all(p.certainty >= 0.8 for p in narrative.paragraphs)


@pytest.mark.shared
def test_every_narrative_of_2018_is_parsed(shared: Path) -> None:
    for path in sorted((shared / "data/narratives/2018").glob("*.txt")):
        narrative = parse_document(read_bytes(path.read_bytes(), name=str(path)).documents[0])
        check(narrative)
        found = list(dict.fromkeys(pillars(narrative)))
        assert found[0] == "standards", path.stem
        assert found[-1] == "profile", path.stem
        if path.stem != "YEM":
            order = [
                "standards",
                "recommendations",
                "prosecution",
                "protection",
                "prevention",
                "profile",
            ]
            assert found == order, path.stem


@pytest.mark.shared
@pytest.mark.parametrize(
    "snapshot",
    ["factbook-trafficking", "factbook-trafficking-2007-2025", "factbook-json-2014-2026"],
)
def test_every_factbook_record_is_parsed(shared: Path, snapshot: str) -> None:
    path = shared / "data" / f"{snapshot}.jsonl"
    for document in read_bytes(path.read_bytes(), name=str(path)).documents:
        narrative = parse_document(document)
        check(narrative)
        assert set(pillars(narrative)) <= {"profile", "standards"}


@pytest.mark.shared
def test_pillars_by_words_are_right_on_countries_that_were_kept_apart(shared: Path) -> None:
    parts = weigh_words.load_sections(shared / "data/narratives/2018-sections.jsonl")
    testing = {c: s for c, s in parts.items() if weigh_words.is_testing(c)}
    ways: tuple[tuple[int, weigh_words.Way, float], ...] = (
        (0, "words", 0.98),
        (4, "words", 0.94),
        (4, "shuffled", 0.94),
        (2, "shuffled", 0.9),
        (4, "order", 0.97),
        (2, "order", 0.97),
    )
    for size, way, least in ways:
        right, total, _ = weigh_words.accuracy(testing, size, way)
        assert right / total >= least, (size, way, right, total)
