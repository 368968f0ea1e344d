"""A project as QDPX: `project.qde` and the texts, the same to the byte for the same project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from lxml import etree

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid
from tierbook.files import VERSION, pack_files
from tierbook.release.exchange.heads import project_words, text_words
from tierbook.release.exchange.memo import write_memo
from tierbook.release.exchange.pieces import Piece, pieces_of, used_values
from tierbook.release.exchange.placing import level_blanks
from tierbook.release.exchange.project import PERSON, Project, Text, unit_of
from tierbook.release.exchange.qdpx.codebooks import clean, guid, write_codes
from tierbook.release.exchange.qdpx.schema import NS, find_faults
from tierbook.text import late

__all__ = ["BLOCK", "write_qdpx"]

BLOCK = "---"  # between two findings with the same words, code and coder: some tools keep one coding of them
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION = f"{NS} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
_TIME = late(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_ATTRIBUTES = (
    ("country", "Text"),
    ("edition", "Integer"),
    ("text_kind", "Text"),
    ("publisher", "Text"),
)
_LONGEST = 250  # characters of a selection's name: a label for people, and the check of its offsets


def write_qdpx(
    project: Project, codebook: Codebook, *, windows: bool = False, version: str = VERSION
) -> bytes:
    """Return a project as a QDPX file.

    Args:
        project: texts, and what was said.
        codebook: becomes the tree of codes.
        windows: give texts the line ends of Windows; they are counted as one character, as MAXQDA does.
        version: of tierbook, as the file names its maker.

    Raises:
        ExchangeInvalid: what was made breaks the schema of the standard, so it is not given out.
    """
    pieces: dict[str, list[Piece]] = {}
    for piece in pieces_of(project, codebook):
        pieces.setdefault(piece.source, []).append(piece)
    coders = sorted({*project.coders, *(said.coder for said in project.said)})
    root = etree.Element(f"{{{NS}}}Project", nsmap={None: NS, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    root.set("name", clean(project.name))
    root.set("origin", f"tierbook {version}".strip())
    if coders:
        users = _add(root, "Users")
        for coder in coders:
            _add(
                users,
                "User",
                guid=guid("user", coder),
                name=clean(coder.removeprefix(PERSON)),
                id=clean(coder),
            )
    write_codes(
        _add(root, "CodeBook"), codebook, _variables(project), used_values(project, codebook)
    )
    variables = _add(root, "Variables")
    for name, kind in _ATTRIBUTES:
        _add(variables, "Variable", guid=guid("variable", name), name=name, typeOfVariable=kind)
    if project.texts:
        sources = _add(root, "Sources")
        for text in project.texts:
            _source(sources, text, pieces.get(text.id, []))
    _add(root, "Description").text = clean(project_words(project))
    etree.indent(root)
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"
    faults = find_faults(etree.fromstring(content))
    if faults:
        raise ExchangeInvalid(
            "the project that was made breaks the schema of REFI-QDA",
            why=faults[0],
            remedy="report it with the command that you gave; nothing was written",
        )
    ends = b"\r\n" if windows else b"\n"
    texts = {
        f"sources/{_source_id(text)}.txt": _encoded(text).replace(b"\n", ends)
        for text in project.texts
    }
    return pack_files({"project.qde": content, **texts})


def _variables(project: Project) -> Collection[str]:
    """Return the variables that go into the tree of codes: those asked for, and those that were coded."""
    return (
        {*project.variables, *(said.variable for said in project.said)} if project.variables else ()
    )


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NS}}}{tag}", **attributes)


def _source_id(text: Text) -> str:
    return guid("text", text.id)


def _encoded(text: Text) -> bytes:
    try:
        return text.text.encode()
    except UnicodeEncodeError as error:
        raise ExchangeInvalid(
            f"the text has a character that no file can hold, at offset {error.start}",
            where=text.id,
            remedy="read the page again",
        ) from error


def _source(parent: Any, text: Text, pieces: list[Piece]) -> None:
    of = _source_id(text)
    source = _add(
        parent, "TextSource", guid=of, name=clean(text.id), plainTextPath=f"internal://{of}.txt"
    )
    _add(source, "Description").text = clean(text_words(text))
    together: dict[tuple[object, ...], list[Piece]] = {}
    for piece in pieces:
        key = piece.start, piece.end, piece.code, piece.coder, piece.at
        together.setdefault(key, []).append(piece)
    times: Counter[tuple[object, ...]] = Counter()
    for (*place, _), same in together.items():
        _selection(source, text, same, times[tuple(place)])
        times[tuple(place)] += 1
    values = {**text.about, "unit": unit_of(text.about, text.id)}
    for name, kind in _ATTRIBUTES:
        if values.get(name) is not None:
            value = _add(source, "VariableValue")
            _add(value, "VariableRef", targetGUID=guid("variable", name))
            _add(value, f"{kind}Value").text = clean(str(values[name]))


def _selection(source: Any, text: Text, same: list[Piece], before: int) -> None:
    """Write one coding: the same words, code, coder and moment, with a block of facts for each finding that it is of.

    `before` is how many of the same words, code and coder stand before it, of other moments.
    """
    piece = same[0]
    key = (
        text.id,
        piece.coder,
        piece.start,
        piece.end,
        piece.code[-1],
        *(p.facts.get("finding") for p in same),
        *([before] if before else []),
    )
    user = guid("user", piece.coder)
    words = level_blanks(text.text[piece.start or 0 : piece.end])
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    selection = _add(
        source,
        "PlainTextSelection",
        guid=guid("selection", *key),
        name=clean(shown),
        startPosition=str(piece.start),
        endPosition=str(piece.end),
        creatingUser=user,
    )
    coding = {"guid": guid("coding", *key), "creatingUser": user}
    if _TIME.fullmatch(piece.at):
        selection.set("creationDateTime", piece.at)
        coding["creationDateTime"] = piece.at
    _add(selection, "Description").text = clean(
        f"\n{BLOCK}\n".join(write_memo(p.facts) for p in same)
    )
    _add(_add(selection, "Coding", **coding), "CodeRef", targetGUID=guid("code", piece.code[-1]))
