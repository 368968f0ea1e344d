"""A query pack: what was asked, what was searched, what each source is, and the words for and against by date."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dossier.making import hold
from tests.release.packs.making import EARLY, LATE, ghana
from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText
from tierbook.errors import WrongUse
from tierbook.release import (
    Query,
    QueryPack,
    compose_query_pack,
    draft_query_pack,
    get_theme,
    load_themes,
    make_theme,
    search_texts,
    sentences_of,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
    write_query_csv,
    write_query_json,
)
from tierbook.release.packs.query.denials import denials_before
from tierbook.release.packs.words import load_pack_words

NOTHING = (
    "no information found among the sources and within the limits listed; "
    "this is not evidence that it does not occur"
)


def _ask(
    theme: str, first: int = 2013, last: int = 2018, *, kinds: tuple[str, ...] = ()
) -> QueryPack:
    query = Query("GHA", get_theme(theme), first, last, kinds)
    return search_texts(query, ghana(), date="2026-03-31")


def _words(pack: QueryPack, side: str) -> list[tuple[int | None, str]]:
    return [(e.passage.edition, e.passage.words) for e in pack.on(side)]


def test_excerpts_stand_for_and_against_the_claim_with_their_editions() -> None:
    pack = _ask("punishment-of-victims")
    assert _words(pack, "for") == [
        (2014, "Police arrested and fined some victims for prostitution.")
    ]
    assert _words(pack, "against") == [
        (
            2018,
            "The government did not penalize victims for acts that traffickers made them commit.",
        )
    ]


def test_every_edition_of_the_period_is_listed_with_what_is_held_of_it() -> None:
    rows = {row.edition: (row.kind, row.source) for row in _ask("shelter").editions}
    assert rows == {
        2013: ("not_held", None), 2014: ("narrative", 3), 2015: ("not_held", None),
        2016: ("summary", 2), 2017: ("not_held", None), 2018: ("narrative", 1),
    }  # fmt: skip


def test_a_kind_that_the_query_leaves_out_is_not_searched_and_says_so() -> None:
    pack = _ask("prosecution-of-traffickers", kinds=("narrative",))
    assert {row.edition: row.kind for row in pack.editions}[2016] == "left_out"
    assert {source.kind for source in pack.sources} == {"narrative"}
    assert "held, of a kind that the query leaves out" in write_markdown(
        draft_query_pack(pack, ghana())
    )


def test_a_sentence_that_leans_back_comes_with_the_one_before() -> None:
    found = [words for _, words in _words(_ask("shelter"), "for")]
    assert (
        "The government opened a shelter for trafficking victims in the capital. This shelter housed 30 children."
        in found
    )


def test_words_alone_put_a_sentence_on_neither_side() -> None:
    pack = _ask("return-and-reintegration")
    found = [e for e in pack.on("none") if "stigma" in e.passage.words]
    assert [e.passage.edition for e in found] == [2018, 2014]
    assert {t.what for e in found for t in e.traces if t.by == "words"} >= {"stigma*"}
    assert not [e for e in (*pack.on("for"), *pack.on("against")) if "stigma" in e.passage.words]


def test_words_that_stand_in_several_editions_are_marked_with_the_others() -> None:
    pack = _ask("return-and-reintegration")
    same = {e.passage.edition: e.same_in for e in pack.excerpts if "stigma" in e.passage.words}
    assert same == {2014: (2018,), 2018: (2014,)}


def test_what_is_recommended_is_no_evidence_for_or_against() -> None:
    pack = _ask("shelter")
    asked = [(edition, words.lower()) for edition, words in _words(pack, "asked")]
    assert (2014, "open a shelter for victims;") in asked
    assert not [
        w for _, w in (*_words(pack, "for"), *_words(pack, "against")) if w.startswith("Open")
    ]


def test_a_denial_and_an_assertion_stand_on_their_sides() -> None:
    pack = _ask("shelter")
    assert (2014, "The government did not operate a shelter for trafficking victims.") in _words(
        pack, "against"
    )
    assert 2018 in {edition for edition, _ in _words(pack, "for")}


def test_where_nothing_is_found_the_pack_says_so_and_that_it_proves_nothing() -> None:
    pack = _ask("child-soldiers")
    assert pack.excerpts == ()
    assert pack.nothing == NOTHING
    for text in (
        write_markdown(draft_query_pack(pack, ghana())),
        write_html(draft_query_pack(pack, ghana())),
    ):
        assert NOTHING in text


def test_editions_that_were_searched_in_vain_are_named_with_the_same_words() -> None:
    pack = _ask("shelter")
    assert pack.without == (2016,)
    text = write_markdown(draft_query_pack(pack, ghana()))
    assert NOTHING in text
    assert text.partition("Searched without result")[2].count("2016") == 1


def test_a_period_of_which_nothing_is_held_gives_a_pack_without_sources() -> None:
    pack = _ask("shelter", 2003, 2005)
    assert pack.sources == ()
    assert [row.kind for row in pack.editions] == ["not_held"] * 3
    assert NOTHING in write_markdown(draft_query_pack(pack, ghana()))


def test_each_query_is_listed_with_its_hits_and_the_texts_that_are_silent() -> None:
    rows = {row.what: row for row in _ask("punishment-of-victims").asked}
    assert (
        rows["protection.victims_penalised"].texts,
        rows["protection.victims_penalised"].hits,
    ) == (2, 2)
    assert rows["protection.victims_penalised"].silent == (2016,)
    assert (rows["penaliz*"].texts, rows["penaliz*"].hits) == (1, 1)
    assert rows["victims in detention"].hits == 0


def test_a_variable_that_an_edition_does_not_ask_is_called_so_and_not_silent() -> None:
    theme = make_theme(variables=["effort.protection"])
    old = [hold("GHA:2003", EARLY)]
    pack = search_texts(Query("GHA", theme, 2003, 2003), old)
    assert [row.not_asked for row in pack.asked] == [(2003,)]
    assert [row.silent for row in pack.asked] == [()]


def test_every_excerpt_is_whole_sentences_of_its_source() -> None:
    texts = {text.document: text for text in ghana()}
    for name in load_themes():
        for excerpt in _ask(name).excerpts:
            passage, text = excerpt.passage, texts[excerpt.passage.document]
            starts = {s["start"] for s in text.sentences}
            ends = {s["end"] for s in text.sentences}
            assert passage.start in starts
            assert passage.end in ends
            assert passage.words == " ".join(text.text[passage.start : passage.end].split())


def test_the_words_of_a_pack_are_quotations_or_about_the_search() -> None:
    pack, draft = compose_query_pack(Query("GHA", get_theme("shelter"), 2014, 2018), ghana())
    quoted = [run.text for said in sentences_of(draft) for run in said.runs if run.quoted]
    assert sorted(quoted) == sorted(e.passage.words for e in pack.excerpts)
    for said in sentences_of(draft):
        ours = [run.text for run in said.runs if not run.quoted]
        assert len(ours) == 1
        assert ours[0].startswith(" Found by ")


def test_sources_say_who_wrote_and_who_published_and_which_kind() -> None:
    pack = _ask("shelter")
    kinds = {source.edition: source.kind for source in pack.sources}
    assert kinds == {2018: "narrative", 2016: "summary", 2014: "narrative"}
    assert pack.sources[0].author == "U.S. Department of State"
    assert pack.sources[0].edition_published == "2018-06-28"
    assert "It leaves things out" in pack.sources[1].about


def test_samples_are_no_source_where_anything_else_is_held() -> None:
    sample = hold("GHA:2017", LATE, "sample")
    pack = search_texts(Query("GHA", get_theme("shelter"), 2014, 2018), [*ghana(), sample])
    assert not pack.sample
    assert {row.edition: row.kind for row in pack.editions}[2017] == "not_held"


def test_a_pack_of_samples_alone_says_so_first_in_every_format() -> None:
    sample = [hold("GHA:2018", LATE, "sample")]
    pack, draft = compose_query_pack(Query("GHA", get_theme("shelter"), 2018, 2018), sample)
    assert write_markdown(draft).startswith("**Sample, not a quotation**")
    assert "Sample, not a quotation" in write_html(draft)
    assert json.loads(write_query_json(pack))["sample"] is True
    assert write_query_csv(pack).splitlines()[1].startswith("true,GHA,shelter")


def test_the_same_texts_in_another_order_give_the_same_bytes() -> None:
    query = Query("GHA", get_theme("shelter"), 2013, 2018)
    one, draft = compose_query_pack(query, ghana(), date="2026-03-31")
    other, again = compose_query_pack(query, ghana()[::-1], date="2026-03-31")
    assert write_query_json(one) == write_query_json(other)
    for write in (write_docx, write_pdf, write_html, write_markdown):
        assert write(draft) == write(again)


def test_every_theme_asks_variables_and_codes_that_there_are_and_gives_reasons() -> None:
    book = load_codebook()
    for theme in load_themes().values():
        assert theme.question.endswith("?"), theme.id
        assert theme.claim[0].islower() or theme.claim.startswith("LGBTI"), theme.id
        for asked in theme.variables:
            variable = book.variables[asked.id]
            codes = book.vocabularies.get(variable.vocabulary or "", {})
            assert not set(asked.only) - set(codes), (theme.id, asked.id)
            assert asked.side in ("straight", "turned", "none")
            assert len(asked.why) > 4, (theme.id, asked.id)
        assert all(words.why for words in theme.words)
        assert len({v.id for v in theme.variables}) == len(theme.variables)


def test_own_variables_and_words_can_be_asked_alone_or_beside_a_theme() -> None:
    own = make_theme(variables=["protection.shelter*"], words=["porter*"])
    assert {v.id for v in own.variables} >= {"protection.shelter", "protection.shelter_men"}
    pack = search_texts(Query("GHA", own, 2014, 2018), ghana())
    assert [e.passage.edition for e in pack.on("none") if "porters" in e.passage.words] == [
        2018,
        2014,
    ]
    more = make_theme(words=["porter*"], theme=get_theme("shelter"))
    assert [w.find.given for w in more.words][-1] == "porter*"
    assert more.id == "shelter"


@pytest.mark.parametrize(
    ("words", "sentence", "held"),
    [
        ("debt*", "They work off their debts.", True),
        ("debt", "They work off their debts.", False),
        ("safe house*", "A Safe\nhouse was opened.", True),
        ("alternatives to * removal", "It gave alternatives to their removal.", True),
        ("alternatives to * removal", "It gave alternatives to removal.", False),
        ("re-traffick*", "She was re‑trafficked.", True),
        ("children's home", "They lived in a children’s home.", True),
        ("men", "Women were freed.", False),
    ],
)
def test_words_are_found_as_they_stand(words: str, sentence: str, held: bool) -> None:
    theme = make_theme(words=[words])
    assert theme.words[0].find.stand_in(sentence) is held


def test_what_cannot_be_asked_is_refused_with_a_remedy() -> None:
    for call in (
        lambda: get_theme("weather"),
        lambda: make_theme(),
        lambda: make_theme(variables=["protection.weather"]),
        lambda: make_theme(words=["*"]),
        lambda: _ask("shelter", 2018, 2014),
        lambda: search_texts(Query("TGO", get_theme("shelter"), 2014, 2018), ghana()),
    ):
        with pytest.raises(WrongUse) as caught:
            call()
        assert caught.value.remedy


def test_words_that_may_turn_a_sentence_are_named_after_it_where_it_stands_on_one_side() -> None:
    text = LATE.replace(
        "The government opened a shelter for trafficking victims in the capital.",
        "The government opened a shelter for trafficking victims, although its funds were limited.",
    )
    query = Query("GHA", get_theme("shelter"), 2018, 2018)
    pack, draft = compose_query_pack(query, [hold("GHA:2018", text)])
    turned = {e.turns for e in pack.on("for") if "funds" in e.passage.words}
    assert turned == {("although", "limited")}
    assert "It also says “although” and “limited”." in write_markdown(draft)
    assert not [e for e in (*pack.on("none"), *pack.on("asked")) if e.turns]


def test_none_that_is_reported_is_never_a_zero() -> None:
    text = LATE.replace(
        "The government prosecuted nine suspects and convicted four traffickers.",
        "The government did not report any convictions of complicit officials.",
    )
    query = Query("GHA", get_theme("complicity"), 2018, 2018)
    pack, draft = compose_query_pack(query, [hold("GHA:2018", text)])
    says = [t.says for e in pack.excerpts for t in e.traces if t.what.startswith("figures.")]
    assert says
    assert all(said.endswith("none reported") for said in says)
    assert ": 0" not in write_markdown(draft)


def test_figures_are_said_with_their_unit_and_period() -> None:
    text = LATE.replace(
        "The government prosecuted nine suspects and convicted four traffickers.",
        "The government prosecuted nine suspects, compared with six the previous year. "
        "A court sentenced one trafficker to four years in prison.",
    )
    query = Query("GHA", get_theme("prosecution-of-traffickers"), 2018, 2018)
    _, draft = compose_query_pack(query, [hold("GHA:2018", text)])
    found = write_markdown(draft)
    assert "prosecutions: 9" in found
    assert "prison term: four years" in found


def test_a_weak_yes_stands_on_both_sides_and_a_missing_report_on_neither() -> None:
    shelter = next(v for v in get_theme("shelter").variables if v.id == "protection.shelter")
    assert shelter.side_of("yes", None, None) == "for"
    assert shelter.side_of("yes", "weak", None) == "both"
    assert shelter.side_of("mixed", None, "no") == "against"
    assert shelter.side_of("mixed", None, "mixed") == "both"
    assert shelter.side_of("not_reported", None, None) == "none"
    assert replace(shelter, side="turned").side_of("yes", None, None) == "against"
    deported = replace(shelter, side="turned", one_sided=True)
    assert (deported.side_of("yes", None, None), deported.side_of("no", None, None)) == (
        "against",
        "none",
    )
    forms = next(v for v in get_theme("child-soldiers").variables if v.id == "profile.forms")
    assert forms.side_of(["child_soldiers", "forced_labor"], None, "forced_labor") is None
    assert forms.side_of(["child_soldiers", "forced_labor"], None, "child_soldiers") == "for"


@pytest.mark.shared
def test_on_real_narratives_every_excerpt_is_found_again_in_its_text(shared: Path) -> None:
    import tierbook

    for code in ("SEN", "VEN", "THA"):
        page = shared / "data" / "narratives" / "2018" / f"{code}.txt"
        coding = tierbook.code(page, country=code, edition=2018)
        text = HeldText.of(coding)
        for theme in load_themes().values():
            pack = search_texts(Query(code, theme, 2018, 2018), [text])
            for excerpt in pack.excerpts:
                assert excerpt.passage.words in " ".join(text.text.split())
                assert excerpt.traces


def _found(sentence: str, misread: str = "") -> tuple[QueryPack, str]:
    """Return the pack, and the document, of an edition that says one thing on shelters.

    Args:
        sentence: what it says.
        misread: words of it that the coder is made to take for a yes; nothing where it reads them itself.
    """
    text = LATE.replace(
        "The government opened a shelter for trafficking victims in the capital. This shelter housed 30 children.",
        sentence,
    ).replace(" The government opened a shelter.", "")
    held = hold("GHA:2018", text)
    if misread:
        record = deepcopy(dict(held.record))
        start = held.text.index(misread)
        for finding in record["findings"]:
            if finding["variable"].startswith("protection.shelter"):
                finding["value"] = "yes"
                for evidence in finding["evidence"]:
                    evidence["mark"] = [start, start + len(misread)]
        held = HeldText(record)
    query = Query("GHA", get_theme("shelter"), 2018, 2018)
    pack, draft = compose_query_pack(query, [held])
    return pack, write_markdown(draft)


@pytest.mark.parametrize(
    ("sentence", "misread", "denial"),
    [
        (
            "The government has not named a coordinator, trained officers, provided shelter to adults, or paid fees.",
            "provided shelter to adults",
            "not",
        ),
        (
            "The government failed for years to carry out its plan and provide shelter for victims.",
            "provide shelter for victims",
            "failed",
        ),
        (
            "No plan of the ministry led it to open a shelter for trafficking victims.",
            "open a shelter for trafficking victims",
            "no",
        ),
    ],
)
def test_a_denial_before_what_the_coder_took_for_a_yes_keeps_it_off_both_sides_and_is_named(
    sentence: str, misread: str, denial: str
) -> None:
    pack, printed = _found(sentence, misread)
    (excerpt,) = (e for e in pack.excerpts if e.passage.words == sentence)
    assert excerpt.side == "none"
    says = {t.what: t.says for t in excerpt.traces if t.by == "variable"}
    assert says["protection.shelter"].endswith(f", after “{denial}”")
    assert f"(protection.shelter): {says['protection.shelter']}" in printed


def test_a_denial_whose_reach_has_ended_is_named_and_the_sentence_keeps_its_side() -> None:
    sentence = "The government did not open an office in the north, but it opened a shelter for trafficking victims."
    pack, printed = _found(sentence)
    (excerpt,) = (e for e in pack.on("for") if e.passage.words == sentence)
    assert excerpt.turns == ("but", "not")
    assert "It also says “but” and “not”." in printed


@pytest.mark.parametrize(
    ("sentence", "found", "denied"),
    [
        ("It has not hired judges, opened shelters, or paid for care.", "opened shelters", ("not",)),
        ("None of these cases led to convictions.", "convictions", ("none",)),
        ("It did not hire judges; it opened shelters.", "opened shelters", ()),
        ("It did not hire judges, but opened shelters.", "opened shelters", ()),
        ("Although it hired no judges, it opened shelters.", "opened shelters", ()),
        ("It did not screen people, resulting in the arrest of victims.", "arrest of victims", ()),
        ("It did not screen people, which left victims in jail.", "victims in jail", ()),
        ("It fined victims without a hearing and opened shelters.", "opened shelters", ()),
        ("It not only hired judges and opened shelters.", "opened shelters", ()),
        ("Law No. 9 opened shelters.", "opened shelters", ()),
        ("Police did not open shelters.", "did not open shelters", ("not",)),
    ],
)  # fmt: skip
def test_a_denial_reaches_over_a_list_and_ends_where_another_clause_begins(
    sentence: str, found: str, denied: tuple[str, ...]
) -> None:
    start = sentence.index(found)
    place = (start, start + len(found))
    assert denials_before(sentence, place, "protection.shelter") == denied


def test_what_a_denial_asserts_is_not_denied_by_it() -> None:
    sentence = "Officials did not know the difference between smuggling and trafficking."
    place = (10, len(sentence))
    assert denials_before(sentence, place, "prosecution.confusion") == ()
    book = load_codebook().variables
    rows = load_pack_words("query/denials")["asserted"]
    assert all(row["variable"] in book for row in rows)
