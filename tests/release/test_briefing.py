"""A briefing: one page, plain sentences, each with its place, nothing that the text does not say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import tierbook
from tests.release.making import NARRATIVE, narrative_coding, sample_coding
from tierbook.editions import History
from tierbook.errors import NotInForce
from tierbook.release import Draft, compose_briefing, sentences_of, write_html, write_markdown
from tierbook.release.drafts.fitting import lines_of
from tierbook.release.drafts.wording import load_words

SAMPLES = ("japan-2003", "aruba-2022", "mauritania-2018", "thailand-2018")


def _headings(draft: Draft) -> list[str]:
    return [part.heading for part in draft.parts]


def _text(draft: Draft) -> str:
    return "\n".join(s.text for s in sentences_of(draft))


def _part(draft: Draft, heading: str) -> str:
    parts = tuple(p for p in draft.parts if p.heading == heading)
    return _text(replace(draft, parts=parts))


def test_it_has_the_parts_in_the_classic_order() -> None:
    headings = _headings(compose_briefing(narrative_coding()))
    assert headings[:6] == [
        "Placement", "Prosecution", "Protection", "Prevention", "Who is trafficked, from where to where",
        "Still to be done",
    ]  # fmt: skip


def test_it_says_the_stated_tier_and_quotes_the_formula_sentence() -> None:
    words = _part(compose_briefing(narrative_coding()), "Placement")
    assert "The Report places Senegal on the Tier 2 Watch List." in words
    assert "“Senegal's government does not fully meet the minimum standards" in words
    assert "for the second consecutive year.”" in words


def test_figures_are_given_in_the_texts_own_sentences_each_once() -> None:
    words = _part(compose_briefing(narrative_coding()), "Prosecution")
    assert (
        "“The government investigated 20 cases, compared with 16 in the previous reporting period.”"
        in words
    )
    assert words.count("investigated 20 cases") == 1


def test_figures_of_many_sentences_stand_in_one_of_ours_with_what_they_are_compared_with() -> None:
    text = NARRATIVE.replace(
        "It prosecuted ten suspects and convicted five traffickers.",
        "It prosecuted 12 suspects. It convicted nine traffickers.",
    )
    words = _part(compose_briefing(tierbook.code(text, country="SEN", edition=2018)), "Prosecution")
    said = "20 cases were investigated (16 the year before), 12 persons were prosecuted, and nine"
    assert f"{said} persons were convicted." in words


def test_a_sentence_is_quoted_once_in_a_briefing() -> None:
    for coding in (narrative_coding(), *(sample_coding(name) for name in SAMPLES)):
        quoted = [
            r.text for s in sentences_of(compose_briefing(coding)) for r in s.runs if r.quoted
        ]
        assert len(quoted) == len(set(quoted))
        assert not [a for a in quoted for b in quoted if a != b and a in b and len(a.split()) > 4]


def test_what_falls_short_is_quoted_from_the_opening_assessment() -> None:
    words = _part(compose_briefing(narrative_coding()), "Protection")
    assert (
        "“Officials identified fewer victims and seldom charged teachers who made children beg.”"
        in words
    )


def test_it_says_who_is_trafficked_from_where_to_where() -> None:
    words = _part(compose_briefing(narrative_coding()), "Who is trafficked, from where to where")
    assert "Senegal is a country of origin, transit and destination for victims" in words
    assert "Victims found in Senegal come from Mali and Guinea." in words
    assert "People from Senegal are exploited in Kuwait." in words


def test_recommendations_are_quoted_whole() -> None:
    words = _part(compose_briefing(narrative_coding()), "Still to be done")
    assert words.splitlines() == [
        "“Prosecute and convict traffickers with adequate prison terms”",
        "“establish a national hotline”",
        "“adopt a national action plan”",
        "“train labor inspectors.”",
    ]


def test_what_fails_by_the_text_is_named_by_what_the_text_says_and_not_by_a_label() -> None:
    words = _part(compose_briefing(narrative_coding()), "What the law asks")
    assert "under (b)(2), victims were punished for what was done to them" in words
    assert "Victims are not punished" not in words


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_has_its_place(name: str) -> None:
    sentences = list(sentences_of(compose_briefing(sample_coding(name))))
    assert len(sentences) >= 8
    assert all(s.grounds and all(g.short for g in s.grounds) for s in sentences)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_quotation_is_whole_sentences_of_the_text(name: str) -> None:
    coding = sample_coding(name)
    narrative = coding.narrative
    ends = {s.end for s in narrative.sentences}
    starts = {s.start for s in narrative.sentences}
    quoted = [r.text for s in sentences_of(compose_briefing(coding)) for r in s.runs if r.quoted]
    assert quoted
    for words in quoted:
        start = narrative.text.index(words)
        assert start in starts or narrative.text[start - 4 : start] == "and "
        after = narrative.text[start + len(words) :]
        assert start + len(words) in ends or re.match(r";(?: and)?\s", after + " "), words


def test_no_sentence_is_a_dump_of_codes() -> None:
    for name in SAMPLES:
        words = _text(compose_briefing(sample_coding(name)))
        assert not re.search(r"\b[a-z]+\.[a-z_]+\b|_", words), name


def test_what_is_so_in_practice_goes_before_what_the_law_allows() -> None:
    words = _part(compose_briefing(sample_coding("japan-2003")), "Protection")
    assert "The law allows victims to stay" not in words
    assert "victims are seldom allowed to stay" in words.lower()


def test_a_clause_that_turns_on_the_one_before_is_quoted_with_it(tmp_path: Path) -> None:
    text = (
        "Tier 2 - Belarus does not fully comply with the minimum standards; however, it is making significant "
        "efforts to meet them; the police opened few cases (2013)"
    )
    record = {"text": text, "text_kind": "summary", "country": "BLR", "edition": 2013}
    page = tmp_path / "summary.jsonl"
    page.write_text(json.dumps(record), encoding="utf-8")
    document = tierbook.read(page)
    draft = compose_briefing(tierbook.code(document))
    quoted = [r.text for s in sentences_of(draft) for r in s.runs if r.quoted]
    assert quoted
    assert not [words for words in quoted if words.startswith("however")]
    assert any("minimum standards; however, it is making" in words for words in quoted)


def test_a_sample_says_so_first_and_is_not_called_the_report() -> None:
    draft = compose_briefing(sample_coding("japan-2003"))
    assert draft.sample
    assert "The sample places Japan on Tier 2." in _text(draft)
    assert write_markdown(draft).startswith("**Sample, not a quotation**")
    assert '<p class="sample"' in write_html(draft)


def test_contradictions_of_the_text_are_shown_with_both_places() -> None:
    odd = NARRATIVE.replace("however, it is making", "and it is not making")
    draft = compose_briefing(tierbook.code(odd, country="SEN", edition=2018))
    assert any(p.heading == "What does not go together" for p in draft.parts)
    part = next(p for p in draft.parts if p.heading == "What does not go together")
    grounds = next(iter(sentences_of(replace(draft, parts=(part,))))).grounds
    assert {g.short for g in grounds} == {"tier line", "[1] s. 1"}


def test_the_watch_list_clock_stands_in_it_where_the_history_is_known() -> None:
    history = History.of_tiers("SEN", {2016: "2", 2017: "2WL", 2018: "2WL"})
    draft = compose_briefing(narrative_coding(), history=history)
    words = _part(draft, "The watch-list clock")
    assert "the edition of 2018 is the second in a row on the Watch List as the law counts" in words
    assert "Senegal may stand there no later than in the edition of 2019." in words
    part = next(p for p in draft.parts if p.heading == "The watch-list clock")
    ground = next(iter(sentences_of(replace(draft, parts=(part,))))).grounds[0]
    assert (ground.kind, ground.short) == ("history", "placements 2017-2018")
    assert "edition of 2017: Tier 2 Watch List" in ground.note


def test_a_country_off_the_list_and_a_sample_have_no_clock() -> None:
    off = History.of_tiers("SEN", {2017: "2", 2018: "2"})
    assert "The watch-list clock" not in _headings(
        compose_briefing(narrative_coding(), history=off)
    )
    listed = History.of_tiers("THA", {2017: "2WL", 2018: "2WL"})
    sample = compose_briefing(sample_coding("thailand-2018"), history=listed)
    assert "The watch-list clock" not in _headings(sample)


def test_a_tier_that_is_not_the_official_one_is_shown_with_both_sides() -> None:
    history = History.of_tiers("SEN", {2017: "2", 2018: "3"})
    draft = compose_briefing(narrative_coding(), history=history)
    part = next(p for p in draft.parts if p.heading == "What does not go together")
    kinds = [{g.kind for g in s.grounds} for s in sentences_of(replace(draft, parts=(part,)))]
    assert {"department", "history"} in kinds


def test_an_older_edition_is_measured_by_the_law_of_its_year() -> None:
    words = _part(compose_briefing(sample_coding("japan-2003")), "What the law asks")
    assert "On three of the 12 standards and criteria in force" in words


def test_a_text_of_no_known_edition_is_refused() -> None:
    with pytest.raises(NotInForce, match="edition"):
        compose_briefing(tierbook.code(NARRATIVE.replace("second consecutive year", "time being")))


def test_a_long_text_is_cut_by_weight_and_says_what_it_leaves_out() -> None:
    pages = load_words("briefing")["page"]
    long = NARRATIVE
    for n in range(12):
        long = long.replace(
            "and train labor inspectors",
            f"train the labor inspectors of district {n} in how to find and refer victims of forced labor on farms, at"
            f" sea and in homes, with the help of those who work there; and train labor inspectors",
        )
    draft = compose_briefing(tierbook.code(long, country="SEN", edition=2018))
    assert draft.standing[0].startswith("Left out to keep to one page: ")
    assert "of the recommendations" in draft.standing[0]
    assert "Prosecution" in _headings(draft)
    assert int(pages["lines"]) > 0


def test_a_short_text_leaves_nothing_out() -> None:
    assert not any("Left out" in words for words in compose_briefing(narrative_coding()).standing)


def test_the_measure_of_a_page_counts_lines_and_not_letters() -> None:
    from tierbook.release.drafts.model import Ground, sentence
    from tierbook.release.drafts.points import WeighedPoint

    ground = Ground("department", "k", "[1] s. 1", "note")
    page = {"lines": "60", "characters": "50", "small": "1", "point": "0", "part": "0", "head": "0"}

    def lines(words: str) -> float:
        point = WeighedPoint("flows", "x", 1, (sentence(words, grounds=[ground]),))
        return lines_of([point], page, [])

    assert lines("x" * 40) == 1
    assert lines("x" * 42) == 2


def test_the_same_coding_gives_the_same_bytes() -> None:
    first = write_html(compose_briefing(narrative_coding()))
    assert first == write_html(
        compose_briefing(tierbook.code(NARRATIVE, country="SEN", edition=2018))
    )


def test_author_and_date_are_the_callers() -> None:
    draft = compose_briefing(narrative_coding(), author="the desk", date="2026-03-31")
    assert (draft.author, draft.date) == ("Put together for: the desk", "31 March 2026")
    assert compose_briefing(narrative_coding()).author == ""


@pytest.mark.shared
def test_real_narratives_make_a_briefing_with_three_points_a_pillar(shared: Path) -> None:
    for code in ("THA", "SEN", "VEN", "SSD"):
        draft = compose_briefing(
            tierbook.code(shared / "data" / "narratives" / "2018" / f"{code}.txt")
        )
        for heading in ("Prosecution", "Protection", "Prevention"):
            assert 2 <= len(_part(draft, heading).splitlines()) <= 5, (code, heading)
