"""Keys: shown once, kept as a hash, with scopes, and ended at once."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tierbook.errors import WrongUse
from tierbook.library.accounts.keys import MOST_KEYS, key_of, make_key
from tierbook.library.accounts.models import Key
from tierbook.library.accounts.roles import NOBODY, acting_role, role_of


def asking(secret, method="get", scheme="Bearer"):
    return getattr(RequestFactory(), method)(
        "/api/v1/", headers={"authorization": f"{scheme} {secret}"}
    )


def test_the_secret_of_a_key_is_nowhere_in_the_database(people):
    key, secret = make_key(people["kofi"], "nightly run", ["read", "write"])
    assert secret.startswith("tb_")
    assert len(secret) > 40
    row = " ".join(str(v) for v in Key.objects.filter(pk=key.pk).values_list()[0])
    assert secret not in row
    assert secret[11:] not in row
    assert key.shown == secret[:11]


def test_a_key_is_found_by_its_header_and_says_whose_it_is(people):
    key, secret = make_key(people["kofi"], "nightly run")
    assert key_of(asking(secret)) == key
    assert key_of(asking(secret, scheme="bearer")).person == people["kofi"]
    for wrong in ("", "tb_", secret[:-1], secret + "x", "tb_" + "x" * 400, secret.upper()):
        assert key_of(asking(wrong)) is None
    assert key_of(asking(secret, scheme="Basic")) is None
    assert key_of(RequestFactory().get("/")) is None


def test_a_request_without_a_key_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert key_of(RequestFactory().get("/")) is None
        assert role_of(RequestFactory().get("/")) == NOBODY


@pytest.mark.parametrize("address", ["/account/", "/account/people/", "/desk/reports/"])
def test_a_key_opens_no_page_of_people(people, client, address):
    _, secret = make_key(people["ada"], "a", ["read", "write"])
    assert role_of(asking(secret)) == NOBODY
    response = client.get(address, headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_an_ended_key_and_a_disabled_persons_key_stop_at_once(people):
    key, secret = make_key(people["kofi"], "a")
    key.revoke()
    assert key_of(asking(secret)) is None
    _, secret = make_key(people["kofi"], "b")
    people["kofi"].is_active = False
    people["kofi"].save()
    assert key_of(asking(secret)) is None


def test_of_its_last_use_the_day_alone_is_kept_and_written_once(people, django_assert_num_queries):
    key, secret = make_key(people["kofi"], "a")
    with django_assert_num_queries(2):
        key_of(asking(secret))
    with django_assert_num_queries(1):
        key_of(asking(secret))
    key.refresh_from_db()
    assert key.last_used is not None
    assert not hasattr(key.last_used, "hour")


def test_a_key_needs_a_name_and_scopes_that_exist(people):
    for name, scopes in (("", ["read"]), ("a", []), ("a", ["all"])):
        with pytest.raises(WrongUse):
            make_key(people["kofi"], name, scopes)


def test_a_person_holds_a_bounded_number_of_keys(people):
    for n in range(MOST_KEYS):
        make_key(people["kofi"], f"key {n}")
    with pytest.raises(WrongUse, match="revoke"):
        make_key(people["kofi"], "one more")


def test_an_editor_without_the_second_factor_acts_below_it(people, settings):
    settings.TIERBOOK_SECOND_FACTOR = "editor"
    assert acting_role(people["ines"]) == "adjudicator"
    assert acting_role(people["ayse"]) == "adjudicator"
