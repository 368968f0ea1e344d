"""Every kind of page that the site has: each address needs a line here, and each line is held to WCAG 2.2 AA."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Site, signed_in
from tests.browser.looks import faultless, unseen_focus

HERE = Path(__file__).parents[1]

# Each name of an address that answers with a page, and one such address.
PAGES: dict[str, Callable[[Site], str]] = {
    "home": lambda site: "/?edition=2003",
    "countries": lambda site: "/countries/",
    "edition": lambda site: "/editions/2003/",
    "document": lambda site: f"/documents/{site.document}/",
    "beside": lambda site: f"/documents/{site.document}/beside/{site.copy}/",
    "finding": lambda site: f"/documents/{site.document}/findings/{site.finding}/",
    "variables": lambda site: "/variables/",
    "variable": lambda site: "/variables/prosecution.law/",
    "laws": lambda site: "/law/",
    "law-compare": lambda site: "/law/compare/?one=2003&other=2009",
    "law-entry": lambda site: "/law/entries/demand.commercial_sex/",
    "law": lambda site: "/law/2009/",
    "law-beside": lambda site: "/law/2003/2009/",
    "statute": lambda site: "/law/palermo/",
    "statute-compare": lambda site: "/law/palermo/compare/?one=2005&other=2018",
    "statute-entry": lambda site: "/law/palermo/entries/assistance.housing/",
    "statute-law": lambda site: "/law/palermo/2018/",
    "statute-beside": lambda site: "/law/palermo/2005/2018/",
    "clock": lambda site: "/clock/",
    "clock-of": lambda site: "/clock/2018/",
    "compare": lambda site: "/compare/?units=JPN:2003+THA:2018+KEN:2018",
    "charts": lambda site: "/charts/",
    "chart": lambda site: "/charts/map/2018/",
    "method": lambda site: "/method/",
    "packs": lambda site: "/packs/",
    "query-pack": lambda site: "/packs/query/?country=KEN&theme=shelter&from=2016&to=2018",
    "advocacy-pack": lambda site: "/packs/advocacy/KEN/",
    "flows": lambda site: "/flows/",
    "flows-of": lambda site: "/flows/2018/",
    "panel": lambda site: "/panel/",
    "search": lambda site: "/search/?q=statute",
    "search-language": lambda site: "/search/language/",
    "search-batch": lambda site: "/search/batch/",
    "thesaurus": lambda site: "/search/thesaurus/",
    "help": lambda site: "/help/",
    "digests": lambda site: "/digest/",
    "digest": lambda site: "/digest/2018/",
    "recommendations": lambda site: "/recommendations/",
    "country-recommendations": lambda site: "/KEN/recommendations/",
    "country": lambda site: "/JPN/",
    "series": lambda site: "/KEN/series/",
    "indices": lambda site: "/KEN/indices/",
    "unit": lambda site: "/JPN/2003/",
    "changes": lambda site: "/JPN/changes/",
    "changes-between": lambda site: "/JPN/2003/2004/",
    "account_login": lambda site: "/account/login/",
    "thesaurus-entry": lambda site: "/search/thesaurus/human-trafficking/",
    "cite": lambda site: f"/documents/{site.document}/cite/?p=3&s=1",
    "why": lambda site: f"/documents/{site.document}/why/prosecution.law/",
    "unit-why": lambda site: "/KEN/2018/why/prosecution.law/",
    "errata": lambda site: "/errata/",
    "history": lambda site: f"/documents/{site.document}/history/",
    "at": lambda site: "/at/",
    "work": lambda site: "/works/tip-2003-jpn/",
    "api-problem": lambda site: "/api/problems/not-found/",
    "releases": lambda site: "/releases/",
    "institutions": lambda site: "/account/institutions/",
    "desk-report-new": lambda site: f"/desk/reports/new/?document={site.document}&place=3",
    "api-readable": lambda site: "/api/",
    "api-problems": lambda site: "/api/problems/",
}
# The same kinds of page in other states: more notes than lines, a sample, a copy, an assessment, nothing found.
STATES: dict[str, Callable[[Site], str]] = {
    "crowded document": lambda site: f"/documents/{site.crowded}/",
    "sample": lambda site: f"/documents/{site.sample}/",
    "copy": lambda site: f"/documents/{site.copy}/",
    "assessed document": lambda site: f"/documents/{site.judged}/",
    "two editions": lambda site: f"/documents/{site.later}/beside/{site.document}/",
    "home without texts": lambda site: "/?edition=2004",
    "edition without texts": lambda site: "/editions/2004/",
    "country without texts": lambda site: "/DZA/",
    "variable of lists": lambda site: "/variables/profile.origins/?value=THA",
    "filters that leave nothing": lambda site: "/variables/prosecution.law/?region=Africa&value=no",
    "countries narrowed": lambda site: "/countries/?region=Africa&held=texts",
    "search without hits": lambda site: "/search/?q=zeppelin",
    "search empty": lambda site: "/search/",
}
# Pages for people who are signed in; an admin may see all of them.
SIGNED_IN: dict[str, Callable[[Site], str]] = {
    "account-mine": lambda site: "/account/",
    "account-delete": lambda site: "/account/delete/",
    "account-second-factor": lambda site: "/account/second-factor/",
    "replies-mine": lambda site: "/account/replies/",
    "searches": lambda site: "/account/searches/",
    "search-new": lambda site: "/account/searches/new/?q=statute",
    "drafts": lambda site: "/account/drafts/",
    "draft-new": lambda site: "/account/drafts/new/",
    "account-keys": lambda site: "/account/keys/",
    "account-people": lambda site: "/account/people/",
    "account-person": lambda site: "/account/people/ada/",
    "account_change_password": lambda site: "/account/password/change/",
    "usersessions_list": lambda site: "/account/sessions/",
    "mfa_index": lambda site: "/account/factors/",
    "desk": lambda site: "/desk/",
    "desk-reports": lambda site: "/desk/reports/",
    "desk-queue": lambda site: "/desk/queue/",
    "desk-narrative": lambda site: f"/desk/narratives/{site.document}/",
    "desk-adjudication": lambda site: "/desk/adjudication/",
    "desk-agreement": lambda site: "/desk/agreement/",
    "desk-progress": lambda site: "/desk/progress/",
    "desk-samples": lambda site: "/desk/samples/",
    "desk-assignments": lambda site: "/desk/assignments/",
    "screening": lambda site: "/screening/",
    "screening-agreement": lambda site: "/screening/agreement/",
    "screening-training": lambda site: "/screening/training/",
    "screening-vignette": lambda site: "/screening/training/3/",
}
# Pages of what somebody wrote, or of what was withdrawn: they are looked at where that is made.
ELSEWHERE = {
    "erratum": "browser/journeys/test_journeys.py",
    "desk-report": "browser/test_pages_of_people.py",
    "desk-adjudicate": "browser/test_desk.py",
    "desk-sample": "browser/test_desk.py",
    "desk-agreement-of": "browser/test_desk.py",
    "saved-search": "browser/test_pages_of_people.py",
    "draft": "browser/test_pages_of_people.py",
    "draft-criterion": "browser/test_rapporteur.py",
    "draft-finding": "browser/test_rapporteur.py",
    "draft-finding-new": "browser/test_rapporteur.py",
    "draft-beside": "browser/test_rapporteur.py",
    "draft-history": "browser/test_rapporteur.py",
    "draft-version": "browser/test_rapporteur.py",
    "draft-report": "browser/test_rapporteur.py",
    "draft-published": "browser/test_pages_of_people.py",
    "reply-new": "browser/test_pages_of_people.py",
    "reply-edit": "browser/test_pages_of_people.py",
    "reply": "browser/test_pages_of_people.py",
    "institution": "browser/test_pages_of_people.py",
    "account-invitation": "browser/test_pages_of_people.py",
    "screening-case": "browser/test_screening.py",
    "screening-facts": "browser/test_screening.py",
    "screening-readings": "browser/test_screening.py",
    "screening-compare": "browser/test_screening.py",
}
# Files, redirects, forms that are only sent, answers to machines: no page of ours stands there.
NO_PAGE = frozenset(
    """
    healthz readyz metrics display switch-keys
    document-json finding-json finding-standing variable-file compare-file passages-file chart-of chart-file
    query-file advocacy-of advocacy-file flows-file panel-file digest-file recommendations-file
    country-recommendations-file dossier-json dossier-csv series-file indices-json indices-csv changes-json changes-csv
    account-export account-key-revoke account_logout
    why-json unit-why-json errata-file erratum-json releases-json citation-file exhibit
    draft-form draft-file draft-piece draft-published-file reply-keys reply-json
    desk-agreement-file desk-agreement-json
    history-json annotation annotations alert search-run
    search-feed search-ris documents-feed finding-csv clock-file metadata-file table-file table-json
    opensearch robots security-txt sitemap sitemap-part
    """.split()
)
# Steps of a package that need a state of their own, or that this library switches off.
OF_PACKAGES = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")


def addresses() -> Iterator[str]:
    """Yield the name of every address of the site, the interface for programs left out; one without a name leads on."""
    import django
    from django.conf import settings
    from django.urls import get_resolver

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tierbook.library.settings")
    settings.SECRET_KEY = "only for tests"
    django.setup()

    def walk(resolver: Any, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, path)
            elif pattern.name and not path.lstrip("^").startswith("api/v1"):
                yield pattern.name

    yield from walk(get_resolver(), "")


def test_every_address_has_a_line_that_says_how_it_is_looked_at():
    known = {*PAGES, *SIGNED_IN, *ELSEWHERE, *NO_PAGE}
    found = {name for name in addresses() if not name.startswith(OF_PACKAGES) or name in known}
    assert sorted(found - known) == [], "add a line to PAGES, SIGNED_IN, ELSEWHERE or NO_PAGE"
    assert sorted(known - found) == [], "a line whose address is gone"
    for name, file in ELSEWHERE.items():
        text = (HERE / file).read_text(encoding="utf-8")
        assert "faultless(" in text, f"{name}: {file} holds no page to WCAG"


@pytest.mark.chromium
@pytest.mark.parametrize("kind", [*PAGES, *STATES])
def test_axe_finds_nothing_wide_narrow_dark_printed_or_in_forced_colours(kind, open_page, site):
    faultless(open_page((PAGES | STATES)[kind](site)))


@pytest.mark.chromium
@pytest.mark.parametrize("kind", SIGNED_IN)
def test_axe_finds_nothing_on_pages_of_people_who_are_signed_in(kind, open_page, site):
    page = open_page("/account/login/")
    signed_in(page, site)
    page.goto(site.url + SIGNED_IN[kind](site))
    faultless(page)


@pytest.mark.chromium
@pytest.mark.parametrize(
    "kind", ["home", "document", "variable", "search", "country", "compare", "help"]
)
def test_whatever_takes_the_focus_shows_it(kind, open_page, site):
    page = open_page(PAGES[kind](site))
    assert unseen_focus(page) == []
