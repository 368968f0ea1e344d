"""UIMA CAS: one XMI a text and coder with its type system, in a ZIP; what INCEpTION exports for each annotator, read.

Offsets of a CAS count units of UTF-16; the library behind this turns them into code points. Sentences and words are
annotated, since tools that anchor on them ask for them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid, MissingExtra
from tierbook.files import pack_files, short_hash
from tierbook.release.exchange.assembling import Contents
from tierbook.release.exchange.guarding import Room, open_zip, parse_xml
from tierbook.release.exchange.heads import project_words, read_about, read_project, text_words
from tierbook.release.exchange.memo import read_memo, value_in_line, value_of_line
from tierbook.release.exchange.pieces import PIECE_FACTS, Piece, Source, pieces_of
from tierbook.release.exchange.project import Project, Text
from tierbook.release.exchange.qdpx.codebooks import clean

__all__ = ["LAYER", "read_cas", "write_cas"]

LAYER = "webanno.custom.TierbookCode"
_ABOUT = "tierbook.About"
_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
_SYSTEM = "TypeSystem.xml"
_FURNITURE = ("de.tudarmstadt.ukp.", "uima.", _ABOUT, "webanno.")
_FEATURES = ("code", "coder", "note", *(name for name in PIECE_FACTS if name != "note"))
_WORD = re.compile(r"\w+|[^\w\s]")
_NOBODY = "unassigned"
_ENDINGS = (".xmi", ".xml", ".zip")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise MissingExtra(
            "UIMA CAS needs an optional part that is not installed",
            remedy="install it with: pip install 'tierbook[exchange]'",
        ) from error
    return cassis


def _system(cassis: Any) -> Any:
    system = cassis.TypeSystem()
    for name in (_SENTENCE, _TOKEN):
        system.create_type(name, "uima.tcas.Annotation")
    for name, features in ((LAYER, _FEATURES), (_ABOUT, ("document", "project", "coder"))):
        made = system.create_type(name, "uima.tcas.Annotation")
        for feature in features:
            system.create_feature(made, feature, "uima.cas.String")
    return system


def write_cas(project: Project, codebook: Codebook) -> bytes:
    """Return a project as a ZIP: a type system, and for each text a CAS of each coder, of those still to code too.

    Raises:
        MissingExtra: the library is not installed.
    """
    cassis = _cassis()
    system = _system(cassis)
    by_text: dict[str, dict[str, list[Piece]]] = {text.id: {} for text in project.texts}
    for piece in pieces_of(project, codebook):
        by_text[piece.source].setdefault(piece.coder, []).append(piece)
    files = {_SYSTEM: system.to_xml().encode()}
    for text in project.texts:
        coders = sorted({*by_text[text.id], *project.coders}) or [_NOBODY]
        for coder in coders:
            who = "-".join(map(_file_name, coder.split("/", 1)))
            name = f"{_file_name(text.id)}/{who}.xmi"
            files[name] = _cas(
                cassis, system, text, coder, by_text[text.id].get(coder, []), project
            )
    return pack_files(files)


def _file_name(words: str) -> str:
    """Return words as a part of a path; where signs are lost a hash tells them from others that look like them then."""
    safe = _UNSAFE.sub("-", words)
    return safe if safe == words else f"{safe}-{short_hash(words)}"


def _cas(
    cassis: Any, system: Any, text: Text, coder: str, pieces: list[Piece], project: Project
) -> bytes:
    cas = cassis.Cas(system)
    cas.sofa_string = clean(text.text)
    cas.sofa_mime = "text/plain"
    about = system.get_type(_ABOUT)
    known = {"document": text_words(text), "project": project_words(project), "coder": coder}
    cas.add(about(begin=0, end=len(text.text), **{k: clean(v) for k, v in known.items()}))
    sentence, token, layer = (system.get_type(name) for name in (_SENTENCE, _TOKEN, LAYER))
    for start, end, _, _ in text.sentences:
        cas.add(sentence(begin=start, end=end))
    for match in _WORD.finditer(text.text):
        cas.add(token(begin=match.start(), end=match.end()))
    for piece in pieces:
        facts = {name: clean(value_in_line(value)) for name, value in piece.facts.items()}
        values = {**facts, "code": clean(piece.code[-1]), "coder": clean(piece.coder)}
        cas.add(layer(begin=piece.start, end=piece.end, **values))
    content: bytes = cas.to_xmi().encode()
    return content


def read_cas(data: bytes, where: str) -> Contents:
    """Return what stands in an export: ours, a project of INCEpTION, or the CAS of one annotator.

    Raises:
        ExchangeInvalid: there is no CAS in it, or it is hostile.
        MissingExtra: the library is not installed.
    """
    cassis = _cassis()
    reader = _Reader(cassis)
    room = Room()
    members, reader.refused = open_zip(data, where, _ENDINGS, room)
    for name, folder, files in _folders(members, where, reader.refused, room):
        for member, content in files.items():
            if member.lower().endswith(".xmi"):
                reader.read(f"{folder}{member}", member, name, content, files.get(_SYSTEM))
    if not reader.sources and not reader.refused:
        raise ExchangeInvalid(
            "there is no XMI in the archive",
            where=where,
            remedy="export as UIMA CAS XMI, XML 1.0, with its type system",
        )
    return reader.contents()


def _folders(
    files: Mapping[str, bytes], where: str, refused: list[str], room: Room
) -> Iterator[tuple[str, str, dict[str, bytes]]]:
    """Yield (annotator by the archive's name, label, files) of an archive, and of each archive within it.

    A project of INCEpTION holds an archive for each annotator: `annotation/<document>/<annotator>.zip`.
    """
    plain = {name: data for name, data in files.items() if not name.lower().endswith(".zip")}
    system = next(
        (data for name, data in plain.items() if name.rsplit("/", 1)[-1] == _SYSTEM), None
    )
    found = {name: data for name, data in plain.items() if name.lower().endswith(".xmi")}
    if found:
        yield "", f"{where}/", {**found, **({_SYSTEM: system} if system is not None else {})}
    for name, data in files.items():
        parts = name.split("/")
        if (
            name.lower().endswith(".zip")
            and parts[0] in ("annotation", "curation")
            and len(parts) >= 3
        ):
            try:
                inner, faults = open_zip(data, f"{where}/{name}", _ENDINGS, room)
            except ExchangeInvalid as error:
                refused.append(str(error))
                continue
            refused += faults
            members = {
                f"{parts[1]}/{m.rsplit('/', 1)[-1]}": d
                for m, d in inner.items()
                if m.endswith(".xmi")
            }
            kept = next((d for m, d in inner.items() if m.rsplit("/", 1)[-1] == _SYSTEM), None)
            yield (
                parts[-1][:-4],
                f"{where}/{name}/",
                {**members, **({_SYSTEM: kept} if kept is not None else {})},
            )


class _Reader:
    def __init__(self, cassis: Any) -> None:
        self.cassis = cassis
        self.sources: dict[str, Source] = {}
        self.pieces: list[Piece] = []
        self.about: dict[str, object] = {}
        self.refused: list[str] = []

    def contents(self) -> Contents:
        """Return what was read."""
        return Contents(
            tuple(self.sources.values()),
            tuple(self.pieces),
            self.about,
            refused=tuple(self.refused),
        )

    def read(
        self, where: str, member: str, annotator: str, content: bytes, system: bytes | None
    ) -> None:
        """Read one CAS; one that is broken is named and the next is read."""
        try:
            cas = self._load(content, system, where)
            self._take(cas, member, annotator)
        except ExchangeInvalid as error:
            self.refused.append(str(error))
        except Exception as error:  # noqa: BLE001 (the library raises whatever its parts raise)
            self.refused.append(
                f"{where}: it is no CAS that can be read: {type(error).__name__}: {error}"
            )

    def _load(self, content: bytes, system: bytes | None, where: str) -> Any:
        root = parse_xml(content, where)
        if system is None:
            raise ExchangeInvalid(
                "its type system is missing",
                where=where,
                remedy="export it together with its TypeSystem.xml",
            )
        types = self.cassis.load_typesystem(
            io.BytesIO(etree.tostring(parse_xml(system, f"{where}, {_SYSTEM}")))
        )
        return self.cassis.load_cas_from_xmi(
            io.BytesIO(etree.tostring(root, encoding="utf-8")), typesystem=types
        )

    def _take(self, cas: Any, member: str, annotator: str) -> None:
        text: str = cas.sofa_string or ""
        known = [name.name for name in cas.typesystem.get_types()]
        about = next(iter(cas.select(_ABOUT)), None) if _ABOUT in known else None
        facts = read_about(about.document or "") if about is not None else {}
        if about is not None:
            self.about = self.about or read_project(about.project or "")
        folder, _, file = member.rpartition("/")
        name = str(facts.get("id") or folder or file.rsplit(".", 1)[0])
        coder = annotator or (about.coder if about is not None else "") or file.rsplit(".", 1)[0]
        key = (
            f"{name}\x1f{len(self.sources)}"
            if name in self.sources and self.sources[name].text != text
            else name
        )
        self.sources.setdefault(key, Source(key, name, text, facts))
        if LAYER in known:
            for row in cas.select(LAYER):
                self._ours(row, key, coder, text)
        for kind in known:
            custom = kind.startswith("webanno.custom.") or kind.endswith(".NamedEntity")
            if kind != LAYER and (custom or not kind.startswith(_FURNITURE)):
                self._theirs(cas, kind, key, coder)

    def _ours(self, row: Any, key: str, coder: str, text: str) -> None:
        told = {
            name: value_of_line(v)
            for name in PIECE_FACTS
            if (v := getattr(row, name, None)) is not None
        }
        facts = {**told, **({"note": str(told["note"])} if "note" in told else {})}
        if row.code:
            who = coder if coder != _NOBODY else row.coder or coder
            quote = text[row.begin : row.end]
            self.pieces.append(Piece(key, who, (row.code,), row.begin, row.end, quote, facts=facts))

    def _theirs(self, cas: Any, kind: str, key: str, coder: str) -> None:
        """Read a layer of somebody's own: each feature with words in it is a code under the layer's name."""
        for row in cas.select(kind):
            if not hasattr(row, "begin") or row.begin is None:
                continue
            names = [feature.name for feature in cas.typesystem.get_type(kind).features]
            values = {name: getattr(row, name, None) for name in names}
            words = {name: v for name, v in values.items() if isinstance(v, str) and v}
            memo = "\n".join(words.pop(name) for name in ("note", "comment") if name in words)
            facts = read_memo(memo, PIECE_FACTS)
            layer = kind.rsplit(".", 1)[-1]
            for value in list(words.values()) or [""]:
                path = (layer, value) if value else (layer,)
                self.pieces.append(Piece(key, coder, path, row.begin, row.end, facts=facts))
