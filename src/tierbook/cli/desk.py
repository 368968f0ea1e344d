"""`tierbook desk sample|disputes|assign|export|import|status`: what people decide of codings, from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.guard import guarded, say
from tierbook.cli.options import HomeOption

__all__ = ["make_desk_app"]

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines.")]


def make_desk_app() -> typer.Typer:
    """Put the verbs of the desk together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short, bare in (
        ("sample", sample, "Load a sample to code blind.", True),
        ("disputes", disputes, "Load what two coders say differently.", True),
        ("assign", assign, "Give texts to somebody.", True),
        ("export", export, "Every event as JSON lines.", False),
        ("import", import_, "Read events back.", True),
        ("status", status, "What is open, what was decided, who has what left.", False),
    ):
        app.command(name, short_help=short, no_args_is_help=bare)(guarded(verb))
    return app


def sample(file: FileArgument, home: HomeOption = None) -> None:
    """Load a sample that `tierbook sample` drew; a line that is there already changes nothing."""
    lines = _lines_of(file)
    _open(home)
    from tierbook.library.desk import load_sample

    loaded = load_sample(lines, via="shell")
    say(
        f"{', '.join(sorted(loaded.samples)) or 'nothing'}: {loaded.added} new, {loaded.known} known"
    )
    _tell_refused(loaded.refused)


def disputes(file: FileArgument, home: HomeOption = None) -> None:
    """Load what `tierbook code --coder ensemble --disputes` wrote: the questions stand in the queue."""
    lines = _lines_of(file)
    _open(home)
    from tierbook.library.desk import load_disputes

    loaded = load_disputes(lines)
    say(f"{loaded.added} new, {loaded.known} known")
    _tell_refused(loaded.refused)


def assign(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")],
    units: Annotated[
        list[str] | None, typer.Argument(metavar="[UNIT]...", help="JPN:2003, or ids of texts.")
    ] = None,
    of_sample: Annotated[
        str, typer.Option("--sample", metavar="ID", help="All texts of a sample, or those named.")
    ] = "",
    with_proposals: Annotated[
        bool, typer.Option("--with-proposals", help="Show what the machine proposes; else blind.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Give texts to somebody to code; the same text given to two people is coded twice."""
    _open(home)
    from tierbook.library.desk import give

    added = give(name, units or (), sample=of_sample, blind=not with_proposals)
    say(f"{name} was given {added} text{'s'[: added != 1]}")


def export(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A file; else standard output.")
    ] = None,
    decisions: Annotated[
        bool,
        typer.Option("--decisions", help="Leave out reports, assignments and samples."),
    ] = False,
    home: HomeOption = None,
) -> None:
    """Write every event as a JSON line, the oldest first; `tierbook desk import` reads them back."""
    import sys
    from contextlib import nullcontext

    from tierbook.cli.guard import written_out
    from tierbook.files import json_line

    _open(home)
    from tierbook.library.desk import export_events

    count = 0
    with nullcontext(sys.stdout.buffer) if out is None else written_out(out) as stream:
        for event in export_events(decisions_only=decisions):
            stream.write(json_line(event))
            count += 1
    say(f"{count} event{'s'[: count != 1]}")


def import_(file: FileArgument, home: HomeOption = None) -> None:
    """Read exported events back; what is there already stays as it is, and a wrong line stops no other."""
    lines = _lines_of(file)
    _open(home)
    from tierbook.library.desk import import_events

    taken = import_events(lines)
    say(f"{taken.added} new, {taken.known} known")
    _tell_refused(taken.refused)


def status(home: HomeOption = None) -> None:
    """Print how the desk stands."""
    _open(home)
    from tierbook.library.desk import status_of

    found = status_of()
    for name, words in (
        ("open", "proposals are open"),
        ("set", "proposals were set by people"),
        ("contested", "proposals on which people differ"),
        ("disputed", "open proposals on which coders differ"),
        ("stale", "decisions are stale: page, codebook or words have changed"),
        ("decisions", "decisions were made, those taken back among them"),
        ("reports", "reports are open"),
        ("adjudication", "texts wait for an adjudication"),
        ("samples", "samples are loaded"),
    ):
        print(f"{found[name]:>8} {words}")
    for row in found["people"]:
        print(f"{row['left']:>8} questions left to {row['person']}, in {row['texts']} texts")


def _lines_of(file: Path) -> list[bytes]:
    """Return the lines of a file.

    Raises:
        WrongUse: it cannot be read.
    """
    from tierbook.errors import WrongUse

    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise WrongUse(
            f"the file cannot be read: {error.strerror}", where=str(file), remedy="mend its name"
        ) from error


def _tell_refused(refused: list[tuple[int, str]]) -> None:
    """Name every line that was refused; the exit status says that there were some."""
    for number, why in refused:
        say(f"line {number}: {why}")
    if refused:
        raise typer.Exit(1)


def _open(home: Path | None) -> None:
    """Make the database of the home ready."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home

    migrate_home(find_home(home))
