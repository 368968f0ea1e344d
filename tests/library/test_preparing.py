"""After a load: what pages show of many texts is ready, of these texts and no others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.factories import coding, engine_record
from tierbook.library.catalogue.models import Derived
from tierbook.library.preparing import prepare_pages

LISTS = """{name}: Tier 2

{name} does not fully meet the minimum standards, but its efforts are significant.

RECOMMENDATIONS FOR {name}

Train judges on trafficking; amend the law to cover all forms of trafficking; fund shelters for men.

PROSECUTION

The government investigated {n} trafficking cases. For the first time it convicted an official of trafficking.

TRAFFICKING PROFILE

Women from {origin} are exploited in sex trafficking in {name}.
"""


@pytest.fixture
def filled(load: Any) -> Any:
    rows = []
    for name, code, origin in (("KENYA", "KEN", "Uganda"), ("GHANA", "GHA", "Togo")):
        for edition in (2017, 2018):
            text = LISTS.format(name=name, n=edition - 2000, origin=origin)
            rows.append(engine_record(text, country=code, edition=edition)[0])
    load(*rows)
    return load, rows


def kept() -> dict[str, str]:
    rows = Derived.objects.exclude(key__startswith="mark/").exclude(key="prepared")
    return dict(rows.values_list("key", "content"))


def test_what_is_made_ready_is_what_a_first_visit_makes(filled: Any, page: Any):
    assert prepare_pages() == 2
    ready = kept()
    assert {
        "dossier/KEN",
        "dossier/KEN/page",
        "ledger/GHA",
        "series/KEN",
        "indices/KEN",
        "changes/GHA",
    } <= set(ready)
    assert {"digest/2017", "digest/2018", "flows/2018", "flows/over-time", "ledger"} <= set(ready)
    Derived.objects.all().delete()
    for address in (
        "/KEN/", "/GHA/", "/KEN/recommendations/", "/GHA/recommendations/", "/recommendations/",
        "/digest/2017/", "/digest/2018/", "/flows/2018/", "/flows/2017/", "/KEN/indices/", "/GHA/indices/",
        "/KEN/series/", "/GHA/series/", "/KEN/changes/", "/GHA/changes/", "/KEN/2017/2018/", "/GHA/2017/2018/",
        "/KEN/2018/", "/GHA/2018/",
    ):  # fmt: skip
        page(address)
    made = kept()
    assert {key: made.get(key) for key in ready} == ready


def test_after_it_a_first_visit_makes_nothing(filled: Any, page: Any):
    prepare_pages()
    before = kept()
    for address in ("/KEN/", "/recommendations/", "/digest/2018/", "/flows/2018/", "/KEN/2017/2018/"):  # fmt: skip
        page(address)
    assert {key: row for key, row in kept().items() if key in before} == before
    assert {key.split("/")[0] for key in set(kept()) - set(before)} <= {"chart", "since"}


def test_nothing_is_gone_through_twice(filled: Any):
    load, _ = filled
    assert prepare_pages() == 2
    assert prepare_pages() == 0
    load()
    assert prepare_pages() == 0


def test_a_new_text_makes_its_country_and_edition_again_and_no_other_country(filled: Any):
    load, _ = filled
    prepare_pages()
    stamps = dict(Derived.objects.values_list("key", "made_by"))
    load(coding(country="KEN", edition=2019))
    assert prepare_pages() == 2
    now = dict(Derived.objects.values_list("key", "made_by"))
    assert now["dossier/KEN"] != stamps["dossier/KEN"]
    assert now["dossier/GHA"] == stamps["dossier/GHA"]
    assert now["digest/2018"] != stamps["digest/2018"]


def test_what_is_made_of_half_a_load_is_made_again(load: Any, page: Any):
    from tierbook.library.catalogue.derived import derived, touch_derived

    load(coding())

    def while_another_text_comes() -> str:
        touch_derived({"JPN"}, {2018})
        return "made of the texts before"

    derived("test/JPN", while_another_text_comes, of=["JPN"])
    assert derived("test/JPN", lambda: "made of all", of=["JPN"]) == "made of all"
    assert derived("test/THA", lambda: "one", of=["THA"]) == "one"
    touch_derived({"JPN"}, {2018})
    assert derived("test/THA", lambda: "two", of=["THA"]) == "one"


def test_a_country_that_cannot_be_prepared_keeps_no_other_out(
    filled: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    from tierbook.library.reading import kept as kept_module

    make = kept_module.kept_ledger

    def fail(code: str, held: Any = None) -> Any:
        if code == "GHA":
            raise ValueError("a list that nobody can read")
        return make(code, held)

    monkeypatch.setattr(kept_module, "kept_ledger", fail)
    assert prepare_pages() == 2
    assert "ledger/KEN" in kept()
    assert "ledger/GHA" not in kept()
    assert "GHA" in caplog.text
