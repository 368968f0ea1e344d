"""From a specification to a picture, without a network: vl-convert carries Vega with it.

What is not held is hatched, and a special case dotted. The grammar knows no patterns, so they are put in afterwards:
the fill that stands for one is replaced by it. A drawing has the colours of the light display; rules in a style give
those of the dark one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from tierbook.charts.look import HATCH, SPECIAL, Theme, paint, repainted
from tierbook.errors import MissingExtra
from tierbook.files import canonical_json, short_hash

__all__ = ["dark_rules", "draw_png", "draw_svg", "dressed", "share_paths"]

_VEGA_LITE = "6.4"
_ROOT = re.compile(r"<svg[^>]*>")
# Roles and labels of single marks: the drawing is one picture with its words, and its table stands beside it.
_ROLES = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_PATH = re.compile(r'<path(?P<before>[^>]*?) d="(?P<d>[^"]{80,})"(?P<after>[^>]*)/>')


def draw_svg(spec: Mapping[str, Any], theme: Theme, *, title: str, alt: str) -> str:
    """Return a specification drawn, with its words as title and description, for a page of HTML or a file.

    Args:
        spec: Vega-Lite, with colours by name.
        theme: which colours.
        title: the finding.
        alt: the data in words.

    Raises:
        MissingExtra: the packages for charts are not installed.
    """
    plain = canonical_json(paint(spec, theme)).decode()
    svg: str = _converter().vegalite_to_svg(plain, vl_version=_VEGA_LITE)
    head = _ROOT.match(svg)
    assert head is not None, "the drawing library gives SVG"
    size = re.search(r'viewBox="0 0 (\S+) (\S+)"', head.group())
    assert size is not None, "a drawing says its size"
    own = short_hash(plain)[:8]
    body = _NUMBER.sub(lambda n: f"{float(n.group()):.2f}", _ROLES.sub("", svg[head.end() :]))
    for stands, name in ((HATCH, "not-held"), (SPECIAL, "special")):
        body = body.replace(f'fill="{paint(stands, theme)}"', f'fill="url(#{name}-{own})"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{size[1]}" '
        f'height="{size[2]}" viewBox="0 0 {size[1]} {size[2]}" role="img" '
        f'aria-labelledby="title-{own} data-{own}">'
        f'<title id="title-{own}">{escape(title)}</title><desc id="data-{own}">{escape(alt)}</desc>'
        f"{_patterns(theme, own)}{body}"
    )


def dressed(svg: str) -> str:
    """Return a drawing in the colours of the light display with rules for the dark one in it."""
    return svg.replace("<title", f"<style>{dark_rules()}</style><title", 1)


def dark_rules(where: str = "") -> str:
    """Return the rules that give a drawing the colours of the dark display, for elements within a selector."""
    rules = "".join(
        f'{where}[{name}="{light}"]{{{name}:{dark}}}'
        for light, dark in repainted().items()
        for name in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"


def draw_png(svg: str, scale: float) -> bytes:
    """Return a drawing as PNG, `scale` pixels for one of the drawing.

    Raises:
        MissingExtra: the packages for charts are not installed.
    """
    png: bytes = _converter().svg_to_png(svg, scale=scale)
    return png


def share_paths(drawings: list[str]) -> tuple[str, list[str]]:
    """Return drawings with each outline that stands in several of them written once, and the SVG that holds those."""
    seen: dict[str, set[int]] = {}
    for n, drawing in enumerate(drawings):
        for found in _PATH.finditer(drawing):
            seen.setdefault(found["d"], set()).add(n)
    shared = {
        d: f"outline-{i}" for i, d in enumerate(d for d, where in seen.items() if len(where) > 1)
    }

    def use(found: re.Match[str]) -> str:
        name = shared.get(found["d"])
        whole = f'<use{found["before"]} href="#{name}"{found["after"]}/>'
        return found.group() if name is None else whole

    left = [_PATH.sub(use, drawing) for drawing in drawings]
    outlines = "".join(f'<path id="{name}" d="{d}"/>' for d, name in shared.items())
    return f'<svg width="0" height="0" aria-hidden="true"><defs>{outlines}</defs></svg>', left


def _patterns(theme: Theme, own: str) -> str:
    ground, line, dot = (paint(name, theme) for name in ("$paper", "$edge", "$ink2"))
    return (
        f'<defs><pattern id="not-held-{own}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
        f'<rect width="1" height="6" fill="{line}"/></pattern>'
        f'<pattern id="special-{own}" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<rect width="4" height="4" fill="{ground}"/><circle cx="2" cy="2" r=".9" fill="{dot}"/>'
        "</pattern></defs>"
    )


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra(
            "charts are drawn by vl-convert, which is not installed",
            remedy="pip install 'tierbook[charts]'; tables (.csv, .json) need nothing more",
        ) from error
    return vl_convert
