"""What is kept of a page: drawn once, the same for everybody, and gone as soon as what it was made of is another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.library.factories import coding, default_findings, finding
from tierbook.library.catalogue.models import Derived

HOSTILE = "<script>alert(1)</script> & \"x\" 'y'"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#x27;y&#x27;"


def at(record: dict[str, Any]) -> str:
    return f"/documents/{record['document']['id']}/"


def drawn() -> dict[str, tuple[str, str]]:
    rows = Derived.objects.filter(key__startswith="drawn/")
    return {row.key: (row.made_by, row.content) for row in rows}


def changed(record: dict[str, Any]) -> dict[str, Any]:
    """The same text in another coding: one finding more and a note."""
    more = finding(
        "prevention.campaign",
        "yes",
        "Women are brought to Japan and sold for sex.",
        note="A note of today.",
    )
    again = coding(findings=[*default_findings(), more])
    assert again["document"]["id"] == record["document"]["id"]
    return again


def test_a_page_is_drawn_once(load: Any, page: Any):
    record = coding()
    load(record)
    first = page(at(record)), page("/JPN/")
    kept = drawn()
    assert {key.split("/")[1] for key in kept} == {record["document"]["id"], "JPN"}
    assert (page(at(record)), page("/JPN/")) == first
    assert drawn() == kept


def test_a_new_coding_shows_at_once(load: Any, page: Any):
    record = coding()
    load(record)
    for address in (at(record), "/JPN/"):
        assert "A note of today." not in page(address)
    load(changed(record))
    assert "A note of today." in page(at(record))
    assert "prevention.campaign" in page("/JPN/")


def test_a_new_edition_shows_on_the_page_of_its_country_and_leaves_other_texts_as_drawn(
    load: Any, page: Any
):
    record = coding()
    load(record)
    page(at(record))
    page("/JPN/")
    before = drawn()
    later = coding(edition=2018)
    load(record, later)
    assert at(later) in page("/JPN/")
    page(at(record))
    texts = [key for key in before if key.endswith("/text")]
    assert texts
    assert {key: drawn()[key] for key in texts} == {key: before[key] for key in texts}


def test_a_text_that_is_gone_is_gone_from_the_page_of_its_country(
    load: Any, page: Any, tmp_path: Path
):
    record, later = coding(), coding(edition=2018)
    load(record, later)
    assert at(later) in page("/JPN/")
    (tmp_path / "corpus" / "codings" / f"{later['document']['id']}.json").unlink()
    load(record)
    assert at(later) not in page("/JPN/")


def test_computed_tiers_are_drawn_apart(load: Any, page: Any, settings: Any):
    record = coding()
    load(record)
    settings.TIERBOOK_SHOW_COMPUTED = True
    page(at(record))
    settings.TIERBOOK_SHOW_COMPUTED = False
    page(at(record))
    endings = {key.rpartition("/")[2] for key in drawn()}
    assert {"text", "computed"} <= endings


@pytest.mark.parametrize("field", ["cue", "note"])
def test_words_of_a_coding_are_never_markup(load: Any, page: Any, field: str):
    rows = default_findings()
    rows[0][field] = HOSTILE
    record = coding(findings=rows)
    load(record)
    text = page(at(record))
    assert "<script>alert" not in text
    assert ESCAPED in text


def test_what_is_made_of_another_version_is_made_again(db: None):
    from tierbook.library.catalogue.derived import derived

    assert derived("test/one", lambda: 1, of=(), version="a") == 1
    assert derived("test/one", lambda: 2, of=(), version="a") == 1
    assert derived("test/one", lambda: 3, of=(), version="b") == 3


def test_nothing_is_kept_of_a_text_that_is_gone(load: Any, page: Any, tmp_path: Path):
    record, later = coding(), coding(edition=2018)
    load(record, later)
    for one in (record, later):
        page(at(one))
    gone = later["document"]["id"]
    kept = Derived.objects.exclude(key__startswith="mark/")
    assert {key.split("/")[0] for key in _of(kept, gone)} == {"drawn", "since"}
    (tmp_path / "corpus" / "codings" / f"{gone}.json").unlink()
    load(record)
    assert not _of(kept, gone)
    assert _of(kept, record["document"]["id"])


def _of(kept: Any, document: str) -> list[str]:
    return [key for key in kept.values_list("key", flat=True) if document in key]
