"""`tierbook code PAGE...`: pages to Codings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from tierbook.cli.coders import Asking, CoderName, ReadyCoder, asks_model, code_and_tell, tell_model
from tierbook.cli.options import (
    Format,
    FormatOption,
    PageArguments,
    Reading,
    reads_pages,
)

if TYPE_CHECKING:
    from tierbook.coding import Coding, EnsembleCoder
    from tierbook.pages import Document

__all__ = ["code"]

_WORDS = 14
_DOUBTFUL = 0.75  # a table says of a finding that it is less certain than this
_COLUMNS = (
    "document",
    "country",
    "edition",
    "text_kind",
    "coder",
    "variable",
    "value",
    "absence",
    "level",
    "place",
    "quality",
    "extent",
    "certainty",
    "said_by",
    "actor",
    "period",
    "acts",
    "whom",
    "confidence",
    "paragraph",
    "sentence",
    "start",
    "end",
    "text",
    "cue",
    "finding",
    "tierbook",
    "codebook",
    "cues",
)


@reads_pages
@asks_model
def code(
    pages: PageArguments,
    form: FormatOption = Format.table,
    everything: Annotated[
        bool, typer.Option("--all", help="Add what is not stated, and what was nominated in vain.")
    ] = False,
    links: Annotated[
        bool,
        typer.Option("--links", help="Add links to the words on the publisher's page."),
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="SHARE",
            min=0,
            max=1,
            help="Leave out findings below; those without confidence stay.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Lay what people decided over it: lines of `tierbook desk export`.",
        ),
    ] = None,
    disputes: Annotated[
        Path | None,
        typer.Option(
            "--disputes",
            metavar="FILE",
            help="With --coder ensemble: write what rules and model say differently, a JSON object a line.",
        ),
    ] = None,
    *,
    asking: Asking,
    reading: Reading,
) -> None:
    """Code pages: what each narrative says, with the words that say it."""
    from tierbook.cli.guard import Messages, open_out
    from tierbook.cli.printing import CsvTable, JsonRecords
    from tierbook.corpus import expand_inputs, run_batch
    from tierbook.errors import WrongUse

    if links and form is Format.table:
        raise WrongUse(
            "a table has no room for links",
            where="--links",
            remedy="add --format jsonl, json or csv",
        )
    if disputes is not None and asking.coder is not CoderName.ensemble:
        raise WrongUse(
            "one coder alone disputes nothing",
            where="--disputes",
            remedy="add --coder ensemble",
        )
    ready = asking.ready(reading.jobs)
    out_of = open_out(disputes) if disputes is not None else None
    messages = Messages()
    inputs = expand_inputs(pages)
    decided = None if decisions is None else _read_decisions(decisions)
    # The rules work in several processes and are not handed over; a model works in this one.
    asked: dict[str, Any] = {} if asking.by_rules else {"ready": ready, "disputes": out_of}
    record_of = partial(_record, min_confidence=min_confidence, decided=decided, **asked)
    line_of = partial(_line, min_confidence=min_confidence, decided=decided, **asked)

    def told(work: Any) -> Iterator[Any]:
        return messages.told(run_batch(inputs, work, options=reading.options, jobs=reading.jobs))

    try:
        if form is Format.table:
            for record in told(record_of):
                _print_coding(record, everything=everything)
        elif form is Format.csv:
            table = CsvTable((*_COLUMNS, "link") if links else _COLUMNS)
            for record in told(partial(record_of, links=links)):
                _say_flags(record)
                _say_left_out(record)
                for row in _rows(record, everything=everything):
                    table.write(row)
        else:
            with JsonRecords(form) as out:
                for line in told(partial(line_of, everything=everything, links=links)):
                    out.write(line)
    finally:
        if out_of is not None:
            out_of.close()
        tell_model(ready, asking.model_report)
    messages.finish()


def _record(
    document: Document,
    *,
    everything: bool = True,
    links: bool = False,
    min_confidence: float | None = None,
    decided: list[dict[str, Any]] | None = None,
    ready: ReadyCoder | None = None,
    disputes: BinaryIO | None = None,
) -> dict[str, object]:
    from tierbook.coding import code_narrative, leave_out
    from tierbook.narrative import parse_document

    narrative = parse_document(document)
    if ready is None:
        coding = code_narrative(narrative)
    else:
        coding = code_and_tell(ready, narrative)
        if disputes is not None and ready.ensemble is not None:
            _write_disputes(ready.ensemble, coding, disputes)
    if min_confidence is None:
        record = coding.to_dict(everything=everything, links=links)
    else:
        kept, left_out = leave_out(coding, min_confidence)
        record = {**kept.to_dict(everything=everything, links=links), "left_out": left_out}
    if decided is None:
        return record
    from tierbook.coding import lay_over

    return lay_over(record, decided)


def _read_decisions(path: Path) -> list[dict[str, Any]]:
    """Return the decisions of a file, in their order; lines that are other events are passed over.

    Raises:
        WrongUse: the file cannot be read, or a line is no event.
    """
    import orjson

    from tierbook.codebook import load_codebook
    from tierbook.coding import check_decision
    from tierbook.errors import TierbookError, WrongUse

    book, found = load_codebook("tip"), []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise WrongUse(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="mend its name"
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = orjson.loads(line)
            if isinstance(given, dict) and "kind" in given:
                continue
            found.append({"event": given.get("event"), **check_decision(given, book)})
        except (orjson.JSONDecodeError, AttributeError, TierbookError) as error:
            raise WrongUse(
                f"line {number} is no decision: {error}",
                where=str(path),
                remedy="give what `tierbook desk export` wrote",
            ) from error
    return found


def _line(document: Document, **how: Any) -> bytes:
    from tierbook.files import json_line

    return json_line(_record(document, **how))


def _write_disputes(ensemble: EnsembleCoder, coding: Coding, stream: BinaryIO) -> None:
    from tierbook.files import json_line

    for dispute in ensemble.disputes.pop(coding.narrative.document.id, ()):
        stream.write(json_line(dispute.to_dict(coding)))
    stream.flush()


def _left_out(record: dict[str, Any]) -> str | None:
    """Say what --min-confidence has left out, and what it could not judge."""
    out = record.get("left_out")
    if out is None:
        return None
    return (
        f"{len(out['findings'])} findings below {out['min_confidence']:g} are left out; "
        f"{out['kept_without_confidence']} have no confidence and are kept"
    )


def _say_left_out(record: dict[str, Any]) -> None:
    from tierbook.cli.guard import say

    words = _left_out(record)
    if words:
        say(f"{record['document']['id']}: {words}")


def _say_flags(record: dict[str, Any]) -> None:
    """Tell on standard error what a table of findings has no column for."""
    from tierbook.cli.guard import say

    for flag in record["narrative"]["flags"]:
        say(f"{record['document']['id']}: {flag['kind'].replace('_', ' ')}: {flag['message']}")


def _print_coding(record: dict[str, Any], *, everything: bool) -> None:
    from tierbook.cli.documents import print_flags, print_title
    from tierbook.cli.printing import print_line, print_table

    print_title(record["document"])
    print_flags(record["narrative"]["flags"])
    pages = {
        (row["paragraph"], row["sentence"]): row["page"]
        for row in record["narrative"]["sentences"]
        if "page" in row
    }
    rows = [_finding_cells(finding, pages) for finding in record["findings"]]
    if rows:
        print_table(("variable", "value", "how", "where", "words"), rows, cut_last=True)
    absences = record["absences"]
    if everything:
        print_line()
        print_table(("variable", "absence"), [(a["variable"], a["absence"]) for a in absences])
        rejected = [(a["variable"], r) for a in absences for r in a["rejected"]]
        rejected += [(r["variable"], r) for r in record["rejected"]]
        if rejected:
            print_line()
            text = record["narrative"]["text"]
            cells = [(v, text[r["start"] : r["end"]], r["cue"], r["why"]) for v, r in rejected]
            print_table(("did not count for", "words", "cue", "why"), cells)
    else:
        print_line(
            f"{len(absences)} variables have no value here (--all lists them, and what did not count)"
        )
    left_out = _left_out(record)
    if left_out:
        print_line(left_out)
    print_line()


def _finding_cells(
    finding: dict[str, Any], pages: dict[tuple[int, int], str]
) -> tuple[object, ...]:
    from tierbook.cli.printing import shorten

    evidence = finding["evidence"]
    first = evidence[0] if evidence else None
    places: dict[int, list[str]] = {}
    spots = sorted({(e["paragraph"], e["sentence"]) for e in evidence})
    for spot in spots:
        places.setdefault(spot[0], []).append(str(spot[1]))
    where = "; ".join(f"[{n}] s. {', '.join(sentences)}" for n, sentences in places.items())
    printed = list(dict.fromkeys(pages[spot] for spot in spots if spot in pages))
    if printed:
        where = f"{_name_pages(printed)} {where}"
    words = shorten(first["text"], _WORDS) if first else ""
    return finding["variable"], _value(finding["value"]), " ".join(_chips(finding)), where, words


def _name_pages(pages: list[str]) -> str:
    """Return printed pages as they are cited: `p. 214`, `pp. 214, 215`, or `PDF page 9` where none is printed."""
    numbers = [page for page in pages if page.isdigit()]
    others = [page for page in pages if not page.isdigit()]
    cited = [f"{'p' if len(numbers) == 1 else 'pp'}. {', '.join(numbers)}"] if numbers else []
    return ", ".join([*cited, *others])


def _chips(finding: dict[str, Any]) -> Iterator[str]:
    """Yield the qualities of a finding that say more than the usual."""
    if finding["level"]:
        yield {"law": "in law", "practice": "in practice"}.get(finding["level"], finding["level"])
    if finding["place"]:
        yield {"home": "at home"}.get(finding["place"], finding["place"])
    for name in ("quality", "extent"):
        if finding[name]:
            yield finding[name]
    usual = {"actor": ("none", "government"), "period": ("current",), "said_by": ("department",)}
    for name, values in {**usual, "certainty": ("stated",)}.items():
        if finding[name] not in values:
            yield finding[name].replace("_", " ")
    for name in ("acts", "whom"):
        yield from (item.replace("_", " ") for item in finding[name])
    if finding["confidence"] is not None and finding["confidence"] < _DOUBTFUL:
        yield f"confidence {finding['confidence']:.2f}"


def _value(value: object) -> str:
    if isinstance(value, list):
        from tierbook.coding import item_in_words

        words = [item_in_words(item) for item in value]
        if any(isinstance(item, dict) for item in value):
            return "; ".join(words)
        return (", " if any(" " in word for word in words) else " ").join(words)
    return str(value)


def _rows(record: dict[str, Any], *, everything: bool) -> Iterator[dict[str, object]]:
    document = record["document"]
    base = {
        "document": document["id"],
        **{name: document[name] for name in ("country", "edition", "text_kind")},
        "coder": record["coder"],
        **{name: record["versions"].get(name) for name in ("tierbook", "codebook", "cues")},
    }
    for finding in record["findings"]:
        first = finding["evidence"][0] if finding["evidence"] else {}
        spot = {
            name: first.get(name)
            for name in ("paragraph", "sentence", "start", "end", "text", "link")
        }
        yield {**base, **finding, **spot, "finding": finding["id"]}
    if everything:
        for absence in record["absences"]:
            yield {**base, "variable": absence["variable"], "absence": absence["absence"]}
