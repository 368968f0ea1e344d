"""The table of what each format carries is true: what it carries comes back, what it doesn't is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.release.exchange.making import FORMS, codebook, sample_coding
from tierbook.release.exchange import (
    Imported,
    Project,
    Said,
    Text,
    Words,
    carried_table,
    project_of,
    read_exchange,
    write_exchange,
)

TEXT = Text(
    "tip-2003-jpn-test-00000000",
    "Officials enacted a law 😀. They held nobody.",
    {
        "id": "tip-2003-jpn-test-00000000",
        "country": "JPN",
        "edition": 2003,
        "title": "A title",
        "text_kind": "narrative",
    },
    ((0, 25, 1, 1), (26, 44, 1, 2)),
)
DRAWN = {"how": "sample", "sample": "s-00c0ffee", "probability": 0.5, "stratum": "era=1"}
FACTS = {
    "level": "law", "place": "home", "quality": "weak", "extent": "some", "actor": "ngo", "acts": ["arrested"],
    "note": "A note.", "action": "adjudicate", "at": "2026-11-26T10:00:00+00:00", "drawn": DRAWN,
}  # fmt: skip
SAID = Said(
    TEXT.id, "person/ana", "prosecution.law", "mixed", None,
    (Words(0, 23, TEXT.text[:23], 1, 1, "yes", (10, 17)),), FACTS,
)  # fmt: skip
SILENT = Said(TEXT.id, "rules/1", "tier.stated", None, "not_stated")
PROJECT = Project(
    (TEXT,),
    (SAID, SILENT),
    "tip/1",
    "A project",
    ("prosecution.law", "tier.stated"),
    ("person/ben",),
    "blind",
)


def back_from(form: str, *, onto: bool) -> Imported:
    data = write_exchange(form, PROJECT, codebook())
    return read_exchange(
        form, data, "f", codebook(), onto=(replace(TEXT, sentences=()),) if onto else ()
    )


def seen(form: str) -> dict[str, bool]:
    """Look what of the project a format brings back; the text itself without help, the rest with the text at hand."""
    alone, back = back_from(form, onto=False), back_from(form, onto=True)
    data = write_exchange(form, PROJECT, codebook())
    said = {one.coder: one for one in back.project.said}
    mine, silent = said["person/ana"], said["rules/1"]
    texts = alone.project.texts
    words = mine.words[0]
    return {
        "text": bool(texts) and texts[0].text == TEXT.text,
        "document": b"A title" in data or (form in ("qdpx", "cas") and texts[0].about == TEXT.about),
        "sentences": bool(texts) and bool(texts[0].sentences),
        "coder": set(said) == {"person/ana", "rules/1"},
        "value": mine.value == "mixed",
        "absence": silent.absence == "not_stated" and silent.words == (),
        "words": (words.start, words.end, words.text) == (0, 23, TEXT.text[:23]),
        "mark": words.mark == (10, 17),
        "supports": words.supports == "yes",
        "level": mine.fact("level") == "law",
        "place": mine.fact("place") == "home",
        "qualities": all(mine.fact(name) == FACTS[name] for name in ("quality", "extent", "actor", "acts")),
        "note": mine.fact("note") == "A note.",
        "time": mine.fact("at") == FACTS["at"],
        "adjudication": mine.fact("action") == "adjudicate",
        "drawn": mine.fact("drawn") == DRAWN,
        "people still to code": back.project.coders == ("person/ben",),
        "codebook": form == "qdpx",
        "rejected candidates": False,
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_table_tells_what_comes_back(form: str) -> None:
    found = seen(form)
    told = {what: not cells[form].startswith("no") for what, cells in carried_table()}
    assert told == found


def test_a_project_for_qualitative_programs_holds_the_rules_of_the_codes(tmp_path: Path) -> None:
    from tierbook.release.exchange.guarding import open_zip, parse_xml

    files, _ = open_zip(write_exchange("qdpx", PROJECT, codebook()), "p", (".qde",))
    root = parse_xml(files["project.qde"], "p")
    codes = {code.get("name"): code for code in root.iter("{*}Code")}
    assert {
        "prosecution.law",
        "prosecution.law = mixed",
        "tier.stated = 2WL",
        "prosecution",
    } <= codes.keys()
    about = codes["prosecution.law"].find("{*}Description").text
    assert "Does a law in force prohibit trafficking in persons?" in about
    assert codes["prosecution"].get("isCodable") == "false"
    assert len(codes) == len(list(root.iter("{*}Code")))  # QualCoder needs names that stand once
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))


def test_a_sample_says_first_that_it_is_one() -> None:
    project = project_of(
        [sample_coding("japan-2003.txt")], codebook=codebook(), variables=["tier.stated"]
    )
    for form in FORMS:
        data = write_exchange(form, project, codebook())
        if form in ("qdpx", "cas"):
            from tierbook.release.exchange.guarding import open_zip

            data = b"".join(open_zip(data, "p", (".qde", ".xmi"))[0].values())
        assert (b",sample," if form == "csv" else b"ample, not a quotation") in data, form


def test_a_rejection_and_what_was_taken_back() -> None:
    coding = sample_coding("japan-2003.txt")
    base = {
        "coder": "ana", "document": coding["document"]["id"], "level": None, "place": None, "evidence": [],
        "note": "", "shown": "proposal", "drawn": {"how": "queue"}, "undoes": None, "codebook": "tip/1",
    }  # fmt: skip
    decisions = [
        {**base, "event": "e1", "variable": "profile.source", "action": "reject", "value": None},
        {**base, "event": "e2", "variable": "profile.transit", "action": "change", "value": "yes"},
        {
            **base,
            "event": "e3",
            "variable": "profile.transit",
            "action": "undo",
            "value": None,
            "undoes": "e2",
        },
        {**base, "event": "e4", "variable": "prosecution.law", "action": "change", "value": "no"},
        {**base, "event": "e5", "variable": "prosecution.law", "action": "change", "value": "yes"},
        {
            **base,
            "coder": "eva",
            "event": "e6",
            "variable": "prosecution.law",
            "action": "adjudicate",
            "value": "mixed",
        },
    ]
    project = project_of(
        [coding], decisions, codebook=codebook(), variables=["profile.source", "prosecution.law"]
    )
    people = [s for s in project.said if s.coder != "rules/1"]
    assert [(s.coder, s.variable, s.value) for s in people] == [
        ("person/ana", "profile.source", None),
        ("person/ana", "prosecution.law", "yes"),
        ("person/eva", "prosecution.law", "mixed"),
    ]
    for form in FORMS:
        data = write_exchange(form, project, codebook())
        back = read_exchange(form, data, "f", codebook(), onto=project.texts)
        again = [replace(s, id="") for s in back.project.said if s.coder != "rules/1"]
        assert sorted(again, key=lambda s: (s.variable, s.coder)) == people, form
