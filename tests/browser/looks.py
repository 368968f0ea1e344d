"""How a page is looked at: axe under every condition a reader may have, no sideways scroll, a focus that is seen."""

from __future__ import annotations

from typing import Any

__all__ = ["TAGS", "complaints_of", "sideways_at", "unseen_focus"]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"type": "tag", "values": TAGS}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Where colours alone are different from the first condition, rules on colours alone are asked once more.
_CONDITIONS: tuple[tuple[str, int, dict[str, str], dict[str, Any]], ...] = (
    ("light", 1280, {"color_scheme": "light"}, _ALL),
    ("dark", 1280, {"color_scheme": "dark"}, _COLOURS),
    ("forced colours", 1280, {"forced_colors": "active"}, _COLOURS),
    ("print", 1280, {"media": "print"}, _COLOURS),
    ("320 px", 320, {"color_scheme": "light"}, _ALL),
)
_PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
_RUN = """(options) => axe.run(options).then(found => found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 140)).join(" | ")
))"""


def complaints_of(page: Any) -> list[str]:
    """Return what axe objects to: wide and narrow, light and dark, in forced colours, in print."""
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    found = []
    for name, width, media, rules in _CONDITIONS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**{**_PLAIN, **media})
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        found += [f"{name}: {fault}" for fault in page.evaluate(_RUN, options)]
    page.emulate_media(**_PLAIN)
    return found


def sideways_at(page: Any) -> list[int]:
    """Return the widths at which a page scrolls sideways with everything unfolded; 320 px is 1280 at 400 %."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    wider = []
    for width in (320, 360, 640, 820, 1040):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wider.append(width)
    return wider


def unseen_focus(page: Any, stops: int = 30) -> list[str]:
    """Return what takes the focus by Tab without showing it, or shows it where nobody sees it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    unseen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const node = document.activeElement;
                if (!node || node === document.body) { return null; }
                const style = getComputedStyle(node), box = node.getBoundingClientRect();
                const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
                return outlined && inside ? '' : node.outerHTML.slice(0, 90);
            }"""
        )
        if seen is None:
            break
        if seen:
            unseen.append(seen)
    return unseen
