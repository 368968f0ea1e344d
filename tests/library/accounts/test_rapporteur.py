"""The desk of whoever writes a report of her own: scenarios, versions, comments, files; what nobody else may see."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.library.accounts.drafts.changing import new_draft, put_entry
from tierbook.library.accounts.drafts.content import (
    difference,
    keyed,
    moved,
    overlaid,
    put,
    with_ids,
)
from tierbook.library.accounts.drafts.making import content_of, form_text, measure
from tierbook.library.accounts.models import Draft, DraftNote, DraftPiece, DraftVersion

SECRET = "Nobody but Rosa has read this sentence."
FINDING = {
    "variable": "protection.shelter",
    "value": "no",
    "quote": SECRET,
    "source-title": "Visits to seven centers",
    "source-date": "2018-02",
}
SHELTER = {
    "id": "shelter",
    "variable": "protection.shelter",
    "value": "no",
    "quote": SECRET,
    "source": {"title": "Visits to seven centers"},
}


@pytest.fixture
def draft(people):
    return new_draft(people["rosa"], "Our report", "MRT", "2018")


@pytest.fixture
def own_page(draft):
    return f"/account/drafts/{draft.number}/"


@pytest.fixture
def held(settings, tmp_path):
    """A library that holds the sample on Mauritania."""
    from tierbook.corpus import Corpus, Input
    from tierbook.pages import sample_pages

    pages = [Input(name, data=data) for name, data in sample_pages() if "mauritania" in name]
    Corpus(tmp_path / "corpus").ingest(pages)
    settings.TIERBOOK_HOME = str(tmp_path)
    page = tmp_path / "mauritania-2018.txt"
    page.write_bytes(next(data for name, data in sample_pages() if "mauritania" in name))
    return page


# What a scenario makes otherwise, as values

entries = st.builds(
    lambda name, value, quote: (
        {"id": name, "value": value, "quote": quote} if name else {"value": value}
    ),
    st.sampled_from(["", "a", "b", "c", "d"]),
    st.sampled_from(["yes", "no"]),
    st.text(max_size=3),
)
contents = st.fixed_dictionaries(
    {},
    optional={
        "findings": st.lists(entries, min_size=1, max_size=6),
        "author": st.just({"institution": "Rapporteur"}),
        "withdraw": st.lists(
            st.builds(lambda n: {"finding": n}, st.text("xy", min_size=1)), min_size=1
        ),
    },
)


@given(contents, contents)
def test_a_difference_laid_over_its_base_gives_the_scenario_back(base, other):
    assert overlaid(base, difference(base, other)) == other


@given(contents)
def test_a_scenario_that_makes_nothing_otherwise_is_the_base(base):
    assert difference(base, base) == {}
    assert overlaid(base, {}) == base


@given(contents, st.sampled_from("abcd"), st.sampled_from([-1, 1]))
def test_what_is_moved_is_neither_lost_nor_doubled(content, key, step):
    among = list(keyed(content, "findings"))
    after = moved(content, "findings", key, step, among)
    told = [json.dumps(e, sort_keys=True) for e in content.get("findings", [])]
    assert sorted(json.dumps(e, sort_keys=True) for e in after.get("findings", [])) == sorted(told)


@given(contents)
def test_every_finding_gets_an_id_of_its_own(content):
    named = with_ids(content).get("findings", [])
    assert all(e["id"] for e in named)
    given_ids = [e["id"] for e in content.get("findings", []) if e.get("id")]
    made = [
        e["id"]
        for e, was in zip(named, content.get("findings", []), strict=True)
        if not was.get("id")
    ]
    assert len(set(made)) == len(made)
    assert not set(made) & set(given_ids)


def test_a_scenario_follows_its_base_in_what_it_does_not_touch():
    base = {"findings": [{"id": "a", "value": "no"}, {"id": "b", "value": "no"}]}
    made = difference(base, put(base, "findings", "a", {"id": "a", "value": "yes"}))
    later = {"findings": [{"id": "a", "value": "no"}, {"id": "b", "value": "mixed"}, {"id": "c"}]}
    assert overlaid(later, made)["findings"] == [
        {"id": "a", "value": "yes"},
        {"id": "b", "value": "mixed"},
        {"id": "c"},
    ]


# Scenarios


def test_a_scenario_is_saved_by_name_changed_compared_copied_renamed_and_deleted(
    draft, own_page, held, as_
):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "scenario", "name": "If the law passes"})
    scenario = Draft.objects.get(base=draft)
    page = f"/account/drafts/{scenario.number}/"
    assert rosa.post(f"{page}findings/shelter/", {**FINDING, "value": "yes"}).status_code == 302
    rosa.post(f"{page}findings/", {**FINDING, "variable": "protection.residency", "value": "yes"})
    draft.refresh_from_db()
    assert [f["value"] for f in draft.content["findings"]] == ["no"]
    text = rosa.get(f"{page}beside/").content.decode()
    assert "<b>changed</b>: finding protection.shelter (shelter)" in text
    assert "<b>added</b>: finding protection.residency (residency)" in text
    assert "Alternatives to removal" in text[text.index('id="differ"') : text.index('id="entries"')]
    # withdrawn there, and taken in again
    rosa.post(page, {"do": "remove", "list": "findings", "key": "shelter"})
    assert "Withdrawn in this scenario" in rosa.get(page).content.decode()
    rosa.post(page, {"do": "as-base", "list": "findings", "key": "shelter"})
    scenario = Draft.objects.get(pk=scenario.pk)
    assert {f["id"]: f["value"] for f in content_of(scenario)["findings"]}["shelter"] == "no"
    rosa.post(page, {"do": "copy", "name": "If it fails"})
    rosa.post(page, {"do": "name", "name": "If the shelter law passes"})
    assert set(draft.scenarios.values_list("name", flat=True)) == {
        "If it fails",
        "If the shelter law passes",
    }
    other = draft.scenarios.get(name="If it fails")
    assert "If it fails" in rosa.get(f"{page}beside/?with={other.number}").content.decode()
    assert rosa.post(page, {"do": "publish"}).status_code == 400
    assert rosa.post(page, {"do": "delete"}).headers["Location"] == own_page
    assert draft.scenarios.count() == 1
    assert rosa.post(own_page, {"do": "scenario", "name": " "}).status_code == 400


def the_program(*words: object) -> Any:
    """Run a verb of the program here; returns what it printed."""
    from typer.testing import CliRunner

    from tierbook.cli.app import make_app

    done = CliRunner().invoke(make_app(str(words[0])), [str(word) for word in words])
    assert done.exit_code in {0, 1}, done.output
    return done.stdout


def test_the_file_of_a_draft_and_of_a_scenario_says_the_same_to_the_program(
    draft, own_page, held, as_, tmp_path
):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "scenario", "name": "If"})
    scenario = Draft.objects.get(base=draft)
    page = f"/account/drafts/{scenario.number}/"
    rosa.post(f"{page}findings/shelter/", {**FINDING, "value": "yes"})
    rosa.post(
        f"{page}criteria/protection.alternatives_to_removal/",
        {"do": "withdraw", "variable": "protection.victims_deported", "reason": "all foreigners"},
    )
    for number in (draft.number, scenario.number):
        file = tmp_path / f"{number}.yaml"
        file.write_bytes(rosa.get(f"/account/drafts/{number}/form.yaml").content)
        told = the_program("assess", held, "--with", file, "--format", "json")
        made = measure(Draft.objects.select_related("base").get(pk=number)).assessment
        shown = json.loads(told)
        here = json.loads(json.dumps(made.to_dict()))
        assert here.pop("computed") is None  # a draft never shows a computed tier
        del shown[0]["computed"]
        assert shown[0] == here
        assert shown[0]["changes"]


def test_the_report_is_the_one_that_the_program_builds(draft, own_page, held, as_, tmp_path):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", {**FINDING, "source-file": "visits.pdf"})
    rosa.post(own_page, {"do": "author", "institution": "National Rapporteur"})
    answer = rosa.get(f"{own_page}form.yaml")
    file = tmp_path / "mrt-2018.yaml"
    assert file.name in answer.headers["Content-Disposition"]
    file.write_bytes(answer.content)
    for form in ("md", "html", "docx", "pdf"):
        out = tmp_path / f"report.{form}"
        the_program("draft", "build", file, "--from", held, "--out", out)
        assert rosa.get(f"{own_page}report.{form}").content == out.read_bytes(), form


def test_an_empty_form_of_the_program_is_taken_and_leaves_nothing(draft, own_page, held, as_):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tierbook.release import compose_form

    sent = SimpleUploadedFile("own.yaml", compose_form("MRT", 2018).encode())
    answer = as_("rosa").post(own_page, {"do": "upload", "file": sent})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    draft.refresh_from_db()
    assert not draft.content.get("findings")
    assert as_("rosa").post(own_page, {"do": "upload"}).status_code == 400
    bad = SimpleUploadedFile("own.yaml", b"\xff\xfe")
    assert "UTF-8" in as_("rosa").post(own_page, {"do": "upload", "file": bad}).content.decode()


def test_a_round_trip_through_a_file_changes_nothing(draft, own_page, as_):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "author", "institution": "National Rapporteur"})
    draft.refresh_from_db()
    before, text = draft.content, form_text(draft)
    rosa.post(own_page, {"do": "form", "form": text})
    draft.refresh_from_db()
    assert draft.content == before
    assert form_text(draft) == text


# Versions and what others changed meanwhile


def test_each_change_is_a_version_and_any_can_be_restored(draft, own_page, people, as_):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "reader", "username": "kofi", "writes": "yes"})
    kofi = as_("kofi")
    kofi.post(f"{own_page}findings/shelter/", {**FINDING, "value": "yes"})
    text = rosa.get(f"{own_page}history/").content.decode()
    assert text.index("changed a finding") < text.index("added a finding") < text.index("begun")
    assert "Kofi" in text
    assert "changed</b>: finding" in rosa.get(f"{own_page}history/2/").content.decode()
    assert rosa.get(f"{own_page}history/9/").status_code == 404
    rosa.post(own_page, {"do": "restore", "n": "1"})
    draft.refresh_from_db()
    assert (draft.version, draft.content["findings"][0]["value"]) == (3, "no")
    assert rosa.post(own_page, {"do": "restore", "n": "77"}).status_code == 400
    assert DraftVersion.objects.filter(draft=draft).count() == 4


def test_nobody_writes_over_what_another_has_changed(draft, own_page, people, as_):
    put_entry(draft, people["rosa"], "findings", None, dict(SHELTER))
    seen = str(draft.version)
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/shelter/", {**FINDING, "quote": "Theirs.", "version": seen})
    mine = {**FINDING, "quote": "Mine.", "version": seen}
    answer = rosa.post(f"{own_page}findings/shelter/", mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Theirs." in text
    assert ">Mine.</textarea>" in text
    draft.refresh_from_db()
    assert draft.content["findings"][0]["quote"] == "Theirs."
    assert f'name="version" value="{draft.version}"' in text
    # a change of something else is no conflict
    other = {**FINDING, "variable": "protection.residency", "version": seen}
    assert rosa.post(f"{own_page}findings/", other).status_code == 302
    judged = {"do": "judgements", "criterion": "protection.victims", "version": seen}
    there = f"{own_page}criteria/protection.victims/"
    first = rosa.post(there, {**judged, "judgement": "effort", "reason": "One."})
    assert first.status_code == 302
    second = rosa.post(there, {**judged, "judgement": "failure", "reason": "Two."})
    assert second.status_code == 400
    assert "What stands there now" in second.content.decode()
    assert ">Two.</textarea>" in second.content.decode()


def test_a_judgement_needs_its_reason_and_a_choice(draft, own_page, as_):
    there = f"{own_page}criteria/protection.victims/"
    told = {"do": "judgements", "criterion": "protection.victims"}
    for wrong, kept in (
        ({"judgement": "", "reason": "Because."}, "Because."),
        ({"judgement": "effort", "reason": ""}, 'value="effort" selected'),
    ):
        answer = as_("rosa").post(there, {**told, **wrong})
        assert answer.status_code == 400
        assert 'id="j-wrong"' in answer.content.decode()
        assert kept in answer.content.decode()


# What is not finished


def test_a_form_that_is_refused_leaves_the_judgement_beside_it_as_it_stands(draft, own_page, as_):
    rosa = as_("rosa")
    page = f"{own_page}criteria/prosecution.vigorous/"
    told = {"criterion": "prosecution.vigorous", "judgement": "failure", "reason": "Files closed."}
    assert rosa.post(page, {"do": "judgements", **told}).status_code == 302
    for refused in ({"do": "note", "text": ""}, {"do": "withdraw", "reason": "Told twice."}):
        answer = rosa.post(page, refused)
        assert answer.status_code == 400
        shown = answer.content.decode()
        assert '<option value="failure" selected>' in shown
        assert ">Files closed.</textarea>" in shown
        assert "Told twice.</textarea>" not in shown


def test_what_is_not_finished_is_kept_for_her_alone_and_goes_when_it_is_saved(
    draft, own_page, people, as_
):
    rosa = as_("rosa")
    rosa.post(own_page, {"do": "reader", "username": "kofi", "writes": "yes"})
    key = "new:protection.victims:protection.shelter"
    told = {"piece": key, "variable": "protection.shelter", "criterion": "protection.victims"}
    answer = rosa.post(f"{own_page}unfinished/", {**told, "quote": "Half a"})
    form = f"{own_page}findings/?criterion=protection.victims&variable=protection.shelter"
    assert answer.headers["Location"] == form
    assert ">Half a</textarea>" in rosa.get(form).content.decode()
    assert "Half a" not in as_("kofi").get(form).content.decode()
    by_script = rosa.post(
        f"{own_page}unfinished/", {**told, "quote": "Half a s"}, headers={"HX-Request": "true"}
    )
    assert "Kept unfinished" in by_script.content.decode()
    assert DraftPiece.objects.count() == 1
    rosa.post(f"{own_page}findings/", {**FINDING, **told})
    assert not DraftPiece.objects.exists()
    # what a script sends after the form itself is not kept again
    rosa.post(f"{own_page}unfinished/", {**FINDING, **told}, headers={"HX-Request": "true"})
    assert not DraftPiece.objects.exists()


# Comments


def test_comments_are_threads_that_are_new_seen_and_resolved(draft, own_page, people, as_):
    put_entry(draft, people["rosa"], "findings", None, dict(SHELTER))
    rosa, kofi = as_("rosa"), as_("kofi")
    rosa.post(own_page, {"do": "reader", "username": "kofi"})
    there = f"{own_page}criteria/protection.victims/"
    kofi.post(there, {"do": "note", "text": "Which year?", "finding": "shelter"})
    note = DraftNote.objects.get()
    assert (note.finding, note.criterion) == ("shelter", "")
    assert "1 new comment" in rosa.get("/account/drafts/").content.decode()
    assert '<b class="new">new</b>' in rosa.get(there).content.decode()
    assert '<b class="new">new</b>' not in rosa.get(there).content.decode()
    assert "seen by Rosa" in kofi.get(there).content.decode()
    rosa.post(there, {"do": "resolve", "thread": note.pk})
    assert "Resolved by Rosa" in kofi.get(there).content.decode()
    kofi.post(there, {"do": "note", "text": "But which?", "answers": note.pk})
    note.refresh_from_db()
    assert note.resolved is None
    assert DraftNote.objects.filter(parent=note).count() == 1
    empty = kofi.post(there, {"do": "note", "text": " "})
    assert empty.status_code == 400
    assert 'id="n-wrong"' in empty.content.decode()
    for wrong in (
        {"do": "resolve", "thread": "x"},
        {"do": "note", "text": "a", "answers": "99999"},
    ):
        assert kofi.post(there, wrong).status_code == 400
    kofi.post(there, {"do": "note", "text": "On nothing.", "criterion": "a/b", "finding": "none"})
    assert rosa.get(own_page).status_code == 200


# The law and the clock


def test_the_page_of_a_criterion_shows_law_last_words_and_what_the_draft_changes(
    draft, own_page, held, as_
):
    rosa = as_("rosa")
    there = f"{own_page}criteria/protection.alternatives_to_removal/"
    before = rosa.get(there).content.decode()
    document = measure(draft).document
    assert f'href="/documents/{document.id}/#p5s8"' in before
    assert "The draft changes nothing here." in before
    rosa.post(
        f"{own_page}findings/", {**FINDING, "variable": "protection.residency", "value": "yes"}
    )
    after = rosa.get(there).content.decode()
    assert "failure becomes mixed" in after
    assert "counts for the government" in after
    assert rosa.get(f"{own_page}criteria/no.such/").status_code == 404


def test_the_clock_tells_what_each_tier_would_mean_and_foretells_none():
    from tierbook.editions import History
    from tierbook.library.accounts.drafts.clock_ahead import clock_ahead

    history = History.of_tiers("SEN", {2015: "2", 2016: "2WL", 2017: "2WL"})
    ahead = clock_ahead(history, "SEN", 2018)
    by_tier = {row.tier: row for row in ahead.rows}
    assert set(by_tier) == {"1", "2", "2WL", "3"}
    assert by_tier["2WL"].open == "by a waiver alone"
    assert "3 years" in by_tier["2WL"].clock
    assert by_tier["2"].clock == "The clock is not running."
    assert clock_ahead(history, "SEN", 2017).known == "Tier 2 Watch List"
    assert clock_ahead(History(()), "SEN", 2018).note


# What others may see


def test_nothing_of_a_draft_is_seen_outside_before_it_is_published(
    draft, own_page, people, as_, client, caplog
):
    from tierbook.library.accounts.records import export_person

    rosa = as_("rosa")
    with caplog.at_level(logging.DEBUG):
        rosa.post(f"{own_page}findings/", FINDING)
        rosa.post(own_page, {"do": "note", "text": SECRET})
        rosa.post(own_page, {"do": "scenario", "name": SECRET})
        rosa.post(f"{own_page}findings/", {**FINDING, "source-date": "never"})
    assert SECRET not in caplog.text
    scenario = Draft.objects.get(base=draft)
    for address in (
        f"/drafts/{draft.number}/",
        f"/drafts/{draft.number}.md",
        f"/drafts/{scenario.number}/",
    ):
        assert client.get(address).status_code == 404
    for address in ("/search/?q=Nobody+but+Rosa", "/sitemap.xml", "/api/v1/openapi.json", "/"):
        text = client.get(address).content.decode()
        assert draft.number not in text, address
        assert SECRET not in text, address
    for name in ("kofi", "ines", "ada"):
        for page in (own_page, f"/account/drafts/{scenario.number}/"):
            for part in ("", "beside/", "history/", "history/0/", "form.yaml", "findings/shelter/"):
                assert as_(name).get(f"{page}{part}").status_code == 404
            assert as_(name).post(f"{page}unfinished/", {"piece": "new::"}).status_code == 404
    mine = b"".join(export_person(people["rosa"])).decode()
    kinds = {json.loads(line)["kind"] for line in mine.splitlines()}
    assert {"draft", "scenario", "draft version", "note"} <= kinds
    assert SECRET in mine
    assert SECRET not in b"".join(export_person(people["kofi"])).decode()


def test_answers_of_the_desk_are_kept_by_nobody(own_page, as_):
    answer = as_("rosa").get(own_page)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex"' in answer.content.decode()


def test_a_page_of_a_draft_asks_twelve_times_at_most(
    draft, own_page, people, as_, django_assert_max_num_queries
):
    for n in range(5):
        put_entry(draft, people["rosa"], "findings", None, {**SHELTER, "id": f"shelter-{n}"})
    rosa, kofi = as_("rosa"), as_("kofi")
    rosa.post(own_page, {"do": "reader", "username": "kofi", "writes": "yes"})
    rosa.post(own_page, {"do": "scenario", "name": "If"})
    scenario = Draft.objects.get(base=draft)
    for n in range(4):
        kofi.post(own_page, {"do": "note", "text": f"Note {n}"})
        text = {"do": "note", "text": f"Note {n}", "criterion": "protection.victims"}
        kofi.post(f"{own_page}criteria/protection.victims/", text)
    for page in (own_page, f"/account/drafts/{scenario.number}/"):
        for who in (rosa, kofi):
            for part in (
                "",
                "criteria/protection.victims/",
                "findings/shelter-1/",
                "history/",
                "history/0/",
                "report/",
            ):
                with django_assert_max_num_queries(12):
                    assert who.get(f"{page}{part}").status_code == 200
    with django_assert_max_num_queries(12):
        rosa.get(f"/account/drafts/{scenario.number}/beside/")
    with django_assert_max_num_queries(12):
        rosa.get("/account/drafts/")


def test_letters_that_a_database_refuses_are_no_failure(own_page, as_):
    rosa = as_("rosa")
    rosa.raise_request_exception = False
    wrong = {**FINDING, "quote": "a\x00b"}
    assert rosa.post(f"{own_page}findings/", wrong).status_code < 500
    assert rosa.post(own_page, {"do": "note", "text": "a\x00b"}).status_code < 500
    told = {"piece": "new::x\x00", "quote": "a\x00b"}
    assert rosa.post(f"{own_page}unfinished/", told).status_code < 500
    assert rosa.post(own_page, {"do": "form", "form": "a: \x00"}).status_code < 500
    for n in (500, 5000):
        deep = "[" * n + "]" * n
        assert rosa.post(own_page, {"do": "form", "form": f"a: {deep}"}).status_code == 400
        wrong = {**FINDING, "variable": "flows.edges", "value": deep}
        assert rosa.post(f"{own_page}findings/", wrong).status_code == 400


def test_an_editor_sees_the_threads_that_she_began_alone(draft, own_page, people, as_):
    rosa, ines = as_("rosa"), as_("ines")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "note", "text": "Between us."})
    rosa.post(own_page, {"do": "publish"})
    hers = DraftNote.objects.get()
    for told in (
        {"do": "resolve", "thread": hers.pk},
        {"do": "note", "text": "Mine.", "answers": hers.pk},
    ):
        assert ines.post(own_page, told).status_code == 400
    assert ines.post(own_page, {"do": "note", "text": "Which page?"}).status_code == 302
    assert "Between us." not in ines.get(own_page).content.decode()
    assert "Which page?" in ines.get(own_page).content.decode()
    assert "Which page?" in rosa.get(own_page).content.decode()


@pytest.mark.only_on("sqlite")  # rows are dumped in a transaction of their own
def test_what_people_wrote_and_what_was_published_survive_a_back_up(
    draft, own_page, people, as_, client, tmp_path
):
    from tierbook.library.accounts.models import Person
    from tierbook.library.operating.people_rows import dump_rows, load_rows

    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "scenario", "name": "If"})
    rosa.post(own_page, {"do": "note", "text": "A comment."})
    rosa.post(own_page, {"do": "publish"})
    as_("ines").post(own_page, {"do": "publish"})
    address = f"/drafts/{draft.number}.pdf"
    before = client.get(address).content
    counts = dump_rows(tmp_path / "people.jsonl")
    Person.objects.all().delete()
    assert client.get(address).status_code == 404
    assert load_rows(tmp_path / "people.jsonl") == counts
    assert client.get(address).content == before
    assert Draft.objects.filter(base__isnull=False).count() == 1


def test_a_draft_for_a_later_edition_is_judged_alone_and_claims_no_change_of_what_it_does_not_answer(
    people, held, as_
):
    later = new_draft(people["rosa"], "Next", "MRT", "2026")
    page = f"/account/drafts/{later.number}/"
    rosa = as_("rosa")
    rosa.post(f"{page}findings/", {**FINDING, "value": "yes"})
    text = rosa.get(page).content.decode()
    assert "Text of 2018" in text
    assert text.count(">differs<") == 1
    assert "by what your findings answer" in text
    assert "no finding of yours" in text
    assert "The law, to check" in text
    assert "Left open by the law" in text


def test_a_published_draft_beside_a_sample_says_so(draft, own_page, held, as_, client):
    rosa = as_("rosa")
    rosa.post(f"{own_page}findings/", FINDING)
    rosa.post(own_page, {"do": "publish"})
    as_("ines").post(own_page, {"do": "publish"})
    text = client.get(f"/drafts/{draft.number}/").content.decode()
    assert "data-of-sample" in text
    assert "Sample, not a quotation" in text
    assert "Not official, not the Department’s" in text
