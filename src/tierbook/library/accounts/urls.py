"""Addresses of people, all below `/account/`."""

from __future__ import annotations

from allauth.account import urls as account_urls
from allauth.mfa import urls as factor_urls
from allauth.socialaccount import urls as sign_on_urls
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import urls as session_urls
from django.urls import URLPattern, include, path

from tierbook.library.accounts.sign_on import allow_institutions, only_with_email
from tierbook.library.accounts.views import (
    draft_forms,
    draft_scenarios,
    drafts,
    institutions,
    keys,
    mine,
    people,
    replies,
    searches,
)

# Of allauth's pages those that an invited person needs; her address she changes on her own page.
AS_THEY_ARE = {
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
}
BY_EMAIL = {
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}


def _chosen() -> list[URLPattern]:
    found = []
    for p in account_urls.urlpatterns:
        if p.name in AS_THEY_ARE:
            found.append(p)
        elif p.name == "account_login":
            found.append(
                URLPattern(p.pattern, allow_institutions(p.callback), p.default_args, p.name)
            )
        elif p.name in BY_EMAIL:
            found.append(URLPattern(p.pattern, only_with_email(p.callback), p.default_args, p.name))
    return found


urlpatterns = [
    path("", mine.mine, name="account-mine"),
    path("export.jsonl", mine.export, name="account-export"),
    path("delete/", mine.delete, name="account-delete"),
    path("second-factor/", mine.second_factor, name="account-second-factor"),
    path("keys/", keys.keys, name="account-keys"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="account-key-revoke"),
    path("people/", people.people, name="account-people"),
    path("people/<str:username>/", people.one, name="account-person"),
    path("invitation/<str:who>/<str:token>/", people.invitation, name="account-invitation"),
    path("replies/", replies.mine, name="replies-mine"),
    path("replies/new/", replies.new, name="reply-new"),
    path("replies/<slug:number>/", replies.edit, name="reply-edit"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/<slug:slug>/", institutions.one, name="institution"),
    path("searches/", searches.searches, name="searches"),
    path("searches/new/", searches.new, name="search-new"),
    path("searches/<int:search_id>/", searches.one, name="saved-search"),
    path("searches/<int:search_id>/run/", searches.run, name="search-run"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/new/", drafts.new, name="draft-new"),
    path("drafts/<slug:number>/", drafts.one, name="draft"),
    path("drafts/<slug:number>/unfinished/", draft_forms.piece, name="draft-piece"),
    path("drafts/<slug:number>/beside/", draft_scenarios.beside, name="draft-beside"),
    path("drafts/<slug:number>/history/", draft_scenarios.history, name="draft-history"),
    path("drafts/<slug:number>/history/<int:n>/", draft_scenarios.version, name="draft-version"),
    path("drafts/<slug:number>/report/", drafts.report, name="draft-report"),
    path(
        "drafts/<slug:number>/criteria/<str:criterion>/",
        draft_forms.criterion,
        name="draft-criterion",
    ),
    path("drafts/<slug:number>/findings/", draft_forms.finding, name="draft-finding-new"),
    path("drafts/<slug:number>/findings/<path:key>/", draft_forms.finding, name="draft-finding"),
    path("drafts/<slug:number>/form.yaml", drafts.form_file, name="draft-form"),
    path("drafts/<slug:number>/report.<slug:form>", drafts.report_file, name="draft-file"),
    *_chosen(),
    path("factors/", include(factor_urls)),
    path("sign-on/", include(sign_on_urls)),
    path("sessions/", include(session_urls)),
    path(
        "oidc/<slug:provider_id>/login/",
        allow_institutions(oidc.login),
        name="openid_connect_login",
    ),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
