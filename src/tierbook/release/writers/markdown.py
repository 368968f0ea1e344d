"""A draft as Markdown, with the footnotes that most readers of Markdown know (`[^1]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tierbook.release.drafts import Block, Draft, Ground, Points, Prose, Sentence, Table
from tierbook.release.writers.notes import Notes
from tierbook.text import late

__all__ = ["write_markdown"]

# What would become something else: emphasis, code, HTML, a cell's edge, a footnote, a link. `[3] s. 1` stays as it is.
_SPECIAL = late(r"([\\`*_<>|]|\[(?=\^|[^\]]*\]\())")


def write_markdown(draft: Draft) -> str:
    """Return the draft as Markdown, ending with one line break."""
    notes = Notes(draft)
    lines: list[str] = []
    if draft.sample:
        lines += [f"**{_escape(draft.sample_words)}**", ""]
    lines += [f"# {_escape(draft.title)}", ""]
    lines += [f"{_escape(words)}  " for words in (draft.under, draft.author, draft.date) if words]
    for part in draft.parts:
        lines += ["", f"{'#' * part.level} {_escape(part.heading)}", ""]
        for i, block in enumerate(part.blocks):
            lines += [""] if i else []
            lines += _block(block, notes, brief=draft.brief)
    lines += ["", "---", ""]
    for words in draft.standing:
        lines += [_escape(words), ""]
    for n, ground in enumerate(notes.rows, 1):
        link = f" <{ground.href}>" if ground.href else ""
        lines.append(f"[^{n}]: {_escape(ground.note)}{link}")
    return "\n".join(lines).rstrip("\n") + "\n"


def _block(block: Block, notes: Notes, *, brief: bool) -> Iterator[str]:
    if isinstance(block, Prose):
        yield " ".join(_sentence(s, notes, brief=brief) for s in block.sentences)
    elif isinstance(block, Points):
        for point in block.points:
            yield "- " + " ".join(_sentence(s, notes, brief=brief) for s in point)
    elif isinstance(block, Table):
        yield f"{_escape(block.caption)}"
        yield ""
        yield "| " + " | ".join(_escape(head) for head in block.heads) + " |"
        yield "|" + " --- |" * len(block.heads)
        for row in block.rows:
            cells = [_escape(c.text) + _marks(c.grounds, notes, brief=brief) for c in row]
            yield "| " + " | ".join(cells) + " |"
    else:
        yield f"*{_escape(block.text)}*"


def _sentence(one: Sentence, notes: Notes, *, brief: bool) -> str:
    return _escape(one.text) + _marks(one.grounds, notes, brief=brief)


def _marks(grounds: Iterable[Ground], notes: Notes, *, brief: bool) -> str:
    if brief:
        shown = [f"[{_escape(g.short)}]({g.href})" if g.href else _escape(g.short) for g in grounds]
        return f" {', '.join(shown)}" if shown else ""
    return "".join(f"[^{n}]" for n in notes.numbers(grounds))


def _escape(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
