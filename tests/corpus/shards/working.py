"""Work on documents for tests of shards: quick, and deadly on some pages. Processes of their own find it here."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tierbook.narrative import parse_document
from tierbook.pages import Document

POISON, LOOP = "12345", "54321"  # figures in a page


def read_only(document: Document) -> Mapping[str, Any]:
    """A record without findings."""
    return {
        "document": document.metadata(),
        "versions": {"tierbook": "test"},
        "coder": "none",
        "narrative": parse_document(document).to_dict(),
        "findings": [],
        "absences": [],
    }


def die_or_loop(document: Document) -> Mapping[str, Any]:
    """The same; one page kills its process, another never ends."""
    text = document.source
    if POISON in text:
        os.kill(os.getpid(), signal.SIGKILL)
    while LOOP in text:
        time.sleep(1)
    return read_only(document)


def die_once(document: Document) -> Mapping[str, Any]:
    """The same; the page of the poison kills its process at the first time alone, which a file remembers."""
    if POISON in document.source:
        mark = Path(os.environ["TIERBOOK_TEST_MARK"])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return read_only(document)


def files_below(folder: Path) -> dict[str, bytes]:
    """What a folder holds, without its lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
