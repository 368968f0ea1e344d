"""Charts of what the library holds: which there are, what each is made of, and its drawing as it was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.charts import (
    Chart,
    agreement_dots,
    clock_steps,
    figure_lines,
    flow_map,
    heat_map,
    pillar_profile,
    tier_map,
    tier_map_over,
    tier_timeline,
)
from tierbook.dossier import (
    countries_of_region,
    hold_texts,
    regions,
    score_pillars,
)
from tierbook.editions import EDITIONS, History
from tierbook.errors import TierbookError
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.held import held_of
from tierbook.library.reading.kept import kept_routes, kept_series
from tierbook.library.reading.placements import official_history
from tierbook.library.reading.routes_page import Asked
from tierbook.places import find_country
from tierbook.standards import clock_timeline

__all__ = [
    "KINDS",
    "ChartImage",
    "NoSuchChart",
    "draw_chart",
    "draw_figure",
    "figures_told",
    "image_of",
    "make_chart",
    "region_slugs",
]

YEARS = frozenset(edition.year for edition in EDITIONS)


class NoSuchChart(TierbookError):
    """An address names no chart that can be drawn of what is held."""


def make_chart(
    kind: str, subject: str, *, narrow: bool = False, routes: Asked | None = None
) -> Chart:
    """Return a chart, not yet drawn.

    Args:
        kind: one of `KINDS`.
        subject: what of: `JPN`, `2018`, `JPN/convictions`, `JPN/2018`, `2018/JPN`, a region; empty for the whole.
        narrow: for a narrow screen.
        routes: which routes a map of them shows; no other kind is asked for with it.

    Raises:
        NoSuchChart: there is none of that.
    """
    maker = KINDS.get(kind)
    if maker is None:
        raise NoSuchChart(f"{kind!r} is no kind of chart", remedy=f"one of: {', '.join(KINDS)}")
    parts = tuple(filter(None, subject.split("/")))
    if routes is not None and routes.query:
        if kind != "flows":
            raise NoSuchChart("only a map of routes is filtered", remedy="/charts/flows/2018/")
        return _flows(parts, narrow=narrow, asked=routes)
    return maker.make(parts, narrow=narrow)


@dataclass(frozen=True, slots=True)
class ChartImage:
    """A chart as a picture in another page: its address, its finding, what is drawn, its source, its data in words.

    `query` is that of the address, where a part is chosen.
    """

    address: str
    title: str
    subtitle: str
    source: str
    alt: str
    query: str = ""


def image_of(kind: str, subject: str, routes: Asked | None = None) -> ChartImage:
    """Return what a page needs to show a chart that is drawn when the picture is asked for; its words are kept.

    Args:
        kind: one of `KINDS`.
        subject: what of, as `make_chart` takes it.
        routes: which routes a map of them shows.

    Raises:
        NoSuchChart: there is no such chart.
    """
    query = routes.query if routes is not None else ""

    def make() -> dict[str, str]:
        made = make_chart(kind, subject, routes=routes)
        return {name: getattr(made, name) for name in ("title", "subtitle", "source", "alt")}

    key = f"chart/{kind}/{subject}/words"
    words = (
        make()
        if query
        else derived(key, make, of=_made_of(kind, subject), people=_shows_of(kind, subject))
    )
    return ChartImage(f"/charts/{kind}/{subject}", **words, query=query)


def draw_figure(
    kind: str, subject: str, *, narrow: bool = False, routes: Asked | None = None
) -> str:
    """Return the drawing that stands in a page, as it was kept or drawn now; a chosen part of routes is not kept.

    Raises:
        NoSuchChart: there is no such chart.
        MissingExtra: the packages for charts are not installed.
    """
    if routes is not None and routes.query:
        return make_chart(kind, subject, narrow=narrow, routes=routes).to_figure()
    key = f"chart/{kind}/{subject}/{'narrow' if narrow else 'wide'}"
    kept = derived(
        key,
        lambda: make_chart(kind, subject, narrow=narrow).to_figure(),
        of=_made_of(kind, subject),
        people=_shows_of(kind, subject),
    )
    return str(kept)


def draw_chart(
    kind: str,
    subject: str,
    form: str,
    *,
    narrow: bool = False,
    bare: bool = False,
    routes: Asked | None = None,
) -> bytes:
    """Return a chart as `svg`, `png`, `html`, `csv` or `json`; what takes long to draw is kept.

    Args:
        kind: one of `KINDS`.
        subject: what of, as `make_chart` takes it.
        form: of the file.
        narrow: for a narrow screen.
        bare: an SVG without title and source line, for a page that prints them beside it.
        routes: which routes a map of them shows; a chosen part is drawn anew each time.

    Raises:
        NoSuchChart: there is no such chart.
        MissingExtra: the packages for charts are not installed.
    """

    def make() -> Chart:
        return make_chart(kind, subject, narrow=narrow, routes=routes)

    texts: dict[str, Callable[[], str]] = {
        "csv": lambda: make().to_csv(),
        "json": lambda: make().to_json(),
        "svg": lambda: make().to_picture() if bare else make().to_svg(),
        "html": lambda: make().to_html(),
    }
    if form == "png":
        return make().to_png()
    if form in ("csv", "json") or (routes is not None and routes.query):
        return texts[form]().encode()
    size = f"{'narrow' if narrow else 'wide'}{'-bare' if bare and form == 'svg' else ''}"
    key = f"chart/{kind}/{subject}/{form}/{size}"
    return str(
        derived(key, texts[form], of=_made_of(kind, subject), people=_shows_of(kind, subject))
    ).encode()


def _made_of(kind: str, subject: str) -> list[str] | None:
    """Return the country or edition whose texts a chart is drawn from; None for all texts, which a map is."""
    first = subject.partition("/")[0]
    if kind in ("tiers", "clock", "figures", "flows", "pillars"):
        return [first]
    return [] if kind == "agreement" else None


def _shows_of(kind: str, subject: str) -> list[str]:
    """Return whose values, which people may have set, stand in a chart; those of placements show none."""
    return [subject.partition("/")[0]] if kind in ("figures", "flows", "pillars") else []


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A kind of chart: its name to people, and how one is made of the parts of its subject."""

    name: str
    make: Callable[..., Chart]


def _history() -> History:
    return official_history(Document.objects.exclude(stated_tier=None))


def _code(subject: Sequence[str], place: int = 0) -> str:
    words = subject[place] if len(subject) > place else ""
    if len(words) != 3 or find_country(words) is None:
        raise NoSuchChart(f"{words!r} is no code of a country", remedy="give three letters: JPN")
    return words


def _year(subject: Sequence[str], place: int = 0) -> int:
    words = subject[place] if len(subject) > place else ""
    if not (words.isascii() and words.isdigit() and int(words) in YEARS):
        raise NoSuchChart(f"{words!r} is no edition", remedy="give a year: 2018")
    return int(words)


def _alone(subject: Sequence[str], most: int) -> None:
    if len(subject) > most:
        raise NoSuchChart(
            f"{'/'.join(subject)!r} says too much", remedy="/charts/ lists what there is"
        )


def _tiers(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 1)
    return tier_timeline(_history(), _code(subject), narrow=narrow)


def _clock(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 1)
    positions = clock_timeline(_history(), _code(subject))
    if not positions:
        raise NoSuchChart(
            f"no placement of {subject[0]} is held", remedy="/charts/ lists what there is"
        )
    return clock_steps([position.to_dict() for position in positions], narrow=narrow)


def _map(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 1)
    if not subject:
        return tier_map_over(_history())
    return tier_map(_history(), _year(subject), narrow=narrow)


def _heat(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 1)
    history = _history()
    if not subject:
        return heat_map(history, history.countries, narrow=narrow)
    region = region_slugs().get(subject[0])
    if region is None:
        raise NoSuchChart(f"{subject[0]!r} is no region", remedy="/charts/ lists them")
    held = set(history.countries)
    codes = [code for code in countries_of_region(region) if code in held]
    return heat_map(history, codes, narrow=narrow)


def region_slugs() -> dict[str, str]:
    """Return the regions of the Report under the words of their addresses."""
    return {region.lower().replace(" ", "-"): region for region in regions()}


def _figures(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 2)
    code, what = _code(subject), subject[1] if len(subject) > 1 else ""
    told = [series for series in figures_told(code) if not what or series["what"] == what]
    if not told:
        raise NoSuchChart(
            f"no text held of {code} gives {what or 'a figure'}",
            remedy=f"/charts/figures/{code}/ shows the first that is told",
        )
    return figure_lines(told[0], narrow=narrow)


def figures_told(code: str) -> list[Mapping[str, Any]]:
    """Return the series of a country that have a figure, as plain records: main ones, and the fullest, first."""
    found = [s for s in kept_series(code)["series"] if _numbers(s)]
    return sorted(found, key=lambda s: (not s["main"], -_numbers(s)))


def _numbers(series: Mapping[str, Any]) -> int:
    return sum(point["state"] == "given" for point in series["points"])


def _flows(subject: tuple[str, ...], *, narrow: bool, asked: Asked | None = None) -> Chart:
    _alone(subject, 2)
    asked = asked or Asked()
    routes = asked.apply(kept_routes(_year(subject)))
    if len(subject) > 1:
        routes = routes.filter(countries=[_code(subject, 1)])
    return flow_map(routes.to_dict(), chosen=asked.chosen, narrow=narrow)


def _pillars(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    _alone(subject, 2)
    code, year = _code(subject), _year(subject, 1)
    texts = list(held_of([code], [year]))
    best = hold_texts(texts).newest if texts else None
    if best is None:
        raise NoSuchChart(f"no text of {code} in {year} is held", remedy=f"/{code}/ shows what is")
    return pillar_profile([score_pillars(best).to_dict()], narrow=narrow)


def _agreement(subject: tuple[str, ...], *, narrow: bool) -> Chart:
    from tierbook.agreement import load_measured

    measured = load_measured()
    kinds = measured.record["kinds"]
    name = subject[0] if subject else "narrative"
    if len(subject) > 1 or name not in kinds:
        raise NoSuchChart(f"{name!r} was not measured", remedy=f"one of: {', '.join(kinds)}")
    kind = kinds[name]
    years = ", ".join(map(str, kind["editions"]))
    what = f"the rules coder and labelled texts ({name}, {years}); labels by {kind['labels']}"
    return agreement_dots(
        kind["variables"], measure="f1", what=what, labels=measured.labels(name), narrow=narrow
    )


KINDS: Mapping[str, ChartKind] = {
    "tiers": ChartKind("Tiers of a country", _tiers),
    "map": ChartKind("Map of tiers", _map),
    "heat": ChartKind("Countries and editions", _heat),
    "clock": ChartKind("Watch-list clock", _clock),
    "figures": ChartKind("Figures", _figures),
    "flows": ChartKind("Routes that texts mention", _flows),
    "pillars": ChartKind("Three pillars", _pillars),
    "agreement": ChartKind("Accuracy by variable", _agreement),
}
