"""The whole library as files that need no server: read from a stick, in any browser, years from now.

Takes: the database of a home. Gives: a folder of pages with relative links, styles, charts, downloads, a search that
works without a server, and a manifest. Touches: the folder, and the database for reading alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.library.exporting.checking import check_export
    from tierbook.library.exporting.places import PARTS
    from tierbook.library.exporting.run import ExportCounts, export_library

__all__ = ["PARTS", "ExportCounts", "check_export", "export_library"]

# Loaded when used: the settings of the site name this package before Django is ready.
__getattr__ = load_later(__name__, __all__, "checking", "places", "run")
