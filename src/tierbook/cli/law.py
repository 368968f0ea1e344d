"""`tierbook law EDITION`, `law diff A B`, `law show ID`, `law lint`: the statute, its differences, its history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from tierbook.cli.guard import guarded, say
from tierbook.cli.options import Format, FormatOption
from tierbook.errors import WrongUse
from tierbook.text import counted

if TYPE_CHECKING:
    from tierbook.standards import Law, LawDiff, LawHistory

__all__ = ["make_law_app"]

_LAW = ("part", "id", "paragraph", "label", "asks", "confidence", "in_force", "to_check", "first_edition",
        "last_edition", "citation", "sources", "verified_on", "note")  # fmt: skip
_DIFF = ("part", "id", "label", "how", "before", "after", "edition", "step", "act", "citation", "says", "confidence",
         "sources")  # fmt: skip
_HISTORY = ("id", "first_edition", "last_edition", "version", "paragraph", "text", "confidence", "in_force", "how",
            "act")  # fmt: skip
_SAYS = {"standards": "asks", "criteria": "asks"}
_FAULT = ("file", "line", "what", "why", "remedy")

StatuteOption = Annotated[
    str, typer.Option("--statute", metavar="ID", help="Which statute; the Report goes by tvpa.")
]


class _LawGroup(TyperGroup):
    """Verbs of the law; a year in place of a verb shows the law of that edition."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["edition", *args]
        return super().parse_args(ctx, args)


def make_law_app() -> typer.Typer:
    """Put the verbs of the law together."""
    app = typer.Typer(cls=_LawGroup, no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short in (
        ("edition", edition, "The law of an edition; `law 2003` does the same."),
        ("diff", diff, "What changed between two editions, and by which Act."),
        ("show", show, "One entry over all editions: its history."),
        ("lint", lint, "The faults of a folder of statute files."),
    ):
        app.command(name, short_help=short, no_args_is_help=name != "lint")(guarded(verb))
    return app


def edition(
    edition: Annotated[int, typer.Argument(metavar="EDITION", help="The year: 2003.")],
    form: FormatOption = Format.table,
    statute: StatuteOption = "tvpa",
) -> None:
    """Show the law by which an edition is judged: standards, criteria, tiers, grounds, clock, consequences, sources."""
    from tierbook.cli.printing import print_data
    from tierbook.standards import law_in_force

    found = law_in_force(edition, statute)
    if not print_data(
        form,
        lambda: found.to_dict(everything=True),
        ({"statute": found.statute, "edition": found.edition, **row} for row in found.rows()),
        _LAW,
        ({**row, "sources": _addresses(row)} for row in found.rows()),
    ):
        _print_law(found)


def diff(
    one: Annotated[int, typer.Argument(metavar="A", help="An edition: 2003.")],
    other: Annotated[int, typer.Argument(metavar="B", help="Another edition: 2009.")],
    form: FormatOption = Format.table,
    statute: StatuteOption = "tvpa",
) -> None:
    """Show what was added, dropped, renumbered or reworded between two editions, and which Act did it."""
    from tierbook.cli.printing import print_data, print_line
    from tierbook.standards import law_diff

    if one > other:
        say(f"shown from the earlier to the later, {other} to {one}")
    found = law_diff(one, other, statute)
    if not print_data(
        form, found.to_dict, (change.to_dict() for change in found.changes), _DIFF, _steps(found)
    ):
        print_line(str(found).rstrip("\n"))


def show(
    entry: Annotated[
        str, typer.Argument(metavar="ID", help="An id that `law EDITION` prints: swl.victims.")
    ],
    form: FormatOption = Format.table,
    statute: StatuteOption = "tvpa",
) -> None:
    """Show one entry over all editions: where it stood, how sure, and which Act changed it."""
    from tierbook.cli.printing import print_data, print_line
    from tierbook.standards import law_history

    found = law_history(entry, statute)
    if not print_data(form, found.to_dict, _spans(found), _HISTORY):
        print_line(str(found).rstrip("\n"))


def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Folder with statute.yaml; else those of the package."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Name every fault of a statute's YAML with file, line and remedy; exit 1 where there is one."""
    from importlib import resources

    from tierbook.cli.printing import print_data, print_line
    from tierbook.standards import lint_statutes, statute_ids

    if folder is not None and not folder.is_dir():
        raise WrongUse(f"{folder} is no folder", remedy="give the folder that holds statute.yaml")
    package = resources.files("tierbook.standards") / "statutes"
    folders = [folder] if folder else [package / name for name in statute_ids()]
    faults = [fault for each in folders for fault in lint_statutes(each)]
    rows = [_fault(fault.where, fault.what, fault.why, fault.remedy) for fault in faults]
    if not print_data(form, lambda: rows, rows, _FAULT):
        for fault in faults:
            print_line(str(fault))
    if faults:
        say(counted(len(faults), "fault"))
        raise typer.Exit(1)
    say("no faults")


def _print_law(law: Law) -> None:
    from tierbook.cli.printing import print_line, print_table
    from tierbook.standards import law_head, law_parts, notes_of, open_questions, sources_of

    rows = list(law.rows())
    sources = sources_of(rows)
    numbers = {source["id"]: str(n) for n, source in enumerate(sources, 1)}
    for words in law_head(law):
        print_line(words)
    for title, about, entries in law_parts(law):
        print_line()
        print_line(f"{title}. {about}".rstrip())
        print_table(
            ("paragraph", "id", "in force", "source", _SAYS.get(str(entries[0]["part"]), "says")),
            [
                (r["paragraph"], r["id"], r["in_force"], _numbers(r, numbers), r["asks"])
                for r in entries
            ],
        )
    print_line()
    print_line("Notes")
    for entry_id, words in notes_of(rows):
        print_line(f"{entry_id}: {words}")
    questions = open_questions(rows)
    if questions:
        print_line()
        print_line("To check")
        for reason, ids in questions:
            print_line(f"{reason} ({', '.join(ids)})")
    print_line()
    print_line("Sources")
    for source in sources:
        print_line(f"[{numbers[source['id']]}] {source['title']}  {source['href']}")


def _numbers(row: dict[str, Any], numbers: dict[object, str]) -> str:
    return " ".join(numbers[source["id"]] for source in row["sources"])


def _addresses(row: dict[str, Any]) -> list[str]:
    return [source["href"] for source in row["sources"]]


def _steps(found: LawDiff) -> list[dict[str, object]]:
    return [
        {
            "part": change.history.part,
            "id": change.id,
            "label": change.history.label,
            "how": list(change.how),
            "before": change.before.paragraph if change.before else None,
            "after": change.after.paragraph if change.after else None,
            "edition": step.edition,
            "step": step.how,
            "act": step.act.id if step.act else None,
            "citation": step.citation or None,
            "says": step.says,
            "confidence": step.confidence,
            "sources": [source.href for source in change.history.sources],
        }
        for change in found.changes
        for step in change.steps
    ]


def _spans(found: LawHistory) -> list[dict[str, object]]:
    """Return a row for each span, with the steps that began it."""
    rows = []
    for span in found.spans:
        began = [s for s in found.steps if s.edition == span.first_edition]
        rows.append(
            {
                "id": found.id,
                **span.to_dict(),
                "how": [step.how for step in began],
                "act": list(dict.fromkeys(step.act.id for step in began if step.act)),
            }
        )
    return rows


def _fault(where: str | None, what: str, why: str | None, remedy: str | None) -> dict[str, object]:
    file, colon, line = (where or "").rpartition(":")
    numbered = bool(colon) and line.isdigit()
    return {
        "file": file if numbered else where,
        "line": int(line) if numbered else None,
        "what": what,
        "why": why,
        "remedy": remedy,
    }
