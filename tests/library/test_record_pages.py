"""Why, histories, tombstones, works and releases."""

from __future__ import annotations

import json
from pathlib import Path

from tests.library.factories import KENYA, coding, engine_record, finding, rejection
from tests.library.histories import ID, NEXT, address, first, law, made, without
from tierbook.agreement import explain_value
from tierbook.library.record.releases import find_releases


def remove(load, tmp_path: Path, *names: str):
    for name in names:
        (tmp_path / "corpus" / "codings" / f"{name}.json").unlink()
    load()


def test_why_shows_the_rule_the_words_and_what_did_not_count(load, page):
    record = made(
        [
            *without("prosecution.law"),
            finding("prosecution.law", "no", "No statute bans trafficking", level="law"),
        ]
    )
    record["rejected"] = coding(
        rejected=[rejection("few went", "planned, not done", variable="prosecution.law")]
    )["rejected"]
    load(record)
    text = page(f"/documents/{ID}/why/prosecution.law/")
    for words in (
        "the rule prosecution.law.rule reads these words",
        "as an act of this government",
        "No statute bans trafficking as such.",
        "planned, not done",
        '<mark class="m-c">few went</mark> to court.',
        "tierbook why " + ID,
        f'href="{address(record, "prosecution.law")}/"',
    ):
        assert words in text, words
    assert page("/JPN/2003/why/prosecution.law/").split("<main")[1].split("</main")[0] in text


def test_why_of_a_silence_shows_the_paragraphs_that_were_read(load, page):
    load(first())
    text = page(f"/documents/{ID}/why/protection.services/")
    assert "No words of the narrative count for it." in text
    for opening in ("Women are brought to Japan and sold for", "Officials may grant a short stay,"):
        assert opening in text


def test_why_as_json_is_what_the_shell_prints(load, client):
    record, _ = engine_record(KENYA, country="KEN", edition=2018)
    load(record)
    for path in (
        f"/documents/{record['document']['id']}/why/prosecution.law.json",
        "/KEN/2018/why/prosecution.law.json",
    ):
        told = client.get(path).json()
        assert told == json.loads(json.dumps(explain_value(record, "prosecution.law").to_dict()))


def test_why_of_every_variable_of_a_text_can_be_asked(load, client):
    record, _ = engine_record(KENYA, country="KEN", edition=2018)
    load(record)
    names = {f["variable"] for f in record["findings"]}
    names |= {row["variable"] for row in record["absences"]} | set(record["not_asked"])
    assert len(names) > 100
    for name in sorted(names):
        answer = client.get(f"/KEN/2018/why/{name}/")
        assert answer.status_code == 200, name


def test_why_of_what_is_not_there_says_what_to_do(load, client):
    load(first())
    answer = client.get(f"/documents/{ID}/why/prosecution.lawx/")
    assert answer.status_code == 404
    assert "prosecution.law" in answer.content.decode()
    assert client.get("/JPN/2018/why/prosecution.law/").status_code == 404
    assert client.get("/documents/none/why/prosecution.law/").status_code == 404


def test_why_names_the_errata_of_the_variable(load, page):
    load(first())
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    assert "Erratum of" in page(f"/documents/{ID}/why/prosecution.law/")
    assert "Erratum of" not in page(f"/documents/{ID}/why/profile.origins/")


def test_a_documents_history_tells_each_event_and_the_findings_of_before(load, page, client):
    old = first()
    load(old)
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    text = page(f"/documents/{ID}/history/")
    for words in ("Published", "Coded anew", "1 finding ended.", "1 finding began.", "1 erratum"):
        assert words in text, words
    assert f'href="{address(old, "prosecution.law")}/"' in text
    told = client.get(f"/documents/{ID}/history.json").json()
    assert [event["event"] for event in told["events"]] == ["published", "recoded"]
    assert [row["variable"] for row in told["findings_before"]] == ["prosecution.law"]


def test_a_document_that_is_held_no_more_has_a_tombstone_with_its_findings(
    load, client, tmp_path: Path
):
    old = first()
    load(old)
    remove(load, tmp_path, ID)
    answer = client.get(f"/documents/{ID}/")
    assert answer.status_code == 410
    text = answer.content.decode()
    assert "This document is held no more" in text
    for row in old["findings"]:
        assert f"/documents/{ID}/findings/{row['id']}/" in text
    data = client.get(f"/documents/{ID}.json")
    assert (data.status_code, data.json()["held"]) == (410, False)
    assert client.get("/documents/never/").status_code == 404
    why = client.get(f"/documents/{ID}/why/prosecution.law/")
    assert why.status_code == 404
    assert f"/documents/{ID}/history/" in why.content.decode()


def test_a_work_shows_all_copies_held_and_those_of_before(load, page, client, tmp_path: Path):
    copy = coding(publisher="ecoi.net")
    load(first(), copy)
    text = page("/works/tip-2003-jpn/")
    assert f'href="/documents/{ID}/"' in text
    assert f'href="/documents/{copy["document"]["id"]}/"' in text
    remove(load, tmp_path, ID)
    text = page("/works/tip-2003-jpn/")
    assert f'href="/documents/{ID}/history/"' in text
    assert client.get("/works/tip-1999-jpn/").status_code == 404


def test_releases_say_honestly_that_there_are_none_and_what_can_be_cited(load, page, client):
    load(first())
    text = page("/releases/")
    assert "None yet." in text
    assert "Coded by" in text
    assert "1 document:" in text
    assert client.get("/releases.json").json()["releases"] == []


def test_a_release_that_the_home_holds_is_listed(tmp_path: Path):
    folder = tmp_path / "releases"
    for name, text in (
        (
            "2026-1",
            '{"title": "A release", "version": "2026.1", "created": "2026-11-01", "resources": [{}]}',
        ),
        ("2026-2", "no json"),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / "datapackage.json").write_text(text)
    (folder / "loose").mkdir()
    found = find_releases(folder)
    assert [(r.folder, r.version, r.files) for r in found] == [
        ("2026-1", "2026.1", 1),
        ("2026-2", "", 0),
    ]
    assert "cannot be read" in found[1].fault
    assert find_releases(tmp_path / "none") == []


def test_every_version_at_work_is_in_the_changelog_of_versions():
    from tierbook.library.record.releases import versions_at_work

    for row in versions_at_work():
        if row.part in {"software", "codebook", "cues"}:
            assert row.version in {version.version for version in row.log}, row.part
