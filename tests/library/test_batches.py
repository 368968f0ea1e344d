"""Loading in short transactions: whole documents or none, resumable, the same rows as by `bulk_create`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tests.library.factories import coding, finding, write_corpus
from tierbook.errors import CorpusError
from tierbook.library.catalogue.models import Content, Document, Finding, Paragraph, Passage
from tierbook.library.catalogue.rows import make_rows
from tierbook.library.catalogue.writing import write_records, write_rows
from tierbook.library.loading import BATCH, load_folder

COUNTRIES = "AFG AGO ALB ARE ARG ARM AUS AUT AZE BDI BEL BEN BFA BGD BGR".split()


def texts(count: int) -> list:
    return [
        coding(country=COUNTRIES[n % len(COUNTRIES)], edition=2001 + n // len(COUNTRIES))
        for n in range(count)
    ]


@pytest.fixture
def of_two_batches(monkeypatch: pytest.MonkeyPatch) -> list:
    monkeypatch.setattr("tierbook.library.loading.BATCH", 4)
    return texts(7)


def test_a_transaction_holds_fifty_documents_at_most():
    assert BATCH <= 50


def test_readers_see_a_batch_as_soon_as_it_is_written(load, tmp_path: Path, of_two_batches):
    seen = []
    corpus = write_corpus(tmp_path, *of_two_batches)
    load_folder(
        corpus, progress=lambda done, total: seen.append((done, total, Document.objects.count()))
    )
    assert seen == [(4, 7, 4), (7, 7, 7)]


def test_a_run_that_is_cut_off_leaves_whole_documents_and_the_next_does_the_rest(
    load, tmp_path: Path, of_two_batches
):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    corpus = write_corpus(tmp_path, *of_two_batches)
    with pytest.raises(KeyboardInterrupt):
        load_folder(corpus, progress=stop)
    assert Document.objects.count() == Content.objects.count() == 4
    for document in Document.objects.all():
        assert document.findings.count() == document.findings_count
        assert document.rows_of_text.count() == document.paragraphs
        assert document.passages.exists()
    counts = load_folder(corpus)
    assert (counts.added, counts.unchanged, counts.documents) == (3, 4, 7)
    assert load_folder(corpus).unchanged == 7


def test_a_batch_that_fails_leaves_nothing_of_its_documents(
    load, tmp_path: Path, of_two_batches, monkeypatch
):
    def fail(texts: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("tierbook.library.catalogue.search.index_texts", fail)
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        load_folder(write_corpus(tmp_path, *of_two_batches))
    assert not any(m.objects.exists() for m in (Document, Content, Paragraph, Finding))


def test_a_damaged_record_keeps_no_other_document_out(load, tmp_path: Path):
    good, bad = coding(), coding(country="THA")
    load(good, bad)
    bad["findings"][0]["evidence"][0]["text"] = "other words"
    with pytest.raises(CorpusError, match="all other documents were loaded"):
        load(good, bad, coding(country="KEN"))
    assert sorted(Document.objects.values_list("country", flat=True)) == ["JPN", "KEN", "THA"]
    kept = Content.objects.get(document__country="THA")
    assert "other words" not in kept.coding, "the damaged document stays as it was"


def test_two_runs_do_not_load_one_corpus_at_once(load, tmp_path: Path):
    from tierbook.corpus import Corpus

    corpus = write_corpus(tmp_path, coding())
    hold = "import sys, time; from tierbook.corpus import Corpus\n"
    hold += "from pathlib import Path\n"
    hold += "with Corpus(Path(sys.argv[1])).loading(): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(corpus)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CorpusError, match="another run"):
            load_folder(corpus)
        other.communicate("")
    assert load_folder(corpus).added == 1
    with Corpus(corpus).loading():
        pass


def test_rows_are_those_that_bulk_create_would_write(load):
    record = coding(
        paragraphs=(("profile", "Ça — “quoted”, a\ttab, 漢字, \\N and \\. as they are."),),
        findings=[finding("profile.victims", {"ä": [None, 1.5]}, "漢字", level=None)],
    )
    rows = make_rows(record, "digest", b"{}", None)
    others = make_rows(
        {**record, "document": {**record["document"], "id": "other"}}, "digest", b"{}", None
    )
    for one in (rows.document, rows.content):
        write_rows([one])
    write_rows(rows.paragraphs)
    write_rows(rows.findings)
    Document.objects.bulk_create([others.document])
    Content.objects.bulk_create([others.content])
    Paragraph.objects.bulk_create(others.paragraphs)
    Finding.objects.bulk_create(others.findings)
    for model in (Document, Content, Paragraph, Finding):
        left = {"id", "document", "document_id"}
        fields = [f.name for f in model._meta.concrete_fields if f.name not in left]
        if model is Document:
            one, two = (
                list(model.objects.filter(pk=pk).values(*fields))
                for pk in (rows.document.pk, "other")
            )
        else:
            one, two = (
                list(model.objects.filter(document_id=pk).order_by("pk").values(*fields))
                for pk in (rows.document.pk, "other")
            )
        assert one == two
        assert one


def test_no_rows_are_no_work(load):
    write_rows([])


def test_a_load_is_told_while_it_is_at_work_and_after_it_was_cut_off(
    load, tmp_path: Path, of_two_batches
):
    from tierbook.library.catalogue.derived import who_loads

    told = []
    corpus = write_corpus(tmp_path, *of_two_batches)

    def stop(done: int, total: int) -> None:
        told.append(who_loads())
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_folder(corpus, progress=stop)
    assert who_loads() == told[0]
    assert "loader" in told[0]
    load_folder(corpus, progress=stop)
    assert len(told) == 2
    assert who_loads() is None


def test_what_was_made_of_all_texts_stands_while_a_load_is_at_work_and_no_longer(
    load, tmp_path: Path, of_two_batches, monkeypatch
):
    from datetime import timedelta

    from tierbook.library.catalogue.derived import derived

    corpus = write_corpus(tmp_path, *of_two_batches)
    count = Document.objects.count
    assert derived("test", count) == 0
    seen = []

    def look(done: int, total: int) -> None:
        seen.append(derived("test", count))
        monkeypatch.setattr("tierbook.library.catalogue.derived._PATIENCE", timedelta(0))
        seen.append(derived("test", count))
        monkeypatch.undo()

    monkeypatch.setattr("tierbook.library.loading.BATCH", 4)
    load_folder(corpus, progress=look)
    assert seen[:2] == [0, 4], "a load that writes nothing for long was cut off"
    assert derived("test", count) == 7


def test_passages_and_those_that_the_database_numbers_itself_never_share_a_number(load):
    load(coding(country="KEN"), coding(country="JPN"))
    before = set(Passage.objects.values_list("pk", flat=True))
    one = Passage.objects.create(
        document_id=Document.objects.first().pk, paragraph=9, first=1, last=1, pillar="profile",
        words="a", evidence="", coded="",
    )  # fmt: skip
    load(coding(country="KEN"), coding(country="JPN"), coding(country="PER"))
    after = set(Passage.objects.values_list("pk", flat=True)) - before - {one.pk}
    assert one.pk not in before
    assert after
    assert min(after) > one.pk > max(before)


@pytest.mark.only_on("postgres")
def test_what_a_table_does_not_take_is_told_with_its_column(load):
    with pytest.raises(DatabaseError, match="country"), transaction.atomic():
        write_records("catalogue_document", ("id", "country"), [("a", "KENYA")])
