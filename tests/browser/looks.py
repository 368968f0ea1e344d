"""How a page is looked at: axe under every condition a reader may have, no sideways scroll, a focus that is seen.

Where only colours differ from what was looked at before, rules on colours alone are asked once more, and of neighbours
alike a few stand for all: of 2,153 elements of the list of variables 476 are left.
"""

from __future__ import annotations

from typing import Any

__all__ = ["complaints_of", "faultless", "unseen_focus"]

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL = {"type": "tag", "values": _TAGS}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_ON_PAPER = {"type": "rule", "values": ["color-contrast"]}  # nobody presses a link there
_OTHER_COLOURS: tuple[tuple[str, dict[str, str], dict[str, Any]], ...] = (
    ("dark", {"color_scheme": "dark"}, _COLOURS),
    ("forced colours", {"forced_colors": "active"}, _COLOURS),
    ("print", {"media": "print"}, _ON_PAPER),
)
_PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
_RUN = """(options) => axe.run(options).then(found => found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 140)).join(" | ")
))"""
# Of neighbours that no rule of a style sheet tells apart, nor what is in them, the first four and the last stay.
_THIN = """() => {
    const ruled = new Map(), seen = new Map(), taken = [];
    let number = 0;
    const read = rules => {
        for (const rule of rules) {
            if (rule.cssRules) { read(rule.cssRules); }
            if (!rule.selectorText) { continue; }
            number += 1;
            const plain = rule.selectorText.replace(/::?(before|after|marker|hover|focus|active|focus-[a-z]+)/g, "");
            let found = [];
            try { found = document.querySelectorAll(plain); } catch (unknown) { continue; }
            for (const node of found) { ruled.set(node, (ruled.get(node) || "") + " " + number); }
        }
    };
    window.taken = taken;
    try {
        for (const sheet of document.styleSheets) { read(sheet.cssRules); }
    } catch (refused) { return; }  // of a page that is a file, the sheets are strangers
    const drawn = ["style", "fill", "stroke", "open", "hidden"];
    const walk = node => {
        for (const child of node.children) { walk(child); }
        const own = drawn.map(name => node.getAttribute(name)).join();
        const spoken = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
        const within = [...new Set([...node.children].map(child => seen.get(child)))].join();
        seen.set(node, `${node.localName}${ruled.get(node)}/${own}/${spoken}(${within})`);
        for (const group of Map.groupBy([...node.children], child => seen.get(child)).values()) {
            for (const child of group.slice(4, -1)) {
                const place = document.createComment("");
                child.replaceWith(place);
                taken.push([place, child]);
            }
        }
    };
    walk(document.body);
}"""
_WHOLE_AGAIN = """() => {
    for (const [place, child] of window.taken.reverse()) { place.replaceWith(child); }
    document.querySelectorAll("details[data-shut]").forEach(one => { one.open = false; delete one.dataset.shut; });
}"""
_UNFOLD = """document.querySelectorAll("details:not([open])").forEach(
    one => { one.open = true; one.dataset.shut = ""; })"""


def faultless(page: Any) -> None:
    """Hold the page that is open to what every page is held to."""
    assert page.locator("h1").count() == 1, page.url
    complaints = complaints_of(page)
    assert not complaints, f"{page.url}: {complaints}"


def complaints_of(page: Any) -> list[str]:
    """Return what axe objects to and the widths at which a page scrolls sideways; the page is left as it was.

    Looked at are: the page as it comes, then with everything unfolded: narrow, dark, in forced colours, in print.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    width, height = (page.viewport_size[side] for side in ("width", "height"))
    page.evaluate(AXE_SCRIPT)
    page.set_viewport_size({"width": 1280, "height": 900})
    found = _asked(page, "wide", _PLAIN, _ALL)
    page.evaluate(_UNFOLD)
    found += [f"scrolls sideways at {wide} px" for wide in _sideways_at(page)]
    page.set_viewport_size({"width": 320, "height": 900})
    found += _asked(page, "320 px, unfolded", _PLAIN, _ALL)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(_THIN)
    for name, media, rules in _OTHER_COLOURS:
        found += _asked(page, name, _PLAIN | media, rules)
    page.emulate_media(**_PLAIN)
    page.evaluate(_WHOLE_AGAIN)
    page.set_viewport_size({"width": width, "height": height})
    return found


def _asked(page: Any, name: str, media: dict[str, str], rules: dict[str, Any]) -> list[str]:
    page.emulate_media(**media)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    return [f"{name}: {fault}" for fault in page.evaluate(_RUN, options)]


def _sideways_at(page: Any) -> list[int]:
    """Return the widths at which a page scrolls sideways; 320 px is 1280 at 400 %."""
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
