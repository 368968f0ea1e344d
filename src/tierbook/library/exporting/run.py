"""Write a library into a folder: page after page, resumable, and under its name only when it is whole.

The work goes on in a folder beside the one that is wanted. Each page that is written is noted there with the pages
that it leads to, so a run that was cut off is taken up; one of another library, version or date is begun anew. A page
that was noted is held against its hash then: what a power cut took is written again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from tierbook.errors import CorpusError, WrongUse
from tierbook.files import (
    VERSION,
    alone_at,
    canonical_json,
    hash_file,
    told_of_disk,
)
from tierbook.library.exporting.asking import Site, one_date
from tierbook.library.exporting.places import FINDINGS, LEFT_OUT, LEFT_OUT_PAGE, SEARCH_PAGE, Places
from tierbook.library.exporting.rewriting import Rewritten, rewrite_page, rewrite_style

__all__ = ["ExportCounts", "export_library"]

FORMAT = 1
MANIFEST, NOTES = "manifest.json", ".notes.jsonl"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportCounts:
    """What one export wrote: documents, pages, all files and their bytes, and addresses that answered with an error."""

    documents: int
    pages: int
    files: int
    bytes: int
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the counts by name."""
        return asdict(self)


def export_library(
    folder: Path,
    *,
    date: dt.date,
    findings: bool = False,
    without: Collection[str] = (),
    site: str = "",
    progress: Progress | None = None,
) -> ExportCounts:
    """Write the library of the configured home into a folder.

    Args:
        folder: does not exist, is empty, or holds an earlier export, which is replaced when the new one is whole.
        date: the date of the copy, on its pages and in its manifest: the same library and date give the same bytes.
        findings: whether each finding has a page of its own; there are some eighty for each document.
        without: names of parts that are left out: see `places.PARTS`.
        site: address of the library on the network, for the permalinks on its pages.
        progress: called with the number of pages written and of those known so far.

    Returns:
        What was written.

    Raises:
        WrongUse: the folder holds something else.
        CorpusError: it cannot be written, another run is writing it, or the library changed meanwhile.
    """
    from tierbook.library.catalogue.derived import held_state

    folder = Path(folder).resolve()
    _check_target(folder)
    part = folder.with_name(f".{folder.name}.part")
    places = Places(findings=findings, without=without)
    wanted = f"{date} {findings} {sorted(without)} {site}"
    again = "then run the same command again: it goes on"
    with (
        told_of_disk("the copy cannot be written", part, kind=CorpusError, again=again),
        _alone(folder),
    ):
        state = f"{held_state()} {wanted}"
        with one_date(date):
            counts = _Export(part, state, date, Site(site), places).run(progress)
        if f"{held_state()} {wanted}" != state:
            raise CorpusError(
                "the library changed while it was copied",
                where=str(part),
                remedy="run the same command again when no load is at work",
            )
        _put_in_place(part, folder)
    return counts


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only run that writes this copy; what another one has put there meanwhile is looked at once more."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone_at(folder, kind=CorpusError):
        _check_target(folder)
        yield


def _check_target(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and _may_be_replaced(folder)):
        raise WrongUse(
            "the folder holds something else than an exported library",
            where=str(folder),
            remedy="name a folder that is empty or does not exist",
        )


def _may_be_replaced(folder: Path) -> bool:
    if not any(folder.iterdir()):
        return True
    try:
        return bool(orjson.loads((folder / MANIFEST).read_bytes())["kind"] == "tierbook export")
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return False


def _put_in_place(part: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


class _Export:
    """One run."""

    def __init__(self, part: Path, state: str, date: dt.date, site: Site, places: Places) -> None:
        self.part, self.state, self.date, self.site = part, state, date, site
        self.places = places
        self.files: dict[str, str] = {}
        self.size = 0
        self.statics: set[str] = set()
        self.missing: list[str] = []
        self.seen: dict[str, None] = {}
        self.queue: deque[str] = deque()
        self._units: dict[tuple[str, int], str] | None = None
        self._last_references: tuple[str, dict[str, str]] = ("", {})

    def run(self, progress: Progress | None) -> ExportCounts:
        """Write every page that leads from the first, then the search, the files that pages use, and the manifest."""
        done = self._take_up()
        documents = self._seeds()
        pages = len(done)
        with (self.part / NOTES).open("ab") as notes:
            for address in self._addresses():
                links = done.get(address)
                if links is None:
                    note = self._write_page(address)
                    links = note["links"]
                    notes.write(orjson.dumps(note, option=orjson.OPT_APPEND_NEWLINE))
                    notes.flush()
                    pages += 1
                    if progress is not None:
                        progress(pages, pages + len(self.queue))
                self._follow(links)
        self._write_search()
        self._write_own(len(documents))
        self._write_statics()
        self._write_manifest(len(documents))
        (self.part / NOTES).unlink()
        return ExportCounts(
            len(documents), pages, len(self.files) + 1, self.size, tuple(sorted(self.missing))
        )

    def left_out(self) -> list[tuple[str, str]]:
        """Return what this copy does without, and why."""
        return [row for row in LEFT_OUT if row[0] != FINDINGS or not self.places.findings]

    def _take_up(self) -> dict[str, list[str]]:
        """Return what an earlier run wrote of the same library; begin anew where there is none."""
        done: dict[str, list[str]] = {}
        notes = self.part / NOTES
        rows = _read_notes(notes) if notes.is_file() else []
        if not rows or rows[0] != {"state": self.state}:
            shutil.rmtree(self.part, ignore_errors=True)
            self.part.mkdir(parents=True)
            notes.write_bytes(orjson.dumps({"state": self.state}, option=orjson.OPT_APPEND_NEWLINE))
            return done
        kept = [rows[0], *(row for row in rows[1:] if self._is_whole(row))]
        for row in kept[1:]:
            self._note(row)
            done[row["address"]] = row["links"]
        notes.write_bytes(b"".join(orjson.dumps(r, option=orjson.OPT_APPEND_NEWLINE) for r in kept))
        return done

    def _is_whole(self, row: dict[str, Any]) -> bool:
        """Tell whether a page that was noted stands on the disk: a note may outlive its page where the power fails."""
        try:
            return hash_file(self.part / row["file"]) == row["sha256"]
        except OSError:
            return False

    def _seeds(self) -> list[str]:
        from tierbook.library.catalogue.models import Document

        documents = list(Document.objects.values_list("pk", flat=True))
        self._follow(
            ["/", "/countries/", "/variables/", "/law/", "/method/", "/digest/", "/charts/"]
        )
        self._follow(f"/documents/{name}/" for name in documents)
        self._follow(["/recommendations/", "/flows/", "/clock/"])
        self._follow(f"/documents/{name}.json" for name in documents)
        return documents

    def _follow(self, links: Iterable[str]) -> None:
        for link in links:
            if link not in self.seen and self.places.file_of(link) is not None:
                self.seen[link] = None
                self.queue.append(link)

    def _addresses(self) -> Iterator[str]:
        while self.queue:
            yield self.queue.popleft()

    def _write_page(self, address: str) -> dict[str, Any]:
        """Write the page of an address and return what is noted of it."""
        name = self.places.file_of(address)
        assert name is not None
        answer = self.site.ask(address)
        if answer.status in (301, 302):
            made = self._made(address, name, "stub", title="Go on", target=answer.location)
        elif answer.status != 200:
            made = self._made(address, name, "stub", title="Not in this copy", target="")
        elif answer.kind.startswith("text/html"):
            made = self._rewrite(answer.body.decode(), address, name)
        else:
            made = None
        data = answer.body if made is None else made.text.encode()
        row = {
            "address": address,
            "file": name,
            "sha256": self._write(name, data),
            "size": len(data),
            "links": [] if made is None else made.links,
            "statics": [] if made is None else made.files,
            "missing": answer.status not in (200, 301, 302),
        }
        self._note(row)
        return row

    def _made(self, address: str, name: str, template: str, **context: Any) -> Rewritten:
        return self._rewrite(self.site.draw(f"exporting/{template}.html", context), address, name)

    def _rewrite(self, text: str, address: str, name: str) -> Rewritten:
        return rewrite_page(text, address, name, self.places, self._anchor_of, self.site.host)

    def _anchor_of(self, address: str) -> str | None:
        """Return what stands for an address that has no page of its own: a unit's document, a finding's place in it."""
        parts = address.strip("/").split("/")
        if len(parts) == 2 and len(parts[0]) == 3 and parts[1].isdigit():
            document = self._document_of(parts[0], int(parts[1]))
            return None if document is None else f"/documents/{document}/"
        if (
            not self.places.findings
            and len(parts) == 4
            and (parts[0], parts[2]) == ("documents", "findings")
        ):
            reference = self._references(parts[1]).get(parts[3])
            return f"/documents/{parts[1]}/#f-{reference}" if reference else None
        return None

    def _document_of(self, country: str, edition: int) -> str | None:
        from tierbook.library.catalogue.models import Document

        if self._units is None:
            rows = Document.objects.exclude(country=None).exclude(edition=None)
            self._units = {}
            for *unit, document in rows.order_by("kind_order", "id").values_list(
                "country", "edition", "pk"
            ):
                self._units.setdefault((unit[0], unit[1]), document)
        return self._units.get((country, edition))

    def _references(self, document: str) -> dict[str, str]:
        """Return the references of a document's findings; those of the last one are kept, as its page asks for all."""
        from tierbook.library.catalogue.models import Finding

        if self._last_references[0] != document:
            rows = Finding.objects.filter(document=document).order_by("position")
            self._last_references = document, dict(rows.values_list("finding", "reference"))
        return self._last_references[1]

    def _note(self, row: dict[str, Any]) -> None:
        self.files[row["file"]] = row["sha256"]
        self.size += row["size"]
        self.statics.update(row["statics"])
        if row["missing"]:
            self.missing.append(row["address"])

    def _write(self, name: str, data: bytes) -> str:
        path = self.part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return hashlib.sha256(data).hexdigest()

    def _put(self, name: str, data: bytes) -> None:
        self.files[name] = self._write(name, data)
        self.size += len(data)

    def _write_search(self) -> None:
        """Write the index of words and the list of words, text after text."""
        from tierbook.library.catalogue.models import Content
        from tierbook.library.exporting.words import Index

        shutil.rmtree(self.part / "search", ignore_errors=True)
        index = Index(self.part / "search")
        rows = Content.objects.select_related("document").order_by(
            "document__country", "-document__edition", "document__kind_order", "document_id"
        )
        for row in rows.iterator(chunk_size=50):
            index.add(row.document, orjson.loads(row.coding)["narrative"])
        index.finish()
        for path in sorted((self.part / "search").rglob("*.js")):
            data = path.read_bytes()
            self.files[path.relative_to(self.part).as_posix()] = hashlib.sha256(data).hexdigest()
            self.size += len(data)
        shelves = []
        for key, words in index.pages():
            self._own(f"words/{key}.html", "shelf", key=key, rows=words)
            shelves.append((key, len(words)))
        self._own("words.html", "words", shelves=shelves)

    def _write_own(self, documents: int) -> None:
        from tierbook.library.catalogue.models import Finding

        about = {
            "documents": documents,
            "findings": Finding.objects.count(),
            "date": str(self.date),
        }
        self._own("start.html", "start", **about)
        self._own(SEARCH_PAGE, "search")
        self._own(LEFT_OUT_PAGE, "left_out", left_out=self.left_out(), parts=self.places.without)

    def _own(self, name: str, template: str, **context: Any) -> None:
        made = self._made(f"/{name}", name, template, **context)
        self.statics.update(made.files)
        self._put(name, made.text.encode())

    def _write_statics(self) -> None:
        from django.contrib.staticfiles import finders

        for name in sorted(self.statics):
            found = finders.find(name)
            if found is None:
                continue
            path = Path(str(found))
            style = path.suffix == ".css"
            data = rewrite_style(path.read_text("utf-8")).encode() if style else path.read_bytes()
            self._put(f"static/{name}", data)

    def _write_manifest(self, documents: int) -> None:
        record = {
            "kind": "tierbook export",
            "format": FORMAT,
            "date": str(self.date),
            "versions": {"tierbook": VERSION, **_versions_held()},
            "documents": documents,
            "findings": self.places.findings,
            "left_out": [*(name for name, _ in self.left_out()), *self.places.without],
            "missing": sorted(self.missing),
            "files": dict(sorted(self.files.items())),
        }
        (self.part / MANIFEST).write_bytes(canonical_json(record))


def _read_notes(path: Path) -> list[dict[str, Any]]:
    """Return the notes of an earlier run up to a line that was cut off."""
    rows = []
    for line in path.read_bytes().splitlines():
        try:
            rows.append(orjson.loads(line))
        except orjson.JSONDecodeError:
            break
    return rows


def _versions_held() -> dict[str, list[str]]:
    """Return the versions that the documents were coded by."""
    from tierbook.library.catalogue.models import Document

    return {"coders": sorted(set(Document.objects.values_list("coder", flat=True)))}
