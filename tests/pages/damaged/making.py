"""One narrative in our own words, and what scanners, PDF programs, copies and wrong encodings make of such a text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from html import escape

import ftfy

from tests.pages import prose
from tests.pages.fixtures import Fixture

__all__ = ["DAMAGES", "FIXTURES", "PAGE"]

PAGE = "\n\n".join(
    (
        "CURAÇAO: TIER 2",
        prose.standards("Curaçao"),
        "The ministry’s “blue door” campaign — posters and films in São Tomé — reached five islands. Officials made"
        " efforts to identify victims of conflict first; officers opened 41 cases, compared with 38 in 2016.",
        "RECOMMENDATIONS FOR CURAÇAO",
        "Train officers to identify trafficking victims in fishing fleets; fund a long-term shelter; end fees of"
        " €5,000 ($5,600) for visas.",
        "PROSECUTION",
        prose.prosecution("Curaçao"),
        "The anti-trafficking law defines “force” as in the first draft – left unchanged after a year of talks.",
        "PROTECTION",
        prose.protection("Curaçao"),
        "PREVENTION",
        prose.prevention("Curaçao"),
        "TRAFFICKING PROFILE",
        prose.profile("Curaçao"),
    )
)
_PDF_SIGNS = str.maketrans({"—": "Š", "“": "ﬁ", "”": "ﬂ", "€": "•", "’": "'"})
_LOST = str.maketrans({"ﬃ": "ff", "ﬄ": "ff", "ﬀ": "f", "ﬁ": "f", "ﬂ": "f"})
_SOME_WORDS = re.compile(r"(?<= )(?:trafficking|officers|shelter|government|campaign)(?= )")


def out_of_a_pdf(page: str) -> bytes:
    """Signs of another encoding, "ft" for "fl", and the heads of printed pages within words and after sentences."""
    page = page.translate(_PDF_SIGNS).replace("–", "Œ")
    page = re.sub(r"\bfl(?=[a-z])|(?<=n)fl(?=i)", "ft", page)
    page = page.replace("posters and", "posters 41CURAÇAOand").replace(
        "in 2016.", "in 2016.42CYPRUS"
    )
    return page.replace("defines", "KENYA43defines").encode()


def spoilt(page: str, *encodings: str) -> bytes:
    """The UTF-8 of a page decoded in other encodings, one after the other."""
    for encoding in encodings:
        page = page.encode().decode(encoding)
    return page.encode()


def with_stray_bytes(page: str) -> bytes:
    """Windows-1252 for the quotation marks, UTF-8 for the rest."""
    return b"".join(sign.encode("cp1252" if sign in "’“”" else "utf-8") for sign in page)


def without_ligatures(page: str) -> bytes:
    """Words whose ligatures lost all but their first letters."""
    for letters, sign in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        page = page.replace(letters, sign)
    return page.translate(_LOST).encode()


def with_ligatures(page: str) -> bytes:
    """Words with the signs that a printer has for two and three letters."""
    for letters, sign in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        page = page.replace(letters, sign)
    return page.encode()


def broken_at_line_ends(page: str) -> bytes:
    """Short lines, with words broken after a hyphen and after a soft one."""
    broken = _SOME_WORDS.sub(lambda match: f"{match[0][:3]}-\n{match[0][3:]}", page)
    broken = broken.replace("long-term", "long-\nterm").replace("unchanged", "un\u00ad\nchanged")
    return "\n".join(
        "\n".join(textwrap.wrap(line, 90, break_long_words=False, break_on_hyphens=False)) or ""
        for line in broken.split("\n")
    ).encode()


def with_odd_blanks(page: str) -> bytes:
    """No-break spaces, soft hyphens, zero-width signs, hyphens with a code of their own, accents set apart."""
    page = page.replace(" of ", "\u00a0of \u00a0").replace("ministry", "min\u00adis\u00adtry")
    page = page.replace("long-term", "long\u2011term").replace("ã", "a\u0303")
    return page.replace("campaign", "cam\u200bpaign").encode()


def with_entities(page: str) -> bytes:
    """Entities of HTML that were escaped once more on their way into a table."""
    marked = page.replace("’", "&rsquo;").replace("“", "&amp;ldquo;").replace("”", "&#8221;")
    return marked.replace(" of ", " of&nbsp;").replace("São", escape("S&atilde;o")).encode()


ftfy.bad_codecs.ok()  # makes the encoding known that Windows-1252 is without its gaps

DAMAGES: dict[str, Callable[[str], bytes]] = {
    "pdf-signs": out_of_a_pdf,
    "windows-1252": lambda page: spoilt(page, "sloppy-windows-1252"),
    "windows-1252-twice": lambda page: spoilt(page, "sloppy-windows-1252", "sloppy-windows-1252"),
    "latin-1": lambda page: spoilt(page, "latin-1"),
    "mac-roman": lambda page: spoilt(page, "macroman"),
    "stray-bytes": with_stray_bytes,
    "windows-bytes": lambda page: page.encode("cp1252"),
    "mac-bytes": lambda page: page.replace("\n", "\r").encode("mac-roman"),
    "utf-16-unmarked": lambda page: page.encode("utf-16-le"),
    "ligatures-lost": without_ligatures,
    "ligatures": with_ligatures,
    "line-ends": broken_at_line_ends,
    "odd-blanks": with_odd_blanks,
    "entities": with_entities,
}

FIXTURES = tuple(
    Fixture(f"damaged-{name}", "text", damage(PAGE), file="page.txt")
    for name, damage in DAMAGES.items()
)
