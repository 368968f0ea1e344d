"""Word documents (DOCX): paragraphs, headings, items of lists and rows of tables in the order of the body.

python-docx opens the package and its styles; the body is walked here, so that text in tracked insertions, content
controls and links is read and deleted text is not. Nothing in the file is run or fetched, and no XML entity is
expanded.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from tierbook.errors import PageUnreadable
from tierbook.pages.containers import LIMITS, is_word
from tierbook.pages.formats.format_text import FormatText
from tierbook.pages.options import ReadOptions

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["is_docx", "read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REMEDY = "open it in a word processor and save it again as DOCX, or save it as HTML or plain text"
_UNSEEN = frozenset(
    f"{_W}{tag}"
    for tag in (
        "del",
        "moveFrom",
        "txbxContent",
        "instrText",
        "delText",
        "footnoteReference",
        "pPr",
    )
)
_FAULTS = (
    BadZipFile,
    KeyError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    RuntimeError,
    zlib.error,
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def is_docx(data: bytes) -> bool:
    """Tell whether a file is a Word document."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return is_word(archive)
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return False


def read_docx(data: bytes, options: ReadOptions) -> FormatText:
    """Return the text of a Word document.

    Raises:
        PageUnreadable: it is damaged, too long when unpacked, or a template or document with macros.
    """
    _check_size(data, options)
    document = _open(data)
    lines: list[str] = []
    boxes = 0
    headings = _heading_styles(document)
    items = _item_styles(document)
    for element in _blocks(document.element.body):
        boxes += sum(1 for _ in element.iter(f"{_W}txbxContent"))
        if element.tag == f"{_W}tbl":
            lines += [part for row in _rows(element) for part in ("", row, "")]
            continue
        words = [line.strip() for line in _text(element).split("\n") if line.strip()] or [""]
        if _style(element) in headings:
            lines += ["", *words, ""]
        elif _is_item(element, items):
            lines += [f"• {words[0]}", *words[1:]]
        else:
            if lines and lines[-1]:
                lines.append("")
            lines += [*words, ""] if words[0] else [""]
    text = "\n".join(lines) + "\n"
    notes, furniture = [], []
    footnotes = _footnotes(document)
    for note in footnotes:
        furniture.append((len(text), len(text) + len(note)))
        text += note + "\n"
    if footnotes:
        notes.append(f"footnotes of the Word document were left out of the body: {len(footnotes)}")
    if boxes:
        notes.append(f"text boxes of the Word document were left out: {boxes}")
    title = document.core_properties.title.strip() or None
    return FormatText(text, title, tuple(furniture), tuple(notes))


def _check_size(data: bytes, options: ReadOptions) -> None:
    """Refuse what would unpack to more than a document of text can have; the sizes told bind the unpacker too."""
    with ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    xml = max(
        (info.file_size for info in infos if info.filename.endswith((".xml", ".rels"))), default=0
    )
    if total > LIMITS.office or xml > options.max_size:
        raise PageUnreadable(
            f"the parts of the document unpack to {total:,} bytes",
            why=f"the limit is {LIMITS.office:,} for all and {options.max_size:,} for one part of text",
            remedy=_REMEDY,
        )


def _open(data: bytes) -> WordDocument:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except ValueError as error:  # python-docx names the kind of content
        raise PageUnreadable(
            "this is a Word template, or a document with macros",
            why="of Word documents only DOCX without macros is read",
            remedy=_REMEDY,
        ) from error
    except _FAULTS as error:
        raise _damaged(error) from error
    except (OpcError, LxmlError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> PageUnreadable:
    return PageUnreadable(
        "the Word document is damaged",
        why=f"{type(error).__name__}: {str(error)[:200]}",
        remedy=_REMEDY,
    )


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, through content controls and the like."""
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}moveTo",
            f"{_W}customXml",
        ):
            yield from _blocks(child)


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph; line breaks in it are breaks of lines."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _UNSEEN or tag == _ALTERNATE or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            parts.append((element.text or "").replace("\n", " "))
        elif tag == f"{_W}tab" or tag == f"{_W}ptab":
            parts.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(list(element)))
    return "".join(parts)


def _rows(table: Any) -> Iterator[str]:
    """Yield a line for each row of a table, its cells side by side."""
    for row in table.iter(f"{_W}tr"):
        cells = (
            " ".join(_text(paragraph).split())
            for cell in row.iterchildren(f"{_W}tc")
            for paragraph in _blocks(cell)
            if paragraph.tag == f"{_W}p"
        )
        line = " ".join(words for words in cells if words)
        if line:
            yield line


def _style(paragraph: Any) -> str | None:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if found is None else found.get(f"{_W}val")


def _is_item(paragraph: Any, styles: frozenset[str]) -> bool:
    """Tell an item of a list: numbered or bulleted itself, or by its style; number 0 takes a paragraph out of one."""
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is not None:
        return bool(number.get(f"{_W}val") != "0")
    return _style(paragraph) in styles


def _heading_styles(document: WordDocument) -> frozenset[str]:
    return _styles_named(document, ("heading ", "title", "subtitle"))


def _item_styles(document: WordDocument) -> frozenset[str]:
    return _styles_named(document, ("list bullet", "list number", "list paragraph"))


def _styles_named(document: WordDocument, names: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of styles whose name, or whose style of origin, begins like one of the names."""
    found = set()
    for style in document.styles.element.iterchildren(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and str(name.get(f"{_W}val")).lower().startswith(names):
            found.add(str(style.get(f"{_W}styleId")))
    for style in document.styles.element.iterchildren(f"{_W}style"):
        origin = style.find(f"{_W}basedOn")
        if origin is not None and origin.get(f"{_W}val") in found:
            found.add(str(style.get(f"{_W}styleId")))
    return frozenset(found)


def _footnotes(document: WordDocument) -> list[str]:
    """Return the texts of footnotes and endnotes, for what is shown as furniture."""
    from docx.oxml.parser import parse_xml
    from lxml.etree import LxmlError

    found = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        try:
            root: Any = parse_xml(relation.target_part.blob)
        except LxmlError:
            continue
        for note in root.iterchildren():
            if note.get(f"{_W}type") in (
                "separator",
                "continuationSeparator",
                "continuationNotice",
            ):
                continue
            words = " ".join(" ".join(_text(p) for p in note.iter(f"{_W}p")).split())
            if words:
                found.append(words)
    return found
