"""A law, a history and a difference, put into words for a terminal and into HTML for a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from tierbook.standards.facts import editions_in_words, in_force_words
from tierbook.standards.law import Act, Law, Version
from tierbook.text import fold_paragraph

if TYPE_CHECKING:
    from tierbook.standards.diff import LawChange, LawDiff
    from tierbook.standards.history import LawHistory, Step

__all__ = [
    "diff_in_html",
    "diff_in_prose",
    "history_in_html",
    "history_in_prose",
    "law_head",
    "law_in_html",
    "law_in_prose",
    "law_parts",
    "notes_of",
    "open_questions",
    "sources_of",
]

_HOW = (
    "added",
    "dropped",
    "widened",
    "narrowed",
    "reworded",
    "renumbered",
    "passed",
)  # as they are told
_OWN = "All wordings are tierbook's own; the text of the statute is at the sources."


def law_head(law: Law) -> list[str]:
    """Return what is said above the entries of a law: Act, dates, whom it binds, reservations."""
    form = law.form
    number = law.identity.act_number.format(public_law=form.public_law)
    lines = [
        f"The law of the edition of {law.edition}",
        f"{law.title} ({law.version}). {law.citation}",
        f"{number}, signed {form.signed}, in effect {form.effective}; editions judged: "
        f"{editions_in_words(form.first_edition, form.last_edition)}{_rest(form)}. {form.note}",
        law.scope,
        law.rule,
    ]
    if law.presumption is not None:
        sure = in_force_words(law.presumption.confidence)
        lines.append(f"Data that are not given, {sure}: {law.presumption.text}")
    lines += [_act_beside(act, law) for act in law.beside]
    lines += [f"To check: {words}" for words in law.reservations]
    return lines


def _act_beside(act: Act, law: Law) -> str:
    """Return a line on an Act that left standards and criteria as they were."""
    number = law.identity.act_number.format(public_law=act.public_law)
    return f"Beside it, since the edition of {act.first_edition}: {act.act} ({number}). {act.note}"


def law_parts(law: Law) -> list[tuple[str, str, list[dict[str, object]]]]:
    """Return the parts of a law: title, what is said of it, and its entries as rows."""
    standards, criteria, lists = law.identity.standards, law.identity.criteria, law.identity.tiers
    tiers = [test.to_dict() for test in law.tiers.values() if test.test is not None]
    parts = [
        (
            f"{standards.title}, {standards.section}",
            standards.about,
            [entry.to_dict("standards") for entry in law.standards],
        ),
        (
            f"{criteria.title}, {criteria.section}",
            criteria.about,
            [entry.to_dict("criteria") for entry in law.criteria],
        ),
        (lists.title if lists else "", lists.about if lists else "", tiers),
        *(
            (part.title, part.about, [entry.to_dict() for entry in part.entries])
            for part in law.parts
        ),
    ]
    return [part for part in parts if part[2]]


def open_questions(rows: Iterable[dict[str, object]]) -> list[tuple[str, list[str]]]:
    """Return what is to check, each reason once, with the entries that it touches."""
    found: dict[str, list[str]] = {}
    for row in rows:
        reasons = row["to_check"]
        assert isinstance(reasons, list)
        for reason in reasons:
            found.setdefault(reason, []).append(str(row["id"]))
    return list(found.items())


def notes_of(rows: Iterable[dict[str, object]]) -> list[tuple[str, str]]:
    """Return what is said beside an entry: its note, what it lists, the countries that the edition names."""
    notes: list[tuple[str, str]] = []
    for row in rows:
        said = [str(row["note"])] if row["note"] else []
        items, named = row.get("items"), row.get("named")
        if isinstance(items, dict):
            said.append(f"It lists: {'; '.join(items.values())}.")
        if isinstance(named, dict):
            sure = "" if named["confidence"] == "verified" else ", from memory"
            said.append(f"Named in this edition{sure}: {', '.join(named['countries'])}.")
        see = row.get("see")
        if isinstance(see, list) and see:
            said.append(f"See {', '.join(see)}.")
        if said:
            notes.append((str(row["id"]), " ".join(said)))
    return notes


def sources_of(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Return the sources of the entries, each once, in the order in which they are first named."""
    found: dict[object, dict[str, object]] = {}
    for row in rows:
        sources = row["sources"]
        assert isinstance(sources, list)
        for source in sources:
            found.setdefault(source["id"], source)
    return list(found.values())


def law_in_prose(law: Law) -> str:
    """Return a law as text: every entry with paragraph, how sure, and the numbers of its sources."""
    rows = list(law.rows())
    sources = sources_of(rows)
    numbers = {source["id"]: i for i, source in enumerate(sources, 1)}
    head = law_head(law)
    lines = [head[0], "=" * len(head[0]), ""]
    for words in head[1:]:
        lines += fold_paragraph(words)
    for title, about, entries in law_parts(law):
        lines += ["", title, "-" * len(title), *fold_paragraph(about), ""]
        for row in entries:
            cited = ", ".join(str(numbers[s["id"]]) for s in _list(row["sources"]))
            where = f"{row['paragraph']} " if row["paragraph"] else ""
            lines.append(f"  {where}{row['label']}")
            lines.append(f"    {row['id']}, {row['in_force']} [{cited}]")
            lines += fold_paragraph(str(row["asks"]), "    ")
    if notes_of(rows):
        lines += ["", "Notes", "-----"]
    for entry_id, words in notes_of(rows):
        lines += fold_paragraph(f"{entry_id}: {words}", "  ")
    questions = open_questions(rows)
    if questions:
        lines += ["", "To check", "--------"]
        for reason, ids in questions:
            lines += fold_paragraph(f"{reason} ({', '.join(ids)})", "  ")
    lines += ["", "Sources", "-------"]
    for source in sources:
        lines += fold_paragraph(
            f"[{numbers[source['id']]}] {source['title']}. {source['href']}", "  "
        )
    return "\n".join([*lines, "", _OWN]) + "\n"


def law_in_html(law: Law) -> str:
    """Return a law as HTML."""
    out = [f"<h3>{escape(law_head(law)[0])}</h3>"]
    out += [f"<p>{escape(words)}</p>" for words in law_head(law)[1:]]
    for title, about, entries in law_parts(law):
        out.append(f"<h4>{escape(title)}</h4><p>{escape(about)}</p>")
        out.append(
            _table(
                ("paragraph", "id", "in force", "says"),
                [(r["paragraph"], r["id"], r["in_force"], r["asks"]) for r in entries],
            )
        )
    rows = list(law.rows())
    asked = [(reason, ", ".join(ids)) for reason, ids in open_questions(rows)]
    for title, columns, cells in (
        ("Notes", ("id", "note"), notes_of(rows)),
        ("To check", ("what", "of"), asked),
        ("Sources", ("title", "address"), [(s["title"], s["href"]) for s in sources_of(rows)]),
    ):
        out.append(f"<h4>{title}</h4>{_table(columns, cells)}")
    return "".join(out) + f"<p>{escape(_OWN)}</p>"


def history_in_prose(history: LawHistory) -> str:
    """Return the history of an entry as text: where it stood, and which Act changed what."""
    lines = [history.label, "=" * len(history.label), f"{history.id} ({history.part_title})", ""]
    lines += [*fold_paragraph(history.asks), ""]
    lines += ["Where it stood", "--------------"]
    if history.gap_before is not None:
        lines.append(f"  {editions_in_words(*history.gap_before):13} not yet")
    for span in history.spans:
        editions = editions_in_words(span.first_edition, span.last_edition)
        how_sure = in_force_words(span.confidence, history.kind)
        lines.append(
            f"  {editions:13} {span.paragraph or '-':24} {span.version:12} {how_sure}".rstrip()
        )
    lines += ["", "What changed", "------------"]
    for step in history.steps:
        lines += _step(step)
    for doubt in history.doubts:
        lines += fold_paragraph(f"To check: {doubt.text}", "  ")
    if history.note:
        lines += fold_paragraph(f"Note: {history.note}", "  ")
    lines += ["", "Sources", "-------"]
    for source in history.sources:
        lines += fold_paragraph(f"{source.title}. {source.href}", "  ")
    return "\n".join([*lines, "", f"Checked on {history.verified_on}. {_OWN}"]) + "\n"


def history_in_html(history: LawHistory) -> str:
    """Return the history of an entry as HTML."""
    spans = [
        (
            editions_in_words(s.first_edition, s.last_edition),
            s.paragraph,
            s.version,
            in_force_words(s.confidence, history.kind),
        )
        for s in history.spans
    ]
    steps = [
        (s.edition, s.how, _act(s), s.says, in_force_words(s.confidence, history.kind))
        for s in history.steps
    ]
    return (
        f"<h3>{escape(history.label)}</h3><p>{escape(history.id)}. {escape(history.asks)}</p>"
        + _table(("editions", "paragraph", "version", "how sure"), spans)
        + _table(("edition", "what", "Act", "says", "how sure"), steps)
    )


def diff_in_prose(diff: LawDiff) -> str:
    """Return a difference as text: the Acts between, then what each entry came to."""
    before, after = diff.before, diff.after
    title = f"From the edition of {before.edition} to that of {after.edition}"
    lines = [title, "=" * len(title)]
    if before.version == after.version:
        lines += fold_paragraph(f"Both are judged by the {before.title} ({before.version}).")
    else:
        lines += fold_paragraph(f"Then: {before.title} ({before.version}). {before.citation}.")
        lines += fold_paragraph(f"Now: {after.title} ({after.version}). {after.citation}.")
    identity = before.identity
    lines += fold_paragraph(
        f"{identity.standards.title}: {len(before.standards)} then, {len(after.standards)} now. "
        f"{identity.criteria.title}: {len(before.criteria)} then, {len(after.criteria)} now."
    )
    if diff.acts:
        lines += ["", "Acts between", "------------"]
    for act in diff.acts:
        number = before.identity.act_number.format(public_law=act.public_law)
        effect = f", in effect {act.effective}" if isinstance(act, Version) else ""
        lines += fold_paragraph(
            f"{act.act} ({act.id}; {number}), signed {act.signed}{effect}; first edition {act.first_edition}"
            f"{_rest(act)}. {act.note}",
            "  ",
        )
    for title in dict.fromkeys(c.history.part_title for c in diff.changes):
        changes = [c for c in diff.changes if c.history.part_title == title]
        counts = Counter(_chief(c) for c in changes)
        shown = ", ".join(f"{counts[how]} {how}" for how in _HOW if counts[how])
        lines += ["", f"{title}: {shown}", "-" * len(f"{title}: {shown}")]
        for how in _HOW:
            for change in changes:
                if _chief(change) == how:
                    lines += _change(change)
    if not diff.changes:
        lines += ["", "Nothing that is on file changed."]
    lines += ["", *fold_paragraph(f"{len(diff.same)} entries are as they were. {_OWN}")]
    doubts = [r for r in after.reservations if r not in before.reservations]
    lines += [line for words in doubts for line in fold_paragraph(f"To check: {words}")]
    return "\n".join(lines) + "\n"


def _rest(act: Version | Act) -> str:
    rest = act.rest_from if isinstance(act, Version) else None
    return "" if rest is None else f" (what it changed beside the criteria: since {rest})"


def diff_in_html(diff: LawDiff) -> str:
    """Return a difference as HTML."""
    rows = [
        (
            ", ".join(change.how),
            change.id,
            "" if change.before is None else change.before.paragraph,
            "" if change.after is None else change.after.paragraph,
            "; ".join(dict.fromkeys(filter(None, map(_act, change.steps)))),
            " ".join(step.says for step in change.steps),
        )
        for change in diff.changes
    ]
    title = f"From the edition of {diff.before.edition} to that of {diff.after.edition}"
    return f"<h3>{escape(title)}</h3>" + _table(("what", "id", "then", "now", "Act", "says"), rows)


def _chief(change: LawChange) -> str:
    """Return the kind under which a change is told: the first in our order."""
    return next(how for how in _HOW if how in change.how)


def _change(change: LawChange) -> list[str]:
    then = change.before.paragraph if change.before else ""
    now = change.after.paragraph if change.after else ""
    where = f"{then} -> {now}" if then and now and then != now else now or then
    lines = [f"  {where} {change.history.label}".replace("   ", "  "), f"    {change.id}"]
    for step in change.steps:
        lines += _step(step, "    ")
    return lines


def _step(step: Step, indent: str = "  ") -> list[str]:
    check = "" if step.confidence == "verified" else f", {_SURE[step.confidence]}"
    by = f" by {step.act.id}, {step.citation}" if step.act is not None else ""
    return fold_paragraph(f"{step.edition} {step.how}{by}{check}: {step.says}", indent)


def _act(step: Step) -> str:
    return f"{step.act.act}, {step.citation}" if step.act is not None else ""


_SURE = {"derived": "derived from published data", "memory": "to check"}


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
