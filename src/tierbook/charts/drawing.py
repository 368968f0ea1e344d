"""From a specification to a picture, without a network: vl-convert carries Vega with it.

What is not held is hatched. The grammar knows no hatching, so it is put in afterwards: the fill that stands for it is
replaced by a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from tierbook.charts.look import HATCH, Theme, paint
from tierbook.errors import MissingExtra
from tierbook.files import canonical_json

__all__ = ["draw_html", "draw_png", "draw_svg"]

_VEGA_LITE = "6.4"
_ROOT = re.compile(r"<svg[^>]*>")
_STYLE = (
    "body{font:16px/1.5 Arial,Helvetica,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1a1c1f}"
    "h1{font-size:1.4rem}table{border-collapse:collapse;font-size:.85rem}"
    "td,th{border-bottom:1px solid #d6d6d0;padding:.2rem .8rem .2rem 0;text-align:left}"
    "caption{text-align:left;font-weight:bold}.source{color:#4a4e55;font-size:.85rem}"
)


def draw_svg(spec: Mapping[str, Any], theme: Theme, *, title: str, alt: str) -> str:
    """Return a specification drawn, with its words as title and description.

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
    words = f'<title>{escape(title)}</title><desc id="data">{escape(alt)}</desc>'
    root = head.group().removesuffix(">") + ' role="img" aria-describedby="data">'
    fill = paint(HATCH, theme)
    body = svg[head.end() :].replace(f'fill="{fill}"', 'fill="url(#not-held)"')
    return f"{root}{words}{_pattern(theme)}{body}"


def draw_png(svg: str, scale: float) -> bytes:
    """Return a drawing as PNG, `scale` pixels for one of the drawing.

    Raises:
        MissingExtra: the packages for charts are not installed.
    """
    png: bytes = _converter().svg_to_png(svg, scale=scale)
    return png


def draw_html(spec: Mapping[str, Any], *, title: str, before: str, after: str) -> str:
    """Return a page with the drawing in it, alive, and HTML before and after it.

    Raises:
        MissingExtra: the packages for charts are not installed.
    """
    plain = canonical_json(paint(spec, "light")).decode()
    page: str = _converter().vegalite_to_html(
        plain, vl_version=_VEGA_LITE, bundle=True, renderer="svg"
    )
    page = re.sub(r"<title>.*?</title>", "", page, count=1, flags=re.S)
    head = f'<title>{escape(title)}</title><style>{_STYLE}</style></head>'
    page = page.replace("</head>", head, 1)
    page = re.sub(r"<body[^>]*>", lambda found: found.group() + before, page, count=1)
    cut = page.rindex("</body>")
    return page[:cut] + after + page[cut:]


def _pattern(theme: Theme) -> str:
    ground, line = paint("$paper", theme), paint("$rule", theme)
    return (
        '<defs><pattern id="not-held" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
        f'<rect width="2" height="6" fill="{line}"/></pattern></defs>'
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
