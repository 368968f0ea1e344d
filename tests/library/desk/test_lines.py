"""Events out and in: the database is the corpus and the events, whatever was in it before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.library.desk.test_blind_and_adjudicated import LAW, blind, settle
from tests.library.desk.test_queue_pages import LAW as ONE
from tests.library.desk.test_queue_pages import post
from tests.library.factories import coding, write_corpus
from tierbook.library.desk import export_events, import_events, rebuild_desk, take_in
from tierbook.library.desk.models import Assignment, Decided, Event, Item, Report, Unit
from tierbook.library.desk.reports import report
from tierbook.library.desk.working import assign, load_sample


@pytest.fixture
def document(record):
    return record["document"]["id"]


@pytest.fixture
def busy(record, document, law, as_, people):
    """A desk at which a little of everything has happened."""
    reported = report(document, "wrong_value", finding=law["id"], text="A statute was passed.")
    unit = {"sample": "s-1", "seed": 7, "n": 1, "document": document, "probability": 0.5}
    load_sample([orjson.dumps(unit)])
    assign(people["kofi"], [document])
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1", level="law")
    blind(as_("ines"), document, LAW, value="yes", sentence="3.2", level="law", sample="s-1")
    settle(as_("ayse"), document, LAW, "take", answer="First")
    post(as_("ines"), f"/desk/queue/?report={reported.number}", "accept", note="It stands.")
    post(
        as_("ada"), f"/desk/queue/?one=1&document={document}&variable=profile.destination", "reject"
    )
    last = Event.objects.filter(kind="coding").latest("id")
    as_("ada").post("/desk/queue/", {"action": "undo", "event": last.number})
    post(
        as_("ada"),
        f"/desk/queue/?one=1&document={document}&variable=protection.residency&level=law",
        "not_stated",
    )
    return document


def derived() -> dict[str, Any]:
    """What the desk makes of its events, without the numbers of rows."""
    items = Item.objects.order_by("document_id", "variable", "level", "place")
    return {
        "decided": list(Decided.objects.order_by("event").values()),
        "items": list(
            items.values("document_id", "variable", "level", "place", "sure", "state", "finding")
        ),
        "units": list(Unit.objects.values("sample", "document", "n", "line")),
        "assignments": list(Assignment.objects.values()),
        "reports": list(Report.objects.values()),
    }


def lines() -> list[bytes]:
    return [orjson.dumps(line) for line in export_events()]


def empty() -> None:
    """Throw everything of the desk away, past what guards it."""
    from django.db import connection

    for model in (Item, Decided, Unit, Assignment, Report):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_event")


def test_the_desk_is_corpus_and_events(busy):
    before, written = derived(), lines()
    assert {item["state"] for item in before["items"]} == {"", "set"}
    empty()
    assert import_events([]).added == 0
    taken = import_events(written)
    assert (taken.added, taken.known, taken.refused) == (len(written), 0, [])
    rebuild_desk()
    assert derived() == before
    assert lines() == written


def test_reading_twice_adds_nothing(busy):
    before = derived()
    taken = import_events(lines())
    assert (taken.added, taken.known, taken.refused) == (0, Event.objects.count(), [])
    assert derived() == before


def test_a_wrong_line_stops_no_other(busy):
    written = lines()
    empty()
    broken = [b"{", b"[]", b'{"kind": "dance"}', b'{"document": "x"}', b""]
    taken = import_events([*broken, *written])
    assert taken.added == len(written)
    assert [number for number, _ in taken.refused] == [1, 2, 3, 4]
    first = orjson.loads(next(line for line in written if b'"kind"' not in line))
    changed = orjson.dumps({**first, "note": "forged"})
    assert "says something else" in import_events([changed]).refused[0][1]


def test_decisions_of_other_tools_become_events_once(record, document):
    text = record["narrative"]["text"]
    start = text.index("Police")
    words = {"start": start, "end": start + 6, "text": "Police", "paragraph": 3, "sentence": 2}
    good = {
        "coder": "anna", "document": document, "variable": LAW, "action": "change", "value": "yes",
        "level": "law", "evidence": [words], "drawn": {"how": "assigned"},
    }  # fmt: skip
    moved = {**good, "evidence": [{**words, "start": start + 1, "end": start + 7}]}
    strange = {**good, "document": "tip-1900-xxx"}
    taken = take_in([good, moved, strange, {**good, "value": "perhaps"}, "nothing"], via="qdpx")
    assert taken.added == 1
    assert [place for place, _ in taken.refused] == [2, 3, 4, 5]
    assert all(why for _, why in taken.refused)
    again = take_in([good], via="qdpx")
    assert (again.added, again.known) == (0, 1)
    event = Event.objects.get()
    assert (event.via, event.by, event.page) == ("qdpx", "anna", record["document"]["sha256"])
    assert Decided.objects.get().state == "waiting"


def test_a_changed_page_or_codebook_makes_a_decision_stale_and_it_is_shown_as_such(
    load, tmp_path: Path, as_, record, document
):
    post(as_("kofi"), ONE.format(document), "accept")
    assert Item.objects.get(variable=LAW).state == "set"
    changed = {**record, "document": {**record["document"], "sha256": "0" * 64}}
    load(changed)
    assert Decided.objects.get().state == "stale"
    assert Item.objects.get(variable=LAW).state == "stale"
    page = as_("kofi").get("/desk/queue/?order=stale").content.decode()
    assert "Stale:" in page
    finding = next(f for f in record["findings"] if f["variable"] == LAW)
    told = as_("kofi").get(f"/documents/{document}/findings/{finding['id']}/").content.decode()
    assert "Stale:" in told
    assert "Set by people:" not in told
    assert post(as_("kofi"), "/desk/queue/?order=stale", "accept").status_code == 302
    assert Item.objects.get(variable=LAW).state == "set"
    again = {**changed, "versions": {**record["versions"], "codebook": "tip/2"}}
    load(again)
    assert Item.objects.get(variable=LAW).state == "stale"
    assert Event.objects.count() == 2, "nothing is dropped"


def test_what_people_set_stands_beside_the_machines_value_with_names_for_coders_alone(
    document, law, as_, client
):
    address = f"/documents/{document}/findings/{law['id']}/"
    assert "Set by people" not in client.get(address).content.decode()
    post(
        as_("kofi"),
        ONE.format(document),
        "change",
        value="yes",
        level="law",
        sentence="3.2",
        note="It was passed.",
    )
    page = client.get(address).content.decode()
    assert "Set by people:" in page
    assert "by a coder" in page
    assert "The machine’s value" in page
    assert "Kofi" not in page
    assert "It was passed." not in page
    text = client.get(f"/documents/{document}/").content.decode()
    assert "Set by people: yes, by a coder" in text
    why = client.get(f"/documents/{document}/why/{LAW}/").content.decode()
    assert "What people set on this text" in why
    assert f'<a href="/documents/{document}/#p3s2">' in why
    assert "Kofi" not in why
    other = client.get(f"/documents/{document}/why/profile.destination/").content.decode()
    assert "What people set on this text" not in other
    assert "It was passed." not in text
    own = as_("ayse").get(address).content.decode()
    assert "Kofi" in own
    assert "It was passed." in own


def test_decisions_change_the_marks_of_their_text_and_of_what_shows_their_variable(document, as_):
    from tierbook.library.catalogue.derived import derived as kept
    from tierbook.library.catalogue.derived import held_state

    made = []
    whole = held_state()
    kept("test", lambda: made.append(1), of=[f"people/{document}"])
    kept("test", lambda: made.append(1), of=[f"people/{document}"])
    assert len(made) == 1
    post(as_("kofi"), ONE.format(document), "accept")
    kept("test", lambda: made.append(1), of=[f"people/{document}"])
    assert len(made) == 2
    assert held_state() != whole, "answers over many texts hold what people set"
    for people, again in (
        (["JPN"], 1),
        ([2003], 1),
        (["any/prosecution"], 1),
        (["KEN"], 0),
        ([], 0),
    ):
        made.clear()
        keep = {"of": ["KEN"], "people": people, "version": str(people)}
        kept("other", lambda: made.append(1), **keep)
        made.clear()
        post(as_("kofi"), ONE.format(document), "accept")
        kept("other", lambda: made.append(1), **keep)
        assert len(made) == again, people


def test_a_text_that_leaves_the_corpus_leaves_its_decisions(tmp_path: Path, busy, as_):
    from tierbook.library.loading import load_folder

    corpus = write_corpus(tmp_path / "other", coding(country="THA", edition=2018))
    load_folder(corpus)
    assert not Item.objects.filter(document_id=busy).exists()
    before = Event.objects.count()
    rebuild_desk()
    assert Event.objects.count() == before
    assert set(Decided.objects.values_list("state", flat=True)) == {"stale"}


def test_the_interface_lays_people_over_a_coding_and_tells_their_role_alone(
    document, law, as_, client, people
):
    address = f"/api/v1/documents/{document}/coding"
    bare = client.get(address)
    assert bare.json()["people"] is None
    before = client.get(address + "?people=over")
    blind(as_("ines"), document, LAW, value="mixed", sentence="3.1", level="law")
    post(
        as_("kofi"),
        ONE.format(document),
        "change",
        value="yes",
        level="law",
        sentence="3.2",
        note="It was passed.",
    )
    # the machine's coding is what it was; with people over it, it is another one
    assert client.get(address, headers={"If-None-Match": bare["ETag"]}).status_code == 304
    answer = client.get(address + "?people=over", headers={"If-None-Match": before["ETag"]})
    assert answer.status_code == 200
    over = answer.json()
    assert [f["value"] for f in over["findings"] if f["variable"] == LAW] == ["yes"]
    assert [(p["coder"], p["state"], p["value"]) for p in over["people"]] == [
        ("coder", "laid", "yes")
    ]
    machine = over["people"][0]["machine"]
    assert [(m["id"], m["value"], m["qualities"]["certainty"]) for m in machine] == [
        (law["id"], "no", "stated")
    ]
    told = answer.content.decode()
    assert "It was passed." not in told
    assert all(person.pseudonym not in told for person in people.values())
