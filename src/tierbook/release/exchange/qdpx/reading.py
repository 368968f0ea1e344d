"""A QDPX file of any program, as the codings of its plain texts; other media are counted and passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tierbook.errors import ExchangeInvalid
from tierbook.release.exchange.assembling import Contents
from tierbook.release.exchange.guarding import open_zip, parse_xml
from tierbook.release.exchange.heads import read_about, read_project
from tierbook.release.exchange.memo import read_memo
from tierbook.release.exchange.pieces import PIECE_FACTS, Piece, Source
from tierbook.release.exchange.qdpx.codebooks import codes_below, local
from tierbook.release.exchange.qdpx.schema import find_faults
from tierbook.release.exchange.qdpx.writing import BLOCK

__all__ = ["read_qdpx"]

_INTERNAL = "internal://"
_OTHER = {"PictureSource": "pictures", "AudioSource": "sound", "VideoSource": "films"}
_UNNAMED = "unnamed"


def read_qdpx(data: bytes, where: str) -> Contents:
    """Return what stands in a project.

    Raises:
        ExchangeInvalid: it is no project, or hostile.
    """
    files, faults = open_zip(data, where, (".qde", ".txt"))
    names = [name for name in files if name.lower().endswith(".qde")]
    if not names:
        raise ExchangeInvalid(
            "the archive holds no project",
            where=where,
            why=faults[0] if faults else "a QDPX file has a project.qde in it",
            remedy="export the project as REFI-QDA (QDPX)",
        )
    root = parse_xml(files[names[0]], f"{where}/{names[0]}")
    if local(root) != "Project":
        raise ExchangeInvalid(
            f"it is a {local(root)}, and no project",
            where=where,
            remedy="give a QDPX file, or read a codebook as qdc",
        )
    return _Reader(root, files, where, faults).contents()


class _Reader:
    def __init__(
        self, root: Any, files: Mapping[str, bytes], where: str, faults: list[str]
    ) -> None:
        self.root, self.where = root, where
        self.files = {
            name.replace("\\", "/").rsplit("/", 1)[-1].lower(): data for name, data in files.items()
        }
        self.users: dict[str, str] = {}
        self.codes: dict[str, tuple[str, ...]] = {}
        self.notes: dict[str, str] = {}
        self.refused = list(faults)
        self.passed: Counter[str] = Counter()

    def contents(self) -> Contents:
        """Read users, codes and notes first, then the texts with their codings."""
        for element in self.root.iter():
            if local(element) == "User":
                name = element.get("id") if _is_ours(element) else element.get("name")
                self.users[_id(element)] = name or element.get("id") or _UNNAMED
            elif local(element) == "Codes":
                self.codes |= {key: path for key, path, _ in codes_below(element)}
            elif local(element) == "Note":
                self.notes[_id(element)] = self._text(element) or _description(element)
        sources: list[Source] = []
        pieces: list[Piece] = []
        for element, name in self._text_sources():
            key, about = _id(element), read_about(_description(element))
            text = self._text(element)
            if text is None:
                self.refused.append(f"{name}: its text is not in the file, or no UTF-8")
                continue
            sources.append(Source(key, name, text, about))
            pieces += self._pieces(element, key)
        notices = [
            f"{self.where}: {count} {kind} passed over" for kind, count in self.passed.items()
        ]
        faults = find_faults(self.root)
        if faults:
            more = f", and {len(faults) - 1} faults more" if len(faults) > 1 else ""
            notices.append(
                f"{self.where}: it breaks the schema of REFI-QDA and was read nonetheless: {faults[0]}{more}"
            )
        return Contents(
            tuple(sources),
            tuple(pieces),
            read_project(_description(self.root)),
            self.root.get("name") or "",
            self._counting(),
            tuple(self.refused),
            tuple(notices),
        )

    def _counting(self) -> str:
        """Return how the program that made the file counts: ATLAS.ti takes a line end of Windows for one character."""
        atlas = "atlas" in (self.root.get("origin") or "").lower()
        return "code points, a line end as one" if atlas else "code points"

    def _text_sources(self) -> Iterator[tuple[Any, str]]:
        """Yield the plain texts, those that stand for a PDF too, each with its name."""
        for sources in (child for child in self.root if local(child) == "Sources"):
            for element in sources:
                kind = local(element)
                if kind == "TextSource":
                    yield element, element.get("name") or _id(element)
                elif kind == "PDFSource":
                    for child in element:
                        if local(child) == "Representation":
                            yield child, element.get("name") or child.get("name") or _id(child)
                        elif local(child) == "PDFSelection":
                            self.passed["selections of areas of a PDF"] += 1
                elif kind in _OTHER:
                    self.passed[_OTHER[kind]] += 1

    def _text(self, element: Any) -> str | None:
        """Return the plain text of a source or a note; None where the file doesn't hold it."""
        inline = next((child.text for child in element if local(child) == "PlainTextContent"), None)
        path = element.get("plainTextPath") or ""
        if inline is not None or not path.startswith(_INTERNAL):
            return inline
        data = self.files.get(
            path.removeprefix(_INTERNAL).replace("\\", "/").rsplit("/", 1)[-1].lower()
        )
        if data is None:
            return None
        try:
            return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            return None

    def _pieces(self, source: Any, key: str) -> Iterator[Piece]:
        for element in source:
            if local(element) == "PlainTextSelection":
                yield from self._of_selection(element, key)
            elif local(element) == "Coding":
                yield from self._of_coding(element, element, key, self._memo(element), None, None)

    def _of_selection(self, element: Any, key: str) -> Iterator[Piece]:
        try:
            start, end = int(element.get("startPosition")), int(element.get("endPosition"))
        except (TypeError, ValueError):
            self.refused.append(f"{self.where}: a selection has no whole numbers as its place")
            return
        memo = "\n".join(filter(None, (_description(element), self._memo(element))))
        for coding in element:
            if local(coding) == "Coding":
                words = "\n".join(filter(None, (memo, self._memo(coding))))
                yield from self._of_coding(coding, element, key, words, start, end)

    def _of_coding(
        self, coding: Any, element: Any, key: str, memo: str, start: int | None, end: int | None
    ) -> Iterator[Piece]:
        """Yield a piece for each finding that one coding stands for."""
        reference = next((child for child in coding if local(child) == "CodeRef"), None)
        code = None if reference is None else self.codes.get(_key(reference.get("targetGUID")))
        if code is None:
            self.refused.append(
                f"{self.where}: a coding at {start}-{end} names a code that isn't in the file"
            )
            return
        user = (
            coding.get("creatingUser")
            or element.get("creatingUser")
            or element.get("modifyingUser")
        )
        coder = self.users.get(_key(user), _UNNAMED)
        at = coding.get("creationDateTime") or element.get("creationDateTime") or ""
        for block in memo.split(f"\n{BLOCK}\n"):
            yield Piece(
                key, coder, code, start, end, element.get("name") if start is not None else None,
                facts=read_memo(block, PIECE_FACTS), at=at,
            )  # fmt: skip

    def _memo(self, element: Any) -> str:
        found = (
            self.notes.get(_key(child.get("targetGUID")))
            for child in element
            if local(child) == "NoteRef"
        )
        return "\n".join(filter(None, found))


def _is_ours(user: Any) -> bool:
    """Tell a user whose id is a coder's name as tierbook writes it."""
    return "/" in (user.get("id") or "") and (user.get("name") or "") in user.get("id")


def _key(words: str | None) -> str:
    return (words or "").strip("{}").upper()


def _id(element: Any) -> str:
    return _key(element.get("guid"))


def _description(element: Any) -> str:
    return next((child.text or "" for child in element if local(child) == "Description"), "")
