"""An exhibit to read and to print: the text with the passage marked, as one HTML page and as a draft for PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.files import VERSION
from tierbook.narrative import Narrative
from tierbook.release.citations import NUMBERING, STYLES, Citation
from tierbook.release.drafts import Draft, Ground, Prose, Table
from tierbook.release.drafts.model import Block, Cell, Part, Remark, Run, sentence
from tierbook.release.exhibits.parts import exhibit_words, taken

__all__ = ["draft_of", "page_of"]


def draft_of(
    citation: Citation,
    coding: Mapping[str, Any],
    law: Mapping[str, Any] | None,
    narrative: Narrative,
) -> Draft:
    """Return an exhibit as a document for people."""
    words = _words()
    return Draft(
        title=_title(citation),
        under=words["under"].format(pinpoint=citation.pinpoint),
        author="",
        date="",
        parts=(
            Part(words["passage"], (_passage(citation),)),
            Part(words["citation"], (_table(citation),)),
            Part(words["coding"], (*map(Remark, _coded(coding)), Remark(words["differ"]))),
            Part(words["law"], tuple(map(Remark, _law(law)))),
            Part(words["text"], tuple(_whole(citation, narrative))),
            Part(words["check"], tuple(map(Remark, _check(citation)))),
        ),
        standing=(words["standing"], f"tierbook {VERSION}."),
    )


def page_of(
    citation: Citation,
    coding: Mapping[str, Any],
    law: Mapping[str, Any] | None,
    narrative: Narrative,
) -> str:
    """Return an exhibit as one HTML page that needs nothing else."""
    words, pinpoint = _words(), citation.pinpoint
    assert pinpoint is not None
    style = (resources.files("tierbook.release") / "exhibits" / "exhibit.css").read_text("utf-8")
    title = escape(_title(citation))
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        f'<p class="under">{escape(words["under"].format(pinpoint=pinpoint))}</p>',
        f"<section><h2>{words['passage']}</h2>",
        f'<blockquote id="cited">{escape(pinpoint.words)}</blockquote>',
        '<p><a href="#marked">In the text</a></p></section>',
        f"<section><h2>{words['citation']}</h2><dl>",
        *(
            f"<dt>{escape(label)}</dt><dd>{citation.html(style)}</dd>"
            for style, label in STYLES.items()
        ),
        "</dl></section>",
        f"<section><h2>{words['coding']}</h2>",
        *(f"<p>{escape(line)}</p>" for line in (*_coded(coding), words["differ"])),
        "</section>",
        f"<section><h2>{words['law']}</h2>",
        *(f"<p>{escape(line)}</p>" for line in _law(law)),
        "</section>",
        f'<section class="text"><h2>{words["text"]}</h2>',
        *_text(citation, narrative),
        "</section>",
        f"<section><h2>{words['check']}</h2>",
        *(f"<p>{escape(line)}</p>" for line in _check(citation)),
        "</section>",
        "</main>",
        f"<footer><p>{escape(words['standing'])} tierbook {VERSION}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = exhibit_words()["rendered"]
    return words


def _title(citation: Citation) -> str:
    source = citation.source
    edition = f" {source.edition}" if source.edition else ""
    title: str = _words()["title"].format(
        part=source.part or "No country", work=source.work, edition=edition
    )
    return title


def _ground(citation: Citation) -> Ground:
    pinpoint = citation.pinpoint
    assert pinpoint is not None
    return Ground(
        kind="department",
        key=f"{citation.source.document}#{pinpoint.short}",
        short=pinpoint.short,
        note=citation.text("oscola"),
        href=citation.text_fragment,
    )


def _passage(citation: Citation) -> Prose:
    assert citation.pinpoint is not None
    quoted = Run(citation.pinpoint.words, quoted=True)
    return Prose((sentence(quoted, grounds=(_ground(citation),)),))


def _table(citation: Citation) -> Table:
    rows = tuple((Cell(label), Cell(citation.text(style))) for style, label in STYLES.items())
    return Table("The passage in each form of citation", ("Form", "Citation"), rows)


def _coded(coding: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each value that rests on the passage, and for what did not count."""
    words, known = _words(), load_codebook("tip").variables
    versions = coding["versions"]

    def label(variable: str) -> str:
        return known[variable].label if variable in known else variable

    for finding in coding["findings"]:
        yield words["value"].format(
            label=label(finding["variable"]),
            value=finding["in_words"],
            cue=finding["cue"],
            coder=coding["coder"],
            codebook=versions.get("codebook"),
            cues=versions.get("cues"),
        )
    for row in coding["nominated_and_not_counted"]:
        yield words["rejected"].format(label=label(row["variable"]), why=row["why"], cue=row["cue"])
    if not coding["findings"] and not coding["nominated_and_not_counted"]:
        yield words["nothing"]


def _law(law: Mapping[str, Any] | None) -> Iterator[str]:
    words = _words()
    for row in (law or {}).get("criteria", ()):
        side = " and ".join(side for side in ("for", "against") if row["this_passage"][side])
        yield words["criterion"].format(
            title=(law or {}).get("law", {}).get("title", ""),
            paragraph=row["paragraph"],
            label=row["label"],
            judgement=row["judgement"],
            side=side,
        )
    if law is None:
        yield words["no_law"]


def _check(citation: Citation) -> Iterator[str]:
    words = _words()
    yield words["page"].format(sha256=citation.source.sha256, taken=taken(citation))
    if citation.archived:
        yield f"{citation.archived}."
    yield words["verify"]


def _spans(narrative: Narrative) -> Iterator[tuple[str, int, int]]:
    """Yield each line with the tier, heading and paragraph in the order of the text, with our number."""
    rows = [(one.start, "heading", one.end) for one in narrative.headings]
    rows += [(one.start, f"[{one.n}]", one.end) for one in narrative.paragraphs]
    if narrative.tier_line is not None:
        rows.append((narrative.tier_line[0], "tier line", narrative.tier_line[1]))
    yield from ((name, start, end) for start, name, end in sorted(rows))


def _text(citation: Citation, narrative: Narrative) -> Iterator[str]:
    pinpoint, text = citation.pinpoint, narrative.text
    assert pinpoint is not None
    yield f'<p class="ours">Numbers in brackets are tierbook’s ({NUMBERING}).</p>'
    for name, start, end in _spans(narrative):
        shown = escape(text[start:end])
        if start <= pinpoint.start < end:
            low, high = pinpoint.start, pinpoint.end
            marked = f'<mark id="marked">{escape(text[low:high])}</mark>'
            shown = f"{escape(text[start:low])}{marked}{escape(text[high:end])}"
        if name == "heading":
            yield f"<h3>{shown}</h3>"
        else:
            yield f'<p><span class="number">{name}</span> {shown}</p>'


def _whole(citation: Citation, narrative: Narrative) -> Iterator[Block]:
    """Yield the text as quotations; the passage stands in marks of its own."""
    pinpoint, text, ground = citation.pinpoint, narrative.text, _ground(citation)
    assert pinpoint is not None
    for name, start, end in _spans(narrative):
        number = "" if name == "heading" else f"{name} "
        if not start <= pinpoint.start < end:
            yield Prose((sentence(number, Run(text[start:end], quoted=True), grounds=(ground,)),))
            continue
        before, after = text[start : pinpoint.start].strip(), text[pinpoint.end : end].strip()
        runs: list[str | Run] = [number]
        runs += [Run(before, quoted=True), " "] if before else []
        runs += [">>> ", Run(text[pinpoint.start : pinpoint.end], quoted=True), " <<<"]
        runs += [" ", Run(after, quoted=True)] if after else []
        yield Prose((sentence(*runs, grounds=(ground,)),))
