"""`tierbook fetch --editions YEARS --countries CODES`: pages from their publishers' sites, politely, resumable."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.options import Format, FormatOption, HomeOption
from tierbook.cli.units import parse_countries, parse_years
from tierbook.errors import FetchRefused, Problem, UnknownCountry, WrongUse
from tierbook.text import late

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.corpus import Corpus
    from tierbook.pages import Outcome, Target

__all__ = ["fetch"]

_COLUMNS = (
    "edition",
    "country",
    "publisher",
    "status",
    "address",
    "confidence",
    "sha256",
    "role",
    "why",
    "remedy",
)
_LEAST_PAUSE = 1.0
_CONTACT = late(r"(?:https?://|mailto:)?[A-Za-z0-9._~:/?#@!$&'*+,;=%-]{3,200}")
_FROM_MEMORY = "an address from memory: nobody has looked whether it is there"


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the time of day."""
        return datetime.now(UTC)  # noqa: TID251 (this is the command line)

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def fetch(
    editions: Annotated[
        str,
        typer.Option(
            "--editions", metavar="YEARS", help="2003, 2019-2024, 2017,2019-2021, or all."
        ),
    ],
    countries: Annotated[
        str, typer.Option("--countries", metavar="CODES", help="JPN,THA (codes or names), or all.")
    ],
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAMES", help="state, refworld, ecoi, or all.")
    ] = "state",
    addresses: Annotated[
        Path | None,
        typer.Option(
            "--addresses",
            metavar="FILE",
            help="Your own addresses: CSV with edition,country,address.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the addresses and ask nothing.")
    ] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask whether pages that are held have changed.")
    ] = False,
    into_library: Annotated[
        bool,
        typer.Option(
            "--ingest/--no-ingest", help="Bring what was fetched into the library at the end."
        ),
    ] = True,
    rate: Annotated[
        float, typer.Option("--rate", metavar="SECONDS", help="Least time between two requests.")
    ] = 2.0,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact", metavar="WHERE", help="Mail or page that tells a site who is asking."
        ),
    ] = None,
    warc: Annotated[
        Path | None,
        typer.Option(
            "--warc", metavar="FILE", help="WARC file that gets a copy; in the home unless told."
        ),
    ] = None,
    home: HomeOption = None,
    form: FormatOption = Format.table,
) -> None:
    """Fetch country narratives from their publishers' sites. Run it again after a stop: it goes on where it was."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.homes import find_home, setting
    from tierbook.corpus import Corpus

    if not _LEAST_PAUSE <= rate <= 600:
        raise WrongUse(
            f"{rate:g} seconds between two requests are not possible",
            where="--rate",
            remedy=f"give {_LEAST_PAUSE:g} to 600: the sites serve other people too",
        )
    where = find_home(home)
    agent = _agent(setting("contact", contact, where))
    targets = _plan(editions, countries, publisher, addresses)
    if dry_run:
        _print_plan(targets, form)
        return
    messages = Messages()
    corpus = Corpus(where / "corpus")
    outcomes = _run(targets, corpus, agent, rate, warc, messages, refresh=refresh)
    ingested = _ingest(where, corpus, messages) if into_library else None
    _print_outcomes(outcomes, corpus, form, ingested)
    messages.finish("page")


def _run(
    targets: Sequence[Target],
    corpus: Corpus,
    agent: str,
    rate: float,
    warc: Path | None,
    messages: Messages,
    *,
    refresh: bool,
) -> list[Outcome]:
    from tierbook.corpus import FetchedPages
    from tierbook.files import VERSION
    from tierbook.pages import Asker, Manners, WarcFile, date_line, fetch_pages, load_table

    clock = SystemClock()
    asker = Asker(load_table().hosts, Manners(agent, pause=rate), clock)
    outcomes: list[Outcome] = []
    with (
        FetchedPages(corpus) as store,
        WarcFile(
            warc or store.warc_path, software=f"tierbook {VERSION}", made=date_line(clock.now())
        ) as copy,
        _progress() as step,
    ):
        for outcome in fetch_pages(targets, store, asker, warc=copy, refresh=refresh, step=step):
            outcomes.append(outcome)
            if outcome.status == "missing":
                messages.tell(_problem(outcome))
            else:
                messages.done += 1
    return outcomes


def _problem(outcome: Outcome) -> Problem:
    where = f"{outcome.unit} ({outcome.address or outcome.publisher})"
    why = _FROM_MEMORY if outcome.confidence == "memory" else None
    return Problem(where, outcome.why or "missing", why, outcome.remedy)


def _ingest(home: Path, corpus: Corpus, messages: Messages) -> dict[str, object] | None:
    from tierbook.cli.homes import number_setting
    from tierbook.cli.ingest import fill_library
    from tierbook.cli.options import read_options
    from tierbook.corpus import fetched_inputs

    inputs = fetched_inputs(corpus)
    if not inputs:
        return None
    jobs = number_setting("jobs", None, home, 1)
    report, _ = fill_library(home, inputs, read_options(home=home), messages, jobs=jobs)
    return report.to_dict()


def _plan(
    editions: str, countries: str, publisher: str, addresses: Path | None
) -> tuple[Target, ...]:
    from tierbook.pages import load_table, plan_fetch

    known = load_table().publishers
    wanted = [name.strip().lower() for name in publisher.split(",") if name.strip()]
    wanted = list(known) if wanted == ["all"] else wanted
    strange = [name for name in wanted if name not in known]
    if strange or not wanted:
        raise WrongUse(
            f"{', '.join(strange) or 'nobody'} is no publisher that is known here",
            where="--publisher",
            remedy=f"choose of {', '.join(known)}, or all",
        )
    given = _read_addresses(addresses) if addresses is not None else []
    try:
        return plan_fetch(
            parse_years(editions), parse_countries(countries), publishers=wanted, given=given
        )
    except FetchRefused as refused:
        raise WrongUse(
            f"{refused.what}: {refused.where}",
            where=str(addresses),
            why=refused.why,
            remedy=refused.remedy,
        ) from refused


def _read_addresses(path: Path) -> list[tuple[int, str, str]]:
    """Read a person's own addresses: CSV whose header names edition, country and address."""
    import csv

    from tierbook.places import resolve_country

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"the file cannot be read: {error}", where=str(path), remedy="give a CSV file in UTF-8"
        ) from error
    rows = csv.DictReader(lines)
    missing = {"edition", "country", "address"} - set(rows.fieldnames or ())
    if missing:
        raise WrongUse(
            f"the header names no {', '.join(sorted(missing))}",
            where=f"{path}:1",
            remedy="begin the file with edition,country,address",
        )
    found: list[tuple[int, str, str]] = []
    for row in rows:
        try:
            code = resolve_country(row["country"] or "").code
            (year,) = parse_years(row["edition"] or "")
        except (UnknownCountry, WrongUse, ValueError) as error:
            what = getattr(error, "what", str(error))
            raise WrongUse(
                what, where=f"{path}:{rows.line_num}", remedy="mend or remove the line"
            ) from error
        found.append((year, code, (row["address"] or "").strip()))
    return found


def _agent(contact: str | None) -> str:
    """Return the User-Agent: who we are and how to reach whoever runs us.

    Sites of the Department answer 403 to a name that doesn't begin as browsers' names do. The form with *compatible*
    is the usual one for programs that say what they are.
    """
    from tierbook.files import VERSION

    if contact is None:
        return f"Mozilla/5.0 (compatible; tierbook/{VERSION})"
    if not _CONTACT.fullmatch(contact.strip()):
        raise WrongUse(
            f"{contact!r} is neither a mail address nor the address of a page",
            where="--contact",
            remedy="give one of them, without blanks; it is sent to the sites",
        )
    return f"Mozilla/5.0 (compatible; tierbook/{VERSION}; +{contact.strip()})"


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """Give what shows how far the run is: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(done: int, expected: int, at: str) -> None:
            bar.update(task, completed=done, total=expected, description=at)

        yield step


def _print_plan(targets: Sequence[Target], form: Format) -> None:
    from tierbook.cli.guard import say
    from tierbook.cli.printing import CsvTable, JsonRecords, print_table
    from tierbook.editions import unit_name

    rows = [
        {
            "edition": target.edition,
            "country": target.country,
            "publisher": target.publisher,
            "address": place.address,
            "kind": "index" if place.index else "page",
            "confidence": place.confidence,
            "series": place.series,
        }
        for target in targets
        for place in target.places
    ]
    if form is Format.csv:
        table = CsvTable(
            ("edition", "country", "publisher", "address", "kind", "confidence", "series")
        )
        for row in rows:
            table.write(row)
    elif form is Format.table:
        shown = [
            (
                unit_name(row["country"] or "all", row["edition"]),
                row["publisher"],
                row["kind"],
                "seen" if row["confidence"] == "seen" else "from memory",
                row["address"],
            )
            for row in rows
        ]
        print_table(("unit", "publisher", "kind", "address is", "address"), shown)
    else:
        with JsonRecords(form) as out:
            for row in rows:
                out.write(row)
    without = [target for target in targets if not target.places]
    if without:
        say(
            f"{len(without)} of {len(targets)} have no address here, the first is {without[0].unit} of "
            f"{without[0].publisher}; give yours with --addresses"
        )


def _print_outcomes(
    outcomes: Sequence[Outcome], corpus: Corpus, form: Format, ingested: dict[str, object] | None
) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json, print_line, print_table

    rows = [outcome.to_dict() for outcome in outcomes]
    if form is Format.csv:
        table = CsvTable(_COLUMNS)
        for row in rows:
            table.write(row)
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for row in rows:
                out.write(row)
    elif form is Format.json:
        print_json(
            {
                "corpus": str(corpus.folder),
                "pages": [row for row in rows if row["status"] != "missing"],
                "missing": [row for row in rows if row["status"] == "missing"],
                "ingest": ingested,
            }
        )
    else:
        counts: dict[tuple[int, str], dict[str, int]] = {}
        for one in outcomes:
            group = counts.setdefault((one.edition, one.publisher), {})
            group[one.status] = group.get(one.status, 0) + 1
        kinds = ("fetched", "changed", "unchanged", "held", "missing")
        print_table(
            ("edition", "publisher", *kinds),
            [
                (edition, name, *(group.get(kind, 0) for kind in kinds))
                for (edition, name), group in counts.items()
            ],
            numbers=len(kinds),
        )
        missing = [one for one in outcomes if one.status == "missing"]
        if missing:
            print_line()
            print_table(
                ("missing", "publisher", "why", "what to do", "address"),
                [(one.unit, one.publisher, one.why, one.remedy, one.address) for one in missing],
            )
