"""An exhibit as a ZIP file: the same bytes for the same page, place, versions and date of access."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from tierbook.errors import WrongUse
from tierbook.files import VERSION, content_hash, pack_files
from tierbook.narrative import Narrative, parse_document
from tierbook.pages import Document
from tierbook.release.citations import STYLES, Citation, Pinpoint, citation_of, pinpoint_at
from tierbook.release.exhibits.parts import (
    coding_of,
    exhibit_words,
    law_of,
    page_kind,
    place_of,
    taken,
)
from tierbook.release.exhibits.rendered import draft_of, page_of
from tierbook.release.writers import write_pdf
from tierbook.text import long_date

__all__ = ["EXHIBIT_FORMAT", "make_exhibit"]

EXHIBIT_FORMAT = "tierbook-exhibit/1"
_WIDTH = 118


@dataclass(frozen=True, slots=True)
class _Exhibit:
    """What all files of an exhibit are made of."""

    citation: Citation
    pinpoint: Pinpoint
    narrative: Narrative
    page: bytes
    kind: str
    file: str
    place: Mapping[str, Any]
    coding: Mapping[str, Any]
    law: Mapping[str, Any] | None


def make_exhibit(
    record: Mapping[str, Any],
    document: Document,
    page: bytes,
    paragraph: int,
    sentence: int | None = None,
    *,
    assessment: Mapping[str, Any] | None = None,
    accessed: str | None = None,
    permalink: str | None = None,
) -> bytes:
    """Take a passage as exhibit.

    Args:
        record: the record of its coding.
        document: the document, read from the page.
        page: the page as it was served.
        paragraph: number of the paragraph, as pages print it in brackets.
        sentence: number of the sentence; None for the whole paragraph.
        assessment: the record of the assessment, for the law that uses the passage.
        accessed: day of access, `2026-05-24`.
        permalink: where the passage stands in a library.

    Raises:
        WrongUse: the text is a sample, there is no such place, or the page is not the one that was coded.
    """
    source = record["document"]
    if source["text_kind"] == "sample":
        raise WrongUse(
            f"{source['id']} is a sample and cannot be taken as exhibit",
            why="a sample is tierbook’s own restatement: it is no document of the Department, and proves nothing",
            remedy="ingest the page of the Report itself, and take that",
        )
    if content_hash(page) != source["sha256"] or document.id != source["id"]:
        raise WrongUse(
            f"this is not the page from which {source['id']} was coded",
            why="its SHA-256 is another",
            remedy="give the page as it was served, or code it again",
        )
    narrative = parse_document(document)
    if narrative.text != record["narrative"]["text"]:
        raise WrongUse(
            f"the text of {source['id']} is read otherwise by this version",
            remedy="run `tierbook ingest --again`, and take the exhibit then",
        )
    link = _link(record, narrative, paragraph, sentence)
    citation = citation_of(
        record, paragraph, sentence, permalink=permalink, accessed=accessed, link=link
    )
    assert citation.pinpoint is not None
    kind, ending = page_kind(page, document)
    coding = coding_of(record, citation.pinpoint)
    exhibit = _Exhibit(
        citation,
        citation.pinpoint,
        narrative,
        page,
        kind,
        f"served.{ending}",
        place_of(citation.pinpoint, narrative),
        coding,
        law_of(assessment, coding["findings"]),
    )
    return _pack(_files(exhibit), exhibit)


def _link(
    record: Mapping[str, Any], narrative: Narrative, paragraph: int, sentence: int | None
) -> str | None:
    """Return a link to the very words on the publisher's page, or None."""
    pinpoint = pinpoint_at(record, paragraph, sentence)
    return narrative.link(pinpoint.start, pinpoint.end)


def _files(exhibit: _Exhibit) -> dict[str, bytes]:
    citation, source = exhibit.citation, exhibit.citation.source
    about = {
        "file": exhibit.file,
        "kind": exhibit.kind,
        "sha256": content_hash(exhibit.page),
        "bytes": len(exhibit.page),
        "taken": source.captured or source.accessed or None,
        "taken_in_words": taken(citation),
        "kept_by": source.keeper or None,
        "address": source.address or None,
        "publisher": exhibit.narrative.document.publisher,
        "author": source.author,
        "row": exhibit.narrative.document.row,
    }
    draft = draft_of(citation, exhibit.coding, exhibit.law, exhibit.narrative)
    text = exhibit.narrative.text
    files = {
        "README.txt": _readme(exhibit).encode(),
        "verify.py": (resources.files("tierbook.release") / "exhibits" / "verify.py").read_bytes(),
        f"page/{exhibit.file}": exhibit.page,
        "page/about.json": _json(about),
        "text/narrative.txt": text.encode(),
        "text/page.txt": exhibit.narrative.document.source.encode("utf-8", "surrogatepass"),
        "text/cited.txt": text[exhibit.pinpoint.start : exhibit.pinpoint.end].encode(),
        "text/place.json": _json(exhibit.place),
        "rendered.html": page_of(citation, exhibit.coding, exhibit.law, exhibit.narrative).encode(),
        "rendered.pdf": write_pdf(draft),
        "citations/citations.txt": _citations(citation).encode(),
        "citations/citation.ris": citation.ris().encode(),
        "citations/citation.bib": citation.bibtex().encode(),
        "citations/citation.csl.json": _json([citation.csl_json()]),
        "coding.json": _json(exhibit.coding),
    }
    if exhibit.law is not None:
        files["law.json"] = _json(exhibit.law)
    return files


def _citations(citation: Citation) -> str:
    lines = [f"{label}\n{citation.text(style)}\n" for style, label in STYLES.items()]
    lines.append(f"Place\n{citation.pinpoint}\n")
    for label, words in (
        ("Archived copy", citation.archived),
        ("Permalink", citation.permalink),
        ("The words on the publisher’s page", citation.text_fragment),
    ):
        if words:
            lines.append(f"{label}\n{words}\n")
    return "\n".join(lines)


def _readme(exhibit: _Exhibit) -> str:
    words, citation, source = exhibit_words(), exhibit.citation, exhibit.citation.source
    link = citation.text_fragment or ""
    said: str = words["readme"].format(
        title=citation.text("oscola"),
        pinpoint=f"Place: {exhibit.pinpoint}",
        quoted=f"“{exhibit.pinpoint.words}”",
        kind=words["kinds"][source.kind],
        form=words["forms"][exhibit.kind],
        file=exhibit.file,
        sha256=content_hash(exhibit.page),
        taken=taken(citation),
        address=source.address or words["unknown"],
        version=VERSION,
        accessed=long_date(citation.accessed) or words["unknown"],
        law_line=words["law_line"]["none" if exhibit.law is None else "some"],
        opening=exhibit.pinpoint.opening,
        link_line=words["link_line"]["some" if link else "none"].format(link=link),
        again=words["again"],
        author=source.author,
        republished=f", as republished by {source.site}" if source.site else "",
    )
    return "\n".join(part for line in said.split("\n") for part in _folded(line)) + "\n"


def _folded(line: str) -> list[str]:
    """Return a line of the README as lines of a page's width, each set in as the first is."""
    mark = line[: len(line) - len(line.lstrip(" -0123456789."))]
    indent = " " * len(mark)
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]


def _pack(files: Mapping[str, bytes], exhibit: _Exhibit) -> bytes:
    """Put files and their manifest into a ZIP, each under the same day and in the order of their names."""
    manifest: dict[str, Any] = {
        "format": EXHIBIT_FORMAT,
        "document": exhibit.citation.source.document,
        "place": str(exhibit.pinpoint.place),
        "accessed": exhibit.citation.accessed or None,
        "made_by": f"tierbook {VERSION}",
        "files": {
            name: {"bytes": len(data), "sha256": content_hash(data)} for name, data in files.items()
        },
    }
    manifest["seal"] = content_hash(_json(manifest))
    return pack_files(dict(sorted({**files, "manifest.json": _json(manifest)}.items())))


def _json(value: object) -> bytes:
    """Return a value as `verify.py` writes it: sorted keys, one space a level, a line end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()
