"""Drafts: begun from a unit, filled in by forms alone, private until published, commented by two, taken along."""

from __future__ import annotations

import pytest

from tests.library.factories import coding
from tierbook.errors import WrongUse
from tierbook.library.accounts.drafting import (
    form_text,
    let_read,
    make,
    new_draft,
    own_of,
    replace_form,
)
from tierbook.library.accounts.models import Draft, DraftNote

FINDING = {
    "do": "findings",
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


def test_a_draft_is_begun_on_a_unit_and_is_a_file_that_the_program_reads(people, as_, tmp_path):
    rosa = as_("rosa")
    assert (
        'value="MRT" selected'
        in rosa.get("/account/drafts/new/?country=MRT&edition=2018").content.decode()
    )
    made = rosa.post("/account/drafts/new/", {"country": "Mauritania", "edition": "2018"})
    draft = Draft.objects.get()
    assert made.headers["Location"] == f"/account/drafts/{draft.number}/"
    assert (draft.name, draft.country) == ("MRT 2018", "MRT")
    rosa.post(made.headers["Location"], FINDING)
    file = tmp_path / "own.yaml"
    file.write_bytes(rosa.get(f"{made.headers['Location']}form.yaml").content)
    from tierbook.standards import load_own

    own = load_own(file)
    assert (own.country, own.edition, own.problems) == ("MRT", 2018, ())
    assert [(f.variable, f.value, f.level) for f in own.findings] == [
        ("protection.residency", "yes", "practice")
    ]


@pytest.mark.parametrize(
    ("country", "edition"), [("Atlantis", "2018"), ("MRT", "20x8"), ("MRT", "1990"), ("", "2018")]
)
def test_a_draft_on_no_unit_is_refused_with_the_remedy(people, as_, country, edition):
    answer = as_("rosa").post("/account/drafts/new/", {"country": country, "edition": edition})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_findings_and_judgements_change_the_assessment_that_is_shown(own_page, as_):
    rosa = as_("rosa")
    assert rosa.post(own_page, FINDING).status_code == 302
    assert rosa.post(own_page, JUDGEMENT).status_code == 302
    text = rosa.get(own_page).content.decode()
    assert "Four women were given leave to stay." in text
    assert "<b>not_enough</b>" in text
    made = make(Draft.objects.get())
    row = next(c for c in made.assessment.criteria if c.id == "protection.alternatives_to_removal")
    assert row.judgement == "effort"


def test_what_the_file_cannot_hold_is_refused_and_says_why(own_page, as_):
    rosa = as_("rosa")
    for wrong, said in (
        ({"value": "perhaps"}, "is no code of the vocabulary"),
        ({"value": "[a: b: c"}, "cannot be read"),
        ({"value": "yes\nother: x"}, "more than one value"),
        ({"variable": "tier.stated"}, "cannot be an own finding"),
        ({"quote": ""}, "quote"),
        ({"source-title": ""}, "source"),
        ({"source-date": "yesterday"}, "2026-03"),
        ({"quote": "x" * 5001}, "5001 characters"),
    ):
        answer = rosa.post(own_page, {**FINDING, **wrong})
        assert answer.status_code == 400, wrong
        assert said in answer.content.decode(), wrong
    assert not Draft.objects.get().content.get("findings")


def test_figures_and_countries_are_values_too(draft, own_page, as_):
    rosa = as_("rosa")
    for variable, value in (
        ("profile.origins", "[SEN, MLI]"),
        ("figures.convictions", "[{what: convictions, n: 5, unit: persons, period: current}]"),
    ):
        answer = rosa.post(
            own_page, {**FINDING, "q-level": "", "variable": variable, "value": value}
        )
        assert answer.status_code == 302, answer.content.decode()[:3000]
    draft.refresh_from_db()
    first, second = own_of(draft).findings
    assert first.value == ["SEN", "MLI"]
    assert second.value[0]["n"] == 5


def test_entries_are_taken_out_by_their_place(draft, own_page, as_):
    rosa = as_("rosa")
    rosa.post(own_page, FINDING)
    rosa.post(own_page, {**FINDING, "variable": "protection.shelter"})
    rosa.post(own_page, {"do": "remove", "list": "findings", "n": "0"})
    draft.refresh_from_db()
    assert [f["variable"] for f in draft.content["findings"]] == ["protection.shelter"]
    assert rosa.post(own_page, {"do": "remove", "list": "findings", "n": "7"}).status_code == 400


def test_the_whole_file_can_be_edited_and_wrong_entries_are_named(draft, own_page, as_):
    rosa = as_("rosa")
    rosa.post(own_page, FINDING)
    draft.refresh_from_db()
    text = form_text(draft).replace("Register of permits", "Register of 2025")
    assert rosa.post(own_page, {"do": "form", "form": text}).status_code == 302
    assert "Register of 2025" in rosa.get(own_page).content.decode()
    wrong = text.replace("'yes'", "perhaps")
    answer = rosa.post(own_page, {"do": "form", "form": wrong})
    assert answer.status_code == 400
    assert "1 of its entries do not hold" in answer.content.decode()
    for bad in ("no yaml: [", "format: other", text.replace("MRT", "SEN"), "x" * 400_001):
        assert rosa.post(own_page, {"do": "form", "form": bad}).status_code == 400


def test_a_file_that_multiplies_itself_is_refused(draft):
    lines = ["about: &a [1,1,1,1,1,1,1,1,1,1]"]
    before = "a"
    for name in "bcdefg":
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]")
        before = name
    head = "format: tierbook-own/1\ncountry: MRT\nedition: 2018\n"
    with pytest.raises(WrongUse):
        replace_form(draft, head + "\n".join(lines))


def test_a_draft_is_seen_by_its_author_and_two_more(draft, own_page, people, as_, client):
    assert client.get(own_page).status_code == 302
    for name in ("kofi", "ayse", "ines", "ada"):
        assert as_(name).get(own_page).status_code == 404, name
        assert as_(name).get(f"{own_page}report.md").status_code == 404, name
    rosa = as_("rosa")
    for name in ("kofi", "ayse"):
        assert rosa.post(own_page, {"do": "reader", "username": name}).status_code == 302
    assert rosa.post(own_page, {"do": "reader", "username": "ines"}).status_code == 400
    assert rosa.post(own_page, {"do": "reader", "username": "rosa"}).status_code == 400
    kofi = as_("kofi")
    assert "Our report" in kofi.get("/account/drafts/").content.decode()
    assert kofi.post(own_page, {"do": "note", "text": "Look at page 3."}).status_code == 302
    for wanted in (FINDING, {"do": "delete"}, {"do": "form", "form": ""}, {"do": "publish"}):
        assert kofi.post(own_page, wanted).status_code == 400
    text = rosa.get(own_page).content.decode()
    assert "Look at page 3." in text
    assert "<b>Kofi</b>" in text
    rosa.post(own_page, {"do": "no-reader", "username": "kofi"})
    assert as_("kofi").get(own_page).status_code == 404
    assert DraftNote.objects.count() == 1


def test_publishing_is_asked_for_and_done_by_an_editor_and_can_be_taken_back(
    draft, own_page, as_, client
):
    rosa, ines = as_("rosa"), as_("ines")
    rosa.post(own_page, FINDING)
    rosa.post(own_page, {"do": "author", "institution": "National Rapporteur"})
    public = f"/drafts/{draft.number}/"
    rosa.post(own_page, {"do": "publish"})
    assert client.get(public).status_code == 404
    assert "Our report" in ines.get("/account/drafts/").content.decode()
    ines.post(own_page, {"do": "publish"})
    text = client.get(public).content.decode()
    assert "Four women were given leave to stay" in text
    assert "Not the Department’s" in text
    assert client.get(f"/drafts/{draft.number}.md").status_code == 200
    assert client.get(f"/drafts/{draft.number}.exe").status_code == 404
    refused = rosa.post(own_page, {"do": "author", "institution": "Somebody else"})
    assert refused.status_code == 400
    assert "take it back first" in refused.content.decode()
    rosa.post(own_page, {"do": "unpublish"})
    assert client.get(public).status_code == 404
    assert ines.get(own_page).status_code == 404


def test_the_report_is_taken_along_in_four_forms(own_page, as_):
    rosa = as_("rosa")
    rosa.post(own_page, FINDING)
    for form, begins in (("md", b"#"), ("html", b"<!"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = rosa.get(f"{own_page}report.{form}")
        assert answer.status_code == 200, form
        assert answer.content.lstrip().lower().startswith(begins.lower()), form
        assert f"mrt-2018.{form}" in answer.headers["Content-Disposition"]
    assert rosa.get(f"{own_page}report.exe").status_code == 404


def test_a_copy_is_saved_under_another_name(draft, own_page, as_):
    rosa = as_("rosa")
    rosa.post(own_page, FINDING)
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
    made = make(draft)
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
