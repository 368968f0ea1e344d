"""Drafts: begun from a unit, filled in by forms alone, private until published, commented by two, taken along."""

from __future__ import annotations

import pytest

from tests.library.factories import coding
from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.changing import new_draft
from tierbook.library.accounts.drafts.commenting import let_read
from tierbook.library.accounts.drafts.fields import value_words
from tierbook.library.accounts.drafts.making import form_text, measure, own_of
from tierbook.library.accounts.drafts.uploading import replace_form
from tierbook.library.accounts.models import Draft, DraftFile, DraftNote

FINDING = {
    "variable": "protection.residency",
    "value": "yes",
    "q-level": "practice",
    "quote": "Four women were given leave to stay.",
    "source-title": "Register of permits",
    "source-date": "2025-03",
}
JUDGEMENT = {
    "do": "judgements",
    "criterion": "prosecution.vigorous",
    "judgement": "not_enough",
    "reason": "The files were not opened to us.",
}


@pytest.fixture
def draft(people):
    return new_draft(people["rosa"], "Our report", "MRT", "2018")


@pytest.fixture
def own_page(draft):
    return f"/account/drafts/{draft.number}/"


@pytest.fixture
def findings(own_page):
    return f"{own_page}findings/"


def test_a_draft_is_begun_on_a_unit_and_is_a_file_that_the_program_reads(people, as_, tmp_path):
    rosa = as_("rosa")
    assert (
        'value="MRT" selected'
        in rosa.get("/account/drafts/new/?country=MRT&edition=2018").content.decode()
    )
    made = rosa.post("/account/drafts/new/", {"country": "Mauritania", "edition": "2018"})
    draft = Draft.objects.get()
    there = made.headers["Location"]
    assert there == f"/account/drafts/{draft.number}/"
    assert (draft.name, draft.country) == ("MRT 2018", "MRT")
    assert rosa.post(f"{there}findings/", FINDING).status_code == 302
    file = tmp_path / "own.yaml"
    file.write_bytes(rosa.get(f"{there}form.yaml").content)
    from tierbook.standards import load_own

    own = load_own(file)
    assert (own.country, own.edition, own.problems) == ("MRT", 2018, ())
    assert [(f.id, f.variable, f.value, f.level) for f in own.findings] == [
        ("residency", "protection.residency", "yes", "practice")
    ]


@pytest.mark.parametrize(
    ("country", "edition"), [("Atlantis", "2018"), ("MRT", "20x8"), ("MRT", "1990"), ("", "2018")]
)
def test_a_draft_on_no_unit_is_refused_with_the_remedy(people, as_, country, edition):
    answer = as_("rosa").post("/account/drafts/new/", {"country": country, "edition": edition})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_findings_and_judgements_change_the_assessment_that_is_shown(own_page, findings, as_):
    rosa = as_("rosa")
    assert rosa.post(findings, FINDING).status_code == 302
    there = f"{own_page}criteria/prosecution.vigorous/"
    assert rosa.post(there, JUDGEMENT).headers["Location"] == f"{there}#judgement"
    text = rosa.get(own_page).content.decode()
    assert "Four women were given leave to stay." in text
    assert "what there is is not enough to judge" in text
    made = measure(Draft.objects.get())
    row = next(c for c in made.assessment.criteria if c.id == "protection.alternatives_to_removal")
    assert row.judgement == "effort"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"value": "perhaps"}, "f-value", "is no code of the vocabulary"),
        ({"quote": ""}, "f-quote", "quote"),
        ({"source-title": ""}, "f-source-title", "title of the source"),
        ({"source-date": "yesterday"}, "f-source-date", "2026-03"),
        ({"source-href": "javascript:alert(1)"}, "f-source-href", "https://"),
        ({"q-level": "somewhere"}, "f-q-level", "hoose one of: law, practice"),
        ({"quote": "x" * 5001}, "f-quote", "5001 characters"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field_and_nothing_typed_is_lost(
    draft, findings, as_, wrong, field, said
):
    answer = as_("rosa").post(findings, {**FINDING, **wrong})
    assert answer.status_code == 400
    text = answer.content.decode()
    begins = text.index(f'id="{field}-wrong"')
    assert said in text[begins : begins + 600]
    assert "Register of permits" in text or "source-title" in wrong
    assert (wrong.get("quote") or FINDING["quote"])[:5000] in text or wrong.get("quote") == ""
    draft.refresh_from_db()
    assert not draft.content.get("findings")


def test_what_only_the_department_says_is_no_own_finding(draft, findings, as_):
    answer = as_("rosa").post(findings, {**FINDING, "variable": "tier.stated", "value": "1"})
    assert answer.status_code == 400
    assert "cannot be an own finding" in answer.content.decode()


def test_figures_countries_and_sets_have_fields_of_their_own(draft, findings, as_):
    rosa = as_("rosa")
    plain = {**FINDING, "q-level": ""}
    for told in (
        {"variable": "profile.origins", "value": "Senegal, MLI"},
        {
            "variable": "figures.convictions",
            "c0-what": "convictions",
            "c0-n": "5",
            "c0-unit": "persons",
            "c0-period": "current",
        },
        {"variable": "profile.sectors", "value-codes": ["agriculture", "fishing"]},
    ):
        answer = rosa.post(findings, {**plain, **told})
        assert answer.status_code == 302, answer.content.decode()[:3000]
    draft.refresh_from_db()
    first, second, third = own_of(draft).findings
    assert first.value == ["SEN", "MLI"]
    assert second.value == [{"what": "convictions", "n": 5, "unit": "persons", "period": "current"}]
    assert third.value == ["agriculture", "fishing"]
    text = rosa.get(f"{findings}convictions/").content.decode()
    assert 'name="c0-n" inputmode="numeric" maxlength="300" autocomplete="off" value="5"' in text


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("profile.origins", ["SEN", "MLI"], "Senegal; Mali"),
        ("flows.edges", [{"from": "SEN", "to": "MRT"}], "Senegal to Mauritania"),
        (
            "cases.records",
            [{"role": "trafficker", "outcome": "convicted"}],
            "trafficker, convicted",
        ),
    ],
)
def test_values_stand_in_words_whatever_their_type(variable, value, words):
    assert value_words(variable, value) == words


def test_entries_are_edited_moved_and_taken_out(draft, own_page, findings, as_):
    rosa = as_("rosa")
    rosa.post(findings, FINDING)
    rosa.post(findings, {**FINDING, "variable": "protection.shelter"})
    rosa.post(f"{findings}residency/", {**FINDING, "value": "mixed", "version": "2"})
    rosa.post(own_page, {"do": "down", "list": "findings", "key": "residency"})
    draft.refresh_from_db()
    assert [(f["id"], f["value"]) for f in draft.content["findings"]] == [
        ("shelter", "yes"),
        ("residency", "mixed"),
    ]
    rosa.post(own_page, {"do": "remove", "list": "findings", "key": "shelter"})
    draft.refresh_from_db()
    assert [f["id"] for f in draft.content["findings"]] == ["residency"]
    assert (
        rosa.post(own_page, {"do": "remove", "list": "findings", "key": "shelter"}).status_code
        == 400
    )
    assert rosa.get(f"{findings}shelter/").status_code == 404


def test_the_whole_file_can_be_edited_and_wrong_entries_are_named_by_line(
    draft, own_page, findings, as_
):
    rosa = as_("rosa")
    rosa.post(findings, FINDING)
    draft.refresh_from_db()
    text = form_text(draft).replace("Register of permits", "Register of 2025")
    assert rosa.post(own_page, {"do": "form", "form": text}).status_code == 302
    assert "Register of 2025" in rosa.get(own_page).content.decode()
    wrong = text.replace("'yes'", "perhaps")
    answer = rosa.post(own_page, {"do": "form", "form": wrong})
    assert answer.status_code == 400
    shown = answer.content.decode()
    line = 1 + wrong[: wrong.index("value:")].count("\n")
    assert f"<b>Line {line}</b>: <code>findings.0.value</code>" in shown
    assert "value: perhaps" in shown
    draft.refresh_from_db()
    assert draft.content["findings"][0]["value"] == "yes"
    assert rosa.post(own_page, {"do": "form", "form": wrong, "anyway": "yes"}).status_code == 302
    assert "Left out" in rosa.get(own_page).content.decode()
    for bad in ("no yaml: [", "format: other", text.replace("MRT", "SEN"), "x" * 400_001):
        assert rosa.post(own_page, {"do": "form", "form": bad}).status_code == 400


def test_a_file_that_multiplies_itself_is_refused(draft, people):
    lines = ["about: &a [1,1,1,1,1,1,1,1,1,1]"]
    before = "a"
    for name in "bcdefg":
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]")
        before = name
    head = "format: tierbook-own/1\ncountry: MRT\nedition: 2018\n"
    with pytest.raises(WrongUse):
        replace_form(draft, people["rosa"], head + "\n".join(lines))


def test_a_draft_is_seen_by_its_author_and_two_more(draft, own_page, people, as_, client):
    assert client.get(own_page).status_code == 302
    for name in ("kofi", "ayse", "ines", "ada"):
        for page in ("", "report.md", "report/", "history/", "criteria/demand.sex_tourism/"):
            assert as_(name).get(f"{own_page}{page}").status_code == 404, (name, page)
    rosa = as_("rosa")
    for name in ("kofi", "ayse"):
        assert rosa.post(own_page, {"do": "reader", "username": name}).status_code == 302
    assert rosa.post(own_page, {"do": "reader", "username": "ines"}).status_code == 400
    assert rosa.post(own_page, {"do": "reader", "username": "rosa"}).status_code == 400
    kofi = as_("kofi")
    assert "Our report" in kofi.get("/account/drafts/").content.decode()
    assert kofi.post(own_page, {"do": "note", "text": "Look at page 3."}).status_code == 302
    for wanted in (JUDGEMENT, {"do": "delete"}, {"do": "form", "form": ""}, {"do": "publish"}):
        assert kofi.post(own_page, wanted).status_code == 400
    assert kofi.post(f"{own_page}findings/", FINDING).status_code == 404
    text = rosa.get(own_page).content.decode()
    assert "Look at page 3." in text
    assert "<b>Kofi</b>" in text
    rosa.post(own_page, {"do": "no-reader", "username": "kofi"})
    assert as_("kofi").get(own_page).status_code == 404
    assert DraftNote.objects.count() == 1


def test_publishing_is_asked_for_and_done_by_an_editor_and_can_be_taken_back(
    draft, own_page, findings, as_, client
):
    rosa, ines = as_("rosa"), as_("ines")
    rosa.post(findings, FINDING)
    rosa.post(own_page, {"do": "author", "institution": "National Rapporteur"})
    rosa.post(own_page, {"do": "note", "text": "Ask the ministry once more."})
    public = f"/drafts/{draft.number}/"
    rosa.post(own_page, {"do": "publish"})
    assert client.get(public).status_code == 404
    assert "Our report" in ines.get("/account/drafts/").content.decode()
    seen = ines.get(own_page).content.decode()
    assert "Ask the ministry" not in seen
    assert ines.get(f"{own_page}history/").status_code == 404
    assert ines.post(own_page, {"do": "publish", "version": "1"}).status_code == 400
    ines.post(own_page, {"do": "publish", "version": "2"})
    text = client.get(public).content.decode()
    assert "Four women were given leave to stay" in text
    assert "not the Department’s" in text
    assert "Ask the ministry" not in text
    assert client.get(f"/drafts/{draft.number}.md").status_code == 200
    assert client.get(f"/drafts/{draft.number}.exe").status_code == 404
    refused = rosa.post(own_page, {"do": "author", "institution": "Somebody else"})
    assert refused.status_code == 400
    assert "take it back first" in refused.content.decode()
    rosa.post(own_page, {"do": "unpublish"})
    assert client.get(public).status_code == 404
    assert ines.get(own_page).status_code == 404
    assert not DraftFile.objects.exists()


def test_a_published_draft_is_given_to_the_byte_as_it_was_published(
    draft, own_page, findings, as_, client, monkeypatch
):
    rosa, ines = as_("rosa"), as_("ines")
    rosa.post(findings, FINDING)
    rosa.post(own_page, {"do": "publish"})
    before = {form: rosa.get(f"{own_page}report.{form}").content for form in ("md", "docx", "pdf")}
    ines.post(own_page, {"do": "publish"})

    def other(*_: object) -> None:
        raise AssertionError("it is made anew")

    monkeypatch.setattr("tierbook.library.accounts.views.drafts.make", other)
    for form, content in before.items():
        assert client.get(f"/drafts/{draft.number}.{form}").content == content, form
    assert client.get(f"/drafts/{draft.number}/").status_code == 200


def test_a_draft_published_before_its_forms_were_kept_is_kept_at_its_first_visit(
    draft, own_page, findings, as_, client, monkeypatch
):
    rosa, ines = as_("rosa"), as_("ines")
    rosa.post(findings, FINDING)
    rosa.post(own_page, {"do": "publish"})
    ines.post(own_page, {"do": "publish"})
    before = {row.form: bytes(row.content) for row in DraftFile.objects.all()}
    DraftFile.objects.all().delete()
    assert client.get(f"/drafts/{draft.number}.md").content == before["md"]
    assert DraftFile.objects.get(form="page").content == before["page"]

    def other(*_: object) -> None:
        raise AssertionError("it is made anew")

    monkeypatch.setattr("tierbook.library.accounts.drafts.publishing.make", other)
    assert client.get(f"/drafts/{draft.number}/").status_code == 200
    for form in ("md", "html", "docx", "pdf"):
        assert client.get(f"/drafts/{draft.number}.{form}").status_code == 200


def test_the_report_is_taken_along_in_four_forms(own_page, findings, as_):
    rosa = as_("rosa")
    rosa.post(findings, FINDING)
    for form, begins in (("md", b"#"), ("html", b"<!"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = rosa.get(f"{own_page}report.{form}")
        assert answer.status_code == 200, form
        assert answer.content.lstrip().lower().startswith(begins.lower()), form
        assert f"mrt-2018.{form}" in answer.headers["Content-Disposition"]
    assert rosa.get(f"{own_page}report.exe").status_code == 404


def test_a_copy_is_saved_under_another_name(draft, own_page, findings, as_):
    rosa = as_("rosa")
    rosa.post(findings, FINDING)
    made = rosa.post(own_page, {"do": "copy", "name": "If permits were given"})
    assert made.headers["Location"] != own_page
    assert (
        Draft.objects.get(name="If permits were given").content
        == Draft.objects.get(name="Our report").content
    )
    rosa.post(own_page, {"do": "delete"})
    assert Draft.objects.get().name == "If permits were given"


def test_the_newest_text_of_the_corpus_stands_beside_it(draft, own_page, as_, settings, tmp_path):
    from tierbook.corpus import Corpus, Input
    from tierbook.pages import sample_pages

    pages = [Input(name, data=data) for name, data in sample_pages() if "mauritania" in name]
    Corpus(tmp_path / "corpus").ingest(pages)
    settings.TIERBOOK_HOME = str(tmp_path)
    made = measure(draft)
    assert made.document is not None
    assert made.document.country == "MRT"
    assert f"/documents/{made.document.id}/" in as_("rosa").get(own_page).content.decode()


def test_readers_cannot_be_more_than_two(draft, people):
    let_read(draft, people["kofi"])
    let_read(draft, people["ayse"])
    let_read(draft, people["ayse"])
    with pytest.raises(WrongUse, match="two people"):
        let_read(draft, people["ada"])


def test_a_country_leads_whoever_is_signed_in_to_a_draft_on_it(load, as_, client):
    load(coding())
    link = "/account/drafts/new/?country=JPN"
    assert link in as_("rosa").get("/JPN/").content.decode()
    assert link not in client.get("/JPN/").content.decode()
