"""Loading a corpus folder into the database."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.library.factories import coding, write_corpus
from tierbook.corpus import DocumentEntry, Manifest
from tierbook.corpus.disk import hold_lock
from tierbook.errors import CorpusError
from tierbook.files import hash_file
from tierbook.library import loading
from tierbook.library.catalogue.models import Document, Finding, Paragraph
from tierbook.library.catalogue.search import Asked, find
from tierbook.library.loading import load_folder
from tierbook.library.operating.tables import _copy_before_change


def test_the_same_folder_twice_changes_nothing(load):
    first = load(coding(), coding(country="THA"))
    ids = list(Finding.objects.values_list("id", flat=True))
    second = load()
    assert (first.added, first.documents) == (2, 2)
    assert (second.added, second.changed, second.removed, second.unchanged) == (0, 0, 0, 2)
    assert list(Finding.objects.values_list("id", flat=True)) == ids


def test_a_changed_coding_replaces_its_rows(load):
    record = coding()
    load(record)
    record["findings"] = record["findings"][:2]
    counts = load(record)
    assert (counts.changed, counts.findings) == (1, 2)


def test_a_document_that_left_the_corpus_leaves_the_library(load, tmp_path: Path):
    stays, goes = coding(), coding(country="THA")
    load(stays, goes)
    (tmp_path / "corpus" / "codings" / f"{goes['document']['id']}.json").unlink()
    counts = load()
    assert counts.removed == 1
    assert list(Document.objects.values_list("id", flat=True)) == [stays["document"]["id"]]
    assert find(Asked("statute")).total == 1


def test_evidence_that_does_not_display_its_words_is_refused_and_nothing_is_written(load):
    load(coding())
    broken = coding(country="THA")
    broken["findings"][0]["evidence"][0]["text"] = "other words"
    with pytest.raises(CorpusError) as caught:
        load(broken)
    assert "does not display" in str(caught.value)
    assert broken["document"]["id"] in str(caught.value)
    assert "ingest" in str(caught.value)
    assert Document.objects.count() == 1


def test_a_damaged_file_is_named(load, tmp_path: Path):
    corpus = write_corpus(tmp_path, coding())
    (corpus / "codings" / "half-written.json").write_bytes(b'{"document": {"id": ')
    with pytest.raises(CorpusError) as caught:
        load_folder(corpus)
    assert "half-written.json" in str(caught.value)


def test_an_empty_home_gives_an_empty_library(db, tmp_path: Path):
    assert load_folder(tmp_path / "corpus").documents == 0


def write_listed(home: Path, *records: dict[str, Any]) -> Path:
    """Write a corpus folder whose manifest lists all of its codings."""
    corpus = write_corpus(home, *records)
    manifest = Manifest()
    for path in (corpus / "codings").glob("*.json"):
        beside = hash_file(corpus / "assessments" / path.name)
        manifest.documents[path.stem] = DocumentEntry("0" * 64, None, "", hash_file(path), beside)
    (corpus / "manifest.json").write_bytes(manifest.to_bytes())
    return corpus


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have something happen between the names of the files and their bytes."""
    names = loading._names

    def list_then_act(corpus: Path) -> Iterator[str]:
        listed = list(names(corpus))
        act()
        return iter(listed)

    monkeypatch.setattr(loading, "_names", list_then_act)


def shorter(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "findings": record["findings"][:2]}


def test_a_file_that_is_lost_while_the_manifest_lists_it_costs_no_row(db, tmp_path: Path):
    corpus = write_listed(tmp_path, coding(), coding(country="THA"))
    load_folder(corpus)
    journal = corpus / "published" / "journal.jsonl"
    noted = journal.read_bytes()
    (path,) = (corpus / "codings").glob("*-tha-*")
    path.unlink()
    for _ in range(2):
        with pytest.raises(CorpusError, match="that the manifest lists is lost") as caught:
            load_folder(corpus)
        assert path.name in str(caught.value)
        assert "tierbook ingest PATH" in str(caught.value)
        assert Document.objects.count() == 2
        assert journal.read_bytes() == noted, "nothing was removed, so nothing is published of it"
    with hold_lock(corpus / ".lock"):  # an ingest may be about to take it away
        assert load_folder(corpus).removed == 0
    assert Document.objects.count() == 2


def test_a_file_that_was_lost_before_does_not_stop_a_new_library(db, tmp_path: Path):
    corpus = write_listed(tmp_path, coding(), coding(country="THA"))
    (path,) = (corpus / "codings").glob("*-tha-*")
    path.unlink()
    assert load_folder(corpus).added == 1


def test_a_file_that_goes_while_a_load_is_at_work_is_left_to_the_next(
    db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    corpus = write_listed(tmp_path, coding())
    load_folder(corpus)
    write_listed(tmp_path, coding(country="THA"))
    (path,) = (corpus / "codings").glob("*-tha-*")
    meanwhile(monkeypatch, path.unlink)
    counts = load_folder(corpus)
    assert (counts.documents, counts.added, counts.unchanged) == (1, 0, 1)


def test_what_an_ingest_at_work_has_written_is_left_to_the_next_load(db, tmp_path: Path):
    record = coding()
    corpus = write_listed(tmp_path, record)
    load_folder(corpus)
    write_corpus(tmp_path, shorter(record))
    with hold_lock(corpus / ".lock"):
        assert load_folder(corpus).changed == 0
    assert Finding.objects.count() == len(record["findings"])
    with pytest.raises(CorpusError, match="not the one that was written"):
        load_folder(corpus)
    write_listed(tmp_path)
    assert load_folder(corpus).changed == 1
    assert Finding.objects.count() == 2


def test_an_ingest_that_ends_while_a_load_is_at_work_is_told_as_no_damage(
    db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    record = coding()
    corpus = write_listed(tmp_path, record)
    load_folder(corpus)
    meanwhile(monkeypatch, lambda: write_listed(tmp_path, shorter(record)))
    assert load_folder(corpus).changed == 1
    assert Finding.objects.count() == 2


def test_rows_follow_the_coding(load):
    record = coding()
    load(record)
    document = Document.objects.get()
    assert (document.country, document.edition, document.stated_tier) == ("JPN", 2003, "2")
    assert document.findings_count == len(record["findings"])
    row = Finding.objects.get(variable="prosecution.law")
    assert row.quote == "No statute bans trafficking as such."
    assert (row.paragraph, row.sentence, row.value) == (3, 1, "no")
    assert Paragraph.objects.get(number=4).sentences[1][0] == 2


def test_an_existing_file_is_copied_before_its_tables_change(tmp_path: Path):
    import sqlite3

    path = tmp_path / "library.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("create table kept (word text)")
    database.close()

    killed = tmp_path / ".library.sqlite3.before-catalogue-0002_words.1a2b3c4d.part"
    killed.write_bytes(b"half a copy")
    path.chmod(0o640)
    _copy_before_change(path, "catalogue.0002_words")
    _copy_before_change(path, "catalogue.0002_words")
    copies = sorted(p.name for p in tmp_path.glob("*.before-*"))
    assert copies == [f"library.sqlite3.before-catalogue-0002_words{n}" for n in ("", "-2")]
    assert stat.S_IMODE((tmp_path / copies[0]).stat().st_mode) == 0o640
    with sqlite3.connect(tmp_path / copies[0]) as copy:
        assert copy.execute("select count(*) from kept").fetchone() == (0,)
    copy.close()


def many(number: int) -> list[dict[str, Any]]:
    return [coding(id=f"tip-2018-jpn-refworld-{n:08x}") for n in range(number)]


def test_a_corpus_that_is_not_there_empties_no_library(load, tmp_path: Path):
    load(coding())
    corpus, away = tmp_path / "corpus", tmp_path / "not-mounted"
    corpus.rename(away)
    for made in (False, True):
        if made:  # by an ingest
            (corpus / "codings").mkdir(parents=True)
        with pytest.raises(
            CorpusError, match="lacks 1 text of the 1 that the library holds"
        ) as caught:
            load_folder(corpus)
        told = str(caught.value)
        assert (str(corpus) in told, "not mounted" in told, "--remove" in told) == (True,) * 3
        assert Document.objects.count() == 1
        assert not (corpus / "published").exists()
    corpus.rename(tmp_path / "made")
    away.rename(corpus)
    assert load_folder(corpus).unchanged == 1


def test_most_of_a_library_leaves_it_only_where_somebody_said_so(load, tmp_path: Path):
    load(*many(12))
    files = sorted((tmp_path / "corpus" / "codings").iterdir())
    for path in files[5:]:
        path.unlink()
    with pytest.raises(CorpusError, match="lacks 7 texts of the 12"):
        load(remove=False)
    assert Document.objects.count() == 12
    assert load_folder(tmp_path / "corpus", remove=True).removed == 7
    files[0].unlink()
    assert load(remove=False).removed == 1


def test_texts_that_got_another_id_have_not_left(load, tmp_path: Path):
    load(*many(12))
    for path in (tmp_path / "corpus" / "codings").iterdir():
        path.unlink()
    moved = [coding(country="THA", id=f"tip-2018-tha-refworld-{n:08x}") for n in range(12)]
    counts = load(*moved, remove=False)
    assert (counts.added, counts.removed) == (12, 12)
