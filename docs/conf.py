"""How the documents become a site: `make docs`.

The pages are Markdown that reads as well on a forge as here. Nothing is asked of a network, nothing is loaded from one
by a reader, and the same checkout gives the same bytes.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:)([^)#\s]+)(#[^)\s]*)?\)")
_TOP = {"CONTRIBUTING.md": "/project/contributing.md", "CHANGELOG.md": "/project/changelog.md"}

_LIGHT = {
    "font-stack": '"Avenir Next", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", '
    '"Liberation Sans", Arial, sans-serif',
    "font-stack--monospace": 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono", '
    '"Liberation Mono", monospace',
    "font-stack--headings": 'Charter, "Bitstream Charter", XCharter, "Sitka Text", Cambria, "Noto Serif", '
    '"Liberation Serif", Georgia, serif',
    "color-background-primary": "#fcfcfa",
    "color-background-secondary": "#f3f3ef",
    "color-background-hover": "#e7edf6",
    "color-background-hover--transparent": "#e7edf600",
    "color-background-border": "#d6d6d0",
    "color-background-item": "#d6d6d0",
    "color-foreground-primary": "#1a1c1f",
    "color-foreground-secondary": "#4a4e55",
    "color-foreground-muted": "#62666d",
    "color-foreground-border": "#82858a",
    "color-brand-primary": "#1f4480",
    "color-brand-content": "#1f4480",
    "color-brand-visited": "#1f4480",
    "color-highlight-on-target": "#f6e9b0",
    "color-highlighted-background": "#f6e9b0",
    "color-inline-code-background": "#f3f3ef",
    "color-code-background": "#f3f3ef",
    "color-code-foreground": "#1a1c1f",
}
_DARK = {
    "color-background-primary": "#14171b",
    "color-background-secondary": "#1c2025",
    "color-background-hover": "#1f2c40",
    "color-background-hover--transparent": "#1f2c4000",
    "color-background-border": "#33383f",
    "color-background-item": "#33383f",
    "color-foreground-primary": "#e7e5df",
    "color-foreground-secondary": "#bdbbb5",
    "color-foreground-muted": "#9a9a96",
    "color-foreground-border": "#7d8289",
    "color-brand-primary": "#9dbbe8",
    "color-brand-content": "#9dbbe8",
    "color-brand-visited": "#9dbbe8",
    "color-highlight-on-target": "#3d3611",
    "color-highlighted-background": "#3d3611",
    "color-inline-code-background": "#1c2025",
    "color-code-background": "#1c2025",
    "color-code-foreground": "#e7e5df",
}

project = "tierbook"
author = "tierbook contributors"
copyright = "tierbook contributors, MIT licence"  # noqa: A001  Sphinx's name
release = version = import_module("tierbook.files").VERSION
language = "en"
needs_sphinx = "8.0"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
nitpicky = True
myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]
highlight_language = "text"
suppress_warnings = [
    "myst.header"
]  # the interface's page is written by a program, with headings of its own

html_theme = "furo"
html_title = f"tierbook {release}"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_last_updated_fmt = None
pygments_style = "default"
html_theme_options = {
    "light_css_variables": _LIGHT,
    "dark_css_variables": _DARK,
    "navigation_with_keys": False,
}


def _fit(app: Any, docname: str, source: list[str]) -> None:
    """Lead links that work on a forge and not here to where they work here."""
    folder = Path(app.env.doc2path(docname)).parent

    def lead(link: re.Match[str]) -> str:
        words, target, place = link[1], link[2], link[3] or ""
        path = (folder / target).resolve()
        if target.startswith("/"):
            return link[0]
        if not path.is_relative_to(DOCS):
            name = path.relative_to(DOCS.parent).as_posix()
            return f"[{words}]({_TOP[name]}{place})" if name in _TOP else f"{words} (`{name}`)"
        if not path.is_dir():
            return link[0]
        front = next(
            (path / name for name in ("index.md", "README.md") if (path / name).is_file()), None
        )
        return f"[{words}](/{front.relative_to(DOCS).as_posix()})" if front else words

    source[0] = _LINK.sub(lead, source[0])


# What a reader with a keyboard or a screen reader needs, and the theme leaves out: names for the two menus, and a way
# to scroll what is wider than the window.
_NAMED = (
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="All pages">'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
)


def _name(app: Any, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        words = page.read_text(encoding="utf-8")
        for plain, named in _NAMED:
            words = words.replace(plain, named)
        page.write_text(words, encoding="utf-8")


def setup(app: Any) -> dict[str, bool]:
    """Take part in the build."""
    app.connect("source-read", _fit)
    app.connect("build-finished", _name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
