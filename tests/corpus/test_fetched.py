"""What was fetched: kept whole or not at all, found again after a kill, brought into the corpus."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.limits import files_no_longer_than
from tests.pages.fetching.server import HOSTS, Server, TestClock, answer, slow
from tests.pages.fetching.storing import INDEX, narrative, site
from tests.pages.fixtures import Fixture, all_fixtures
from tierbook.corpus import Corpus, FetchedPages, fetched_inputs
from tierbook.errors import CorpusError
from tierbook.files import content_hash
from tierbook.pages import (
    Asker,
    Capture,
    Held,
    Manners,
    Outcome,
    ReadOptions,
    WarcFile,
    fetch_pages,
    plan_fetch,
)

REPOSITORY = Path(__file__).resolve().parents[2]
COUNTRIES = ("Japan", "Kenya", "Peru", "Ghana", "Chad", "Aruba", "Brazil", "Canada")


def _capture(page: bytes = b"<p>A page.</p>", name: str = "japan", **changed: object) -> Capture:
    fields: dict[str, object] = {
        "asked": f"https://www.state.gov{INDEX}{name}/",
        "address": f"https://www.state.gov{INDEX}{name}/",
        "sha256": content_hash(page),
        "captured": "2026-11-24T09:30:00Z",
        "edition": 2021,
        "country": "JPN",
        "publisher": "state",
        "role": "country",
        "etag": '"1"',
    }
    return Capture(Held(**{**fields, **changed}), page)  # type: ignore[arg-type]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus")


def _fetch(server: Server, corpus: Corpus, **more: object) -> list[Outcome]:
    asker = Asker(HOSTS, Manners("test", pause=0), TestClock(), server.network())
    targets = plan_fetch([2021], None, publishers=["state"])
    with (
        FetchedPages(corpus) as store,
        WarcFile(store.warc_path, software="t", made="2026-11-24T09:30:00Z") as warc,
    ):
        return list(fetch_pages(targets, store, asker, warc=warc, **more))  # type: ignore[arg-type]


def test_a_page_is_found_again_by_its_address(corpus: Corpus) -> None:
    capture = _capture()
    with FetchedPages(corpus) as store:
        assert store.find(capture.held.asked) is None
        store.keep(capture)
    with FetchedPages(corpus) as store:
        held = store.find(capture.held.asked)
        assert held == capture.held
        assert store.load(capture.held) == capture.page
    assert corpus.load_page(capture.held.sha256) == capture.page


def test_a_page_whose_bytes_are_lost_or_damaged_is_not_held(corpus: Corpus) -> None:
    capture = _capture()
    with FetchedPages(corpus) as store:
        store.keep(capture)
        corpus.page_path(capture.held.sha256).write_bytes(b"half")
        assert store.find(capture.held.asked) is None
        store.keep(capture)
        assert store.find(capture.held.asked) == capture.held
        corpus.page_path(capture.held.sha256).unlink()
        assert store.find(capture.held.asked) is None


@pytest.mark.skipif(os.name != "posix", reason="left out: no limit of a file's size here")
def test_a_full_disk_is_told_as_that_when_the_records_are_closed_too(corpus: Corpus) -> None:
    """The words of the first refusal reach the person; closing the file tries to write nothing once more."""
    capture = _capture()
    with FetchedPages(corpus) as store:
        store.keep(capture)
    path = corpus.folder / "fetch" / "state.jsonl"
    size = path.stat().st_size
    with (
        pytest.raises(CorpusError, match="File too large") as told,
        files_no_longer_than(size + 40),
        FetchedPages(corpus) as store,
    ):
        store.confirm(capture.held)
    assert told.value.where == str(path)
    with FetchedPages(corpus) as store:
        assert store.find(capture.held.asked) == capture.held
    assert path.stat().st_size == size


def test_two_runs_of_one_process_id_store_pages_side_by_side(corpus: Corpus) -> None:
    """In two containers two processes have the same id, and one folder."""

    class Within(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if data:
                corpus.store_page(io.BytesIO(b"another page, stored meanwhile"))
            return data

    digest, new = corpus.store_page(Within(b"a page"))
    assert (digest, new) == (content_hash(b"a page"), True)
    assert corpus.load_page(digest) == b"a page"
    assert corpus.load_page(content_hash(b"another page, stored meanwhile"))
    assert [path.name for path in corpus.pages.iterdir() if path.is_file()] == []


def test_what_a_killed_run_left_of_a_page_is_swept(corpus: Corpus) -> None:
    corpus.store_page(io.BytesIO(b"a page"))
    left = corpus.pages / ".page.0123456789abcdef.part"
    left.write_bytes(b"half")
    corpus.ingest([])
    assert not left.exists()


def test_the_last_word_on_an_address_counts(corpus: Corpus) -> None:
    with FetchedPages(corpus) as store:
        store.keep(_capture())
        store.keep(_capture(b"<p>Another.</p>", etag='"2"'))
    with FetchedPages(corpus) as store:
        held = store.find(_capture().held.asked)
    assert held is not None
    assert held.etag == '"2"'
    assert len(fetched_inputs(corpus)) == 1


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_is_cut_off(corpus: Corpus, cut: int) -> None:
    with FetchedPages(corpus) as store:
        store.keep(_capture())
        store.keep(_capture(b"second", "kenya", country="KEN"))
    path = corpus.folder / "fetch" / "state.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    with FetchedPages(corpus) as store:
        assert store.find(_capture().held.asked) is not None
        assert store.find(_capture(name="kenya").held.asked) is None
        store.keep(_capture(b"second", "kenya", country="KEN"))
    assert len(fetched_inputs(corpus)) == 2


@pytest.mark.parametrize(
    "spoilt", [b"not json\n", b"[1]\n", b'{"event":"page"}\n', b"\x00\x00\x00\n"]
)
def test_a_damaged_line_is_named(corpus: Corpus, spoilt: bytes) -> None:
    with FetchedPages(corpus) as store:
        store.keep(_capture())
    path = corpus.folder / "fetch" / "state.jsonl"
    path.write_bytes(path.read_bytes() + spoilt)
    with pytest.raises(CorpusError) as caught, FetchedPages(corpus):
        pass
    assert caught.value.where == f"{path}:3"
    assert caught.value.remedy


def test_records_of_a_newer_format_are_refused(corpus: Corpus) -> None:
    path = corpus.folder / "fetch" / "state.jsonl"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"format":2}\n')
    with pytest.raises(CorpusError, match="format 2"), FetchedPages(corpus):
        pass


def test_two_runs_at_once_are_refused(corpus: Corpus) -> None:
    with (
        FetchedPages(corpus),
        pytest.raises(CorpusError, match="another run"),
        FetchedPages(corpus),
    ):
        pass
    with FetchedPages(corpus):  # and the lock is given back
        pass


def test_nothing_fetched_is_no_input(corpus: Corpus) -> None:
    assert fetched_inputs(corpus) == []


def test_inputs_say_what_the_address_says(corpus: Corpus) -> None:
    with FetchedPages(corpus) as store:
        store.keep(_capture())
        store.keep(_capture(b"index", "index", role="index", country=None))
        store.keep(_capture(b"many", "many", role="several", country=None))
    one, many = fetched_inputs(corpus)
    assert one.name == f"www.state.gov{INDEX}japan"
    assert one.options == ReadOptions(
        country="JPN", edition=2021, address=_capture().held.address, captured="2026-11-24"
    )
    assert many.options is not None
    assert many.options.country is None


# --- the whole way


def test_what_was_fetched_is_read_coded_and_not_done_twice(tmp_path: Path, corpus: Corpus) -> None:
    with Server().running() as server:
        site(server, "Japan", "Kenya")
        assert {o.status for o in _fetch(server, corpus)} == {"fetched"}
    report = corpus.ingest(fetched_inputs(corpus))
    assert report.problems == []
    assert report.documents == 2
    documents = [corpus.load_coding(name)["document"] for name in corpus.documents()]
    assert {(d["country"], d["edition"]) for d in documents} == {("JPN", 2021), ("KEN", 2021)}
    assert {d["address"] for d in documents} == {
        f"https://www.state.gov{INDEX}japan/",
        f"https://www.state.gov{INDEX}kenya/",
    }
    again = corpus.ingest(fetched_inputs(corpus))
    assert (again.documents, again.pages_unchanged, again.written) == (0, 2, 0)


def _on_listed_hosts() -> list[Fixture]:
    """Test pages of layouts that stand under an address that fetch may ask."""

    def listed(address: str | None) -> bool:
        return (
            address is not None
            and address.startswith("https:")
            and urlsplit(address).netloc in HOSTS
        )

    return [
        one for one in all_fixtures() if one.form == "html" and one.row and listed(one.row.address)
    ]


def test_pages_of_every_publisher_go_the_whole_way(corpus: Corpus) -> None:
    pages = _on_listed_hosts()
    assert {urlsplit(one.row.address or "").netloc for one in pages if one.row} >= {
        "www.state.gov", "2017-2021.state.gov", "2009-2017.state.gov", "www.refworld.org", "www.ecoi.net"
    }  # fmt: skip
    given = []
    with Server().running() as server:
        for one in pages:
            assert one.row is not None
            parts = urlsplit(one.row.address or "")
            server.serve(parts.path, answer(one.data), host=parts.netloc)
            given.append((one.row.edition or 0, one.row.countries[0], one.row.address or ""))
        asker = Asker(HOSTS, Manners("test", pause=0), TestClock(), server.network())
        with FetchedPages(corpus) as store:
            for edition, country, address in given:
                names = ("state", "refworld", "ecoi")
                targets = plan_fetch(
                    [edition], [country], publishers=names, given=[(edition, country, address)]
                )
                (target,) = [t for t in targets if t.places and t.places[0].address == address]
                (outcome,) = fetch_pages([target], store, asker)
                assert (outcome.status, outcome.address) == ("fetched", address)
    report = corpus.ingest(fetched_inputs(corpus))
    assert [p for p in report.problems if p.failed] == []
    documents = [corpus.load_coding(name)["document"] for name in corpus.documents()]
    found = {(d["address"], d["edition"], d["country"]) for d in documents}
    assert found == {(address, edition, country) for edition, country, address in given}


def test_a_page_that_is_no_narrative_stays_held_and_is_named(corpus: Corpus) -> None:
    other = "<html><head><title>News</title></head><body><p>Rain is expected.</p></body></html>"
    with Server().running() as server:
        site(server, "Japan", "Kenya")
        server.serve(f"{INDEX}kenya/", answer(other))
        _fetch(server, corpus)
        report = corpus.ingest(fetched_inputs(corpus))
        assert report.documents == 1
        assert [p.where for p in report.problems] == [f"www.state.gov{INDEX}kenya"]
        assert {o.status for o in _fetch(server, corpus)} == {"held"}


def _read_warc(path: Path) -> Counter[str]:
    """Count the responses by address; digests are checked."""
    found: Counter[str] = Counter()
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            if record.rec_type == "response":
                found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    return found


@pytest.mark.parametrize(("after", "more"), [(0, 0.0), (1, 0.012), (3, 0.0), (5, 0.02), (8, 0.012)])
def test_a_run_that_is_killed_goes_on_where_it_was(corpus: Corpus, after: int, more: float) -> None:
    with Server().running() as server:
        site(server, *COUNTRIES)
        for country in COUNTRIES:
            path = f"{INDEX}{country.lower()}/"
            server.serve(path, slow(answer(narrative(country)), 0.02))
        command = [
            sys.executable,
            "-m",
            "tests.corpus.fetching_process",
            str(server.port),
            str(corpus.folder),
        ]
        source = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)]),
        }
        killed = subprocess.Popen(command, cwd=REPOSITORY, env=source, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while len(server.paths()) <= after and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(more)
        killed.send_signal(signal.SIGKILL)
        killed.wait(10)
        first = len(server.asked)
        kept = {one.name for one in fetched_inputs(corpus)}

        done = subprocess.run(
            command, cwd=REPOSITORY, env=source, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()
        lines = done.stdout.decode().split("\n")[:-1]
        assert len(lines) == len(COUNTRIES)
        second = [f"www.state.gov{a.path.rstrip('/')}" for a in server.asked[first:]]
        assert not kept & set(second)  # what was held is not asked again
        asked = Counter(server.paths())
    twice = [path for path, count in asked.items() if count > 1]
    assert len(twice) <= 1  # nothing but the page on its way
    held = {one.name.rpartition("/")[2] for one in fetched_inputs(corpus)}
    assert held == {country.lower() for country in COUNTRIES}
    for one in fetched_inputs(corpus):
        assert one.path is not None
        assert content_hash(one.path.read_bytes()) == one.path.name
    responses = _read_warc(corpus.folder / "fetch" / "pages.warc.gz")
    assert len(responses) == len(COUNTRIES) + 1
    assert sum(responses.values()) <= len(COUNTRIES) + 2
