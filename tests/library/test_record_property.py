"""Whatever is loaded after whatever: an address that was published answers with the bytes of its first content."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.factories import PARAGRAPHS, coding, finding, write_corpus
from tierbook.files import short_hash
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.loading import load_folder
from tierbook.library.record import finding_at
from tierbook.library.record.indexing import forget_index
from tierbook.library.record.models import Entry, Erratum

WORDS = {
    "prosecution.law": ("No statute bans trafficking", "Police opened cases"),
    "protection.shelter": ("Shelters are scarce", "may grant a short stay"),
    "profile.destination": ("brought to Japan",),
}
IDS = ("tip-2003-jpn-refworld-00000001", "tip-2003-jpn-refworld-00000002")
TEXTS = (PARAGRAPHS, (*PARAGRAPHS, ("prevention", "A hotline was opened.")))


@st.composite
def codings(draw: st.DrawFn) -> dict[str, Any]:
    """Return a coding of one of two documents: any findings, versions, title and text."""
    document = draw(st.sampled_from(IDS))
    book = draw(st.sampled_from(("tip/1", "tip/2")))
    rows = [
        finding(
            variable,
            draw(st.sampled_from(("yes", "no"))),
            draw(st.sampled_from(WORDS[variable])),
            cue=draw(st.sampled_from(("one.rule", "another.rule"))),
            certainty=draw(st.sampled_from(("stated", "alleged"))),
        )
        for variable in draw(st.lists(st.sampled_from(sorted(WORDS)), unique=True))
    ]
    record = coding(
        findings=rows,
        paragraphs=draw(st.sampled_from(TEXTS)),
        id=document,
        sha256=document[-1] * 64,
        title=draw(st.sampled_from(("A report", "Another title"))),
    )
    record["versions"] = {
        "tierbook": "0.1.0",
        "codebook": book,
        "cues": draw(st.sampled_from(("1", "2"))),
    }
    for row in record["findings"]:
        said = (row["variable"], row["value"], row["certainty"], row["evidence"][0]["text"])
        row["id"] = short_hash([document, said, book])
    return record


STEPS = st.one_of(
    st.tuples(st.just("load"), codings()),
    st.tuples(st.just("remove"), st.sampled_from(IDS)),
    st.tuples(st.just("lose the database"), st.none()),
    st.tuples(st.just("lose the database and ingest"), codings()),
)


def lose_the_database() -> None:
    Document.objects.all().delete()
    forget_index()


def take(corpus: Path, step: str, what: Any) -> None:
    """Do one thing to the home, then load it as `ingest` does."""
    from tierbook.corpus import Corpus
    from tierbook.files import canonical_json

    if step.startswith("lose"):
        lose_the_database()
    if step == "remove":
        held = Corpus(corpus)
        held.keep_replaced(what, None)
        held.coding_path(what).unlink(missing_ok=True)
    elif what is not None:
        Corpus(corpus).keep_replaced(what["document"]["id"], canonical_json(what))
        write_corpus(corpus.parent, what, assessed=False)
    load_folder(corpus)


@given(steps=st.lists(STEPS, min_size=2, max_size=7))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_address_answers_for_ever_with_what_was_first_published_there(db, steps):
    home = Path(tempfile.mkdtemp())
    published: dict[tuple[str, str], bytes] = {}
    try:
        corpus = write_corpus(home)
        for step, what in steps:
            take(corpus, step, what)
            for (document, name), data in published.items():
                answer = finding_at(document, name)
                assert answer is not None, (document, name, step)
                assert answer.to_json() == data, (document, name, step)
            for row in Content.objects.all():
                import orjson

                for found in orjson.loads(row.coding)["findings"]:
                    key = (row.pk, found["id"])
                    if key not in published:
                        answer = finding_at(*key)
                        assert answer is not None
                        assert answer.finding == found
                        published[key] = answer.to_json()
        entries, errata = Entry.objects.count(), set(Erratum.objects.values_list("pk", flat=True))
        load_folder(corpus)
        assert Entry.objects.count() == entries
        lose_the_database()
        load_folder(corpus)
        assert Entry.objects.count() == entries
        assert set(Erratum.objects.values_list("pk", flat=True)) == errata
        for (document, name), data in published.items():
            assert finding_at(document, name).to_json() == data
    finally:
        lose_the_database()
        shutil.rmtree(home)
