"""Roles: each may do what the one before it may; a missing second factor takes the guarded duties and no more."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tierbook.library.accounts.roles import NOBODY, ROLES, may, needs, role_of


@needs("coder")
def view(request):
    return HttpResponse("done")


def asked_by(person, method="get", session=True, **headers):
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    request = getattr(RequestFactory(), method)("/desk/?x=1", headers=headers)
    request.session = SessionStore()
    request.user = person or AnonymousUser()
    if person is not None and session:
        request.COOKIES["sessionid"] = "given"
    return request


def test_each_role_may_what_the_one_before_it_may():
    for n, role in enumerate(ROLES):
        assert [may(role, other) for other in ROLES] == [i <= n for i in range(len(ROLES))]
    assert not any(may(NOBODY, role) for role in ROLES)


def test_a_request_acts_in_the_role_of_whoever_is_signed_in(people):
    assert role_of(asked_by(None)) == NOBODY
    assert [role_of(asked_by(p)) for p in people.values()] == list(ROLES)


def test_nobody_is_led_to_the_sign_in_and_back(people):
    answer = view(asked_by(None))
    assert answer.status_code == 302
    assert answer.url == "/account/login/?next=%2Fdesk%2F%3Fx%3D1"
    assert view(asked_by(None, "post")).url == "/account/login/"


def test_a_lesser_role_is_refused_with_both_names(people):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied, match=r"role of coder; yours is reader"):
        view(asked_by(people["rosa"]))
    assert view(asked_by(people["kofi"])).content == b"done"
    assert view(asked_by(people["ada"])).content == b"done"


def test_a_view_cannot_need_a_role_that_does_not_exist():
    with pytest.raises(ValueError, match="chief"):
        needs("chief")


def test_without_the_second_factor_that_is_asked_for_a_person_acts_below_it(people, settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.TIERBOOK_SECOND_FACTOR = "editor"
    assert role_of(asked_by(people["ines"])) == "adjudicator"
    assert role_of(asked_by(people["ada"])) == "adjudicator"
    assert role_of(asked_by(people["ayse"])) == "adjudicator"
    guarded = needs("editor")(lambda request: HttpResponse("done"))
    assert guarded(asked_by(people["ines"])).url == "/account/second-factor/"
    TOTP.activate(people["ines"], generate_totp_secret())
    people["ines"]._second_factor = True
    assert role_of(asked_by(people["ines"])) == "editor"


def test_a_second_factor_from_the_first_role_on_leaves_nothing_to_whoever_has_none(
    people, settings
):
    settings.TIERBOOK_SECOND_FACTOR = "reader"
    assert role_of(asked_by(people["rosa"])) == NOBODY
