"""The room: who comes in, what each officer sees and when, and that nothing of a case stands anywhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from tests.library.factories import coding, finding
from tests.library.screening.conftest import FACTS
from tierbook.errors import CaseInvalid
from tierbook.library.screening.models import Case, Changed, Entry, Look, Seat

As = Callable[[str], Any]
NewCase = Callable[..., str]


def paths(code: str) -> list[str]:
    """Every address of the room."""
    rooms = ("", "training/", "training/1/", "agreement/")
    return [
        *(f"/screening/{room}" for room in rooms),
        *(f"/screening/{code}/{page}" for page in ("", "facts/", "readings/", "compare/")),
    ]


def test_for_everybody_else_nothing_stands_there(as_: As, new_case: NewCase) -> None:
    code = new_case()
    for name in ("", "ada"):
        client = as_(name)
        nowhere = client.get("/screeming/").content
        for path in paths(code):
            for answer in (client.get(path), client.post(path, FACTS)):
                assert answer.status_code == 404, path
                assert b"creening" not in answer.content.replace(path.encode(), b""), path
        assert client.get("/screening/").content.replace(b"screening", b"screeming") == nowhere
    assert b"creening" not in as_("ada").get("/account/").content
    assert b"leave to screen" in as_("uma").get("/account/").content


def test_an_officer_without_a_seat_finds_no_case(as_: As, new_case: NewCase) -> None:
    code = new_case("uma")
    theirs = as_("oki").get(f"/screening/{code}/")
    none = as_("oki").get("/screening/C-AAAA-AAAA/")
    assert theirs.status_code == none.status_code == 404
    assert theirs.content.replace(code.encode(), b"") == none.content.replace(b"C-AAAA-AAAA", b"")
    assert code not in as_("oki").get("/screening/").content.decode()


def test_leave_that_was_taken_away_ends_at_once(as_: As, people: Any, new_case: NewCase) -> None:
    from tierbook.library.screening.people import revoke_screening

    code, client = new_case("uma"), as_("uma")
    assert client.get(f"/screening/{code}/").status_code == 200
    assert b'href="/screening/"' in client.get("/account/").content
    assert revoke_screening(people["uma"])
    assert client.get(f"/screening/{code}/").status_code == 404
    assert b'href="/screening/"' not in client.get("/account/").content
    assert not revoke_screening(people["uma"])


def test_a_second_factor_is_asked_for_where_staff_must_have_one(
    as_: As, settings: Any, new_case: NewCase
) -> None:
    code = new_case("uma")
    settings.TIERBOOK_SECOND_FACTOR = "adjudicator"
    asked = as_("uma").get(f"/screening/{code}/")
    assert (asked.status_code, asked.headers["Location"]) == (302, "/account/second-factor/")
    assert as_("ada").get(f"/screening/{code}/").status_code == 404


def test_the_sheet_opens_with_safety_and_has_no_narrow_reading(as_: As, new_case: NewCase) -> None:
    code, client = new_case(), as_("uma")
    page = client.get(f"/screening/{code}/").content.decode()
    first = page.index("Safety first")
    assert first < page.index("No punishment") < page.index("may not be used to refuse protection")
    assert first < page.index("met on the facts entered")
    assert "not met under this definition on these facts (3 definitions differ)" in page
    assert "Only across a border" not in page
    assert "not a victim" not in page.lower()
    beside = client.get(f"/screening/{code}/readings/").content.decode()
    assert "Only across a border" in beside
    assert "Palermo Protocol" in beside
    assert "a reading that the reports criticise, for comparison" in beside
    assert beside.index("may not be used to refuse protection") < beside.index("Palermo Protocol")
    opened = client.post("/screening/").headers["Location"].removesuffix("facts/")
    assert "Safety first" in client.get(opened).content.decode()  # before anything is entered too
    assert "/variables/protection.victim_concept/?value=movement_required" in beside


def test_what_the_note_may_not_hold_is_refused_and_nothing_is_lost(
    as_: As, new_case: NewCase
) -> None:
    code, client = new_case(), as_("uma")
    before = Entry.objects.count()
    sent = client.post(
        f"/screening/{code}/facts/", {**FACTS, "note": "call 0700 123 456", "means.force": "yes"}
    )
    page = sent.content.decode()
    assert sent.status_code == 400
    assert "a telephone, an account or a paper leads to a person" in page
    assert 'name="means.force" value="yes" checked' in page
    assert Entry.objects.count() == before
    for wrong in ({"verdict": ""}, {"case.since": "2026-03-14"}, {"act.recruit": "maybe"}):
        assert client.post(f"/screening/{code}/facts/", {**FACTS, **wrong}).status_code == 400


def test_officers_enter_blind_until_both_are_done(as_: As, new_case: NewCase) -> None:
    code, uma, oki = new_case("uma"), as_("uma"), as_("oki")
    case = f"/screening/{code}/"
    assert uma.post(case, {"do": "ask", "username": "ada"}).status_code == 400
    assert uma.post(case, {"do": "ask", "username": "oki"}).status_code == 302
    assert oki.post(case, {"do": "done"}).status_code == 400  # nothing entered yet
    form = oki.get(f"{case}facts/").content.decode()
    assert 'value="yes" checked' not in form
    assert "quarry" not in form
    other = {**FACTS, "means.deception": "no", "case.gender": "", "verdict": "not_met", "note": ""}
    assert oki.post(f"{case}facts/", other).status_code == 302
    assert uma.get(f"{case}compare/").status_code == 404
    uma.post(case, {"do": "done"})
    alone = uma.get(f"{case}compare/").content.decode()
    assert "no other officer is yet" in alone
    assert "would not call it" not in alone
    assert oki.get(f"{case}compare/").status_code == 404
    oki.post(case, {"do": "done"})
    page = uma.get(f"{case}compare/").content.decode()
    assert "On these facts I would not call it trafficking" in page
    assert "Officer B" in page
    assert page.index("may not be used to refuse protection") < page.index("Officer B")
    assert "oki" not in page
    assert "quarry" not in page  # notes are nobody else's
    # What is entered later is kept, and left out of the comparison.
    oki.post(f"{case}facts/", {**FACTS, "verdict": "met"})
    assert uma.get(f"{case}compare/").content == page.encode()
    numbers = uma.get("/screening/agreement/").content.decode()
    assert "1 of 1 pair of verdicts differ" in numbers
    assert "Deception" in numbers


def test_the_store_holds_nothing_of_a_case_in_the_clear(
    as_: As, new_case: NewCase, home: Path
) -> None:
    new_case()
    with connections["screening"].cursor() as cursor:
        tables = connections["screening"].introspection.table_names(cursor)
        content = ""
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            content += repr(cursor.fetchall())
    for word in ("quarry", "deception", "adult", "KEN", "2026-03", "met"):
        assert word not in content, word
    assert len(Entry.objects.get().sealed) % 4 == 0
    keys = [path for path in home.rglob("*") if path.is_file()]
    assert len(keys) == 2
    assert {path.stat().st_mode & 0o777 for path in keys} == {0o600}


def test_no_log_line_holds_anything_of_a_case(
    as_: As, new_case: NewCase, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TIERBOOK_LOGS_REQUESTS = True
    logger = logging.getLogger("tierbook.requests")
    logger.propagate = True
    caplog.set_level(logging.INFO, "tierbook.requests")
    try:
        code = new_case()
        as_("uma").post(f"/screening/{code}/facts/", {**FACTS, "note": "call 0700 123 456"})
        as_("uma").get(f"/screening/{code}/")
    finally:
        logger.propagate = False
    assert "screening-facts" in caplog.text
    for word in (code, "quarry", "deception", "0700"):
        assert word not in caplog.text


def test_a_fault_in_the_room_tells_the_log_no_code_and_the_page_no_fact(
    as_: As, new_case: NewCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from tierbook.library.operating.logs import JsonFormatter, PlainFormatter
    from tierbook.library.screening import views

    def fail(case: Any) -> None:
        raise RuntimeError(f"no sheet for {case.code}")

    code, client = new_case(), as_("uma")
    monkeypatch.setattr(views, "screen", fail)
    client.raise_request_exception = False
    logger, written = logging.getLogger("django.request"), io.StringIO()
    handlers = [logging.StreamHandler(written) for _ in range(2)]
    for handler, formatter in zip(handlers, (JsonFormatter(), PlainFormatter()), strict=True):
        handler.setFormatter(formatter)
        logger.addHandler(handler)
    try:
        answer = client.get(f"/screening/{code}/")
    finally:
        for handler in handlers:
            logger.removeHandler(handler)
    assert answer.status_code == 500
    assert written.getvalue().count("Internal Server Error: /screening/…/") == 2
    assert written.getvalue().count("no sheet for …") == 2
    assert code not in written.getvalue()
    for words in (written.getvalue(), answer.content.decode()):
        assert "quarry" not in words


def test_who_looked_is_written_down_without_what_was_seen(as_: As, new_case: NewCase) -> None:
    code = new_case()
    as_("uma").get(f"/screening/{code}/")
    looks = list(Look.objects.filter(code=code).values_list("what", flat=True))
    assert looks == ["opened", "entered", "sheet"]
    assert {f.name for f in Look._meta.fields} == {"id", "code", "by", "at", "what", "about"}


def test_what_happened_is_never_changed(new_case: NewCase) -> None:
    new_case()
    entry = Entry.objects.get()
    for change in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.update(by="x"),
        lambda: Entry.objects.all().delete(),
        lambda: Look.objects.all().delete(),
    ):
        with pytest.raises(Changed):
            change()


def test_a_deleted_case_is_gone_with_its_key(as_: As, new_case: NewCase, home: Path) -> None:
    from tierbook.library.screening.keys import KeyGone, unseal

    code, client = new_case(), as_("uma")
    entry = Entry.objects.get()
    assert b"quarry" in unseal(code, entry.by, entry.sealed)
    assert client.post(f"/screening/{code}/", {"do": "delete", "code": "?"}).status_code == 400
    assert (home / "screening_keys" / code).is_file()
    assert client.post(f"/screening/{code}/", {"do": "delete", "code": code}).status_code == 302
    assert not (home / "screening_keys" / code).exists()
    assert client.get(f"/screening/{code}/").status_code == 404
    assert code not in client.get("/screening/").content.decode()
    with pytest.raises(KeyGone):
        unseal(code, entry.by, entry.sealed)
    assert Case.objects.get().deleted is not None


def test_only_who_opened_a_case_deletes_it(as_: As, new_case: NewCase, home: Path) -> None:
    code = new_case("uma")
    as_("uma").post(f"/screening/{code}/", {"do": "ask", "username": "oki"})
    assert as_("oki").post(f"/screening/{code}/", {"do": "delete", "code": code}).status_code == 400
    assert (home / "screening_keys" / code).is_file()


def test_a_sealed_entry_opens_for_its_case_and_officer_alone(new_case: NewCase) -> None:
    from tierbook.library.screening.keys import KeyGone, seal, unseal

    one, other = new_case(), new_case()
    sealed = seal(one, "person-a", {"note": "x"})
    assert unseal(one, "person-a", sealed).strip() == b'{"note":"x"}'
    for code, by in ((one, "person-b"), (other, "person-a")):
        with pytest.raises(KeyGone):
            unseal(code, by, sealed)
    assert len(sealed) == len(
        seal(one, "person-a", {"note": "x" * 600})
    )  # its length tells nothing


def test_a_case_without_its_key_says_so(as_: As, new_case: NewCase, home: Path) -> None:
    code = new_case()
    (home / "screening_keys" / code).unlink()
    Seat.objects.update(done=timezone.now())
    for page in ("", "facts/", "readings/", "compare/"):
        answer = as_("uma").get(f"/screening/{code}/{page}")
        assert answer.status_code == 410
        assert b"its key is not here" in answer.content
    assert as_("uma").get("/screening/agreement/").status_code == 200


def test_reading_makes_no_master_key_and_a_lost_one_is_not_replaced(
    as_: As, new_case: NewCase, home: Path
) -> None:
    from tierbook.errors import CorpusError
    from tierbook.library.screening.cases import open_case

    code = new_case()
    kept = (home / "screening_master_key").read_bytes()
    (home / "screening_master_key").unlink()
    assert as_("uma").get(f"/screening/{code}/").status_code == 410
    with pytest.raises(CorpusError):
        open_case("person-x")
    assert not (home / "screening_master_key").exists()
    (home / "screening_master_key").write_bytes(kept)
    assert as_("uma").get(f"/screening/{code}/").status_code == 200


def test_a_case_is_destroyed_from_the_shell_too(as_: As, new_case: NewCase, home: Path) -> None:
    from tierbook.errors import WrongUse
    from tierbook.library.screening.cases import destroy_case

    code = new_case()
    destroy_case(code.lower())
    assert not (home / "screening_keys" / code).exists()
    assert as_("uma").get(f"/screening/{code}/").status_code == 404
    with pytest.raises(WrongUse):
        destroy_case(code)


def test_nothing_of_it_is_in_search_interface_sitemap_or_people_rows(
    as_: As, new_case: NewCase
) -> None:
    from tierbook.library.operating.people_rows import models_of_people

    code = new_case()
    for path in ("/sitemap.xml", "/robots.txt", f"/search/?q={code}", "/api/v1/openapi.json", "/"):
        page = as_("").get(path).content.decode()
        assert "/screening" not in page, path
        assert "quarry" not in page
    assert "screening" not in {model._meta.app_label for model in models_of_people()}


def test_answers_are_kept_by_no_cache(as_: As, new_case: NewCase) -> None:
    code = new_case()
    assert as_("uma").get(f"/screening/{code}/").headers["Cache-Control"] == "private, no-store"


def test_what_is_kept_of_an_officer_is_told_and_holds_no_fact(
    as_: As, people: Any, new_case: NewCase
) -> None:
    from tierbook.library.accounts.records import export_person

    code = new_case()
    told = b"".join(export_person(people["uma"])).decode()
    assert code in told
    assert "quarry" not in told


def test_the_exercise_keeps_nothing(as_: As) -> None:
    client = as_("uma")
    assert client.get("/screening/training/").content.count(b'href="/screening/training/') == 41
    read = client.get("/screening/training/6/").content.decode()
    assert "A child needs no means" not in read
    sent = client.post("/screening/training/6/", {"case.age_exploited": "adult"})
    page = sent.content.decode()
    assert "facts as agreed" in page
    assert "A child needs no means" in page
    assert client.get("/screening/training/41/").status_code == 404
    assert not Entry.objects.exists()


def test_each_page_asks_the_databases_few_questions(
    as_: As, new_case: NewCase, django_assert_max_num_queries: Any
) -> None:
    code, client = new_case(), as_("uma")
    for each in (code, new_case(), new_case()):
        client.post(f"/screening/{each}/", {"do": "ask", "username": "oki"})
        as_("oki").post(f"/screening/{each}/facts/", FACTS)
        for name in ("uma", "oki"):
            as_(name).post(f"/screening/{each}/", {"do": "done"})
    client.get("/screening/")
    for path in paths(code):
        with (
            django_assert_max_num_queries(4),
            django_assert_max_num_queries(8, connection=connections["screening"]),
        ):
            assert client.get(path).status_code == 200, path


def test_an_entry_outlives_a_fact_that_the_codebook_gave_up(as_: As, new_case: NewCase) -> None:
    from tierbook.library.screening.keys import seal

    code = new_case()
    seat = Seat.objects.get()
    facts = {"means.given_up": "yes", "act.recruit": "yes"}
    old = {"facts": facts, "indicators": {}, "note": "", "verdict": "met"}
    sealed = seal(code, seat.pseudonym, old)
    Entry.objects.create(case=seat.case, by=seat.pseudonym, blind=True, sealed=sealed)
    assert b"Recruited" in as_("uma").get(f"/screening/{code}/").content


def test_narrow_readings_lead_to_the_reports_that_tell_of_them(
    as_: As, new_case: NewCase, load: Any
) -> None:
    words = "Women are brought to Japan and sold for sex"
    concept = finding("protection.victim_concept", ["only_women", "too_narrow"], words)
    record = coding(findings=[concept])
    load(record, coding(country="NOR", text_kind="sample", findings=[concept]))
    code = new_case()
    page = as_("uma").get(f"/screening/{code}/readings/").content.decode()
    address = f"/documents/{record['document']['id']}/findings/{record['findings'][0]['id']}/"
    assert (
        page.count(address) == 3
    )  # of Only women, of Only physical force and of Only who knew nothing
    assert "1 report held here" in page
    assert "no report that is held here" in page
    assert as_("").get(address).status_code == 200
    assert as_("").get("/variables/protection.victim_concept/?value=only_women").status_code == 200


def test_a_case_with_a_name_for_a_code_is_none() -> None:
    from tierbook.standards import case_of

    for name in ("Amina", "Amina 1", "AB-12345678"):
        with pytest.raises(CaseInvalid):
            case_of({"case": name})


def test_codes_are_not_guessed(db: None) -> None:
    from tierbook.library.screening.models import make_code
    from tierbook.standards import case_of

    codes = {make_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(case_of({"case": code}).code == code for code in codes)
    assert Seat.objects.count() == 0


def test_an_admin_gives_leave_and_takes_it_on_the_page_of_an_account(
    as_: As, people: Any, new_case: NewCase
) -> None:
    from tierbook.library.accounts.models import Person
    from tierbook.library.screening.people import leave_of

    people["leo"] = Person.objects.create_user("leo", role="editor")
    ada, page = as_("ada"), "/account/people/leo/"
    assert b"Give leave to screen" in ada.get(page).content
    assert as_("leo").get("/screening/").status_code == 404
    assert ada.post(page, {"do": "allow-screening"}).status_code == 302
    assert leave_of(people["leo"]).by == people["ada"].pseudonym
    assert as_("leo").get("/screening/").status_code == 200
    assert b"Take the leave to screen away" in ada.get(page).content
    assert ada.post(page, {"do": "revoke-screening"}).status_code == 302
    assert as_("leo").get("/screening/").status_code == 404
    looks = Look.objects.filter(about=people["leo"].pseudonym).values_list("by", "what", "code")
    ada_is = people["ada"].pseudonym
    assert list(looks) == [(ada_is, "allowed", ""), (ada_is, "revoked", "")]
    assert b"leave to screen" in as_("leo").get("/account/").content


def test_leave_is_given_by_nobody_but_an_admin_with_the_second_factor_that_staff_must_have(
    as_: As, settings: Any, people: Any
) -> None:
    page, wanted = "/account/people/oki/", {"do": "revoke-screening"}
    for name in ("uma", "oki"):
        assert as_(name).get(page).status_code == 403
        assert as_(name).post(page, wanted).status_code == 403
    settings.TIERBOOK_SECOND_FACTOR = "adjudicator"
    sent = as_("ada").post(page, wanted)
    assert (sent.status_code, sent.headers["Location"]) == (302, "/account/second-factor/")
    assert as_("ada").get("/account/people/").status_code == 302
    from tierbook.library.screening.people import leave_of

    assert leave_of(people["oki"])


def test_cases_past_their_time_are_listed_then_destroyed_and_the_younger_stay(
    as_: As, new_case: NewCase, home: Path
) -> None:
    from tierbook.library.screening.cases import cases_past, expire_cases

    old, used, young = new_case(), new_case(), new_case()
    long_ago, since = timezone.now() - timedelta(days=900), timezone.now()
    for code in (old, used):
        Case.objects.filter(code=code).update(opened=long_ago)
        Seat.objects.filter(case=code).update(since=long_ago)
        QuerySet(Entry).filter(case=code).update(at=long_ago)  # its own manager refuses
    assert {one.code for one in cases_past(since - timedelta(days=30))} == {old, used}
    as_("uma").post(f"/screening/{used}/facts/", FACTS)
    past = cases_past(since - timedelta(days=30))
    assert [(one.code, one.seats) for one in past] == [(old, 1)]
    assert (home / "screening_keys" / old).exists()
    expire_cases(past)
    assert not (home / "screening_keys" / old).exists()
    assert as_("uma").get(f"/screening/{old}/").status_code == 404
    for code in (used, young):
        assert as_("uma").get(f"/screening/{code}/").status_code == 200
    assert list(Look.objects.filter(code=old).values_list("what", "by"))[-1] == ("expired", "")
    assert cases_past(since - timedelta(days=30)) == []


def test_the_room_says_how_long_a_case_stays_where_the_keeper_has_said_so(
    as_: As, people: Any, settings: Any
) -> None:
    assert b"past its time" not in as_("uma").get("/screening/").content
    settings.TIERBOOK_SCREENING_MONTHS = 24
    assert b"has worked for 24 months is past its time" in as_("uma").get("/screening/").content
