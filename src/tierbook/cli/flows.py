"""`tierbook flows [UNIT...]`: routes that texts mention, as a table, as a network, over time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.dossier import RouteNetwork, RoutePair

__all__ = [
    "AtRiskOption",
    "FormsOption",
    "HedgedOption",
    "TransitOption",
    "VictimsOption",
    "check_codes",
    "flows",
]

FormsOption = Annotated[
    list[str] | None,
    typer.Option("--form", metavar="CODE", help="Routes: only this form; may be given again."),
]
VictimsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--victims", metavar="CODE", help="Routes: only these victims; may be given again."
    ),
]
AtRiskOption = Annotated[
    bool, typer.Option("--at-risk", help="Routes: also people who are only called vulnerable.")
]
HedgedOption = Annotated[
    bool,
    typer.Option("--hedged", help="Routes: also what others report, what is alleged or may be."),
]
TransitOption = Annotated[
    bool, typer.Option("--transit", help="Routes: also legs of a way whose other end is not named.")
]

_SAMPLE = "Sample, not a quotation"


class Show(StrEnum):
    """What `tierbook flows` shows."""

    routes = "routes"
    countries = "countries"
    editions = "editions"


@reads_pages
def flows(
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[UNIT]...",
            help="Countries, editions or both: JPN, 2018, JPN:2018; all unless told.",
        ),
    ] = None,
    show: Annotated[
        Show,
        typer.Option(
            "--show",
            metavar="routes|countries|editions",
            help="Pairs of countries; each country's place in the network; how much each edition tells.",
        ),
    ] = Show.routes,
    forms: FormsOption = None,
    victims: VictimsOption = None,
    at_risk: AtRiskOption = False,
    hedged: HedgedOption = False,
    transit: TransitOption = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write the network: .graphml, .gexf, .csv or .json."
        ),
    ] = None,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Show from where to where texts say that victims are taken: mentions in texts, never numbers of people."""
    from tierbook.cli.guard import Messages, write_out
    from tierbook.cli.held import held_texts
    from tierbook.dossier import collect_routes

    countries, editions = _asked(units or [])
    write = None if out is None else _writer(out)
    check_codes("forms", forms or ())
    check_codes("victims", victims or ())
    messages = Messages()
    texts = held_texts(
        messages, pages=pages, home=home, editions=editions, reading=reading, people=people
    )
    network = collect_routes(texts, at_risk=at_risk, hedged=hedged, transit=transit)
    network = network.filter(forms=forms or (), victims=victims or (), countries=countries)
    if out is not None and write is not None:
        write_out(out, write(network).encode())
    elif texts:
        _print(network, show, form)
    messages.finish("text")


def _asked(units: Sequence[str]) -> tuple[frozenset[str], frozenset[int]]:
    """Return the countries and editions that are asked for."""
    from tierbook.cli.histories import country_code
    from tierbook.cli.units import parse_unit

    countries, editions = set(), set()
    for words in units:
        try:
            unit = parse_unit(words)
        except WrongUse:
            countries.add(country_code(words))
            continue
        if unit.document is not None:
            raise WrongUse(
                f"{words!r} is no country and no edition", remedy="give JPN, 2018, or --from"
            )
        countries |= {unit.country} if unit.country else set()
        editions |= {unit.edition} if unit.edition else set()
    return frozenset(countries), frozenset(editions)


def check_codes(vocabulary: str, codes: Collection[str]) -> None:
    """Refuse a code that a vocabulary does not hold.

    Raises:
        WrongUse: it holds none of that name.
    """
    from tierbook.codebook import load_codebook

    known = load_codebook().vocabularies[vocabulary]
    for code in codes:
        if code not in known:
            raise WrongUse(
                f"{code!r} is no code of the vocabulary {vocabulary}",
                remedy=f"one of: {', '.join(known)}",
            )


def _writer(path: Path) -> Callable[[RouteNetwork], str]:
    import orjson

    from tierbook.cli.guard import maker_for

    makers: dict[str, Callable[[RouteNetwork], str]] = {
        ".graphml": lambda network: network.to_graphml(),
        ".gexf": lambda network: network.to_gexf(),
        ".csv": lambda network: network.to_csv(),
        ".json": lambda network: orjson.dumps(
            network.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        ).decode(),
    }
    return maker_for(path, makers, "a network")


def _print(network: RouteNetwork, show: Show, form: Format) -> None:
    from tierbook.cli.printing import print_data
    from tierbook.dossier import ROUTE_COLUMNS, route_rows

    if show is Show.countries:
        rows = [row.to_dict() for row in network.centrality()]
        whole: object = {"samples": network.samples, "countries": rows}
        table = _print_countries
    elif show is Show.editions:
        rows = [row.to_dict() for row in network.over_time()]
        whole = {"samples": network.samples, "editions": rows}
        table = _print_editions
    else:
        pairs = (pair.to_dict() for pair in network.pairs())
        if not print_data(form, network.to_dict, pairs, ROUTE_COLUMNS, route_rows(network)):
            _print_routes(network)
        return
    if not print_data(form, lambda: whole, rows, tuple(rows[0]) if rows else ()):
        table(network)


def _print_head(network: RouteNetwork) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.dossier import COUNTS
    from tierbook.text import counted, fold_paragraph, join_words

    if network.samples:
        print_line(_SAMPLE)
        print_line()
    kinds: dict[str, int] = {}
    for text in network.texts:
        kinds[text.text_kind] = kinds.get(text.text_kind, 0) + 1
    read = join_words([_texts(count, kind) for kind, count in kinds.items()])
    left_out = [
        words
        for words, on in (
            ("people only at risk", network.at_risk),
            ("what is only reported, alleged or possible", network.hedged),
            ("legs of ways through a country", network.transit),
        )
        if not on
    ]
    without = f" Left out: {join_words(left_out)}." if left_out else ""
    words = f"{counted(len(network), 'mention')} in {read}: {COUNTS}.{without}"
    for line in fold_paragraph(words):
        print_line(line)
    print_line()


def _texts(count: int, kind: str) -> str:
    if kind == "summary":
        return f"{count} summar{'y' if count == 1 else 'ies'}"
    return f"{count} {kind}{'' if count == 1 else 's'}"


def _print_routes(network: RouteNetwork) -> None:
    from tierbook.cli.printing import print_table

    _print_head(network)
    columns = ("edition", "from", "to", "told by", "for what", "who", "words")
    print_table(columns, [_pair(pair) for pair in network.pairs()], cut_last=True)


def _pair(pair: RoutePair) -> tuple[object, ...]:
    from tierbook.places import get_country

    first = pair.edges[0]
    quote = first.quotes[0]
    marks = [] if first.kind == "route" else [first.kind.replace("_", " ")]
    marks += [first.certainty] if first.hedged else []
    told = {"both": "both", "not_held": f"{pair.told_by[0]}; the other not held"}
    if pair.told_by == ("third",):
        told = {pair.agreement: f"third: {first.told_in}"}
    return (
        pair.edition,
        get_country(pair.origin).name_in(pair.edition),
        get_country(pair.destination).name_in(pair.edition),
        "; ".join([told.get(pair.agreement, pair.agreement), *marks]),
        _forms(pair.forms),
        _labels("victims", pair.victims),
        f"{quote.short}, {first.told_in}: {quote.text}",
    )


def _forms(codes: Sequence[str]) -> str:
    """Return forms in few words: a form told of adults and of children is named once."""
    twice = [f"child_{code}" for code in codes if f"child_{code}" in codes]
    words = _labels("forms", [code for code in codes if code not in twice])
    return f"{words}, also of children" if twice else words


def _labels(vocabulary: str, codes: Sequence[str]) -> str:
    from tierbook.codebook import load_codebook
    from tierbook.text import name_in_sentence

    known = load_codebook().vocabularies[vocabulary]
    return ", ".join(name_in_sentence(known[code]) for code in codes) or "not told"


def _print_countries(network: RouteNetwork) -> None:
    from tierbook.cli.printing import print_table
    from tierbook.places import get_country

    _print_head(network)
    print_table(
        ("country", "text", "origins", "destinations", "passed", "between"),
        [
            (
                get_country(row.country).name_in(max(network.editions)),
                "held" if row.held else "not held",
                row.origins,
                row.destinations,
                row.passed,
                f"{row.betweenness:.4f}",
            )
            for row in network.centrality()
        ],
        numbers=4,
    )


def _print_editions(network: RouteNetwork) -> None:
    from tierbook.cli.printing import print_table

    _print_head(network)
    print_table(
        ("edition", "kind", "texts", "mentions", "pairs", "newly told", "no longer told", "among"),
        [
            (
                row.edition,
                row.text_kind,
                row.texts,
                row.mentions,
                row.pairs,
                row.newly_told,
                row.no_longer_told,
                row.like_texts or None,
            )
            for row in network.over_time()
        ],
        numbers=6,
    )
