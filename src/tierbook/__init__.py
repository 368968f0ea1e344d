"""Read the Trafficking in Persons Report as data, with the words behind every value.

    page -- read --> Document -- parse --> Narrative -- code --> Coding -- assess --> Assessment -- track --> Dossier

Each verb takes what the one before gives, or anything earlier (a path, bytes, text with `country=` and `edition=`),
and runs the steps between. Nothing is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import BinaryIO

    from tierbook.agreement import PeopleTable, Why
    from tierbook.coding import Coding
    from tierbook.dossier import Dossier, HeldText
    from tierbook.editions import History
    from tierbook.narrative import Narrative
    from tierbook.pages import Document, ReadOptions
    from tierbook.standards import Assessment, OwnFile

    Page: TypeAlias = str | bytes | os.PathLike[str]
    OneDocument: TypeAlias = Document | list[Document] | tuple[Document, ...]

__all__ = ["assess", "code", "parse", "read", "track", "why"]

_TEXT_LENGTH = 200


def read(
    page: Page,
    *,
    country: str | None = None,
    edition: int | None = None,
    options: ReadOptions | None = None,
) -> Document | list[Document]:
    """Read a page.

    Args:
        page: a path; bytes; or the text itself, which is a string with a line break or more than 200 characters. A file
            may be a page, a table, or a container of them.
        country: a name or an alpha-3 code, for a text that does not say.
        edition: the year, for a text that does not say.
        options: more that is known of the page; `country` and `edition` win.

    Returns:
        A Document; a list of them for a page with several countries, a table (JSON, CSV, Parquet) or a container (ZIP,
        WARC), however many are in it.

    Raises:
        MissingExtra: the file is of a kind that needs an optional package.
        PageUnreadable: nothing could be read; the message says why and what to do.
        WrongUse: a short string that is no path.
    """
    import warnings
    from dataclasses import replace

    from tierbook.errors import PageUnreadable
    from tierbook.pages import ReadOptions, read_bytes, read_stream

    given = options or ReadOptions()
    if country is not None:
        given = replace(given, country=country)
    if edition is not None:
        given = replace(given, edition=edition)
    name, source = _open_page(page)
    if isinstance(source, bytes):
        result = read_bytes(source, name=name, options=given)
    else:
        with source:
            result = read_stream(source, name=name, options=given)
    failed = [problem for problem in result.problems if problem.failed]
    if not result.documents:
        if not failed:
            raise PageUnreadable("the page holds nothing", where=name, remedy="give another")
        first = failed[0]
        raise PageUnreadable(first.what, where=first.where, why=first.why, remedy=first.remedy)
    for problem in failed:
        warnings.warn(str(problem), stacklevel=2)
    documents = list(result.documents)
    alone = len(documents) == 1 and documents[0].row is None and not result.many
    return documents[0] if alone else documents


def parse(
    source: Page | OneDocument, *, country: str | None = None, edition: int | None = None
) -> Narrative:
    """Cut a document into paragraphs, pillars and sentences.

    Args:
        source: a Document, or what `read` takes.
        country: as for `read`.
        edition: as for `read`.

    Raises:
        NarrativeUnparsable: the document holds no narrative.
        WrongUse: the source holds several documents.
    """
    from tierbook.narrative import parse_document

    return parse_document(_document_of(source, "parse", country, edition))


def code(
    source: Page | OneDocument | Narrative,
    *,
    country: str | None = None,
    edition: int | None = None,
) -> Coding:
    """Say what a narrative states, each finding with its words.

    Args:
        source: a Narrative, a Document, or what `read` takes.
        country: as for `read`.
        edition: as for `read`.

    Raises:
        NarrativeUnparsable: the document holds no narrative.
        WrongUse: the source holds several documents.
    """
    from tierbook.coding import code_narrative
    from tierbook.narrative import Narrative, parse_document

    if isinstance(source, Narrative):
        _refuse_facts("code", country, edition)
        return code_narrative(source)
    return code_narrative(parse_document(_document_of(source, "code", country, edition)))


def assess(
    source: Page | OneDocument | Narrative | Coding,
    *,
    country: str | None = None,
    edition: int | None = None,
    own: OwnFile | None = None,
    history: History | None = None,
    statute: str = "tvpa",
    computed: bool = True,
) -> Assessment:
    """Say of each criterion of the law in force what speaks for and against.

    Args:
        source: a Coding, a Narrative, a Document, or what `read` takes.
        country: as for `read`.
        edition: as for `read`.
        own: findings and judgements of a person on the same country and edition, as `tierbook.standards.load_own` reads
            them.
        history: official placements, for the clock of the Watch List; those of the package where none are given.
        statute: the id of the statute by which is judged.
        computed: whether to add what the published text alone would suggest, which is unofficial; it takes about as
            long as coding the text.

    Raises:
        NotInForce: the edition is unknown, or no law judges it.
        UnknownCountry: the country is unknown.
        WrongUse: the source holds several documents, the own findings are of another country or edition, or there is no
            such statute.
    """
    from tierbook.coding import Coding
    from tierbook.standards import add_computed, assess_coding

    if isinstance(source, Coding):
        _refuse_facts("assess", country, edition)
        coding = source
    else:
        coding = code(source, country=country, edition=edition)
    assessment = assess_coding(coding, own=own, history=history, statute=statute)
    return add_computed(assessment) if computed else assessment


def track(
    source: Iterable[Coding | HeldText | Document | Page] | Coding | OneDocument | Page,
    *,
    country: str | None = None,
    edition: int | None = None,
    history: History | None = None,
) -> Dossier:
    """Tell one country over the editions: what is held, what changed, what was asked for and what came of it.

    Args:
        source: texts of one country: Codings, Documents, what `read` takes, or several of these.
        country: as for `read`, for pages that do not say.
        edition: as for `read`.
        history: official placements; those of the package where none are given.

    Raises:
        UnknownCountry: the country of a text is unknown.
        WrongUse: there are no texts, or they are of several countries.
    """
    from collections.abc import Iterable
    from typing import cast

    from tierbook.dossier import build_dossier

    alone = isinstance(source, str | bytes | bytearray | memoryview) or not isinstance(
        source, Iterable
    )
    sources = cast("Iterable[object]", [source] if alone else source)
    texts = [text for each in sources for text in _held(each, country, edition)]
    return build_dossier(texts, history=history)


def why(
    source: Page | OneDocument | Narrative | Coding,
    variable: str,
    *,
    country: str | None = None,
    edition: int | None = None,
    people: Iterable[PeopleTable | str | os.PathLike[str]] = (),
) -> Why:
    """Explain a value: the rule, the words, what else was nominated and why it did not count.

    Args:
        source: a Coding, a Narrative, a Document, or what `read` takes.
        variable: its id, as `protection.victims_penalised`.
        country: as for `read`.
        edition: as for `read`.
        people: tables that people coded (CSV), or their paths, to set beside our value.

    Raises:
        GoldInvalid: a table is none that is known.
        WrongUse: no such variable, or the source holds several documents.
    """
    from pathlib import Path

    from tierbook.agreement import PeopleTable, explain_value, load_people
    from tierbook.coding import Coding

    if isinstance(source, Coding):
        _refuse_facts("why", country, edition)
        coding = source
    else:
        coding = code(source, country=country, edition=edition)
    tables = [t if isinstance(t, PeopleTable) else load_people(Path(t)) for t in people]
    return explain_value(coding.to_dict(everything=True), variable, people=tables)


def _held(source: object, country: str | None, edition: int | None) -> list[HeldText]:
    """Return the texts that something holds, coded."""
    from tierbook.coding import Coding, code_narrative
    from tierbook.dossier import HeldText
    from tierbook.narrative import parse_document
    from tierbook.pages import Document

    if isinstance(source, HeldText | Coding | Document):
        _refuse_facts("track", country, edition)
    if isinstance(source, HeldText):
        return [source]
    if isinstance(source, Coding):
        return [HeldText.of(source)]
    if isinstance(source, Document):
        documents = [source]
    else:
        found = read(source, country=country, edition=edition)  # type: ignore[arg-type]  # it checks
        documents = found if isinstance(found, list) else [found]
    return [HeldText.of(code_narrative(parse_document(document))) for document in documents]


def _open_page(page: Page) -> tuple[str, bytes | BinaryIO]:
    """Return a name for messages, and the bytes of a page or its file."""
    import os
    from pathlib import Path

    from tierbook.errors import PageUnreadable, WrongUse

    if isinstance(page, bytes | bytearray | memoryview):
        return "bytes", bytes(page)
    if isinstance(page, str) and not os.path.lexists(page):
        if "\n" in page or len(page) > _TEXT_LENGTH or _is_sentence(page):
            return "text", page.encode("utf-8", "replace")
        raise WrongUse(
            f"{page!r} is no file here, and too short to be a text",
            why="a string is a text when it is a sentence, has a line break, or is longer than a path",
            remedy="check the path, or give a short text as bytes: text.encode()",
        )
    if not isinstance(page, str | os.PathLike):
        raise WrongUse(
            f"a {type(page).__name__} is no page",
            remedy="give a path, bytes, or the text as a string",
        )
    path = Path(page)
    if path.is_dir():
        raise WrongUse(
            f"{str(path)!r} is a folder, and one page is wanted",
            remedy=f"read its files one by one: [tierbook.read(p) for p in sorted(Path({str(path)!r}).iterdir())]",
        )
    try:
        return str(path), path.open("rb")
    except OSError as error:
        raise PageUnreadable(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error


def _is_sentence(words: str) -> bool:
    """Tell a sentence from a path: four words or more, and a sentence's end."""
    return len(words.split()) > 3 and words.rstrip().endswith((".", "!", "?", ";", ")", '"', "”"))


def _document_of(source: object, verb: str, country: str | None, edition: int | None) -> Document:
    from tierbook.errors import WrongUse
    from tierbook.pages import Document

    if isinstance(source, Document):
        _refuse_facts(verb, country, edition)
        return source
    if isinstance(source, list | tuple):
        documents = list(source)
    else:
        found = read(source, country=country, edition=edition)  # type: ignore[arg-type]  # it checks
        documents = found if isinstance(found, list) else [found]
    if len(documents) == 1 and isinstance(documents[0], Document):
        return documents[0]
    raise WrongUse(
        f"{verb} takes one document, and this holds {len(documents)}",
        remedy=f"take them one by one: [tierbook.{verb}(d) for d in tierbook.read(page)]",
    )


def _refuse_facts(verb: str, country: str | None, edition: int | None) -> None:
    """Country and edition are facts of the page; once it is read they stand in the Document."""
    from tierbook.errors import WrongUse

    if country is not None or edition is not None:
        raise WrongUse(
            f"{verb} cannot set country or edition of a page that has been read",
            remedy="give them to tierbook.read, or give the page itself",
        )


def __getattr__(name: str) -> str:
    if name == "__version__":
        from tierbook.files import VERSION

        return VERSION
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
