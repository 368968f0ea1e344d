"""An advocacy pack: two pages with position and clock, asks that persist, figures with gaps, silent criteria."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

import pypdfium2
import pytest

import tierbook
from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tests.release.packs.making import EARLY, LATE
from tierbook.dossier import HeldText, build_ledger, build_series, flags_in_words, hold_texts
from tierbook.editions import History, Tier, load_placements
from tierbook.release import (
    Draft,
    Points,
    Table,
    compose_advocacy_pack,
    sentences_of,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
)
from tierbook.release.drafts.clock_part import clock_sentences
from tierbook.standards import clock_timeline, load_statutes, watch_list_clock


def _with_assessment(unit: str, text: str) -> HeldText:
    country, _, edition = unit.partition(":")
    coding = tierbook.code(text, country=country, edition=int(edition))
    return HeldText.of(coding, tierbook.assess(coding).to_dict())


@cache
def _ghana() -> tuple[HeldText, ...]:
    return hold("GHA:2014", EARLY), _with_assessment("GHA:2018", LATE)


@cache
def _made() -> tuple[HeldText, ...]:
    """Ten editions of a made country, one of them not held."""
    return tuple(make_country("GHA", first=2009, editions=10, seed=1).hold(without=(2013,)))


def _history() -> History:
    return History.of_tiers("GHA", {2014: "2", 2015: "2", 2016: "2WL", 2017: "2WL", 2018: "2WL"})


def _part(draft: Draft, heading: str) -> str:
    text = write_markdown(draft)
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def test_it_opens_with_the_position_and_the_clock() -> None:
    words = _part(compose_advocacy_pack(_ghana(), history=_history()), "Position")
    assert "the edition of 2018: Tier 2 Watch List" in words
    assert "the third in a row on the Watch List" in words
    assert "Tier 2 Watch List in 2016 to 2018" in words


def test_a_stay_that_the_clock_does_not_allow_is_told_as_such_with_all_that_it_flags() -> None:
    used = {2009: "2WL", 2010: "2WL", 2011: "2WL", 2012: "2WL", 2013: "3"}
    tiers = {2014: "2WL", 2015: "2WL", 2016: "2WL", 2017: "2WL", 2018: "2WL"}
    again = {**tiers, 2019: "3", 2020: "2WL", 2021: "2WL"}
    for placed in (used | tiers, again):
        history = History.of_tiers("GHA", cast("dict[int, Tier]", placed))
        position = watch_list_clock(history, max(placed), "GHA")
        assert not position.permitted
        words = _part(compose_advocacy_pack(_ghana(), history=history), "Position")
        assert "the last that the law allows" not in words
        assert "which the law does not allow" in words
        assert f"{position.last_permitted_edition} was the last edition" in words
        assert all(told in words for told in flags_in_words(position))


@pytest.mark.parametrize("code", ["DZA", "SEN", "THA"])
def test_the_clock_of_a_page_is_that_of_the_clock(code: str) -> None:
    history = load_placements()
    for position in clock_timeline(history, code):
        told = clock_sentences(history, code, position.edition)
        assert len(told) == position.on_list
        for one in told:
            assert ("which the law does not allow" in one.text) is not position.permitted
            assert all(words in one.text for words in flags_in_words(position))


def test_asks_that_persist_are_quoted_with_their_years_the_longest_first() -> None:
    ledger = build_ledger(hold_texts(_made()))
    persisting = [e for e in ledger.entries if e.stands and e.in_editions[0] > 1]
    assert persisting
    words = _part(compose_advocacy_pack(_made()), "What has been asked for longest")
    for entry in persisting:
        assert entry.in_words()[1:] in words
    assert words.index(persisting[0].in_words()[1:]) <= words.index(persisting[-1].in_words()[1:])
    gone = [e for e in ledger.entries if not e.stands]
    assert gone
    assert not [e for e in gone if f"“{e.text}”" in words]


def test_each_ask_is_in_the_words_of_the_newest_list() -> None:
    draft = compose_advocacy_pack(_made())
    newest = max(_made(), key=lambda text: text.edition or 0)
    points = next(p for p in draft.parts if "longest" in p.heading).blocks[-1]
    assert isinstance(points, Points)
    for first, *_ in points.points:
        assert all(run.text in newest.text for run in first.runs if run.quoted)


def test_a_demand_in_new_words_stands_beside_its_first_words() -> None:
    ledger = build_ledger(hold_texts(_made()))
    words = _part(compose_advocacy_pack(_made()), "What has been asked for longest")
    persisting = [e for e in ledger.entries if e.stands and e.in_editions[0] > 1]
    reworded = [e for e in persisting if e.items[e.first][0].text.lower() != e.text.lower()]
    assert reworded
    for entry in reworded:
        assert f"“{entry.items[entry.first][0].text}" in words


def test_what_was_acted_upon_is_said_only_with_the_words_of_a_later_edition() -> None:
    ledger = build_ledger(hold_texts(_made()))
    acted = {e.newest.id for e in ledger.entries if e.stands and e.in_editions[0] > 1 and e.acted}
    words = _part(compose_advocacy_pack(_made()), "What has been asked for longest")
    assert words.count(" tells of it as ") <= len(acted)
    for said in sentences_of(compose_advocacy_pack(_made())):
        if " tells of it as " in said.text:
            assert any(run.quoted for run in said.runs)


def test_where_one_list_is_held_it_says_that_years_are_not_known() -> None:
    words = _part(compose_advocacy_pack([_ghana()[1]]), "What has been asked for longest")
    assert "so how long each has been asked is not known" in words
    assert "“Train the police to identify victims”" in words
    assert "Asked in" not in words


def test_an_ask_that_no_longer_stands_is_not_asked() -> None:
    words = _part(compose_advocacy_pack(_ghana()), "What has been asked for longest")
    assert "fund the office that coordinates" not in words


def test_figures_stand_by_edition_and_gaps_have_their_names() -> None:
    draft = compose_advocacy_pack(_ghana())
    table = next(b for p in draft.parts for b in p.blocks if isinstance(b, Table))
    assert table.heads[0] == "Figure"
    assert "2014" in table.heads
    assert "2018" in table.heads
    gap = next(i for i, head in enumerate(table.heads) if "2015" in head)
    assert {row[gap].text for row in table.rows} == {"not held"}
    prosecuted = next(row for row in table.rows if row[0].text.startswith("Prosecutions"))
    by_head = dict(zip(table.heads, prosecuted, strict=True))
    assert (by_head["2014"].text, by_head["2018"].text) == ("6", "9")
    assert by_head["2018"].grounds[0].note.startswith("“The government prosecuted nine suspects")


def test_earlier_editions_stand_in_tables_below_as_far_as_there_is_room_and_the_rest_is_named() -> (
    None
):
    made = make_country("GHA", first=2001, editions=25, seed=1).hold()
    draft = compose_advocacy_pack(made)
    tables = [b for p in draft.parts for b in p.blocks if isinstance(b, Table)]
    shown = [int(head) for table in tables for head in table.heads[1:]]
    told = [p.edition for s in build_series(hold_texts(made)) if s.main for p in s.points]
    assert len(tables) > 1
    assert sorted(shown) == [year for year in sorted(set(told)) if year >= min(shown)]
    left = [year for year in told if year < min(shown)]
    said = f"Editions before {min(shown)} are left out." in _part(draft, "Figures")
    assert said is bool(left)
    assert len(pypdfium2.PdfDocument(write_pdf(draft))) <= 2


def test_figures_of_another_kind_of_text_are_named_as_left_out() -> None:
    texts = [*_ghana(), hold("GHA:2016", LATE, "summary")]
    words = _part(compose_advocacy_pack(texts), "Figures")
    assert "Figures told by summaries stand in series of their own and are left out." in words


def test_every_number_of_the_table_is_a_point_of_a_series_with_its_words() -> None:
    series = {s.label: s for s in build_series(hold_texts(_made())) if s.main}
    draft = compose_advocacy_pack(_made())
    table = next(b for p in draft.parts for b in p.blocks if isinstance(b, Table))
    for row in table.rows:
        for head, cell in zip(table.heads[1:], row[1:], strict=True):
            if cell.text[0].isdigit():
                point = series[row[0].text].at(int(head))
                assert point is not None
                assert cell.text.startswith(point.words)
                assert cell.grounds


_SILENT = "Criteria on which nothing is read"


def test_criteria_on_which_nothing_is_read_are_named_and_silence_is_no_failure() -> None:
    text = _ghana()[1]
    assert text.assessment is not None
    bearings = load_statutes().bearings
    asked = [
        c
        for c in text.assessment["criteria"]
        if c["id"] in bearings and bearings[c["id"]].variables
    ]
    silent = [
        c
        for c in asked
        if not any(text.all_of(variable) for variable in bearings[c["id"]].variables)
    ]
    words = _part(compose_advocacy_pack(_ghana()), _SILENT)
    assert silent
    assert f"On {len(silent)} of the {len(asked)} criteria in force" in words
    assert "Silence is not a failure, and it is not a no." in words
    assert all(c["label"].lower() in words.lower() for c in silent)
    told = [c for c in text.assessment["criteria"] if c["judgement"] != "silent"]
    assert told
    assert not [c for c in told if f" {c['label'].lower()}," in words.lower()]


def test_a_criterion_that_the_codebook_does_not_ask_about_is_no_silence_of_the_text() -> None:
    text = _ghana()[1]
    assert text.assessment is not None
    ours = [
        c for c in text.assessment["criteria"] if "the silence is tierbook's" in c["reasons"][0]
    ]
    words = _part(compose_advocacy_pack(_ghana()), _SILENT)
    assert ours
    assert not [c for c in ours if c["label"].lower() in words.lower()]


def test_a_criterion_with_a_sign_from_the_side_or_a_figure_not_reported_is_not_called_silent() -> (
    None
):
    said = (
        "The government did not report any convictions of officials complicit in trafficking. "
        "Courts gave traffickers lenient sentences."
    )
    lead = "The government increased law enforcement efforts."
    text = _with_assessment("GHA:2018", LATE.replace(lead, f"{lead} {said}"))
    assert text.assessment is not None
    signs = [
        c
        for c in text.assessment["criteria"]
        if c["judgement"] == "silent" and len(c["reasons"]) > 1
    ]
    words = _part(compose_advocacy_pack([text]), _SILENT)
    assert signs
    assert not [c for c in signs if c["label"].lower() in words.lower()]


def test_criteria_that_nobody_has_checked_against_the_statute_are_said_to_be_so() -> None:
    words = _part(compose_advocacy_pack(_ghana()), _SILENT)
    text = _ghana()[1]
    assert text.assessment is not None
    named = [c for c in text.assessment["criteria"] if c["label"].lower() in words.lower()]
    assert any(c["confidence"] == "memory" for c in named)
    assert "not yet checked against the statute" in words


def test_a_summarys_silence_names_no_criterion() -> None:
    summary = [hold("GHA:2018", LATE, "summary")]
    words = _part(compose_advocacy_pack(summary), _SILENT)
    assert "the silence of other texts says nothing of the Report" in words
    assert "(b)(1)" not in words


def test_samples_alone_are_called_so_first_and_have_no_position() -> None:
    draft = compose_advocacy_pack([hold("GHA:2018", LATE, "sample")])
    assert write_markdown(draft).startswith("**Sample, not a quotation**")
    assert "Watch List" not in _part(draft, "Position")


def test_every_sentence_rests_on_something() -> None:
    for said in sentences_of(compose_advocacy_pack(_made())):
        assert said.grounds, said.text


def test_it_prints_on_two_pages_at_most() -> None:
    for texts in (_ghana(), _made()):
        pdf = write_pdf(compose_advocacy_pack(texts, author="Coalition for Children"))
        assert 1 <= len(pypdfium2.PdfDocument(pdf)) <= 2


def test_what_is_left_out_to_keep_to_two_pages_is_counted() -> None:
    items = "; ".join(f"open shelter number {n} in {'the far ' * 12}north" for n in range(60))
    text = LATE.replace(
        "Train the police to identify victims; and open a shelter for men.", f"{items}."
    )
    draft = compose_advocacy_pack([hold("GHA:2018", text)])
    assert "of the recommendations" in draft.standing[0]
    assert len(pypdfium2.PdfDocument(write_pdf(draft))) <= 2


def test_the_same_texts_in_another_order_give_the_same_bytes() -> None:
    one, other = compose_advocacy_pack(_made()), compose_advocacy_pack(_made()[::-1])
    for write in (write_docx, write_pdf, write_html, write_markdown):
        assert write(one) == write(other)


@pytest.mark.shared
def test_on_real_narratives_it_keeps_to_two_pages(shared: Path) -> None:
    for code in ("SEN", "THA", "VEN", "PHL", "ABW"):
        coding = tierbook.code(
            shared / "data/narratives/2018" / f"{code}.txt", country=code, edition=2018
        )
        text = HeldText.of(coding, tierbook.assess(coding).to_dict())
        assert len(pypdfium2.PdfDocument(write_pdf(compose_advocacy_pack([text])))) <= 2, code
