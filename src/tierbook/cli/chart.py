"""`tierbook chart KIND [UNIT...]`: a chart as SVG, PNG, HTML, or as the table and words behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.flows import (
    AtRiskOption,
    FormsOption,
    HedgedOption,
    TransitOption,
    VictimsOption,
    check_codes,
)
from tierbook.cli.held import FromOption
from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.charts import Chart
    from tierbook.cli.guard import Messages
    from tierbook.dossier import HeldText
    from tierbook.editions import History

__all__ = ["chart"]


class Kind(StrEnum):
    """What is drawn."""

    tiers = "tiers"
    map = "map"
    heat = "heat"
    clock = "clock"
    figures = "figures"
    flows = "flows"
    pillars = "pillars"
    agreement = "agreement"


@dataclass(frozen=True, slots=True)
class _Routes:
    """Which routes are drawn."""

    forms: Sequence[str] = ()
    victims: Sequence[str] = ()
    at_risk: bool = False
    hedged: bool = False
    transit: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user asks for: countries and editions, in their order, and where texts and placements are from."""

    units: tuple[tuple[str | None, int | None], ...]
    what: str | None
    scores: Path | None
    pages: Sequence[str] | None
    home: Path | None
    history: Path | None
    reading: Reading
    messages: Messages
    narrow: bool
    routes: _Routes

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code, _ in self.units if code))

    @property
    def editions(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(edition for _, edition in self.units if edition))


@reads_pages
def chart(
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="KIND",
            help="tiers, clock or figures of a COUNTRY; map of EDITIONs, all unless told; heat of COUNTRIES; flows of "
            "any UNIT; pillars of texts (JPN:2018); agreement of a file of scores.",
        ),
    ],
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[UNIT]...", help="Countries, editions or both: JPN, 2018, JPN:2018."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the chart: .svg, .png, .html (with the table, and a row of years for maps), .csv or .json.",
        ),
    ] = None,
    what: Annotated[
        str | None,
        typer.Option(
            "--what",
            metavar="NAME",
            help="The figure: convictions; or the measure: f1, krippendorff_alpha.",
        ),
    ] = None,
    scores: Annotated[
        Path | None,
        typer.Option(
            "--scores",
            metavar="FILE",
            help="For agreement: what evaluate or agree printed with --format json; tierbook's own record unless told.",
        ),
    ] = None,
    forms: FormsOption = None,
    victims: VictimsOption = None,
    at_risk: AtRiskOption = False,
    hedged: HedgedOption = False,
    transit: TransitOption = False,
    narrow: Annotated[bool, typer.Option("--narrow", help="Draw for a narrow screen.")] = False,
    history: HistoryOption = None,
    pages: FromOption = None,
    form: FormatOption = Format.table,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Draw a chart; without --out print its finding, its table and what it says in words."""
    from tierbook.cli.guard import Messages, write_out

    write = None if out is None else _writer(out)
    routes = _Routes(forms or (), victims or (), at_risk, hedged, transit)
    if kind is not Kind.flows and routes != _Routes():
        raise WrongUse(
            "only a map of routes is chosen by forms and victims", remedy="tierbook chart flows"
        )
    check_codes("forms", routes.forms)
    check_codes("victims", routes.victims)
    messages = Messages()
    asked = _Asked(
        _parse(units or []), what, scores, pages, home, history, reading, messages, narrow, routes
    )
    drawn = _MAKERS[kind](asked)
    if drawn is not None:
        if out is not None and write is not None:
            write_out(out, write(drawn))
        else:
            _print(drawn, form)
        messages.done = max(messages.done, 1)
    messages.finish("chart")


def _parse(units: Sequence[str]) -> tuple[tuple[str | None, int | None], ...]:
    from tierbook.cli.histories import country_code
    from tierbook.cli.units import parse_unit

    found: list[tuple[str | None, int | None]] = []
    for words in units:
        try:
            unit = parse_unit(words)
        except WrongUse:
            found.append((country_code(words), None))
            continue
        if unit.document is not None:
            raise WrongUse(f"{words!r} is no country and no edition", remedy="give JPN or 2018")
        found.append((unit.country, unit.edition))
    return tuple(found)


def _writer(path: Path) -> Callable[[Chart], bytes]:
    from tierbook.cli.guard import maker_for

    makers: dict[str, Callable[[Chart], bytes]] = {
        ".svg": lambda drawn: drawn.to_svg().encode(),
        ".png": lambda drawn: drawn.to_png(),
        ".html": lambda drawn: drawn.to_html().encode(),
        ".csv": lambda drawn: drawn.to_csv().encode(),
        ".json": lambda drawn: drawn.to_json().encode(),
    }
    return maker_for(path, makers, "a chart")


def _print(drawn: Chart, form: Format) -> None:
    from tierbook.cli.printing import print_data, print_line, print_table
    from tierbook.text import fold_paragraph

    rows = [dict(zip(drawn.columns, row, strict=True)) for row in drawn.rows]
    if print_data(form, drawn.to_dict, rows, drawn.columns):
        return
    if drawn.sample:
        print_line("Sample, not a quotation")
        print_line()
    for words in (drawn.title, drawn.subtitle):
        for line in fold_paragraph(words):
            print_line(line)
    print_line()
    print_table(
        drawn.columns, [[_shown(cell) for cell in row] for row in drawn.rows], cut_last=True
    )
    print_line()
    for words in (drawn.alt, drawn.source):
        for line in fold_paragraph(words):
            print_line(line)


def _shown(cell: object) -> object:
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def _country(asked: _Asked, kind: str) -> str:
    if len(asked.countries) != 1 or asked.editions:
        raise WrongUse(
            f"the chart {kind} is of one country over all editions",
            remedy=f"tierbook chart {kind} JPN",
        )
    return asked.countries[0]


def _placements(asked: _Asked) -> History:
    from tierbook.cli.histories import load_history

    return load_history(asked.history, asked.messages)


def _texts(
    asked: _Asked, *, countries: Sequence[str] = (), editions: Sequence[int] = ()
) -> list[HeldText]:
    from tierbook.cli.held import held_texts

    return held_texts(
        asked.messages,
        pages=asked.pages,
        home=asked.home,
        countries=countries,
        editions=editions,
        reading=asked.reading,
    )


def _tiers(asked: _Asked) -> Chart:
    from tierbook.charts import tier_timeline

    return tier_timeline(_placements(asked), _country(asked, "tiers"), narrow=asked.narrow)


def _map(asked: _Asked) -> Chart:
    from tierbook.charts import tier_map, tier_map_over

    if asked.countries:
        raise WrongUse("a map is of editions", remedy="tierbook chart map 2018")
    history = _placements(asked)
    years = sorted(asked.editions) or history.editions
    if not years:
        raise WrongUse("no placement is held", remedy="give a table with placements in it")
    if len(years) == 1:
        return tier_map(history, years[0], narrow=asked.narrow)
    return tier_map_over(history, years)


def _heat(asked: _Asked) -> Chart:
    from tierbook.charts import heat_map

    history = _placements(asked)
    countries = asked.countries or history.countries
    if not countries:
        raise WrongUse("no placement is held", remedy="give a table with placements in it")
    return heat_map(history, countries, asked.editions, narrow=asked.narrow)


def _clock(asked: _Asked) -> Chart:
    from tierbook.charts import clock_steps
    from tierbook.standards import clock_timeline

    code = _country(asked, "clock")
    positions = clock_timeline(_placements(asked), code)
    if not positions:
        raise WrongUse(
            f"no placement of {code} is held", remedy="tierbook tiers lists what is held"
        )
    return clock_steps([position.to_dict() for position in positions], narrow=asked.narrow)


def _figures(asked: _Asked) -> Chart | None:
    from tierbook.charts import figure_lines
    from tierbook.dossier import build_series, hold_texts

    code = _country(asked, "figures")
    texts = _texts(asked, countries=[code])
    if not texts:
        return None
    found = [series for series in build_series(hold_texts(texts)) if series.given]
    told = sorted({series.what for series in found})
    if asked.what is not None:
        found = [series for series in found if series.what == asked.what]
    if not found:
        raise WrongUse(
            f"no text of {code} gives a figure" + (f" of {asked.what!r}" if asked.what else ""),
            where="--what" if asked.what else None,
            remedy=f"one of: {', '.join(told)}" if told else "ingest more texts of it",
        )
    best = max(found, key=lambda series: (series.main, len(series.given)))
    return figure_lines(best.to_dict(), narrow=asked.narrow)


def _flows(asked: _Asked) -> Chart | None:
    from tierbook.charts import flow_map
    from tierbook.codebook import load_codebook
    from tierbook.dossier import collect_routes
    from tierbook.text import join_words

    texts = _texts(asked, editions=asked.editions)
    if not texts:
        return None
    routes = asked.routes
    network = collect_routes(
        texts, at_risk=routes.at_risk, hedged=routes.hedged, transit=routes.transit
    ).filter(countries=asked.countries, forms=routes.forms, victims=routes.victims)
    known = load_codebook().vocabularies
    chosen = [
        join_words([known[vocabulary][code] for code in codes], conjunction="or")
        for vocabulary, codes in (("forms", routes.forms), ("victims", routes.victims))
        if codes
    ]
    return flow_map(network.to_dict(), chosen=chosen, narrow=asked.narrow)


def _pillars(asked: _Asked) -> Chart | None:
    from tierbook.charts import pillar_profile
    from tierbook.dossier import KIND_ORDER, score_pillars

    if not asked.units or any(code is None or edition is None for code, edition in asked.units):
        raise WrongUse(
            "a profile is of countries in editions", remedy="tierbook chart pillars JPN:2018"
        )
    texts = _texts(asked, countries=asked.countries, editions=asked.editions)
    scored = []
    for code, edition in asked.units:
        own = [text for text in texts if (text.country, text.edition) == (code, edition)]
        if not own:
            if not asked.messages.failed:
                raise WrongUse(
                    f"{code}:{edition} is not held", remedy="tierbook track shows what is"
                )
            return None
        best = min(own, key=lambda text: (KIND_ORDER.index(text.text_kind), text.document))
        scored.append(score_pillars(best).to_dict())
    return pillar_profile(scored, narrow=asked.narrow)


def _agreement(asked: _Asked) -> Chart:
    from tierbook.charts import agreement_dots

    measure = asked.what or "f1"
    if asked.scores is None:
        from tierbook.agreement import load_measured

        measured = load_measured()
        kind = measured.record["kinds"]["narrative"]
        years = ", ".join(map(str, kind["editions"]))
        what = f"the rules coder and labelled narratives of {years}; labels by {kind['labels']}"
        return agreement_dots(
            kind["variables"],
            measure=measure,
            what=what,
            labels=measured.labels("narrative"),
            narrow=asked.narrow,
        )
    records = _scores(asked.scores)
    if asked.what is None and not any("f1" in record for record in records.values()):
        measure = "krippendorff_alpha"
    return agreement_dots(
        records,
        measure=measure,
        what=f"after {asked.scores.name}",
        labels=f"Labels, coders and units are those that were scored in {asked.scores.name}.",
        narrow=asked.narrow,
    )


def _scores(path: Path) -> dict[str, Any]:
    """Read what `evaluate` or `agree` printed.

    Raises:
        WrongUse: it cannot be read, or is something else.
    """
    import orjson

    try:
        whole = orjson.loads(path.read_bytes())
    except OSError as error:
        raise WrongUse(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except ValueError as error:
        raise WrongUse(
            "the file is no JSON", where=str(path), remedy="tierbook evaluate GOLD --format json"
        ) from error
    records = whole.get("variables", whole) if isinstance(whole, dict) else None
    if not isinstance(records, dict) or not all(isinstance(r, dict) for r in records.values()):
        raise WrongUse(
            "the file holds no scores by variable",
            where=str(path),
            remedy="tierbook evaluate GOLD --format json",
        )
    return records


_MAKERS: dict[Kind, Callable[[_Asked], Any]] = {
    Kind.tiers: _tiers,
    Kind.map: _map,
    Kind.heat: _heat,
    Kind.clock: _clock,
    Kind.figures: _figures,
    Kind.flows: _flows,
    Kind.pillars: _pillars,
    Kind.agreement: _agreement,
}
