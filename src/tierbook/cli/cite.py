"""`tierbook cite PLACE...`: a text, a paragraph, a sentence or a finding as a citation, or taken as exhibit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.errors import WrongUse
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.pages import Document, ReadOptions
    from tierbook.release import Citation, Place

__all__ = ["cite"]

_COLUMNS = ("document", "place", "style", "citation")
_EXPORTS = ("ris", "bibtex", "csl")
_FINDING = late(r"[0-9a-f]{16}")
_OF_DOCUMENT = late(
    r"(?:.*/)?(?:documents|findings)/(?P<document>[^/#]+)/(?:findings/)?(?P<finding>[0-9a-f]{16})/?"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A text that is cited: its record, the page it came from where that is at hand, and its assessment."""

    record: dict[str, Any]
    document: Document | None = None
    page: bytes | None = None
    assessment: dict[str, Any] | None = None


@reads_pages
def cite(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="PLACE",
            help="UNIT#SECTION.PARAGRAPH.SENTENCE, as JPN:2003#prosecution.1.2 or JPN:2003#4.2; a unit, a document's "
            "or finding's id, or a path, alone or with # and a place.",
        ),
    ],
    style: Annotated[
        str,
        typer.Option(
            "--style",
            metavar="STYLE",
            help="publisher, chicago, chicago-bibliography, apa, apa-in-text, harvard, harvard-in-text, oscola, "
            "bluebook, all; ris, bibtex or csl for a reference manager.",
        ),
    ] = "all",
    words: Annotated[
        str | None,
        typer.Option(
            "--words", metavar="WORDS", help="The sentence that begins so, instead of its place."
        ),
    ] = None,
    accessed: Annotated[
        str,
        typer.Option(
            "--accessed",
            metavar="DATE",
            help="Day on which the page was opened, 2026-03-31; else as the page says, else as it was taken.",
        ),
    ] = "",
    site: Annotated[
        str,
        typer.Option(
            "--site",
            metavar="ADDRESS",
            help="Address of a library that holds the text, for the permalink; else the setting site_url.",
        ),
    ] = "",
    exhibit: Annotated[
        Path | None,
        typer.Option(
            "--exhibit",
            metavar="FILE.zip",
            help="Take the place as exhibit: write it to this file.",
        ),
    ] = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Cite a place in a text: in every style, or as a record for a reference manager.

    A place that the text does not have is refused, with those that it has.
    """
    from tierbook.cli.draft_files import checked_date
    from tierbook.cli.guard import Messages
    from tierbook.cli.homes import find_home, setting
    from tierbook.release import STYLES, parse_place

    if style not in (*STYLES, *_EXPORTS, "all"):
        raise WrongUse(
            f"there is no style {style!r}",
            where="--style",
            remedy=f"give one of {', '.join((*STYLES, *_EXPORTS))}, or all",
        )
    if len(checked_date(accessed, "--accessed")) not in (0, 10):
        raise WrongUse(f"{accessed!r} is no day", where="--accessed", remedy="write 2026-03-31")
    if exhibit is not None and len(places) != 1:
        raise WrongUse("an exhibit is of one place", where="--exhibit", remedy="name one place")
    site = setting("site_url", site or None, find_home(home)) or ""
    messages = Messages()
    made: list[Citation] = []
    for asked in places:
        unit, sign, _ = asked.rpartition("#")
        place = parse_place(asked) if sign else None
        for found in _find(unit if sign else asked, place, home, reading, messages):
            cited = _cite(found, asked, place, words, accessed, site)
            made.append(cited)
            messages.done += 1
            if exhibit is not None:
                _write_exhibit(exhibit, found, cited, accessed)
    if exhibit is None or form is not Format.table:
        _print(made, style, form)
    messages.finish()


def _cite(
    found: _Found, asked: str, place: Place | None, words: str | None, accessed: str, site: str
) -> Citation:
    """Return the citation of what is asked for in one text."""
    from tierbook.release import anchor_of, citation_of, find_words, locate

    record, unit = found.record, asked.rpartition("#")[0] or asked
    name = record["document"]["id"]
    numbers: tuple[int | None, int | None] = (None, None)
    if words is not None:
        one = find_words(record, words)[0]
        numbers = one.paragraph, one.sentence
    elif place is not None:
        one = locate(record, place)
        numbers = one.paragraph, one.sentence
    elif (finding := _finding_in(unit)) is not None:
        first = _evidence(record, finding)
        numbers = first["paragraph"], first["sentence"]
    anchor = "" if numbers[0] is None else f"#{anchor_of(*numbers)}"
    permalink = f"{site.rstrip('/')}/documents/{name}/{anchor}" if site else None
    return citation_of(
        record, *numbers, permalink=permalink, accessed=accessed or None, link=_link(found, numbers)
    )


def _link(found: _Found, numbers: tuple[int | None, int | None]) -> str | None:
    """Return a link to the very words, where the page is at hand."""
    if found.document is None or numbers[0] is None:
        return None
    from tierbook.narrative import parse_document
    from tierbook.release import pinpoint_at

    one = pinpoint_at(found.record, numbers[0], numbers[1])
    return parse_document(found.document).link(one.start, one.end)


def _evidence(record: dict[str, Any], finding: str) -> dict[str, Any]:
    for row in record["findings"]:
        if row["id"] == finding and row["evidence"]:
            first: dict[str, Any] = row["evidence"][0]
            return first
    raise WrongUse(
        f"{record['document']['id']} has no finding {finding} with words",
        remedy="take the id from `tierbook code --format jsonl` or from the finding’s page",
    )


def _finding_in(unit: str) -> str | None:
    """Return the finding that a unit names: its id, or the address of its page."""
    if _FINDING.fullmatch(unit):
        return unit
    match = _OF_DOCUMENT.fullmatch(unit)
    return None if match is None else match["finding"]


def _find(
    unit: str, place: Place | None, home: Path | None, reading: Reading, messages: Messages
) -> Iterator[_Found]:
    """Yield the texts that a unit names: of a path, else of the library; for a place, the first one alone."""
    if os.path.lexists(unit):
        texts = list(_from_path(unit, reading.options, messages))
    else:
        texts = list(_from_library(unit, home))
    if not texts and not messages.failed:
        raise WrongUse(
            f"{unit} is not in the library, and no file here",
            remedy="ingest its page, give its path, or another --home",
        )
    if place is None:
        yield from texts
        return
    from tierbook.cli.guard import say

    names = [one.record["document"]["id"] for one in texts]
    if (
        len(
            {
                (one.record["document"]["country"], one.record["document"]["edition"])
                for one in texts
            }
        )
        > 1
    ):
        raise WrongUse(
            f"{unit} names several texts: {', '.join(names[:4])}",
            remedy="name country and edition, or one document: JPN:2003, or its id",
        )
    if len(names) > 1:
        say(f"{names[0]} is cited; also held: {', '.join(names[1:])}")
    yield from texts[:1]


def _from_path(path: str, options: ReadOptions, messages: Messages) -> Iterator[_Found]:
    from tierbook.coding import code_narrative
    from tierbook.corpus import expand_inputs, run_batch
    from tierbook.narrative import parse_document
    from tierbook.standards import assess_coding

    for document in messages.told(run_batch(expand_inputs([path]), _same, options=options, jobs=1)):
        messages.done -= 1
        coding = code_narrative(parse_document(document))
        known = document.country is not None and document.edition is not None
        assessment = assess_coding(coding).to_dict() if known else None
        page = _page_of(document, Path(path), options)
        yield _Found(coding.to_dict(everything=True, links=True), document, page, assessment)


def _page_of(document: Document, path: Path, options: ReadOptions) -> bytes | None:
    """Return what a document was read from: the file, or of a table its own record; None where that is packed away."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    if document.row is None:
        return data
    from tierbook.corpus import served_row

    found = served_row(data, path.name, document.row, options)
    return None if found is None else found.data


def _same(document: Document) -> Document:
    return document


def _from_library(unit: str, home: Path | None) -> Iterator[_Found]:
    from tierbook.cli.homes import find_home
    from tierbook.corpus import Corpus, load_served
    from tierbook.dossier import KIND_ORDER
    from tierbook.errors import CorpusError

    corpus = Corpus(find_home(home) / "corpus")
    records = _records(corpus, unit)
    records.sort(key=lambda r: (KIND_ORDER.index(r["document"]["text_kind"]), r["document"]["id"]))
    for record in records:
        name = record["document"]["id"]
        try:
            served = load_served(corpus, name)
        except CorpusError:  # the citation needs no page; an exhibit says what is missing
            served = None
        document, page = (None, None) if served is None else (served.document, served.data)
        yield _Found(record, document, page, corpus.load_assessment(name))


def _records(corpus: Any, unit: str) -> list[dict[str, Any]]:
    """Return the codings that a unit names."""
    from tierbook.cli.units import parse_unit

    names = corpus.documents()
    finding = _finding_in(unit)
    if finding is not None:
        match = _OF_DOCUMENT.fullmatch(unit)
        sought = f'"id":"{finding}"'.encode()
        among = names if match is None else [name for name in names if name == match["document"]]
        holders = (n for n in among if sought in corpus.coding_path(n).read_bytes())
        return [corpus.load_coding(name) for name in holders]
    asked = parse_unit(unit)
    if asked.document is not None:
        return [corpus.load_coding(asked.document)] if asked.document in names else []
    countries = [asked.country] if asked.country else []
    editions = [asked.edition] if asked.edition else []
    return list(corpus.select(countries, editions))


def _write_exhibit(path: Path, found: _Found, cited: Citation, accessed: str) -> None:
    from tierbook.cli.guard import say, write_out
    from tierbook.files import content_hash
    from tierbook.release import make_exhibit

    pinpoint = cited.pinpoint
    if pinpoint is None:
        raise WrongUse(
            "an exhibit is of a passage, and no place is named",
            where="--exhibit",
            remedy=f"name one: {cited.source.document}#prosecution.1.2",
        )
    if cited.sample or (found.document is not None and found.page is not None):
        data = make_exhibit(
            found.record,
            found.document,  # type: ignore[arg-type]  # a sample is refused before it is looked at
            found.page or b"",
            pinpoint.paragraph,
            pinpoint.sentence,
            assessment=found.assessment,
            accessed=accessed or None,
            permalink=cited.permalink,
        )
        write_out(path, data)
        say(f"SHA-256 of {path.name}: {content_hash(data)}")
        return
    raise WrongUse(
        f"the page of {cited.source.document} is not at hand",
        where="--exhibit",
        remedy="ingest it again, or give the path of the page itself",
    )


def _print(made: list[Citation], style: str, form: Format) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    if form in (Format.json, Format.jsonl):
        if form is Format.json and len(made) == 1:
            print_json(made[0].to_dict())
            return
        with JsonRecords(form) as out:
            for one in made:
                out.write(one.to_dict())
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for one in made:
            for name, said in _styled(one, style):
                place = "" if one.pinpoint is None else str(one.pinpoint.place)
                row = {"document": one.source.document, "place": place}
                table.write({**row, "style": name, "citation": said})
    else:
        _print_text(made, style)


def _styled(one: Citation, style: str) -> Iterator[tuple[str, str]]:
    from tierbook.release import STYLES

    for name in STYLES if style == "all" else (style,):
        yield name, _said(one, name)


def _said(one: Citation, style: str) -> str:
    import orjson

    if style == "ris":
        return one.ris()
    if style == "bibtex":
        return one.bibtex()
    if style == "csl":
        return orjson.dumps([one.csl_json()], option=orjson.OPT_INDENT_2).decode() + "\n"
    return one.text(style)


def _print_text(made: list[Citation], style: str) -> None:
    from tierbook.cli.printing import print_line, write
    from tierbook.release import STYLES

    if style == "csl":
        import orjson

        items = [one.csl_json() for one in made]
        write(orjson.dumps(items, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return
    for number, one in enumerate(made):
        if style in _EXPORTS:
            write(_said(one, style).encode())
        elif style != "all":
            print_line(one.text(style))
        else:
            if number:
                print_line()
            names = ["publisher"] if one.sample else list(STYLES)
            for name in names:
                print_line(f"{STYLES[name] if not one.sample else 'Sample'}\n  {one.text(name)}")
            _print_rest(one)


def _print_rest(one: Citation) -> None:
    """Print place, links, and what a reader should know of the page."""
    from tierbook.cli.printing import print_line

    rows = [
        ("Place", "" if one.pinpoint is None else f"{one.pinpoint.place}, {one.pinpoint}"),
        ("Words", "" if one.pinpoint is None else f"“{one.pinpoint.words}”"),
        ("Permalink", one.permalink or ""),
        ("On the publisher’s page", one.text_fragment or ""),
        ("Archived copy", one.archived),
        *(("Note", note) for note in one.notes),
    ]
    for label, said in rows:
        if said:
            print_line(f"{label}\n  {said}")
