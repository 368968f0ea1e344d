"""Web archives: a capture's address holds the original's, and the moment it was taken.

Wayback software (the Internet Archive, UNT's archive with the CyberCemetery, Archive-It, webharvest.gov, UNHCR's own)
writes `<archive>/<collection>/<time stamp>/<original address>`; what it puts around a page is furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.text import late

__all__ = ["TOOLBARS", "Capture", "read_capture"]

TOOLBARS = (
    "#wm-ipp-base, #wm-ipp, #wm-ipp-print, #wm-capinfo, #donato, #wb_div, #wb_banner, #wbBanner, #_wb_frame_top_banner,"
    " #wayback-banner, #wb-toolbar, .wb-autocomplete-suggestions, #webharvest-banner, #unt-banner, #ait-banner,"
    " #ait-client-rendered-banner, #archive-it-banner"
)
_CAPTURE = late(
    r"(?P<archive>(?:https?:)?//[^/\s]+)?/(?:[\w.-]+/){0,3}?(?P<stamp>(?:19|20)\d{6}(?:\d{2}){0,3})(?P<kind>[a-z]{2}_)?/"
    r"(?P<address>https?:/{1,2}\S+)"
)
_NAMES = (
    ("archive.org", "the Internet Archive"),
    ("unt.edu", "the UNT Web Archive"),
    ("archive-it.org", "Archive-It"),
    ("webharvest.gov", "the National Archives' web harvest"),
    ("unhcr.org", "UNHCR's web archive"),
    ("loc.gov", "the Library of Congress web archive"),
)


@dataclass(frozen=True, slots=True)
class Capture:
    """An original address, the day it was captured (`YYYY-MM-DD`), and who keeps the capture."""

    address: str
    day: str
    keeper: str


def read_capture(address: str | None) -> Capture | None:
    """Return what a capture's address says, or None where it is no capture's."""
    found = _CAPTURE.match(address or "")
    if found is None:
        return None
    stamp = found["stamp"]
    month, day = int(stamp[4:6]), int(stamp[6:8])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    host = (found["archive"] or "").lower()
    keeper = next((name for part, name in _NAMES if part in host), "a web archive")
    original = re.sub(r"^(https?):/+", r"\1://", found["address"])
    return Capture(original, f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}", keeper)
