"""A finding's address never changes its content; what came after stands above it."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from tests.library.factories import default_findings, finding
from tests.library.histories import (
    ID,
    NEXT,
    SHA,
    address,
    find,
    first,
    law,
    made,
    reworded,
    silent,
    without,
)
from tierbook.library.record.models import Erratum, Kept


def bytes_at(client, path):
    answer = client.get(f"{path}.json")
    assert answer.status_code == 200, path
    return answer.content


def standing_at(client, path):
    return client.get(f"{path}/standing.json").json()


def test_a_finding_stands_at_its_lasting_address_with_versions_hash_and_paragraph(load, client):
    record = first()
    load(record)
    told = json.loads(bytes_at(client, address(record, "prosecution.law")))
    assert told["finding"] == find(record, "prosecution.law")
    assert told["versions"] == record["versions"]
    assert told["document"]["sha256"] == SHA
    assert told["paragraphs"][0]["text"].startswith("No statute bans trafficking as such.")
    assert told["paragraphs"][0]["in_section"] == 1
    assert told["variable"]["question"]


def test_the_old_address_of_a_finding_leads_to_the_lasting_one(load, client):
    record = first()
    load(record)
    row = find(record, "prosecution.law")
    for ending in ("/", ".json"):
        answer = client.get(f"/findings/{ID}/{row['id']}{ending}")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/documents/{ID}/findings/{row['id']}{ending}"


def test_a_value_that_changed_keeps_its_page_and_the_newer_coding_stands_above(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    new = made(law("yes", "Police opened cases"), versions=NEXT)
    load(new)
    assert bytes_at(client, path) == before
    text = page(f"{path}/")
    assert "Coded anew: this text now has another value here." in text
    assert f'href="{address(new, "prosecution.law")}/"' in text
    assert "from 1 to 2" in text
    assert "No statute bans trafficking as such." in text
    assert text.index("Coded anew") < text.index('id="words"')
    assert standing_at(client, path)["state"] == "replaced"
    assert standing_at(client, path)["newer"] == [f"{address(new, 'prosecution.law')}/"]


def test_evidence_that_moved_is_no_erratum_and_its_page_says_so(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    load(made(law("no", "few went to court"), versions=NEXT))
    assert bytes_at(client, path) == before
    assert "the same value, from other words" in page(f"{path}/")
    assert not Erratum.objects.filter(variable="prosecution.law").exists()


def test_a_value_that_is_no_longer_found_stays_as_a_tombstone(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    load(silent(made(without("prosecution.law"), versions=NEXT), "prosecution.law"))
    assert bytes_at(client, path) == before
    text = page(f"{path}/")
    assert "Withdrawn: the coding of today finds no value here." in text
    assert "not stated" in text
    assert f'href="/documents/{ID}/why/prosecution.law/"' in text
    state = standing_at(client, path)
    assert (state["state"], state["absence"]) == ("withdrawn", "not stated")


def test_a_value_that_returns_stands_again_and_says_when_it_was_away(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    load(made(without("prosecution.law"), versions=NEXT))
    load(made(default_findings(), versions={**NEXT, "cues": "3"}))
    assert bytes_at(client, path) == before
    state = standing_at(client, path)
    assert state["state"] == "stands"
    assert "it was not found" in page(f"{path}/")


def test_only_new_versions_give_no_new_address_keep_nothing_and_tell_no_erratum(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    load(first(versions=NEXT))
    assert bytes_at(client, path) == before
    assert Kept.objects.count() == 0
    assert Erratum.objects.count() == 0
    assert "says the same" in page(f"{path}/")


def test_another_rule_for_the_same_words_is_told_above_and_not_in_the_content(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    for number in (2, 3):
        new = first(versions={**NEXT, "cues": str(number)})
        find(new, "prosecution.law")["cue"] = f"another.rule-{number}"
        load(new)
    assert bytes_at(client, path) == before
    assert "prosecution.law.rule" in page(f"{path}/")
    assert "the rule that found it" in page(f"{path}/")


def test_a_new_codebook_gives_new_ids_and_old_ones_lead_on_without_an_erratum(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    new = first(versions={**NEXT, "codebook": "tip/2"})
    for row in new["findings"]:
        row["id"] = f"{row['id'][:-1]}z"
    load(new)
    assert bytes_at(client, path) == before
    assert Erratum.objects.count() == 0
    state = standing_at(client, path)
    assert state["state"] == "renewed"
    assert state["newer"] == [f"{address(new, 'prosecution.law')}/"]
    gone = copy.deepcopy(new)
    gone["findings"] = [r for r in gone["findings"] if r["variable"] != "prosecution.law"]
    load(gone)
    assert bytes_at(client, path) == before
    assert standing_at(client, path)["state"] == "withdrawn"


def test_a_document_that_left_keeps_every_finding_with_its_paragraph(
    load, client, page, tmp_path: Path
):
    old = first()
    load(old)
    paths = [f"/documents/{ID}/findings/{row['id']}" for row in old["findings"]]
    before = [bytes_at(client, path) for path in paths]
    (tmp_path / "corpus" / "codings" / f"{ID}.json").unlink()
    load()
    assert [bytes_at(client, path) for path in paths] == before
    text = page(f"{paths[0]}/")
    assert "the library no longer holds this document" in text
    load(old)
    assert [bytes_at(client, path) for path in paths] == before
    assert standing_at(client, paths[0])["state"] == "stands"


def test_a_withdrawn_finding_is_cited_as_it_was(load, tmp_path: Path):
    import tierbook
    from tests.library.factories import KENYA
    from tierbook.library.record import finding_at
    from tierbook.release.citations import citation_of

    coded = tierbook.code(KENYA, country="KEN", edition=2018)
    old = coded.to_dict(everything=True)
    name = old["document"]["id"]
    load(old, first(), assessed=False)
    for record in (old, first()):
        (tmp_path / "corpus" / "codings" / f"{record['document']['id']}.json").unlink()
    load(assessed=False)
    for record in (old, first()):
        for row in record["findings"]:
            kept = finding_at(record["document"]["id"], row["id"])
            for words in row["evidence"]:
                place = (words["paragraph"], words["sentence"])
                was, now = (citation_of(r, *place) for r in (record, kept.coding))
                assert now.text("publisher") == was.text("publisher")
                assert now.ris() == was.ris()
                assert now.pinpoint.words == was.pinpoint.words
    assert "under the heading" in str(citation_of(old, 4, 1).pinpoint), name


def test_a_newer_state_of_the_publishers_page_stands_above_the_older(load, client, page):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    before = bytes_at(client, path)
    changed = reworded(
        "A statute of June bans trafficking. Police opened cases, but few went to court.",
        findings=law("yes", "A statute of June bans trafficking"),
        id="tip-2003-jpn-refworld-99999999",
    )
    load(old, changed)
    assert bytes_at(client, path) == before
    assert "held in a newer state" in page(f"{path}/")
    erratum = Erratum.objects.get()
    assert (erratum.variable, erratum.was["value"], erratum.now["value"]) == (
        "prosecution.law",
        "no",
        "yes",
    )
    assert [reason["what"] for reason in erratum.reasons] == ["page"]


def test_an_address_that_was_never_published_says_what_to_do(load, client):
    record = first()
    load(record)
    answer = client.get(f"/documents/{ID}/findings/0000/")
    assert answer.status_code == 404
    assert "was ever published here" in answer.content.decode()


def test_the_answer_leads_programs_to_the_newer_coding(load, client):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    new = made(law("yes", "Police opened cases"), versions=NEXT)
    load(new)
    links = client.get(f"{path}.json").headers["Link"]
    assert f'<{address(new, "prosecution.law")}/>; rel="successor-version"' in links
    assert f'<{path}/standing.json>; rel="version-history"' in links


def test_a_finding_that_says_another_thing_has_another_id():
    from dataclasses import replace

    import tierbook
    from tests.library.factories import KENYA
    from tierbook.coding import finding_id

    coded = tierbook.code(KENYA, country="KEN", edition=2018)
    one = coded.findings[0]
    known = {"coder": coded.coder, "codebook": "tip/1", "document": coded.narrative.document.id}
    assert finding_id(one, **known) == one.id
    for said in (
        {"certainty": "alleged"},
        {"actor": "ngo"},
        {"extent": "some"},
        {"value": "other"},
    ):
        assert finding_id(replace(one, **said), **known) != one.id
    for told in ({"cue": "another"}, {"confidence": 0.5}, {"note": "a note"}):
        assert finding_id(replace(one, **told), **known) == one.id


def test_the_citation_files_of_an_old_finding_are_of_its_own_words(
    load, client, page, tmp_path: Path
):
    old = first()
    load(old)
    row = find(old, "prosecution.law")
    path = address(old, "prosecution.law")
    other = reworded(
        "Police opened cases, but few went to court. No statute bans trafficking as such.",
        findings=law("no", "No statute bans trafficking"),
    )
    other["versions"] = NEXT
    load(other)
    query = f"?p=3&amp;s=1&amp;finding={row['id']}"
    assert f'href="/documents/{ID}/cite/{query}"' in page(f"{path}/")
    asked = f"?p=3&s=1&finding={row['id']}"
    cited = page(f"/documents/{ID}/cite/{asked}")
    assert "No statute bans trafficking as such." in cited
    assert f"{path}/" in cited
    assert "Police opened cases" not in cited.split("</header>")[1]
    ris = client.get(f"/documents/{ID}/cite/citation.ris{asked}").content.decode()
    assert f"{path}/" in ris
    assert client.get(f"/documents/{ID}/exhibit.zip{asked}").status_code == 409
    (tmp_path / "corpus" / "codings" / f"{ID}.json").unlink()
    load()
    assert "No statute bans trafficking as such." in page(f"/documents/{ID}/cite/{asked}")
    assert client.get(f"/documents/{ID}/cite/?p=3&s=1&finding=0000").status_code == 404
    assert client.get(f"/documents/{ID}/cite/?p=3&s=1&finding=../x").status_code == 400


def test_a_program_that_asks_an_old_address_for_a_citation_gets_that_of_its_words(load, client):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    load(made(without("prosecution.law"), versions=NEXT))
    ris = client.get(f"{path}/", headers={"Accept": "application/x-research-info-systems"})
    assert f"{path}/" in ris.content.decode()
    assert "TY  - " in ris.content.decode()


def test_the_newer_coding_at_the_same_level_stands_first(load, page):
    old = made(
        [
            finding("protection.residency", "yes", "may grant a short stay", level="law"),
            finding("protection.residency", "yes", "seldom do so", level="practice"),
        ]
    )
    load(old)
    new = made(
        [
            finding("protection.residency", "no", "may grant a short stay", level="law"),
            finding("protection.residency", "yes", "seldom do so", level="practice"),
        ],
        versions=NEXT,
    )
    load(new)
    text = page(f"{address(old, 'protection.residency')}/")
    assert "this text now has another value here" in text
    assert text.index("may grant a short stay") < text.index("seldom do so")
    assert text.index('id="standing"') < text.index('<p class="big">')
    assert "As published" in text


def test_an_old_finding_is_an_annotation_of_its_own_words(load, client, tmp_path: Path):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    for gone in (False, True):
        if gone:
            (tmp_path / "corpus" / "codings" / f"{ID}.json").unlink()
            load()
        for address_of_it in (f"{path}.annotation.json", f"/api/v1{path}/annotation"):
            told = client.get(address_of_it).json()
            quote = told["target"][0]["selector"][0]
            assert quote["exact"] == "No statute bans trafficking as such."
            assert quote["suffix"].startswith(" Police opened cases")
            assert not quote["prefix"].startswith(" ")
            assert told["creator"]["name"] == "rules/1, codebook tip/1"
        assert client.get(f"/api/v1{path}").json()["finding"]["value"] == "no"
