"""The journal: it alone brings back everything that was published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.library.factories import coding, default_findings, write_corpus
from tests.library.histories import (
    FREED,
    ID,
    NEXT,
    address,
    find,
    first,
    law,
    made,
    reworded,
    without,
)
from tierbook.corpus import Corpus
from tierbook.errors import CorpusError
from tierbook.library.catalogue.derived import who_loads
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.loading import load_folder
from tierbook.library.record import Noting
from tierbook.library.record.indexing import forget_index
from tierbook.library.record.journal import Journal
from tierbook.library.record.models import Address, Blob, Entry, Erratum, Kept


def rows():
    """Return all rows of the record, as plain values."""
    found = {}
    for model in (Address, Blob, Entry, Erratum, Kept):
        names = [f.name for f in model._meta.fields if f.name != "id"]
        found[model.__name__] = sorted(map(repr, model.objects.values_list(*names)))
    return found


def throw_away_the_database():
    Document.objects.all().delete()
    forget_index()


def answers(client, paths):
    return [client.get(f"{path}.json").content for path in paths]


def test_a_database_that_was_thrown_away_comes_back_from_corpus_and_journal(load, client):
    old = first(address="https://www.refworld.org/docid/4a4214b32d.html")
    load(old, coding(country="THA"))
    paths = [address(old, "prosecution.law"), address(old, "profile.origins")]
    published = answers(client, paths)
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    before = rows()
    assert before["Erratum"]
    throw_away_the_database()
    load()
    assert rows() == before
    assert answers(client, paths) == published


def test_the_same_folder_twice_writes_no_line(load, tmp_path: Path):
    load(first())
    journal = Journal(tmp_path / "corpus")
    size = journal.size()
    load()
    assert journal.size() == size


def test_a_coding_that_ingest_replaced_before_the_database_came_back_is_not_lost(
    load, client, tmp_path: Path
):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    published = answers(client, [path])
    throw_away_the_database()
    from tierbook.files import canonical_json

    new = made(law("yes", "Police opened cases"), versions=NEXT)
    Corpus(tmp_path / "corpus").keep_replaced(ID, canonical_json(new))
    load(new)
    assert answers(client, [path]) == published
    assert Erratum.objects.get().was["value"] == "no"
    assert not list((tmp_path / "corpus" / "replaced").glob("*"))


def test_a_document_that_left_while_there_was_no_database_is_a_tombstone(
    load, client, tmp_path: Path
):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    published = answers(client, [path])
    throw_away_the_database()
    corpus = Corpus(tmp_path / "corpus")
    corpus.keep_replaced(ID, None)
    corpus.coding_path(ID).unlink()
    load()
    assert answers(client, [path]) == published
    assert client.get(f"{path}/standing.json").json()["state"] == "removed"


def test_ingest_keeps_what_it_replaces_only_where_a_library_publishes(tmp_path: Path):
    corpus = Corpus(write_corpus(tmp_path, first()))
    corpus.keep_replaced(ID, b"another")
    assert not corpus.replaced.exists()
    (corpus.folder / "published").mkdir()
    held = corpus.coding_path(ID).read_bytes()
    corpus.keep_replaced(ID, held)
    assert not corpus.replaced.exists()
    corpus.keep_replaced(ID, b"another")
    assert [path.read_bytes() for path in corpus.replaced.iterdir()] == [held]


def test_a_load_that_was_interrupted_between_batches_notes_an_erratum_once(
    load, client, tmp_path: Path, monkeypatch
):
    from tierbook.library import loading

    records = [
        first(edition=2003 + n, id=f"tip-{2003 + n}-jpn-refworld-00000000") for n in range(4)
    ]
    load(*records)
    path = address(records[0], "prosecution.law")
    published = answers(client, [path])
    changed = [
        made(
            law("yes", "Police opened cases"),
            versions=NEXT,
            id=r["document"]["id"],
            edition=r["document"]["edition"],
        )
        for r in records
    ]
    write_corpus(tmp_path, *changed)
    monkeypatch.setattr(loading, "BATCH", 2)
    append = Journal.append
    calls = []

    def stop_behind_the_second_journal(journal, lines, size):
        size = append(journal, lines, size)
        calls.append(lines)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return size

    monkeypatch.setattr(Journal, "append", stop_behind_the_second_journal)
    with pytest.raises(KeyboardInterrupt):
        load_folder(tmp_path / "corpus")
    assert Erratum.objects.count() == 2
    monkeypatch.setattr(Journal, "append", append)
    load_folder(tmp_path / "corpus")
    load_folder(tmp_path / "corpus")
    assert Erratum.objects.count() == 4
    assert Entry.objects.filter(kind="recoded").count() == 4
    assert answers(client, [path]) == published


def test_a_torn_last_line_is_cut_off_and_its_document_noted_again(load, tmp_path: Path):
    load(first())
    journal = Journal(tmp_path / "corpus")
    whole = journal.path.read_bytes()
    with journal.path.open("ab") as file:
        file.write(b'{"event": "published", "docu')
    load(coding(country="THA"))
    lines = journal.path.read_bytes()
    assert lines.startswith(whole)
    assert len(list(journal.lines())) == lines.count(b"\n") - 1
    assert Entry.objects.count() == 2


def test_a_damaged_line_is_named_with_what_it_costs(load, tmp_path: Path):
    load(first())
    journal = Journal(tmp_path / "corpus")
    with journal.path.open("ab") as file:
        file.write(b"no record\n")
    with pytest.raises(CorpusError) as caught:
        load()
    assert str(journal.path) in str(caught.value)
    assert "put back a copy" in str(caught.value)


def test_a_journal_of_a_newer_format_is_refused(db, tmp_path: Path):
    corpus = write_corpus(tmp_path, first())
    (corpus / "published").mkdir()
    (corpus / "published" / "journal.jsonl").write_bytes(b'{"format": 2}\n')
    with pytest.raises(CorpusError) as caught:
        load_folder(corpus)
    assert "format 2" in str(caught.value)


def test_two_runs_at_once_do_not_write_into_each_others_lines(load, tmp_path: Path):
    load(first())
    corpus = tmp_path / "corpus"
    one, other = Noting(corpus), Noting(corpus)
    one.note_replaced("tip-2004-x-x-00000001", None, coding(country="THA"))
    other.note_replaced("tip-2004-x-x-00000002", None, coding(country="KHM"))
    one.write()
    with pytest.raises(CorpusError) as caught:
        other.write()
    assert "another run" in str(caught.value)


def test_a_library_of_before_the_record_publishes_what_it_holds(load, client, tmp_path: Path):
    old = first()
    load(old)
    path = address(old, "prosecution.law")
    published = answers(client, [path])
    forget_index()
    shutil.rmtree(tmp_path / "corpus" / "published")
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    assert [entry.kind for entry in Entry.objects.order_by("number")] == ["published", "recoded"]
    assert answers(client, [path]) == published
    forget_index()
    shutil.rmtree(tmp_path / "corpus" / "published")
    load()
    assert [entry.kind for entry in Entry.objects.all()] == ["published"]


def spoil(document: str) -> None:
    """Overwrite what the database holds of a text."""
    assert Content.objects.filter(pk=document).update(coding=b"no stream") == 1


def test_a_library_of_before_the_record_lives_with_a_text_that_is_damaged(load, tmp_path: Path):
    other = coding(country="THA")
    load(first(), other)
    forget_index()
    shutil.rmtree(tmp_path / "corpus" / "published")
    spoil(ID)
    load(first(), other)
    assert who_loads() is None
    assert [entry.document for entry in Entry.objects.all()] == [other["document"]["id"]]
    Document.objects.filter(pk=ID).update(digest="")  # as `check --mend` does
    load(first(), other)
    assert {entry.document for entry in Entry.objects.all()} == {ID, other["document"]["id"]}


def test_a_newer_state_of_a_damaged_text_is_followed_once_it_is_mended(load):
    newer = reworded(FREED, findings=default_findings(), id=f"{ID[:-8]}99999999")
    load(first())
    held = {"document": ID, "follows": None}
    spoil(ID)
    load(first(), newer)
    assert who_loads() is None
    assert not Entry.objects.exclude(follows=None).exists()
    assert Entry.objects.filter(**held).exists()
    Document.objects.filter(pk=ID).update(digest="")
    load(first(), newer)
    assert Entry.objects.exclude(follows=None).get().follows == ID


def test_a_text_is_removed_beside_one_of_its_page_that_is_damaged(load, tmp_path: Path):
    other = first(id=f"tip-2004-jpn-refworld-{ID[-8:]}")
    load(first(), other)
    spoil(other["document"]["id"])
    Corpus(tmp_path / "corpus").coding_path(ID).unlink()
    load(other)
    assert who_loads() is None
    assert [e.kind for e in Entry.objects.filter(document=ID).order_by("number")] == [
        "published",
        "removed",
    ]


def test_a_report_that_was_accepted_is_the_first_reason_of_the_erratum(load, page):
    from tierbook.library.accounts.inviting import add_person
    from tierbook.library.desk.reports import report, settle

    old = first()
    load(old)
    by = add_person("kofi", "adjudicator")
    row = find(old, "prosecution.law")
    for text, state in (("A statute is named.", "accepted"), ("Nothing is right.", "rejected")):
        told = report(ID, "wrong_value", finding=row["id"], text=text)
        said = "the second sentence names a statute" if state == "accepted" else ""
        settle(told.number, state, by=by, reason="Read again.", said=said)
    load(made(law("yes", "Police opened cases"), versions=NEXT))
    erratum = Erratum.objects.get()
    assert [reason["what"] for reason in erratum.reasons] == ["report", "cues", "software"]
    text = page(f"/errata/{erratum.slug}/")
    assert "the second sentence names a statute" in text
    for private in ("A statute is named.", "Nothing is right.", "Read again.", "kofi"):
        assert private not in text


def test_what_is_kept_grows_with_what_changed_and_not_with_what_is_held(load, tmp_path: Path):
    load(first())
    size = Journal(tmp_path / "corpus").size()
    load(first(versions=NEXT))
    same = Journal(tmp_path / "corpus").size() - size
    load(made(without("prosecution.law"), versions={**NEXT, "cues": "3"}))
    one = Journal(tmp_path / "corpus").size() - size - same
    whole = len((tmp_path / "corpus" / "codings" / f"{ID}.json").read_bytes())
    assert same < whole / 4
    assert one < whole / 1.5
    assert len(default_findings()) > 5


def test_another_journal_is_never_read_from_its_middle(load, tmp_path: Path):
    load(first(), coding(country="KHM"))
    mine, other = tmp_path / "corpus", tmp_path / "other"
    size = Journal(mine).size()
    held = rows()
    (mine / "published").rename(tmp_path / "kept")
    throw_away_the_database()
    load_folder(
        write_corpus(other, first(), coding(country="KHM"), *map(coding_of, ("THA", "FRA")))
    )
    journal = Journal(other / "corpus")
    assert journal.size() > size
    throw_away_the_database()
    (tmp_path / "kept").rename(mine / "published")
    load_folder(mine)
    assert rows() == held
    (mine / "published").rename(tmp_path / "kept")
    (other / "corpus" / "published").rename(mine / "published")
    load_folder(mine)  # reads it from its beginning, though it is longer than the one before
    assert {entry.document for entry in Entry.objects.all()} > {ID}
    assert Entry.objects.filter(unit__country="THA").exists()


def coding_of(country: str):
    return coding(country=country)
